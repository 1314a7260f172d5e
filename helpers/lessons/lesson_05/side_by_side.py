"""Lesson 05: what the views of benefit and harm share."""

from __future__ import annotations

from ...show.charts.icons import IconGroup

METHOD = "altman-andersen-1999"  # the source of the number needed to treat
ARMS = ("experimental", "control")
ONE_TRIAL = "One trial only: overall survival is mixed across the trials."
OTHER_TRIALS = "Lesson 03 and lesson 04 show the other trials."
NOT_SUBTRACTED = (
    "Benefit and harm are not subtracted from each other: a death and a second cancer are different things, one person can have "
    "both, and how much each of them weighs is a matter for the person concerned."
)


def groups(names: list[str], counts: list[int]) -> tuple[IconGroup, ...]:
    """Return both groups with how many people had the event, the experimental one first."""
    return tuple(IconGroup(name, n, first) for name, n, first in zip(names, counts, (True, False), strict=True))
