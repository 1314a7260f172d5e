"""The terms of the glossary in the prose of the lessons, each linked where it is used first; the link's title says what it means.

The course's Lab extension opens the title below the paragraph (``links_and_terms.js``); elsewhere the link leads to lesson 00.
"""

from __future__ import annotations

import re
from pathlib import Path

from ..evidence import Evidence, load
from ..learn.lesson_minutes import short_course
from ..learn.notebook_text import GLOSSARY, without_term_links
from . import ROOT

# code, ties, links, headings, HTML; and words that hold a term and mean something else
PASSED_OVER = r"```.*?```|`[^`]*`|<!--.*?-->|!?\[[^\]]*\]\([^)]*\)|^#[^\n]*|^<[^\n]*|<[^>]*>|time to progression or death"
KNOWN = {"United States", "comma-separated values", "explorer", "kernel", "widget"}  # to everybody, or from lesson 00


def glossary(root: Path = ROOT) -> None:
    """Link each term of the glossary at its first use in each lesson."""
    import nbformat

    evidence = load(root / "data")
    meanings = meanings_of(evidence)
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        before = [cell.source for cell in notebook.cells]
        link_terms(notebook.cells, meanings)
        if before != [cell.source for cell in notebook.cells]:
            nbformat.write(notebook, path)


def meanings_of(evidence: Evidence) -> dict[str, tuple[str, str]]:
    """Return (how a text writes it, as a pattern; the title of its link) of each term to be linked."""
    found = {}
    for row in evidence.rows("glossary"):
        words = re.escape(row.term).replace(r"\ ", r"[\s-]").replace(r"\-", r"[\s-]")
        abbreviation = f"|{re.escape(row.abbreviation)}" if row.abbreviation else ""
        if row.term not in KNOWN:
            named = f"{row.term}, {row.abbreviation}" if row.abbreviation else row.term  # a bracket would end the address
            found[row.term] = (f"(?i:{words}s?){abbreviation}", f"{named[0].upper()}{named[1:]}: {row.definition}")
    return found


def link_terms(cells: list, meanings: dict[str, tuple[str, str]]) -> None:
    """Link each term once in the prose, and once more in what is open at first if its first use is in a closed part."""
    numbered = {f"t{n}": term for n, term in enumerate(sorted(meanings, key=len, reverse=True))}
    terms = "|".join(f"(?P<{name}>{meanings[term][0]})" for name, term in numbered.items())
    pattern = re.compile(rf"(?P<passed>{PASSED_OVER})|(?<![\w-])(?:{terms})(?![\w-])", re.DOTALL | re.MULTILINE)
    open_cells = {id(cell) for cell in short_course(cells)}
    linked: set[tuple[str, bool]] = set()

    for cell in (cell for cell in cells if cell.cell_type == "markdown"):
        plain, in_sight = without_term_links(cell.source), id(cell) in open_cells
        folds = [match.span() for match in re.finditer(r"<details>.*?</details>", plain, flags=re.DOTALL)]

        def write(match: re.Match, in_sight=in_sight, folds=folds) -> str:
            if match["passed"]:
                return match[0]
            term = numbered[match.lastgroup]
            shown = in_sight and not any(start < match.start() < end for start, end in folds)
            if (term, True) in linked or (not shown and (term, False) in linked):
                return match[0]
            linked.add((term, shown))
            return f'[{match[0]}]({GLOSSARY} "{meanings[term][1]}")'

        # the cell with the title names objectives and minutes, word for word as the tables have them
        cell.source = plain if plain.startswith("# ") else pattern.sub(write, plain)
