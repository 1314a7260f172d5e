"""Does lesson 05 say each harm with both arms, both framings and its time, and never more than the sources print?"""

from __future__ import annotations

import re

import numpy as np
import pytest

from helpers.evidence import split_ids
from helpers.learn.exercises import check
from helpers.lessons import lesson_05
from helpers.lessons.lesson_05 import (
    harms,
    modelled_balance,
    relative_effects,
    reported_balance,
    side_effects,
    survival_difference,
)
from helpers.lessons.shared import contrasts
from helpers.show.charts.icons import IconChart, IconGroup, IconPanel
from tests.support.drive import disagreements


def cell(view, head: str, column: int = -1):
    """Return a cell of the table row that begins with ``head``."""
    return next(cells[column] for cells in view.table.rows if cells[0].text == head)


def everything(view) -> str:
    """Return all words of a view."""
    return view.plain()


def test_second_cancers_in_calgb_with_counts_interval_and_follow_up(evidence):
    view = harms.harm_view(evidence, "S0005/S0006", 100)
    assert view.sentence == (
        "Second cancer, median follow-up 34 months: of 100 people, 8 with lenalidomide and 3 with placebo had it. "
        "Number needed to harm: 19 (95% interval 10 to 92)."
    )
    assert [cell(view, "Did not have it (of 100)", n).text for n in (1, 2)] == ["92", "97"]
    assert "CALGB 100104" in view.chart.panels[0].heading and "34 months" in view.chart.panels[0].heading
    assert cell(view, "Figure as printed", 1).detail == "18 of 231 people"
    assert cell(view, "Absolute difference").text == "5.2 percentage points more"
    assert cell(view, "Relative risk").text == "3.0"
    assert "not the chance by a fixed time" in view.caution


def test_with_1000_people_the_counts_are_used_and_not_the_rounded_percentages(evidence):
    view = harms.harm_view(evidence, "S0005/S0006", 1000)
    assert [cell(view, "Had it (of 1000)", n).text for n in (1, 2, 3)] == ["78", "26", "52 more of 1000"]
    assert [cell(view, "Did not have it (of 1000)", n).text for n in (1, 2)] == ["922", "974"]


def test_a_small_difference_needs_1000_people_and_has_no_time(evidence):
    rough, fine = (harms.harm_view(evidence, "S0001/S0002", n) for n in (100, 1000))
    assert "5 with lenalidomide and 1 with placebo or observation" in rough.sentence
    assert "53 with lenalidomide and 8 with placebo or observation" in fine.sentence
    assert "Number needed to harm: 22." in fine.sentence
    assert "follow-up not reported, so no time can be given" in cell(fine, "Number needed to harm (people)").detail
    assert any("Choose 1000 people" in note for note in rough.notes)
    assert any("Before progression" in note and "not added up" in note for note in fine.notes)
    assert any(note.startswith("Not found in the sources of this course: second cancers after") for note in fine.notes)


@pytest.mark.parametrize(("key", "had", "had_not"), [("S0013", "at most 59", "at least 41"), ("S0015", "56", "44")])
def test_one_arm_only_says_that_the_control_is_not_reported(evidence, key, had, had_not):
    view = harms.harm_view(evidence, key, 100)
    assert f"{had} had it" in view.sentence and view.sentence.endswith("Control arm: not reported.")
    assert cell(view, "Did not have it (of 100)", 1).text == had_not
    assert len(view.chart.panels[0].groups) == 1
    assert cell(view, "Had it (of 100)", 2).text == "not reported" and cell(view, "Had it (of 100)").text == "cannot be stated"
    assert "Number needed to harm" not in everything(view)


def test_each_control_arm_has_a_picture_of_its_own(evidence):
    first, second = (harms.harm_view(evidence, f"S0042/{row}", 100) for row in ("S0043", "S0044"))
    assert "49 with bortezomib + thalidomide and 34 with thalidomide alone" in first.sentence
    assert "49 with bortezomib + thalidomide and 1 with interferon alfa-2b" in second.sentence
    assert cell(second, "Relative risk").text == "about 49"


def test_no_difference_a_difference_the_other_way_and_nobody_in_the_control_arm(evidence):
    same, other_way = (harms.harm_view(evidence, key, 100) for key in ("S0026/S0027", "S0036/S0037"))
    assert same.sentence.endswith("The printed figures do not differ.") and other_way.sentence.endswith("Fewer with ixazomib.")
    assert cell(same, "Number needed to harm (people)").text == cell(other_way, "Number needed to harm (people)").text == "none"
    none = harms.harm_view(evidence, "S0018/S0019", 100)
    assert cell(none, "Relative risk").text == "cannot be computed"


def test_a_death_is_not_had_and_people_stop(evidence):
    died = harms.harm_view(evidence, "S0038/S0039", 1000)
    assert "26 with ixazomib and 22 with placebo died" in died.sentence
    assert [cell(died, "Did not die (of 1000)", n).text for n in (1, 2)] == ["974", "978"]
    stopped = harms.harm_view(evidence, "S0024/S0025", 100)
    assert "7 with ixazomib and 5 with placebo stopped" in stopped.sentence
    assert any(note.startswith("Sources differ.") and "6% v 3%" in note for note in stopped.remarks)


def test_an_interval_that_includes_no_difference_gives_no_interval_of_the_number_needed(evidence):
    view = harms.harm_view(evidence, "S0087/S0088", 100)
    assert view.sentence.endswith("That may be chance.") and "Number needed" not in view.sentence
    assert "which includes no difference" in cell(view, "Absolute difference").detail
    assert "no interval, because" in cell(view, "Number needed to harm (people)").detail


def test_rounding_of_whole_percentages_is_said(evidence):
    assert "allows 33 to 100" in cell(harms.harm_view(evidence, "S0074/S0075", 100), "Number needed to harm (people)").detail


def test_a_whole_regimen_is_called_one_and_both_arms_together_too(evidence):
    assert "whole treatment" in harms.harm_view(evidence, "S0058/S0059", 100).caution
    together = harms.harm_view(evidence, "S0089", 1000)
    assert "of 1000 people (all people enrolled), 38 had it" in together.sentence
    assert cell(together, "Did not have it (of 1000)", 1).text == "962"


def test_every_harm_of_the_data_can_be_chosen_and_agrees_with_itself(evidence):
    options = contrasts.options(evidence)
    assert len({label for label, _ in options}) == len(options)
    rows = {row for _, key in options for row in key.split("/")}
    assert rows == set(evidence.tables["safety"]["row_id"])
    for _, key in options:
        for denominator in (100, 1000):
            view = harms.harm_view(evidence, key, denominator)
            assert not disagreements(view), key
            assert " 1 in " not in view.sentence
    with pytest.raises(KeyError):
        contrasts.find(evidence, "S9999")


def groups(view) -> dict[str, list]:
    """Return the rows of a table by the heading under which they stand."""
    found = {}
    for row in view.table.rows:
        if row[0].heading:
            found[row[0].text] = []
        else:
            found[[*found][-1]].append(row)
    return found


NOT_BY_ARM = "Named in a text, not reported by arm in maintenance"


def test_each_harm_of_a_trial_has_both_arms_as_bars_and_the_widest_difference_comes_first(evidence):
    own = groups(side_effects.side_effects_view(evidence, "ixazomib"))["TOURMALINE-MM3: ixazomib v placebo, time not reported"]
    assert [(row[0].text, row[1].charts[0].alt, row[2].text) for row in own][:4] == [
        ("Nausea", "39% v 15%", "24 more of 100"),
        ("Vomiting", "27% v 11%", "16 more of 100"),
        ("Adverse events as printed, grade 3 or higher", "19% v 5%", "14 more of 100"),
        ("Diarrhoea", "35% v 24%", "11 more of 100"),
    ]
    for drug in [value for _, value in side_effects.drug_options(evidence)]:
        for rows in groups(side_effects.side_effects_view(evidence, drug)).values():
            pairs = [row[1].charts[0] for row in rows if row[1].charts]
            gaps = [p.tested.value - p.control.value for p in pairs if p.control and not p.bound]
            assert gaps == sorted(gaps, reverse=True)
            known = [bool(p.control and not p.bound) for p in pairs]
            assert known == sorted(known, reverse=True)


def test_every_figure_of_a_drug_has_its_row_and_every_named_side_effect_its_own(evidence):
    for drug in [value for _, value in side_effects.drug_options(evidence)]:
        view = side_effects.side_effects_view(evidence, drug)
        pairs = [row[1].charts[0] for rows in groups(view).values() for row in rows if row[1].charts]
        tested = [c for c in contrasts.contrasts(evidence) if drug in evidence.drugs_tested(c.harm.trial.trial_id)]
        wanted = sorted((c.experimental.value.text, c.control.value.text if c.control else "") for c in tested)
        assert sorted((p.tested.text, p.control.text if p.control else "") for p in pairs) == wanted
        without = groups(view).get(NOT_BY_ARM, [])
        events = {c.harm.event for c in tested}
        named = evidence.rows("named_side_effects", drug_id=drug)
        assert len(without) == sum(not events & set(split_ids(row.events)) for row in named)
        assert all(row[1].text == "not reported" and row[1].missing for row in without)


def test_what_is_missing_of_lenalidomide_keeps_its_row(evidence):
    view = side_effects.side_effects_view(evidence, "lenalidomide")
    found = groups(view)
    assert [row[0].text for row in found[NOT_BY_ARM]][:5] == [
        "Fatigue", "Weakness (asthenia)", "Diarrhoea", "Constipation", "Nausea",
    ]  # fmt: skip
    label = {row[0].text: row for heading, rows in found.items() if heading.startswith("US label safety set") for row in rows}
    assert label["Thrombocytopenia, grade 3 or 4"][1].charts[0].alt == "up to 38% v not reported"
    assert label["Thrombocytopenia, grade 3 or 4"][2].text == "cannot be stated"
    both = next(rows for heading, rows in found.items() if heading.startswith("Myeloma XI: both arms together"))
    assert both[0][1].charts[0].alt == "3.8% of both arms"
    assert view.sentence == "Lenalidomide: 17 figures from 9 studies, 9 with both arms; 8 named side effects have none."
    assert any("label's table of adverse reactions by arm" in note for note in view.notes)


def test_every_named_side_effect_stands_in_the_statement_that_names_it(evidence):
    facts = evidence.tables["drug_facts"].set_index("row_id")["statement"]
    for named in evidence.rows("named_side_effects"):
        word = named.side_effect.split("(")[-1].rstrip(")").removeprefix("venous and arterial ")
        assert word.split()[0].lower() in facts[named.fact_id].lower(), named.side_effect


def test_a_drug_without_figures_says_so(evidence):
    view = side_effects.side_effects_view(evidence, "isatuximab")
    assert view.sentence == "Isatuximab: no figures by arm; 3 named side effects have none."
    assert [*groups(view)] == [NOT_BY_ARM] and len(groups(view)[NOT_BY_ARM]) == 3


def test_every_count_of_second_cancers_is_listed_with_its_way_of_counting(evidence):
    view = side_effects.second_cancers_view(evidence)
    text = everything(view)
    for words in (
        "5.3%",
        "0.8%",
        "18 of 231 people",
        "one count printed twice",
        "17.3% (8.2 to 26.4)",
        "June 2012",
        "deaths due to second",
    ):
        assert words.lower() in text.lower(), words
    assert view.sentence.startswith("15 figures on second cancers")
    assert "not added up" in view.caution and "CALGB 100104 is part of the pooled analysis" in view.notes[0]


def test_benefit_and_harm_at_one_denominator_and_one_follow_up(evidence):
    view = reported_balance.balance_view(evidence, reported_balance.BOTH, 100)
    assert "15 with lenalidomide and 23 with placebo had died (85 and 77 had not)" in view.sentence
    assert "8 and 3 had a second cancer (92 and 97 had none)" in view.sentence
    assert cell(view, "Died: number needed to treat (people)").text == "13"
    assert cell(view, "Had a second cancer: number needed to harm (people)").text == "19"
    assert "overall survival is mixed" in view.caution and "not subtracted" in view.notes[2]
    assert "86 of 128" in everything(view)
    good, bad = (
        reported_balance.balance_view(evidence, framing, 100) for framing in (reported_balance.GOOD, reported_balance.BAD)
    )
    assert "died" not in good.sentence and "alive" not in bad.sentence and good.table == bad.table


def test_modelled_benefit_is_called_so_and_the_harm_does_not_move(evidence):
    early, late = (modelled_balance.modelled_balance_view(evidence, months, "S0001/S0002", 1000) for months in (12, 60))
    for view in (early, late):
        assert view.caution.startswith("The benefit is modelled") and view.chart.title.startswith("Modelled")
        assert [g.event for g in view.chart.panels[1].groups] == [53, 8]
        assert "not one horizon" in view.caution
    assert [g.event for g in early.chart.panels[0].groups] != [g.event for g in late.chart.panels[0].groups]


def test_the_calculation_beside_a_number_needed_to_harm_gives_that_number(evidence):
    """A reader who divides the printed difference gets what stands beside it, for every harm with both arms."""
    seen = 0
    for _, key in contrasts.options(evidence):
        if contrasts.find(evidence, key).control is None:
            continue
        needed = cell(harms.harm_view(evidence, key, 100), "Number needed to harm (people)")
        if (told := re.match(r"100 divided by ([\d.]+) percentage points, rounded down;", needed.detail)) is None:
            assert needed.text == "none"
            continue
        assert needed.text == str(int(round(100 / float(told[1]), 6)))
        seen += 1
    assert seen > 20


def test_the_number_needed_to_treat_at_60_months(evidence):
    view = survival_difference.number_needed_view(evidence)
    assert "Of 100 people, 76 with lenalidomide and 64 with placebo were alive at 60 months." in view.sentence
    assert [cell(view, "Died by then (percent)", n).text for n in (1, 2)] == ["24%", "36%"]
    assert "Number needed to treat: 9 (95% interval 5 to 26)" in view.sentence
    assert view.table.rows[2][1].detail == "95% interval 3.9 to 20.1"


def test_the_same_relative_effect_gives_different_absolute_ones(evidence):
    low, high = (relative_effects.effect_view(evidence, base, 0.5, relative_effects.HAZARD_RATIO, 60, 1000) for base in (2, 80))
    assert "20 of 1000 people without treatment and 10 with it" in low.sentence
    assert "800 of 1000 people without treatment and 553 with it" in high.sentence
    assert low.table.caption.startswith("Worked example, not data") and low.chart.title.startswith("Worked example, not data")
    assert "by 60 months" in low.sentence and "they are chosen" in low.caution


def test_a_harmful_effect_no_effect_and_an_impossible_one(evidence):
    assert (
        "Number needed to harm: 50."
        in relative_effects.effect_view(evidence, 1, 3.0, relative_effects.RELATIVE_RISK, 60, 100).sentence
    )
    assert (
        "There is no difference."
        in relative_effects.effect_view(evidence, 20, 1.0, relative_effects.HAZARD_RATIO, 60, 100).sentence
    )
    impossible = relative_effects.effect_view(evidence, 60, 2.0, relative_effects.RELATIVE_RISK, 60, 100)
    assert "cannot go with" in impossible.sentence and impossible.chart is None and impossible.table is None


@pytest.mark.parametrize("denominator", [100, 1000])
@pytest.mark.parametrize("share", [0, 0.003, 0.2, 0.55, 1])
def test_icons_sum_to_the_denominator_and_lie_in_one_order(denominator, share):
    events = round(denominator * share)
    panel = IconPanel("h", "free", "event", (IconGroup("a", events, True), IconGroup("b", denominator, False)))
    figure = IconChart("t", denominator, (panel,)).draw()
    patches = {patch.get_label(): patch.get_path().vertices for patch in reversed(figure.artists)}  # of the first group
    across = {100: 20, 1000: 50}[denominator]
    rows = patches["circles"].reshape(-1, 2, 2)
    free = {(x, int(y)) for (left, y), (right, _) in rows for x in range(int(left), int(right) + 1)}
    middles = patches["crosses"].reshape(-1, 2, 2).mean(axis=1)
    crosses = {(round(x), round(y)) for x, y in middles}
    assert len(free) == denominator - events and len(crosses) == events
    assert len(free | crosses) == denominator
    reading = sorted(free | crosses, key=lambda place: (-place[1], place[0]))
    assert reading[: len(free)] == sorted(free, key=lambda place: (-place[1], place[0]))
    assert across * (denominator // across) == denominator and np.isfinite(middles).all()
    words = {text.get_text() for text in figure.texts}
    assert {f"● {denominator - events} free", f"× {events} event"} <= words


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(ValueError, match="100 or 1000"):
        IconChart("t", 50, ())
    with pytest.raises(ValueError, match="101 of 100"):
        IconChart("t", 100, (IconPanel("", "f", "e", (IconGroup("a", 101, True),)),))


@pytest.mark.parametrize(
    ("number", "right", "wrong"),
    [(1, 13, 12), (2, "nausea", "thrombocytopenia"), (3, {0.05: 0.01226, 0.5: 0.0946}, {0.05: 0.0125, 0.5: 0.125})],
)
def test_the_exercises_tell_right_from_wrong(number, right, wrong):
    assert check(lesson_05.EXERCISES[number], right).correct is True
    assert check(lesson_05.EXERCISES[number], wrong).correct is False
