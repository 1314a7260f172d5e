"""The ties of the lessons' text: which row of the data stands behind a number of the prose.

In a notebook's Markdown a number is followed by a comment that names its row (``23.5<!--O0002--> months``). Readers do not
see it; from it come the sources of a lesson, the list of figures that can be asked where they came from, and a test.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from ..evidence import DATA, Evidence

NOTEBOOKS = DATA.parent / "notebooks"

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = rf"(?:\d{{1,2}} )?(?:{_MONTHS}) \d{{4}}"
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
TOKEN = re.compile(rf"(?<![\w.-])(?P<text>{_DATE}|{_NUMBER})(?P<percent>%?)(?:<!--(?P<tie>[^>]*)-->)?(?![\w-])")


def ties(text: str) -> list[str]:
    """Return what the numbers of a Markdown text are tied to."""
    return [match["tie"] for match in TOKEN.finditer(text) if match["tie"]]


def markdown(path: Path) -> str:
    """Return the Markdown of a notebook; of a notebook that is not there, an empty text."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return ""
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def notebook(evidence: Evidence, lesson: str) -> Path:
    """Return the path of a lesson's notebook.

    Raises:
        KeyError: if there is no such lesson.
    """
    return NOTEBOOKS / evidence.row("lessons", lesson=lesson).file


def tied_figures(text: str, evidence: Evidence) -> list[tuple[str, str]]:
    """Return (number as written, row id) of each figure that a text is tied to, each row once, in order."""
    found: dict[str, str] = {}
    for match in TOKEN.finditer(text):
        for row in re.findall(r"\b[OSM]\d{4}\b", match["tie"] or ""):
            if row in evidence.figures:
                found.setdefault(row, match["text"] + match["percent"])
    return [(written, row) for row, written in found.items()]


def tied_sources(text: str, evidence: Evidence) -> list[str]:
    """Return the sources that the ties of a text lead to, each once, in order."""
    sources: dict[str, None] = {}
    for tie in ties(text):
        for name in re.findall(r"[A-Za-z][\w-]*", tie):
            if name in evidence.figures:
                sources[evidence.figures[name].source_id] = None
            elif name in evidence.statements:
                sources[evidence.statements[name].source_id] = None
            elif name in evidence.trials:
                sources[evidence.trials[name].source_id] = None
            elif name in evidence.sources:
                sources[name] = None
    return list(sources)
