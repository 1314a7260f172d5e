"""Lesson 01: the course of the disease, a schema and no data."""

from __future__ import annotations

import ipywidgets as widgets

from ... import wording
from ...show.charts.timeline import Phase, TimelineChart
from ...show.table import Cell, Table
from ...show.view import View
from ...widgets.controls import offer

_DIAGNOSIS = Phase("Diagnosis", 0, 1.2, 1.0)
_INDUCTION = Phase("Induction", 1.2, 2.6, 0.45)
_TRANSPLANT = Phase("Transplant", 2.6, 3.6, 0.24)
_MAINTENANCE = Phase("Maintenance", 3.6, 8.2, 0.23)
_NO_MAINTENANCE = Phase("No treatment", 3.6, 6.0, 0.26)
_RELAPSE = Phase("Relapse", 8.2, 10, 0.72)

COURSES = (
    ("with a transplant and maintenance", "maintenance"),
    ("with a transplant, no maintenance", "observation"),
    ("without a transplant, with maintenance", "no transplant"),
)
_PHASES = {
    "maintenance": (_DIAGNOSIS, _INDUCTION, _TRANSPLANT, _MAINTENANCE, _RELAPSE),
    "observation": (_DIAGNOSIS, _INDUCTION, _TRANSPLANT, _NO_MAINTENANCE, Phase("Relapse", 6.0, 10, 0.78)),
    "no transplant": (
        _DIAGNOSIS, Phase("Induction", 1.2, 3.6, 0.34), Phase("Maintenance", 3.6, 7.4, 0.31), Phase("Relapse", 7.4, 10, 0.74),
    ),
}  # fmt: skip
_WORDS = {
    "Diagnosis": "The myeloma is found. There is enough of it for the usual tests of blood, urine and bone marrow.",
    "Induction": "The first treatment, several drugs together. It brings the myeloma down.",
    "Transplant": "High-dose treatment, and the person's own blood stem cells given back. It brings the myeloma down further.",
    "Maintenance": "Treatment goes on, as a rule with fewer drugs and lower doses, to keep the myeloma down for longer.",
    "No treatment": "The person is watched, and treated again when the myeloma comes back.",
    "Relapse": "The myeloma comes back: first in the tests, later perhaps in how the person feels. Another treatment begins.",
}
WHOLE = "whole course"


def phase_options(course: str = COURSES[0][1]) -> list[tuple[str, str]]:
    """Return (label, name) of the phases of a course that can be set off."""
    return [("the whole course", WHOLE), *((phase.name, phase.name) for phase in _PHASES[course])]


def offer_its_phases(controls: dict[str, widgets.Widget]) -> None:
    """Offer the phases of the course that is chosen, and stay at the phase that was chosen where the course has it."""

    def follow(change) -> None:
        offer(controls["phase"], phase_options(change["new"]), controls["phase"].value)

    controls["course"].observe(follow, "value")


def course_view(course: str, phase: str) -> View:
    """Return the schematic course of the disease, with one phase set off and explained.

    Args:
        course: one of the values of ``COURSES``.
        phase: the name of a phase, or ``WHOLE``.
    """
    phases = _PHASES[course]
    names = [p.name for p in phases]
    label = next(label for label, value in COURSES if value == course)
    title = f"Schematic: the course {label}"
    if phase == WHOLE:
        sentence = f"A course in {len(phases)} phases: {wording.listing([name.lower() for name in names])}."
    elif phase in names:
        sentence = f"{phase}. {_WORDS[phase]}"
    else:
        sentence = f"{phase} is no part of the course {label}."
    rows = tuple((Cell(name, marked=name == phase), _WORDS[name]) for name in names)
    return View(
        sentence=sentence,
        caution="Schematic, not data: the line has no scale, and no two people have the same course.",
        notes=("Remission is the time in which the myeloma is down; deeper means less of it is left.",),
        table=Table(title, ("Phase", "What happens"), rows),
        chart=TimelineChart(title, phases, phase if phase in names else ""),
    )
