"""Does lesson 07 say what was randomised, keep odds from shares, and withhold what cannot be compared?"""

from __future__ import annotations

import itertools
import re

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from helpers.evidence import load, split_ids
from helpers.lessons import lesson_07
from helpers.lessons.lesson_07 import additions, conversion, designs, indirect_comparison
from helpers.show.charts.design import NOT_DESCRIBED, DesignChart, PhaseBox
from helpers.statistics.pooling import Ratio, indirect
from tests.show.test_charts import texts
from tests.support.drive import disagreements

PHASES_TRIALS = [row.trial_id for row in load().rows("designs")]
ADDED = [trial for _, trial in additions.trial_options(load())]


def cells(view, head: str) -> list[str]:
    """Return the cells of the first table row with this header."""
    return next([cell.text for cell in row[1:]] for row in view.table.rows if row[0].text == head)


def words(chart) -> list[str]:
    return texts(chart.draw())


# designs


@pytest.mark.parametrize("trial", PHASES_TRIALS)
def test_every_design_has_a_randomisation_and_arms_that_differ_after_it(evidence, trial):
    boxes = designs.phases(evidence, trial)
    first = next(number for number, box in enumerate(boxes) if box.randomised)
    assert any(box.differs for box in boxes[first:])
    assert not any(box.differs for box in boxes[:first]), "a difference before chance allotted it"
    view = designs.design_view(evidence, trial)
    assert view.caution == evidence.row("designs", trial_id=trial).caution != "" and not disagreements(view)


def test_every_phase_of_the_table_has_both_arms_or_both_together_and_belongs_to_a_design(evidence):
    table = evidence.tables["trial_phases"]
    assert set(table["trial_id"]) == set(PHASES_TRIALS)
    for _, rows in table.groupby(["trial_id", "phase"]):
        assert sorted(rows["arm"]) in (["both arms"], ["control", "experimental"])
        assert rows["randomised"].nunique() == 1


@pytest.mark.parametrize("trial", PHASES_TRIALS)
def test_a_treatment_of_the_table_names_no_number_that_the_trial_does_not(evidence, trial):
    """The phases say only what the description of the trial, or a statement on it, says."""
    known = f"{evidence.trials[trial].experimental_arm} {evidence.trials[trial].control_arm} {evidence.trials[trial].population}"
    for name in ("drug_facts", "duration_statements"):
        frame = evidence.tables[name]
        known += " ".join(frame.loc[(frame["trial_id"] == trial).fillna(False), "statement"])
    known += " ".join(str(r["topic"]) for r in evidence.records.values() if "topic" in r and r["trial_id"] == trial)
    table = evidence.tables["trial_phases"]
    for treatment in table.loc[table["trial_id"] == trial, "treatment"]:
        assert set(re.findall(r"\d+(?:\.\d+)?", treatment)) <= set(re.findall(r"\d+(?:\.\d+)?", known)), treatment


def test_auriga_is_randomised_before_maintenance_and_differs_in_daratumumab(evidence):
    view = designs.design_view(evidence, "auriga")
    assert view.sentence == (
        "AURIGA randomised 99 and 101 people after transplant and before maintenance. Difference between the arms: "
        "daratumumab, in maintenance."
    )
    assert cells(view, "Maintenance")[:3] == [
        "daratumumab SC + lenalidomide, up to 36 cycles", "lenalidomide, up to 36 cycles", "the arms differ",
    ]  # fmt: skip
    assert cells(view, "Induction")[0] == NOT_DESCRIBED
    assert cells(view, "Progression-free survival at 30 months") == ["82.7%", "66.4%", "hazard ratio 0.53 (0.29 to 0.97)", "32.3"]
    assert cells(view, "Overall survival") == ["not reported"] * 4


def test_perseus_is_randomised_once_for_everything(evidence):
    view = designs.design_view(evidence, "perseus")
    boxes = designs.phases(evidence, "perseus")
    assert [box.name for box in boxes if box.randomised] == ["induction"]
    assert [box.name for box in boxes if box.differs] == ["induction", "consolidation", "maintenance"]
    assert view.caution.startswith("PERSEUS: effect of the whole regimen.")
    assert any("cannot be isolated [" in note for note in view.remarks)
    assert any("0.42 in the paper, 0.40" in note for note in view.remarks)


def test_two_randomisations_are_two_signs(evidence):
    view = designs.design_view(evidence, "gmmg-hd7")
    assert view.sentence.startswith(
        "GMMG-HD7 randomised 331 and 329 people before induction, and again after transplant and before"
    )
    assert words(view.chart).count("R") == 2
    assert words(designs.design_view(evidence, "auriga").chart).count("R") == 1


@pytest.mark.parametrize("trial", ["forte-second-randomisation", "drammatic", "excaliber-maintenance"])
def test_a_trial_without_result_says_so(evidence, trial):
    view = designs.design_view(evidence, trial)
    for _, endpoint in designs.ENDPOINTS:
        ratio = {("forte-second-randomisation", "Progression-free survival"): "hazard ratio 0.63 (interval not reported)"}
        assert cells(view, endpoint) == [*["not reported"] * 2, ratio.get((trial, endpoint), "not reported"), "not reported"]
    assert any(note.startswith("Looked for and not found: ") for note in view.notes)


def test_no_statement_on_a_trial_is_left_out(evidence):
    """But D0030, which M0030 says too."""
    left = {key for key, said in evidence.statements.items() if said.trial_id in PHASES_TRIALS}
    left -= {key for row in evidence.rows("designs") for key in split_ids(row.statement_ids)}
    assert left == {"D0030"}


def test_two_control_arms_stay_two(evidence):
    view = designs.design_view(evidence, "gem05menos65")
    row = cells(view, "Progression-free survival, median")
    assert row[0].startswith("50.6 months") and "40.3 months (thalidomide alone); 32.5 months (interferon alfa-2b)" in row[1]
    assert row[2] == "hazard or odds ratio not reported"


def test_the_arms_stand_apart_by_words_and_thickness_not_by_colour_alone():
    chart = DesignChart("t", (PhaseBox("induction", False, gap=NOT_DESCRIBED), PhaseBox("maintenance", True, "", "a + b", "a")))
    axes = chart.draw().axes[0]
    assert {p.get_label(): p.get_linewidth() for p in axes.patches} == {"not described": 1.0, "experimental": 2.6, "control": 2.6}
    assert {p.get_label(): p.get_linestyle() for p in axes.patches}["not described"] == "--"
    assert {"experimental", "control", "a + b", "a", "R"} <= {text.get_text() for text in axes.texts}
    assert chart.alt == (
        "Diagram of a design. t. Induction, not described. Randomisation. Maintenance, the arms differ: "
        "tested arm a + b; control arm a."
    )


def test_words_stay_inside_their_boxes(evidence):
    for trial in PHASES_TRIALS:
        figure = designs.design_view(evidence, trial).chart.draw()
        renderer = FigureCanvasAgg(figure).get_renderer()
        axes = figure.axes[0]
        frames = [patch.get_window_extent(renderer) for patch in axes.patches]
        for text in axes.texts:
            box = text.get_window_extent(renderer)
            assert box.x0 >= 0 and box.x1 <= figure.bbox.x1, (trial, text.get_text())
            inside = [f for f in frames if f.x0 <= (box.x0 + box.x1) / 2 <= f.x1 and f.y0 <= (box.y0 + box.y1) / 2 <= f.y1]
            assert not inside or any(f.x0 <= box.x0 and box.x1 <= f.x1 and f.y0 <= box.y0 and box.y1 <= f.y1 for f in inside), (
                trial, text.get_text(),
            )  # fmt: skip


def test_what_comes_after_the_lot_and_is_not_described_is_not_called_given_before(evidence):
    boxes = {box.name: box for box in designs.phases(evidence, "griffin")}
    assert boxes["consolidation"].gap == NOT_DESCRIBED and boxes["consolidation"].texts == (NOT_DESCRIBED,)


# residual disease


def test_odds_ratio_and_ratio_of_shares_stand_side_by_side(evidence):
    view = conversion.mrd_view(evidence, "by 12 months", "10^-5")
    assert view.sentence == (
        "50.5% turned negative with daratumumab and lenalidomide, 18.8% with lenalidomide alone: "
        "odds ratio 4.51 (2.37 to 8.57), ratio of the shares 2.69."
    )
    assert view.table.caption == "AURIGA, by 12 months, limit one cell in 100,000"
    assert cells(view, "No residual myeloma found (percent)")[-1] == "31.7 percentage points more"
    assert conversion.ODDS in view.notes
    assert cells(view, "Odds, from the printed shares") == ["1.02", "0.23", "4.41"]
    assert [patch.get_width() for patch in view.chart.draw().axes[0].patches] == [50.5, 18.8]
    assert any("49.5%" in note for note in view.remarks)


@pytest.mark.parametrize(
    ("measure", "limit"),
    list(
        itertools.product(
            [measure for _, measure in conversion.measure_options(load())], [limit for _, limit in conversion.LIMITS]
        )
    ),
)
def test_every_measure_at_every_limit_agrees_or_says_that_it_is_not_reported(evidence, measure, limit):
    view = conversion.mrd_view(evidence, measure, limit)
    assert not disagreements(view)
    if (measure, limit) in {("overall, first report", "10^-6"), ("PERSEUS, sustained", "10^-6")}:
        assert "it is not reported in the sources of this course" in view.sentence and view.table is None
    else:
        assert view.table is not None and view.origins


def test_a_missing_odds_ratio_is_not_computed_into_being(evidence):
    view = conversion.mrd_view(evidence, "after VTd", "10^-5")
    assert "odds ratio not reported, ratio of the shares 1.38." in view.sentence
    assert cells(view, "Odds ratio, reported") == ["not reported"]
    assert "no conversion" in view.caution


def test_perseus_belongs_to_the_whole_regimen(evidence):
    view = conversion.mrd_view(evidence, "PERSEUS, sustained", "10^-5")
    assert "64.8%" in view.sentence and "29.7%" in view.sentence and "effect of the whole regimen" in view.caution


@pytest.mark.parametrize("share", [0, 100, -1])
def test_odds_of_nobody_and_of_everybody_are_refused(share):
    with pytest.raises(ValueError, match="a share above 0 and below 100 is expected"):
        conversion.odds(share)


# what was added


def test_nothing_ticked_shows_nothing(evidence):
    assert additions.added_view(evidence, "PFS", ()).sentence == "No trial is ticked, so nothing is shown."


@pytest.mark.parametrize(("shown", "trial"), list(itertools.product(("PFS", "OS", additions.HARMS), ADDED)))
def test_one_trial_at_a_time(evidence, shown, trial):
    view = additions.added_view(evidence, shown, (trial,))
    assert not disagreements(view) and not any(
        text.startswith("These ") or ("Not ranked" in text and shown != additions.HARMS) for text in (view.caution, *view.notes)
    )


def test_gem2014main_alone(evidence):
    assert additions.added_view(evidence, "PFS", ("gem2014main",)).sentence == (
        "GEM2014MAIN: progression-free survival at 72 months 55.6% with ixazomib, 61.3% without; "
        "hazard ratio 1.136 (0.809 to 1.603)."
    )


def test_together_they_are_not_ranked_and_stand_by_name(evidence):
    view = additions.added_view(evidence, "PFS", tuple(ADDED))
    names = [row[0].text for row in view.table.rows]
    assert names == sorted(names) and len(names) == 6
    assert view.caution.startswith("Not ranked: ")
    assert view.notes[0].startswith("These 6 results differ in their control arms, populations")
    arms, ratio, *rest = cells(view, "FORTE")
    assert "FORTE: ratio only." in view.sentence and {arms, *rest} == {"not reported"}
    assert ratio == "0.63 (interval not reported)"
    assert any("0.51 (p = 0.012), another 0.56" in note for note in view.remarks)
    assert [heading for heading, _ in view.chart.groups] == [additions._SEPARATE, additions._WHOLE]


@pytest.mark.parametrize("shown", ["PFS", "OS"])
def test_a_trial_without_a_result_keeps_its_line_in_the_picture(evidence, shown):
    trials = additions.added_in_maintenance(evidence)
    (heading, lines), *others = additions.added_view(evidence, shown, trials).chart.groups
    assert heading == additions._SEPARATE and not others and len(lines) == len(trials)
    said = words(additions.added_view(evidence, shown, trials).chart)
    missing = {"PFS": [], "OS": ["AURIGA", "FORTE", "GEM2014MAIN"]}[shown]
    assert [line.label.split(":")[0] for line in lines if line.ratio is None] == missing
    assert said.count("not reported") == len(missing) and said.count("0.63 (interval not reported)") == (shown == "PFS")


def test_benefit_and_harm_stand_in_one_row_in_percent(evidence):
    row = cells(additions.added_view(evidence, "PFS", ("auriga",)), "AURIGA")
    assert row[0] == "rate at 30 months 82.7% v 66.4%"
    assert "infection, grade 3 or 4 18.8% v 13.3%" in row[3] and "54.2% v 46.9%" in row[3]


def test_harms_are_pairs_per_100_people(evidence):
    view = additions.added_view(evidence, additions.HARMS, ("auriga", "perseus"))
    assert cells(view, "AURIGA: infection, grade 3 or 4") == ["18.8", "13.3", "5.5 more"]
    assert cells(view, "PERSEUS: neutropenia, grade 3 or 4") == ["62", "51", "11 more"]
    serious = next(row for row in view.table.rows if row[0].text == "AURIGA: serious adverse events")
    assert serious[1].detail == "not found again by the second reader"
    assert len(view.chart.draw().axes[0].patches) == 8
    none = additions.added_view(evidence, additions.HARMS, ("gem2014main",))
    assert none.sentence == "No side effect is reported with both arms. Not reported by arm for GEM2014MAIN."
    assert none.table is None and none.chart is None


def test_two_of_these_trials_have_a_result_by_risk(evidence):
    """The lesson says so of AURIGA, and of no trial of these that it took high-risk people only."""
    populations = {trial: {a.population for a in evidence.analyses.values() if a.trial.trial_id == trial} for trial in ADDED}
    split = {trial for trial, own in populations.items() if any("risk" in people for people in own)}
    assert split == {"auriga", "atlas"}
    assert all(own <= {"all randomised patients"} for trial, own in populations.items() if trial not in split)
    assert not any("risk" in evidence.trials[trial].population for trial in ADDED)


# the worked example


def test_the_worked_example_is_called_so_and_withheld(evidence):
    view = indirect_comparison.indirect_view(evidence, "O0084", "O0021")
    assert view.table.caption.startswith("Worked example") and view.chart.title.startswith("Worked example")
    assert view.sentence == (
        "If these studies differed in nothing but the drug, the hazard ratio of ixazomib against "
        "lenalidomide would be 1.50 (1.05 to 2.13). They differ in more: arithmetic, no comparison."
    )
    assert "populations and endpoints (PFS and TTP)" in view.notes[0]
    assert cells(view, "Endpoint") == ["progression-free survival", "time to progression", "no"]
    assert cells(view, "Comparator") == ["placebo", "placebo", "yes"]
    assert any("86 of 128" in note for note in view.notes)


@pytest.mark.parametrize(
    ("first", "second"),
    list(
        itertools.product(
            *(
                [row for _, row in options(load())]
                for options in (indirect_comparison.first_options, indirect_comparison.second_options)
            )
        )
    ),
)
def test_every_worked_example_finds_obstacles_and_agrees(evidence, first, second):
    view = indirect_comparison.indirect_view(evidence, first, second)
    assert not disagreements(view) and "no comparison" in view.sentence
    assert sum(row[-1].text == "no" for row in view.table.rows) >= 3
    one, other = (evidence.figures[row] for row in (first, second))
    expected = indirect(
        Ratio(one.value.value, one.low.value, one.high.value), Ratio(other.value.value, other.low.value, other.high.value)
    )
    assert cells(view, "Hazard ratio, indirect")[0] == f"{expected.value:.2f} ({expected.low:.2f} to {expected.high:.2f})"
    assert "computed" not in {origin.row_id for origin in view.origins}


def test_a_follow_up_that_is_not_reported_is_not_called_different(evidence):
    assert cells(indirect_comparison.indirect_view(evidence, "O0130", "O0003"), "Median follow-up (months)") == [
        "70.6",
        "not reported",
        "not known",
    ]


def test_the_exercises_expect_what_the_data_give():
    expected = {number: exercise.expected() for number, exercise in lesson_07.EXERCISES.items()}
    assert expected[1] == pytest.approx((50.5 / 49.5) / (18.8 / 81.2))
    assert sorted(expected[2]) == ["griffin", "perseus", "swog-1211"]
    assert expected[3] == pytest.approx(1.94, abs=0.005)
