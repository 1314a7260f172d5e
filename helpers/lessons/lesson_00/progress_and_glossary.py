"""Lesson 00: the map of the course with the learner's progress, the glossary, the age of the evidence."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

from ... import wording
from ...evidence import REPORTED, Evidence, Quantity, split_ids
from ...learn.progress import Record
from ...learn.questions import questions_of
from ...show.charts.shares import Rate, RateChart
from ...show.citations import Reference
from ...show.table import Cell, Table, as_csv
from ...show.view import Download, View

_SAVED = ["lesson", "item", "tries", "right", "last", "chosen"]
_WHOLE = 400  # pixels: the map shows all lessons at once


def glossary_view(evidence: Evidence, search: str) -> View:
    """Return the terms in which every word of ``search`` stands (in term, abbreviation or meaning); all if it is empty."""
    table = evidence.rows("glossary")
    words = search.lower().split()
    found = [row for row in table if _matches(row, words)]
    rows = []
    for row in sorted(found, key=lambda row: (_rank(row, search.lower().strip()), row.term.lower())):
        rows.append((row.term, row.abbreviation, Cell(row.definition, cites=row if row.source_id else ())))
    if not rows:
        return View(f'No term of the glossary holds "{search.strip()}". Try a part of the word, or its abbreviation.')
    asked = f' with "{search.strip()}"' if words else ""
    return View(
        sentence=f"{len(rows)} of the {len(table)} terms{asked}.",
        table=Table("Your glossary search", ("Term", "Abbreviation", "Meaning"), tuple(rows)),
        evidence=evidence,
    )


def _matches(row, words: list[str]) -> bool:
    text = f"{row.term} {row.abbreviation} {row.definition}".lower()
    return all(word in text for word in words)


def _rank(row, search: str) -> int:
    """Return 0 for the term itself, 1 for a term that begins so, 2 for any other."""
    names = [row.term.lower(), row.abbreviation.lower()]
    if not search:
        return 0
    return 0 if search in names else 1 if any(name.startswith(search) for name in names) else 2


def items_of(evidence: Evidence, lesson: str, exercises: int) -> list[str]:
    """Return what counts for a lesson: its prediction and questions from the bank, and its exercises."""
    return [*questions_of(evidence, lesson), *(f"L{lesson}-E{n}" for n in range(1, exercises + 1))]


def map_view(evidence: Evidence, records: Mapping[str, Record], exercises: Mapping[str, int]) -> View:
    """Return the lessons with minutes, what comes before, and how much of each is done.

    Args:
        records: what is kept in the progress file.
        exercises: how many exercises each lesson has, by its number.
    """
    rows, saved = [], []
    done_in_all = items_in_all = 0
    for lesson in evidence.rows("lessons"):
        items = items_of(evidence, lesson.lesson, exercises.get(lesson.lesson, 0))
        done = sum(key in records and records[key].right for key in items)
        tried = sum(key in records for key in items)
        done_in_all, items_in_all = done_in_all + done, items_in_all + len(items)
        needs = split_ids(lesson.needs)
        rows.append((
            Cell(f"{lesson.lesson} {lesson.title}", href=lesson.file),
            str(lesson.short_minutes), str(lesson.minutes), ", ".join(needs) or "none",
            Cell(f"{done} of {len(items)}", f"{tried - done} tried, not yet right" if tried > done else ""),
        ))  # fmt: skip
        saved += [_saved(lesson.lesson, key, records[key]) for key in items if key in records]
    minutes = sum(lesson.short_minutes for lesson in evidence.rows("lessons"))
    header = ("Lesson", "Minutes", "With Go deeper", "Comes after lesson", "Done (questions and exercises)")
    return View(
        sentence=f"{len(rows)} lessons, about {minutes} minutes without Go deeper; "
        f"{done_in_all} of {items_in_all} questions and exercises are done.",
        table=Table("Your map of the course", header, tuple(rows), height=_WHOLE),
        download=Download("progress.csv", as_csv(_SAVED, saved)) if saved else None,
    )


def _saved(lesson: str, item: str, record: Record) -> list[object]:
    chosen = " | ".join(f"{given.day} {given.answer}" for given in record.chosen)
    return [lesson, item, record.tries, "yes" if record.right else "no", record.last, chosen]


def control_view(evidence: Evidence) -> View:
    """Return how the people without maintenance fared in the pooled trials; the other arm belongs to lesson 03."""
    figure = evidence.figures["O0002"]
    value = wording.printed(figure.value)
    return View(
        sentence=f"With placebo or observation, half of the people had progressed or died by {value} months.",
        caution="That is the control arm alone: what a drug does cannot be read from it.",
        notes=("Lesson 03 sets the other arm beside it.",),
        table=Table(
            "Three trials pooled, the control arm",
            ("Group", "Median progression-free survival (months)"),
            (("Placebo or observation", Cell(value, cites=figure)),),
        ),
        evidence=evidence,
    )


def age_view(evidence: Evidence) -> View:
    """Return how old the evidence is: when its sources were checked, and what was corrected since."""
    checked = wording.checked(source.checked for source in evidence.sources.values())
    log = evidence.rows("errata")
    rows = tuple(
        (
            _corrected(evidence, row),
            row.date,
            Cell(f"{row.was} → {row.corrected}", row.why),
        )
        for row in log
    )
    return View(
        sentence=f"The {len(evidence.sources)} sources were last checked {checked}; {len(log)} entries were corrected.",
        table=Table("Corrections since the first release", ("Entry", "Date", "Was, and is now"), rows) if rows else None,
    )


def changes_view(evidence: Evidence) -> View:
    """Return what new evidence changed in the course: before, after, why, and the source that brought it."""
    log = evidence.rows("evidence_changes")
    rows = tuple((row.subject, row.before, Cell(row.after, row.why, cites=Reference(row.source_id))) for row in log)
    return View(
        sentence=f"New evidence changed {len(log)} things in this course; the last change was on {max(row.date for row in log)}.",
        table=Table("What new evidence changed", ("What", "Before", "Now, and why"), rows),
        evidence=evidence,
    )


def _corrected(evidence: Evidence, row: SimpleNamespace) -> str:
    """Return in words what was corrected: of which trial and arm, and what its column holds."""
    resource = next(resource for resource in evidence.package["resources"] if resource["name"] == row.table)
    column = next(field for field in resource["schema"]["fields"] if field["name"] == row.column)
    record = evidence.records.get(row.row_id, {})
    trial = evidence.trials.get(row.row_id) or evidence.trials.get(record.get("trial_id"))
    arm = {"experimental": ", tested arm", "control": ", control arm"}.get(record.get("arm"), "")
    return f"{trial.name if trial else resource['title']}{arm}: {column['description']}"


def drawing_view(people: int) -> View:
    """Return a small picture for the self-check: it must be seen, and change with the slider."""
    quantity = Quantity(float(people), REPORTED, "percent", str(people))
    title = "Worked example: is this picture seen?"
    return View(
        sentence=f"The bar should reach {people} of 100.",
        table=Table(title, ("Bar", "Length (percent)"), (("The bar", str(people)),)),
        chart=RateChart(title, "Percent", (("Move the slider", (Rate("The bar", quantity, True),)),)),
    )
