"""Lesson 08: what counts as high risk in which text."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from types import SimpleNamespace

from ... import wording
from ...evidence import Evidence
from ...show.charts.grid import GridCell, GridChart
from ...show.charts.grid_list import FULL, MISSING, OPEN
from ...show.table import Cell, Table
from ...show.view import View
from .personal_choice import all_cited

_KEY = "● ticked and listed;  ○ listed;  ◆ ticked, counts only with another;  ? not known"
_TOLD = 3  # texts whose answers are told: both lists of the IMWG, and Myeloma XI
_LINE = 22  # letters of a name or an answer in a line


def listed_by(text: SimpleNamespace) -> list[str]:
    """Return the findings that a row of ``risk_definitions`` lists, in its order."""
    return text.findings.split(", ") if text.findings else []


def finding_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, value) of the findings: those of the longest list, which is the first."""
    return [(finding, finding) for finding in listed_by(evidence.rows("risk_definitions")[0])]


def _pairs(text: SimpleNamespace) -> list[set[str]]:
    """Return the findings that a text counts only together."""
    return [set(pair.split(" + ")) for pair in text.together.split(", ") if pair]


def answer(text: SimpleNamespace, findings: Sequence[str]) -> str:
    """Return what a text says of a myeloma with these findings."""
    pairs = _pairs(text)
    paired = set().union(*pairs)
    count = sum(finding in listed_by(text) and finding not in paired for finding in findings)
    count += sum(pair <= set(findings) for pair in pairs)
    return (text.answer_to_none, text.answer_to_one, text.answer_to_more)[min(count, 2)]


def definitions_view(evidence: Evidence, findings: Sequence[str]) -> View:
    """Return which texts call a myeloma with these findings high-risk.

    Args:
        findings: some of the values of :func:`finding_options`, in any order.
    """
    chosen = [finding for finding, _ in finding_options(evidence) if finding in findings]
    texts = evidence.rows("risk_definitions")
    older, newer = (evidence.sources[key].year for key in ("sonneveld-imwg-2016", "avet-loiseau-2025"))
    old, new, xi = (answer(text, chosen).removesuffix(" by these findings") for text in texts[:_TOLD])
    every = len(chosen) == len(finding_options(evidence))
    who = f"With {'all' if every else 'none'} of these findings" if every or not chosen else f"With {wording.listing(chosen)}"
    answers = ("One answer", "Two answers", "Three answers")[len({old, new, xi}) - 1]
    return View(
        sentence=f"{who}: {old} by the International Myeloma Working Group's (IMWG) list of {older}, {new} by that of {newer}, "
        f"{xi} in Myeloma XI. {answers}.",
        caution="The lists say what goes with a poorer outlook. They do not say which treatment helps more.",
        notes=(
            f"Only findings in the chromosomes count here; stage is no part of the list of {older}, nor of that of Myeloma XI.",
            f"The list of {newer} asks for two findings together where that of {older} asks for one: a translocation alone, or a "
            "gain(1q) alone, is high-risk by the older list and not by the newer one.",
            "Myeloma XI calls more than one of its findings ultra-high-risk; the list of the IMWG knows no such step.",
        ),
        table=Table(
            "High risk by findings in the chromosomes: who calls it so",
            ("Text", "What it lists", "Of your ticks it lists", "Its answer"),
            tuple(_definition_row(evidence, text, chosen, number < _TOLD) for number, text in enumerate(texts)),
        ),
        chart=_chart(evidence, texts, chosen),
        evidence=evidence,
    )


def _chart(evidence: Evidence, texts: list[SimpleNamespace], chosen: Sequence[str]) -> GridChart:
    """Return a row for each text, a column for each finding, and the text's answer last."""
    findings = [finding for finding, _ in finding_options(evidence)]
    rows = []
    for text in texts:
        cells = (_cell(text, finding, chosen) for finding in findings)
        rows.append((textwrap.fill(text.name, _LINE), "", (*cells, _last_cell(text, answer(text, chosen)))))
    columns = (*(finding.replace("hyperd", "hyper-\nd") for finding in findings), "Its answer")
    shares = (*(0.9 if "\n" in column else 0.75 for column in columns[:-1]), 1.7)
    return GridChart("Which text lists it, and what it calls the myeloma", columns, tuple(rows), 2.1, shares, _KEY)


def _last_cell(text: SimpleNamespace, said: str) -> GridCell:
    """Return what a text says, in a cell that is as high as the longest of its answers: no choice moves the picture."""
    each = [textwrap.wrap(words, _LINE) for words in (text.answer_to_none, text.answer_to_one, text.answer_to_more)]
    lines = textwrap.wrap(said, _LINE)
    lines += [""] * (max(map(len, each)) - len(lines))
    return GridCell(tuple(lines), OPEN if listed_by(text) else MISSING, said)


def _cell(text: SimpleNamespace, finding: str, chosen: Sequence[str]) -> GridCell:
    """Return whether a text lists a finding, and whether it counts with those that are ticked."""
    listed = listed_by(text)
    if not listed:
        return GridCell(("?",), MISSING, "not known")
    if finding not in listed:
        return GridCell((), OPEN)
    if finding not in chosen:
        return GridCell(("○",), OPEN, "listed")
    own = [pair for pair in _pairs(text) if finding in pair]
    if own and not any(pair <= set(chosen) for pair in own):
        return GridCell(("◆",), OPEN, "ticked, counts only with another")
    return GridCell(("●",), FULL, "ticked and listed")


def _definition_row(evidence: Evidence, text: SimpleNamespace, chosen: Sequence[str], told: bool) -> tuple[Cell | str, ...]:
    """Return one text; ``told``: the answer above names what it says."""
    listed = listed_by(text)
    ticked = [finding for finding in chosen if finding in listed]
    ticks = wording.listing(ticked) or "none" if listed else answer(text, chosen)
    return (
        Cell(text.name, cites=all_cited(evidence, text.evidence_ids)),
        text.listed or wording.listing(listed),
        Cell(ticks, f"{len(ticked)} of {len(chosen)} ticked") if listed else ticks,
        Cell(answer(text, chosen), marked=told),
    )
