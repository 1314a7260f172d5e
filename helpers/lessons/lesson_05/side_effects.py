"""Lesson 05: the side effects by drug, and every count of second cancers."""

from __future__ import annotations

from ... import wording
from ...evidence import NOT_REPORTED, Evidence, split_ids
from ...show.table import REST, Cell, Table
from ...show.view import View
from ..shared.contrasts import Contrast, arm_names, contrasts, event_name, horizon, study_name
from .harm_table import printed_cell

_DRUG_OF_THE_LABEL = "lenalidomide"
_NOT_RANKED = "Not ranked, not added up: grades, times and ways of counting differ from trial to trial."
_ANY_TREATMENT = "The label's list covers people with myeloma, on any treatment with the drug, not maintenance alone."
_NO_TABLE_BY_ARM = "G0008"


def drug_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, id) of the drugs whose side effects a text names."""
    return [(drug, drug) for drug in dict.fromkeys(row.drug_id for row in evidence.rows("named_side_effects"))]


def side_effects_view(evidence: Evidence, drug: str) -> View:
    """Return the side effects that the sources name for a drug, and what the trials print of each, arm by arm."""
    tested = [c for c in contrasts(evidence) if drug in evidence.drugs_tested(c.harm.trial.trial_id)]
    groups = _named(evidence, drug, tested) + _unnamed(evidence, drug, tested)
    rows = tuple((wording.sentence_case(name), named_by, _figures(evidence, figures)) for name, named_by, figures in groups)
    notes = []
    if drug == _DRUG_OF_THE_LABEL:
        gap = evidence.row("gaps", gap_id=_NO_TABLE_BY_ARM).missing
        notes += [_ANY_TREATMENT, f"Not found in the sources of this course: {gap}."]
    return View(
        sentence=f"{wording.sentence_case(drug)}: {len(rows)} side effects or safety outcomes; "
        f"figures of a trial are reported for {sum(bool(figures) for *_, figures in groups)} of them.",
        caution=_NOT_RANKED,
        notes=tuple(notes),
        table=Table(f"Side effects of {drug}", ("Side effect", "Named by", "Figures, tested arm v control"), rows),
        evidence=evidence,
    )


def _named(evidence: Evidence, drug: str, tested: list[Contrast]) -> list[tuple[str, Cell, list[Contrast]]]:
    """Return what a text names for a drug: the side effect, who names it, the trials' figures of it."""
    groups = []
    for row in evidence.rows("named_side_effects", drug_id=drug):
        fact = evidence.statements[row.fact_id]
        source = wording.short_citation(evidence.sources[fact.source_id])
        named_by = Cell(source, "boxed warning" if row.boxed_warning else "", cites=fact)
        groups.append((row.side_effect, named_by, [c for c in tested if c.harm.event in split_ids(row.events)]))
    return groups


def _unnamed(evidence: Evidence, drug: str, tested: list[Contrast]) -> list[tuple[str, Cell, list[Contrast]]]:
    """Return what only the trials print, by the name of the harm."""
    named = {event for row in evidence.rows("named_side_effects", drug_id=drug) for event in split_ids(row.events)}
    others: dict[str, list[Contrast]] = {}
    for contrast in tested:
        if contrast.harm.event not in named:
            others.setdefault(contrast.harm.named.name, []).append(contrast)
    return [(name, Cell("trials only"), figures) for name, figures in others.items()]


def _figures(evidence: Evidence, figures: list[Contrast]) -> Cell:
    """Return the one figure, or how many there are; study, event, arms and time of each open on demand."""
    if not figures:
        return Cell(f"{NOT_REPORTED} by arm in maintenance")
    parts, short, cites = [], [], []
    for contrast in figures:
        first, second = contrast.experimental, contrast.control
        cites += [e for e in (first, second) if e]
        bound = "up to " if contrast.upper_bound else ""
        apart = f" v {wording.with_unit(second.value)}" if second else f" v {NOT_REPORTED}"
        names = arm_names(evidence, contrast)
        control = f" of {names[0]}" if first.arm == "both arms" else apart
        when = f", {horizon(contrast.harm)}" if horizon(contrast.harm) else ", time not reported"
        compared = f" ({names[0]} v {names[1]})" if first.arm != "both arms" else ""
        short.append(f"{bound}{wording.with_unit(first.value)}{control}")
        parts.append(f"{study_name(contrast.harm)}{compared}: {event_name(contrast.harm)}, {short[-1]}{when}")
    text = short[0] if len(short) == 1 else f"{len(short)} figures"
    return Cell(text, "; ".join(parts), cites=cites, folded=True)


def second_cancers_view(evidence: Evidence) -> View:
    """Return every count of second cancers in the course's sources, each with its way of counting; nothing is added up."""
    counts = [_count_row(evidence, contrast) for contrast in contrasts(evidence) if contrast.harm.named.second_cancer]
    statements = [_statement_row(evidence, row) for row in evidence.rows("selections", selection="statements on second cancers")]
    return View(
        sentence=f"{len(counts)} counts of second cancers, each made in its own way, and {len(statements)} statements.",
        caution="The counts are not added up and not ranked: kind of cancer, time, start of counting and people differ.",
        notes=("The same people stand behind several rows: CALGB 100104 is part of the pooled analysis and of the label's set.",),
        table=Table(
            "Second cancers, source by source",
            ("Study", "What was counted, and how", "Time", "Tested arm", "Control arm"),
            (*counts, *statements),
        ),
        evidence=evidence,
    )


def _count_row(evidence: Evidence, contrast: Contrast) -> tuple[str | Cell, ...]:
    names, harm = arm_names(evidence, contrast), contrast.harm
    return (
        Cell(study_name(harm), f"{names[0]} v {names[1]}" if contrast.control else names[0]),
        Cell(event_name(harm), harm.measure),
        horizon(harm) or NOT_REPORTED,
        *(printed_cell(harm, e) for e in (contrast.experimental, contrast.control)),
    )


def _statement_row(evidence: Evidence, row) -> tuple[str | Cell, ...]:
    fact = evidence.statements[row.evidence_ids]
    return (
        Cell(wording.short_citation(evidence.sources[fact.source_id]), "a statement"),
        Cell(wording.sentence_case(fact.words), row.remark, cites=fact, span=REST),
    )
