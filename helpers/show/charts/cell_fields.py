"""Fields of cells that grow tenfold: how many myeloma cells lie among so many, and which test would find them."""

from __future__ import annotations

import random
from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ..page import WIDE, Page
from . import style
from .sheet import MARGIN, Sheet, line_of, width_on, wrapped

_SEED = 2026  # the places of the dots mean nothing; the same for everybody
_MOST = 150  # dots of a field; beyond that it is filled
_BLOCK = 10_000  # cells
_BLOCKS = {4: (1, 1), 5: (5, 2), 6: (10, 10)}  # columns and rows of blocks of 10,000 cells, by the power of ten of the field


@dataclass(frozen=True)
class CellField:
    """One field: as many cells as the limit of a test names.

    Attributes:
        power: of ten; a field of 10,000 cells has 4.
        cells: how many cells that is, in words.
        myeloma: how many myeloma cells are expected among them.
        count: that number in words.
        result: what a test with this limit says.
    """

    power: int
    cells: str
    myeloma: float
    count: str
    result: str


@dataclass(frozen=True)
class CellFieldChart:
    """Fields side by side, each tenfold the one before; myeloma cells are dots.

    Attributes:
        title: what is shown.
        share: the person's share of myeloma cells in words.
        fields: the smallest first.
    """

    title: str
    share: str
    fields: tuple[CellField, ...]

    @property
    def alt(self) -> str:
        """The chart in words, numbers included."""
        parts = "; ".join(f"among {field.cells} cells {field.count}, test result {field.result}" for field in self.fields)
        return f"Fields of cells, each ten times the one before. {self.title}. With {self.share}: {parts}."

    def draw(self, page: Page = WIDE) -> Figure:
        """Return the figure with one axes per field; a square block is 10,000 cells."""
        room = width_on(page, 8.4) - 2 * MARGIN
        how = f"Each field has as many cells as one test's limit. A grey block is {_BLOCK:,} cells, a dot is one myeloma cell."
        how += " A dark field holds too many to draw." if any(field.myeloma > _MOST for field in self.fields) else ""
        edge = page.pick(2.15, 1.1, 1.5)  # of the largest field
        around = 0.6 + 0.18 * page.pick(1, 2, 1)  # the words above and below a field
        head = line_of(9.5) * len(wrapped(how, room, 9.5))
        down = page.name == "narrow"
        deep = [edge * (_depth(field) if down else 1) for field in self.fields]
        body = sum(around + own for own in deep) if down else around + edge
        sheet = Sheet(page, self.title, head + body + 0.06, wide=8.4)
        sheet.paragraph(MARGIN, sheet.body, how, room, 9.5, color=style.QUIET)
        left, top = MARGIN, sheet.body - head
        for field, own in zip(self.fields, deep, strict=True):
            sheet.text(left, top - 0.25, f"{field.cells} cells", fontsize=11, weight="bold")
            width = room if down else room / 3 - 0.1
            sheet.paragraph(left, top - 0.29, f"{field.count} expected", width, 10)
            foot = top - around + 0.25 - own
            self._draw_field(sheet.bare_axes(left, foot + own - edge, edge, edge), field)
            sheet.text(left, foot - 0.18, f"test: {field.result}", fontsize=10.5, weight="bold")
            left, top = (left, top - around - own) if down else (left + room / 3, top)
        return sheet.figure

    @staticmethod
    def _draw_field(axes, field: CellField) -> None:
        columns, rows = _BLOCKS[field.power]
        edge = 10 / max(columns, rows)  # the same length for a row of blocks in every field
        full = field.myeloma > _MOST
        face = style.INK if full else style.GRID
        for column in range(columns):
            for row in range(rows):
                block = (column * edge, 10 - (row + 0.94) * edge)
                axes.add_patch(Rectangle(block, 0.94 * edge, 0.94 * edge, facecolor=face, alpha=0.55, linewidth=0, label="block"))
        axes.set_xlim(0, 10)
        axes.set_ylim(0, 10)
        axes.set_aspect("equal", anchor="NW")
        axes.axis("off")
        if full:
            return
        draw = random.Random(f"{_SEED} {field.power}")
        across, down = columns * edge - 0.06 * edge, rows * edge - 0.06 * edge
        places = [(draw.uniform(0.25, across - 0.25), 10 - draw.uniform(0.25, down - 0.25)) for _ in range(int(field.myeloma))]
        axes.plot(
            [x for x, _ in places], [y for _, y in places], linestyle="none", marker="o", markersize=4.5, color=style.INK,
            label="myeloma cells",
        )  # fmt: skip


def _depth(field: CellField) -> float:
    """Return how much of the square of a field its blocks take, from the top."""
    columns, rows = _BLOCKS[field.power]
    return rows / max(columns, rows)
