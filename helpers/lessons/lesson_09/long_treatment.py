"""Lesson 09: why long treatment always looks good in a cohort (simulated), beside cohorts that were read that way."""

from __future__ import annotations

from functools import cache

from ... import wording
from ...evidence import Evidence, split_ids
from ...show.charts.estimated_curves import EstimatedCurve, KaplanMeierChart
from ...show.table import REST, Cell, Table
from ...show.view import Note, View
from ...statistics.immortal_time import Cohort, Group, rate_ratio, simulate_cohort
from ...statistics.kaplan_meier import kaplan_meier
from .stopping_simulation import starting_figures
from .stopping_studies import measure_words

FROM_START, LANDMARK = "from the start of treatment", "from that month on, of those still free of progression"
MONTHS = tuple((f"{months} months", months) for months in (12, 24, 36))
SHARES = tuple((f"{share}% a year", share) for share in (10, 20, 30))
PEOPLE, FOLLOW_UP, TICKS = 1000, 120, (0, 24, 48, 72, 96, 120)
_SEED = 9


@cache
def _cohort(median: float, share: int) -> Cohort:
    return simulate_cohort(PEOPLE, median, share / 100, FOLLOW_UP, _SEED)


def trap_view(evidence: Evidence, month: int, counting: str, share: int) -> View:
    """Return a simulated cohort, divided by length of treatment, in which stopping changes nothing.

    Args:
        month: the length of treatment (months) at which people are divided.
        counting: ``FROM_START`` or ``LANDMARK``.
        share: percent of the people on treatment who stop within a year for another reason than progression.
    """
    median = starting_figures(evidence, "medians")[0]
    cohort = _cohort(median.value.value, share)
    trap = counting == FROM_START
    groups = cohort.from_the_start(month) if trap else cohort.from_a_landmark(month)
    ratio = f"{rate_ratio(*groups):.2f}"
    names = (f"treated for more than {month} months", f"treated for {month} months or less")
    chart = _chart(groups, month, trap)
    return View(
        sentence=_sentence(month, ratio, trap),
        caution="Simulated. Here stopping changes nothing for anybody; any difference comes from the way of counting.",
        notes=_notes(evidence, median, share),
        table=_table(names, groups, chart, ratio),
        chart=chart,
        evidence=evidence,
    )


def _sentence(month: int, ratio: str, trap: bool) -> str:
    if trap:
        return f"Stopping changes nothing here. Yet more than {month} months look far better than less: hazard ratio {ratio}."
    return f"From month {month} on, among people free of progression then, the difference is gone: hazard ratio {ratio}."


def _table(names: tuple[str, str], groups: tuple[Group, Group], chart: KaplanMeierChart, ratio: str) -> Table:
    at = wording.listing([str(tick) for tick in TICKS])
    rows = (
        ("People", *(str(len(group.durations)) for group in groups)),
        ("Progressed within the time watched", *(str(int(group.observed.sum())) for group in groups)),
        ("Progressions a year for each person watched", *(f"{12 * group.rate:.3f}" for group in groups)),
        ("Hazard ratio, longer against shorter", Cell(ratio, "by construction no difference", span=REST)),
        (f"At risk at {at} months (people)", *("; ".join(map(str, chart.at_risk(curve))) for curve in chart.curves)),
    )
    caption = f"Simulated: {PEOPLE:,} people, counted since {chart.start}"
    return Table(caption, ("Simulated", *map(wording.sentence_case, names)), rows)


def _chart(groups: tuple[Group, Group], month: int, trap: bool) -> KaplanMeierChart:
    curves = tuple(
        EstimatedCurve(name, kaplan_meier(group.durations, group.observed), name == "longer")
        for name, group in zip(("longer", "shorter"), groups, strict=True)
    )
    title = f"Simulated: treated for longer than {month} months, or shorter"
    start = "the start of treatment" if trap else f"month {month}"
    return KaplanMeierChart(title, curves, "Of 100 people, still free", TICKS, start, month if trap else 0)


def _notes(evidence: Evidence, median, share: int) -> tuple[str, ...]:
    return (
        Note(
            f"{PEOPLE:,} people, fixed seed, watched for {FOLLOW_UP} months. Progression comes at a constant hazard through the "
            f"median of {wording.with_unit(median.value)} on lenalidomide ",
            median,
            f". Each year {share}% of the people on treatment stop for another reason, by chance alone.",
        ),
        "A landmark mends this: take only people free of progression at a chosen month, and count from there. It cannot mend "
        "that in real life people stop for reasons, and these can go with the outlook too. Only chance can share those out.",
        *(
            _cohort_note(evidence, split_ids(row.evidence_ids))
            for row in evidence.rows("selections", selection="length in a cohort")
        ),
    )


def _cohort_note(evidence: Evidence, rows: tuple[str, ...]) -> Note:
    """Say what a real cohort reported that was divided by length of treatment."""
    figures = [evidence.figures[row] for row in rows]
    parts = [f"{evidence.trials[figures[0].trial_id].name}, nobody randomised."]
    for figure in figures:
        parts += [f" {measure_words(figure)}: {wording.estimate(figure)} ", figure, "."]
    return Note(*parts, f" {wording.sentence_case(figures[0].note)}.")
