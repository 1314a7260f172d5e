"""Lesson 05: one harm at a time, in both framings, with its difference and its number needed to harm."""

from __future__ import annotations

from ... import wording
from ...evidence import Evidence
from ...show.charts.icons import IconChart, IconGroup, IconPanel
from ...show.view import View
from ...statistics import risk
from ..shared.cautions import first_that_holds
from ..shared.contrasts import Contrast, arm_names, difference, event_name, find, horizon, past, per, share, study_name
from ..shared.risk_words import NO_INTERVAL, needed_words
from .harm_table import harm_table


def harm_view(evidence: Evidence, key: str, denominator: int) -> View:
    """Return one harm: sentence, both framings, absolute difference, relative risk and number needed to harm, icons.

    Args:
        key: the rows of the contrast, as :func:`options` gives them.
        denominator: 100 or 1000 people per group.
    """
    contrast = find(evidence, key)
    names = arm_names(evidence, contrast)
    caution, notes = first_that_holds(_guards(contrast, denominator))
    return View(
        sentence=_sentence(contrast, names, denominator),
        caution=caution,
        notes=(*notes, *_notes(evidence, contrast)),
        table=harm_table(contrast, names, denominator),
        chart=_chart(contrast, names, evidence.drugs_tested(contrast.harm.trial.trial_id), denominator),
        evidence=evidence,
    )


def _sentence(contrast: Contrast, names: tuple[str, str], denominator: int) -> str:
    harm = contrast.harm
    did = past(harm)[0]
    head = wording.sentence_case(
        ", ".join(filter(None, [event_name(harm), horizon(harm).removeprefix("over a ").replace(" of ", " ")]))
    )
    first = per(denominator, share(harm, contrast.experimental))
    if contrast.experimental.arm == "both arms":
        return f"{head}: of {denominator} people ({names[0]}), {first} {did}."
    if contrast.control is None:
        most = "at most " if contrast.upper_bound else ""
        return f"{head}: of {denominator} people with {names[0]}, {most}{first} {did}. Control arm: not reported."
    second = per(denominator, share(harm, contrast.control))
    text = f"{head}: of {denominator} people, {first} with {names[0]} and {second} with {names[1]} {did}."
    return f"{text} {needed_words(difference(contrast), names[0])}"


_NO_CONTROL = "Without a control arm nobody can say how much of this is due to the drug."
_NO_PROBABILITY = "Some people had been watched for longer than others: this is not the chance by a fixed time."
_SMALL = "A small share is rounded to whole people here. Choose 1000 people to see it more exactly."
_BEFORE_PROGRESSION = (
    "People on lenalidomide stayed free of progression for longer, so they were also watched for longer in this count.",
    "Before progression: the two kinds of second cancer are printed apart and are not added up here.",
)
_MORE_THAN_MAINTENANCE = "Randomised was more than maintenance: the figures belong to the whole treatment."
_BOTH_ARMS = "Both arms are counted together, so what a drug does cannot be read from this."
_AT_ONE_TIME = (
    "The interval belongs to one time: a comparison over all of the follow-up uses more of what was seen.",
    "The interval of the difference is computed here from the two printed intervals at that time; a hazard ratio compares over "
    "all of the follow-up.",
)
_NO_INTERVAL = "How far chance explains the difference stays open: no interval can be computed."


def _guards(contrast: Contrast, denominator: int) -> list[tuple[object, str, str]]:
    """Return what keeps a harm from being misread, each with whether it holds."""
    harm, arms = contrast.harm, [e for e in (contrast.experimental, contrast.control) if e]
    together = contrast.experimental.arm == "both arms"
    gap = difference(contrast) if contrast.control else None
    bounded = isinstance(gap, risk.Bounded)
    why = wording.sentence_case(NO_INTERVAL.get(harm.measure, ""))
    more_than_maintenance = harm.trial.randomised_question not in ("maintenance", "lenalidomide at any phase")
    return [
        (together, _BOTH_ARMS, ""),
        (contrast.control is None and not together, _NO_CONTROL, ""),
        (more_than_maintenance, _MORE_THAN_MAINTENANCE, ""),
        (harm.named.before_progression, *_BEFORE_PROGRESSION),
        (bounded and harm.measure == "cumulative incidence", *_AT_ONE_TIME),
        (gap is not None and not bounded, _NO_INTERVAL, f"{why}."),
        (harm.measure == "percent of arm" and harm.follow_up_months is not None, _NO_PROBABILITY, ""),
        (denominator == 100 and any(0 < share(harm, e) < 0.02 for e in arms), _SMALL, ""),
    ]


def _notes(evidence: Evidence, contrast: Contrast) -> list[str]:
    """Return what the data remark on a harm, and what was looked for and not found."""
    harm, arms = contrast.harm, [e for e in (contrast.experimental, contrast.control) if e]
    remarks = dict.fromkeys(e.note for e in arms if evidence.records[e.row_id]["note_told"])
    missing = evidence.rows("gaps", trial_id=harm.trial.trial_id, on_harms=True)
    return [
        *(f"{wording.sentence_case(remark)}." for remark in remarks),
        *(f"Not found in the sources of this course: {gap.missing}." for gap in missing),
    ]


def _chart(contrast: Contrast, names: tuple[str, str], drugs: tuple[str, ...], denominator: int) -> IconChart:
    harm = contrast.harm
    both = zip(names, (contrast.experimental, contrast.control), strict=True)
    groups = tuple(
        IconGroup(name, per(denominator, share(harm, e)), e.arm != "control", drugs) for name, e in both if e is not None
    )
    did, did_not = past(harm)
    words = (f"{did_not} (at least)", f"{did} (at most)") if contrast.upper_bound else (did_not, did)
    heading = f"{study_name(harm)}, {denominator} people per group, {horizon(harm) or 'time not reported'}"
    return IconChart(wording.sentence_case(event_name(harm)), denominator, (IconPanel(heading, *words, groups),))
