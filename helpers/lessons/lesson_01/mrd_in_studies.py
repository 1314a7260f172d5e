"""Lesson 01: how many people turned MRD-negative, and how MRD-negative people fared."""

from __future__ import annotations

from ... import wording
from ...evidence import Estimate, Evidence, split_ids
from ...show.charts.ratios import IntervalChart, IntervalRow
from ...show.charts.shares import Rate, RateChart
from ...show.table import Cell, Table
from ...show.view import View


def conversion_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, id) of the studies."""
    return [(row.name, row.study_id) for row in evidence.rows("turning_negative")]


def conversion_view(evidence: Evidence, study: str) -> View:
    """Return how many people with residual disease turned negative in one study."""
    row = evidence.row("turning_negative", study_id=study)
    first, second = (evidence.figures[key] for key in split_ids(row.evidence_ids))
    one_arm = evidence.trials[first.trial_id].design == "single-arm study"
    return (_one_arm if one_arm else _two_arms)(evidence, row, first, second)


def _two_arms(evidence: Evidence, row, first: Estimate, second: Estimate) -> View:
    arms = ((row.first, first), (row.second, second))
    remarks = dict.fromkeys(figure.note for _, figure in arms if figure.note)
    drugs = evidence.drugs_tested(first.trial_id)
    rates = tuple(Rate(wording.sentence_case(name), figure.value, figure is first, drugs) for name, figure in arms)
    return View(
        sentence=f"{row.heading}: {wording.with_unit(first.value)} of the people with residual disease turned negative on "
        f"{row.first}, {wording.with_unit(second.value)} on {row.second}: {wording.difference(first.value, second.value)}.",
        caution=row.caution,
        notes=tuple(filter(None, (row.note, *(f"{wording.sentence_case(text)}." for text in remarks)))),
        table=Table(
            f"{row.heading}: from MRD-positive to MRD-negative",
            ("Arm", "Turned negative (percent)"),
            tuple((name, Cell(wording.with_unit(figure.value), cites=figure)) for name, figure in arms),
        ),
        chart=RateChart(
            "From MRD-positive to MRD-negative", "Percent of the people who were positive at the start", ((row.heading, rates),)
        ),
        evidence=evidence,
    )


def _one_arm(evidence: Evidence, row, gained: Estimate, lost: Estimate) -> View:
    positive, negative = (evidence.records[figure.row_id]["n"] for figure in (gained, lost))
    return View(
        sentence=f"On {row.heading} {wording.printed(gained.value)} of {positive} people turned from positive to "
        f"negative, and {wording.printed(lost.value)} of {negative} from negative to positive.",
        caution=row.caution,
        notes=tuple(filter(None, [row.note])),
        table=Table(
            f"{wording.sentence_case(row.heading)}: changes of the MRD result",
            ("Change", "People", "Of whom"),
            (
                (row.first, Cell(wording.printed(gained.value), cites=gained), f"{positive} people, positive at the start"),
                (
                    row.second,
                    Cell(wording.printed(lost.value), cites=lost),
                    Cell(f"{negative} people, negative at the start", "over the whole follow-up"),
                ),
            ),
        ),
        evidence=evidence,
    )


def prognosis_view(evidence: Evidence) -> View:
    """Return the hazard ratios of MRD-negative against MRD-positive people in Myeloma XI."""
    selected = evidence.rows("selections", selection="prognosis by MRD")
    figures = {f"{row.label}, MRD at {row.remark}": evidence.figures[row.evidence_ids] for row in selected}
    progression = wording.sentence_case(evidence.endpoint_names["PFS"])
    (first, first_time), (second, second_time) = (
        (evidence.figures[row.evidence_ids], row.remark) for row in selected if row.label == progression
    )
    return View(
        sentence="In Myeloma XI, MRD-negative people progressed or died later: hazard ratio against MRD-positive people "
        f"{wording.estimate(first)} when tested at {first_time}, {wording.estimate(second)} at {second_time}.",
        caution="The groups were not randomised: what makes people turn negative may also be what lets them live longer.",
        notes=(
            "Going together is not causing. Both groups' medians or rates are not reported here.",
            "The two times are not to be compared: the later test was of fewer people, and came after the arms had parted.",
        ),
        table=Table(
            "MRD-negative against MRD-positive, Myeloma XI, transplant-eligible",
            ("Endpoint, and when MRD was measured after transplant", "Hazard ratio (95% interval)", "People"),
            tuple(
                (Cell(label, cites=f), Cell(wording.estimate(f), wording.p_value(f)), str(evidence.records[f.row_id]["n"]))
                for label, f in figures.items()
            ),
        ),
        chart=IntervalChart(
            "MRD-negative against MRD-positive",
            (("Myeloma XI, not randomised", tuple(IntervalRow(label, f) for label, f in figures.items())),),
            "fewer events among MRD-negative people",
        ),
        evidence=evidence,
    )
