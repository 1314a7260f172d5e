"""A table's file as its author wrote it: cells with their ties, in their order."""

from __future__ import annotations

import csv
import io
from pathlib import Path


def read_cells(path: Path) -> tuple[list[str], list[list[str]]]:
    """Return the header and the rows."""
    header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    return header, rows


def write_cells(path: Path, header: list[str], rows: list[list[str]]) -> None:
    """Write them back, if anything changed."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([header, *rows])
    write_text(path, stream.getvalue())


def write_text(path: Path, text: str) -> None:
    """Write a text with the line ends of the project, if it changed."""
    if text != path.read_text(encoding="utf-8"):
        path.write_text(text, encoding="utf-8", newline="\n")
