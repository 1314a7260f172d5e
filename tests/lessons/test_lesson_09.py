"""Does lesson 09 say who decided on stopping, what followed, and what is assumed?"""

from __future__ import annotations

import re

import pytest

from helpers.evidence import split_ids
from helpers.lessons import lesson_09
from helpers.lessons.lesson_09 import long_treatment, planned, timed_harms
from helpers.lessons.lesson_09 import stopping_simulation as stopping
from helpers.lessons.lesson_09 import stopping_studies as duration
from tests.conftest import ROOT


def cells(view) -> dict[str, list[str]]:
    return {row[0].text: [cell.text for cell in row[1:]] for row in view.table.rows}


def simulate(evidence, stop=2, after=stopping.AS_WITHOUT, counting=stopping.BEFORE_PROGRESSION, year=5, of=1000, picture="curves",
             cancers=None):  # fmt: skip
    numbers = (*stopping.default_medians(evidence), *(cancers or stopping.default_cancers(evidence)))
    return stopping.simulation_view(evidence, stopping.Assumptions(stop, after, *numbers, counting), year, of, picture)


def test_a_ratio_above_one_speaks_against_stopping_and_what_is_missing_is_said(evidence):
    view = duration.study_view(evidence, "gmmg-mm5")
    assert view.sentence.startswith("More deaths when stopping at complete response than after two years: hazard ratio 1.42")
    assert "progression or death 1.15" in view.sentence
    assert view.sentence.endswith("Intervals and arms' figures: not reported.")
    assert "A complete response is not MRD negativity" in view.caution
    assert cells(view)["People"][0] == "251 and 251 randomised"
    assert (
        cells(view)["Hazard ratio for overall survival, stopping at complete response v two years"][1]
        == "both arms' rates: not reported"
    )
    figure = view.chart.draw()
    words = [text.get_text() for text in figure.texts]
    assert [w for w in words if "interval not reported)" in w] == [
        f"{ratio} (interval not reported)" for ratio in ("1.42", "1.15", "1.84")
    ]
    renderer = figure.canvas.get_renderer() if hasattr(figure.canvas, "get_renderer") else None
    ends = [text.get_window_extent(renderer).x1 for text in figure.texts]
    assert max(ends) < figure.get_figwidth() * figure.dpi  # nothing is cut off at the right


def test_the_same_figures_stand_in_both_tables_of_the_data(evidence):
    for one, other in (("M0043", "O0221"), ("M0044", "O0222")):
        assert evidence.figures[one].value.value == evidence.figures[other].value.value


def test_a_missing_comparison_is_said_and_drawn(evidence):
    view = duration.study_view(evidence, "gem2014main")
    assert view.sentence == (
        "GEM2014MAIN, not randomised: 163 MRD-negative people stopped, and 17.2% of them had progressed at 48 months; "
        "63 MRD-positive people went on."
    )
    assert cells(view)["Comparison arm"][0] == "None for stopping: those who went on were MRD-positive"
    assert cells(view)["Test and limit"][0].startswith("MRD threshold 2 cells in 1 million")
    axes = view.chart.draw().axes[0]
    assert [patch.get_width() for patch in axes.patches] == [17.2]
    assert any(text.get_text() == "not reported" for text in axes.texts)


@pytest.mark.parametrize("study", ["mrd2stop", "lenalidomide-stop-2025"])
def test_a_single_arm_cannot_show_that_stopping_is_safe(evidence, study):
    view = duration.study_view(evidence, study)
    assert "cannot show that stopping is safe" in view.caution and ", one arm:" in view.sentence
    assert cells(view)["Comparison arm"][0] == "None"
    assert "no randomised comparison of stopping" in view.chart.title


def test_both_framings_of_a_share(evidence):
    rows = [tuple(cell.text for cell in row) for row in duration.study_view(evidence, "lenalidomide-stop-2025").table.rows]
    assert ("Progression-free survival from stopping", "92.9%", "7.1%", "at 36 months") in rows
    assert ("Treatment-free survival", "75.8% (64 to 90)", "24.2%", "at 36 months") in rows
    assert ("MRD conversion to positive", "23%", "77%", "time not reported") in rows


def test_mrd2stop_gives_intervals_with_both_groups_rates(evidence):
    rows = cells(duration.study_view(evidence, "mrd2stop"))
    assert rows["Hazard ratio, disease resurgence, MRD of one cell in 10 million or more v below"][0] == "7.8 (2.2 to 27.6)"
    assert rows["Cumulative incidence of disease resurgence, MRD below one cell in 10 million"][:2] == ["20%", "80%"]
    assert rows["Cumulative incidence of disease resurgence, MRD of one cell in 10 million or more"][:2] == ["75%", "25%"]


def test_master_gives_its_share_without_inventing_a_denominator(evidence):
    view = duration.study_view(evidence, "master")
    assert "71% went on without treatment, before any lenalidomide maintenance" in view.sentence
    assert "123" not in view.sentence and "is not printed beside it" in view.notes[0]


@pytest.mark.parametrize(
    ("study", "words"),
    [
        ("myeloma-xi-te", "2, 3 and 4 years after randomisation"),
        ("perseus", "daratumumab stops and lenalidomide continues. What followed: not reported."),
        ("drammatic", "No result yet: people who are MRD-negative after 2 years"),
    ],
)
def test_what_has_no_figure_is_words_and_no_picture(evidence, study, words):
    view = duration.study_view(evidence, study)
    assert words in view.sentence and view.chart is None
    assert cells(view)["What followed, in figures"] == ["not reported"]


def test_what_a_sentence_without_figures_says_stands_in_its_statement(evidence):
    for study in evidence.rows("stopping_studies", figure_ids=""):
        said = [evidence.statements[key].words for key in split_ids(study.statement_ids)]
        assert set(re.findall(r"\d+", study.sentence)) <= set(re.findall(r"\d+", " ".join(said))), study.trial_id
        rows = duration.study_view(evidence, study.trial_id).table.rows
        shown = [row[1].text for row in rows if row[0].text == "What the source says"]
        assert [words[1:] for words in shown] == [words[1:] for words in said]


def test_every_note_stands_below_a_view(evidence):
    used = {key for study in evidence.rows("stopping_studies") for key in split_ids(study.note_ids)}
    used |= {row.note_id for table in ("mrd_measures", "subgroup_views") for row in evidence.rows(table)}
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "helpers" / "lessons").rglob("*.py"))
    used |= set(re.findall(r'note_id="([\w-]+)"', code))
    assert used == {row.note_id for row in evidence.rows("notes")}


def test_designs_stand_side_by_side_without_a_result(evidence):
    view = duration.designs_view(evidence)
    assert len(view.table.rows) == len(evidence.rows("stopping_studies")) and view.chart is None
    assert not any("%" in cell.text for row in view.table.rows for cell in row)
    assert cells(view)["DRAMMATIC"][0] == "Chance" and cells(view)["DRAMMATIC"][2] == "not reported"
    assert "cannot be ranked" in view.caution


def test_texts_are_quoted_and_not_reconciled(evidence):
    rows = [[cell.text for cell in row] for row in duration.conclusions_view(evidence).table.rows]
    said = {(row[0].split(",")[0], row[1].split(" [")[0]) for row in rows}
    assert len(rows) == 7 and len({row[0] for row in rows}) == 6
    assert any("no data suggest that sustained MRD negativity" in words for _, words in said)
    assert ("GMMG-MM5", "Lenalidomide should go on beyond complete response, for at least 2 years") in said
    assert any(who == "GEM2014MAIN" and "few people progressed after stopping" in words.lower() for who, words in said)


def test_the_trap_shows_an_effect_where_there_is_none_and_the_landmark_none(evidence):
    trap = long_treatment.trap_view(evidence, 24, long_treatment.FROM_START, 20)
    assert trap.sentence.endswith("look far better than less: hazard ratio 0.47.")
    assert cells(trap)["People"] == ["491", "509"]
    figure = trap.chart.draw()
    assert "Longer: nobody could\nprogress before month 24" in [text.get_text() for text in figure.axes[0].texts]
    fair = long_treatment.trap_view(evidence, 24, long_treatment.LANDMARK, 20)
    assert fair.sentence.endswith("the difference is gone: hazard ratio 1.00.")
    assert cells(fair)["People"] == ["491", "242"], "who had progressed by then is in no group"
    assert not any("nobody could" in text.get_text() for text in fair.chart.draw().axes[0].texts)
    assert any("MD Anderson cohort" in note and "0.17" in note and "0.12" in note for note in trap.remarks)


def test_planned_lengths(evidence):
    view = planned.planned_view(evidence, "until progression")
    assert view.sentence.endswith("until progression, 3 trials and 1 label.")
    assert "until progression or unacceptable toxicity" in cells(view)["United States label of lenalidomide"][1]
    assert "IFM stopped lenalidomide" in cells(view)["What the trials did: IFM 2005-02 and CALGB 100104"][1]
    every = planned.planned_view(evidence, planned.ALL)
    assert every.sentence.endswith(
        "until progression, 3 trials and 1 label; a fixed time, 8 trials; guided by response or MRD, 7 trials."
    )
    assert len(every.table.rows) == 20


def test_a_planned_length_is_a_bar_an_arrow_or_a_diamond_as_its_text_says(evidence):
    chart = planned.planned_view(evidence, planned.ALL).chart
    plans = {plan.label: plan for _, group in chart.groups for plan in group}
    assert (plans["TOURMALINE-MM3"].kind, plans["TOURMALINE-MM3"].years) == ("fixed", 2)
    assert plans["AURIGA"].words == "daratumumab: up to 36 cycles" and plans["AURIGA"].years == pytest.approx(36 * 28 / 365.25)
    assert plans["PERSEUS"].words == "daratumumab: at least 2 years, then a test"
    assert plans["ATLAS"].words == "carfilzomib: up to 36 cycles, a test decides"  # its test comes before that end
    assert (plans["GMMG-MM5"].years, plans["GMMG-MM5"].words) == (None, "lenalidomide: a test decides")
    assert (plans["GMMG-MM5, other arm"].kind, plans["GMMG-MM5, other arm"].years) == ("fixed", 2)
    assert {plan.years for plan in plans.values() if plan.kind == "until progression"} == {None}
    axes = chart.draw().axes[0]
    bars = {bar.get_label(): bar.patches[0].get_width() for bar in axes.containers}
    assert bars["TOURMALINE-MM3"] == 2 and bars["GEM05MENOS65"] == 3 and "MASTER" not in bars
    marks = [line.get_label() for line in axes.lines]
    assert marks.count("arrow") == 4
    assert marks.count("diamond") == sum(plan.kind == "tested" for plan in plans.values()) == 7
    assert "MRD2STOP, a test decides" in chart.alt


def test_every_trial_with_a_planned_length_has_its_bar(evidence):
    drawn = {plan.label for _, group in planned.planned_view(evidence, planned.ALL).chart.groups for plan in group}
    for row in evidence.rows("selections", selection="planned length"):
        for key in split_ids(row.evidence_ids):
            if key in evidence.trials:
                assert (evidence.trials[key].short_name or evidence.trials[key].name) in drawn


def test_harms_with_a_time_come_first_and_the_gap_is_counted(evidence):
    options = timed_harms.timed_options(evidence)
    assert [label.rsplit(", ", 1)[1] for label, _ in options] == [
        "by 60 months", "by 60 months", "by 36 months", "by 36 months",
        *(f"over a median follow-up of {months} months" for months in (34, 34, 96, 53, 53, 37, 45)), "no time",
    ]  # fmt: skip
    view = timed_harms.timed_view(evidence, "S0085/S0086")
    assert view.sentence.endswith(
        "by 60 months: 6.9% (5.3 to 8.5) with lenalidomide at any phase and 4.8% (2.0 to 7.6) with no lenalidomide."
    )
    assert "4 come with the time to which they belong, and 7 more with a median follow-up only" in view.notes[0]
    axes = view.chart.draw().axes[0]
    markers = [line for line in axes.lines if line.get_marker() in ("o", "s")]
    assert [line.get_ydata()[0] for line in markers] == [6.9, 4.8]
    assert any(text.get_text() == "other months: not in these rows" for text in axes.texts)


def test_every_remark_with_a_hazard_ratio_is_explained(evidence):
    remarked = {e.row_id for harm in evidence.harms for e in harm.estimates if "hazard ratio" in e.note}
    assert {row.evidence_ids for row in evidence.rows("selections", selection="hazard ratio in a remark")} == remarked
    view = timed_harms.timed_view(evidence, "S0085/S0086")
    assert view.notes[-1].startswith("The hazard ratio in the remark belongs to the whole time")


def test_discontinuation_by_year_is_not_reported_and_a_conflict_is_told(evidence):
    view = timed_harms.timed_view(evidence, "S0024/S0025")
    assert "without a time: 7% with ixazomib and 5% with placebo" in view.sentence
    assert "how many people stopped treatment in which year" in view.notes[1]
    assert any("6% v 3% in a later report" in note for note in view.remarks)


def test_the_starting_values_are_derived_from_rows(evidence):
    assert stopping.default_medians(evidence) == (52.8, 23.5)
    assert stopping.default_cancers(evidence) == (14.2, 9.8)
    assert pytest.approx(69, abs=0.1) == 1000 * (1 - (1 - 0.0142) ** 5)


def test_the_simulation_by_hand(evidence):
    view = simulate(evidence)
    free = 1000 * 0.5 ** (24 / 52.8 + 36 / 23.5)
    assert cells(view)["Alive without progression (of 1000)"] == [f"{free:.0f}", f"{1000 * 0.5 ** (60 / 52.8):.0f}", "170"]
    assert cells(view)["Progressed or died (of 1000)"] == ["748", "545", "830"]
    assert view.sentence.startswith("At year 5, of 1000 people 252 (stop after 2 years) and 455")
    assert view.caution.startswith("Simulated: no real person stands behind it.")
    assert view.table.caption.startswith("Simulated: ") and view.chart.title.startswith("Simulated: ")
    assert "as they were allotted" in view.notes[1] and "14.2 and 9.8 a year in 1000" in view.notes[2]
    assert "It has no margin of error" in view.notes[5]


def test_if_the_benefit_is_kept_stopping_costs_no_progression(evidence):
    rows = cells(simulate(evidence, after=stopping.AS_BEFORE))
    first, second, _ = rows["Alive without progression (of 1000)"]
    assert first == second == "455"
    treated = rows["Mean time on treatment so far (years)"]
    assert float(treated[0]) < float(treated[1]) and treated[2] == "0.0"


def test_equal_chances_still_count_more_cancers_where_progression_is_delayed(evidence):
    name = "Had a second cancer (of 1000)"
    until, ever = (
        cells(simulate(evidence, cancers=(12, 12), counting=counting))[name]
        for counting in (stopping.BEFORE_PROGRESSION, stopping.ALL_YEARS)
    )
    assert int(until[1]) > int(until[0]) > int(until[2]) and len(set(ever)) == 1


def test_without_a_planned_stop_the_comparison_is_with_no_maintenance(evidence):
    view = simulate(evidence, stop=0)
    assert "(until progression) and 170 (no maintenance)" in view.sentence and len(view.chart.plans) == 2


def test_a_stop_beyond_the_year_read_is_said(evidence):
    view = simulate(evidence, stop=5, year=3)
    assert view.notes[0].startswith("The planned stop comes after year 3")
    first, second, _ = cells(view)["Alive without progression (of 1000)"]
    assert first == second


def test_curves_and_icons_show_the_table(evidence):
    curves = simulate(evidence).chart.draw()
    free = curves.axes[0].lines[0]
    assert free.get_ydata()[0] == 1000 and len(curves.axes) == 2
    assert curves.axes[0].get_ylim() == curves.axes[1].get_ylim()
    icons = simulate(evidence, of=100, picture="icons").chart
    assert [[group.event for group in panel.groups] for panel in icons.panels] == [[75, 55], [4, 5]]


def test_no_one_explorer_of_two_studies_at_once(evidence):
    """Single-arm shares of different studies are never in one chart."""
    for _, study in duration.study_options(evidence):
        chart = lesson_09.stopping_explorer().view(study=study).chart
        assert chart is None or chart.title.split(":")[0] in (study.upper(), "Prospective study", "GEM2014MAIN", "GMMG-MM5")


def test_a_rule_is_cited_from_the_text_that_states_it(evidence):
    view = duration.study_view(evidence, "perseus")
    assert view.table.rows[0][1].cites.source_id == "sonneveld-2024"


@pytest.mark.parametrize("month", [12, 24, 36])
def test_a_curve_of_many_steps_does_not_fall_before_its_first_event(evidence, month):
    chart = long_treatment.trap_view(evidence, month, long_treatment.FROM_START, 20).chart
    (line,) = (line for line in chart.draw().axes[0].lines if line.get_label() == "longer")
    drawn = dict(zip(line.get_xdata(), line.get_ydata(), strict=True))
    assert all(height == 100 for time, height in drawn.items() if time <= month)
    estimate = chart.curves[0].estimate
    assert all(height == pytest.approx(100 * estimate.at(time)[0]) for time, height in drawn.items() if time > estimate.times[0])
