"""A figure measured in inches: its title on top, in as many lines as the page needs, and below it a body of a given height."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.transforms import Affine2D

from ..page import Page
from . import style
from .svg import POINTS, text_size

MARGIN = 0.14  # inches beside the words
_TITLE_LINE, _ABOVE, _BELOW = 0.2, 0.1, 0.1  # inches
TITLE = _ABOVE + _TITLE_LINE + _BELOW  # of one line, with the room around it


Box = tuple[float, float, float, float]


class Place:
    """A part of a figure with units of its own; matplotlib's axes take as long to make as all that is drawn in them.

    Args:
        figure: the matplotlib figure.
        box: left, bottom, width, height in inches.
        x, y: the units at the lower left corner, and those at the upper right one.
    """

    def __init__(self, figure, box: Box, x: tuple[float, float], y: tuple[float, float]):
        left, bottom, width, height = box
        self._figure = figure
        units = Affine2D().translate(-x[0], -y[0]).scale(width / (x[1] - x[0]), height / (y[1] - y[0]))
        self._transform = units.translate(left, bottom) + figure.dpi_scale_trans

    def add(self, artist) -> None:
        """Draw a matplotlib artist here; its own sizes, such as a line's width, are in points."""
        artist.set_transform(self._transform)
        self._figure.add_artist(artist)


class Sheet:
    """A figure with its title; places are inches from the lower left corner, and the body ends at ``body``.

    Args:
        page: what it is drawn for.
        title: what is seen.
        body: inches below the title.
        wide: inches across, where the page is wide enough.
        size: of the title, in points.

    Attributes:
        width: inches across.
        figure: the matplotlib figure.
    """

    def __init__(self, page: Page, title: str, body: float, wide: float = 7.2, size: float = 12):
        self.width = width_on(page, wide)
        self.body = body
        size = page.pick(size, 11, 11.5)
        lines = wrapped(title, self.width - 2 * MARGIN, size, "bold")
        self.height = body + _ABOVE + _TITLE_LINE * len(lines) + _BELOW
        self.figure = style.new_figure(self.width, self.height)
        for number, line in enumerate(lines):
            foot = self.height - _ABOVE - _TITLE_LINE * (number + 0.82)
            self.text(MARGIN, foot, line, fontsize=size, weight="bold")

    def text(self, x: float, y: float, words: str, **look) -> None:
        """Write words, with their foot at ``y``; ``look`` is what matplotlib takes."""
        self.figure.text(x / self.width, y / self.height, words, **{"color": style.INK, **look})

    def paragraph(self, x: float, top: float, words: str, width: float, size: float = 9, **look) -> float:
        """Write words in lines of ``width`` inches from ``top`` downwards; return where the last line ends."""
        for line in wrapped(words, width, size, look.get("weight", "normal")):
            top -= line_of(size)
            self.text(x, top + 0.2 * line_of(size), line, fontsize=size, **look)
        return top

    def flow(
        self, y: float, parts: Sequence[tuple[str, str]], size: float = 10, weight: str = "bold", line: float = 0.22
    ) -> None:
        """Write (words, colour) side by side, with the foot of the first line at ``y``; what has no room begins a new line."""
        x = MARGIN
        for words, colour in parts:
            across = text_width(words, size, weight)
            if x > MARGIN and x + across > self.width - MARGIN:
                x, y = MARGIN, y - line
            self.text(x, y, words, fontsize=size, weight=weight, color=colour)
            x += across + 0.25

    def axes(self, left: float, bottom: float, width: float, height: float):
        """Add axes with a bottom line only."""
        return style.plain_axes(self.figure, self._box(left, bottom, width, height))

    def bare_axes(self, left: float, bottom: float, width: float, height: float):
        """Add axes without any line."""
        axes = self.figure.add_axes(self._box(left, bottom, width, height), facecolor=style.CARD)
        axes.axis("off")
        return axes

    def place(self, box: Box, x: tuple[float, float], y: tuple[float, float]) -> Place:
        """Return a part of the figure with units of its own; see :class:`Place`."""
        return Place(self.figure, box, x, y)

    def drawing(self):
        """Add axes over the whole figure, measured in inches from the upper left."""
        axes = self.figure.add_axes((0, 0, 1, 1), facecolor="none")
        axes.set_xlim(0, self.width)
        axes.set_ylim(self.height, 0)
        axes.axis("off")
        return axes

    def _box(self, left: float, bottom: float, width: float, height: float) -> tuple[float, float, float, float]:
        return left / self.width, bottom / self.height, width / self.width, height / self.height

    def keys(self, left: float, keys: Sequence[Key], rows: bool = False) -> None:
        """Name lines at the top of the body, from ``left`` on; side by side where there is room, unless ``rows`` forbids it."""
        x, y, room = left, self.body, self.width - left - MARGIN
        beside = not rows and _across(keys) <= room
        for words, line in keys:
            ends = [x / self.width, (x + _STROKE) / self.width]
            self.figure.add_artist(Line2D(ends, [(y - _KEY_LINE / 2) / self.height] * 2, **line))
            for number, part in enumerate([words] if beside else wrapped(words, room - _STROKE, 10, "bold")):
                foot = y - _KEY_LINE * (number + 0.5)
                self.text(x + _STROKE + 0.08, foot, part, fontsize=10, color=line["color"], va="center", weight="bold")
            x, y = (x + _across([(words, line)]) + _APART, y) if beside else (x, y - _KEY_LINE * (number + 1))


Key = tuple[str, dict]  # what a line is called, and how it is drawn
_STROKE = 0.4  # inches of a line in a key
_KEY_LINE, _APART = 0.22, 0.3  # inches: of a line of a key, between two keys


def _across(keys: Sequence[Key]) -> float:
    """Return how many inches keys take side by side."""
    return sum(_STROKE + 0.08 + text_width(words, 10, "bold") for words, _ in keys) + _APART * (len(keys) - 1)


def keys_height(page: Page, left: float, keys: Sequence[Key], wide: float = 7.2, rows: bool = False) -> float:
    """Return how many inches of the body the keys take."""
    room = width_on(page, wide) - left - MARGIN
    if not rows and _across(keys) <= room:
        return _KEY_LINE + 0.06
    return _KEY_LINE * sum(len(wrapped(words, room - _STROKE, 10, "bold")) for words, _ in keys) + 0.06


def width_on(page: Page, wide: float) -> float:
    """Return how wide a picture is on a page, in inches."""
    return min(wide, page.width)


def line_of(size: float) -> float:
    """Return the height of a line of text in inches."""
    return 1.3 * size / 72


def wrapped(words: str, width: float, size: float = 9, weight: str = "normal") -> list[str]:
    """Return words in lines that are no wider than ``width`` inches; a word that is wider has a line of its own."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def text_width(words: str, size: float = 9, weight: str = "normal") -> float:
    """Return the width of words in inches, in the widest face that a picture names."""
    parts = words.split(" ")
    return size / POINTS * (sum(_ems(part, weight) for part in parts) + (len(parts) - 1) * _ems(" ", weight))


@lru_cache(maxsize=16384)
def _ems(word: str, weight: str) -> float:
    """Return the width of a word in units of its size; words come again, whole lines seldom do."""
    return text_size(word, FontProperties(family="DejaVu Sans", size=100, weight=weight))[0] / 100 if word else 0.0
