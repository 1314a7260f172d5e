"""Lesson 09, How long: until progression, for a fixed time, guided by tests; what stopping was seen to do, and what not."""

from __future__ import annotations

from ..controls import dropdown, number_field, whole_slider
from ..evidence import load
from ..exercises import Exercise
from ..explorer import Explorer
from ..statistics.stopping import Plan, hazard_from_median, hazard_from_share, share_by
from ..view import View
from ..views import duration, planned, stopping, timed_harms
from . import common

_FIRST_STUDY = "gmmg-mm5"
_PEOPLE = (("100 people", 100), ("1000 people", 1000))


def planned_explorer() -> Explorer:
    """Explore how long trials and the label planned treatment to last."""
    return Explorer(
        "How long treatment was planned",
        lambda length: planned.planned_view(load(), length),
        {"length": dropdown("Planned length", list(planned.LENGTHS))},
    )


def stopping_explorer() -> Explorer:
    """Explore the studies of stopping one by one: decision, test, what followed, what they cannot show."""
    return Explorer(
        "Stop or go on, study by study",
        lambda study: duration.study_view(load(), study),
        {"study": dropdown("Study or rule", duration.study_options(), _FIRST_STUDY)},
    )


def designs() -> View:
    """Show the designs of the studies of stopping side by side, without results."""
    return duration.designs_view(load())


def conclusions() -> View:
    """Show what two summaries conclude, side by side."""
    return duration.conclusions_view(load())


def timed_harms_explorer() -> Explorer:
    """Explore the harms that are reported at a time, and what is not reported around it."""
    return Explorer(
        "Harms at a time",
        lambda harm: timed_harms.timed_view(load(), harm),
        {"harm": dropdown("Study and harm", timed_harms.timed_options(load()))},
    )


def _simulated(stop, after, median_on, median_off, cancers_on, cancers_off, counting, year, denominator, picture) -> View:
    assumed = stopping.Assumptions(stop, after, median_on, median_off, cancers_on, cancers_off, counting)
    return stopping.simulation_view(load(), assumed, year, denominator, picture)


def simulation_explorer() -> Explorer:
    """Explore a simulated plan; every assumption is a control."""
    (median_on, median_off), (on, off) = stopping.default_medians(load()), stopping.default_cancers(load())
    return Explorer(
        "Simulated: stop or go on",
        _simulated,
        {
            "stop": dropdown("Maintenance stops after years", list(stopping.STOPS), 2),
            "after": dropdown("Hazard of progression after the stop", _same(stopping.AS_WITHOUT, stopping.AS_BEFORE)),
            "median_on": number_field("Median with maintenance (months)", 6, 180, median_on, 0.1),
            "median_off": number_field("Median without maintenance (months)", 6, 180, median_off, 0.1),
            "cancers_on": number_field("Second cancers on (of 1000 a year)", 0, 60, on, 0.1),
            "cancers_off": number_field("Second cancers off (of 1000 a year)", 0, 60, off, 0.1),
            "counting": dropdown("Second cancers counted", _same(stopping.BEFORE_PROGRESSION, stopping.ALL_YEARS)),
            "year": whole_slider("Read at year", 1, 10, 5),
            "denominator": dropdown("Show of", _PEOPLE, 1000),
            "picture": dropdown("Picture", _same(stopping.CURVES, stopping.ICONS)),
        },
    )


def _same(*values: str) -> list[tuple[str, str]]:
    return [(value, value) for value in values]


def views() -> list[View]:
    """Return the views whose sources the explorers can show."""
    evidence = load()
    defaults = (*stopping.default_medians(evidence), *stopping.default_cancers(evidence))
    return [
        planned.planned_view(evidence, planned.ALL), designs(), conclusions(),
        *(duration.study_view(evidence, key) for _, key in duration.study_options()),
        *(timed_harms.timed_view(evidence, key) for _, key in timed_harms.timed_options(evidence)),
        _simulated(2, stopping.AS_WITHOUT, *defaults, stopping.BEFORE_PROGRESSION, 5, 1000, stopping.CURVES),
    ]  # fmt: skip


def _reveal() -> View:
    return duration.study_view(load(), _FIRST_STUDY)


def _randomised() -> list[str]:
    tables = load().tables
    own = tables["trials"]["trial_id"].isin(tables["duration_mrd"]["trial_id"])
    return list(tables["trials"][own & (tables["trials"]["design"] == "randomised trial")]["trial_id"])


def _yearly(row: str) -> float:
    figure = load().figures[row]
    return 1000 * share_by(hazard_from_share(figure.value.value / 100, figure.timepoint_months / 12), 1)


def _free_after_stopping() -> float:
    on, off = (hazard_from_median(load().figures[row].value.value / 12) for row in stopping.MEDIANS)
    return Plan(on, off, 0, 0, 3).progression_free(6)


EXPLORERS = {
    "planned": planned_explorer,
    "stopping": stopping_explorer,
    "timed harms": timed_harms_explorer,
    "simulation": simulation_explorer,
}
EXERCISES = {
    1: Exercise(
        _randomised,
        hint="Take the ids in the column trial_id of duration_mrd, and keep those whose design in trials is randomised trial.",
        right="That a trial is randomised does not mean that stopping was: only one of these lets chance decide when to stop.",
    ),
    2: Exercise(
        lambda: _yearly("S0085"),
        tolerance=0.06,
        hint="The share that stays free over all the years is the yearly share free, to the power of the number of years.",
        right="It is a constant chance that was assumed, not one that was seen: a share at one time says nothing on "
        "the years within.",
    ),
    3: Exercise(
        _free_after_stopping,
        tolerance=0.0005,
        hint="Give the Plan the hazard with maintenance first and the hazard without second; the hazards are per year.",
        right="The share is a product: half-lives of one kind up to the stop, of the other kind after it.",
    ),
}

prediction, self_check, exercise, provenance, sources = common.parts("09", views, _reveal, EXERCISES, maximum=100)
