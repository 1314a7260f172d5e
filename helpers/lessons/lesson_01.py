"""Lesson 01, Why maintenance."""

from __future__ import annotations

from ..controls import decimal_slider, dropdown
from ..evidence import load
from ..exercises import Exercise
from ..explorer import Explorer
from ..statistics.detection import chance_of_at_least_one
from ..view import View
from ..views import remission
from . import common

_SAMPLES = (("100,000 cells", 100_000), ("1 million cells", 1_000_000), ("10 million cells", 10_000_000))


def course_explorer() -> Explorer:
    """Explore the course of the disease, phase by phase; schematic."""
    return Explorer(
        "The course of the disease",
        remission.course_view,
        {
            "course": dropdown("Course", list(remission.COURSES)),
            "phase": dropdown("Phase", remission.phase_options()),
        },
    )


def responses() -> View:
    """Show the depths of response as they are defined."""
    return remission.responses_view(load())


def threshold_explorer() -> Explorer:
    """Explore what a test with a given limit can see."""
    return Explorer(
        "The limits of sensitive tests",
        lambda power, cells: remission.threshold_view(load(), -power, cells),
        {
            "power": decimal_slider("One in 10 to the power of", 2.0, 7.0, 5.5, 0.25),
            "cells": dropdown("Cells examined", list(_SAMPLES), 1_000_000),
        },
    )


def conversion() -> View:
    """Show how many people turned negative in Myeloma XI."""
    return remission.conversion_view(load(), "myeloma-xi")


def conversion_explorer() -> Explorer:
    """Explore how many people with residual disease turned negative, study by study."""
    return Explorer(
        "From positive to negative",
        lambda study: remission.conversion_view(load(), study),
        {"study": dropdown("Study", remission.conversion_options())},
    )


def prognosis() -> View:
    """Show how MRD-negative and MRD-positive people fared."""
    return remission.prognosis_view(load())


def views() -> list[View]:
    """Return the views whose sources the explorers can show."""
    evidence = load()
    studies = [remission.conversion_view(evidence, study) for _, study in remission.conversion_options()]
    return [responses(), remission.threshold_view(evidence, -5.0, 1_000_000), prognosis(), *studies]


EXPLORERS = {"course": course_explorer, "thresholds": threshold_explorer, "conversion": conversion_explorer}
EXERCISES = {
    1: Exercise(
        lambda: load().figures["M0037"].value.value - load().figures["M0038"].value.value,
        tolerance=0.05,
        hint="Two rows of duration_mrd belong to Myeloma XI and to conversion; take the observation arm from the other.",
        right="That is what lenalidomide added, in percentage points, over these months.",
    ),
    2: Exercise(
        lambda: chance_of_at_least_one(1e-6, 1_000_000),
        tolerance=0.005,
        hint="The chance that one cell is no myeloma cell, to the power of the number of cells, is the chance of finding none.",
        right="At its own limit a test of this size misses about a third of such samples by chance alone.",
    ),
}

prediction, self_check, exercise, provenance, sources = common.parts("01", views, conversion, EXERCISES, maximum=100)
