"""An assessment sheet from the question bank, its key, and the step of evidence-based practice that each item tests."""

from __future__ import annotations

from types import SimpleNamespace

from ... import wording
from ...evidence import Evidence, split_ids
from ...learn.questions import NUMBER, ON_PAPER, ORDERING, Question, question, questions_of
from ...show.citations import Reference
from ...show.table import REST, Cell, Table, as_csv
from ...show.view import Download, Note, View
from .prepare import named, rows_behind

SHEET, KEY = "the sheet", "the key"
PAPERS = (SHEET, KEY)
FEWEST, MOST = 5, 20
ALL = ""
FIRST_STEPS = "00"  # the lesson on how to use the course; it is no part of a sheet on all of them
_COMPARABLE = "ilic-2014-ace"  # a published test of the same steps
_CAUTION = "The items help to learn. Nobody has tested them as an examination."
_ROOM = "……"
_KEY_COLUMNS = ["item", "question", "prompt", "right_answer", "objective", "step", "rows"]
_SHEET_COLUMNS = ["item", "prompt", "option", "your_answer"]


def lesson_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, number) of the lessons, all of them first."""
    return [("all, evenly", ALL), *((named(row), row.lesson) for row in evidence.rows("lessons"))]


def step_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, id) of the steps that a question tests, all of them first."""
    tested = {row.step_id for row in evidence.rows("question_steps")}
    return [("any", ALL), *((row.name, row.step_id) for row in evidence.rows("practice_steps") if row.step_id in tested)]


def assessment_view(evidence: Evidence, lesson: str, items: int, paper: str, step: str) -> View:
    """Return the items of a sheet, or their key.

    Args:
        lesson: the number of a lesson, or ``ALL``.
        items: how many at most.
        paper: one of ``PAPERS``.
        step: a step of evidence-based practice, or ``ALL``.
    """
    chosen = items_of(evidence, lesson, items, step)
    if not chosen:
        return View("No item of this lesson tests this step. Choose another step, or any.")
    return (_sheet if paper == SHEET else _key)(evidence, chosen, items)


def items_of(evidence: Evidence, lesson: str, items: int, step: str) -> list[Question]:
    """Return as many self-check questions as are asked for, spread evenly over those that fit, in the order of the map."""
    steps = {row.question_id: row.step_id for row in evidence.rows("question_steps")}
    lessons = [lesson] if lesson else [row.lesson for row in evidence.rows("lessons") if row.lesson != FIRST_STEPS]
    keys = [key for number in lessons for key in questions_of(evidence, number) if "-Q" in key]
    pool = [key for key in keys if step in (ALL, steps.get(key))]
    return [question(evidence, key) for key in spread(pool, items)]


def spread(pool: list[str], count: int) -> list[str]:
    """Return some of a list, evenly spaced from its first to its last; all if there are not more.

    >>> spread(["a", "b", "c", "d", "e"], 3), spread(["a"], 3)
    (['a', 'c', 'e'], ['a'])
    """
    if len(pool) <= count:
        return pool
    return [pool[(at * (len(pool) - 1) + (count - 1) // 2) // (count - 1)] for at in range(count)]


def _counted(chosen: list[Question], items: int) -> str:
    few = "" if len(chosen) == items else " (there are no more)"
    return f"{len(chosen)} {'item' if len(chosen) == 1 else 'items'}{few}"


def _sheet(evidence: Evidence, chosen: list[Question], items: int) -> View:
    rows, saved = [], []
    for number, asked in enumerate(chosen, start=1):
        prompt = f"{number}. {asked.prompt} {ON_PAPER.get(asked.kind, '')}".rstrip()
        lines = _answer_lines(asked)
        rows += [(Cell(prompt, heading=True, span=REST),), *lines]
        saved += [[number, prompt, line, ""] for line, _ in lines]
    return View(
        sentence=f"{_counted(chosen, items)}, to be answered alone or in pairs. The key stands apart.",
        caution=_CAUTION,
        table=Table("Assessment sheet", ("Option", "Your answer"), tuple(rows)),
        evidence=evidence,
        cites=_references(evidence, chosen),
        download=Download("assessment-sheet.csv", as_csv(_SHEET_COLUMNS, saved)),
        printable="Assessment sheet",
    )


def _answer_lines(asked: Question) -> list[tuple[str, str]]:
    """Return (option, room for the answer) of each option; of a number only the room."""
    if asked.kind == NUMBER:
        return [(f"Number, in {asked.unit}" if asked.unit else "Number", _ROOM)]
    return [(f"{option.letter}. {option.text}", _ROOM if asked.kind == ORDERING else "☐") for option in asked.options]


def right_answer(asked: Question) -> str:
    """Return the answer to a question: letters with their texts, an order of letters, or a number."""
    if asked.kind == NUMBER:
        return f"{asked.answer:g} {asked.unit}".rstrip()
    if asked.kind == ORDERING:
        return ", ".join(o.letter for o in sorted(asked.options, key=lambda option: option.position))
    return "; ".join(f"{option.letter}. {option.text.rstrip('.')}" for option in asked.options if option.correct)


def _key(evidence: Evidence, chosen: list[Question], items: int) -> View:
    rows, saved = [], []
    for number, asked in enumerate(chosen, start=1):
        objective, step = objective_of(evidence, asked.question_id), step_of(evidence, asked.question_id)
        behind = "; ".join(asked.answer_rows)
        told = f"Step: {step}. Objective: {objective} Rows: {behind}."
        item = Cell(f"{number}. {asked.prompt}", told, cites=rows_behind(evidence, asked))
        rows.append((item, Cell(right_answer(asked), asked.explanation)))
        saved.append([number, asked.question_id, asked.prompt, right_answer(asked), objective, step, behind])
    return View(
        sentence=f"The key to {_counted(chosen, items)}. {_tested(evidence, [line[5] for line in saved])}",
        caution=_CAUTION,
        table=Table("Key to the assessment sheet", ("Item", "Right answer, and why"), tuple(rows)),
        evidence=evidence,
        download=Download("assessment-key.csv", as_csv(_KEY_COLUMNS, saved)),
        printable="Key to the assessment sheet",
    )


def _tested(evidence: Evidence, steps: list[str]) -> str:
    """Say how many items test each step, in the order of the steps."""
    names = [row.name for row in evidence.rows("practice_steps") if row.name in steps]
    return f"By step: {', '.join(f'{name.lower()} {steps.count(name)}' for name in names)}."


def objective_of(evidence: Evidence, question_id: str) -> str:
    """Return the objective that a question checks, as a sentence."""
    row = next(row for row in evidence.rows("objectives") if question_id in split_ids(row.question_ids))
    return f"{wording.sentence_case(row.objective.rstrip(';.'))}."


def step_of(evidence: Evidence, question_id: str) -> str:
    """Return the name of the step that a question tests."""
    return evidence.row("practice_steps", step_id=evidence.row("question_steps", question_id=question_id).step_id).name


def _references(evidence: Evidence, chosen: list[Question]) -> list[Reference]:
    """Return the texts behind the items; where each figure came from would give answers away."""
    return [Reference(row.source_id, getattr(row, "read_in", "")) for asked in chosen for row in rows_behind(evidence, asked)]


def steps_view(evidence: Evidence) -> View:
    """Return the steps of evidence-based practice, and how many questions of the bank test each."""
    tested = [row.step_id for row in evidence.rows("question_steps")]
    steps = evidence.rows("practice_steps")
    named_by = [row for row in steps if row.source_id]
    none = [row.name for row in named_by if row.step_id not in tested]
    return View(
        sentence=f"Of {len(tested)} questions, {sum(tested.count(row.step_id) for row in named_by)} test a step of "
        f"evidence-based practice. {_untested(none)}",
        caution="Each question is put to the step that it tests most; another reader may place it elsewhere.",
        notes=(
            Note("Looking back at one's own work cannot be asked on a sheet. ", *_compared(evidence)),
            "The cited text holds the five steps. Their short names are common in teaching; what is done in them, in our words.",
        ),
        table=Table(
            "Steps of evidence-based practice, and questions that test them",
            ("Step", "What is done", "Questions"),
            tuple(_step_row(row, tested) for row in steps),
        ),
        evidence=evidence,
    )


def _untested(names: list[str]) -> str:
    listed = wording.listing([f'"{name.lower()}"' for name in names], "or")
    return f"No question tests {listed}." if names else "Each step has its questions."


def _compared(evidence: Evidence) -> tuple[object, ...]:
    return ("A published test for trainees covers four steps too ", Reference(_COMPARABLE), ".")


def _step_row(row: SimpleNamespace, tested: list[str]) -> tuple[Cell | str, ...]:
    return Cell(row.name, cites=row if row.source_id else ()), wording.sentence_case(row.meaning), str(tested.count(row.step_id))
