"""What every explorer says and draws at every choice, as text that a person has read: the files of ``tests/said``.

A stored output shows starting choices only, and ``helpers.upkeep`` renews it. These files are renewed by one command,
``uv run python -m tests.support.said``, and by nothing else; read the diff as you would read a proof, then commit it.
"""

from __future__ import annotations

import ast
import hashlib
import html
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote

import nbformat

from helpers.evidence import load
from helpers.learn.notebook_text import NOTEBOOKS, notebook
from helpers.lessons import explorers, modules, teaching
from helpers.lessons.lesson import Explored
from helpers.show.view import NO_FIGURE, View
from helpers.widgets.explorer import Explorer, label_of
from tests.support.drive import drive

FOLDER = Path(__file__).resolve().parents[1] / "said"
PROVENANCE = "provenance"  # every lesson has one, so no lesson names it
CELLS = "cells"
GUIDE = "teaching"  # the instructor's guide, which is no lesson
GUIDE_PATH = NOTEBOOKS / GUIDE / "instructor_guide.ipynb"


def module_of(lesson: str) -> ModuleType:
    """Return the module of a lesson, or of the guide."""
    return teaching if lesson == GUIDE else modules()[lesson]


def make(lesson: str, name: str) -> Explorer:
    """Return an explorer of a lesson; each of its views is computed once."""
    module = module_of(lesson)
    explorer = module.provenance() if name == PROVENANCE else explorers(module)[name]()
    explorer.view = cache(explorer.view)
    return explorer


def names(lesson: str) -> list[str]:
    """Return the explorers of a lesson."""
    return [*explorers(module_of(lesson)), *([] if lesson == GUIDE else [PROVENANCE])]


def pictures(shown: str) -> list[str]:
    """Return the SVG text of every picture in the HTML of a page, as a browser decodes it."""
    return [unquote(html.unescape(source)) for source in re.findall(r'src="data:image/svg\+xml,([^"]*)"', shown)]


def small_pictures(view: View) -> list[str]:
    """Return the SVG text of every picture that stands in a cell of a view's table, quoted as in an address."""
    rows = view.table.rows if view.table else ()
    return [chart.svg().replace('"', "'") for row in rows for cell in row for chart in cell.charts]


def block(explorer: Explorer, choices: dict[str, object], view: View) -> str:
    """Return what one view says: the choices, the text, the sources and rows by their ids, a digest of the picture."""
    made = "; ".join(f"{control.description}: {label_of(control, choices[name])}" for name, control in explorer.controls.items())
    caution = [f"Caution: {view.caution}"] if view.caution else []
    lines = [f"### {made}", view.sentence, *caution, *(f"Note: {note}" for note in view.remarks)]
    if view.chart is not None:
        drawing = pictures(explorer.output.value)[0]
        lines.append(f"Figure {hashlib.sha256(drawing.encode()).hexdigest()[:12]}: {view.chart.alt}")
    if view.table is not None:
        lines.append(view.table.plain(view.bibliography.marks))
    for what, ids in (
        ("Sources", [f"[{c.number}] {c.source.source_id}" for c in view.citations]),
        ("Rows", [o.row_id for o in view.origins]),
        ("Said in words, not re-found", [said.row_id for said in view.bibliography.not_found_again]),
    ):
        lines += [f"{what}: {', '.join(ids)}"] if ids else []
    return "\n".join([*lines, NO_FIGURE] if view.rests_on_nothing else lines)


def section(name: str, blocks: Iterable[str]) -> str:
    """Return all that one explorer says, each text once, under its name."""
    return "\n\n".join([f"## {name}", *dict.fromkeys(blocks)])


def other_cells(lesson: str) -> Iterator[tuple[str, object]]:
    """Yield what every cell of a lesson calls that is no explorer, and what it shows."""
    module = module_of(lesson)
    path = GUIDE_PATH if lesson == GUIDE else notebook(load(), lesson)
    others = {name for name, cell in vars(module).items() if isinstance(cell, Explored)} | {PROVENANCE, "exercise"}
    for cell in nbformat.read(path, as_version=4).cells:
        called = re.fullmatch(r"(?:lesson|guide)\.(\w+)\((.*)\)", cell.source)
        if cell.cell_type == "code" and called and called[1] not in others:
            yield cell.source, getattr(module, called[1])(*ast.literal_eval(f"({called[2]},)" if called[2] else "()"))


def cells(others: Iterable[tuple[str, object]]) -> str:
    """Return what every other cell of a lesson shows: questions with hints and feedback, cases, views without controls."""
    shown = (f"### {called}\n{cell._repr_mimebundle_()['text/plain']}" for called, cell in others)
    return section(CELLS, shown)


def reviewed(lesson: str) -> dict[str, str]:
    """Return what was reviewed of a lesson, by the name of the explorer."""
    text = (FOLDER / f"{lesson}.txt").read_text(encoding="utf-8").rstrip("\n")
    return {part.partition("\n")[0]: f"## {part}".rstrip("\n") for part in text.removeprefix("## ").split("\n## ")}


def write(lesson: str) -> None:
    """Write what a lesson says now."""
    parts = [cells(other_cells(lesson))]
    for name in names(lesson):
        explorer = make(lesson, name)
        parts.append(section(name, (block(explorer, choices, view) for choices, view in drive(explorer))))
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{lesson}.txt").write_text("\n\n".join(parts) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    for number in sys.argv[1:] or (*modules(), GUIDE):
        write(number)
