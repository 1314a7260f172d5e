"""Lesson 04, Weighing the trials: pooling, overall survival, maturity, crossover."""

from __future__ import annotations

import itertools

from ..controls import CheckboxGroup, decimal_slider, dropdown, whole_slider
from ..evidence import load
from ..exercises import Exercise
from ..explorer import Explorer
from ..statistics.kaplan_meier import kaplan_meier
from ..statistics.pooling import FIXED, METHODS, pool
from ..view import View
from ..views import forest, headline, maturity
from . import common

_THREE = ("O0021", "O0059", "O0068")  # CALGB 2012, IFM primary, GIMEMA


def forest_explorer() -> Explorer:
    """Explore the pool: which trials, which endpoint, which reports, which method."""
    evidence = load()
    return Explorer(
        "The trials, weighed",
        lambda trials, endpoint, report, method: forest.forest_view(load(), trials, endpoint, report, method),
        {
            "trials": CheckboxGroup("Trials", forest.trial_options(evidence), forest.META_ANALYSIS_TRIALS),
            "endpoint": dropdown("Endpoint", [(evidence.endpoint_names[key], key) for key in forest.ENDPOINTS]),
            "report": dropdown("Reports", list(forest.REPORT_CHOICES)),
            "method": dropdown("Method", [(method, method) for method in METHODS]),
        },
    )


def pools() -> View:
    """Show the pool of the three trials from different reports and by different methods."""
    return forest.pools_view(load())


def overall_survival() -> View:
    """Show what was reported on overall survival, gains and none alike."""
    return forest.overall_survival_view(load())


def maturity_explorer() -> Explorer:
    """Explore how a simulated trial looks when it is read early and late."""
    names = load().endpoint_names
    return Explorer(
        "Simulated: one trial, read early and late",
        lambda month, endpoint, draw: maturity.maturity_view(load(), month, endpoint, draw),
        {
            "month": whole_slider("Data read after (months)", 6, 180, 60, 6),
            "endpoint": dropdown("Endpoint", [(names[key], key) for key in maturity.READ_OUTS]),
            "draw": dropdown("Simulated cohort", [(str(number), number) for number in maturity.DRAWS]),
        },
    )


def crossover_explorer() -> Explorer:
    """Explore what crossover of the control arm does to a hazard ratio."""
    return Explorer(
        "Modelled: crossover",
        lambda share, month, hazard_ratio: maturity.crossover_view(load(), share, month, hazard_ratio),
        {
            "share": whole_slider("Go over, of 100 alive", 0, 100, 40, 5),
            "month": whole_slider("Crossover after (months)", 0, 60, 24, 6),
            "hazard_ratio": decimal_slider("Assumed hazard ratio", 0.4, 1.0, 0.6, 0.05),
        },
    )


def myeloma_xi_survival() -> View:
    """Show overall survival in Myeloma XI, all patients."""
    return headline.headline_view(load(), ("myeloma-xi", "jackson-2019"), "OS")


def views() -> list[View]:
    """Return views that together cite every source that the explorers can show."""
    evidence = load()
    trials = [(trial,) for trial in forest.TRIALS]
    reports = [value for _, value in forest.REPORT_CHOICES]
    found = [
        forest.forest_view(evidence, chosen, endpoint, report, FIXED)
        for chosen, endpoint, report in itertools.product(trials, forest.ENDPOINTS, reports)
    ]
    found += [maturity.maturity_view(evidence, 60, endpoint, 1) for endpoint in maturity.READ_OUTS]
    return [*found, maturity.crossover_view(evidence, 40, 24, 0.6), pools(), overall_survival(), myeloma_xi_survival()]


def _three_ratios():
    evidence = load()
    return [forest.as_ratio(evidence.figures[row]) for row in _THREE]


EXPLORERS = {
    "forest": forest_explorer,
    "maturity": maturity_explorer,
    "crossover": crossover_explorer,
}
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

prediction, self_check, exercise, provenance, sources = common.parts("04", views, myeloma_xi_survival, EXERCISES, 100)
