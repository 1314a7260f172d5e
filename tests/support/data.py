"""Spoil the data in tests: one cell, one file, and what the checks say of it."""

from __future__ import annotations

import csv
import io
import json
from functools import cache
from operator import itemgetter
from pathlib import Path

from helpers.evidence import DATA, EvidenceError, Problem
from helpers.evidence.checks import check, examine
from helpers.evidence.dictionary_shape import DICTIONARY
from helpers.evidence.schema import Table, fingerprint


@cache
def sound() -> tuple[dict, dict[str, Table]]:
    """Return the dictionary and the tables of the course, read once."""
    package, tables, problems = examine(DATA)
    assert not problems
    return package, tables


@cache
def table_of(file: str) -> str:
    """Return the name of the table in a file."""
    return next(resource["name"] for resource in sound()[0]["resources"] if resource["path"] == file)


def rows_of(file: str) -> list[dict[str, str]]:
    """Return the cells of a table of the course, row by row."""
    text = sound()[1][table_of(file)].text
    return [dict(zip(text, row, strict=True)) for row in zip(*text.values(), strict=True)]


def written(rows: list[dict[str, str]]) -> bytes:
    """Return rows as the content of a file."""
    stream = io.StringIO()
    writer, columns = csv.writer(stream, lineterminator="\n"), list(rows[0])
    writer.writerow(columns)
    writer.writerows(map(itemgetter(*columns), rows))
    return stream.getvalue().encode()


def changed(file: str, key: str, **cells: str) -> bytes:
    """Return a file of the course in which the first row whose first cell is ``key`` holds other cells."""
    rows = rows_of(file)
    row = next(row for row in rows if next(iter(row.values())) == key)
    assert any(row[column] != value for column, value in cells.items()), "the test spoils nothing"
    row.update(cells)
    return written(rows)


def problems_with(files: dict[str, bytes], known: bool = False) -> list[Problem]:
    """Return what is wrong with the course's data if some files held this.

    Only these files are read, and only the checks that touch them run: a few milliseconds.

    Args:
        known: whether the files must be those that the dictionary knows, too.
    """
    package, tables = sound()
    others = {name: table for name, table in tables.items() if table.file not in files}
    return check(package, files, others, known)[1]


def refusal(files: dict[str, bytes], known: bool = False) -> str:
    """Return the text of the error that these files cause, or an empty string."""
    problems = problems_with(files, known)
    return str(EvidenceError(problems)) if problems else ""


def spoil(folder: Path, file: str, row_id: str, column: str, value: str, refresh: bool = True) -> None:
    """Write ``value`` into one cell of a copied table.

    Args:
        refresh: whether the dictionary of the copy learns to know the changed file; else its sha256 is wrong, too.
    """
    path = folder / file
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    (found,) = [row for row in rows if row_id == next(iter(row.values()))][:1]
    assert found[column] != value, "the test spoils nothing"
    found[column] = value
    path.write_bytes(written(rows))
    if refresh:
        refresh_dictionary(folder)


def refresh_dictionary(folder: Path) -> None:
    """Write what ``upkeep dictionary`` would write, for files that it would refuse."""
    path = folder / DICTIONARY
    package = json.loads(path.read_text(encoding="utf-8"))
    for resource in package["resources"]:
        content = (folder / resource["path"]).read_bytes()
        resource["bytes"], resource["hash"] = len(content), fingerprint(content)
        resource["rows"] = max(0, len(list(csv.reader(io.StringIO(content.decode("utf-8", "replace"), newline="")))) - 1)
    path.write_text(json.dumps(package, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
