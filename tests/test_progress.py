"""Is progress kept: atomically, by several notebooks at once, through damage, on a read-only disk?"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from helpers import progress as module
from helpers.progress import DEFAULT, Progress, Record
from tests.conftest import ROOT


@pytest.fixture
def path(tmp_path):
    return tmp_path / "progress.json"


def test_a_try_is_kept_and_right_stays_right(path):
    Progress(path).record("L03-Q1", False)
    Progress(path).record("L03-Q1", True)
    Progress(path).record("L03-Q1", False)
    kept = Progress(path).records()["L03-Q1"]
    assert (kept.tries, kept.right) == (3, True)
    assert json.loads(path.read_text(encoding="utf-8"))["version"] == 1


def test_git_ignores_the_file():
    assert "progress*.json*" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert DEFAULT == ROOT / "progress.json"


def test_the_place_can_be_set(monkeypatch, tmp_path):
    monkeypatch.setenv(module.VARIABLE, str(tmp_path / "mine.json"))
    Progress().record("L03-Q1", True)
    assert (tmp_path / "mine.json").exists()


def test_several_notebooks_lose_nothing_to_each_other(path):
    code = "import sys; from helpers.progress import Progress\nfor n in range(40): Progress(sys.argv[1]).record(f'L03-Q{n % 4}', True)"
    runs = [subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=ROOT) for _ in range(4)]
    assert [run.wait(timeout=120) for run in runs] == [0, 0, 0, 0]
    assert {key: record.tries for key, record in Progress(path).records().items()} == {f"L03-Q{n}": 40 for n in range(4)}
    assert [other.name for other in path.parent.iterdir()] == ["progress.json"]


@pytest.mark.parametrize("damage", ["", "{", '{"items": 3}', '{"items": {"L03-Q1": {"tries": 1}}}', "[]", "\x00"])
def test_a_damaged_file_is_kept_aside_and_said(path, damage):
    path.write_text(damage, encoding="utf-8")
    progress = Progress(path)
    progress.record("L03-Q2", True)
    assert list(progress.records()) == ["L03-Q2"]
    assert (path.parent / "progress-damaged-1.json").read_text(encoding="utf-8") == damage
    assert progress.notes == [
        "The file progress.json was damaged. It was kept aside as progress-damaged-1.json; progress starts anew."
    ]
    path.write_text("{", encoding="utf-8")
    Progress(path).records()
    assert (path.parent / "progress-damaged-2.json").exists()


def test_a_disk_that_cannot_be_written_keeps_progress_for_the_session_and_says_so(path, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise PermissionError(30, "Read-only file system")

    progress = Progress(path)
    progress.record("L03-Q1", True)
    with monkeypatch.context() as patched:
        patched.setattr(module.os, "open", refuse)
        progress.record("L03-Q2", True)
        progress.record("L03-Q2", False)
        assert progress.records()["L03-Q2"].tries == 2 and progress.records()["L03-Q1"].right
        assert progress.notes[0].startswith("Progress could not be saved (Read-only file system). It is kept until")
        assert len(progress.notes) == 1
    progress.record("L03-Q3", True)
    assert set(Progress(path).records()) == {"L03-Q1", "L03-Q2", "L03-Q3"}


def test_a_folder_that_is_not_there_is_a_disk_that_cannot_be_written(tmp_path):
    progress = Progress(tmp_path / "nowhere" / "progress.json")
    progress.record("L03-Q1", True)
    assert progress.records()["L03-Q1"].right and "could not be saved" in progress.notes[0]


def test_a_write_that_fails_leaves_the_old_file(path, monkeypatch):
    Progress(path).record("L03-Q1", True)
    before = path.read_text(encoding="utf-8")
    monkeypatch.setattr(module.os, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    progress = Progress(path)
    progress.record("L03-Q2", True)
    assert path.read_text(encoding="utf-8") == before
    assert "No space left on device" in progress.notes[0]
    assert [other.name for other in path.parent.iterdir()] == ["progress.json"]


def test_a_lock_left_behind_is_taken_over(path, monkeypatch):
    monkeypatch.setattr(module, "_LOCK_SECONDS", 0.1)
    path.with_name("progress.json.lock").touch()
    Progress(path).record("L03-Q1", True)
    assert Progress(path).records() == {"L03-Q1": Record(1, True, Progress(path).records()["L03-Q1"].last)}


def test_reset_forgets_everything(path):
    Progress(path).record("L03-Q1", True)
    Progress(path).reset()
    assert Progress(path).records() == {}
