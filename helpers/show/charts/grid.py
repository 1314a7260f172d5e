"""A grid of short answers: a row for each thing, a column for each place or text; what was not found is grey."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from ... import wording
from . import style
from .colours import INK, QUIET, text_colour

_WIDTH = 8.6  # inches
_LINE, _ABOVE, _BETWEEN = 0.18, 0.05, 0.05  # inches: a line of words, the room above the first, the gap between two cells
FULL_SIGNS = ("●", "◆")  # of the answers that a reader looks for
FULL, OPEN, MISSING = "full", "open", "missing"
_FACES = {FULL: "#DCEBF5", OPEN: style.CARD, MISSING: "#F3F3F3"}


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
        return self.meaning or ", ".join(line.lstrip("●◆○✖□–? ") for line in self.lines)


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

    def draw(self) -> Figure:
        """Return the figure; its only axes are measured in inches, from the upper left."""
        lines = [max(name.count("\n") + 1, *(len(cell.lines) for cell in cells)) for name, _, cells in self.rows]
        heights = [_LINE * number + 2 * _ABOVE for number in lines]
        height = 0.72 + sum(heights) + _BETWEEN * len(heights) + (0.24 if self.key else 0)
        figure = style.titled_figure(self.title, height, width=_WIDTH, below_top=0.26)
        axes = figure.add_axes((0, 0, 1, 1), facecolor="none")
        axes.set_xlim(0, _WIDTH)
        axes.set_ylim(height, 0)
        axes.axis("off")
        lefts = self._lefts()
        for left, column in zip(lefts, self.columns, strict=False):
            axes.text(left + 0.07, 0.65, column, fontsize=10, weight="bold", color=INK, va="bottom")
        top, boxes = 0.68, {}
        for (name, colour, cells), own in zip(self.rows, heights, strict=True):
            self._draw_name(axes, name, colour, top)
            for left, right, cell in zip(lefts[:-1], lefts[1:], cells, strict=True):
                if cell.lines:
                    box = Path.unit_rectangle().transformed(Affine2D().scale(right - left - _BETWEEN, own).translate(left, top))
                    boxes.setdefault(cell.fill, []).append(box)
                    self._write_cell(axes, cell, (left, top))
            top += own + _BETWEEN
        for fill, own in boxes.items():  # one shape for all alike keeps the file small
            edge = style.GRID if fill == OPEN else "none"
            shape = Path.make_compound_path(*own)
            axes.add_patch(PathPatch(shape, facecolor=_FACES[fill], edgecolor=edge, linewidth=1, label=fill, zorder=0.5))
        axes.text(0.1, height - 0.13, self.key, fontsize=9.2, color=INK, va="center")
        return figure

    def _lefts(self) -> list[float]:
        """Return where each column begins, and where the last one ends, in inches."""
        shares = self.shares or (1.0,) * len(self.columns)
        room = (_WIDTH - self.left - 0.1) / sum(shares)
        return [self.left + room * sum(shares[:number]) for number in range(len(shares) + 1)]

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
