"""Lesson 08: fictitious cases step by step, and what matters to a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...evidence import Evidence, split_ids
from ...show.citations import Citable
from ...show.table import Cell, Table, as_csv
from ...show.view import Download, View


def cited(evidence: Evidence, key: str) -> Citable:
    """Return a figure, a trial or a statement by its id.

    Raises:
        KeyError: if no row has that id.
    """
    if key in evidence.figures:
        return evidence.figures[key]
    if key in evidence.trials:
        return evidence.trials[key]
    return evidence.statements[key]


def all_cited(evidence: Evidence, ids: object) -> list[Citable]:
    """Return what a list of ids separated by semicolons names."""
    return [cited(evidence, key) for key in filter(None, split_ids(ids))]


EVIDENCE, LIMIT = "evidence", "limit"
WEIGHED = ("for more treatment", "for less treatment", "not known", "question")
_HEADINGS = {
    "for more treatment": "For more treatment", "for less treatment": "For less treatment", "not known": "What is not known",
    "question": "Questions to ask the team",
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One step: what is shown, what it cannot say (empty for a point), and the rows of both."""

    text: str
    limit: str
    evidence_ids: str


@dataclass(frozen=True)
class Case:
    """A fictitious case: its situation, the evidence step by step, and the points that others weigh, by their kind."""

    case_id: str
    title: str
    situation: str
    evidence: tuple[Step, ...]
    points: dict[str, tuple[Step, ...]]

    @property
    def name(self) -> str:
        """How the case is called."""
        return f"Case {self.case_id}"


def case(evidence: Evidence, case_id: str) -> Case:
    """Return a fictitious case.

    Raises:
        KeyError: if there is no such case.
    """
    told = evidence.row("vignettes", case_id=case_id)
    steps = sorted(evidence.rows("vignette_steps", case_id=case_id), key=lambda row: row.step)
    limits = {row.step: row for row in steps if row.kind == LIMIT}
    shown = tuple(
        Step(row.text, limits[row.step].text, ";".join(filter(None, (row.evidence_ids, limits[row.step].evidence_ids))))
        for row in steps
        if row.kind == EVIDENCE
    )
    points = {kind: tuple(Step(row.text, "", row.evidence_ids) for row in steps if row.kind == kind) for kind in WEIGHED}
    return Case(case_id, told.title, told.situation, shown, points)


def situation(shown: Case) -> str:
    """Return the situation in words, with what it is."""
    return f"{shown.name} (fictitious): {shown.situation}"


def steps_view(evidence: Evidence, shown: Case, seen: int) -> View:
    """Return the first ``seen`` steps of the evidence of a case."""
    rows = tuple(
        (str(number), Cell(step.text, cites=all_cited(evidence, step.evidence_ids)), step.limit)
        for number, step in enumerate(shown.evidence[:seen], start=1)
    )
    return View(
        sentence=f"{shown.name}: {seen} of {len(shown.evidence)} steps of the evidence.",
        caution="The figures belong to groups in trials: they do not say how one person will fare.",
        table=Table(f"{shown.name}: evidence that bears on it", ("Step", "What is reported", "What it cannot say"), rows),
        evidence=evidence,
    )


def points_view(evidence: Evidence, shown: Case) -> View:
    """Return the points that others weigh, and questions to ask; no verdict."""
    rows = tuple(
        (_HEADINGS[kind], Cell(point.text, cites=all_cited(evidence, point.evidence_ids)))
        for kind in WEIGHED
        for point in shown.points[kind]
    )
    return View(
        sentence=f"{shown.name}: points that others weigh. They are not added up, and there is no verdict.",
        table=Table(f"{shown.name}: points that others weigh", ("Kind", "Point"), rows),
        evidence=evidence,
    )


def value_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, id) of what may matter to a person."""
    return [(row.name, row.value_id) for row in evidence.rows("values")]


def values_view(evidence: Evidence, chosen: Sequence[str]) -> View:
    """Return which evidence bears on what matters to a person, what is missing, and what to ask; nothing is ranked.

    Args:
        chosen: ids of ``values``; they are shown in the order of the table.
    """
    matters = [row for row in evidence.rows("values") if row.value_id in chosen]
    if not matters:
        return View("Nothing is ticked, so the sheet is empty.")
    rows = tuple(
        (
            row.name, Cell(row.bears, cites=all_cited(evidence, row.evidence_ids)), row.missing,
            row.question, ", ".join(split_ids(row.lessons)),
        )
        for row in matters
    )  # fmt: skip
    things = "thing matters" if len(matters) == 1 else "things matter"
    return View(
        sentence=f"Your sheet: {len(matters)} {things}, in the order of the list. Nothing is scored, added up or ranked.",
        caution="The figures belong to groups in trials. What each is worth to you, no figure can say.",
        notes=("This is no medical advice.",),
        table=Table(
            "Your values sheet",
            ("What matters", "Evidence of this course that bears on it", "Not reported", "A question to ask", "Lessons"),
            rows,
        ),
        evidence=evidence,
        download=Download("values-sheet.csv", _values_file(matters)),
    )


def _values_file(matters: list) -> str:
    header = ["what matters", "evidence that bears on it", "rows", "not reported", "question to ask", "lessons", "my own words"]
    columns = ("name", "bears", "evidence_ids", "missing", "question", "lessons")
    return as_csv(header, [[*(getattr(row, column) for column in columns), ""] for row in matters])
