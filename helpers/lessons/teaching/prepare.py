"""A lesson as who teaches it needs it: its minutes, what to ask, which misreadings to expect, what to do without computers."""

from __future__ import annotations

from types import SimpleNamespace

from ...evidence import Evidence
from ...learn.lesson_minutes import Section, sections, shared_out
from ...learn.notebook_text import notebook
from ...learn.questions import NUMBER, ORDERING, SEVERAL, Question, question, questions_of
from ...show.citations import Citable
from ...show.table import REST, Cell, Table
from ...show.view import View
from .. import explorers, modules

MINUTES, ASK, MISREADINGS, NO_COMPUTERS = (
    "minutes by section", "questions to ask", "misreadings to expect", "without computers",
)  # fmt: skip
PARTS = (MINUTES, ASK, MISREADINGS, NO_COMPUTERS)
ASK_BEFORE, DISCUSS, WITHOUT_COMPUTERS = "ask before", "discuss", "without computers"  # kinds of notes
UP = "../"  # from the folder of the guide to the lessons


def lesson_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, number) of the lessons, in the order of the map."""
    return [(named(row), row.lesson) for row in evidence.rows("lessons")]


def named(lesson: SimpleNamespace) -> str:
    """Return a lesson by its number and title."""
    return f"{lesson.lesson} {lesson.title}"


def prepare_view(evidence: Evidence, lesson: str, part: str) -> View:
    """Return one thing that is needed to teach a lesson.

    Args:
        lesson: the number of a lesson.
        part: one of ``PARTS``.
    """
    row = evidence.row("lessons", lesson=lesson)
    views = {MINUTES: _minutes, ASK: _ask, MISREADINGS: _misreadings, NO_COMPUTERS: _without_computers}
    return views[part](evidence, row)


def minutes_by_section(evidence: Evidence, lesson: SimpleNamespace) -> list[tuple[Section, int, int]]:
    """Return the sections of a lesson with their minutes, on the short path and in all; both add up to what the map says."""
    found = sections(notebook(evidence, lesson.lesson))
    short = shared_out(lesson.short_minutes, [section.short for section in found])
    further = shared_out(lesson.minutes - lesson.short_minutes, [section.whole - section.short for section in found])
    return [(section, first, first + more) for section, first, more in zip(found, short, further, strict=True)]


def _minutes(evidence: Evidence, lesson: SimpleNamespace) -> View:
    rows = [
        (section.heading, "–" if section.closed else _time(short), _time(whole))
        for section, short, whole in minutes_by_section(evidence, lesson)
    ]
    total = (Cell("Together", marked=True), Cell(str(lesson.short_minutes), marked=True), Cell(str(lesson.minutes), marked=True))
    return View(
        sentence=f"{named(lesson)}: about {lesson.short_minutes} minutes on the short path, {lesson.minutes} with everything.",
        caution="Reading times for one person; a group that talks needs more. A dash: closed on the short path.",
        table=Table(
            f"Your minutes for lesson {lesson.lesson}",
            ("Section", "Short path (minutes)", "Everything (minutes)"),
            (*rows, total),
        ),
        evidence=evidence,
    )


def _time(minutes: int) -> str:
    return str(minutes) if minutes else "less than one"


def notes_of(evidence: Evidence, lesson: str, kind: str) -> list[SimpleNamespace]:
    """Return the notes of one kind on a lesson."""
    return evidence.rows("teaching_notes", lesson=lesson, kind=kind)


def titles(lesson: str) -> dict[str, str]:
    """Return the titles of a lesson's explorers by the names that its notebook calls, as the learner reads them."""
    return {f"{name.replace(' ', '_')}_explorer": cell.title for name, cell in explorers(modules()[lesson]).items()}


def _ask(evidence: Evidence, lesson: SimpleNamespace) -> View:
    called = titles(lesson.lesson)
    at = {name: section.heading for section in sections(notebook(evidence, lesson.lesson)) for name in section.calls}
    before = notes_of(evidence, lesson.lesson, ASK_BEFORE)
    rows = [(Cell(called[note.explorer], _under(at[note.explorer], called[note.explorer])), note.text) for note in before]
    talk = notes_of(evidence, lesson.lesson, DISCUSS)
    return View(
        sentence=f"{len(before)} questions to ask before an explorer is opened, and {len(talk)} to talk about at the end.",
        caution="Ask, wait, let everybody guess; only then show.",
        table=Table(
            f"Your questions for lesson {named(lesson)}",
            ("When", "What to ask"),
            (
                (Cell("Before an explorer", heading=True, span=REST),),
                *rows,
                (Cell("To talk about at the end", heading=True, span=REST),),
                *((f"Topic {number}", note.text) for number, note in enumerate(talk, start=1)),
            ),
        ),
        evidence=evidence,
    )


def _under(heading: str, title: str) -> str:
    return "" if heading == title else f"in the section: {heading}"


def _without_computers(evidence: Evidence, lesson: SimpleNamespace) -> View:
    (note,) = notes_of(evidence, lesson.lesson, WITHOUT_COMPUTERS)
    return View(
        sentence=f"An activity for lesson {named(lesson)} that needs paper, people and no computer.",
        caution="Use made-up material only, and nobody's own illness.",
        table=Table(
            "Your activity, step by step",
            ("Step", "What is done"),
            tuple((str(n), text) for n, text in enumerate(_sentences(note.text), start=1)),
        ),
        evidence=evidence,
    )


def _sentences(text: str) -> list[str]:
    """Return the sentences of a note."""
    return text.replace(". ", ".\n").replace("? ", "?\n").splitlines()


def _misreadings(evidence: Evidence, lesson: SimpleNamespace) -> View:
    asked = [question(evidence, key) for key in questions_of(evidence, lesson.lesson) if "-Q" in key]
    rows, count = [], 0
    for each in asked:
        expected = misreadings(each)
        count += len(expected)
        rows += [(Cell(each.prompt, heading=True, span=REST),), *expected] if expected else []
    return View(
        sentence=f"{count} misreadings to expect in lesson {named(lesson)}, each with what may be answered.",
        caution="They are expected by those who wrote the questions; nobody counted how often they come.",
        table=Table(
            f"Misreadings, question by question, lesson {lesson.lesson}",
            ("What may be said", "What may be answered"),
            tuple(rows),
        ),
        evidence=evidence,
        cites=[cited for each in asked for cited in rows_behind(evidence, each)],
    )


def misreadings(asked: Question) -> list[tuple[str, str]]:
    """Return (what may be said, what may be answered) for each answer to a question that is not right."""
    if asked.kind == ORDERING:
        return [("Another order", asked.explanation)]
    unit = f" {asked.unit}" if asked.unit else ""
    wrong = [option for option in asked.options if not option.correct]
    left_out = [("One of those that belong is left out", asked.explanation)] if asked.kind == SEVERAL else []
    return [*((f"{o.text}{unit}" if asked.kind == NUMBER else o.text, o.feedback) for o in wrong), *left_out]


def rows_behind(evidence: Evidence, asked: Question) -> list[Citable]:
    """Return the figures, statements and trials that decide a question."""
    found = []
    for key in asked.answer_rows:
        found.append(evidence.figures.get(key) or evidence.trials.get(key) or evidence.statements[key])
    return found
