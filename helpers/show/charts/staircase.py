"""Steps that lead down past two water lines: below each line one kind of test finds nothing any more. No scale."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from ..page import WIDE, Page
from . import style
from .sheet import Sheet, width_on, wrapped

_WIDE = 8.6  # inches, as all of these
_NAME, _FOUND, _BELOW = 0.22, 0.185, 0.06  # lines of a step's name and of other words, the room below a step
_LEFT = 0.15  # where the stairs begin
_WATERS = ("#FFFFFF", "#EAF3FA", "#D2E5F3")


@dataclass(frozen=True)
class StaircaseChart:
    """Steps from shallow to deep, in the order in which they stand.

    Attributes:
        title: what is shown.
        waters: (what tests find there, steps as name and a few words), from the surface down.
    """

    title: str
    waters: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]

    @property
    def alt(self) -> str:
        """The picture in words."""
        parts = (f"{found}: " + "; ".join(f"{name}, {words}" for name, words in steps) for found, steps in self.waters)
        return f"Stairs that lead down past two water lines, without scale. {self.title}. {'. '.join(parts)}."

    def draw(self, page: Page = WIDE) -> Figure:
        """Return the figure; its only axes are measured in inches, from the upper left."""
        width, tread = width_on(page, _WIDE), page.pick(0.42, 0.3, 0.09)  # how far each step leads to the right
        waters, number = [], 0
        for found, steps in self.waters:
            laid = []
            for name, words in steps:
                number += 1
                room = width - _LEFT - tread * number - 0.3
                laid.append((wrapped(name, room, 10.5, "bold"), wrapped(words, room, 9.3)))
            waters.append((wrapped(found, width - 0.4, 9.5), laid))
        heights = [_FOUND * len(found) + 0.11 + sum(map(_step_height, laid)) for found, laid in waters]
        sheet = Sheet(page, self.title, sum(heights) + 0.05, _WIDE)
        axes = sheet.drawing()
        top = sheet.height - sheet.body
        corners, number = [(_LEFT, top + _FOUND * len(waters[0][0]) + 0.11)], 0
        for depth, ((found, laid), height) in enumerate(zip(waters, heights, strict=True)):
            axes.add_patch(Rectangle((0, top), width, height, facecolor=_WATERS[depth], linewidth=0, zorder=0, label="water"))
            if depth:
                axes.plot([0, width], [top, top], color=style.QUIET, linewidth=1.4, linestyle="--", zorder=1)
            for line, words in enumerate(found):
                look = {"fontsize": 9.5, "color": style.INK, "ha": "right", "va": "center", "style": "italic"}
                axes.text(width - 0.15, top + 0.16 + _FOUND * line, words, **look)
            step = top + _FOUND * len(found) + 0.11
            for texts in laid:
                number += 1
                x = _LEFT + tread * number
                _write_step(axes, x + 0.14, step, texts)
                step += _step_height(texts)
                corners += [(x, corners[-1][1]), (x, step)]
            top += height
        corners += [(_LEFT, corners[-1][1])]
        axes.add_patch(Polygon(corners, facecolor=style.FAINT, alpha=0.85, linewidth=0, zorder=2, label="stairs"))
        return sheet.figure


def _step_height(texts: tuple[list[str], list[str]]) -> float:
    """Return the height of a step in inches: its name, its words, some room."""
    name, words = texts
    return _NAME * len(name) + _FOUND * len(words) - 0.02 + _BELOW


def _write_step(axes, x: float, top: float, texts: tuple[list[str], list[str]]) -> None:
    name, words = texts
    for number, line in enumerate(name):
        axes.text(x, top + 0.14 + _NAME * number, line, fontsize=10.5, weight="bold", color=style.INK, va="center")
    for number, line in enumerate(words):
        y = top + _NAME * len(name) + 0.09 + _FOUND * number
        axes.text(x, y, line, fontsize=9.3, color=style.INK, va="center")
