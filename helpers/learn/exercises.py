"""Exercises under the hood: the student's own code gives an answer, a check says whether it is right, and does not tell it."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from itertools import islice
from numbers import Real

from .questions import Feedback

_MOST = 10_000  # items that are looked at: an answer may have no end


@dataclass(frozen=True)
class Exercise:
    """One exercise.

    Attributes:
        expected: returns the right answer, computed from the evidence: a number, a text, a list (in any order) or a dict.
        hint: what to look at when the answer is wrong; it must not hold the answer.
        right: what to take away when it is right.
        tolerance: how far a number may lie from the expected one.
    """

    expected: Callable[[], object]
    hint: str
    right: str
    tolerance: float = 1e-6


@dataclass(frozen=True)
class Verdict:
    """What the learner sees below the cell: the feedback, and what is to be known of the progress file."""

    feedback: Feedback
    notes: tuple[str, ...] = ()

    def plain(self) -> str:
        """Return the verdict as text."""
        return "\n".join([self._said(), *self.notes])

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        html = f'<p style="border-left:4px solid #595959;padding-left:.7em;">{escape(self._said())}</p>'
        html += "".join(f"<p><small>{escape(note)}</small></p>" for note in self.notes)
        return {"text/plain": self.plain(), "text/html": html}

    def _said(self) -> str:
        return {True: "✓ ", False: "✗ ", None: ""}[self.feedback.correct] + self.feedback.text


def check(exercise: Exercise, answer: object) -> Feedback:
    """Return the feedback for an answer; three dots mean that the exercise was not yet begun."""
    if answer is ...:
        return Feedback(None, "Not solved yet. Replace the three dots by your code and run the cell again.")
    expected = _plain(exercise.expected())
    try:
        return _compare(exercise, _plain(answer), expected)
    except Exception:  # the student's own object may do anything, and holds perhaps itself
        return Feedback(False, f"{_kind(expected)} is expected; your answer cannot be compared with one.")


def _compare(exercise: Exercise, answer: object, expected: object) -> Feedback:
    if _kind(answer) != _kind(expected):
        return Feedback(False, f"{_kind(expected)} is expected; your answer is {_kind(answer).lower()}.")
    if isinstance(expected, list | dict) and len(answer) != len(expected):
        return Feedback(False, f"Not yet: your answer holds {len(answer)} of what should be another number. {exercise.hint}")
    if _same(answer, expected, exercise.tolerance):
        return Feedback(True, f"Right. {exercise.right}")
    return Feedback(False, f"Not yet. {exercise.hint}")


def _plain(value: object) -> object:
    """Return pandas and NumPy values, and whatever can be gone through, as plain Python ones."""
    pd = sys.modules.get("pandas")  # where nobody has loaded it, no value comes from it
    if pd and isinstance(value, pd.Series):
        value = value.to_dict() if not isinstance(value.index, pd.RangeIndex) else value.tolist()
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if getattr(value, "ndim", None) == 0:
        value = value.item()
    if isinstance(value, Iterable) and not isinstance(value, str | bytes) and not (pd and isinstance(value, pd.DataFrame)):
        return [_plain(item) for item in islice(value, _MOST)]
    if (pd and pd.api.types.is_scalar(value) and pd.isna(value)) or (isinstance(value, float) and math.isnan(value)):
        return None
    return value.item() if hasattr(value, "item") else value


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "True or False"
    names = ((Real, "A number"), (str, "A text"), (list, "A list"), (dict, "A dictionary or a Series"))
    return next((name for kind, name in names if isinstance(value, kind)), "Something else" if value is not None else "Nothing")


def _same(answer: object, expected: object, tolerance: float) -> bool:
    if isinstance(expected, dict):
        return set(answer) == set(expected) and all(_same(answer[key], expected[key], tolerance) for key in expected)
    if isinstance(expected, list):
        return all(_same(a, b, tolerance) for a, b in zip(sorted(answer, key=_rank), sorted(expected, key=_rank), strict=True))
    if isinstance(expected, Real) and isinstance(answer, Real) and isinstance(expected, bool) == isinstance(answer, bool):
        return abs(_float(answer) - _float(expected)) <= tolerance + 1e-12
    return answer == expected


def _rank(value: object) -> tuple[bool, float, str]:
    """Return a sort key: numbers by size, then the rest by its text."""
    return (False, _float(value), "") if isinstance(value, Real) else (True, 0.0, str(value))


def _float(value: Real) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf
