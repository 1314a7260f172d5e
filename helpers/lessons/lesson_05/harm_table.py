"""Lesson 05: the table of one harm: people, figures as printed, difference, relative risk, number needed to harm."""

from __future__ import annotations

import math
from dataclasses import replace

from ... import wording
from ...evidence import NOT_REPORTED, Estimate, Harm
from ...show.table import REST, Cell, Table
from ...statistics import risk
from ..shared.contrasts import (
    NO_TIME,
    UPPER_BOUND,
    Contrast,
    counted,
    difference,
    event_name,
    horizon,
    past,
    per,
    share,
    study_name,
)
from ..shared.risk_words import gap_of, interval_of, percentage_points


def harm_table(contrast: Contrast, names: tuple[str, str], denominator: int) -> Table:
    """Return the table of one harm, per ``denominator`` people (100 or 1000); ``names`` are those of both arms."""
    harm, both = contrast.harm, (contrast.experimental, contrast.control)
    people = [None if e is None else per(denominator, share(harm, e)) for e in both]
    prefix = "at most " if contrast.upper_bound else ""
    did, did_not = (wording.sentence_case(words) for words in past(harm))
    others = [None if n is None else denominator - n for n in people]
    rows = [
        (f"{did} (of {denominator})", *_people_cells(people, prefix), gap_of(people, denominator)),
        (f"{did_not} (of {denominator})", *_people_cells(others, "at least " if prefix else ""), gap_of(others, denominator)),
        ("Figure as printed", *(printed_cell(harm, e) for e in both), _counting(harm)),
    ]
    if contrast.control is not None:
        rows += _comparison_rows(contrast)
    trial = harm.trial
    if contrast.experimental.arm == "both arms":  # such a figure may count more people than were randomised to the arms
        rows.append(("Who was counted", Cell(names[0], contrast.experimental.note, span=REST)))
    else:
        rows.append(("What they received", trial.experimental_arm, trial.control_arm, trial.population))
    rows.append(("Time", Cell(horizon(harm) or NO_TIME, span=REST)))
    header = ("Statement", *(wording.sentence_case(name) for name in names), "Comparison, or what it means")
    return Table(
        f"{wording.sentence_case(event_name(harm))}: {study_name(harm)}, {denominator} people per group", header, tuple(rows)
    )


def _people_cells(people: list[int | None], prefix: str) -> list[Cell]:
    return [Cell(NOT_REPORTED if n is None else f"{prefix}{n}") for n in people]


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


def _comparison_rows(contrast: Contrast) -> list[tuple[Cell, ...]]:
    harm, gap = contrast.harm, difference(contrast)
    return [
        ("Absolute difference", Cell(percentage_points(gap, _digits(contrast)), interval_of(gap, harm.measure), span=REST)),
        ("Relative risk", replace(_relative_risk_cell(contrast), span=REST)),
        ("Number needed to harm (people)", replace(_needed_cell(contrast, gap), span=REST)),
    ]


def _digits(contrast: Contrast) -> int:
    """Return the digits of a difference in percentage points: one of a difference of counts, else those printed."""
    if isinstance(difference(contrast), risk.Bounded):
        return 1
    return max(wording.decimals(e.value.text) for e in (contrast.experimental, contrast.control))


def _relative_risk_cell(contrast: Contrast) -> Cell:
    harm, first, second = contrast.harm, contrast.experimental, contrast.control
    if share(harm, second) == 0:
        return Cell("cannot be computed", "nobody in the control arm had it")
    if contrast.counted:
        bounds = risk.relative_risk(first.count, first.of, second.count, second.of)
        return Cell(f"{bounds.value:.1f}", f"95% interval {bounds.low:.1f} to {bounds.high:.1f}")
    value = share(harm, first) / share(harm, second)
    return Cell(f"{value:.1f}" if value < 10 else f"about {value:.0f}", "from the printed figures, without interval")


def _needed_cell(contrast: Contrast, gap: float | risk.Bounded) -> Cell:
    needed = risk.number_needed(gap)
    if needed is None or not needed.harm:
        return Cell("none", "no difference is printed" if needed is None else "fewer had it in the first group")
    points = percentage_points(gap, _digits(contrast)).removesuffix(" more")
    if needed.low is not None:
        bounds = f"95% interval {needed.low} to {needed.high}"
    elif isinstance(gap, risk.Bounded):
        bounds = "no interval, because that of the difference includes no difference"
    else:
        bounds = _rounding(contrast, gap)
    return Cell(str(needed.value), f"100 divided by {points}, rounded down; {bounds}; {horizon(contrast.harm) or NO_TIME}")


def _rounding(contrast: Contrast, gap: float) -> str:
    """Say which numbers needed to harm the rounding of the printed percentages alone allows."""
    digits = _digits(contrast)
    step = 10.0 ** -(digits + 2)  # each figure may lie half a step off, the difference a whole one
    low = risk.number_needed(gap + step).value
    if round(gap - step, 9) <= 0:
        return f"rounding of the printed figures alone allows {low} or more, or no difference"
    high = math.floor(round(1 / (gap - step), 6))
    if low == high:
        return "the rounding of the printed figures does not change it"
    return f"rounding of the printed figures alone allows {low} to {high}"
