"""Lesson 00, Start here."""

from __future__ import annotations

from ...evidence import load
from ...learn.exercises import Exercise
from .. import modules
from ..lesson import Lesson, whole, words
from . import progress_and_glossary as start
from .panels import CourseMap, EnvironmentCheck

EXERCISES = {
    1: Exercise(
        lambda: len(load().tables["sources"]),
        hint="The number of rows of a table is its len().",
        right="Each of them has a title, a place where it was read, and the month of the last check.",
    ),
    2: Exercise(
        lambda: load().sources[load().figures["O0002"].source_id].year,
        tolerance=0.5,
        hint="Find the row by its row_id in outcomes, take its source_id, and look that up in sources.",
        right="From a figure to its row, and from the row to its source: two steps, for every figure.",
    ),
}
LESSON = Lesson("00", EXERCISES)

first_explorer = LESSON.explore("A first explorer", start.drawing_view, people=whole("Length of the bar (percent)", 0, 100, 40))
glossary_explorer = LESSON.explore(
    "Glossary",
    start.glossary_view,
    search=words("Search the glossary", "a word or an abbreviation", "survival"),
    widest={"search": ""},
)
control_arm = LESSON.show(start.control_view)
age = LESSON.show(start.age_view)
evidence_changes = LESSON.show(start.changes_view)


def environment() -> EnvironmentCheck:
    """Check what this environment has, and ask whether the picture was seen."""
    return EnvironmentCheck(load())


def course_map() -> CourseMap:
    """Show the lessons and what of them is done."""
    return CourseMap(load(), {number: len(module.EXERCISES) for number, module in modules().items()})


prediction = LESSON.predict(control_arm)
self_check, exercise, done = LESSON.self_check, LESSON.exercise, LESSON.done
provenance, sources = LESSON.provenance, LESSON.sources
