"""Lesson 07: an indirect comparison as a worked example, with everything that makes it no result."""

from __future__ import annotations

from ... import wording
from ...comparability import obstacles
from ...evidence import NOT_REPORTED, REPORTED, Analysis, Estimate, Evidence, Quantity, split_ids
from ...show.charts.ratios import IntervalChart, IntervalRow
from ...show.table import REST, Cell, Table
from ...show.view import Note, View
from ...statistics.pooling import Ratio, indirect
from ..shared.reported_ratios import as_ratio

_COMMON = "lenalidomide"  # the second comparison of the example is always of this drug


def first_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, row) of the hazard ratios of other drugs against their controls."""
    return [option for option in _options(evidence) if _drug(evidence, option[1]) != _COMMON]


def second_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, row) of the hazard ratios of lenalidomide against its controls."""
    return [option for option in _options(evidence) if _drug(evidence, option[1]) == _COMMON]


def _options(evidence: Evidence) -> list[tuple[str, str]]:
    return [(row.label, split_ids(row.evidence_ids)[0]) for row in evidence.rows("selections", selection="indirect comparison")]


def _drug(evidence: Evidence, row: str) -> str:
    return evidence.read_outs(row=row)[0].drugs[0]


def indirect_view(evidence: Evidence, first: str, second: str) -> View:
    """Return Bucher's indirect comparison of two read-outs as a worked example, with everything that makes it no result.

    Args:
        first: row of the hazard ratio of one drug against its control (:func:`first_options`).
        second: row of the hazard ratio of lenalidomide against its control (:func:`second_options`).
    """
    one, other = (evidence.read_outs(row=row)[0] for row in (first, second))
    drug, other_drug = one.drugs[0], other.drugs[0]
    result = indirect(as_ratio(one.hazard_ratio), as_ratio(other.hazard_ratio))
    words = f"{result.value:.2f} ({result.low:.2f} to {result.high:.2f})"
    title = f"Worked example: {drug} against {other_drug} through their controls"
    header = ("Aspect", wording.sentence_case(drug), wording.sentence_case(other_drug), "Alike?")
    return View(
        sentence="If these studies differed in nothing but the drug, the hazard ratio of "
        f"{drug} against {other_drug} would be {words}. They differ in more: arithmetic, no comparison.",
        caution="The interval says how precise the arithmetic is. It does not say whether the assumption behind it holds.",
        notes=(
            f"What the guard finds: the results differ in their {wording.listing(obstacles([one, other]))}. "
            "The computation needs all of this to make no difference to the effect. Nothing in the data can show that.",
            *_notes_on(evidence, second, other),
        ),
        table=Table(title, header, tuple(_aspects(one, other, words))),
        chart=_chart(evidence, title, one, other, result),
        evidence=evidence,
        cites=[*one.estimates, *other.estimates],
    )


def _chart(evidence: Evidence, title: str, one: Analysis, other: Analysis, result: Ratio) -> IntervalChart:
    """Return the two reported ratios, and the computed one apart from them."""
    labels = {row: label for label, row in _options(evidence)}
    reported = tuple(IntervalRow(labels[a.hazard_ratio.row_id], a.hazard_ratio, a.drugs) for a in (one, other))
    computed = IntervalRow(f"{one.drugs[0]} against {other.drugs[0]}", _computed(result), one.drugs)
    groups = (("Reported", reported), ("Computed here, under an assumption", (computed,)))
    return IntervalChart(title, groups, "fewer events with the drug named first")


def _notes_on(evidence: Evidence, row: str, analysis: Analysis) -> list[Note]:
    """Return what must be known of a read-out: what its endpoint counts, and what a later row says of its control arm."""
    chosen = (split_ids(selection.evidence_ids) for selection in evidence.rows("selections", selection="indirect comparison"))
    later = [evidence.figures[key] for ids in chosen if ids[0] == row for key in ids[1:]]
    meaning = evidence.row("endpoints", endpoint=analysis.endpoint).meaning
    opening = f"{wording.sentence_case(analysis.endpoint_name)}: {meaning}."
    closing = "; nothing like it is reported here for the other trial."
    return [Note(f"{opening} Later, {figure.note} ", figure, closing) for figure in later]


def _aspects(one: Analysis, other: Analysis, words: str) -> list[tuple[Cell, ...]]:
    rows = [
        (
            Cell("Hazard ratio, reported", a.drugs[0]),
            Cell(wording.estimate(a.hazard_ratio), wording.both_arms(a), cites=a.hazard_ratio, span=REST),
        )
        for a in (one, other)
    ]
    rows.append((Cell("Hazard ratio, indirect", "computed here, under an assumption"), Cell(words, span=REST)))
    for name, aspect in (
        ("Comparator", lambda a: a.trial.comparator),
        ("Study", lambda a: f"{a.trial.name}, {a.trial.design}"),
        ("People", lambda a: a.trial.population),
        ("Setting", lambda a: a.trial.setting),
        ("Treatment tested", lambda a: a.trial.experimental_arm),
        ("Endpoint", lambda a: a.endpoint_name),
        ("Median follow-up (months)", lambda a: wording.months(a.follow_up_months)),
    ):
        values = [aspect(one), aspect(other)]
        unknown = NOT_REPORTED in values
        alike = "not known" if unknown else "yes" if values[0] == values[1] else "no"
        rows.append((name, values[0], values[1], Cell(alike, marked=alike == "no")))
    return rows


def _computed(ratio: Ratio) -> Estimate:
    """Return a computed ratio as the chart takes it; it is no row of the data and is never cited."""
    value, low, high = (Quantity(x, REPORTED, "ratio", f"{x:.2f}") for x in (ratio.value, ratio.low, ratio.high))
    return Estimate("computed", "", "hazard ratio", "contrast", "", value, low, high, None, None, "", None, "", "", "", "")
