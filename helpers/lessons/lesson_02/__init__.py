"""Lesson 02, Lenalidomide."""

from __future__ import annotations

from ...evidence import load
from ...learn.exercises import Exercise
from ...statistics.schedule import dose_days, free_days
from ..lesson import Lesson, choice, whole
from . import approvals, lenalidomide, mechanism

EXERCISES = {
    1: Exercise(
        lambda: {"days 1-28": dose_days(13, 28), "days 1-21": dose_days(13, 21)},
        tolerance=0.1,
        hint="Multiply the cycles by the days with a dose in each; keep the two keys as they are asked for.",
        right=f"Thirteen cycles are about a year; the second schedule leaves {free_days(13, 21)} days of it free.",
    ),
    2: Exercise(
        lambda: sorted(
            {r.drug_id for r in load().tables["decisions"].itertuples(index=False) if r.kind == "approved for maintenance"}
        ),
        hint="Filter the column kind, then take each drug_id once.",
        right="Two drugs, and not in the same places: an approval without its country says little.",
    ),
}
LESSON = Lesson("02", EXERCISES)

mechanism_explorer = LESSON.explore(
    "Two ways to act",
    mechanism.mechanism_view,
    shown=choice("Show", mechanism.STEPS),
    widest={"shown": 2},
)
calendar_explorer = LESSON.explore(
    "A calendar of cycles",
    lenalidomide.calendar_view,
    schedule=choice("Schedule", lenalidomide.schedule_options),
    cycles=whole("Cycles of 28 days", 1, 26, 6),
    raised=choice(lenalidomide.raising_label, lenalidomide.raising_options),
)
when_to_start = LESSON.show(lenalidomide.start_view)
warnings = LESSON.show(lenalidomide.warnings_view)
approvals_explorer = LESSON.explore(
    "Who decided what, where and when",
    approvals.approvals_view,
    drug=choice("Drug", approvals.drug_options),
)

prediction = LESSON.predict(warnings)
self_check, exercise, done = LESSON.self_check, LESSON.exercise, LESSON.done
provenance, sources = LESSON.provenance, LESSON.sources
