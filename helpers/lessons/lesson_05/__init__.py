"""Lesson 05, Benefits and harms: side effects, second cancers, both at one denominator, absolute and relative."""

from __future__ import annotations

from ...evidence import load
from ...learn.exercises import Exercise
from ...statistics.risk import number_needed, risk_difference, risk_under_hazard_ratio
from ..lesson import EVERY, Lesson, choice, decimal, same, whole
from ..shared import contrasts
from . import harms, modelled_balance, relative_effects, reported_balance, side_effects, survival_difference

_SHOW_OF = choice("Out of", (("100 people", 100), ("1000 people", 1000)))


def _deaths() -> tuple[int, int, int, int]:
    first, second = (load().figures[row] for row in ("O0022", "O0023"))
    return first.count, first.of, second.count, second.of


def _gaps() -> dict[str, float]:
    """Return experimental minus control, in percentage points, of each event in one report of TOURMALINE-MM3."""
    own = [harm for harm in load().harms if harm.source_id == "tourmaline-mm3-ae-2020" and harm.compared]
    return {harm.event: harm.arm("experimental").value.value - harm.arm("control").value.value for harm in own}


EXERCISES = {
    1: Exercise(
        lambda: number_needed(risk_difference(*_deaths())).value,
        tolerance=0.001,
        hint="Divide each count by its denominator, take one share from the other, divide 1 by it, and round up.",
        right="A number needed to treat is 1 divided by an absolute difference, rounded up; it belongs to a time.",
    ),
    2: Exercise(
        lambda: max(_gaps(), key=_gaps().get),
        hint="Put both arms into columns, one row per event, and take the control arm from the experimental arm.",
        right="The widest absolute difference here is not the widest ratio: that one belongs to another event.",
    ),
    3: Exercise(
        lambda: {str(base): round(base - risk_under_hazard_ratio(base, 0.75), 6) for base in (0.05, 0.5)},
        tolerance=0.0005,
        hint="Take the risk under the hazard ratio from the risk without treatment, for each of the two risks.",
        right="One hazard ratio, two absolute differences: the larger risk gains more.",
    ),
}
LESSON = Lesson("05", EXERCISES)

side_effects_explorer = LESSON.explore(
    "Side effects by drug",
    side_effects.side_effects_view,
    drug=choice("Drug", side_effects.drug_options, "ixazomib"),  # both arms of both trials
    widest={"drug": EVERY},
)
harms_explorer = LESSON.explore(
    "One harm at a time",
    harms.harm_view,
    key=choice("Study and harm", contrasts.options, reported_balance.FIRST_HARM),
    denominator=_SHOW_OF,
    widest={"key": EVERY},
)
second_cancers = LESSON.show(side_effects.second_cancers_view)
balance_explorer = LESSON.explore(
    "Benefit and harm in one report",
    reported_balance.balance_view,
    framing=choice("Said as", reported_balance.FRAMINGS),
    denominator=_SHOW_OF,
)
modelled_balance_explorer = LESSON.explore(
    "Modelled benefit beside reported harm",
    modelled_balance.modelled_balance_view,
    months=whole("Time (months)", 6, 120, 36, 6),
    cancer=choice("Second cancer", modelled_balance.SECOND_CANCERS),
    denominator=_SHOW_OF,
    widest={"cancer": EVERY},
)
number_needed_to_treat = LESSON.show(survival_difference.number_needed_view)
effect_explorer = LESSON.explore(
    "Worked example, not data: absolute and relative",
    relative_effects.effect_view,
    baseline=whole("Risk without treatment (percent)", 1, 95, 20),
    effect=decimal("Relative effect", 0.2, 3.0, 0.5, 0.05),
    kind=choice("The relative effect is a", same(relative_effects.HAZARD_RATIO, relative_effects.RELATIVE_RISK)),
    months=whole("Time of the risks (months)", 12, 120, 60, 12),
    denominator=_SHOW_OF,
    more=("kind", "months", "denominator"),
)

prediction = LESSON.predict(harms_explorer, balance_explorer, next_on_page=(2,))
self_check, exercise, done = LESSON.self_check, LESSON.exercise, LESSON.done
provenance, sources = LESSON.provenance, LESSON.sources
