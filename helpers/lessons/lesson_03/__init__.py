"""Lesson 03, Reading the headline (23.5 v 52.8 months)."""

from __future__ import annotations

from ...evidence import NOT_REACHED, load
from ...learn.exercises import Exercise
from ...statistics import survival as survival_share
from ..lesson import EVERY, Lesson, choice, decimal, endpoints, whole
from ..shared import headline
from . import all_reports
from . import modelled_survival as survival

EXERCISES = {
    1: Exercise(
        lambda: _value("O0066") - _value("O0067"),
        tolerance=0.05,
        hint="Keep the two medians of progression-free survival, and take the control arm's from the other.",
        right="An absolute gain is in the unit of its figures: months.",
    ),
    2: Exercise(
        lambda: survival_share(60, _value("O0002")),
        tolerance=0.005,
        hint="The first argument is the time, the second the median of the control group; the answer lies between 0 and 1.",
        right="It is modelled: no trial reported this share.",
    ),
    3: Exercise(
        lambda: sum(
            e.measure == "median" and e.value.state == NOT_REACHED and e.row_id.startswith("O") for e in load().figures.values()
        ),
        hint="Filter by measure and by state, then count the rows.",
        right="Not reached is a state of its own: such a row has no number, and it is no gap.",
    ),
}


def _value(row: str) -> float:
    return load().figures[row].value.value


LESSON = Lesson("03", EXERCISES)

headline_figure = LESSON.show(headline.headline_view, headline.HEADLINE, "PFS")
headline_explorer = LESSON.explore(
    "All reports on one axis",
    all_reports.reports_view,
    endpoint=choice("Endpoint", endpoints(headline.ENDPOINTS)),
    widest={"endpoint": EVERY},
)
people_explorer = LESSON.explore("One hundred people per group", survival.people_view, months=whole("Time (months)", 0, 120, 24))
curves_explorer = LESSON.explore(
    "Curves through two medians",
    survival.curves_view,
    months=whole("Time (months)", 0, 120, 36),
    shape=decimal("Shape of the curves", 0.5, 2.0, 1.0, 0.05),
)
ratio_of_medians = LESSON.show(survival.ratio_of_medians_view)
restricted_mean_explorer = LESSON.explore(
    "Restricted mean survival time", survival.restricted_mean_view, horizon=whole("Horizon (months)", 6, 120, 60, 6)
)

prediction = LESSON.predict(headline_figure)
self_check, exercise, done = LESSON.self_check, LESSON.exercise, LESSON.done
provenance, sources = LESSON.provenance, LESSON.sources
