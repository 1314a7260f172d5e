"""Lesson 08: what counts as high risk in which text, fictitious cases step by step, and what matters to a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ... import wording
from ...evidence import Evidence, split_ids
from ...show.citations import Citable
from ...show.table import Cell, Table, as_csv
from ...show.view import Download, View

FINDINGS = ("t(4;14)", "t(14;16)", "t(14;20)", "del(17p)", "gain(1q)", "non-hyperdiploidy")
MYELOMA_XI_LIST = FINDINGS[:5]
_PDQ_NAMES = ("del(17p)", "t(14;16)")


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


def finding_options() -> list[tuple[str, str]]:
    """Return (label, value) of the findings."""
    return [(finding, finding) for finding in FINDINGS]


def myeloma_xi_answer(findings: Sequence[str]) -> str:
    """Return what Myeloma XI calls a set of findings: "not high-risk", "high-risk" or "ultra-high-risk"."""
    count = sum(finding in MYELOMA_XI_LIST for finding in findings)
    return ("not high-risk", "high-risk")[count] if count < 2 else "ultra-high-risk"


def imwg_answer(findings: Sequence[str]) -> str:
    """Return what the list of the IMWG consensus says of a set of findings."""
    return "high-risk" if any(finding in FINDINGS for finding in findings) else "not high-risk"


def definitions_view(evidence: Evidence, findings: Sequence[str]) -> View:
    """Return which texts call a myeloma with these findings high-risk.

    Args:
        findings: some of ``FINDINGS``, in any order.
    """
    imwg, xi = cited(evidence, "F0001"), cited(evidence, "F0002")
    pdq, molecular = cited(evidence, "D0015"), evidence.figures["O0078"]
    master, emory = evidence.figures["M0024"], evidence.figures["O0218"]
    chosen = [finding for finding in FINDINGS if finding in findings]
    said = {"IMWG": imwg_answer(chosen), "Myeloma XI": myeloma_xi_answer(chosen)}
    differ = said["IMWG"] != said["Myeloma XI"]
    named = [finding for finding in chosen if finding in _PDQ_NAMES]
    in_molecular = [finding for finding in chosen if finding in ("del(17p)", "t(4;14)")]
    rows = (
        _definition_row("IMWG consensus (2016)", imwg, FINDINGS, chosen, said["IMWG"]),
        _definition_row("Myeloma XI", xi, MYELOMA_XI_LIST, chosen, said["Myeloma XI"]),
        (
            Cell("Myeloma XI, molecular subgroup", cites=molecular), "del(1p), del(17p) or t(4;14)",
            wording.listing(in_molecular) or "none",
            "named in the wording of PDQ" if in_molecular else "not by these findings",
        ),
        (
            Cell("NCI PDQ, on bortezomib", cites=pdq), "high-risk, especially del(17p) or t(14;16)",
            wording.listing(named) or "none", "named" if named else "not named; who else is meant is not said",
        ),
        (
            Cell("MASTER", cites=master), "counts high-risk abnormalities; which ones is not in the data of this course",
            "cannot be said", "cannot be said",
        ),
        (
            Cell("Emory cohort", cites=emory), "high risk; how it is defined is not in the data of this course",
            "cannot be said", "cannot be said",
        ),
    )  # fmt: skip
    who = f"With {wording.listing(chosen)}" if chosen else "With none of these findings"
    end = "The same person, two answers." if differ else "Here both texts use the same word."
    return View(
        sentence=f"{who}: {said['IMWG']} by the list of the International Myeloma Working Group (IMWG), {said['Myeloma XI']} in "
        f"Myeloma XI. {end}",
        notes=(
            "Only findings in the chromosomes count here; stage is no part of these two definitions.",
            "Myeloma XI calls more than one of its findings ultra-high-risk; the list of the IMWG knows no such step. The lists "
            "say what goes with a poorer outlook. They do not say which treatment helps more.",
        ),
        table=Table(
            "High risk by findings in the chromosomes: who calls it so",
            ("Text", "What it lists", "Of your ticks it lists", "Its answer"),
            rows,
        ),
        evidence=evidence,
    )


def _definition_row(name: str, text: Citable, listed: Sequence[str], chosen: Sequence[str], answer: str) -> tuple:
    own = [finding for finding in chosen if finding in listed]
    return (
        Cell(name, cites=text),
        wording.listing(list(listed)),
        Cell(wording.listing(own) or "none", f"{len(own)} of {len(chosen)} ticked"),
        Cell(answer, marked=True),
    )


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
    own = sorted(evidence.rows("vignette_steps", case_id=case_id), key=lambda row: row.step)
    limits = {row.step: row for row in own if row.kind == LIMIT}
    shown = tuple(
        Step(row.text, limits[row.step].text, ";".join(filter(None, (row.evidence_ids, limits[row.step].evidence_ids))))
        for row in own
        if row.kind == EVIDENCE
    )
    points = {kind: tuple(Step(row.text, "", row.evidence_ids) for row in own if row.kind == kind) for kind in WEIGHED}
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
    own = [row for row in evidence.rows("values") if row.value_id in chosen]
    if not own:
        return View("Nothing is ticked, so the sheet is empty.")
    rows = tuple(
        (
            row.name, Cell(row.bears, cites=all_cited(evidence, row.evidence_ids)), row.missing,
            row.question, ", ".join(split_ids(row.lessons)),
        )
        for row in own
    )  # fmt: skip
    things = "thing matters" if len(own) == 1 else "things matter"
    return View(
        sentence=f"Your sheet: {len(own)} {things}, in the order of the list. Nothing is scored, added up or ranked.",
        notes=(
            "The figures belong to groups in trials. What each is worth to you, no figure can say. This is no medical advice.",
        ),
        table=Table(
            "Your values sheet",
            ("What matters", "Evidence of this course that bears on it", "Not reported", "A question to ask", "Lessons"),
            rows,
        ),
        evidence=evidence,
        download=Download("values-sheet.csv", _values_file(own)),
    )


def _values_file(own: list) -> str:
    header = ["what matters", "evidence that bears on it", "rows", "not reported", "question to ask", "lessons", "my own words"]
    columns = ("name", "bears", "evidence_ids", "missing", "question", "lessons")
    return as_csv(header, [[*(getattr(row, column) for column in columns), ""] for row in own])
