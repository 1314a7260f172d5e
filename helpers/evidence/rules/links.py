"""What points at something else points at something that is there."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..problems import Problem, cell, shown
from ..schema import Table
from ..states import REPORTED
from .rule import RULES, Rule, Tables, between, of, split_ids


@between(drug_features="drug_id feature_id state short", drug_feature_sources="drug_id feature_id")
def a_cell_of_the_comparison_has_its_support(tables: Tables) -> Iterator[Problem]:
    """A reported cell has words and a source; a cell that is not reported has neither."""
    sourced = {(row.drug_id, row.feature_id) for row in tables["drug_feature_sources"].rows}
    table = tables["drug_features"]
    for row in table.rows:
        where, reported = f"{row.drug_id} / {row.feature_id}", row.state == REPORTED
        if reported == (row.short is None):
            yield cell(table.file, where, "short", row.short, "words exactly where the state is reported")
        if reported != ((row.drug_id, row.feature_id) in sourced):
            yield cell("drug_feature_sources.csv", where, "source_id", None, "a source exactly for reported cells")


@between(drugs="drug_id in_comparison", features="feature_id", drug_features="drug_id feature_id")
def the_comparison_is_complete(tables: Tables) -> Iterator[Problem]:
    """A drug of the comparison has a cell for every feature, any other drug has none."""
    cells = {(row.drug_id, row.feature_id) for row in tables["drug_features"].rows}
    for drug in tables["drugs"].rows:
        for feature in tables["features"].rows:
            if drug.in_comparison != ((drug.drug_id, feature.feature_id) in cells):
                where = f"{drug.drug_id} / {feature.feature_id}"
                wanted = f"a cell for every feature exactly where drugs.csv says in_comparison (it says {drug.in_comparison})"
                yield cell("drug_features.csv", where, "feature_id", None, wanted)


@between(features="feature_id region", drug_features="drug_id feature_id state status", decisions="drug_id jurisdiction kind")
def an_approval_has_its_status(tables: Tables) -> Iterator[Problem]:
    """A reported cell on a region says what the decision there comes to, as one of the decisions there; no other cell does."""
    region = {row.feature_id: row.region for row in tables["features"].rows}
    kinds: dict[tuple[str, str], set[str]] = {}
    for row in tables["decisions"].rows:
        kinds.setdefault((row.drug_id, row.jurisdiction), set()).add(row.kind)
    table = tables["drug_features"]
    for row in table.rows:
        place = region.get(row.feature_id)
        decided = kinds.get((row.drug_id, place))
        wanted = place is not None and row.state == REPORTED
        if wanted != (row.status is not None) or (wanted and decided and row.status not in decided):
            expected = ", or ".join(sorted(decided)) if wanted and decided else "a status exactly in reported cells on a region"
            yield cell(table.file, f"{row.drug_id} / {row.feature_id}", "status", row.status, expected)


@of("selections", columns="selection_id selection subgroup_id study_id")
def a_selection_names_what_its_view_is_of(table: Table) -> Iterator[Problem]:
    """A group of people names its subgroup, a bar of a study of stopping that study, and nothing else names either."""
    for row in table.rows:
        for column, view in (("subgroup_id", "subgroup"), ("study_id", "stopping study")):
            if (getattr(row, column) is None) == (row.selection == view):
                yield cell(table.file, row.selection_id, column, getattr(row, column), f"a key exactly where the view is {view}")


@of("errata", columns="errata_id was corrected")
def a_correction_changes_something(table: Table) -> Iterator[Problem]:
    """What stands there now is not what stood there before."""
    for row in table.rows:
        if row.was == row.corrected:
            yield cell(table.file, row.errata_id, "was", row.was, "another text than in column corrected")


@of("evidence_changes", columns="change_id before after")
def a_change_of_the_evidence_changes_something(table: Table) -> Iterator[Problem]:
    """What the course says now is not what it said before."""
    for row in table.rows:
        if row.before == row.after:
            yield cell(table.file, row.change_id, "after", row.after, "another text than in column before")


_SOURCED = ("outcomes", "safety", "duration_mrd", "duration_statements", "drug_facts", "definitions")


@between(evidence_changes="change_id evidence_ids source_id", **dict.fromkeys(_SOURCED, "row_id source_id"))
def a_change_is_brought_by_the_source_of_its_rows(tables: Tables) -> Iterator[Problem]:
    """The source that brought a change is that of one of the rows that say so."""
    source_of = {row.row_id: row.source_id for name in _SOURCED for row in tables[name].rows}
    table = tables["evidence_changes"]
    for row in table.rows:
        if row.source_id not in {source_of.get(name) for name in split_ids(row.evidence_ids)}:
            yield cell(table.file, row.change_id, "source_id", row.source_id, f"the source of one of {row.evidence_ids}")


def a_correction_is_in_force(tables: Tables) -> Iterator[Problem]:
    """A corrected cell of the errata log holds what the log says it was corrected to."""
    file = tables["errata"].file
    for row in tables["errata"].rows:
        table = tables.get(row.table)
        if table is None or row.column not in table.columns:
            yield cell(file, row.errata_id, "table", row.table, "a table and a column that exist")
            continue
        keys = table.text[next(iter(table.columns))]
        cells = [table.text[row.column][number] for number, value in enumerate(keys) if value == row.row_id]
        if cells != [row.corrected or ""]:
            where = f"{shown(row.table)}, row {shown(row.row_id)},"
            words = f'"{shown(row.corrected or "")}" in {where}'
            yield cell(file, row.errata_id, "corrected", "; ".join(cells), words)


@between(objectives="objective_id lesson question_ids", questions="question_id lesson")
def every_objective_has_its_question(tables: Tables) -> Iterator[Problem]:
    """Each objective names at least one self-check question of its own lesson."""
    lesson_of = {row.question_id: row.lesson for row in tables["questions"].rows}
    for row in tables["objectives"].rows:
        for question in split_ids(row.question_ids):
            if question in lesson_of and (lesson_of[question] != row.lesson or "-Q" not in question):
                expected = f"a self-check question of lesson {row.lesson}"
                yield cell(tables["objectives"].file, row.objective_id, "question_ids", question, expected)


def _is_day(text: str) -> bool:
    """Say whether "2024", "2024-07" or "2024-07-30" stands in the calendar."""
    try:
        datetime.date.fromisoformat(text + "0000-01-01"[len(text) :])
    except ValueError:
        return False
    return True


@of("decisions", "drug_features", "errata", "evidence_changes", columns="date")
def a_date_is_in_the_calendar(table: Table) -> Iterator[Problem]:
    """There is no 31 June."""
    for number, date in enumerate(table.columns["date"]):
        if date is not None and not _is_day(date):
            yield cell(table.file, table.key(number), "date", date, "a day of the calendar")


@of("sources", columns="source_id year checked")
def a_source_is_no_younger_than_its_check(table: Table) -> Iterator[Problem]:
    """A text was published before somebody read it."""
    for row in table.rows:
        if row.year is not None and str(row.year) > row.checked[:4]:
            yield cell(table.file, row.source_id, "year", row.year, f"a year up to {row.checked[:4]}, when it was checked,")


# reads any table, so it runs last and on whatever was read
RULES.append(
    Rule(
        "a_correction_is_in_force",
        {"errata": ("errata_id", "table", "row_id", "column", "corrected")},
        lambda tables: list(a_correction_is_in_force(tables)),
        of_all=True,
    )
)
