"""What is wrong with the data, in sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MOST_SENTENCES = 50
LONGEST_VALUE = 80


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with the data; ``str`` makes a sentence of it.

    Attributes:
        file: the file that is wrong.
        place: "row O0001", "line 3", or an empty string for the whole file.
        column: the column, or an empty string.
        found: what stands there, in words.
        expected: what was expected, in words.
    """

    file: str
    place: str
    column: str
    found: str
    expected: str

    def __str__(self) -> str:
        where = ", ".join(filter(None, [self.file, self.place, self.column and f"column {self.column}"]))
        return f"{where}: {self.found}, {self.expected} expected."


class EvidenceError(ValueError):
    """The data break their dictionary or a rule: one sentence a line for each problem, at most 50.

    Attributes:
        problems: every :class:`Problem`, also those beyond the fiftieth.
    """

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        lines = [str(problem) for problem in self.problems[:MOST_SENTENCES]]
        more = len(self.problems) - len(lines)
        super().__init__("\n".join([*lines, f"and {more} more"] if more else lines))


def cell(file: str, row: object, column: str, value: object, expected: str) -> Problem:
    """Return the problem of one cell; ``value`` is None or "" for an empty one."""
    found = "nothing" if value is None or value == "" else f'"{shown(value)}"'
    return Problem(file, f"row {shown(row)}", column, f"{found} found", expected)


def shown(value: object, longest: int = LONGEST_VALUE) -> str:
    """Return a value as a message shows it: cut, line breaks as blanks, what cannot be seen by its number."""
    text = str(value)
    text = text if len(text) <= longest else text[:longest] + "..."
    return "".join(c if c.isprintable() else " " if c in "\r\n\t" else f"<U+{ord(c):04X}>" for c in text)
