"""Lesson 07: minimal residual disease (MRD) in trials of combinations; an odds ratio beside the ratio of shares."""

from __future__ import annotations

from ... import wording
from ...evidence import NOT_REPORTED, Analysis, Estimate, Evidence
from ...show.charts.rates import Rate, RateChart
from ...show.table import NA, Cell, Table
from ...show.view import View

LIMITS = (("one cell in 100,000 (10^-5)", "10^-5"), ("one cell in 1 million (10^-6)", "10^-6"))
_FIRST, _LATER = "badros-2025", "anderson-ash-2025"

# measure -> (shown, heading of the chart, what became of people, id of the read-out with a place for the limit)
MEASURES: dict[str, tuple[str, str, str, str]] = {
    "by 12 months": (
        "AURIGA, from positive to negative by 12 months", "AURIGA, by 12 months", "turned negative",
        f"auriga/mrd-negative-conversion-{{}}/{_FIRST}",
    ),
    "overall, first report": (
        "AURIGA, at any time, first report", "AURIGA, at any time, first report", "turned negative",
        f"auriga/mrd-negative-conversion-{{}}-overall/{_FIRST}",
    ),
    "overall, later report": (
        "AURIGA, at any time, later report", "AURIGA, at any time, later report", "turned negative",
        f"auriga/mrd-negative-conversion-{{}}-overall/{_LATER}",
    ),
    "after VTd": (
        "CASSIOPEIA, negative at any time, after VTd", "CASSIOPEIA part 2, after VTd", "were negative",
        "cassiopeia-part-2/after-vtd/mrd-negativity-overall-{}/cassiopeia-mrd-2025",
    ),
    "after D-VTd": (
        "CASSIOPEIA, negative at any time, after D-VTd", "CASSIOPEIA part 2, after D-VTd", "were negative",
        "cassiopeia-part-2/after-d-vtd/mrd-negativity-overall-{}/cassiopeia-mrd-2025",
    ),
    "PERSEUS": (
        "PERSEUS, negative, whole regimen", "PERSEUS, whole regimen", "were negative",
        "perseus/mrd-negativity-{}/sonneveld-2024",
    ),
    "PERSEUS, sustained": (
        "PERSEUS, sustained for 12 months or more, whole regimen", "PERSEUS, whole regimen, sustained for 12 months or more",
        "were negative for 12 months or more", "perseus/sustained-12-months-mrd-negativity-{}/sonneveld-2024",
    ),
}  # fmt: skip
_ARMS = {
    "auriga": ("daratumumab and lenalidomide", "lenalidomide alone"),
    "cassiopeia-part-2": ("daratumumab", "observation"),
    "perseus": ("the regimen with daratumumab", "the regimen without it"),
}
_WHO = {
    "auriga": "Everybody in AURIGA was MRD-positive at the start, at one cell in 100,000, so every negative result is a change. "
    "Both arms received lenalidomide.",
    "cassiopeia-part-2": "People in CASSIOPEIA may have been negative already when maintenance began, so this share is no "
    "conversion. Nobody received lenalidomide as maintenance.",
    "perseus": "PERSEUS: effect of the whole regimen. The arms differ from induction on, so this share is not that of "
    "maintenance.",
}
ODDS = (
    "Odds are those with the event divided by those without it. An odds ratio divides one odds by the other. It is no ratio of "
    "shares: the more common the event, the farther the two lie apart."
)


def measure_options() -> list[tuple[str, str]]:
    """Return (label, value) of the measures."""
    return [(words[0], key) for key, words in MEASURES.items()]


def find(evidence: Evidence, measure: str, limit: str) -> Analysis | None:
    """Return the read-out of a measure at a limit, or None if no source gives it."""
    return evidence.analyses.get(MEASURES[measure][3].format(limit.replace("^", "")[:2] + limit[-2:]))


def odds(share: float) -> float:
    """Return the odds of a share in percent.

    Raises:
        ValueError: if the share is not above 0 and below 100.
    """
    if not 0 < share < 100:
        raise ValueError(f"{share} percent: a share above 0 and below 100 is expected.")
    return share / (100 - share)


def mrd_view(evidence: Evidence, measure: str, limit: str) -> View:
    """Return both arms of one MRD measure at one limit: shares, their difference and ratio, and the odds ratio."""
    shown, heading, happened, _ = MEASURES[measure]
    at = dict((value, label) for label, value in LIMITS)[limit]
    analysis = find(evidence, measure, limit)
    if analysis is None:
        return View(f"{shown}: at a limit of {at} it is not reported in the sources of this course.")
    first, second = (_share(analysis, arm) for arm in ("experimental", "control"))
    names = _ARMS[analysis.trial.trial_id]
    reported = analysis.estimate("odds ratio", "contrast")
    shares = f"{first.value.value / second.value.value:.2f}"
    gap = wording.difference(first.value, second.value)
    said = "is not reported" if reported is None else f"is {wording.estimate(reported)}"
    return View(
        sentence=f"{heading}, limit {at}: {wording.with_unit(first.value)} {happened} with {names[0]} and "
        f"{wording.with_unit(second.value)} with {names[1]}, {gap}. The odds ratio {said}; the ratio of the shares is {shares}.",
        notes=(_WHO[analysis.trial.trial_id], ODDS, *_remarks(analysis)),
        table=_table(analysis, f"{heading}, limit {at}", names, first, second, reported),
        chart=RateChart(
            f"{'From positive to negative' if happened == 'turned negative' else 'No residual myeloma found'}: {at}",
            "Percent of the people in each arm",
            ((heading, tuple(
                Rate(wording.sentence_case(name), e.value, e is first) for name, e in zip(names, (first, second), strict=True)
            )),),
        ),
        evidence=evidence,
    )  # fmt: skip


def _share(analysis: Analysis, arm: str) -> Estimate:
    return next(e for e in analysis.estimates if e.arm == arm and e.measure in ("rate", "rate at a time"))


def _remarks(analysis: Analysis) -> list[str]:
    remarks = dict.fromkeys(e.note for e in analysis.estimates if e.note)
    return [f"{wording.sentence_case(text)}." for text in remarks]


def _table(
    analysis: Analysis,
    title: str,
    names: tuple[str, str],
    first: Estimate,
    second: Estimate,
    reported: Estimate | None,
) -> Table:
    one, other = first.value.value, second.value.value
    gap = wording.difference(first.value, second.value)
    rows = (
        ("No residual myeloma found (percent)", Cell(wording.printed(first.value), cites=first),
         Cell(wording.printed(second.value), cites=second), Cell(gap, "difference")),
        (Cell("Ratio of the shares", "computed here"), NA, NA,
         Cell(f"{one / other:.2f}", f"{wording.printed(first.value)} / {wording.printed(second.value)}")),
        (Cell("Odds, from the printed shares", "computed here"), Cell(f"{odds(one):.2f}", f"{one:g} / {100 - one:.1f}"),
         Cell(f"{odds(other):.2f}", f"{other:g} / {100 - other:.1f}"),
         Cell(f"{odds(one) / odds(other):.2f}", "one odds / the other")),
        ("Odds ratio, reported", NA, NA,
         Cell(wording.estimate(reported), wording.p_value(reported), cites=reported if reported else ())),
        ("People randomised", _people(analysis.trial.n_experimental), _people(analysis.trial.n_control),
         analysis.population),
        ("Time", "both arms", "both arms", _time(first, analysis)),
    )  # fmt: skip
    header = ("Statement", wording.sentence_case(names[0]), wording.sentence_case(names[1]), "Comparison")
    return Table(title, header, rows)


def _people(number: int | None) -> str:
    return NOT_REPORTED if number is None else str(number)


def _time(figure: Estimate, analysis: Analysis) -> str:
    if figure.timepoint_months:
        return f"by {wording.months(figure.timepoint_months)} months"
    return f"median follow-up {wording.months(analysis.follow_up_months)} months"
