"""Lesson 02: which drug was approved for what, where and when, as a grid of drugs by places."""

from __future__ import annotations

from types import SimpleNamespace

from ... import wording
from ...evidence import Evidence
from ...show.charts.colours import treatment_colour
from ...show.charts.grid import GridCell, GridChart
from ...show.charts.grid_list import FULL, MISSING, OPEN
from ...show.table import Cell, Table
from ...show.view import View
from ..shared.decisions import APPROVED, NO_DATE, NOT_FOUND, NOT_FOUND_SIGN, RECOMMENDED, SHORT, SIGNS, date_words, in_places

ANY = "any"


def drug_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, id) of the drugs of the grid."""
    return [("every drug", ANY), *((drug, drug) for drug in _drugs(evidence))]


def _drugs(evidence: Evidence) -> list[str]:
    """Return the drugs that are compared, and any other on which something was decided."""
    compared = [row.drug_id for row in evidence.rows("drugs", in_comparison=True)]
    return list(dict.fromkeys([*compared, *(row.drug_id for row in evidence.rows("decisions"))]))


def approvals_view(evidence: Evidence, drug: str) -> View:
    """Return what was decided on a drug, or on all, by place: as a grid, and as a table with the sources.

    Args:
        drug: the id of a drug, or ``ANY``.
    """
    drugs = [name for name in _drugs(evidence) if drug in (ANY, name)]
    decisions = [row for row in evidence.rows("decisions") if row.drug_id in drugs]
    decisions.sort(key=lambda row: row.date or "9999")
    without = [row for row in _without_decision(evidence) if row.drug_id in drugs]
    title = "Maintenance: what was decided where" if drug == ANY else f"Maintenance with {drug}: what was decided where"
    return View(
        sentence=_sentence(drugs, decisions),
        caution="An approval names a country, a use and a date; not found does not mean that there is none.",
        notes=("Only what the course's sources say is shown; more decisions may exist.",),
        table=Table(
            title,
            ("Date", "Where", "Drug", "Decision"),
            (*(_decision_row(evidence, row) for row in decisions), *(_status_row(evidence, row) for row in without)),
        ),
        chart=GridChart(
            title,
            tuple(_places(evidence).values()),
            tuple((name, treatment_colour((name,)), _cells(evidence, name, decisions, without)) for name in drugs),
        ),
        evidence=evidence,
    )


def _places(evidence: Evidence) -> dict[str, str]:
    """Return the places of the grid, by the feature of the comparison that tells of them."""
    return {row.feature_id: row.region for row in evidence.rows("features") if row.region}


def _without_decision(evidence: Evidence) -> list[SimpleNamespace]:
    """Return what a text says on a drug and a place for which no decision is listed, as rows of ``drug_features``."""
    decided = {(row.drug_id, row.jurisdiction) for row in evidence.rows("decisions")}
    places = _places(evidence)
    told = (row for row in evidence.rows("drug_features") if row.status)
    return [row for row in told if (row.drug_id, places[row.feature_id]) not in decided]


def _sentence(drugs: list[str], decisions: list[SimpleNamespace]) -> str:
    """Say where the drugs were approved or recommended for maintenance."""
    found = []
    for name in drugs:
        for kind in (APPROVED, RECOMMENDED):
            own = (row for row in decisions if row.drug_id == name and row.kind == kind)
            if places := list(dict.fromkeys(row.jurisdiction for row in own)):
                found.append(f"{name} {SHORT[kind]} {in_places(places)}")
    if not found:
        return f"{wording.sentence_case(wording.listing(drugs))}: no approval for maintenance was found."
    return f"For maintenance: {'; '.join(found)}."


def _cells(
    evidence: Evidence, drug: str, decisions: list[SimpleNamespace], without: list[SimpleNamespace]
) -> tuple[GridCell, ...]:
    """Return a drug's cells: its decisions place by place, each kind once with its dates; else what a text says; else a gap."""
    cells = []
    for feature, place in _places(evidence).items():
        kinds: dict[str, list[str]] = {}
        for row in decisions:
            if (row.drug_id, row.jurisdiction) == (drug, place):
                kinds.setdefault(row.kind, []).append(date_words(row.date))
        for row in without:
            if (row.drug_id, row.feature_id) == (drug, feature):
                kinds[row.status] = []
        lines = [line for kind, dates in kinds.items() for line in (f"{SIGNS[kind]} {SHORT[kind]}", *map(_indented, dates))]
        fill = MISSING if not kinds else FULL if {APPROVED, RECOMMENDED} & set(kinds) else OPEN
        cells.append(GridCell(tuple(lines) or (f"{NOT_FOUND_SIGN} {NOT_FOUND}",), fill))
    return tuple(cells)


def _indented(date: str) -> str:
    return f"    {date}"


def _decision_row(evidence: Evidence, row: SimpleNamespace) -> tuple[str | Cell, ...]:
    decision = Cell(wording.sentence_case(row.kind), row.words, cites=evidence.statements[row.evidence_ids])
    return date_words(row.date), row.jurisdiction, row.drug_id, decision


def _status_row(evidence: Evidence, row: SimpleNamespace) -> tuple[str | Cell, ...]:
    links = evidence.rows("drug_feature_sources", drug_id=row.drug_id, feature_id=row.feature_id)
    said = Cell(wording.sentence_case(row.status), row.detail or "", cites=[evidence.sources[link.source_id] for link in links])
    return NO_DATE, _places(evidence)[row.feature_id], row.drug_id, said
