"""Does every formatter say what a reader needs: the number as printed, its unit, its state?"""

from __future__ import annotations

import pytest

from helpers import wording
from helpers.evidence import NOT_ESTIMABLE, NOT_REACHED, NOT_REPORTED, REPORTED, Quantity


def months(text: str) -> Quantity:
    return Quantity(float(text), REPORTED, "months", text)


def gap(state: str, unit: str = "months") -> Quantity:
    return Quantity(None, state, unit)


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (months("86.0"), "86.0 months"),
        (months("39"), "39 months"),
        (Quantity(78.6, REPORTED, "percent", "78.6"), "78.6%"),
        (Quantity(0.5, REPORTED, "ratio", "0.5"), "0.50"),
        (Quantity(1.025, REPORTED, "ratio", "1.025"), "1.025"),
        (gap(NOT_REACHED), "not reached"),
        (gap(NOT_ESTIMABLE), "not estimable"),
        (gap(NOT_REPORTED), "not reported"),
    ],
)
def test_a_figure_is_printed_as_its_source_prints_it_or_as_its_state(quantity, words):
    assert wording.with_unit(quantity) == words


@pytest.mark.parametrize(
    ("row_id", "words"),
    [
        ("O0003", "0.48 (0.41 to 0.55)"),
        ("O0058", "0.50 (interval not reported)"),
        ("O0007", "not reached"),
        ("O0014", "113.8 months (100.4 to not reached)"),
        ("O0126", "46.7 months (40.0 to not estimable)"),
        ("O0128", "not reached (79.9 to not estimable)"),
        ("O0001", "52.8 months"),
        ("O0017", "76% (70 to 81)"),
    ],
)
def test_an_estimate_comes_with_its_interval_and_its_states(evidence, row_id, words):
    assert wording.estimate(evidence.figures[row_id]) == words


def test_a_missing_estimate_is_not_reported():
    assert wording.estimate(None) == "not reported"
    assert wording.p_value(None) == ""


@pytest.mark.parametrize(("row_id", "words"), [("O0009", "p = 0.001"), ("O0010", "p < 0.001"), ("O0003", "")])
def test_a_p_value_keeps_its_relation(evidence, row_id, words):
    assert wording.p_value(evidence.figures[row_id]) == words


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (months("52.8"), months("23.5"), "29.3 months longer"),
        (months("23.5"), months("52.8"), "29.3 months shorter"),
        (months("46"), months("27"), "19 months longer"),
        (months("86.0"), months("86"), "no difference"),
        (gap(NOT_REACHED), months("86.0"), "cannot be stated"),
        (months("86.0"), gap(NOT_REPORTED), "cannot be stated"),
        (Quantity(78.6, REPORTED, "percent", "78.6"), Quantity(75.8, REPORTED, "percent", "75.8"), "2.8 percentage points more"),
    ],
)
def test_a_difference_keeps_the_printed_digits_and_never_invents_one(first, second, words):
    assert wording.difference(first, second) == words


def test_a_ratio_is_stated_only_between_two_numbers():
    assert wording.ratio(months("52.8"), months("23.5")) == "2.25 times as long"
    assert wording.ratio(gap(NOT_REACHED), months("23.5")) == "cannot be stated"


@pytest.mark.parametrize(("share", "count"), [(0.0, 0), (0.004, 0), (0.005, 1), (0.495, 50), (0.5, 50), (1.0, 100)])
def test_shares_become_people(share, count):
    assert wording.people(share) == count
    assert wording.of_100(share) == f"{count} of 100 people"


@pytest.mark.parametrize(("items", "words"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_lists_read_as_words(items, words):
    assert wording.listing(items) == words


def test_arms_are_named_by_drug_or_by_comparator(evidence):
    headline = evidence.analyses["mccarthy-2017-ipd-ma/pfs/mccarthy-2017"]
    assert [wording.arm_name(headline, arm) for arm in ("experimental", "control")] == ["lenalidomide", "placebo or observation"]
    auriga = evidence.analyses["auriga/pfs/badros-2025"]
    assert wording.arm_name(auriga, "control") == "lenalidomide up to 36 cycles"
    assert wording.arm_name(auriga, "experimental").startswith("daratumumab SC + lenalidomide")
    gem = evidence.analyses["gem05menos65/pfs/rosinol-2017"]
    assert wording.arm_name(gem, "experimental") == "bortezomib + thalidomide"


def test_a_network_meta_analysis_has_credible_intervals(evidence):
    for row in ("O0179", "O0180", "O0181"):  # the remark of O0180 says nothing of it
        assert wording.contrast_note(evidence.figures[row]) == "95% credible interval"
    assert wording.contrast_note(evidence.figures["O0003"]) == "95% confidence interval"


@pytest.mark.parametrize(
    ("places", "words"),
    [
        (("abstract",), "abstract"),
        (("ASCO Post summary",), "ASCO Post summary only"),
        (("news of the approval",), "news of the approval only"),
        (("news", "summary"), "news and summary only"),
        (("interview",), "interview only"),
        (("conference report",), "conference report only"),
        (("abstract", "news"), "abstract and news"),
        ((), ""),
    ],
)
def test_what_was_read_at_second_hand_alone_is_marked(places, words):
    assert wording.read_in(places) == words


def test_authors_that_were_not_seen_are_not_said_to_be_missing(evidence):
    assert wording.citation(evidence.sources["lenalidomide-stop-2025"]).startswith("Authors not seen. 2025.")
    assert wording.citation(evidence.sources["daratumumab-reactions"]).startswith("MIMS. no year given.")


def test_a_citation_names_author_year_title_and_place(evidence):
    assert wording.citation(evidence.sources["mccarthy-2017"]) == (
        "McCarthy PL. 2017. Lenalidomide maintenance after autologous stem-cell transplantation in newly diagnosed "
        "multiple myeloma: a meta-analysis. J Clin Oncol 35:3279-3289."
    )
    assert wording.short_citation(evidence.sources["holstein-2017"]) == "Holstein 2017"
    assert wording.short_citation(evidence.sources["fda-2024-dara-vrd"]) == "US FDA 2024"
    assert wording.short_citation(evidence.sources["us-label-lenalidomide"]) == "US FDA label"
    assert wording.citation(evidence.sources["us-label-lenalidomide"]).startswith(
        "Celgene / Bristol Myers Squibb. no year given."
    )


@pytest.mark.parametrize(
    ("count", "share", "denominator", "words"),
    [
        (100, 0.99988, 100, "more than 99"),
        (0, 0.00012, 100, "fewer than 1"),
        (100, 1.0, 100, "100"),
        (0, 0.0, 1000, "0"),
        (27, 0.27, 100, "27"),
    ],
)
def test_rounding_never_makes_nobody_or_everybody_of_a_share(count, share, denominator, words):
    assert wording.whole_people(count, share, denominator) == words


@pytest.mark.parametrize(
    ("value", "words"), [(0.9996, "just below 1"), (1.004, "just above 1"), (1.0, "1.00"), (0.994, "0.99"), (1.006, "1.01")]
)
def test_a_ratio_beside_1_is_never_rounded_onto_it(value, words):
    assert wording.computed_ratio(value) == words
