"""All reports on one axis: two points a report, and the time between them."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from ... import wording
from ...evidence import NOT_REACHED, Estimate, Quantity
from . import style

_WIDTH = 8.8
_LEFT, _RIGHT = 0.325, 0.35  # room for names and for words, as shares of the width


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

    def draw(self) -> Figure:
        """Return the figure; its only axes hold a row for each report."""
        height = 1.12 + 0.29 * len(self.rows)
        figure = style.titled_figure(self.title, height, width=_WIDTH, below_top=0.25)
        axes = style.plain_axes(figure, (_LEFT, 0.5 / height, 1 - _LEFT - _RIGHT, 1 - 1.22 / height))
        axes.set_xlim(0, self.limit)
        style.row_axes(axes, len(self.rows))
        axes.set_xticks(range(0, self.limit + 1, 12 if self.limit <= 60 else 24))
        axes.grid(axis="x", color=style.GRID, linewidth=0.8)
        axes.set_axisbelow(True)
        axes.set_xlabel("Median, months since randomisation", fontsize=9.5, color=style.INK, labelpad=2)
        key = 1 - 0.56 / height
        for x, name, experimental in ((0.02, self.names[1], False), (0.27, self.names[0], True)):
            sign = "●" if experimental else "■"
            colour = style.colour_of(experimental)
            figure.text(x, key, f"{sign} {name}", fontsize=10, weight="bold", color=colour)
        figure.text(1 - _RIGHT + 0.015, key, "Gap", fontsize=9.5, color=style.QUIET)
        figure.text(1 - _RIGHT + 0.13, key, "Hazard ratio (95% interval)", fontsize=9.5, color=style.QUIET)
        for line, row in enumerate(self.rows):
            self._draw_row(axes, line, row)
        return figure

    def _draw_row(self, axes, line: int, row: Dumbbell) -> None:
        width = 1 - _LEFT - _RIGHT
        style.write_beside(axes, (0.02 - _LEFT) / width, line, row.label)
        style.write_beside(axes, 1 + 0.13 / width, line, wording.estimate(row.hazard_ratio))
        if row.instead:
            axes.text(self.limit * 0.01, line, row.instead, fontsize=9, color=style.QUIET, va="center", style="italic")
            return
        both = row.experimental.reported and row.control.reported
        gap = wording.difference(row.experimental, row.control).removesuffix(" longer") if both else "no gap known"
        style.write_beside(axes, 1 + 0.015 / width, line, gap, "bold" if both else "normal")
        arms = ((row.control, False), (row.experimental, True))
        points = [(quantity, tested) for quantity, tested in arms if quantity.reported or quantity.state == NOT_REACHED]
        if len(points) == 2:
            ends = [self._place(quantity) for quantity, _ in points]
            axes.plot(ends, [line, line], color=style.QUIET, linewidth=2, linestyle="-" if both else ":", zorder=1, clip_on=False)
        for quantity, experimental in points:
            self._draw_point(axes, line, quantity, experimental)

    def _place(self, quantity: Quantity) -> float:
        return quantity.value if quantity.reported else self.limit

    def _draw_point(self, axes, line: int, quantity: Quantity, experimental: bool) -> None:
        colour = style.colour_of(experimental)
        face = style.CARD if quantity.state == NOT_REACHED else colour
        axes.plot(
            [self._place(quantity)], [line], marker="o" if experimental else "s", markersize=8, color=colour,
            markerfacecolor=face, markeredgewidth=2, clip_on=False, label=quantity.state,
        )  # fmt: skip
