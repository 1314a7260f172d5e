"""A view: what one set of choices shows. One sentence, one picture, one table, and the sources of every figure in them.

The same view is drawn three ways: as HTML for JupyterLab (live in a widget, or stored in the notebook where nothing
runs), and as plain text. All text from data is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape
from uuid import uuid4

from IPython.display import display, update_display

from ..evidence import Evidence
from .citations import Bibliography, Citable, Citation, Cites, each
from .files import file_link, print_page
from .origin import Origin
from .origin_list import TOLD, origins_html
from .page import Page, current, follow
from .pictures import Chart, Drawn, drawn
from .table import Table, scroller

NO_DATA = ("Schematic", "Worked example", "Simulated", "Your ")  # says in its title that it is no evidence
NO_FIGURE = "Sources: none. This view shows no figure from the data."
NUMBERS, CARE, SOURCES, ORIGINS = "All the numbers", "Read with care", "Sources", "Where each figure came from"


@dataclass(frozen=True)
class Download:
    """A file that the reader can save: its name, its text (CSV), and what of the view it holds."""

    name: str
    text: str
    what: str = "these rows"


class Note(str):
    """A note that cites: parts of text, and between them what the numbers in brackets stand for. As text it has no numbers."""

    parts: tuple[str | Citable, ...]

    def __new__(cls, *parts: str | Citable) -> Note:
        note = super().__new__(cls, "".join(part for part in parts if isinstance(part, str)))
        note.parts = parts
        return note

    @property
    def cites(self) -> tuple[Citable, ...]:
        """What it cites."""
        return tuple(part for part in self.parts if not isinstance(part, str))

    def numbered(self, cited: Bibliography) -> str:
        """Return the note with its numbers."""
        return "".join(part if isinstance(part, str) else cited.marks([part]) for part in self.parts)


@dataclass(frozen=True)
class View:
    """One sentence, notes, one table, one figure, and what they rest on.

    Cells and notes hold the figures that they show; the view numbers their sources, says where each figure came from, and adds
    what another source prints differently. None of it can be forgotten, because nobody writes it down.

    Attributes:
        sentence: the result in words.
        caution: at most 20 words, the one without which the sentence would mislead; shown below the picture.
        notes: what else must be known to read it; folded.
        table: or None.
        chart: or None; it is drawn only when the view is shown.
        evidence: where sources are looked up; needed by a view that cites.
        cites: what sentence and chart rest on beyond what stands in table and notes; numbered after these.
        download: a file to save, or None; only a live view offers it.
        printable: the title of a page to print, with everything opened, or nothing; only a live view offers it.
    """

    sentence: str
    notes: tuple[str, ...] = ()
    table: Table | None = None
    chart: Chart | None = None
    evidence: Evidence | None = None
    cites: Cites = ()
    download: Download | None = None
    caution: str = ""
    printable: str = ""

    @cached_property
    def bibliography(self) -> Bibliography:
        """The sources by number, and the origins of the figures."""
        table = self.table.cites if self.table is not None else ()
        notes = [cited for note in self.notes if isinstance(note, Note) for cited in note.cites]
        return Bibliography.of(self.evidence, (*table, *notes, *each(self.cites)))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The sources, numbered in the order of the table, then of the notes, then of the rest."""
        return self.bibliography.citations

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Where each figure came from; shown in a part that folds out."""
        return self.bibliography.origins

    @property
    def remarks(self) -> tuple[str, ...]:
        """The notes, and what other sources print for a figure that is shown."""
        notes = [note.numbered(self.bibliography) if isinstance(note, Note) else note for note in self.notes]
        differ = dict.fromkeys(conflict for origin in self.origins for conflict in origin.conflicts)
        return (*notes, *(f"Sources differ. {words} [{self._number(source)}]" for words, source in differ))

    @property
    def rests_on_nothing(self) -> bool:
        """Whether the title says that this is no evidence, and no row of the data stands behind it."""
        return self.table is not None and self.table.caption.startswith(NO_DATA) and not self.citations and not self.origins

    @cached_property
    def _pictures(self) -> dict[Page, Drawn]:
        return {}

    @property
    def _drawn(self) -> Drawn:
        """The picture for the page in front of the reader; drawn once for each, because that takes longer than all the rest."""
        page = current()
        if page not in self._pictures:
            self._pictures[page] = drawn(self.chart, page)
        return self._pictures[page]

    def html(self, live: bool = False, numbers: bool = True) -> str:
        """Return the view as HTML: answer, picture (or table), caution; behind them, folded, all that guards them.

        Args:
            live: adds what only a running widget can offer.
            numbers: whether the table stands behind the picture; not where it stands elsewhere on the page.
        """
        parts = [f'<p style="font-size:1.15em;margin:.4em 0;"><strong>{escape(self.sentence)}</strong></p>']
        table = "" if self.table is None else self.table.html(live, self.bibliography.marks)
        if self.chart is not None:
            shown, scrolls = self._drawn
            parts.append(scroller("Picture, scrolls", shown) if scrolls and live else shown)
        else:
            parts.append(table)
        if self.caution:
            parts.append(f'<p style="border-left:4px solid #B34A00;padding-left:.7em;margin:.5em 0;">{escape(self.caution)}</p>')
        if self.rests_on_nothing:
            parts.append(f'<p style="font-size:.9em;margin:.5em 0;">{NO_FIGURE}</p>')
        behind = table if self.chart is not None and numbers else ""
        parts += [fold(title, inside) for title, inside in self._folds(behind, live) if inside]
        if live and (files := [*self._files()]):
            parts.append(f"<p>{' &nbsp; '.join(files)}</p>")
        return "\n".join(part for part in parts if part)  # an element a line: a diff shows what changed

    def _files(self) -> Iterator[str]:
        """Yield a link for each file that can be saved."""
        if self.download is not None:
            yield file_link(self.download.name, "text/csv", f"{self.download.what} as a CSV file", self.download.text)
        if self.printable:
            yield file_link("to-print.html", "text/html", "a page to print", self.page())

    def page(self) -> str:
        """Return the view as a page of its own, with everything opened that a reader of paper could not open."""
        marks, sources = self.bibliography.marks, "<br>\n".join(citation.html(False) for citation in self.citations)
        table = "" if self.table is None else self.table.html(False, marks)
        parts = [self.sentence, self.caution, *self.remarks]
        said = "\n".join(f"<p>{escape(part)}</p>" for part in parts if part)
        return print_page(self.printable, f"{said}\n{table}\n<h2>{SOURCES}</h2>\n<p>{sources}</p>")

    def _folds(self, table: str, live: bool) -> Iterator[tuple[str, str]]:
        """Yield the parts behind the first layer, each with its title; an empty one is not shown."""
        yield NUMBERS, table
        yield f"{CARE} ({len(self.remarks)})", "\n".join(f"<p>{escape(remark)}</p>" for remark in self.remarks)
        sources = "<br>\n".join(citation.html(live) for citation in self.citations)
        yield f"{SOURCES} ({len(self.citations)})", f"<p>{sources}</p>" if sources else ""
        told = self.bibliography.not_found_again
        yield f"{ORIGINS} ({len(self.origins) + len(told)})", origins_html(self.bibliography)

    def plain(self, numbers: bool = True) -> str:
        """Return the view as text, figure included in words; ``numbers`` as for :meth:`html`."""
        caution = (f"Caution: {self.caution}",) if self.caution else ()
        parts = [self.sentence, *caution, *(f"Note: {note}" for note in self.remarks)]
        parts += [f"Figure: {self.chart.alt}"] if self.chart is not None else []
        shown = self.table is not None and (numbers or self.chart is None)
        parts += [self.table.plain(self.bibliography.marks)] if shown else []
        parts += ["Sources:", *(citation.plain() for citation in self.citations)] if self.citations else []
        parts += [NO_FIGURE] if self.rests_on_nothing else []
        if self.origins:
            parts.append(f"Rows of these figures in the course's data: {', '.join(o.row_id for o in self.origins)}.")
        if told := self.bibliography.not_found_again:
            parts.append(f"{TOLD}: {', '.join(said.row_id for said in told)}.")
        return "\n".join(parts)

    def _number(self, source_id: str) -> int:
        return self.bibliography.numbers[source_id]

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/plain": self.plain(), "text/html": self.html()}

    def _ipython_display_(self) -> None:
        """Show a view with a picture so that it can be shown anew when the page changes.

        Raises:
            NotImplementedError: if there is no picture; IPython then shows the view as it shows everything else.
        """
        if self.chart is None:
            raise NotImplementedError
        follow(self)
        display(self._repr_mimebundle_(), raw=True, display_id=self._place)

    @cached_property
    def _place(self) -> str:
        return uuid4().hex

    def turned(self) -> None:
        """Show the view as the page now has room for it."""
        update_display(self._repr_mimebundle_(), raw=True, display_id=self._place)


def fold(title: str, inside: str) -> str:
    """Return a part that opens on demand; the course's Lab extension sets closed ones in a row and keeps open what was opened."""
    return f'<details class="course-fold"><summary>{title}</summary>\n{inside}\n</details>'
