"""Lesson 07: the design of a trial. Who was randomised, when, to what; what was found; what cannot be separated."""

from __future__ import annotations

from ... import wording
from ...evidence import NOT_REPORTED, Analysis, Estimate, Evidence, Statement, split_ids
from ...show.charts.design import NOT_DESCRIBED, DesignChart, PhaseBox
from ...show.table import REST, Cell, Table
from ...show.view import Note, View

PHASES = ("induction", "transplant", "consolidation", "maintenance", "stop or continue")
_EVERY_TRIAL = PHASES[:4]  # a trial has these; what is not described is drawn as such

ENDPOINTS = (("PFS", "Progression-free survival"), ("OS", "Overall survival"), ("MRD", "Minimal residual disease (MRD)"))


def name_of(evidence: Evidence, trial_id: str) -> str:
    """Return the name under which a design is shown."""
    return evidence.row("designs", trial_id=trial_id).name or evidence.trials[trial_id].name


def stated(evidence: Evidence, trial_id: str) -> list[Statement]:
    """Return what the sources state in words of a trial, or of a drug after such a trial."""
    return [evidence.statements[key] for key in split_ids(evidence.row("designs", trial_id=trial_id).statement_ids)]


def facts(evidence: Evidence, trial_id: str) -> list[Note]:
    """Return the same as notes, each with the number of its source."""
    return [Note(f"{wording.sentence_case(said.words)} ", said, ".") for said in stated(evidence, trial_id)]


def trial_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, id) of the trials, in the order in which the lesson speaks of them."""
    return [(name_of(evidence, row.trial_id), row.trial_id) for row in evidence.rows("designs")]


def phases(evidence: Evidence, trial_id: str) -> tuple[PhaseBox, ...]:
    """Return the phases of a trial in order, with what each arm received as far as it is described."""
    boxes = []
    for phase in PHASES:
        rows = evidence.rows("trial_phases", trial_id=trial_id, phase=phase)
        if not rows and phase not in _EVERY_TRIAL:
            continue
        given = {row.arm: row.treatment for row in rows}
        arms = (given.get(arm, "") for arm in ("both arms", "experimental", "control"))
        boxes.append(PhaseBox(phase, any(row.randomised for row in rows), *arms, NOT_DESCRIBED))
    return tuple(boxes)


def readouts(evidence: Evidence, trial_id: str, kind: str) -> list[Analysis]:
    """Return the read-outs of a trial for PFS, OS or MRD; of subgroups only those of MRD."""
    mrd = {row.endpoint for row in evidence.rows("endpoints", mrd=True)}
    return [
        a
        for a in evidence.read_outs(trial=trial_id)
        if (a.endpoint in mrd if kind == "MRD" else a.endpoint == kind and a.whole_trial)
    ]


def design_view(evidence: Evidence, trial_id: str) -> View:
    """Return the design of a trial: diagram, what each arm received, what was found, what cannot be separated.

    Args:
        trial_id: one of ``designs``.
    """
    name, boxes = name_of(evidence, trial_id), phases(evidence, trial_id)
    return View(
        sentence=_sentence(evidence, trial_id, name, boxes),
        caution=evidence.row("designs", trial_id=trial_id).caution,
        notes=tuple(_notes(evidence, trial_id, boxes)),
        table=Table(
            f"{name}: what each arm received, and what was found",
            ("Phase or result", "Tested arm", "Control arm", "Comparison", "Median follow-up (months)"),
            (
                _people_row(evidence, trial_id),
                *_phase_rows(evidence, trial_id, boxes),
                *_result_rows(evidence, trial_id),
            ),
        ),
        chart=DesignChart(f"{name}: the design", boxes),
        evidence=evidence,
    )


def _shown(evidence: Evidence, trial_id: str) -> list[Analysis]:
    """Return the read-outs of PFS, OS and MRD of a trial."""
    return [analysis for kind, _ in ENDPOINTS for analysis in readouts(evidence, trial_id, kind)]


def _result_rows(evidence: Evidence, trial_id: str) -> list[tuple[Cell | str, ...]]:
    """Return a row for each read-out, and one for each endpoint that has none."""
    common, rows = _common_remarks(_shown(evidence, trial_id)), []
    for kind, words in ENDPOINTS:
        reported = readouts(evidence, trial_id, kind)
        rows += [_readout_row(evidence, analysis, common) for analysis in reported] or [(words, *[NOT_REPORTED] * 4)]
    return rows


def _sentence(evidence: Evidence, trial_id: str, name: str, boxes: tuple[PhaseBox, ...]) -> str:
    trial, difference = evidence.trials[trial_id], evidence.row("designs", trial_id=trial_id).difference
    points = [_point(boxes, number) for number, box in enumerate(boxes) if box.randomised]
    people = f"{trial.n_experimental} and {trial.n_control} people" if trial.n_experimental and trial.n_control else "people"
    more = f", and again {wording.listing(points[1:])}" if points[1:] else ""
    verb = "randomised" if _shown(evidence, trial_id) or trial.n_control else "randomises"
    unknown = "" if people != "people" else " (numbers not reported)"
    return f"{name} {verb} {people}{unknown} {points[0]}{more}. Difference between the arms: {difference}."


def _point(boxes: tuple[PhaseBox, ...], number: int) -> str:
    """Say where a randomisation stands: after what is described before it, before the phase that it begins."""
    name = boxes[number].name
    if name == PHASES[4]:
        return "before stopping or going on"
    earlier = [box.name for box in boxes[:number] if box.shared or box.differs]
    return f"{f'after {earlier[-1]} and ' if earlier else ''}before {name}"


def _people_row(evidence: Evidence, trial_id: str) -> tuple[Cell, ...]:
    trial = evidence.trials[trial_id]
    numbers = [NOT_REPORTED if n is None else str(n) for n in (trial.n_experimental, trial.n_control)]
    return (
        Cell("People", cites=trial),
        numbers[0],
        numbers[1],
        Cell(trial.population, f"{trial.design}, phase {trial.phase}; control: {trial.comparator}", span=REST),
    )


def _phase_rows(evidence: Evidence, trial_id: str, boxes: tuple[PhaseBox, ...]) -> list[tuple[Cell, ...]]:
    rows = []
    for box in boxes:
        described = evidence.rows("trial_phases", trial_id=trial_id, phase=box.name)
        arms = (box.experimental, box.control) if box.differs else (box.shared or box.gap,) * 2
        what = "the arms differ" if box.differs else "both arms alike" if box.shared else "not described"
        rows.append((
            Cell(wording.sentence_case(box.name), "randomised here" if box.randomised else "", cites=described),
            arms[0], arms[1], Cell(what, marked=box.differs, span=REST),
        ))  # fmt: skip
    return rows


def _readout_row(evidence: Evidence, analysis: Analysis, common: list[str]) -> tuple[Cell, ...]:
    measure = next((m for m in ("median", "rate at a time", "rate") if analysis.arms(m)), "")
    arms = analysis.arms(measure)
    ratio = analysis.hazard_ratio or analysis.estimate("odds ratio", "contrast")
    at = f" at {wording.months(arms[0].timepoint_months)} months" if arms and arms[0].timepoint_months else ""
    what = {"median": ", median", "": ""}.get(measure, at)
    report = wording.short_citation(evidence.sources[analysis.source_ids[0]])
    population = "" if analysis.population == "all randomised patients" else f"{analysis.population}; "
    remarks = [remark for remark in _remarks(analysis) if remark not in common]
    kind = ratio.measure if ratio else "hazard or odds ratio"
    return (
        Cell(wording.sentence_case(analysis.endpoint_name) + what, population + report, cites=analysis.estimates),
        _arm(arms, "experimental"),
        _arm(arms, "control"),
        Cell(f"{kind} {wording.estimate(ratio)}", "; ".join(filter(None, [wording.p_value(ratio), *remarks]))),
        wording.months(analysis.follow_up_months),
    )


def _arm(arms: list[Estimate], name: str) -> str:
    """Return the figures of one arm with their bounds; a trial may have two control arms."""
    words = [wording.estimate(e) + (f" ({e.arm_label})" if e.arm_label else "") for e in arms if e.arm == name]
    return "; ".join(words) or NOT_REPORTED


def _remarks(analysis: Analysis) -> list[str]:
    """Return what the data remark on a read-out, each remark once, without those that only name an arm."""
    arms = f"{analysis.trial.experimental_arm} {analysis.trial.control_arm}"
    return list(dict.fromkeys(part for e in analysis.estimates for part in e.note.split("; ") if part and part not in arms))


def _common_remarks(shown: list[Analysis]) -> list[str]:
    """Return the remarks that hold for more than one read-out."""
    every = [remark for analysis in shown for remark in _remarks(analysis)]
    return [remark for remark in dict.fromkeys(every) if every.count(remark) > 1]


def _notes(evidence: Evidence, trial_id: str, boxes: tuple[PhaseBox, ...]) -> list[str]:
    inseparable = evidence.row("designs", trial_id=trial_id).inseparable
    notes = [*filter(None, [inseparable]), *facts(evidence, trial_id)]
    if any(not (box.shared or box.differs) for box in boxes):
        notes.append("A dashed box: what was read for this course does not describe this phase, nor say that it took place.")
    notes += [f"Looked for and not found: {missing}." for missing in evidence.gaps(trial_id)]
    common = _common_remarks(_shown(evidence, trial_id))
    notes += [f"{wording.sentence_case('; '.join(common))}."] if common else []
    return notes
