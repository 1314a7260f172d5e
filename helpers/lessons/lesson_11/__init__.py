"""Lesson 11, Living with maintenance: low counts, what is done about side effects, why people stop, and what is coming."""

from __future__ import annotations

from ...evidence import load
from ...learn.exercises import Exercise
from ..lesson import EVERY, Lesson, choice, whole
from . import blood_counts, topics, under_way

EXERCISES = {
    1: Exercise(
        lambda: [row.trial_id for row in load().rows("trials_under_way") if row.randomised],
        hint="Keep the rows whose column randomised is true, and take their ids.",
        right="In the others a test decides on the maintenance, or nobody is set beside anybody.",
    ),
    2: Exercise(
        lambda: load().figures["M0076"].value.value - load().figures["M0077"].value.value,
        tolerance=0.05,
        hint="Take the share with moderate side effects from the share without any, both from duration_mrd.",
        right="So many percentage points fewer said yes once side effects were named, in an invented choice.",
    ),
}
LESSON = Lesson("11", EXERCISES)

counts_explorer = LESSON.explore(
    "When neutrophils fall",
    blood_counts.counts_view,
    neutrophils=whole("Neutrophils per microlitre", 100, 1500, 450, 50),
    dose=choice("Dose of lenalidomide", blood_counts.dose_options, "10-daily"),
)
problems_explorer = LESSON.explore(
    "What can be done about it",
    topics.topic_view,
    topic=choice("Problem", topics.topic_options(topics.PROBLEM), "diarrhoea"),
    widest={"topic": EVERY},
)
life_explorer = LESSON.explore(
    "Life on maintenance, as it was measured",
    topics.topic_view,
    topic=choice("Topic", topics.topic_options(topics.LIFE)),
    widest={"topic": EVERY},
)
under_way_explorer = LESSON.explore(
    "What is under study",
    under_way.under_way_view,
    trial=choice("Trial", under_way.trial_options),
    widest={"trial": EVERY},
)

prediction = LESSON.predict(life_explorer)
self_check, exercise, done = LESSON.self_check, LESSON.exercise, LESSON.done
provenance, sources = LESSON.provenance, LESSON.sources
