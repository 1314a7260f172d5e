"""Questions, their key, and the steps of the cases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..problems import Problem, cell, shown
from ..schema import Table
from .rule import Tables, between, of


def _right_options(own: list) -> int:
    return sum(row.correct is True for row in own)


def _all_judged(own: list) -> bool:
    return len(own) >= 3 and all(row.correct is not None for row in own)


# kind of question: (what its options must be, in words; whether they are so; whether it has an answer and a tolerance)
_QUESTION_KINDS = {
    "single choice": (
        "at least three options in question_options.csv, exactly one of them right,",
        lambda own: _all_judged(own) and _right_options(own) == 1,
        False,
    ),
    "several": (
        "at least three options in question_options.csv, two or more of them right and some wrong,",
        lambda own: _all_judged(own) and 1 < _right_options(own) < len(own),
        False,
    ),
    "number": (
        "only wrong numbers as options in question_options.csv",
        lambda own: _right_options(own) == 0 and all(_is_number(row.text) for row in own),
        True,
    ),
    "ordering": (
        "at least three options in question_options.csv with the positions 1, 2, 3 and so on",
        lambda own: len(own) >= 3 and sorted(row.position or 0 for row in own) == list(range(1, len(own) + 1)),
        False,
    ),
    "prediction": (
        "no options in question_options.csv, or at least two of which one is right,",
        lambda own: not own or (_all_judged(own) and _right_options(own) == 1),
        True,
    ),
}


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", text))


@between(
    questions="question_id kind answer tolerance hint_1 hint_2 hint_3",
    question_options="question_id option text correct position",
)
def a_question_is_whole(tables: Tables) -> Iterator[Problem]:
    """A question has the options, the answer and the three hints that its kind asks for."""
    options = tables["question_options"].rows
    file = tables["questions"].file
    for row in tables["questions"].rows:
        if row.kind not in _QUESTION_KINDS:
            continue
        wanted, fits, number = _QUESTION_KINDS[row.kind]
        own = [option for option in options if option.question_id == row.question_id]
        if not fits(own):
            yield cell(file, row.question_id, "kind", row.kind, wanted)
        chosen = row.kind == "prediction" and own  # from options instead of a figure
        if number and not chosen and (row.answer is None or row.tolerance is None):
            yield cell(file, row.question_id, "answer", None, "the figure and its tolerance")
        if row.tolerance is not None and row.tolerance <= 0:
            yield cell(file, row.question_id, "tolerance", row.tolerance, "a number above 0")
        hints = sum(hint is not None for hint in (row.hint_1, row.hint_2, row.hint_3))
        if hints != (0 if row.kind == "prediction" else 3):
            yield cell(file, row.question_id, "hint_1", hints, "three hints, and none for a prediction,")


def right_letters(kind: str, own: list) -> str | None:
    """Return the letters of the right options as ``answer_key`` has them, for an ordering in the right order."""
    if kind == "ordering":
        own = sorted((row for row in own if row.position is not None), key=lambda row: row.position)
        return ";".join(row.option for row in own) or None
    return ";".join(row.option for row in own if row.correct) or None


@between(
    questions="question_id kind answer tolerance",
    question_options="question_id option correct position",
    answer_key="question_id options answer tolerance",
)
def the_bank_agrees_with_its_key(tables: Tables) -> Iterator[Problem]:
    """The right options, the answer and the tolerance of each question stand in ``answer_key`` too."""
    keys = {row.question_id: row for row in tables["answer_key"].rows}
    options = tables["question_options"].rows
    for row in tables["questions"].rows:
        key = keys.get(row.question_id)
        if key is None:
            yield cell("answer_key.csv", row.question_id, "question_id", None, "the key of every question")
            continue
        letters = right_letters(row.kind, [option for option in options if option.question_id == row.question_id])
        pairs = (
            ("question_options.csv", "position" if row.kind == "ordering" else "correct", letters, key.options),
            ("questions.csv", "answer", row.answer, key.answer),
            ("questions.csv", "tolerance", row.tolerance, key.tolerance),
        )
        for file, column, found, wanted in pairs:
            if found != wanted:
                words = "nothing" if wanted is None else f'"{shown(wanted)}"'
                yield cell(file, row.question_id, column, found, f"{words}, as answer_key.csv says,")


@of("vignette_steps", columns="kind text")
def a_question_of_a_case_asks(table: Table) -> Iterator[Problem]:
    """A step of the kind "question" ends with a question mark, no other does."""
    for number, row in enumerate(table.rows):
        if (row.kind == "question") != row.text.endswith("?"):
            yield cell(table.file, table.key(number), "kind", row.kind, "question exactly where the text asks one")


@of("vignette_steps", columns="case_id kind step")
def steps_are_counted_from_one(table: Table) -> Iterator[Problem]:
    """The steps of a case are 1, 2, 3 and so on for each kind."""
    counted: dict[tuple[str, str], int] = {}
    for number, row in enumerate(table.rows):
        wanted = counted[row.case_id, row.kind] = counted.get((row.case_id, row.kind), 0) + 1
        if row.step != wanted:
            yield cell(table.file, table.key(number), "step", row.step, str(wanted))


@between(questions="question_id lesson")
def a_question_is_named_after_its_lesson(tables: Tables) -> Iterator[Problem]:
    """Question L03-Q1 belongs to lesson 03."""
    for row in tables["questions"].rows:
        if not row.question_id.startswith(f"L{row.lesson}-"):
            yield cell(tables["questions"].file, row.question_id, "lesson", row.lesson, "the lesson that the id names")
