"""Lesson 04, Weighing the trials: pooling, overall survival, maturity, crossover."""

from __future__ import annotations

from ...evidence import load
from ...learn.exercises import Exercise
from ...statistics.kaplan_meier import kaplan_meier
from ...statistics.pooling import METHODS, pool
from ..lesson import EVERY, Lesson, choice, decimal, endpoints, same, ticks, whole
from ..shared import headline
from ..shared.reported_ratios import as_ratio
from . import interaction, maturity, modelled_crossover, pooled_trials, pools_by_report, survival_results, weighed_trials

_THREE = ("O0021", "O0059", "O0068")  # CALGB 2012, IFM primary, GIMEMA


def _three_ratios():
    evidence = load()
    return [as_ratio(evidence.figures[row]) for row in _THREE]


EXERCISES = {
    1: Exercise(
        lambda: pool(_three_ratios()).weights[1],
        tolerance=0.005,
        hint="The standard error is the width of the interval on the log scale, divided by 2 x 1.96. The weight is one over its "
        "square, as a share of the sum of all three.",
        right="The weight comes from the width of the interval alone. How large the effect is plays no part in it.",
    ),
    2: Exercise(
        lambda: pool(_three_ratios()[:2]).ratio.value,
        tolerance=0.002,
        hint="Pool CALGB and IFM only, and take the value of the ratio of what pool returns.",
        right="Leaving GIMEMA out hardly moves the pool: no single trial carries it.",
    ),
    3: Exercise(
        lambda: kaplan_meier([3, 5, 6, 8, 10], [True, False, True, True, False]).at(8)[0],
        tolerance=0.005,
        hint="At each event multiply by (people at risk minus 1) over people at risk. The person censored at 5 is at risk up to "
        "5, and no longer.",
        right="A censored person counts for as long as they were watched, and then leaves without pulling the curve down.",
    ),
}
LESSON = Lesson("04", EXERCISES)

forest_explorer = LESSON.explore(
    "The trials, weighed",
    pooled_trials.forest_view,
    trials=ticks("Trials", weighed_trials.trial_options, weighed_trials.meta_analysis_trials),
    endpoint=choice("Endpoint", endpoints(weighed_trials.ENDPOINTS)),
    report=choice("Reports", list(weighed_trials.REPORT_CHOICES)),
    method=choice("Method", same(*METHODS)),
    widest={"trials": EVERY, "endpoint": EVERY, "report": EVERY},
    more=("report", "method"),
)
pools = LESSON.show(pools_by_report.pools_view)
survival_explorer = LESSON.explore(
    "Overall survival, read step by step",
    survival_results.overall_survival_view,
    reading=choice("Read", survival_results.reading_options),
)
interaction_explorer = LESSON.explore(
    "Do the groups differ by more than chance?",
    interaction.interaction_view,
    comparison=choice("Groups", interaction.comparison_options),
    widest={"comparison": EVERY},
)
maturity_explorer = LESSON.explore(
    "Simulated: one trial, read early and late",
    maturity.maturity_view,
    month=whole("Data read after (months)", 6, 180, 60, 6),
    endpoint=choice("Endpoint", endpoints(maturity.ENDPOINTS)),
    draw=choice("Simulated cohort", [(str(number), number) for number in maturity.DRAWS]),
    widest={"endpoint": EVERY},
)
crossover_explorer = LESSON.explore(
    "Modelled: crossover",
    modelled_crossover.crossover_view,
    share=whole("Go over, of 100 alive", 0, 100, 40, 5),
    month=whole("Crossover after (months)", 0, 60, 24, 6),
    hazard_ratio=decimal("Assumed hazard ratio", 0.4, 1.0, 0.6, 0.05),
)
myeloma_xi_survival = LESSON.show(headline.headline_view, ("myeloma-xi", "jackson-2019"), "OS")

prediction = LESSON.predict(myeloma_xi_survival, LESSON.show(survival_results.step_alone_view, "its three trials, one by one"))
self_check, exercise, done = LESSON.self_check, LESSON.exercise, LESSON.done
provenance, sources = LESSON.provenance, LESSON.sources
