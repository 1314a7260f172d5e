"""Lesson 00, Start here."""

from __future__ import annotations

from ..controls import text_field, whole_slider
from ..evidence import load
from ..exercises import Exercise
from ..explorer import Explorer
from ..start import CourseMap, EnvironmentCheck
from ..view import View
from ..views import start
from . import common, modules


def first_explorer() -> Explorer:
    """Draw one widget: a slider and a picture that follows it."""
    return Explorer("A first explorer", start.drawing_view, {"people": whole_slider("Length of the bar (percent)", 0, 100, 40)})


def environment() -> EnvironmentCheck:
    """Check what this environment has, and ask whether the picture was seen."""
    return EnvironmentCheck(load())


def course_map() -> CourseMap:
    """Show the lessons and what of them is done."""
    return CourseMap(load(), {number: len(module.EXERCISES) for number, module in modules().items()})


def glossary_explorer() -> Explorer:
    """Search the glossary."""
    return Explorer(
        "Glossary",
        lambda search: start.glossary_view(load(), search),
        {"search": text_field("Search the glossary", "a word or an abbreviation", "survival")},
    )


def control_arm() -> View:
    """Show the control arm of the pooled trials, for the prediction."""
    return start.control_view(load())


def age() -> View:
    """Show how old the evidence is."""
    return start.age_view(load())


def views() -> list[View]:
    """Return the views whose sources the explorers can show."""
    return [start.glossary_view(load(), ""), control_arm()]


EXPLORERS = {"first": first_explorer, "glossary": glossary_explorer}
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

prediction, self_check, exercise, provenance, sources = common.parts("00", views, control_arm, EXERCISES)
