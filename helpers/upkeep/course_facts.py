"""What follows from the lessons: the minutes of each, and README's table of them."""

from __future__ import annotations

import re
from pathlib import Path

from ..learn.lesson_minutes import counted_minutes
from . import ROOT
from .table_file import read_cells, write_cells, write_text

BEGIN, END = "<!-- lessons: written by helpers.upkeep readme -->", "<!-- end of lessons -->"
MINUTES = r"\*\*About \d+ minutes; \d+ with all that is under Go deeper\.\*\*"
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen")


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
