"""Does lesson 04 weigh the trials rightly, never count anybody twice, and call what is simulated or modelled so?"""

from __future__ import annotations

import itertools
import math
import re

import nbformat
import numpy as np
import pytest
import scipy

from helpers.evidence import NOT_REPORTED, REPORTED, Estimate, Quantity
from helpers.learn.exercises import check
from helpers.lessons import lesson_04
from helpers.lessons.lesson_04 import interaction
from helpers.lessons.lesson_04.maturity import maturity_view
from helpers.lessons.lesson_04.modelled_crossover import crossover_view
from helpers.lessons.lesson_04.pooled_trials import forest_view
from helpers.lessons.lesson_04.pools_by_report import pools_view
from helpers.lessons.lesson_04.survival_results import overall_survival_view, step_alone_view
from helpers.lessons.lesson_04.weighed_trials import (
    ENDPOINTS,
    LABEL,
    LATER,
    PRIMARY,
    REPORT_CHOICES,
    entries,
    meta_analysis_trials,
    obstacle,
)
from helpers.show.charts import style
from helpers.show.charts.estimated_curves import EstimatedCurve, KaplanMeierChart
from helpers.show.charts.forest_plot import ForestChart, ForestRow
from helpers.statistics.kaplan_meier import kaplan_meier
from helpers.statistics.pooling import FIXED, HARTUNG_KNAPP, METHODS, RANDOM, Ratio
from tests.conftest import ROOT
from tests.support.drive import disagreements
from tests.support.reference import when_asked

META_ANALYSIS_TRIALS = (CALGB, IFM, GIMEMA) = ("calgb-100104", "ifm-2005-02", "gimema-rv-mm-pi-209")
TRIALS = (*META_ANALYSIS_TRIALS, ALL_XI := "myeloma-xi", TRANSPLANT_XI := "myeloma-xi-te")


def test_the_trials_of_the_meta_analysis_are_those_that_are_a_part_of_it(evidence):
    assert meta_analysis_trials(evidence) == list(META_ANALYSIS_TRIALS)


def row(view, head: str) -> list[str]:
    """Return the cells of a table row by its header."""
    return next([cell.text for cell in cells[1:]] for cells in view.table.rows if cells[0].text == head)


def texts(figure) -> list[str]:
    """Return every text of a figure and its axes."""
    return [t.get_text() for t in figure.texts] + [t.get_text() for axes in figure.axes for t in axes.texts]


def test_the_first_reports_pool_to_0_49_beside_the_reported_0_48(evidence):
    view = forest_view(evidence, META_ANALYSIS_TRIALS, "PFS", PRIMARY, FIXED)
    assert view.sentence == (
        "Pooled by fixed effect, 3 trials give a hazard ratio of 0.49 (0.41 to 0.57) for progression-free survival. "
        "The individual-patient meta-analysis reported 0.48 (0.41 to 0.55)."
    )
    assert row(view, "Reported")[-1] == "median 52.8 months v 23.5 months"
    assert row(view, "CALGB 100104") == [
        "0.48 (0.36 to 0.63)", "33.8", "0.49 (0.40 to 0.60)", "median 46 months v 27 months",
    ]  # fmt: skip
    assert row(view, "IFM 2005-02") == ["0.50 (0.39 to 0.64)", "43.2", "0.48 (0.38 to 0.59)", "median 41 months v 23 months"]
    gimema = row(view, "GIMEMA RV-MM-PI-209")
    assert (gimema[0], gimema[1], gimema[3]) == ("0.47 (0.33 to 0.65)", "23.0", "median 41.9 months v 21.6 months")
    pooled = next(cells for cells in view.table.rows if cells[0].text == "Pooled here")
    assert pooled[3].detail == "Q 0.10 on 2 degrees of freedom; I squared 0%; tau squared taken as zero"
    assert not any("Not like with like" in text for text in (view.caution, *view.notes))


def test_the_later_updates_pool_to_0_53(evidence):
    view = forest_view(evidence, META_ANALYSIS_TRIALS, "PFS", LATER, FIXED)
    assert "0.53 (0.47 to 0.61)" in view.sentence
    assert row(view, "CALGB 100104")[::3] == ["0.57 (0.46 to 0.71)", "median 57.3 months v 28.9 months"]
    assert row(view, "IFM 2005-02")[::3] == ["0.53 (0.44 to 0.64)", "not reported"]


def test_without_an_interval_a_trial_cannot_enter_and_the_gap_is_said(evidence):
    view = forest_view(evidence, META_ANALYSIS_TRIALS, "OS", LATER, FIXED)
    assert (
        "IFM 2005-02 cannot enter the pool: its hazard ratio is printed without an interval, so its weight is unknown."
        in view.notes
    )
    assert row(view, "IFM 2005-02") == [
        "0.90 (interval not reported)",
        "cannot enter the pool",
        "median 106 months v 88 months",
    ]
    assert "2 trials give a hazard ratio of 0.62 (0.48 to 0.79) for overall survival" in view.sentence
    assert row(view, "CALGB 100104")[2] == "only GIMEMA RV-MM-PI-209 is left"
    assert any("Not like with like" in note for note in view.notes)
    found_none = "IFM 2005-02 is left out: it found no gain in survival."
    assert view.caution.startswith(found_none)
    others = forest_view(evidence, (CALGB, GIMEMA, ALL_XI), "OS", PRIMARY, FIXED)  # CALGB is left out here, and had found one
    assert any("cannot enter" in note for note in others.notes)
    assert not any(text.startswith(found_none) for text in (others.caution, *others.notes))
    first = forest_view(evidence, (CALGB,), "OS", PRIMARY, FIXED)
    assert first.sentence.startswith("No chosen trial can enter a pool for overall survival.")
    assert row(first, "CALGB 100104")[-1] == "rate 15% v 23%" and first.table.rows[0][-1].detail.startswith("deaths;")


def test_a_hazard_ratio_without_interval_cannot_enter():
    nothing = Quantity(None, NOT_REPORTED, "ratio")
    figure = Estimate(
        "O9", "t", "hazard ratio", "contrast", "", Quantity(0.5, REPORTED, "ratio", "0.5"), nothing, nothing,
        None, None, "", None, "", "s", "abstract", "",
    )  # fmt: skip
    assert obstacle(figure) == "its hazard ratio is printed without an interval, so its weight is unknown"
    assert obstacle(None).startswith("no hazard ratio with its interval was found")


def test_nobody_is_counted_twice(evidence):
    view = forest_view(evidence, TRIALS, "OS", LATER, RANDOM)
    assert row(view, "Myeloma XI (transplant-eligible)")[1] == "cannot enter the pool"
    assert any("already counted in Myeloma XI (all patients)" in note for note in view.notes)
    alone = entries(evidence, (TRANSPLANT_XI, CALGB), "OS", LATER)
    assert [entry.obstacle for entry in alone] == ["", ""]
    for endpoint, (_, report) in itertools.product(ENDPOINTS, REPORT_CHOICES):
        found = entries(evidence, TRIALS, endpoint, report)
        assert len({entry.trial.trial_id for entry in found}) == len(found) == len(TRIALS)
        assert all(a.trial.trial_id == entry.trial.trial_id for entry in found for a in entry.read_outs)
        assert not {ALL_XI, TRANSPLANT_XI} <= {entry.trial.trial_id for entry in found if not entry.obstacle}


def test_no_trial_and_one_trial(evidence):
    view = forest_view(evidence, (), "PFS", PRIMARY, FIXED)
    assert view.sentence.startswith("No trial is chosen, so there is nothing to pool.")
    assert [cells[0].text for cells in view.table.rows] == ["Reported"]
    view = forest_view(evidence, (GIMEMA,), "PFS", PRIMARY, HARTUNG_KNAPP)
    assert view.sentence.startswith("GIMEMA RV-MM-PI-209 alone has a hazard ratio of 0.47 (0.33 to 0.65)")
    assert "one trial is no pool" in view.sentence
    assert row(view, "GIMEMA RV-MM-PI-209")[1] == "alone: no pool"


def test_too_narrow_an_interval_of_hartung_and_knapp_is_pointed_out(evidence):
    narrow = forest_view(evidence, META_ANALYSIS_TRIALS, "PFS", PRIMARY, HARTUNG_KNAPP)
    assert "0.49 (0.45 to 0.53)" in narrow.sentence
    assert narrow.caution.startswith("This interval is narrower than that of the fixed effect.")
    wide = forest_view(evidence, (CALGB, GIMEMA, ALL_XI), "OS", LATER, HARTUNG_KNAPP)
    assert "0.73 (0.43 to 1.22)" in wide.sentence and not any("narrower" in text for text in (wide.caution, *wide.notes))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize("report", [value for _, value in REPORT_CHOICES])
def test_every_pair_and_set_of_trials_gives_a_view_that_agrees_with_itself(evidence, endpoint, report, method):
    for size in (0, 1, 2, len(TRIALS)) if method == FIXED else (2, len(TRIALS)):
        for trials in itertools.combinations(TRIALS, size):
            view = forest_view(evidence, trials, endpoint, report, method)
            assert not disagreements(view), (trials, disagreements(view))
            weights = [cells[2].text for cells in view.table.rows if cells[2].text.replace(".", "").isdigit()]
            if any(cells[0].text == "Pooled here" for cells in view.table.rows):
                assert sum(float(w) for w in weights[:-1]) == pytest.approx(100, abs=0.3)


def test_the_squares_and_diamonds_stand_where_the_numbers_say(evidence):
    view = forest_view(evidence, META_ANALYSIS_TRIALS, "PFS", PRIMARY, FIXED)
    axes = view.chart.draw().axes[0]
    squares = [line for line in axes.lines if line.get_marker() == "s"]
    assert [math.exp(line.get_xdata()[0]) for line in squares] == pytest.approx([0.48, 0.50, 0.47])
    sizes = [line.get_markersize() for line in squares]
    assert sizes[1] > sizes[0] > sizes[2]
    pooled, reported = ([math.exp(x) for x, _ in patch.get_xy()] for patch in axes.patches)
    assert (min(pooled), max(pooled)) == pytest.approx((0.413, 0.572), abs=0.001)
    assert (min(reported), max(reported)) == pytest.approx((0.41, 0.55))
    assert {"43.2%", "0.49 (0.41 to 0.57)", "Reported, McCarthy 2017"} <= set(texts(axes.figure))


def test_an_interval_that_leaves_the_axis_ends_in_an_arrow():
    axes = ForestChart("t", (ForestRow("a", "w", Ratio(0.5, 0.01, 9.0), 0.5),)).draw().axes[0]
    assert {"<", ">"} <= {line.get_marker() for line in axes.lines}
    without = ForestChart("t", (ForestRow("a", "not reported", None),))
    assert "not pooled" in without.alt and len(without.draw().axes[0].lines) == 1


def test_pools_side_by_side(evidence):
    view = pools_view(evidence)
    assert row(view, "First reports") == ["0.49 (0.41 to 0.57)", "0.49 (0.41 to 0.57)", "0.49 (0.45 to 0.53)"]
    assert row(view, "Later updates")[0] == "0.53 (0.47 to 0.61)"
    assert row(view, "US label, for CALGB and IFM")[0] == "0.48 (0.41 to 0.55)"
    assert row(view, "Reported, data of each person")[0] == "0.48 (0.41 to 0.55)"
    assert "CALGB 100104, later report, median 57.3 months v 28.9 months" in view.notes[0]


def test_overall_survival_shows_gains_and_none_alike(evidence):
    view = overall_survival_view(evidence, "all of it")
    assert view.sentence.startswith("The pooled analysis found a gain; of its three trials one did and two did not.")
    assert row(view, "CALGB 100104") == [
        "median 113.8 months v 84.1 months; rate at 60 months 76% v 64%", "0.61 (0.46 to 0.80)",
    ]  # fmt: skip
    assert row(view, "IFM 2005-02") == ["median 106 months v 88 months", "0.90 (interval not reported)"]
    assert "how far chance reaches cannot be said" in view.table.plain()
    assert row(view, "Myeloma XI (transplant-eligible)") == ["rate at 36 months 87.5% v 80.2%", "0.69 (0.52 to 0.93)"]
    assert row(view, "Wang 2016 meta-analysis") == ["not reported", "0.93 (0.85 to 1.01)"]
    assert "called the OS effect mixed" in row(view, "Reading of the FDA's reviewers")[0]
    assert not disagreements(view)


def test_the_second_prediction_shows_the_three_pooled_trials_alone(evidence):
    view = step_alone_view(evidence, "its three trials, one by one")
    ((heading, rows),) = view.chart.groups
    assert heading == "Trials of the pooled analysis, one by one"
    assert [row.label for row in rows] == ["CALGB 100104", "IFM 2005-02", "GIMEMA RV-MM-PI-209"]
    assert "0.61 (0.46 to 0.80)" in view.chart.alt and "Myeloma XI" not in view.plain()
    assert [row[0].text for row in view.table.rows] == [row.label for row in rows]
    assert view.caution == "Not to be counted like votes: a trial that finds no gain has not shown that there is none."


def test_a_step_of_reading_lights_its_rows_and_leaves_the_others_in_sight(evidence):
    view = overall_survival_view(evidence, "its two parts")
    assert "0.69" in view.sentence and "0.98" in view.sentence
    figure = view.chart.draw()
    bold = [text.get_text() for text in figure.texts if text.get_weight() == "bold"]
    assert {"Myeloma XI (transplant-eligible)", "0.98 (0.83 to 1.15)"} <= set(bold) and "CALGB 100104" not in bold
    faint = [line for line in figure.axes[0].lines if line.get_color() == style.FAINT and line.get_marker() == "s"]
    everything = overall_survival_view(evidence, "all of it").chart.draw()
    squares = [line for line in everything.axes[0].lines if line.get_marker() == "s"]
    assert len(squares) - len(faint) == 2 and not any(line.get_color() == style.FAINT for line in squares)


def test_a_simulated_trial_ripens_and_is_called_simulated(evidence):
    early, late = (maturity_view(evidence, month, "OS", 1) for month in (60, 180))
    for view in (early, late):
        assert view.table.caption.startswith("Simulated")
        assert view.chart.title.startswith("Simulated") and view.caution.startswith("Simulated, not trial data")
    assert row(early, "Lenalidomide")[:3] == ["231", "54", "not reached"]
    assert any(note.startswith("Not reached (lenalidomide and placebo)") for note in early.notes)
    assert row(late, "Lenalidomide")[2] == "105.5" and row(late, "Placebo")[2] == "85.2"
    widths = [float(row(view, "Placebo")[4]) for view in (early, late)]
    assert widths[0] > widths[1]
    assert row(early, "Lenalidomide")[-1] == "113.8" and row(early, "Placebo")[-1] == "84.1"
    first = maturity_view(evidence, 6, "OS", 1)
    assert row(first, "Lenalidomide")[3] == "not yet known"


@pytest.mark.parametrize("draw", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("month", [6, 42, 48, 120])
@pytest.mark.parametrize("endpoint", ["OS", "PFS"])
def test_every_cohort_at_every_age(evidence, month, endpoint, draw):
    view = maturity_view(evidence, month, endpoint, draw)
    assert not disagreements(view)
    view.chart.draw()


def test_progression_ripens_before_survival(evidence):
    deaths, progressions = (int(row(maturity_view(evidence, 60, endpoint, 1), "Placebo")[1]) for endpoint in ("OS", "PFS"))
    assert progressions > deaths
    assert "progressed or died" in maturity_view(evidence, 60, "PFS", 1).sentence


def test_the_kaplan_meier_chart_steps_marks_and_counts():
    estimate = kaplan_meier([3, 5, 6, 8, 10], [True, False, True, True, False])
    chart = KaplanMeierChart("t", (EstimatedCurve("a", estimate, True), EstimatedCurve("b", None, False)), "y", (0, 5, 10))
    axes = chart.draw().axes[0]
    steps = next(line for line in axes.lines if line.get_label() == "a")
    assert list(steps.get_xdata()) == [0, 3, 6, 8, 10] and steps.get_drawstyle() == "steps-post"
    assert list(steps.get_ydata()) == pytest.approx([100, 80, 53.333, 26.667, 26.667], abs=0.001)
    marks = next(line for line in axes.lines if line.get_label() == "a, censored")
    assert list(marks.get_xdata()[::3]) == [5, 10]
    assert [sum(marks.get_ydata()[i : i + 2]) / 2 for i in (0, 3)] == pytest.approx([80, 26.667], abs=0.001)
    assert {"5", "4", "1", "0"} <= set(texts(axes.figure))
    assert "a 5, 4 and 1; b 0, 0 and 0" in chart.alt


def test_crossover_is_modelled_and_pulls_the_ratio_towards_1(evidence):
    view = crossover_view(evidence, 40, 24, 0.6)
    assert view.sentence.startswith("If 40 of 100 people alive in the control arm go over at 24 months")
    assert view.caution.startswith("Modelled, not measured")
    assert view.chart.title.startswith("Modelled") and view.table.caption.startswith("Modelled")
    assert row(view, "With crossover") == ["33", "52", "48", "0.68"]
    assert row(view, "If nobody went over")[-1] == "0.60"
    assert row(crossover_view(evidence, 0, 24, 0.6), "With crossover")[-1] == "0.60"
    assert row(crossover_view(evidence, 100, 24, 1.0), "With crossover")[-1] == "1.00"
    assert row(crossover_view(evidence, 100, 0, 0.6), "With crossover")[-1] == "1.00"
    axes = view.chart.draw().axes[0]
    point = next(line for line in axes.lines if line.get_marker() == "o")
    assert (point.get_xdata()[0], round(point.get_ydata()[0], 2)) == (40, 0.68)
    assert "measured 0.68" in texts(axes.figure)


def test_the_label_rows_are_called_a_definition_of_their_own(evidence):
    notes = forest_view(evidence, (CALGB, IFM), "PFS", LABEL, FIXED).notes
    assert any(note.startswith("The label has its own definition of progression") for note in notes)


@pytest.mark.parametrize(("number", "answer", "wrong"), [(1, 0.432, 0.333), (2, 0.49, 0.486), (3, 0.267, 0.4)])
def test_exercises_know_right_from_wrong(number, answer, wrong):
    assert check(lesson_04.EXERCISES[number], answer).correct is True
    assert check(lesson_04.EXERCISES[number], wrong).correct is False


def test_the_solutions_of_the_page_are_right():
    notebook = nbformat.read(ROOT / "notebooks" / "04_weighing_the_trials.ipynb", as_version=4)
    text = "\n".join(cell.source for cell in notebook.cells)
    for number, code in re.findall(r"Solution to exercise (\d).*?```python\n(.*?)```", text, flags=re.DOTALL):
        names: dict = {}
        exec(code, names)
        assert check(lesson_04.EXERCISES[int(number)], names["answer"]).correct is True, number


def test_the_interaction_test_on_myeloma_xi_is_what_statsmodels_finds(evidence):
    (_, survival), *_others = interaction.comparison_options(evidence)
    view = interaction.interaction_view(evidence, survival)
    assert view.sentence.endswith("in 4% of such trials (p = 0.04).")
    logs, errors = (np.array(values) for values in zip((-0.3711, 0.1483), (-0.0202, 0.0832), strict=True))
    pooled = when_asked("statsmodels.stats.meta_analysis").combine_effects(logs, errors**2)
    assert scipy.stats.chi2.sf(pooled.q, 1) == pytest.approx(0.039, abs=0.001)
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in view.table.rows}
    assert rows["Interaction test: p value"] == ["0.039"]
    assert rows["First ratio over the second"] == ["0.70 (0.50 to 0.98)"]
    assert rows["People not eligible for transplant"][0] == "0.98 (0.83 to 1.15)"
    assert any("different days of reading the data" in note for note in view.notes)


def test_where_the_groups_gain_alike_chance_explains_the_difference(evidence):
    by_name = dict(interaction.comparison_options(evidence))
    progression = next(key for name, key in by_name.items() if "progression-free survival, with and without" in name)
    assert "in 87% of such trials (p = 0.87)" in interaction.interaction_view(evidence, progression).sentence
    frailty = next(key for name, key in by_name.items() if "frailty" in name)
    view = interaction.interaction_view(evidence, frailty)
    assert view.sentence.startswith("If all groups gained alike") and "First ratio over the second" not in view.plain()


def test_a_title_that_asks_gets_no_further_stop():
    hint = lesson_04.interaction_explorer()._repr_mimebundle_()["text/plain"].splitlines()[0]
    assert hint.startswith("Do the groups differ by more than chance? Shown with its starting choices: ")
