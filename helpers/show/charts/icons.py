"""People as icons: touching, in one order, one denominator for all groups, which stand side by side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from ... import wording
from . import style
from .colours import text_colour

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

    def draw(self) -> Figure:
        """Return the figure with one axes per group; circles are free of the event, coloured crosses had it."""
        figure = style.titled_figure(self.title, 3.9, below_top=0.234)
        for index, (name, free, experimental) in enumerate(self.groups):
            axes = figure.add_axes((0.05 + 0.5 * index, 0.03, 0.4, 0.69), facecolor=style.CARD)
            axes.axis("off")
            colour = style.colour_of(experimental)
            more = range(free, max(free, *(other for _, other, _ in self.groups)))  # who had it here, and not in the other group
            axes.plot(_X[more], _Y[more], linestyle="none", marker="s", markersize=15, color=_SHADE, label="shaded")
            axes.plot(_X[:free], _Y[:free], linestyle="none", marker="o", markersize=8, color=style.FAINT, label="circles")
            axes.plot(_X[free:], _Y[free:], linestyle="none", marker="x", markersize=7, markeredgewidth=2.2, color=colour)
            axes.set_xlim(-0.6, 9.6)
            axes.set_ylim(-0.6, 9.6)
            left = 0.05 + 0.5 * index
            figure.text(left, 0.85, wording.sentence_case(name), fontsize=11, weight="bold", color=colour)
            figure.text(left, 0.79, f"● {free} {self.still}", fontsize=9.5, color=style.INK)
            shaded = f", {len(more)} more (shaded)" if more else ""
            figure.text(left, 0.74, f"× {100 - free} {self.event}{shaded}", fontsize=9.5, color=style.INK)
        return figure


_SHADE = "#FFE0A8"  # behind the people who make the difference
DENOMINATORS = (100, 1000)
_COLUMNS = {100: 20, 1000: 50}
_CIRCLE = {100: 7.6, 1000: 2.1}  # diameter in points
_WIDTH = {100: 3.15, 1000: 2.2}  # of a group of icons, in inches
_END = 0.02  # in places: how far a row of circles runs past its last one, so that this one is drawn
_CROSS = {100: (0.3, 2.0), 1000: (0.4, 0.9)}  # half width in places, stroke in points


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

    def draw(self) -> Figure:
        """Return the figure with one axes per group, panel by panel."""
        rows = self.denominator // _COLUMNS[self.denominator]
        grid = _WIDTH[self.denominator] * rows / _COLUMNS[self.denominator]  # inches, so that icons lie as close across as down
        heights = [0.66 + (0.23 if panel.heading else 0) + grid for panel in self.panels]
        height = 0.37 + sum(heights)
        figure = style.titled_figure(self.title, height, below_top=0.26, size=11.5)
        top = height - 0.36
        for panel, own in zip(self.panels, heights, strict=True):
            self._draw_panel(figure, panel, top, grid)
            top -= own
        return figure

    def _draw_panel(self, figure: Figure, panel: IconPanel, top: float, grid: float) -> None:
        """Draw heading, words and icons from ``top`` (inches above the lower edge) downwards."""
        height = figure.get_figheight()
        if panel.heading:
            figure.text(0.02, (top - 0.16) / height, panel.heading, fontsize=10.5, color=style.INK, style="italic")
            top -= 0.23
        for index, group in enumerate(panel.groups):
            left = 0.02 + 0.5 * index
            colour = style.colour_of(group.experimental, group.drugs)
            more = group.event - min(other.event for other in panel.groups)
            name = wording.sentence_case(group.name)
            words = (
                f"● {self.denominator - group.event} {panel.free_words}",
                f"× {group.event} {panel.event_words}",
            )
            figure.text(left, (top - 0.16) / height, name, fontsize=10.5, weight="bold", color=text_colour(colour))
            figure.text(left, (top - 0.34) / height, words[0], fontsize=9.2, color=style.INK)
            figure.text(left, (top - 0.51) / height, words[1], fontsize=9.2, color=style.INK)
            if more:
                right = left + max(_WIDTH[self.denominator], 2.45) / 7.2  # clear of the words on its left
                said = {"fontsize": 9.2, "color": style.INK, "ha": "right", "backgroundcolor": _SHADE}
                figure.text(right, (top - 0.34) / height, f"{more} more", **said)
            axes = figure.add_axes(
                (left, (top - 0.58 - grid) / height, _WIDTH[self.denominator] / 7.2, grid / height), facecolor=style.CARD
            )
            self._shade(axes, group, more)
            self._draw_icons(axes, group, colour)

    def _shade(self, axes, group: IconGroup, more: int) -> None:
        """Lay a tint under the first ``more`` of the people with the event, row by row."""
        across = _COLUMNS[self.denominator]
        rows = self.denominator // across
        place = np.arange(self.denominator - group.event, self.denominator - group.event + more)
        for row in np.unique(place // across):
            own = place[place // across == row] % across
            corner = own[0] - 0.5, rows - 1.5 - row
            axes.add_patch(Rectangle(corner, len(own), 1, facecolor=_SHADE, edgecolor="none", label="shaded"))

    def _draw_icons(self, axes, group: IconGroup, colour: str) -> None:
        """Draw rows of circles as dotted lines, crosses as pairs of strokes: a thousand icons in a few kilobytes."""
        across = _COLUMNS[self.denominator]
        rows = self.denominator // across
        free = self.denominator - group.event
        size = _CIRCLE[self.denominator]
        pitch = 72 * _WIDTH[self.denominator] / across / size  # from icon to icon, in line widths
        full, rest = divmod(free, across)
        lengths = [across] * full + [rest] * (rest > 0)
        ends = [((0, rows - 1 - row), (length - 1 + _END, rows - 1 - row)) for row, length in enumerate(lengths)]
        dots = np.array(ends, dtype=float).reshape(-1, 2)
        dotted = (0, (0.001, pitch - 0.001))
        axes.add_patch(_patch(dots, label="circles", edgecolor=style.FAINT, linewidth=size, linestyle=dotted, capstyle="round"))
        place = np.arange(free, self.denominator)
        x, y = place % across, rows - 1 - place // across
        reach, stroke = _CROSS[self.denominator]
        crosses = np.concatenate([_strokes(x, y, reach, reach), _strokes(x, y, reach, -reach)])
        axes.add_patch(_patch(crosses, label="crosses", edgecolor=colour, linewidth=stroke))
        axes.axis("off")
        axes.set_xlim(-0.5, across - 0.5)
        axes.set_ylim(-0.5, rows - 0.5)


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
