"""Two bars and the hazard ratio beneath: the signature chart of the course."""

from __future__ import annotations

import math
from dataclasses import dataclass

from matplotlib.figure import Figure

from ... import wording
from ...evidence import NOT_REACHED, Estimate, Quantity
from ..page import WIDE, Page
from . import style
from .sheet import Sheet

_TICKS = (0.25, 0.5, 1.0, 2.0)


@dataclass(frozen=True)
class Bar:
    """One bar: the arm's name, its figure with its state, and whether it is the experimental arm."""

    label: str
    quantity: Quantity
    experimental: bool


@dataclass(frozen=True)
class BarChart:
    """Bars of medians (months) or rates (percent), and the hazard ratio with its interval on a log scale below.

    A figure that is not reached is a dotted line without end; one that is not reported is words only.

    Attributes:
        title: what the bars show.
        axis: name of the horizontal axis, with unit.
        bars: from top to bottom.
        hazard_ratio: or None where there is none.
    """

    title: str
    axis: str
    bars: tuple[Bar, ...]
    hazard_ratio: Estimate | None

    @property
    def alt(self) -> str:
        """The chart in words, numbers included."""
        figures = "; ".join(f"{bar.label} {wording.with_unit(bar.quantity)}" for bar in self.bars)
        return f"Bar chart. {self.title}: {figures}. Hazard ratio: {wording.estimate(self.hazard_ratio)}."

    def draw(self, page: Page = WIDE) -> Figure:
        """Return the figure; its first axes hold the bars, its second the hazard ratio."""
        sheet = Sheet(page, self.title, page.pick(2.95, 2.3, 3.1))
        across, foot = sheet.width - 0.4, page.pick(1.3, 1.2, 1.45)
        self._draw_bars(sheet.axes(0.2, foot, across, sheet.body - foot - 0.05))
        self._draw_hazard_ratio(sheet.axes(0.2, 0.36, across, page.pick(0.33, 0.3, 0.55)), page.name == "narrow")
        return sheet.figure

    def _draw_bars(self, axes) -> None:
        longest = max([bar.quantity.value for bar in self.bars if bar.quantity.reported], default=1.0)
        limit = 100.0 if any(bar.quantity.unit == "percent" for bar in self.bars) else 1.45 * longest
        for position, bar in enumerate(self.bars):
            colour = style.colour_of(bar.experimental)
            words = wording.with_unit(bar.quantity)
            axes.text(0, position - 0.36, bar.label, fontsize=10, color=style.INK, va="bottom")
            if bar.quantity.reported:
                axes.barh(position, bar.quantity.value, height=0.5, color=colour, label=bar.label)
                inside = bar.quantity.value > 0.6 * limit
                axes.text(
                    bar.quantity.value + (-1 if inside else 1) * limit * 0.01, position, words, va="center",
                    ha="right" if inside else "left", fontsize=12, weight="bold", color=style.CARD if inside else colour,
                )  # fmt: skip
            elif bar.quantity.state == NOT_REACHED:
                axes.plot([0, limit], [position, position], linestyle=":", linewidth=3, color=colour, label=bar.label)
                axes.text(limit * 0.01, position - 0.08, words, fontsize=12, weight="bold", color=colour, va="bottom")
            else:
                axes.text(limit * 0.01, position, words, fontsize=12, color=style.QUIET, va="center", style="italic")
        axes.set_xlim(0, limit)
        axes.set_ylim(len(self.bars) - 0.65, -0.8)
        axes.set_yticks([])
        if not any(bar.quantity.reported for bar in self.bars):
            axes.set_xticks([])
            return
        step = 25 if limit == 100 else _round_step(limit)
        axes.set_xticks([step * i for i in range(int(limit / step) + 1)])
        axes.set_xlabel(self.axis, fontsize=10, color=style.INK, labelpad=2)

    def _draw_hazard_ratio(self, axes, above: bool) -> None:
        """Draw the ratio; its words stand left and right of it, or ``above`` it."""
        style.ratio_axis(axes, 0.15, 3.2, _TICKS)
        axes.set_ylim(-1, 1)
        axes.set_yticks([])
        ratio, line = self.hazard_ratio, -0.7 if above else 0
        look = {"fontsize": 10, "va": "center", "color": style.INK}
        words = "Hazard ratio " + (wording.printed(ratio.value) if ratio else "not reported")
        axes.text(math.log(0.155), 1.1 if above else 0, words, **look)
        if ratio is None or not ratio.value.reported:
            return
        words, right = "interval not reported", 1.12
        if ratio.low.reported and ratio.high.reported:
            axes.plot([math.log(ratio.low.value), math.log(ratio.high.value)], [line, line], color=style.INK, linewidth=2)
            words, right = f"95% interval {wording.interval(ratio.low, ratio.high)}", max(1.12, 1.06 * ratio.high.value)
        axes.plot([math.log(ratio.value.value)], [line], marker="D", markersize=7, color=style.INK)
        axes.text(math.log(0.155 if above else right), 0.3 if above else 0, words, **look)


def _round_step(limit: float) -> int:
    """Return a step in whole years that gives at most seven ticks."""
    return next(step for step in (6, 12, 24, 36, 48, 60) if limit / step <= 7)
