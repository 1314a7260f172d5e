"""Plans for teaching: what is done in each meeting, from which minute to which."""

from __future__ import annotations

from types import SimpleNamespace

from ...evidence import Evidence
from ...show.table import REST, Cell, Table, as_csv
from ...show.view import Download, View
from .prepare import UP, named

_COLUMNS = ["meeting", "from_minute", "to_minute", "minutes", "lesson", "shown", "what_is_done"]
_CAUTION = "Times are a plan. If the room has questions, leave something out rather than hurry."


def plan_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, id) of the plans."""
    return [(row.name, row.plan_id) for row in evidence.rows("plans")]


def plan_view(evidence: Evidence, plan: str) -> View:
    """Return a plan, meeting by meeting.

    Args:
        plan: one of ``plans``.
    """
    chosen = evidence.row("plans", plan_id=plan)
    steps = evidence.rows("teaching_plans", plan_id=plan)
    rows, saved = [], []
    for session in range(1, chosen.sessions + 1):
        if chosen.sessions > 1:
            rows.append((Cell(f"Meeting {session}", heading=True, span=REST),))
        start = 0
        for step in (step for step in steps if step.session == session):
            end = start + step.minutes
            rows.append((Cell(f"{clock(start)} to {clock(end)}", f"{step.minutes} minutes"), step.text, _lesson(evidence, step)))
            saved.append([session, start, end, step.minutes, step.lesson or "", step.shown or "", step.text])
            start = end
    lessons = {step.lesson for step in steps if step.lesson}
    meetings = f"{chosen.sessions} meetings of {chosen.minutes} minutes" if chosen.sessions > 1 else f"{chosen.minutes} minutes"
    return View(
        sentence=f"{chosen.name}: {meetings}, {len(lessons)} lessons. It may suit {chosen.suits}.",
        caution=_CAUTION,
        table=Table(f"Your plan: {chosen.name.lower()}", ("Time", "What is done", "Lesson"), tuple(rows)),
        evidence=evidence,
        download=Download(f"plan-{plan}.csv", as_csv(_COLUMNS, saved)),
        printable=f"Plan: {chosen.name.lower()}",
    )


def clock(minutes: int) -> str:
    """Return minutes since the beginning as hours and minutes.

    >>> clock(0), clock(75)
    ('0:00', '1:15')
    """
    return f"{minutes // 60}:{minutes % 60:02d}"


def _lesson(evidence: Evidence, step: SimpleNamespace) -> Cell:
    """Return the lesson that is shown, and how much of it; none is said as a dash."""
    if not step.lesson:
        return Cell("–")
    row = evidence.row("lessons", lesson=step.lesson)
    return Cell(named(row), step.shown, href=UP + row.file)
