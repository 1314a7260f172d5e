"""Lesson 01: the depths of a response, as they are defined: steps down past what two kinds of test can find."""

from __future__ import annotations

from ... import wording
from ...evidence import Evidence
from ...show.charts.staircase import StaircaseChart
from ...show.table import Cell, Table
from ...show.view import View


def responses_view(evidence: Evidence) -> View:
    """Return the depths of response as the International Myeloma Working Group defines them, from partial to MRD-negative."""
    rows = evidence.rows("selections", selection="depths of response")
    selected = [(row.label, evidence.statements[row.evidence_ids]) for row in rows]
    year = evidence.sources[selected[0][1].source_id].year
    waters: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        waters.setdefault(wording.sentence_case(row.heading), []).append((wording.sentence_case(row.label), row.remark))
    return View(
        sentence="From partial response to MRD-negative, each step means that less myeloma is found; sustained means that it was "
        "confirmed at least a year later.",
        caution="Schematic: the steps have no scale. The official wording of each stands in All the numbers.",
        notes=("M-protein is the antibody that the myeloma cells make; FLC are free light chains, a part of it.",),
        table=Table(
            f"Depths of response, IMWG criteria of {year}, shallow to deep",
            ("Response", "Definition"),
            tuple((Cell(label, cites=defined), defined.words) for label, defined in selected),
        ),
        chart=StaircaseChart(
            f"Depths of response, criteria of {year}", tuple((found, tuple(steps)) for found, steps in waters.items())
        ),
        evidence=evidence,
    )
