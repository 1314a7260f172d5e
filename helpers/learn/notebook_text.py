"""The text of a lesson's notebook: its Markdown, and the figures and sources that its ties lead to."""

from __future__ import annotations

import json
import re
from pathlib import Path

from ..evidence import DATA, Evidence
from .ties import TOKEN, ties

NOTEBOOKS = DATA.parent / "notebooks"
GLOSSARY = "00_start_here.ipynb#The-glossary"
TERM_LINK = re.compile(rf'\[([^\]]*)\]\({re.escape(GLOSSARY)} "[^"]*"\)')  # the link that upkeep writes at a term


def markdown(path: Path) -> str:
    """Return the Markdown of a notebook; of a notebook that is not there, an empty text."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return ""
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def without_term_links(text: str) -> str:
    """Return a text with its terms as they were before upkeep linked them to the glossary."""
    return TERM_LINK.sub(r"\1", text)


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
