"""Shares at the few times at which a source reports them: points with intervals on a line of months, and nothing between."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from ... import wording
from ...evidence import Estimate
from . import style


@dataclass(frozen=True)
class TimePoint:
    """One arm at one time: its name, its share in percent, whether it is the experimental arm."""

    label: str
    figure: Estimate
    experimental: bool


@dataclass(frozen=True)
class TimePointChart:
    """Points at reported times; no line joins them to the start, because nothing is reported there.

    Attributes:
        title: what is shown.
        points: the arms, one time for all of them.
    """

    title: str
    points: tuple[TimePoint, ...]

    @property
    def month(self) -> float:
        """The one time that is reported, in months."""
        return self.points[0].figure.timepoint_months

    @property
    def alt(self) -> str:
        """The chart in words, numbers included."""
        read = "; ".join(f"{p.label} {wording.estimate(p.figure)}" for p in self.points)
        return f"Points over time. {self.title}. Only month {wording.months(self.month)} is drawn: {read}."

    def draw(self) -> Figure:
        """Return the figure; its only axes hold one marker per arm, set a little apart."""
        figure = style.new_figure(7.2, 3.6)
        figure.text(0.02, 0.93, self.title, fontsize=11.5, color=style.INK, weight="bold")
        axes = style.plain_axes(figure, (0.09, 0.16, 0.88, 0.66))
        for index, point in enumerate(self.points):
            self._draw_point(axes, index, point)
        axes.axvline(self.month, ymax=0.9, color=style.GRID, linewidth=1)
        axes.text(1, 29.2, "other months: not in these rows", fontsize=9.5, color=style.QUIET, style="italic", va="center")
        axes.set_xlim(0, 120)
        axes.set_ylim(0, 30)
        axes.set_xticks(range(0, 121, 12))
        axes.set_yticks((0, 10, 20, 30))
        axes.set_xlabel("Months", fontsize=10, color=style.INK)
        axes.set_ylabel("Percent of people", fontsize=10, color=style.INK)
        return figure

    def _draw_point(self, axes, index: int, point: TimePoint) -> None:
        colour = style.EXPERIMENTAL if point.experimental else style.CONTROL
        month = self.month + (0.9 if index else -0.9) * (len(self.points) > 1)
        figure = point.figure
        if figure.low.reported and figure.high.reported:
            axes.plot([month, month], [figure.low.value, figure.high.value], color=colour, linewidth=2)
        axes.plot([month], [figure.value.value], marker="s" if index else "o", markersize=8, color=colour, linestyle="none",
                  label=point.label)  # fmt: skip
        side, away = ("left", 2.2) if index else ("right", -2.2)
        words = f"{wording.sentence_case(point.label)}\n{wording.estimate(figure)}"
        axes.text(month + away, figure.value.value, words, fontsize=9.5, color=colour, ha=side, va="center", weight="bold")
