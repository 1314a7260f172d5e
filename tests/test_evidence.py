"""Does the loader give what the tables say, and refuse what breaks them in one clear sentence?"""

from __future__ import annotations

import pandas as pd
import pytest

from helpers.evidence import NOT_ESTIMABLE, NOT_REACHED, NOT_REPORTED, REPORTED, EvidenceError, load
from helpers.evidence.problems import cell
from tests.support.data import changed, refusal


@pytest.mark.parametrize(
    ("row_id", "value", "low", "high"),
    [
        ("O0001", 52.8, None, None), ("O0002", 23.5, None, None), ("O0003", 0.48, 0.41, 0.55), ("O0008", 86.0, None, None),
        ("O0009", 0.75, 0.63, 0.90), ("O0077", 0.87, 0.73, 1.05), ("O0085", 1.025, 0.789, 1.332), ("O0130", 0.49, 0.40, 0.59),
        ("S0001", 5.3, None, None), ("S0002", 0.8, None, None),
    ],
)  # fmt: skip
def test_the_headline_figures_are_what_the_papers_print(evidence, row_id, value, low, high):
    figure = evidence.figures[row_id]
    assert (figure.value.value, figure.low.value, figure.high.value) == (value, low, high)


def test_the_pooled_trials_had_605_and_603_patients(evidence):
    trial = evidence.trials["mccarthy-2017-ipd-ma"]
    assert (trial.n_experimental, trial.n_control) == (605, 603)


def test_four_states_stay_four_states(evidence):
    assert evidence.figures["O0007"].value.state == NOT_REACHED
    assert evidence.figures["O0007"].value.value is None
    assert evidence.figures["O0014"].high.state == NOT_REACHED
    assert evidence.figures["O0126"].high.state == NOT_ESTIMABLE
    assert evidence.figures["O0001"].low.state == NOT_REPORTED
    assert evidence.figures["O0001"].value.state == REPORTED


def test_tables_are_typed(evidence):
    outcomes = evidence.tables["outcomes"]
    assert str(outcomes["value"].dtype) == "Float64"
    assert str(outcomes["n_total"].dtype) == "Int64"
    assert str(outcomes["trial_id"].dtype) == "string"
    assert str(evidence.tables["drugs"]["in_comparison"].dtype) == "boolean"
    assert outcomes["value"].isna().sum() == (outcomes["state"] != REPORTED).sum() > 0
    assert pd.isna(outcomes.set_index("row_id").loc["O0007", "value"])


def test_a_read_out_keeps_its_arms_together(evidence):
    analysis = evidence.analyses["calgb-100104/os/holstein-2017"]
    assert [e.value.text for e in analysis.arms("median")] == ["113.8", "84.1"]
    assert analysis.hazard_ratio.value.value == 0.61
    assert analysis.follow_up_months == 91
    assert evidence.analyses["auriga/pfs/badros-2025"].drugs == ("daratumumab",)


def test_the_package_is_read_once():
    assert load() is load()


BAD_CELLS = [
    ("outcomes.csv", "O0001", "value", "52,8", 'outcomes.csv, row O0001, column value: "52,8" found, a number at least 0 and at most 20000 expected.'),
    ("outcomes.csv", "O0001", "value", "", "outcomes.csv, row O0001, column value: nothing found, a number (column state says \"reported\") expected."),
    ("outcomes.csv", "O0007", "value", "90", 'outcomes.csv, row O0007, column value: "90.0" found, an empty cell (column state says "not reached") expected.'),
    ("outcomes.csv", "O0001", "state", "unknown", 'column state: "unknown" found, one of reported, not reached, not estimable, not reported expected.'),
    ("outcomes.csv", "O0003", "ci_low", "0.50", 'outcomes.csv, row O0003, column ci_low: "0.5" found, a bound of at most 0.48 expected.'),
    ("outcomes.csv", "O0003", "ci_high", "0.47", 'outcomes.csv, row O0003, column ci_high: "0.47" found, a bound of at least 0.48 expected.'),
    ("outcomes.csv", "O0001", "trial_id", "mccarthy", 'outcomes.csv, row O0001, column trial_id: "mccarthy" found, a trial_id of trials expected.'),
    ("outcomes.csv", "O0001", "source_id", "nobody", 'column source_id: "nobody" found, a source_id of sources expected.'),
    ("outcomes.csv", "O0022", "n_events", "53", 'outcomes.csv, row O0022, column value: "15" found, 22.9 percent, that is 53 of 231, expected.'),
    ("outcomes.csv", "O0001", "value", "52.9", "outcomes.csv, row O0001, column second_extraction: \"agrees\" found, \"differs\" (value differs in second_extraction.csv) expected."),
    ("outcomes.csv", "O0117", "second_extraction", "agrees", 'column second_extraction: "agrees" found, "not re-found" (second_extraction.csv has no such row) expected.'),
    ("outcomes.csv", "O0002", "unit", "percent", 'outcomes.csv, row O0002, column unit: "percent" found, months, because the measure is median, expected.'),
    ("outcomes.csv", "O0003", "arm", "experimental", 'outcomes.csv, row O0003, column arm: "experimental" found, contrast for a ratio, and an arm for anything else, expected.'),
    ("safety.csv", "S0001", "unit", "months", 'safety.csv, row S0001, column unit: "months" found, one of percent expected.'),
    ("trial_drugs.csv", "tourmaline-mm3", "role", "comparator", "trial_drugs.csv, row tourmaline-mm3, column drug_id: nothing found, the drug that the trial tested expected."),
    ("outcomes.csv", "O0001", "endpoint", "OS", 'column endpoint: "PFS" found, "OS", as in the other rows'),
    ("outcomes.csv", "O0017", "timepoint_months", "", "outcomes.csv, row O0017, column timepoint_months: nothing found, the months after which the rate holds expected."),
    ("outcomes.csv", "O0009", "p_relation", "", "outcomes.csv, row O0009, column p_relation: nothing found, = or < exactly where there is a p value expected."),
    ("outcomes.csv", "O0002", "row_id", "O0001", "outcomes.csv, row O0001, column row_id: \"O0001\" found, a value that no other row has expected."),
    ("second_extraction.csv", "O0045", "difference", "", "second_extraction.csv, row O0045, column difference: nothing found, the reason why ci_low differs expected."),
    ("safety.csv", "S0005", "n", "81", 'safety.csv, row S0005, column value: "8" found, 35.1 percent, that is 81 of 231, expected.'),
    ("safety.csv", "S0001", "value", "153", 'safety.csv, row S0001, column value: "153" found, a number at least 0 and at most 100 expected.'),
    ("sources.csv", "mccarthy-2017", "year", "MMXVII", 'sources.csv, row mccarthy-2017, column year: "MMXVII" found, a whole number at least 1950 and at most 2035 expected.'),
    ("drugs.csv", "ixazomib", "in_comparison", "yes", 'drugs.csv, row ixazomib, column in_comparison: "yes" found, true or false expected.'),
    ("drug_features.csv", "lenalidomide", "evidence_ids", "D9999", 'drug_features.csv, row lenalidomide / drug_class, column evidence_ids: "D9999" found, the id of a row that exists expected.'),
    ("drug_features.csv", "lenalidomide", "short", "", "drug_features.csv, row lenalidomide / drug_class, column short: nothing found, words exactly where the state is reported expected."),
    ("question_options.csv", "L03-Q1", "correct", "true", "questions.csv, row L03-Q1, column kind: \"single choice\" found, at least three options, exactly one of them right, expected."),
    ("questions.csv", "L03-Q1", "hint_2", "", 'questions.csv, row L03-Q1, column hint_1: "2" found, three hints, and none for a prediction, expected.'),
    ("questions.csv", "L03-Q4", "tolerance", "", "questions.csv, row L03-Q4, column answer: nothing found, the figure and its tolerance expected."),
    ("questions.csv", "L03-Q5", "kind", "ordering", 'questions.csv, row L03-Q5, column kind: "ordering" found, at least three options with the positions 1, 2, 3 and so on expected.'),
    ("question_options.csv", "L06-Q5", "position", "2", 'questions.csv, row L06-Q5, column kind: "ordering" found, at least three options with the positions'),
    ("question_options.csv", "L03-Q4", "text", "nearly two", 'questions.csv, row L03-Q4, column kind: "number" found, only wrong numbers as options expected.'),
    ("objectives.csv", "L03-O1", "question_ids", "L06-Q1", 'objectives.csv, row L03-O1, column question_ids: "L06-Q1" found, a self-check question of lesson 03 expected.'),
    ("objectives.csv", "L03-O1", "question_ids", "L03-P1", 'column question_ids: "L03-P1" found, a self-check question of lesson 03 expected.'),
]  # fmt: skip


@pytest.mark.parametrize(("file", "row", "column", "value", "message"), BAD_CELLS)
def test_a_bad_cell_is_refused_in_a_sentence(file, row, column, value, message):
    said = refusal({file: changed(file, row, **{column: value})})
    assert message in said, said
    assert all(line.endswith(" expected.") for line in said.splitlines())


def test_a_missing_column_is_refused(data_copy):
    text = (data_copy / "drugs.csv").read_text(encoding="utf-8").replace("brand_name", "brand")
    (data_copy / "drugs.csv").write_text(text, encoding="utf-8")
    with pytest.raises(EvidenceError, match="drugs.csv, row 1, column brand: the header differs from datapackage.json"):
        load(data_copy)


def test_a_short_row_is_refused(data_copy):
    with (data_copy / "drugs.csv").open("a", encoding="utf-8") as stream:
        stream.write("newdrug,new\n")
    with pytest.raises(EvidenceError, match="drugs.csv, line 10: another number of cells found, 4 expected"):
        load(data_copy)


def test_a_missing_table_is_refused(data_copy):
    (data_copy / "safety.csv").unlink()
    with pytest.raises(EvidenceError, match="safety.csv: no such file, a table named in datapackage.json expected"):
        load(data_copy)


def test_a_missing_dictionary_is_refused(tmp_path):
    with pytest.raises(EvidenceError, match="datapackage.json: no such file"):
        load(tmp_path)


def test_a_broken_dictionary_is_refused(data_copy):
    (data_copy / "datapackage.json").write_text("{", encoding="utf-8")
    with pytest.raises(EvidenceError, match="datapackage.json, line 1: not valid JSON"):
        load(data_copy)


def test_the_message_names_file_row_column_value_and_expectation():
    assert str(cell("a.csv", "R1", "c", "x", "a number")) == 'a.csv, row R1, column c: "x" found, a number expected.'
