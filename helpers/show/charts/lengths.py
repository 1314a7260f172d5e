"""Planned lengths of treatment on one axis of years: closed bars, open arrows, and diamonds where a test decides."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from . import style

UNTIL_PROGRESSION, FIXED, TESTED = "until progression", "fixed", "tested"
_YEARS = 5  # the end of the axis; an arrow runs past it
_LEFT, _WIDTH = 0.3, 0.35  # of the axes, as shares of the figure
_PITCH = 0.139  # inches from row to row
_KEY = "■ ends after a set time     ▶ no set end: until progression     ◆ a test decides     ┄ how long, open"


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

    def draw(self) -> Figure:
        """Return the figure; one row for each plan under its heading, words on the right."""
        lines = sum(len(plans) + 1 for _, plans in self.groups)
        height = 0.95 + _PITCH * lines
        figure = style.titled_figure(self.title, height, width=8.6, below_top=0.24)
        figure.text(0.02, 1 - 0.46 / height, _KEY, fontsize=9, color=style.QUIET)
        axes = style.plain_axes(figure, (_LEFT, 0.39 / height, _WIDTH, _PITCH * lines / height))
        axes.set_xlim(0, _YEARS)
        style.row_axes(axes, lines, above=-0.5)
        axes.set_xticks(range(_YEARS + 1))
        axes.grid(axis="x", color=style.GRID, linewidth=0.8)
        axes.set_axisbelow(True)
        axes.set_xlabel("Years of treatment, as planned", fontsize=9.5, color=style.INK, labelpad=1)
        line = 0
        for heading, plans in self.groups:
            style.write_beside(axes, (0.02 - _LEFT) / _WIDTH, line, heading, "bold", size=8.9)
            for plan in plans:
                line += 1
                self._draw_plan(axes, line, plan)
            line += 1
        return figure

    @staticmethod
    def _draw_plan(axes, line: int, plan: PlannedLength) -> None:
        style.write_beside(axes, (0.035 - _LEFT) / _WIDTH, line, plan.label, size=8.7)
        style.write_beside(axes, 1.06, line, plan.words, size=8.7)
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
