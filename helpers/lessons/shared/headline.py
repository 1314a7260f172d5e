"""Lesson 03: one read-out, stated three ways (absolute gain, ratio, hazard ratio)."""

from __future__ import annotations

from ... import wording
from ...evidence import NOT_REACHED, Analysis, Estimate, Evidence
from ...show.charts import Bar, BarChart
from ...show.charts.medians import MedianArm, MedianChart
from ...show.table import REST, Cell, Table
from ...show.view import View
from .cautions import ARMS_MISSING, NO_DIFFERENCE, allows_no_difference, first_that_holds

HEADLINE = ("mccarthy-2017-ipd-ma", "mccarthy-2017")  # the report (trial, source) of the headline
DEATH_COUNTED = (
    "called time to progression in this trial, but it counts death from any cause, so it behaves like progression-free survival"
)
ENDPOINTS = ("PFS", "PFS2", "OS")
COUNTED = {"PFS": "progressed or died", "TTP": "progressed or died", "PFS2": "progressed again or died", "OS": "died"}
_BEHAVES_LIKE = {"PFS": "TTP"}  # CALGB's time to progression counts death from any cause


def report_options(evidence: Evidence) -> list[tuple[str, tuple[str, str]]]:
    """Return (label, report) of the reports that can be chosen, the headline first."""
    return [(row.title, (row.trial_id, row.source_id)) for row in evidence.rows("reports")]


def find(evidence: Evidence, report: tuple[str, str], endpoint: str) -> Analysis | None:
    """Return the read-out of one report (trial, source) for an endpoint, or None if it gives none."""
    trial, source = report
    asked = (endpoint, _BEHAVES_LIKE.get(endpoint, endpoint))
    return next((a for a in evidence.read_outs(trial=trial, source=source) if a.endpoint in asked), None)


def headline_view(evidence: Evidence, report: tuple[str, str], endpoint: str) -> View:
    """Return the view of one report and endpoint: sentence, the three statements as a table, bars and hazard ratio."""
    trial, source = report
    title = evidence.row("reports", trial_id=trial, source_id=source).title
    names = evidence.endpoint_names
    analysis = find(evidence, report, endpoint)
    if analysis is None:
        return View(f"{title}: {names[endpoint]} is not reported in the sources of this course.")
    caution, notes = first_that_holds(guards(analysis))
    return View(
        sentence=sentence(analysis),
        caution=caution,
        notes=(*notes, *_notes(analysis)),
        table=_statements(analysis, title),
        chart=_chart(analysis, title),
        evidence=evidence,
    )


def pairs(analysis: Analysis) -> list[tuple[Estimate, Estimate]]:
    """Return the figures that both arms have: medians first, then rates at a time."""
    found = []
    for measure in ("median", "rate at a time", "rate"):
        experimental, control = (analysis.estimate(measure, arm) for arm in ("experimental", "control"))
        if experimental and control:
            found.append((experimental, control))
    return found


def sentence(analysis: Analysis) -> str:
    """Say a read-out in one or two sentences: both arms first, then the difference, then the hazard ratio."""
    experimental, control = (wording.arm_name(analysis, arm) for arm in ("experimental", "control"))
    parts = []
    for first, second in pairs(analysis)[:1]:
        what = _what(first, analysis)
        both = f"{wording.with_unit(first.value)} with {experimental} and {wording.with_unit(second.value)} with {control}"
        gap = wording.difference(first.value, second.value)
        what_gap = "a difference of medians" if first.measure == "median" else "a difference"
        rest = f"; {what_gap} cannot be stated" if gap == "cannot be stated" else f": {gap}"
        parts.append(f"{what} was {both}{rest}.")
    if not parts:
        parts.append(f"{wording.sentence_case(analysis.endpoint_name)}: medians and rates are not reported in this source.")
    ratio = analysis.hazard_ratio
    parts.append(f"The hazard ratio was {wording.estimate(ratio)}." if ratio else "The hazard ratio is not reported.")
    return " ".join(parts)


def _what(figure: Estimate, analysis: Analysis) -> str:
    name = analysis.endpoint_name
    if figure.measure == "median":
        return f"Median {name}"
    at = f" at {wording.months(figure.timepoint_months)} months" if figure.timepoint_months else ""
    return f"{wording.sentence_case(name)}{at}"


def _statements(analysis: Analysis, title: str) -> Table:
    """Return the table: what each arm had, the gain, the ratio, the hazard ratio; who was studied, against what."""
    experimental, control = (wording.arm_name(analysis, arm) for arm in ("experimental", "control"))
    rows = []
    for first, second in pairs(analysis):
        head = _what(first, analysis) + (" (months)" if first.value.unit == "months" else " (percent)")
        rows.append((
            head,
            Cell(bounded(first), cites=first),
            Cell(bounded(second), cites=second),
            Cell(wording.difference(first.value, second.value), "absolute gain"),
        ))  # fmt: skip
        if first.measure == "median":
            rows.append(("Ratio of medians", Cell(wording.ratio(first.value, second.value), span=REST)))
    ratio = analysis.hazard_ratio
    has_interval = ratio is not None and wording.interval(ratio.low, ratio.high) != ""
    detail = ", ".join(filter(None, [wording.contrast_note(ratio) if has_interval else "", wording.p_value(ratio)]))
    rows.append(("Hazard ratio", Cell(wording.estimate(ratio), detail, cites=ratio or (), span=REST)))
    trial = analysis.trial
    rows.append((
        "Patients",
        "not reported" if trial.n_experimental is None else str(trial.n_experimental),
        "not reported" if trial.n_control is None else str(trial.n_control),
        analysis.population,
    ))  # fmt: skip
    rows.append(("What they received", trial.experimental_arm, trial.control_arm, trial.population))
    rows.append(("Median follow-up (months)", Cell(wording.months(analysis.follow_up_months), span=REST)))
    header = ("Statement", wording.sentence_case(experimental), wording.sentence_case(control), "Comparison")
    return Table(f"{title}: {analysis.endpoint_name}", header, tuple(rows))


def bounded(figure: Estimate) -> str:
    """Return a figure without unit, with its interval where one is reported."""
    bounds = wording.interval(figure.low, figure.high)
    return wording.printed(figure.value) + (f" ({bounds})" if bounds else "")


def _chart(analysis: Analysis, title: str) -> MedianChart | BarChart:
    """Return the medians on an axis of time; or bars of the shares at one time, where a report has no medians."""
    shown = pairs(analysis)
    names = {arm: wording.arm_name(analysis, arm) for arm in ("experimental", "control")}
    if not shown or shown[0][0].measure == "median":
        arms = tuple(
            MedianArm(name, analysis.quantity("median", arm, "months"), arm == "experimental") for arm, name in names.items()
        )
        subject = f"{wording.sentence_case(analysis.endpoint_name)}: {title}"
        return MedianChart(subject, COUNTED[analysis.endpoint], arms, analysis.hazard_ratio)
    measure = shown[0][0].measure
    bars = tuple(
        Bar(wording.sentence_case(name), analysis.quantity(measure, arm, "percent"), arm == "experimental")
        for arm, name in names.items()
    )
    return BarChart(f"{_what(shown[0][0], analysis)}: {title}", "Percent of patients", bars, analysis.hazard_ratio)


def guards(analysis: Analysis) -> list[tuple[object, str, str]]:
    """Return what keeps the figures from being misread, each with whether it holds."""
    both = pairs(analysis)
    measure = both[0][0].measure if both else ""
    unreached = any(figure.value.state == NOT_REACHED for pair in both for figure in pair)
    return [
        (not both, ARMS_MISSING, ""),
        (allows_no_difference(analysis.hazard_ratio), NO_DIFFERENCE, ""),
        (unreached, "Not reached: when the data were read, the curve of this arm had not yet fallen to one half.", ""),
        (measure == "median" and not unreached, "A gain between two medians is not what each person gains.", ""),
        (
            measure == "rate at a time" and analysis.hazard_ratio,
            "The shares belong to one time, the hazard ratio to the whole time that was watched.",
            "",
        ),
    ]


def _notes(analysis: Analysis) -> list[str]:
    """Return what else must be known to read the figures: definition, remarks of the data."""
    notes = []
    if analysis.endpoint == "TTP":
        notes.append(f"{wording.sentence_case(DEATH_COUNTED)}.")
    remarks = dict.fromkeys(e.note for e in analysis.estimates if e.note)
    return [*notes, *(f"{wording.sentence_case(remark)}." for remark in remarks)]
