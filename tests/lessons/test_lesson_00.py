"""Does lesson 00 map the course, find terms, keep and forget progress, and check its environment?"""

from __future__ import annotations

import csv
import io
from urllib.parse import unquote

import pytest

from helpers import wording
from helpers.learn.progress import Answer, Progress, Record
from helpers.lessons import lesson_00, modules
from helpers.lessons.lesson_00 import panels
from helpers.lessons.lesson_00 import progress_and_glossary as start
from helpers.lessons.lesson_00.panels import CourseMap, EnvironmentCheck
from tests.show.test_tables_and_views import Tags

EXERCISES = {number: len(module.EXERCISES) for number, module in modules().items()}


def rows(view) -> dict[str, list]:
    return {row[0].text: list(row[1:]) for row in view.table.rows}


@pytest.mark.parametrize(
    ("search", "first"),
    [
        ("PFS", "progression-free survival"),
        ("os", "overall survival"),
        ("hazard", "hazard"),
        ("Progression-Free", "progression-free survival"),
        ("one half median", "median"),
    ],
)
def test_a_search_shows_the_term_itself_first(evidence, search, first):
    view = start.glossary_view(evidence, search)
    if search != "one half median":
        assert view.table.rows[0][0].text == first
    assert f'with "{search}"' in view.sentence or "No term" in view.sentence


def test_an_empty_search_shows_every_term(evidence):
    view = start.glossary_view(evidence, "  ")
    assert len(view.table.rows) == len(evidence.tables["glossary"])


def test_a_search_without_hit_says_so_and_is_escaped(evidence):
    view = start.glossary_view(evidence, "<b>zzz")
    assert view.sentence.startswith('No term of the glossary holds "<b>zzz".') and view.table is None
    assert not Tags(view.html()).named("b")


def test_a_formal_criterion_has_its_source(evidence):
    cells = rows(start.glossary_view(evidence, "complete response"))["complete response"]
    assert cells[0].text == "CR" and cells[1].cites.source_id


def test_the_map_counts_what_is_done(evidence):
    records = {
        "L03-P1": Record(1, True, "2026-11-22"),
        "L03-Q1": Record(2, True, "2026-11-22", (Answer("=1+1", "2026-11-21"), Answer("A;C", "2026-11-22"))),
        "L03-Q2": Record(1, False, "2026-11-22"),
        "L03-E1": Record(1, True, "2026-11-22"),
        "L99-Q1": Record(1, True, "2026-11-22"),
    }
    view = start.map_view(evidence, records, EXERCISES)
    cell = rows(view)["03 Reading the headline"][3]
    assert (cell.text, cell.detail) == ("3 of 9", "1 tried, not yet right")
    assert rows(view)["04 Weighing the trials"][3].text.startswith("0 of ")
    assert [row[0].href for row in view.table.rows] == [row.file for row in evidence.rows("lessons")]
    assert '<a href="03_reading_the_headline.ipynb">03 Reading the headline</a>' in view.html()
    assert view.sentence.startswith(f"{len(modules())} lessons, about ") and "; 3 of " in view.sentence
    saved = list(csv.DictReader(io.StringIO(view.download.text)))
    assert saved[0] == {"lesson": "03", "item": "L03-P1", "tries": "1", "right": "yes", "last": "2026-11-22", "chosen": ""}
    assert saved[1]["chosen"] == "2026-11-21 =1+1 | 2026-11-22 A;C"  # begins with a day, so no formula
    assert len(saved) == 4


def test_without_progress_there_is_nothing_to_save(evidence):
    assert start.map_view(evidence, {}, EXERCISES).download is None


def test_the_map_refreshes_exports_and_begins_anew(evidence, tmp_path, no_swallowed_errors):
    path = tmp_path / "progress.json"
    made = CourseMap(evidence, EXERCISES, Progress(path))
    assert "0 of 9" in made.output.value and "download" not in made.output.value
    Progress(path).record("L03-Q1", True)  # in another notebook
    made.refresh_button._handle_custom_msg({"event": "click"}, [])
    assert "1 of 9" in made.output.value
    (link,) = (tag for tag in Tags(made.output.value).named("a") if "download" in tag)
    assert link["download"] == "progress.csv" and "L03-Q1,1,yes" in unquote(link["href"])
    made.reset_button.press()
    assert "Nothing was forgotten." in made.output.value and Progress(path).records()
    made.sure.value = True
    made.reset_button.press()
    assert "All progress was forgotten." in made.output.value and not Progress(path).records()
    assert made.sure.value is False


def test_the_map_says_what_became_of_a_damaged_file(evidence, tmp_path):
    (tmp_path / "progress.json").write_text("{", encoding="utf-8")
    made = CourseMap(evidence, EXERCISES, Progress(tmp_path / "progress.json"))
    assert "It was kept aside as progress-damaged-1.json" in made.output.value


def test_nobodys_progress_is_stored_with_the_notebook(evidence, tmp_path):
    Progress(tmp_path / "progress.json").record("L03-Q1", True)
    bundle = CourseMap(evidence, EXERCISES, Progress(tmp_path / "progress.json"))._repr_mimebundle_()
    assert "Done (questions and exercises): 0 of 9" in bundle["text/plain"] and "1 of 9" not in bundle["text/html"]


def test_the_environment_is_named_and_the_answer_is_met(evidence, tmp_path):
    made = EnvironmentCheck(evidence, Progress(tmp_path / "progress.json"))
    found = {what: (finding, well) for what, finding, well in made.findings()}
    assert found["Python"][1] and found["ipywidgets"][1] and found["The course's data"][0].endswith("sources")
    made.seen.value = "no"
    assert "Press Start this lesson at the top of the page." in made.output.value
    made.seen.value = "yes"
    assert "everything that the course needs works here" in made.output.value


def test_a_missing_package_is_said(evidence, tmp_path, monkeypatch):
    monkeypatch.setattr(panels, "PACKAGES", ("ipywidgets", "no-such-package"))
    made = EnvironmentCheck(evidence, Progress(tmp_path / "nowhere" / "progress.json"))
    assert ("no-such-package", "not installed", False) in made.findings()
    assert ("Progress file", "its folder is not there or cannot be written", False) in made.findings()
    assert made.output.value.count("✗ missing") == 2


def test_the_stored_self_check_says_nothing_of_this_computer(evidence, tmp_path):
    made = EnvironmentCheck(evidence, Progress(tmp_path / "progress.json"))
    assert made._repr_mimebundle_()["text/plain"] == (
        "Self-check of the environment. Press Start this lesson to see what this computer has."
    )


@pytest.mark.parametrize("people", [0, 40, 100])
def test_the_first_picture_follows_the_slider(people):
    view = start.drawing_view(people)
    assert [patch.get_width() for patch in view.chart.draw().axes[0].patches] == [people]
    assert f"{people} of 100" in view.sentence


def test_the_control_arm_is_shown_and_the_other_is_not(evidence):
    text = lesson_00.control_arm().plain()
    assert "by 23.5 months" in text and "52.8" not in text


def test_the_age_of_the_evidence_and_its_corrections(evidence):
    view = start.age_view(evidence)
    checked = [source.checked for source in evidence.sources.values()]
    assert wording.checked(checked) in view.sentence
    corrected = next(row for row in view.table.rows if row[2].text == "post-ASCT → before ASCT")
    assert corrected[0].text.startswith("GMMG-HD7 part 1: ")


def test_what_new_evidence_changed_stands_with_its_source(evidence):
    view = start.changes_view(evidence)
    log = evidence.rows("evidence_changes")
    assert view.sentence.startswith(f"New evidence changed {len(log)} things")
    first = log[0]
    assert f"- {first.subject} | Before: {first.before} | Now, and why: {first.after} [1] ({first.why})" in view.plain()
    assert view.citations[0].source.source_id == first.source_id
