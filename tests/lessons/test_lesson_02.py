"""Does lesson 02 count the days, name the texts, and date the decisions as the facts do?"""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.patches import FancyBboxPatch

from helpers.evidence import split_ids
from helpers.lessons.lesson_02.approvals import ANY, approvals_view, drug_options
from helpers.lessons.lesson_02.lenalidomide import calendar_view, start_view, warnings_view
from helpers.lessons.lesson_02.mechanism import STEPS, mechanism_view
from helpers.lessons.shared.decisions import date_words
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
    assert "from 500 on it resumes at the next lower dose" in rows["Pauses and lower doses, by blood count"][0]
    assert "blood counts at which the label pauses" in " ".join(evidence.tables["gaps"]["missing"])


def test_the_warnings_and_the_missing_placebo(evidence):
    view = warnings_view(evidence)
    rows = [[cell.text for cell in row] for row in view.table.rows]
    assert rows[0][1].startswith(
        "Harm to the unborn child (embryo-fetal toxicity), low blood counts (haematologic toxicity), clots in veins"
    )
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


def grid(view) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the lines of the grid by drug and place."""
    return {
        name: {place: cell.lines for place, cell in zip(view.chart.columns, cells, strict=True)}
        for name, _colour, cells in view.chart.rows
    }


def test_the_grid_says_sign_word_and_date_of_each_decision(evidence):
    view = approvals_view(evidence, ANY)
    found = grid(view)
    assert found["lenalidomide"]["United States"] == ("● approved", "    22 February 2017")
    assert found["lenalidomide"]["European Union"] == (
        "✖ application withdrawn",
        "    June 2012",
        "● approved",
        "    date not reported",
    )
    assert found["ixazomib"]["Japan"] == ("● approved", "    March 2020", "    May 2021")
    assert found["daratumumab"]["United States"] == ("○ approved, other use", "    30 July 2024", "    27 January 2026")
    assert found["bortezomib"] == {
        "United States": ("– not named in label",),
        **dict.fromkeys(("European Union", "England", "Japan"), ("? not found",)),
    }
    assert "ixazomib: United States: label advises against, 1 March 2024" in view.chart.alt
    assert view.sentence == (
        "For maintenance: lenalidomide approved in the United States and the European Union; "
        "lenalidomide recommended in England; ixazomib approved in Japan."
    )


def test_every_decision_stands_in_the_grid_and_what_was_not_found_is_grey(evidence):
    found = grid(approvals_view(evidence, ANY))
    for row in evidence.rows("decisions"):
        assert any(line.strip() == date_words(row.date) for line in found[row.drug_id][row.jurisdiction]), row.decision_id
    for name, _colour, cells in approvals_view(evidence, ANY).chart.rows:
        assert all((cell.fill == "missing") == (cell.lines == ("? not found",)) for cell in cells), name


def test_one_drug_alone(evidence):
    assert [key for _, key in drug_options(evidence)] == [
        ANY,
        "lenalidomide",
        "ixazomib",
        "bortezomib",
        "daratumumab",
        "isatuximab",
    ]
    view = approvals_view(evidence, "isatuximab")
    assert list(grid(view)) == ["isatuximab"]
    assert view.sentence == "Isatuximab: no approval for maintenance was found."
    rows = [[cell.text for cell in row] for row in view.table.rows]
    assert ["July 2025", "European Union", "isatuximab", "Approved for another use"] in rows
    assert ["date not reported", "United States", "isatuximab", "No maintenance indication"] in rows


def test_the_two_ways_are_shown_one_after_the_other(evidence):
    views = [mechanism_view(evidence, shown) for _, shown in STEPS]
    assert [len(view.table.rows) for view in views] == [3, 4, 5]
    assert "Myeloma cells die" not in views[0].chart.alt and views[0].chart.alt.endswith("Both frames are empty.")
    assert "Myeloma cells die" in views[1].chart.alt and "natural killer" not in views[1].chart.alt
    assert "T cells and natural killer cells become more active" in views[2].sentence
    for view, empty in zip(views, (2, 1, 0), strict=True):
        boxes = [patch for patch in view.chart.draw().axes[0].patches if isinstance(patch, FancyBboxPatch)]
        assert [box.get_linestyle() for box in boxes].count("--") == empty and len(boxes) == 5


def test_each_box_says_what_the_label_says(evidence):
    label = " ".join(evidence.statements[key].words for key in ("D0037", "D0051"))
    for row in evidence.rows("selections", selection="how lenalidomide acts"):
        found = evidence.statements[row.evidence_ids].words
        words = {"lenalidomide": "thalidomide", "myeloma cells die": "kills myeloma cells directly",
                 "the immune system is roused": "activates T cells and natural killer cells"}  # fmt: skip
        expected = words.get(row.label, row.label)
        assert expected in found or set(expected.split(" and ")) <= set(found.replace(",", "").split()), (row.label, label)
