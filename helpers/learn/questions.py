"""Questions and their grading, without widgets: an answer goes in, feedback comes out.

Five kinds: single choice, several, number, ordering, prediction. A wrong answer is met by the misconception behind it; the
right one is never given away before it was found (three hints lead there).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..evidence import Evidence, split_ids

SINGLE, SEVERAL, NUMBER, ORDERING, PREDICTION = "single choice", "several", "number", "ordering", "prediction"
KINDS = (SINGLE, SEVERAL, NUMBER, ORDERING, PREDICTION)
# what a sheet of paper asks for, beyond the prompt
ON_PAPER = {SEVERAL: "Tick each that belongs.", ORDERING: "Number them in the right order.", NUMBER: "Write a number."}


@dataclass(frozen=True)
class Option:
    """One option of a question, with its feedback.

    Attributes:
        letter: under which it is shown.
        correct: whether it belongs to the answer; None where nothing is chosen from (ordering).
        position: its place in the right order (1 is first), or None.
    """

    letter: str
    text: str
    correct: bool | None
    feedback: str
    position: int | None = None


@dataclass(frozen=True)
class Question:
    """A question of the bank (tables ``questions`` and ``question_options``).

    Attributes:
        answer, unit, tolerance: the figure asked for and how far an answer may lie from it; None for a choice.
        answer_rows: the evidence that decides the answer.
        hints: three steps towards the answer; empty for a prediction.
        options: in the order in which they are shown; for a number, wrong numbers that have a reason.
    """

    question_id: str
    kind: str
    prompt: str
    answer: float | None
    unit: str
    tolerance: float | None
    answer_rows: tuple[str, ...]
    hints: tuple[str, ...]
    explanation: str
    options: tuple[Option, ...]

    def with_unit(self, number: float) -> str:
        """Return a number with the unit of the answer behind it."""
        return f"{number:g}{'%' if self.unit == 'percent' else f' {self.unit}'.rstrip()}"


@dataclass(frozen=True)
class Feedback:
    """What the learner reads after answering; ``correct`` is None where nothing was answered.

    Attributes:
        text: what is said below the options.
        at: (letter, words) for each option that is spoken of.
    """

    correct: bool | None
    text: str
    at: tuple[tuple[str, str], ...] = ()


def questions_of(evidence: Evidence, lesson: str) -> tuple[str, ...]:
    """Return the ids of a lesson's questions, predictions first, then by number."""
    ids = [row.question_id for row in evidence.rows("questions", lesson=lesson)]
    return tuple(sorted(ids, key=lambda key: ("-Q" in key, int(key[5:]))))


def question(evidence: Evidence, question_id: str) -> Question:
    """Return a question of the bank.

    Raises:
        KeyError: if the bank has no such question.
    """
    found = evidence.rows("questions", question_id=question_id)
    if not found:
        raise KeyError(f"The question bank has no {question_id}.")
    (row,) = found
    number = row.kind in (NUMBER, PREDICTION)
    options = sorted(evidence.rows("question_options", question_id=question_id), key=lambda option: option.option)
    return Question(
        question_id=question_id,
        kind=row.kind,
        prompt=row.prompt,
        answer=row.answer if number else None,
        unit=row.unit if number else "",
        tolerance=row.tolerance if number else None,
        answer_rows=tuple(split_ids(row.answer_rows)),
        hints=tuple(filter(None, (row.hint_1, row.hint_2, row.hint_3))),
        explanation=row.explanation,
        options=tuple(Option(o.option, o.text, o.correct, o.feedback, o.position) for o in options),
    )


def grade(asked: Question, given: object) -> Feedback:
    """Return the feedback for an answer.

    Args:
        given: a letter ("" for none), a sequence of letters (several, ordering) or a number, as the kind takes it.

    Raises:
        ValueError: if the question has no such option.
    """
    graders = {SINGLE: grade_choice, SEVERAL: grade_several, NUMBER: grade_number, ORDERING: grade_order}
    return graders.get(asked.kind, judge_prediction)(asked, given)


def grade_choice(asked: Question, letter: str) -> Feedback:
    """Return the feedback for one option; with the right one comes the explanation."""
    if letter == "":
        return Feedback(None, "Choose an answer first.")
    chosen = _find(asked, letter)
    if chosen.correct:
        return Feedback(True, asked.explanation, _spelt_out([chosen]))
    return Feedback(False, "Not this one. Have another try.", _spelt_out([chosen]))


def grade_several(asked: Question, letters: Sequence[str]) -> Feedback:
    """Return the feedback for a set of options: what was ticked in error, and how many are missing."""
    if not letters:
        return Feedback(None, "Tick at least one answer first.")
    ticked = [_find(asked, letter) for letter in letters]
    wrong = [option for option in ticked if not option.correct]
    missing = [option for option in asked.options if option.correct and option not in ticked]
    if not wrong and not missing:
        return Feedback(True, f"These, and no others. {asked.explanation}", _spelt_out(asked.options))
    parts = [f"{len(wrong)} of your ticks {'does' if len(wrong) == 1 else 'do'} not belong."] if wrong else []
    parts += [f"{len(missing)} that {'belongs' if len(missing) == 1 else 'belong'} {_is(missing)} not ticked."] if missing else []
    return Feedback(False, "Not yet. " + " ".join(parts) + " Have another try.", _spelt_out(wrong))


def number_of(text: str) -> float | None:
    """Return the number that somebody wrote, with or without its unit, or None; a decimal comma is understood.

    >>> number_of("52.8"), number_of("52,8 months"), number_of("1,208"), number_of("about fifty")
    (52.8, 52.8, 1208.0, None)
    """
    written = re.fullmatch(r"\s*([-+]?\d{1,12}(?:[.,]\d{1,12})?)(?:\s*%|\s+[A-Za-z ]+)?\s*", text, flags=re.ASCII)
    if written is None:
        return None
    thousands = re.fullmatch(r"[-+]?[1-9]\d{0,2},\d{3}", written[1])
    return float(written[1].replace(",", "" if thousands else "."))


def grade_number(asked: Question, value: float | None) -> Feedback:
    """Return the feedback for a number: right within the tolerance, a known slip, or too large or too small."""
    if value is None:
        return Feedback(None, "Write a number first, such as 3.5.")
    if abs(value - asked.answer) <= asked.tolerance + 1e-9:
        return Feedback(True, asked.explanation)
    for option in asked.options:
        if abs(value - float(option.text)) <= asked.tolerance + 1e-9:
            return Feedback(False, f"Not this number. {option.feedback} Have another try.")
    return Feedback(False, f"Not yet: {value:g} is too {'large' if value > asked.answer else 'small'}. Have another try.")


def grade_order(asked: Question, letters: Sequence[str]) -> Feedback:
    """Return the feedback for an order: how many items stand in their place, and why the first misplaced one does not."""
    if "" in letters or len(letters) < len(asked.options):
        return Feedback(None, "Put every item in its place first.")
    twice = sorted({letter for letter in letters if list(letters).count(letter) > 1})
    if twice:
        return Feedback(None, f"Each item has one place; {twice[0]} stands in more than one.")
    placed = [_find(asked, letter) for letter in letters]
    misplaced = [option for place, option in enumerate(placed, start=1) if option.position != place]
    if not misplaced:
        return Feedback(True, asked.explanation, _spelt_out(placed))
    right = len(placed) - len(misplaced)
    return Feedback(
        False, f"Not yet: {right} of {len(placed)} stand in their place. Have another try.", _spelt_out(misplaced[:1])
    )


def judge_prediction(asked: Question, guess: float | str | None) -> Feedback:
    """Return how a prediction compares with the reported figure, or what is said to the option; it is never called wrong."""
    if asked.options:
        chosen = _find(asked, guess) if guess else None
        if chosen is None:
            return Feedback(None, "Choose one first, or skip the guess.")
        return Feedback(chosen.correct, f'You predicted "{chosen.text}". {chosen.feedback}')
    if guess is None:
        return Feedback(None, "Write a number first, such as 3.5, or skip the guess.")
    gap, predicted = guess - asked.answer, f"You predicted {asked.with_unit(guess)}"
    if abs(gap) <= asked.tolerance:
        return Feedback(True, f"{predicted}: close.")
    apart = "percentage points" if asked.unit == "percent" else asked.unit
    words = f"{abs(gap):.4g} {apart}".rstrip()
    return Feedback(False, f"{predicted}: {words} {'above' if gap > 0 else 'below'} what was reported.")


def answer_text(given: object) -> str:
    """Return an answer as it is kept: a letter, letters ("A;C"), or a number ("3.5")."""
    if isinstance(given, str):
        return given
    return ";".join(given) if isinstance(given, Sequence) else f"{given:.12g}"


def _find(asked: Question, letter: str) -> Option:
    chosen = next((option for option in asked.options if option.letter == letter), None)
    if chosen is None:
        raise ValueError(f"{asked.question_id} has no option {letter}.")
    return chosen


def _spelt_out(options: Sequence[Option]) -> tuple[tuple[str, str], ...]:
    return tuple((option.letter, option.feedback) for option in options)


def _is(items: Sequence) -> str:
    return "is" if len(items) == 1 else "are"
