"""Do the exercises check without telling, do their solutions pass, do their stubs run?"""

from __future__ import annotations

import itertools
import math
import re
from decimal import Decimal
from fractions import Fraction

import nbformat
import numpy as np
import pandas as pd
import pytest

from helpers.learn.exercises import Exercise, Verdict, check
from helpers.learn.questions import Feedback
from helpers.lessons import modules
from tests.conftest import NOTEBOOKS
from tests.support import contract

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
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) in contract.EXERCISES
    text = "\n\n".join(cells(path, "markdown"))
    assert re.findall(r"^\*\*Exercise (\d)\.\*\*", text, flags=re.MULTILINE) == [str(n) for n in numbers]
    assert [int(n) for n, _ in SOLUTION.findall(text)] == numbers
    stubs = [source for source in cells(path, "code") if "lesson.exercise(" in source]
    assert stubs == [f"answer = ...  # replace the three dots\nlesson.exercise({n}, answer)" for n in numbers]


@pytest.mark.parametrize(("path", "number"), EXERCISES, ids=NAMES)
def test_the_folded_solution_is_right(path, number):
    verdict = check(LESSONS[path.name[:2]].EXERCISES[number], solution(path, number))
    assert verdict.correct is True, verdict.text


def numbers_not_in_solution(text: str) -> list[str]:
    """Return the numbers that the task of an exercise chooses and its solution does not use."""
    solutions = dict(SOLUTION.findall(text))
    tasks = re.findall(r"^\*\*Exercise (\d)\.\*\*(.*?)(?=^\*\*Exercise|<details>|\Z)", text, flags=re.MULTILINE | re.DOTALL)
    return [
        f"exercise {number}: {chosen}"
        for number, task in tasks
        for chosen in re.findall(r"([\d.]+)<!--chosen-->", task)
        if not re.search(rf"(?<![\d.]){re.escape(chosen)}(?![\d.])", solutions[number])
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_number_that_a_task_chooses_is_the_one_that_its_solution_uses(path):
    assert numbers_not_in_solution("\n\n".join(cells(path, "markdown"))) == []


def test_another_number_in_a_task_is_seen():
    task = "**Exercise 1.** On how many days of 23<!--chosen--> cycles?"
    solved = "<details><summary>Solution to exercise 1</summary>\n\n```python\nanswer = 13 * 21\n```\n\n</details>"
    assert numbers_not_in_solution(f"{task}\n\n{solved}") == ["exercise 1: 23"]
    assert numbers_not_in_solution(f"{task.replace('23', '13')}\n\n{solved}") == []


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


RECURSIVE: list = []
RECURSIVE.append(RECURSIVE)


class Hostile:
    """An object of the student's own that refuses everything."""

    def __iter__(self):
        raise RuntimeError("no")


ODD = {
    "0-d array": np.array(3.0), "0-d array of text": np.array("x"), "recursive list": RECURSIVE, "recursive dict": {"x": RECURSIVE},
    "huge": 10**400, "hugely negative": -(10**400), "5,000 digits": 10**5000, "list of the huge": [10**5000, 1], "inf": float("inf"),
    "nan": float("nan"), "NA": pd.NA, "list of NA": [pd.NA, 1], "NaT": pd.NaT, "range": range(3), "long range": range(10**12),
    "map": map(str, [1]), "endless": itertools.count(), "keys": {"a": 1}.keys(), "values": {"a": 1}.values(),
    "items": {"a": 1}.items(), "method": {}.values, "class": list, "generic": list[int], "module": math, "bytes": b"x",
    "frame": pd.DataFrame({"a": [1]}), "empty frame": pd.DataFrame(), "complex": 1j, "fraction": Fraction(1, 3), "decimal": Decimal("1"),
    "signalling": Decimal("sNaN"), "matrix": np.eye(2), "masked": np.ma.masked, "date": np.datetime64("2020-01-01"),
    "structured": np.array([(1, 2)], dtype=[("a", int), ("b", int)]), "categorical": pd.Categorical(["a"]), "interval": pd.Interval(0, 1),
    "object": object(), "hostile": Hostile(), "mixed": [1, "a", None, [2]], "text": "x", "dots inside": [...],
}  # fmt: skip


@pytest.mark.parametrize("expected", [3, 2.5, "CALGB", ["a", "b"], [1, 2], {"x": 1}], ids=str)
@pytest.mark.parametrize("odd", ODD)
def test_an_odd_answer_gets_a_sentence(odd, expected):
    verdict = check(Exercise(lambda: expected, "hint", "well done"), ODD[odd])
    assert verdict.correct is ((odd, expected) == ("0-d array", 3)) and verdict.text.endswith((".", "hint", "well done"))


def test_what_holds_itself_is_said_not_to_be_comparable():
    text = check(Exercise(lambda: [1], "h", "r"), RECURSIVE).text
    assert text == "A list is expected; your answer cannot be compared with one."


def test_a_fault_of_the_course_is_not_hidden():
    with pytest.raises(ZeroDivisionError):
        check(Exercise(lambda: 1 / 0, "h", "r"), 1)


@pytest.mark.parametrize(
    ("expected", "answer"),
    [
        ([0, 1, 2], range(3)),
        (["1", "2"], map(str, (2, 1))),
        ([1, 2], {"a": 2, "b": 1}.values()),
        (["a", "b"], {"b": 2, "a": 1}.keys()),
        ([("a", 1)], {"a": 1}.items()),
        ([1, 2], (n for n in (2, 1))),
        ([1, 2], filter(None, [0, 2, 1])),
        ([2.0, 10.0], np.array([10.001, 1.999])),
        ([1, 2], pd.Index([1, 2])),
        (3, np.array(3)),
    ],
)
def test_whatever_can_be_gone_through_is_a_list(expected, answer):
    assert check(Exercise(lambda: expected, "hint", "right", 0.005), answer).correct is True


def test_a_note_of_the_progress_file_stands_below_the_verdict():
    shown = Verdict(Feedback(False, "Not yet."), ("It could not be saved <b>.",))._repr_mimebundle_()
    assert shown["text/plain"] == "✗ Not yet.\nIt could not be saved <b>."
    assert shown["text/html"].endswith("<p><small>It could not be saved &lt;b&gt;.</small></p>")


def test_the_wrong_kind_of_answer_is_named():
    assert check(Exercise(lambda: 2.0, "h", "r"), [2.0]).text == "A number is expected; your answer is a list."
