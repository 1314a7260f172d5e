"""Do the exercises check without telling, do their solutions pass, do their stubs run?"""

from __future__ import annotations

import re

import nbformat
import numpy as np
import pandas as pd
import pytest

from helpers.exercises import Exercise, check
from helpers.lessons import modules
from tests.conftest import NOTEBOOKS

LESSONS = modules()
SOLUTION = re.compile(r"<details><summary>Solution to exercise (\d)</summary>\n\n```python\n(.*?)\n```\n\n</details>", re.DOTALL)
EXERCISES = [(path, number) for path in NOTEBOOKS for number in LESSONS[path.name[:2]].EXERCISES]
NAMES = [f"{path.name[:2]}-{number}" for path, number in EXERCISES]


def cells(path, kind: str) -> list[str]:
    return [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def solution(path, number: int) -> object:
    """Run the folded solution of an exercise, as a student would paste it, and return its answer."""
    found = dict(SOLUTION.findall("\n\n".join(cells(path, "markdown"))))
    namespace: dict[str, object] = {}
    exec(found[str(number)], namespace)
    return namespace["answer"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_lesson_has_two_or_three_exercises_each_with_task_stub_and_solution(path):
    numbers = list(LESSONS[path.name[:2]].EXERCISES)
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) in (2, 3)
    text = "\n\n".join(cells(path, "markdown"))
    assert re.findall(r"^\*\*Exercise (\d)\.\*\*", text, flags=re.MULTILINE) == [str(n) for n in numbers]
    assert [int(n) for n, _ in SOLUTION.findall(text)] == numbers
    stubs = [source for source in cells(path, "code") if "lesson.exercise(" in source]
    assert stubs == [f"answer = ...  # replace the three dots\nlesson.exercise({n}, answer)" for n in numbers]


@pytest.mark.parametrize(("path", "number"), EXERCISES, ids=NAMES)
def test_the_folded_solution_is_right(path, number):
    verdict = check(LESSONS[path.name[:2]].EXERCISES[number], solution(path, number))
    assert verdict.correct is True, verdict.text


@pytest.mark.parametrize(("path", "number"), EXERCISES, ids=NAMES)
def test_the_stub_says_that_nothing_was_answered(path, number):
    assert LESSONS[path.name[:2]].exercise(number, ...).plain().startswith("Not solved yet.")


@pytest.mark.parametrize(("path", "number"), EXERCISES, ids=NAMES)
def test_a_wrong_answer_is_not_told_the_right_one(path, number):
    exercise = LESSONS[path.name[:2]].EXERCISES[number]
    right = solution(path, number)
    for wrong in (-1, "no", [], {}, None):
        verdict = check(exercise, wrong)
        assert verdict.correct is False
        if isinstance(right, float | int | np.number):
            assert not re.search(rf"(?<![\d.]){re.escape(f'{float(right):g}')}(?!\d)", verdict.text), verdict.text
        elif isinstance(right, str):
            assert right.lower() not in verdict.text.lower()


@pytest.mark.parametrize(
    ("expected", "answer", "correct"),
    [
        (2.0, np.float64(2.004), True),
        (2.0, 2.1, False),
        (3, pd.Series([1, 2, 3]).max(), True),
        (["a", "b"], ("b", "a"), True),
        (["a", "b"], ["a", "c"], False),
        (["a", "b"], ["a"], False),
        ({"x": 1, "y": 2}, pd.Series({"y": 2, "x": 1}), True),
        ({"x": 1}, {"x": 2}, False),
        ("CALGB", "CALGB", True),
        ("CALGB", 3, False),
        (2.0, pd.NA, False),
        (1, True, False),
    ],
)
def test_answers_of_every_kind(expected, answer, correct):
    assert check(Exercise(lambda: expected, "hint", "right", 0.005), answer).correct is correct


def test_the_wrong_kind_of_answer_is_named():
    assert check(Exercise(lambda: 2.0, "h", "r"), [2.0]).text == "A number is expected; your answer is a list."
