"""Kinds of learners: what each needs, and which lessons serve it, in which order, in how many minutes."""

from __future__ import annotations

from ...evidence import Evidence
from ...show.table import REST, Cell, Table
from ...show.view import View
from .prepare import UP, named


def profile_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, id) of the kinds of learners."""
    return [(row.name, row.profile_id) for row in evidence.rows("learner_profiles")]


def learner_view(evidence: Evidence, profile: str) -> View:
    """Return the lessons for a kind of learner, with their minutes.

    Args:
        profile: one of ``learner_profiles``.
    """
    kind = evidence.row("learner_profiles", profile_id=profile)
    served = [(row, evidence.row("lessons", lesson=row.lesson)) for row in evidence.rows("profile_lessons", profile_id=profile)]
    short, whole = (sum(getattr(lesson, column) for _, lesson in served) for column in ("short_minutes", "minutes"))
    rows = [
        (Cell(named(lesson), href=UP + lesson.file), row.why, str(lesson.short_minutes), str(lesson.minutes))
        for row, lesson in served
    ]
    total = (Cell("Together", marked=True), "", Cell(str(short), marked=True), Cell(str(whole), marked=True))
    return View(
        sentence=f"For {kind.one}: {len(served)} lessons in this order, about {short} minutes on the short path, "
        f"{whole} with Go deeper.",
        caution="A kind of learner is no person. Ask those who come what they want to know.",
        table=Table(
            f"Your lessons for {kind.one}",
            ("Lesson", "What it is for", "Short path (minutes)", "With Go deeper (minutes)"),
            ((Cell("What is needed"), Cell(kind.needs, span=REST)), *rows, total),
        ),
        evidence=evidence,
    )
