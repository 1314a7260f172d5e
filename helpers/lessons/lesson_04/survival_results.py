"""Lesson 04: overall survival with lenalidomide maintenance, gains and none alike."""

from __future__ import annotations

from ... import wording
from ...evidence import Estimate, Evidence
from ...show.charts.ratios import IntervalChart, IntervalRow
from ...show.table import REST, Cell, Table
from ...show.view import View
from .weighed_trials import ARMS, LATER, META_ANALYSIS, Entry, arms_detail, is_meta_analysis, weighed

_NOT_VOTES = "Not to be counted like votes: the same trials stand in several of these results."
_NOT_INDEPENDENT = "They are not independent: Myeloma XI (transplant-eligible) is a part of Myeloma XI (all patients), too."


def overall_survival_view(evidence: Evidence) -> View:
    """Return every hazard ratio for overall survival that bears on lenalidomide maintenance, gains and none alike."""
    results = weighed(evidence, "OS", LATER)
    groups: dict[str, list[IntervalRow]] = {}
    for entry in results:
        groups.setdefault(_heading(entry), []).append(IntervalRow(entry.trial.name, entry.read_outs[0].hazard_ratio))
    readings = [
        (
            Cell(row.label, cites=evidence.statements[row.evidence_ids]),
            Cell(evidence.statements[row.evidence_ids].words, span=REST),
        )
        for row in evidence.rows("selections", selection="statements on overall survival")
    ]
    return View(
        sentence="The pooled analysis found a gain; of its three trials one did and two did not. Myeloma XI missed it in all its "
        "patients and found it in the transplant-eligible.",
        caution=_NOT_VOTES,
        notes=(_NOT_INDEPENDENT, evidence.row("notes", note_id="wider-nets").words),
        table=Table(
            "Overall survival: what was reported",
            ("Study", ARMS, "Hazard ratio (95% interval)"),
            (*(_row(entry) for entry in results), *readings),
        ),
        chart=IntervalChart(
            "Overall survival with lenalidomide maintenance", tuple((heading, tuple(rows)) for heading, rows in groups.items())
        ),
        evidence=evidence,
    )


def _heading(entry: Entry) -> str:
    if is_meta_analysis(entry.trial):
        return "Meta-analyses"
    if entry.trial.part_of == META_ANALYSIS:
        return "Trials of the pooled analysis, one by one"
    return "The trial after it"


def _row(entry: Entry) -> tuple[Cell, ...]:
    ratio, arms = entry.read_outs[0].hazard_ratio, entry.arms
    received = f"{entry.trial.experimental_arm} v {entry.trial.control_arm}"
    return (
        Cell(entry.trial.name, received, cites=(*entry.read_outs[0].estimates, *arms.estimates)),
        Cell(wording.both_arms(arms), arms_detail(arms)),
        Cell(wording.estimate(ratio), _reading(ratio)),
    )


def _reading(ratio: Estimate | None) -> str:
    if ratio is None:
        return "no hazard ratio was found in a public text"
    side = "interval below 1" if ratio.high.value < 1 else "interval includes 1"
    return "; ".join(filter(None, [side, wording.p_value(ratio), ratio.note]))
