"""Does lesson 01 say what a test can see, and what was seen?"""

from __future__ import annotations

import pytest

from helpers.evidence import Quantity
from helpers.lessons import lesson_01
from helpers.lessons.lesson_01 import depths_of_response, disease_course, limits_of_tests, mrd_in_studies
from helpers.show.charts.shares import Rate, RateChart
from helpers.show.charts.timeline import TimelineChart


def cells(view) -> dict[str, list[str]]:
    return {row[0].text: [cell.text for cell in row[1:]] for row in view.table.rows}


@pytest.mark.parametrize("course", [value for _, value in disease_course.COURSES])
def test_the_course_is_called_schematic_and_has_no_number(course):
    view = disease_course.course_view(course, "Relapse")
    assert view.table.caption.startswith("Schematic: ") and view.chart.title.startswith("Schematic: ")
    assert "Schematic, not data" in view.caution
    assert view.sentence.startswith("Relapse. The myeloma comes back")
    assert not any(c.isdigit() for c in view.sentence + view.chart.alt)
    axes = view.chart.draw().axes[0]
    assert list(axes.get_xticks()) == list(axes.get_yticks()) == []
    line = next(line for line in axes.lines if len(line.get_xdata()) > 10)
    assert line.get_ydata()[0] == 1 and line.get_ydata()[-1] == view.chart.phases[-1].level


def test_maintenance_is_drawn_longer_than_none_and_the_line_lower():
    with_it, without = (disease_course._PHASES[course][3] for course in ("maintenance", "observation"))
    assert with_it.end - with_it.start > without.end - without.start and with_it.level < without.level
    assert with_it.level > TimelineChart.SENSITIVE  # most people stay positive: the line must not promise the other
    long, short = (
        disease_course.course_view(course, disease_course.WHOLE).chart.alt for course in ("maintenance", "observation")
    )
    assert "maintenance, takes nearly half of the axis" in long and "no treatment, takes about a quarter" in short


def test_a_phase_that_a_course_does_not_have_is_said():
    assert disease_course.course_view("no transplant", "Transplant").sentence == (
        "Transplant is no part of the course without a transplant, with maintenance."
    )
    assert "Marked: none" in disease_course.course_view("no transplant", "Transplant").chart.alt


def test_cells_at_the_three_limits(evidence):
    view = limits_of_tests.threshold_view(evidence, -5.0, 1_000_000)
    assert [row[1].text for row in view.table.rows] == ["100", "10", "1"]
    assert [row[3].text for row in view.table.rows] == ["negative", "positive", "positive"]
    assert [row[2].text for row in view.table.rows] == ["0.1 myeloma cells", "1 myeloma cells", "10 myeloma cells"]
    assert view.sentence == (
        "With 1 in 100,000 cells, 1,000,000 cells hold about 10 myeloma cells. "
        "Result: positive at 1 in 100,000 and 1 in 1 million, negative at 1 in 10,000."
    )
    assert view.notes[0] == "The chance that the sample holds at least one myeloma cell is more than 99.9%."
    assert view.table.caption.startswith("Worked example")


def test_each_field_has_ten_times_the_cells_and_a_dot_for_each_myeloma_cell(evidence):
    chart = limits_of_tests.threshold_view(evidence, -5.0, 1_000_000).chart
    figure = chart.draw()
    dots = [[len(line.get_xdata()) for line in axes.lines] for axes in figure.axes]
    blocks = [len(axes.patches) for axes in figure.axes]
    assert blocks == [1, 10, 100] and dots == [[0], [1], [10]]
    for axes in figure.axes:
        (line,) = axes.lines
        for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True):
            assert any(patch.get_bbox().expanded(1.2, 1.2).contains(x, y) for patch in axes.patches), "a dot outside its field"
    assert "among 100,000 cells 1 myeloma cells, test result positive" in chart.alt
    many = limits_of_tests.threshold_view(evidence, -2.0, 1_000_000).chart.draw()
    assert [len(axes.lines) for axes in many.axes] == [1, 0, 0], "a thousand dots are a filled field"


def test_a_small_sample_often_holds_none(evidence):
    view = limits_of_tests.threshold_view(evidence, -6.0, 100_000)
    assert "hold about 0.1 myeloma cells" in view.sentence and "at least one myeloma cell is 9.52%" in view.notes[0]
    assert view.sentence.endswith("So few cells cannot reach the limit of 1 in 1 million.")
    assert view.table.rows[2][3].text == "too few cells to tell"


@pytest.mark.parametrize(
    ("power", "words"),
    [(-2.0, "1 in 100 cells"), (-5.5, "1 in 316,000 cells"), (-6.75, "1 in 5,620,000 cells"), (-7.0, "1 in 10,000,000 cells")],
)
def test_a_share_in_words(power, words):
    assert limits_of_tests.share_words(power) == words


def test_below_and_above_every_limit(evidence):
    assert limits_of_tests.threshold_view(evidence, -7.0, 1_000_000).sentence.endswith("Result: negative at all three limits.")
    assert limits_of_tests.threshold_view(evidence, -7.0, 10_000_000).chart.alt.count("test result negative") == 3
    assert limits_of_tests.threshold_view(evidence, -2.0, 1_000_000).sentence.endswith("Result: positive at all three limits.")


def test_conversion_in_myeloma_xi(evidence):
    view = mrd_in_studies.conversion_view(evidence, "myeloma-xi")
    assert view.sentence.endswith(
        "30% of the people with residual disease turned negative on lenalidomide, 17% on observation: 13 percentage points more."
    )
    bars = [patch.get_width() for patch in view.chart.draw().axes[0].patches]
    assert bars == [30, 17]


def test_what_a_study_cannot_show_is_said(evidence):
    assert "Both arms received lenalidomide" in mrd_in_studies.conversion_view(evidence, "auriga").caution
    assert "50.5% of the people" in mrd_in_studies.conversion_view(evidence, "auriga").sentence
    assert any("49.5%" in note for note in mrd_in_studies.conversion_view(evidence, "auriga").remarks)
    single = mrd_in_studies.conversion_view(evidence, "nct02538198")
    assert (
        single.sentence
        == "On continuous lenalidomide 8 of 59 people turned from positive to negative, and 10 of 44 from negative to positive."
    )
    assert "59" in cells(single)["From positive to negative"][1] and "44" in cells(single)["From negative to positive"][1]
    assert "nothing shows what would have happened" in single.caution


def test_prognosis_is_an_association(evidence):
    view = mrd_in_studies.prognosis_view(evidence)
    assert cells(view)["Progression-free survival, MRD at 3 months"] == ["0.47 (0.37 to 0.58)", "750"]
    assert cells(view)["Overall survival, MRD at 9 months"] == ["0.33 (0.15 to 0.75)", "326"]
    assert "The groups were not randomised" in view.caution and "Going together is not causing." in view.notes[0]
    assert "below 1: fewer events among MRD-negative people" in view.chart.alt
    low, high = view.chart.limits
    assert low < 0.13 and high >= 3


def test_responses_run_from_partial_to_sustained(evidence):
    assert list(cells(depths_of_response.responses_view(evidence))) == [
        "partial response (PR)", "very good partial response (VGPR)", "complete response (CR)", "MRD after complete response",
        "MRD-negative by flow", "sustained MRD-negative",
    ]  # fmt: skip


def test_six_steps_lead_down_past_two_water_lines(evidence):
    view = depths_of_response.responses_view(evidence)
    assert [(found, [name for name, _ in steps]) for found, steps in view.chart.waters] == [
        ("Routine tests of blood and urine still find it", ["Partial response (PR)", "Very good partial response (VGPR)"]),
        (
            "Routine tests of blood and urine find nothing, sensitive tests can",
            ["Complete response (CR)", "MRD after complete response"],
        ),
        ("Sensitive tests find nothing", ["MRD-negative by flow", "Sustained MRD-negative"]),
    ]
    axes = view.chart.draw().axes[0]
    lines = [line.get_ydata()[0] for line in axes.lines]
    names = {text.get_text(): text.get_position() for text in axes.texts}
    places = [names[name] for _, steps in view.chart.waters for name, _ in steps]
    assert places == sorted(places) and [y for _, y in places] == sorted(y for _, y in places), "each lower and further right"
    assert places[1][1] < lines[0] < places[2][1] < places[3][1] < lines[1] < places[4][1]
    assert "down by at least 90%" in view.chart.alt and view.caution.startswith("Schematic")


def test_a_share_that_is_not_reported_is_words_and_no_bar():
    chart = RateChart("t", "Percent", (("Trial", (Rate("arm", Quantity(None, "not reported", "percent"), True),)),))
    axes = chart.draw().axes[0]
    assert not axes.patches and any(text.get_text() == "not reported" for text in axes.texts)
    assert chart.alt == "Bar chart. t. Trial: arm not reported."


def test_only_the_phases_of_the_chosen_course_can_be_chosen():
    explorer = lesson_01.course_explorer()
    course, phase = explorer.controls["course"], explorer.controls["phase"]
    phase.value = "Transplant"
    course.value = "observation"
    assert phase.value == "Transplant" and "No treatment" in dict(phase.options) and "Maintenance" not in dict(phase.options)
    course.value = "no transplant"
    assert phase.value == "whole course" and "Transplant" not in dict(phase.options)
    assert "A course in 4 phases" in explorer.output.value
