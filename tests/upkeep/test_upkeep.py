"""Does upkeep run what it is asked for, where it is asked for it, and say what it does not know?"""

from __future__ import annotations

import pytest

from helpers.upkeep import __main__ as upkeep
from helpers.upkeep import outputs, versions


@pytest.fixture
def run(monkeypatch):
    """Return what the steps were called with, each step replaced by a note."""
    calls = []
    for name in upkeep.STEPS:
        monkeypatch.setitem(upkeep.STEPS, name, lambda root, *lessons, name=name: calls.append((name, *lessons)))
    monkeypatch.setattr(upkeep, "move_on", lambda date: calls.append(("move on", date)))
    return calls


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ([], [("dictionary",), ("picture",), ("outputs",), ("lock",)]),
        (["04", "10"], [("outputs", "04", "10")]),
        (["dictionary", "outputs", "04"], [("dictionary",), ("outputs", "04")]),
        (["--move-on", "2026-11-15"], [("move on", "2026-11-15")]),
    ],
)
def test_it_runs_the_steps_that_are_named(run, arguments, wanted):
    upkeep.main(arguments)
    assert run == wanted


def test_an_unknown_step_is_named_and_nothing_runs(run, capsys):
    with pytest.raises(SystemExit):
        upkeep.main(["dictionary", "pictures"])
    assert 'no step is called "pictures"; the steps are dictionary, picture, outputs, lock' in capsys.readouterr().err
    assert run == []


def test_the_lock_keeps_what_it_held_and_moving_on_starts_anew(tmp_path, monkeypatch):
    (tmp_path / "requirements.lock").write_text("old", encoding="utf-8")
    moved = []
    monkeypatch.setattr(versions, "lock_text", lambda root, before: f"{root.name}: {before or 'nothing'} before")
    monkeypatch.setattr(versions, "renew_pins", lambda root, date: moved.append((root, date)))
    versions.lock(tmp_path)
    assert (tmp_path / "requirements.lock").read_text(encoding="utf-8") == f"{tmp_path.name}: old before"
    versions.move_on("2026-11-15", tmp_path)
    assert (tmp_path / "requirements.lock").read_text(encoding="utf-8") == f"{tmp_path.name}: nothing before"
    assert moved == [(tmp_path, "2026-11-15")]


def test_the_picture_is_written_where_readme_looks_for_it(tmp_path, monkeypatch):
    monkeypatch.setattr(outputs, "picture_text", lambda: "<svg/>\n")
    (tmp_path / "notebooks").mkdir()
    outputs.picture(tmp_path)
    assert (tmp_path / "notebooks" / "figures" / "headline.svg").read_text(encoding="utf-8") == "<svg/>\n"
