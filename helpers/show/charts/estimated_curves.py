"""Kaplan-Meier curves: steps, interval band, marks where people were still free of the event, numbers at risk beneath."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from ... import wording
from ...statistics.kaplan_meier import KaplanMeier
from ..page import WIDE, Page
from . import style
from .sheet import MARGIN, Sheet, keys_height, line_of, text_width, width_on, wrapped

_AT_RISK = 0.18  # inches of a line of people at risk
_MOST_STEPS = 150  # of a curve that is drawn step by step


@dataclass(frozen=True)
class EstimatedCurve:
    """One arm: its name, its estimate (None where nobody has entered yet), whether it is the experimental arm."""

    label: str
    estimate: KaplanMeier | None
    experimental: bool


@dataclass(frozen=True)
class KaplanMeierChart:
    """One or two estimated curves.

    Attributes:
        title: says whether the data are simulated.
        curves: the arms.
        axis: name of the vertical axis.
        ticks: times (months) at which the numbers at risk are given; the last one ends the axis.
        start: from when time is counted.
        immortal: months before which the first curve cannot fall, by the way in which its people were chosen; 0 for none.
    """

    title: str
    curves: tuple[EstimatedCurve, ...]
    axis: str
    ticks: tuple[int, ...]
    start: str = "randomisation"
    immortal: int = 0

    @property
    def alt(self) -> str:
        """The chart in words, numbers included."""
        at = wording.listing([str(tick) for tick in self.ticks])
        risk = "; ".join(f"{c.label} {wording.listing([str(n) for n in self.at_risk(c)])}" for c in self.curves)
        zone = f" Up to month {self.immortal} {self.curves[0].label} cannot fall." if self.immortal else ""
        return f"Kaplan-Meier curves with intervals. {self.title}.{zone} People at risk at {at} months: {risk}."

    def at_risk(self, curve: EstimatedCurve) -> tuple[int, ...]:
        """Return how many people of an arm are at risk at each tick."""
        return (0,) * len(self.ticks) if curve.estimate is None else curve.estimate.numbers_at_risk(self.ticks)

    def draw(self, page: Page = WIDE) -> Figure:
        """Return the figure; its only axes hold the curves in percent."""
        names = max(text_width(wording.sentence_case(curve.label), 9, "bold") for curve in self.curves)
        left = page.pick(MARGIN + names + 0.25, MARGIN + names + 0.25, 0.62)
        keys = [(wording.sentence_case(curve.label), {"linewidth": 2, **_look(curve)}) for curve in self.curves]
        head, foot = keys_height(page, left, keys), 0.74 + _AT_RISK * page.pick(1, 1, 2) * len(self.curves)
        tall = page.pick(2.05, 1.0, 1.9)
        above = wrapped(self._hatched, width_on(page, 7.2) - 2 * MARGIN, 9, "bold") if page.name == "narrow" else []
        sheet = Sheet(page, self.title, foot + tall + head + line_of(9) * len(above))
        sheet.keys(left, keys)
        for number, words in enumerate(above, start=1):  # in the plot it would cover a curve
            sheet.text(
                MARGIN, sheet.body - head - line_of(9) * (number - 0.4), words, fontsize=9, weight="bold", color=self._first
            )
        axes = sheet.axes(left, foot, sheet.width - left - 0.2, tall)
        axes.axhline(50, color=style.GRID, linewidth=1)
        if self.immortal:
            self._mark_immortal(axes, written=not above)
        for index, curve in enumerate(self.curves):
            if curve.estimate is not None:
                self._draw_curve(axes, curve)
            self._write_at_risk(sheet, axes, index, page.name == "narrow")
        axes.set_xlim(0, self.ticks[-1] * 1.02)
        axes.set_ylim(0, 104)
        axes.set_xticks(self.ticks)
        axes.set_yticks((0, 50, 100))
        axes.set_xlabel(f"Months since {self.start}", fontsize=10, color=style.INK, labelpad=2)
        axes.set_ylabel("\n".join(wrapped(self.axis, tall, 10)), fontsize=10, color=style.INK)
        sheet.text(MARGIN, foot - 0.66, "People at risk", fontsize=9, weight="bold")
        return sheet.figure

    @property
    def _first(self) -> str:
        """The colour of the first group."""
        return _look(self.curves[0])["color"]

    @property
    def _hatched(self) -> str:
        """What the hatched months are, if there are any."""
        label = wording.sentence_case(self.curves[0].label)
        return f"{label}: nobody could progress before month {self.immortal}" if self.immortal else ""

    def _mark_immortal(self, axes, written: bool) -> None:
        """Hatch the months in which the first group could not have the event, and say so beside them if that is ``written``."""
        axes.axvspan(0, self.immortal, facecolor=style.CARD, edgecolor=self._first, hatch="///", alpha=0.25, linewidth=0)
        if written:
            words = self._hatched.replace("could progress", "could\nprogress")
            axes.text(self.immortal + 1.5, 3, words, fontsize=9, color=self._first, va="bottom", weight="bold")

    def _draw_curve(self, axes, curve: EstimatedCurve) -> None:
        estimate = curve.estimate
        colour = _look(curve)["color"]
        seen = _seen(estimate)
        stepwise = seen.size == estimate.times.size
        first = estimate.times[: 0 if stepwise else 1]  # up to the first event nobody has fallen
        x = np.concatenate([[0.0], first, estimate.times[seen], [estimate.last]])
        last = estimate.survival[-1:] if estimate.times.size else [1.0]
        y = 100 * np.concatenate([[1.0], np.ones(first.size), estimate.survival[seen], last])
        look = {"linewidth": 2, "label": curve.label, **_look(curve)}
        axes.step(x, y, where="post", **look) if stepwise else axes.plot(x, y, **look)
        if estimate.times.size:
            ends = np.concatenate([estimate.times[seen], [estimate.last]])
            low, high = (100 * np.concatenate([bound[seen], bound[-1:]]) for bound in (estimate.low, estimate.high))
            axes.fill_between(ends, low, high, step="post" if stepwise else None, color=colour, alpha=0.16, linewidth=0)
        x, y = _strokes(estimate)
        axes.plot(x, y, color=colour, linewidth=0.8, label=f"{curve.label}, censored")

    def _write_at_risk(self, sheet: Sheet, axes, index: int, above: bool) -> None:
        """Write an arm's people at risk below their ticks, its name beside them or above them."""
        curve = self.curves[index]
        box = axes.get_position()
        foot = box.y0 * sheet.height - 0.74 - _AT_RISK * (1 + above) * (index + 1) + 0.05
        name = {"fontsize": 9, "color": _look(curve)["color"], "weight": "bold"}
        sheet.text(MARGIN, foot + _AT_RISK * above, wording.sentence_case(curve.label), **name)
        for tick, number in zip(self.ticks, self.at_risk(curve), strict=True):
            x = (box.x0 + box.width * tick / (self.ticks[-1] * 1.02)) * sheet.width
            sheet.text(x, foot, str(number), fontsize=9, ha="center")


def _look(curve: EstimatedCurve) -> dict:
    if curve.experimental:
        return {"color": style.EXPERIMENTAL, "linestyle": "-"}
    return {"color": style.CONTROL, "linestyle": (0, (5, 2))}


def _seen(estimate: KaplanMeier) -> np.ndarray:
    """Return the places of the steps that are drawn: of many, the last of every second month, joined by a line."""
    places = np.arange(estimate.times.size)
    if places.size <= _MOST_STEPS:
        return places
    months = np.ceil(estimate.times / 2)
    return places[np.append(months[1:] != months[:-1], True)]


def _strokes(estimate: KaplanMeier) -> tuple[np.ndarray, np.ndarray]:
    """Return one broken line with a short upright stroke for each half month in which somebody was censored.

    A marker for each person would make the picture four times as large and no clearer.
    """
    times = np.unique(np.floor(2 * estimate.censored) / 2)  # never beyond the longest time watched
    heights = np.array([100 * estimate.at(time)[0] for time in times])
    gap = np.full(times.shape, np.nan)
    return np.column_stack([times, times, gap]).ravel(), np.column_stack([heights - 1.8, heights + 1.8, gap]).ravel()
