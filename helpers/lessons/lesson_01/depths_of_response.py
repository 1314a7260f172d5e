"""Lesson 01: the depths of a response, as they are defined."""

from __future__ import annotations

from ...evidence import Evidence
from ...show.table import Cell, Table
from ...show.view import View


def responses_view(evidence: Evidence) -> View:
    """Return the depths of response as the International Myeloma Working Group defines them, from partial to MRD-negative."""
    selected = [
        (row.label, evidence.statements[row.evidence_ids]) for row in evidence.rows("selections", selection="depths of response")
    ]
    year = evidence.sources[selected[0][1].source_id].year
    return View(
        sentence="From partial response to MRD-negative, each step means that less myeloma is found; sustained means that it was "
        "confirmed a year later.",
        notes=("M-protein is the antibody that the myeloma cells make; FLC are free light chains, a part of it.",),
        table=Table(
            f"Depths of response, IMWG criteria of {year}, shallow to deep",
            ("Response", "Definition"),
            tuple((Cell(label, cites=defined), defined.words) for label, defined in selected),
        ),
        evidence=evidence,
    )
