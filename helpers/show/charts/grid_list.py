"""What a grid says, as a list: for pages on which its columns have no room."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ..page import Page
from . import style
from .colours import INK, QUIET, text_colour
from .sheet import MARGIN, Sheet, line_of, width_on, wrapped

FULL, OPEN, MISSING = "full", "open", "missing"
FACES = {FULL: "#DCEBF5", OPEN: style.CARD, MISSING: "#F3F3F3"}
ListRow = tuple[str, str, tuple[tuple[str, str], ...]]  # name, colour of its mark or nothing, (fill, words) of each line
_SIZE = 9.2  # points


def listed(page: Page, title: str, rows: Sequence[ListRow], key: str) -> Figure:
    """Return the figure: each name, and below it its lines on the faces that its cells would have.

    Its only axes are measured in inches, from the upper left.
    """
    room = width_on(page, 8.6) - 2 * MARGIN
    if page.name == "middle":  # low: one face for each row
        rows = [(name, colour, (_together(lines),)) for name, colour, lines in rows]
    laid = [(name, colour, [(fill, wrapped(words, room - 0.2, _SIZE)) for fill, words in lines]) for name, colour, lines in rows]
    heights = [0.27 + sum(line_of(_SIZE) * len(lines) + 0.03 for _, lines in own) + 0.04 for _, _, own in laid]
    keyed = wrapped(key, room, _SIZE)
    sheet = Sheet(page, title, sum(heights) + 0.06 + line_of(_SIZE) * len(keyed), 8.6)
    axes = sheet.drawing()
    top = sheet.height - sheet.body
    for (name, colour, own), height in zip(laid, heights, strict=True):
        if colour:
            axes.add_patch(Rectangle((MARGIN, top + 0.07), 0.09, 0.14, facecolor=colour, linewidth=0, label=name))
        left, ink = (MARGIN + 0.16, text_colour(colour)) if colour else (MARGIN, INK)
        axes.text(left, top + 0.14, name, fontsize=10, weight="bold", color=ink, va="center")
        _write_lines(axes, own, top + 0.27, room)
        top += height
    for number, words in enumerate(keyed):
        axes.text(MARGIN, top + line_of(_SIZE) * (number + 0.5), words, fontsize=_SIZE, color=INK, va="center")
    return sheet.figure


def _together(lines: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Return the lines of a row as one, on the face of the fullest."""
    fills = [fill for fill, _ in lines]
    return min(fills, key=(FULL, OPEN, MISSING).index), "; ".join(words for _, words in lines)


def _write_lines(axes, own: list[tuple[str, list[str]]], top: float, room: float) -> None:
    for fill, lines in own:
        deep = line_of(_SIZE) * len(lines)
        edge = style.GRID if fill == OPEN else "none"
        axes.add_patch(Rectangle((MARGIN, top), room, deep, facecolor=FACES[fill], edgecolor=edge, linewidth=0.8, label=fill))
        missing = {"color": QUIET, "style": "italic"} if fill == MISSING else {"color": INK}
        for number, words in enumerate(lines):
            axes.text(MARGIN + 0.08, top + line_of(_SIZE) * (number + 0.5), words, fontsize=_SIZE, va="center", **missing)
        top += deep + 0.03
