"""Does lesson 11 say what the label's page says at a count, what is done about a problem, and what has no result yet?"""

from __future__ import annotations

import pytest

from helpers.evidence import load, split_ids
from helpers.lessons.lesson_11 import blood_counts, topics, under_way

TOPICS = [row.topic_id for row in load().rows("living_topics")]


def words(view) -> str:
    return view.table.plain()


def row(view, name: str):
    (found,) = [cells for cells in view.table.rows if cells[0].text == name]
    return found


@pytest.mark.parametrize(
    ("neutrophils", "dose", "said"),
    [
        (450, "15-daily", "pauses lenalidomide, with weekly blood counts. From 500 on treatment resumes with 10 mg a day."),
        (450, "10-daily", "pauses lenalidomide, with weekly blood counts. From 500 on treatment resumes with 5 mg a day."),
        (
            499,
            "5-daily",
            "pauses lenalidomide, with weekly blood counts. From 500 on treatment resumes with 5 mg, days 1-21 of 28.",
        ),
        (450, "5-days-1-21", "This dose is the lowest; what follows was not read."),
        (500, "10-daily", "asks for no change of dose, if treatment was not just paused: 10 mg a day can stay."),
        (999, "not-started", "asks for 1,000 neutrophils per microlitre: 999 are too few."),
        (1000, "not-started", "asks for 1,000 neutrophils per microlitre: 1,000 are enough."),
    ],
)
def test_a_count_gets_what_the_page_says_at_this_dose(evidence, neutrophils, dose, said):
    assert blood_counts.counts_view(evidence, neutrophils, dose).sentence.endswith(said)


@pytest.mark.parametrize(("dose", "now", "after"), [("15-daily", 0, 1), ("10-daily", 1, 2), ("5-daily", 2, 3)])
def test_the_picture_marks_the_dose_now_and_the_next_lower_one(evidence, dose, now, after):
    steps = blood_counts.counts_view(evidence, 450, dose).chart.steps
    assert [step.said for step in steps].index("now") == now
    assert [step.said for step in steps].index("resumes here") == after
    assert not any(step.said == "resumes here" for step in blood_counts.counts_view(evidence, 500, dose).chart.steps)


def test_the_marked_zone_is_the_one_that_holds_the_count(evidence):
    def framed(neutrophils: int) -> list[str]:
        axes = blood_counts.counts_view(evidence, neutrophils, "10-daily").chart.draw().axes[0]
        return [patch.get_label() for patch in axes.patches if patch.get_linewidth() > 2]

    assert framed(450) == ["pause, count blood every week"]
    assert framed(500) == framed(1500) == ["no change of dose because of neutrophils"]


def test_the_limits_stand_at_their_place_and_the_platelet_rule_stays_open(evidence):
    figure = blood_counts.counts_view(evidence, 450, "10-daily").chart.draw()
    first, second, _doses = figure.axes
    assert [tick.get_text() for tick in first.get_xticklabels()] == ["0", "500", "1,500"]
    assert [patch.get_width() for patch in first.patches] == [500, 1000]
    assert "the count that pauses maintenance was not read" in [text.get_text() for text in second.texts]
    before = blood_counts.counts_view(evidence, 450, "not-started").chart.draw().axes
    assert [tick.get_text() for tick in before[1].get_xticklabels()] == ["0", "75,000", "150,000"]


def test_both_units_stand_in_the_table_and_what_was_not_read_is_said_so(evidence):
    text = words(blood_counts.counts_view(evidence, 450, "10-daily"))
    assert "Platelets | When: before the first dose | Where: European Union | Limit (per microlitre): 50,000" in text
    assert "Limit (10^9 per litre): 0.5" in text
    assert text.count("Limit (per microlitre): not reported") == 3


def test_no_dose_is_shown_that_no_statement_prints(evidence):
    for step in evidence.rows("dose_steps"):
        assert step.dose.split(",")[0].removesuffix(" a day") in evidence.statements[step.fact_id].words


def test_a_problem_shows_both_arms_in_their_columns(evidence):
    study, tested, control, _when = row(topics.topic_view(evidence, "infection"), "How often: infection, grade 3 or 4")
    assert study.detail == "AURIGA"
    assert (tested.text, tested.detail) == ("18.8%", "daratumumab + lenalidomide")
    assert (control.text, control.detail) == ("13.3%", "lenalidomide")


def test_a_figure_without_a_control_says_that_it_is_not_reported(evidence):
    _study, tested, control, when = row(topics.topic_view(evidence, "low-platelets"), "How often: thrombocytopenia, grade 3 or 4")
    assert (tested.text, control.text, control.detail) == ("up to 38%", "not reported", "placebo")
    assert when.folded and "part of it is the transplant" in when.detail


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_shows_every_row_that_it_lists_and_what_was_not_read(evidence, topic):
    chosen, view = evidence.row("living_topics", topic_id=topic), topics.topic_view(evidence, topic)
    assert {origin.row_id for origin in view.origins} == set(split_ids(chosen.figure_ids))
    for key in split_ids(chosen.statement_ids):
        assert evidence.statements[key].words[1:] in words(view), key
    assert row(view, "You may ask")[1].text.endswith("?")
    assert row(view, "Not read")[1].text.endswith(".")


@pytest.mark.parametrize(
    ("topic", "bars"),
    [
        (
            "why-stop",
            [("Stopped because of adverse events", 55.9), ("Stopped because they preferred to", 22.5), ("Other reasons", None)],
        ),
        (
            "accept",
            [("Free, no side effects", 49), ("Moderate side effects", 42), ("Moderate side effects and 25 dollars a month", 39)],
        ),
        ("fear", [("Neuropathy", 27), ("Low blood counts", 24), ("Clots", 20), ("Fatigue", 15), ("Other answers", None)]),
    ],
)
def test_the_bars_of_a_survey_are_its_figures(evidence, topic, bars):
    chart = topics.topic_view(evidence, topic).chart
    ((_heading, drawn),) = chart.groups
    assert [(bar.label, bar.quantity.value) for bar in drawn] == bars
    assert [patch.get_width() for patch in chart.draw().axes[0].patches] == [value for _, value in bars if value]


def test_a_rash_guide_for_another_disease_and_a_gap_on_fatigue_are_called_so(evidence):
    assert "myelodysplastic syndromes, not myeloma" in topics.topic_view(evidence, "rash").caution
    assert "What helps against it was not read" in topics.topic_view(evidence, "fatigue").sentence


def test_the_scores_of_quality_of_life_keep_their_doses(evidence):
    text = words(topics.topic_view(evidence, "quality-of-life"))
    assert "Global health and quality of life, lenalidomide 25 mg (LenaMain) | As the sources have it: 58 points" in text
    assert "Global health and quality of life, lenalidomide 5 mg (LenaMain) | As the sources have it: 68 points" in text


def test_the_trials_under_way_stand_side_by_side_without_a_result(evidence):
    view = under_way.under_way_view(evidence, under_way.ALL)
    assert view.sentence.startswith("8 trials of which no result was found or read; in 6 of them chance decides")
    people = {cells[0].text: cells[3].text for cells in view.table.rows}
    assert people["EXCALIBER-Maintenance"] == "1216" and people["Elranatamab trial"] == "824"
    assert people["MajesTEC-4"] == "not reported"
    assert all(cells[4].text.startswith(("no result", "its figures are not")) for cells in view.table.rows)


def test_a_design_is_drawn_only_where_chance_decides(evidence):
    for trial in evidence.rows("trials_under_way"):
        view = under_way.under_way_view(evidence, trial.trial_id)
        assert (view.chart is not None) == trial.randomised
    boxes = under_way.under_way_view(evidence, "drammatic").chart.phases
    assert [(box.name, box.randomised) for box in boxes] == [("before", False), ("maintenance", True), ("afterwards", True)]
    assert (boxes[1].experimental, boxes[1].control) == ("daratumumab + lenalidomide", "lenalidomide")
