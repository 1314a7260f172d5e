"""Lesson 07: the design of a trial. Who was randomised, when, to what; what was found; what cannot be separated."""

from __future__ import annotations

from ... import wording
from ...evidence import NOT_REPORTED, Analysis, Estimate, Evidence
from ...show.charts.design import BEFORE, UNKNOWN, DesignChart, PhaseBox
from ...show.table import NA, Cell, Table
from ...show.view import Note, View

PHASES = ("induction", "transplant", "consolidation", "maintenance", "stop or continue")
_EVERY_TRIAL = PHASES[:4]  # a trial has these; what is not described is drawn as such

# what the arms differ in, and what the design cannot tell apart; no figures here
DESIGNS: dict[str, tuple[str, str]] = {
    "auriga": (
        "daratumumab, in maintenance",
        "The effect of lenalidomide itself: both arms received it. And nothing is said of people who were MRD-negative, or had "
        "an anti-CD38 antibody before: they were not in the trial.",
    ),
    "atlas": (
        "carfilzomib and dexamethasone, in maintenance",
        "Carfilzomib from dexamethasone, because both were added at once. And a triplet given throughout from one that is "
        "reduced: in the triplet arm, treatment was de-escalated in people with standard risk who became MRD-negative.",
    ),
    "forte-second-randomisation": (
        "carfilzomib, in maintenance",
        "An earlier randomisation, of the first treatment, is not drawn. Nothing can be said yet: in the texts of this "
        "course no result of this randomisation was found. The people had received "
        "carfilzomib before, so the question is whether to go on with it.",
    ),
    "gem2014main": (
        "ixazomib, in maintenance",
        "The effect of lenalidomide with dexamethasone: both arms received them. And how long treatment should last: who "
        "stopped "
        "and who went on was decided by the MRD test, not by chance.",
    ),
    "drammatic": (
        "daratumumab, in maintenance; later whether to stop",
        "With two randomisations the trial asks two questions, and each has its own answer. No result was found.",
    ),
    "gmmg-hd7": (
        "isatuximab, in induction (part 1) and again in maintenance (part 2)",
        "The results so far are those of induction. Part 2 allots people anew, so what part 1 found says nothing of "
        "maintenance.",
    ),
    "cassiopeia-part-2": (
        "daratumumab, in maintenance",
        "An earlier randomisation (part 1) is not drawn. Daratumumab from lenalidomide: nobody received lenalidomide here, "
        "so the trial does not say which of "
        "them does more, or what the two do together.",
    ),
    "perseus": (
        "daratumumab, from induction to maintenance",
        "PERSEUS: effect of the whole regimen. What daratumumab did in induction, in consolidation and in maintenance "
        "cannot be "
        "told apart, because there was one randomisation for all of it.",
    ),
    "griffin": (
        "daratumumab, from induction to maintenance",
        "GRIFFIN: effect of the whole regimen. There was one randomisation for everything, so the part of maintenance "
        "cannot be "
        "told apart.",
    ),
    "hovon-65-gmmg-hd4": (
        "bortezomib in induction and in maintenance, each against other drugs",
        "Induction from maintenance, and what bortezomib adds from what thalidomide does: the arms differ in both phases, "
        "and in "
        "maintenance each received a drug.",
    ),
    "gem05menos65": (
        "bortezomib, in maintenance, added to thalidomide or instead of interferon",
        "Bortezomib against no maintenance, or against lenalidomide: no arm received either.",
    ),
    "tourmaline-mm3": (
        "ixazomib, in maintenance",
        "Ixazomib from lenalidomide: the control arm received placebo, so the trial does not say which of them does more, or "
        "what the two do together.",
    ),
    "excaliber-maintenance": (
        "the drug: iberdomide instead of lenalidomide, in maintenance",
        "The effect of either drug against no treatment: both arms receive one. No result was found.",
    ),
}  # fmt: skip
_SHORT = {"gmmg-hd7": "GMMG-HD7"}  # the data name its first part
_FACTS = {"auriga": ("D0017",), "perseus": ("D0017",), "griffin": ("D0017",)}  # statements that name the drug, not the trial
ENDPOINTS = (("PFS", "Progression-free survival"), ("OS", "Overall survival"), ("MRD", "Minimal residual disease (MRD)"))


def name_of(evidence: Evidence, trial_id: str) -> str:
    """Return the name under which a trial is shown."""
    return _SHORT.get(trial_id, evidence.trials[trial_id].name)


def facts(evidence: Evidence, trial_id: str) -> list[Note]:
    """Return what the sources state of a trial, or of a drug after such a trial, each with the number of its source."""
    found = []
    for row_id, said in evidence.statements.items():
        own = said.trial_id == trial_id or row_id in _FACTS.get(trial_id, ())
        if own and row_id != "D0030":  # M0030 says it too
            found.append(Note(f"{wording.sentence_case(said.words)} ", said, "."))
    return found


def trial_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, id) of the trials, in the order in which the lesson speaks of them."""
    return [(name_of(evidence, trial), trial) for trial in DESIGNS]


def phases(evidence: Evidence, trial_id: str) -> tuple[PhaseBox, ...]:
    """Return the phases of a trial in order, with what each arm received as far as it is described."""
    rows = evidence.rows("trial_phases", trial_id=trial_id)
    found = []
    for phase in PHASES:
        own = {row.arm: row.treatment for row in rows if row.phase == phase}
        if not own and phase not in _EVERY_TRIAL:
            continue
        started = any(box.randomised for box in found)
        found.append(
            PhaseBox(
                phase,
                any(bool(row.randomised) for row in rows if row.phase == phase),
                own.get("both arms", ""),
                own.get("experimental", ""),
                own.get("control", ""),
                UNKNOWN if started else BEFORE,
            )
        )
    return tuple(found)


def readouts(evidence: Evidence, trial_id: str, kind: str) -> list[Analysis]:
    """Return the read-outs of a trial for PFS, OS or MRD; of subgroups only those of MRD."""
    mrd = {row.endpoint for row in evidence.rows("endpoints", mrd=True)}
    return [
        a
        for a in evidence.read_outs(trial=trial_id)
        if (a.endpoint in mrd if kind == "MRD" else a.endpoint == kind and a.whole_trial)
    ]


def design_view(evidence: Evidence, trial_id: str) -> View:
    """Return the design of a trial: diagram, what each arm received, what was found, what cannot be separated."""
    name, (difference, inseparable) = name_of(evidence, trial_id), DESIGNS[trial_id]
    boxes = phases(evidence, trial_id)
    rows = [_people_row(evidence, trial_id), *_phase_rows(evidence, trial_id, boxes)]
    shown = [a for kind, _ in ENDPOINTS for a in readouts(evidence, trial_id, kind)]
    common = _common_remarks(shown)
    for kind, words in ENDPOINTS:
        found = readouts(evidence, trial_id, kind)
        rows += [_readout_row(evidence, a, common) for a in found] or [_nothing_row(words)]
    return View(
        sentence=_sentence(evidence, trial_id, name, boxes, difference),
        notes=tuple(_notes(evidence, trial_id, boxes, inseparable, shown)),
        table=Table(
            f"{name}: what each arm received, and what was found",
            ("Phase or read-out", "Experimental arm", "Control arm", "Comparison", "Median follow-up (months)"),
            tuple(rows),
        ),
        chart=DesignChart(f"{name}: the design", boxes),
        evidence=evidence,
    )


def _sentence(evidence: Evidence, trial_id: str, name: str, boxes: tuple[PhaseBox, ...], difference: str) -> str:
    trial = evidence.trials[trial_id]
    points = [_point(boxes, number) for number, box in enumerate(boxes) if box.randomised]
    people = f"{trial.n_experimental} and {trial.n_control} people" if trial.n_experimental and trial.n_control else "people"
    more = f", and again {wording.listing(points[1:])}" if points[1:] else ""
    verb = "randomised" if shown_results(evidence, trial_id) or trial.n_control else "randomises"
    unknown = "" if people != "people" else " (numbers not reported)"
    return f"{name} {verb} {people}{unknown} {points[0]}{more}; the difference between its arms is {difference}."


def _point(boxes: tuple[PhaseBox, ...], number: int) -> str:
    """Say where a randomisation stands: after what is described before it, before the phase that it begins."""
    name = boxes[number].name
    if name == PHASES[4]:
        return "before the decision to stop or continue"
    earlier = [box.name for box in boxes[:number] if box.shared or box.differs]
    return f"{f'after {earlier[-1]} and ' if earlier else ''}before {name}"


def shown_results(evidence: Evidence, trial_id: str) -> bool:
    """Return whether the data hold any read-out of PFS, OS or MRD of a trial."""
    return any(readouts(evidence, trial_id, kind) for kind, _ in ENDPOINTS)


def _people_row(evidence: Evidence, trial_id: str) -> tuple[Cell, ...]:
    trial = evidence.trials[trial_id]
    numbers = [NOT_REPORTED if n is None else str(n) for n in (trial.n_experimental, trial.n_control)]
    return (
        Cell("People", cites=trial),
        numbers[0],
        numbers[1],
        Cell(trial.population, f"{trial.design}, phase {trial.phase}; control: {trial.comparator}"),
        NA,
    )


def _phase_rows(evidence: Evidence, trial_id: str, boxes: tuple[PhaseBox, ...]) -> list[tuple[Cell, ...]]:
    found = []
    for box in boxes:
        own = evidence.rows("trial_phases", trial_id=trial_id, phase=box.name)
        arms = (box.experimental, box.control) if box.differs else (box.shared or box.gap,) * 2
        what = "the arms differ" if box.differs else "both arms alike" if box.shared else "not described"
        found.append((
            Cell(wording.sentence_case(box.name), "randomised here" if box.randomised else "", cites=own),
            arms[0], arms[1], Cell(what, marked=box.differs), NA,
        ))  # fmt: skip
    return found


def _readout_row(evidence: Evidence, analysis: Analysis, common: list[str]) -> tuple[Cell, ...]:
    measure = next((m for m in ("median", "rate at a time", "rate") if analysis.arms(m)), "")
    arms = analysis.arms(measure)
    ratio = analysis.hazard_ratio or analysis.estimate("odds ratio", "contrast")
    at = f" at {wording.months(arms[0].timepoint_months)} months" if arms and arms[0].timepoint_months else ""
    what = {"median": ", median", "": ""}.get(measure, at)
    report = wording.short_citation(evidence.sources[analysis.source_ids[0]])
    population = "" if analysis.population == "all randomised patients" else f"{analysis.population}; "
    own = [remark for remark in _remarks(analysis) if remark not in common]
    kind = ratio.measure if ratio else "hazard or odds ratio"
    return (
        Cell(wording.sentence_case(analysis.endpoint_name) + what, population + report, cites=analysis.estimates),
        _arm(arms, "experimental"),
        _arm(arms, "control"),
        Cell(f"{kind} {wording.estimate(ratio)}", "; ".join(filter(None, [wording.p_value(ratio), *own]))),
        wording.months(analysis.follow_up_months),
    )


def _arm(arms: list[Estimate], name: str) -> str:
    """Return the figures of one arm with their bounds; a trial may have two control arms."""
    words = [wording.estimate(e) + (f" ({e.arm_label})" if e.arm_label else "") for e in arms if e.arm == name]
    return "; ".join(words) or NOT_REPORTED


def _nothing_row(words: str) -> tuple[Cell, ...]:
    return (words, NOT_REPORTED, NOT_REPORTED, NOT_REPORTED, NOT_REPORTED)


def _remarks(analysis: Analysis) -> list[str]:
    """Return what the data remark on a read-out, each remark once, without those that only name an arm."""
    arms = f"{analysis.trial.experimental_arm} {analysis.trial.control_arm}"
    return list(dict.fromkeys(part for e in analysis.estimates for part in e.note.split("; ") if part and part not in arms))


def _common_remarks(shown: list[Analysis]) -> list[str]:
    """Return the remarks that hold for more than one read-out."""
    every = [remark for analysis in shown for remark in _remarks(analysis)]
    return [remark for remark in dict.fromkeys(every) if every.count(remark) > 1]


def _notes(
    evidence: Evidence,
    trial_id: str,
    boxes: tuple[PhaseBox, ...],
    inseparable: str,
    shown: list[Analysis],
) -> list[str]:
    notes = [f"What cannot be separated. {inseparable}", *facts(evidence, trial_id)]
    if any(not (box.shared or box.differs) for box in boxes):
        notes.append("A dashed box: what was read for this course does not describe this phase, nor say that it took place.")
    notes += [f"Looked for and not found: {missing}." for missing in evidence.gaps(trial_id)]
    common = _common_remarks(shown)
    notes += [f"{wording.sentence_case('; '.join(common))}."] if common else []
    return notes
