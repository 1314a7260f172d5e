"""Lesson 03, Reading the headline (23.5 v 52.8 months)."""

from __future__ import annotations

import itertools

from ..controls import decimal_slider, dropdown, whole_slider
from ..evidence import NOT_REACHED, load
from ..exercises import Exercise
from ..explorer import Explorer
from ..statistics import survival as survival_share
from ..view import View
from ..views import headline, survival
from . import common


def headline_figure() -> View:
    """Show the reported medians: 52.8 months with lenalidomide, 23.5 with placebo or observation."""
    return headline.headline_view(load(), headline.REPORTS[0][1:], "PFS")


def headline_explorer() -> Explorer:
    """Explore the headline: the pooled trials and Myeloma XI one by one, three endpoints."""
    names = load().endpoint_names
    return Explorer(
        "The headline, report by report",
        lambda report, endpoint: headline.headline_view(load(), report, endpoint),
        {
            "report": dropdown("Report", [(title, (trial, source)) for title, trial, source in headline.REPORTS]),
            "endpoint": dropdown("Endpoint", [(names[key], key) for key in headline.ENDPOINTS]),
        },
    )


def people_explorer() -> Explorer:
    """Explore what a median is: 100 people per group at a time of your choice."""
    return Explorer(
        "One hundred people per group",
        lambda months: survival.people_view(load(), months),
        {"months": whole_slider("Time (months)", 0, 120, 24)},
    )


def curves_explorer() -> Explorer:
    """Explore the curves through the two medians: time and shape."""
    return Explorer(
        "Curves through two medians",
        lambda months, shape: survival.curves_view(load(), months, shape),
        {
            "months": whole_slider("Time (months)", 0, 120, 36),
            "shape": decimal_slider("Shape of the curves", 0.5, 2.0, 1.0, 0.05),
        },
    )


def ratio_of_medians() -> View:
    """Show why 23.5 / 52.8 is not the reported hazard ratio."""
    return survival.ratio_of_medians_view(load())


def restricted_mean_explorer() -> Explorer:
    """Explore the restricted mean: the area below the curves up to a horizon."""
    return Explorer(
        "Restricted mean survival time",
        lambda horizon: survival.restricted_mean_view(load(), horizon),
        {"horizon": whole_slider("Horizon (months)", 6, 120, 60, 6)},
    )


def views() -> list[View]:
    """Return the views whose sources the explorers can show."""
    evidence = load()
    shown = [
        headline.headline_view(evidence, (trial, source), endpoint)
        for (_, trial, source), endpoint in itertools.product(headline.REPORTS, headline.ENDPOINTS)
    ]
    return [*shown, survival.restricted_mean_view(evidence, 60), ratio_of_medians()]


EXPLORERS = {
    "headline": headline_explorer,
    "people": people_explorer,
    "curves": curves_explorer,
    "restricted mean": restricted_mean_explorer,
}
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


prediction, self_check, exercise, provenance, sources = common.parts("03", views, headline_figure, EXERCISES)
