"""Lesson 10, Appraise the article."""

from __future__ import annotations

from ..controls import dropdown
from ..evidence import load, split_ids
from ..exercises import Exercise
from ..explorer import Explorer
from ..view import View
from ..views import claims, headline
from ..worksheet import SummarySheet
from . import common


def claim_explorer() -> Explorer:
    """Weigh the article's points one by one; the course's verdict comes after the reader's own."""
    claim = dropdown("Point of the article", claims.claim_options(load()))
    verdict = dropdown("Your verdict", claims.verdict_options())
    claim.observe(lambda _: setattr(verdict, "value", ""), "value")  # another point, another verdict
    return Explorer(
        "The article, point by point",
        lambda claim, verdict: claims.claim_view(load(), claim, verdict),
        {"claim": claim, "verdict": verdict},
    )


def overview_explorer() -> Explorer:
    """Look at all verdicts at once, or at those of one kind."""
    return Explorer(
        "All points at once",
        lambda verdict: claims.overview_view(load(), verdict),
        # the verdict without a point comes first: nothing is given away before the reader asks
        {
            "verdict": dropdown(
                "Verdict", [*((v, v) for v in ("outdated", "not verifiable", "needs context", "supported")), ("any", "")]
            )
        },
    )


def summary() -> SummarySheet:
    """Fill, check and save a one-page evidence summary."""
    return SummarySheet(load(), "L10-S1")


def survival() -> View:
    """Show overall survival in the pooled analysis, for the prediction."""
    return headline.headline_view(load(), headline.REPORTS[0][1:], "OS")


def views() -> list[View]:
    """Return the views whose sources the explorers can show."""
    return [claims.overview_view(load(), ""), survival()]


EXPLORERS = {"claims": claim_explorer, "overview": overview_explorer}
EXERCISES = {
    1: Exercise(
        lambda: load().tables["claims"]["verdict"].value_counts(),
        hint="Count the values of one column of the table claims.",
        right="An article can be right in many of its points and still need context in as many.",
    ),
    2: Exercise(
        lambda: _most_often_cited(),
        hint="The column evidence_ids holds lists, separated by semicolons: split, explode, count, and take the ids at the top.",
        right="The same few rows carry several points; if one of them changes, so do they.",
    ),
}


def _most_often_cited() -> list[str]:
    """Return the rows that decide the most claims."""
    ids = [key for ids in load().tables["claims"]["evidence_ids"] for key in split_ids(ids)]
    most = max(ids.count(key) for key in ids)
    return sorted({key for key in ids if ids.count(key) == most})


prediction, self_check, exercise, provenance, sources = common.parts("10", views, survival, EXERCISES, maximum=200)
