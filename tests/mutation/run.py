"""Run the tests that may see a change, the likely ones first, until one does."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.kinds import Mutation
from tests.mutation.reach import VARIABLE

SECONDS = 900  # a change that makes a test run for ever is caught by that
WITHOUT_END = 7200  # for the unchanged course, on whatever machine
# without a kernel, a browser or another process, and without what compares stored text, which comes last
STORED = "every_value_of_every_control or every_other_cell"
PLAIN = [
    "-p", "no:cacheprovider", "-o", "addopts=", "-q", "-x", "-n", "0", "-rfE",
    "--deselect", "tests/project/test_code.py::test_ruff_has_nothing_to_say",  # it would see how a change looks, not what it does
]  # fmt: skip
LIKELY = {
    "data": ["tests/evidence", "tests/learn/test_prose.py"],
    "notebooks": [
        "tests/learn/test_prose.py",
        "tests/project/test_notebooks.py",
        "tests/lessons/test_course.py",
        "tests/lessons/test_words.py",
    ],
}


@dataclass(frozen=True)
class Reach:
    """Which tests reach which functions of ``helpers``.

    Attributes:
        tests: by the id of a test, its seconds and the functions it reached, as "file:first line".
    """

    tests: dict[str, tuple[float, list[str]]]

    @classmethod
    def measured(cls, root: Path, scratch: Path) -> Reach:
        """Run the quick tests once, with their functions noted."""
        folder = scratch / "reach"
        folder.mkdir()
        command = ["-o", "addopts=", "-q", "-n", "2", "-p", "tests.mutation.reach", "-m", "not slow", "tests"]
        done = _pytest(command, root, {VARIABLE: str(folder)}, WITHOUT_END)
        if done.returncode:
            raise SystemExit(f"The course must pass before it is changed:\n{done.stdout[-3000:]}")
        tests: dict[str, tuple[float, list[str]]] = {}
        for path in folder.glob("*.json"):
            tests |= json.loads(path.read_text(encoding="utf-8"))
        return cls(tests)

    def of(self, file: str, line: int) -> list[str]:
        """Return the ids of the tests that reach a function, the fastest first; of its file if none does (a table, a default)."""
        names = [name for _, reached in self.tests.values() for name in reached if name.startswith(f"{file}:")]
        wanted = {f"{file}:{line}"} & set(names) or set(names)
        return sorted(
            (test for test, (_, found) in self.tests.items() if wanted & set(found)), key=lambda test: self.tests[test][0]
        )


def caught_by(mutation: Mutation, root: Path, reach: Reach) -> str | None:
    """Apply a change to a copy, and return what sees it: the loader, a test file, a stored text, or nothing."""
    mutation.apply(root)
    folder = Path(mutation.file).parts[0]
    if folder == "data" and _refused(root):
        return "the loader"
    likely = [*LIKELY.get(folder, []), "-m", "not slow"]
    stored = ["tests/widgets/test_explorers.py", "-k", STORED]
    rest = ["tests", "-m", "not slow", "-k", f"not ({STORED})"]
    if folder == "helpers":
        reaching = reach.of(mutation.file, _first_line(mutation))
        # what is loaded once is reached by the first test only
        steps = [reaching] if reaching and not mutation.file.startswith("helpers/evidence") else [rest, stored]
    elif folder == "data":
        steps = [likely, stored, rest]
    else:
        compared = ["--nbval", "--nbval-current-env", mutation.file]
        steps = [compared, likely, rest] if mutation.kind == "stored output" else [likely, rest]
    for step in steps:
        done = _pytest([*PLAIN, *step], root)
        if done.returncode not in (0, 5):  # 5: no test was chosen
            found = re.search(r"^(?:FAILED|ERROR) ([^\s:]+)(?:::(?:.*::)?(\w+))?", done.stdout, flags=re.MULTILINE)
            return _name(*found.groups()) if found else "a run that broke off"
    return None


def _name(file: str, test: str | None) -> str:
    if file.endswith(".ipynb"):
        return "nbval on the notebook"
    if test and re.search(STORED.replace(" or ", "|"), test):
        return "tests/said"
    return Path(file).name


def _refused(root: Path) -> bool:
    return _python(["-c", "from helpers.evidence import load; load()"], root).returncode != 0


def _first_line(mutation: Mutation) -> int:
    """Return the first line of the innermost function that holds a change (of its decorators, as Python counts)."""
    line = int(mutation.place.removeprefix("line "))
    found = (0, 0)
    for node in ast.walk(ast.parse(mutation.content())):
        if isinstance(node, ast.FunctionDef) and node.lineno <= line <= node.end_lineno:
            found = max(found, (node.lineno, min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])))
    return found[1]


def _pytest(arguments: list[str], root: Path, environment=None, seconds: int = SECONDS) -> subprocess.CompletedProcess:
    return _python(["-m", "pytest", *arguments], root, environment, seconds)


def _python(arguments: list[str], root: Path, environment=None, seconds: int = SECONDS) -> subprocess.CompletedProcess:
    """Run Python in a copy, which goes before the course that is installed."""
    variables = {**os.environ, **(environment or {}), "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, *arguments]
    try:
        return subprocess.run(
            command, cwd=root, env=variables, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=seconds
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 1, "FAILED the-clock", "")
