"""Does the loader give what the tables say, and refuse what breaks them in one clear sentence?"""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pandas as pd
import pytest

from helpers.evidence import NOT_ESTIMABLE, NOT_REACHED, NOT_REPORTED, REPORTED, EvidenceError, load, split_ids
from helpers.evidence.checks import check
from helpers.evidence.problems import cell
from helpers.evidence.rules import RULES
from helpers.upkeep.dictionary import dictionary
from tests.conftest import ROOT
from tests.support.data import changed, refresh_dictionary, refusal, sound, spoil


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


def test_a_read_out_is_found_by_what_it_is_of(evidence):
    found = evidence.read_outs(trial="calgb-100104", endpoint="OS", source="holstein-2017")
    assert [analysis.analysis_id for analysis in found] == ["calgb-100104/os/holstein-2017"]
    assert evidence.read_outs(row="O0017") == found == evidence.read_outs(row="O0017", endpoint="OS")
    assert evidence.read_outs() == list(evidence.analyses.values()) and evidence.read_outs(trial="nobody") == []
    assert {a.endpoint for a in evidence.read_outs(source="holstein-2017")} == {"OS", "TTP"}


def test_the_package_is_read_once():
    assert load() is load()


BAD_CELLS = [
    ("outcomes.csv", "O0001", "value", "52,8", 'outcomes.csv, row O0001, column value: "52,8" found, a number at least 0 and at most 20000 expected.'),
    ("outcomes.csv", "O0001", "value", "", "outcomes.csv, row O0001, column value: nothing found, a number (column state says \"reported\") expected."),
    ("outcomes.csv", "O0007", "value", "90", 'outcomes.csv, row O0007, column value: "90.0" found, an empty cell (column state says "not reached") expected.'),
    ("outcomes.csv", "O0001", "state", "unknown", 'column state: "unknown" found, one of reported, not reached, not estimable, not reported expected.'),
    ("outcomes.csv", "O0003", "ci_low", "0.50", 'outcomes.csv, row O0003, column ci_low: "0.5" found, a bound of at most 0.48 expected.'),
    ("outcomes.csv", "O0003", "ci_high", "0.47", 'outcomes.csv, row O0003, column ci_high: "0.47" found, a bound of at least 0.48 expected.'),
    ("outcomes.csv", "O0001", "trial_id", "mccarthy", 'outcomes.csv, row O0001, column trial_id: "mccarthy" found, the trial_id of a row of trials.csv expected.'),
    ("outcomes.csv", "O0001", "source_id", "nobody", 'column source_id: "nobody" found, the source_id of a row of sources.csv expected.'),
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
    ("drug_features.csv", "lenalidomide", "evidence_ids", "D9999", 'drug_features.csv, row lenalidomide / drug_class, column evidence_ids: "D9999" found, the id of a row of outcomes.csv, safety.csv, drug_facts.csv or trials.csv expected.'),
    ("drug_features.csv", "lenalidomide", "short", "", "drug_features.csv, row lenalidomide / drug_class, column short: nothing found, words exactly where the state is reported expected."),
    ("question_options.csv", "L03-Q1", "correct", "true", "questions.csv, row L03-Q1, column kind: \"single choice\" found, at least three options in question_options.csv, exactly one of them right, expected."),
    ("questions.csv", "L03-Q1", "hint_2", "", 'questions.csv, row L03-Q1, column hint_1: "2" found, three hints, and none for a prediction, expected.'),
    ("questions.csv", "L03-Q4", "tolerance", "", "questions.csv, row L03-Q4, column answer: nothing found, the figure and its tolerance expected."),
    ("questions.csv", "L03-Q5", "kind", "ordering", 'questions.csv, row L03-Q5, column kind: "ordering" found, at least three options in question_options.csv with the positions 1, 2, 3 and so on expected.'),
    ("question_options.csv", "L06-Q5", "position", "2", 'questions.csv, row L06-Q5, column kind: "ordering" found, at least three options in question_options.csv with the positions'),
    ("question_options.csv", "L03-Q4", "text", "nearly two", 'questions.csv, row L03-Q4, column kind: "number" found, only wrong numbers as options in question_options.csv expected.'),
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
    with pytest.raises(EvidenceError, match="drugs.csv, line 14: another number of cells found, 4 expected"):
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


# one broken fixture a rule: (rule, file, key of the row, its spoilt cells)
BROKEN = [
    ("a_count_stands_in_its_statement", "count_rules.csv", "K05", {"per_mcl": "600"}),
    ("a_count_stands_once", "count_rules.csv", "K02", {"cells": "neutrophils"}),
    ("topics_of_one_list_stand_together", "living_topics.csv", "low-neutrophils", {"part": "life"}),
    ("a_trial_under_way_is_what_its_statements_say", "trials_under_way.csv", "excaliber-maintenance", {"people": "1217"}),
    ("what_is_asked_before_names_its_explorer", "teaching_notes.csv", "T00-01", {"explorer": ""}),
    ("what_is_asked_before_names_its_explorer", "teaching_notes.csv", "T00-03", {"explorer": "first_explorer"}),
    ("the_minutes_of_a_meeting_add_up", "teaching_plans.csv", "one-hour", {"minutes": "10"}),
    ("the_minutes_of_a_meeting_add_up", "plans.csv", "five-weeks", {"sessions": "6"}),
    ("the_lessons_of_a_learner_are_counted_from_one", "profile_lessons.csv", "nurse", {"position": "9"}),
    ("the_parts_of_a_meeting_are_counted_from_one", "teaching_plans.csv", "one-hour", {"position": "9"}),
    ("a_value_is_there_when_its_state_says_so", "safety.csv", "S0001", {"state": "not reached"}),
    ("a_figure_is_possible", "duration_mrd.csv", "M0001", {"value": "117.2"}),
    ("a_figure_is_possible", "duration_mrd.csv", "M0002", {"value": "163.5"}),
    ("a_figure_is_possible", "outcomes.csv", "O0003", {"ci_low": "0"}),
    ("a_figure_is_possible", "outcomes.csv", "O0001", {"value": "241"}),
    ("a_measure_has_its_unit_and_its_arm", "outcomes.csv", "O0002", {"unit": "percent"}),
    ("a_hazard_ratio_is_a_ratio", "duration_mrd.csv", "M0008", {"unit": "percent"}),
    ("a_randomised_trial_with_figures_tested_a_drug", "trial_drugs.csv", "tourmaline-mm3", {"role": "comparator"}),
    ("an_interval_contains_its_estimate", "second_extraction.csv", "O0003", {"ci_low": "0.5"}),
    ("an_interval_contains_its_estimate", "outcomes.csv", "O0007", {"ci_low": "9", "ci_high": "8"}),
    ("an_interval_has_a_width", "outcomes.csv", "O0003", {"ci_low": "0.48", "ci_high": "0.48"}),
    ("a_p_value_has_its_relation", "outcomes.csv", "O0009", {"p_relation": ""}),
    ("counts_and_percentages_agree", "outcomes.csv", "O0022", {"n_events": "37"}),
    ("counts_and_percentages_agree", "outcomes.csv", "O0022", {"value": "15.0"}),
    ("counts_and_percentages_of_harms_agree", "safety.csv", "S0005", {"n": "232"}),
    ("rows_of_one_analysis_belong_together", "outcomes.csv", "O0002", {"median_follow_up_months": "12"}),
    ("a_population_is_what_its_words_say", "outcomes.csv", "O0001", {"whole_trial": "false"}),
    ("a_credible_interval_is_called_so", "outcomes.csv", "O0180", {"credible": "false"}),
    ("a_credible_interval_is_called_so", "outcomes.csv", "O0003", {"credible": "true"}),
    ("an_endpoint_that_counts_mrd_is_called_so", "endpoints.csv", "PFS", {"mrd": "true"}),
    ("a_rate_at_a_time_names_the_time", "outcomes.csv", "O0017", {"timepoint_months": ""}),
    ("an_arm_has_one_figure", "outcomes.csv", "O0047", {"arm": "experimental"}),
    ("an_arm_has_one_figure_for_a_harm", "safety.csv", "S0050", {"arm": "experimental"}),
    ("a_group_has_one_figure_on_duration", "duration_mrd.csv", "M0022", {"arm": "all"}),
    ("extractions_agree_or_the_difference_is_explained", "second_extraction.csv", "O0045", {"difference": ""}),
    ("every_extraction_has_its_row", "figure_key.csv", "M0021", {"row_id": "M9999"}),
    ("a_selection_names_what_its_view_is_of", "selections.csv", "B01", {"selection": "stopping study"}),
    ("a_cell_of_the_comparison_has_its_support", "drug_features.csv", "lenalidomide", {"short": ""}),
    ("the_comparison_is_complete", "drugs.csv", "carfilzomib", {"in_comparison": "true"}),
    ("an_approval_has_its_status", "drug_features.csv", "lenalidomide", {"status": "approved for maintenance"}),
    ("an_approval_has_its_status", "decisions.csv", "A012", {"kind": "recommended for maintenance"}),
    ("a_question_is_whole", "questions.csv", "L03-Q1", {"hint_2": ""}),
    ("a_question_is_whole", "questions.csv", "L03-Q4", {"tolerance": "0"}),
    ("a_question_is_whole", "questions.csv", "L03-Q1", {"kind": "several"}),
    ("the_bank_agrees_with_its_key", "answer_key.csv", "L03-Q1", {"options": "A"}),
    ("a_correction_changes_something", "errata.csv", "E001", {"was": "before ASCT"}),
    ("a_correction_is_in_force", "errata.csv", "E001", {"table": "nowhere"}),
    ("a_change_of_the_evidence_changes_something", "evidence_changes.csv", "N001", {"before": "same", "after": "same"}),
    ("a_change_is_brought_by_the_source_of_its_rows", "evidence_changes.csv", "N001", {"source_id": "jackson-2019"}),
    ("a_date_is_in_the_calendar", "evidence_changes.csv", "N001", {"date": "2026-11-31"}),
    ("every_objective_has_its_question", "objectives.csv", "L03-O1", {"question_ids": "L06-Q1"}),
    ("a_date_is_in_the_calendar", "decisions.csv", "A002", {"date": "2017-02-31"}),
    ("a_source_is_no_younger_than_its_check", "sources.csv", "mccarthy-2017", {"year": "2027"}),
    ("a_trial_is_what_its_words_say", "trials.csv", "auriga", {"comparator": "placebo"}),
    ("a_trial_is_what_its_words_say", "trials.csv", "auriga", {"design": "cohort"}),
    ("a_trial_is_what_its_words_say", "trials.csv", "auriga", {"randomised_question": "none"}),
    ("a_trial_is_what_its_words_say", "trials.csv", "master", {"n_control": "50"}),
    ("the_phases_of_a_trial_fit_together", "trial_phases.csv", "auriga", {"randomised": "true"}),
    ("the_phases_of_a_trial_fit_together", "trial_phases.csv", "auriga", {"arm": "control"}),
    ("the_phases_of_a_trial_fit_together", "trial_phases.csv", "auriga", {"phase": "induction"}),
    ("the_phases_of_a_trial_fit_together", "trials.csv", "auriga", {"randomised_question": "induction"}),
    ("the_phases_of_a_trial_fit_together", "trial_phases.csv", "auriga", {"trial_id": "connect-mm"}),
    ("a_decision_is_what_its_fact_says", "decisions.csv", "A002", {"jurisdiction": "Japan"}),
    ("a_decision_is_what_its_fact_says", "decisions.csv", "A008", {"kind": "recommended for maintenance"}),
    ("a_decision_is_what_its_fact_says", "decisions.csv", "A011", {"drug_id": "daratumumab"}),
    ("a_schedule_stands_in_its_facts", "schedules.csv", "label", {"dose_mg": "20"}),
    ("a_schedule_stands_in_its_facts", "schedules.csv", "label", {"raised_after_cycles": ""}),
    ("a_schedule_stands_in_its_facts", "schedules.csv", "label", {"raised_dose_mg": "3"}),
    ("a_schedule_stands_in_its_facts", "schedules.csv", "21", {"drug_id": "ixazomib"}),
    ("a_weighed_read_out_is_of_its_trial_and_endpoint", "weighed_read_outs.csv", "myeloma-xi", {"trial_id": "myeloma-xi-te"}),
    ("a_weighed_read_out_is_of_its_trial_and_endpoint", "weighed_read_outs.csv", "calgb-100104", {"reports": "any"}),
    ("a_harm_is_what_its_words_say", "harm_names.csv", "SPM", {"second_cancer": "false"}),
    ("a_harm_is_what_its_words_say", "harm_names.csv", "nausea", {"before_progression": "true"}),
    ("a_side_effect_is_named_by_its_fact", "named_side_effects.csv", "ixazomib", {"fact_id": "D0038"}),
    ("a_side_effect_is_named_by_its_fact", "named_side_effects.csv", "lenalidomide", {"boxed_warning": "true"}),
    ("a_study_of_turning_negative_has_two_figures", "turning_negative.csv", "auriga", {"evidence_ids": "O0139"}),
    ("a_study_of_turning_negative_has_two_figures", "turning_negative.csv", "auriga", {"evidence_ids": "O0139;O0140;O0141"}),
    ("a_study_of_turning_negative_has_two_figures", "turning_negative.csv", "auriga", {"evidence_ids": "O0139;M0038"}),
    ("a_question_of_a_case_asks", "vignette_steps.csv", "A", {"text": "Is it so?"}),
    ("steps_are_counted_from_one", "vignette_steps.csv", "A", {"step": "9"}),
    ("a_question_is_named_after_its_lesson", "questions.csv", "L03-Q1", {"lesson": "04"}),
]  # fmt: skip


# (file, key of the row, its list, an id that is not there, or is one of another kind)
STRAY = [
    ("vignette_steps.csv", "A", "evidence_ids", "O9999"),
    ("conflicts.csv", "C0001", "row_id", "O9999"),
    ("drug_features.csv", "lenalidomide", "analysis_ids", "nowhere/pfs/nobody-2020"),
    ("selections.csv", "B01", "evidence_ids", "O0099;O9999"),
    ("stopping_studies.csv", "master", "note_ids", "abnormalities;nowhere"),
    ("claims.csv", "C01", "lessons", "02;66"),
    ("lessons.csv", "02", "points", "C01;C99"),
    ("selections.csv", "V001", "evidence_ids", "X999"),
    ("turning_negative.csv", "auriga", "evidence_ids", "O0139;O9999"),
    ("schedules.csv", "21", "evidence_ids", "D9999"),
    ("weighed_read_outs.csv", "calgb-100104", "analysis_ids", "nowhere/pfs/nobody-2020"),
    ("named_side_effects.csv", "bortezomib", "events", "no such harm"),
    ("objectives.csv", "L03-O1", "question_ids", "L99-Q1"),
    ("decisions.csv", "A002", "evidence_ids", "D0003;O0001"),
    ("schedules.csv", "21", "evidence_ids", "myeloma-xi"),
    ("turning_negative.csv", "auriga", "evidence_ids", "O0139;D0001"),
    ("claims.csv", "C02", "evidence_ids", "O0001;C03"),
    ("claims.csv", "C02", "evidence_ids", "mccarthy-2017"),
    ("stopping_studies.csv", "gmmg-mm5", "figure_ids", "O0221"),
    ("stopping_studies.csv", "gmmg-mm5", "statement_ids", "M0043"),
    ("designs.csv", "auriga", "statement_ids", "O0139"),
    ("subgroup_views.csv", "hovon-17p-pfs", "later_ids", "M0021"),
    ("values.csv", "V01", "evidence_ids", "F0001"),
]


@pytest.mark.parametrize(("file", "key", "column", "value"), STRAY)
def test_a_list_holds_only_rows_of_the_tables_that_the_dictionary_names(file, key, column, value):
    said = refusal({file: changed(file, key, **{column: value})}).splitlines()
    assert any(
        line.startswith(f"{file}, row {key}") and f"column {column}: " in line and "the id of a row of " in line for line in said
    )


def test_a_list_that_leads_nowhere_is_refused(data_copy):
    path = data_copy / "datapackage.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"outcomes.analysis_id"', '"outcomes.analysis"', 1), encoding="utf-8"
    )
    with pytest.raises(EvidenceError, match="a list of rows of outcomes.analysis found, a table or a column expected"):
        load(data_copy)


def test_every_column_of_ids_says_of_what():
    """A column that holds nothing but ids of rows is a foreign key, or the dictionary says of which tables."""
    package, tables = sound()
    ids = {value for table in tables.values() if len(table.keys) == 1 for value in table.columns[table.keys[0]]}
    ids = {value for value in ids | set(tables["outcomes"].columns["analysis_id"]) if re.search(r"\d", value)}
    for resource in package["resources"]:
        links = [key["fields"][0] for key in resource["schema"].get("foreignKeys", [])] + resource["schema"]["primaryKey"]
        for f in resource["schema"]["fields"]:
            named = {
                name for text in tables[resource["name"]].columns[f["name"]] if f["type"] == "string" for name in split_ids(text)
            }
            held = "lists" in f or f["name"] in (*links, "analysis_id") or resource["name"] == "errata"  # of any table, by a rule
            assert held or not named or not named <= ids, (resource["name"], f["name"])


@pytest.mark.parametrize(("rule", "file", "key", "cells"), BROKEN)
def test_a_rule_sees_what_breaks_it(rule, file, key, cells):
    package, tables = sound()
    others = {name: table for name, table in tables.items() if table.file != file}
    found, _ = check(package, {file: changed(file, key, **cells)}, others, known=False)
    named = [each for each in RULES if each.name == rule]
    assert [problem for each in named for problem in each.check(found)], f"{rule} sees nothing"
    assert not [problem for each in named for problem in each.check(tables)]


def test_every_rule_has_its_broken_fixture():
    assert {rule for rule, *_ in BROKEN} == {rule.name for rule in RULES}


def test_every_problem_is_told_in_order(data_copy):
    """Files first, then cells, keys, links, rules; a rule says nothing of a column in which a cell is bad."""
    spoil(data_copy, "outcomes.csv", "O0001", "value", "52,8")
    spoil(data_copy, "drugs.csv", "ixazomib", "in_comparison", "yes")
    spoil(data_copy, "trials.csv", "auriga", "comparator", "placebo")
    spoil(data_copy, "gaps.csv", "G0001", "trial_id", "nowhere")
    spoil(data_copy, "glossary.csv", "adverse event", "term", "anaemia")
    (data_copy / "values.csv").write_bytes(b"")
    refresh_dictionary(data_copy)
    with pytest.raises(EvidenceError) as refused:
        load(data_copy)
    assert str(refused.value).splitlines() == [
        "values.csv: an empty file found, plain UTF-8 text without a byte-order mark expected.",
        'drugs.csv, row ixazomib, column in_comparison: "yes" found, true or false expected.',
        'outcomes.csv, row O0001, column value: "52,8" found, a number at least 0 and at most 20000 expected.',
        'glossary.csv, row anaemia, column term: "anaemia" found, a value that no other row has expected.',
        'gaps.csv, row G0001, column trial_id: "nowhere" found, the trial_id of a row of trials.csv expected.',
        'trials.csv, row auriga, column comparator: "placebo" found, active treatment, which its name and its control arm speak of, expected.',
    ]
    assert [problem.file for problem in refused.value.problems] == [
        "values.csv", "drugs.csv", "outcomes.csv", "glossary.csv", "gaps.csv", "trials.csv",
    ]  # fmt: skip


def test_at_most_fifty_sentences_are_shown():
    error = EvidenceError(cell("a.csv", number, "c", "x", "a number") for number in range(53))
    lines = str(error).splitlines()
    assert len(lines) == 51 and lines[-1] == "and 3 more" and len(error.problems) == 53
    assert (
        str(EvidenceError([cell("a.csv", 1, "c", "", "a number")])) == "a.csv, row 1, column c: nothing found, a number expected."
    )
    assert "more" not in str(EvidenceError(cell("a.csv", number, "c", "x", "a number") for number in range(50)))


def test_a_value_is_cut_and_stays_on_one_line():
    said = str(cell("a.csv", "R1", "c", "one\ntwo\u200b" + "x" * 500, "a number"))
    assert said == f'a.csv, row R1, column c: "one two<U+200B>{"x" * 72}..." found, a number expected.'


def test_a_change_that_the_dictionary_does_not_know_is_refused(data_copy):
    spoil(data_copy, "definitions.csv", "F0001", "definition", "another", refresh=False)
    with pytest.raises(EvidenceError) as refused:
        load(data_copy)
    assert str(refused.value) == (
        "definitions.csv: a change since the last check found, the file that datapackage.json knows "
        "(run `uv run python -m helpers.upkeep dictionary` if the change is meant) expected."
    )
    dictionary(data_copy.parent)
    assert load.__wrapped__(data_copy).read["definitions"].text["definition"][0] == "another"


def test_a_row_that_vanished_is_refused(data_copy):
    path = data_copy / "gaps.csv"
    path.write_bytes(path.read_bytes().rstrip(b"\n").rpartition(b"\n")[0] + b"\n")
    with pytest.raises(
        EvidenceError, match=r"gaps.csv: 15 rows found, 16 rows, as datapackage.json says, expected\.\ngaps.csv: a change"
    ):
        load(data_copy)


def test_upkeep_refuses_to_know_data_that_are_wrong(data_copy):
    spoil(data_copy, "outcomes.csv", "O0001", "arm", "control", refresh=False)
    before = (data_copy / "datapackage.json").read_bytes()
    with pytest.raises(SystemExit, match='outcomes.csv, row O0001, column arm: "control" found, "experimental", as second_ext'):
        dictionary(data_copy.parent)
    assert (data_copy / "datapackage.json").read_bytes() == before


def _without(package: dict, *path) -> dict:
    """Return a dictionary from which one thing is taken."""
    package = json.loads(json.dumps(package))
    place = package
    for step in path[:-1]:
        place = place[step]
    del place[path[-1]]
    return package


OUTCOMES, SAFETY = (
    next(n for n, resource in enumerate(sound()[0]["resources"]) if resource["name"] == name) for name in ("outcomes", "safety")
)
FIELDS = ("resources", OUTCOMES, "schema", "fields")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "datapackage.json: an empty file found"),
        (b"\xff\xfe{\0", "datapackage.json: UTF-16 text found"),
        (b"\xef\xbb\xbf{}", "datapackage.json: a byte-order mark found"),
        (b'{"name": "\xe4"}', "datapackage.json, line 1: a character in another encoding found"),
        (b"[" * 100_000, "datapackage.json: not valid JSON"),
        (b"9" * 5_000, "datapackage.json: not valid JSON"),
        (b"[]", "datapackage.json: no list of resources"),
        (b'{"resources": [1]}', "datapackage.json: no list of resources"),
        (b'{"resources": [{"name": "a", "path": "../a.csv"}]}', "datapackage.json: no name or no file name for table a"),
        (_without(sound()[0], "resources", OUTCOMES, "schema"), "a field of table outcomes without a name"),
        (_without(sound()[0], *FIELDS, 0, "type"), "a field of table outcomes without a name"),
        (_without(sound()[0], *FIELDS, 0), "repeated fields, or no primary key, in table outcomes"),
        (_without(sound()[0], "resources", OUTCOMES, "schema", "primaryKey"), "repeated fields, or no primary key"),
        (_without(sound()[0], "resources", 0), "a foreign key of table trials that leads nowhere"),
        (_without(sound()[0], "resources", OUTCOMES), "datapackage.json: a foreign key of table mrd_measures that leads nowhere"),
        (_without(sound()[0], "resources", SAFETY), "datapackage.json, table safety, column row_id: no such field found"),
        (_without(sound()[0], *FIELDS, 7), "datapackage.json, table outcomes, column measure: no such field found"),
        (_without(sound()[0], *FIELDS, 7, "constraints", "required"), "table outcomes, column measure: no such field found, a required"),
        (_without(sound()[0], "resources", OUTCOMES, "hash"), "outcomes.csv: a change since the last check found"),
        (_without(sound()[0], "resources", OUTCOMES, "rows"), f"outcomes.csv: {len(load().rows('outcomes'))} rows found, None rows"),
    ],
)  # fmt: skip
def test_a_dictionary_that_cannot_be_used_is_refused(data_copy, content, said):
    path = data_copy / "datapackage.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    with pytest.raises(EvidenceError, match=re.escape(said)):
        load(data_copy)


def test_a_table_that_is_a_folder_is_refused(data_copy):
    (data_copy / "gaps.csv").unlink()
    (data_copy / "gaps.csv").mkdir()
    with pytest.raises(EvidenceError, match="gaps.csv: a file that cannot be read"):
        load(data_copy)


def test_read_outs_are_found_by_what_they_are_of(evidence):
    assert len(evidence.read_outs()) == len(evidence.analyses)
    found = evidence.read_outs(trial="calgb-100104", endpoint="OS", source="holstein-2017")
    assert [a.analysis_id for a in found] == ["calgb-100104/os/holstein-2017"] and found == evidence.read_outs(row="O0015")
    assert evidence.read_outs(trial="calgb-100104", endpoint="PFS2") == evidence.read_outs(row="S0001") == []


def test_rows_are_found_by_what_their_columns_hold(evidence):
    assert [row.row_id for row in evidence.rows("conflicts", conflict_id="C0001")] == [evidence.rows("conflicts")[0].row_id]
    assert evidence.row("lessons", lesson="03").minutes == evidence.tables["lessons"].set_index("lesson").loc["03", "minutes"]
    assert evidence.rows("schedules", schedule_id="21")[0].raised_dose_mg is None
    for wanted in ({"lesson": "99"}, {}):
        with pytest.raises(KeyError, match="rows of lessons have"):
            evidence.row("lessons", **wanted)


def test_rows_are_found_by_what_their_columns_hold_in_the_order_of_the_file(evidence):
    every = evidence.rows("outcomes")
    for wanted in (
        {"endpoint": "PFS"},
        {"endpoint": "OS", "arm": "control"},
        {"endpoint": "nothing"},
        {"timepoint_months": None},
    ):
        asked = evidence.rows("outcomes", **wanted)
        assert asked == [row for row in every if all(getattr(row, name) == value for name, value in wanted.items())]
    evidence.rows("outcomes", endpoint="PFS").clear()
    assert evidence.rows("outcomes", endpoint="PFS"), "a list belongs to who asked for it"
    with pytest.raises(AttributeError):
        evidence.rows("outcomes", no_such_column="PFS")


@pytest.mark.slow
def test_a_lesson_is_live_before_pandas_is_loaded():
    """Loading it takes longer than all the rest of a lesson; only who asks for a frame waits."""
    code = """
import sys
from helpers.lessons import explorers, modules
for module in modules().values():
    module.prediction(), module.sources(), module.provenance()
    for cell in explorers(module).values():
        cell()._repr_mimebundle_()
assert "pandas" not in sys.modules
from helpers.evidence import load
assert len(load().tables["sources"]) == len(load().sources) and "pandas" in sys.modules
"""
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr[-1500:]
