"""Cycles of 28 days as rows of a calendar: days with a dose are filled, days without are open."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from ...statistics.schedule import CYCLE, dose_days, free_days
from ..page import WIDE, Page
from . import style
from .sheet import Sheet, width_on

_MARKS = ("s", "D")  # of the first dose and of a later one
_ROWS = 2.7  # inches that all rows together take at the most, so that two years fit a small screen


@dataclass(frozen=True)
class CalendarChart:
    """Rows of 28 days.

    Attributes:
        title: what is counted.
        cycles: how many rows.
        days_on: on how many days from the first of each row a dose is taken.
        doses: (mg a day, to which cycle), in order.
    """

    title: str
    cycles: int
    days_on: int
    doses: tuple[tuple[int, int], ...]

    @property
    def alt(self) -> str:
        """The chart in words, numbers included."""
        rows = f"{self.cycles} row" if self.cycles == 1 else f"{self.cycles} rows"
        doses = "".join(f" {mg} mg a day to cycle {last}." for mg, last in self.doses)
        return (
            f"Calendar. {self.title}. {rows} of {CYCLE} days: {dose_days(self.cycles, self.days_on)} days with "
            f"a dose, {free_days(self.cycles, self.days_on)} without.{doses}"
        )

    def draw(self, page: Page = WIDE) -> Figure:
        """Return the figure; one filled or open square for each day."""
        across = width_on(page, 7.2) - 0.86
        pitch = min(0.24, _ROWS / self.cycles, page.pick(0.24, 1.2 / self.cycles, 0.24))
        sheet = Sheet(page, self.title, 0.85 + pitch * self.cycles)
        axes = sheet.axes(0.72, 0.5, across, pitch * self.cycles)
        axes.spines["bottom"].set_visible(False)
        self._draw_days(axes, 8 * min(pitch, across / CYCLE) / 0.24)
        axes.set_xlim(0.3, CYCLE + 0.7)
        axes.set_ylim(self.cycles + 0.6, 0.4)
        axes.set_xticks([1, 7, 14, 21, 28])
        axes.set_yticks(range(1, self.cycles + 1, 1 if pitch > 0.16 else 2))
        axes.tick_params(axis="y", labelsize=9)
        axes.set_xlabel("Day of the cycle", fontsize=10, color=style.INK)
        axes.set_ylabel("Cycle", fontsize=10, color=style.INK)
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, frameon=False, fontsize=10, labelcolor=style.INK,
                    borderpad=0.2, borderaxespad=0, handletextpad=0.2)  # fmt: skip
        return sheet.figure

    def _draw_days(self, axes, size: float) -> None:
        """Draw a mark for each day, of a shape for each dose."""
        first = 1
        for (mg, last), marker in zip(self.doses, _MARKS, strict=False):
            points = [(day, cycle) for cycle in range(first, last + 1) for day in range(1, self.days_on + 1)]
            axes.plot(*zip(*points, strict=True), linestyle="none", marker=marker, markersize=size, color=style.EXPERIMENTAL,
                      label=f"{mg} mg")  # fmt: skip
            first = last + 1
        off = [(day, cycle) for cycle in range(1, self.cycles + 1) for day in range(self.days_on + 1, CYCLE + 1)]
        if off:
            axes.plot(*zip(*off, strict=True), linestyle="none", marker="s", markersize=size, markerfacecolor=style.CARD,
                      color=style.QUIET, label="no dose")  # fmt: skip
