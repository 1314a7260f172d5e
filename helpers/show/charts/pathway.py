"""A chain of boxes that parts into two ways: what binds what, and what follows; a way not yet shown is an empty frame."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from ..page import WIDE, Page
from . import style
from .sheet import MARGIN, Sheet, width_on, wrapped

_WIDE = 8.6  # inches, as all of these
_ARROW, _LINE = 0.36, 0.19  # inches of an arrow, of a line in a box
_SIZE = 9.3  # points


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

    def draw(self, page: Page = WIDE) -> Figure:
        """Return the figure; its only axes are measured in inches, from the upper left."""
        return self._draw_down(page) if page.name == "narrow" else self._draw_across(page)

    @property
    def _ends(self) -> list[tuple[str, str, str, bool]]:
        """Return number, name and words of each way, and whether it is shown."""
        known = [number < self.shown for number in range(len(self.ways))]
        return [(w, n if k else "?", words if k else "", k) for (w, n, words), k in zip(self.ways, known, strict=True)]

    def _draw_across(self, page: Page) -> Figure:
        """Draw the chain from left to right, and the two ways at its end one below the other."""
        step = (width_on(page, _WIDE) - 2 * MARGIN + _ARROW) / (len(self.chain) + 1)
        box = step - _ARROW
        deep = [_deep(way, box) for way in self.ways]  # also of what is not shown yet
        apart = page.pick(0.5, 0.16, 0)
        sheet = Sheet(page, self.title, sum(deep) + apart + 0.2, _WIDE)
        axes = sheet.drawing()
        top = sheet.height - sheet.body + 0.05
        places = (top + deep[0] / 2, top + deep[0] + apart + deep[1] / 2)
        middle = sum(places) / 2
        for number, (name, words) in enumerate(self.chain):
            x = MARGIN + step * number
            _draw_box(axes, (x, middle), box, ("", name, words), style.EXPERIMENTAL)
            if number:
                _draw_arrow(axes, (x - _ARROW, middle), (x, middle))
        x = MARGIN + step * len(self.chain)
        for number, (way, name, words, known) in enumerate(self._ends):
            y = places[number]
            _draw_arrow(axes, (x - _ARROW, middle), (x, y))
            _draw_box(axes, (x, y), box, (way, name, words), style.INK, known)
        return sheet.figure

    def _draw_down(self, page: Page) -> Figure:
        """Draw the chain from top to bottom, and the two ways below it side by side."""
        room = page.width - 2 * MARGIN
        half = (room - 0.2) / 2
        deep = [_deep(("", name, words), room) for name, words in self.chain]
        end = max(_deep((way, name, words), half) for way, name, words in self.ways)  # also of what is not shown yet
        sheet = Sheet(page, self.title, sum(deep) + _ARROW * len(deep) + end + 0.15, _WIDE)
        axes = sheet.drawing()
        y = sheet.height - sheet.body + 0.05
        for number, ((name, words), own) in enumerate(zip(self.chain, deep, strict=True)):
            if number:
                _draw_arrow(axes, (page.width / 2, y - _ARROW), (page.width / 2, y))
            _draw_box(axes, (MARGIN, y + own / 2), room, ("", name, words), style.EXPERIMENTAL)
            y += own + _ARROW
        for number, (way, name, words, known) in enumerate(self._ends):
            x = MARGIN + (half + 0.2) * number
            own = _deep((way, name, words), half)
            _draw_arrow(axes, (page.width / 2, y - _ARROW), (x + half / 2, y))
            _draw_box(axes, (x, y + own / 2), half, (way, name, words), style.INK, known)
        return sheet.figure


def _lines(texts: tuple[str, str, str], width: float) -> list[tuple[str, str, str]]:
    """Return (line, slant, weight) of what stands in a box ``width`` inches across: what is above, name, words."""
    above, name, words = texts
    room = width - 0.16
    lines = [(line, "italic", "normal") for line in wrapped(above, room, _SIZE)]
    lines += [(line, "normal", "bold") for line in wrapped(name, room, _SIZE, "bold")]
    return lines + [(line, "normal", "normal") for line in wrapped(words, room, _SIZE)]


def _deep(texts: tuple[str, str, str], width: float) -> float:
    return _LINE * max(len(_lines(texts, width)), 3) + 0.18


def _draw_box(
    axes, place: tuple[float, float], width: float, texts: tuple[str, str, str], colour: str, known: bool = True
) -> None:
    """Draw a box around what it says, from the middle of its left edge on; what is not shown yet is a dashed frame."""
    (x, middle), lines, deep = place, _lines(texts, width), _deep(texts, width)
    axes.add_patch(
        FancyBboxPatch(
            (x, middle - deep / 2), width, deep, boxstyle="round,pad=0,rounding_size=0.08", facecolor=style.CARD,
            edgecolor=colour, linewidth=2.2, linestyle="-" if known else "--", label=texts[1],
        )
    )  # fmt: skip
    for number, (line, slant, weight) in enumerate(lines):
        y = middle + _LINE * (number - (len(lines) - 1) / 2)
        axes.text(x + width / 2, y, line, fontsize=_SIZE, ha="center", va="center", color=style.INK, style=slant, weight=weight)


def _draw_arrow(axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    look = {"arrowstyle": "-|>", "color": style.QUIET, "linewidth": 1.6, "shrinkA": 1, "shrinkB": 1}
    axes.annotate("", end, start, arrowprops=look)
