"""What a view rests on, and the numbers of its sources, given in the order in which a reader meets them.

Whatever has a ``source_id`` can be cited: a figure, a statement, a trial, a source, a row of a table that names its source. If
it also says where it was read (``read_in``), the citation says so; of a figure the view can also say where it came from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Protocol

from .. import wording
from ..evidence import Estimate, Evidence, Source, Statement
from .origin import Origin, origin


class Citable(Protocol):
    """What can be cited."""

    source_id: str


Cites = Citable | Iterable[Citable]


@dataclass(frozen=True)
class Reference:
    """A source, and where it was read: for what is cited without being asked where it came from."""

    source_id: str
    read_in: str = ""


def each(cites: Cites) -> tuple[Citable, ...]:
    """Return what is cited as a tuple, be it one thing or several."""
    return (cites,) if hasattr(cites, "source_id") else tuple(cites)


@dataclass(frozen=True)
class Citation:
    """One numbered source of a view, and where its figures were read."""

    number: int
    source: Source
    read_in: tuple[str, ...]

    def plain(self) -> str:
        """Return the citation as a line of text; title and address stand in the HTML beside it."""
        return f"[{self.number}] {wording.short_citation(self.source)}"

    def html(self, live: bool) -> str:
        """Return the citation as HTML with a link, where the source has an address."""
        text = escape(wording.citation(self.source))
        if self.source.link:
            leave = ' target="_blank" rel="noopener"' if live else ""  # in stored HTML Lab adds it
            text = f'<a href="{escape(self.source.link)}"{leave}>{text}</a>'
        return f"[{self.number}] {text}{escape(self._read())}"

    def _read(self) -> str:
        return f" Read in: {wording.read_in(self.read_in)}." if self.read_in else ""


@dataclass(frozen=True)
class Bibliography:
    """The sources of a view by their numbers, and the rows of its figures.

    Attributes:
        numbers: the number of each source, in the order of first use; sources that print a figure differently come last.
        citations: the sources, in that order.
        origins: where each figure came from, each once, in the order of first use.
        not_found_again: the statements in words that a second reading did not meet, likewise.
    """

    numbers: dict[str, int]
    citations: tuple[Citation, ...]
    origins: tuple[Origin, ...]
    not_found_again: tuple[Statement, ...]

    @classmethod
    def of(cls, evidence: Evidence | None, cites: Iterable[Citable]) -> Bibliography:
        """Number what is cited.

        Raises:
            KeyError: if a source is not in the data.
        """
        read: dict[str, dict[str, None]] = {}
        rows: dict[str, None] = {}
        told: dict[str, Statement] = {}
        for cited in cites:
            places = read.setdefault(cited.source_id, {})
            if where := getattr(cited, "read_in", ""):
                places[where] = None
            if isinstance(cited, Estimate):
                rows[cited.row_id] = None
            elif isinstance(cited, Statement) and cited.second_extraction == "not re-found":
                told[cited.row_id] = cited
        for row in rows:
            for _, source_id in evidence.conflicts.get(row, ()):
                read.setdefault(source_id, {})
        citations = tuple(
            Citation(number, evidence.sources[source_id], tuple(places))
            for number, (source_id, places) in enumerate(read.items(), start=1)
        )
        numbers = {citation.source.source_id: citation.number for citation in citations}
        return cls(numbers, citations, tuple(origin(evidence, row) for row in rows), tuple(told.values()))

    def marks(self, cites: Iterable[Citable]) -> str:
        """Return the numbers of what is cited, each once, as "[1][3]"."""
        return "".join(f"[{number}]" for number in dict.fromkeys(self.numbers[cited.source_id] for cited in cites))
