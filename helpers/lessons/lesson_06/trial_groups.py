"""Lesson 06: results too many for one screen. Their groups come first, by comparator; a large group has pages."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

import ipywidgets as widgets

from ... import wording
from ...evidence import Analysis, Evidence, Source, load
from ...show.table import Cell, Table
from ...widgets.controls import offer

ANY = "any"
_RESULTS = 12  # of a page at the most
_LINES = 15  # of a picture that is shown whole, headings included
_POOLED = {"placebo or observation", "mixed"}  # of meta-analyses: their trials had one or another
_PAGE = "/"  # between a comparator and the number of a page, where the page is not the first


def select(evidence: Evidence, drug: str, setting: str, comparator: str, endpoint: str) -> list[Analysis]:
    """Return the read-outs that pass all filters, in the order of the file; ``comparator`` may name a page."""
    against = comparator.partition(_PAGE)[0]
    return [
        a
        for a in evidence.read_outs(endpoint=endpoint)
        if drug in (ANY, *a.drugs) and setting in (ANY, a.trial.setting) and against in (ANY, a.trial.comparator)
    ]


def grouped(analyses: Sequence[Analysis]) -> dict[str, list[Analysis]]:
    """Return the read-outs by their comparator, both in the order given."""
    groups: dict[str, list[Analysis]] = {}
    for analysis in analyses:
        groups.setdefault(analysis.trial.comparator, []).append(analysis)
    return groups


def heading(comparator: str) -> str:
    """Return what stands above the read-outs with a comparator."""
    named = {"mixed": "Against mixed comparators, pooled", "none": "One group, no comparison"}
    return named.get(comparator, f"Against {_in_words(comparator)}")


def _in_words(comparator: str) -> str:
    return f"{comparator}, pooled" if comparator in _POOLED else comparator


def too_many(analyses: Sequence[Analysis]) -> bool:
    """Whether the read-outs with any comparator need more than one screen, so that their groups come first."""
    return len(analyses) > _RESULTS or len(analyses) + len(grouped(analyses)) > _LINES


def pages(analyses: Sequence[Analysis]) -> list[list[Analysis]]:
    """Return the read-outs cut into pages of about the same length; none is too long for one screen."""
    number = max(1, math.ceil(len(analyses) / _RESULTS))
    ends = [len(analyses) * page // number for page in range(number + 1)]
    return [list(analyses[start:end]) for start, end in itertools.pairwise(ends)]


def on_page(ordered: Sequence[Analysis], comparator: str) -> tuple[list[Analysis], str]:
    """Return the read-outs of the page that is chosen, and which of how many they are ("1 to 12"; empty if all are shown)."""
    cut, chosen = pages(ordered), comparator.partition(_PAGE)[2]
    number = min(int(chosen or 1), len(cut)) - 1  # a page that other choices have no more: their last
    first = 1 + sum(map(len, cut[:number]))
    return cut[number], f"{first} to {first + len(cut[number]) - 1}" if len(cut) > 1 else ""


def page_options(evidence: Evidence, passing: Sequence[Analysis]) -> list[tuple[str, str]]:
    """Return (label, value) of the comparators, each page of a large group by itself.

    Args:
        evidence: where all comparators stand: each is offered at every choice, so that none changes unasked.
        passing: the read-outs that pass the other filters.
    """
    options, groups = [("any comparator", ANY)], grouped(passing)
    for comparator in sorted({a.trial.comparator for a in evidence.analyses.values()}):
        read_outs = groups.get(comparator, [])
        for number in range(1, len(pages(read_outs)) + 1):
            value = comparator if number == 1 else f"{comparator}{_PAGE}{number}"
            numbers = on_page(read_outs, value)[1]
            words = _in_words(comparator)
            options.append((f"{words}: {numbers} of {len(read_outs)}" if numbers else words, value))
    return options


def offer_pages(controls: dict[str, widgets.Widget]) -> None:
    """Offer the pages that the other filters leave; a page that is gone makes way for the first of its group."""
    others = ("drug", "setting", "endpoint")

    def follow(_change) -> None:
        filters, chosen = {name: controls[name].value for name in others}, controls["comparator"].value
        options = page_options(load(), select(load(), comparator=ANY, **filters))
        offer(controls["comparator"], options, chosen, chosen.partition(_PAGE)[0])

    for name in others:
        controls[name].observe(follow, "value")


def groups_table(evidence: Evidence, analyses: Sequence[Analysis], endpoint_name: str) -> Table:
    """Return a row for each group: how many results and studies it has, of which drugs; its studies open on demand."""
    groups, rows = grouped(analyses), []
    for comparator in sorted(groups):
        names = sorted({a.trial.name for a in groups[comparator]}, key=str.lower)
        tested = {drug for a in groups[comparator] for drug in a.drugs}
        drugs = [row.drug_id for row in evidence.rows("drugs") if row.drug_id in tested]
        rows.append((
            Cell(heading(comparator), "; ".join(names), folded=True), str(len(groups[comparator])), str(len(names)),
            wording.listing(drugs),
        ))  # fmt: skip
    caption = f"{wording.sentence_case(endpoint_name)}: results by what they were compared with"
    return Table(caption, ("Group", "Results", "Studies", "Drugs tested"), tuple(rows))


def sources(evidence: Evidence, analyses: Sequence[Analysis]) -> Iterator[Source]:
    """Yield the sources of the read-outs, and those that print another figure for one of them."""
    for estimate in (e for analysis in analyses for e in analysis.estimates):
        yield evidence.sources[estimate.source_id]
        yield from (evidence.sources[other] for _, other in evidence.conflicts.get(estimate.row_id, ()))
