"""Lesson 04: overall survival with lenalidomide maintenance, gains and none alike."""

from __future__ import annotations

from dataclasses import replace

from ... import wording
from ...evidence import Estimate, Evidence, split_ids
from ...show.charts.ratios import IntervalChart, IntervalRow
from ...show.table import REST, Cell, Table
from ...show.view import View
from .weighed_trials import ARMS, LATER, META_ANALYSIS, Entry, arms_detail, is_meta_analysis, weighed

_READINGS = "reading of survival"
_NOT_VOTES = "Not to be counted like votes: the same trials stand in several of these results."
_NO_GAIN_SHOWN = "Not to be counted like votes: a trial that finds no gain has not shown that there is none."
_NOT_INDEPENDENT = "They are not independent: Myeloma XI (transplant-eligible) is a part of Myeloma XI (all patients), too."


def reading_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, value) of the steps in which the results are read."""
    return [(row.heading, row.heading) for row in evidence.rows("selections", selection=_READINGS)]


def overall_survival_view(evidence: Evidence, reading: str) -> View:
    """Return every hazard ratio for overall survival that bears on lenalidomide maintenance, gains and none alike.

    Args:
        reading: one of the values of :func:`reading_options`; the rows that it speaks of stand out.
    """
    step = evidence.row("selections", selection=_READINGS, heading=reading)
    meant = split_ids(step.evidence_ids)
    results = weighed(evidence, "OS", LATER)
    groups: dict[str, list[IntervalRow]] = {}
    for entry in results:
        lit = not meant or entry.trial.trial_id in meant
        row = IntervalRow(entry.trial.name, entry.read_outs[0].hazard_ratio, faint=not lit)
        groups.setdefault(_heading(entry), []).append(row)
    chart = IntervalChart(
        "Overall survival with lenalidomide maintenance", tuple((heading, tuple(rows)) for heading, rows in groups.items())
    )
    return View(
        sentence=step.label,
        caution=_NOT_VOTES,
        notes=(_NOT_INDEPENDENT, evidence.row("notes", note_id="wider-nets").words),
        table=Table(
            "Overall survival: what was reported",
            ("Study", ARMS, "Hazard ratio (95% interval)"),
            (*(_row(entry) for entry in results), *_statements(evidence)),
        ),
        chart=chart,
        evidence=evidence,
    )


def step_alone_view(evidence: Evidence, reading: str) -> View:
    """Return one step alone, of trials that share nobody: beside a question and its answers there is no room for more."""
    view = overall_survival_view(evidence, reading)
    every = ((heading, tuple(row for row in rows if not row.faint)) for heading, rows in view.chart.groups)
    groups = tuple(group for group in every if group[1])
    names = {row.label for _, rows in groups for row in rows}
    table = replace(view.table, rows=tuple(row for row in view.table.rows if row[0].text in names))
    return replace(view, caution=_NO_GAIN_SHOWN, notes=(), table=table, chart=replace(view.chart, groups=groups))


def _statements(evidence: Evidence) -> list[tuple[Cell, Cell]]:
    """Return what authorities wrote on these results."""
    return [
        (
            Cell(row.label, cites=evidence.statements[row.evidence_ids]),
            Cell(evidence.statements[row.evidence_ids].words, span=REST),
        )
        for row in evidence.rows("selections", selection="statements on overall survival")
    ]


def _heading(entry: Entry) -> str:
    if is_meta_analysis(entry.trial):
        return "Meta-analyses; the wider ones pool other drugs too"
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
        return "no hazard ratio with its interval was found in a public text"
    if not (ratio.low.reported and ratio.high.reported):
        side = "how far chance reaches cannot be said"
    else:
        side = "interval below 1" if ratio.high.value < 1 else "interval includes 1"
    return "; ".join(filter(None, [side, wording.p_value(ratio), ratio.note]))
