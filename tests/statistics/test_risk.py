"""Are differences, ratios and numbers needed the ones that scipy and statsmodels, or hand arithmetic, give?"""

from __future__ import annotations

import math

import pytest
import scipy

from helpers.statistics import risk
from helpers.statistics.risk import Bounded
from tests.support.reference import when_asked

proportion = when_asked("statsmodels.stats.proportion")

COUNTS = [(35, 231, 53, 229), (18, 231, 6, 229), (0, 50, 5, 60), (7, 10, 7, 10), (1, 1000, 9, 400)]


def test_the_quantile_is_the_normal_one():
    assert pytest.approx(scipy.stats.norm.ppf(0.975), abs=1e-12) == risk.NORMAL_QUANTILE


@pytest.mark.parametrize(("events", "total", "control", "control_total"), COUNTS)
def test_wilson_and_newcombe_agree_with_statsmodels(events, total, control, control_total):
    assert risk.wilson_interval(events, total) == pytest.approx(
        proportion.proportion_confint(events, total, method="wilson"), abs=1e-9
    )
    found = risk.risk_difference(events, total, control, control_total)
    expected = proportion.confint_proportions_2indep(events, total, control, control_total, method="newcomb", compare="diff")
    assert (found.low, found.high) == pytest.approx(expected, abs=1e-9)
    assert found.value == pytest.approx(events / total - control / control_total)


@pytest.mark.parametrize(("events", "total", "control", "control_total"), [c for c in COUNTS if c[0]])
def test_the_relative_risk_agrees_with_scipy(events, total, control, control_total):
    found = risk.relative_risk(events, total, control, control_total)
    expected = scipy.stats.contingency.relative_risk(events, total, control, control_total)
    assert found.value == pytest.approx(expected.relative_risk)
    assert (found.low, found.high) == pytest.approx(tuple(expected.confidence_interval(0.95)))


def test_the_difference_of_two_printed_shares_by_hand():
    """76% (70 to 81) v 64% (58 to 70), as CALGB 100104 printed overall survival at 60 months."""
    found = risk.difference_of_shares(0.76, (0.70, 0.81), 0.64, (0.58, 0.70))
    reach = math.hypot(0.81 - 0.70, 0.70 - 0.58) / 2  # the quantile cancels
    assert (found.value, found.low, found.high) == pytest.approx((0.12, 0.12 - reach, 0.12 + reach))
    needed = risk.number_needed(Bounded(-found.value, -found.high, -found.low))
    assert (needed.value, needed.low, needed.high, needed.harm) == (9, 5, 26, False)


@pytest.mark.parametrize(
    ("gap", "value", "harm"),
    [(-0.08, 13, False), (0.08, 12, True), (0.2 - 0.25, 20, False), (0.25 - 0.2, 20, True), (0.9, 1, True), (-1.0, 1, False)],
)
def test_numbers_to_treat_are_rounded_up_and_numbers_to_harm_down(gap, value, harm):
    needed = risk.number_needed(gap)
    assert (needed.value, needed.harm, needed.low, needed.high) == (value, harm, None, None)


def test_no_difference_has_no_number_needed_and_a_doubtful_one_no_interval():
    assert risk.number_needed(0.0) is None and risk.number_needed(0.3 - 0.1 - 0.2) is None
    doubtful = risk.number_needed(Bounded(0.02, -0.01, 0.05))
    assert (doubtful.value, doubtful.low, doubtful.high) == (50, None, None)
    sure = risk.number_needed(Bounded(0.05, 0.01, 0.10))
    assert (sure.value, sure.low, sure.high) == (20, 10, 100)


@pytest.mark.parametrize(
    ("baseline", "ratio", "expected"), [(0.5, 1, 0.5), (0.5, 2, 0.75), (0.75, 0.5, 0.5), (0, 0.4, 0), (1, 0.4, 1)]
)
def test_the_risk_under_a_hazard_ratio(baseline, ratio, expected):
    assert risk.risk_under_hazard_ratio(baseline, ratio) == pytest.approx(expected)


def test_for_small_risks_a_hazard_ratio_and_a_relative_risk_are_nearly_alike():
    assert risk.risk_under_hazard_ratio(0.01, 0.5) / 0.01 == pytest.approx(0.5, abs=0.002)
    assert risk.risk_under_hazard_ratio(0.80, 0.5) / 0.80 > 0.65


@pytest.mark.parametrize(
    "call",
    [
        lambda: risk.wilson_interval(5, 4),
        lambda: risk.risk_difference(1, 0, 1, 2),
        lambda: risk.relative_risk(0, 10, 1, 10),
        lambda: risk.difference_of_shares(0.9, (0.1, 0.8), 0.5, (0.4, 0.6)),
        lambda: risk.risk_under_hazard_ratio(1.2, 0.5),
        lambda: risk.risk_under_hazard_ratio(0.2, 0.0),
    ],
)
def test_what_is_no_share_or_count_is_refused(call):
    with pytest.raises(ValueError, match=r"expected|no relative risk"):
        call()
