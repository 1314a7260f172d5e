"""Does lesson 03 say the right numbers in the right words?"""

from __future__ import annotations

import re

import pytest

from helpers.evidence import load
from helpers.lessons import lesson_03
from helpers.lessons.lesson_03.all_reports import reports_view
from helpers.lessons.lesson_03.modelled_survival import curves_view, people_view, ratio_of_medians_view, restricted_mean_view
from helpers.lessons.lesson_06.trial_table import trials_view
from helpers.lessons.shared.headline import HEADLINE, find, headline_view, report_options


def row(view, head: str) -> list[str]:
    """Return the cells of a table row by its header."""
    return next([cell.text for cell in cells[1:]] for cells in view.table.rows if cells[0].text == head)


def test_the_headline_in_one_sentence(evidence):
    assert headline_view(evidence, HEADLINE, "PFS").sentence == (
        "Median progression-free survival was 52.8 months with lenalidomide and 23.5 months with placebo or observation: "
        "29.3 months longer. The hazard ratio was 0.48 (0.41 to 0.55)."
    )


def test_three_statements_side_by_side(evidence):
    view = headline_view(evidence, HEADLINE, "PFS")
    assert row(view, "Median progression-free survival (months)") == ["52.8", "23.5", "29.3 months longer"]
    assert row(view, "Ratio of medians")[0] == "2.25 times as long"
    assert row(view, "Hazard ratio")[0] == "0.48 (0.41 to 0.55)"
    assert row(view, "Patients")[:2] == ["605", "603"]


def test_overall_survival_is_not_reached_v_86_and_no_gain_in_months_is_stated(evidence):
    view = headline_view(evidence, HEADLINE, "OS")
    assert view.sentence == (
        "Median overall survival was not reached with lenalidomide and 86.0 months with placebo or observation; "
        "a difference of medians cannot be stated. The hazard ratio was 0.75 (0.63 to 0.90)."
    )
    assert row(view, "Ratio of medians")[0] == "cannot be stated"
    assert row(view, "Median follow-up (months)")[0] == "79.5"
    assert view.caution.startswith("Not reached:")


def test_second_progression_free_survival(evidence):
    view = headline_view(evidence, HEADLINE, "PFS2")
    assert row(view, "Median second progression-free survival (months)")[:2] == ["73.3", "56.7"]
    assert row(view, "Hazard ratio")[0] == "0.72 (0.62 to 0.84)"
    assert any("read here as PFS2" in note for note in view.notes)


@pytest.mark.parametrize(
    ("report", "endpoint", "medians", "ratio"),
    [
        (("calgb-100104", "mccarthy-2012"), "PFS", ["46", "27"], "0.48 (0.36 to 0.63)"),
        (("calgb-100104", "holstein-2017"), "PFS", ["57.3 (44.2 to 73.3)", "28.9 (23.0 to 36.3)"], "0.57 (0.46 to 0.71)"),
        (
            ("calgb-100104", "holstein-2017"),
            "OS",
            ["113.8 (100.4 to not reached)", "84.1 (73.8 to 106.0)"],
            "0.61 (0.46 to 0.80)",
        ),
        (("ifm-2005-02", "attal-2012"), "PFS", ["41", "23"], "0.50 (interval not reported)"),
        (("gimema-rv-mm-pi-209", "palumbo-2014"), "PFS", ["41.9", "21.6"], "0.47 (0.33 to 0.65)"),
        (("myeloma-xi", "jackson-2019"), "PFS", ["39 (36 to 42)", "20 (18 to 22)"], "0.46 (0.41 to 0.53)"),
    ],
)
def test_the_trials_one_by_one(evidence, report, endpoint, medians, ratio):
    view = headline_view(evidence, report, endpoint)
    first = next(cells for cells in view.table.rows if cells[0].text.startswith("Median") and "follow-up" not in cells[0].text)
    assert [cell.text for cell in first[1:3]] == medians
    assert row(view, "Hazard ratio")[0] == ratio


def test_rates_take_the_place_of_medians_that_are_not_reported(evidence):
    view = headline_view(evidence, ("myeloma-xi", "jackson-2019"), "OS")
    assert view.sentence.startswith(
        "Overall survival at 36 months was 78.6% with lenalidomide and 75.8% with observation: 2.8 percentage points more."
    )


def test_time_to_progression_in_calgb_stands_for_progression_free_survival_and_says_so(evidence):
    view = headline_view(evidence, ("calgb-100104", "holstein-2017"), "PFS")
    assert find(evidence, ("calgb-100104", "holstein-2017"), "PFS").endpoint == "TTP"
    assert any("counts death from any cause" in note for note in view.notes)


def test_the_crossover_in_calgb_is_said(evidence):
    crossover = "86 of 128 placebo patients without progression crossed over to lenalidomide"
    assert f"{crossover}." in headline_view(evidence, ("calgb-100104", "holstein-2017"), "PFS").notes
    row = next(r for r in trials_view(evidence, "lenalidomide", "any", "placebo", "TTP", "name").table.rows if r[5].text == "91")
    assert crossover in row[4].detail


@pytest.mark.parametrize(("title", "report"), report_options(load()))
def test_the_year_in_the_name_of_a_report_is_its_sources(evidence, title, report):
    trial, source = report
    for year in re.findall(r"\((?:McCarthy )?(\d{4})\)", title):  # in brackets; the 2005 of IFM 2005-02 is its name
        assert int(year) == evidence.sources[source].year
    assert any((a.trial.trial_id, a.estimates[0].source_id) == (trial, source) for a in evidence.analyses.values())


def test_what_a_source_does_not_give_is_called_not_reported(evidence):
    assert (
        "is not reported in the sources of this course" in headline_view(evidence, ("ifm-2005-02", "attal-2012"), "PFS2").sentence
    )
    view = headline_view(evidence, ("ifm-2005-02", "us-label-lenalidomide"), "PFS")
    assert (
        view.sentence
        == "Progression-free survival: medians and rates are not reported in this source. The hazard ratio was 0.53 (0.44 to 0.64)."
    )


def test_100_people_at_the_medians(evidence):
    assert row(people_view(evidence, 0), "Lenalidomide")[:2] == ["100", "0"]
    assert row(people_view(evidence, 53), "Lenalidomide")[:2] == ["50", "50"]
    assert row(people_view(evidence, 24), "Placebo or observation") == ["49", "51", "23.5"]
    assert people_view(evidence, 24).caution.startswith("Modelled, not measured")
    assert people_view(evidence, 24).table.caption.startswith("Modelled")


def test_curves_give_both_framings_and_the_hazard_ratio_that_the_shape_implies(evidence):
    view = curves_view(evidence, 36, 1.0)
    assert row(view, "Lenalidomide") == ["62", "38"] and row(view, "Placebo or observation") == ["35", "65"]
    assert row(view, "Difference") == ["27 more of 100", "27 fewer of 100"]
    assert view.sentence.endswith("The curves' hazard ratio: 0.45; reported: 0.48.") and "shape 1.00" in view.table.caption
    assert view.chart.title.startswith("Modelled")


def test_the_restricted_mean_names_its_horizon(evidence):
    view = restricted_mean_view(evidence, 60)
    assert [cells[1].text for cells in view.table.rows] == ["41.5", "28.1", "13.4"]
    assert "Over the first 60 months" in view.sentence and "horizon 60 months" in view.table.caption


def test_the_ratio_of_medians_is_0_445_and_the_hazard_ratio_0_48(evidence):
    view = ratio_of_medians_view(evidence)
    assert view.sentence.startswith("23.5 divided by 52.8 is 0.445; the reported hazard ratio is 0.48.")
    assert [[cell.text for cell in cells][::2] for cells in view.table.rows] == [
        ["0.80", "0.52"],
        ["0.91", "0.48"],
        ["1.00", "0.45"],
        ["1.20", "0.38"],
    ]


def test_the_reports_tell_one_story_of_progression_and_not_of_survival(evidence):
    view = reports_view(evidence, "PFS")
    assert view.sentence == (
        "6 of 10 reports give both medians; all 6 show a longer one with lenalidomide, by 18 to 29.3 months."
    )
    assert row(view, "Three trials pooled (McCarthy 2017)") == [
        "52.8",
        "23.5",
        "29.3 months longer",
        "0.48 (0.41 to 0.55)",
        "not reported",
    ]
    assert row(view, "CALGB 100104, US label update")[0] == "medians not reported"
    survival = reports_view(evidence, "OS")
    assert survival.sentence.endswith("In 1 of 10 a median was not reached.")
    assert row(survival, "Myeloma XI, all patients (2019)")[:2] == ["78.6% against 75.8% at 36 months", "0.87 (0.73 to 1.05)"]
    assert "not 10 trials" in survival.caution


def test_the_guess_is_set_on_the_axis_or_in_the_field_and_stays_in_the_picture():
    widget = lesson_03.prediction()
    assert widget.control.value is None and "your guess" not in widget.axis.value
    widget.control.slider.value = 40
    assert widget.control.value == 40 and "your guess: 40 months" in widget.axis.value and "52.8" not in widget.axis.value
    widget.control.value = 45.5
    assert widget.control.slider.value == 40 and "your guess: 45.5 months" in widget.axis.value
    widget.control.value = 60
    assert widget.control.slider.value == 60
    widget.answer()
    assert "your guess: 60 months" in widget.feedback.value and "29.3 months longer" in widget.feedback.value
    assert widget.control.slider.layout.display == widget.axis.layout.display == "none"
