"""Lesson 07, Combinations."""

from __future__ import annotations

from ..controls import CheckboxGroup, dropdown
from ..evidence import load
from ..exercises import Exercise
from ..explorer import Explorer
from ..statistics.pooling import indirect
from ..view import View
from ..views import additions, conversion, designs
from ..views.forest import as_ratio
from . import common

_ADDED_AT_START = ("atlas", "auriga", "forte-second-randomisation", "gem2014main")


def design_explorer() -> Explorer:
    """Explore the designs: who was randomised, when, to what, and what cannot be separated."""
    return Explorer(
        "The design of a trial",
        lambda trial: designs.design_view(load(), trial),
        {"trial": dropdown("Trial", designs.trial_options(load()))},
    )


def conversion_explorer() -> Explorer:
    """Explore minimal residual disease in both arms, with the odds ratio beside the ratio of shares."""
    return Explorer(
        "Residual disease in both arms",
        lambda measure, limit: conversion.mrd_view(load(), measure, limit),
        {
            "measure": dropdown("Trial and measure", conversion.measure_options()),
            "limit": dropdown("Limit of the test", list(conversion.LIMITS)),
        },
    )


def added_explorer() -> Explorer:
    """Explore what adding a drug gave and what it cost, trial by trial."""
    return Explorer(
        "What adding a drug gave",
        lambda shown, trials: additions.added_view(load(), shown, trials),
        {
            "shown": dropdown("Show", list(additions.SHOWN)),
            "trials": CheckboxGroup("Trials", additions.trial_options(load()), _ADDED_AT_START),
        },
    )


def indirect_explorer() -> Explorer:
    """Explore an indirect comparison as a worked example."""
    return Explorer(
        "Worked example: an indirect comparison",
        lambda first, second: additions.indirect_view(load(), first, second),
        {
            "first": dropdown("First comparison", [(label, row) for label, _, row in additions.NUMERATORS]),
            "second": dropdown("Second comparison", [(label, row) for label, _, row in additions.DENOMINATORS]),
        },
    )


def reveal() -> View:
    """Show what GEM2014MAIN found."""
    return additions.added_view(load(), "PFS", ("gem2014main",))


def views() -> list[View]:
    """Return the views whose sources the explorers can show."""
    evidence = load()
    return [
        *(designs.design_view(evidence, trial) for _, trial in designs.trial_options(evidence)),
        *(conversion.mrd_view(evidence, m, limit) for m in conversion.MEASURES for _, limit in conversion.LIMITS),
        *(additions.added_view(evidence, shown, tuple(additions.ADDED)) for _, shown in additions.SHOWN),
        *(additions.indirect_view(evidence, a, b) for _, _, a in additions.NUMERATORS for _, _, b in additions.DENOMINATORS),
    ]


def _odds_ratio() -> float:
    first, second = (conversion.odds(load().figures[row].value.value) for row in ("O0139", "O0140"))
    return first / second


EXPLORERS = {
    "design": design_explorer,
    "conversion": conversion_explorer,
    "added": added_explorer,
    "indirect": indirect_explorer,
}
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

prediction, self_check, exercise, provenance, sources = common.parts("07", views, reveal, EXERCISES, maximum=100)
