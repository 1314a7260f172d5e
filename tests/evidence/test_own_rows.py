"""Does a trial that an instructor adds in a file of their own reach tables and charts, marked, and is a bad row refused in words?"""

from __future__ import annotations

import csv
import io
import subprocess
import sys

import pytest

from helpers.evidence import DATA, Evidence, EvidenceError, load
from helpers.evidence.checks import examine, refuse
from helpers.evidence.own_rows import COLUMNS, VARIABLE
from helpers.lessons.lesson_03.all_reports import reports_view
from helpers.lessons.lesson_04.pooled_trials import forest_view
from helpers.lessons.lesson_04.weighed_trials import trial_options
from helpers.statistics.pooling import FIXED
from tests.conftest import ROOT

MADE_UP = {
    "trial": "Made-up trial", "drug": "lenalidomide", "people": "newly diagnosed myeloma after ASCT", "setting": "post-ASCT",
    "tested_arm": "lenalidomide 10 mg", "control_arm": "placebo", "comparator": "placebo", "people_tested": "200",
    "people_control": "200", "endpoint": "PFS", "measure": "median", "unit": "months", "at_months": "", "tested": "50.0",
    "control": "25.0", "hazard_ratio": "0.55", "ratio_low": "0.42", "ratio_high": "0.72", "follow_up_months": "48",
    "source": "A made-up report", "year": "2026", "link": "",
}  # fmt: skip
SURVIVAL = {**MADE_UP, "endpoint": "OS", "tested": "not reached", "control": "90", "hazard_ratio": "0.80", "ratio_low": "0.60", "ratio_high": "1.07"}  # fmt: skip


def written(path, *rows: dict[str, str]):
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([list(COLUMNS), *(list(row.values()) for row in rows)])
    path.write_text(stream.getvalue(), encoding="utf-8")
    return path


@pytest.fixture
def own(tmp_path) -> Evidence:
    return Evidence(*refuse(*examine(own=written(tmp_path / "mine.csv", MADE_UP, SURVIVAL))))


def test_the_example_has_the_columns_of_the_file():
    assert list(MADE_UP) == list(COLUMNS)


def test_it_stands_beside_the_courses_own_figures_marked_as_added(own, evidence):
    trial = own.trials["added-01"]
    assert trial.name == "Made-up trial (added)" and trial.n_experimental == 200
    assert len(own.figures) == len(evidence.figures) + 6
    assert own.figures["O9011"].value.text == "50.0" and own.figures["O9021"].value.state == "not reached"
    assert "Added for this class" in own.sources["added-01"].first_author
    assert {row.row_id: row for row in evidence.rows("outcomes")}.keys() < {row.row_id for row in own.rows("outcomes")}


def test_it_is_weighed_and_pooled_in_lesson_04(own):
    assert ("added-01") in [value for _, value in trial_options(own)]
    view = forest_view(own, ("calgb-100104", "ifm-2005-02", "added-01"), "PFS", "primary", FIXED)
    assert view.sentence.startswith("Pooled by fixed effect, 3 trials give a hazard ratio of 0.51 (0.44 to 0.59)")
    assert "Made-up trial (added) 0.55 (0.42 to 0.72), weight 32.1%" in view.chart.alt
    survival = forest_view(own, ("added-01",), "OS", "primary", FIXED)
    assert "0.80 (0.60 to 1.07)" in survival.plain()


def test_it_is_one_of_the_reports_of_lesson_03(own):
    view = reports_view(own, "PFS")
    assert "Made-up trial (added)" in view.chart.alt and "25.0 months" in view.chart.alt
    assert view.sentence.split(" reports")[0].endswith("11")


def test_another_drug_is_no_report_of_lenalidomide(tmp_path):
    row = {**MADE_UP, "drug": "ixazomib", "tested_arm": "ixazomib 3 mg"}
    own = Evidence(*refuse(*examine(own=written(tmp_path / "mine.csv", row))))
    assert not own.rows("reports", trial_id="added-01") and own.read_outs(trial="added-01", endpoint="PFS")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"tested": "fifty"},
            'mine.csv, row Made-up trial / PFS, column tested: "fifty" found, a number, not reached or not reported expected.',
        ),
        ({"drug": "aspirin"}, 'mine.csv, row 1, column drug: "aspirin" found, the drug_id of a row of drugs.csv expected.'),
        ({"endpoint": "PFZ"}, 'mine.csv, row 1, column endpoint: "PFZ" found, the endpoint of a row of endpoints.csv expected.'),
        (
            {"comparator": "observation"},
            'mine.csv, row 1, column comparator: "observation" found, placebo, which its name and its control arm speak of, expected.',
        ),
        (
            {"ratio_low": "0.72", "ratio_high": "0.42"},
            'mine.csv, row 1, column ratio_low: "0.72" found, a bound of at most 0.55 expected.',
        ),
        ({"people": ""}, "mine.csv, row Made-up trial / PFS, column people: nothing found, text expected."),
        (
            {"setting": "hospital"},
            'mine.csv, row Made-up trial / PFS, column setting: "hospital" found, one of before ASCT, post-ASCT, transplant-ineligible, mixed expected.',
        ),
        ({"year": "2030"}, 'mine.csv, row 1, column year: "2030" found, a year up to 2026, when it was checked, expected.'),
    ],
)
def test_a_bad_row_is_refused_in_words_of_its_own_file(change, sentence, tmp_path, monkeypatch):
    monkeypatch.setattr("helpers.evidence.own_rows._month_of", lambda path: "2026-11")
    with pytest.raises(EvidenceError) as refused:
        refuse(*examine(own=written(tmp_path / "mine.csv", {**MADE_UP, **change})))
    assert sentence in str(refused.value).splitlines()


def test_two_rows_of_one_trial_that_tell_it_differently_are_refused(tmp_path):
    with pytest.raises(
        EvidenceError, match=r'mine.csv, row 2, column people_tested: "210" found, "200", as in the first row of this trial'
    ):
        examine(own=written(tmp_path / "mine.csv", MADE_UP, {**SURVIVAL, "people_tested": "210"}))


def test_what_is_wrong_with_the_courses_own_data_is_said_first(data_copy, tmp_path):
    (data_copy / "trials.csv").unlink()
    _, _, problems = examine(data_copy, own=written(tmp_path / "mine.csv", MADE_UP))
    assert any("trials.csv: no such file" in str(problem) for problem in problems)


def test_a_file_that_is_not_there_or_has_other_columns_is_refused(tmp_path):
    with pytest.raises(EvidenceError, match=f"named by {VARIABLE}, a CSV file expected"):
        examine(own=tmp_path / "missing.csv")
    other = tmp_path / "other.csv"
    other.write_text("trial,value\nx,1\n", encoding="utf-8")
    with pytest.raises(EvidenceError, match="the columns trial, drug, people"):
        examine(own=other)


def test_the_setting_names_the_file_and_without_it_nothing_is_added(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(written(tmp_path / "mine.csv", MADE_UP)))
    assert "added-01" in load.__wrapped__(DATA).trials
    monkeypatch.delenv(VARIABLE)
    assert "added-01" not in load.__wrapped__(DATA).trials


def test_a_command_prints_the_first_line_of_such_a_file():
    printed = subprocess.run(
        [sys.executable, "-W", "error", "-m", "helpers.evidence"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert printed.stdout == ",".join(COLUMNS) + "\n"
