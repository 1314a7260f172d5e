"""Risks of two groups compared: absolute difference, relative risk, number needed to treat or to harm, with intervals.

All risks and survival shares are shares between 0 and 1. Intervals are 95% confidence intervals.

Sources: Newcombe, Statistics in Medicine 1998;17:873-890 (difference of two shares, method 10, from Wilson's intervals);
Altman and Andersen, BMJ 1999;319:1492-1495 (number needed to treat at a time, from two survival shares).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

NORMAL_QUANTILE = 1.959963984540054  # of 0.975: a 95% interval reaches this many standard errors to each side


@dataclass(frozen=True)
class Bounded:
    """An estimate with its 95% interval."""

    value: float
    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        """Whether the interval lies on one side of 0."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class NumberNeeded:
    """How many people, treated one way instead of the other, for one person more (or fewer) with the event.

    Attributes:
        value: whole people.
        low, high: its 95% interval, or None where the interval of the difference includes 0 or is unknown.
        harm: True for a number needed to harm, False for a number needed to treat.
    """

    value: int
    low: int | None
    high: int | None
    harm: bool


def wilson_interval(events: int, total: int) -> tuple[float, float]:
    """Return Wilson's interval of a share.

    Raises:
        ValueError: if the counts are no counts of a part and a whole.
    """
    _counts(events, total)
    share, z2 = events / total, NORMAL_QUANTILE**2
    centre = (share + z2 / (2 * total)) / (1 + z2 / total)
    reach = NORMAL_QUANTILE * math.sqrt(share * (1 - share) / total + z2 / (4 * total**2)) / (1 + z2 / total)
    return max(0.0, centre - reach), min(1.0, centre + reach)


def risk_difference(events: int, total: int, control_events: int, control_total: int) -> Bounded:
    """Return the risk in the first group minus the risk in the control group, with Newcombe's interval.

    Args:
        events, total: people with the event in the first group, and all of them.
        control_events, control_total: the same of the control group.

    Returns:
        A difference of shares: -0.08 are 8 percentage points fewer.

    Raises:
        ValueError: if the counts are no counts of a part and a whole.

    Example:
        >>> from helpers.statistics.risk import risk_difference
        >>> gap = risk_difference(35, 231, 53, 229)  # deaths in CALGB 100104, rows O0022 and O0023
        >>> f"{gap.value:.3f} ({gap.low:.3f} to {gap.high:.3f})"
        '-0.080 (-0.151 to -0.008)'
    """
    low, high = wilson_interval(events, total)
    control_low, control_high = wilson_interval(control_events, control_total)
    risk, control = events / total, control_events / control_total
    gap = risk - control
    return Bounded(
        gap, gap - math.hypot(risk - low, control_high - control), gap + math.hypot(high - risk, control - control_low)
    )


def relative_risk(events: int, total: int, control_events: int, control_total: int) -> Bounded:
    """Return the risk in the first group divided by the risk in the control group, with an interval on the logarithm.

    Raises:
        ValueError: if a group has no event, so that the ratio or its logarithm does not exist.

    Example:
        >>> from helpers.statistics.risk import relative_risk
        >>> round(relative_risk(35, 231, 53, 229).value, 2)
        0.65
    """
    _counts(events, total)
    _counts(control_events, control_total)
    if events == 0 or control_events == 0:
        raise ValueError("A group without events has no relative risk with an interval.")
    ratio = (events / total) / (control_events / control_total)
    reach = NORMAL_QUANTILE * math.sqrt(1 / events - 1 / total + 1 / control_events - 1 / control_total)
    return Bounded(ratio, ratio * math.exp(-reach), ratio * math.exp(reach))


def difference_of_shares(
    share: float, interval: tuple[float, float], control: float, control_interval: tuple[float, float]
) -> Bounded:
    """Return the difference of two reported shares at one time (survival, or cumulative incidence) with its interval.

    Each standard error is taken from the width of the printed interval, so it is as exact as the printed digits
    (Altman and Andersen 1999).

    Raises:
        ValueError: if a share does not lie within its interval between 0 and 1.
    """
    errors = [_standard_error(share, interval), _standard_error(control, control_interval)]
    gap, reach = share - control, NORMAL_QUANTILE * math.hypot(*errors)
    return Bounded(gap, gap - reach, gap + reach)


def number_needed(difference: float | Bounded) -> NumberNeeded | None:
    """Return the number needed for a difference of risks (first group minus control); None if there is no difference.

    A negative difference (fewer events) gives a number needed to treat, rounded up; a positive one gives a number needed to
    harm, rounded down. So a benefit is never rounded to look larger, nor a harm to look smaller.

    Args:
        difference: of shares between 0 and 1; negative where the first group has fewer events.

    Returns:
        Whole people, with an interval where that of the difference leaves out 0.

    Example:
        >>> from helpers.statistics.risk import number_needed
        >>> number_needed(-0.08).value, number_needed(0.05).harm
        (13, True)
    """
    bounded = difference if isinstance(difference, Bounded) else None
    gap = difference.value if bounded else difference
    if round(gap, 9) == 0:
        return None
    harm = gap > 0
    if bounded is None or not bounded.excludes_zero:
        return NumberNeeded(_whole(gap, harm), None, None, harm)
    ends = sorted(_whole(end, harm) for end in (bounded.low, bounded.high))
    return NumberNeeded(_whole(gap, harm), ends[0], ends[1], harm)


def risk_under_hazard_ratio(baseline: float, hazard_ratio: float) -> float:
    """Return the risk by a time, when the control group's risk by that time is ``baseline``: 1 - (1 - baseline) ** ratio.

    It holds if the hazards are proportional up to that time: then S1 = S0 ** ratio.

    Args:
        baseline: share between 0 and 1.
        hazard_ratio: above zero.

    Raises:
        ValueError: if the baseline is no share, or the hazard ratio is not above zero.

    Example:
        >>> from helpers.statistics.risk import risk_under_hazard_ratio
        >>> round(risk_under_hazard_ratio(0.5, 0.75), 3)
        0.405
    """
    if not 0 <= baseline <= 1 or not (math.isfinite(hazard_ratio) and hazard_ratio > 0):
        raise ValueError(f"baseline {baseline}, hazard ratio {hazard_ratio}: a share, and a number above zero, are expected.")
    return 1 - (1 - baseline) ** hazard_ratio


def _whole(gap: float, harm: bool) -> int:
    exact = round(1 / abs(gap), 6)  # 1 / (0.25 - 0.2) is 20.000000000000004 on a computer
    return max(1, math.floor(exact)) if harm else math.ceil(exact)


def _counts(events: int, total: int) -> None:
    if not 0 <= events <= total or total == 0:
        raise ValueError(f"{events} of {total}: a part and a whole above zero are expected.")


def _standard_error(share: float, interval: tuple[float, float]) -> float:
    low, high = interval
    if not 0 <= low <= share <= high <= 1:
        raise ValueError(f"{share} with {low} to {high}: shares in the order low, share, high are expected.")
    return (high - low) / (2 * NORMAL_QUANTILE)
