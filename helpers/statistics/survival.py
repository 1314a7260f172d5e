"""Assumed survival curves through a reported median, and what can be read from them.

A survival curve here is an assumed one: the Weibull curve that passes through a reported median. With ``shape`` 1 the
hazard is constant (the exponential curve); below 1 it falls with time, above 1 it rises. No patient data stands behind
it, and every view that draws one says so.

All times are in one unit (the course uses months); all functions take numbers or NumPy arrays for ``time``.
"""

from __future__ import annotations

import math

import numpy as np

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(64)


def _positive(**numbers: float) -> None:
    for name, number in numbers.items():
        if not (math.isfinite(number) and number > 0):
            raise ValueError(f"{name} is {number}; a number above zero is expected.")


def survival(time, median: float, shape: float = 1.0):
    """Return the share still free of the event at ``time``: S(t) = 0.5 ** ((t / median) ** shape).

    Args:
        time: number or array of times, none below zero.
        median: time at which the curve crosses one half.
        shape: Weibull shape; 1 is a constant hazard.

    Returns:
        Shares between 0 and 1, in the shape of ``time``.

    Raises:
        ValueError: if the median or the shape is not above zero, or a time is below zero.

    Source: Weibull distribution, parametrised by its median (scale = median / ln(2) ** (1 / shape)).

    Example:
        >>> from helpers.evidence import load
        >>> from helpers.statistics import survival
        >>> median = load().figures["O0002"].value.value  # 23.5 months
        >>> round(float(survival(24, median)), 2)
        0.49
    """
    _positive(median=median, shape=shape)
    if np.any(np.asarray(time) < 0):
        raise ValueError("time is below zero; months since randomisation are expected.")
    return 0.5 ** ((np.asarray(time, dtype=float) / median) ** shape)[()]


def restricted_mean_survival_time(horizon: float, median: float, shape: float = 1.0) -> float:
    """Return the area under the curve from 0 to ``horizon``: mean time free of the event within that horizon.

    Args:
        horizon: upper limit, in the unit of ``median``.
        median: time at which the curve crosses one half.
        shape: Weibull shape.

    Returns:
        Mean time, between 0 and ``horizon``.

    Raises:
        ValueError: if an argument is not above zero.

    Source: Royston and Parmar, BMC Medical Research Methodology 2013;13:152 (the definition). The integral is taken by
    Gauss-Legendre quadrature over t = horizon * x**4, which tames the steep start of curves with a shape below 1.

    Example:
        >>> from helpers.statistics import restricted_mean_survival_time
        >>> round(restricted_mean_survival_time(60, median=23.5), 1)
        28.1
    """
    _positive(horizon=horizon, median=median, shape=shape)
    x = (_NODES + 1) / 2
    heights = survival(horizon * x**4, median, shape)
    return float(horizon * np.sum(_WEIGHTS / 2 * heights * 4 * x**3))


def hazard_ratio_from_medians(experimental: float, control: float, shape: float = 1.0) -> float:
    """Return the hazard ratio of two Weibull curves of one shape through two medians: (control / experimental) ** shape.

    With shape 1 (constant hazards) it is the ratio of medians, turned round.

    Args:
        experimental, control: medians in one unit.
        shape: Weibull shape of both curves.

    Raises:
        ValueError: if an argument is not above zero.

    Example:
        >>> from helpers.statistics import hazard_ratio_from_medians
        >>> round(hazard_ratio_from_medians(52.8, 23.5), 2)
        0.45
    """
    _positive(experimental=experimental, control=control, shape=shape)
    return (control / experimental) ** shape


def shape_for_hazard_ratio(hazard_ratio: float, experimental: float, control: float) -> float:
    """Return the shape at which two Weibull curves through two medians have the given hazard ratio.

    Args:
        hazard_ratio: above zero, not 1.
        experimental, control: medians in one unit.

    Raises:
        ValueError: if an argument is not above zero, or medians and hazard ratio point in opposite directions.

    Example:
        >>> from helpers.statistics import shape_for_hazard_ratio
        >>> round(shape_for_hazard_ratio(0.48, 52.8, 23.5), 2)
        0.91
    """
    _positive(hazard_ratio=hazard_ratio, experimental=experimental, control=control)
    if experimental == control or (hazard_ratio < 1) != (control < experimental) or hazard_ratio == 1:
        raise ValueError("The medians and the hazard ratio point in opposite directions; no common shape joins them.")
    return math.log(hazard_ratio) / math.log(control / experimental)
