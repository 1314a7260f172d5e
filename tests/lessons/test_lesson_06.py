"""Does lesson 06 compare without ranking, and give each cell its source?"""

from __future__ import annotations

import csv
import io

import pytest

from helpers.comparability import explanation, obstacles
from helpers.lessons.lesson_06 import comparison
from helpers.lessons.lesson_06 import trial_table as trials
from helpers.show.table import as_csv

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


def test_the_articles_table_of_three_drugs_and_five_features(evidence):
    view = comparison.comparison_view(evidence, comparison.ARTICLE_DRUGS, comparison.article_features(evidence), False)
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
    assert len(view.table.rows) == 5


def test_every_reported_cell_has_a_source_and_no_other_has_one(evidence):
    drugs = [value for _, value in comparison.drugs(evidence)]
    features = [value for _, value in comparison.features(evidence)]
    view = comparison.comparison_view(evidence, drugs, features, False)
    shown = [cell for row in view.table.rows for cell in row[1:]]
    assert len(shown) == 65
    for cell in shown:
        assert bool(cell.cites) == (cell.text != "not reported"), cell
    assert sum(cell.text == "not reported" for cell in shown) == 14


def test_differences_are_marked_and_likeness_is_named(evidence):
    view = comparison.comparison_view(evidence, ("ixazomib", "bortezomib"), ("drug_class", "formulation"), False)
    same, differs = view.table.rows
    assert not same[0].detail and not any(cell.marked for cell in same)
    assert not differs[0].detail and all(cell.marked for cell in differs[1:])
    assert view.table.caption.endswith("bold: differs from the other columns")
    only = comparison.comparison_view(evidence, ("ixazomib", "bortezomib"), ("drug_class", "formulation"), True)
    assert list(cells(only)) == ["Formulation"]
    assert only.sentence == "Ixazomib and bortezomib differ in 1 of the 2 chosen features."
    assert comparison.differing_cells(["x", "x", "y"]) == [False, False, True]
    assert comparison.differing_cells(["x", "x", "y", "y"]) == [True] * 4


def test_what_is_not_reported_is_neither_alike_nor_different(evidence):
    gap = "not reported"
    assert comparison.differing_cells(["x", gap, gap]) == [False] * 3
    assert comparison.differing_cells(["x", "y", gap]) == [True, True, False]
    assert comparison.differing_cells([gap]) == [False]
    drugs = [value for _, value in comparison.drugs(evidence)]
    view = comparison.comparison_view(evidence, drugs, ("approval_japan",), False)
    assert view.sentence.endswith("differ in 0 of the 1 chosen feature.")
    assert sum(cell.text == gap for cell in view.table.rows[0]) == 4 and not any(cell.marked for cell in view.table.rows[0])


def test_an_arm_is_called_what_it_received(evidence):
    view = trials.trials_view(evidence, "lenalidomide", ANY, "observation", "OS", "name")
    registry = next(row for row in view.table.rows if row[0].text == "Connect MM registry")
    assert registry[1].text == "any maintenance (80% lenalidomide-based) v observation"
    isatuximab = trials.trials_view(evidence, "isatuximab", ANY, ANY, "PFS", "name").table.rows
    hd7 = next(row for row in isatuximab if row[0].text == "GMMG-HD7 part 1")
    assert (hd7[1].text, hd7[1].detail) == ("Isa-RVd induction (part 1) v RVd induction (part 1)", "randomised: induction")


def test_one_drug_or_none(evidence):
    assert (
        comparison.comparison_view(evidence, ("isatuximab",), ("limits",), True).table.rows[0][1].text == "no maintenance result"
    )
    assert comparison.comparison_view(evidence, (), ("limits",), False).sentence == "Choose at least one drug and one feature."
    assert comparison.comparison_view(evidence, ("ixazomib",), (), False).table is None


def test_approval_has_country_use_and_date(evidence):
    view = comparison.comparison_view(
        evidence, ("lenalidomide", "ixazomib", "isatuximab"), ("approval_us", "approval_japan"), False
    )
    us, japan = view.table.rows
    assert us[1].text == "approved for maintenance after ASCT" and us[1].detail.startswith("22 February 2017")
    assert us[2].text == us[3].text == "no maintenance approval"
    assert [cell.text for cell in japan[1:]] == ["not reported", "approved for maintenance", "not reported"]


def test_evidence_comes_with_its_comparator_and_the_columns_are_not_ranked(evidence):
    view = comparison.comparison_view(evidence, ("lenalidomide", "daratumumab"), ("evidence_pfs", "evidence_os"), False)
    pfs, os = view.table.rows
    assert (
        "lenalidomide v placebo or observation: median 52.8 months v 23.5 months, hazard ratio 0.48 (0.41 to 0.55)"
        in pfs[1].detail
    )
    assert "daratumumab v observation: median not reached" in pfs[2].detail
    assert os[2].text == "not reported"
    assert view.caution.startswith("The columns are not ranked:")


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
    assert view.table is None and "does not mean that none was done" in view.sentence


@pytest.mark.parametrize("sort", ["hazard ratio", "gain"])
def test_figures_from_different_trials_are_never_ranked_and_the_view_says_why(evidence, sort):
    view = trials.trials_view(evidence, "daratumumab", "post-ASCT", ANY, "PFS", sort)
    names = [row[0].text for row in view.table.rows]
    assert names == sorted(names) and len(set(names)) > 1
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
                names = [row[0].text.lower() for row in view.table.rows]
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
    view = trials.trials_view(evidence, "lenalidomide", "post-ASCT", ANY, "PFS", "patients")
    assert view.table.rows[0][0].text in {"Myeloma XI (transplant-eligible)", "McCarthy 2017 pooled analysis"}
    follow_up = [row[5].text for row in trials.trials_view(evidence, ANY, ANY, ANY, "OS", "follow-up").table.rows]
    numbers = [float(text) for text in follow_up if text != "not reported"]
    assert numbers == sorted(numbers, reverse=True) and follow_up[: len(numbers)] == [f"{n:g}" for n in numbers]


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
