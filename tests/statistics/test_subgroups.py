"""Do the subgroup statistics agree with scipy, and with trials drawn at random?"""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy

from helpers.statistics.pooling import Ratio
from helpers.statistics.subgroups import (
    Cut,
    chi_squared_tail,
    interaction_p,
    overlap,
    relative_width,
    share_of_alarms,
    standard_error,
)

CUTS = [Cut(0.75, 400, 8), Cut(0.5, 100, 2), Cut(0.95, 800, 20), Cut(0.4, 600, 5), Cut(1.0, 300, 1)]


@pytest.mark.parametrize("cut", CUTS)
def test_the_chances_agree_with_scipy(cut):
    error = 2 / math.sqrt(cut.events / cut.groups)
    own = scipy.stats.norm(math.log(cut.hazard_ratio), error)
    reach = scipy.stats.norm.ppf(0.975) * error
    assert cut.error == pytest.approx(error)
    assert cut.reversed_in_one() == pytest.approx(own.sf(0), abs=1e-12)
    assert cut.reversed_somewhere() == pytest.approx(1 - own.cdf(0) ** cut.groups, abs=1e-12)
    assert cut.unclear_in_one() == pytest.approx(own.cdf(reach) - own.cdf(-reach), abs=1e-12)
    assert cut.unclear_somewhere() == pytest.approx(1 - (1 - cut.unclear_in_one()) ** cut.groups)


@pytest.mark.parametrize("cut", CUTS)
def test_the_chances_agree_with_drawn_trials(cut):
    """100,000 trials: a share is within 0.006 of the formula, more than three standard errors."""
    drawn = cut.draw(100_000, 3)
    assert drawn.shape == (100_000, cut.groups)
    assert (drawn >= 0).any(axis=1).mean() == pytest.approx(cut.reversed_somewhere(), abs=0.006)
    assert drawn.std() == pytest.approx(cut.error, rel=0.01) and drawn.mean() == pytest.approx(
        math.log(cut.hazard_ratio), abs=0.01
    )


def test_the_same_seed_gives_the_same_trials():
    assert np.array_equal(Cut(0.75, 400, 8).draw(5, 8), Cut(0.75, 400, 8).draw(5, 8))
    assert not np.array_equal(Cut(0.75, 400, 8).draw(5, 8), Cut(0.75, 400, 8).draw(5, 9))


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 7, 12, 19])
@pytest.mark.parametrize("q", [0, 0.01, 1, 3.84, 10, 40])
def test_the_tail_of_chi_squared_agrees_with_scipy(q, freedom):
    assert chi_squared_tail(q, freedom) == pytest.approx(scipy.stats.chi2.sf(q, freedom), rel=1e-9, abs=1e-15)


def test_the_interaction_test_of_two_groups_is_a_test_of_their_difference():
    logs, errors = np.log([0.47, 0.80]), np.array([0.3, 0.1])
    z = (logs[0] - logs[1]) / math.hypot(*errors)
    assert interaction_p(logs, errors) == pytest.approx(2 * scipy.stats.norm.sf(abs(z)))


def test_the_interaction_test_raises_five_false_alarms_in_a_hundred():
    cut = Cut(0.75, 400, 8)
    assert share_of_alarms(cut.draw(20_000, 1), np.full(8, cut.error)) == pytest.approx(0.05, abs=0.006)


@pytest.mark.parametrize("level", [0, 0.05, 0.5, 1])
def test_the_share_of_alarms_is_that_of_the_trials_tested_one_by_one(level):
    drawn, errors = Cut(0.75, 400, 8).draw(500, 1), np.linspace(0.2, 0.4, 8)
    weights = 1 / errors**2
    theirs = [scipy.stats.chi2.sf((weights * logs**2).sum() - (weights * logs).sum() ** 2 / weights.sum(), 7) for logs in drawn]
    assert [interaction_p(logs, errors) for logs in drawn] == pytest.approx(theirs)
    assert share_of_alarms(drawn, errors, level) == np.mean([p < level for p in theirs])


def test_width_and_overlap():
    first, second = Ratio(0.47, 0.26, 0.86), Ratio(0.75, 0.62, 0.90)
    assert relative_width(first, second) == pytest.approx(math.log(0.86 / 0.26) / math.log(0.90 / 0.62))
    assert overlap(first, second) and overlap(second, first)
    assert overlap(Ratio(0.5, 0.4, 0.6), Ratio(0.7, 0.6, 0.8)) and not overlap(Ratio(0.5, 0.4, 0.6), Ratio(0.7, 0.61, 0.8))


def test_what_cannot_be_computed_is_refused():
    with pytest.raises(ValueError, match="0 events"):
        standard_error(0)
    for wrong in ((0, 400, 8), (0.7, 0, 8), (0.7, 400, 0)):
        with pytest.raises(ValueError, match="are expected"):
            Cut(*wrong)
    with pytest.raises(ValueError, match="at least two"):
        interaction_p(np.array([0.1]), np.array([0.1]))
    with pytest.raises(ValueError, match="degrees of freedom"):
        chi_squared_tail(-1, 2)
    with pytest.raises(ValueError, match="degrees of freedom"):
        share_of_alarms(np.zeros((3, 1)), np.array([0.1]))
