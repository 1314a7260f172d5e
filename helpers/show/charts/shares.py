"""Shares of people in percent: bars under headings, or points at the few times at which a source reports them."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from ... import wording
from ...evidence import Estimate, Quantity
from . import style


@dataclass(frozen=True)
class Rate:
    """One bar: the arm's name, its share in percent with its state, whether it is the experimental arm, the drugs tested."""

    label: str
    quantity: Quantity
    experimental: bool
    drugs: tuple[str, ...] = ()


@dataclass(frozen=True)
class RateChart:
    """Bars in percent from 0 to 100; groups under headings are read one by one, never against each other.

    Attributes:
        title: what the bars show.
        axis: name of the horizontal axis, with unit.
        groups: (heading, bars) from top to bottom.
    """

    title: str
    axis: str
    groups: tuple[tuple[str, tuple[Rate, ...]], ...]

    @property
    def alt(self) -> str:
        """The chart in words, numbers included."""
        parts = [
            f"{heading}: " + "; ".join(f"{bar.label} {wording.with_unit(bar.quantity)}" for bar in bars)
            for heading, bars in self.groups
        ]
        return f"Bar chart. {self.title}. {'. '.join(parts)}."

    def draw(self) -> Figure:
        """Return the figure; one bar per reported share, its label above it, its number at its end."""
        lines = sum(len(bars) + 0.55 for _, bars in self.groups)
        height = 1.2 + 0.5 * lines
        figure = style.titled_figure(self.title, height)
        axes = style.plain_axes(figure, (0.03, 0.62 / height, 0.94, 1 - 1.15 / height))
        axes.set_xlim(0, 100)
        axes.set_ylim(lines, 0)
        axes.set_yticks([])
        axes.set_xticks(range(0, 101, 25))
        axes.set_xlabel(self.axis, fontsize=10, color=style.INK)
        line = 0.0
        for heading, bars in self.groups:
            axes.text(0, line + 0.3, heading, fontsize=10, weight="bold", color=style.INK, va="center")
            line += 0.55
            for bar in bars:
                self._draw_bar(axes, line, bar)
                line += 1
        return figure

    @staticmethod
    def _draw_bar(axes, line: float, bar: Rate) -> None:
        colour = style.colour_of(bar.experimental, bar.drugs)
        axes.text(0, line + 0.26, bar.label, fontsize=9.5, color=style.INK, va="center")
        if not bar.quantity.reported:
            axes.text(0, line + 0.68, bar.quantity.state, fontsize=10, color=style.QUIET, va="center", style="italic")
            return
        share = bar.quantity.value
        axes.barh(line + 0.68, share, height=0.36, color=colour, hatch=None if bar.experimental else "//", edgecolor=style.CARD,
                  label=bar.label)  # fmt: skip
        inside = share > 85
        axes.text(
            share + (-1 if inside else 1), line + 0.68, wording.with_unit(bar.quantity), fontsize=10.5, weight="bold",
            va="center",
            ha="right" if inside else "left", color=style.INK if not inside else style.CARD,
        )  # fmt: skip


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
        figure = style.titled_figure(self.title, 3.6, below_top=0.252, size=11.5)
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
        colour = style.colour_of(point.experimental)
        month = self.month + (0.9 if index else -0.9) * (len(self.points) > 1)
        figure = point.figure
        if figure.low.reported and figure.high.reported:
            axes.plot([month, month], [figure.low.value, figure.high.value], color=colour, linewidth=2)
        axes.plot([month], [figure.value.value], marker="s" if index else "o", markersize=8, color=colour, linestyle="none",
                  label=point.label)  # fmt: skip
        side, away = ("left", 2.2) if index else ("right", -2.2)
        words = f"{wording.sentence_case(point.label)}\n{wording.estimate(figure)}"
        axes.text(month + away, figure.value.value, words, fontsize=9.5, color=colour, ha=side, va="center", weight="bold")
