"""Lesson 09: how long trials and the label planned treatment to last, in their own words."""

from __future__ import annotations

from ... import wording
from ...evidence import Evidence, split_ids
from ...show.table import REST, Cell, Table
from ...show.view import View

ALL = "all"


def length_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, value) of the kinds of plan, and of all of them together."""
    kinds = dict.fromkeys(row.heading for row in evidence.rows("selections", selection="planned length"))
    return [(kind, kind) for kind in (*kinds, ALL)]


def planned_view(evidence: Evidence, length: str) -> View:
    """Return how long trials and the label planned treatment to last, in the words of the data.

    Args:
        length: one of the values of :func:`length_options`.
    """
    rows, trials = [], {}
    for plan in evidence.rows("selections", selection="planned length"):
        if length in (plan.heading, ALL):
            ids = split_ids(plan.evidence_ids)
            rows += [_plan_row(evidence, key, plan.heading, plan.label) for key in ids]
            trials[plan.heading] = trials.get(plan.heading, 0) + sum(_is_of_a_trial(evidence, key) for key in ids)
    counts = [f"{kind}, {number} trials" for kind, number in trials.items()]
    return View(
        sentence=f"Planned length of treatment, in trials of this course whose description says it: {'; '.join(counts)}.",
        caution="What was planned is not what happened: how long people in each arm really took it is not reported.",
        notes=("A trial against placebo or observation does not test its own length: nobody in it was randomised to another.",),
        table=Table(
            f"Planned length of treatment: {length}",
            ("Trial or text", "Kind of plan", "Tested arm, or statement", "Control arm"),
            tuple(rows),
        ),
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


def _is_of_a_trial(evidence: Evidence, key: str) -> bool:
    return key in evidence.trials or bool(evidence.statements[key].trial_id)
