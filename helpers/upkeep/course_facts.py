"""What follows from the lessons: the minutes of each, and README's table of them."""

from __future__ import annotations

import re
from pathlib import Path

from . import ROOT
from .table_file import read_cells, write_cells, write_text

BEGIN, END = "<!-- lessons: written by helpers.upkeep readme -->", "<!-- end of lessons -->"
# beside the formula: 65 cells of a comparison, four cases, 20 claims and a summary page
MORE_MINUTES = {"06": 10, "08": 16, "10": 40}
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen")


def counted_minutes(path: Path) -> float:
    """Return how long a lesson takes: 150 words a minute, 3 minutes a view, 1 a question, 4 an exercise, and ``MORE_MINUTES``."""
    import nbformat

    cells = nbformat.read(path, as_version=4).cells
    prose = re.sub(r"<!--[^>]*-->", "", "\n".join(cell.source for cell in cells if cell.cell_type == "markdown"))
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    views = sum(bool(re.fullmatch(r"lesson\.(?!sources|provenance|prediction)\w+\(\)", source)) for source in code)
    questions = 1 + sum(source.startswith("lesson.self_check(") for source in code)
    exercises = sum("lesson.exercise(" in source for source in code)
    return len(prose.split()) / 150 + 3 * views + questions + 4 * exercises + MORE_MINUTES.get(path.name[:2], 0)


def minutes(root: Path = ROOT) -> None:
    """Write the minutes of each lesson into ``data/lessons.csv`` and its first cell, where they are off by more than five."""
    path = root / "data" / "lessons.csv"
    header, rows = read_cells(path)
    for row in rows:
        lesson = dict(zip(header, row, strict=True))
        notebook = root / "notebooks" / lesson["file"]
        counted = counted_minutes(notebook)
        if abs(counted - int(lesson["minutes"])) > 5:
            row[header.index("minutes")] = str(5 * round(counted / 5))
        said = f"**About {row[header.index('minutes')]} minutes.**"
        write_text(notebook, re.sub(r"\*\*About \d+ minutes\.\*\*", said, notebook.read_text(encoding="utf-8")))
    write_cells(path, header, rows)


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
    lines = [f"| [{row['lesson']} {row['title']}](notebooks/{row['file']}) | {row['minutes']} | {row['about']} |" for row in rows]
    hours = round(sum(int(row["minutes"]) for row in rows) / 60)
    total = f"{_COUNTS[len(rows)].capitalize()} lessons take about {_COUNTS[hours]} hours; lessons 01 to 03 come first."
    return "\n".join(["| lesson | minutes | about |", "|---|--:|---|", *lines, "", total])
