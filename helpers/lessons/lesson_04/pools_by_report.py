"""Lesson 04: the pool of the same three trials from different reports, and by different methods."""

from __future__ import annotations

from ... import wording
from ...evidence import Evidence
from ...show.table import REST, Cell, Table
from ...show.view import View
from ...statistics.pooling import METHODS, Pooled, pool
from ..shared import headline
from ..shared.reported_ratios import ratio_words
from .weighed_trials import LATER, META_ANALYSIS, PRIMARY, REPORT_CHOICES, Entry, entries, meta_analysis_trials, weighed

_REPORT = {PRIMARY: ", first report,", LATER: ", later report,"}
_NARROW = (
    "Where the method of Hartung and Knapp gives a narrower interval than the fixed effect, the three trials happen to "
    "agree more closely than their margins of error allow for."
)


def pools_view(evidence: Evidence) -> View:
    """Return the pool of the three trials for progression-free survival by report and by method, and what was reported."""
    reported = headline.find(evidence, headline.HEADLINE, "PFS")
    chosen = {reports: entries(evidence, meta_analysis_trials(evidence), "PFS", reports) for _, reports in REPORT_CHOICES}
    pools = {reports: [pool([e.ratio for e in found], method) for method in METHODS] for reports, found in chosen.items()}
    both_arms = _with_medians(evidence)
    medians = "; ".join(
        f"{entry.trial.name}{_REPORT.get(entry.reports, '')} {wording.both_arms(entry.arms)}" for entry in both_arms
    )
    rows = [_row(label, chosen[reports], pools[reports]) for label, reports in REPORT_CHOICES]
    last = Cell("Reported, data of each person", wording.both_arms(reported), cites=reported.estimates)
    return View(
        sentence=f"From the first reports the fixed-effect pool is {ratio_words(pools[PRIMARY][0].ratio)}, from the later "
        f"updates {ratio_words(pools[LATER][0].ratio)}; {wording.estimate(reported.hazard_ratio)} was reported.",
        caution="The reported analysis had the data of each person; these pools have printed ratios only.",
        notes=(
            f"Both arms, lenalidomide first: {medians}. For the updates in the US label they are not reported.",
            _NARROW,
        ),
        table=Table(
            "Progression-free survival: hazard ratio of the same three trials, pooled from different reports",
            ("Reports used", *(wording.sentence_case(method) for method in METHODS)),
            (*rows, (last, Cell(wording.estimate(reported.hazard_ratio), span=REST))),
        ),
        evidence=evidence,
        cites=[median for entry in both_arms for median in entry.arms.arms("median")],
    )


def _with_medians(evidence: Evidence) -> list[Entry]:
    """Return the reports of the three trials that print the medians of both arms."""
    found = weighed(evidence, "PFS", PRIMARY, LATER)
    return [entry for entry in found if entry.trial.part_of == META_ANALYSIS and entry.arms.arms("median")]


def _row(label: str, chosen: list[Entry], pools: list[Pooled]) -> tuple[str | Cell, ...]:
    printed = "; ".join(f"{entry.trial.name} {wording.estimate(entry.estimate)}" for entry in chosen)
    head = Cell(wording.sentence_case(label), printed, cites=[entry.estimate for entry in chosen])
    return head, *(ratio_words(pooled.ratio) for pooled in pools)
