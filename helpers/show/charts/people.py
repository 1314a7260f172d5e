"""One hundred people per group: icons in one order, touching, that always sum to 100."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from ... import wording
from . import style

_COLUMN, _ROW = np.meshgrid(np.arange(10), np.arange(9, -1, -1))
_X, _Y = _COLUMN.ravel(), _ROW.ravel()


@dataclass(frozen=True)
class PeopleChart:
    """Groups of 100 people, the first ``free`` of each still free of the event.

    Attributes:
        title: says at which time, and that the numbers are modelled.
        groups: (name, people still free, whether it is the experimental group).
        still, event: the words for those who are free of the event and those who had it.
    """

    title: str
    groups: tuple[tuple[str, int, bool], ...]
    still: str
    event: str

    @property
    def alt(self) -> str:
        """The chart in words, numbers included."""
        parts = [f"{name}: {free} {self.still}, {100 - free} {self.event}" for name, free, _ in self.groups]
        return f"Icons of 100 people per group. {self.title}. {'; '.join(parts)}."

    def draw(self) -> Figure:
        """Return the figure with one axes per group; circles are free of the event, crosses had it."""
        figure = style.new_figure(7.2, 3.9)
        figure.text(0.02, 0.94, self.title, fontsize=12, color=style.INK, weight="bold")
        for index, (name, free, experimental) in enumerate(self.groups):
            axes = figure.add_axes((0.05 + 0.5 * index, 0.03, 0.4, 0.69), facecolor=style.CARD)
            axes.axis("off")
            colour = style.EXPERIMENTAL if experimental else style.CONTROL
            axes.plot(_X[:free], _Y[:free], linestyle="none", marker="o", markersize=9, color=colour)
            axes.plot(_X[free:], _Y[free:], linestyle="none", marker="x", markersize=7, markeredgewidth=2, color=style.QUIET)
            axes.set_xlim(-0.6, 9.6)
            axes.set_ylim(-0.6, 9.6)
            left = 0.05 + 0.5 * index
            figure.text(left, 0.85, wording.sentence_case(name), fontsize=11, weight="bold", color=colour)
            figure.text(left, 0.79, f"● {free} {self.still}", fontsize=9.5, color=style.INK)
            figure.text(left, 0.74, f"× {100 - free} {self.event}", fontsize=9.5, color=style.INK)
        return figure
