"""Lesson 05: from two survival shares of one trial to a number needed to treat, step by step."""

from __future__ import annotations

from ... import wording
from ...evidence import Estimate, Evidence
from ...show.charts.icons import IconChart, IconPanel
from ...show.table import REST, Cell, Table
from ...show.view import View
from ...statistics import risk
from ..shared.contrasts import per
from .side_by_side import ARMS, METHOD, ONE_TRIAL, OTHER_TRIALS, groups

_ALIVE = "O0017"  # CALGB 100104, the experimental arm


def number_needed_view(evidence: Evidence) -> View:
    """Return the number needed to treat at a time from the two survival shares of CALGB 100104, step by step."""
    (analysis,) = evidence.read_outs(row=_ALIVE)
    arms, names = analysis.arms("rate at a time"), [wording.arm_name(analysis, arm) for arm in ARMS]
    trial, months = analysis.trial.name, wording.months(arms[0].timepoint_months)
    alive = [e.value.value for e in arms]
    needed = risk.number_needed(_fewer_deaths(arms))
    dead = [per(100, 1 - share / 100) for share in alive]
    title = f"{trial}: from two shares at {months} months to a number needed to treat"
    panel = IconPanel("Overall survival, as reported", "alive", "died", groups(names, dead))
    return View(
        sentence=f"Of 100 people, {alive[0]:.0f} with {names[0]} and {alive[1]:.0f} with {names[1]} were alive at {months} "
        f"months. Number needed to treat: {needed.value} (95% interval {needed.low} to {needed.high}).",
        caution=ONE_TRIAL,
        notes=(
            "Computed in this course from the printed shares and their intervals, so it is as exact as the printed digits.",
            OTHER_TRIALS,
        ),
        table=Table(title, ("Step", *(wording.sentence_case(name) for name in names)), _rows(evidence, arms, months)),
        chart=IconChart(f"{trial} at {months} months: 100 people per group", 100, (panel,)),
        evidence=evidence,
    )


def _fewer_deaths(arms: list[Estimate]) -> risk.Bounded:
    """Return the difference of the shares that died, experimental minus control, with its interval."""
    (first, first_bounds), (second, second_bounds) = (
        (e.value.value / 100, (e.low.value / 100, e.high.value / 100)) for e in arms
    )
    alive = risk.difference_of_shares(first, first_bounds, second, second_bounds)
    return risk.Bounded(-alive.value, -alive.high, -alive.low)


def _rows(evidence: Evidence, arms: list[Estimate], months: str) -> tuple[tuple[str | Cell, ...], ...]:
    gap = _fewer_deaths(arms)
    needed = risk.number_needed(gap)
    step = Cell("Number needed to treat (people)", "100 divided by the difference, rounded up", cites=evidence.sources[METHOD])
    bounds = f"95% interval {-100 * gap.high:.1f} to {-100 * gap.low:.1f}"
    return (
        (f"Alive at {months} months (percent)", *(Cell(wording.estimate(e), cites=e) for e in arms)),
        ("Died by then (percent)", *(f"{100 - e.value.value:g}%" for e in arms)),
        ("Absolute difference (percentage points)", Cell(f"{-100 * gap.value:.0f}", bounds, span=REST)),
        (step, Cell(str(needed.value), f"95% interval {needed.low} to {needed.high}, at {months} months", span=REST)),
    )
