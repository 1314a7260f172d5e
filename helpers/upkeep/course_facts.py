"""What follows from the lessons: the minutes of each, and README's table of them."""

from __future__ import annotations

import re
from pathlib import Path

from . import ROOT
from .outputs import FOLDED
from .table_file import read_cells, write_cells, write_text

BEGIN, END = "<!-- lessons: written by helpers.upkeep readme -->", "<!-- end of lessons -->"
# beside the formula: 65 cells of a comparison, four cases, 20 claims and a summary page
MINUTES = r"\*\*About \d+ minutes; \d+ with all that is under Go deeper\.\*\*"
MORE_MINUTES = {"06": 10, "08": 16, "10": 40}
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen")


def counted_minutes(path: Path, short: bool = False) -> float:
    """Return how long a lesson takes: 150 words a minute, 3 minutes a view, 1 a question, 4 an exercise, and ``MORE_MINUTES``.

    Args:
        short: leave out what is closed when the lesson is opened.
    """
    import nbformat

    cells = nbformat.read(path, as_version=4).cells
    if short:
        cells = short_course(cells)
    prose = short_words(cells) if short else words_of(cells)
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    views = sum(bool(re.fullmatch(r"lesson\.(?!sources|provenance|prediction|done)\w+\(\)", source)) for source in code)
    questions = sum(source.startswith(("lesson.prediction(", "lesson.self_check(")) for source in code)
    exercises = sum("lesson.exercise(" in source for source in code)
    more = 0 if short else MORE_MINUTES.get(path.name[:2], 0)
    return len(prose) / 150 + 3 * views + questions + 4 * exercises + more


def short_course(cells: list) -> list:
    """Return the cells of a lesson that are open when it is opened: all but the collapsed sections."""
    kept, closed = [], False
    for cell in cells:
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            closed = cell.source.startswith(FOLDED)
        if not closed:
            kept.append(cell)
    return kept


def words_of(cells: list) -> list[str]:
    """Return the words of the Markdown of some cells, without their ties and the addresses of links."""
    prose = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return re.sub(r"<!--[^>]*-->|\]\([^)]*\)", "", prose).split()


def short_words(cells: list) -> list[str]:
    """Return the words that are seen at first: those of parts that fold out are not."""
    prose = "\n".join(cell.source for cell in short_course(cells) if cell.cell_type == "markdown")
    return re.sub(r"<!--[^>]*-->|\]\([^)]*\)|<details>.*?</details>", "", prose, flags=re.DOTALL).split()


def minutes(root: Path = ROOT) -> None:
    """Write the minutes of each lesson into ``data/lessons.csv`` and its first cell, where they are off by more than five."""
    path = root / "data" / "lessons.csv"
    header, rows = read_cells(path)
    for row in rows:
        lesson = dict(zip(header, row, strict=True))
        notebook = root / "notebooks" / lesson["file"]
        for column, short in (("short_minutes", True), ("minutes", False)):
            counted = counted_minutes(notebook, short)
            if abs(counted - int(lesson[column])) > (3 if short else 5):
                row[header.index(column)] = str(5 * round(counted / 5))
        said = minutes_sentence(row[header.index("short_minutes")], row[header.index("minutes")])
        write_text(notebook, re.sub(MINUTES, said, notebook.read_text(encoding="utf-8")))
    write_cells(path, header, rows)


def minutes_sentence(short: str | int, whole: str | int) -> str:
    """Return how a lesson says what it takes."""
    return f"**About {short} minutes; {whole} with all that is under Go deeper.**"


def readme(root: Path = ROOT) -> None:
    """Write README's table of lessons."""
    path = root / "README.md"
    before, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    write_text(path, f"{before}{BEGIN}\n{lesson_table(root)}\n{END}{after}")


def lesson_table(root: Path = ROOT) -> str:
    """Return the lessons with minutes and a line each, and how long they take together."""
    header, cells = read_cells(root / "data" / "lessons.csv")
    rows = [dict(zip(header, row, strict=True)) for row in cells]
    lines = [
        f"| [{row['lesson']} {row['title']}](notebooks/{row['file']}) "
        f"| {row['short_minutes']} | {row['minutes']} | {row['about']} |"
        for row in rows
    ]
    short, whole = (_COUNTS[round(sum(int(row[name]) for row in rows) / 60)] for name in ("short_minutes", "minutes"))
    total = (
        f"{_COUNTS[len(rows)].capitalize()} lessons take about {short} hours, and {whole} with all that is under *Go deeper*; "
        "lessons 01 to 03 come first."
    )
    return "\n".join(["| lesson | minutes | with Go deeper | about |", "|---|--:|--:|---|", *lines, "", total])
