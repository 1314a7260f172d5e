"""What a cell of a table holds, and whether it keeps to the dictionary: each text of a column is read once."""

from __future__ import annotations

import json
import re
from functools import cache

TIE = re.compile(r"<!--[^>]*-->")  # after a number in words: the row that it comes from; readers never see it
TYPE_NAMES = {"number": "a number", "integer": "a whole number", "boolean": "true or false", "string": "text"}
# ASCII digits only, no leading zero; a figure has no use for more than 15 of them, and a float holds no more
_NUMBER = {
    "number": re.compile(r"(?!-0(?:\.0*)?$)-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?"),
    "integer": re.compile(r"-?[1-9][0-9]{0,14}|0"),
}
_BOOLEAN = {"true": True, "false": False}
# str.isprintable is false for control characters, bidirectional marks, zero-width and odd blanks; these are printable and empty
_EMPTY_LETTERS = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")


@cache
def cells_of(described: str) -> Cells:
    """Return what is known of the cells of a column, by its description in the dictionary (as JSON)."""
    return Cells(json.loads(described))


class Cells(dict):
    """For each text of a cell its value, and what was expected where it breaks the dictionary; each text is read once."""

    def __init__(self, f: dict):
        rules = f.get("constraints", {})
        self.field, self.kind, self.required = f, f["type"], rules.get("required")
        self.allowed = set(rules["enum"]) if "enum" in rules else None
        self.pattern = re.compile(rules["pattern"]) if "pattern" in rules else None
        self.lowest, self.highest = rules.get("minimum"), rules.get("maximum")

    def __missing__(self, text: str) -> tuple[object, str]:
        value = None if text == "" else _convert(self.kind, text)
        expected = self._fault(text, value)
        self[text] = None if expected else value, expected
        return self[text]

    def _fault(self, text: str, value: object) -> str:
        if text == "":
            return _expected(self.field) if self.required else ""
        if self.kind == "string" and not _is_clean(text):
            return "text without blanks at its ends, line breaks and characters that cannot be seen"
        wrong = (
            value is None
            or (self.allowed is not None and text not in self.allowed)
            or (self.pattern is not None and not self.pattern.fullmatch(text))
            or (self.lowest is not None and value < self.lowest)
            or (self.highest is not None and value > self.highest)
        )
        return _expected(self.field) if wrong else ""


def _is_clean(text: str) -> bool:
    return text.isprintable() and text[0] != " " and text[-1] != " " and (text.isascii() or not _EMPTY_LETTERS.search(text))


def _convert(kind: str, text: str) -> object:
    if kind == "string":
        return TIE.sub("", text) if "<!--" in text else text
    if kind == "boolean":
        return _BOOLEAN.get(text)
    if not _NUMBER[kind].fullmatch(text):
        return None
    return float(text) if kind == "number" else int(text)


def _expected(f: dict) -> str:
    """Say in words what a field takes."""
    if "words" in f:
        return f["words"]
    rules = f.get("constraints", {})
    if "enum" in rules:
        return "one of " + ", ".join(rules["enum"])
    if "pattern" in rules:
        return f"text like {rules['pattern']}"
    bounds = [f"at {side} {rules[key]}" for key, side in (("minimum", "least"), ("maximum", "most")) if key in rules]
    return " ".join([TYPE_NAMES[f["type"]], " and ".join(bounds)]).strip()
