"""Can a figure be taken for that of another arm, or a wrong option for the right one? Each change of one file is refused."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest

from tests.support.data import changed, refusal, rows_of, written

ARMS = ("experimental", "control")
SAME = {
    "outcomes.csv": ("analysis_id", "measure", "timepoint_months"),
    "safety.csv": (
        "trial_id",
        "event",
        "grade",
        "measure",
        "timepoint_months",
        "median_follow_up_months",
        "source_id",
    ),
}
SAME_FIGURE = {"S0026", "S0040", "S0076", "O0297"}  # 3% in both arms, 7% in both, 2% in both, not reached in both
READ = ("value", "state", "ci_low", "ci_low_state", "ci_high", "ci_high_state", "p_relation", "p_value")


def pairs(file: str) -> list[tuple[str, str]]:
    """Return the row ids of every two arms of one read-out."""
    found = []
    for one, other in combinations(rows_of(file), 2):
        if all(one[c] == other[c] for c in SAME[file]) and {one["arm"], other["arm"]} == set(ARMS):
            found.append((one["row_id"], other["row_id"]))
    return found


PAIRS = [(file, *pair) for file in SAME for pair in pairs(file)]


def exchanged(file: str, one: str, other: str, columns: tuple[str, ...]) -> bytes:
    """Return a file in which two rows have exchanged the cells of some columns."""
    rows = rows_of(file)
    first, second = (next(row for row in rows if row["row_id"] == row_id) for row_id in (one, other))
    for column in columns:
        if column in first:
            first[column], second[column] = second[column], first[column]
    return written(rows)


def test_every_pair_of_arms_is_tried():
    pairs = Counter(file for file, *_ in PAIRS)  # more with each new trial
    assert set(pairs) == {"outcomes.csv", "safety.csv"} and pairs["outcomes.csv"] >= 59 and pairs["safety.csv"] >= 34


@pytest.mark.parametrize(("file", "one", "other"), PAIRS)
def test_arms_cannot_be_exchanged(file, one, other):
    said = refusal({file: exchanged(file, one, other, ("arm",))})
    assert f"{file}, row {one}, column arm: " in said
    assert f"{file}, row {other}, column arm: " in said


@pytest.mark.parametrize(("file", "one", "other"), PAIRS)
def test_figures_of_two_arms_cannot_be_exchanged(file, one, other):
    """The same as exchanging the arms, unless both arms have the same figure, which nobody could tell apart."""
    content = exchanged(file, one, other, READ)
    assert (refusal({file: content}) != "") == (one not in SAME_FIGURE)
    assert (content == written(rows_of(file))) == (one in SAME_FIGURE)


@pytest.mark.parametrize(
    "row", [row["row_id"] for file in SAME for row in rows_of(file) if row["second_extraction"] == "not re-found"]
)
def test_a_figure_that_was_read_once_stands_in_its_key(row):
    file = "outcomes.csv" if row.startswith("O") else "safety.csv"
    value = next(r["value"] for r in rows_of(file) if r["row_id"] == row)
    if value:
        said = refusal({file: changed(file, row, value=f"{float(value) * 1.01:.4f}")})
        assert f"{file}, row {row}, column value: " in said and "expected" in said


@pytest.mark.parametrize(
    ("file", "row", "column", "value", "words"),
    [
        ("duration_mrd.csv", "M0017", "value", "97.0", 'column second_extraction: "agrees" found, "differs" (value differs'),
        ("duration_mrd.csv", "M0015", "timepoint_months", "13", 'column timepoint_months: "13.0" found, "12.0", as second_extraction.csv says,'),
        ("duration_mrd.csv", "M0008", "p_value", "0.002", "(p_value differs in second_extraction.csv)"),
        ("duration_mrd.csv", "M0021", "value", "88", 'column value: "88.0" found, "87.0", as figure_key.csv says,'),
        ("duration_mrd.csv", "M0040", "p_value", "0.0047", 'column p_value: "0.0047" found, "0.0046", as figure_key.csv says,'),
        ("duration_mrd.csv", "M0028", "unit", "patients", 'column unit: "patients" found, "percent", as figure_key.csv says,'),
        ("safety.csv", "S0047", "grade", ">=3", 'column grade: ">=3" found, "3-4", as second_extraction.csv says,'),
        ("safety.csv", "S0085", "measure", "percent of arm", 'found, "cumulative incidence", as figure_key.csv says,'),
        ("safety.csv", "S0028", "event", "vomiting", 'column event: "vomiting" found, "nausea", as second_extraction.csv says,'),
        ("outcomes.csv", "O0076", "timepoint_months", "35", 'column timepoint_months: "35.0" found, "36.0", as'),
        ("outcomes.csv", "O0002", "arm", "both arms", 'column arm: "both arms" found, "control", as second_extraction.csv says,'),
        ("figure_key.csv", "O0117", "arm", "control", 'outcomes.csv, row O0117, column arm: "experimental" found, "control", as figure_key'),
        ("figure_key.csv", "O0117", "row_id", "O0001", "figure_key.csv, row O0001, column row_id"),
        ("figure_key.csv", "O0117", "row_id", "O9999", "a row of outcomes, safety or duration_mrd expected."),
        ("second_extraction.csv", "O0001", "row_id", "O9999", "second_extraction.csv, row O9999, column row_id"),
        ("outcomes.csv", "O0118", "arm", "experimental", 'column arm: "experimental" found, "control", as figure_key.csv says,'),
    ],
)  # fmt: skip
def test_what_a_reader_was_asked_for_is_held(file, row, column, value, words):
    assert words in refusal({file: changed(file, row, **{column: value})})


@pytest.mark.parametrize(("file", "row"), [("outcomes.csv", "O0015"), ("safety.csv", "S0002"), ("duration_mrd.csv", "M0019")])
def test_a_read_out_has_one_figure_for_each_arm(file, row):
    rows = rows_of(file)
    copy = next(r for r in rows if r["row_id"] == row) | {"row_id": row[0] + "9999"}
    assert f"row {row[0]}9999, column arm:" in (said := refusal({file: written([*rows, copy])}))
    assert f"no second figure beside that of {row} expected." in said


QUESTIONS = {row["question_id"]: row for row in rows_of("questions.csv")}
OPTIONS = rows_of("question_options.csv")


def spoilt_bank(question: str) -> list[tuple[str, bytes]]:
    """Return every small change of a question that would call another answer right: (file, its content)."""
    asked, found = QUESTIONS[question], []
    own = [n for n, row in enumerate(OPTIONS) if row["question_id"] == question]
    for column, change in (("answer", lambda n: n + 1), ("tolerance", lambda n: 10 * n)):
        if asked[column]:
            found.append(("questions.csv", changed("questions.csv", question, **{column: f"{change(float(asked[column])):g}"})))
    for one, other in combinations(own, 2):
        column = "position" if asked["kind"] == "ordering" else "correct"
        if OPTIONS[one][column] != OPTIONS[other][column]:
            rows = [dict(row) for row in OPTIONS]
            rows[one][column], rows[other][column] = rows[other][column], rows[one][column]
            found.append(("question_options.csv", written(rows)))
    for one in own if asked["kind"] == "several" else ():
        rows = [dict(row) for row in OPTIONS]
        rows[one]["correct"] = {"true": "false", "false": "true"}[rows[one]["correct"]]
        found.append(("question_options.csv", written(rows)))
    return found


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_change_of_the_bank_alone_turns_a_wrong_answer_into_a_right_one(question):
    changes = spoilt_bank(question)
    assert changes
    for file, content in changes:
        said = refusal({file: content})
        assert f"{file}, row {question}, column " in said and ", as answer_key.csv says, expected." in said


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        ("L03-Q1", {"options": "A"}),
        ("L03-Q4", {"answer": "3"}),
        ("L03-P1", {"tolerance": "40"}),
        ("L06-Q5", {"options": "A;B;C"}),
    ],
)
def test_no_change_of_the_key_alone_is_taken(question, cells):
    assert ", as answer_key.csv says, expected." in refusal({"answer_key.csv": changed("answer_key.csv", question, **cells)})


def test_a_question_without_its_key_is_refused():
    rows = [row for row in rows_of("answer_key.csv") if row["question_id"] != "L03-Q1"]
    said = refusal({"answer_key.csv": written(rows)})
    assert said == "answer_key.csv, row L03-Q1, column question_id: nothing found, the key of every question expected."
