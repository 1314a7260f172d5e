"""Lesson 11: where a neutrophil count lies on the scale of the label's page, and at which dose treatment goes on."""

from __future__ import annotations

from types import SimpleNamespace

from ... import wording
from ...evidence import NOT_REPORTED, Evidence
from ...show.charts.count_scales import CountScale, CountScaleChart, DoseStep, Zone
from ...show.table import Cell, Table
from ...show.view import Note, View

NOT_STARTED = "not-started"
_BEFORE, _DURING = "before the first dose", "during maintenance"
_PLACE = "United States"  # whose rules are drawn; the others stand in the table
_RESUMED = "D0107"  # how treatment goes on after a pause
_START = "10-daily"  # the dose of the label at the beginning
_WORDS = {
    _BEFORE: ("too few to begin", "enough to begin"),
    _DURING: ("pause, count\nblood every week", "no change of dose because of neutrophils"),
}
_AND_OR = "The label writes and/or between the two counts; what holds if only one of them is reached is for the team to say."


def dose_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, id) of the doses, and of no dose yet."""
    return [*((step.dose, step.dose_id) for step in evidence.rows("dose_steps")), ("not begun yet", NOT_STARTED)]


def counts_view(evidence: Evidence, neutrophils: int, dose: str) -> View:
    """Return what the page after the US label says at a neutrophil count: whether it pauses, and at which dose it goes on.

    Args:
        neutrophils: in a microlitre.
        dose: one of ``dose_steps``, or ``NOT_STARTED``.
    """
    moment = _BEFORE if dose == NOT_STARTED else _DURING
    rule = evidence.row("count_rules", cells="neutrophils", moment=moment, place=_PLACE)
    low = neutrophils < rule.per_mcl
    step = None if dose == NOT_STARTED else evidence.row("dose_steps", dose_id=dose)
    resumed = evidence.statements[_RESUMED]
    return View(
        sentence=_sentence(evidence, neutrophils, rule, step, low),
        caution="A page for everybody. What holds for one person, and which other signs count, is for the team to say.",
        notes=(
            Note(f"In full: {resumed.words} ", resumed, "."),
            "The page speaks of the next lower dose; the doses here are those that the label and the page print.",
            _AND_OR,
            "Laboratories in Europe count in a litre, so the table has both units.",
            "Not read: the platelet count that pauses maintenance, what the texts say on fever with low neutrophils, the "
            "European rules during maintenance, and what follows a further fall at the lowest dose.",
        ),
        table=Table(
            "Blood counts and lenalidomide maintenance, as the texts print them",
            ("Blood cells, or dose", "When", "Where", "Limit (per microlitre)", "Limit (10^9 per litre)"),
            (
                *(_rule_row(evidence, row) for row in evidence.rows("count_rules")),
                *(_dose_row(evidence, row) for row in evidence.rows("dose_steps")),
            ),
        ),
        chart=_chart(evidence, neutrophils, moment, step, low),
        evidence=evidence,
    )


def _sentence(evidence: Evidence, count: int, rule: SimpleNamespace, step: SimpleNamespace | None, low: bool) -> str:
    """Return the answer: whether treatment begins, goes on or pauses at this count."""
    if step is None:
        asked = f"Before the first dose the US label asks for {rule.per_mcl:,} neutrophils per microlitre"
        return f"{asked}: {count:,} {'are too few' if low else 'are enough'}."
    page = f"At {count:,} neutrophils the maker's page on the US label"
    if not low:
        return f"{page} asks for no change of dose, if treatment was not just paused: {step.dose} can stay."
    paused = f"{page} pauses lenalidomide, with weekly blood counts."
    if not step.resumes_id:
        return f"{paused} This dose is the lowest; what follows was not read."
    return f"{paused} From {rule.per_mcl:,} on treatment resumes with {_resumed(evidence, step)}."


def _resumed(evidence: Evidence, step: SimpleNamespace) -> str:
    """Return the dose with which treatment resumes after a pause."""
    return evidence.row("dose_steps", dose_id=step.resumes_id).dose


def _rule_row(evidence: Evidence, rule: SimpleNamespace) -> tuple[Cell | str, ...]:
    """Return one rule; a count that was not read is said so."""
    cells, where = wording.sentence_case(rule.cells), (rule.moment, rule.place)
    if rule.per_mcl is None:
        return cells, *where, NOT_REPORTED, NOT_REPORTED
    fact = evidence.statements[rule.statement_id]
    return cells, *where, Cell(f"{rule.per_mcl:,}", cites=fact), f"{rule.per_mcl / 1000:g}"


def _dose_row(evidence: Evidence, step: SimpleNamespace) -> tuple[Cell | str, ...]:
    """Return a dose that is printed, and the next lower one."""
    after = f"resumes with {_resumed(evidence, step)}" if step.resumes_id else "no lower dose is printed"
    cited = (evidence.statements[step.fact_id], evidence.statements[_RESUMED])
    return step.dose, "after a pause", _PLACE, Cell(after, cites=cited, span=2)


def _chart(evidence: Evidence, count: int, moment: str, step: SimpleNamespace | None, low: bool) -> CountScaleChart:
    """Return both scales at this moment, and the doses: where a person is, and where treatment goes on."""
    scales = tuple(_scale(evidence, cells, moment, count) for cells in ("neutrophils", "platelets"))
    said = {_START: "label begins here"} if step is None else {step.dose_id: "now"}
    if step is not None and low and step.resumes_id:
        said[step.resumes_id] = "resumes here"
    steps = tuple(DoseStep(row.dose, said.get(row.dose_id, "")) for row in evidence.rows("dose_steps"))
    now = "lenalidomide not begun yet" if step is None else f"lenalidomide {step.dose}"
    return CountScaleChart(f"{count:,} neutrophils per microlitre, {now}", scales, steps)


def _scale(evidence: Evidence, cells: str, moment: str, count: int) -> CountScale:
    """Return the scale of one kind of cells; where no rule was read, a scale without zones."""
    rule = evidence.row("count_rules", cells=cells, moment=moment, place=_PLACE)
    name = f"{wording.sentence_case(cells)} per microlitre"
    if rule.per_mcl is None:
        return CountScale(name, (), "the count that pauses maintenance was not read")
    below, above = _WORDS[moment]
    last = 1500 if cells == "neutrophils" else 2 * rule.per_mcl
    zones = (Zone(rule.per_mcl, below, True), Zone(last, above, False))
    return CountScale(name, zones, marked=count if cells == "neutrophils" else None)
