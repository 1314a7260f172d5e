"""Is the map of the course complete: lessons, objectives, points of the article, dates, corrections?"""

from __future__ import annotations

import re

import nbformat
import pandas as pd
import pytest

from helpers import wording
from helpers.evidence import EvidenceError, load, split_ids
from helpers.learn.questions import PREDICTION, question, questions_of
from helpers.lessons import modules
from tests.conftest import NOTEBOOKS, ROOT
from tests.lessons.test_words import prose
from tests.support.data import spoil

README = (ROOT / "README.md").read_text(encoding="utf-8")
POINTS = [f"C{n:02d}" for n in range(1, 21)]


@pytest.fixture
def lessons(evidence):
    return evidence.tables["lessons"].set_index("lesson")


def test_map_modules_and_notebooks_name_the_same_lessons(lessons):
    assert list(lessons.index) == [path.name[:2] for path in NOTEBOOKS] == list(modules())
    assert list(lessons["file"]) == [path.name for path in NOTEBOOKS]


def test_every_objective_names_the_question_that_checks_it_and_every_question_has_an_objective(evidence, lessons):
    table = evidence.tables["objectives"]
    for lesson in lessons.index:
        own = table[table["lesson"] == lesson]
        checked = {key for ids in own["question_ids"] for key in split_ids(ids)}
        asked = {key for key in questions_of(evidence, lesson) if question(evidence, key).kind != PREDICTION}
        assert len(own) >= 3 and checked == asked, lesson


def test_every_point_of_the_article_is_weighed_and_taught(evidence, lessons):
    claims = evidence.tables["claims"].set_index("claim_id")
    assert list(claims.index) == POINTS
    for claim, row in claims.iterrows():
        taught = split_ids(row["lessons"])
        assert taught and set(taught) <= set(lessons.index), claim
    mapped = {lesson: split_ids(row["points"]) for lesson, row in lessons.iterrows()}
    assert {point for points in mapped.values() for point in points} == set(POINTS)
    for lesson, points in mapped.items():
        for point in points:
            assert lesson in split_ids(claims.loc[point, "lessons"]) or lesson == "10", (lesson, point)


def test_every_verdict_but_not_verifiable_names_the_rows_that_decide_it(evidence):
    claims = evidence.tables["claims"]
    assert set(claims["verdict"]) <= {"supported", "needs context", "outdated", "not verifiable"}
    for row in claims.itertuples(index=False):
        assert split_ids(row.evidence_ids) or row.verdict == "not verifiable", row.claim_id


# minutes beside the formula: 65 cells of a comparison, four cases, 20 claims and a summary page
MORE_MINUTES = {"06": 10, "08": 16, "10": 40}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_minutes_are_counted(path, lessons):
    """150 words a minute, three minutes for each view, one for each question, four for each exercise; to five minutes."""
    cells = nbformat.read(path, as_version=4).cells
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    views = [source for source in code if re.fullmatch(r"lesson\.(?!sources|provenance|prediction)\w+\(\)", source)]
    questions = 1 + sum(source.startswith("lesson.self_check(") for source in code)
    exercises = sum("lesson.exercise(" in source for source in code)
    counted = len(prose(path).split()) / 150 + 3 * len(views) + questions + 4 * exercises + MORE_MINUTES.get(path.name[:2], 0)
    assert abs(lessons.loc[path.name[:2], "minutes"] - counted) <= 5


def test_readme_maps_lessons_to_minutes_objectives_and_points(evidence, lessons):
    rows = {m[1]: m[0] for m in re.finditer(r"^\| \[(\d\d) .*\|$", README, flags=re.MULTILINE)}
    assert sorted(rows) == list(lessons.index)
    objectives = evidence.tables["objectives"]
    for lesson, row in lessons.iterrows():
        cells = [cell.strip() for cell in rows[lesson].strip("|").split("|")]
        points = ", ".join(split_ids(row["points"])) or "none of its own"
        wanted = [f"[{lesson} {row['title']}](notebooks/{row['file']})", str(row["minutes"])]
        assert cells[:2] == wanted and cells[3] == points
        own = objectives[objectives["lesson"] == lesson]["objective"]
        assert cells[2] == " ".join(own), lesson


def test_readme_says_how_old_the_evidence_is(evidence):
    checked = [source.checked for source in evidence.sources.values()]
    assert f"Its sources were last checked {wording.checked(checked)}." in README
    assert wording.checked(["2026-11", "2026-03"]) == "between 2026-03 and 2026-11"


NUMBERS = {8: "eight", 9: "nine", 10: "ten", 11: "eleven", 12: "twelve"}


def test_readme_counts_lessons_and_hours(lessons):
    hours = round(lessons["minutes"].sum() / 60)
    assert f"{NUMBERS[len(lessons)].capitalize()} lessons take about {NUMBERS[hours]} hours" in README
    assert "lessons 01 to 03 come first" in README and "Lessons 01 to 03 come first" in prose(NOTEBOOKS[0])


ERRATA = list(load().tables["errata"].itertuples(index=False))


@pytest.mark.parametrize("row", ERRATA, ids=lambda row: row.errata_id)
def test_a_correction_is_in_force_and_was_one(evidence, row):
    """The cell holds what it was corrected to, as printed, and not what stood there before."""
    frame = evidence.tables[row.table]
    position = list(frame[frame.columns[0]]).index(row.row_id)
    assert frame.attrs["text"][row.column][position] == row.corrected != row.was


def test_the_log_of_corrections_numbers_them_in_order():
    assert [row.errata_id for row in ERRATA] == [f"E{n:03d}" for n in range(1, len(ERRATA) + 1)]
    assert len(ERRATA) >= 3


def test_a_correction_that_was_undone_is_seen(data_copy):
    spoil(data_copy, "trials.csv", "gmmg-hd7", "setting", "post-ASCT")
    with pytest.raises(
        EvidenceError,
        match='errata.csv, row E001, column corrected: "post-ASCT" found, "before ASCT" in trials, row gmmg-hd7, expected',
    ):
        load(data_copy)


def test_a_correction_of_nothing_is_seen(data_copy):
    spoil(data_copy, "errata.csv", "E001", "column", "settings")
    with pytest.raises(EvidenceError, match="errata.csv, row E001, column table"):
        load(data_copy)


def test_every_number_of_a_verdict_stands_in_its_rows(evidence):
    from tests.evidence.test_data_package import _NAMES, FIGURE_NUMBER, _last_checked, _supported_numbers

    for row in evidence.tables["claims"].itertuples(index=False):
        words = f"{row.claim} {row.reason}"
        for trial in sorted(evidence.trials.values(), key=lambda trial: -len(trial.name)):
            words = words.replace(trial.name, " ")
        words = re.sub(_NAMES, " ", words)
        ids = split_ids(row.evidence_ids)
        supported = _supported_numbers(evidence, ids, []) | {_last_checked(evidence)}  # nothing that is computed
        supported |= {str(evidence.sources[evidence.figures[i].source_id].year) for i in ids if i in evidence.figures}
        supported |= _years_of_statements(evidence, ids)
        for number in FIGURE_NUMBER.findall(
            words.replace("nearly 80 months", " ")
            .replace("days 1-28", " ")
            .replace("days 1-21 of 28", " ")
            .replace("28-day", " ")
        ):
            assert number in supported, f"{row.claim_id}: {number}"


def _years_of_statements(evidence, ids) -> set[str]:
    """Return the years of the texts that statements come from ("a review of 2025")."""
    found = set()
    for name in ("drug_facts", "duration_statements", "definitions"):
        frame = evidence.tables[name]
        for source in frame.loc[frame["row_id"].isin(ids), "source_id"]:
            if not pd.isna(evidence.sources[source].year):
                found.add(str(evidence.sources[source].year))
    return found
