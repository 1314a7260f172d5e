"""Kaplan-Meier curves: steps, interval band, marks where people were still free of the event, numbers at risk beneath."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from ... import wording
from ...statistics.kaplan_meier import KaplanMeier
from . import style

_LABELS = -0.22  # left of the axes, in their width
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

    def draw(self) -> Figure:
        """Return the figure; its only axes hold the curves in percent."""
        figure = style.titled_figure(self.title, 4.1, below_top=0.2255)
        axes = style.plain_axes(figure, (0.19, 0.33, 0.78, 0.5))
        axes.axhline(50, color=style.GRID, linewidth=1)
        if self.immortal:
            self._mark_immortal(axes)
        for index, curve in enumerate(self.curves):
            if curve.estimate is not None:
                self._draw_curve(axes, curve)
            self._draw_key(figure, index, curve)
            self._write_at_risk(axes, index, curve)
        axes.set_xlim(0, self.ticks[-1] * 1.02)
        axes.set_ylim(0, 104)
        axes.set_xticks(self.ticks)
        axes.set_yticks((0, 50, 100))
        axes.set_xlabel(f"Months since {self.start}", fontsize=10, color=style.INK)
        axes.set_ylabel(self.axis, fontsize=10, color=style.INK)
        axes.text(_LABELS, -0.35, "People at risk", transform=axes.transAxes, fontsize=9, color=style.INK, weight="bold")
        return figure

    def _mark_immortal(self, axes) -> None:
        """Hatch the months in which the first group could not have the event."""
        colour, _ = _look(self.curves[0])
        axes.axvspan(0, self.immortal, facecolor=style.CARD, edgecolor=colour, hatch="///", alpha=0.25, linewidth=0)
        words = f"{wording.sentence_case(self.curves[0].label)}: nobody could\nprogress before month {self.immortal}"
        axes.text(self.immortal + 1.5, 3, words, fontsize=9, color=colour, va="bottom", weight="bold")

    def _draw_curve(self, axes, curve: EstimatedCurve) -> None:
        estimate = curve.estimate
        colour, dashes = _look(curve)
        seen = _seen(estimate)
        stepwise = seen.size == estimate.times.size
        first = estimate.times[: 0 if stepwise else 1]  # up to the first event nobody has fallen
        x = np.concatenate([[0.0], first, estimate.times[seen], [estimate.last]])
        last = estimate.survival[-1:] if estimate.times.size else [1.0]
        y = 100 * np.concatenate([[1.0], np.ones(first.size), estimate.survival[seen], last])
        look = {"color": colour, "linewidth": 2, "linestyle": dashes, "label": curve.label}
        axes.step(x, y, where="post", **look) if stepwise else axes.plot(x, y, **look)
        if estimate.times.size:
            ends = np.concatenate([estimate.times[seen], [estimate.last]])
            low, high = (100 * np.concatenate([bound[seen], bound[-1:]]) for bound in (estimate.low, estimate.high))
            axes.fill_between(ends, low, high, step="post" if stepwise else None, color=colour, alpha=0.16, linewidth=0)
        x, y = _strokes(estimate)
        axes.plot(x, y, color=colour, linewidth=0.8, label=f"{curve.label}, censored")

    def _draw_key(self, figure, index: int, curve: EstimatedCurve) -> None:
        colour, dashes = _look(curve)
        words = wording.sentence_case(curve.label)
        style.write_key(figure, (0.19, 0.56)[index], 0.885, words, color=colour, linewidth=2, linestyle=dashes)

    def _write_at_risk(self, axes, index: int, curve: EstimatedCurve) -> None:
        line = -0.46 - 0.11 * index
        transform = axes.get_xaxis_transform()
        colour, _ = _look(curve)
        axes.text(
            _LABELS, line, wording.sentence_case(curve.label), transform=axes.transAxes, fontsize=9, color=colour, weight="bold"
        )
        for tick, number in zip(self.ticks, self.at_risk(curve), strict=True):
            axes.text(tick, line, str(number), transform=transform, fontsize=9, color=style.INK, ha="center")


def _look(curve: EstimatedCurve):
    return (style.EXPERIMENTAL, "-") if curve.experimental else (style.CONTROL, (0, (5, 2)))


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
