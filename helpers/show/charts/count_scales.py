"""Blood counts on scales with zones, and below them the doses in steps: where a count lies, and what a text says there."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ..page import WIDE, Page
from . import style
from .sheet import Sheet, wrapped

_BAR = 0.5  # height of a band in its own axes


@dataclass(frozen=True)
class Zone:
    """A part of a scale: where it ends, what a text says there, whether it is the lower one."""

    end: float
    words: str
    low: bool


@dataclass(frozen=True)
class CountScale:
    """A scale of blood counts from 0 on.

    Attributes:
        name: which cells, with the unit.
        zones: from left to right; none where no rule was read.
        missing: what stands there instead.
        marked: the count that is marked, or None.
    """

    name: str
    zones: tuple[Zone, ...]
    missing: str = ""
    marked: int | None = None

    @property
    def alt(self) -> str:
        """The scale in words, numbers included."""
        starts = (0.0, *(zone.end for zone in self.zones))
        parts = [
            f"from {start:,.0f} on: {' '.join(zone.words.split())}"
            if start
            else f"below {zone.end:,.0f}: {_one_line(zone.words)}"
            for start, zone in zip(starts, self.zones, strict=False)
        ]
        marked = f"; marked: {self.marked:,}" if self.marked is not None else ""
        return f"{self.name}: {'; '.join(parts) or self.missing}{marked}"


@dataclass(frozen=True)
class DoseStep:
    """A dose in a row of steps, the word above it ("now", "resumes here") or an empty string."""

    dose: str
    said: str


@dataclass(frozen=True)
class CountScaleChart:
    """Scales of blood counts above one another, and below them the doses that a text prints, from high to low.

    Attributes:
        title: what is shown.
        scales: from top to bottom.
        steps: the doses.
    """

    title: str
    scales: tuple[CountScale, ...]
    steps: tuple[DoseStep, ...]

    @property
    def alt(self) -> str:
        """The chart in words, numbers included."""
        doses = ", ".join(f"{step.dose}{f' ({step.said})' if step.said else ''}" for step in self.steps)
        return f"Scales. {self.title}. {'. '.join(scale.alt for scale in self.scales)}. Doses: {doses}."

    def draw(self, page: Page = WIDE) -> Figure:
        """Return the figure: its first axes hold the first scale, its last the doses."""
        scale, gap = page.pick(1.05, 0.74, 1.75), page.pick(0.21, 0.24, 0.2)  # inches of a scale, of its limits below it
        columns = page.pick(len(self.steps), len(self.steps), 2)
        rows = -(-len(self.steps) // columns)
        doses = 0.2 + page.pick(0.5, 0.56, 0.66) * rows
        sheet = Sheet(page, self.title, (scale + gap) * len(self.scales) + doses + 0.06)
        room = sheet.width - 0.4
        for number, own in enumerate(self.scales):
            axes = sheet.axes(0.2, sheet.body - (scale + gap) * (number + 1) + gap, room, scale)
            _draw_scale(axes, own, room, page.name != "middle")
        pitch = min(0.3, 0.165 * (rows + 0.4) / doses)  # of lines, in heights of a row
        self._draw_steps(sheet.bare_axes(0.2, 0.04, room, doses), columns, rows, room, pitch)
        return sheet.figure

    def _draw_steps(self, axes, columns: int, rows: int, room: float, pitch: float) -> None:
        """Draw the doses from left to right, and from top to bottom."""
        axes.set_xlim(0, columns)
        axes.set_ylim(0, rows + 0.4)
        axes.text(0, rows + 0.22, "Doses that are printed", fontsize=9.5, weight="bold", color=style.INK, va="center")
        for number, step in enumerate(self.steps):
            column, foot = number % columns, rows - 1 - number // columns
            own = bool(step.said)
            axes.add_patch(
                Rectangle(
                    (column + 0.02, foot + 0.05), 0.9, 0.86, facecolor=style.CARD, label=step.dose,
                    edgecolor=style.EXPERIMENTAL if own else style.QUIET, linewidth=2.6 if own else 1,
                )
            )  # fmt: skip
            across = 0.88 * room / columns
            words = [(line, "normal", style.INK) for line in wrapped(step.dose, across)]
            words += [(line, "bold", style.EXPERIMENTAL) for line in wrapped(step.said, across, 9, "bold")]
            for line, (text, weight, colour) in enumerate(words):
                y = foot + 0.48 + pitch * ((len(words) - 1) / 2 - line)
                axes.text(column + 0.47, y, text, fontsize=9, weight=weight, color=colour, ha="center", va="center")
            if column:
                axes.text(column - 0.03, foot + 0.48, "›", fontsize=12, color=style.QUIET, ha="center", va="center")


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _draw_scale(axes, scale: CountScale, room: float, tall: bool) -> None:
    """Draw one band: its zones with their limits as ticks, and the marked count above it; or what is missing."""
    last = scale.zones[-1].end if scale.zones else 1.0
    axes.set_xlim(0, last)
    axes.set_ylim(0, 1.3 if tall else 1.44)
    axes.set_yticks([])
    axes.text(0, 1.12 if tall else 1.31, scale.name, fontsize=9.5, weight="bold", color=style.INK, va="center")
    if scale.zones:
        _draw_zones(axes, scale.zones, scale.marked, room / last)
    else:
        _draw_missing(axes, "\n".join(wrapped(scale.missing, room - 0.2)))
    if scale.marked is not None:
        _draw_mark(axes, scale.marked, last)


def _draw_missing(axes, words: str) -> None:
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.add_patch(Rectangle((0, 0.36), 1, _BAR, facecolor=style.CARD, edgecolor=style.QUIET, linestyle="--"))
    middle = 0.36 + _BAR / 2
    axes.text(0.5, middle, words, fontsize=9, style="italic", color=style.QUIET, ha="center", va="center")


def _draw_zones(axes, zones: tuple[Zone, ...], marked: int | None, inches: float) -> None:
    """Draw the zones; the one that holds the marked count has a thick frame and a tint. ``inches`` is the width of a count."""
    start, middle = 0.0, 0.02 + (_BAR + 0.14) / 2
    for zone in zones:
        colour, width = style.INK if zone.low else style.QUIET, zone.end - start
        own = marked is not None and (start <= marked < zone.end or marked == zone.end == zones[-1].end)
        look = {"linewidth": 2.8, "facecolor": f"{colour}1F"} if own else {"linewidth": 1.2, "facecolor": style.CARD}
        axes.add_patch(Rectangle((start, 0.02), width, _BAR + 0.14, edgecolor=colour, label=_one_line(zone.words), **look))
        words = "\n".join(wrapped(zone.words, width * inches - 0.08, 9, "bold"))
        axes.text(
            start + width / 2, middle, words, fontsize=9, color=colour, ha="center", va="center", weight="bold",
            linespacing=1.15,
        )  # fmt: skip
        start = zone.end
    limits = [0.0, *(zone.end for zone in zones)]
    axes.set_xticks(limits, [f"{limit:,.0f}" for limit in limits])
    for label, side in zip(axes.get_xticklabels(), ("left", *["center"] * (len(limits) - 2), "right"), strict=True):
        label.set_ha(side)


def _draw_mark(axes, count: int, last: float) -> None:
    """Draw a pointer above a count, its number on the side where there is room."""
    axes.plot([count], [0.76], marker="v", markersize=10, color=style.INK, linestyle="none", label="count", clip_on=False)
    right = count > 0.8 * last
    axes.text(
        count + (-0.015 if right else 0.015) * last, 0.86, f"{count:,}", fontsize=11, weight="bold", color=style.INK,
        ha="right" if right else "left", va="center",
    )  # fmt: skip
