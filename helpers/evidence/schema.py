"""Read CSV tables as the data dictionary (``datapackage.json``, Frictionless Data Package v2) describes them.

Only the part of the standard that the course's dictionary uses: types, ``required``, ``enum``, ``pattern``,
``minimum``, ``maximum``, ``unique``, primary and foreign keys. The tests hold the same data against ``frictionless``
itself; a student's kernel does without that package (it would more than double the download).
"""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pandas as pd

DTYPES = {"string": "string", "number": "Float64", "integer": "Int64", "boolean": "boolean"}
TYPE_NAMES = {"number": "a number", "integer": "a whole number", "boolean": "true or false", "string": "text"}


class EvidenceError(ValueError):
    """A table breaks its dictionary; the message is one sentence: file, row, column, the value, what was expected."""


def complain(file: str, row: str, column: str, found: object, expected: str) -> EvidenceError:
    """Return the one-sentence error for one cell."""
    shown = "nothing" if pd.isna(found) or found == "" else f'"{found}"'
    return EvidenceError(f"{file}, row {row}, column {column}: {shown} found, {expected} expected.")


def read_dictionary(folder: Path) -> dict:
    """Return ``datapackage.json`` of ``folder`` as a dictionary."""
    path = folder / "datapackage.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise EvidenceError(f"{path.name}: no such file in the data folder, the data dictionary expected.") from None
    except json.JSONDecodeError as error:
        raise EvidenceError(f"{path.name}, line {error.lineno}: not valid JSON, the data dictionary expected.") from None


def read_resource(folder: Path, resource: dict) -> pd.DataFrame:
    """Return one table, one row per line of the CSV file, with a nullable dtype for each field.

    The frame's ``attrs`` hold the name of the file, and as ``text`` the cells as printed, so that "86.0" stays "86.0" on
    the screen.

    Raises:
        EvidenceError: if the file is missing, or a cell breaks the dictionary.
    """
    file, fields = resource["path"], resource["schema"]["fields"]
    names = [field["name"] for field in fields]
    records = _records(folder / file, names)
    keys = resource["schema"]["primaryKey"]
    columns: dict[str, list] = {name: [] for name in names}
    for record in records:
        row = " / ".join(record[key] or "?" for key in keys)
        for field in fields:
            columns[field["name"]].append(_parse(file, row, field, record[field["name"]]))
    frame = pd.DataFrame({f["name"]: pd.array(columns[f["name"]], dtype=DTYPES[f["type"]]) for f in fields})
    frame.attrs["file"] = file
    frame.attrs["text"] = {name: [record[name] for record in records] for name in names}
    for unique in [keys, *([f["name"]] for f in fields if f.get("constraints", {}).get("unique"))]:
        _refuse_repeats(frame, file, unique)
    return frame


def _records(path: Path, names: list[str]) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream, restkey="(beyond the last column)", restval=None)
            records = list(reader)
    except FileNotFoundError:
        raise EvidenceError(f"{path.name}: no such file, a table named in datapackage.json expected.") from None
    if reader.fieldnames != names:
        odd = sorted(set(reader.fieldnames or []) ^ set(names)) or ["their order"]
        raise EvidenceError(
            f"{path.name}, row 1, column {odd[0]}: the header differs from datapackage.json, "
            f"the columns {', '.join(names)} expected."
        )
    for line, record in enumerate(records, start=2):
        if len(record) != len(names) or None in record.values():
            raise EvidenceError(f"{path.name}, line {line}: another number of cells found, {len(names)} expected.")
    return records


def _parse(file: str, row: str, field: dict, text: str) -> object:
    """Return one cell as its type, or None for an empty one."""
    rules = field.get("constraints", {})
    name = field["name"]
    if text == "":
        if rules.get("required"):
            raise complain(file, row, name, text, _expected(field))
        return None
    value = _convert(field["type"], text)
    if value is None or not _allowed(rules, text, value):
        raise complain(file, row, name, text, _expected(field))
    return value


def _convert(kind: str, text: str) -> object:
    if kind == "string":
        return text
    if kind == "boolean":
        return {"true": True, "false": False}.get(text)
    if not re.fullmatch(r"-?\d+(\.\d+)?" if kind == "number" else r"-?\d+", text):
        return None
    return float(text) if kind == "number" else int(text)


def _allowed(rules: dict, text: str, value: object) -> bool:
    return (
        text in rules.get("enum", [text])
        and bool(re.fullmatch(rules.get("pattern", r"[\s\S]*"), text))
        and ("minimum" not in rules or value >= rules["minimum"])
        and ("maximum" not in rules or value <= rules["maximum"])
    )


def _expected(field: dict) -> str:
    """Say in words what a field takes."""
    rules = field.get("constraints", {})
    if "enum" in rules:
        return "one of " + ", ".join(rules["enum"])
    if "pattern" in rules:
        return f"text like {rules['pattern']}"
    words = TYPE_NAMES[field["type"]]
    bounds = [f"at {side} {rules[key]}" for key, side in (("minimum", "least"), ("maximum", "most")) if key in rules]
    return " ".join([words, " and ".join(bounds)]).strip()


def _refuse_repeats(frame: pd.DataFrame, file: str, columns: list[str]) -> None:
    repeated = frame[frame.duplicated(columns) & frame[columns].notna().all(axis=1)]
    if len(repeated):
        value = " / ".join(str(repeated.iloc[0][column]) for column in columns)
        raise complain(file, value, ", ".join(columns), value, "a value that no other row has")


def check_foreign_keys(package: dict, tables: dict[str, pd.DataFrame]) -> None:
    """Raise EvidenceError if a row names a key that no row of the other table has."""
    for resource in package["resources"]:
        frame = tables[resource["name"]]
        for key in resource["schema"].get("foreignKeys", []):
            (column,), target = key["fields"], key["reference"]
            known = set(tables[target["resource"]][target["fields"][0]])
            for position, value in enumerate(frame[column]):
                if not pd.isna(value) and value not in known:
                    row = " / ".join(str(frame.iloc[position][k]) for k in resource["schema"]["primaryKey"])
                    raise complain(resource["path"], row, column, value, f"a {target['fields'][0]} of {target['resource']}")
