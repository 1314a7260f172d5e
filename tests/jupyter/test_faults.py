"""What a learner's machine may do to the course: cells in any order, odd places and settings, no network, an installed wheel."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import matplotlib
import nbformat
import pytest

from helpers.jupyter.kernel import MISTYPED, NOT_RUN
from helpers.learn import notebook_text
from helpers.lessons import modules
from tests.conftest import NOTEBOOKS, ROOT
from tests.support.kernel import KernelSession

pytestmark = pytest.mark.slow

HEADLINE = next(path for path in NOTEBOOKS if path.name.startswith("03"))


def code(path: Path) -> list[str]:
    return [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def test_cells_out_of_order_twice_and_without_the_first():
    """Without the first cell the learner reads one sentence and no traceback; in any other order every cell works."""
    first, *others = code(HEADLINE)
    with KernelSession(HEADLINE.parent) as session:
        session.run("lesson.headline_figure()")
        assert session.tracebacks == [[NOT_RUN]] and NOT_RUN.count(". ") == 1
        session.run("lessen")
        assert "lessen" in session.errors[1] and len(session.tracebacks[1]) > 1, "outside a lesson a slip has its traceback"
        session.run(first)
        for slip, words in (
            ("lessen.headline_figure()", "NameError, name 'lessen' is not defined"),
            ("lesson.headline_figur()", "AttributeError, module 'helpers.lessons.lesson_03' has no attribute 'headline_figur'"),
            ("lesson.headline_figure(", "SyntaxError, incomplete input"),
        ):
            session.run(slip)
            assert session.tracebacks.pop() == [MISTYPED.format(words=words)] and session.errors.pop()
        session.run("from helpers.evidence import load")  # as the first cell of Under the hood does
        random.Random(3).shuffle(others)
        for source in [*others, *others[:5]]:
            session.run(source.replace("answer = ...", "answer = 1"))
        assert len(session.errors) == 2


@pytest.mark.parametrize(
    "settings",
    [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "de_DE.ISO-8859-1", "PYTHONUTF8": "0"},
        {"TZ": "nowhere", "LC_ALL": "C", "PYTHONHASHSEED": "7", "MPLBACKEND": "agg", "HOME": "/nowhere"},
    ],
    ids=["German", "bare"],
)
def test_an_odd_path_an_odd_locale_and_no_network(tmp_path, settings):
    """Every cell of a lesson gives the stored output, and nothing connects anywhere."""
    place = tmp_path / "Käthe's Kurs – ä ö İı (1)"
    for part in ("helpers", "data", "notebooks"):
        shutil.copytree(ROOT / part, place / part)
    check = """
import sys
def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "urllib.Request"):
        raise RuntimeError(f"the network was asked: {event} {arguments}")
sys.addaudithook(refuse)
import re, pathlib, nbformat
from helpers.lessons import lesson_03 as lesson
import helpers
assert "Kurs" in helpers.__file__, helpers.__file__
seen = 0
for cell in nbformat.read(next(pathlib.Path("notebooks").glob("03*.ipynb")), as_version=4).cells:
    if cell.cell_type == "code" and re.fullmatch(r"lesson[.]\\w+[(]\\d?[)]", cell.source):
        shown = eval(cell.source)._repr_mimebundle_()
        for kind in ("text/plain", "text/html"):
            assert shown[kind] == cell.outputs[0].data[kind], cell.source
        seen += 1
print(seen)
"""
    environment = {**os.environ, **settings, "PYTHONPATH": str(place), "MPLCONFIGDIR": matplotlib.get_configdir()}
    run = subprocess.run(
        [sys.executable, "-c", check], cwd=place, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert run.returncode == 0, run.stderr[-2000:]
    assert int(run.stdout) == sum(bool(re.fullmatch(r"lesson[.]\w+[(]\d?[)]", source)) for source in code(HEADLINE)) > 10


def test_a_renamed_folder_of_notebooks_is_said_and_not_taken_for_an_empty_text(tmp_path, monkeypatch):
    monkeypatch.setattr(notebook_text, "NOTEBOOKS", tmp_path)
    lesson = modules()["03"]
    assert "is not where the course keeps it" in lesson.provenance().current.sentence
    sources = lesson.sources()
    assert "is not where the course keeps it" in sources.plain() and "is not where the course keeps it" in sources.html()
    monkeypatch.undo()
    assert "is not where" not in lesson.sources().plain() and len(lesson.provenance().controls["figure"].options) > 10


def test_an_installed_wheel_works_in_a_bare_place(tmp_path):
    """The wheel carries data and notebooks; progress never goes into the place where packages are installed."""
    built = tmp_path / "built"
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)], cwd=ROOT, check=True, capture_output=True
    )
    site = tmp_path / "lib" / "site-packages"
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(site)
    check = """
from helpers.evidence import load, DATA
from helpers.lessons import lesson_03
from helpers.learn.progress import Progress
assert "site-packages" in str(DATA), DATA
print(len(load().figures), lesson_03.headline_figure().sentence)
print(len(lesson_03.sources().sources), len(lesson_03.provenance().controls["figure"].options))
progress = Progress()
progress.record("L03-Q1", True)
print(progress.path, progress.records()["L03-Q1"].right)
"""
    environment = {key: value for key, value in os.environ.items() if key != "MYELOMA_COURSE_PROGRESS"}
    environment |= {
        "PYTHONPATH": str(site),
        "XDG_DATA_HOME": str(tmp_path / "own"),
        "HOME": str(tmp_path),
        "LOCALAPPDATA": str(tmp_path / "own"),
    }
    run = subprocess.run([sys.executable, "-c", check], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr[-2000:]
    figures, sources, place = run.stdout.splitlines()
    assert "52.8 months with lenalidomide" in figures
    assert [int(number) for number in sources.split()] == [
        len(modules()["03"].sources().sources), len(modules()["03"].provenance().controls["figure"].options),
    ]  # fmt: skip
    assert "site-packages" not in place and place.endswith("True")
