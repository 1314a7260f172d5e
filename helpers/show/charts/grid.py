"""A grid of short answers: a row for each thing, a column for each place or text; what was not found is grey."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from . import style
from .colours import INK, QUIET, text_colour

_WIDTH = 8.6  # inches
_LINE, _ABOVE, _BETWEEN = 0.18, 0.06, 0.05  # inches: a line of words, the room above the first, the gap between two cells
FULL_SIGNS = ("●", "◆")  # of the answers that a reader looks for
FULL, OPEN, MISSING = "full", "open", "missing"
_FACES = {FULL: "#DCEBF5", OPEN: style.CARD, MISSING: "#F3F3F3"}


@dataclass(frozen=True)
class GridCell:
    """One cell: its lines, of which those that begin with a sign are the answers; what it is filled with."""

    lines: tuple[str, ...]
    fill: str

    @property
    def words(self) -> str:
        """The cell as words, without signs."""
        return ", ".join(line.lstrip("●◆○✖□–? ") for line in self.lines)


@dataclass(frozen=True)
class GridChart:
    """Rows of cells under the names of their columns.

    Attributes:
        title: what is shown.
        columns: their names.
        rows: (name, colour of the name's mark or nothing, cells).
        left: inches that the names of the rows take.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[GridCell, ...]], ...]
    left: float = 1.4

    @property
    def alt(self) -> str:
        """The grid in words."""
        rows = []
        for name, _colour, cells in self.rows:
            answers = (f"{column}: {cell.words}" for column, cell in zip(self.columns, cells, strict=True))
            rows.append(f"{name}: {'; '.join(answers)}")
        return f"Grid. {self.title}. {'. '.join(rows)}."

    def draw(self) -> Figure:
        """Return the figure; its only axes are measured in inches, from the upper left."""
        heights = [_LINE * max(len(cell.lines) for cell in cells) + 2 * _ABOVE for *_, cells in self.rows]
        height = 0.72 + sum(heights) + _BETWEEN * len(heights)
        figure = style.titled_figure(self.title, height, width=_WIDTH, below_top=0.26)
        axes = figure.add_axes((0, 0, 1, 1), facecolor="none")
        axes.set_xlim(0, _WIDTH)
        axes.set_ylim(height, 0)
        axes.axis("off")
        wide = (_WIDTH - self.left - 0.1) / len(self.columns)
        for number, column in enumerate(self.columns):
            axes.text(self.left + number * wide + 0.07, 0.54, column, fontsize=10, weight="bold", color=INK, va="center")
        top = 0.68
        for (name, colour, cells), own in zip(self.rows, heights, strict=True):
            self._draw_name(axes, name, colour, top)
            for number, cell in enumerate(cells):
                self._draw_cell(axes, cell, (self.left + number * wide, top), (wide - _BETWEEN, own))
            top += own + _BETWEEN
        return figure

    @staticmethod
    def _draw_name(axes, name: str, colour: str, top: float) -> None:
        line = top + _ABOVE + _LINE / 2
        if colour:
            axes.add_patch(Rectangle((0.1, line - 0.07), 0.09, 0.14, facecolor=colour, linewidth=0, label=name))
        axes.text(0.26 if colour else 0.1, line, name, fontsize=10, weight="bold", color=text_colour(colour or INK), va="center")

    @staticmethod
    def _draw_cell(axes, cell: GridCell, corner: tuple[float, float], size: tuple[float, float]) -> None:
        edge = style.GRID if cell.fill == OPEN else "none"
        axes.add_patch(Rectangle(corner, *size, facecolor=_FACES[cell.fill], edgecolor=edge, linewidth=1, label=cell.fill))
        missing = cell.fill == MISSING
        for number, words in enumerate(cell.lines):
            answer = words.startswith(FULL_SIGNS)
            axes.text(
                corner[0] + 0.07, corner[1] + _ABOVE + _LINE * (number + 0.5), words, fontsize=9.2, va="center",
                color=QUIET if missing else INK, style="italic" if missing else "normal", weight="bold" if answer else "normal",
            )  # fmt: skip
