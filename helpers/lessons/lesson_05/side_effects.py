"""Lesson 05: the side effects by drug, and every count of second cancers."""

from __future__ import annotations

from types import SimpleNamespace

from ... import wording
from ...evidence import NOT_REPORTED, Evidence, split_ids
from ...show.charts.colours import treatment_colour
from ...show.charts.small import SmallPair
from ...show.table import REST, Cell, Table
from ...show.view import View
from ..shared.contrasts import Contrast, arm_names, contrasts, event_name, horizon, study_name
from .harm_table import printed_cell

_DRUG_OF_THE_LABEL = "lenalidomide"
_NOT_RANKED = "Sorted within each trial only: grades, times and ways of counting differ from trial to trial."
_ANY_TREATMENT = "The label's list covers people with myeloma, on any treatment with the drug, not maintenance alone."
_NO_TABLE_BY_ARM = "G0008"


def drug_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, id) of the drugs whose side effects a text names."""
    return [(drug, drug) for drug in dict.fromkeys(row.drug_id for row in evidence.rows("named_side_effects"))]


def side_effects_view(evidence: Evidence, drug: str) -> View:
    """Return the side effects of a drug, trial by trial with both arms as bars, then what is named without figures by arm."""
    tested = [c for c in contrasts(evidence) if drug in evidence.drugs_tested(c.harm.trial.trial_id)]
    named = evidence.rows("named_side_effects", drug_id=drug)
    trials: dict[str, list[Contrast]] = {}
    for contrast in tested:
        trials.setdefault(_heading(evidence, contrast), []).append(contrast)
    rows = []
    for heading, own in trials.items():
        times = {_time(contrast) for contrast in own}
        rows.append((Cell(", ".join([heading, *times] if len(times) == 1 else [heading]), heading=True, span=REST),))
        for contrast in sorted(own, key=_least_difference_last):
            time = "" if len(times) == 1 else _time(contrast)
            rows.append(_figure_row(evidence, drug, contrast, time, named))
    figures = {contrast.harm.event for contrast in tested}
    missing = [row for row in named if not figures & set(split_ids(row.events))]
    if missing:
        rows.append((Cell("Named in a text, not reported by arm in maintenance", heading=True, span=REST),))
        rows += [_missing_row(evidence, row) for row in missing]
    notes = []
    if drug == _DRUG_OF_THE_LABEL:
        gap = evidence.row("gaps", gap_id=_NO_TABLE_BY_ARM).missing
        notes += [_ANY_TREATMENT, f"Not found in the sources of this course: {gap}."]
    return View(
        sentence=_sentence(drug, tested, len(trials), len(missing)),
        caution=_NOT_RANKED,
        notes=tuple(notes),
        table=Table(
            f"Side effects of {drug}, percent of people: above in the tested arm, below in its control arm",
            ("Side effect", "Both arms", "Difference", "Named by"),
            tuple(rows),
        ),
        evidence=evidence,
    )


def _sentence(drug: str, tested: list[Contrast], trials: int, missing: int) -> str:
    """Say how much is known: figures, of which with both arms, and what is named without any."""
    both = sum(contrast.control is not None for contrast in tested)
    without = f"; {missing} named side {'effect has' if missing == 1 else 'effects have'} none" if missing else ""
    if not tested:
        return f"{wording.sentence_case(drug)}: no figures by arm{without}."
    studies = f"{trials} {'study' if trials == 1 else 'studies'}"
    return f"{wording.sentence_case(drug)}: {len(tested)} figures from {studies}, {both} with both arms{without}."


def _heading(evidence: Evidence, contrast: Contrast) -> str:
    """Return the study and what it compared: rows under one heading have the same two arms."""
    first, second = arm_names(evidence, contrast)
    if contrast.experimental.arm == "both arms":
        return f"{study_name(contrast.harm)}: both arms together"
    return f"{study_name(contrast.harm)}: {first} v {second}"


def _time(contrast: Contrast) -> str:
    return horizon(contrast.harm) or "time not reported"


def _least_difference_last(contrast: Contrast) -> float:
    """Return a sort key: the widest difference first; without a second arm, or known only as a bound, last."""
    if contrast.control is None or contrast.upper_bound:
        return 1000.0
    return contrast.control.value.value - contrast.experimental.value.value


def _figure_row(evidence: Evidence, drug: str, contrast: Contrast, time: str, named: list[SimpleNamespace]) -> tuple[Cell, ...]:
    """Return one harm in one trial: name, grade and time; both arms as bars; their difference; who names it."""
    first, second, harm = contrast.experimental, contrast.control, contrast.harm
    together = first.arm == "both arms"
    pair = SmallPair(first.value, second.value if second else None, treatment_colour((drug,)), contrast.upper_bound, together)
    gap = wording.difference(first.value, second.value) if second else "cannot be stated"
    amount, _, direction = gap.partition(" percentage points ")
    by = next((row for row in named if harm.event in split_ids(row.events)), None)
    return (
        Cell(wording.sentence_case(event_name(harm)), time),
        Cell("", charts=(pair,)),
        Cell(
            f"{amount} {direction} of 100" if direction else gap,
            marked=second is not None, cites=[e for e in (first, second) if e], missing=second is None,
        ),
        _named_by(evidence, by) if by else Cell("trials only"),
    )  # fmt: skip


def _named_by(evidence: Evidence, row: SimpleNamespace) -> Cell:
    fact = evidence.statements[row.fact_id]
    source = wording.short_citation(evidence.sources[fact.source_id])
    return Cell(source, "boxed warning" if row.boxed_warning else "", cites=fact)


def _missing_row(evidence: Evidence, row: SimpleNamespace) -> tuple[Cell, ...]:
    """Return a side effect that a text names and for which no trial here has a figure."""
    gap = Cell("not reported", sign="?", missing=True)
    return Cell(wording.sentence_case(row.side_effect)), gap, Cell("cannot be stated", missing=True), _named_by(evidence, row)


def second_cancers_view(evidence: Evidence) -> View:
    """Return every count of second cancers in the course's sources, each with its way of counting; nothing is added up."""
    counts = [_count_row(evidence, contrast) for contrast in contrasts(evidence) if contrast.harm.named.second_cancer]
    statements = [_statement_row(evidence, row) for row in evidence.rows("selections", selection="statements on second cancers")]
    return View(
        sentence=f"{len(counts)} figures on second cancers, counted in different ways, and {len(statements)} statements.",
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
