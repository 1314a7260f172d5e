"""Lesson 10, Appraise the article."""

from __future__ import annotations

from ...evidence import load, split_ids
from ...learn.exercises import Exercise
from ..lesson import Lesson, choice, same
from ..shared import headline
from . import claims
from .worksheet import SummarySheet


def _most_often_cited() -> list[str]:
    """Return the rows that decide the most claims."""
    ids = [key for ids in load().tables["claims"]["evidence_ids"] for key in split_ids(ids)]
    most = max(ids.count(key) for key in ids)
    return sorted({key for key in ids if ids.count(key) == most})


def _another_point_another_verdict(controls: dict) -> None:
    controls["claim_id"].observe(lambda _: setattr(controls["verdict"], "value", ""), "value")


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
LESSON = Lesson("10", EXERCISES)

claim_explorer = LESSON.explore(
    "The article, point by point",
    claims.claim_view,
    claim_id=choice("Point of the article", claims.claim_options),
    verdict=choice("Your verdict", claims.verdict_options()),
    linked=_another_point_another_verdict,
)
overview_explorer = LESSON.explore(
    "All points at once",
    claims.overview_view,
    # the verdict without a point comes first: nothing is given away before the reader asks
    verdict=choice("Verdict", [*same("outdated", "not verifiable", "needs context", "supported"), ("any", "")]),
    widest={"verdict": ""},
)
survival = LESSON.show(headline.headline_view, headline.HEADLINE, "OS")


def summary() -> SummarySheet:
    """Fill, check and save a one-page evidence summary."""
    return SummarySheet(load(), "L10-S1")


prediction = LESSON.predict(survival)
self_check, exercise, done = LESSON.self_check, LESSON.exercise, LESSON.done
provenance, sources = LESSON.provenance, LESSON.sources
