"""Modelled curves: survival through reported medians, read at one time or summed to one horizon; crossover."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from ... import wording
from ...statistics import survival
from ...statistics.simulated_trial import Crossover
from . import style

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

    def draw(self) -> Figure:
        """Return the figure; its only axes hold the curves in percent."""
        figure = style.titled_figure(self.title, 3.8, below_top=0.228)
        axes = style.plain_axes(figure, (0.09, 0.14, 0.88, 0.68))
        for index, curve in enumerate(self.curves):
            self._draw_curve(axes, curve)
            self._draw_key(figure, index, curve)
        axes.axvline(self.months, color=style.QUIET, linewidth=1, linestyle="--")
        axes.axhline(50, color=style.GRID, linewidth=1)
        axes.set_xlim(0, 120)
        axes.set_ylim(0, 105)
        axes.set_xticks(range(0, 121, 24))
        axes.set_yticks((0, 50, 100))
        axes.set_xlabel("Months since randomisation", fontsize=10, color=style.INK)
        axes.set_ylabel("Of 100 people, still free", fontsize=10, color=style.INK)
        return figure

    def _draw_curve(self, axes, curve: Curve) -> None:
        colour = style.colour_of(curve.experimental)
        heights = 100 * survival(_TIMES, curve.median, curve.shape)
        dashes = "-" if curve.experimental else (0, (6, 2))
        axes.plot(_TIMES, heights, color=colour, linewidth=2.2, linestyle=dashes, label=curve.label)
        if self.area is not None:
            inside = _TIMES[self.months >= _TIMES]
            axes.fill_between(inside, 0, heights[: len(inside)], color=colour, alpha=0.18, linewidth=0)
        share = curve.at(self.months)
        axes.plot([self.months], [100 * share], marker="o" if curve.experimental else "s", markersize=7, color=colour)

    def _draw_key(self, figure, index: int, curve: Curve) -> None:
        read = f"{self.area[index]:.1f} months" if self.area else f"{wording.people(curve.at(self.months))} of 100"
        style.write_key(
            figure, (0.09, 0.5)[index], 0.875, f"{wording.sentence_case(curve.label)}: {read}", gap=0.065, length=0.05,
            color=style.colour_of(curve.experimental), linewidth=2.2, markersize=7, markevery=[1],
            linestyle="-" if curve.experimental else (0, (6, 2)), marker="o" if curve.experimental else "s",
        )  # fmt: skip


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

    def draw(self) -> Figure:
        """Return the figure; its only axes hold the line and the chosen point."""
        figure = style.titled_figure(self.title, 3.4, below_top=0.272)
        axes = style.plain_axes(figure, (0.1, 0.17, 0.86, 0.66))
        shares = np.linspace(0, 1, 51)
        axes.plot(100 * shares, [self.at(share) for share in shares], color=style.EXPERIMENTAL, linewidth=2.2, label="measured")
        axes.axhline(1, color=style.QUIET, linewidth=1)
        axes.text(1, 1.015, "1: no difference", fontsize=9, color=style.QUIET, va="bottom")
        axes.axhline(self.model.hazard_ratio, color=style.CONTROL, linewidth=1.2, linestyle="--")
        words = f"without crossover {self.model.hazard_ratio:.2f}"
        axes.text(99, self.model.hazard_ratio - 0.015, words, fontsize=9, color=style.CONTROL, ha="right", va="top")
        x, y = 100 * self.model.share, self.at(self.model.share)
        axes.plot([x], [y], marker="o", markersize=9, color=style.EXPERIMENTAL)
        side = "left" if x < 20 else "right" if x > 80 else "center"
        axes.text(
            x, y + 0.06, f"measured {y:.2f}", fontsize=11, weight="bold",
            color=style.EXPERIMENTAL, ha=side, va="bottom",
        )  # fmt: skip
        axes.set_xlim(-1, 101)
        axes.set_ylim(0.3, 1.15)
        axes.set_yticks((0.4, 0.6, 0.8, 1.0))
        axes.set_xticks((0, 25, 50, 75, 100))
        axes.set_xlabel("Of 100 people alive in the control arm, how many go over", fontsize=10, color=style.INK)
        axes.set_ylabel("Hazard ratio", fontsize=10, color=style.INK)
        return figure
