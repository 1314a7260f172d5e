"""A chain of boxes that parts into two ways: what binds what, and what follows; a way not yet shown is an empty frame."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from . import style

_WIDTH, _HEIGHT = 8.6, 3.4  # inches, as all of these
_BOX, _STEP, _LEFT = 1.75, 2.15, 0.15  # the width of a box, from box to box, where the first begins
_CHARACTERS = 21  # of a line in a box
_LINE = 0.19


@dataclass(frozen=True)
class PathwayChart:
    """A chain of (name, words), then two ways as (number in words, name, words).

    Attributes:
        title: what is shown.
        chain: from left to right.
        ways: the two ends.
        shown: how many of the two ways are shown.
    """

    title: str
    chain: tuple[tuple[str, str], ...]
    ways: tuple[tuple[str, str, str], ...]
    shown: int

    @property
    def alt(self) -> str:
        """The diagram in words, as far as it is shown."""
        chain = ", then ".join(f"{name}, {words}" for name, words in self.chain)
        ways = [f"{number}: {name}, {words}" for number, name, words in self.ways[: self.shown]]
        left = ["The other frame is empty" if ways else "Both frames are empty"] if self.shown < len(self.ways) else []
        return f"Diagram. {self.title}. {chain}. {'. '.join([*ways, *left])}."

    def draw(self) -> Figure:
        """Return the figure; its only axes are measured in inches, from the upper left."""
        figure = style.titled_figure(self.title, _HEIGHT, width=_WIDTH, below_top=0.27)
        axes = figure.add_axes((0, 0, 1, 1), facecolor="none")
        axes.set_xlim(0, _WIDTH)
        axes.set_ylim(_HEIGHT, 0)
        axes.axis("off")
        middle = 1.9
        for number, (name, words) in enumerate(self.chain):
            x = _LEFT + _STEP * number
            _draw_box(axes, x, middle, "", name, words, style.EXPERIMENTAL)
            if number:
                _draw_arrow(axes, (x - _STEP + _BOX, middle), (x, middle))
        x = _LEFT + _STEP * len(self.chain)
        for number, (way, name, words) in enumerate(self.ways):
            y = middle + (1.5 * number - 0.8)
            known = number < self.shown
            _draw_arrow(axes, (x - _STEP + _BOX, middle), (x, y))
            _draw_box(axes, x, y, way, name if known else "?", words if known else "", style.INK, known)
        return figure


def _draw_box(axes, x: float, middle: float, above: str, name: str, words: str, colour: str, known: bool = True) -> None:
    """Draw a box around what it says; what is not shown yet is a dashed frame."""
    lines = [(above, "italic", "normal")] if above else []
    lines += [(line, "normal", "bold") for line in textwrap.wrap(name, _CHARACTERS - 3)]
    lines += [(line, "normal", "normal") for line in textwrap.wrap(words, _CHARACTERS)]
    deep = _LINE * max(len(lines), 3) + 0.18
    axes.add_patch(
        FancyBboxPatch(
            (x, middle - deep / 2), _BOX, deep, boxstyle="round,pad=0,rounding_size=0.08", facecolor=style.CARD, edgecolor=colour,
            linewidth=2.2, linestyle="-" if known else "--", label=name,
        )
    )  # fmt: skip
    for number, (line, slant, weight) in enumerate(lines):
        y = middle + _LINE * (number - (len(lines) - 1) / 2)
        axes.text(x + _BOX / 2, y, line, fontsize=9.3, ha="center", va="center", color=style.INK, style=slant, weight=weight)


def _draw_arrow(axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    look = {"arrowstyle": "-|>", "color": style.QUIET, "linewidth": 1.6, "shrinkA": 1, "shrinkB": 1}
    axes.annotate("", end, start, arrowprops=look)
