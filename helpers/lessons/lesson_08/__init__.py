"""Lesson 08, Personal choice."""

from __future__ import annotations

import math

from ...evidence import load
from ...learn.exercises import Exercise
from ...statistics.subgroups import Cut
from ..lesson import EVERY, Lesson, choice, decimal, ticks, whole
from . import chance_of_subgroups, high_risk_definitions
from . import personal_choice as personal
from . import subgroup_results as subgroups
from .case_widget import Vignette

CASES = ("A", "B", "C", "D")


def _steps(evidence, letter: str):
    shown = personal.case(evidence, letter)
    return personal.steps_view(evidence, shown, len(shown.evidence))


def _points(evidence, letter: str):
    return personal.points_view(evidence, personal.case(evidence, letter))


def _log_width(row: str) -> float:
    figure = load().figures[row]
    return math.log(figure.high.value / figure.low.value)


def _populations_with_hazard_ratio() -> list[str]:
    table = load().tables["outcomes"]
    own = table[(table["trial_id"] == "hovon-65-gmmg-hd4") & (table["measure"] == "hazard ratio")]
    return sorted(set(own["population"]))


EXERCISES = {
    1: Exercise(
        lambda: _log_width("O0101") / _log_width("O0097"),
        tolerance=0.005,
        hint="The width on the log scale is the logarithm of the upper bound less that of the lower one, for both rows.",
        right="Three times the width goes with about a ninth of the events.",
    ),
    2: Exercise(
        lambda: Cut(0.75, 400, 8).reversed_somewhere(),
        tolerance=0.005,
        hint="Make a Cut from the true hazard ratio, the events and the number of subgroups; you want at least one of them.",
        right="One subgroup that points the other way is what to expect, even where everybody gains alike.",
    ),
    3: Exercise(
        lambda: _populations_with_hazard_ratio(),
        hint="Keep the rows of the trial whose measure is hazard ratio, and look at the column population, each value once.",
        right="Two subgroups with a result were read. How many were looked at is not in the data of this course.",
    ),
}
LESSON = Lesson("08", EXERCISES)

definitions_explorer = LESSON.explore(
    "Definitions that differ",
    high_risk_definitions.definitions_view,
    findings=ticks("Findings", high_risk_definitions.finding_options, ("t(4;14)", "gain(1q)")),
    widest={"findings": EVERY},
)
subgroup_explorer = LESSON.explore(
    "A subgroup beside its whole trial",
    subgroups.subgroup_view,
    key=choice("Subgroup", subgroups.entry_options),
    widest={"key": EVERY},
)
chance_explorer = LESSON.explore(
    "Simulated: what chance makes of subgroups",
    chance_of_subgroups.simulated_view,
    hazard_ratio=decimal("True hazard ratio of everybody", 0.4, 0.95, 0.75, 0.05),
    events=whole("Events in the whole trial", 100, 800, 400, 50),
    groups=whole("Number of subgroups", 2, 20, 8),
    trial=whole("Simulated trial number", 1, 20, 3),
    more=("events", "trial"),
)
values_explorer = LESSON.explore(
    "A values sheet",
    personal.values_view,
    chosen=ticks("What matters", personal.value_options, ("V01", "V07")),
    widest={"chosen": EVERY},
)
for _letter in CASES:
    LESSON.show(_steps, _letter)
    LESSON.show(_points, _letter)


def vignette(letter: str) -> Vignette:
    """Walk through a fictitious case, evidence first, then what others weigh."""
    return Vignette(load(), letter, f"L08-V{CASES.index(letter) + 1}")


prediction = LESSON.predict(subgroup_explorer)
self_check, exercise, done = LESSON.self_check, LESSON.exercise, LESSON.done
provenance, sources = LESSON.provenance, LESSON.sources
