"""The one caution of a view, chosen among several; the others stay notes, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable

from ...evidence import Estimate
from .reported_ratios import as_ratio

ARMS_MISSING = "How many more people that is cannot be said: both arms' figures are not reported."
NO_DIFFERENCE = "The interval of the hazard ratio also allows for no difference at all."


def allows_no_difference(figure: Estimate | None) -> bool:
    """Return whether the interval of a hazard ratio is reported and holds 1."""
    ratio = as_ratio(figure)
    return ratio is not None and ratio.low <= 1 <= ratio.high


def first_that_holds(guards: Iterable[tuple[object, str, str]]) -> tuple[str, list[str]]:
    """Return the caution of the first guard that holds, and as notes what it leaves unsaid and all that the others say.

    Args:
        guards: whether it holds, its caution (at most 20 words), and what a note adds; the most important first.
    """
    caution, notes = "", []
    for holds, words, more in guards:
        if holds:
            notes.append(more if not caution else f"{words} {more}".strip())
            caution = caution or words
    return caution, [note for note in notes if note]
