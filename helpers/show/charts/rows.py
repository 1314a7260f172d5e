"""Charts with a line for each row: name, marks, words, from left to right; on a narrow page one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..page import Page
from . import style
from .sheet import MARGIN, Sheet, line_of, text_width, width_on, wrapped

_SIZE = 9  # points
_INDENT, _GAP = 0.12, 0.16  # inches: of a row below its heading, between columns
_LANE = 0.21  # inches of the marks of a row on a narrow page
_LOW = 0.155  # inches from line to line on a low page


@dataclass(frozen=True)
class Line:
    """One line: its name; its words, a text for each column; how both are written. A heading has no words.

    Attributes:
        short: the words on a narrow page, where no column has a heading; ``words`` where None.
    """

    label: str
    words: tuple[str, ...] = ()
    weight: str = "normal"
    heading: bool = False
    indented: bool = False
    short: str | None = None

    @property
    def below(self) -> str:
        """The words on a narrow page."""
        return "; ".join(filter(None, self.words)) if self.short is None else self.short


@dataclass(frozen=True)
class Rows:
    """A chart of rows whose words are written: marks are drawn on ``axes`` at ``places``, one for each line that is no heading.

    Attributes:
        sheet: the figure.
        top: where the rows begin, in inches from below; a key stands above, on a line with the headings of the columns.
        axes: vertical places count lines, from the top.
        places: in the order of the lines.
    """

    sheet: Sheet
    top: float
    axes: object
    places: tuple[float, ...]


def row_chart(
    page: Page, title: str, lines: Sequence[Line], axis: str,
    columns: Sequence[str] = (), pitch: float = 0.29, head: float = 0.0, wide: float = 8.8, spare: int = 0, marks: float = 1.2,
) -> Rows:  # fmt: skip
    """Return the rows of a chart, written.

    Args:
        page: what it is drawn for.
        title: what is seen.
        lines: from top to bottom.
        axis: name of the horizontal axis.
        columns: headings of the columns of words, if they have any.
        pitch: inches from line to line; on a low page as little as its text needs.
        head: inches between the title and the rows, for a key.
        wide: inches across, where the page is wide enough.
        spare: how many of the first columns are left out where the marks would have no room; the table has them.
        marks: inches that the marks need.
    """
    width = width_on(page, wide)
    named = wrapped(axis, width - 2 * MARGIN, 9.5)
    foot = 0.3 + line_of(9.5) * len(named)
    pitch = min(pitch, _LOW) if page.name == "middle" else pitch
    layout = _Stacked(width) if page.name == "narrow" else _Beside(width, lines, columns, spare, marks)
    heights = [layout.height(line, pitch) for line in lines]
    titled = 0.24 if layout.columns and any(layout.columns) else 0.0
    sheet = Sheet(page, title, head + titled + sum(heights) + foot, wide)
    axes = sheet.axes(layout.left, foot, layout.right - layout.left, sum(heights))
    axes.set_ylim(sum(heights) / pitch - 0.5, -0.5)
    axes.set_yticks([])
    _name_axis(sheet, named, (layout.left + layout.right) / 2, foot)
    top, places = foot + sum(heights), []
    layout.write_columns(sheet, top + 0.09)
    for line, height in zip(lines, heights, strict=True):
        place = layout.write(sheet, line, top, height)
        if not line.heading:
            places.append(round((foot + sum(heights) - place) / pitch - 0.5, 6))
        top -= height
    return Rows(sheet, foot + sum(heights), axes, tuple(places))


def _name_axis(sheet: Sheet, named: Sequence[str], middle: float, foot: float) -> None:
    """Write the name of the axis below its numbers: in their middle, as far as the edges of the picture allow it."""
    half = max(text_width(line, 9.5) for line in named) / 2
    x = min(max(middle, MARGIN + half), sheet.width - MARGIN - half)
    for number, line in enumerate(named, start=1):
        sheet.text(x, foot - 0.27 - line_of(9.5) * (number - 0.2), line, fontsize=9.5, ha="center")


class _Beside:
    """Names left of the axes, words in columns to their right; long ones in several lines, where the marks need the room."""

    def __init__(self, width: float, lines: Sequence[Line], columns: Sequence[str], spare: int, marks: float):
        rows = [line for line in lines if not line.heading]
        count = max((len(line.words) for line in rows), default=0)
        heads = [*columns, *[""] * (count - len(columns))]
        needed = [
            max([text_width(heads[n])] + [text_width(line.words[n], _SIZE, line.weight) for line in rows if len(line.words) > n])
            for n in range(count)
        ]
        names = max(text_width(line.label, _SIZE, line.weight) + _INDENT * line.indented for line in rows)
        self.first = 0
        while self.first < spare and self._room(width - marks, names, needed[self.first :]) < 0:
            self.first += 1
        needed = needed[self.first :]
        less = min(0.0, self._room(width - marks, names, needed)) / (names + sum(needed))
        self.names = names * (1 + less)
        self.widths = [words * (1 + less) for words in needed]
        self.columns = columns[self.first :]
        self.left = MARGIN + self.names + _GAP
        self.right = width - MARGIN - sum(words + _GAP for words in self.widths)
        self.starts = [self.right + _GAP + sum(words + _GAP for words in self.widths[:n]) for n in range(len(needed))]

    @staticmethod
    def _room(width: float, names: float, words: Sequence[float]) -> float:
        """Return how many inches of ``width`` are left beside the words."""
        return width - 2 * MARGIN - names - sum(words) - _GAP * (1 + len(words))

    def _parts(self, line: Line) -> list[list[str]]:
        """Return the name and the words of each column, in lines."""
        if line.heading:
            return [[line.label]]
        texts, widths = (line.label, *line.words[self.first :]), (self.names - _INDENT * line.indented, *self.widths)
        return [wrapped(text, room + 0.01, _SIZE, line.weight) for text, room in zip(texts, widths, strict=False)]

    def height(self, line: Line, pitch: float) -> float:
        """Return the height of a line in inches."""
        most = max(map(len, self._parts(line)))
        return pitch if most < 2 else max(pitch, line_of(_SIZE) * most)

    def write_columns(self, sheet: Sheet, y: float) -> None:
        """Write the headings of the columns."""
        for x, words in zip(self.starts, self.columns, strict=False):
            sheet.text(x, y, words, fontsize=_SIZE, color=style.QUIET)

    def write(self, sheet: Sheet, line: Line, top: float, height: float) -> float:
        """Write a line; return where its marks stand."""
        place = top - height / 2
        look = {"fontsize": _SIZE, "va": "center", "weight": "bold" if line.heading else line.weight}
        for x, part in zip((MARGIN + _INDENT * line.indented, *self.starts), self._parts(line), strict=False):
            for number, words in enumerate(part):
                sheet.text(x, place + line_of(_SIZE) * ((len(part) - 1) / 2 - number), words, **look)
        return place


class _Stacked:
    """Name, words and marks of a row below one another, each across the page."""

    columns = ()

    def __init__(self, width: float):
        self.left, self.right, self.room = 0.22, width - 0.22, width - 2 * MARGIN

    def height(self, line: Line, pitch: float) -> float:
        """Return the height of a line in inches."""
        lines = wrapped(line.label, self.room, _SIZE, "bold" if line.heading else line.weight)
        if line.heading:
            return line_of(_SIZE) * len(lines) + 0.08
        return line_of(_SIZE) * len(lines + wrapped(line.below, self.room, _SIZE, line.weight)) + _LANE + 0.06

    def write_columns(self, sheet: Sheet, y: float) -> None:
        """Write nothing: the words themselves say what they are."""

    def write(self, sheet: Sheet, line: Line, top: float, height: float) -> float:
        """Write a line; return where its marks stand."""
        look = {"weight": "bold" if line.heading else line.weight, "bbox": style.ON_CARD}
        end = sheet.paragraph(MARGIN, top - (0.06 if line.heading else 0), line.label, self.room, _SIZE, **look)
        if not line.heading:
            end = sheet.paragraph(MARGIN, end, line.below, self.room, _SIZE, color=style.QUIET, **look)
        return end - _LANE / 2
