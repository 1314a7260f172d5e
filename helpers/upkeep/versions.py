"""One set of versions for everybody, whatever a registry offers later.

A date alone does not hold them: a registry may show an older upload late. So every package, run time and development, has
its exact version in ``pyproject.toml`` (``[tool.uv] constraint-dependencies``; uv reads them there and nowhere else), and
the date in ``exclude-newer`` stays as a second belt. ``uv run``, ``requirements.lock`` and CI all follow these pins.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

from . import ROOT

HEAD = (
    "# From pyproject.toml by: uv run python -m helpers.upkeep lock\n# Use: pip install --require-hashes -r requirements.lock\n"
)
_EXPORT = ("--frozen", "--no-dev", "--no-emit-project", "--no-header", "--no-annotate", "--format", "requirements-txt")
_RESOLVE = ("--universal", "--no-annotate", "--no-header", "--no-emit-index-url", "--python-version", "3.11")
_BUILD = "hatchling>=1.27\neditables\n"  # what builds the course itself, and what an editable install asks for


def pins(root: Path) -> dict[str, list[str]]:
    """Return the pinned requirements of a project ("numpy==2.4.6 ; python_full_version < '3.12'"), by kind of pin."""
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["uv"]
    return {key: settings.get(key, []) for key in ("constraint-dependencies", "build-constraint-dependencies")}


def renew_pins(root: Path, date: str) -> None:
    """Resolve everything anew, as the registry stood on ``date`` ("2026-11-15"), and write the versions found as pins."""
    if not re.fullmatch(r"20\d\d-\d\d-\d\d", date):
        raise SystemExit(f'"{date}" is no date; a date like 2026-11-15 is expected.')
    project = root / "pyproject.toml"
    text = re.sub(r'(?m)^(exclude-newer = ")[\d-]+', rf"\g<1>{date}", project.read_text(encoding="utf-8"))
    for key in pins(root):
        text = _with_pins(text, key, [])
    project.write_text(text, encoding="utf-8", newline="\n")
    found = _uv(root, "pip", "compile", "pyproject.toml", "--group", "dev", *_RESOLVE)
    build = _uv(root, "pip", "compile", "-", "--exclude-newer", f"{date}T00:00:00Z", *_RESOLVE, given=_BUILD)
    for key, lines in zip(pins(root), (found, build), strict=True):
        text = _with_pins(text, key, re.findall(r"^[\w.-]+==.+$", lines, flags=re.MULTILINE))
    project.write_text(text, encoding="utf-8", newline="\n")


def _with_pins(text: str, key: str, requirements: list[str]) -> str:
    lines = "".join(f'    "{requirement}",\n' for requirement in requirements)
    return re.sub(rf"(?m)^{key} = \[\n(?:    .*\n)*\]", f"{key} = [\n{lines}]", text)


def lock_text(root: Path, kept: str) -> str:
    """Return what ``requirements.lock`` must hold: the run-time packages with hashes, for every platform.

    Args:
        root: the project's folder.
        kept: the lock as it is. A version that stays keeps its hashes: files uploaded later for an old version change nothing.
    """
    _uv(root, "lock")
    old = {_requirement(block): block for block in _blocks(kept)}
    return HEAD + "".join(old.get(_requirement(block), block) for block in _blocks(_uv(root, "export", *_EXPORT)))


def _blocks(lock: str) -> list[str]:
    return re.split(r"^(?=[\w.-]+==)", lock, flags=re.MULTILINE)[1:]


def _requirement(block: str) -> str:
    return block.splitlines()[0].removesuffix(" \\")


def _uv(root: Path, *arguments: str, given: str | None = None) -> str:
    """Run uv in a project's folder and return what it prints."""
    uv = os.environ.get("UV") or shutil.which("uv")
    if uv is None:
        raise SystemExit("uv is not installed: python -m pip install uv")
    run = subprocess.run([uv, *arguments, "--quiet"], cwd=root, input=given, capture_output=True, text=True, encoding="utf-8")
    if run.returncode:
        raise SystemExit(run.stderr)
    return run.stdout


def lock(root: Path = ROOT) -> None:
    """Export the run-time packages with hashes, for every platform, without naming a package host."""
    path = root / "requirements.lock"
    path.write_text(lock_text(root, path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


def move_on(date: str, root: Path = ROOT) -> None:
    """Move every version on to what the registry offered on ``date``, with new hashes."""
    renew_pins(root, date)
    (root / "requirements.lock").write_text(lock_text(root, ""), encoding="utf-8", newline="\n")
