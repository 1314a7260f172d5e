"""Is the instructor's guide right: minutes, questions to ask, misreadings, the sheet and its key, learners, plans?"""

from __future__ import annotations

import csv
import html
import io
import re
from copy import copy
from pathlib import Path

import nbformat
import pytest

from helpers.evidence import load, split_ids
from helpers.learn.lesson_minutes import BEGINNING, counted_minutes, sections, shared_out
from helpers.learn.questions import ORDERING, grade, question, questions_of
from helpers.learn.tie_check import unsupported
from helpers.lessons import explorers, modules, teaching
from helpers.lessons.teaching import assessment, learners, prepare, timetables
from helpers.upkeep.course_facts import lesson_table
from helpers.upkeep.outputs import notebooks
from tests.conftest import NOTEBOOKS, ROOT, swallowed
from tests.lessons.test_words import AMERICAN, prose, unknown
from tests.support.drive import conflicts_left_out, disagreements, drive, shorthand, too_long, values_of
from tests.support.readability import grade as reading_grade
from tests.support.readability import sentences, words
from tests.support.said import CELLS, GUIDE, GUIDE_PATH, block, cells, make, names, other_cells, reviewed, section

LESSONS = [row.lesson for row in load().rows("lessons")]
KEYS = [key for lesson in LESSONS for key in questions_of(load(), lesson) if "-Q" in key]


def view(evidence, lesson: str, part: str):
    return prepare.prepare_view(evidence, lesson, part)


def texts(table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row) for row in table.rows]


# --- the notebook


def test_the_guide_is_found_refreshed_and_compared_and_is_no_lesson(evidence):
    assert notebooks(ROOT / "notebooks") == [*NOTEBOOKS, GUIDE_PATH]
    assert GUIDE_PATH.name not in [row.file for row in evidence.rows("lessons")] and GUIDE_PATH not in NOTEBOOKS
    assert "instructor" not in lesson_table() and GUIDE not in modules()
    notebook = nbformat.read(GUIDE_PATH, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    called = [f"guide.{name}_explorer()" for name in explorers(teaching)] + ["guide.steps()"]
    assert sorted(cell.source for cell in code[1:]) == sorted(called)
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert all(cell.metadata == {"tags": ["hide-input"], "editable": False, "deletable": False} for cell in code)
    assert notebook.metadata["myeloma_maintenance_course"] is True and GUIDE_PATH.stat().st_size < 250_000


def test_readme_and_lesson_00_lead_to_the_guide_and_the_guide_leads_back():
    place = GUIDE_PATH.relative_to(ROOT).as_posix()
    assert f"]({place})" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "](teaching/instructor_guide.ipynb)" in NOTEBOOKS[0].read_text(encoding="utf-8").split("## Take away")[1]
    links = re.findall(r"\]\((\.\./[^)]*)\)", GUIDE_PATH.read_text(encoding="utf-8"))
    assert links and all((GUIDE_PATH.parent / link).exists() for link in links)


def test_the_guide_says_how_the_results_of_a_class_are_counted():
    command = "uv run python -m helpers.class_results FOLDER"
    assert command in markdown(GUIDE_PATH) and command in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_keys_of_the_presenter_are_those_that_readme_names():
    keys = re.findall(r"^\| (`.*?) \|", markdown(GUIDE_PATH), flags=re.MULTILINE)
    assert keys == ["`Page Down`, `Page Up`", "`Home`, `End`", "`D`", "`R`", "`H`", "`1` to `4`", "`Esc`"]
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    told = readme.partition("**Present**")[2].partition("One command")[0]
    assert all(re.search(rf"\b{key}\b", told) for key in re.findall(r"`([^`]*)`", " ".join(keys)))
    command = "uv run jupyter lab --LabApp.default_url=/lab/workspaces/present/tree/notebooks/03_reading_the_headline.ipynb"
    assert command in readme and command in markdown(GUIDE_PATH)


def markdown(path: Path) -> str:
    return "\n\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown")


def test_the_prose_is_plain_and_holds_no_number_that_nothing_supports(evidence):
    text = markdown(GUIDE_PATH)
    assert unsupported(text, evidence) == []
    assert [said for said in sentences(re.sub(r"^\|.*$|```.*?```", "", text, flags=re.M | re.S)) if len(words(said)) > 22] == []
    assert reading_grade(text) < 9 and "!" not in text and not AMERICAN.findall(text)
    assert unknown(prose(GUIDE_PATH)) <= {"RISE", "MyST"}


# --- every choice


def unexplained(shown) -> list[str]:
    """Return the shorthand of a view, but the ids of rows in a key, which are there to be looked up."""
    key = shown.table is not None and shown.table.caption.startswith("Key to")
    return [word for word in shorthand(shown) if not (key and re.fullmatch(r"[A-Z]\d{3,4}", word))]


@pytest.mark.parametrize("name", names(GUIDE))
def test_every_choice_agrees_with_itself_and_with_what_was_reviewed(name, evidence, caplog):
    explorer, blocks, seen = make(GUIDE, name), [], 0
    for choices, shown in drive(explorer):
        seen += 1
        assert shown.sentence in html.unescape(explorer.output.value) and "could not be shown" not in explorer.output.value
        assert not too_long(shown) and not unexplained(shown), (choices, too_long(shown), unexplained(shown))
        assert not disagreements(shown) and not conflicts_left_out(shown, evidence), choices
        blocks.append(block(explorer, choices, shown))
    assert seen == sum(len(values_of(control)) for control in explorer.controls.values())
    assert section(name, blocks) == reviewed(GUIDE)[name], "read the change, then: uv run python -m tests.support.said teaching"
    assert not swallowed(caplog.records)


def test_the_other_cells_say_what_was_reviewed_and_at_most_three_controls_are_in_view():
    assert cells(other_cells(GUIDE)) == reviewed(GUIDE)[CELLS] and list(reviewed(GUIDE)) == [CELLS, *names(GUIDE)]
    for cell in explorers(teaching).values():
        explorer = cell()
        assert len([c for c in explorer.children[0].children if c is not explorer.further_button]) <= 3


def every_choice(evidence):
    """Yield all that can be prepared, and every sheet and key of the most items."""
    for lesson in LESSONS:
        for part in prepare.PARTS:
            yield (lesson, part), view(evidence, lesson, part)
        for paper in assessment.PAPERS:
            for _, step in assessment.step_options(evidence):
                yield (lesson, paper, step), assessment.assessment_view(evidence, lesson, assessment.MOST, paper, step)


def test_lesson_by_lesson_each_part_is_plain_and_agrees_with_itself(evidence):
    for choices, shown in every_choice(evidence):
        found = [*too_long(shown), *unexplained(shown), *disagreements(shown), *conflicts_left_out(shown, evidence)]
        assert not found, (choices, found)


# --- minutes


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_sections_add_up_to_the_minutes_of_the_map(lesson, evidence):
    row = evidence.row("lessons", lesson=lesson)
    found = prepare.minutes_by_section(evidence, row)
    assert sum(short for _, short, _ in found) == row.short_minutes and sum(whole for *_, whole in found) == row.minutes
    assert all(0 <= short <= whole for _, short, whole in found)
    assert all(short == 0 for each, short, _ in found if each.closed)
    headings = re.findall(r"^## (.+)$", markdown(ROOT / "notebooks" / row.file), flags=re.MULTILINE)
    assert [each.heading for each, *_ in found] == [BEGINNING, *headings]
    shown = texts(view(evidence, lesson, prepare.MINUTES).table)
    assert shown[-1] == ("Together", str(row.short_minutes), str(row.minutes))
    assert [first for first, *_ in shown[:-1]] == [BEGINNING, *headings]


def test_the_minutes_of_a_lesson_are_those_that_are_counted(evidence):
    """One more view of three minutes makes its section, and the lesson, three minutes longer."""
    path = ROOT / "notebooks" / evidence.row("lessons", lesson="03").file
    by_heading = {each.heading: each for each in sections(path)}
    closed = by_heading["Go deeper: the curve behind the median"]
    assert closed.short == 0 and closed.whole > 3 and closed.calls == ("curves_explorer",)
    assert counted_minutes(path) == pytest.approx(sum(each.whole for each in by_heading.values()))


def test_a_section_that_is_longer_than_it_says_is_seen(tmp_path):
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_markdown_cell("## Seen\n\n" + "word " * 148)]
    nbformat.write(notebook, tmp_path / "01_a.ipynb")
    assert counted_minutes(tmp_path / "01_a.ipynb") == 1
    notebook.cells += [nbformat.v4.new_markdown_cell("## Go deeper: more"), nbformat.v4.new_code_cell("lesson.one_explorer()")]
    nbformat.write(notebook, tmp_path / "01_a.ipynb")
    assert [(each.heading, each.closed, round(each.short), round(each.whole)) for each in sections(tmp_path / "01_a.ipynb")] == [
        (BEGINNING, False, 0, 0), ("Seen", False, 1, 1), ("Go deeper: more", True, 0, 3),
    ]  # fmt: skip


def test_minutes_are_shared_out_whole_and_none_is_lost():
    assert shared_out(10, [1, 1, 1]) == [4, 3, 3] and shared_out(15, [0, 9.6, 5.4]) == [0, 10, 5]
    assert sum(shared_out(37, [0.3, 2.2, 8.1, 0.9])) == 37


# --- what to ask


def missing(evidence, lesson: str) -> set[str]:
    """Return the explorers of a lesson before which nothing is asked, and those that are not there."""
    asked = [note.explorer for note in prepare.notes_of(evidence, lesson, prepare.ASK_BEFORE)]
    return set(prepare.titles(lesson)) ^ set(asked) | {name for name in asked if asked.count(name) > 1}


@pytest.mark.parametrize("lesson", LESSONS)
def test_each_explorer_has_its_question_and_each_lesson_its_topics_and_activity(lesson, evidence):
    assert not missing(evidence, lesson), "data/teaching_notes.csv: one question to ask before each explorer"
    assert len(prepare.notes_of(evidence, lesson, prepare.DISCUSS)) >= 2
    assert len(prepare.notes_of(evidence, lesson, prepare.WITHOUT_COMPUTERS)) == 1
    told = view(evidence, lesson, prepare.ASK).table.plain()
    assert all(note.text in told for note in evidence.rows("teaching_notes", lesson=lesson) if note.kind != "without computers")
    assert all(title in told for title in prepare.titles(lesson).values())


def test_an_explorer_without_its_question_is_seen(evidence, monkeypatch):
    notes = prepare.notes_of(evidence, "03", prepare.ASK_BEFORE)
    monkeypatch.setattr(prepare, "notes_of", lambda *_: notes[1:])
    assert missing(evidence, "03") == {notes[0].explorer} == {"headline_explorer"}


def test_a_question_stands_with_the_title_and_the_section_of_its_explorer(evidence):
    row = next(row for row in view(evidence, "03", prepare.ASK).table.rows if row[0].text == "One hundred people per group")
    assert row[0].detail == "in the section: What a median is"
    assert row[1].text == "Picture a hall of people. At the median, how many of them are still free of progression?"


def test_the_notes_are_short_plain_and_without_numbers(evidence):
    for note in evidence.rows("teaching_notes"):
        assert not re.search(r"\d|!", note.text), note.note_id
        assert [said for said in sentences(note.text) if len(words(said)) > 22] == [], note.note_id
        assert not AMERICAN.search(note.text) and not unknown(note.text), note.note_id
    assert [note.note_id for note in evidence.rows("teaching_notes")] == [
        f"T{lesson}-{n:02d}" for lesson in LESSONS for n in range(1, 1 + len(evidence.rows("teaching_notes", lesson=lesson)))
    ]


@pytest.mark.parametrize("table", ["learner_profiles", "profile_lessons", "plans", "teaching_plans", "practice_steps"])
def test_the_other_tables_are_plain_too(table, evidence):
    for row in evidence.rows(table):
        for text in (text for name, text in vars(row).items() if isinstance(text, str) and not name.endswith("_id")):
            assert not AMERICAN.search(text) and not unknown(text) and "!" not in text, text
            assert [said for said in sentences(text) if len(words(said)) > 22] == [], text


def test_an_activity_is_told_in_steps(evidence):
    shown = texts(view(evidence, "03", prepare.NO_COMPUTERS).table)
    assert shown[0] == ("1", "Give everybody a card with a made-up month, and let all stand up.") and shown[-1] == (
        "5",
        "Ask what it says of those who still stand.",
    )
    (note,) = prepare.notes_of(evidence, "03", prepare.WITHOUT_COMPUTERS)
    assert " ".join(text for _, text in shown) == note.text


# --- misreadings


def test_a_misreading_stands_with_what_may_be_answered(evidence):
    shown = texts(view(evidence, "03", prepare.MISREADINGS).table)
    assert ("What does the hazard ratio of 0.48 say?",) in shown
    assert (
        "48 of 100 people progressed or died on lenalidomide.",
        "That reads a ratio as a share of people. How many people have progressed depends on the time at which you count.",
    ) in shown
    assert view(evidence, "03", prepare.MISREADINGS).sentence.startswith(f"{sum(len(row) == 2 for row in shown)} misreadings")


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_right_answer_is_called_a_misreading_and_no_wrong_one_is_left_out(lesson, evidence):
    for key in (key for key in KEYS if key.startswith(f"L{lesson}")):
        asked = question(evidence, key)
        told = [said for said, _ in prepare.misreadings(asked)]
        for option in asked.options if asked.kind != ORDERING else ():
            unit = f" {asked.unit}" if asked.unit and asked.kind == "number" else ""
            assert (f"{option.text}{unit}" in told) == (not option.correct), (key, option.letter)


# --- the sheet and its key


def test_every_question_has_one_step_and_each_step_is_one_that_the_source_names(evidence):
    steps = {row.step_id: row for row in evidence.rows("practice_steps")}
    placed = [row.question_id for row in evidence.rows("question_steps")]
    assert sorted(placed) == sorted(KEYS), "data/question_steps.csv: one row for each self-check question"
    assert [row.name for row in steps.values() if row.source_id] == ["Ask", "Acquire", "Appraise", "Apply", "Assess"]
    assert {row.source_id for row in steps.values() if row.source_id} == {"dawes-2005-sicily"}
    assert [citation.source.year for citation in teaching.steps().citations] == [2005, 2014]


def test_the_steps_are_counted_and_what_no_question_tests_is_said(evidence):
    shown = {row[0]: row[2] for row in texts(teaching.steps().table)}
    placed = [row.step_id for row in evidence.rows("question_steps")]
    assert shown["Assess"] == "0" and shown["Ask"] == str(placed.count("ask"))
    assert sum(map(int, shown.values())) == len(KEYS)
    assert teaching.steps().sentence.endswith('No question tests "assess".')


def sheet_and_key(evidence, lesson="", items=10, step=""):
    return (assessment.assessment_view(evidence, lesson, items, paper, step) for paper in assessment.PAPERS)


def test_the_key_of_an_item(evidence):
    _, key = sheet_and_key(evidence, lesson="03")
    row = next(row for row in key.table.rows if "hazard ratio of 0.48" in row[0].text)
    right = next(option for option in question(evidence, "L03-Q2").options if option.correct)
    assert row[1].text == f"{right.letter}. {right.text.rstrip('.')}"
    assert row[0].detail == (
        "Step: Appraise. Objective: State one trial result in three ways: as an absolute gain, as a ratio, and as a hazard ratio. "
        "Rows: O0003."
    )
    saved = next(line for line in read(key.download.text) if line["question"] == "L03-Q2")
    assert saved["rows"] == "O0003" and saved["step"] == "Appraise" and saved["right_answer"] == row[1].text
    assert "O0003" in [origin.row_id for origin in key.origins]


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("key", KEYS)
def test_the_key_is_graded_right_by_the_course_itself(key, evidence):
    asked = question(evidence, key)
    answer = assessment.right_answer(asked)
    given = {
        "single choice": lambda: answer[0],
        "several": lambda: re.findall(r"(?:^|; )([A-Z])\. ", answer),
        "ordering": lambda: answer.split(", "),
        "number": lambda: float(answer.split()[0]),
    }[asked.kind]()
    assert grade(asked, given).correct is True


def test_the_sheet_gives_nothing_away(evidence):
    for lesson in ("", *LESSONS):
        sheet, key = sheet_and_key(evidence, lesson, 20)
        page, saved = sheet.page(), read(sheet.download.text)
        for asked in assessment.items_of(evidence, lesson, 20, ""):
            assert asked.explanation not in html.unescape(page) and html.escape(asked.prompt) in page
            assert html.escape(asked.explanation) in key.page()
        assert {line["your_answer"] for line in saved} == {""} and sheet.origins == ()
        assert len({line["item"] for line in saved}) == len(key.table.rows)


def test_the_key_counts_the_steps_that_its_items_test(evidence):
    _, key = sheet_and_key(evidence, lesson="03")
    assert key.sentence == "The key to 5 items (there are no more). By step: ask 1, appraise 4."


def test_sheet_and_key_hold_the_same_items_in_the_same_order(evidence):
    sheet, key = sheet_and_key(evidence)
    asked = [row[0].text for row in sheet.table.rows if row[0].heading]
    assert len(asked) == 10 and all(prompt.startswith(row[0].text) for prompt, row in zip(asked, key.table.rows, strict=True))
    assert [line["question"][:3] for line in read(key.download.text)] == sorted(
        (line["question"][:3] for line in read(key.download.text)), key=lambda name: LESSONS.index(name[1:])
    )


def test_items_are_spread_from_first_to_last_and_fit_what_was_asked_for(evidence):
    assert assessment.spread(list("abcde"), 3) == ["a", "c", "e"]
    assert assessment.spread(["a"], 3) == ["a"]
    for count in range(assessment.FEWEST, assessment.MOST + 1):
        chosen = [each.question_id for each in assessment.items_of(evidence, "", count, "")]
        assert len(set(chosen)) == count and chosen[0] == "L01-Q1" and chosen[-1] == KEYS[-1]
    asked = assessment.items_of(evidence, "", 20, "ask")
    assert asked and {assessment.step_of(evidence, each.question_id) for each in asked} == {"Ask"}
    assert all(each.question_id.startswith("L05-") for each in assessment.items_of(evidence, "05", 20, ""))


def test_what_is_not_there_is_said(evidence):
    sheet, _ = sheet_and_key(evidence, "03", 20)
    assert sheet.sentence.startswith("5 items (there are no more), to be answered")
    nothing, _ = sheet_and_key(evidence, "01", 10, "apply")
    assert nothing.sentence.startswith("No item of this lesson tests this step.") and nothing.table is None
    assert "assess" not in [step for _, step in assessment.step_options(evidence)]


# --- learners


def out_of_order(evidence, lessons: list[str]) -> list[str]:
    """Return the lessons before which one that they need is missing."""
    return [
        lesson
        for at, lesson in enumerate(lessons)
        if not set(split_ids(evidence.row("lessons", lesson=lesson).needs)) <= set(lessons[:at])
    ]


@pytest.mark.parametrize("profile", ["nurse", "pharmacist", "trainee", "advocate"])
def test_a_learner_s_lessons_come_in_order_and_their_minutes_add_up(profile, evidence):
    lessons = [row.lesson for row in evidence.rows("profile_lessons", profile_id=profile)]
    assert out_of_order(evidence, lessons) == [] and len(set(lessons)) == len(lessons)
    shown = learners.learner_view(evidence, profile)
    served = [evidence.row("lessons", lesson=lesson) for lesson in lessons]
    short, whole = sum(row.short_minutes for row in served), sum(row.minutes for row in served)
    assert f"about {short} minutes on the short path, {whole} with Go deeper." in shown.sentence
    assert texts(shown.table)[-1] == ("Together", "", str(short), str(whole))
    assert [row[0].href for row in shown.table.rows[1:-1]] == [f"../{row.file}" for row in served]
    needs = evidence.row("learner_profiles", profile_id=profile).needs
    assert shown.table.rows[0][1].text == needs and [said for said in sentences(needs) if len(words(said)) > 22] == []


def test_a_lesson_before_what_it_needs_is_seen(evidence):
    assert out_of_order(evidence, ["00", "01", "05", "03"]) == ["05"]
    assert {row.profile_id for row in evidence.rows("learner_profiles")} == {"nurse", "pharmacist", "trainee", "advocate"}


# --- plans


def too_short(evidence, steps) -> list[str]:
    """Return the steps of a plan that give a lesson less than they say is shown of it."""
    found = []
    for step in steps:
        if bool(step.lesson) != bool(step.shown):
            found.append(f"{step.plan_id} {step.session}.{step.position}: a lesson, and how much of it, or neither")
        elif step.lesson and step.shown != "a part":
            row = evidence.row("lessons", lesson=step.lesson)
            needed = row.minutes if step.shown == "with Go deeper" else row.short_minutes
            if step.minutes < needed:
                found.append(f"{step.plan_id}: lesson {step.lesson} has {step.minutes} minutes and needs {needed}")
    return found


@pytest.mark.parametrize(("plan", "sessions", "minutes"), [("one-hour", 1, 60), ("half-day", 1, 240), ("five-weeks", 5, 90)])
def test_a_plan_fills_its_time_and_gives_each_lesson_what_it_takes(plan, sessions, minutes, evidence):
    row, steps = evidence.row("plans", plan_id=plan), evidence.rows("teaching_plans", plan_id=plan)
    assert (row.sessions, row.minutes) == (sessions, minutes)
    for session in range(1, sessions + 1):
        assert sum(step.minutes for step in steps if step.session == session) == minutes
    assert too_short(evidence, steps) == []
    shown = timetables.plan_view(evidence, plan)
    clocks = [cells[0] for cells in texts(shown.table) if len(cells) == 3]
    assert [clock.split(" to ")[0] for clock in clocks].count("0:00") == sessions
    assert clocks[-1].endswith(timetables.clock(minutes))
    saved = read(shown.download.text)
    assert len(saved) == len(steps) and sum(int(line["minutes"]) for line in saved) == sessions * minutes


def test_the_plan_of_an_hour_minute_by_minute(evidence):
    rows = timetables.plan_view(evidence, "one-hour").table.rows
    assert (rows[1][0].text, rows[1][0].detail) == ("0:05 to 0:25", "20 minutes")
    assert (rows[1][2].text, rows[1][2].detail, rows[1][2].href) == (
        "03 Reading the headline", "short path", "../03_reading_the_headline.ipynb",
    )  # fmt: skip


def test_a_plan_that_gives_a_lesson_too_little_is_seen(evidence):
    steps = [copy(step) for step in evidence.rows("teaching_plans", plan_id="one-hour")]
    steps[1].minutes = 10
    assert too_short(evidence, steps) == ["one-hour: lesson 03 has 10 minutes and needs 15"]
    steps[1].lesson = None
    assert "or neither" in too_short(evidence, steps)[0]


def test_five_weeks_show_every_lesson_and_in_each_plan_what_a_lesson_needs_comes_first(evidence):
    def shown(plan: str) -> list[str]:
        return [step.lesson for step in evidence.rows("teaching_plans", plan_id=plan) if step.lesson]

    assert sorted(shown("five-weeks")) == sorted(LESSONS)
    assert all(out_of_order(evidence, shown(plan.plan_id)) == [] for plan in evidence.rows("plans"))
