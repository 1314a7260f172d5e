"""Lesson 09: how long trials and the label planned treatment to last, as bars, and in their own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from types import SimpleNamespace

from ... import wording
from ...evidence import Evidence, split_ids
from ...show.charts.colours import treatment_colour
from ...show.charts.lengths import FIXED, TESTED, UNTIL_PROGRESSION, LengthChart, PlannedLength
from ...show.table import REST, Cell, Table
from ...show.view import View
from ...statistics.schedule import CYCLE

ALL = "all"
_KINDS = {"until progression": UNTIL_PROGRESSION, "a fixed time": FIXED, "guided by response or MRD": TESTED}
_LENGTH = re.compile(r"(?:(up to|at least) )?(\d+) (years|cycles)")  # months and cycles of a dose are no length of the whole
_DAYS_OF_A_YEAR = 365.25
_DECIDES, _THEN = "a test decides", "then a test"


def length_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, value) of the kinds of plan, and of all of them together."""
    kinds = dict.fromkeys(row.heading for row in evidence.rows("selections", selection="planned length"))
    return [(kind, kind) for kind in (ALL, *kinds)]


def planned_view(evidence: Evidence, length: str) -> View:
    """Return how long trials and the label planned treatment to last, in the words of the data.

    Args:
        length: one of the values of :func:`length_options`.
    """
    plans = [row for row in evidence.rows("selections", selection="planned length") if length in (row.heading, ALL)]
    rows = [_plan_row(evidence, key, plan.heading, plan.label) for plan in plans for key in split_ids(plan.evidence_ids)]
    chart = _chart(evidence, plans, length)
    in_cycles = any("cycles" in plan.words for _, group in chart.groups for plan in group)
    return View(
        sentence=f"Planned length, where a trial or a label says it: {'; '.join(_counts(evidence, plans))}.",
        caution="What was planned is not what happened: how long people in each arm really took it is not reported.",
        notes=(
            "A trial against placebo or observation does not test its own length: nobody in it was randomised to another.",
            *([f"A cycle is drawn as {CYCLE} days. Not each text says how long its cycles are."] if in_cycles else []),
        ),
        table=Table(
            f"Planned length of treatment: {length}",
            ("Trial or text", "Kind of plan", "Tested arm, or statement", "Control arm"),
            tuple(rows),
        ),
        chart=chart,
        evidence=evidence,
    )


def _plan_row(evidence: Evidence, key: str, kind: str, label: str) -> tuple[Cell | str, ...]:
    """Return what both arms of a trial received, or a statement."""
    if key in evidence.trials:
        trial = evidence.trials[key]
        tested = Cell(wording.sentence_case(trial.experimental_arm), cites=trial)
        return trial.name, kind, tested, wording.sentence_case(trial.control_arm)
    said = evidence.statements[key]
    return label, kind, Cell(wording.sentence_case(said.words), cites=said, span=REST)


def _counts(evidence: Evidence, plans: list[SimpleNamespace]) -> list[str]:
    """Say of each kind of plan how many trials have it, and how many labels: as many as are drawn."""
    trials, labels = Counter(), Counter()
    for plan in plans:
        for key in split_ids(plan.evidence_ids):
            if _is_of_a_trial(evidence, key):
                trials[plan.heading] += 1
            elif _drawn(evidence, plan, key):
                labels[plan.heading] += 1
    return [f"{kind}, {n} trials" + (f" and {labels[kind]} label" if labels[kind] else "") for kind, n in trials.items()]


def _is_of_a_trial(evidence: Evidence, key: str) -> bool:
    return key in evidence.trials or bool(evidence.statements[key].trial_id)


def _chart(evidence: Evidence, plans: list[SimpleNamespace], length: str) -> LengthChart:
    groups: dict[str, list[PlannedLength]] = {}
    for plan in plans:
        for key in split_ids(plan.evidence_ids):
            groups.setdefault(plan.heading, []).extend(_drawn(evidence, plan, key))
    title = "Planned length of treatment" if length == ALL else f"Planned length of treatment: {length}"
    return LengthChart(title, tuple((wording.sentence_case(heading), tuple(group)) for heading, group in groups.items()))


def _drawn(evidence: Evidence, plan: SimpleNamespace, key: str) -> list[PlannedLength]:
    """Return the bar of a plan, and of its control arm where that has another set length; what tells of no plan has none."""
    kind = _KINDS[plan.heading]
    if key not in evidence.trials:
        said = evidence.statements[key]
        named = tuple(row.drug_id for row in evidence.rows("drug_facts", row_id=key))
        drugs = named or evidence.drugs_tested(said.trial_id)
        shows = plan.heading in said.words or _LENGTH.search(said.words)
        return [_bar(plan.label, kind, said.words, drugs)] if shows else []
    trial = evidence.trials[key]
    drugs, name = evidence.drugs_tested(key), trial.short_name or trial.name
    bars = [_bar(name, kind, trial.experimental_arm, drugs)]
    other = _LENGTH.search(trial.control_arm)
    if kind == TESTED and other and not _LENGTH.search(trial.experimental_arm):
        bars.append(_bar(f"{name}, other arm", FIXED, trial.control_arm, drugs))
    return bars


def _bar(label: str, kind: str, text: str, drugs: Sequence[str]) -> PlannedLength:
    """Return a plan with what was tested and the length that its text names."""
    colour, of_what = treatment_colour(drugs), f"{wording.listing(list(drugs))}: " if drugs else ""
    found = _LENGTH.search(text) if kind != UNTIL_PROGRESSION else None
    if found is None:
        return PlannedLength(label, kind, None, of_what + (_DECIDES if kind == TESTED else kind), colour)
    bound, number, unit = found.groups()
    years = int(number) if unit == "years" else int(number) * CYCLE / _DAYS_OF_A_YEAR
    words = of_what + " ".join(filter(None, [bound, number, unit]))
    if kind != TESTED:
        return PlannedLength(label, kind, years, words, colour)
    sooner = bound == "up to"
    return PlannedLength(label, kind, years, f"{words}, {_DECIDES if sooner else _THEN}", colour, sooner)
