"""A simulated course under a plan of maintenance: progression and second cancers with hazards that change when treatment stops.

Nobody's data stand behind it. The hazard of progression or death, and the hazard of a second cancer, are constant while
treatment lasts and constant afterwards. Treatment lasts until progression or death, or until a planned year. Given whether
somebody is on treatment, the two events come independently of each other. All times are in years, hazards per year.

Source: the piecewise exponential model; each formula is the integral of its density, and is tested against scipy's
integration and against a Monte Carlo run.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

NEVER = math.inf


@dataclass(frozen=True)
class Plan:
    """Maintenance with a planned end.

    Attributes:
        progression_on: hazard of progression or death while treatment lasts.
        progression_after: the same after the planned end.
        cancer_on: hazard of a second cancer while treatment lasts.
        cancer_off: the same without treatment: after the planned end, and after progression.
        stop: year in which treatment ends as planned; ``NEVER`` for until progression, 0 for no maintenance.

    Example:
        >>> from helpers.statistics.stopping import Plan, hazard_from_median
        >>> on, off = hazard_from_median(52.8 / 12), hazard_from_median(23.5 / 12)  # years
        >>> round(Plan(on, off, cancer_on=0, cancer_off=0, stop=2).progression_free(5), 2)
        0.25
    """

    progression_on: float
    progression_after: float
    cancer_on: float
    cancer_off: float
    stop: float = NEVER

    def __post_init__(self):
        hazards = (self.progression_on, self.progression_after, self.cancer_on, self.cancer_off)
        if not all(math.isfinite(hazard) and hazard >= 0 for hazard in hazards) or not self.stop >= 0:
            raise ValueError(f"{self}: hazards and a year, none below zero, are expected.")

    def progression_free(self, years: float) -> float:
        """Return the share alive without progression after ``years``."""
        treated, after = self._split(years)
        return math.exp(-self.progression_on * treated - self.progression_after * after)

    def cancer_before_progression(self, years: float) -> float:
        """Return the share with a second cancer by ``years``, counted only until progression or death."""
        treated, after = self._split(years)
        left = math.exp(-(self.progression_on + self.cancer_on) * treated)
        on = self.cancer_on * _area(self.progression_on + self.cancer_on, treated)
        return on + left * self.cancer_off * _area(self.progression_after + self.cancer_off, after)

    def cancer(self, years: float) -> float:
        """Return the share with a second cancer by ``years``, counted beyond progression as if nobody died.

        The time on treatment is the time to progression, but at most the planned time.
        """
        treated, _ = self._split(years)
        extra = self.cancer_on - self.cancer_off
        both = self.progression_on + extra
        ended = self.progression_on * _area(both, treated)  # progressed while on treatment
        still = math.exp(-both * treated)
        return 1 - math.exp(-self.cancer_off * years) * (ended + still)

    def years_on_treatment(self, years: float) -> float:
        """Return the mean time on treatment within ``years``."""
        return _area(self.progression_on, self._split(years)[0])

    def _split(self, years: float) -> tuple[float, float]:
        """Return the years before and after the planned end."""
        if not (math.isfinite(years) and years >= 0):
            raise ValueError(f"{years} years; a number not below zero is expected.")
        return min(years, self.stop), max(0.0, years - self.stop)


def hazard_from_median(median: float) -> float:
    """Return the constant hazard at which half of a group has had the event by ``median``.

    Args:
        median: in years, or any other unit; the hazard is per that unit.

    Raises:
        ValueError: if the median is not above zero.

    Example:
        >>> from helpers.statistics.stopping import hazard_from_median
        >>> round(hazard_from_median(4.4), 3)
        0.158
    """
    if not (math.isfinite(median) and median > 0):
        raise ValueError(f"median is {median}; a number above zero is expected.")
    return math.log(2) / median


def hazard_from_share(share: float, years: float) -> float:
    """Return the constant hazard at which a share (0 to below 1) has had the event by ``years``.

    Raises:
        ValueError: if the share or the time is out of range.
    """
    if not (0 <= share < 1 and years > 0):
        raise ValueError(f"{share} by {years} years: a share below 1 and a time above zero are expected.")
    return -math.log1p(-share) / years


def share_by(hazard: float, years: float) -> float:
    """Return the share that has had the event by ``years`` under a constant hazard."""
    return -math.expm1(-hazard * years)


def _area(rate: float, years: float) -> float:
    """Return the integral of exp(-rate * t) from 0 to ``years``; ``rate`` may be zero or below."""
    return years if rate == 0 else -math.expm1(-rate * years) / rate
