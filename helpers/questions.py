"""Questions and their grading, without widgets: an answer goes in, feedback comes out."""

from __future__ import annotations

from dataclasses import dataclass

from .evidence import Evidence, split_ids


@dataclass(frozen=True)
class Option:
    """One option of a single-choice question, with the feedback for choosing it."""

    letter: str
    text: str
    correct: bool
    feedback: str


@dataclass(frozen=True)
class Question:
    """A question of the bank (tables ``questions`` and ``question_options``).

    Attributes:
        answer, unit, tolerance: the figure asked for and how far a prediction may lie from it; None for a choice.
        answer_rows: the evidence that decides the answer.
    """

    question_id: str
    kind: str
    prompt: str
    answer: float | None
    unit: str
    tolerance: float | None
    answer_rows: tuple[str, ...]
    explanation: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Feedback:
    """What the learner reads after answering; ``correct`` is None where nothing was answered."""

    correct: bool | None
    text: str


def question(evidence: Evidence, question_id: str) -> Question:
    """Return a question of the bank.

    Raises:
        KeyError: if the bank has no such question.
    """
    table, options = evidence.tables["questions"], evidence.tables["question_options"]
    found = table[table["question_id"] == question_id]
    if found.empty:
        raise KeyError(f"The question bank has no {question_id}.")
    row = found.iloc[0]
    number = row["kind"] == "prediction"
    return Question(
        question_id=question_id,
        kind=row["kind"],
        prompt=row["prompt"],
        answer=float(row["answer"]) if number else None,
        unit=row["unit"] if number else "",
        tolerance=float(row["tolerance"]) if number else None,
        answer_rows=tuple(split_ids(row["answer_rows"])),
        explanation=row["explanation"],
        options=tuple(
            Option(o["option"], o["text"], bool(o["correct"]), o["feedback"])
            for _, o in options[options["question_id"] == question_id].iterrows()
        ),
    )


def grade_choice(asked: Question, letter: str) -> Feedback:
    """Return the feedback for an option (empty: none chosen yet); with the right one comes the explanation.

    Raises:
        ValueError: if the question has no such option.
    """
    if letter == "":
        return Feedback(None, "Choose an answer first.")
    chosen = next((option for option in asked.options if option.letter == letter), None)
    if chosen is None:
        raise ValueError(f"{asked.question_id} has no option {letter}.")
    if chosen.correct:
        return Feedback(True, f"{chosen.feedback} {asked.explanation}")
    return Feedback(False, f"Not this one. {chosen.feedback} Have another try.")


def judge_prediction(asked: Question, guess: float) -> Feedback:
    """Return how a prediction compares with the reported figure; a prediction is never called wrong."""
    gap = guess - asked.answer
    reported = f"The reported figure is {asked.answer:g} {asked.unit}."
    if abs(gap) <= asked.tolerance:
        return Feedback(True, f"You predicted {guess:g} {asked.unit}: close. {reported}")
    side = "above" if gap > 0 else "below"
    return Feedback(False, f"You predicted {guess:g} {asked.unit}: {abs(gap):.1f} {asked.unit} {side} it. {reported}")
