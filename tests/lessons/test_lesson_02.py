"""Does lesson 02 count the days, name the texts, and date the decisions as the facts do?"""

from __future__ import annotations

import pandas as pd
import pytest

from helpers.evidence import split_ids
from helpers.lessons.lesson_02 import lenalidomide
from helpers.lessons.lesson_02.lenalidomide import ANY, calendar_view, date_words, decisions_view, start_view, warnings_view
from helpers.statistics.schedule import dose_days, free_days, milligrams


def cells(view) -> dict[str, list[str]]:
    return {row[0].text: [cell.text for cell in row[1:]] for row in view.table.rows}


@pytest.mark.parametrize(("cycles", "on", "days", "free"), [(13, 28, 364, 0), (13, 21, 273, 91), (0, 21, 0, 0), (1, 0, 0, 28)])
def test_days_are_counted(cycles, on, days, free):
    assert (dose_days(cycles, on), free_days(cycles, on)) == (days, free)


def test_milligrams_change_after_the_third_cycle():
    assert milligrams(6, 28, 10, 15, 3) == 3 * 28 * 10 + 3 * 28 * 15 == 2100
    assert milligrams(2, 28, 10, 15, 3) == 560


@pytest.mark.parametrize(("cycles", "on"), [(-1, 21), (2, 29), (2, -1)])
def test_what_makes_no_sense_is_refused(cycles, on):
    with pytest.raises(ValueError, match="0 to 28 days, are expected"):
        dose_days(cycles, on)


def test_the_calendar_draws_as_many_days_as_it_says(evidence):
    view = calendar_view(evidence, "21", 6, False)
    assert view.sentence == "In 6 cycles of 28 days, days 1-21 of 28: a dose on 126 days, none on 42."
    lines = {line.get_label(): len(line.get_xdata()) for line in view.chart.draw().axes[0].lines}
    assert lines == {"10 mg": 126, "no dose": 42}
    assert cells(view)["days 1-28 of 28 (United States label)"] == ["168", "0", "1,680"]
    assert view.table.caption.startswith("Worked example")
    assert any("not compared with each other" in note for note in view.notes)


def test_a_schedule_without_a_break_has_no_open_square(evidence):
    view = calendar_view(evidence, "label", 1, True)
    assert [line.get_label() for line in view.chart.draw().axes[0].lines] == ["10 mg"]
    assert view.sentence == "In 1 cycle of 28 days, days 1-28 of 28: a dose on 28 days, none on 0."


def test_a_higher_dose_is_drawn_by_marks_of_its_own(evidence):
    chart = calendar_view(evidence, "label", 6, True).chart
    marks = {line.get_label(): (line.get_marker(), len(line.get_xdata())) for line in chart.draw().axes[0].lines}
    assert marks == {"10 mg": ("s", 84), "15 mg": ("D", 84)}
    assert chart.alt.endswith("10 mg a day to cycle 3. 15 mg a day to cycle 6.")


def test_only_the_label_raises_the_dose(evidence):
    raised = cells(calendar_view(evidence, "label", 6, True))
    assert raised["days 1-28 of 28 (United States label)"][2] == "2,100"
    assert raised["days 1-21 of 28 (Myeloma XI, NICE)"][2] == "1,260"


def test_the_two_texts_on_the_start_stand_side_by_side_and_the_gap_is_said(evidence):
    rows = cells(start_view(evidence))
    assert "platelets at least 75,000/mcL" in rows["May start: United States label"][0]
    assert "platelets below 50 x 10^9/L" in rows["Must not start: European text"][0]
    assert rows["Pauses and lower doses, by blood count"] == ["not reported"]
    assert "blood counts at which the label pauses" in " ".join(evidence.tables["gaps"]["missing"])


def test_the_warnings_and_the_missing_placebo(evidence):
    view = warnings_view(evidence)
    rows = [[cell.text for cell in row] for row in view.table.rows]
    assert rows[0][1].startswith("Embryo-fetal toxicity, haematologic toxicity, venous and arterial thromboembolism")
    assert ["Neutropenia, grade 3-4", "56% of people on lenalidomide; on placebo not reported"] in rows
    assert ["Thrombocytopenia, grade 3-4", "up to 38% of people on lenalidomide; on placebo not reported"] in rows


def test_decisions_are_dated_as_their_facts_are(evidence):
    facts = evidence.tables["drug_facts"].set_index("row_id")
    for row in evidence.tables["decisions"].itertuples(index=False):
        (key,) = split_ids(row.evidence_ids)
        assert facts.loc[key, "drug_id"] == row.drug_id
        if pd.isna(row.date):
            continue
        year = evidence.sources[facts.loc[key, "source_id"]].year
        assert date_words(row.date) in facts.loc[key, "statement"] or row.date == str(year), row.decision_id


@pytest.mark.parametrize(("date", "words"), [("2017-02-22", "22 February 2017"), ("2020-03", "March 2020"), ("2021", "2021")])
def test_dates_in_words(date, words):
    assert date_words(date) == words


def test_lenalidomides_decisions(evidence):
    view = decisions_view(evidence, "lenalidomide", True)
    assert view.sentence == "4 decisions, of which 2 are approvals for maintenance."
    assert [row[0].text for row in view.table.rows] == ["June 2012", "22 February 2017", "2021", "date not reported"]
    assert "22 February 2017, United States: lenalidomide approved for maintenance" in view.chart.alt
    marks = [line for line in view.chart.draw().axes[0].lines if len(line.get_xdata()) == 1]
    assert [round(mark.get_xdata()[0], 2) for mark in marks] == [2021.5, 2012.46, 2017.12]


def test_an_approval_for_another_use_is_told_from_one_for_maintenance(evidence):
    assert "No decision on maintenance with isatuximab" in decisions_view(evidence, "isatuximab", True).sentence
    view = decisions_view(evidence, "isatuximab", False)
    assert view.sentence == "1 decision, of which 0 are approvals for maintenance."
    assert "approved for another use" in view.chart.alt
    everything = decisions_view(evidence, ANY, False)
    assert everything.sentence.startswith("12 decisions, of which 4 are approvals")
    assert {key for _, key in lenalidomide.drug_options(evidence)} == {
        ANY,
        "lenalidomide",
        "ixazomib",
        "daratumumab",
        "isatuximab",
    }
