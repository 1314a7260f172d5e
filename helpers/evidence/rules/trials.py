"""Trials, their phases and decisions are what their own words say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..problems import Problem, cell
from ..schema import Table
from .rule import Tables, between, of, split_ids

_POOLED = ("individual-patient meta-analysis", "meta-analysis", "network meta-analysis", "pooled safety set")
_DESIGN_WORDS = (
    ("network meta-analysis", "network meta-analysis"),
    (r"individual-patient .*meta-analysis", "individual-patient meta-analysis"),
    ("meta-analysis", "meta-analysis"),
    ("safety set", "pooled safety set"),
    ("registry", "registry"),
    ("cohort", "cohort"),
    ("survey|Survey", "survey"),
)


def _designs(row) -> str:
    """Return the design that a trial's name and comparator speak of."""
    named = next((design for words, design in _DESIGN_WORDS if re.search(words, row.full_name)), "")
    return named or ("single-arm study" if row.comparator == "none" else "randomised trial")


def _comparators(row) -> str:
    """Return the comparator that the words on the control arm speak of."""
    words = row.control_arm
    if words == "no comparison arm":
        return "none"
    placebo, nothing = "placebo" in words, "observation" in words or words.startswith("no ")
    if placebo:
        return "placebo or observation" if nothing else "placebo"
    if row.design in _POOLED and words != "observation":
        return "mixed"
    return "observation" if nothing else "active treatment"


@of("trials", columns="trial_id full_name design comparator control_arm randomised_question n_experimental n_control")
def a_trial_is_what_its_words_say(table: Table) -> Iterator[Problem]:
    """Design, comparator and randomised question fit the words on the trial and on its arms."""
    for row in table.rows:
        for column, wanted in (("design", _designs(row)), ("comparator", _comparators(row))):
            if getattr(row, column) != wanted:
                expected = f"{wanted}, which its name and its control arm speak of,"
                yield cell(table.file, row.trial_id, column, getattr(row, column), expected)
        nothing = row.design in ("registry", "cohort", "single-arm study", "survey")
        if (row.randomised_question == "none") != nothing:
            expected = f"{'none' if nothing else 'a question'}, because it is a {row.design},"
            yield cell(table.file, row.trial_id, "randomised_question", row.randomised_question, expected)
        if row.comparator == "none" and row.n_control is not None:
            yield cell(table.file, row.trial_id, "n_control", row.n_control, "an empty cell, because there is no control arm,")


_PHASES = ("induction", "transplant", "consolidation", "maintenance", "stop or continue")
_FIRST_RANDOMISED = {
    "maintenance": "maintenance", "induction": "induction", "induction and maintenance": "induction",
    "whole regimen": "induction", "consolidation": "consolidation", "when to stop": "stop or continue",
}  # fmt: skip


def _place(phase: str) -> int:
    return _PHASES.index(phase) if phase in _PHASES else len(_PHASES)


@between(trials="trial_id design randomised_question", trial_phases="trial_id phase arm treatment randomised")
def the_phases_of_a_trial_fit_together(tables: Tables) -> Iterator[Problem]:
    """Phases stand in order; a phase has both arms together or each; only arms that differ, or chance itself, are randomised."""
    file, trials = tables["trial_phases"].file, {row.trial_id: row for row in tables["trials"].rows}
    by_trial: dict[str, list] = {}
    for row in tables["trial_phases"].rows:
        by_trial.setdefault(row.trial_id, []).append(row)
    for trial_id, rows in by_trial.items():
        trial = trials.get(trial_id)
        if trial is not None:
            yield from _phases_of_a_trial(file, trial, rows)


def _phases_of_a_trial(file: str, trial, rows: list) -> Iterator[Problem]:
    if trial.design != "randomised trial":
        yield cell(file, trial.trial_id, "trial_id", trial.trial_id, "a randomised trial")
    phases = list(dict.fromkeys(row.phase for row in rows))
    if [row.phase for row in rows] != sorted((row.phase for row in rows), key=_place):
        yield cell(file, trial.trial_id, "phase", ", ".join(phases), "the phases in the order of treatment")
    if not {"transplant", "maintenance"} <= set(phases):
        yield cell(file, trial.trial_id, "phase", ", ".join(phases), "a transplant and maintenance among the phases")
    for phase in phases:
        own = [row for row in rows if row.phase == phase]
        where, arms = f"{trial.trial_id} / {phase}", sorted(row.arm for row in own)
        if arms not in (["both arms"], ["control", "experimental"]):
            yield cell(file, where, "arm", ", ".join(arms), "both arms, or experimental and control")
        elif len({row.randomised for row in own}) > 1:
            yield cell(file, where, "randomised", "true, false", "the same in both arms")
        elif arms == ["both arms"] and own[0].randomised != ("by chance" in own[0].treatment):
            yield cell(file, where, "randomised", own[0].randomised, 'true exactly where the treatment is given "by chance"')
    first = next((row.phase for row in rows if row.randomised), None)
    wanted = _FIRST_RANDOMISED.get(trial.randomised_question)
    if first != wanted:
        yield cell(file, trial.trial_id, "randomised", first, f"{wanted} as the first randomised phase, as trials.csv says,")


_JURISDICTIONS = {
    "United States": r"\b(US|FDA)\b",
    "European Union": r"\b(EU|EC|EMA)\b",
    "England": r"\b(NICE|England)\b",
    "Japan": "Japan",
}


def _decided(words: str) -> str:
    """Return the kind of decision that a fact tells of."""
    if "withdr" in words:
        return "application withdrawn"
    if "not recommended" in words:
        return "label advises against maintenance"
    if "recommended" in words:
        return "recommended for maintenance"
    named = re.sub("not maintenance|maintenance not named", "", words)
    return "approved for maintenance" if "maintenance" in named else "approved for another use"


@between(decisions="decision_id drug_id jurisdiction kind evidence_ids", drug_facts="row_id drug_id topic statement")
def a_decision_is_what_its_fact_says(tables: Tables) -> Iterator[Problem]:
    """Drug, jurisdiction and kind of a decision are those of the facts that it cites."""
    facts = {row.row_id: row for row in tables["drug_facts"].rows}
    file = tables["decisions"].file
    for row in tables["decisions"].rows:
        cited = [facts[name] for name in split_ids(row.evidence_ids) if name in facts]
        words = " ".join(f"{fact.topic} {fact.statement}" for fact in cited)
        if row.drug_id not in {fact.drug_id for fact in cited}:
            yield cell(file, row.decision_id, "drug_id", row.drug_id, f"the drug of {row.evidence_ids}")
        if row.jurisdiction in _JURISDICTIONS and not re.search(_JURISDICTIONS[row.jurisdiction], words):
            yield cell(file, row.decision_id, "jurisdiction", row.jurisdiction, f"a jurisdiction that {row.evidence_ids} names")
        if row.kind != _decided(words):
            yield cell(file, row.decision_id, "kind", row.kind, f"{_decided(words)}, which {row.evidence_ids} tells of,")


@between(
    schedules="schedule_id drug_id days_on cycle_days dose_mg raised_dose_mg raised_after_cycles evidence_ids",
    drug_facts="row_id drug_id statement",
)
def a_schedule_stands_in_its_facts(tables: Tables) -> Iterator[Problem]:
    """Each number of a schedule is one that the facts it cites print, and a dose goes up to more, and at a time."""
    facts = {row.row_id: row for row in tables["drug_facts"].rows}
    file = tables["schedules"].file
    for row in tables["schedules"].rows:
        cited = [facts[name] for name in split_ids(row.evidence_ids) if name in facts]
        printed = {int(number) for fact in cited for number in re.findall(r"\d+", fact.statement)}
        for column in ("days_on", "cycle_days", "dose_mg", "raised_dose_mg", "raised_after_cycles"):
            number = getattr(row, column)
            if number is not None and number not in printed:
                yield cell(file, row.schedule_id, column, number, f"a number that {row.evidence_ids} prints")
        if row.drug_id not in {fact.drug_id for fact in cited}:
            yield cell(file, row.schedule_id, "drug_id", row.drug_id, f"the drug of {row.evidence_ids}")
        if (row.raised_dose_mg is None) != (row.raised_after_cycles is None) or (row.raised_dose_mg or 999) <= row.dose_mg:
            yield cell(
                file, row.schedule_id, "raised_dose_mg", row.raised_dose_mg, "a higher dose and when it starts, or neither,"
            )
