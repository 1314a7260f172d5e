"""Two small models for lesson 04: a simulated arm with staggered entry, and crossover of the control arm.

Neither describes a real trial. All times are in months.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class SimulatedArm:
    """One arm: when each person enters (months after the first could), and how long after entry the event comes."""

    entries: np.ndarray
    durations: np.ndarray

    def read(self, month: float) -> tuple[np.ndarray, np.ndarray]:
        """Return (duration, whether the event was seen) of everybody who has entered by ``month``, as the data stand then."""
        entered = self.entries < month
        watched = month - self.entries[entered]
        return np.minimum(self.durations[entered], watched), self.durations[entered] <= watched


def simulate_arm(size: int, median: float, entry_months: float, seed: tuple[int, ...]) -> SimulatedArm:
    """Return an arm with a constant hazard through ``median`` and entry spread evenly over ``entry_months``.

    The same seed gives the same people. Only uniform random numbers are drawn, whose stream NumPy keeps stable.

    Raises:
        ValueError: if size, median or entry_months is not above zero.
    """
    if not (size > 0 and median > 0 and entry_months > 0):
        raise ValueError(f"size {size}, median {median}, entry {entry_months}: numbers above zero are expected.")
    uniform = np.random.default_rng(seed).random((2, size))
    return SimulatedArm(entries=entry_months * uniform[0], durations=-median * np.log2(1 - uniform[1]))


@dataclass(frozen=True)
class Crossover:
    """A control arm of which a share goes over to the tested drug, under constant hazards.

    Attributes:
        share: share of the people alive at ``month`` who go over then (0 to 1).
        month: when they do.
        hazard_ratio: what the hazard ratio would be if nobody went over; from ``month`` on it holds for those who did.
        control_median: median of the control arm if nobody went over.
    """

    share: float
    month: float
    hazard_ratio: float
    control_median: float

    def __post_init__(self):
        if not (0 <= self.share <= 1 and self.month >= 0 and self.hazard_ratio > 0 and self.control_median > 0):
            raise ValueError(f"{self}: a share from 0 to 1, a month from 0, ratio and median above zero are expected.")

    def control(self, time: float) -> float:
        """Return the share of the control arm alive at ``time``, those who went over included."""
        hazard = math.log(2) / self.control_median
        if time <= self.month:
            return math.exp(-hazard * time)
        after = time - self.month
        stayed, went = math.exp(-hazard * after), math.exp(-hazard * self.hazard_ratio * after)
        return math.exp(-hazard * self.month) * ((1 - self.share) * stayed + self.share * went)

    def experimental(self, time: float) -> float:
        """Return the share of the experimental arm alive at ``time``."""
        return 0.5 ** (time * self.hazard_ratio / self.control_median)

    def measured(self, follow_up: float) -> float:
        """Return the ratio of deaths per month lived, experimental to control, over ``follow_up``.

        Under constant hazards it is the hazard ratio; with crossover it comes close to what a Cox model would find.
        """
        hazard = math.log(2) / self.control_median
        treated = hazard * self.hazard_ratio
        if follow_up <= self.month:
            return self.hazard_ratio
        after, alive = follow_up - self.month, math.exp(-hazard * self.month)
        lived = (1 - alive) / hazard
        lived += alive * (1 - self.share) * (1 - math.exp(-hazard * after)) / hazard
        lived += alive * self.share * (1 - math.exp(-treated * after)) / treated
        return treated / ((1 - self.control(follow_up)) / lived)
