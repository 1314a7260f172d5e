"""A hundred people per group as circles and crosses: who is free of the event, and who had it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ... import wording
from ..page import WIDE, Page
from . import style
from .sheet import MARGIN, Place, Sheet

SHADE = "#FFE0A8"  # behind the people who make the difference
_TEN_COLUMNS, _TEN_ROWS = np.meshgrid(np.arange(10), np.arange(9, -1, -1))
_X, _Y = _TEN_COLUMNS.ravel(), _TEN_ROWS.ravel()


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

    def draw(self, page: Page = WIDE) -> Figure:
        """Return the figure: of each group tinted places, circles who are free of the event, coloured crosses who had it."""
        edge, stacked = page.pick(2.75, 1.5, 2.0), page.name == "narrow"  # of a group of icons, in inches
        panel = edge + 0.72
        sheet = Sheet(page, self.title, panel * (len(self.groups) if stacked else 1))
        for index, (name, free, experimental) in enumerate(self.groups):
            left, top = (MARGIN, sheet.body - panel * index) if stacked else (MARGIN + sheet.width / 2 * index, sheet.body)
            colour = style.colour_of(experimental)
            more = range(free, max(free, *(other for _, other, _ in self.groups)))  # who had it here, and not in the other group
            sheet.text(left, top - 0.2, wording.sentence_case(name), fontsize=11, weight="bold", color=colour)
            sheet.text(left, top - 0.4, f"● {free} {self.still}", fontsize=9.5)
            shaded = f" ({len(more)} shaded)" if more else ""
            sheet.text(left, top - 0.58, f"× {100 - free} {self.event}{shaded}", fontsize=9.5)
            place = sheet.place((left, top - 0.66 - edge, edge, edge), (-0.6, 9.6), (-0.6, 9.6))
            self._draw_group(place, free, more, colour, edge / 2.75)
        return sheet.figure

    @staticmethod
    def _draw_group(place: Place, free: int, more: range, colour: str, scale: float) -> None:
        shade = {"marker": "s", "markersize": 15 * scale, "color": SHADE, "label": "shaded"}
        circles = {"marker": "o", "markersize": 8 * scale, "color": style.FAINT, "label": "circles"}
        crosses = {"marker": "x", "markersize": 7 * scale, "markeredgewidth": 2.2 * scale, "color": colour}
        for who, look in ((more, shade), (slice(free), circles), (slice(free, None), crosses)):
            place.add(Line2D(_X[who], _Y[who], linestyle="none", **look))
