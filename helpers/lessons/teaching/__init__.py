"""What the instructor's guide calls: how to prepare a lesson, an assessment sheet with its key, learners, plans."""

from __future__ import annotations

from ..lesson import EVERY, Lesson, choice, same, whole
from . import assessment, learners, prepare, timetables

GUIDE = Lesson("teaching", {})

prepare_explorer = GUIDE.explore(
    "Prepare a lesson",
    prepare.prepare_view,
    lesson=choice("Lesson", prepare.lesson_options, "03"),
    part=choice("What you need", same(*prepare.PARTS)),
    widest={"lesson": EVERY, "part": prepare.MISREADINGS},
)
assessment_explorer = GUIDE.explore(
    "Assessment sheet and key",
    assessment.assessment_view,
    lesson=choice("Lessons", assessment.lesson_options),
    items=whole("Items", assessment.FEWEST, assessment.MOST, 10),
    paper=choice("Show", same(*assessment.PAPERS)),
    step=choice("Step of evidence-based practice", assessment.step_options),
    widest={"items": assessment.MOST, "paper": assessment.KEY, "lesson": EVERY},
    more=("step",),
)
steps = GUIDE.show(assessment.steps_view)
learners_explorer = GUIDE.explore(
    "Lessons for a kind of learner",
    learners.learner_view,
    profile=choice("Learner", learners.profile_options),
    widest={"profile": EVERY},
)
plans_explorer = GUIDE.explore(
    "A plan, minute by minute",
    timetables.plan_view,
    plan=choice("Plan", timetables.plan_options),
    widest={"plan": EVERY},
)
