"""The signature chart: two curves that fall to one half, the medians dropped to the axis, the months between them, the guess."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from ... import wording
from ...evidence import NOT_REACHED, Estimate, Quantity
from ...statistics import survival
from . import style

_HALF = 50
_WIDTH, _HEIGHT = 8.8, 3.55
_ON_CARD = {"facecolor": style.CARD, "edgecolor": "none", "pad": 1.5}  # a label never has a line through it


@dataclass(frozen=True)
class MedianArm:
    """One arm: its name, its median in months with its state, and whether it is the experimental arm."""

    label: str
    median: Quantity
    experimental: bool

    @property
    def words(self) -> str:
        """Name and median in words."""
        return f"{wording.sentence_case(self.label)}: {wording.with_unit(self.median)}"


@dataclass(frozen=True)
class MedianChart:
    """Two arms on one axis of time, each falling through its reported median.

    What was reported is solid (points, drop lines, the gap between the medians); the curves are assumed, thin and dashed.
    A median that is not reached has words on the line at one half instead of a curve.

    Attributes:
        title: what the medians are of, and in which report.
        event: what half of the group had had, such as "progressed or died".
        arms: experimental arm first.
        hazard_ratio: or None where there is none.
        guess: what the learner expects, in months; or None.
        told: the arms that are drawn while the learner still guesses; all where None.
    """

    title: str
    event: str
    arms: tuple[MedianArm, MedianArm]
    hazard_ratio: Estimate | None
    guess: float | None = None
    told: tuple[str, ...] | None = None

    @property
    def limit(self) -> int:
        """The end of the axis in months: the smallest number of years that leaves space beside the longest median."""
        longest = max([arm.median.value for arm in self.arms if arm.median.reported], default=60)
        return 12 * int(1.6 * longest / 12 + 1)

    @property
    def shown(self) -> tuple[MedianArm, ...]:
        """The arms that are drawn."""
        return tuple(arm for arm in self.arms if self.told is None or arm.label in self.told)

    @property
    def alt(self) -> str:
        """The chart in words, numbers included."""
        parts = [f"Time until half of the group had {self.event}. {self.title}"]
        if self.shown:
            parts.append("; ".join(arm.words for arm in self.shown))
        if self.guess is not None:
            parts.append(f"Your guess: {self.guess:g} months")
        if self.told is None:
            if gap := self._gap:
                parts.append(f"Between the two medians: {gap}")
            parts.append(f"Hazard ratio: {wording.estimate(self.hazard_ratio)}")
        return ". ".join(parts) + "."

    @property
    def _gap(self) -> str:
        first, second = (arm.median for arm in self.arms)
        return wording.difference(first, second) if first.reported and second.reported else ""

    @property
    def _direction(self) -> str:
        """The hazard ratio, and what its side of 1 means."""
        ratio = self.hazard_ratio
        if ratio is None or not ratio.value.reported:
            return "The hazard ratio is not reported."
        words = f"Hazard ratio {wording.estimate(ratio)}. Below 1: over the follow-up, this came less often with"
        return f"{words} {self.arms[0].label}."

    def draw(self) -> Figure:
        """Return the figure; its only axes hold curves, half line, medians, gap and guess."""
        figure = style.titled_figure(self.title, _HEIGHT, width=_WIDTH)
        how = f"Counted: {self.event}. Points and solid lines are reported; dashed curves are modelled through them."
        figure.text(0.02, 0.85, how, fontsize=9.5, color=style.QUIET)
        axes = style.plain_axes(figure, (0.08, 0.215, 0.9, 0.59))
        axes.set_xlim(0, self.limit)
        axes.set_ylim(0, 112)
        axes.set_yticks((0, _HALF, 100))
        axes.set_xticks(range(0, self.limit + 1, 12 if self.limit <= 120 else 24))
        axes.set_xlabel("Months since randomisation", fontsize=10, color=style.INK, labelpad=2)
        axes.set_ylabel("Of 100 people, still free", fontsize=10, color=style.INK)
        axes.axhline(_HALF, color=style.QUIET, linewidth=1)
        axes.text(0.008 * self.limit, _HALF + 2, "half of the group", fontsize=9.5, color=style.QUIET)
        for line, arm in enumerate(self.shown):
            self._draw_arm(axes, arm, line)
        if self.told is None:
            self._draw_gap(axes)
            figure.text(0.02, 0.025, self._direction, fontsize=10, color=style.INK)
        if self.guess is not None:
            self._draw_guess(axes)
        return figure

    def _draw_arm(self, axes, arm: MedianArm, line: int) -> None:
        colour = style.colour_of(arm.experimental)
        name = wording.sentence_case(arm.label)
        if not arm.median.reported:
            words = f"{name}: {wording.with_unit(arm.median)}"
            if arm.median.state == NOT_REACHED:
                hollow = {"markerfacecolor": style.CARD, "markeredgewidth": 2, "clip_on": False}
                axes.plot([self.limit], [_HALF], marker="o", markersize=9, color=colour, label=arm.label, **hollow)
                words += ", still above one half"
            axes.text(self.limit, _HALF + 13 + 11 * line, words, fontsize=11, weight="bold", color=colour, ha="right")
            return
        median = arm.median.value
        times = np.linspace(0, self.limit, 61)
        axes.plot(times, 100 * survival(times, median), color=colour, linewidth=1.3, linestyle=(0, (4, 3)), label=arm.label)
        axes.plot([median, median], [0, _HALF], color=colour, linewidth=2.5, solid_capstyle="butt")
        axes.plot([median], [_HALF], marker="o" if arm.experimental else "s", markersize=9, color=colour)
        right = median + 0.012 * self.limit
        axes.text(right, 20, wording.with_unit(arm.median), fontsize=14, weight="bold", color=colour, bbox=_ON_CARD)
        axes.text(right, 10, name, fontsize=10.5, color=colour, bbox=_ON_CARD)

    def _draw_gap(self, axes) -> None:
        if not self._gap:
            return
        low, high = sorted(arm.median.value for arm in self.arms)
        height = _HALF + 12
        axes.plot([low, low, high, high], [height - 4, height, height, height - 4], color=style.INK, linewidth=1.6, label="gap")
        axes.text(
            (low + high) / 2, height + 4, self._gap, fontsize=12.5, weight="bold", color=style.INK, ha="center", bbox=_ON_CARD
        )

    def _draw_guess(self, axes) -> None:
        inside = min(self.guess, self.limit)
        axes.plot([inside, inside], [0, 98], color=style.INK, linewidth=1.3, linestyle=":", label="guess")
        axes.plot([inside], [98], marker="v", markersize=9, color=style.INK)
        side = "right" if inside > 0.7 * self.limit else "left"
        shift = -0.012 if side == "right" else 0.012
        words = f"your guess: {self.guess:g} months"
        axes.text(inside + shift * self.limit, 103, words, fontsize=11, color=style.INK, ha=side, style="italic")
