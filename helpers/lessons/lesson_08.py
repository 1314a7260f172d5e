"""Lesson 08, Personal choice."""

from __future__ import annotations

import math

from ..controls import CheckboxGroup, decimal_slider, dropdown, whole_slider
from ..evidence import load
from ..exercises import Exercise
from ..explorer import Explorer
from ..statistics.subgroups import Cut
from ..view import View
from ..views import choice, subgroups
from ..vignette import Vignette
from . import common

CASES = ("A", "B", "C", "D")


def definitions_explorer() -> Explorer:
    """Tick findings in the chromosomes and see which texts call the myeloma high-risk."""
    return Explorer(
        "Definitions that differ",
        lambda findings: choice.definitions_view(load(), findings),
        {"findings": CheckboxGroup("Findings", choice.finding_options(), ("t(4;14)", "gain(1q)"))},
    )


def subgroup_explorer() -> Explorer:
    """Look at a subgroup beside its whole trial."""
    return Explorer(
        "A subgroup beside its whole trial",
        lambda entry: subgroups.subgroup_view(load(), entry),
        {"entry": dropdown("Subgroup", subgroups.entry_options(load()))},
    )


def chance_explorer() -> Explorer:
    """Cut a simulated trial with one true effect into subgroups."""
    return Explorer(
        "Simulated: what chance makes of subgroups",
        subgroups.simulated_view,
        {
            "hazard_ratio": decimal_slider("True hazard ratio of everybody", 0.4, 0.95, 0.75, 0.05),
            "events": whole_slider("Events in the whole trial", 100, 800, 400, 50),
            "groups": whole_slider("Number of subgroups", 2, 20, 8),
            "trial": whole_slider("Simulated trial number", 1, 20, 3),
        },
    )


def vignette(letter: str) -> Vignette:
    """Walk through a fictitious case, evidence first, then what others weigh."""
    return Vignette(load(), letter, f"L08-V{CASES.index(letter) + 1}")


def values_explorer() -> Explorer:
    """Tick what matters to a person; the sheet names evidence, gaps and questions, and can be saved."""
    return Explorer(
        "A values sheet",
        lambda chosen: choice.values_view(load(), chosen),
        {"chosen": CheckboxGroup("What matters", choice.value_options(load()), ("V01", "V07"))},
    )


def deletion() -> View:
    """Show progression-free survival with del(17p) in HOVON-65/GMMG-HD4, for the prediction."""
    return subgroups.subgroup_view(load(), "hovon-17p-pfs")


def views() -> list[View]:
    """Return the views whose sources the explorers and the cases can show."""
    evidence = load()
    cases = [choice.case(evidence, letter) for letter in CASES]
    return [
        choice.definitions_view(evidence, choice.FINDINGS),
        *(subgroups.subgroup_view(evidence, key) for key in subgroups.ENTRIES),
        *(choice.steps_view(evidence, case, len(case.evidence)) for case in cases),
        *(choice.points_view(evidence, case) for case in cases),
        choice.values_view(evidence, [key for _, key in choice.value_options(evidence)]),
    ]


EXPLORERS = {
    "definitions": definitions_explorer,
    "subgroups": subgroup_explorer,
    "chance": chance_explorer,
    "values": values_explorer,
}
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


def _log_width(row: str) -> float:
    figure = load().figures[row]
    return math.log(figure.high.value / figure.low.value)


def _populations_with_hazard_ratio() -> list[str]:
    table = load().tables["outcomes"]
    own = table[(table["trial_id"] == "hovon-65-gmmg-hd4") & (table["measure"] == "hazard ratio")]
    return sorted(set(own["population"]))


prediction, self_check, exercise, provenance, sources = common.parts("08", views, deletion, EXERCISES)
