"""Read a data folder and gather all that is wrong with it: files, cells, keys, foreign keys, rules."""

from __future__ import annotations

from pathlib import Path

from .dictionary_shape import DICTIONARY, read_dictionary
from .own_rows import said_of, with_own
from .problems import EvidenceError, Problem
from .references import astray, foreign_keys, lists, targets
from .rules import RULES, Rule, promises
from .schema import Table, changes, read_file, read_table

_PACKAGE = Path(__file__).resolve().parents[1]
# beside the package in a clone, inside it in a wheel
_PLACES = (_PACKAGE.parent / "data", _PACKAGE / "data")
DATA = next((folder for folder in _PLACES if (folder / "datapackage.json").exists()), _PLACES[0])


def examine(folder: Path = DATA, known: bool = True, own: Path | None = None) -> tuple[dict, dict[str, Table], list[Problem]]:
    """Return the dictionary of a data folder, its tables, and every problem.

    Args:
        known: whether each file must be the one that the dictionary knows by its rows and its sha256.
        own: a file with evidence of one's own, whose rows go behind those of the folder.

    Raises:
        EvidenceError: if there is no dictionary by which the tables could be read, or a cell of the own file is wrong.
    """
    content = read_file(folder / DICTIONARY)
    if isinstance(content, Problem):
        found = content.found.removesuffix(" found")
        raise EvidenceError([Problem(DICTIONARY, "", "", f"{found} in the data folder", "the data dictionary")])
    package = read_dictionary(content)
    contents = {resource["path"]: read_file(folder / resource["path"]) for resource in package["resources"]}
    tables, problems = check(package, contents, known=known)
    if own is None or problems:
        return package, tables, problems
    tables, problems = check(package, with_own(package, contents, own), known=False)
    return package, tables, said_of(problems, own)


def check(
    package: dict, contents: dict[str, bytes | Problem], sound: dict[str, Table] | None = None, known: bool = True
) -> tuple[dict[str, Table], list[Problem]]:
    """Return the tables of a package and every problem: of files, then cells and keys, then foreign keys and lists, then rules.

    A later check runs only on tables, and columns, that were read without a problem.

    Args:
        contents: each file's bytes, or why they cannot be had.
        sound: tables that were read before and found to agree with each other; of them no file has to be in ``contents``, and
            only what touches another table is checked again.
        known: whether each file must be the one that the dictionary knows.
    """
    sound = sound or {}
    tables = dict(sound)
    files, cells, new = promises(package) + astray(package) if not sound else [], [], []
    for resource in package["resources"]:
        if resource["name"] in sound:
            continue
        new.append(resource["name"])
        content = contents[resource["path"]]
        if isinstance(content, Problem):
            files.append(content)
            continue
        table, problems = read_table(resource, content)
        if table is None:
            files.extend(problems)
            continue
        tables[resource["name"]] = table
        cells.extend(problems)
        files.extend(changes(resource, content, table) if known else [])
    touched = [r for r in package["resources"] if any(name in new for name in (r["name"], *targets(r)))]
    keys = [problem for r in touched for problem in (*foreign_keys(r, tables), *lists(r, tables))]
    broken = {(problem.place.removeprefix("table "), problem.column) for problem in files if problem.file == DICTIONARY}
    running = [rule for rule in RULES if _runs(rule, tables, new, len(package["resources"]), broken)]
    rules = [problem for rule in running for problem in rule.check(tables)]
    return tables, files + cells + keys + rules


def _runs(rule: Rule, tables: dict[str, Table], new: list[str], number: int, broken: set[tuple[str, str]]) -> bool:
    if rule.of_all and len(tables) < number:
        return False
    if not rule.of_all and not any(name in new for name in rule.needs):
        return False
    return all(
        name in tables and tables[name].good(columns) and not any((name, column) in broken for column in columns)
        for name, columns in rule.needs.items()
    )


def refuse(package: dict, tables: dict[str, Table], problems: list[Problem]) -> tuple[dict, dict[str, Table]]:
    """Return a package and its tables if nothing is wrong with them.

    Raises:
        EvidenceError: with every problem.
    """
    if problems:
        raise EvidenceError(problems)
    return package, tables
