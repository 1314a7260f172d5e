"""Lesson 09, How long: until progression, for a fixed time, guided by tests; what stopping was seen to do, and what not."""

from __future__ import annotations

from ...evidence import load
from ...learn.exercises import Exercise
from ...show.view import View
from ...statistics.stopping import Plan, hazard_from_median, hazard_from_share, share_by
from ..lesson import EVERY, Lesson, choice, number, same, whole
from . import long_treatment, planned, timed_harms
from . import stopping_simulation as stopping
from . import stopping_studies as duration

_FIRST_STUDY = "gmmg-mm5"


def _randomised() -> list[str]:
    tables = load().tables
    own = tables["trials"]["trial_id"].isin(tables["duration_mrd"]["trial_id"])
    return list(tables["trials"][own & (tables["trials"]["design"] == "randomised trial")]["trial_id"])


def _yearly(row: str) -> float:
    figure = load().figures[row]
    return 1000 * share_by(hazard_from_share(figure.value.value / 100, figure.timepoint_months / 12), 1)


def _free_after_stopping() -> float:
    on, off = (hazard_from_median(months / 12) for months in stopping.default_medians(load()))
    return Plan(on, off, 0, 0, 3).progression_free(6)


def _simulated(
    evidence, stop, after, median_on, median_off, cancers_on, cancers_off, counting, year, denominator, picture
) -> View:
    assumed = stopping.Assumptions(stop, after, median_on, median_off, cancers_on, cancers_off, counting)
    return stopping.simulation_view(evidence, assumed, year, denominator, picture)


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
LESSON = Lesson("09", EXERCISES)

planned_explorer = LESSON.explore(
    "How long treatment was planned",
    planned.planned_view,
    length=choice("Planned length", planned.length_options),
    widest={"length": planned.ALL},
)
stopping_explorer = LESSON.explore(
    "Stop or go on, study by study",
    duration.study_view,
    study=choice("Study or rule", duration.study_options, _FIRST_STUDY),
    widest={"study": EVERY},
)
designs = LESSON.show(duration.designs_view)
length_explorer = LESSON.explore(
    "Simulated: why long treatment looks good",
    long_treatment.trap_view,
    month=choice("Long means more than", long_treatment.MONTHS, 24),
    counting=choice("Time is counted", same(long_treatment.FROM_START, long_treatment.LANDMARK)),
    share=choice("Stop for another reason", long_treatment.SHARES, 20),
    more=("share",),
)
conclusions = LESSON.show(duration.conclusions_view)
timed_harms_explorer = LESSON.explore(
    "Harms at a time",
    timed_harms.timed_view,
    key=choice("Study and harm", timed_harms.timed_options),
    widest={"key": EVERY},
)
simulation_explorer = LESSON.explore(
    "Simulated: stop or go on",
    _simulated,
    stop=choice("Maintenance stops after years", list(stopping.STOPS), 2),
    after=choice("Hazard of progression after the stop", same(stopping.AS_WITHOUT, stopping.AS_BEFORE)),
    median_on=number("Median with maintenance (months)", 6, 180, lambda e: stopping.default_medians(e)[0], 0.1),
    median_off=number("Median without maintenance (months)", 6, 180, lambda e: stopping.default_medians(e)[1], 0.1),
    cancers_on=number("Second cancers on (of 1000 a year)", 0, 60, lambda e: stopping.default_cancers(e)[0], 0.1),
    cancers_off=number("Second cancers off (of 1000 a year)", 0, 60, lambda e: stopping.default_cancers(e)[1], 0.1),
    counting=choice("Second cancers counted", same(stopping.BEFORE_PROGRESSION, stopping.ALL_YEARS)),
    year=whole("Read at year", 1, 10, 5),
    denominator=choice("Out of", (("100 people", 100), ("1000 people", 1000))),
    picture=choice("Picture", same(stopping.ICONS, stopping.CURVES)),
    more=("median_on", "median_off", "cancers_on", "cancers_off", "counting", "denominator", "picture"),
)

prediction = LESSON.predict(stopping_explorer, LESSON.show(duration.study_view, "gem2014main"))
self_check, exercise, done = LESSON.self_check, LESSON.exercise, LESSON.done
provenance, sources = LESSON.provenance, LESSON.sources
