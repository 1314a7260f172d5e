"""All reports on one axis: two points a report, and the time between them."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from ... import wording
from ...evidence import NOT_REACHED, Estimate, Quantity
from ..page import WIDE, Page
from . import style
from .rows import Line, row_chart
from .sheet import text_width


@dataclass(frozen=True)
class Dumbbell:
    """One report: its name, both medians in months with their states, its hazard ratio, what stands where medians are missing."""

    label: str
    experimental: Quantity
    control: Quantity
    hazard_ratio: Estimate | None
    instead: str = ""

    @property
    def words(self) -> str:
        """Both medians and the hazard ratio in words."""
        ratio = f"hazard ratio {wording.estimate(self.hazard_ratio)}"
        if self.instead:
            return f"{self.instead}; {ratio}"
        return f"{wording.with_unit(self.experimental)} against {wording.with_unit(self.control)}; {ratio}"

    @property
    def gap(self) -> str:
        """The time between the two medians; nothing where other words stand in their place."""
        if self.instead:
            return ""
        both = self.experimental.reported and self.control.reported
        return wording.difference(self.experimental, self.control).removesuffix(" longer") if both else "no gap known"

    @property
    def below(self) -> str:
        """Gap and hazard ratio on a narrow page, where no column has a heading."""
        gap = f"gap {self.gap}, " if self.gap and "gap" not in self.gap else f"{self.gap}, " if self.gap else ""
        return f"{gap}ratio {wording.estimate(self.hazard_ratio)}"


@dataclass(frozen=True)
class DumbbellChart:
    """Reports below one another on one axis of months.

    A median that was reported is a filled point, one that was not reached a hollow one at the end of the axis, one that is not
    reported no point; a report without medians keeps its row, with grey words.

    Attributes:
        title: what the medians are of.
        names: what the two points are, the experimental arm first.
        rows: from top to bottom.
    """

    title: str
    names: tuple[str, str]
    rows: tuple[Dumbbell, ...]

    @property
    def limit(self) -> int:
        """The end of the axis: whole years beyond the longest median."""
        values = [q.value for row in self.rows for q in (row.experimental, row.control) if q.reported]
        return 12 * int(max(values, default=48) / 12 + 1.3)

    @property
    def alt(self) -> str:
        """The chart in words, numbers included."""
        rows = "; ".join(f"{row.label}: {row.words}" for row in self.rows)
        return f"Pairs of points on one axis of months, {self.names[0]} against {self.names[1]}. {self.title}. {rows}."

    def draw(self, page: Page = WIDE) -> Figure:
        """Return the figure; its only axes hold a row for each report."""
        lines = [Line(row.label, (row.gap, wording.estimate(row.hazard_ratio)), short=row.below) for row in self.rows]
        columns = ("Gap", page.pick("Hazard ratio (95% interval)", "Hazard ratio", ""))
        head = page.pick(0.0, 0.0, 0.46)  # elsewhere the key stands on the line of the columns' headings
        marks = max(1.2, *(text_width(row.instead) + 0.1 for row in self.rows))
        hollow = any(q.state == NOT_REACHED for row in self.rows for q in (row.experimental, row.control))
        axis = f"Median, months since randomisation{' (hollow: not reached)' if hollow else ''}"
        chart = row_chart(page, self.title, lines, axis, columns, head=head, spare=1, marks=marks)
        axes = chart.axes
        axes.set_xlim(0, self.limit)
        axes.set_xticks(range(0, self.limit + 1, 12 if self.limit <= 60 else 24))
        axes.grid(axis="x", color=style.GRID, linewidth=0.8)
        axes.set_axisbelow(True)
        signs = (f"■ {self.names[1]}", style.colour_of(False)), (f"● {self.names[0]}", style.colour_of(True))
        chart.sheet.flow(chart.top + page.pick(0.09, 0.09, head - 0.15), signs)
        for place, row in zip(chart.places, self.rows, strict=True):
            self._draw_row(axes, place, row)
        return chart.sheet.figure

    def _draw_row(self, axes, line: float, row: Dumbbell) -> None:
        if row.instead:
            axes.text(self.limit * 0.01, line, row.instead, fontsize=9, color=style.QUIET, va="center", style="italic")
            return
        both = row.experimental.reported and row.control.reported
        arms = ((row.control, False), (row.experimental, True))
        points = [(quantity, tested) for quantity, tested in arms if quantity.reported or quantity.state == NOT_REACHED]
        if len(points) == 2:
            ends = [self._place(quantity) for quantity, _ in points]
            axes.plot(ends, [line, line], color=style.QUIET, linewidth=2, linestyle="-" if both else ":", zorder=1, clip_on=False)
        for quantity, experimental in points:
            self._draw_point(axes, line, quantity, experimental)

    def _place(self, quantity: Quantity) -> float:
        return quantity.value if quantity.reported else self.limit

    def _draw_point(self, axes, line: float, quantity: Quantity, experimental: bool) -> None:
        colour = style.colour_of(experimental)
        face = style.CARD if quantity.state == NOT_REACHED else colour
        axes.plot(
            [self._place(quantity)], [line], marker="o" if experimental else "s", markersize=8, color=colour,
            markerfacecolor=face, markeredgewidth=2, clip_on=False, label=quantity.state,
        )  # fmt: skip
