"""Assumed survival curves through reported medians, read at one time or summed to one horizon."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ... import wording
from ...statistics import survival
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
            return f"Two curves from 0 to 120 months. {self.title}. Still free of progression at {self.months:g} months: {read}."
        means = "; ".join(f"{c.label} {mean:.1f} months" for c, mean in zip(self.curves, self.area, strict=True))
        return (
            f"Two curves with the area below them up to {self.months:g} months. {self.title}. "
            f"Mean time free of progression: {means}."
        )

    def draw(self) -> Figure:
        """Return the figure; its only axes hold the curves in percent."""
        figure = style.new_figure(7.2, 3.8)
        figure.text(0.02, 0.94, self.title, fontsize=12, color=style.INK, weight="bold")
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
        colour = style.EXPERIMENTAL if curve.experimental else style.CONTROL
        heights = 100 * survival(_TIMES, curve.median, curve.shape)
        dashes = "-" if curve.experimental else (0, (6, 2))
        axes.plot(_TIMES, heights, color=colour, linewidth=2.2, linestyle=dashes, label=curve.label)
        if self.area is not None:
            inside = _TIMES[self.months >= _TIMES]
            axes.fill_between(inside, 0, heights[: len(inside)], color=colour, alpha=0.18, linewidth=0)
        share = curve.at(self.months)
        axes.plot([self.months], [100 * share], marker="o" if curve.experimental else "s", markersize=7, color=colour)

    def _draw_key(self, figure, index: int, curve: Curve) -> None:
        """Name a curve above the axes, where no label can run into a curve."""
        colour = style.EXPERIMENTAL if curve.experimental else style.CONTROL
        left = (0.09, 0.5)[index]
        figure.add_artist(
            Line2D(
                [left, left + 0.05], [0.875, 0.875], color=colour, linewidth=2.2, markersize=7,
                linestyle="-" if curve.experimental else (0, (6, 2)), marker="o" if curve.experimental else "s", markevery=[1],
            )
        )  # fmt: skip
        read = f"{self.area[index]:.1f} months" if self.area else f"{wording.people(curve.at(self.months))} of 100"
        figure.text(
            left + 0.065,
            0.875,
            f"{wording.sentence_case(curve.label)}: {read}",
            fontsize=10,
            color=colour,
            va="center",
            weight="bold",
        )
