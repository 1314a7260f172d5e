"""One figure of a lesson, asked where it came from; and which figures a lesson's text rests on."""

from __future__ import annotations

from ... import wording
from ...evidence import Evidence
from ...learn.notebook_text import markdown, notebook, tied_figures
from ...show.citations import Reference
from ...show.origin import origin
from ...show.table import Cell, Table
from ...show.view import View

_SECOND = "whether a second reader, who had not seen the first extraction, found the same"
_AUDITED = "whether a later check of this row against a public text found the same"

NO_TEXT = "no text"  # stands for a row where the lesson's notebook was renamed or moved


def figure_options(evidence: Evidence, lesson: str) -> list[tuple[str, str]]:
    """Return (label, row id) of the figures that a lesson's text is tied to, in the order in which it uses them."""
    options = []
    for _written, row in tied_figures(markdown(notebook(evidence, lesson)), evidence):
        found = origin(evidence, row)
        trial = evidence.trials[evidence.figures[row].trial_id].name
        options.append((f"{found.figure}: {found.what}, {trial} ({row})", row))
    return options


def provenance_view(evidence: Evidence, row_id: str) -> View:
    """Return where a figure came from: trial, population, definition, follow-up, source, second extraction."""
    if not row_id:
        return View("This lesson's text holds no figure of a trial.")
    if row_id == NO_TEXT:
        return View(
            "The notebook of this lesson is not where the course keeps it, so the figures of its text cannot be listed here."
        )
    figure, found = evidence.figures[row_id], origin(evidence, row_id)
    again = {
        "Second extraction": _AUDITED if "topic" in evidence.records[row_id] else _SECOND
    }  # duration_mrd was checked row in hand
    rows = [(Cell(name, again.get(name, "")), words) for name, words in found.lines()]
    source = evidence.sources[found.source_id]
    read = Reference(figure.source_id, figure.read_in)
    rows.insert(-1, ("Source", Cell(wording.short_citation(source), f"last checked {source.checked}", cites=read)))
    rows += [("Sources differ", Cell(words, cites=evidence.sources[other])) for words, other in found.conflicts]
    return View(
        sentence=f"{found.figure}: {found.what}, {evidence.trials[figure.trial_id].name}.",
        table=Table(f"Where row {row_id} came from", ("Question", "Answer"), tuple(rows)),
        evidence=evidence,
    )
