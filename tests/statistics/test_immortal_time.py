"""Does the simulated cohort agree with the integrals behind it, and with statsmodels?"""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy

from helpers.statistics.immortal_time import rate_ratio, simulate_cohort
from tests.support.reference import when_asked

regression = when_asked("statsmodels.duration.hazard_regression")

MEDIAN, SHARE, FOLLOW_UP, MONTH = 50.0, 0.2, 120.0, 24.0


@pytest.fixture(scope="module")
def cohort():
    return simulate_cohort(200_000, MEDIAN, SHARE, FOLLOW_UP, 3)


def expected_from_the_start() -> float:
    """Return the ratio of the two rates by integration, written without the code of the module."""
    progress, stop = math.log(2) / MEDIAN, -math.log(1 - SHARE) / 12
    still = math.exp(-stop * MONTH)  # not stopped for another reason by then
    density = lambda t: progress * math.exp(-progress * t)  # noqa: E731
    watched = lambda t: t * density(t)  # noqa: E731
    left = math.exp(-progress * FOLLOW_UP)
    late, late_time = (
        scipy.integrate.quad(density, MONTH, FOLLOW_UP)[0],
        scipy.integrate.quad(watched, MONTH, FOLLOW_UP)[0] + FOLLOW_UP * left,
    )
    early, early_time = scipy.integrate.quad(density, 0, MONTH)[0], scipy.integrate.quad(watched, 0, MONTH)[0]
    longer = still * late / (still * late_time)
    shorter = (early + (1 - still) * late) / (early_time + (1 - still) * late_time)
    return longer / shorter


def test_counted_from_the_start_long_treatment_looks_good_as_the_integral_says(cohort):
    expected = expected_from_the_start()
    assert expected < 0.5
    assert rate_ratio(*cohort.from_the_start(MONTH)) == pytest.approx(expected, rel=0.02)


def test_from_a_landmark_there_is_no_difference(cohort):
    assert rate_ratio(*cohort.from_a_landmark(MONTH)) == pytest.approx(1, abs=0.02)


def test_the_ratio_of_rates_is_what_a_cox_model_of_statsmodels_finds():
    groups = simulate_cohort(6_000, MEDIAN, SHARE, FOLLOW_UP, 4).from_a_landmark(MONTH)
    durations, observed = (np.concatenate([getattr(group, name) for group in groups]) for name in ("durations", "observed"))
    longer = np.concatenate([np.ones(len(groups[0].durations)), np.zeros(len(groups[1].durations))])
    fitted = regression.PHReg(durations, longer[:, None], observed.astype(int)).fit()
    assert math.exp(fitted.params[0]) == pytest.approx(rate_ratio(*groups), rel=0.01)


def test_who_is_where():
    cohort = simulate_cohort(500, MEDIAN, SHARE, FOLLOW_UP, 1)
    longer, shorter = cohort.from_the_start(MONTH)
    assert len(longer.durations) + len(shorter.durations) == 500
    assert longer.durations.min() > MONTH, "nobody in the longer group can have progressed before"
    still, stopped = cohort.from_a_landmark(MONTH)
    assert len(still.durations) == len(longer.durations) and len(stopped.durations) < len(shorter.durations)
    assert max(still.durations.max(), stopped.durations.max()) <= FOLLOW_UP - MONTH
    assert not still.observed[still.durations == FOLLOW_UP - MONTH].any()


@pytest.mark.parametrize("numbers", [(0, 50, 0.2, 120), (10, 0, 0.2, 120), (10, 50, 0, 120), (10, 50, 1, 120), (10, 50, 0.2, 0)])
def test_numbers_out_of_range_are_refused(numbers):
    with pytest.raises(ValueError, match="numbers above zero, and a share below 1"):
        simulate_cohort(*numbers, 1)
