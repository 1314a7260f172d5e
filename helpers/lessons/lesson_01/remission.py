"""Lesson 01: the course of the disease, the depth of a response, the limits of sensitive tests, and what was seen of them."""

from __future__ import annotations

from ... import wording
from ...evidence import Evidence
from ...show.charts.ratios import IntervalChart, IntervalRow
from ...show.charts.shares import Rate, RateChart
from ...show.charts.thresholds import Threshold, ThresholdChart
from ...show.charts.timeline import Phase, TimelineChart
from ...show.citations import Citable
from ...show.table import Cell, Table
from ...show.view import Note, View
from ...statistics.detection import chance_of_at_least_one, expected_cells

_DIAGNOSIS = Phase("Diagnosis", 0, 1.2, 1.0)
_INDUCTION = Phase("Induction", 1.2, 2.6, 0.45)
_TRANSPLANT = Phase("Transplant", 2.6, 3.6, 0.24)
_MAINTENANCE = Phase("Maintenance", 3.6, 8.2, 0.23)
_NO_MAINTENANCE = Phase("No treatment", 3.6, 6.0, 0.26)
_RELAPSE = Phase("Relapse", 8.2, 10, 0.72)

COURSES = (
    ("with a transplant and maintenance", "maintenance"),
    ("with a transplant, no maintenance", "observation"),
    ("without a transplant, with maintenance", "no transplant"),
)
_PHASES = {
    "maintenance": (_DIAGNOSIS, _INDUCTION, _TRANSPLANT, _MAINTENANCE, _RELAPSE),
    "observation": (_DIAGNOSIS, _INDUCTION, _TRANSPLANT, _NO_MAINTENANCE, Phase("Relapse", 6.0, 10, 0.78)),
    "no transplant": (
        _DIAGNOSIS, Phase("Induction", 1.2, 3.6, 0.34), Phase("Maintenance", 3.6, 7.4, 0.31), Phase("Relapse", 7.4, 10, 0.74),
    ),
}  # fmt: skip
_WORDS = {
    "Diagnosis": "The myeloma is found. There is enough of it for the usual tests of blood, urine and bone marrow.",
    "Induction": "The first treatment, several drugs together. It brings the myeloma down.",
    "Transplant": "High-dose treatment, and the person's own blood stem cells given back. It brings the myeloma down further.",
    "Maintenance": "Treatment goes on, as a rule with fewer drugs and lower doses, to keep the myeloma down for longer.",
    "No treatment": "The person is watched, and treated again when the myeloma comes back.",
    "Relapse": "The myeloma comes back: first in the tests, later perhaps in how the person feels. Another treatment begins.",
}
WHOLE = "whole course"


def phase_options(course: str = "maintenance") -> list[tuple[str, str]]:
    """Return (label, name) of the phases that can be set off, for every course."""
    names = dict.fromkeys(phase.name for phases in _PHASES.values() for phase in phases)
    return [("the whole course", WHOLE), *((name, name) for name in names)]


def course_view(course: str, phase: str) -> View:
    """Return the schematic course of the disease, with one phase set off and explained.

    Args:
        course: one of the values of ``COURSES``.
        phase: the name of a phase, or ``WHOLE``.
    """
    phases = _PHASES[course]
    names = [p.name for p in phases]
    title = f"Schematic: the course {dict((v, k) for k, v in COURSES)[course]}"
    if phase == WHOLE:
        sentence = f"A course in {len(phases)} phases: {wording.listing([name.lower() for name in names])}."
    elif phase in names:
        sentence = f"{phase}. {_WORDS[phase]}"
    else:
        sentence = f"{phase} is no part of the course {dict((v, k) for k, v in COURSES)[course]}."
    rows = tuple((Cell(name, marked=name == phase), _WORDS[name]) for name in names)
    return View(
        sentence=sentence,
        notes=(
            "Schematic, not data: the line has no scale, and no two people have the same course. Remission is the time in which "
            "the myeloma is down; deeper means less of it is left.",
        ),
        table=Table(title, ("Phase", "What happens"), rows),
        chart=TimelineChart(title, phases, phase if phase in names else ""),
    )


_RESPONSES = ("X076", "X075", "X074", "F0008", "F0005", "F0006")
_NAMES = {"F0008": "MRD after complete response", "F0005": "MRD-negative by flow", "F0006": "sustained MRD-negative"}


def responses_view(evidence: Evidence) -> View:
    """Return the depths of response as the International Myeloma Working Group defines them, from partial to MRD-negative."""
    rows = []
    for row in _RESPONSES:
        defined = evidence.statements[row]
        rows.append((Cell(_NAMES.get(row, defined.topic), cites=defined), defined.words))
    return View(
        sentence="From partial response to MRD-negative, each step means that less myeloma is found; sustained means that it was "
        "confirmed a year later.",
        notes=("M-protein is the antibody that the myeloma cells make; FLC are free light chains, a part of it.",),
        table=Table("Depths of response, IMWG criteria of 2016, shallow to deep", ("Response", "Definition"), tuple(rows)),
        evidence=evidence,
    )


_THRESHOLDS = {-4: "1 in 10,000", -5: "1 in 100,000", -6: "1 in 1 million"}


def share_words(power: float) -> str:
    """Return a power of ten as "1 in 31,600 cells", to three digits."""
    one_in = 10**-power
    digits = len(str(int(one_in))) - 3
    return f"1 in {round(one_in / 10**digits) * 10**digits if digits > 0 else round(one_in):,} cells"


def _separated(limits) -> list[str | Citable]:
    """Return "where, limit [n]; where, limit [n]" as parts of a note."""
    parts = [(f"; {where}, {limit} ", cited) for where, limit, cited in limits]
    return [parts[0][0].removeprefix("; "), parts[0][1], *(part for pair in parts[1:] for part in pair)]


def threshold_view(evidence: Evidence, power: float, cells: int) -> View:
    """Return what tests with three limits say of a share of myeloma cells, and how many cells a sample holds.

    Args:
        power: the person's share of myeloma cells as a power of ten (-5: one cell in 100,000).
        cells: how many cells are examined.
    """
    share = 10**power
    expected, chance = expected_cells(share, cells), chance_of_at_least_one(share, cells)
    flow = evidence.statements["F0005"]
    tute, gem = evidence.figures["M0037"], evidence.figures["M0001"]
    limits = (
        (flow.topic, flow.words.partition("with a ")[2], flow),
        *((evidence.trials[f.trial_id].name, f.note.partition(";")[0], f) for f in (tute, gem)),
    )
    positive = [name for limit, name in _THRESHOLDS.items() if power >= limit]
    negative = [name for name in _THRESHOLDS.values() if name not in positive]
    answer = {0: "The result is negative at all three limits.", 3: "The result is positive at all three limits."}.get(
        len(positive), f"The result is positive at {wording.listing(positive)}, negative at {wording.listing(negative)}."
    )
    small = [name for limit, name in _THRESHOLDS.items() if cells * 10.0**limit < 1]
    if small:
        answer = f"So few cells cannot reach the limit of {wording.listing(small)}."
    at_limit = {limit: _count(expected_cells(10.0**limit, cells)) for limit in _THRESHOLDS}
    rows = tuple(
        (
            Cell(f"One cell in {name.removeprefix('1 in ')}", f"10 to the power of {limit}"),
            at_limit[limit],
            _result(power, limit, cells),
        )
        for limit, name in _THRESHOLDS.items()
    )
    words = share_words(power)
    return View(
        sentence=f"With {words} and {cells:,} cells examined, about {_count(expected)} myeloma cells are expected; the chance "
        f"that the sample holds at least one is {_percent(chance)}. {answer}",
        notes=(
            "Worked example, arithmetic and not data: the sample is taken as well mixed, and each test as reading exactly to its "
            "limit. A negative result says that no myeloma cell was found at that limit, not that none is left.",
            Note("Limits in the sources of this course: ", *_separated(limits), "."),
        ),
        table=Table(
            f"Worked example: three limits, {cells:,} cells examined",
            ("Limit of the test", "Myeloma cells at the limit", f"Result with {words}"),
            rows,
        ),
        chart=ThresholdChart(
            "Worked example: the limits of sensitive tests",
            tuple(Threshold(limit, name, f"{at_limit[limit]} of {cells:,}") for limit, name in _THRESHOLDS.items()),
            power,
            words,
        ),
        evidence=evidence,
    )


def _result(power: float, limit: int, cells: int) -> str:
    if cells * 10.0**limit < 1:
        return "cannot be told from so few cells"
    return "positive" if power >= limit else "negative"


def _percent(chance: float) -> str:
    return "more than 99.9%" if chance > 0.999 else f"{100 * chance:.3g}%"


def _count(number: float) -> str:
    return f"{number:,.0f}" if number >= 10 else f"{number:.2g}"


# (shown, heading of the chart, (label, row, experimental), note)
CONVERSIONS = {
    "myeloma-xi": (
        "Myeloma XI: lenalidomide v observation",
        "Myeloma XI, from 3 to 9 months after transplant",
        (("lenalidomide", "M0037", True), ("observation", "M0038", False)),
        "Randomised. Some people turn negative without maintenance: what lenalidomide adds is the difference. How many people "
        "stand behind each share, and the interval of the difference, are not reported in the text that was read.",
    ),
    "auriga": (
        "AURIGA: lenalidomide in both arms",
        "AURIGA, within 12 months, at one cell in 100,000",
        (("daratumumab and lenalidomide", "O0139", True), ("lenalidomide alone", "O0140", False)),
        "Both arms received lenalidomide, so this trial cannot show what lenalidomide does against nothing.",
    ),
}
SINGLE_ARM = "nct02538198"


def conversion_options() -> list[tuple[str, str]]:
    """Return (label, id) of the studies."""
    return [*((words[0], key) for key, words in CONVERSIONS.items()), ("Continuous lenalidomide, one arm", SINGLE_ARM)]


def conversion_view(evidence: Evidence, study: str) -> View:
    """Return how many people with residual disease turned negative in one study."""
    if study == SINGLE_ARM:
        return _single_arm_view(evidence)
    _, heading, bars, note = CONVERSIONS[study]
    figures = [(label, evidence.figures[row], experimental) for label, row, experimental in bars]
    rows = tuple((label, Cell(wording.with_unit(f.value), cites=f)) for label, f, _ in figures)
    (first, one, _), (second, other, _) = figures
    gap = wording.difference(one.value, other.value)
    remarks = dict.fromkeys(f.note for _, f, _ in figures if f.note)
    return View(
        sentence=f"{heading}: {wording.with_unit(one.value)} of the people with residual disease turned negative on {first}, "
        f"{wording.with_unit(other.value)} on {second}: {gap}.",
        notes=(note, *(f"{wording.sentence_case(text)}." for text in remarks)),
        table=Table(f"{heading}: from MRD-positive to MRD-negative", ("Arm", "Turned negative (percent)"), rows),
        chart=RateChart(
            "From MRD-positive to MRD-negative",
            "Percent of the people who were positive at the start",
            ((heading, tuple(Rate(wording.sentence_case(label), f.value, exp) for label, f, exp in figures)),),
        ),
        evidence=evidence,
    )


def _single_arm_view(evidence: Evidence) -> View:
    gained, lost = evidence.figures["M0031"], evidence.figures["M0032"]
    positive, negative = (evidence.records[figure.row_id]["n"] for figure in (gained, lost))
    rows = (
        (
            "From positive to negative",
            Cell(wording.printed(gained.value), cites=gained),
            f"{positive} people, positive at the start",
        ),
        (
            "From negative to positive",
            Cell(wording.printed(lost.value), cites=lost),
            Cell(f"{negative} people, negative at the start", "over the whole follow-up"),
        ),
    )
    return View(
        sentence=f"On continuous lenalidomide {wording.printed(gained.value)} of {positive} people turned from positive to "
        f"negative, and {wording.printed(lost.value)} of {negative} from negative to positive.",
        notes=(
            "One arm, no comparison: nothing shows what would have happened without lenalidomide. The limit of the test is not "
            "reported in the text that was read.",
        ),
        table=Table("Continuous lenalidomide: changes of the MRD result", ("Change", "People", "Of whom"), rows),
        evidence=evidence,
    )


def prognosis_view(evidence: Evidence) -> View:
    """Return the hazard ratios of MRD-negative against MRD-positive people in Myeloma XI."""
    rows = {"M0039": ("PFS", 3), "M0040": ("OS", 3), "M0041": ("PFS", 9), "M0042": ("OS", 9)}
    names = evidence.endpoint_names
    labels = {row: f"{wording.sentence_case(names[end])}, MRD at {months} months" for row, (end, months) in rows.items()}
    figures = {row: evidence.figures[row] for row in rows}
    people = {row: str(evidence.records[row]["n"]) for row in rows}
    return View(
        sentence="In Myeloma XI, MRD-negative people progressed or died later than MRD-positive people: hazard ratio "
        f"{wording.estimate(figures['M0039'])} for negativity at 3 months after transplant, "
        f"{wording.estimate(figures['M0041'])} at 9 months.",
        notes=(
            "Both groups' medians or rates are not reported here. The groups were not randomised: what makes people turn "
            "negative may also be what lets them live longer. Going together is not causing.",
            "The two times are not to be compared: the later test was of fewer people, and came after the arms had parted.",
        ),
        table=Table(
            "MRD-negative against MRD-positive, Myeloma XI, transplant-eligible",
            ("Endpoint, and when MRD was measured after transplant", "Hazard ratio (95% interval)", "People"),
            tuple(
                (Cell(labels[row], cites=f), Cell(wording.estimate(f), wording.p_value(f)), people[row])
                for row, f in figures.items()
            ),
        ),
        chart=IntervalChart(
            "MRD-negative against MRD-positive",
            (("Myeloma XI, not randomised", tuple(IntervalRow(labels[row], f) for row, f in figures.items())),),
            "fewer events among MRD-negative people",
        ),
        evidence=evidence,
    )  # fmt: skip
