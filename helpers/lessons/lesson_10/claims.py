"""Lesson 10: the points of the article, weighed. The evidence first, the course's verdict after the reader's own."""

from __future__ import annotations

from ... import wording
from ...evidence import Evidence, split_ids
from ...show.citations import Reference
from ...show.origin import origin
from ...show.table import Cell, Table, as_csv
from ...show.view import Download, View

VERDICTS = ("supported", "needs context", "outdated", "not verifiable")
_MEANING = {
    "supported": "the evidence of this course says the same",
    "needs context": "true in part; what is left out changes how it reads",
    "outdated": "later evidence or a later decision says otherwise",
    "not verifiable": "nothing in the evidence of this course decides it",
}


_READING = "A verdict is a reading of the evidence of its time; a later trial may change it."


def claim_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, id) of the claims; a long claim is cut at a word."""
    options = []
    for row in evidence.rows("claims"):
        words = row.claim if len(row.claim) <= 80 else row.claim[:78].rsplit(" ", 1)[0].rstrip(",;") + " …"
        options.append((f"{_number(row.claim_id)}. {words}", row.claim_id))
    return options


def _number(claim_id: str) -> str:
    """Return what a reader calls a point: "3" for "C03"."""
    return claim_id.lstrip("C0")


def verdict_options() -> list[tuple[str, str]]:
    """Return (label, value) of the verdicts, none first."""
    return [("not given yet", ""), *((verdict, verdict) for verdict in VERDICTS)]


def claim_view(evidence: Evidence, claim_id: str, verdict: str) -> View:
    """Return a claim with the evidence that decides it, and the course's verdict once the reader has given one.

    Args:
        claim_id: "C01" to "C20".
        verdict: the reader's own, one of ``VERDICTS``, or an empty string.
    """
    claim = evidence.row("claims", claim_id=claim_id)
    rows = tuple(_evidence_row(evidence, key) for key in split_ids(claim.evidence_ids))
    sentence, notes = f"The article says: {claim.claim}", ()
    if verdict:
        told = "too" if verdict == claim.verdict else f"that is, {_MEANING[claim.verdict]}"
        sentence = f"You say: {verdict}. The course says: {claim.verdict}, {told}."
        notes = (claim.reason, f"Taught in lesson {wording.listing(split_ids(claim.lessons))}.")
    empty = (("None", "Nothing in the course's evidence speaks to this claim."),)
    return View(
        sentence=sentence,
        caution=_READING if verdict else "",
        notes=notes,
        table=Table(
            f"Your verdict on: {claim.claim}" if verdict else "Your task: weigh the evidence, then give your verdict",
            ("Evidence", "What it says"),
            rows or empty,
        ),
        evidence=evidence,
    )


def _evidence_row(evidence: Evidence, key: str) -> tuple[Cell, Cell]:
    """Return one row of evidence in words, whom or what it is about first: a figure, a statement, or a trial."""
    if key in evidence.figures:
        where = origin(evidence, key)
        trial = evidence.trials[evidence.figures[key].trial_id].name
        follow_up = "" if where.follow_up == "not reported" else f", median follow-up {where.follow_up}"
        record, what = evidence.records[key], where.definition.partition(":")[0]
        if event := record.get("event"):  # the course's name of a harm, not that of the data
            what = what.replace(event, evidence.row("harm_names", event=event).name, 1)
        who = "" if record.get("whole_trial", True) else f", {record['population']}"  # only a read-out names its people
        said = f"{what}, {where.what}: {where.figure}{follow_up}"
        return Cell(f"{trial}{who}", cites=evidence.figures[key]), Cell(wording.sentence_case(said), where.remark)
    if key in evidence.trials:
        trial = evidence.trials[key]
        arms = wording.sentence_case(f"{trial.experimental_arm} v {trial.control_arm}")
        return Cell(trial.name, cites=trial), Cell(arms, trial.population)
    said = evidence.statements[key]
    return Cell(wording.sentence_case(said.topic), cites=said), wording.sentence_case(said.words)


def overview_view(evidence: Evidence, verdict: str) -> View:
    """Return all claims with the course's verdicts, or those with one verdict ("" for all)."""
    table = evidence.rows("claims")
    chosen = [row for row in table if verdict in ("", row.verdict)]
    counts = [f"{name} {sum(row.verdict == name for row in table)}" for name in VERDICTS]
    rows = tuple(
        (
            _number(row.claim_id),
            row.claim,
            Cell(row.verdict, marked=True),
            row.reason,
            row.lessons.replace(";", ", "),
        )
        for row in chosen
    )
    none = "" if rows else f"No point is {verdict}. "
    header = ("Point", "The article says", "Verdict", "Why", "Lessons")
    return View(
        sentence=f"{none}Verdicts on the {len(table)} points of the article: {wording.listing(counts)}.",
        caution=_READING,
        notes=("The evidence is that of the month in which it was last checked.",),
        table=Table("The points of the article, weighed", header, rows) if rows else None,
        evidence=evidence,
        cites=[text for row in chosen for key in split_ids(row.evidence_ids) for text in _sources(evidence, key)],
        download=_saved(chosen),
    )  # fmt: skip


def _sources(evidence: Evidence, key: str) -> list[Reference]:
    """Return the texts behind a row; an overview does not say where each of its many figures came from."""
    row = evidence.figures.get(key) or evidence.trials.get(key) or evidence.statements[key]
    differing = [Reference(source_id) for _, source_id in evidence.conflicts.get(key, ())]
    return [Reference(row.source_id, getattr(row, "read_in", "")), *differing]


def _saved(chosen: list) -> Download | None:
    """Return the claims as a file; None where there is none."""
    columns = ["claim_id", "claim", "verdict", "reason", "evidence_ids", "lessons"]
    rows = [[getattr(row, column) for column in columns] for row in chosen]
    return Download("appraisal.csv", as_csv(columns, rows)) if rows else None
