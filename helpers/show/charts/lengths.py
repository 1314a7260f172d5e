"""Planned lengths of treatment on one axis of years: closed bars, open arrows, and diamonds where a test decides."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from ..page import WIDE, Page
from . import style
from .rows import Line, row_chart

UNTIL_PROGRESSION, FIXED, TESTED = "until progression", "fixed", "tested"
_YEARS = 5  # the end of the axis; an arrow runs past it
_PITCH = 0.139  # inches from row to row
_KEY = ("■ ends after a set time", "▶ no set end: until progression", "◆ a test decides", "┄ how long, open")


@dataclass(frozen=True)
class PlannedLength:
    """One plan.

    Attributes:
        label: the trial or text.
        kind: one of the three.
        years: how long at least or at most; None if no time is given.
        words: the plan in a few words.
        colour: of what was tested.
        sooner: whether a test can end it before that time, and not only from then on.
    """

    label: str
    kind: str
    years: float | None
    words: str
    colour: str
    sooner: bool = False


@dataclass(frozen=True)
class LengthChart:
    """Plans under headings.

    Attributes:
        title: what is shown.
        groups: (heading, plans) from top to bottom.
    """

    title: str
    groups: tuple[tuple[str, tuple[PlannedLength, ...]], ...]

    @property
    def alt(self) -> str:
        """The chart in words, numbers included."""
        parts = (f"{heading}: " + "; ".join(f"{p.label}, {p.words}" for p in plans) for heading, plans in self.groups)
        return f"Bars of planned length. {self.title}. {'. '.join(parts)}."

    def draw(self, page: Page = WIDE) -> Figure:
        """Return the figure; one row for each plan under its heading."""
        lines = []
        for heading, plans in self.groups:
            lines += [Line(heading, heading=True), *(Line(plan.label, (plan.words,), indented=True) for plan in plans)]
        head = 0.19 * page.pick(1, 2, 4) + 0.08
        chart = row_chart(page, self.title, lines, "Years of treatment, as planned", pitch=_PITCH, head=head, wide=8.6)
        chart.sheet.flow(chart.top + head - 0.16, [(sign, style.QUIET) for sign in _KEY], 9, "normal", 0.19)
        axes = chart.axes
        axes.set_xlim(0, _YEARS)
        axes.set_xticks(range(_YEARS + 1))
        axes.grid(axis="x", color=style.GRID, linewidth=0.8)
        axes.set_axisbelow(True)
        for place, plan in zip(chart.places, (plan for _, plans in self.groups for plan in plans), strict=True):
            self._draw_plan(axes, place, plan)
        return chart.sheet.figure

    @staticmethod
    def _draw_plan(axes, line: float, plan: PlannedLength) -> None:
        length = 0.0 if plan.sooner else _YEARS if plan.kind == UNTIL_PROGRESSION else plan.years or 0.0
        if length:
            axes.barh(line, length, height=0.55, color=plan.colour, label=plan.label)
        if plan.kind == UNTIL_PROGRESSION:
            axes.plot([_YEARS], [line], marker=">", markersize=9, color=plan.colour, clip_on=False, label="arrow")
        if plan.kind == TESTED:
            end = plan.years if plan.sooner else _YEARS
            axes.plot([length, end], [line, line], color=plan.colour, linewidth=1.4, linestyle=":")
            axes.plot([length], [line], marker="D", markersize=7, color=plan.colour, markeredgecolor=style.CARD,
                      clip_on=False, label="diamond")  # fmt: skip
