"""Is the code clean, and do imports run one way?"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

# each layer may import the layers before it, never one after it
LAYERS = (
    ("evidence", "jupyter"),
    ("wording", "statistics"),
    ("comparability", "show"),
    ("learn",),
    ("widgets",),
    ("lessons",),
    ("upkeep", "site", "class_results"),
)
LAYER = {name: number for number, names in enumerate(LAYERS) for name in names}
MODULES = sorted(path for path in (ROOT / "helpers").rglob("*.py") if path != ROOT / "helpers" / "__init__.py")


def imported(path: Path) -> set[str]:
    """Return the parts of ``helpers`` that a module imports."""
    package = list(path.relative_to(ROOT / "helpers").parent.parts)
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            names = [node.module] if node.module else [alias.name for alias in node.names]
            found |= {[*base, *name.split(".")][0] for name in names}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT / "helpers").as_posix())
def test_imports_run_one_way(path):
    own = path.relative_to(ROOT / "helpers").parts[0].removesuffix(".py")
    for name in imported(path):
        assert LAYER[name] <= LAYER[own], f"{own} imports {name}"


def test_a_lesson_imports_nothing_from_another_lesson():
    for path in (path for path in MODULES if re.fullmatch(r"lesson_\d\d", path.parent.name)):
        found = re.findall(r"^from [.\w]*(lesson_\d\d)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert set(found) <= {path.parent.name}, path


def test_no_two_modules_have_one_name():
    names = [path.stem for path in MODULES if path.stem not in ("__init__", "__main__")]
    assert sorted(names) == sorted(set(names))


def test_a_file_can_be_read_without_getting_lost():
    for path in MODULES:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) <= 250, f"{path} has {len(lines)} lines: split it along the data's way"
        for node in (node for node in ast.walk(ast.parse("\n".join(lines))) if isinstance(node, ast.FunctionDef)):
            said = node.body[0].end_lineno - node.body[0].lineno + 1 if ast.get_docstring(node) else 0
            length = node.end_lineno - node.lineno + 1 - said
            assert length <= 40, f"{path}: {node.name} has {length} lines beside its docstring"


def test_no_module_uses_pyplot_or_the_network():
    for path in MODULES:
        assert not re.search(r"pyplot|urllib\.request|import requests|http\.client", path.read_text(encoding="utf-8")), path


def test_every_public_function_and_class_says_what_it_does():
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), path
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), f"{path.name}: {node.name}"


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]])
def test_ruff_has_nothing_to_say(command):
    run = subprocess.run([sys.executable, "-m", "ruff", *command, "helpers", "tests"], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout
