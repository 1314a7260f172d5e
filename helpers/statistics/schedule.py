"""Counting days and doses of a drug that is taken in cycles: plain arithmetic."""

from __future__ import annotations

CYCLE = 28  # days


def dose_days(cycles: int, days_on: int) -> int:
    """Return on how many days a dose is taken in ``cycles`` cycles of 28 days, on the first ``days_on`` days of each.

    Raises:
        ValueError: if there are fewer than no cycles, or the days do not lie between 0 and 28.
    """
    if cycles < 0 or not 0 <= days_on <= CYCLE:
        raise ValueError(f"{cycles} cycles, {days_on} days: no fewer than 0 cycles, and 0 to {CYCLE} days, are expected.")
    return cycles * days_on


def free_days(cycles: int, days_on: int) -> int:
    """Return the days without a dose in the same time."""
    return cycles * CYCLE - dose_days(cycles, days_on)


def milligrams(cycles: int, days_on: int, first: float, later: float, change_after: int) -> float:
    """Return the milligrams taken in all: ``first`` a day up to cycle ``change_after``, ``later`` a day from then on.

    Raises:
        ValueError: as ``dose_days``.
    """
    early = min(cycles, change_after)
    return dose_days(early, days_on) * first + dose_days(cycles - early, days_on) * later
