"""Exercises under the hood: the student's own code gives an answer, a check says whether it is right, and does not tell it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from numbers import Real

import pandas as pd

from .questions import Feedback


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
    """What the learner sees below the cell."""

    feedback: Feedback

    def plain(self) -> str:
        """Return the verdict as text."""
        return {True: "✓ ", False: "✗ ", None: ""}[self.feedback.correct] + self.feedback.text

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        html = f'<p style="border-left:4px solid #595959;padding-left:.7em;">{escape(self.plain())}</p>'
        return {"text/plain": self.plain(), "text/html": html}


def check(exercise: Exercise, answer: object) -> Feedback:
    """Return the feedback for an answer; three dots mean that the exercise was not yet begun."""
    if answer is ...:
        return Feedback(None, "Not solved yet. Replace the three dots by your code and run the cell again.")
    answer, expected = _plain(answer), _plain(exercise.expected())
    if _kind(answer) != _kind(expected):
        return Feedback(False, f"{_kind(expected)} is expected; your answer is {_kind(answer).lower()}.")
    if isinstance(expected, list | dict) and len(answer) != len(expected):
        return Feedback(False, f"Not yet: your answer holds {len(answer)} of what should be another number. {exercise.hint}")
    if _same(answer, expected, exercise.tolerance):
        return Feedback(True, f"Right. {exercise.right}")
    return Feedback(False, f"Not yet. {exercise.hint}")


def _plain(value: object) -> object:
    """Return pandas, NumPy and tuple values as plain Python ones."""
    if isinstance(value, pd.Series):
        value = value.to_dict() if not isinstance(value.index, pd.RangeIndex) else value.tolist()
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset | tuple | list | pd.Index) or type(value).__name__ in ("ndarray", "dict_keys"):
        return [_plain(item) for item in value]
    if pd.api.types.is_scalar(value) and pd.isna(value):
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
        return all(_same(a, b, tolerance) for a, b in zip(sorted(answer, key=str), sorted(expected, key=str), strict=True))
    if isinstance(expected, Real) and isinstance(answer, Real) and isinstance(expected, bool) == isinstance(answer, bool):
        return abs(answer - expected) <= tolerance + 1e-12
    return answer == expected
