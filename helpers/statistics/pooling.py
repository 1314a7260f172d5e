"""Pooling ratios from several trials by inverse variance: fixed effect, random effects, heterogeneity.

Everything is computed on the logarithm of the ratio, where intervals are symmetric. The functions take the printed
estimates and 95% intervals, so rounding in the papers limits what comes out: two decimals of a hazard ratio are worth about
one percent of it.

Sources: DerSimonian and Laird, Controlled Clinical Trials 1986;7:177-188 (random effects); Hartung and Knapp, Statistics in
Medicine 2001;20:3875-3889 (their interval); Higgins and Thompson, Statistics in Medicine 2002;21:1539-1558 (I squared);
Bucher and others, Journal of Clinical Epidemiology 1997;50:683-691 (indirect comparison).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

NORMAL_QUANTILE = 1.959963984540054  # of 0.975: a 95% interval reaches this many standard errors to each side

FIXED = "fixed effect"
RANDOM = "random effects (DerSimonian and Laird)"
HARTUNG_KNAPP = "random effects (Hartung and Knapp)"
METHODS = (FIXED, RANDOM, HARTUNG_KNAPP)

_gauss = cache(np.polynomial.legendre.leggauss)  # finding the nodes takes much longer than summing over them


@dataclass(frozen=True)
class Ratio:
    """A ratio with its 95% interval; all three above zero.

    Example:
        >>> from helpers.statistics.pooling import Ratio
        >>> round(Ratio(0.48, 0.41, 0.55).standard_error, 3)
        0.075
    """

    value: float
    low: float
    high: float

    def __post_init__(self):
        if not 0 < self.low <= self.value <= self.high < math.inf:
            raise ValueError(f"{self.low} to {self.high} around {self.value}: 0 < low <= value <= high is expected.")

    @property
    def log(self) -> float:
        """Natural logarithm of the ratio."""
        return math.log(self.value)

    @property
    def standard_error(self) -> float:
        """Standard error of the logarithm, from the width of the interval."""
        return (math.log(self.high) - math.log(self.low)) / (2 * NORMAL_QUANTILE)


@dataclass(frozen=True)
class Pooled:
    """The result of pooling.

    Attributes:
        ratio: pooled ratio with its 95% interval.
        weights: share of each trial, summing to 1, in the order given.
        q: Cochran's Q; i_squared: share of the variation that chance does not explain (0 to 1).
        tau_squared: variance between trials, on the logarithm.
        method: one of ``METHODS``.
    """

    ratio: Ratio
    weights: tuple[float, ...]
    q: float
    i_squared: float
    tau_squared: float
    method: str


def pool(ratios: Sequence[Ratio], method: str = FIXED) -> Pooled:
    """Pool ratios by inverse variance.

    Args:
        ratios: at least two, of trials that ask the same question.
        method: one of ``METHODS``.

    Raises:
        ValueError: if there are fewer than two ratios, or the method is unknown.

    Example:
        >>> from helpers.evidence import load
        >>> from helpers.statistics.pooling import Ratio, pool
        >>> figures = [load().figures[row] for row in ("O0021", "O0059", "O0068")]
        >>> ratios = [Ratio(f.value.value, f.low.value, f.high.value) for f in figures]
        >>> pooled = pool(ratios)
        >>> f"{pooled.ratio.value:.2f} ({pooled.ratio.low:.2f} to {pooled.ratio.high:.2f})"
        '0.49 (0.41 to 0.57)'
    """
    if method not in METHODS:
        raise ValueError(f"{method} is no method of pooling; one of {', '.join(METHODS)} is expected.")
    if len(ratios) < 2:
        raise ValueError(f"{len(ratios)} ratio given; at least two are expected.")
    logs = np.array([ratio.log for ratio in ratios])
    variances = np.array([ratio.standard_error**2 for ratio in ratios])
    freedom = len(ratios) - 1
    q = float(cochran_q(logs, variances))
    tau_squared = 0.0 if method == FIXED else between_trial_variance(q, variances)
    weights = 1 / (variances + tau_squared)
    centre = float(np.sum(weights * logs) / np.sum(weights))
    if method == HARTUNG_KNAPP:
        spread = float(np.sum(weights * (logs - centre) ** 2) / (freedom * np.sum(weights)))
        reach = student_t_quantile(0.975, freedom) * math.sqrt(spread)
    else:
        reach = NORMAL_QUANTILE / math.sqrt(np.sum(weights))
    return Pooled(
        ratio=Ratio(math.exp(centre), math.exp(centre - reach), math.exp(centre + reach)),
        weights=tuple(float(weight) for weight in weights / np.sum(weights)),
        q=q,
        i_squared=max(0.0, (q - freedom) / q) if q > 0 else 0.0,
        tau_squared=tau_squared,
        method=method,
    )


def cochran_q(logs: np.ndarray, variances: np.ndarray) -> np.ndarray:
    """Return Cochran's Q: squared distances from the fixed-effect mean, in units of their variance.

    Args:
        logs: (..., studies) estimated logarithms; each row of several is a test of its own.
        variances: (studies,) of the logarithms.

    Returns:
        (...) one Q for each row.
    """
    centre = np.sum(logs / variances, axis=-1, keepdims=True) / np.sum(1 / variances)
    return np.sum((logs - centre) ** 2 / variances, axis=-1)


def between_trial_variance(q: float, variances: np.ndarray) -> float:
    """Return tau squared by the method of moments (DerSimonian and Laird); never below zero."""
    weights = 1 / variances
    scale = np.sum(weights) - np.sum(weights**2) / np.sum(weights)
    return max(0.0, float((q - (len(variances) - 1)) / scale))


def indirect(first: Ratio, second: Ratio) -> Ratio:
    """Return the ratio of two treatments that were each compared with the same control (Bucher).

    It rests on the assumption that the trials differ in nothing else that changes the effect.

    Args:
        first, second: the ratio of each treatment against the control that both trials share.

    Example:
        >>> from helpers.statistics.pooling import Ratio, indirect
        >>> made_up = indirect(Ratio(0.6, 0.5, 0.72), Ratio(0.8, 0.64, 1.0))
        >>> f"{made_up.value:.2f} ({made_up.low:.2f} to {made_up.high:.2f})"
        '0.75 (0.56 to 1.00)'
    """
    log = first.log - second.log
    reach = NORMAL_QUANTILE * math.hypot(first.standard_error, second.standard_error)
    return Ratio(math.exp(log), math.exp(log - reach), math.exp(log + reach))


def student_t_quantile(probability: float, freedom: int) -> float:
    """Return the quantile of Student's t distribution, by bisection on its distribution function.

    Raises:
        ValueError: if the probability does not lie between 0.5 and 1, or the degrees of freedom are below 1.
    """
    if not 0.5 < probability < 1 or freedom < 1:
        raise ValueError(f"probability {probability}, {freedom} degrees of freedom: 0.5 to 1, and at least 1, are expected.")
    low, high = 0.0, 1e4
    while high - low > 1e-10:
        middle = (low + high) / 2
        low, high = (middle, high) if _student_t_cdf(middle, freedom) < probability else (low, middle)
    return (low + high) / 2


def _student_t_cdf(t: float, freedom: int) -> float:
    """Return the distribution function for t >= 0: with t = sqrt(freedom) tan(angle) the density is a power of a cosine."""
    nodes, weights = _gauss(64)
    limit = math.atan(t / math.sqrt(freedom))
    angles = limit * (nodes + 1) / 2
    area = float(np.sum(weights * np.cos(angles) ** (freedom - 1))) * limit / 2
    return 0.5 + area * math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)) / math.sqrt(math.pi)
