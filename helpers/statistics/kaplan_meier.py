"""The Kaplan-Meier estimate: the share still free of an event, when some people have not been watched to the end.

Durations are in one unit (the course uses months). ``observed`` says whether the event was seen; otherwise the person was
still free of it when the data were read (censored).

Sources: Kaplan and Meier, Journal of the American Statistical Association 1958;53:457-481; Greenwood's variance; the interval
on the scale log(-log) as in Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data; the interval of the median
after Brookmeyer and Crowley, Biometrics 1982;38:29-41.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from .pooling import NORMAL_QUANTILE

LOG_LOG, PLAIN = "log-log", "plain"
_SLACK = 1e-12  # a product of fractions that is one half may miss it by a rounding error


@dataclass(frozen=True)
class KaplanMeier:
    """A Kaplan-Meier estimate; the arrays have one entry for each distinct time at which an event was seen.

    Attributes:
        durations, observed: the data.
        times: times of events; at_risk, events: how many were at risk just before, and had the event then.
        survival: share still free just after each time; low, high: its 95% interval, nan where it cannot be estimated.
    """

    durations: np.ndarray
    observed: np.ndarray
    times: np.ndarray
    at_risk: np.ndarray
    events: np.ndarray
    survival: np.ndarray
    low: np.ndarray
    high: np.ndarray

    @property
    def last(self) -> float:
        """The longest time for which anybody was watched."""
        return float(self.durations.max())

    @property
    def censored(self) -> np.ndarray:
        """The times at which people were still free of the event when the data were read, in order."""
        return np.sort(self.durations[~self.observed])

    def at(self, time: float) -> tuple[float, float, float]:
        """Return share still free at ``time`` and its 95% interval (nan before the first event).

        Raises:
            ValueError: if nobody was watched that long.
        """
        self._within(time)
        place = int(np.searchsorted(self.times, time, side="right")) - 1
        if place < 0:
            return 1.0, math.nan, math.nan
        return float(self.survival[place]), float(self.low[place]), float(self.high[place])

    def numbers_at_risk(self, times) -> tuple[int, ...]:
        """Return how many people are still watched and free of the event just before each time."""
        return tuple(_at_risk(self.durations, times).tolist())

    def median(self) -> float | None:
        """Return the first time at which the curve is at one half or below, or None if it never falls that low."""
        return _first(self.times, self.survival)

    def median_interval(self) -> tuple[float | None, float | None]:
        """Return the times at which the lower and the upper bound of the curve reach one half; None where they do not."""
        return _first(self.times, self.low), _first(self.times, self.high)

    def restricted_mean(self, horizon: float) -> float:
        """Return the area below the curve from 0 to ``horizon``: the mean time free of the event within it.

        Raises:
            ValueError: if the horizon is not above zero, or nobody was watched that long.
        """
        if not horizon > 0:
            raise ValueError(f"horizon is {horizon}; a number above zero is expected.")
        self._within(horizon)
        steps = self.times[self.times < horizon]
        edges = np.concatenate([[0.0], steps, [horizon]])
        heights = np.concatenate([[1.0], self.survival[: len(steps)]])
        return float(np.sum(np.diff(edges) * heights))

    def _within(self, time: float) -> None:
        emptied = self.survival.size > 0 and self.survival[-1] <= _SLACK
        if time > self.last and not emptied:
            raise ValueError(f"{time:g} lies beyond {self.last:g}, the longest time for which anybody was watched.")


def kaplan_meier(durations, observed, interval: str = LOG_LOG) -> KaplanMeier:
    """Return the Kaplan-Meier estimate with pointwise 95% intervals.

    Args:
        durations: time of each person to the event, or to the reading of the data.
        observed: whether the event was seen, for each person.
        interval: "log-log" (stays between 0 and 1) or "plain" (cut off at 0 and 1).

    Raises:
        ValueError: if there is nobody, the two differ in length, a duration is below zero, or the interval is unknown.

    Example:
        >>> from helpers.statistics.kaplan_meier import kaplan_meier
        >>> made_up = kaplan_meier([3, 5, 5, 8, 12], [True, True, False, True, False])  # months; was the event seen?
        >>> made_up.survival.round(2).tolist(), made_up.median()
        ([0.8, 0.6, 0.3], 8.0)
    """
    durations, observed = np.asarray(durations, dtype=float), np.asarray(observed, dtype=bool)
    if durations.size == 0 or durations.shape != observed.shape:
        raise ValueError(f"{durations.size} durations, {observed.size} events; as many of each, and at least one, are expected.")
    if not np.all(np.isfinite(durations)) or np.any(durations < 0):
        raise ValueError("a duration is below zero or no number; times since randomisation are expected.")
    if interval not in (LOG_LOG, PLAIN):
        raise ValueError(f"{interval} is no kind of interval; {LOG_LOG} or {PLAIN} is expected.")
    times, events = np.unique(durations[observed], return_counts=True)
    at_risk = _at_risk(durations, times)
    survival = np.cumprod(1 - events / at_risk) if times.size else np.array([])
    low, high = _bounds(survival, _greenwood(events, at_risk), interval)
    return KaplanMeier(durations, observed, times, at_risk, events, survival, low, high)


def _at_risk(durations: np.ndarray, times) -> np.ndarray:
    """Return how many durations reach each time, by one sort and one search: a count for each time grows quadratically."""
    return durations.size - np.searchsorted(np.sort(durations), np.asarray(times, dtype=float), side="left")


def _greenwood(events: np.ndarray, at_risk: np.ndarray) -> np.ndarray:
    """Return Greenwood's sum: the variance of the logarithm of the curve; infinite once nobody is left."""
    left = at_risk - events
    with np.errstate(divide="ignore"):
        return np.cumsum(np.where(left > 0, events / (at_risk * np.where(left > 0, left, 1)), np.inf))


def _bounds(survival: np.ndarray, greenwood: np.ndarray, interval: str) -> tuple[np.ndarray, np.ndarray]:
    inside = (survival > _SLACK) & (survival < 1)
    low, high = np.full(survival.shape, np.nan), np.full(survival.shape, np.nan)
    share, reach = survival[inside], NORMAL_QUANTILE * np.sqrt(greenwood[inside])
    if interval == LOG_LOG:
        factor = np.exp(reach / np.abs(np.log(share)))
        low[inside], high[inside] = share**factor, share ** (1 / factor)
    else:
        low[inside] = np.clip(share * (1 - reach), 0, 1)
        high[inside] = np.clip(share * (1 + reach), 0, 1)
    return low, high


def _first(times: np.ndarray, heights: np.ndarray) -> float | None:
    """Return the first time at which a falling curve is at one half or below."""
    below = np.flatnonzero(heights <= 0.5 + _SLACK)
    return float(times[below[0]]) if below.size else None
