"""A simulated cohort in which stopping changes nothing, and two ways to compare long treatment with short treatment in it.

Everybody begins treatment at time 0. Progression comes at a constant hazard, whether treatment goes on or not. Treatment ends at
progression, or before it for another reason, at a constant hazard of its own. So the true hazard ratio is 1. All times are in
months.

Whoever is counted as treated for long had to stay free of progression for that long. Counted from the start, that time is
*immortal*: the event could not come in it. A *landmark* takes only people who are free of progression at that month, and
counts from there on.

Sources: Suissa, American Journal of Epidemiology 2008;167:492-499 (immortal time); Anderson, Cain and Gelber, "Analysis of
survival by tumor response", Journal of Clinical Oncology 1983 (landmark).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Group:
    """People who are compared: how long each was watched (months), and whether progression was seen."""

    durations: np.ndarray
    observed: np.ndarray

    @property
    def rate(self) -> float:
        """Progressions per month watched; nan where nobody was watched."""
        watched = float(self.durations.sum())
        return float(self.observed.sum()) / watched if watched else math.nan


@dataclass(frozen=True)
class Cohort:
    """Simulated people, none of whom is harmed or helped by stopping.

    Attributes:
        progressions: months to progression of each person.
        stops: months to the end of treatment for another reason, which may lie beyond progression.
        follow_up: months for which everybody is watched.
    """

    progressions: np.ndarray
    stops: np.ndarray
    follow_up: float

    @property
    def treated(self) -> np.ndarray:
        """Months on treatment of each person."""
        return np.minimum(self.progressions, self.stops)

    def from_the_start(self, month: float) -> tuple[Group, Group]:
        """Return who was treated for more than ``month`` months, and who was not, each watched from time 0: the trap."""
        return self._groups(self.treated > month, np.ones(self.progressions.shape, dtype=bool), 0)

    def from_a_landmark(self, month: float) -> tuple[Group, Group]:
        """Return, of the people free of progression at ``month``, who is still treated and who stopped, watched from then on."""
        return self._groups(self.treated > month, self.progressions > month, month)

    def _groups(self, long: np.ndarray, taken: np.ndarray, start: float) -> tuple[Group, Group]:
        durations = np.minimum(self.progressions, self.follow_up) - start
        observed = self.progressions <= self.follow_up
        return tuple(Group(durations[taken & which], observed[taken & which]) for which in (long, ~long))


def simulate_cohort(size: int, median: float, stopping_share: float, follow_up: float, seed: int) -> Cohort:
    """Return a cohort of ``size`` people.

    Args:
        median: months by which half have progressed.
        stopping_share: share of the people on treatment who stop within a year for another reason (above 0, below 1).
        follow_up: months for which everybody is watched.
        seed: the same seed gives the same people.

    Raises:
        ValueError: if a number is out of range.

    Example:
        >>> from helpers.statistics.immortal_time import rate_ratio, simulate_cohort
        >>> made_up = simulate_cohort(size=20_000, median=50, stopping_share=0.2, follow_up=120, seed=1)
        >>> round(rate_ratio(*made_up.from_the_start(24)), 1), round(rate_ratio(*made_up.from_a_landmark(24)), 1)
        (0.5, 1.0)
    """
    if not (size > 0 and median > 0 and 0 < stopping_share < 1 and follow_up > 0):
        raise ValueError(
            f"size {size}, median {median}, share {stopping_share}, follow-up {follow_up}: numbers above zero, "
            "and a share below 1, are expected."
        )
    uniform = np.random.default_rng(seed).random((2, size))
    stops = 12 * np.log1p(-uniform[1]) / math.log1p(-stopping_share)
    return Cohort(-median * np.log2(1 - uniform[0]), stops, follow_up)


def rate_ratio(long: Group, short: Group) -> float:
    """Return the rate of progression with long over that with short treatment; a hazard ratio if hazards are constant."""
    return long.rate / short.rate
