"""Modelled curves: survival through reported medians, read at one time or summed to one horizon; crossover."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from ... import wording
from ...statistics import survival
from ...statistics.simulated_trial import Crossover
from ..page import WIDE, Page
from . import style
from .sheet import MARGIN, Key, Sheet, keys_height, line_of, wrapped

_TIMES = np.linspace(0, 120, 81)


@dataclass(frozen=True)
class Curve:
    """One arm: its name, the median its curve passes through (months), the Weibull shape."""

    label: str
    median: float
    shape: float
    experimental: bool

    def at(self, months: float) -> float:
        """Return the share still free of the event at a time in months."""
        return float(survival(months, self.median, self.shape))


@dataclass(frozen=True)
class SurvivalChart:
    """Curves with a vertical line at ``months``; with ``area`` the space below the curves up to there is filled.

    Attributes:
        title: says that the curves are assumed.
        curves: the arms.
        months: the time at which the curves are read.
        area: the name and restricted mean (months) of each curve, in their order, or None.
    """

    title: str
    curves: tuple[Curve, ...]
    months: float
    area: tuple[float, ...] | None = None

    @property
    def alt(self) -> str:
        """The chart in words, numbers included."""
        if self.area is None:
            read = "; ".join(f"{c.label} {wording.of_100(c.at(self.months))}" for c in self.curves)
            return (
                f"Two curves from {_TIMES[0]:g} to {_TIMES[-1]:g} months. {self.title}. "
                f"Still free of progression at {self.months:g} months: {read}."
            )
        means = "; ".join(f"{c.label} {mean:.1f} months" for c, mean in zip(self.curves, self.area, strict=True))
        return (
            f"Two curves with the area below them up to {self.months:g} months. {self.title}. "
            f"Mean time free of progression: {means}."
        )

    def draw(self, page: Page = WIDE) -> Figure:
        """Return the figure; its only axes hold the curves in percent."""
        left, foot, keys = page.pick(0.65, 0.78, 0.78), 0.53, [self._key(index) for index in range(len(self.curves))]
        rows = page.name != "wide"  # the same at every choice, so that the curves stay where they are
        named = page.pick(left, left, MARGIN)
        head = keys_height(page, named, keys, rows=rows)
        sheet = Sheet(page, self.title, foot + page.pick(2.55, 1.4, 2.1) + head)
        sheet.keys(named, keys, rows=rows)
        axes = sheet.axes(left, foot, sheet.width - left - 0.2, sheet.body - head - foot)
        for curve in self.curves:
            self._draw_curve(axes, curve)
        axes.axvline(self.months, color=style.QUIET, linewidth=1, linestyle="--")
        axes.axhline(50, color=style.GRID, linewidth=1)
        axes.set_xlim(0, 120)
        axes.set_ylim(0, 105)
        axes.set_xticks(range(0, 121, 24))
        axes.set_yticks((0, 50, 100))
        axes.set_xlabel("Months since randomisation", fontsize=10, color=style.INK)
        axes.set_ylabel(
            "Of 100 people, still free" if page == WIDE else "Of 100 people,\nstill free", fontsize=10, color=style.INK
        )
        return sheet.figure

    def _draw_curve(self, axes, curve: Curve) -> None:
        colour = style.colour_of(curve.experimental)
        heights = 100 * survival(_TIMES, curve.median, curve.shape)
        dashes = "-" if curve.experimental else (0, (6, 2))
        axes.plot(_TIMES, heights, color=colour, linewidth=2.2, linestyle=dashes, label=curve.label)
        if self.area is not None:
            inside = _TIMES[self.months >= _TIMES]
            axes.fill_between(inside, 0, heights[: len(inside)], color=colour, alpha=0.18, linewidth=0)
        share = curve.at(self.months)
        mark = "o" if curve.experimental else "s"
        axes.plot([self.months], [100 * share], marker=mark, markersize=7, color=colour, clip_on=False)

    def _key(self, index: int) -> Key:
        curve = self.curves[index]
        read = f"{self.area[index]:.1f} months" if self.area else f"{wording.people(curve.at(self.months))} of 100"
        line = {"linestyle": "-", "marker": "o"} if curve.experimental else {"linestyle": (0, (6, 2)), "marker": "s"}
        line |= {"color": style.colour_of(curve.experimental), "linewidth": 2.2, "markersize": 7, "markevery": [1]}
        return f"{wording.sentence_case(curve.label)}: {read}", line


@dataclass(frozen=True)
class CrossoverChart:
    """The line of measured hazard ratios from no crossover to full crossover, with the chosen share marked.

    Attributes:
        title: says that it is modelled.
        model: the chosen crossover.
        follow_up: months over which the hazard ratio is measured.
    """

    title: str
    model: Crossover
    follow_up: float

    @property
    def alt(self) -> str:
        """The chart in words, numbers included."""
        return (
            f"Line chart. {self.title}. Measured hazard ratio: {self.at(0):.2f} if nobody goes over, "
            f"{self.at(self.model.share):.2f} if {100 * self.model.share:.0f} of 100 do, {self.at(1):.2f} if everybody does."
        )

    def at(self, share: float) -> float:
        """Return the measured hazard ratio for a share, all else as chosen."""
        other = Crossover(share, self.model.month, self.model.hazard_ratio, self.model.control_median)
        return other.measured(self.follow_up)

    def draw(self, page: Page = WIDE) -> Figure:
        """Return the figure; its only axes hold the line and the chosen point."""
        axis = "Of 100 people alive in the control arm, how many go over"
        sheet = Sheet(page, self.title, page.pick(2.95, 2.1, 2.75))
        named = wrapped(axis, sheet.width - 0.9, 10)
        foot = 0.4 + line_of(10) * len(named)
        axes = sheet.axes(0.72, foot, sheet.width - 1.0, sheet.body - foot - 0.1)
        shares = np.linspace(0, 1, 51)
        axes.plot(100 * shares, [self.at(share) for share in shares], color=style.EXPERIMENTAL, linewidth=2.2, label="measured")
        axes.axhline(1, color=style.QUIET, linewidth=1)
        axes.axhline(self.model.hazard_ratio, color=style.INK, linewidth=1.2, linestyle="--")
        words = f"without crossover {self.model.hazard_ratio:.2f}"
        axes.text(99, self.model.hazard_ratio - 0.015, words, fontsize=9, color=style.INK, ha="right", va="top")
        x, y = 100 * self.model.share, self.at(self.model.share)
        axes.text(99, 1.015, "1: no difference", fontsize=9, color=style.QUIET, ha="right", va="bottom")
        axes.plot([x], [y], marker="o", markersize=9, color=style.EXPERIMENTAL, clip_on=False)
        edge = page.pick(20, 20, 40)  # beside an edge the words are beside the point; on a narrow page they would cross the line
        side = "left" if x < edge else "right" if x > 100 - edge else "center"
        axes.text(
            x, 1.16 if y > 0.85 or page.name == "narrow" else y + 0.06, f"measured {y:.2f}", fontsize=11, weight="bold",
            color=style.EXPERIMENTAL, ha=side, va="bottom",
        )  # fmt: skip
        axes.set_xlim(-1, 101)
        axes.set_ylim(0.3, 1.33)
        axes.set_yticks((0.4, 0.6, 0.8, 1.0))
        axes.set_xticks((0, 25, 50, 75, 100))
        axes.set_xlabel("\n".join(named), fontsize=10, color=style.INK)
        axes.set_ylabel("Hazard ratio", fontsize=10, color=style.INK)
        return sheet.figure
