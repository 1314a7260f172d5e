"""Blood counts, topics of living with maintenance, trials under way: each says what its statements say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..problems import Problem, cell
from ..schema import Table
from ..states import REPORTED
from .rule import Tables, between, of, split_ids


def _stands_in(number: int, words: str) -> bool:
    """Return whether a count stands in words, for a microlitre ("75,000", "1000") or for a litre ("50 x 10^9")."""
    litre = [f"{number / 1000:.1f} x 10^9", f"{number / 1000:g} x 10^9"]
    return any(re.search(rf"(?<![\d.,]){re.escape(form)}(?![\d,.]*\d)", words) for form in (f"{number:,}", f"{number}", *litre))


@between(count_rules="rule_id cells moment place per_mcl state statement_id", drug_facts="row_id statement")
def a_count_stands_in_its_statement(tables: Tables) -> Iterator[Problem]:
    """A count that is reported stands in the statement that it names; one that is not reported has neither."""
    said = {row.row_id: row.statement for row in tables["drug_facts"].rows}
    table = tables["count_rules"]
    for row in table.rows:
        reported = row.state == REPORTED
        if (row.per_mcl is None) == reported or (row.statement_id is None) == reported:
            yield cell(table.file, row.rule_id, "state", row.state, "reported exactly where there are a count and its statement")
        elif reported and not _stands_in(row.per_mcl, said.get(row.statement_id, "")):
            yield cell(table.file, row.rule_id, "per_mcl", row.per_mcl, f"a count that stands in {row.statement_id}")


@of("count_rules", columns="rule_id cells moment place")
def a_count_stands_once(table: Table) -> Iterator[Problem]:
    """Each kind of cells has one rule for each moment and place."""
    first: dict[tuple[str, str, str], str] = {}
    for row in table.rows:
        same = first.setdefault((row.cells, row.moment, row.place), row.rule_id)
        if same != row.rule_id:
            yield cell(table.file, row.rule_id, "cells", row.cells, f"no second rule beside {same}")


@of("living_topics", columns="topic_id part")
def topics_of_one_list_stand_together(table: Table) -> Iterator[Problem]:
    """The problems come first, then what was measured of life on maintenance."""
    seen_life = False
    for row in table.rows:
        seen_life = seen_life or row.part == "life"
        if seen_life and row.part == "problem":
            yield cell(table.file, row.topic_id, "part", row.part, "life, as in the rows above,")


@between(
    trials_under_way="trial_id randomised people control statement_ids",
    drug_facts="row_id statement",
    duration_statements="row_id statement",
)
def a_trial_under_way_is_what_its_statements_say(tables: Tables) -> Iterator[Problem]:
    """Chance decides exactly where a control is named; the number of people stands in a statement."""
    said = {row.row_id: row.statement for name in ("drug_facts", "duration_statements") for row in tables[name].rows}
    table = tables["trials_under_way"]
    for row in table.rows:
        if row.randomised != (row.control is not None):
            yield cell(table.file, row.trial_id, "randomised", row.randomised, "true exactly where a control is named")
        words = " ".join(said.get(name, "") for name in split_ids(row.statement_ids))
        if row.people is not None and not _stands_in(row.people, words):
            yield cell(table.file, row.trial_id, "people", row.people, "a number of people that stands in its statements")
