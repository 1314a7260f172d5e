"""Subgroups of a trial by the normal approximation: how wide their intervals are, and what chance alone makes of them.

The estimated logarithm of a hazard ratio is taken as normal around the true one with variance 4 / events, for two arms of
equal size. The events are shared out equally among the subgroups.

Sources: Schoenfeld, Biometrika 1981;68:316-319 (the variance); Cochran, Biometrics 1954;10:101-129 (the test for a
difference between subgroups, which for a treatment effect is the interaction test).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass

import numpy as np

from .pooling import NORMAL_QUANTILE, Ratio, cochran_q


def relative_width(first: Ratio, second: Ratio) -> float:
    """Return how many times as wide the first interval is as the second, on the log scale."""
    return first.standard_error / second.standard_error


def overlap(first: Ratio, second: Ratio) -> bool:
    """Return whether two intervals share at least one value."""
    return max(first.low, second.low) <= min(first.high, second.high)


def standard_error(events: float) -> float:
    """Return the standard error of the logarithm of a hazard ratio that rests on a number of events.

    Raises:
        ValueError: if there are no events.
    """
    if not events > 0:
        raise ValueError(f"{events} events; a number above zero is expected.")
    return 2 / math.sqrt(events)


@dataclass(frozen=True)
class Cut:
    """A trial with one true hazard ratio for everybody, cut into subgroups of equal size.

    Attributes:
        hazard_ratio: the true one, above zero.
        events: in the whole trial.
        groups: number of subgroups, at least 1.

    Example:
        >>> from helpers.statistics.subgroups import Cut
        >>> round(Cut(hazard_ratio=0.7, events=300, groups=10).reversed_somewhere(), 2)
        0.83
    """

    hazard_ratio: float
    events: int
    groups: int

    def __post_init__(self):
        if not (self.hazard_ratio > 0 and self.events > 0 and self.groups >= 1):
            raise ValueError(f"{self}: a ratio above zero, events, and at least one subgroup are expected.")

    @property
    def error(self) -> float:
        """Standard error of the logarithm in one subgroup."""
        return standard_error(self.events / self.groups)

    def reversed_in_one(self) -> float:
        """Return the chance that a given subgroup is estimated at 1 or above."""
        return _normal_cdf(math.log(self.hazard_ratio) / self.error)

    def reversed_somewhere(self) -> float:
        """Return the chance that at least one subgroup is estimated at 1 or above."""
        return 1 - (1 - self.reversed_in_one()) ** self.groups

    def unclear_in_one(self) -> float:
        """Return the chance that the 95% interval of a given subgroup holds 1."""
        shift = math.log(self.hazard_ratio) / self.error
        return _normal_cdf(NORMAL_QUANTILE - shift) - _normal_cdf(-NORMAL_QUANTILE - shift)

    def unclear_somewhere(self) -> float:
        """Return the chance that the 95% interval of at least one subgroup holds 1."""
        return 1 - (1 - self.unclear_in_one()) ** self.groups

    def draw(self, trials: int, seed: int) -> np.ndarray:
        """Return simulated logarithms of hazard ratios, one row for each trial, one column for each subgroup."""
        random = np.random.default_rng(seed)
        return random.normal(math.log(self.hazard_ratio), self.error, (trials, self.groups))


def interaction_p(logs: np.ndarray, errors: np.ndarray) -> float:
    """Return the p value of the test that subgroups share one effect (Cochran's Q).

    Raises:
        ValueError: if there are fewer than two subgroups.
    """
    if len(logs) < 2:
        raise ValueError(f"{len(logs)} subgroup; at least two are expected.")
    return chi_squared_tail(float(cochran_q(np.asarray(logs), np.asarray(errors) ** 2)), len(logs) - 1)


def share_of_alarms(logs: np.ndarray, errors: np.ndarray, level: float = 0.05) -> float:
    """Return the share of trials in which the interaction test is below ``level``.

    Args:
        logs: (trials, subgroups) estimated logarithms of hazard ratios.
        errors: (subgroups,) their standard errors.

    Raises:
        ValueError: if there are fewer than two subgroups.
    """
    ranked = np.sort(cochran_q(logs, errors**2))
    # the p value falls as Q rises, so that it is asked for a dozen of the trials, not for each
    first = bisect_left(ranked, True, key=lambda q: chi_squared_tail(q, logs.shape[1] - 1) < level)
    return (len(ranked) - first) / len(ranked)


def chi_squared_tail(q: float, freedom: int) -> float:
    """Return the chance that a chi-squared variable with whole degrees of freedom exceeds ``q``; a finite sum.

    Raises:
        ValueError: if ``q`` is below 0, or the degrees of freedom are below 1.
    """
    if q < 0 or freedom < 1:
        raise ValueError(f"q {q}, {freedom} degrees of freedom: at least 0 and at least 1 are expected.")
    half = q / 2
    start = 1.0 if freedom % 2 else 0.0
    total = math.erfc(math.sqrt(half)) if freedom % 2 else 0.0
    steps = range(freedom // 2)
    return total + sum(math.exp(-half + _log_power(half, k + start / 2)) for k in steps)


def _log_power(half: float, power: float) -> float:
    """Return the logarithm of half ** power / gamma(power + 1)."""
    if half == 0:
        return 0.0 if power == 0 else -math.inf
    return power * math.log(half) - math.lgamma(power + 1)


def _normal_cdf(x: float) -> float:
    return 0.5 * math.erfc(-x / math.sqrt(2))
