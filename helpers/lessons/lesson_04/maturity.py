"""Lesson 04: a simulated trial read early and late. It is no trial result."""

from __future__ import annotations

from functools import cache

import numpy as np

from ... import wording
from ...evidence import Analysis, Estimate, Evidence
from ...show.charts.estimated_curves import EstimatedCurve, KaplanMeierChart
from ...show.table import Cell, Table
from ...show.view import View
from ...statistics.kaplan_meier import KaplanMeier, kaplan_meier
from ...statistics.simulated_trial import SimulatedArm, simulate_arm
from ..shared import headline

ENTRY_MONTHS = 48  # assumption: people enter the simulated trial evenly over four years
FIXED_TIME = 36  # months at which the width of the interval is read
TICKS = (0, 36, 72, 108, 144, 180)
REPORT = ("calgb-100104", "holstein-2017")  # the report (trial, source) whose medians the simulation passes through
ENDPOINTS = ("OS", "PFS")
DRAWS = (1, 2, 3, 4, 5)
_SEED = 100104
_COUNTS_AND_CURVE = (
    "Counts and curves need not agree: somebody who entered late has been watched for less time, and the curve allows for that."
)
# what has happened, and what has not
_WORDS = {"OS": ("died", "alive"), "PFS": ("progressed or died", "free of progression")}


@cache
def _arm(size: int, median: float, experimental: bool, draw: int) -> SimulatedArm:
    return simulate_arm(size, median, ENTRY_MONTHS, (_SEED, draw, int(experimental)))


def maturity_view(evidence: Evidence, month: int, endpoint: str, draw: int) -> View:
    """Return the simulated trial as it stands ``month`` months after the first person could enter.

    Args:
        endpoint: "OS" or "PFS"; the curves pass through the medians that CALGB 100104 reported for it.
        draw: which of the simulated cohorts.
    """
    analysis = headline.find(evidence, REPORT, endpoint)
    event, still = _WORDS[endpoint]
    medians = analysis.arms("median")
    curves = tuple(_curve(analysis, median, draw, month) for median in medians)
    chart = KaplanMeierChart(f"Simulated: the trial read {month} months after the first entry", curves, f"Of 100, {still}", TICKS)
    rows = tuple(
        (
            wording.sentence_case(curve.label),
            *_cells(curve.estimate),
            "; ".join(str(n) for n in chart.at_risk(curve)),
            Cell(wording.printed(median.value), cites=median),
        )
        for curve, median in zip(curves, medians, strict=True)
    )
    return View(
        sentence=_sentence(curves, month, event),
        caution="Simulated, not trial data: no real person stands behind it.",
        notes=(_assumptions(analysis, draw), _COUNTS_AND_CURVE, *_unripe(curves)),
        table=Table(f"Simulated: what the data say after {month} months", _header(event, still), rows),
        chart=chart,
        evidence=evidence,
    )


def _curve(analysis: Analysis, median: Estimate, draw: int, month: int) -> EstimatedCurve:
    """Return what is seen of one simulated arm after ``month`` months."""
    experimental = median.arm == "experimental"
    size = analysis.trial.n_experimental if experimental else analysis.trial.n_control
    durations, observed = _arm(size, median.value.value, experimental, draw).read(month)
    estimate = kaplan_meier(durations, observed) if durations.size else None
    return EstimatedCurve(wording.arm_name(analysis, median.arm), estimate, experimental)


def _sentence(curves: tuple[EstimatedCurve, ...], month: int, event: str) -> str:
    states = [f"{_seen(c.estimate)} of {_entered(c.estimate)} people with {c.label}" for c in curves]
    medians = list(dict.fromkeys(_median_words(c.estimate) for c in curves))
    both = f"Medians: {wording.listing(medians)}." if len(medians) > 1 else f"Both medians: {medians[0]}."
    return f"Simulated: after {month} months, {wording.listing(states)} have {event}. {both}"


def _header(event: str, still: str) -> tuple[str, ...]:
    return (
        "Group", "Entered (people)", f"Have {event} (people)", "Median (95% interval) (months)",
        f"{wording.sentence_case(still)} at {FIXED_TIME} months (percent)", "Width of that interval (percentage points)",
        f"At risk at {wording.listing([str(t) for t in TICKS])} months (people)", "Median assumed (months)",
    )  # fmt: skip


def _assumptions(analysis: Analysis, draw: int) -> str:
    size = f"{analysis.trial.n_experimental} and {analysis.trial.n_control}"
    return (
        f"Cohort {draw}, fixed seed. Assumed: {size} people as in {analysis.trial.name}, "
        f"entry spread evenly over {ENTRY_MONTHS} months, constant hazards through the medians that this trial reported for "
        f"{analysis.endpoint_name}, nobody lost from sight. The trial's own curves need not have this shape."
    )


def _entered(estimate: KaplanMeier | None) -> int:
    return 0 if estimate is None else len(estimate.durations)


def _seen(estimate: KaplanMeier | None) -> int:
    return 0 if estimate is None else int(estimate.observed.sum())


def _median_words(estimate: KaplanMeier | None) -> str:
    median = None if estimate is None else estimate.median()
    return "not reached" if median is None else f"{median:.1f} months"


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


def _unripe(curves: tuple[EstimatedCurve, ...]) -> list[str]:
    """Return a note on arms whose median is not reached."""
    open_ = [c.label for c in curves if c.estimate is None or c.estimate.median() is None]
    if not open_:
        return []
    return [
        f"Not reached ({wording.listing(open_)}): the curve has not yet fallen to one half. Its right end rests on the few "
        "people who entered first, and one event there makes a long step."
    ]
