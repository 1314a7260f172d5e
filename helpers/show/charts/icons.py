"""People as icons: touching, in one order, one denominator for all groups, which stand side by side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from ... import wording
from ..page import WIDE, Page
from . import style
from .colours import text_colour
from .people import SHADE
from .sheet import MARGIN, Place, Sheet, text_width, width_on, wrapped

DENOMINATORS = (100, 1000)
_COLUMNS = {100: 20, 1000: 50}
_CIRCLE = {100: 0.67, 1000: 0.66}  # diameter, in places
_WIDTH = {100: 3.15, 1000: 2.2}  # of a group of icons, in inches; on a low page; on a narrow one
_LOW_WIDTH = {100: 2.0, 1000: 1.3}
_NARROW_WIDTH = {100: 2.8, 1000: 2.2}
_SIZE, _LINE = 9.2, 0.175  # of the words: points, inches
_END = 0.02  # in places: how far a row of circles runs past its last one, so that this one is drawn
_CROSS = {100: (0.3, 0.176), 1000: (0.4, 0.284)}  # half width, stroke, in places


@dataclass(frozen=True)
class IconGroup:
    """One group of people.

    Attributes:
        name: what the group received.
        event: how many of the denominator had the event.
        experimental: whether it is the experimental group.
        drugs: what was tested in it, if the colour is to say so.
    """

    name: str
    event: int
    experimental: bool
    drugs: tuple[str, ...] = ()


@dataclass(frozen=True)
class IconPanel:
    """One outcome: its heading, the words for those without and with the event, one or two groups."""

    heading: str
    free_words: str
    event_words: str
    groups: tuple[IconGroup, ...]


@dataclass(frozen=True)
class IconChart:
    """Panels of icons, one below the other, all with one denominator.

    Grey circles are people without the event and come first; crosses in the colour of the group are people with it and come last.
    Those whom one group has more of lie on a tint.

    Attributes:
        title: what is shown; says so where it is modelled or worked by way of example.
        denominator: 100 or 1000 people per group.
        panels: one outcome each.
    """

    title: str
    denominator: int
    panels: tuple[IconPanel, ...]

    def __post_init__(self):
        if self.denominator not in DENOMINATORS:
            raise ValueError(f"{self.denominator} icons per group; 100 or 1000 are expected.")
        for panel in self.panels:
            for group in panel.groups:
                if not 0 <= group.event <= self.denominator:
                    raise ValueError(f"{group.name}: {group.event} of {self.denominator} people cannot be drawn.")

    @property
    def alt(self) -> str:
        """The chart in words, numbers included."""
        panels = []
        for panel in self.panels:
            groups = "; ".join(
                f"{g.name}: {self.denominator - g.event} {panel.free_words}, {g.event} {panel.event_words}" for g in panel.groups
            )
            panels.append(f"{panel.heading}: {groups}" if panel.heading else groups)
        return f"Icons of {self.denominator} people per group. {self.title}. {'. '.join(panels)}."

    def draw(self, page: Page = WIDE) -> Figure:
        """Return the figure, panel by panel: of each group a tint, circles and crosses."""
        stacked = page.name == "narrow"
        across = page.pick(_WIDTH, _LOW_WIDTH, _NARROW_WIDTH)[self.denominator]
        grid = across * (self.denominator // _COLUMNS[self.denominator]) / _COLUMNS[self.denominator]  # as close across as down
        room = width_on(page, 7.2) - 2 * MARGIN
        laid, own = [], room if stacked else room / 2 - 0.1  # inches across of a group
        for panel in self.panels:
            words = [self._words(panel, group, own, page.name == "middle") for group in panel.groups]
            block = 0.3 + _LINE * max(map(len, words)) + grid
            heading = 0.2 * len(wrapped(panel.heading, room, 10.5)) + 0.03
            laid.append((panel, words, heading, block, heading + (block + 0.06) * (len(words) if stacked else 1)))
        sheet = Sheet(page, self.title, sum(height for *_, height in laid), size=11.5)
        top = sheet.body
        for panel, words, heading, block, height in laid:
            if panel.heading:
                sheet.paragraph(MARGIN, top, panel.heading, room, 10.5, style="italic")
            for index, (group, said) in enumerate(zip(panel.groups, words, strict=True)):
                left, down = (0.0, index * (block + 0.06)) if stacked else (index * sheet.width / 2, 0.0)
                more = group.event - min(other.event for other in panel.groups)
                corner = (MARGIN + left, top - heading - down, own)
                self._draw_group(sheet, group, said, more, corner, (across, grid))
            top -= height
        return sheet.figure

    def _words(self, panel: IconPanel, group: IconGroup, room: float, low: bool) -> list[str]:
        """Return what stands above the icons of a group, in lines; on a ``low`` page in one line, if it has room."""
        words = (f"● {self.denominator - group.event} {panel.free_words}", f"× {group.event} {panel.event_words}")
        together = wrapped("; ".join(words), room, _SIZE)
        if low and len(together) == 1:
            return ["; ".join(words)]
        return [line for part in words for line in wrapped(part, room, _SIZE)]

    def _draw_group(
        self,
        sheet: Sheet,
        group: IconGroup,
        words: list[str],
        more: int,
        corner: tuple[float, float, float],
        size: tuple[float, float],
    ) -> None:
        """Draw name, words and icons from ``corner`` (left, top, room to the right) on; the icons take ``size`` inches."""
        (left, top, room), (across, grid) = corner, size
        colour = style.colour_of(group.experimental, group.drugs)
        name = wording.sentence_case(group.name)
        sheet.text(left, top - 0.17, name, fontsize=10.5, weight="bold", color=text_colour(colour))
        if more:
            ends = {top - 0.17: text_width(name, 10.5, "bold")}  # of each line; the words stand beside the first with room
            ends |= {top - 0.2 - _LINE * (number + 0.85): text_width(line, _SIZE) for number, line in enumerate(words)}
            own = 0.25 + text_width(f"{more} more", _SIZE)
            y = next((y for y, end in ends.items() if end + own <= room), min(ends, key=ends.get))
            said = {"fontsize": _SIZE, "ha": "right", "bbox": {"facecolor": SHADE, "edgecolor": "none", "pad": 1.5}}
            sheet.text(left + min(max(across, ends[y] + own), room), y, f"{more} more", **said)
        for number, line in enumerate(words):
            sheet.text(left, top - 0.2 - _LINE * (number + 0.85), line, fontsize=_SIZE)
        columns = _COLUMNS[self.denominator]
        box = (left, top - 0.26 - _LINE * len(words) - grid, across, grid)
        place = sheet.place(box, (-0.5, columns - 0.5), (-0.5, self.denominator // columns - 0.5))
        self._shade(place, group, more)
        self._draw_icons(place, group, colour, 72 * across / columns)

    def _shade(self, place: Place, group: IconGroup, more: int) -> None:
        """Lay a tint under the first ``more`` of the people with the event, row by row."""
        across = _COLUMNS[self.denominator]
        rows = self.denominator // across
        people = np.arange(self.denominator - group.event, self.denominator - group.event + more)
        for row in np.unique(people // across):
            own = people[people // across == row] % across
            corner = own[0] - 0.5, rows - 1.5 - row
            place.add(Rectangle(corner, len(own), 1, facecolor=SHADE, edgecolor="none", label="shaded"))

    def _draw_icons(self, place: Place, group: IconGroup, colour: str, place_size: float) -> None:
        """Draw rows of circles as dotted lines, crosses as pairs of strokes: a thousand icons in a few kilobytes."""
        across = _COLUMNS[self.denominator]
        rows = self.denominator // across
        free = self.denominator - group.event
        size = _CIRCLE[self.denominator] * place_size
        pitch = 1 / _CIRCLE[self.denominator]  # from icon to icon, in line widths
        full, rest = divmod(free, across)
        lengths = [across] * full + [rest] * (rest > 0)
        ends = [((0, rows - 1 - row), (length - 1 + _END, rows - 1 - row)) for row, length in enumerate(lengths)]
        dots = np.array(ends, dtype=float).reshape(-1, 2)
        dotted = (0, (0.001, pitch - 0.001))
        place.add(_patch(dots, label="circles", edgecolor=style.FAINT, linewidth=size, linestyle=dotted, capstyle="round"))
        people = np.arange(free, self.denominator)
        x, y = people % across, rows - 1 - people // across
        reach, stroke = _CROSS[self.denominator]
        crosses = np.concatenate([_strokes(x, y, reach, reach), _strokes(x, y, reach, -reach)])
        place.add(_patch(crosses, label="crosses", edgecolor=colour, linewidth=stroke * place_size))


def _strokes(x: np.ndarray, y: np.ndarray, across: float, up: float) -> np.ndarray:
    """Return the two ends of a stroke through the middle of each place, as rows of (x, y)."""
    ends = np.stack([np.stack([x - across, y - up], axis=1), np.stack([x + across, y + up], axis=1)], axis=1)
    return ends.reshape(-1, 2)


def _patch(ends: np.ndarray, **look) -> PathPatch:
    """Return strokes from each odd to each even point as one path."""
    codes = np.tile(np.array([Path.MOVETO, Path.LINETO], dtype=Path.code_type), len(ends) // 2)
    path = Path(ends.astype(float), codes)
    path.should_simplify = False  # or matplotlib would thin the icons out
    return PathPatch(path, fill=False, snap=False, **look)
