"""Do our small functions agree with scipy, and refuse what makes no sense?"""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy

from helpers.statistics import hazard_ratio_from_medians, restricted_mean_survival_time, shape_for_hazard_ratio, survival

MEDIANS = (0.5, 9.4, 23.5, 52.8, 240.0)
SHAPES = (0.5, 0.907, 1.0, 1.35, 2.0)


def weibull(median: float, shape: float):
    """Return scipy's Weibull distribution with this median."""
    return scipy.stats.weibull_min(shape, scale=median / math.log(2) ** (1 / shape))


@pytest.mark.parametrize("median", MEDIANS)
@pytest.mark.parametrize("shape", SHAPES)
def test_survival_is_scipys_weibull(median, shape):
    times = np.array([0, 0.1, 1, 12, 23.5, 60, 120.0])
    assert survival(times, median, shape) == pytest.approx(weibull(median, shape).sf(times), abs=1e-12)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_curve_starts_at_one_and_crosses_one_half_at_its_median(shape):
    assert survival(0, 23.5, shape) == 1
    assert survival(23.5, 23.5, shape) == 0.5


def test_survival_of_one_time_is_a_number():
    assert isinstance(survival(24, 23.5), float)
    assert survival(24, 23.5) == pytest.approx(scipy.stats.expon(scale=23.5 / math.log(2)).sf(24))


@pytest.mark.parametrize("median", MEDIANS)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("horizon", [1, 12, 60, 120])
def test_restricted_mean_is_scipys_integral(median, shape, horizon):
    limit = weibull(median, shape)
    expected, _ = scipy.integrate.quad(limit.sf, 0, horizon, points=[min(median, horizon) / 10], limit=200)
    assert restricted_mean_survival_time(horizon, median, shape) == pytest.approx(expected, rel=1e-6)


def test_restricted_mean_of_a_constant_hazard_has_a_closed_form():
    rate = math.log(2) / 52.8
    assert restricted_mean_survival_time(60, 52.8) == pytest.approx((1 - math.exp(-rate * 60)) / rate, rel=1e-10)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_hazard_ratio_is_the_ratio_of_scipys_hazards_at_any_time(shape):
    first, second = weibull(52.8, shape), weibull(23.5, shape)
    for time in (1.0, 24.0, 90.0):
        hazards = [d.pdf(time) / d.sf(time) for d in (first, second)]
        assert hazard_ratio_from_medians(52.8, 23.5, shape) == pytest.approx(hazards[0] / hazards[1], rel=1e-9)


def test_constant_hazards_give_the_ratio_of_medians_which_is_not_the_reported_hazard_ratio():
    assert round(hazard_ratio_from_medians(52.8, 23.5), 3) == 0.445


def test_the_shape_for_the_reported_hazard_ratio_is_where_scipy_finds_it():
    found = scipy.optimize.brentq(lambda k: hazard_ratio_from_medians(52.8, 23.5, k) - 0.48, 0.1, 5)
    assert shape_for_hazard_ratio(0.48, 52.8, 23.5) == pytest.approx(found, rel=1e-9)


@pytest.mark.parametrize("arguments", [(-1, 23.5, 1), (1, 0, 1), (1, 23.5, 0), (1, 23.5, float("nan")), (1, math.inf, 1)])
def test_survival_refuses_what_makes_no_sense(arguments):
    with pytest.raises(ValueError, match="is below zero|a number above zero is expected"):
        survival(*arguments)


def test_the_other_functions_refuse_what_makes_no_sense():
    with pytest.raises(ValueError, match="horizon is 0; a number above zero is expected"):
        restricted_mean_survival_time(0, 23.5)
    with pytest.raises(ValueError, match="control is -1"):
        hazard_ratio_from_medians(52.8, -1)
    for ratio, experimental, control in ((1.5, 52.8, 23.5), (0.5, 23.5, 52.8), (0.48, 20, 20), (1, 52.8, 23.5)):
        with pytest.raises(ValueError, match="opposite directions"):
            shape_for_hazard_ratio(ratio, experimental, control)
