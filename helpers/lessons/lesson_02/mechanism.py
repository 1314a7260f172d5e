"""Lesson 02: how lenalidomide acts, as its label describes it: one protein, two ways, shown one after the other."""

from __future__ import annotations

from ... import wording
from ...evidence import Evidence
from ...show.charts.pathway import PathwayChart
from ...show.table import Cell, Table
from ...show.view import View

STEPS = (("what it binds", 0), ("the first way", 1), ("both ways", 2))


def mechanism_view(evidence: Evidence, shown: int) -> View:
    """Return the diagram up to where the ways part, with one of them, or with both.

    Args:
        shown: how many of the two ways.
    """
    rows = evidence.rows("selections", selection="how lenalidomide acts")
    chain = [row for row in rows if not row.heading]
    ways = [row for row in rows if row.heading]
    drug, target, proteins = chain
    if shown:
        last = "; ".join(f"{way.heading}: {way.label}" for way in ways[:shown])
        sentence = f"{wording.sentence_case(last)}. {wording.sentence_case(ways[shown - 1].remark)}."
    else:
        sentence = f"{wording.sentence_case(drug.label)} binds {target.label}. "
        sentence += f"Two proteins, {proteins.label}, are then marked for breakdown. What follows?"
    return View(
        sentence=sentence,
        caution="How much each way adds during maintenance is not reported in the sources of this course.",
        table=Table(
            f"How {drug.label} acts",
            ("What", "What it is, or what happens"),
            tuple(
                (Cell(wording.sentence_case(row.label), row.heading, cites=evidence.statements[row.evidence_ids]), row.remark)
                for row in [*chain, *ways[:shown]]
            ),
        ),
        chart=PathwayChart(
            f"How {drug.label} acts",
            tuple((wording.sentence_case(row.label), row.remark) for row in chain),
            tuple((*map(wording.sentence_case, (row.heading, row.label)), row.remark) for row in ways),
            shown,
        ),
        evidence=evidence,
    )
