"""The course's evidence: every figure, its unit, state, population and source, read once and checked.

``load()`` gives an :class:`Evidence`; views take figures from it and from nowhere else.
"""

from __future__ import annotations

import os
from functools import cache, cached_property
from pathlib import Path
from types import SimpleNamespace

from .checks import DATA, examine, refuse
from .frames import Frames
from .lookup import Lookup
from .model import Analysis, Estimate, Harm, Quantity, Source, Statement, Trial
from .own_rows import VARIABLE
from .problems import EvidenceError, Problem
from .rules import split_ids
from .schema import Table
from .states import NOT_ESTIMABLE, NOT_REACHED, NOT_REPORTED, REPORTED, STATES

__all__ = [
    "DATA", "NOT_ESTIMABLE", "NOT_REACHED", "NOT_REPORTED", "REPORTED", "STATES", "Analysis", "Estimate", "Evidence",
    "EvidenceError", "Harm", "Problem", "Quantity", "Source", "Statement", "Trial", "load", "split_ids",
]  # fmt: skip


class Evidence:
    """All tables of a data folder.

    Attributes:
        package: the data dictionary.
        read: the tables as they were read.
        tables: one data frame per resource, with nullable dtypes (an empty cell is ``pd.NA``): for students. The course
            itself takes ``rows``, so that a lesson is live before pandas is loaded.
        figures: every reported figure by its row id, an :class:`Estimate` with value, interval, state and unit.
        analyses: every read-out by its id, an :class:`Analysis`: what one source gives for one endpoint of one trial.
        trials, sources, statements: by their ids.

    Example:
        >>> from helpers.evidence import load
        >>> figure = load().figures["O0002"]
        >>> figure.value.value, figure.value.unit, figure.arm, figure.source_id
        (23.5, 'months', 'control', 'mccarthy-2017')
        >>> load().analyses["mccarthy-2017-ipd-ma/pfs/mccarthy-2017"].hazard_ratio.value.text
        '0.48'
        >>> print(load().describe("schedules").splitlines()[0])
        On which days of a cycle a drug is taken, and how much, by label or guideline (2 rows, data/schedules.csv)
    """

    def __init__(self, package: dict, read: dict[str, Table]):
        self.package = package
        self.read = read
        self.tables = Frames(read)
        self._lookup = Lookup(read)

    def rows(self, table: str, **wanted: object) -> list[SimpleNamespace]:
        """Return the rows of a table whose columns hold what is wanted, in the order of the file.

        An attribute for each column: empty text is "", any other empty cell None.
        """
        return self._lookup.find(table, wanted)

    def describe(self, table: str) -> str:
        """Return what a table holds: its title, where its rows come from, and each column with type, unit and meaning.

        The words are those of the data dictionary (``data/datapackage.json``), which the tests hold against the data.
        """
        resource = next(resource for resource in self.package["resources"] if resource["name"] == table)
        lines = [f"{resource['title']} ({len(self.read[table])} rows, data/{resource['path']})"]
        for column in resource["schema"]["fields"]:
            unit = "" if column["unit"] == "none" else f", {column['unit']}"
            lines.append(f"  {column['name']} ({column['type']}{unit}): {column['description']}")
        return "\n".join(lines)

    def row(self, table: str, **wanted: object) -> SimpleNamespace:
        """Return the one row of a table whose columns hold what is wanted.

        Raises:
            KeyError: if there is none, or more than one.
        """
        found = self.rows(table, **wanted)
        if len(found) != 1:
            raise KeyError(f"{len(found)} rows of {table} have {wanted}.")
        return found[0]

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """Every statement and definition, by its row id."""
        found = {}
        for table, words in (("drug_facts", "statement"), ("duration_statements", "statement"), ("definitions", "definition")):
            for row in self.rows(table):
                topic = row.term if table == "definitions" else row.topic
                trial, checked = getattr(row, "trial_id", ""), getattr(row, "second_extraction", "")
                found[row.row_id] = Statement(
                    row.row_id, table, topic, getattr(row, words), trial, row.source_id, row.read_in, checked
                )
        return found

    def gaps(self, trial_id: str) -> list[str]:
        """Return what was looked for in the public texts on a trial, and not found."""
        return [row.missing for row in self.rows("gaps", trial_id=trial_id)]

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Every source by its id."""
        return {record["source_id"]: Source(**record) for record in self.read["sources"].records()}

    @cached_property
    def trials(self) -> dict[str, Trial]:
        """Every trial by its id."""
        return {record["trial_id"]: Trial(**record) for record in self.read["trials"].records()}

    @cached_property
    def analyses(self) -> dict[str, Analysis]:
        """Every read-out of ``outcomes`` by its id, in the order of the file."""
        groups: dict[str, list[dict]] = {}
        for record in self.read["outcomes"].records():
            groups.setdefault(record["analysis_id"], []).append(record)
        return {key: self._analysis(key, rows) for key, rows in groups.items()}

    def _analysis(self, key: str, rows: list[dict]) -> Analysis:
        first = rows[0]
        return Analysis(
            analysis_id=key,
            trial=self.trials[first["trial_id"]],
            drugs=(first["drug_id"],) if first["drug_id"] else self.drugs_tested(first["trial_id"]),
            drug_of_comparison=first["drug_id"],
            population=first["population"],
            whole_trial=first["whole_trial"],
            endpoint=first["endpoint"],
            endpoint_name=self.endpoint_names[first["endpoint"]],
            follow_up_months=first["median_follow_up_months"],
            estimates=tuple(_estimate(row) for row in rows),
        )

    def read_outs(
        self, trial: str | None = None, endpoint: str | None = None, source: str | None = None, row: str | None = None
    ) -> list[Analysis]:
        """Return the read-outs with this trial, endpoint, source and row of ``outcomes``, in the order of the file; None: any."""
        return [
            analysis
            for analysis in self.analyses.values()
            if trial in (None, analysis.trial.trial_id)
            and endpoint in (None, analysis.endpoint)
            and (source is None or source in analysis.source_ids)
            and (row is None or any(estimate.row_id == row for estimate in analysis.estimates))
        ]

    @cached_property
    def harms(self) -> tuple[Harm, ...]:
        """Every harm of ``safety``, one for each trial, event, grade, measure, time and source, in the order of the file."""
        order = {"experimental": 0, "control": 1, "both arms": 2}
        groups: dict[tuple, list[dict]] = {}
        keys = ("trial_id", "event", "grade", "measure", "timepoint_months", "median_follow_up_months", "source_id")
        for record in self.records.values():
            if "event" in record:
                groups.setdefault(tuple(record[key] for key in keys), []).append(record)
        return tuple(
            Harm(
                self.trials[key[0]],
                *key[1:],
                estimates=tuple(_estimate(r) for r in sorted(rows, key=lambda r: order[r["arm"]])),
                named=self.row("harm_names", event=key[1]),
            )
            for key, rows in groups.items()
        )

    @cached_property
    def endpoint_names(self) -> dict[str, str]:
        """The full name of every endpoint by its short one ("PFS": "progression-free survival")."""
        return {row.endpoint: row.name for row in self.rows("endpoints")}

    def drugs_tested(self, trial_id: str) -> tuple[str, ...]:
        """Return the drugs that a trial tested (not those that both arms received)."""
        return tuple(row.drug_id for row in self.rows("trial_drugs", trial_id=trial_id, role="tested"))

    @cached_property
    def conflicts(self) -> dict[str, list[tuple[str, str]]]:
        """What other texts print differently, by the row of the figure: both sides in words, and the source of the other."""
        found: dict[str, list[tuple[str, str]]] = {}
        for row in self.rows("conflicts"):
            found.setdefault(row.row_id, []).append((row.statement, row.source_id))
        return found

    def read_in(self, source_id: str) -> tuple[str, ...]:
        """Return where the rows that cite a source were read (the text itself, or a summary of it), each place once."""
        places: dict[str, None] = {}
        for table in self.read.values():
            if "read_in" in table.columns and "source_id" in table.columns:
                places.update(dict.fromkeys(row.read_in for row in table.rows if row.source_id == source_id))
        return tuple(places)

    @cached_property
    def records(self) -> dict[str, dict]:
        """Every row of ``outcomes``, ``safety`` and ``duration_mrd`` by its id: empty text is "", an empty number None."""
        names = ("outcomes", "safety", "duration_mrd")
        return {record["row_id"]: record for name in names for record in self.read[name].records()}

    @cached_property
    def figures(self) -> dict[str, Estimate]:
        """Every figure of ``outcomes``, ``safety`` and ``duration_mrd`` by its row id."""
        return {key: _estimate(record) for key, record in self.records.items()}


def _estimate(record: dict) -> Estimate:
    unit, text = record["unit"], record["_text"]
    return Estimate(
        row_id=record["row_id"],
        trial_id=record["trial_id"],
        measure=record["measure"],
        arm=record["arm"],
        arm_label=record.get("arm_label") or record.get("group", ""),
        value=Quantity(record["value"], record["state"], unit, text["value"]),
        low=Quantity(record["ci_low"], record["ci_low_state"], unit, text["ci_low"]),
        high=Quantity(record["ci_high"], record["ci_high_state"], unit, text["ci_high"]),
        p_relation=record.get("p_relation") or None,
        p_value=record.get("p_value"),
        p_text=text.get("p_value", ""),
        timepoint_months=record["timepoint_months"],
        note=record["note"],
        source_id=record["source_id"],
        read_in=record["read_in"],
        second_extraction=record["second_extraction"],
        count=record.get("n_events", record.get("n")),
        of=record.get("n_total", record.get("denominator")),
        credible=record.get("credible", False),
    )


@cache
def load(folder: Path = DATA) -> Evidence:
    """Read and check a data folder once, and return its evidence.

    Args:
        folder: with ``datapackage.json`` and the tables that it names; the course's own if none is given.

    Raises:
        EvidenceError: if anything in the folder breaks the dictionary or a rule; it names every problem, a sentence each.

    Example:
        >>> from helpers.evidence import load
        >>> load().trials["auriga"].comparator
        'active treatment'
    """
    named = os.environ.get(VARIABLE) if folder == DATA else None
    package, tables = refuse(*examine(folder, own=Path(named) if named else None))
    return Evidence(package, tables)
