"""Lesson 03: all reports of lenalidomide maintenance on one axis, so that one sees that they tell one story, or do not."""

from __future__ import annotations

from ... import wording
from ...evidence import NOT_REACHED, NOT_REPORTED, Analysis, Evidence, Quantity
from ...show.charts.dumbbells import Dumbbell, DumbbellChart
from ...show.table import REST, Cell, Table
from ...show.view import View
from ..shared import headline

_NAMES = ("Lenalidomide", "Placebo or observation")
_CAUTION = "Several rows tell of the same trial, at another time or by another definition: these are not {} trials."


def reports_view(evidence: Evidence, endpoint: str) -> View:
    """Return every report's medians for an endpoint, as pairs of points on one axis."""
    reports = [(title, headline.find(evidence, report, endpoint)) for title, report in headline.report_options(evidence)]
    name = wording.sentence_case(evidence.endpoint_names[endpoint])
    title = f"{name}: when half had {headline.COUNTED[endpoint]}"
    return View(
        sentence=_sentence(name, [analysis for _, analysis in reports]),
        caution=_CAUTION.format(len(reports)),
        notes=tuple(_notes(reports)),
        table=_table(f"{name}, report by report", reports),
        chart=DumbbellChart(title, _NAMES, tuple(_row(*report) for report in reports)),
        evidence=evidence,
    )


def _medians(analysis: Analysis | None) -> tuple[Quantity, Quantity]:
    """Return the medians of both arms, the experimental first."""
    if analysis is None:
        missing = Quantity(None, NOT_REPORTED, "months")
        return missing, missing
    return tuple(analysis.quantity("median", arm, "months") for arm in ("experimental", "control"))


def _sentence(name: str, analyses: list[Analysis | None]) -> str:
    """Say in how many reports both medians are known, and how far they lie apart."""
    pairs = [_medians(analysis) for analysis in analyses]
    both = [(first, second) for first, second in pairs if first.reported and second.reported]
    unreached = sum(NOT_REACHED in (first.state, second.state) for first, second in pairs)
    rest = f" In {unreached} of {len(pairs)} a median was not reached." if unreached else ""
    if not both:
        return f"{name}: no report gives both medians.{rest}"
    gaps = [wording.difference(*pair).removesuffix(" longer") for pair in both if pair[0].value > pair[1].value]
    gaps.sort(key=lambda gap: float(gap.split()[0]))
    by = gaps[0] if gaps[0] == gaps[-1] else f"{gaps[0].removesuffix(' months')} to {gaps[-1]}"
    every = "both" if len(both) == 2 else f"all {len(both)}"
    which = "it" if len(both) == 1 else every if len(gaps) == len(both) else f"{len(gaps)} of them"
    verb = "shows" if len(gaps) == 1 else "show"
    return f"{len(both)} of {len(pairs)} reports give both medians; {which} {verb} a longer one with lenalidomide, by {by}.{rest}"


def _row(title: str, analysis: Analysis | None) -> Dumbbell:
    experimental, control = _medians(analysis)
    instead = "" if {experimental.state, control.state} != {NOT_REPORTED} else _instead(analysis)
    return Dumbbell(title, experimental, control, analysis.hazard_ratio if analysis else None, instead)


def _instead(analysis: Analysis | None) -> str:
    """Say what a report without medians gives: shares at one time, or nothing."""
    pair = next(iter(headline.pairs(analysis)), None) if analysis else None
    if pair is None:
        return "medians not reported"
    at = f" at {wording.months(pair[0].timepoint_months)} months" if pair[0].timepoint_months else ""
    return f"{wording.with_unit(pair[0].value)} against {wording.with_unit(pair[1].value)}{at}"


def _table(caption: str, reports: list[tuple[str, Analysis | None]]) -> Table:
    header = ("Report", *(f"{name} (median, months)" for name in _NAMES), "Gap", "Hazard ratio", "Follow-up (months)")
    return Table(caption, header, tuple((title, *_cells(analysis)) for title, analysis in reports))


def _cells(analysis: Analysis | None) -> tuple[Cell | str, ...]:
    if analysis is None:
        return (Cell(NOT_REPORTED, span=REST),)
    ratio = analysis.hazard_ratio
    last = (Cell(wording.estimate(ratio), cites=ratio or ()), wording.months(analysis.follow_up_months))
    arms = [analysis.estimate("median", arm) for arm in ("experimental", "control")]
    pair = next(iter(headline.pairs(analysis)), ())
    if not any(arms):
        return (Cell(_instead(analysis), cites=pair, span=3), *last)
    gap = wording.difference(*_medians(analysis))
    return (*(Cell(headline.bounded(e) if e else NOT_REPORTED, cites=e or ()) for e in arms), gap, *last)


def _notes(reports: list[tuple[str, Analysis | None]]) -> list[str]:
    """Return the remarks of the data on each report's figures, under the report's name."""
    notes = []
    for title, analysis in reports:
        remarks = dict.fromkeys(part for e in analysis.estimates for part in e.note.split("; ") if part) if analysis else ()
        if analysis and analysis.endpoint == "TTP":
            remarks = {headline.DEATH_COUNTED: None, **dict.fromkeys(remarks)}
        notes += [f"{title}: {'; '.join(remarks)}."] if remarks else []
    return notes
