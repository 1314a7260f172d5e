"""What a class answered, item by item: who tried, who was right at the first try, what was chosen, who is not there yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..evidence import Evidence
from ..learn.progress_content import Record
from ..learn.questions import NUMBER, ORDERING, PREDICTION, SEVERAL, SINGLE, Question, grade, number_of, question
from ..lessons import modules
from ..lessons.lesson_00.progress_and_glossary import items_of
from .handed_in import Learner

EXERCISE = "exercise"


@dataclass(frozen=True)
class Item:
    """A question or exercise: its id, its kind, and what it asks."""

    item_id: str
    kind: str
    prompt: str
    asked: Question | None = None

    @property
    def graded(self) -> bool:
        """Whether an answer can be right or wrong: a prediction is a guess."""
        return self.kind != PREDICTION


@dataclass(frozen=True)
class Misconception:
    """A wrong answer that the course has words for, and how many learners gave it."""

    item_id: str
    answer: str
    words: str
    learners: int


@dataclass(frozen=True)
class Counted:
    """What the class did with one item; each number counts learners, never tries.

    Attributes:
        first: right at the first try.
        right: right by now, the first included.
        unknown: of those right by now, how many first tries are not kept any more.
        answers: (answer, learners) by number of learners.
    """

    item: Item
    tried: int
    first: int
    right: int
    unknown: int
    answers: tuple[tuple[str, int], ...]
    misconceptions: tuple[Misconception, ...]

    @property
    def first_kept(self) -> int:
        """Of how many learners the first try is known."""
        return self.tried - self.unknown


@dataclass(frozen=True)
class Stuck:
    """A learner, by file name, who tried an item and is not right yet."""

    name: str
    item: Item
    tries: int
    last_answer: str
    day: str


def items_of_course(evidence: Evidence) -> Iterator[Item]:
    """Yield every question and exercise of the course, lesson by lesson."""
    exercises = {number: len(module.EXERCISES) for number, module in modules().items()}
    for lesson in evidence.rows("lessons"):
        for key in items_of(evidence, lesson.lesson, exercises.get(lesson.lesson, 0)):
            if "-E" in key:
                yield Item(key, EXERCISE, f"Exercise {key.rpartition('E')[2]} of lesson {lesson.lesson}")
            else:
                asked = question(evidence, key)
                yield Item(key, asked.kind, asked.prompt, asked)


def count_items(evidence: Evidence, learners: Sequence[Learner]) -> tuple[Counted, ...]:
    """Return the counts of each item that somebody tried, in the order of the lessons."""
    tried = ((item, _records(item, learners)) for item in items_of_course(evidence))
    return tuple(_counted(item, records) for item, records in tried if records)


def find_stuck(evidence: Evidence, learners: Sequence[Learner]) -> tuple[Stuck, ...]:
    """Return who tried what without being right yet, by name and lesson."""
    items = list(items_of_course(evidence))
    return tuple(
        Stuck(one.name, item, record.tries, record.chosen[-1].answer if record.chosen else "", record.last)
        for one in learners
        for item in items
        if item.graded and (record := one.records.get(item.item_id)) and record.tries and not record.right
    )


def right_at_first(item: Item, record: Record) -> bool | None:
    """Return whether the first try was right; None if it is not kept any more."""
    if record.tries == 1 or not record.right:
        return record.right
    if item.asked is None or len(record.chosen) != record.tries:
        return None  # the course keeps the latest answers alone, and none of an exercise
    given = _given(item.asked, record.chosen[0].answer)
    return None if given is None else _is_right(item.asked, given)


def misconceptions_of(asked: Question, answer: str) -> list[tuple[str, str]]:
    """Return (what was answered, the course's words on it) for a kept answer; nothing if it is right or without words."""
    given = _given(asked, answer)
    if given is None or asked.kind == PREDICTION or _is_right(asked, given):
        return []
    if asked.kind == NUMBER:
        near = (o for o in asked.options if abs(given - float(o.text)) <= asked.tolerance + 1e-9)
        return [(option.text, option.feedback) for option in list(near)[:1]]
    feedback = grade(asked, given)
    texts = {option.letter: option.text for option in asked.options}
    how = " (out of its place)" if asked.kind == ORDERING else " (ticked)" if asked.kind == SEVERAL else ""
    said = [(f"{letter}. {texts[letter]}{how}", words) for letter, words in feedback.at]
    missed = [o for o in asked.options if asked.kind == SEVERAL and o.correct and o.letter not in given]
    return [*said, *((f"{o.letter}. {o.text} (not ticked)", o.feedback) for o in missed)]


def _records(item: Item, learners: Sequence[Learner]) -> list[Record]:
    found = (one.records.get(item.item_id) for one in learners)
    return [record for record in found if record and record.tries]


def _counted(item: Item, records: Sequence[Record]) -> Counted:
    firsts = [right_at_first(item, record) for record in records] if item.graded else []
    met: Counter[tuple[str, str]] = Counter()
    answers: Counter[str] = Counter()
    for record in records:
        # an answer that the course cannot have written may be a name: it is shown to nobody
        given = {one.answer for one in record.chosen if item.asked and _given(item.asked, one.answer) is not None}
        answers.update(given)
        met.update({pair for answer in given for pair in misconceptions_of(item.asked, answer)})
    return Counted(
        item,
        tried=len(records),
        first=firsts.count(True),
        right=sum(record.right for record in records) if item.graded else 0,
        unknown=firsts.count(None),
        answers=tuple(sorted(answers.items(), key=lambda pair: (-pair[1], pair[0]))),
        misconceptions=tuple(
            Misconception(item.item_id, answer, words, number)
            for (answer, words), number in sorted(met.items(), key=lambda pair: (-pair[1], pair[0]))
        ),
    )


def _given(asked: Question, answer: str) -> str | tuple[str, ...] | float | None:
    """Return a kept answer as grading takes it; None if this version of the course has no such answer."""
    if asked.kind == NUMBER or (asked.kind == PREDICTION and not asked.options):
        return number_of(answer)
    letters, known = tuple(answer.split(";")), {option.letter for option in asked.options}
    if not set(letters) <= known or len(set(letters)) < len(letters) or (asked.kind == ORDERING and len(letters) < len(known)):
        return None
    if asked.kind in (SINGLE, PREDICTION):
        return letters[0] if len(letters) == 1 else None
    return letters


def _is_right(asked: Question, given: object) -> bool | None:
    return grade(asked, given).correct
