"""Hazard ratios with their intervals, row by row: reported ones under headings, never as a league table; simulated ones."""

from __future__ import annotations

import math
from dataclasses import dataclass

from matplotlib.figure import Figure

from ... import wording
from ...evidence import Estimate
from ...statistics.pooling import Ratio
from ..page import WIDE, Page
from . import style
from .rows import Line, row_chart

_REPORTED_TICKS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 50.0)
_REPORTED_LIMITS = (0.15, 3.0)  # at the least; wider where an interval is


@dataclass(frozen=True)
class IntervalRow:
    """One read-out: its name, its hazard ratio, or None where none is reported, the drugs tested, whether it steps back."""

    label: str
    ratio: Estimate | None
    drugs: tuple[str, ...] = ()
    faint: bool = False


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
    below: str = "fewer events with the tested treatment"

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
        return min([_REPORTED_LIMITS[0], *(0.9 * v for v in values)]), max([_REPORTED_LIMITS[1], *(1.1 * v for v in values)])

    def draw(self, page: Page = WIDE) -> Figure:
        """Return the figure; one marker per reported hazard ratio, one line per interval."""
        lines = [line for heading, rows in self.groups for line in (Line(heading, heading=True), *map(self._line, rows))]
        count = len(lines)
        axis = f"Hazard ratio (log scale); below 1: {self.below}"
        chart = row_chart(page, self.title, lines, axis, pitch=min(0.27, max(2.95 / count, 0.2)))  # fifteen lines are shown whole
        style.ratio_axis(chart.axes, *self.limits, _REPORTED_TICKS)
        rows = [row for _, rows in self.groups for row in rows]
        for place, row in zip(chart.places, rows, strict=True):
            self._draw_row(chart.axes, place, row)
        return chart.sheet.figure

    def _line(self, row: IntervalRow) -> Line:
        weight = "bold" if not row.faint and any(other.faint for _, rows in self.groups for other in rows) else "normal"
        return Line(row.label, (wording.estimate(row.ratio),), weight, indented=True)

    @staticmethod
    def _draw_row(axes, line: float, row: IntervalRow) -> None:
        if row.ratio is None or not row.ratio.value.reported:
            return
        colour = style.FAINT if row.faint else style.colour_of(True, row.drugs)
        if row.ratio.low.reported and row.ratio.high.reported:
            bounds = [math.log(row.ratio.low.value), math.log(row.ratio.high.value)]
            axes.plot(bounds, [line, line], color=colour, linewidth=2, clip_on=True)
        axes.plot([math.log(row.ratio.value.value)], [line], marker="s", markersize=6, color=colour)


_SIMULATED_TICKS = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0)


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

    def draw(self, page: Page = WIDE) -> Figure:
        """Return the figure; a subgroup at 1 or above has a hollow marker and its words in bold."""
        lines = [Line(label, (words(ratio),), "bold" if ratio.value >= 1 else "normal") for label, ratio in self.rows]
        pitch = min(0.27, 0.12 + 1.1 / len(lines))  # 20 of them fit a small screen
        axis = "Hazard ratio (log scale); at 1 no effect"
        chart = row_chart(page, self.title, lines, axis, pitch=pitch, head=0.24, wide=7.2)
        axes = chart.axes
        low = min(0.2, *(0.9 * ratio.low for _, ratio in self.rows))
        high = max(2.5, *(1.1 * ratio.high for _, ratio in self.rows))
        style.ratio_axis(axes, low, high, _SIMULATED_TICKS)
        axes.axvline(math.log(self.true), color=style.INK, linewidth=1.5, linestyle="--")
        true = {"fontsize": 9, "color": style.INK, "ha": "center", "va": "bottom"}
        axes.text(math.log(self.true), axes.get_ylim()[1], f"true: {self.true:.2f}", **true)
        for place, (label, ratio) in zip(chart.places, self.rows, strict=True):
            self._draw_row(axes, place, label, ratio)
        return chart.sheet.figure

    @staticmethod
    def _draw_row(axes, line: float, label: str, ratio: Ratio) -> None:
        turned = ratio.value >= 1
        axes.plot([math.log(ratio.low), math.log(ratio.high)], [line, line], color=style.EXPERIMENTAL, linewidth=2)
        axes.plot(
            [math.log(ratio.value)], [line], marker="o" if turned else "s", markersize=7 if turned else 6, label=label,
            color=style.EXPERIMENTAL, markerfacecolor=style.CARD if turned else style.EXPERIMENTAL,
        )  # fmt: skip


def words(ratio: Ratio) -> str:
    """Return a simulated ratio with its interval."""
    return f"{wording.computed_ratio(ratio.value)} ({ratio.low:.2f} to {ratio.high:.2f})"
