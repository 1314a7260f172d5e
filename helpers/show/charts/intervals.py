"""Hazard ratios with their intervals, grouped by comparator: to be read row by row, never as a league table."""

from __future__ import annotations

import math
from dataclasses import dataclass

from matplotlib.figure import Figure

from ... import wording
from ...evidence import Estimate
from . import style

_TICKS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 50.0)
_LIMITS = (0.15, 3.0)  # at the least; wider where an interval is


@dataclass(frozen=True)
class IntervalRow:
    """One read-out: its name and its hazard ratio, or None where none is reported."""

    label: str
    ratio: Estimate | None


@dataclass(frozen=True)
class IntervalChart:
    """Rows of hazard ratios on a log scale under headings.

    Attributes:
        title: what is shown.
        groups: (heading, rows) in the order in which they are drawn.
        below: what a ratio below 1 means.
    """

    title: str
    groups: tuple[tuple[str, tuple[IntervalRow, ...]], ...]
    below: str = "fewer events in the experimental arm"

    @property
    def alt(self) -> str:
        """The chart in words, numbers included."""
        parts = [
            f"{heading}: " + "; ".join(f"{row.label} {wording.estimate(row.ratio)}" for row in rows)
            for heading, rows in self.groups
        ]
        return f"Hazard ratios with intervals; below 1: {self.below}. {self.title}. {'. '.join(parts)}."

    @property
    def limits(self) -> tuple[float, float]:
        """The ends of the axis: every estimate and every bound lies between them."""
        ratios = [row.ratio for _, rows in self.groups for row in rows if row.ratio is not None]
        values = [q.value for ratio in ratios for q in (ratio.value, ratio.low, ratio.high) if q.reported]
        return min([_LIMITS[0], *(0.9 * v for v in values)]), max([_LIMITS[1], *(1.1 * v for v in values)])

    def draw(self) -> Figure:
        """Return the figure; one marker per reported hazard ratio, one line per interval."""
        lines = sum(len(rows) + 1 for _, rows in self.groups)
        height = 1.15 + 0.27 * lines
        figure = style.new_figure(8.8, height)
        figure.text(0.02, 1 - 0.25 / height, self.title, fontsize=12, color=style.INK, weight="bold")
        axes = style.plain_axes(figure, (0.46, 0.6 / height, 0.27, 1 - 1.05 / height))
        low, high = self.limits
        axes.set_xlim(math.log(low), math.log(high))
        axes.set_ylim(lines - 0.4, -0.6)
        axes.set_yticks([])
        ticks = [tick for tick in _TICKS if low <= tick <= high]
        axes.set_xticks([math.log(tick) for tick in ticks], [f"{tick:g}" for tick in ticks])
        axes.axvline(0, color=style.QUIET, linewidth=1)
        axes.set_xlabel(f"Hazard ratio (log scale); below 1: {self.below}", fontsize=9, color=style.INK)
        line = 0
        for heading, rows in self.groups:
            self._words(axes, -1.66, line, heading, "bold")
            for row in rows:
                line += 1
                self._draw_row(axes, line, row)
            line += 1
        return figure

    def _draw_row(self, axes, line: int, row: IntervalRow) -> None:
        self._words(axes, -1.62, line, row.label, "normal")
        self._words(axes, 1.04, line, wording.estimate(row.ratio), "normal")
        if row.ratio is None or not row.ratio.value.reported:
            return
        if row.ratio.low.reported and row.ratio.high.reported:
            bounds = [math.log(row.ratio.low.value), math.log(row.ratio.high.value)]
            axes.plot(bounds, [line, line], color=style.EXPERIMENTAL, linewidth=2, clip_on=True)
        axes.plot([math.log(row.ratio.value.value)], [line], marker="s", markersize=6, color=style.EXPERIMENTAL)

    @staticmethod
    def _words(axes, x: float, line: int, text: str, weight: str) -> None:
        """Write beside the axes: ``x`` in axes widths, ``line`` in data units."""
        axes.text(x, line, text, transform=axes.get_yaxis_transform(), fontsize=9, va="center", color=style.INK, weight=weight)
