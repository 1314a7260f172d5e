"""Lesson 08: subgroups beside their whole trial."""

from __future__ import annotations

from ... import wording
from ...evidence import NOT_REPORTED, Estimate, Evidence
from ...show.charts.bars import Bar, BarChart
from ...show.charts.ratios import IntervalChart, IntervalRow
from ...show.charts.shares import Rate, RateChart
from ...show.table import Cell, Table
from ...show.view import Chart, View
from ...statistics.subgroups import overlap, relative_width
from ..shared.reported_ratios import as_ratio
from .subgroup_entries import Entry, Group, entry

_NEEDED = (
    "Whether the subgroup differs from the others is a question for an interaction test. None was found in what was read for "
    "this course. The subgroup is part of the whole, so an overlap shows no sameness, and its lack would show no difference."
)


def entry_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, key) of the subgroups."""
    options = []
    for row in evidence.rows("subgroup_views"):
        groups = evidence.rows("selections", selection="subgroup", subgroup_id=row.subgroup_id)
        who = wording.listing([group.label for group in groups], "or")
        options.append((f"{row.name}: {who}, {row.outcome}", row.subgroup_id))
    return options


def subgroup_view(evidence: Evidence, key: str) -> View:
    """Return a subgroup beside its whole trial: both arms, hazard ratios, and how wide the intervals are.

    Args:
        key: an id of ``subgroup_views``.
    """
    shown = entry(evidence, key)
    title = f"{shown.row.name}, {shown.row.outcome}"
    return View(
        sentence=_said(shown),
        caution=evidence.row("notes", note_id=shown.row.note_id).caution,
        notes=_notes(evidence, shown),
        table=Table(
            f"{title}: subgroup beside the whole",
            ("People", "How many", *_heads(shown), "Median follow-up (months)"),
            tuple(_row(evidence, group, shown) for group in shown.groups),
        ),
        chart=_chart(shown, evidence.drugs_tested(shown.first.trial_id)),
        evidence=evidence,
    )


def _heads(shown: Entry) -> list[str]:
    """Return the names of the columns of both arms, and of what compares them."""
    unit = "median, months" if shown.first.value.unit == "months" else f"percent{_at(shown.first)}"
    compared = ["Difference" if shown.shares_alone else "Hazard ratio (95% interval)"] if shown.compared else []
    return [*(f"{wording.sentence_case(arm)} ({unit})" for arm in shown.arms), *compared]


def _at(figure: Estimate) -> str:
    return f" at {wording.months(figure.timepoint_months)} months" if figure.timepoint_months else ""


def _row(evidence: Evidence, group: Group, shown: Entry) -> tuple[Cell | str, ...]:
    """Return the cells of one group; the difference of the arms stands below the first arm's figure."""
    cells = [_cell(group.experimental, group.gap)]
    if shown.compared:
        last = group.gap or NOT_REPORTED if shown.shares_alone else _cell(group.ratio, wording.p_value(group.ratio))
        cells += [_cell(group.control), last]
    return wording.sentence_case(group.name), _people(group), *cells, _follow_up(evidence, group, shown)


def _people(group: Group) -> str:
    trial = group.people
    return " v ".join(str(n) for n in (trial.n_experimental, trial.n_control) if n) if trial else NOT_REPORTED


def _cell(figure: Estimate | None, detail: str = "") -> Cell:
    return Cell(wording.estimate(figure), detail, cites=figure or ())


def _follow_up(evidence: Evidence, group: Group, shown: Entry) -> str:
    """Return the follow-up of each report of a group; of two reports both."""
    months = dict.fromkeys(evidence.records[figure.row_id].get("median_follow_up_months") for figure in group.figures)
    words = [wording.months(value) for value in months if value is not None]
    return wording.listing(words) or shown.row.follow_up or NOT_REPORTED


def _said(shown: Entry) -> str:
    """Say the figures of the subgroups, then of everybody in the same report the one that compares."""
    said = [f"{wording.sentence_case(group.name)}: {'; '.join(_parts(group, shown))}." for group in shown.subgroups]
    whole = shown.whole
    if not shown.compared and whole.experimental:
        said.append(f"{wording.sentence_case(whole.name)}: {wording.estimate(whole.experimental)}.")
    elif whole.ratio:
        said.append(f"{wording.sentence_case(whole.name)}: hazard ratio {wording.estimate(whole.ratio)}.")
    return " ".join(said)


def _parts(group: Group, shown: Entry) -> list[str]:
    """Say both arms' figures of a subgroup, then what compares them."""
    parts = []
    if group.control:
        experimental, control = (wording.estimate(figure) for figure in (group.experimental, group.control))
        median = "median " if group.control.measure == "median" else ""
        parts.append(f"{median}{experimental} with {shown.arms[0]}, {control} with {shown.arms[1]}{_at(group.control)}")
    elif group.experimental:
        parts.append(wording.estimate(group.experimental))
    if group.ratio:
        parts.append(f"hazard ratio {wording.estimate(group.ratio)}")
    elif shown.compared and not shown.shares_alone:
        parts.append("no hazard ratio is reported")
    return parts


def _widths(shown: Entry) -> str:
    """Say how wide the subgroup's interval is against that of the whole trial, and whether they overlap."""
    if not shown.compared:
        return "Nothing was compared, so there is no hazard ratio."
    if shown.shares_alone:
        return "Intervals are not reported."
    first, second = as_ratio(shown.subgroups[0].ratio), as_ratio(shown.whole.ratio)
    if first is None or second is None:
        return "The interval of the subgroup is not reported, so the widths cannot be compared."
    overlapping = "the two intervals overlap" if overlap(first, second) else "the two intervals do not overlap"
    return f"The interval of the subgroup is {relative_width(first, second):.1f} times as wide on the log scale; {overlapping}."


def _notes(evidence: Evidence, shown: Entry) -> tuple[str, ...]:
    notes = [_widths(shown), evidence.row("notes", note_id=shown.row.note_id).words]
    if as_ratio(shown.subgroups[0].ratio):
        notes.append(
            "An interval twice as wide goes with about a quarter of the events. A wide interval agrees with a large effect and "
            "with a small one."
        )
    if shown.subgroups[0].ratio:
        notes.append(_NEEDED)
    elif not shown.compared:
        notes.append("Such figures describe an outlook. They do not say who gains from which treatment.")
    return tuple(notes)


def _chart(shown: Entry, drugs: tuple[str, ...]) -> Chart:
    """Return both arms' shares, or the ratios, or what one arm had, group by group."""
    name, outcome, groups = shown.row.name, shown.row.outcome, shown.groups
    if shown.shares_alone:
        bars = tuple((wording.sentence_case(group.name), _both_arms(group, shown, drugs)) for group in groups if group.figures)
        return RateChart(f"{name}: {outcome}", "Percent of people", bars)
    if shown.compared:
        rows = tuple(IntervalRow(wording.sentence_case(group.name), group.ratio, drugs) for group in groups)
        return IntervalChart(f"{name}: {outcome}", ((wording.listing(list(shown.arms), "v"), rows),))
    values = [(wording.sentence_case(group.name), group.experimental.value, True) for group in groups]
    if shown.first.value.unit == "percent":
        heading = "Percent alive without progression"
        return RateChart(f"{name}, no comparison", heading, ((outcome, tuple(Rate(*value, drugs) for value in values)),))
    bars = tuple(Bar(*value) for value in values)
    return BarChart(f"Median {outcome}: {name}, no comparison", "Months", bars, None)


def _both_arms(group: Group, shown: Entry, drugs: tuple[str, ...]) -> tuple[Rate, ...]:
    names = [wording.sentence_case(arm) for arm in shown.arms]
    return Rate(names[0], group.experimental.value, True, drugs), Rate(names[1], group.control.value, False)
