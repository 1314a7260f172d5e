"""Accessible tables as plain HTML: caption, scoped headers, units in the header, inline styles only.

JupyterLab's sanitiser drops ``<style>``, ``id``, ``role`` and ``aria-*`` from an untrusted notebook; what is used here
survives it. Colours are inherited, so that a table follows the light or dark theme.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from html import escape

from ..evidence import NOT_REACHED, NOT_REPORTED
from .charts.small import SmallChart
from .citations import Citable, Cites, each
from .images import image

_CELL = "padding:.3em;text-align:left;vertical-align:top;"  # written for each cell, so short
_NUMBER_CELL = "padding:.3em 1em .3em .3em;text-align:right;vertical-align:top;"
_NUMBER = re.compile(r"[−-]?\d[\d,]*(\.\d+)?%?")
_STATES = (NOT_REPORTED, NOT_REACHED)  # stand in a column of numbers where a number is missing
REST = 0  # the span of a cell that takes what is left of its row
FIRST_COLUMN = 10  # em, of a table whose columns keep their width
_LEAST, _LEAST_WITH_PICTURE = 7, 15  # em, of a column on a narrow page
_BY_CONTENT = "table-layout:auto;"  # JupyterLab would give a number and a sentence columns of the same width
_ROW = "border-bottom:1px solid #8887;"
_NEXT_GROUP = "</tbody>\n<tbody>\n"
_ONE_GROUND = "background-color:transparent;"  # not striped: a tint has to mean something
_GROUP = "background-color:#8882;"
_TINT = "background-color:#0072B222;"  # faint: the theme's ink stays readable on it
_STAYS = "position:sticky;background:var(--jp-layout-color1,Canvas);{}"  # what scrolls passes behind it
_TOP, _LEFT = _STAYS.format("top:0;z-index:2;"), _STAYS.format("left:0;z-index:1;")
_CORNER = _STAYS.format("top:0;left:0;z-index:3;")
HEIGHT = 330  # pixels of what scrolls, so that the answer, a long table or picture and the caution are on the screen together
# what a spreadsheet may begin a formula with, also in full width, also behind blanks and what cannot be seen
_FORMULA = re.compile(r"[\s\x00-\x1f\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")
_SCROLLER = (
    '<div tabindex="0" role="region" aria-label="{name}" '
    'style="display:grid;grid-template-columns:minmax(0,1fr);overflow:auto;max-height:{height}px;">{inside}</div>'
)

Marks = Callable[[tuple[Citable, ...]], str]  # the numbers of what is cited, as "[1][3]"


def unnumbered(_cites: tuple[Citable, ...]) -> str:
    """Return no numbers: a table outside a view cites nothing."""
    return ""


@dataclass(frozen=True)
class Cell:
    """One cell: ``text``, further ``detail`` in a line below, ``marked`` where it differs, and what it ``cites``.

    A ``folded`` detail opens on demand: the reader presses the text. As plain text nothing is left out.
    What belongs to no single column, such as a ratio of two arms, has a ``span`` of several, or ``REST``. ``href``
    leads to another lesson. A ``sign`` before the text repeats it for the eye; ``missing`` makes it grey, ``tinted`` gives a
    marked cell a ground of its own; small ``charts`` stand below it. A row of one ``heading`` begins a group of rows.
    """

    text: str
    detail: str = ""
    marked: bool = False
    cites: Cites = ()
    span: int = 1
    href: str = ""
    folded: bool = False
    sign: str = ""
    missing: bool = False
    tinted: bool = False
    heading: bool = False
    charts: tuple[SmallChart, ...] = ()

    def html(self, marks: Marks) -> str:
        """Return the inside of the cell, escaped."""
        text = escape(self.text)
        if self.href:
            text = f'<a href="{escape(self.href)}">{text}</a>'
        if self.sign:
            text = f'<span aria-hidden="true">{self.sign}</span> {text}'
        if self.missing:
            text = f"<em>{text}</em>"
        if self.marked:
            text = f"<strong>{text}</strong>"
        if numbers := marks(each(self.cites)):
            text += f" {numbers}"
        if self.detail and self.folded:
            text = f"<details><summary>{text}</summary>\n<small>{escape(self.detail)}</small></details>"
        elif self.detail:
            text += f"<br><small>{escape(self.detail)}</small>"
        return text + "".join(map(_small_chart_html, self.charts))

    def plain(self, marks: Marks) -> str:
        """Return the cell as one line of text."""
        pictures = [f"[{chart.alt}]" for chart in self.charts]
        return " ".join(filter(None, [self.text, marks(each(self.cites)), f"({self.detail})" if self.detail else "", *pictures]))


def _small_chart_html(chart: SmallChart) -> str:
    shown = image(chart.alt, chart.svg(), "max-width:none;background-color:#fff;")
    return f"<br><small>{escape(chart.heading)}</small><br>{shown}" if chart.heading else shown


@dataclass(frozen=True)
class Table:
    """A table with one header column.

    Attributes:
        caption: what the table shows.
        header: the column names, units included ("Median (months)").
        rows: each as wide as ``header``; the first cell is the row's header. A text alone becomes a cell.
        column: the width of each column but the first, in em, whatever stands in it; 0 leaves it to the browser.
        height: pixels of the frame in which a longer one scrolls.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...] = field(default_factory=tuple)
    column: int = 0
    height: int = HEIGHT

    def __post_init__(self):
        rows = tuple(tuple(Cell(cell) if isinstance(cell, str) else cell for cell in row) for row in self.rows)
        object.__setattr__(self, "rows", tuple(map(self._filled, rows)))
        for row in self.rows:
            if (width := sum(cell.span for cell in row)) != len(self.header):
                raise ValueError(f'Table "{self.caption}": a row has {width} cells, {len(self.header)} expected.')

    def _filled(self, row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        """Return a row whose cell of span ``REST`` spans the columns that the others leave."""
        left = len(self.header) - sum(cell.span for cell in row)
        return tuple(replace(cell, span=left) if cell.span == REST else cell for cell in row)

    def _columns(self, row: tuple[Cell, ...]) -> Iterator[tuple[int, Cell]]:
        """Yield the cells of a row, each with the number of its first column."""
        column = 0
        for cell in row:
            yield column, cell
            column += cell.span

    @property
    def cites(self) -> Iterator[Citable]:
        """What its cells cite, row by row."""
        return (cited for row in self.rows for cell in row for cited in each(cell.cites))

    def html(self, live: bool = False, marks: Marks = unnumbered) -> str:
        """Return the table as HTML; all text is escaped, ``marks`` gives the numbers of what a cell cites.

        On a narrow page a live table scrolls by itself, a long one everywhere, below its head and beside its first column. In
        stored HTML the sanitiser would drop the tab stop that lets the keyboard scroll it, so there Lab's own output scrolls.
        """
        styles = [_NUMBER_CELL if self._numbers(column) else _CELL for column in range(len(self.header))]
        head = "".join(
            f'<th scope="col" style="{style}{(_TOP if at else _CORNER) if live else ""}{self._width(at)}">{escape(name)}</th>'
            for at, (name, style) in enumerate(zip(self.header, styles, strict=True))
        )
        ground = f"{_ROW}{_ONE_GROUND if live and self._pictured else ''}"
        body = "\n".join(
            f"{_NEXT_GROUP if row[0].heading and number else ''}"
            f'<tr style="{ground}">{self._row_html(row, styles, marks, _LEFT if live else "")}</tr>'
            for number, row in enumerate(self.rows)
        )
        caption = f'<caption style="text-align:left;font-weight:600;padding:.3em 0;">{self._caption(live)}</caption>'
        table = (
            f'<table style="border-collapse:collapse;margin:.5em 0;{self._widths(live)}font-variant-numeric:tabular-nums;">'
            f"{caption}"
            f'<thead><tr style="{_ROW}">{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>'
        )
        return scroller(self.caption, table, self.height) if live else table

    @property
    def _pictured(self) -> bool:
        """Whether stripes would be read as a meaning: behind small pictures, or beside a tint."""
        return bool(self.column) or any(cell.charts for row in self.rows for cell in row)

    def _caption(self, live: bool) -> str:
        """Return the caption; where a table can be wider than its frame, it stays in sight."""
        return f'<span style="position:sticky;left:0;">{escape(self.caption)}</span>' if live else escape(self.caption)

    def _width(self, at: int) -> str:
        """Return the width of a column that keeps it."""
        if self._pictured and not at:
            return f"width:{FIRST_COLUMN}em;"
        return f"width:{self.column}em;" if self.column else ""

    def _widths(self, live: bool) -> str:
        """Return how wide the table is; a live one has no column so narrow that it would run into the next."""
        if not live:
            return f"{_BY_CONTENT}width:100%;"
        if self.column:
            return f"table-layout:fixed;width:{FIRST_COLUMN + self.column * (len(self.header) - 1)}em;"
        others = len(self.header) - 1
        least = FIRST_COLUMN + _LEAST_WITH_PICTURE * others if self._pictured else _LEAST * (others + 1)
        return f"{_BY_CONTENT}width:100%;min-width:{least}em;"

    def _numbers(self, column: int) -> bool:
        """Whether a column holds numbers only; a missing one may be named."""
        texts = {cell.text for row in self.rows for at, cell in self._columns(row) if at == column > 0 and cell.span == 1}
        return any(map(_NUMBER.fullmatch, texts)) and all(text in _STATES or _NUMBER.fullmatch(text) for text in texts)

    def _row_html(self, row: tuple[Cell, ...], styles: list[str], marks: Marks, stays: str) -> str:
        if row[0].heading:
            name = f'<span style="position:sticky;left:.3em;">{row[0].html(marks)}</span>' if stays else row[0].html(marks)
            return f'<th scope="rowgroup" colspan="{len(self.header)}" style="{_CELL}{_GROUP}">{name}</th>'
        cells = [f'<th scope="row" style="{styles[0]}{stays}">{row[0].html(marks)}</th>']
        for column, cell in [*self._columns(row)][1:]:
            wide = cell.span > 1
            span, style = (f' colspan="{cell.span}"', _CELL) if wide else ("", styles[column])
            style += _TINT if cell.tinted else ""
            cells.append(f'<td{span} style="{style}">{cell.html(marks)}</td>')
        return "".join(cells)

    def plain(self, marks: Marks = unnumbered) -> str:
        """Return the table as text: the caption, then one line per row, each cell of one column with its name."""
        lines = [self.caption]
        for row in self.rows:
            if row[0].heading:
                lines.append(f"{row[0].plain(marks)}:")
                continue
            cells = [
                f"{'' if cell.span > 1 else f'{self.header[column]}: '}{cell.plain(marks)}"
                for column, cell in [*self._columns(row)][1:]
            ]
            lines.append(f"- {row[0].plain(marks)} | " + " | ".join(cells))
        return "\n".join(lines)


def scroller(name: str, inside: str, height: int = HEIGHT) -> str:
    """Return what is too long or too wide in a frame that scrolls, with a tab stop; the grid keeps it from widening the view."""
    return _SCROLLER.format(name=escape(name), height=height, inside=inside)


def as_csv(columns: list[str], rows: list[list[object]]) -> str:
    """Return rows as CSV text with a header, for every file that the course offers to save.

    A text that a spreadsheet could run as a formula gets an apostrophe in front, in the header too. Numbers (``int``,
    ``float``, ``Decimal``) stay numbers, so a figure of the course's own goes in as one; what somebody wrote is text.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerows([_harmless(value) for value in row] for row in [columns, *rows])
    return stream.getvalue()


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
