"""The data dictionary: a text by which tables can be read, or sentences that say what keeps it from being one."""

from __future__ import annotations

import json
import re

from .problems import EvidenceError, Problem, shown

DICTIONARY = "datapackage.json"
DTYPES = {"string": "string", "number": "Float64", "integer": "Int64", "boolean": "boolean"}
_CONSTRAINTS = {"required": bool, "unique": bool, "enum": list, "pattern": str, "minimum": (int, float), "maximum": (int, float)}


def read_text(file: str, content: bytes) -> tuple[str, list[Problem]]:
    """Return the content of a file as text, and why it is none."""
    marks = {b"\xef\xbb\xbf": "a byte-order mark", b"\xff\xfe": "UTF-16 text", b"\xfe\xff": "UTF-16 text"}
    found = next((words for mark, words in marks.items() if content.startswith(mark)), "")
    if not content.strip():
        found = "an empty file"
    elif not found and b"\0" in content:
        found = "a NUL character"
    if found:
        return "", [Problem(file, "", "", f"{found} found", "plain UTF-8 text without a byte-order mark")]
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return "", [Problem(file, f"line {line}", "", "a character in another encoding found", "plain UTF-8 text")]


def read_dictionary(content: bytes) -> dict:
    """Return the data dictionary.

    Raises:
        EvidenceError: if it is no dictionary by which tables can be read.
    """
    text, problems = read_text(DICTIONARY, content)
    if problems:
        raise EvidenceError(problems)
    try:
        package = json.loads(text)
    except json.JSONDecodeError as error:
        raise EvidenceError([_no_dictionary("not valid JSON", f"line {error.lineno}")]) from None
    except (ValueError, RecursionError):  # a number of 5,000 digits, a hundred thousand brackets
        raise EvidenceError([_no_dictionary("not valid JSON")]) from None
    faults = _misshapen(package)
    if faults:
        raise EvidenceError([_no_dictionary(fault) for fault in faults])
    return package


def _no_dictionary(found: str, place: str = "") -> Problem:
    return Problem(DICTIONARY, place, "", shown(found, 200), "the data dictionary")


def _misshapen(package: object) -> list[str]:
    """Say what keeps a parsed dictionary from being used."""
    resources = package.get("resources") if isinstance(package, dict) else None
    if not isinstance(resources, list) or not resources or not all(isinstance(resource, dict) for resource in resources):
        return ["no list of resources"]
    faults = [fault for resource in resources for fault in _misshapen_resource(resource)]
    names = [resource.get("name") for resource in resources]
    repeated = sorted({str(name) for name in names if names.count(name) > 1})
    if faults or repeated:
        return faults or [f"table {name} twice" for name in repeated]
    fields = {resource["name"]: [f["name"] for f in resource["schema"]["fields"]] for resource in resources}
    links = [(r["name"], key["reference"]) for r in resources for key in r["schema"].get("foreignKeys", [])]
    return [
        f"a foreign key of table {name} that leads nowhere"
        for name, target in links
        if target["fields"][0] not in fields.get(target["resource"], [])
    ]


def _misshapen_resource(resource: dict) -> list[str]:
    name, path, schema = resource.get("name"), resource.get("path"), resource.get("schema")
    if not isinstance(name, str) or not isinstance(path, str) or not re.fullmatch(r"[a-z_]+\.csv", path):
        return [f"no name or no file name for table {shown(name)}"]
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(fields, list) or not fields or not all(isinstance(f, dict) and _well_shaped(f) for f in fields):
        return [f"a field of table {name} without a name, a known type or usable constraints"]
    names = [f["name"] for f in fields]
    keys, links = schema.get("primaryKey"), schema.get("foreignKeys", [])
    if len(set(names)) < len(names) or not isinstance(keys, list) or not keys or any(key not in names for key in keys):
        return [f"repeated fields, or no primary key, in table {name}"]
    if not isinstance(links, list) or not all(_is_link(link, names) for link in links):
        return [f"a foreign key of table {name} that is none"]
    return []


def _well_shaped(f: dict) -> bool:
    rules = f.get("constraints", {})
    if not isinstance(f.get("name"), str) or f.get("type") not in list(DTYPES) or not isinstance(rules, dict):
        return False
    if not all(key in _CONSTRAINTS and isinstance(value, _CONSTRAINTS[key]) for key, value in rules.items()):
        return False
    if not all(isinstance(word, str) for word in rules.get("enum", [])):
        return False
    if f["type"] in ("string", "boolean") and ("minimum" in rules or "maximum" in rules):
        return False
    try:
        re.compile(rules.get("pattern", ""))
    except re.error:
        return False
    return True


def _is_link(link: object, names: list[str]) -> bool:
    target = link.get("reference") if isinstance(link, dict) else None
    if not isinstance(target, dict) or not isinstance(target.get("resource"), str):
        return False
    sides = (link.get("fields"), target.get("fields"))
    return all(isinstance(side, list) and len(side) == 1 and isinstance(side[0], str) for side in sides) and sides[0][0] in names
