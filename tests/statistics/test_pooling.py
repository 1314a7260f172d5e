"""Does pooling agree with statsmodels and scipy, and come near the published pooled result?"""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy

from helpers.statistics.pooling import FIXED, HARTUNG_KNAPP, METHODS, RANDOM, Ratio, indirect, pool, student_t_quantile
from tests.support.reference import when_asked

meta_analysis = when_asked("statsmodels.stats.meta_analysis")

SETS = (
    [(0.48, 0.36, 0.63), (0.50, 0.39, 0.64), (0.47, 0.33, 0.65)],
    [(0.61, 0.46, 0.80), (0.64, 0.36, 1.15), (0.87, 0.73, 1.05), (0.69, 0.52, 0.93)],
    [(0.38, 0.28, 0.50), (0.46, 0.41, 0.53), (1.136, 0.809, 1.603)],
)


def theirs(ratios):
    """Return statsmodels' meta-analysis of the same logarithms and variances."""
    logs = np.array([ratio.log for ratio in ratios])
    variances = np.array([ratio.standard_error**2 for ratio in ratios])
    with np.errstate(invalid="ignore"):  # the square root of a variance below zero
        return meta_analysis.combine_effects(logs, variances, method_re="dl")


@pytest.mark.parametrize("rows", SETS)
def test_pooling_is_statsmodels(rows):
    ratios = [Ratio(*row) for row in rows]
    reference = theirs(ratios)
    fixed, random, hartung = (pool(ratios, method) for method in METHODS)
    assert fixed.ratio.log == pytest.approx(reference.mean_effect_fe, abs=1e-10)
    assert math.log(fixed.ratio.high) - fixed.ratio.log == pytest.approx(
        scipy.stats.norm.ppf(0.975) * reference.sd_eff_w_fe, abs=1e-10
    )
    # statsmodels lets the variance between trials fall below zero; there random effects are the fixed effect
    mean, error, adjusted = (
        (reference.mean_effect_re, reference.sd_eff_w_re, reference.sd_eff_w_re_hksj)
        if reference.tau2 > 0
        else (reference.mean_effect_fe, reference.sd_eff_w_fe, reference.sd_eff_w_fe_hksj)
    )
    assert random.ratio.log == pytest.approx(mean, abs=1e-10)
    assert math.log(random.ratio.high) - random.ratio.log == pytest.approx(scipy.stats.norm.ppf(0.975) * error, abs=1e-10)
    assert random.tau_squared == pytest.approx(max(0.0, reference.tau2), abs=1e-10)
    assert fixed.q == pytest.approx(reference.q, abs=1e-9)
    assert fixed.i_squared == pytest.approx(max(0.0, reference.i2), abs=1e-9)
    assert fixed.weights == pytest.approx(tuple(reference.weights_rel_fe))
    reach = scipy.stats.t.ppf(0.975, len(rows) - 1) * adjusted
    assert math.log(hartung.ratio.high) - hartung.ratio.log == pytest.approx(reach, abs=1e-8)


@pytest.mark.parametrize("freedom", [1, 2, 3, 5, 10, 30])
@pytest.mark.parametrize("probability", [0.9, 0.975, 0.995])
def test_the_quantile_is_scipys(probability, freedom):
    assert student_t_quantile(probability, freedom) == pytest.approx(scipy.stats.t.ppf(probability, freedom), rel=1e-7)


def test_the_three_primary_reports_come_near_the_published_pooled_result(evidence):
    figures = [evidence.figures[row] for row in ("O0021", "O0059", "O0068")]  # CALGB 2012, IFM primary, GIMEMA
    pooled = pool([Ratio(f.value.value, f.low.value, f.high.value) for f in figures], FIXED).ratio
    published = evidence.figures["O0003"]
    assert round(pooled.value, 2) == 0.49
    assert (round(pooled.low, 2), round(pooled.high, 2)) == (0.41, 0.57)
    assert abs(pooled.value - published.value.value) < 0.015


def test_an_indirect_comparison_adds_the_variances():
    first, second = Ratio(0.72, 0.58, 0.89), Ratio(0.48, 0.40, 0.58)
    found = indirect(first, second)
    assert found.value == pytest.approx(0.72 / 0.48)
    assert found.standard_error == pytest.approx(math.hypot(first.standard_error, second.standard_error))
    assert indirect(second, first).value == pytest.approx(1 / found.value)


def test_what_cannot_be_pooled_is_refused():
    one = Ratio(0.5, 0.4, 0.6)
    with pytest.raises(ValueError, match="1 ratio given; at least two are expected"):
        pool([one])
    with pytest.raises(ValueError, match="average is no method of pooling"):
        pool([one, one], "average")
    with pytest.raises(ValueError, match="0 < low <= value <= high is expected"):
        Ratio(0.5, 0.6, 0.7)
    with pytest.raises(ValueError, match="0.5 to 1"):
        student_t_quantile(0.4, 2)


def test_equal_trials_have_no_heterogeneity_and_equal_weights():
    pooled = pool([Ratio(0.5, 0.4, 0.625)] * 4, RANDOM)
    assert pooled.weights == pytest.approx((0.25,) * 4)
    assert (pooled.i_squared, pooled.tau_squared) == (0.0, 0.0)
    assert pool([Ratio(0.5, 0.4, 0.625)] * 4, HARTUNG_KNAPP).ratio.value == pytest.approx(0.5)
