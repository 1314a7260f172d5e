"""Lesson 04: a simulated trial read early and late, and a modelled crossover. Neither is a trial result."""

from __future__ import annotations

from functools import cache

import numpy as np

from ... import wording
from ...evidence import Analysis, Evidence
from ...show.charts.curves import CrossoverChart
from ...show.charts.estimated_curves import EstimatedCurve, KaplanMeierChart
from ...show.table import Cell, Table
from ...show.view import View
from ...statistics.kaplan_meier import KaplanMeier, kaplan_meier
from ...statistics.simulated_trial import Crossover, SimulatedArm, simulate_arm

ENTRY_MONTHS = 48  # assumption: people enter the simulated trial evenly over four years
FIXED_TIME = 36  # months at which the width of the interval is read
TICKS = (0, 36, 72, 108, 144, 180)
READ_OUTS = {"OS": "calgb-100104/os/holstein-2017", "PFS": "calgb-100104/ttp/holstein-2017"}
DRAWS = (1, 2, 3, 4, 5)
_SEED = 100104


@cache
def _arm(size: int, median: float, experimental: bool, draw: int) -> SimulatedArm:
    return simulate_arm(size, median, ENTRY_MONTHS, (_SEED, draw, int(experimental)))


def maturity_view(evidence: Evidence, month: int, endpoint: str, draw: int) -> View:
    """Return the simulated trial as it stands ``month`` months after the first person could enter.

    Args:
        endpoint: "OS" or "PFS"; the curves pass through the medians that CALGB 100104 reported for it.
        draw: which of the simulated cohorts.
    """
    analysis = evidence.analyses[READ_OUTS[endpoint]]
    event = "died" if endpoint == "OS" else "progressed or died"
    still = "alive" if endpoint == "OS" else "free of progression"
    rows, curves, states = [], [], []
    for median in analysis.arms("median"):
        experimental = median.arm == "experimental"
        size = analysis.trial.n_experimental if experimental else analysis.trial.n_control
        label = wording.arm_name(analysis, median.arm)
        durations, observed = _arm(size, median.value.value, experimental, draw).read(month)
        estimate = kaplan_meier(durations, observed) if durations.size else None
        curve = EstimatedCurve(label, estimate, experimental)
        curves.append(curve)
        states.append(f"{_seen(estimate)} of {0 if estimate is None else len(durations)} people with {label} have {event}")
        assumed = Cell(wording.printed(median.value), cites=median)
        rows.append((wording.sentence_case(label), *_cells(estimate), assumed))
    chart = KaplanMeierChart(
        f"Simulated: the trial read {month} months after the first entry", tuple(curves), f"Of 100, {still}", TICKS
    )
    header = (
        "Group", "Entered (people)", f"Have {event} (people)", "Median (95% interval) (months)",
        f"{wording.sentence_case(still)} at {FIXED_TIME} months (percent)", "Width of that interval (percentage points)",
        f"At risk at {wording.listing([str(t) for t in TICKS])} months (people)", "Median assumed (months)",
    )  # fmt: skip
    risk = [Cell("; ".join(str(n) for n in chart.at_risk(curve))) for curve in curves]
    rows = tuple((*row[:-1], at_risk, row[-1]) for row, at_risk in zip(rows, risk, strict=True))
    medians = wording.listing([_median_words(curve.label, curve.estimate) for curve in curves])
    return View(
        sentence=f"Simulated, {month} months after the first person entered: {wording.listing(states)}. The median is {medians}.",
        notes=(_assumptions(analysis, draw), *_unripe(curves)),
        table=Table(f"Simulated: what the data say after {month} months", header, rows),
        chart=chart,
        evidence=evidence,
    )


def _assumptions(analysis: Analysis, draw: int) -> str:
    size = f"{analysis.trial.n_experimental} and {analysis.trial.n_control}"
    return (
        f"Simulated people, not trial data (cohort {draw}, fixed seed). Assumed: {size} people as in CALGB 100104, entry "
        f"spread evenly over {ENTRY_MONTHS} months, constant hazards through the medians that this trial reported for "
        f"{analysis.endpoint_name}, nobody lost from sight. The trial's own curves need not have this shape."
    )


def _seen(estimate: KaplanMeier | None) -> int:
    return 0 if estimate is None else int(estimate.observed.sum())


def _median_words(label: str, estimate: KaplanMeier | None) -> str:
    median = None if estimate is None else estimate.median()
    return f"{'not reached' if median is None else f'{median:.1f} months'} with {label}"


def _cells(estimate: KaplanMeier | None) -> tuple[Cell, ...]:
    """Return people entered, events, median with interval, share at the fixed time with interval, and its width."""
    if estimate is None:
        return "0", "0", "not reached", "not yet known", "not yet known"
    median, bounds = estimate.median(), estimate.median_interval()
    low, high = ("not reached" if bound is None else f"{bound:.1f}" for bound in bounds)
    known = any(bound is not None for bound in bounds)
    shown = Cell("not reached" if median is None else f"{median:.1f}", f"{low} to {high}" if known else "no interval yet")
    counts = str(len(estimate.durations)), str(_seen(estimate))
    if estimate.last < FIXED_TIME:
        return *counts, shown, Cell("not yet known", "nobody has been watched that long"), "not yet known"
    share, lower, upper = (100 * number for number in estimate.at(FIXED_TIME))
    if np.isnan(lower):
        return *counts, shown, Cell(f"{share:.0f}", "no interval yet"), "not yet known"
    return *counts, shown, Cell(f"{share:.1f}", f"{lower:.1f} to {upper:.1f}"), f"{upper - lower:.1f}"


def _unripe(curves: list[EstimatedCurve]) -> list[str]:
    """Return a note on arms whose median is not reached."""
    open_ = [c.label for c in curves if c.estimate is None or c.estimate.median() is None]
    if not open_:
        return []
    return [
        f"Not reached ({wording.listing(open_)}): the curve has not yet fallen to one half. Its right end rests on the few "
        "people who entered first, and one event there makes a long step."
    ]


def crossover_view(evidence: Evidence, share: int, month: int, hazard_ratio: float) -> View:
    """Return what a share of the control arm going over to lenalidomide does to the measured hazard ratio.

    Args:
        share: of 100 people alive in the control arm at ``month``, how many go over.
        month: months after randomisation.
        hazard_ratio: the assumed ratio of death if nobody went over.
    """
    analysis = evidence.analyses[READ_OUTS["OS"]]
    control = analysis.estimate("median", "control")
    follow_up = analysis.follow_up_months
    model = Crossover(share / 100, month, hazard_ratio, control.value.value)
    nobody = Crossover(0.0, month, hazard_ratio, control.value.value)
    alive = [model.experimental(follow_up), nobody.control(follow_up), model.control(follow_up)]
    names = ("Lenalidomide", "Control, if nobody went over", "Control, with crossover")
    ratios = ("does not apply", f"{hazard_ratio:.2f}", f"{model.measured(follow_up):.2f}")
    crossed = ("0", "0", str(wording.people(model.share * model.control(month))))
    assumed = Cell(names[1], f"assumed median {wording.with_unit(control.value)}", cites=control)
    heads = (names[0], assumed, names[2])
    rows = tuple(
        (head, went, str(wording.people(s)), str(100 - wording.people(s)), ratio)
        for head, went, s, ratio in zip(heads, crossed, alive, ratios, strict=True)
    )
    at = f"{wording.months(follow_up)} months"
    chart = CrossoverChart("Modelled: crossover and the measured hazard ratio", model, follow_up)
    return View(
        sentence=(
            f"Modelled: if {share} of 100 people alive in the control arm at {month} months go over to lenalidomide, an "
            f"assumed hazard ratio of {hazard_ratio:.2f} is measured as {model.measured(follow_up):.2f} over {at}. Alive at "
            f"{at}: {wording.people(alive[0])} of 100 people with lenalidomide from the start, {wording.people(alive[2])} in "
            f"the control arm ({wording.people(alive[1])} if nobody went over)."
        ),
        notes=(
            f"The share is one of the people alive. In {analysis.trial.name}, {_crossed_over(evidence)}; the whole group had "
            f"{analysis.trial.n_control} people.",
            f"Modelled, not measured. Assumed: constant hazards, a control median of {wording.with_unit(control.value)} (the "
            "figure CALGB 100104 reported, which itself includes crossover), and from the day of crossover the same hazard "
            "as with lenalidomide from the start. The measured ratio is deaths per month lived in one arm over deaths per "
            "month lived in the other.",
            f"If everybody alive went over at {month} months, {chart.at(1):.2f} would be measured. People who go over in a "
            "real trial are not picked by chance, and a drug begun late may do less, or more.",
        ),
        table=Table(
            f"Modelled: of 100 people in each group, followed for {at}",
            ("Group", "Went over (of 100)", "Alive (of 100)", "Died (of 100)", "Hazard ratio, lenalidomide against this group"),
            rows,
        ),
        chart=chart,
        evidence=evidence,
    )


def _crossed_over(evidence: Evidence) -> str:
    """Return how many people of CALGB 100104 went over, as the remark of its control arm says."""
    return evidence.figures["O0012"].note
