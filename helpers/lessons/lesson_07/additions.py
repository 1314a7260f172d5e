"""Lesson 07: what was added to lenalidomide, what it gave and what it cost."""

from __future__ import annotations

from collections.abc import Sequence

from ... import wording
from ...comparability import explanation, not_ranked
from ...evidence import NOT_REPORTED, Analysis, Estimate, Evidence, Harm
from ...show.charts.ratios import IntervalChart, IntervalRow
from ...show.charts.shares import Rate, RateChart
from ...show.table import Cell, Table
from ...show.view import View
from ..shared.cautions import ARMS_MISSING, NO_DIFFERENCE, allows_no_difference
from ..shared.contrasts import event_name

HARMS = "harms"
SHOWN = (("progression-free survival", "PFS"), ("overall survival", "OS"), ("side effects", HARMS))
_WHOLE = "Whole regimen: maintenance not randomised by itself"
_SEPARATE = "Added to lenalidomide in maintenance"
_READ_ONCE = "A figure marked as not found again was read once: a second reader did not find it in a public text."
_AT_A_GLANCE = 30  # words of an answer


def trial_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, id) of the trials that added a drug, by name."""
    return sorted((evidence.trials[row.trial_id].name, row.trial_id) for row in evidence.rows("designs") if row.added)


def added_in_maintenance(evidence: Evidence) -> tuple[str, ...]:
    """Return the ids of the trials that added a drug in maintenance alone, by name."""
    return tuple(trial for _, trial in trial_options(evidence) if heading(evidence, trial) == _SEPARATE)


def _added(evidence: Evidence, trial: str) -> tuple[str, str]:
    """Return what a trial added, and to what."""
    row = evidence.row("designs", trial_id=trial)
    return row.added, row.added_to


def heading(evidence: Evidence, trial_id: str) -> str:
    """Return under which heading a trial stands: by what it randomised."""
    return _WHOLE if evidence.trials[trial_id].randomised_question == "whole regimen" else _SEPARATE


def added_view(evidence: Evidence, shown: str, trials: Sequence[str]) -> View:
    """Return what adding a drug gave in the chosen trials, each against its own control, or what it cost.

    Args:
        shown: "PFS", "OS" or ``HARMS``.
        trials: ids of the trials of :func:`trial_options`.
    """
    if not trials:
        return View("No trial is ticked, so nothing is shown.")
    chosen = [trial for _, trial in trial_options(evidence) if trial in trials]
    return _harms_view(evidence, chosen) if shown == HARMS else _benefit_view(evidence, shown, chosen)


def _names(evidence: Evidence, trials: Sequence[str]) -> str:
    return wording.listing([evidence.trials[trial].name for trial in trials])


def find(evidence: Evidence, trial_id: str, endpoint: str) -> Analysis | None:
    """Return the read-out of all patients of a trial with the figures of both arms, or one without, or None."""
    every = [a for a in evidence.read_outs(trial=trial_id, endpoint=endpoint) if a.whole_trial]
    return next((a for a in every if _arms(a)), every[0] if every else None)


def _arms(analysis: Analysis) -> list[Estimate]:
    return next((arms for measure in ("rate at a time", "median") if (arms := analysis.arms(measure))), [])


def _benefit_view(evidence: Evidence, endpoint: str, trials: list[str]) -> View:
    read_outs = {trial: find(evidence, trial, endpoint) for trial in trials}
    reported = [a for a in read_outs.values() if a is not None]
    name = evidence.endpoint_names[endpoint]
    caution = _caution(evidence, reported)
    notes = [explanation(reported)] if len(reported) > 1 else []
    notes += [note for note in _shared_notes(evidence, trials) if note != caution]
    return View(
        sentence=_benefit_sentence(evidence, name, read_outs),
        caution=caution,
        notes=tuple(notes),
        table=Table(
            f"{wording.sentence_case(name)}, and side effects beside it: each trial against its own control, not ranked",
            (
                "Trial, and what was added", "Both arms (percent or months)", "Hazard ratio (95% interval)",
                "Median follow-up (months)", "Side effects, both arms (percent)",
            ),
            tuple(_benefit_row(evidence, trial, analysis) for trial, analysis in read_outs.items()),
        ),
        chart=IntervalChart(
            f"{wording.sentence_case(name)}: with the added drug against without",
            _lines(evidence, read_outs),
            "fewer events with the added drug",
        ) if reported else None,
        evidence=evidence,
    )  # fmt: skip


def _lines(evidence: Evidence, read_outs: dict[str, Analysis | None]) -> tuple[tuple[str, tuple[IntervalRow, ...]], ...]:
    """Return a line for each trial under what it randomised; a trial without a result keeps its line."""
    groups: dict[str, list[IntervalRow]] = {}
    for trial, analysis in read_outs.items():
        label = f"{evidence.trials[trial].name}: {_added(evidence, trial)[0]}"
        line = IntervalRow(label, analysis and analysis.hazard_ratio, evidence.drugs_tested(trial))
        groups.setdefault(heading(evidence, trial), []).append(line)
    return tuple((words, tuple(rows)) for words, rows in sorted(groups.items()))


def _caution(evidence: Evidence, reported: list[Analysis]) -> str:
    """Return that several trials are not ranked, or what one alone cannot show."""
    if len(reported) != 1:
        return not_ranked(reported)
    trial = reported[0].trial.trial_id
    if heading(evidence, trial) == _WHOLE:
        return _of_the_whole(evidence, [trial])
    if len(_arms(reported[0])) != 2:
        return ARMS_MISSING
    chance = allows_no_difference(reported[0].hazard_ratio)
    return NO_DIFFERENCE if chance else evidence.row("designs", trial_id=trial).caution


def _of_the_whole(evidence: Evidence, trials: list[str]) -> str:
    return f"{_names(evidence, trials)}: effect of the whole regimen, from induction on, and not of maintenance."


def _benefit_sentence(evidence: Evidence, name: str, read_outs: dict[str, Analysis | None]) -> str:
    reported = sorted(filter(None, read_outs.values()), key=lambda a: not _arms(a))  # those with both arms' figures first
    without = [trial for trial, a in read_outs.items() if a is None]
    if not reported:
        return f"{wording.sentence_case(name)}: both arms' figures not reported for {_names(evidence, without)}."
    ratio_only = [a.trial.trial_id for a in reported[1:] if not _arms(a)]
    rest = f" {_names(evidence, ratio_only)}: ratio only." if ratio_only else ""
    rest += f" Not reported: {_names(evidence, without)}." if without else ""
    both = [a for a in reported if _arms(a)]
    if len(both) > 1:
        full, brief = ("; ".join(f"{a.trial.name} {_both(a, whole)}" for a in both) for whole in (True, False))
        full = f"{wording.sentence_case(name)}, with the drug and without: {full}.{rest}"
        return full if len(full.split()) <= _AT_A_GLANCE else f"With the drug and without: {brief}.{rest}"
    return _sentence_on(evidence, name, reported[0]) + rest


def _sentence_on(evidence: Evidence, name: str, analysis: Analysis) -> str:
    """Say both arms' figures of one trial, and the hazard ratio."""
    added, _ = _added(evidence, analysis.trial.trial_id)
    arms, figures = _arms(analysis), f"figures with {added} and without {NOT_REPORTED}"
    if len(arms) == 2:
        at = f" at {wording.months(arms[0].timepoint_months)} months" if arms[0].timepoint_months else ", median"
        both = [wording.with_unit(figure.value) for figure in arms]
        figures = f"{name}{at} {both[0]} with {added}, {both[1]} without"
    return f"{analysis.trial.name}: {figures}; hazard ratio {wording.estimate(analysis.hazard_ratio)}."


def _both(analysis: Analysis, whole: bool) -> str:
    """Return both arms' figures ("82.7% and 66.4%"), ``whole`` with their time or "median"."""
    arms = _arms(analysis)
    first, second = (arm.value for arm in arms)
    months = first.reported and second.reported and first.unit == "months"
    at = arms[0].timepoint_months
    start, end = ("" if at else "median ", f" at {wording.months(at)} months" if at else "") if whole else ("", "")
    return f"{start}{(wording.printed if months else wording.with_unit)(first)} and {wording.with_unit(second)}{end}"


def _shared_notes(evidence: Evidence, trials: list[str]) -> list[str]:
    gaps = [(evidence.trials[trial].name, text) for trial in trials for text in evidence.gaps(trial)]
    notes = [f"{name}, looked for and not found: {text}." for name, text in gaps]
    whole = [trial for trial in trials if heading(evidence, trial) == _WHOLE]
    if whole:
        notes.append(_of_the_whole(evidence, whole))
    return notes


def _benefit_row(evidence: Evidence, trial: str, analysis: Analysis | None) -> tuple[Cell, ...]:
    name = Cell(evidence.trials[trial].name, ", to ".join(_added(evidence, trial)))
    harms = _harms_of(evidence, trial)
    cost = Cell("; ".join(map(_harm_words, harms)) or NOT_REPORTED, cites=[e for harm in harms for e in harm.estimates])
    if analysis is None:
        return name, Cell(NOT_REPORTED, cites=evidence.trials[trial]), NOT_REPORTED, NOT_REPORTED, cost
    remarks = "; ".join(filter(None, [wording.p_value(analysis.hazard_ratio), *_remarks(analysis)]))
    return (
        name,
        Cell(wording.both_arms(analysis), cites=analysis.estimates),
        Cell(wording.estimate(analysis.hazard_ratio), remarks),
        wording.months(analysis.follow_up_months),
        cost,
    )


def _remarks(analysis: Analysis) -> list[str]:
    arms = f"{analysis.trial.experimental_arm} {analysis.trial.control_arm}"
    return list(dict.fromkeys(e.note for e in analysis.estimates if e.note and e.note not in arms))


def _harms_of(evidence: Evidence, trial: str) -> list[Harm]:
    return [harm for harm in evidence.harms if harm.trial.trial_id == trial and harm.compared]


def _harm_words(harm: Harm) -> str:
    first, second = harm.arm("experimental"), harm.arm("control")
    return f"{event_name(harm)} {wording.with_unit(first.value)} v {wording.with_unit(second.value)}"


def _harms_view(evidence: Evidence, trials: list[str]) -> View:
    found = {trial: _harms_of(evidence, trial) for trial in trials}
    without = [trial for trial, own in found.items() if not own]
    harms = [harm for own in found.values() for harm in own]
    missing = f" Not reported by arm for {_names(evidence, without)}." if without else ""
    groups = tuple((f"{harm.trial.name}: {event_name(harm)}", _harm_bars(evidence, harm)) for harm in harms)
    once = any(e.second_extraction == "not re-found" for harm in harms for e in harm.estimates)
    return View(
        sentence=_harm_sentence(harms) + missing,
        caution="Not ranked: each pair belongs to one trial, which counted in its own way and for its own time." if harms else "",
        notes=(*([_READ_ONCE] if once else []), *_shared_notes(evidence, trials)),
        table=Table(
            "Side effects, both arms: each trial against its own control, not ranked",
            ("Trial and side effect", "With the added drug (percent)", "Without (percent)", "Difference per 100 people"),
            tuple(_harm_row(harm) for harm in harms),
        ) if harms else None,
        chart=RateChart("Side effects in both arms", "Percent of people", groups) if harms else None,
        evidence=evidence,
    )  # fmt: skip


def _harm_bars(evidence: Evidence, harm: Harm) -> tuple[Rate, ...]:
    arms = (("With the added drug", "experimental"), ("Without", "control"))
    tested = evidence.drugs_tested(harm.trial.trial_id)
    return tuple(Rate(label, harm.arm(arm).value, arm == "experimental", tested) for label, arm in arms)


def _harm_sentence(every: list[Harm]) -> str:
    if not every:
        return "No side effect is reported with both arms."
    more = sum(harm.arm("experimental").value.value > harm.arm("control").value.value for harm in every)
    first = every[0]
    figures = [wording.with_unit(first.arm(arm).value) for arm in ("experimental", "control")]
    part = f"All {more}" if more == len(every) else f"Of {len(every)}, {more}"
    count = f"{part} reported pairs are higher with the added drug" if len(every) > 1 else "One pair is reported"
    return f"{count}; {first.trial.name}, {event_name(first)}: {figures[0]} with it and {figures[1]} without."


def _harm_row(harm: Harm) -> tuple[Cell, ...]:
    first, second = harm.arm("experimental"), harm.arm("control")
    cells = []
    for figure in (first, second):
        counted = f"{figure.count} people" if figure.count is not None else ""
        again = "not found again by the second reader" if figure.second_extraction == "not re-found" else ""
        cells.append(Cell(wording.printed(figure.value), "; ".join(filter(None, [counted, again])), cites=figure))
    gap = wording.difference(first.value, second.value).replace("percentage points ", "")
    return Cell(f"{harm.trial.name}: {event_name(harm)}", first.note), *cells, gap
