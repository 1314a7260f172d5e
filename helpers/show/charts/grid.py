"""A grid of short answers: a row for each thing, a column for each place or text; what was not found is grey."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from ... import wording
from ..page import WIDE, Page
from . import style
from .colours import INK, QUIET, text_colour
from .grid_list import FACES, MISSING, OPEN, ListRow, listed
from .sheet import Sheet, text_width, width_on, wrapped

_WIDE = 8.6  # inches
_LINE, _ABOVE, _BETWEEN = 0.18, 0.05, 0.05  # inches: a line of words, the room above the first, the gap between two cells
FULL_SIGNS = ("●", "◆")  # of the answers that a reader looks for
_SIGNS = "●◆○✖□–?"


@dataclass(frozen=True)
class GridCell:
    """One cell: its lines, of which those that begin with a sign are the answers; what it is filled with.

    ``meaning`` says what a sign stands for where it stands alone.
    """

    lines: tuple[str, ...]
    fill: str
    meaning: str = ""

    @property
    def words(self) -> str:
        """The cell as words, without signs."""
        return self.meaning or ", ".join(line.lstrip(f"{_SIGNS} ") for line in self.lines)

    @property
    def told(self) -> str:
        """The cell in one line: an answer ends where the next sign begins, what is indented belongs to it."""
        told = ""
        for line in self.lines:
            between = ", " if line.startswith(" ") else "; " if line.startswith(tuple(_SIGNS)) else " "
            told += f"{between if told else ''}{line.strip()}"
        return told


@dataclass(frozen=True)
class GridChart:
    """Rows of cells under the names of their columns.

    Attributes:
        title: what is shown.
        columns: their names, of one line or two.
        rows: (name, colour of the name's mark or nothing, cells).
        left: inches that the names of the rows take.
        shares: how the columns share the rest of the width; evenly if empty.
        key: what the signs mean, below the grid.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[GridCell, ...]], ...]
    left: float = 1.4
    shares: tuple[float, ...] = ()
    key: str = ""

    @property
    def alt(self) -> str:
        """The grid in words."""
        rows = []
        for name, _colour, cells in self.rows:
            told: dict[str, list[str]] = {}  # signs of one meaning are told together
            for column, cell in zip(self.columns, cells, strict=True):
                sign = len("".join(cell.lines)) == 1
                what, where = (cell.meaning, column) if sign else (column, cell.words)
                told.setdefault(what, []).extend([where] if where else [])
            rows.append(f"{name}: {'; '.join(f'{what}: {wording.listing(where)}' for what, where in told.items() if where)}")
        return f"Grid. {self.title}. {'. '.join(rows)}.".replace("-\n", "").replace("\n", " ")

    def draw(self, page: Page = WIDE) -> Figure:
        """Return the figure: the grid, or where its columns have no room a list that says the same.

        Its only axes are measured in inches, from the upper left.
        """
        lefts = self._lefts(width_on(page, _WIDE))
        rooms = [right - left for left, right in pairwise(lefts)]
        heads = (max(text_width(line, 10, "bold") for line in column.split("\n")) for column in self.columns)
        if page.name == "narrow" or any(head > room for head, room in zip(heads, rooms, strict=True)):
            return listed(page, self.title, self._told(), self.key)
        rows = [(name, colour, tuple(map(_broken, cells, rooms))) for name, colour, cells in self.rows]
        lines = [max(name.count("\n") + 1, *(len(cell.lines) for cell in cells)) for name, _, cells in rows]
        heights = [_LINE * number + 2 * _ABOVE for number in lines]
        sheet = Sheet(page, self.title, 0.3 + sum(heights) + _BETWEEN * len(heights) + (0.24 if self.key else 0), _WIDE)
        axes = sheet.drawing()
        head, boxes = sheet.height - sheet.body, {}
        for left, column in zip(lefts, self.columns, strict=False):
            axes.text(left + 0.07, head + 0.25, column, fontsize=10, weight="bold", color=INK, va="bottom")
        top = head + 0.28
        for (name, colour, cells), own in zip(rows, heights, strict=True):
            self._draw_name(axes, name, colour, top)
            for left, room, cell in zip(lefts, rooms, cells, strict=False):
                if cell.lines:
                    box = Path.unit_rectangle().transformed(Affine2D().scale(room - _BETWEEN, own).translate(left, top))
                    boxes.setdefault(cell.fill, []).append(box)
                    self._write_cell(axes, cell, (left, top))
            top += own + _BETWEEN
        for fill, own in boxes.items():  # one shape for all alike keeps the file small
            edge = style.GRID if fill == OPEN else "none"
            shape = Path.make_compound_path(*own)
            axes.add_patch(PathPatch(shape, facecolor=FACES[fill], edgecolor=edge, linewidth=1, label=fill, zorder=0.5))
        axes.text(0.1, sheet.height - 0.13, self.key, fontsize=9.2, color=INK, va="center")
        return sheet.figure

    def _lefts(self, width: float) -> list[float]:
        """Return where each column begins, and where the last one ends, in inches."""
        shares, left = self.shares or (1.0,) * len(self.columns), self.left
        room = (width - left - 0.1) / sum(shares)
        return [left + room * sum(shares[:number]) for number in range(len(shares) + 1)]

    def _told(self) -> list[ListRow]:
        """Return the rows of the list: cells of one sign together, a cell of words with the name of its column."""
        rows = []
        for name, colour, cells in self.rows:
            told: dict[tuple[str, str], list[str]] = {}
            for column, cell in zip(self.columns, cells, strict=True):
                column = column.replace("-\n", "").replace("\n", " ")
                sign = "".join(cell.lines)
                if len(sign) == 1:
                    told.setdefault((cell.fill, f"{sign} {cell.meaning}"), []).append(column)
                elif sign:
                    told.setdefault((cell.fill, column), []).append(cell.told)
            lines = tuple((fill, f"{what}: {wording.listing(where)}") for (fill, what), where in told.items())
            rows.append((name.replace("\n", " "), colour, lines))
        return rows

    @staticmethod
    def _draw_name(axes, name: str, colour: str, top: float) -> None:
        line = top + _ABOVE + _LINE / 2 * (name.count("\n") + 1)
        if colour:
            axes.add_patch(Rectangle((0.1, line - 0.07), 0.09, 0.14, facecolor=colour, linewidth=0, label=name))
        axes.text(0.26 if colour else 0.1, line, name, fontsize=10, weight="bold", color=text_colour(colour or INK), va="center")

    @staticmethod
    def _write_cell(axes, cell: GridCell, corner: tuple[float, float]) -> None:
        missing = cell.fill == MISSING
        for number, words in enumerate(cell.lines):
            answer = words.startswith(FULL_SIGNS)
            axes.text(
                corner[0] + 0.07, corner[1] + _ABOVE + _LINE * (number + 0.5), words, fontsize=9.2, va="center",
                color=QUIET if missing else INK, style="italic" if missing else "normal", weight="bold" if answer else "normal",
            )  # fmt: skip


def _broken(cell: GridCell, room: float) -> GridCell:
    """Return a cell with its lines broken where its column has no room for them; what follows is indented like them."""
    lines = []
    for line in cell.lines:
        indent = "    " if line.startswith("    ") else ""
        weight = "bold" if line.startswith(FULL_SIGNS) else "normal"
        first, *further = wrapped(line, room - 0.11 - text_width(indent), 9.2, weight) or [""]
        lines += [f"{indent}{first}", *(f"    {part}" for part in further)]
    return replace(cell, lines=tuple(lines))
