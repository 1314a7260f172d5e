"""The signature chart: two curves that fall to one half, the medians dropped to the axis, the months between them, the guess."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from ... import wording
from ...evidence import NOT_REACHED, Estimate, Quantity
from ...statistics import survival
from ..page import WIDE, Page
from . import style
from .sheet import MARGIN, Sheet, line_of, text_width, width_on, wrapped

_HALF = 50


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

    def draw(self, page: Page = WIDE) -> Figure:
        """Return the figure; its only axes hold curves, half line, medians, gap and guess."""
        room = width_on(page, 8.8) - 2 * MARGIN
        how = f"Counted: {self.event}. Points and solid lines are reported; dashed curves are modelled through them."
        keys = 0.22 * page.pick(0, min(1, len(self.shown)), len(self.shown))
        head = line_of(9.5) * len(wrapped(how, room, 9.5)) + keys + 0.08
        below = line_of(9.5) * len(wrapped(self._direction, room, 9.5)) + 0.08
        sheet = Sheet(page, self.title, head + page.pick(2.1, 1.3, 2.3) + 0.5 + below, wide=8.8)
        end = sheet.paragraph(MARGIN, sheet.body + 0.06, how, room, 9.5, color=style.QUIET)
        if keys:
            signs = {True: "●", False: "■"}
            names = [f"{signs[arm.experimental]} {wording.sentence_case(arm.label)}" for arm in self.shown]
            colours = [style.colour_of(arm.experimental) for arm in self.shown]
            sheet.flow(end - 0.19, list(zip(names, colours, strict=True)))  # their names would not fit beside their medians
        left, foot = page.pick(0.7, 0.8, 0.8), below + 0.5
        axes = sheet.axes(left, foot, sheet.width - left - 0.18, sheet.body - head - foot)
        self._set_axes(axes, page)
        scale = self.limit / (sheet.width - left - 0.18)
        for arm, words, side in self._labelled(scale, page.pick(14, 14, 10), bool(keys)):
            self._draw_arm(axes, arm, words, side, scale)
        if self.told is None:
            self._draw_gap(axes)
            sheet.paragraph(MARGIN, below, self._direction, room, 9.5)
        if self.guess is not None:
            self._draw_guess(axes, scale)
        return sheet.figure

    def _set_axes(self, axes, page: Page) -> None:
        axes.set_xlim(0, self.limit)
        axes.set_ylim(0, page.pick(112, 122, 119))
        axes.set_yticks((0, _HALF, 100))
        axes.set_xticks(range(0, self.limit + 1, page.pick(12, 12, 24) * (1 if self.limit <= 120 else 2)))
        axes.set_xlabel("Months since randomisation", fontsize=10, color=style.INK, labelpad=2)
        axes.set_ylabel(
            "Of 100 people, still free" if page == WIDE else "Of 100 people,\nstill free", fontsize=10, color=style.INK
        )
        axes.axhline(_HALF, color=style.QUIET, linewidth=1)
        if page.name == "narrow" and all(arm.median.reported for arm in self.shown):  # on the left it would lie on the marks
            axes.text(self.limit, _HALF + 1.5, "half of\nthe group", fontsize=9, color=style.QUIET, ha="right", linespacing=1)
        else:
            axes.text(0.008 * self.limit, _HALF + 2, "half of the group", fontsize=9.5, color=style.QUIET)

    def _labelled(self, scale: float, size: float, named: bool) -> list[tuple[MedianArm, list[tuple[str, float]], str]]:
        """Return each arm with its lines (words, points), and the side of its drop line on which they stand.

        ``scale`` is months to an inch. Both stand on the right, unless the first would run into the second. An arm that is
        ``named`` elsewhere has its median only.
        """
        arms = [(arm, [(wording.with_unit(arm.median), size)]) for arm in self.shown]
        if not named:
            arms = [(arm, [*lines, (wording.sentence_case(arm.label), 10.5)]) for arm, lines in arms]
        placed = []
        for arm, lines in arms:
            across = scale * (max(text_width(words, size, "bold") for words, size in lines) + 0.15)
            known = [other.median.value for other in self.shown if other.median.reported and arm.median.reported]
            near = any(arm.median.value < other < arm.median.value + across for other in known)
            placed.append((arm, lines, "right" if near else "left"))
        return placed

    def _draw_arm(self, axes, arm: MedianArm, lines: list[tuple[str, float]], side: str, scale: float) -> None:
        colour = style.colour_of(arm.experimental)
        if not arm.median.reported:
            self._draw_unknown(axes, arm, colour, scale)
            return
        median = arm.median.value
        times = np.linspace(0, self.limit, 61)
        axes.plot(times, 100 * survival(times, median), color=colour, linewidth=1.3, linestyle=(0, (4, 3)), label=arm.label)
        axes.plot([median, median], [0, _HALF], color=colour, linewidth=2.5, solid_capstyle="butt")
        axes.plot([median], [_HALF], marker="o" if arm.experimental else "s", markersize=9, color=colour)
        x = median + (-0.012 if side == "right" else 0.012) * self.limit
        if side == "left":  # never past the edge of the picture
            x = min(x, self.limit + scale * (0.15 - max(text_width(words, size, "bold") for words, size in lines)))
        for number, (words, size) in enumerate(lines):
            weight = "normal" if number else "bold"
            y = _tall(axes) * (0.2 + 0.18 * (len(lines) - 1 - number))
            axes.text(x, y, words, fontsize=size, weight=weight, color=colour, ha=side, bbox=style.ON_CARD)

    def _draw_unknown(self, axes, arm: MedianArm, colour: str, scale: float) -> None:
        """Write what is known of a median that is no number, above the line at one half."""
        words = f"{wording.sentence_case(arm.label)}: {wording.with_unit(arm.median)}"
        if arm.median.state == NOT_REACHED:
            hollow = {"markerfacecolor": style.CARD, "markeredgewidth": 2, "clip_on": False}
            axes.plot([self.limit], [_HALF], marker="o", markersize=9, color=colour, label=arm.label, **hollow)
            longer = f"{words}, still above one half"
            words = longer if scale * text_width(longer, 11, "bold") < self.limit else words  # as far as there is room
        y = _HALF + _tall(axes) * (0.21 + 0.2 * self.shown.index(arm))
        axes.text(self.limit, y, words, fontsize=11, weight="bold", color=colour, ha="right")

    def _draw_gap(self, axes) -> None:
        if not self._gap:
            return
        low, high = sorted(arm.median.value for arm in self.arms)
        height = _HALF + 12
        axes.plot([low, low, high, high], [height - 4, height, height, height - 4], color=style.INK, linewidth=1.6, label="gap")
        look = {"fontsize": 12.5, "weight": "bold", "color": style.INK, "ha": "center", "bbox": style.ON_CARD}
        axes.text((low + high) / 2, height + 4, self._gap, **look)

    def _draw_guess(self, axes, scale: float) -> None:
        inside = min(self.guess, self.limit)
        axes.plot([inside, inside], [0, 98], color=style.INK, linewidth=1.3, linestyle=":", label="guess")
        axes.plot([inside], [98], marker="v", markersize=9, color=style.INK)
        words = f"your guess: {self.guess:g} months"
        half = scale * text_width(words, 11) / 2
        x = min(max(inside, half), self.limit - half)  # in the middle above the guess, as far as the edges allow it
        axes.text(x, 103, words, fontsize=11, color=style.INK, ha="center", style="italic")


def _tall(axes) -> float:
    """Return how much of the vertical axis is an inch."""
    return axes.get_ylim()[1] / axes.get_position().height / axes.figure.get_figheight()
