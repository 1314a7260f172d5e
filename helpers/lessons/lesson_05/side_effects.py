"""Lesson 05: the side effects by drug, and every count of second cancers."""

from __future__ import annotations

from ... import wording
from ...evidence import NOT_REPORTED, Evidence
from ...show.table import NA, Cell, Table
from ...show.view import View
from ..shared.contrasts import EVENTS, Contrast, arm_names, contrasts, event_name, horizon, study_name
from .harms import printed_cell

# (side effect, row that names it, the data's words for it in the trials)
SIDE_EFFECTS = {
    "lenalidomide": (
        ("fatigue", "D0038", ()),
        ("weakness (asthenia)", "D0038", ()),
        ("diarrhoea", "D0038", ("diarrhoea",)),
        ("constipation", "D0038", ()),
        ("nausea", "D0038", ("nausea",)),
        ("neutropenia", "D0038", ("neutropenia",)),
        ("thrombocytopenia", "D0038", ("thrombocytopenia",)),
        ("anaemia", "D0038", ()),
        ("blood clots (venous and arterial thromboembolism)", "D0006", ()),
        ("harm to the unborn child (embryo-fetal toxicity)", "D0006", ()),
        ("second primary malignancies", "D0004", ("SPM",)),
    ),
    "ixazomib": (
        ("thrombocytopenia", "D0042", ("thrombocytopenia",)),
        ("gastrointestinal toxicity", "D0042", ("nausea", "vomiting", "diarrhoea")),
        ("peripheral neuropathy", "D0042", ("peripheral neuropathy",)),
        ("peripheral oedema", "D0042", ()),
        ("skin reactions", "D0042", ()),
        ("liver toxicity", "D0042", ()),
    ),
    "bortezomib": (("peripheral neuropathy", "D0045", ("peripheral neuropathy",)),),
    "daratumumab": (("reactions to the infusion or injection", "D0050", ()),),
    "isatuximab": (
        ("infusion-related reactions", "D0049", ()),
        ("infections", "D0049", ()),
        ("neutropenia", "D0049", ()),
    ),
}  # fmt: skip


def side_effects_view(evidence: Evidence, drug: str) -> View:
    """Return the side effects that the sources name for a drug, and what the trials print of each, arm by arm."""
    own = [c for c in contrasts(evidence) if drug in evidence.drugs_tested(c.harm.trial.trial_id)]
    rows, used = [], set()
    for name, fact, events in SIDE_EFFECTS[drug]:
        found = [c for c in own if c.harm.event.startswith(events)] if events else []
        used |= {c.key for c in found}
        said = evidence.statements[fact]
        detail = "boxed warning" if "boxed" in said.topic else ""
        named = Cell(wording.short_citation(evidence.sources[said.source_id]), detail, cites=said)
        rows.append((wording.sentence_case(name), named, _figures(evidence, found)))
    others: dict[str, list[Contrast]] = {}
    for contrast in own:
        if contrast.key not in used:
            others.setdefault(EVENTS.get(contrast.harm.event, contrast.harm.event), []).append(contrast)
    for name, found in others.items():
        rows.append((wording.sentence_case(name), "trials only", _figures(evidence, found)))
    counted = sum(1 for row in rows if not row[2].text.startswith(NOT_REPORTED))
    notes = ["Grades, times and ways of counting differ from trial to trial, so the figures are not ranked and not added up."]
    if drug == "lenalidomide":
        notes.append("The label's list covers people with myeloma, on any treatment with the drug, not maintenance alone.")
        gap = evidence.row("gaps", gap_id="G0008").missing
        notes.append(f"Not found in the sources of this course: {gap}.")
    return View(
        sentence=f"{wording.sentence_case(drug)}: {len(rows)} side effects or safety outcomes; "
        f"our sources print figures of a trial for {counted} of them.",
        notes=tuple(notes),
        table=Table(f"Side effects of {drug}", ("Side effect", "Named by", "Figures, tested arm v control"), tuple(rows)),
        evidence=evidence,
    )


def _figures(evidence: Evidence, found: list[Contrast]) -> Cell:
    if not found:
        return Cell(f"{NOT_REPORTED} by arm in maintenance")
    parts, cites = [], []
    for contrast in found:
        first, second = contrast.experimental, contrast.control
        cites += [e for e in (first, second) if e]
        bound = "up to " if contrast.upper_bound else ""
        apart = f" v {wording.with_unit(second.value)}" if second else f" v {NOT_REPORTED}"
        names = arm_names(evidence, contrast)
        both = f" of {names[0]}" if first.arm == "both arms" else apart
        when = f", {horizon(contrast.harm)}" if horizon(contrast.harm) else ", time not reported"
        compared = f" ({names[0]} v {names[1]})" if first.arm != "both arms" else ""
        figures = f"{bound}{wording.with_unit(first.value)}{both}{when}"
        parts.append(f"{study_name(contrast.harm)}{compared}: {event_name(contrast.harm)}, {figures}")
    return Cell("; ".join(parts), cites=cites)


_RELATIVE_ONLY = "a relative figure; the absolute ones of both arms are not reported here"
_SECOND_CANCER_FACTS = ("D0013", "D0033", "D0032", "D0009")


def second_cancers_view(evidence: Evidence) -> View:
    """Return every count of second cancers in the course's sources, each with its way of counting; nothing is added up."""
    rows = []
    for contrast in (c for c in contrasts(evidence) if c.harm.event.startswith("SPM")):
        names, harm = arm_names(evidence, contrast), contrast.harm
        first, second = (printed_cell(harm, e) for e in (contrast.experimental, contrast.control))
        compared = f"{names[0]} v {names[1]}" if contrast.control else names[0]
        rows.append((
            Cell(study_name(harm), compared),
            Cell(event_name(harm), harm.measure),
            horizon(harm) or NOT_REPORTED,
            first,
            second,
        ))  # fmt: skip
    for key in _SECOND_CANCER_FACTS:
        fact = evidence.statements[key]
        detail = _RELATIVE_ONLY if "fell by" in fact.words else ""
        head = Cell(wording.short_citation(evidence.sources[fact.source_id]), "a statement")
        said = Cell(wording.sentence_case(fact.words), detail, cites=fact)
        rows.append((head, said, "see the statement", NA, NA))
    counts = len(rows) - len(_SECOND_CANCER_FACTS)
    return View(
        sentence=f"{counts} counts of second cancers, each made in its own way, and {len(_SECOND_CANCER_FACTS)} statements.",
        notes=(
            "The counts are not added up and not ranked: kind of cancer, time, start of counting and people differ.",
            "The same people stand behind several rows: CALGB 100104 is part of the pooled analysis and of the label's set.",
        ),
        table=Table(
            "Second cancers, source by source",
            ("Study", "What was counted, and how", "Time", "Tested arm", "Control arm"),
            tuple(rows),
        ),
        evidence=evidence,
    )
