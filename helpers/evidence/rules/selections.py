"""What the course selects and names is what it says it is."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Problem, cell
from ..schema import Table
from .rule import Tables, between, of, split_ids

_STANDS_FOR = {"TTP": "PFS", "deaths": "OS"}  # CALGB 100104 counts death as progression, and its first report gives deaths only
_SETS_OF_REPORTS = ({"any"}, {"primary", "later", "label"})


@between(
    weighed_read_outs="trial_id endpoint reports analysis_ids",
    outcomes="analysis_id trial_id endpoint",
)
def a_weighed_read_out_is_of_its_trial_and_endpoint(tables: Tables) -> Iterator[Problem]:
    """Read-outs are of the trial and endpoint for which they stand; a trial has one row for each set of reports."""
    table = tables["weighed_read_outs"]
    of_what = {row.analysis_id: (row.trial_id, _STANDS_FOR.get(row.endpoint, row.endpoint)) for row in tables["outcomes"].rows}
    reports: dict[tuple[str, str], set[str]] = {}
    for number, row in enumerate(table.rows):
        reports.setdefault((row.trial_id, row.endpoint), set()).add(row.reports)
        for read_out in split_ids(row.analysis_ids):
            if read_out in of_what and of_what[read_out] != (row.trial_id, row.endpoint):
                expected = f"a read-out of {row.trial_id} for {row.endpoint}"
                yield cell(table.file, table.key(number), "analysis_ids", read_out, expected)
    for key, found in reports.items():
        if found not in _SETS_OF_REPORTS:
            expected = "any alone, or all of primary, later and label"
            yield cell(table.file, " / ".join(key), "reports", ", ".join(sorted(found)), expected)


@between(turning_negative="study_id evidence_ids", duration_mrd="row_id trial_id", outcomes="row_id trial_id")
def a_study_of_turning_negative_has_two_figures(tables: Tables) -> Iterator[Problem]:
    """Its sentence sets two figures of one trial side by side."""
    table = tables["turning_negative"]
    trial_of = {row.row_id: row.trial_id for name in ("duration_mrd", "outcomes") for row in tables[name].rows}
    for row in table.rows:
        trials = [trial_of.get(name) for name in split_ids(row.evidence_ids)]
        if len(trials) != 2 or trials[0] != trials[1]:
            yield cell(table.file, row.study_id, "evidence_ids", row.evidence_ids, "two figures of one trial")


@of("harm_names", columns="event second_cancer before_progression")
def a_harm_is_what_its_words_say(table: Table) -> Iterator[Problem]:
    """A second cancer is called SPM in the data, and a count before progression says so."""
    for row in table.rows:
        for column, wanted in (
            ("second_cancer", row.event.startswith("SPM")),
            ("before_progression", "before progression" in row.event),
        ):
            if getattr(row, column) != wanted:
                yield cell(
                    table.file, row.event, column, str(not wanted).lower(), f"{str(wanted).lower()}, as the harm is called,"
                )


@between(named_side_effects="drug_id side_effect fact_id boxed_warning", drug_facts="row_id drug_id topic")
def a_side_effect_is_named_by_its_fact(tables: Tables) -> Iterator[Problem]:
    """The fact is about the drug, and about boxed warnings where it says so."""
    table = tables["named_side_effects"]
    facts = {row.row_id: row for row in tables["drug_facts"].rows}
    for number, row in enumerate(table.rows):
        fact, where = facts.get(row.fact_id), table.key(number)
        if fact and fact.drug_id != row.drug_id:
            yield cell(table.file, where, "drug_id", row.drug_id, f"{fact.drug_id}, the drug of {row.fact_id},")
        if fact and row.boxed_warning != ("boxed" in fact.topic):
            yield cell(
                table.file, where, "boxed_warning", str(row.boxed_warning).lower(), f"what the topic of {row.fact_id} says"
            )
