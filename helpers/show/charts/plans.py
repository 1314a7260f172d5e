"""Simulated plans of treatment over the years: benefit and harm side by side, on one scale of people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from ..page import WIDE, Page
from . import style
from .sheet import MARGIN, Key, Sheet, keys_height

_LOOKS = ((style.EXPERIMENTAL, "-"), (style.CONTROL, (0, (6, 2))), (style.INK, (0, (1, 1.5))))
_YEARS = 10


@dataclass(frozen=True)
class PlanLine:
    """One plan: its name, and the shares (0 to 1) free of progression and with a second cancer at a time in years.

    Attributes:
        read: how many of the chart's people are free of progression, and have a second cancer, at the chart's year.
    """

    label: str
    free: Callable[[float], float]
    cancer: Callable[[float], float]
    read: tuple[int, int]


@dataclass(frozen=True)
class PlanChart:
    """Two panels with one scale: people free of progression, people with a second cancer, over ten years.

    Attributes:
        title: says that it is simulated.
        plans: up to three.
        denominator: how many people a plan has.
        year: the year at which the plans are read.
    """

    title: str
    plans: tuple[PlanLine, ...]
    denominator: int
    year: int

    @property
    def alt(self) -> str:
        """The chart in words, numbers included."""
        read = "; ".join(f"{p.label}: {p.read[0]} and {p.read[1]}" for p in self.plans)
        return (
            f"Curves over the years, in two panels with one scale. {self.title}. Of {self.denominator} people at year "
            f"{self.year}, alive without progression, and with a second cancer: {read}."
        )

    def draw(self, page: Page = WIDE) -> Figure:
        """Return the figure; its first axes hold the people free of progression, its second those with a second cancer."""
        keys = [self._key(index) for index in range(len(self.plans))]
        head, panel = keys_height(page, MARGIN, keys, rows=True), page.pick(1.7, 1.0, 1.45) + 0.85
        stacked = page.name == "narrow"
        sheet = Sheet(page, self.title, head + panel * (1 + stacked), size=11.5)
        sheet.keys(MARGIN, keys, rows=True)
        left = 0.65
        across = sheet.width - left - 0.2 if stacked else (sheet.width - left - 0.55) / 2
        panels = (("Alive without progression", "free"), ("With a second cancer", "cancer"))
        for index, (heading, kind) in enumerate(panels):
            x, y = (left, panel * (1 - index)) if stacked else (left + (across + 0.35) * index, 0)
            axes = sheet.axes(x, y + 0.5, across, panel - 0.85)
            self._draw_panel(axes, kind)
            axes.set_title(heading, fontsize=10, color=style.INK, loc="left", weight="bold", pad=8)
        sheet.figure.axes[0].set_ylabel(f"People of {self.denominator}", fontsize=10, color=style.INK)
        return sheet.figure

    def _draw_panel(self, axes, kind: str) -> None:
        times = np.linspace(0, _YEARS, 61)
        for plan, (colour, dashes) in zip(self.plans, _LOOKS, strict=False):
            heights = [self.denominator * getattr(plan, kind)(float(time)) for time in times]
            axes.plot(times, heights, color=colour, linewidth=2.2, linestyle=dashes, label=plan.label)
        axes.axvline(self.year, color=style.QUIET, linewidth=1, linestyle="--")
        axes.set_xlim(0, _YEARS)
        axes.set_ylim(0, 1.04 * self.denominator)
        axes.set_xticks(range(0, _YEARS + 1, 2))
        axes.set_yticks((0, self.denominator // 2, self.denominator))
        axes.set_xlabel("Years", fontsize=10, color=style.INK, labelpad=2)

    def _key(self, index: int) -> Key:
        plan, (colour, dashes) = self.plans[index], _LOOKS[index]
        words = f"{plan.label}: {plan.read[0]} without progression, {plan.read[1]} with a second cancer"
        return words, {"color": colour, "linewidth": 2.2, "linestyle": dashes}
