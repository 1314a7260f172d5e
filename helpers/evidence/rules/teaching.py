"""What stands in the instructor's guide: notes on explorers, and the minutes of a plan."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Problem, cell
from ..schema import Table
from .rule import Tables, between, of


@of("teaching_notes", columns="note_id kind explorer")
def what_is_asked_before_names_its_explorer(table: Table) -> Iterator[Problem]:
    """A question that comes before an explorer names it; nothing else does."""
    for row in table.rows:
        if (row.kind == "ask before") != (row.explorer is not None):
            yield cell(table.file, row.note_id, "explorer", row.explorer, 'an explorer exactly where the kind is "ask before"')


@between(plans="plan_id sessions minutes", teaching_plans="plan_id session minutes")
def the_minutes_of_a_meeting_add_up(tables: Tables) -> Iterator[Problem]:
    """Each meeting of a plan is as long as the plan says, and there are as many as it says."""
    for plan in tables["plans"].rows:
        own = [row for row in tables["teaching_plans"].rows if row.plan_id == plan.plan_id]
        sums = {number: sum(row.minutes for row in own if row.session == number) for number in {row.session for row in own}}
        if sums != dict.fromkeys(range(1, plan.sessions + 1), plan.minutes):
            told = ", ".join(f"{number}: {minutes}" for number, minutes in sorted(sums.items())) or "none"
            wanted = f"meetings 1 to {plan.sessions} of {plan.minutes} minutes each"
            yield cell(tables["teaching_plans"].file, plan.plan_id, "minutes", told, wanted)


@of("profile_lessons", columns="profile_id position")
def the_lessons_of_a_learner_are_counted_from_one(table: Table) -> Iterator[Problem]:
    """The lessons that serve a kind of learner are 1, 2, 3 and so on."""
    yield from _miscounted(table, "profile_id")


@of("teaching_plans", columns="plan_id session position")
def the_parts_of_a_meeting_are_counted_from_one(table: Table) -> Iterator[Problem]:
    """What is done in a meeting is 1, 2, 3 and so on."""
    yield from _miscounted(table, "plan_id", "session")


def _miscounted(table: Table, *groups: str) -> Iterator[Problem]:
    counted: dict[tuple, int] = {}
    for number, row in enumerate(table.rows):
        group = tuple(getattr(row, name) for name in groups)
        counted[group] = counted.get(group, 0) + 1
        if row.position != counted[group]:
            yield cell(table.file, table.key(number), "position", row.position, str(counted[group]))
