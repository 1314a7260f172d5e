"""Is the map of the course complete: lessons, objectives, points of the article, dates, corrections?"""

from __future__ import annotations

import re

import nbformat
import pytest

from helpers import wording
from helpers.evidence import EvidenceError, load, split_ids
from helpers.learn.lesson_minutes import counted_minutes, short_course, short_words
from helpers.learn.questions import PREDICTION, question, questions_of
from helpers.lessons import modules
from helpers.upkeep.course_facts import lesson_table
from tests.conftest import NOTEBOOKS, ROOT
from tests.lessons.test_words import prose
from tests.support import contract
from tests.support.data import spoil
from tests.support.readability import grade, sentences, syllables, words

README = (ROOT / "README.md").read_text(encoding="utf-8")
POINTS = [f"C{n:02d}" for n in range(1, 21)]


@pytest.fixture
def lessons(evidence):
    return evidence.tables["lessons"].set_index("lesson")


def test_map_modules_and_notebooks_name_the_same_lessons(lessons):
    assert sorted(lessons.index) == [path.name[:2] for path in NOTEBOOKS] == list(modules())
    assert sorted(lessons["file"]) == [path.name for path in NOTEBOOKS]


def test_on_the_map_a_lesson_comes_after_those_that_it_needs_and_lesson_11_after_05(lessons):
    order = list(lessons.index)
    for lesson, row in lessons.iterrows():
        assert all(order.index(needed) < order.index(lesson) for needed in split_ids(row["needs"])), lesson
    assert order == ["00", "01", "02", "03", "04", "05", "11", "06", "07", "08", "09", "10"]


def test_every_objective_names_the_question_that_checks_it_and_every_question_has_an_objective(evidence, lessons):
    table = evidence.tables["objectives"]
    for lesson in lessons.index:
        own = table[table["lesson"] == lesson]
        checked = {key for ids in own["question_ids"] for key in split_ids(ids)}
        asked = {key for key in questions_of(evidence, lesson) if question(evidence, key).kind != PREDICTION}
        assert len(own) >= contract.OBJECTIVES and checked == asked, lesson


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
            named = split_ids(claims.loc[point, "lessons"])
            assert lesson in named or lesson == "10", (
                f"lessons.csv says that lesson {lesson} takes up point {point}, and claims.csv does not name it among the lessons "
                f"of {point} ({', '.join(named) or 'none'}): name it in both, or in neither."
            )


def test_every_verdict_but_not_verifiable_names_the_rows_that_decide_it(evidence):
    claims = evidence.tables["claims"]
    assert set(claims["verdict"]) <= {"supported", "needs context", "outdated", "not verifiable"}
    for row in claims.itertuples(index=False):
        assert split_ids(row.evidence_ids) or row.verdict == "not verifiable", row.claim_id


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_minutes_are_counted(path, lessons):
    for column, short in (("short_minutes", True), ("minutes", False)):
        said, counted = lessons.loc[path.name[:2], column], counted_minutes(path, short)
        assert abs(said - counted) <= (3 if short else 5), (
            f"{said} minutes are stated, {counted:.0f} counted: run `uv run python -m helpers.upkeep minutes`"
        )


def short_text(path) -> str:
    """Return the Markdown of a lesson that is open when it is opened."""
    cells = short_course(nbformat.read(path, as_version=4).cells)
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_short_course_of_a_lesson_is_easy_to_read(path):
    text = short_text(path)
    assert [said for said in sentences(text) if len(words(said)) > 22] == []
    assert 3 < grade(text) <= 9


def test_the_measure_of_reading_tells_an_easy_text_from_a_hard_one():
    easy = "The drug is a capsule. You take it once a day. It keeps the myeloma away for a time."
    hard = "Immunomodulatory maintenance significantly ameliorated progression-free survival irrespective of cytogenetic risk stratification."
    assert grade(easy) < 4 and grade(hard) > 15
    assert [syllables(word) for word in ("drug", "capsule", "maintenance", "progression-free")] == [1, 2, 3, 4]
    listed = 'Two things:\n\n- one is short;\n- the other, with [a term](x.ipynb "A term: long meaning."), is not.'
    assert sentences(listed) == ["Two things:", "one is short.", "the other, with a term, is not."]
    assert sentences("<details>Folded away.</details>\n\nIn sight it was 52.8<!--O0001--> months.") == [
        "In sight it was one months."
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_short_course_of_a_lesson_is_short(path):
    """At most 700 words at first sight, and two to four views, whatever is closed behind it."""
    cells = nbformat.read(path, as_version=4).cells
    words = short_words(cells)
    assert 300 < len(words) <= 700, f"{len(words)} words"
    shown = [
        c.source for c in short_course(cells) if re.fullmatch(r"lesson\.(?!sources|provenance|prediction|done)\w+\(\)", c.source)
    ]
    assert 2 <= len(shown) <= 4
    assert sum(c.source.startswith("lesson.self_check(") for c in short_course(cells)) == 3


def test_the_short_course_takes_three_hours_at_most(lessons):
    assert lessons["short_minutes"].max() <= 20 and lessons["short_minutes"].sum() <= 180


def test_what_is_closed_does_not_count_as_short():
    def cell(text: str):
        return nbformat.v4.new_markdown_cell(text)

    cells = [
        cell("# 01 A title"),
        cell("## Go deeper: more"),
        cell("five words that are closed"),
        cell("## Seen\n\none 2<!--O0001-->"),
    ]
    cells.append(cell("<details><summary>Try these</summary>\n\n- closed\n\n</details>\n\n[last](01_why.ipynb)"))
    assert short_words(cells) == ["#", "01", "A", "title", "##", "Seen", "one", "2", "[last"]


def test_readme_lists_the_lessons_with_their_minutes(lessons):
    assert lesson_table() in README, "run `uv run python -m helpers.upkeep readme`"
    for lesson, row in lessons.iterrows():
        assert (
            f"| [{lesson} {row['title']}](notebooks/{row['file']}) | {row['short_minutes']} | {row['minutes']} | {row['about']} |"
            in README
        )


def test_readme_says_how_old_the_evidence_is(evidence):
    checked = [source.checked for source in evidence.sources.values()]
    assert f"Its sources were last checked {wording.checked(checked)}." in README
    assert wording.checked(["2026-11", "2026-03"]) == "between 2026-03 and 2026-11"


def test_readme_counts_lessons_and_hours(lessons):
    said = re.search(
        r"^(\w+) lessons take about (\w+) hours, and (\w+) with all that is under \*Go deeper\*; lessons 01 to 03 come first\.$",
        README, flags=re.MULTILINE,
    )  # fmt: skip
    numbers = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen")
    hours = [numbers[round(lessons[name].sum() / 60) - 1] for name in ("short_minutes", "minutes")]
    assert [said[1].lower(), said[2], said[3]] == [numbers[len(lessons) - 1], *hours]
    assert "Lessons 01 to 03 come first" in prose(NOTEBOOKS[0])


ERRATA = list(load().tables["errata"].itertuples(index=False))


@pytest.mark.parametrize("row", ERRATA, ids=lambda row: row.errata_id)
def test_a_correction_is_in_force_and_was_one(evidence, row):
    """The cell holds what it was corrected to, as printed, and not what stood there before."""
    frame = evidence.tables[row.table]
    position = list(frame[frame.columns[0]]).index(row.row_id)
    assert evidence.read[row.table].text[row.column][position] == row.corrected != row.was


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
