"""Does what a student saved survive an update of the course in mid-term? With the real nbgitpuller, and no network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pytest

from helpers.jupyter.saving import keep_the_static_view
from tests.conftest import ROOT
from tests.support.reference import when_asked

pytestmark = pytest.mark.slow
filemanager = when_asked("jupyter_server.services.contents.filemanager")

SAVED, OTHER, DELETED, DELETED_AND_CHANGED, NEW = (
    "03_reading_the_headline", "05_benefits_and_harms", "07_combinations", "08_personal_choice", "12_new_lesson",
)  # fmt: skip
PLAIN = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0"}  # nobody's own settings
PROGRESS = '{"version": 1, "items": {}, "comment": "not a real one: it must come through byte by byte"}\n'


def run(folder: Path, *command: str) -> str:
    """Run a program in a folder, and return what it prints."""
    made = subprocess.run(command, cwd=folder, env=os.environ | PLAIN, capture_output=True, text=True, encoding="utf-8")
    assert made.returncode == 0, made.stdout + made.stderr
    return made.stdout


def git(folder: Path, *arguments: str) -> str:
    """Run git as nobody in particular."""
    return run(folder, "git", "-c", "user.name=course", "-c", "user.email=course@example.org", *arguments)


def lesson(folder: Path, name: str) -> Path:
    """Return the path of a lesson in a clone."""
    return folder / "notebooks" / f"{name}.ipynb"


def edit(path: Path, change: Callable[[nbformat.NotebookNode], None]) -> None:
    """Change a notebook and save it as a student's JupyterLab does."""
    manager = filemanager.FileContentsManager(root_dir=str(path.parent))
    manager.register_pre_save_hook(keep_the_static_view)
    content = nbformat.read(path, as_version=4)
    change(content)
    manager.save({"type": "notebook", "content": content}, path.name)


def answer_cell(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return the cell where a student writes the answer to the first exercise."""
    return next(cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.startswith("answer = "))


def studied(notebook: nbformat.NotebookNode) -> None:
    """Run every cell, write an answer, and add a note of one's own at the end."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number, cell in enumerate(code, start=101):
        cell.execution_count = number
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = number
    answer = answer_cell(notebook)
    answer.source = answer.source.replace("...", "29.3", 1)
    answer.outputs = [nbformat.v4.new_output("stream", name="stdout", text="what the student saw")]
    notebook.cells.append(nbformat.v4.new_markdown_cell("A note of the student."))


def corrected(notebook: nbformat.NotebookNode) -> None:
    """Correct the first words of a lesson, and the cell in which the student writes as well."""
    notebook.cells[0].source += "\n\nA sentence that came in mid-term."
    answer = answer_cell(notebook)
    answer.source = answer.source.replace("...", "None", 1)


def publish(author: Path, said: str) -> None:
    """Let the author's folder become the newest version of the course."""
    git(author, "add", "--all")
    git(author, "commit", "--quiet", "--message", said)
    git(author, "push", "--quiet", "origin", "HEAD:main")


def by_gitpuller(upstream: Path, student: Path) -> None:
    """Follow the link of the class: nbgitpuller's own command."""
    run(student.parent, sys.executable, "-m", "nbgitpuller.pull", upstream.as_uri(), "main", str(student))


def by_reset(upstream: Path, student: Path) -> None:
    """Take the newest version and forget everything else."""
    git(student, "fetch", "--quiet", upstream.as_uri(), "main")
    git(student, "reset", "--quiet", "--hard", "FETCH_HEAD")


@dataclass
class Term:
    """A course in mid-term: its repository, its author's folder, a student's, and the student's own files before the update."""

    folder: Path
    own: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self):
        self.upstream, self.author, self.student = (self.folder / name for name in ("upstream.git", "author", "student"))

    def begin(self) -> None:
        """Publish the real lessons, and let the student follow the link."""
        run(self.folder, "git", "init", "--quiet", "--bare", "--initial-branch=main", str(self.upstream))
        run(self.folder, "git", "clone", "--quiet", self.upstream.as_uri(), str(self.author))
        shutil.copytree(ROOT / "notebooks", self.author / "notebooks", ignore=shutil.ignore_patterns(".*"))
        shutil.copy(ROOT / ".gitignore", self.author)
        publish(self.author, "the course")
        by_gitpuller(self.upstream, self.student)

    def study(self) -> None:
        """Let the student save a lesson, delete two, and keep progress and notes."""
        edit(lesson(self.student, SAVED), studied)
        for name in (DELETED, DELETED_AND_CHANGED):
            lesson(self.student, name).unlink()
        (self.student / "progress.json").write_text(PROGRESS, encoding="utf-8")
        (self.student / "my_notes.txt").write_text("mine", encoding="utf-8")
        self.own = {name: (self.student / name).read_bytes() for name in ("progress.json", "my_notes.txt")}

    def correct(self) -> None:
        """Let the author correct three lessons and add one."""
        for name in (SAVED, OTHER, DELETED_AND_CHANGED):
            edit(lesson(self.author, name), corrected)
        shutil.copy(lesson(self.author, OTHER), lesson(self.author, NEW))
        publish(self.author, "corrected in mid-term")

    def saved(self) -> nbformat.NotebookNode:
        """Return the lesson that the student saved, as it is now."""
        return nbformat.read(lesson(self.student, SAVED), as_version=4)


def term(folder: Path, update: Callable[[Path, Path], None]) -> Term:
    """Return a term after its update."""
    made = Term(folder)
    made.begin()
    made.study()
    made.correct()
    update(made.upstream, made.student)
    return made


@pytest.fixture(scope="module")
def updated(tmp_path_factory) -> Term:
    """A term in which the student followed the link of the class once more."""
    return term(tmp_path_factory.mktemp("term"), by_gitpuller)


def is_the_students(notebook: nbformat.NotebookNode) -> bool:
    """Whether a lesson holds the student's answer with what was seen, the counts of the student's run, and the note."""
    answer = answer_cell(notebook)
    counts = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code"]
    return (
        answer.source.startswith("answer = 29.3")
        and answer.outputs[0].text == "what the student saw"
        and counts == list(range(101, 101 + len(counts)))
        and notebook.cells[-1].source == "A note of the student."
    )


def test_what_a_student_saved_stands_after_an_update(updated):
    nbformat.validate(updated.saved())
    assert is_the_students(updated.saved())


def test_in_a_saved_lesson_what_the_student_left_alone_is_corrected_too(updated):
    assert updated.saved().cells[0].source.endswith("A sentence that came in mid-term.")


def test_all_other_lessons_are_the_new_ones(updated):
    """The corrected one, the new one, and both that the student had deleted."""
    published = [path for path in (updated.author / "notebooks").glob("*.ipynb") if path.stem != SAVED]
    assert {OTHER, NEW, DELETED, DELETED_AND_CHANGED} < {path.stem for path in published}
    for path in published:
        assert lesson(updated.student, path.stem).read_bytes() == path.read_bytes(), path.name
    assert lesson(updated.student, OTHER).read_bytes() != (ROOT / "notebooks" / f"{OTHER}.ipynb").read_bytes()


def test_progress_and_files_of_ones_own_are_left_alone(updated):
    assert {name: (updated.student / name).read_bytes() for name in updated.own} == updated.own
    assert not git(updated.student, "ls-files", "progress.json") and not [*updated.student.glob("progress_*")]


def test_a_second_update_changes_nothing(updated):
    once = lesson(updated.student, SAVED).read_bytes()
    by_gitpuller(updated.upstream, updated.student)
    assert lesson(updated.student, SAVED).read_bytes() == once


def test_work_that_was_lost_would_be_seen(tmp_path):
    """The same update by a plain reset: nothing of the student's lesson is left."""
    lost = term(tmp_path, by_reset)
    assert not is_the_students(lost.saved()) and answer_cell(lost.saved()).source.startswith("answer = None")
    assert lost.saved().cells[0].source.endswith("A sentence that came in mid-term.")
