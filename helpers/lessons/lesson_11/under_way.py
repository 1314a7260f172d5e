"""Lesson 11: trials of maintenance that are under way, side by side, or one at a time with its design."""

from __future__ import annotations

from types import SimpleNamespace

from ... import wording
from ...evidence import NOT_REPORTED, Evidence, split_ids
from ...show.charts.design import DesignChart, PhaseBox
from ...show.table import REST, Cell, Table
from ...show.view import View

ALL = "all"
_HEIGHT = 420  # pixels: every trial is seen at once
_HEADER = ("Trial", "Tested", "Against", "People planned or enrolled", "Result")


def trial_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, id) of the trials under way, after all of them together."""
    return [("all of them, side by side", ALL), *((row.label, row.trial_id) for row in evidence.rows("trials_under_way"))]


def under_way_view(evidence: Evidence, trial: str) -> View:
    """Return what trials without a result compare, of how many people, and that no result was found or read.

    Args:
        trial: one of ``trials_under_way``, or ``ALL``.
    """
    return _all(evidence) if trial == ALL else _one(evidence, evidence.row("trials_under_way", trial_id=trial))


def _all(evidence: Evidence) -> View:
    rows = evidence.rows("trials_under_way")
    by_chance = sum(row.randomised for row in rows)
    return View(
        sentence=f"{len(rows)} trials of which no result was found or read; "
        f"in {by_chance} of them chance decides on the maintenance.",
        caution="A plan is no result. Nothing here says that a new treatment is better, or worse.",
        notes=("The list holds what was met in the reading for this course; it is not complete.",),
        table=Table(
            "Trials of maintenance without a result in this course",
            _HEADER,
            tuple(_row(evidence, row) for row in rows),
            height=_HEIGHT,
        ),
        evidence=evidence,
    )


def _people(row: SimpleNamespace) -> str:
    return NOT_REPORTED if row.people is None else f"{row.people}"


def _row(evidence: Evidence, row: SimpleNamespace) -> tuple[Cell | str, ...]:
    said = tuple(evidence.statements[key] for key in split_ids(row.statement_ids))
    against = row.control or "no comparison by chance"
    after = f"afterwards: {row.afterwards}" if row.afterwards else ""
    return Cell(row.name, cites=said), Cell(row.experimental, after), against, _people(row), row.result


def _one(evidence: Evidence, row: SimpleNamespace) -> View:
    said = [evidence.statements[key] for key in split_ids(row.statement_ids)]
    rows = [
        _row(evidence, row),
        ("Before", Cell(wording.sentence_case(row.before), span=REST)),
        *((wording.sentence_case(s.topic), Cell(f"{wording.sentence_case(s.words)}.", cites=s, span=REST)) for s in said),
    ]
    return View(
        sentence=row.sentence,
        caution=row.caution,
        table=Table(f"{row.name}: what is planned, and what was found", _HEADER, tuple(rows)),
        chart=DesignChart(f"{row.name}: the design", _boxes(row)) if row.randomised else None,
        evidence=evidence,
    )


def _boxes(row: SimpleNamespace) -> tuple[PhaseBox, ...]:
    """Return what comes before, the maintenance that chance decides on, and what follows, again by chance."""
    boxes = (
        PhaseBox("before", False, row.before),
        PhaseBox("maintenance", True, experimental=row.experimental, control=row.control),
    )
    return (*boxes, PhaseBox("afterwards", True, row.afterwards)) if row.afterwards else boxes
