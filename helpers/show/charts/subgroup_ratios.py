"""Simulated subgroups: one line for each, beside the true hazard ratio that all of them share."""

from __future__ import annotations

import math
from dataclasses import dataclass

from matplotlib.figure import Figure

from ... import wording
from ...statistics.pooling import Ratio
from . import style

_TICKS = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0)


@dataclass(frozen=True)
class SubgroupChart:
    """Simulated hazard ratios of subgroups with their intervals on a log scale.

    Attributes:
        title: says that it is simulated.
        rows: (label, simulated ratio), top to bottom.
        true: the hazard ratio from which all were drawn.
    """

    title: str
    rows: tuple[tuple[str, Ratio], ...]
    true: float

    @property
    def alt(self) -> str:
        """The chart in words, numbers included."""
        parts = "; ".join(f"{label} {words(ratio)}" for label, ratio in self.rows)
        return f"{self.title}. True hazard ratio of everybody: {self.true:.2f}. Simulated subgroups: {parts}."

    def draw(self) -> Figure:
        """Return the figure; a subgroup at 1 or above has a hollow marker and its words in bold."""
        height = 1.35 + 0.27 * len(self.rows)
        figure = style.new_figure(7.2, height)
        figure.text(0.02, 1 - 0.25 / height, self.title, fontsize=12, color=style.INK, weight="bold")
        axes = style.plain_axes(figure, (0.17, 0.6 / height, 0.54, 1 - 1.25 / height))
        low = min(0.2, *(0.9 * ratio.low for _, ratio in self.rows))
        high = max(2.5, *(1.1 * ratio.high for _, ratio in self.rows))
        axes.set_xlim(math.log(low), math.log(high))
        axes.set_ylim(len(self.rows) - 0.4, -0.6)
        axes.set_yticks([])
        ticks = [tick for tick in _TICKS if low <= tick <= high]
        axes.set_xticks([math.log(tick) for tick in ticks], [f"{tick:g}" for tick in ticks])
        axes.set_xlabel("Hazard ratio (log scale); at 1 no effect", fontsize=9.5, color=style.INK)
        axes.axvline(0, color=style.QUIET, linewidth=1)
        axes.axvline(math.log(self.true), color=style.CONTROL, linewidth=1.5, linestyle="--")
        axes.text(math.log(self.true), -0.75, f"true: {self.true:.2f}", fontsize=9, color=style.CONTROL, ha="center", va="bottom")
        for line, (label, ratio) in enumerate(self.rows):
            self._draw_row(axes, line, label, ratio)
        return figure

    @staticmethod
    def _draw_row(axes, line: int, label: str, ratio: Ratio) -> None:
        turned = ratio.value >= 1
        axes.plot([math.log(ratio.low), math.log(ratio.high)], [line, line], color=style.EXPERIMENTAL, linewidth=2)
        axes.plot(
            [math.log(ratio.value)], [line], marker="o" if turned else "s", markersize=7 if turned else 6, label=label,
            color=style.EXPERIMENTAL, markerfacecolor=style.CARD if turned else style.EXPERIMENTAL,
        )  # fmt: skip
        weight = "bold" if turned else "normal"
        place = {"transform": axes.get_yaxis_transform(), "fontsize": 9, "va": "center", "color": style.INK, "weight": weight}
        axes.text(-0.29, line, label, **place)
        axes.text(1.03, line, words(ratio), **place)


def words(ratio: Ratio) -> str:
    """Return a simulated ratio with its interval."""
    return f"{wording.computed_ratio(ratio.value)} ({ratio.low:.2f} to {ratio.high:.2f})"
