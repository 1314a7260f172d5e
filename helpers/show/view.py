"""A view: what one set of choices shows. One sentence, one table, one figure, and the sources of every figure in them.

The same view is drawn three ways: as HTML for JupyterLab (live in a widget, or stored in the notebook where nothing
runs), and as plain text. All text from data is escaped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Protocol
from urllib.parse import quote

from .. import wording
from ..evidence import Estimate, Evidence, Source, Statement
from .charts import style
from .origin import Origin, origin
from .table import Table

NO_DATA = ("Schematic", "Worked example", "Simulated", "Your ")  # says in its title that it is no evidence
NO_FIGURE = "Sources: none. No figure of the data stands in this view."


class Chart(Protocol):
    """What a view needs of a chart."""

    alt: str

    def draw(self): ...


@dataclass(frozen=True)
class Citation:
    """One numbered source of a view, and where its figures were read."""

    number: int
    source: Source
    read_in: tuple[str, ...]

    def plain(self) -> str:
        """Return the citation as a line of text; in full it stands in the list at the end of the lesson."""
        return f"[{self.number}] {wording.short_citation(self.source)} {self.source.link}".rstrip()

    def html(self, live: bool) -> str:
        """Return the citation as HTML with a link, where the source has an address."""
        text = escape(wording.citation(self.source))
        if self.source.link:
            leave = ' target="_blank" rel="noopener"' if live else ""  # in stored HTML Lab adds it
            text = f'<a href="{escape(self.source.link)}"{leave}>{text}</a>'
        return f"[{self.number}] {text}{escape(self._read())}"

    def _read(self) -> str:
        return f" Read in: {wording.listing(list(self.read_in))}." if self.read_in else ""


class Bibliography:
    """Numbers sources in the order in which a view first uses them."""

    def __init__(self, evidence: Evidence):
        self._evidence = evidence
        self._read: dict[str, dict[str, None]] = {}
        self._figures: dict[str, None] = {}

    def cite(self, source_id: str, read_in: str = "") -> tuple[int, ...]:
        """Return the number of a source, as a cell takes it."""
        places = self._read.setdefault(source_id, {})
        if read_in:
            places[read_in] = None
        return (list(self._read).index(source_id) + 1,)

    def statement(self, statement: Statement) -> tuple[int, ...]:
        """Cite the source of a statement."""
        return self.cite(statement.source_id, statement.read_in)

    def figure(self, figure: Estimate) -> tuple[int, ...]:
        """Cite the source of a figure, and keep its row, so that the view can say where the figure came from."""
        self._figures[figure.row_id] = None
        return self.cite(figure.source_id, figure.read_in)

    def origins(self) -> tuple[Origin, ...]:
        """Return where the figures cited so far came from, each once, in order."""
        return tuple(origin(self._evidence, row_id) for row_id in self._figures)

    def citations(self) -> tuple[Citation, ...]:
        """Return the sources cited so far, in order; those that print a figure differently come last."""
        for row_id in self._figures:
            for _, source_id in self._evidence.conflicts.get(row_id, ()):
                self.cite(source_id)
        return tuple(
            Citation(number, self._evidence.sources[source_id], tuple(places))
            for number, (source_id, places) in enumerate(self._read.items(), start=1)
        )


@dataclass(frozen=True)
class Download:
    """A file that the reader can save: its name and its text (CSV)."""

    name: str
    text: str


@dataclass(frozen=True)
class View:
    """One sentence, notes, one table, one figure, its sources.

    Attributes:
        sentence: the result in words.
        notes: what must be known to read it, such as why a ranking is withheld.
        table: or None.
        chart: or None; it is drawn only when the view is shown.
        citations: numbered sources.
        download: a file to save, or None; only a live view offers it.
        origins: where each figure came from; shown in a part that folds out.
    """

    sentence: str
    notes: tuple[str, ...] = ()
    table: Table | None = None
    chart: Chart | None = None
    citations: tuple[Citation, ...] = ()
    download: Download | None = None
    origins: tuple[Origin, ...] = ()

    @property
    def remarks(self) -> tuple[str, ...]:
        """The notes, and what other sources print for a figure that is shown: no view can leave it out."""
        differ = dict.fromkeys(conflict for origin in self.origins for conflict in origin.conflicts)
        return (*self.notes, *(f"Sources differ. {words} [{self._number(source)}]" for words, source in differ))

    @property
    def rests_on_nothing(self) -> bool:
        """Whether the title says that this is no evidence, and no row of the data stands behind it."""
        return self.table is not None and self.table.caption.startswith(NO_DATA) and not self.citations and not self.origins

    @cached_property
    def _picture(self) -> str:
        return picture(self.chart)  # drawing takes longer than all the rest

    def html(self, live: bool = False) -> str:
        """Return the view as HTML; ``live`` adds what only a running widget can offer."""
        parts = [f'<p style="font-size:1.1em;margin:.4em 0;"><strong>{escape(self.sentence)}</strong></p>']
        parts += [
            f'<p style="border-left:4px solid #B34A00;padding-left:.7em;margin:.5em 0;">{escape(remark)}</p>'
            for remark in self.remarks
        ]
        if self.chart is not None:
            parts.append(self._picture)
        if self.table is not None:
            parts.append(self.table.html(live))
        if live and self.download is not None:
            parts.append(
                f'<p><a download="{escape(self.download.name)}" href="data:text/csv;charset=utf-8,{quote(self.download.text)}">'
                f"Save these rows as a CSV file ({escape(self.download.name)})</a></p>"
            )
        if self.citations:
            items = "<br>".join(citation.html(live) for citation in self.citations)
            parts.append(f'<p style="font-size:.9em;margin:.5em 0;">Sources: {items}</p>')
        elif self.rests_on_nothing:
            parts.append(f'<p style="font-size:.9em;margin:.5em 0;">{NO_FIGURE}</p>')
        if self.origins:
            parts.append(self._origins_html())
        return "".join(parts)

    def plain(self) -> str:
        """Return the view as text, figure included in words."""
        parts = [self.sentence, *(f"Note: {note}" for note in self.remarks)]
        parts += [f"Figure: {self.chart.alt}"] if self.chart is not None else []
        parts += [self.table.plain()] if self.table is not None else []
        parts += ["Sources:", *(citation.plain() for citation in self.citations)] if self.citations else []
        parts += [NO_FIGURE] if self.rests_on_nothing else []
        if self.origins:
            parts.append(f"Rows of these figures in the course's data: {', '.join(o.row_id for o in self.origins)}.")
        return "\n".join(parts)

    def _number(self, source_id: str) -> int:
        """Return the number of a source."""
        return next(c.number for c in self.citations if c.source.source_id == source_id)

    def _origins_html(self) -> str:
        """Say once what figures share: the trial above them, then people and source, then remarks; definitions below all."""
        tree: dict[str, dict[str, dict[str, list[str]]]] = {}
        definitions: dict[str, None] = {}
        for o in self.origins:
            name, _, meaning = o.definition.partition(": ")
            if meaning:
                definitions[o.definition] = None
            report = tree.setdefault(o.trial, {}).setdefault(f"{o.report()}; source [{self._number(o.source_id)}]", {})
            figure = f"<strong>{escape(o.row_id)}</strong> {escape(f'{o.figure}, {name}, {o.what}')}"
            report.setdefault(o.standing(), []).append(figure)
        items = "".join(f"<p>Trial: {escape(trial)}{_reports_html(reports)}</p>" for trial, reports in tree.items())
        if definitions:
            items += f"<p>Definitions. {escape('; '.join(definitions))}</p>"
        summary = f"Where each of these figures came from ({len(self.origins)})"
        return f'<details style="font-size:.9em;"><summary>{summary}</summary>{items}</details>'

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/plain": self.plain(), "text/html": self.html()}


def _reports_html(reports: dict[str, dict[str, list[str]]]) -> str:
    """Return the figures of a trial, report by report, those that share their remarks in one line."""
    return "".join(
        f"<br>{escape(report)}" + "".join(f"<br>{'; '.join(own)} ({escape(standing)})" for standing, own in figures.items())
        for report, figures in reports.items()
    )


def picture(chart: Chart) -> str:
    """Return a chart as ``<figure>`` with an image and its alternative text.

    An image in a ``data:`` address passes JupyterLab's sanitiser, which drops ``<svg>``; so does its ``alt``.
    """
    drawing = style.svg(chart.draw())
    drawing = re.sub(r"<[^>]*>", lambda tag: tag[0].replace('"', "'"), drawing)  # a third as long as %22
    # "&" too: the page would turn the picture's own "&lt;" back into "<", and the picture would not be shown
    for sign, code in (("%", "%25"), ("&", "%26"), ("#", "%23"), ("<", "%3C"), (">", "%3E"), ('"', "%22")):
        drawing = drawing.replace(sign, code)
    return (
        f'<figure style="margin:.5em 0;"><img alt="{escape(chart.alt)}" src="data:image/svg+xml,{drawing}" '
        'style="max-width:100%;height:auto;border-radius:6px;"></figure>'
    )
