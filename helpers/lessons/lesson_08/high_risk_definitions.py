"""Lesson 08: what counts as high risk in which text."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

from ... import wording
from ...evidence import Evidence
from ...show.table import Cell, Table
from ...show.view import View
from .personal_choice import all_cited


def listed_by(text: SimpleNamespace) -> list[str]:
    """Return the findings that a row of ``risk_definitions`` lists, in its order."""
    return text.findings.split(", ") if text.findings else []


def finding_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, value) of the findings: those of the longest list, which is the first."""
    return [(finding, finding) for finding in listed_by(evidence.rows("risk_definitions")[0])]


def answer(text: SimpleNamespace, findings: Sequence[str]) -> str:
    """Return what a text says of a myeloma with these findings."""
    pairs = [pair.split(" + ") for pair in text.together.split(", ") if pair]
    paired = {finding for pair in pairs for finding in pair}
    count = sum(finding in listed_by(text) and finding not in paired for finding in findings)
    count += sum(set(pair) <= set(findings) for pair in pairs)
    return (text.answer_to_none, text.answer_to_one, text.answer_to_more)[min(count, 2)]


def definitions_view(evidence: Evidence, findings: Sequence[str]) -> View:
    """Return which texts call a myeloma with these findings high-risk.

    Args:
        findings: some of the values of :func:`finding_options`, in any order.
    """
    chosen = [finding for finding, _ in finding_options(evidence) if finding in findings]
    texts = evidence.rows("risk_definitions")
    imwg, xi = (answer(text, chosen) for text in texts if not text.listed)
    older, newer = (evidence.sources[key].year for key in ("sonneveld-imwg-2016", "avet-loiseau-2025"))
    who = f"With {wording.listing(chosen)}" if chosen else "With none of these findings"
    end = "The same person, two answers." if imwg != xi else "Here both texts use the same word."
    return View(
        sentence=f"{who}: {imwg} by the {older} list of the International Myeloma Working Group (IMWG), {xi} in Myeloma XI. "
        f"{end}",
        caution="The lists say what goes with a poorer outlook. They do not say which treatment helps more.",
        notes=(
            "Only findings in the chromosomes count here; stage is no part of these two definitions.",
            f"The list of {newer} asks for two findings together where that of {older} asks for one: a translocation alone, or a "
            "gain(1q) alone, is high-risk by the older list and not by the newer one.",
            "Myeloma XI calls more than one of its findings ultra-high-risk; the list of the IMWG knows no such step.",
        ),
        table=Table(
            "High risk by findings in the chromosomes: who calls it so",
            ("Text", "What it lists", "Of your ticks it lists", "Its answer"),
            tuple(_definition_row(evidence, text, chosen) for text in texts),
        ),
        evidence=evidence,
    )


def _definition_row(evidence: Evidence, text: SimpleNamespace, chosen: Sequence[str]) -> tuple[Cell | str, ...]:
    """Return one text; only a list of nothing but findings gives an answer that two lists can be compared by."""
    listed = listed_by(text)
    ticked = [finding for finding in chosen if finding in listed]
    ticks = wording.listing(ticked) or "none" if listed else answer(text, chosen)
    return (
        Cell(text.name, cites=all_cited(evidence, text.evidence_ids)),
        text.listed or wording.listing(listed),
        ticks if text.listed else Cell(ticks, f"{len(ticked)} of {len(chosen)} ticked"),
        Cell(answer(text, chosen), marked=not text.listed),
    )
