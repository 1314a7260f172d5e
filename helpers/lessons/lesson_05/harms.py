"""Lesson 05: one harm at a time, in both framings, with its difference and its number needed to harm."""

from __future__ import annotations

import math
import re

from ... import wording
from ...evidence import NOT_REPORTED, Estimate, Evidence, Harm
from ...show.charts.icons import IconChart, IconGroup, IconPanel
from ...show.table import NA, Cell, Table
from ...show.view import View
from ...statistics import risk
from ..shared.contrasts import (
    NO_TIME,
    ON_HARMS,
    UPPER_BOUND,
    Contrast,
    arm_names,
    counted,
    difference,
    event_name,
    find,
    horizon,
    past,
    per,
    share,
    study_name,
)


def harm_view(evidence: Evidence, key: str, denominator: int) -> View:
    """Return one harm: sentence, both framings, absolute difference, relative risk and number needed to harm, icons.

    Args:
        key: the rows of the contrast, as :func:`options` gives them.
        denominator: 100 or 1000 people per group.
    """
    contrast = find(evidence, key)
    names = arm_names(evidence, contrast)
    table = _table(contrast, names, denominator)
    return View(
        sentence=_sentence(contrast, names, denominator),
        notes=tuple(_notes(evidence, contrast, denominator)),
        table=table,
        chart=_chart(contrast, names, denominator),
        evidence=evidence,
    )


def _sentence(contrast: Contrast, names: tuple[str, str], denominator: int) -> str:
    harm, when = contrast.harm, horizon(contrast.harm)
    did = past(harm)[0]
    head = f"{wording.sentence_case(event_name(harm))} ({study_name(harm)}{', ' + when if when else ''})"
    first = per(denominator, share(harm, contrast.experimental))
    if contrast.experimental.arm == "both arms":
        return f"{head}: of {denominator} people ({names[0]}), {first} {did}, {denominator - first} did not."
    if contrast.control is None:
        most, least = ("at most ", "at least ") if contrast.upper_bound else ("", "")
        return (
            f"{head}: of {denominator} people with {names[0]}, {most}{first} {did}, {least}{denominator - first} did not. "
            "The figure of the control arm is not reported."
        )
    second = per(denominator, share(harm, contrast.control))
    text = (
        f"{head}: of {denominator} people, {first} with {names[0]} and {second} with {names[1]} {did}; "
        f"{denominator - first} and {denominator - second} did not."
    )
    return f"{text} {needed_words(difference(contrast), when, did, names[0])}"


def needed_words(gap: float | risk.Bounded, when: str, event: str, name: str) -> str:
    """Return the number needed to harm in one sentence, with its time, or why there is none.

    Args:
        gap: the risk difference, first group minus control.
        when: to which time it belongs; empty if that is not reported.
        event: what happened, in the past tense.
        name: the first group.
    """
    needed = risk.number_needed(gap)
    time = when or NO_TIME
    if needed is None:
        return f"The printed figures do not differ, so there is no number needed to harm ({time})."
    if not needed.harm:
        return f"Fewer {event} with {name}, so there is no number needed to harm ({time})."
    if isinstance(gap, risk.Bounded) and not gap.excludes_zero:
        return f"No number needed to harm is given: the interval of the difference includes no difference ({time})."
    bounds = f"95% interval {needed.low} to {needed.high}; " if needed.low is not None else ""
    return f"Number needed to harm: {needed.value} people ({bounds}{time})."


def _table(contrast: Contrast, names: tuple[str, str], denominator: int) -> Table:
    harm, both = contrast.harm, (contrast.experimental, contrast.control)
    people = [None if e is None else per(denominator, share(harm, e)) for e in both]
    prefix = "at most " if contrast.upper_bound else ""
    did, did_not = (wording.sentence_case(words) for words in past(harm))
    others = [None if n is None else denominator - n for n in people]
    rows = [
        (f"{did} (of {denominator})", *_people_cells(people, prefix), gap_of(people, denominator)),
        (
            f"{did_not} (of {denominator})",
            *_people_cells(others, "at least " if prefix else ""),
            gap_of(others, denominator),
        ),
        ("Figure as printed", *(printed_cell(harm, e) for e in both), _counting(harm)),
    ]  # fmt: skip
    if contrast.control is not None:
        rows += _comparison_rows(contrast)
    trial = harm.trial
    if contrast.experimental.arm == "both arms":  # such a figure may count more people than were randomised to the arms
        rows.append(("Who was counted", names[0], NA, contrast.experimental.note))
    else:
        received = trial.experimental_arm, trial.control_arm
        rows.append(("What they received", *received, trial.population))
    rows.append(("Time", NA, NA, horizon(harm) or NO_TIME))
    header = ("Statement", *(wording.sentence_case(name) for name in names), "Comparison, or what it means")
    return Table(
        f"{wording.sentence_case(event_name(harm))}: {study_name(harm)}, {denominator} people per group", header, tuple(rows)
    )


def _people_cells(people: list[int | None], prefix: str) -> list[Cell]:
    return [Cell(NOT_REPORTED if n is None else f"{prefix}{n}") for n in people]


_NO_INTERVAL = {
    "percent of arm": "the numbers of people analysed for this harm are not printed",
    "cumulative incidence": "the source prints no interval of either cumulative incidence",
}


def gap_of(people: list[int | None], denominator: int) -> str:
    """Return first minus second in words ("5 more of 100"), or that it cannot be stated."""
    if None in people:
        return "cannot be stated"
    gap = people[0] - people[1]
    return f"{abs(gap)} {'more' if gap > 0 else 'fewer'} of {denominator}" if gap else f"no difference in {denominator}"


def printed_cell(harm: Harm, figure: Estimate | None) -> Cell:
    """Return a cell with the figure as its source prints it, counts included, or that it is not reported."""
    if figure is None:
        return Cell(NOT_REPORTED)
    counts = f"{figure.count} of {figure.of} people" if counted(harm, figure) else ""
    if figure.count is not None and figure.of is None:
        counts = f"{figure.count} people; of how many is not printed beside it"
    if figure.count is None and figure.of is not None:
        counts = f"of {figure.of} people"
    return Cell(wording.estimate(figure), counts, cites=figure)


def _counting(harm: Harm) -> str:
    words = {
        "percent of arm": "share of the people in each arm who had it",
        "cumulative incidence": "cumulative incidence: it allows for people who were watched for less time",
        UPPER_BOUND: 'an upper bound: "up to" across two trials',
    }
    return words[harm.measure]


def percentage_points(gap: float | risk.Bounded, digits: int = 1) -> str:
    """Return a difference of risks in words, without its interval."""
    value = gap.value if isinstance(gap, risk.Bounded) else gap
    amount = f"{100 * abs(value):.{digits}f}"
    return "no difference" if float(amount) == 0 else f"{amount} percentage points {'more' if value > 0 else 'fewer'}"


def interval_of(gap: float | risk.Bounded, measure: str = "percent of arm") -> str:
    """Return the interval of a difference in percentage points, or why there is none."""
    if not isinstance(gap, risk.Bounded):
        return f"no interval: {_NO_INTERVAL[measure]}"
    text = f"95% interval {100 * gap.low:.1f} to {100 * gap.high:.1f}".replace("-", "−")
    return text if gap.excludes_zero else f"{text}, which includes no difference"


def _comparison_rows(contrast: Contrast) -> list[tuple[Cell, ...]]:
    harm, first, second = contrast.harm, contrast.experimental, contrast.control
    gap = difference(contrast)
    exact = isinstance(gap, risk.Bounded)
    digits = 1 if exact else max(wording.decimals(e.value.text) for e in (first, second))
    rows = [("Absolute difference", NA, NA, Cell(percentage_points(gap, digits), interval_of(gap, harm.measure)))]
    if share(harm, second) == 0:
        ratio = Cell("cannot be computed", "nobody in the control arm had it")
    elif contrast.counted:
        bounds = risk.relative_risk(first.count, first.of, second.count, second.of)
        ratio = Cell(f"{bounds.value:.1f}", f"95% interval {bounds.low:.1f} to {bounds.high:.1f}")
    else:
        value = share(harm, first) / share(harm, second)
        words = f"{value:.1f}" if value < 10 else f"about {value:.0f}"
        ratio = Cell(words, "from the printed figures, without interval")
    rows.append(("Relative risk", NA, NA, ratio))
    rows.append(("Number needed to harm (people)", NA, NA, _needed_cell(contrast, gap)))
    return rows


def _needed_cell(contrast: Contrast, gap: float | risk.Bounded) -> Cell:
    needed = risk.number_needed(gap)
    if needed is None or not needed.harm:
        return Cell("none", "no difference is printed" if needed is None else "fewer had it in the first group")
    time = horizon(contrast.harm) or NO_TIME
    if needed.low is not None:
        return Cell(str(needed.value), f"95% interval {needed.low} to {needed.high}; {time}")
    if isinstance(gap, risk.Bounded):
        return Cell(str(needed.value), f"no interval, because that of the difference includes no difference; {time}")
    return Cell(str(needed.value), f"{_rounding(contrast, gap)}; {time}")


def _rounding(contrast: Contrast, gap: float) -> str:
    """Say which numbers needed to harm the rounding of the printed percentages alone allows."""
    digits = max(wording.decimals(e.value.text) for e in (contrast.experimental, contrast.control))
    step = 10.0 ** -(digits + 2)  # each figure may lie half a step off, the difference a whole one
    low = risk.number_needed(gap + step).value
    if round(gap - step, 9) <= 0:
        return f"rounding of the printed figures alone allows {low} or more, or no difference"
    high = math.floor(round(1 / (gap - step), 6))
    if low == high:
        return "the rounding of the printed figures does not change it"
    return f"rounding of the printed figures alone allows {low} to {high}"


def _notes(evidence: Evidence, contrast: Contrast, denominator: int) -> list[str]:
    harm, both = contrast.harm, [e for e in (contrast.experimental, contrast.control) if e]
    notes = []
    if contrast.control is None and contrast.experimental.arm != "both arms":
        notes.append("Without a control arm nobody can say how much of this is due to the drug.")
    if harm.measure == "percent of arm" and harm.follow_up_months is not None:
        notes.append(
            "A share of each arm at a median follow-up: some people had been watched for longer, some for less. It is no "
            "probability by a fixed time."
        )
    if contrast.control is not None and not isinstance(difference(contrast), risk.Bounded):
        why = wording.sentence_case(_NO_INTERVAL[harm.measure])
        notes.append(f"{why}, so no interval can be computed. How far chance explains the difference stays open.")
    if any(0 < share(harm, e) < 0.02 for e in both) and denominator == 100:
        notes.append("A small share is rounded to whole people here. Choose 1000 people to see it more exactly.")
    if "before progression" in harm.event:
        notes.append(
            "Before progression: people on lenalidomide stayed free of progression for longer, so they were also watched "
            "for longer in this count. The two kinds of second cancer are printed apart and are not added up here."
        )
    if harm.trial.randomised_question not in ("maintenance", "lenalidomide at any phase"):
        notes.append("Randomised was more than maintenance: the figures belong to the whole treatment.")
    if contrast.control is not None and harm.measure == "cumulative incidence" and isinstance(difference(contrast), risk.Bounded):
        notes.append(
            "The interval of the difference is computed here from the two printed intervals at one time. A comparison over all "
            "of the follow-up, such as a hazard ratio, uses more of what was seen."
        )
    remarks = dict.fromkeys(e.note for e in both if len(e.note.split()) > 2 and "see experimental row" not in e.note)
    notes += [f"Remark of the data: {remark}." for remark in remarks]
    missing = evidence.gaps(harm.trial.trial_id)
    notes += [f"Not found in the sources of this course: {text}." for text in missing if re.search(ON_HARMS, text)]
    return notes


def _chart(contrast: Contrast, names: tuple[str, str], denominator: int) -> IconChart:
    harm = contrast.harm
    both = zip(names, (contrast.experimental, contrast.control), strict=True)
    groups = tuple(IconGroup(name, per(denominator, share(harm, e)), e.arm != "control") for name, e in both if e is not None)
    did, did_not = past(harm)
    words = (f"{did_not} (at least)", f"{did} (at most)") if contrast.upper_bound else (did_not, did)
    heading = f"{study_name(harm)}, {denominator} people per group, {horizon(harm) or 'time not reported'}"
    return IconChart(wording.sentence_case(event_name(harm)), denominator, (IconPanel(heading, *words, groups),))
