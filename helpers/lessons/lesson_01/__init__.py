"""Lesson 01, Why maintenance."""

from __future__ import annotations

from ...evidence import load
from ...learn.exercises import Exercise
from ...statistics.detection import chance_of_at_least_one
from ..lesson import EVERY, Lesson, choice
from . import depths_of_response, disease_course, limits_of_tests, mrd_in_studies

_SAMPLES = (("100,000 cells", 100_000), ("1 million cells", 1_000_000), ("10 million cells", 10_000_000))
EXERCISES = {
    1: Exercise(
        lambda: load().figures["M0037"].value.value - load().figures["M0038"].value.value,
        tolerance=0.05,
        hint="Two rows of duration_mrd belong to Myeloma XI and to conversion; take the observation arm from the other.",
        right="That is what lenalidomide added, in percentage points, over these months.",
    ),
    2: Exercise(
        lambda: chance_of_at_least_one(1e-6, 1_000_000),
        tolerance=0.005,
        hint="The chance that one cell is no myeloma cell, to the power of the number of cells, is the chance of finding none.",
        right="At its own limit a test of this size misses about a third of such samples by chance alone.",
    ),
}
LESSON = Lesson("01", EXERCISES)


course_explorer = LESSON.explore(
    "The course of the disease",
    disease_course.course_view,
    course=choice("Course", list(disease_course.COURSES)),
    phase=choice("Phase", disease_course.phase_options()),
    linked=disease_course.offer_its_phases,
)
responses = LESSON.show(depths_of_response.responses_view)
threshold_explorer = LESSON.explore(
    "The limits of sensitive tests",
    limits_of_tests.threshold_view,
    power=choice("How rare the myeloma cells are", limits_of_tests.SHARES, -5.5),
    cells=choice("Cells examined", list(_SAMPLES), 1_000_000),
)
conversion_explorer = LESSON.explore(
    "From positive to negative",
    mrd_in_studies.conversion_view,
    study=choice("Study", mrd_in_studies.conversion_options),
    widest={"study": EVERY},
)
prognosis = LESSON.show(mrd_in_studies.prognosis_view)

prediction = LESSON.predict(conversion_explorer)
self_check, exercise, done = LESSON.self_check, LESSON.exercise, LESSON.done
provenance, sources = LESSON.provenance, LESSON.sources
