"""Lesson 03, Reading the headline (23.5 v 52.8 months)."""

from __future__ import annotations

import itertools

from ..controls import decimal_slider, dropdown, whole_slider
from ..evidence import load
from ..explorer import Explorer
from ..questions import question
from ..quiz import ChoiceQuestion, Prediction
from ..view import View
from ..views import headline, survival
from ..views.sources import SourceList, source_list

_PROSE_SOURCES = ("pulte-2018", "hematologist-2022", "de-tute-2022")  # cited in the lesson's text


def headline_figure() -> View:
    """Show the reported medians: 52.8 months with lenalidomide, 23.5 with placebo or observation."""
    return headline.headline_view(load(), headline.REPORTS[0][1:], "PFS")


def prediction() -> Prediction:
    """Ask for a prediction of the median before the chart, then show the chart."""
    return Prediction(question(load(), "L03-P1"), headline_figure)


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


def self_check(number: int) -> ChoiceQuestion:
    """Ask self-check question ``number`` (1 to 3)."""
    return ChoiceQuestion(question(load(), f"L03-Q{number}"))


def sources() -> SourceList:
    """List the sources of this lesson, generated from its views."""
    evidence = load()
    views = [
        headline.headline_view(evidence, (trial, source), endpoint)
        for (_, trial, source), endpoint in itertools.product(headline.REPORTS, headline.ENDPOINTS)
    ]
    views += [survival.restricted_mean_view(evidence, 60), ratio_of_medians()]
    cited = [citation.source.source_id for view in views for citation in view.citations]
    return source_list(evidence, [*cited, *_PROSE_SOURCES])


EXPLORERS = {
    "headline": headline_explorer,
    "people": people_explorer,
    "curves": curves_explorer,
    "restricted mean": restricted_mean_explorer,
}
QUESTIONS = ("L03-P1", "L03-Q1", "L03-Q2", "L03-Q3")
