"""Shares of people in percent: bars under headings, or points at the few times at which a source reports them."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from ... import wording
from ...evidence import Estimate, Quantity
from ..page import WIDE, Page
from . import style
from .colours import text_colour
from .sheet import MARGIN, Sheet, line_of, width_on, wrapped

_EXTRA = 0.34  # what a further line of words takes, in bars


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

    def draw(self, page: Page = WIDE) -> Figure:
        """Return the figure; one bar per reported share, its label above it, its number at its end."""
        room = width_on(page, 7.2) - 2 * MARGIN - 0.1
        placed, lines = self._placed(room)
        height = page.pick(0.5, 0.4, 0.5) * lines
        axis = wrapped(self.axis, room, 10)
        foot = 0.42 + line_of(10) * len(axis)
        sheet = Sheet(page, self.title, foot + height + 0.06)
        axes = sheet.axes(MARGIN, foot, room, height)
        axes.set_xlim(0, 100)
        axes.set_ylim(lines, 0)
        axes.set_yticks([])
        axes.set_xticks(range(0, 101, 25))
        axes.set_xlabel("\n".join(axis), fontsize=10, color=style.INK)
        for line, words, bar in placed:
            if bar is None:
                axes.text(0, line + 0.3, words, fontsize=10, weight="bold", color=style.INK, va="center")
            else:
                self._draw_bar(axes, line, words, bar)
        return sheet.figure

    def _placed(self, room: float) -> tuple[list[tuple[float, str, Rate | None]], float]:
        """Return headings and bars with the place of each and its words in lines; and where the last one ends."""
        line, placed = 0.0, []
        for heading, bars in self.groups:
            words = wrapped(heading, room, 10, "bold")
            placed.append((line + _EXTRA * (len(words) - 1) / 2, "\n".join(words), None))
            line += 0.55 + _EXTRA * (len(words) - 1)
            for bar in bars:
                words = wrapped(bar.label, room, 9.5)
                line += _EXTRA * (len(words) - 1)
                placed.append((line, "\n".join(words), bar))
                line += 1
        return placed, line

    @staticmethod
    def _draw_bar(axes, line: float, words: str, bar: Rate) -> None:
        colour = style.colour_of(bar.experimental, bar.drugs)
        axes.text(0, line + 0.42, words, fontsize=9.5, color=style.INK, va="bottom", linespacing=1.1)
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
    """One arm at one time: its name, its share in percent, whether it is the experimental arm, the drugs tested."""

    label: str
    figure: Estimate
    experimental: bool
    drugs: tuple[str, ...] = ()


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

    def draw(self, page: Page = WIDE) -> Figure:
        """Return the figure; its only axes hold one marker per arm, set a little apart."""
        beside, room = page.name != "narrow", width_on(page, 7.2) - 2 * MARGIN
        head = 0 if beside else sum(line_of(9.5) * len(wrapped(self._words(p), room, 9.5, "bold")) for p in self.points)
        sheet = Sheet(page, self.title, head + page.pick(3.15, 2.2, 2.6), size=11.5)
        axes = sheet.axes(0.65, 0.55, sheet.width - 0.85, sheet.body - head - 0.6)
        top = sheet.body + 0.05
        for index, point in enumerate(self.points):
            self._draw_point(axes, index, point, beside)
            if not beside:
                look = {"weight": "bold", "color": text_colour(style.colour_of(point.experimental, point.drugs))}
                top = sheet.paragraph(MARGIN, top, self._words(point), room, 9.5, **look)
        axes.axvline(self.month, ymax=0.9, color=style.GRID, linewidth=1)
        axes.text(1, 29.2, "other months: not in these rows", fontsize=9.5, color=style.QUIET, style="italic", va="center")
        axes.set_xlim(0, 120)
        axes.set_ylim(0, 30)
        axes.set_xticks(range(0, 121, page.pick(12, 12, 24)))
        axes.set_yticks((0, 10, 20, 30))
        axes.set_xlabel("Months", fontsize=10, color=style.INK)
        axes.set_ylabel("Percent of people", fontsize=10, color=style.INK)
        return sheet.figure

    def _words(self, point: TimePoint) -> str:
        """Return what a point says where it is named above the axes."""
        return f"{_SIGNS[self.points.index(point) > 0]} {wording.sentence_case(point.label)}: {wording.estimate(point.figure)}"

    def _draw_point(self, axes, index: int, point: TimePoint, beside: bool) -> None:
        """Draw a point with its interval, and its words where they stand ``beside`` it."""
        colour = style.colour_of(point.experimental, point.drugs)
        month = self.month + (0.9 if index else -0.9) * (len(self.points) > 1) * (1 if beside else 2)
        figure = point.figure
        if figure.low.reported and figure.high.reported:
            axes.plot([month, month], [figure.low.value, figure.high.value], color=colour, linewidth=2)
        axes.plot([month], [figure.value.value], marker="s" if index else "o", markersize=8, color=colour, linestyle="none",
                  label=point.label)  # fmt: skip
        if beside:
            side, away = ("left", 2.2) if index else ("right", -2.2)
            words = f"{wording.sentence_case(point.label)}\n{wording.estimate(figure)}"
            axes.text(
                month + away,
                figure.value.value,
                words,
                fontsize=9.5,
                color=text_colour(colour),
                ha=side,
                va="center",
                weight="bold",
            )


_SIGNS = ("●", "■")
