"""Does lesson 06 compare without ranking, and give each cell its source?"""

from __future__ import annotations

import csv
import io

import pytest

from helpers.comparability import explanation, obstacles
from helpers.lessons import explorers, modules
from helpers.lessons.lesson_06 import comparison, trial_groups
from helpers.lessons.lesson_06 import trial_table as trials
from helpers.show.table import Cell, as_csv

ANY = trials.ANY


def passing(evidence, drug: str, comparator: str, endpoint: str) -> list:
    """Return the rows of ``outcomes`` that a filter should keep, found in the tables by themselves."""
    tested = {row.trial_id for row in evidence.rows("trial_drugs", drug_id=drug, role="tested")}
    against = {row.trial_id for row in evidence.rows("trials", comparator=comparator)}
    rows = evidence.rows("outcomes", endpoint=endpoint)
    return [row for row in rows if row.trial_id in tested & against and row.drug_id in ("", drug)]


def cells(view) -> dict[str, list[str]]:
    """Return the table as row header -> texts of the other cells."""
    return {row[0].text: [cell.text for cell in row[1:]] for row in view.table.rows}


def compared(evidence, preset, drugs=None, pinned="", differences_first=False):
    """Return the comparison, with the drugs with which it starts if none are named."""
    chosen = comparison.drugs_of(evidence, preset) if drugs is None else drugs
    return comparison.comparison_view(evidence, preset, chosen, pinned, differences_first)


def row_of(view, feature: str) -> list[Cell]:
    """Return the cells of a feature beside its name."""
    return next([*row[1:]] for row in view.table.rows if row[0].text == feature)


def headings(view) -> list[str]:
    """Return the headings of the groups of rows."""
    return [row[0].text for row in view.table.rows if row[0].heading]


def table_groups(view) -> list[list[tuple[Cell, ...]]]:
    """Return the rows of a table below each of its headings, or all of them if it has none."""
    groups = [[]]
    for row in view.table.rows:
        if row[0].heading:
            groups.append([])
        else:
            groups[-1].append(row)
    return [group for group in groups if group]


def screens(evidence, drug, endpoint, sort, with_values=False) -> list:
    """Return the views that together show every result of a drug on an endpoint, with the comparators that choose them."""
    passing = trials.select(evidence, drug, ANY, ANY, endpoint)
    if not trial_groups.too_many(passing):
        values = [ANY]
    else:
        present = set(trial_groups.grouped(passing))
        values = [v for _, v in trial_groups.page_options(evidence, passing) if v.partition("/")[0] in present]
    views = [(trials.trials_view(evidence, drug, ANY, value, endpoint, sort), value) for value in values]
    return views if with_values else [view for view, _ in views]


def test_the_articles_table_of_three_drugs_and_five_features(evidence):
    view = compared(evidence, comparison.ARTICLE)
    assert view.table.header == ("Feature", "Lenalidomide", "Ixazomib", "Daratumumab")
    assert cells(view)["Drug class"] == [
        "immunomodulatory drug (IMiD)",
        "proteasome inhibitor",
        "monoclonal antibody against CD38",
    ]
    assert cells(view)["Formulation"] == [
        "capsule, by mouth",
        "capsule, by mouth",
        "infusion into a vein, or injection under the skin",
    ]
    features = [row for row in view.table.rows if not row[0].heading]
    assert len(features) == 5
    assert headings(view) == ["What it is", "How it is taken", "Where it is approved or used", "What it costs the body"]


def test_every_reported_cell_has_a_source_and_no_other_has_one(evidence):
    view = compared(evidence, comparison.EVERYTHING)
    shown = [cell for row in view.table.rows for cell in row[1:]]
    assert len(shown) == 65
    for cell in shown:
        assert bool(cell.cites) == (cell.text != "not found") == (not cell.missing), cell
        assert (cell.sign == "?") == cell.missing and not (cell.missing and cell.marked)
    assert sum(cell.missing for cell in shown) == 14
    assert headings(view)[-1] == "Limits" and len(headings(view)) == 6


def test_each_comparison_brings_its_drugs_and_its_features(evidence):
    assert comparison.drugs_of(evidence, comparison.CAPSULES) == ("lenalidomide", "ixazomib")
    assert headings(compared(evidence, comparison.RESULTS)) == ["What it did in trials"]
    assert headings(compared(evidence, comparison.HARMS)) == ["What it costs the body", "Limits"]
    controls = explorers(modules()["06"])["comparison"]().controls
    controls["preset"].value = comparison.CAPSULES
    assert controls["chosen_drugs"].value == ("lenalidomide", "ixazomib")


def test_what_stands_apart_is_marked_and_likeness_is_named(evidence):
    view = compared(evidence, comparison.ARTICLE)
    assert [(cell.marked, cell.tinted) for cell in row_of(view, "Formulation")] == [(False, False)] * 2 + [(True, True)]
    assert not any(cell.marked for cell in row_of(view, "Drug class")), "where all differ, a tint of all would say nothing"
    names = {row[0].text: row[0].detail for row in compared(evidence, comparison.ARTICLE, ("ixazomib", "bortezomib")).table.rows}
    assert (names["Drug class"], names["Formulation"]) == ("= alike", "≠ they differ")
    assert comparison.differing_cells(["x", "x", "y"]) == [False, False, True]
    assert comparison.differing_cells(["x", "x", "y", "y"]) == [True] * 4


def test_a_pinned_drug_stands_first_and_what_differs_from_it_is_marked(evidence):
    view = compared(evidence, comparison.ARTICLE, pinned="bortezomib")
    assert view.table.header == ("Feature", "Bortezomib", "Lenalidomide", "Ixazomib", "Daratumumab")
    assert [cell.marked for cell in row_of(view, "Drug class")] == [False, True, False, True]
    assert view.sentence == "Beside bortezomib: in 5 of 5 features at least one of the other drugs differs."
    assert comparison.differing_cells(["x", "y", "x", "not found"], True) == [False, True, False, False]
    assert comparison.differing_cells(["not found", "y", "x"], True) == [False] * 3
    two = compared(evidence, comparison.ARTICLE, ("ixazomib",), "bortezomib")
    assert two.sentence == "Bortezomib and ixazomib differ in 3 of 5 features."


def test_what_differs_can_come_first(evidence):
    view = compared(evidence, comparison.ARTICLE, ("ixazomib", "bortezomib"), differences_first=True)
    assert headings(view) == ["They differ", "Alike, or found for one drug only"]
    order = [row[0].text for row in view.table.rows]
    assert order.index("Formulation") < order.index("Alike, or found for one drug only") < order.index("Drug class")


def test_what_was_not_found_is_neither_alike_nor_different(evidence):
    gap = comparison.NOT_FOUND
    assert comparison.differing_cells(["x", gap, gap]) == [False] * 3
    assert comparison.differing_cells(["x", "y", gap]) == [True, True, False]
    assert comparison.differing_cells([gap]) == [False]
    view = compared(evidence, comparison.APPROVALS)
    assert view.sentence.endswith("differ in 3 of 5 features.")
    japan = row_of(view, "Approval in Japan")
    assert sum(cell.text == gap for cell in japan) == 4 and not any(cell.marked for cell in japan)
    assert view.caution == "What was not found counts as neither alike nor different."
    assert view.table.caption.endswith("? not found, which does not mean no")


def test_one_drug_or_none(evidence):
    view = compared(evidence, comparison.HARMS, ("isatuximab",))
    assert row_of(view, "What limits it")[0].text == "no maintenance result"
    assert view.sentence == "Isatuximab: 2 features."
    assert compared(evidence, comparison.HARMS, ()).sentence == "Choose at least one drug."


def test_approval_has_country_use_and_date(evidence):
    view = compared(evidence, comparison.APPROVALS, ("lenalidomide", "ixazomib", "isatuximab"))
    us, japan = row_of(view, "Approval in the United States"), row_of(view, "Approval in Japan")
    assert [(cell.sign, cell.text) for cell in us] == [
        ("●", "approved for maintenance, 22 February 2017"),
        ("✖", "application withdrawn"),
        ("–", "no maintenance indication"),
    ]
    assert us[0].detail.startswith("Approved for maintenance after ASCT. 22 February 2017")
    assert [cell.text for cell in japan] == ["not found", "approved for maintenance, March 2020", "not found"]


def test_a_result_comes_with_its_control_in_words_and_as_a_small_picture_and_is_not_ranked(evidence):
    view = compared(evidence, comparison.RESULTS, ("lenalidomide", "bortezomib", "daratumumab"))
    pfs, os = row_of(view, "Progression-free survival"), row_of(view, "Overall survival")
    assert (
        "lenalidomide v placebo or observation: median 52.8 months v 23.5 months, hazard ratio 0.48 (0.41 to 0.55)"
        in pfs[0].detail
    )
    assert [chart.alt for chart in pfs[0].charts] == [
        "McCarthy 2017 pooled analysis, v placebo or observation: hazard ratio 0.48 (0.41 to 0.55)",
        "Myeloma XI, v observation: hazard ratio 0.46 (0.41 to 0.53)",
    ]
    assert pfs[1].charts[1].alt == (
        "GEM05MENOS65, medians: bortezomib + thalidomide 50.6 months; thalidomide alone 40.3 months; "
        "interferon alfa-2b 32.5 months"
    )
    assert "daratumumab v observation: median not reached" in pfs[2].detail
    assert os[2].text == "not found"
    assert view.caution.startswith("The columns are not ranked:")


def test_the_table_can_be_saved_and_printed_as_it_is_shown(evidence):
    view = compared(evidence, comparison.RESULTS, ("lenalidomide", "isatuximab"))
    rows = list(csv.DictReader(io.StringIO(view.download.text)))
    assert [(row["drug"], row["feature"]) for row in rows][:2] == [
        ("lenalidomide", "progression-free survival"),
        ("isatuximab", "progression-free survival"),
    ]
    assert "hazard ratio 0.48 (0.41 to 0.55)" in rows[0]["results"] and rows[1]["answer"] == "not found"
    page = view.page()
    assert "<details>" not in page and "median 52.8 months v 23.5 months" in page and view.citations[0].source.title in page
    live = view.html(live=True)
    assert 'download="to-print.html"' in live and 'download="maintenance-options.csv"' in live
    assert "to-print" not in view.html()


def test_filters_keep_what_they_name(evidence):
    found = {a.analysis_id for a in trials.select(evidence, "ixazomib", "post-ASCT", "placebo", "PFS")}
    after = {row.trial_id for row in evidence.rows("trials", setting="post-ASCT")}
    assert found == {row.analysis_id for row in passing(evidence, "ixazomib", "placebo", "PFS") if row.trial_id in after}
    assert "tourmaline-mm3/pfs/dimopoulos-2019" in found and "tourmaline-mm4/pfs/dimopoulos-2020" not in found
    for comparator, read_out in (
        ("observation", "cassiopeia-part-2/pfs/moreau-2024"),
        ("placebo", "blood-neoplasia-2024-nma/transplant-eligible/pfs/blood-neoplasia-nma-2024/daratumumab"),
    ):
        found = {a.analysis_id: a.hazard_ratio for a in trials.select(evidence, "daratumumab", ANY, comparator, "PFS")}
        assert set(found) == {row.analysis_id for row in passing(evidence, "daratumumab", comparator, "PFS")}
        assert found[read_out].value.value == 0.49


def test_no_row_is_not_the_same_as_no_trial(evidence):
    view = trials.trials_view(evidence, "ixazomib", "post-ASCT", "observation", "PFS", "name")
    assert view.table is None and "does not mean that no trial was done" in view.sentence


@pytest.mark.parametrize("sort", ["hazard ratio", "gain"])
def test_figures_from_different_trials_are_never_ranked_and_the_view_says_why(evidence, sort):
    view = trials.trials_view(evidence, "daratumumab", "post-ASCT", ANY, "PFS", sort)
    names = [[row[0].text for row in group] for group in table_groups(view)]
    assert len(names) == 2 and all(group == sorted(group) for group in names)
    note, differing = view.remarks
    (other,) = [c.number for c in view.citations if c.source.source_id == "fda-2024-dara-vrd"]
    assert differing == (
        "Sources differ. PERSEUS, progression-free survival: a hazard ratio of 0.42 in the paper, "
        f"0.40 in the analysis that the FDA reviewed. [{other}]"
    )
    assert (
        view.caution.startswith("Not ranked: ")
        and "shown by trial name." in note
        and "comparators (active treatment and observation)" in note
    )
    assert view.sentence.endswith("sorted by trial name.")


def test_no_choice_of_filters_ranks_two_trials(evidence):
    for drug in [value for _, value in trials.drug_options(evidence)]:
        for _, endpoint in trials.endpoint_options(evidence):
            found = trials.select(evidence, drug, ANY, ANY, endpoint)
            if len({a.trial.trial_id for a in found}) > 1:
                view = trials.trials_view(evidence, drug, ANY, ANY, endpoint, "hazard ratio")
                assert view.caution.startswith("Not ranked: "), (drug, endpoint)
                for shown in screens(evidence, drug, endpoint, "hazard ratio"):
                    for group in table_groups(shown):
                        if shown.caution.startswith("Not ranked: "):
                            names = [row[0].text.lower() for row in group]
                            assert names == sorted(names)


def test_reports_of_one_trial_may_be_sorted_by_their_hazard_ratio(evidence, monkeypatch):
    reports = [
        a for year in (2021, 2024) for a in evidence.read_outs("cassiopeia-part-2", "PFS", f"moreau-{year}")
    ]  # whatever else was found on the drug
    monkeypatch.setattr(trials, "select", lambda *_filters: reports)
    view = trials.trials_view(evidence, "daratumumab", ANY, "observation", "PFS", "hazard ratio")
    assert [row[4].text for row in view.table.rows] == ["0.49 (0.40 to 0.59)", "0.53 (0.42 to 0.68)"]
    assert view.notes == () and view.sentence.endswith("sorted by hazard ratio.")


def test_other_sorts_do_what_they_say(evidence):
    view = trials.trials_view(evidence, "lenalidomide", "post-ASCT", "observation", "PFS", "patients")
    assert view.table.rows[0][0].text == "Myeloma XI (transplant-eligible)" and len(view.table.rows) == 3
    (shown,) = table_groups(trials.trials_view(evidence, ANY, ANY, "active treatment", "OS", "follow-up"))
    follow_up = [row[5].text for row in shown]
    numbers = [float(text) for text in follow_up if text != "not reported"]
    assert len(numbers) > 5
    assert numbers == sorted(numbers, reverse=True) and follow_up[: len(numbers)] == [f"{n:g}" for n in numbers]


def rows_of(text: str) -> list[str]:
    """Return the ids of the rows of a saved file."""
    return [row["row_id"] for row in csv.DictReader(io.StringIO(text))]


@pytest.mark.parametrize("endpoint", ["PFS", "OS", "MRD-negative conversion 10^-5"])
def test_every_result_that_is_chosen_can_be_reached_none_twice_and_every_file_holds_all_of_its_group(evidence, endpoint):
    everything = trials.trials_view(evidence, ANY, ANY, ANY, endpoint, "name")
    wanted = [row.row_id for row in evidence.rows("outcomes", endpoint=endpoint)]
    assert sorted(rows_of(everything.download.text)) == sorted(wanted)
    shown, saved, read_outs = [], {}, 0
    for view, value in screens(evidence, ANY, endpoint, "name", with_values=True):
        rows = [row for group in table_groups(view) for row in group]
        assert 0 < len(rows) <= 12 and len(view.table.rows) <= 15
        shown += [e.row_id for row in rows for e in row[0].cites]
        read_outs += len(rows)
        saved[value.partition("/")[0]] = rows_of(view.download.text)
        if view.chart is not None:
            drawn = [row.ratio for _, group in view.chart.groups for row in group]
            in_table = [ratio for row in rows for ratio in [next((e for e in row[0].cites if e.measure == "hazard ratio"), None)]]
            assert drawn == in_table, "picture and table show the same results in the same order"
    assert sorted(shown) == sorted(wanted) and len(set(shown)) == len(shown)
    assert sorted(row for rows in saved.values() for row in rows) == sorted(wanted)
    assert everything.sentence.startswith(f"{read_outs} results on ")


def test_too_many_results_show_their_groups_first_which_open_to_their_studies(evidence):
    view = trials.trials_view(evidence, ANY, ANY, ANY, "PFS", "hazard ratio")
    assert view.chart is None and view.sentence.endswith("Choose a comparator to see its results.")
    passing = trials.select(evidence, ANY, ANY, ANY, "PFS")
    groups = {row[0].text: row for row in view.table.rows}
    for comparator, read_outs in trial_groups.grouped(passing).items():
        name, results, studies, _drugs = groups[trial_groups.heading(comparator)]
        names = {a.trial.name for a in read_outs}
        assert (int(results.text), int(studies.text)) == (len(read_outs), len(names))
        assert name.folded and set(name.detail.split("; ")) == names
    assert sum(int(row[1].text) for row in view.table.rows) == len(passing)
    assert not any("asked to sort" in note for note in view.notes), "no result is shown, so none is sorted"
    few = trials.trials_view(evidence, "lenalidomide", "post-ASCT", ANY, "PFS", "name")
    assert few.chart is not None and len(few.table.rows) == 15, "these fit one screen"


def test_a_group_is_cut_into_pages_of_about_the_same_length(evidence):
    passing = trials.select(evidence, ANY, ANY, "active treatment", "PFS")
    lengths = [len(page) for page in trial_groups.pages(passing)]
    assert sum(lengths) == len(passing) and max(lengths) <= 12 and max(lengths) - min(lengths) <= 1
    assert [len(page) for page in trial_groups.pages(passing[:13])] == [6, 7]
    assert [len(page) for page in trial_groups.pages(passing[:12])] == [12] and trial_groups.pages([]) == [[]]
    assert trial_groups.on_page(passing[:13], "active treatment/2")[1] == "7 to 13"
    assert trial_groups.on_page(passing[:12], "active treatment/2") == (passing[:12], ""), "a page that is not there"
    assert not trial_groups.too_many(passing[:12]) and trial_groups.too_many(passing[:13])


def test_the_pages_follow_the_other_choices_and_a_comparator_never_changes_unasked(evidence):
    controls = explorers(modules()["06"])["trial"]().controls
    start = list(controls["comparator"].options)
    assert not any("/" in value for _, value in start)
    controls["comparator"].value = "active treatment"
    controls["drug"].value, controls["setting"].value = ANY, ANY
    labels = dict(controls["comparator"].options)
    assert labels["active treatment: 9 to 16 of 25"] == "active treatment/2"
    assert controls["comparator"].value == "active treatment"
    controls["comparator"].value = "active treatment/2"
    controls["endpoint"].value = "OS"
    assert controls["comparator"].value == "active treatment", "the page is gone, its group is not"
    controls["endpoint"].value = "TTP"
    assert controls["comparator"].value == "active treatment" and list(controls["comparator"].options) == start


def test_three_arms_are_all_shown(evidence):
    view = trials.trials_view(evidence, "bortezomib", "post-ASCT", "active treatment", "PFS", "name")
    row = next(row for row in view.table.rows if row[0].text == "GEM05MENOS65")
    assert (
        row[3].text
        == "median 50.6 months (bortezomib + thalidomide) v 40.3 months (thalidomide alone) v 32.5 months (interferon alfa-2b)"
    )
    assert row[4].text == "not reported"


def test_the_saved_rows_are_the_figures_with_state_and_source(evidence):
    view = trials.trials_view(evidence, "daratumumab", ANY, "observation", "PFS", "name")
    rows = list(csv.DictReader(io.StringIO(view.download.text)))
    wanted = [row.row_id for row in passing(evidence, "daratumumab", "observation", "PFS")]
    assert sorted(row["row_id"] for row in rows) == sorted(wanted)
    assert {"O0125", "O0126", "O0127", "O0128", "O0129", "O0130"} <= set(wanted)
    first, last = (next(row for row in rows if row["row_id"] == row_id) for row_id in ("O0125", "O0130"))
    assert (last["value"], last["ci_low"], last["ci_high"], last["source_id"]) == ("0.49", "0.4", "0.59", "moreau-2024")
    assert last["source_link"] == "https://doi.org/10.1016/S1470-2045(24)00282-1"
    assert (first["value"], first["state"]) == ("", "not reached")


def test_the_guard_names_what_differs(evidence):
    two = [evidence.analyses[key] for key in ("tourmaline-mm3/pfs/dimopoulos-2019", "cassiopeia-part-2/pfs/moreau-2024")]
    assert obstacles(two) == ["comparators (observation and placebo)", "control arms", "populations"]
    assert "none is called better or worse" in explanation(two) and "not independent" not in explanation(two)
    pooled = [a for trial in ("mccarthy-2017-ipd-ma", "calgb-100104", "ifm-2005-02") for a in evidence.read_outs(trial, "OS")]
    assert explanation(pooled).endswith(
        " They are not independent: CALGB 100104 and IFM 2005-02 are parts of McCarthy 2017 pooled analysis."
    )
    assert "not independent" not in explanation(pooled[1:])
    network = trials.select(evidence, ANY, ANY, "placebo", "PFS")
    three = [a for a in network if a.analysis_id.startswith("blood-neoplasia-2024-nma/transplant-eligible")]
    assert len(three) == 3
    assert obstacles(three) == ["drugs, which a network meta-analysis compares only indirectly"]
    assert explanation(two[:1]) == "" and obstacles([]) == []


def test_a_figure_of_the_course_is_saved_as_a_number_with_its_digits():
    assert as_csv(["value"], [[trials._number(text)] for text in ("-1.50", "52.8", "", "-x")]).split() == [
        "value",
        "-1.50",
        "52.8",
        '""',
        "'-x",
    ]
