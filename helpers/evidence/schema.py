"""Read CSV tables as the data dictionary (``datapackage.json``, Frictionless Data Package v2) describes them.

Only the part of the standard that the course's dictionary uses: types, constraints, primary and foreign keys, and of each file
its rows and its sha256. The tests hold the same data against ``frictionless`` itself, which would double a student's download.

Every check returns a list of problems and raises nothing, so that one reading names all that is wrong.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from .cells import cells_of
from .dictionary_shape import DICTIONARY, DTYPES, read_text
from .problems import Problem, cell, shown

if TYPE_CHECKING:
    import pandas as pd


@dataclass
class Table:
    """One table as it was read.

    Attributes:
        name: its name in the dictionary.
        file: the name of its file.
        keys: the columns of its primary key.
        types: the type of each column ("string", "number", "integer", "boolean").
        text: each column's cells as printed, so that "86.0" stays "86.0" on the screen.
        columns: each column's cells as values; an empty cell is None.
        bad: the columns that hold a cell which breaks the dictionary (it is None in ``columns``).
    """

    name: str
    file: str
    keys: tuple[str, ...]
    types: dict[str, str]
    text: dict[str, list[str]]
    columns: dict[str, list] = field(default_factory=dict)
    bad: set[str] = field(default_factory=set)

    def __len__(self) -> int:
        return len(next(iter(self.text.values())))

    @cached_property
    def rows(self) -> list[SimpleNamespace]:
        """The rows, one object a row with an attribute for each column."""
        return [SimpleNamespace(**dict(zip(self.columns, row, strict=True))) for row in zip(*self.columns.values(), strict=True)]

    def key(self, number: int) -> str:
        """Return the primary key of the row of that number (from 0), as words of a message."""
        return " / ".join(self.text[name][number] or "?" for name in self.keys)

    @cached_property
    def _values(self) -> dict[str, frozenset]:
        return {}

    def values(self, column: str) -> frozenset:
        """Return the values of a column, each once, with None for an empty cell; gathered once."""
        if column not in self._values:
            self._values[column] = frozenset(self.columns[column])
        return self._values[column]

    def good(self, columns) -> bool:
        """Return whether these columns are there and were read without a problem."""
        return all(name in self.columns and name not in self.bad for name in columns)

    def records(self) -> list[dict]:
        """Return the rows as dictionaries: empty text as "", any other empty cell as None; numbers also as printed."""
        empty = {name: "" if kind == "string" else None for name, kind in self.types.items()}
        printed = [name for name in ("value", "ci_low", "ci_high", "p_value") if name in self.columns]
        found = []
        for number, row in enumerate(zip(*self.columns.values(), strict=True)):
            record = {name: empty[name] if value is None else value for name, value in zip(self.columns, row, strict=True)}
            if "value" in self.columns:
                record["_text"] = {name: self.text[name][number] for name in printed}
            found.append(record)
        return found

    def frame(self) -> pd.DataFrame:
        """Return the table as a data frame with nullable dtypes."""
        import pandas as pd  # a second or more, which only who asks for a frame has to wait

        return pd.DataFrame({name: pd.array(self.columns[name], dtype=DTYPES[kind]) for name, kind in self.types.items()})


def read_file(path: Path) -> bytes | Problem:
    """Return the content of a file, or why it cannot be had."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return Problem(path.name, "", "", "no such file", f"a table named in {DICTIONARY}")
    except OSError as error:
        return Problem(path.name, "", "", f"a file that cannot be read ({type(error).__name__}) found", "a file that can be read")


def read_table(resource: dict, content: bytes) -> tuple[Table | None, list[Problem]]:
    """Return one table, and every cell and key of it that breaks the dictionary; no table if its file or header is wrong."""
    file = resource["path"]
    text, problems = read_text(file, content)
    fields = resource["schema"]["fields"]
    if not problems:
        lines, problems = _lines(file, text, [f["name"] for f in fields])
    if problems:
        return None, problems
    cells = zip(*lines, strict=True) if lines else ([] for _ in fields)
    printed = {f["name"]: list(column) for f, column in zip(fields, cells, strict=True)}
    types = {f["name"]: f["type"] for f in fields}
    table = Table(resource["name"], file, tuple(resource["schema"]["primaryKey"]), types, printed)
    faults = [fault for f in fields for fault in _read_column(table, f)]
    faults.sort(key=lambda fault: fault[0])
    problems = [cell(file, table.key(number), name, value, expected) for number, name, value, expected in faults]
    return table, problems + _repeats(table, fields)


def _lines(file: str, text: str, names: list[str]) -> tuple[list[list[str]], list[Problem]]:
    """Return the cells line by line; blank lines are no rows."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header, *lines = [line for line in reader if line]
    except csv.Error as error:
        why = (
            "an open quotation mark or an endless cell found"
            if "limit" in str(error) or "end of data" in str(error)
            else ("a quotation mark inside a cell found")
        )
        return [], [Problem(file, f"line {reader.line_num}", "", why, "a row of comma-separated cells")]
    if header != names:
        odd = sorted(set(header) ^ set(names)) or ["their order"]
        found = f"the header differs from {DICTIONARY}"
        return [], [Problem(file, "row 1", shown(odd[0]), found, f"the columns {', '.join(names)}")]
    if names in lines:
        return [], [Problem(file, f"row {lines.index(names) + 2}", "", "the header again found", "a row of values")]
    wrong = [n for n, line in enumerate(lines, start=2) if len(line) != len(names)]
    return lines, [Problem(file, f"line {n}", "", "another number of cells found", str(len(names))) for n in wrong]


def _read_column(table: Table, f: dict) -> list[tuple[int, str, str, str]]:
    """Read one column into the table, and return (row number, column, cell, what was expected) of each bad cell."""
    name, known = f["name"], cells_of(json.dumps(f))
    read = [known[text] for text in table.text[name]]
    table.columns[name] = [value for value, _ in read]
    faults = [(number, name, table.text[name][number], expected) for number, (_, expected) in enumerate(read) if expected]
    if faults:
        table.bad.add(name)
    return faults


def _repeats(table: Table, fields: list[dict]) -> list[Problem]:
    """Return the rows that repeat the primary key, or a value that no other row may have."""
    unique = [f["name"] for f in fields if f.get("constraints", {}).get("unique") and table.keys != (f["name"],)]
    problems = []
    for columns in (table.keys, *((name,) for name in unique)):
        if not table.good(columns):
            continue
        seen = set()
        for values in zip(*(table.columns[name] for name in columns), strict=True):
            if values in seen and None not in values:
                words = " / ".join(map(str, values))
                problems.append(cell(table.file, words, ", ".join(columns), words, "a value that no other row has"))
            seen.add(values)
    return problems


def fingerprint(content: bytes) -> str:
    """Return the sha256 of a file as the dictionary holds it; Windows' line ends count as the usual ones."""
    return "sha256:" + hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def changes(resource: dict, content: bytes, table: Table) -> list[Problem]:
    """Return what differs between a file and what the dictionary knows of it: its number of rows, its content."""
    file, problems = resource["path"], []
    if resource.get("rows") != len(table):
        problems.append(Problem(file, "", "", f"{len(table)} rows found", f"{resource.get('rows')} rows, as {DICTIONARY} says,"))
    if resource.get("hash") != fingerprint(content):
        wanted = f"the file that {DICTIONARY} knows (run `uv run python -m helpers.upkeep dictionary` if the change is meant)"
        problems.append(Problem(file, "", "", "a change since the last check found", wanted))
    return problems
