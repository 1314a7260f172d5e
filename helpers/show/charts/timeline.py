"""The course of the disease as a schematic line: how much myeloma is left, phase by phase. No scale, because it is no data."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from ..page import WIDE, Page
from . import style
from .sheet import Sheet, text_width


@dataclass(frozen=True)
class Phase:
    """One phase: its name, where it begins and ends on the time axis, and the level of myeloma at its end (0 to 1)."""

    name: str
    start: float
    end: float
    level: float


_PART = {True: "nearly half", False: "about a quarter"}


@dataclass(frozen=True)
class TimelineChart:
    """A schematic line through the phases, with the two levels below which tests no longer see the myeloma.

    Attributes:
        title: says that it is schematic.
        phases: in order; the line starts at level 1.
        chosen: the name of the phase that is set off, or an empty string.
    """

    title: str
    phases: tuple[Phase, ...]
    chosen: str

    ROUTINE = 0.42  # where routine tests lose sight; only the order of the two levels means something
    SENSITIVE = 0.2

    @property
    def alt(self) -> str:
        """The chart in words."""
        names = ", then ".join(phase.name for phase in self.phases)
        end = self.phases[-1]
        turn = "rises again" if end.level > self.phases[-2].level else "stays low"
        low = self.phases[-2]
        length = round(100 * (low.end - low.start) / end.end)
        return (
            f"Schematic line, without scale. {self.title}. Phases: {names}. The line falls below the level that routine tests "
            f"see, and at the end it {turn}. The time before that, {low.name.lower()}, takes {_PART[length > 35]} of the "
            f"axis. Marked: {self.chosen or 'none'}."
        )

    def draw(self, page: Page = WIDE) -> Figure:
        """Return the figure; one line, one band for each phase, two dashed levels."""
        sheet = Sheet(page, self.title, page.pick(3.45, 2.25, 3.3))
        axes = sheet.axes(0.2, 0.38, sheet.width - 0.4, sheet.body - 0.42)
        axes.set_xlim(0, self.phases[-1].end)
        axes.set_ylim(0, page.pick(1.22, 1.22, 1.34))
        axes.set_xticks([])
        axes.set_yticks([])
        self._draw_phases(axes, page.pick((1.16, 1.06), (1.16, 1.06), (1.29, 1.19, 1.09)))
        self._draw_levels(axes, page.name == "narrow")
        times, levels = self._line()
        axes.plot(times, levels, color=style.EXPERIMENTAL, linewidth=2.6)
        axes.set_xlabel("Time (no scale)", fontsize=10, color=style.INK)
        axes.text(0.02, 0.02, "Amount of myeloma (no scale)", transform=axes.transAxes, fontsize=9, color=style.INK, rotation=0)
        return sheet.figure

    def _line(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the line: each phase leads smoothly from the level before to its own."""
        times, levels, before = [], [], 1.0
        for phase in self.phases:
            x = np.linspace(0, 1, 25)
            times.append(phase.start + (phase.end - phase.start) * x)
            levels.append(before + (phase.level - before) * (3 * x**2 - 2 * x**3))
            before = phase.level
        return np.concatenate(times), np.concatenate(levels)

    def _draw_phases(self, axes, levels: tuple[float, ...]) -> None:
        """Mark the phases; their names take turns at the levels, so that none runs into the next."""
        unit = axes.get_position().width * axes.figure.get_figwidth() / self.phases[-1].end  # inches
        for number, phase in enumerate(self.phases):
            chosen = phase.name == self.chosen
            if chosen:
                axes.axvspan(phase.start, phase.end, color=style.GRID, linewidth=0)
            axes.axvline(phase.end, color=style.GRID, linewidth=1)
            half = text_width(phase.name, 9.5, "bold") / 2 / unit - 0.25  # of a phase: the name of the first stays in the picture
            axes.text(
                max((phase.start + phase.end) / 2, half), levels[number % len(levels)], phase.name, ha="center", va="center",
                fontsize=9.5, color=style.INK, weight="bold" if chosen else "normal",
            )  # fmt: skip

    def _draw_levels(self, axes, narrow: bool) -> None:
        """Name the levels on the left, beside the high line; on a narrow page where the line is low, each on its free side."""
        routine, sensitive = "limit of routine tests", "limit of sensitive tests"
        left, top = (self.phases[-2].start + 0.15, self.SENSITIVE - 0.07) if narrow else (0.06, self.SENSITIVE + 0.015)
        for level, words, y in (
            (self.ROUTINE, routine.replace("of ", "of\n") if narrow else routine, self.ROUTINE + 0.015),
            (self.SENSITIVE, sensitive, top),
        ):
            axes.axhline(level, color=style.QUIET, linewidth=1, linestyle=(0, (5, 3)))
            axes.text(left, y, words, fontsize=9, color=style.QUIET)
