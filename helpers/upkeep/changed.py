"""What has to be refreshed, and tested, after a change."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .outputs import TEACHING

# the first pattern that a path matches says what follows from it; {0} is the number of a lesson
_FOLLOWS = (
    (r"data/|helpers/evidence/", ("dictionary", "minutes", "ties", "glossary", "readme", "picture", "outputs"), "every", "tests"),
    (r"helpers/lessons/lesson_(\d\d)/", ("outputs",), "{0}",
     "tests/lessons/test_lesson_{0}.py tests/widgets tests/project -k '{0} or code'"),
    (
        r"notebooks/(\d\d)_\w+\.ipynb",
        ("minutes", "ties", "glossary", "readme", "outputs"),
        "{0}",
        "notebooks tests/learn tests/lessons -k {0}",
    ),
    (rf"helpers/lessons/{TEACHING}/|notebooks/{TEACHING}/", ("outputs",), TEACHING, "tests/teaching notebooks/teaching"),
    (r"helpers/upkeep/", (), "", "tests/upkeep"),
    (r"helpers/(\w+)/.*\.py|helpers/\w+\.py", ("picture", "outputs"), "every", "tests"),
    (r"pyproject\.toml", ("lock",), "", "tests/upkeep"),
    (r"tests/", (), "", "tests"),
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """What follows from a change.

    Attributes:
        steps: of ``helpers.upkeep``.
        lessons: whose outputs are refreshed; none stands for every lesson.
        tests: arguments of pytest, one group each.
    """

    steps: frozenset[str]
    lessons: tuple[str, ...]
    tests: tuple[str, ...]

    @property
    def words(self) -> str:
        """Say it to a maintainer."""
        if not self.steps and not self.tests:
            return "Nothing changed that anything follows from."
        lessons = f" of lessons {', '.join(self.lessons)}" if self.lessons else ""
        return "\n".join([
            f"Refreshed: {', '.join(sorted(self.steps)) or 'nothing'}{lessons}. Then test:",
            f"  {' '.join(['uv run python -m tests.support.said', *self.lessons])}  (and read its diff), if a view changed",
            *(f'  uv run pytest {group} -m "not slow"' for group in self.tests),
        ])  # fmt: skip


def what_changed(root: Path) -> Change:
    """Return what follows from all that git sees as changed or new since the last commit."""
    listed = subprocess.run(
        ["git", "status", "--porcelain", "--untracked-files=all"], cwd=root, capture_output=True, text=True, check=True
    )
    return follows(line[3:].rpartition(" -> ")[2].strip('"') for line in listed.stdout.splitlines())


def follows(paths: Iterable[str]) -> Change:
    """Return what follows from a change of these files (paths from the root of the project)."""
    steps: set[str] = set()
    lessons: set[str] = set()
    tests: set[str] = set()
    for path in paths:
        for pattern, needed, lesson, test in _FOLLOWS:
            if found := re.match(pattern, path):
                number = next((group for group in found.groups() if group), "")
                steps |= set(needed)
                # lesson 00 and the instructor's guide count what each lesson holds
                lessons |= {lesson.format(number), *(("00", TEACHING) if number else ())} - {""}
                tests.add(test.format(number))
                break
    every = "every" in lessons
    return Change(
        frozenset(steps), () if every else tuple(sorted(lessons)), ("tests",) if "tests" in tests else tuple(sorted(tests))
    )
