"""What points at a row points at one that is there: foreign keys, and lists of ids.

The dictionary names the tables whose rows a list may hold (``lists`` of a field: a table, or one of its columns where rows are
named by another than the primary key).
"""

from __future__ import annotations

from .dictionary_shape import DICTIONARY
from .problems import Problem, cell
from .rules import split_ids
from .schema import Table


def foreign_keys(resource: dict, tables: dict[str, Table]) -> list[Problem]:
    """Return the rows of one table that name a key which no row of the other table has."""
    problems = []
    table = tables.get(resource["name"])
    for key in resource["schema"].get("foreignKeys", []) if table else []:
        (column,), target = key["fields"], key["reference"]
        (wanted,), other = target["fields"], tables.get(target["resource"])
        if other is None or not table.good([column]) or not other.good([wanted]):
            continue
        strangers = table.values(column) - other.values(wanted) - {None}
        expected = f"the {wanted} of a row of {other.file}"
        for number, value in enumerate(table.columns[column]) if strangers else ():
            if value in strangers:
                problems.append(cell(table.file, table.key(number), column, value, expected))
    return problems


def lists(resource: dict, tables: dict[str, Table]) -> list[Problem]:
    """Return the ids in the lists of one table that no row of the tables has which the dictionary names."""
    problems = []
    table = tables.get(resource["name"])
    for f in resource["schema"]["fields"] if table else []:
        if not f.get("lists") or not table.good([f["name"]]):
            continue
        known = [_ids(target, tables) for target in f["lists"]]
        if None in known:
            continue
        strangers = {value for text in table.values(f["name"]) for value in split_ids(text)}.difference(*known)
        files = [f"{target.partition('.')[0]}.csv" for target in f["lists"]]
        expected = "the id of a row of " + " or ".join(filter(None, [", ".join(files[:-1]), files[-1]]))
        for number, text in enumerate(table.columns[f["name"]]) if strangers else ():
            wrong = (value for value in split_ids(text) if value in strangers)
            problems += [cell(table.file, table.key(number), f["name"], value, expected) for value in wrong]
    return problems


def _ids(target: str, tables: dict[str, Table]) -> frozenset[str] | None:
    """Return the ids of a table, or None where it could not be read."""
    name, _, column = target.partition(".")
    table = tables.get(name)
    column = column or (table.keys[0] if table else "")
    return table.values(column) if table and table.good([column]) else None


def astray(package: dict) -> list[Problem]:
    """Return the lists of the dictionary that lead to no table, or to no column of it."""
    fields = {resource["name"]: {f["name"] for f in resource["schema"]["fields"]} for resource in package["resources"]}
    return [
        Problem(DICTIONARY, f"table {resource['name']}", f["name"], f"a list of rows of {target} found", "a table or a column")
        for resource in package["resources"]
        for f in resource["schema"]["fields"]
        for target in f.get("lists", [])
        if target.partition(".")[2] not in {"", *fields.get(target.partition(".")[0], ())}
        or target.partition(".")[0] not in fields
    ]


def targets(resource: dict) -> list[str]:
    """Return the tables to which the foreign keys and the lists of a table lead."""
    keys = [key["reference"]["resource"] for key in resource["schema"].get("foreignKeys", [])]
    return keys + [target.partition(".")[0] for f in resource["schema"]["fields"] for target in f.get("lists", [])]
