"""Does the simulated plan agree with integration and with people drawn one by one?"""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy

from helpers.statistics.stopping import NEVER, Plan, hazard_from_median, hazard_from_share, share_by

PLANS = [
    Plan(0.16, 0.35, 0.014, 0.010, stop) for stop in (0, 2, 3, 5, NEVER)
] + [Plan(0.16, 0.16, 0.014, 0.010, 2), Plan(0.3, 0.3, 0.0, 0.05, 2), Plan(0.02, 0.3, 0.01, 0.03, 4)]  # fmt: skip


def by_integration(plan: Plan, years: float) -> tuple[float, float, float, float]:
    """Return the four results by numerical integration of hazards, written without the formulas of the module."""

    def progression(t):
        return plan.progression_on if t < plan.stop else plan.progression_after

    def cancer(t):
        return plan.cancer_on if t < plan.stop else plan.cancer_off

    points = [plan.stop] if 0 < plan.stop < years else None

    def total(f, end):
        return scipy.integrate.quad(f, 0, end, points=[plan.stop] if 0 < plan.stop < end else None, limit=200)[0]

    def free(t):
        return math.exp(-total(progression, t))

    before = scipy.integrate.quad(
        lambda t: cancer(t) * math.exp(-total(cancer, t)) * free(t), 0, years, points=points, limit=200
    )[0]

    def hazards_until(x):  # progression at x: on treatment until then or until the planned end
        treated = min(x, plan.stop, years)
        return plan.cancer_on * treated + plan.cancer_off * (years - treated)

    density = scipy.integrate.quad(
        lambda x: progression(x) * free(x) * math.exp(-hazards_until(x)), 0, years, points=points, limit=200
    )[0]
    ever = 1 - density - free(years) * math.exp(-hazards_until(years))
    treated = scipy.integrate.quad(free, 0, min(years, plan.stop), limit=200)[0]
    return free(years), before, ever, treated


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("years", [1, 2, 5, 10])
def test_the_formulas_agree_with_integration(plan, years):
    ours = (
        plan.progression_free(years), plan.cancer_before_progression(years), plan.cancer(years), plan.years_on_treatment(years),
    )  # fmt: skip
    assert ours == pytest.approx(by_integration(plan, years), abs=1e-7)


@pytest.mark.parametrize("plan", PLANS)
def test_the_formulas_agree_with_people_drawn_one_by_one(plan):
    """200,000 people: a share is within 0.004 of the formula, more than three standard errors."""
    rng, people, years = np.random.default_rng(9), 200_000, 8.0
    first = rng.exponential(1 / plan.progression_on, people)
    later = plan.stop + rng.exponential(1 / plan.progression_after, people)
    progressed = np.where(first < plan.stop, first, later)
    treated = np.minimum(progressed, plan.stop)
    on = rng.exponential(1 / plan.cancer_on, people) if plan.cancer_on else np.full(people, np.inf)
    ill = np.where(on < treated, on, treated + rng.exponential(1 / plan.cancer_off, people))
    assert np.mean(progressed > years) == pytest.approx(plan.progression_free(years), abs=0.004)
    assert np.mean((ill < years) & (ill < progressed)) == pytest.approx(plan.cancer_before_progression(years), abs=0.004)
    assert np.mean(ill < years) == pytest.approx(plan.cancer(years), abs=0.004)
    assert np.mean(np.minimum(treated, years)) == pytest.approx(plan.years_on_treatment(years), abs=0.02)


def test_the_median_is_passed_and_the_share_comes_back():
    assert Plan(hazard_from_median(4.4), 9, 0, 0).progression_free(4.4) == pytest.approx(0.5)
    hazard = hazard_from_share(0.069, 5)
    assert share_by(hazard, 5) == pytest.approx(0.069) and share_by(hazard, 1) == pytest.approx(1 - 0.931**0.2)


def test_with_equal_cancer_hazards_the_plan_does_not_matter_and_zero_hazards_give_zero():
    assert Plan(0.2, 0.3, 0.01, 0.01, 2).cancer(7) == pytest.approx(1 - math.exp(-0.07))
    quiet = Plan(0, 0, 0, 0, 3)
    assert (quiet.progression_free(9), quiet.cancer(9), quiet.cancer_before_progression(9)) == (1, 0, 0)
    assert quiet.years_on_treatment(9) == 3


def test_stopping_with_no_change_of_hazard_leaves_progression_as_it_was():
    assert Plan(0.16, 0.16, 0.014, 0.01, 2).progression_free(8) == pytest.approx(Plan(0.16, 1, 0.014, 0.01).progression_free(8))


@pytest.mark.parametrize("call", [
    lambda: Plan(-0.1, 0, 0, 0), lambda: Plan(0.1, 0, 0, 0, -1), lambda: Plan(0.1, 0, 0, 0).cancer(-1),
    lambda: Plan(0.1, 0, 0, 0).progression_free(math.inf), lambda: hazard_from_median(0), lambda: hazard_from_share(1, 5),
    lambda: hazard_from_share(0.1, 0),
])  # fmt: skip
def test_improper_input_is_refused(call):
    with pytest.raises(ValueError, match="expected"):
        call()
