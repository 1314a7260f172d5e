"""The sources of a lesson, generated from what its views cite."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from ... import wording
from ...evidence import Evidence, Source


@dataclass(frozen=True)
class SourceList:
    """The sources that a lesson rests on, by first author and title."""

    sources: tuple[Source, ...]
    read_in: dict[str, tuple[str, ...]]
    note: str = ""

    def plain(self) -> str:
        """Return one line per source, in a few words; title and address stand in the HTML beside it."""
        lines = (f"- {wording.short_citation(s)}.{self._read(s)}{self._month(s)}" for s in self.sources)
        return "\n".join([*filter(None, [self.note]), self._checked(), *lines])

    def html(self) -> str:
        """Return a list with links."""
        items = "".join(f"<li>{self._item(s)}{escape(self._read(s))}{escape(self._month(s))}</li>" for s in self.sources)
        note = f"<p>{escape(self.note)}</p>" if self.note else ""
        return f"{note}<p>{self._checked()}</p><ul>{items}</ul>"

    def _checked(self) -> str:
        return f"{len(self.sources)} sources, last checked {wording.checked(s.checked for s in self.sources)}."

    def _month(self, source: Source) -> str:
        """Return the month in which a source was last checked, unless all were checked in the same one."""
        return "" if len({s.checked for s in self.sources}) == 1 else f" (last checked {source.checked})"

    def _read(self, source: Source) -> str:
        places = self.read_in.get(source.source_id, ())
        return f" Read in: {wording.read_in(places)}." if places else ""

    @staticmethod
    def _item(source: Source) -> str:
        text = escape(wording.citation(source))
        if not source.link:
            return f"{text} No public address is recorded."
        return f'<a href="{escape(source.link)}">{text}</a>'

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/plain": self.plain(), "text/html": self.html()}


def source_list(evidence: Evidence, source_ids: Iterable[str]) -> SourceList:
    """Return the sources with these ids, each once, sorted as a reader looks for them."""
    chosen = [evidence.sources[key] for key in dict.fromkeys(source_ids)]
    ordered = sorted(chosen, key=lambda s: (s.first_author or s.title, s.year or 0, s.title))
    return SourceList(tuple(ordered), {source.source_id: evidence.read_in(source.source_id) for source in ordered})
