"""Lesson 08: what chance alone makes of subgroups (simulated)."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from ...show.charts.ratios import SubgroupChart
from ...show.charts.ratios import words as in_words
from ...show.table import Cell, Table
from ...show.view import View
from ...statistics.pooling import NORMAL_QUANTILE, Ratio
from ...statistics.subgroups import Cut, interaction_p, share_of_alarms

SIMULATED_TRIALS = 2_000
_SEED = 8


def simulated_view(hazard_ratio: float, events: int, groups: int, trial: int) -> View:
    """Return one simulated trial cut into subgroups, and how often chance alone turns a subgroup round.

    Args:
        hazard_ratio: the true one, the same for everybody.
        events: in the whole trial.
        groups: number of subgroups, at least 2.
        trial: which of the simulated trials is drawn, from 1.
    """
    cut = Cut(hazard_ratio, events, groups)
    drawn = cut.draw(SIMULATED_TRIALS, _SEED)
    reach = NORMAL_QUANTILE * cut.error
    ratios = [Ratio(*(math.exp(log + shift) for shift in (0, -reach, reach))) for log in drawn[trial - 1]]
    rows = tuple((f"subgroup {number}", ratio) for number, ratio in enumerate(ratios, start=1))
    summary = _summary(cut, events, drawn, trial)
    return View(
        sentence=_sentence(cut, drawn, ratios),
        caution="Simulated, not data: no person and no trial stands behind it.",
        notes=(
            "Each subgroup is drawn from the same normal "
            "distribution, with variance 4 / events. The seed is fixed, so the same choices give the same trials.",
            "Where the interval holds 1, a subgroup is often said to show no effect. Here that would be wrong in every case. The "
            "interaction test asks whether the subgroups differ by more than chance; by its making it is below 0.05 in 5 of 100 "
            "such trials.",
        ),
        table=Table(
            f"Simulated: trial number {trial} of {SIMULATED_TRIALS:,}, cut into {groups} subgroups",
            ("Simulated", "Result (95% interval)"),
            (*summary, *((f"Subgroup {n}", Cell(in_words(r), marked=r.value >= 1)) for n, r in enumerate(ratios, start=1))),
        ),
        chart=SubgroupChart(f"Simulated: one true effect, {groups} subgroups", rows, hazard_ratio),
    )


def _turned(drawn: np.ndarray) -> str:
    """Return how many of 100 simulated trials have at least one subgroup at 1 or above."""
    return f"{100 * (drawn >= 0).any(axis=1).mean():.1f}"


def _sentence(cut: Cut, drawn: np.ndarray, ratios: Sequence[Ratio]) -> str:
    count = sum(ratio.value >= 1 for ratio in ratios)
    return (
        f"With a hazard ratio of {cut.hazard_ratio:.2f} for everybody, {_turned(drawn)}% of {SIMULATED_TRIALS:,} trials have at "
        f"least one of {cut.groups} subgroups at 1 or above; the trial shown has {count or 'none'}."
    )


def _summary(cut: Cut, events: int, drawn: np.ndarray, trial: int) -> tuple[tuple[Cell | str, ...], ...]:
    """Return what holds for all simulated trials, and the interaction test of the one that is drawn."""
    errors = np.full(cut.groups, cut.error)
    unclear = (np.abs(drawn) <= NORMAL_QUANTILE * cut.error).any(axis=1).mean()
    alarms = share_of_alarms(drawn, errors)
    test = interaction_p(drawn[trial - 1], errors)
    return (
        ("True hazard ratio, the same in every subgroup", f"{cut.hazard_ratio:.2f}"),
        ("Events in each subgroup", Cell(f"{events / cut.groups:.0f}", f"{events} in all")),
        (
            "At least one subgroup at 1 or above (percent of trials)",
            Cell(_turned(drawn), f"by the formula {100 * cut.reversed_somewhere():.1f}"),
        ),
        (
            "At least one interval that holds 1 (percent of trials)",
            Cell(f"{100 * unclear:.1f}", f"by the formula {100 * cut.unclear_somewhere():.1f}"),
        ),
        ("Interaction test below 0.05 (percent of trials)", Cell(f"{100 * alarms:.1f}", "by its making 5")),
        ("This trial: p value of the interaction test", f"{test:.2f}" if test >= 0.01 else "below 0.01"),
    )
