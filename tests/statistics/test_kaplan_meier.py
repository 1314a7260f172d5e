"""Does the Kaplan-Meier estimate agree with statsmodels, and do the two models of lesson 04 do what they say?"""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy

from helpers.statistics.kaplan_meier import PLAIN, kaplan_meier
from helpers.statistics.simulated_trial import Crossover, simulate_arm
from tests.support.reference import when_asked

regression = when_asked("statsmodels.duration.hazard_regression")
survfunc = when_asked("statsmodels.duration.survfunc")


def data(seed: int, size: int = 60, ties: bool = True) -> tuple[np.ndarray, np.ndarray]:
    """Return durations and whether the event was seen, with ties or without."""
    numbers = np.random.default_rng(seed)
    durations, limits = numbers.exponential(30, size), numbers.uniform(5, 70, size)
    seen = durations <= limits
    times = np.minimum(durations, limits)
    return (np.ceil(times), seen) if ties else (times, seen)


SETS = [data(seed, ties=ties) for seed in (1, 2, 3) for ties in (True, False)]


@pytest.mark.parametrize(("times", "seen"), SETS)
def test_the_curve_its_error_and_the_numbers_at_risk_are_statsmodels(times, seen):
    ours, theirs = kaplan_meier(times, seen, PLAIN), survfunc.SurvfuncRight(times, seen.astype(int))
    assert ours.times == pytest.approx(theirs.surv_times)
    assert ours.survival == pytest.approx(theirs.surv_prob, abs=1e-12)
    assert list(ours.at_risk) == [int(n) for n in theirs.n_risk] and list(ours.events) == [int(n) for n in theirs.n_events]
    inside = ours.survival > 0
    low = np.clip(theirs.surv_prob - 1.959963984540054 * theirs.surv_prob_se, 0, 1)
    assert ours.low[inside] == pytest.approx(low[inside], abs=1e-12)


def test_a_hundred_thousand_people_are_statsmodels_and_counted_one_by_one():
    times, seen = data(9, size=100_000, ties=False)
    ours, theirs = kaplan_meier(times, seen), survfunc.SurvfuncRight(times, seen.astype(int))
    assert len(ours.times) > 50_000  # nearly every event at a time of its own: a count for each of them would take minutes
    assert np.array_equal(ours.times, theirs.surv_times)
    assert np.array_equal(ours.at_risk, theirs.n_risk) and np.array_equal(ours.events, theirs.n_events)
    assert ours.survival == pytest.approx(theirs.surv_prob, abs=1e-12)
    places = [0, 777, len(ours.times) - 1]
    assert [int(np.sum(times >= ours.times[place])) for place in places] == [int(ours.at_risk[place]) for place in places]
    assert ours.numbers_at_risk((0, 5, ours.last, ours.last + 1)) == (100_000, int(np.sum(times >= 5)), 1, 0)


@pytest.mark.parametrize(("times", "seen"), SETS)
def test_the_log_log_interval_is_the_delta_method_on_statsmodels_errors(times, seen):
    ours, theirs = kaplan_meier(times, seen), survfunc.SurvfuncRight(times, seen.astype(int))
    for share, error, low, high in zip(theirs.surv_prob, theirs.surv_prob_se, ours.low, ours.high, strict=True):
        if 0 < share < 1:
            middle, reach = math.log(-math.log(share)), 1.959963984540054 * error / (share * abs(math.log(share)))
            assert (low, high) == pytest.approx((math.exp(-math.exp(middle + reach)), math.exp(-math.exp(middle - reach))))
            assert 0 < low < share < high < 1


@pytest.mark.parametrize(("times", "seen"), SETS)
def test_the_median_and_its_interval_are_statsmodels(times, seen):
    ours, theirs = kaplan_meier(times, seen), survfunc.SurvfuncRight(times, seen.astype(int))
    assert ours.median() == pytest.approx(theirs.quantile(0.5))
    low, high = theirs.quantile_ci(0.5, method="cloglog")
    mine = [math.inf if bound is None else bound for bound in ours.median_interval()]
    assert mine == pytest.approx([math.inf if not np.isfinite(bound) else bound for bound in (low, high)])


@pytest.mark.parametrize(("times", "seen"), SETS)
def test_the_restricted_mean_is_the_area_below_statsmodels_curve(times, seen):
    ours, theirs = kaplan_meier(times, seen), survfunc.SurvfuncRight(times, seen.astype(int))

    def curve(t: float) -> float:
        before = theirs.surv_prob[theirs.surv_times <= t]
        return before[-1] if len(before) else 1.0

    grid = np.linspace(0, 24, 24001)[:-1] + 0.0005
    assert ours.restricted_mean(24) == pytest.approx(np.mean([curve(t) for t in grid]) * 24, abs=0.01)


def test_five_people_by_hand():
    estimate = kaplan_meier([3, 5, 6, 8, 10], [True, False, True, True, False])
    assert estimate.survival == pytest.approx([4 / 5, 4 / 5 * 2 / 3, 4 / 5 * 2 / 3 * 1 / 2])
    assert estimate.numbers_at_risk((0, 5, 5.5, 11)) == (5, 4, 3, 0)
    assert list(estimate.censored) == [5, 10]
    assert estimate.median() == 8
    assert estimate.restricted_mean(10) == pytest.approx(3 * 1 + 3 * 0.8 + 2 * 0.8 * 2 / 3 + 2 * 0.8 / 3)


def test_without_events_the_median_is_not_reached_and_there_is_no_interval():
    estimate = kaplan_meier([4, 5], [False, False])
    assert estimate.median() is None and estimate.median_interval() == (None, None)
    share, low, high = estimate.at(4)
    assert share == 1 and math.isnan(low) and math.isnan(high)
    assert estimate.restricted_mean(5) == 5


def test_when_nobody_is_left_the_curve_stays_at_zero():
    estimate = kaplan_meier([1, 2], [True, True])
    assert estimate.at(9)[0] == 0 and math.isnan(estimate.high[-1])
    assert estimate.restricted_mean(9) == pytest.approx(1.5)


def test_what_makes_no_sense_is_refused():
    with pytest.raises(ValueError, match="0 durations"):
        kaplan_meier([], [])
    with pytest.raises(ValueError, match="2 durations, 1 events"):
        kaplan_meier([1, 2], [True])
    with pytest.raises(ValueError, match="below zero"):
        kaplan_meier([-1], [True])
    with pytest.raises(ValueError, match="wald is no kind of interval"):
        kaplan_meier([1], [True], "wald")
    estimate = kaplan_meier([3, 5], [True, False])
    with pytest.raises(ValueError, match="6 lies beyond 5"):
        estimate.at(6)
    with pytest.raises(ValueError, match="6 lies beyond 5"):
        estimate.restricted_mean(6)
    with pytest.raises(ValueError, match="horizon is 0"):
        estimate.restricted_mean(0)
    with pytest.raises(ValueError, match="size 0"):
        simulate_arm(0, 10, 10, (1,))
    with pytest.raises(ValueError, match="share from 0 to 1"):
        Crossover(1.2, 10, 0.6, 84.1)


def test_a_simulated_arm_enters_in_time_dies_at_its_median_and_is_the_same_each_time():
    arm = simulate_arm(20000, 84.1, 48, (1, 2))
    assert arm.entries.min() >= 0 and arm.entries.max() < 48
    assert np.median(arm.durations) == pytest.approx(84.1, rel=0.03)
    assert np.array_equal(arm.durations, simulate_arm(20000, 84.1, 48, (1, 2)).durations)
    durations, observed = arm.read(24)
    assert len(durations) == pytest.approx(10000, rel=0.03) and durations.max() <= 24 and observed.sum() < len(durations) / 4
    assert len(arm.read(400)[0]) == 20000


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
@pytest.mark.parametrize(("month", "ratio"), [(0, 0.5), (24, 0.6), (60, 0.9)])
def test_the_measured_ratio_is_deaths_per_month_lived(share, month, ratio):
    model = Crossover(share, month, ratio, 84.1)
    lived = scipy.integrate.quad(model.control, 0, 91, points=[month] if month else None)[0]
    rate = (1 - model.control(91)) / lived
    assert model.measured(91) == pytest.approx(ratio * math.log(2) / 84.1 / rate)
    assert ratio - 1e-12 <= model.measured(91) <= 1
    assert model.experimental(84.1 / ratio) == pytest.approx(0.5)


def test_it_comes_close_to_a_cox_model_on_simulated_people():
    model, size = Crossover(0.4, 24, 0.6, 84.1), 40000
    numbers, hazard = np.random.default_rng(4), math.log(2) / 84.1
    treated = numbers.exponential(1 / (0.6 * hazard), size)
    control = numbers.exponential(1 / hazard, size)
    went = (control > 24) & (numbers.random(size) < 0.4)
    control = np.where(went, 24 + (control - 24) / 0.6, control)
    times = np.ceil(10 * np.concatenate([treated, control])) / 10  # statsmodels goes through each time that differs
    arm = np.repeat([1.0, 0.0], size)
    cox = regression.PHReg(np.minimum(times, 91), arm[:, None], status=(times <= 91).astype(int)).fit()
    assert math.exp(cox.params[0]) == pytest.approx(model.measured(91), abs=0.025)


def test_nobody_goes_over_before_the_follow_up_ends():
    assert Crossover(1.0, 60, 0.6, 84.1).measured(48) == 0.6
