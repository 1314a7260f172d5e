"""Steps that lead down past two water lines: below each line one kind of test finds nothing any more. No scale."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from . import style

_WIDTH = 8.6  # inches, as all of these
_STEP, _LINE, _TOP = 0.44, 0.3, 0.5  # the height of a step, of the words on a water line, of what stands above the stairs
_LEFT, _TREAD = 0.15, 0.42  # where the stairs begin, how far each step leads to the right
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

    def draw(self) -> Figure:
        """Return the figure; its only axes are measured in inches, from the upper left."""
        count = sum(len(steps) for _, steps in self.waters)
        height = _TOP + _STEP * count + _LINE * len(self.waters) + 0.1
        figure = style.titled_figure(self.title, height, width=_WIDTH, below_top=0.26)
        axes = figure.add_axes((0, 0, 1, 1), facecolor="none")
        axes.set_xlim(0, _WIDTH)
        axes.set_ylim(height, 0)
        axes.axis("off")
        top, number, corners = _TOP, 0, [(_LEFT, _TOP + _LINE)]
        for depth, (found, steps) in enumerate(self.waters):
            deep = _LINE + _STEP * len(steps)
            axes.add_patch(Rectangle((0, top), _WIDTH, deep, facecolor=_WATERS[depth], linewidth=0, zorder=0, label="water"))
            if depth:
                axes.plot([0, _WIDTH], [top, top], color=style.EXPERIMENTAL, linewidth=1.4, linestyle="--", zorder=1)
            axes.text(_WIDTH - 0.15, top + 0.16, found, fontsize=9.5, color=style.INK, ha="right", va="center", style="italic")
            top += _LINE
            for name, words in steps:
                x = _LEFT + _TREAD * (number + 1)
                axes.text(x + 0.14, top + 0.14, name, fontsize=10.5, weight="bold", color=style.INK, va="center")
                axes.text(x + 0.14, top + 0.32, words, fontsize=9.3, color=style.INK, va="center")
                corners += [(x, corners[-1][1]), (x, top + _STEP)]
                top += _STEP
                number += 1
        corners += [(_LEFT, corners[-1][1])]
        axes.add_patch(Polygon(corners, facecolor=style.EXPERIMENTAL, alpha=0.85, linewidth=0, zorder=2, label="stairs"))
        return figure
