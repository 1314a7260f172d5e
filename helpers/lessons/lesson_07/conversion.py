"""Lesson 07: minimal residual disease (MRD) in trials of combinations; an odds ratio beside the ratio of shares."""

from __future__ import annotations

from ... import wording
from ...evidence import NOT_REPORTED, Analysis, Estimate, Evidence
from ...show.charts.shares import Rate, RateChart
from ...show.table import REST, Cell, Table
from ...show.view import View

LIMITS = (("one cell in 100,000", "10^-5"), ("one cell in 1 million", "10^-6"))
ODDS = (
    "Odds are those with the event divided by those without it. An odds ratio divides one odds by the other. It is no ratio of "
    "shares: the more common the event, the farther the two lie apart."
)


def measure_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, value) of the measures."""
    return [(row.label, row.measure_id) for row in evidence.rows("mrd_measures")]


def odds(share: float) -> float:
    """Return the odds of a share in percent.

    Raises:
        ValueError: if the share is not above 0 and below 100.
    """
    if not 0 < share < 100:
        raise ValueError(f"{share} percent: a share above 0 and below 100 is expected.")
    return share / (100 - share)


def mrd_view(evidence: Evidence, measure: str, limit: str) -> View:
    """Return both arms of one MRD measure at one limit: shares, their difference and ratio, and the odds ratio.

    Args:
        measure: an id of ``mrd_measures``.
        limit: one of the values of ``LIMITS``.
    """
    chosen, at = evidence.row("mrd_measures", measure_id=measure), dict((value, label) for label, value in LIMITS)[limit]
    read_out = {"10^-5": chosen.analysis_5_id, "10^-6": chosen.analysis_6_id}[limit]
    if not read_out:
        return View(f"{chosen.label}: at a limit of {at} it is not reported in the sources of this course.")
    analysis, names = evidence.analyses[read_out], (chosen.experimental_name, chosen.control_name)
    shares = [_share(analysis, arm) for arm in ("experimental", "control")]
    note = evidence.row("notes", note_id=chosen.note_id)
    bars = tuple(Rate(wording.sentence_case(name), e.value, e is shares[0]) for name, e in zip(names, shares, strict=True))
    return View(
        sentence=_sentence(analysis, chosen.happened, names),
        caution=note.caution,
        notes=(note.words, ODDS, *_remarks(analysis)),
        table=_table(analysis, f"{chosen.heading}, limit {at}", names),
        chart=RateChart(f"{chosen.chart_title}: {at}", "Percent of the people in each arm", ((chosen.heading, bars),)),
        evidence=evidence,
    )


def _sentence(analysis: Analysis, happened: str, names: tuple[str, str]) -> str:
    first, second = (_share(analysis, arm).value for arm in ("experimental", "control"))
    reported = analysis.estimate("odds ratio", "contrast")
    return (
        f"{wording.with_unit(first)} {happened} with {names[0]}, {wording.with_unit(second)} with {names[1]}: "
        f"odds ratio {wording.estimate(reported)}, ratio of the shares {first.value / second.value:.2f}."
    )


def _share(analysis: Analysis, arm: str) -> Estimate:
    return next(e for e in analysis.estimates if e.arm == arm and e.measure in ("rate", "rate at a time"))


def _remarks(analysis: Analysis) -> list[str]:
    remarks = dict.fromkeys(e.note for e in analysis.estimates if e.note)
    return [f"{wording.sentence_case(text)}." for text in remarks]


def _table(analysis: Analysis, title: str, names: tuple[str, str]) -> Table:
    first, second = (_share(analysis, arm) for arm in ("experimental", "control"))
    reported = analysis.estimate("odds ratio", "contrast")
    one, other = first.value.value, second.value.value
    gap = wording.difference(first.value, second.value)
    rows = (
        ("No residual myeloma found (percent)", Cell(wording.printed(first.value), cites=first),
         Cell(wording.printed(second.value), cites=second), Cell(gap, "difference")),
        (Cell("Ratio of the shares", "computed here"),
         Cell(f"{one / other:.2f}", f"{wording.printed(first.value)} / {wording.printed(second.value)}", span=REST)),
        (Cell("Odds, from the printed shares", "computed here"), Cell(f"{odds(one):.2f}", f"{one:g} / {100 - one:.1f}"),
         Cell(f"{odds(other):.2f}", f"{other:g} / {100 - other:.1f}"),
         Cell(f"{odds(one) / odds(other):.2f}", "one odds / the other")),
        ("Odds ratio, reported",
         Cell(wording.estimate(reported), wording.p_value(reported), cites=reported if reported else (), span=REST)),
        ("People randomised", _people(analysis.trial.n_experimental), _people(analysis.trial.n_control),
         analysis.population),
        ("Time", Cell(_time(first, analysis), span=REST)),
    )  # fmt: skip
    header = ("Statement", wording.sentence_case(names[0]), wording.sentence_case(names[1]), "Comparison")
    return Table(title, header, rows)


def _people(number: int | None) -> str:
    return NOT_REPORTED if number is None else str(number)


def _time(figure: Estimate, analysis: Analysis) -> str:
    if figure.timepoint_months:
        return f"by {wording.months(figure.timepoint_months)} months"
    return f"median follow-up {wording.months(analysis.follow_up_months)} months"
