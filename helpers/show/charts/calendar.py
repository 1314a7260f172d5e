"""Cycles of 28 days as rows of a calendar: days with a dose are filled, days without are open."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from ...statistics.schedule import CYCLE, dose_days, free_days
from . import style

_ROWS = 2.7  # inches that all rows together take at the most, so that two years fit a small screen


@dataclass(frozen=True)
class CalendarChart:
    """Rows of 28 days.

    Attributes:
        title: what is counted.
        cycles: how many rows.
        days_on: on how many days from the first of each row a dose is taken.
    """

    title: str
    cycles: int
    days_on: int

    @property
    def alt(self) -> str:
        """The chart in words, numbers included."""
        rows = f"{self.cycles} row" if self.cycles == 1 else f"{self.cycles} rows"
        return (
            f"Calendar. {self.title}. {rows} of {CYCLE} days: {dose_days(self.cycles, self.days_on)} days with "
            f"a dose, {free_days(self.cycles, self.days_on)} without."
        )

    def draw(self) -> Figure:
        """Return the figure; one filled or open square for each day."""
        pitch = min(0.24, _ROWS / self.cycles)
        height = 1.35 + pitch * self.cycles
        figure = style.titled_figure(self.title, height)
        axes = style.plain_axes(figure, (0.1, 0.5 / height, 0.88, pitch * self.cycles / height))
        axes.spines["bottom"].set_visible(False)
        days = [(day, cycle) for cycle in range(1, self.cycles + 1) for day in range(1, CYCLE + 1)]
        on = [point for point in days if point[0] <= self.days_on]
        off = [point for point in days if point[0] > self.days_on]
        size = 8 * pitch / 0.24
        axes.plot(*zip(*on, strict=True), linestyle="none", marker="s", markersize=size, color=style.EXPERIMENTAL, label="dose")
        if off:
            axes.plot(*zip(*off, strict=True), linestyle="none", marker="s", markersize=size, markerfacecolor=style.CARD,
                      color=style.QUIET, label="no dose")  # fmt: skip
        axes.set_xlim(0.3, CYCLE + 0.7)
        axes.set_ylim(self.cycles + 0.6, 0.4)
        axes.set_xticks([1, 7, 14, 21, 28])
        axes.set_yticks(range(1, self.cycles + 1, 1 if pitch > 0.16 else 2))
        axes.tick_params(axis="y", labelsize=9)
        axes.set_xlabel("Day of the cycle", fontsize=10, color=style.INK)
        axes.set_ylabel("Cycle", fontsize=10, color=style.INK)
        words = "■ dose taken" + ("    □ no dose" if off else "")
        figure.text(0.1, 1 - 0.58 / height, words, fontsize=10, color=style.INK)
        return figure
