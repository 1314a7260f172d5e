"""Does upkeep run what it is asked for, where it is asked for it, and say what it does not know?"""

from __future__ import annotations

import shutil
import subprocess

import nbformat
import pytest

from helpers.learn.lesson_minutes import counted_minutes
from helpers.learn.notebook_text import GLOSSARY, TERM_LINK, without_term_links
from helpers.upkeep import __main__ as upkeep
from helpers.upkeep import outputs, versions
from helpers.upkeep.changed import follows
from helpers.upkeep.corrections import unlogged
from helpers.upkeep.course_facts import minutes, readme
from helpers.upkeep.dictionary import dictionary
from helpers.upkeep.filling import ties
from helpers.upkeep.glossary_links import glossary, link_terms
from tests.conftest import ROOT
from tests.support.data import spoil


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
        ([], [(name,) for name in upkeep.ALL]),
        (["04", "10"], [("outputs", "04", "10")]),
        (["teaching"], [("outputs", "teaching")]),
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
    assert (
        'no step is called "pictures"; the steps are dictionary, minutes, ties, glossary, readme, picture, outputs, lock'
        in capsys.readouterr().err
    )
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


@pytest.mark.parametrize(
    ("paths", "steps", "lessons", "tests"),
    [
        (
            ["helpers/lessons/lesson_04/maturity.py"],
            {"outputs"},
            ("00", "04", "teaching"),
            ("tests/lessons/test_lesson_04.py tests/widgets tests/project -k '04 or code'",),
        ),
        (
            ["notebooks/09_how_long.ipynb"],
            {"minutes", "ties", "glossary", "readme", "outputs"},
            ("00", "09", "teaching"),
            ("notebooks tests/learn tests/lessons -k 09",),
        ),
        (
            ["data/outcomes.csv", "notebooks/09_how_long.ipynb"],
            {"dictionary", "minutes", "ties", "glossary", "readme", "picture", "outputs"},
            (),
            ("tests",),
        ),
        (
            ["helpers/lessons/teaching/prepare.py", "notebooks/teaching/instructor_guide.ipynb"],
            {"outputs"},
            ("teaching",),
            ("tests/teaching notebooks/teaching",),
        ),
        (["helpers/show/charts/bars.py"], {"picture", "outputs"}, (), ("tests",)),
        (["pyproject.toml"], {"lock"}, (), ("tests/upkeep",)),
        (["LICENSE"], set(), (), ()),
    ],
)
def test_what_follows_from_a_change(paths, steps, lessons, tests):
    change = follows(paths)
    assert change.steps <= set(upkeep.STEPS)
    assert (set(change.steps), change.lessons, change.tests) == (steps, lessons, tests)


def test_changed_runs_what_follows_and_says_which_tests_to_run(run, monkeypatch, capsys):
    monkeypatch.setattr(upkeep, "what_changed", lambda root: follows(["helpers/lessons/lesson_04/maturity.py"]))
    monkeypatch.setattr(upkeep, "unlogged", lambda root: ["A figure changed."])
    upkeep.main(["--changed"])
    assert run == [("outputs", "00", "04", "teaching")]
    said = capsys.readouterr().out
    assert "uv run pytest tests/lessons/test_lesson_04.py tests/widgets tests/project -k '04 or code' -m \"not slow\"" in said
    assert "uv run python -m tests.support.said 00 04 teaching  (and read its diff)" in said and said.endswith(
        "\nA figure changed.\n"
    )
    monkeypatch.setattr(upkeep, "what_changed", lambda root: follows([]))
    upkeep.main(["--changed"])
    assert run == [("outputs", "00", "04", "teaching")] and "Nothing changed" in capsys.readouterr().out


def test_a_corrected_figure_asks_for_its_row_in_the_log(tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    author = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], [*author, "commit", "-q", "-m", "data"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    assert unlogged(tmp_path) == []
    spoil(tmp_path / "data", "outcomes.csv", "O0001", "value", "53.1", refresh=False)
    spoil(tmp_path / "data", "outcomes.csv", "O0002", "note", "words", refresh=False)
    assert unlogged(tmp_path) == [
        'data/outcomes.csv, row O0001, column value: "52.8" became "53.1". '
        "If that corrects a figure that was out, it needs a row in data/errata.csv."
    ]
    with (tmp_path / "data" / "errata.csv").open("a", encoding="utf-8") as stream:
        stream.write("E999,2026-11-25,outcomes,O0001,value,52.8,53.1,Read again.\n")
    assert unlogged(tmp_path) == []


@pytest.fixture
def course(tmp_path):
    """A copy of what the steps on texts read and write."""
    for name in ("data", "notebooks"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "README.md", tmp_path)
    return tmp_path


def texts(root) -> dict[str, str]:
    return {
        path.name: path.read_text(encoding="utf-8")
        for path in [*root.glob("*/*.*"), root / "README.md"]
        if path.is_file()  # JupyterLab leaves a folder of checkpoints beside the lessons
    }


def test_ties_minutes_links_of_terms_and_the_table_of_readme_are_as_the_steps_write_them(course):
    before = texts(course)
    for step in (minutes, ties, glossary, readme):
        step(course)
    assert texts(course) == before


def test_a_wrong_number_of_the_prose_is_written_anew(course):
    before = texts(course)
    for name in ("data/claims.csv", "notebooks/03_reading_the_headline.ipynb", "README.md"):
        path = course / name
        text = path.read_text(encoding="utf-8")
        assert text.count("52.8<!--O0001-->")
        path.write_text(text.replace("52.8<!--O0001-->", "?<!--O0001-->"), encoding="utf-8", newline="\n")
    dictionary(course)
    ties(course)
    dictionary(course)
    assert texts(course) == before


def test_minutes_that_are_off_are_written_into_table_lesson_and_readme(course):
    table, notebook = course / "data" / "lessons.csv", course / "notebooks" / "03_reading_the_headline.ipynb"
    for path, right, wrong in (
        (table, "headline.ipynb,15,45", "headline.ipynb,25,95"),
        (notebook, "About 15 minutes; 45 with", "About 25 minutes; 95 with"),
    ):
        text = path.read_text(encoding="utf-8")
        assert text.count(right) == 1
        path.write_text(text.replace(right, wrong), encoding="utf-8", newline="\n")
    minutes(course)
    short, whole = (5 * round(counted_minutes(notebook, path) / 5) for path in (True, False))
    assert f"headline.ipynb,{short},{whole}," in texts(course)["lessons.csv"] and abs(short - 15) <= 3 and abs(whole - 45) <= 5
    assert f"**About {short} minutes; {whole} with all that is under Go deeper.**" in texts(course)[notebook.name]
    readme(course)
    assert f"(notebooks/03_reading_the_headline.ipynb) | {short} | {whole} |" in texts(course)["README.md"]


def test_a_term_without_its_link_is_linked_again(course):
    before, path = texts(course), course / "notebooks" / "03_reading_the_headline.ipynb"
    notebook = nbformat.read(path, as_version=4)
    assert sum(len(TERM_LINK.findall(cell.source)) for cell in notebook.cells) > 10
    for cell in notebook.cells:
        cell.source = without_term_links(cell.source)
    nbformat.write(notebook, path)
    assert texts(course) != before
    glossary(course)
    assert texts(course) == before


def test_a_meaning_that_changed_is_written_into_its_links(course):
    spoil(course / "data", "glossary.csv", "median", "definition", "The middle.")
    glossary(course)
    assert f'[medians]({GLOSSARY} \\"Median: The middle.\\")' in texts(course)["03_reading_the_headline.ipynb"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A median, a median.", "A [median], a median."),
        ("Half of the medians of MRD.", "Half of the [medians] of [MRD]."),
        ("## The median\n\nIt is `median`, [a median](x.ipynb), 2<!--median--> medians.", "2<!--median--> [medians]."),
        ("```\nmedian\n```\n\n<details><summary>The median</summary>\n\nA median.", "\n\nA [median]."),
        ("# 03 The title\n\n1. say what a median is;", "what a median is;"),
        ("A **residual-disease** test is no mrd, MRDs, MRD-negative or paramedian.", "A **residual-disease** test is no mrd"),
        ("The time to progression or death.", "The time to progression or death."),
    ],
)
def test_a_term_is_linked_once_in_prose_and_nowhere_else(before, after):
    meanings = {"median": ("(?i:medians?)", "M"), "MRD": ("MRD", "D"), "time to progression": ("time to progression", "T")}
    cells = [nbformat.v4.new_markdown_cell(before)]
    link_terms(cells, meanings)
    once = cells[0].source
    assert after in TERM_LINK.sub(r"[\1]", once) and once.count(GLOSSARY) == after.count("[")
    link_terms(cells, meanings)
    assert cells[0].source == once


def test_a_term_that_is_first_used_in_a_closed_part_is_linked_in_sight_too():
    texts_ = (
        "## Go deeper: more",
        "A median.",
        "## In sight",
        "<details><summary>More</summary>\n\nA median.\n\n</details>\n\nA median.",
    )
    cells = [nbformat.v4.new_markdown_cell(text) for text in texts_]
    link_terms(cells, {"median": ("median", "M")})
    assert [cell.source.count(GLOSSARY) for cell in cells] == [0, 1, 0, 1] and cells[3].source.endswith('"M").')
