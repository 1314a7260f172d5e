"""Lesson 06: one cell of the options side by side: sign, short answer, small pictures, what opens, sources."""

from __future__ import annotations

from types import SimpleNamespace

from ... import wording
from ...evidence import NOT_REPORTED, REPORTED, Analysis, Evidence, split_ids
from ...show.charts.colours import CONTROL, treatment_colour
from ...show.charts.small import SmallBars, SmallChart, SmallInterval
from ...show.table import Cell
from ..shared.decisions import NOT_FOUND, NOT_FOUND_SIGN, SIGNS, date_words


def answer(cell: SimpleNamespace) -> str:
    """Return the answer of a row of ``drug_features`` in a few words: what a decision comes to, or the short answer."""
    return (cell.status or cell.short) if cell.state == REPORTED else NOT_FOUND


def answer_cell(evidence: Evidence, cell: SimpleNamespace, differs: bool) -> Cell:
    """Return one cell: the short answer, the read-outs as small pictures, the detail, the sources."""
    if cell.state != REPORTED:
        return Cell(NOT_FOUND, sign=NOT_FOUND_SIGN, missing=True)
    links = evidence.rows("drug_feature_sources", drug_id=cell.drug_id, feature_id=cell.feature_id)
    read_outs = [evidence.analyses[key] for key in split_ids(cell.analysis_ids)]
    results = [read_out(analysis) for analysis in read_outs]
    in_full = cell.short if cell.status and cell.status != cell.short else ""
    return Cell(
        f"{answer(cell)}, {date_words(cell.date)}" if cell.status and cell.date else answer(cell),
        ". ".join(wording.sentence_case(part) for part in [*results, in_full, cell.detail] if part),
        marked=differs,
        tinted=differs,
        folded=True,
        sign=SIGNS.get(cell.status, ""),
        charts=tuple(_small_chart(analysis, cell.drug_id) for analysis in read_outs),
        cites=[*(evidence.sources[link.source_id] for link in links), *(e for a in read_outs for e in a.estimates)],
    )


def read_out(analysis: Analysis) -> str:
    """Return a read-out in one line: trial, comparison, both arms' figures, hazard ratio, follow-up."""
    experimental, control = (wording.arm_name(analysis, arm) for arm in ("experimental", "control"))
    figures = wording.both_arms(analysis)
    parts = ["medians and rates not reported here" if figures == NOT_REPORTED else figures]
    parts.append(f"hazard ratio {wording.estimate(analysis.hazard_ratio)}")
    if analysis.follow_up_months is not None:
        parts.append(f"median follow-up {wording.months(analysis.follow_up_months)} months")
    return f"{analysis.trial.name}, {experimental} v {control}: {', '.join(parts)}"


def _small_chart(analysis: Analysis, drug: str) -> SmallChart:
    """Return the hazard ratio against the drug's own control; the arms' medians where there is none."""
    trial, colour = analysis.trial, treatment_colour((drug,))
    name, control = trial.short_name or trial.name, trial.short_control_arm or wording.arm_name(analysis, "control")
    if analysis.hazard_ratio:
        tested = trial.short_experimental_arm
        return SmallInterval(f"{name}, {f'{tested} ' if tested else ''}v {control}", analysis.hazard_ratio, colour)
    bars = ((e.arm_label or e.arm, e.value, CONTROL if e.arm == "control" else colour) for e in analysis.arms("median"))
    return SmallBars(f"{name}, medians", tuple(bars))
