"""Changes that nobody meant: an operator, a constant, a figure, a right answer, a stored output, a number of the prose.

Each function takes the folder of a course and returns every change of its kind that it can make there. A change to the data
comes with its new sha256, as a maintainer's slip would who then runs upkeep.
"""

from __future__ import annotations

import ast
import csv
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.support.data import refresh_dictionary, written

DIGITS = re.compile(r"\d")


@dataclass(frozen=True)
class Mutation:
    """One change of one file.

    Attributes:
        kind: what was changed, such as "constant".
        file: the path in the course.
        place: a line of code, a row and column, or a cell.
        before, after: the words before and after.
        content: makes the whole file with the change.
    """

    kind: str
    file: str
    place: str
    before: str
    after: str
    content: Callable[[], str]

    def apply(self, root: Path) -> None:
        """Write the change into a copy of the course."""
        path = root / self.file
        path.write_text(self.content(), encoding="utf-8", newline="")
        if path.parent.name == "data":
            refresh_dictionary(path.parent)

    def __str__(self) -> str:
        return f"{self.kind} {self.file}, {self.place}: {_short(self.before)} -> {_short(self.after)}"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 60 else words[:57] + "..."


def other_digit(words: str, at: int) -> str:
    """Return the words with one digit changed to the next one; 9 becomes 8, so that nothing gains or loses a digit."""
    digit = words[at]
    return words[:at] + ("8" if digit == "9" else str(int(digit) + 1)) + words[at + 1 :]


# code

_COMPARE = {
    ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"), ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="), ast.In: ("in", "not in"), ast.NotIn: ("not in", "in"), ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
}  # fmt: skip
_ARITHMETIC = {
    ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "/"), ast.Div: ("/", "*"), ast.FloorDiv: ("//", "/"),
    ast.Mod: ("%", "*"), ast.Pow: ("**", "*"),
}  # fmt: skip


def in_code(root: Path) -> Iterator[Mutation]:
    """Yield changes of operators, conditions and constants in ``helpers``, but not of docstrings and type hints."""
    for path in sorted((root / "helpers").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        offsets = _offsets(source)
        tree = ast.parse(source)
        for node in _executed(tree):
            for kind, start, end, after in _changes(node, source, offsets):
                file, line = path.relative_to(root).as_posix(), source.count("\n", 0, start) + 1
                content = partial(_spliced, source, start, end, after)
                yield Mutation(kind, file, f"line {line}", source[start:end], after, content)


def _spliced(source: str, start: int, end: int, after: str) -> str:
    return source[:start] + after + source[end:]


def _offsets(source: str):
    """Return a function from a node's line and column (in bytes) to a position in the text."""
    lines = source.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return lambda line, column: starts[line - 1] + len(lines[line - 1].encode()[:column].decode())


def _executed(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that decide what the code does."""
    for node in ast.iter_child_nodes(tree):
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        guard = isinstance(node, ast.keyword) and node.arg in ("strict", "frozen")  # they change nothing while nothing is wrong
        if docstring or guard or isinstance(node, ast.arg):
            continue
        if isinstance(node, ast.AnnAssign | ast.FunctionDef | ast.JoinedStr):
            parts = {
                ast.AnnAssign: lambda n: [n.value] if n.value else [],
                ast.FunctionDef: lambda n: [*n.args.defaults, *filter(None, n.args.kw_defaults), *n.body],
                ast.JoinedStr: lambda n: [value.value for value in n.values if isinstance(value, ast.FormattedValue)],
            }[type(node)](node)
            yield node
            yield from _executed(ast.Module(body=parts, type_ignores=[]))
        else:
            yield node
            yield from _executed(node)


def _changes(node: ast.AST, source: str, offsets) -> Iterator[tuple[str, int, int, str]]:
    """Yield kind, start, end and new text of each change of one node."""

    def between(left: ast.AST, right: ast.AST, sign: str) -> tuple[int, int] | None:
        start, end = offsets(left.end_lineno, left.end_col_offset), offsets(right.lineno, right.col_offset)
        found = re.search(rf"(?<![\w<>=!*/]){re.escape(sign)}(?![\w<>=!*/])", source[start:end])
        return (start + found.start(), start + found.end()) if found else None

    def span(part: ast.AST) -> tuple[int, int]:
        return offsets(part.lineno, part.col_offset), offsets(part.end_lineno, part.end_col_offset)

    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        sign, after = _COMPARE[type(node.ops[0])]
        if place := between(node.left, node.comparators[0], sign):
            yield "comparison", *place, after
    elif isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
        sign, after = _ARITHMETIC[type(node.op)]
        if place := between(node.left, node.right, sign):
            yield "arithmetic", *place, after
    elif isinstance(node, ast.BoolOp):
        sign, after = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        if place := between(node.values[0], node.values[1], sign):
            yield "logic", *place, after
    elif isinstance(node, ast.If | ast.IfExp):
        start, end = span(node.test)
        yield "condition", start, end, f"not ({source[start:end]})"
    elif isinstance(node, ast.Constant):
        start, end = span(node)
        text = source[start:end]
        if isinstance(node.value, bool):
            yield "constant", start, end, str(not node.value)
        elif isinstance(node.value, int | float):
            yield "constant", start, end, repr(node.value + 1 if isinstance(node.value, int) else node.value * 1.1)
        elif isinstance(node.value, str) and "\n" not in text:
            for found in DIGITS.finditer(text):
                yield "words", start, end, other_digit(text, found.start())


# data


def _cells(root: Path, files: list[str]) -> Iterator[tuple[str, list[dict[str, str]], dict[str, str], str]]:
    """Yield file, rows, row and column of every cell."""
    for file in files:
        with (root / "data" / file).open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        for row in rows:
            for column in row:
                yield file, rows, row, column


def _changed(kind: str, cell: tuple, after: str) -> Mutation:
    file, rows, row, column = cell
    at, key = rows.index(row), next(iter(row.values()))

    def content() -> str:
        return written([{**other, column: after} if place == at else other for place, other in enumerate(rows)]).decode()

    return Mutation(kind, f"data/{file}", f"{key}.{column}", row[column], after, content)


def in_figures(root: Path) -> Iterator[Mutation]:
    """Yield changes of one digit in the tables that hold evidence."""
    tables = sorted(path.name for path in (root / "data").glob("*.csv"))
    for cell in _cells(root, [table for table in tables if table not in NOT_EVIDENCE]):
        _, _, row, column = cell
        if column.endswith("_id") or column in ("second_extraction", "checked", "rows"):
            continue
        for found in DIGITS.finditer(row[column]):
            yield _changed("figure", cell, other_digit(row[column], found.start()))


NOT_EVIDENCE = (
    "questions.csv", "question_options.csv", "answer_key.csv", "figure_key.csv", "second_extraction.csv", "lessons.csv",
    "glossary.csv", "sources.csv", "objectives.csv", "errata.csv",
)  # fmt: skip


def in_answers(root: Path) -> Iterator[Mutation]:
    """Yield changes of what is right in a question: option, order, answer, tolerance."""
    for cell in _cells(root, ["questions.csv", "question_options.csv"]):
        _, _, row, column = cell
        value = row[column]
        if value in ("true", "false"):
            yield _changed("right answer", cell, "false" if value == "true" else "true")
        elif column in ("answer", "tolerance", "position", "formula", "feedback", "prompt", "text", "hint_1", "hint_2", "hint_3"):
            for found in DIGITS.finditer(value):
                yield _changed("right answer", cell, other_digit(value, found.start()))


# notebooks


def _notebooks(root: Path) -> Iterator[tuple[str, dict]]:
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        yield path.relative_to(root).as_posix(), json.loads(path.read_text(encoding="utf-8"))


def _in_lines(kind: str, file: str, notebook: dict, cell: dict, holder: dict, key: str) -> Iterator[Mutation]:
    """Yield changes of one digit in one text of a notebook: outside comments, tags and addresses."""
    text = "".join(holder[key])
    for found in re.finditer(r"<!--.*?-->|<[^>]*>|https?:\S+|\]\([^)]*\)|`[^`]*`|(?P<digit>\d)", text, flags=re.DOTALL):
        if not found["digit"]:
            continue
        after = other_digit(text, found.start())
        near = slice(max(0, found.start() - 20), found.start() + 20)
        content = partial(_with, notebook, holder, key, after)
        yield Mutation(kind, file, f"cell {cell['id']}", text[near], after[near], content)


def _with(notebook: dict, holder: dict, key: str, after: str) -> str:
    """Return the notebook as text, with another text in one place."""
    before, holder[key] = holder[key], after
    content = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
    holder[key] = before
    return content


def in_outputs(root: Path) -> Iterator[Mutation]:
    """Yield changes of one digit in what a stored output shows."""
    for file, notebook in _notebooks(root):
        for cell in notebook["cells"]:
            for output in cell.get("outputs", ()):
                for mime in output.get("data", {}):
                    yield from _in_lines("stored output", file, notebook, cell, output["data"], mime)


def in_prose(root: Path) -> Iterator[Mutation]:
    """Yield changes of one digit in the text of a lesson."""
    for file, notebook in _notebooks(root):
        for cell in notebook["cells"]:
            if cell["cell_type"] == "markdown":
                yield from _in_lines("prose", file, notebook, cell, cell, "source")


KINDS = {"code": in_code, "figures": in_figures, "answers": in_answers, "outputs": in_outputs, "prose": in_prose}
