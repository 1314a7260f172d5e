"""Lesson 07, Combinations."""

from __future__ import annotations

from ...evidence import load
from ...learn.exercises import Exercise
from ...statistics.pooling import indirect
from ..lesson import EVERY, Lesson, choice, ticks
from ..shared.reported_ratios import as_ratio
from . import additions, conversion, designs, indirect_comparison


def _odds_ratio() -> float:
    first, second = (conversion.odds(load().figures[row].value.value) for row in ("O0139", "O0140"))
    return first / second


EXERCISES = {
    1: Exercise(
        _odds_ratio,
        tolerance=0.01,
        hint="The odds of a share in percent are the share divided by 100 minus the share; then divide the odds of the two arms.",
        right="It lies near the reported one, and far from the ratio of the shares. The paper had people, not rounded shares.",
    ),
    2: Exercise(
        lambda: [trial.trial_id for trial in load().trials.values() if trial.randomised_question == "whole regimen"],
        hint="Look at the column randomised_question, and compare its values with the words for a regimen as a whole.",
        right="What these trials found belongs to everything that differed between their arms, from induction on.",
    ),
    3: Exercise(
        lambda: indirect(as_ratio(load().figures["O0084"]), as_ratio(load().figures["O0003"])).high,
        tolerance=0.005,
        hint="Give ixazomib first. The function returns a Ratio, which has value, low and high.",
        right="The arithmetic takes one line. The assumption behind it is what a reader would have to defend.",
    ),
}
LESSON = Lesson("07", EXERCISES)

design_explorer = LESSON.explore(
    "The design of a trial",
    designs.design_view,
    trial_id=choice("Trial", designs.trial_options),
    widest={"trial_id": EVERY},
)
conversion_explorer = LESSON.explore(
    "Residual disease in both arms",
    conversion.mrd_view,
    measure=choice("Trial and measure", conversion.measure_options),
    limit=choice("Limit of the test", list(conversion.LIMITS)),
    widest={"measure": EVERY, "limit": EVERY},
)
added_explorer = LESSON.explore(
    "What adding a drug gave",
    additions.added_view,
    shown=choice("Show", list(additions.SHOWN)),
    trials=ticks("Trials", additions.trial_options, additions.added_in_maintenance),
    widest={"shown": EVERY, "trials": EVERY},
)
indirect_explorer = LESSON.explore(
    "Worked example: an indirect comparison",
    indirect_comparison.indirect_view,
    first=choice("First comparison", indirect_comparison.first_options),
    second=choice("Second comparison", indirect_comparison.second_options),
    widest={"first": EVERY, "second": EVERY},
)
reveal = LESSON.show(additions.added_view, "PFS", ("gem2014main",))

prediction = LESSON.predict(reveal, LESSON.show(additions.added_view, additions.HARMS, ("auriga",)))
self_check, exercise, done = LESSON.self_check, LESSON.exercise, LESSON.done
provenance, sources = LESSON.provenance, LESSON.sources
