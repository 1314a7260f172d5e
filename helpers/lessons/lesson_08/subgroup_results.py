"""Lesson 08: subgroups beside their whole trial, and what chance alone makes of subgroups (simulated)."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import numpy as np

from ... import wording
from ...evidence import NOT_REPORTED, Estimate, Evidence
from ...show.charts.bars import Bar, BarChart
from ...show.charts.ratios import IntervalChart, IntervalRow, SubgroupChart
from ...show.charts.ratios import words as in_words
from ...show.charts.shares import Rate, RateChart
from ...show.table import Cell, Table
from ...show.view import View
from ...statistics.pooling import NORMAL_QUANTILE, Ratio
from ...statistics.subgroups import Cut, interaction_p, overlap, relative_width

_HOVON_ARMS = ("bortezomib", "thalidomide")
_XI_ARMS = ("lenalidomide", "observation")
_IXAZOMIB_ARMS = ("ixazomib", "placebo")
_DARA_ARMS = ("daratumumab", "observation")
_WHOLE_TREATMENT = (
    "The arms differ in the whole treatment: bortezomib was given in induction and in maintenance, against other drugs in "
    "induction and thalidomide in maintenance. The effect cannot be put down to maintenance."
)
_PATHWAY = (
    "The transplant-eligible pathway is no small subgroup: it holds most of the people of the trial. Its figures come from two "
    "later reports, whose follow-up is not reported here; the figures of all people come from the first report."
)


@dataclass(frozen=True)
class Group:
    """People and the rows of their figures: experimental arm, control arm, hazard ratio; "" where there is no such row.

    ``people`` is the trial whose size is theirs, or "" where their number is not reported.
    """

    name: str
    experimental: str = ""
    control: str = ""
    ratio: str = ""
    people: str = ""

    @property
    def rows(self) -> tuple[str, ...]:
        """Ids of the rows that there are."""
        return tuple(row for row in (self.experimental, self.control, self.ratio) if row)


@dataclass(frozen=True)
class Entry:
    """A subgroup, or several, beside the whole trial.

    Attributes:
        trial_id: the whole trial.
        endpoint: in words.
        arms: names of the arms; the second is empty where nothing was compared.
        subgroups: one or more.
        whole: everybody, in the report of the subgroup; a group without rows where it is not reported.
        note: what must be known of this subgroup.
        later: everybody in later reports, or None.
    """

    trial_id: str
    endpoint: str
    arms: tuple[str, str]
    subgroups: tuple[Group, ...]
    whole: Group
    note: str
    later: Group | None = None

    @property
    def groups(self) -> tuple[Group, ...]:
        """Subgroups, then the whole, then the whole later on."""
        return (*self.subgroups, self.whole, *([self.later] if self.later else []))


_PFS, _OS, _MRD = "progression-free survival", "overall survival", "MRD negativity"
_EVERYBODY, _LATER = "all people", "all people, later reports"
ENTRIES: dict[str, Entry] = {
    "hovon-17p-pfs": Entry(
        "hovon-65-gmmg-hd4", _PFS, _HOVON_ARMS, (Group("people with del(17p)", "O0099", "O0100", "O0101"),),
        Group(_EVERYBODY, "O0095", "O0096", "O0097", "hovon-65-gmmg-hd4"), _WHOLE_TREATMENT,
        Group(_LATER, "O0113", "O0114", "O0111", "hovon-65-gmmg-hd4"),
    ),
    "hovon-17p-os": Entry(
        "hovon-65-gmmg-hd4", _OS, _HOVON_ARMS, (Group("people with del(17p)", "O0102", "O0103", "O0104"),),
        Group(_EVERYBODY, ratio="O0098", people="hovon-65-gmmg-hd4"), _WHOLE_TREATMENT,
        Group(_LATER, "O0115", "O0116", "O0112", "hovon-65-gmmg-hd4"),
    ),
    "hovon-creatinine-pfs": Entry(
        "hovon-65-gmmg-hd4", _PFS, _HOVON_ARMS, (Group("people with creatinine above 2 mg/dL", "O0105", "O0106", "O0107"),),
        Group(_EVERYBODY, "O0095", "O0096", "O0097", "hovon-65-gmmg-hd4"), _WHOLE_TREATMENT,
        Group(_LATER, "O0113", "O0114", "O0111", "hovon-65-gmmg-hd4"),
    ),
    "hovon-creatinine-os": Entry(
        "hovon-65-gmmg-hd4", _OS, _HOVON_ARMS, (Group("people with creatinine above 2 mg/dL", "O0108", "O0109", "O0110"),),
        Group(_EVERYBODY, ratio="O0098", people="hovon-65-gmmg-hd4"), _WHOLE_TREATMENT,
        Group(_LATER, "O0115", "O0116", "O0112", "hovon-65-gmmg-hd4"),
    ),
    "xi-transplant-pfs": Entry(
        "myeloma-xi", _PFS, _XI_ARMS, (Group("transplant-eligible people", "O0187", "O0188", "O0215", "myeloma-xi-te"),),
        Group(_EVERYBODY, "O0072", "O0073", "O0074", "myeloma-xi"), _PATHWAY,
    ),
    "xi-transplant-os": Entry(
        "myeloma-xi", _OS, _XI_ARMS, (Group("transplant-eligible people", "O0189", "O0190", "O0216", "myeloma-xi-te"),),
        Group(_EVERYBODY, "O0075", "O0076", "O0077", "myeloma-xi"), _PATHWAY,
    ),
    "xi-molecular-pfs": Entry(
        "myeloma-xi", _PFS, _XI_ARMS, (Group("people with del(1p), del(17p) or t(4;14)", "O0078", "O0079"),),
        Group(_EVERYBODY, "O0072", "O0073", "O0074", "myeloma-xi"),
        "Two medians without a hazard ratio and without intervals: how far chance reaches cannot be said. In all, 556 people "
        "were profiled; how many of them stand in this subgroup is not reported.",
    ),
    "mm4-response-pfs": Entry(
        "tourmaline-mm4", _PFS, _IXAZOMIB_ARMS, (Group("people with a good response", "O0092", "O0093", "O0094"),),
        Group(_EVERYBODY, "O0089", "O0090", "O0091", "tourmaline-mm4"),
        "Good response: a complete or a very good partial one after induction. The hazard ratio "
        "of the subgroup comes without an interval: how far chance reaches cannot be said.",
    ),
    "master-abnormalities": Entry(
        "master", "progression-free survival at 24 months", ("MRD-adapted treatment", ""),
        (Group("no high-risk abnormality", "M0022"), Group("one abnormality", "M0023"), Group("two or more", "M0024")),
        Group(_EVERYBODY, "M0021", people="master"),
        "One arm, no comparison: the figures say who fared how, and nothing on what another treatment would have done. Which "
        "abnormalities count is not in the data of this course.",
    ),
    "emory-risk": Entry(
        "emory-rvd-1000", _PFS, ("risk-adapted maintenance", ""),
        (Group("people at high risk", "O0218"), Group("people at standard risk", "O0219")),
        Group(_EVERYBODY, "O0217", people="emory-rvd-1000"),
        "A cohort without comparison. Maintenance was adapted to the risk, so risk and "
        "treatment cannot be told apart. How risk was defined is not in the data of this course.",
    ),
    "cassiopeia-mrd-5": Entry(
        "cassiopeia-part-2", f"{_MRD} at one cell in 100,000", _DARA_ARMS,
        (Group("no daratumumab before (VTd)", "O0135", "O0136"), Group("daratumumab before (D-VTd)", "O0131", "O0132")),
        Group(_EVERYBODY, people="cassiopeia-part-2"), "",
    ),
    "cassiopeia-mrd-6": Entry(
        "cassiopeia-part-2", f"{_MRD} at one cell in 1 million", _DARA_ARMS,
        (Group("no daratumumab before (VTd)", "O0137", "O0138"), Group("daratumumab before (D-VTd)", "O0133", "O0134")),
        Group(_EVERYBODY, people="cassiopeia-part-2"), "",
    ),
}  # fmt: skip
_EARLIER = (
    "V is bortezomib, T thalidomide, d dexamethasone, D daratumumab. The groups differ in their earlier treatment, and may "
    "differ in other things. No test for a different effect was found in what was read for this course."
)
_NEEDED = (
    "Whether the subgroup differs from the others is a question for an interaction test. None was found in what was read for "
    "this course. The subgroup is part of the whole, so an overlap shows no sameness, and its lack would show no difference."
)


def entry_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, key) of the subgroups."""
    options = []
    for key, entry in ENTRIES.items():
        who = wording.listing([group.name for group in entry.subgroups], "or")
        options.append((f"{_trial_name(evidence, entry)}: {who}, {entry.endpoint}", key))
    return options


def _trial_name(evidence: Evidence, entry: Entry) -> str:
    """Return the name of the trial; subgroup and whole are told apart by their rows."""
    return evidence.trials[entry.trial_id].name.removesuffix(" (all patients)")


def as_ratio(figure: Estimate | None) -> Ratio | None:
    """Return a reported ratio with its interval as numbers, or None where either is missing."""
    if figure is None or not (figure.value.reported and figure.low.reported and figure.high.reported):
        return None
    return Ratio(figure.value.value, figure.low.value, figure.high.value)


def subgroup_view(evidence: Evidence, key: str) -> View:
    """Return a subgroup beside its whole trial: both arms, hazard ratios, and how wide the intervals are.

    Args:
        key: one of ``ENTRIES``.
    """
    entry = ENTRIES[key]
    name = _trial_name(evidence, entry)
    compared = bool(entry.arms[1])
    rows = tuple(_row(evidence, group, entry) for group in entry.groups)
    arms = tuple(_arm_head(evidence, entry.groups, arm) for arm in entry.arms if arm)
    ratio = (_ratio_head(entry),) if compared else ()
    header = ("People", "How many", *arms, *ratio, "Median follow-up (months)")
    return View(
        sentence=f"{name}, {entry.endpoint}. {_said(evidence, entry)} {_widths(evidence, entry)}".strip(),
        notes=_notes(evidence, entry),
        table=Table(f"{name}, {entry.endpoint}: subgroup beside the whole", header, rows),
        chart=_chart(evidence, entry, name),
        evidence=evidence,
    )


def _figure(evidence: Evidence, row: str) -> Estimate | None:
    return evidence.figures[row] if row else None


def _amount(evidence: Evidence, row: str) -> str:
    return wording.estimate(_figure(evidence, row))


def _arm_head(evidence: Evidence, groups: tuple[Group, ...], arm: str) -> str:
    first = next(evidence.figures[row] for group in groups for row in group.rows[:1])
    unit = "median, months" if first.value.unit == "months" else f"percent{_at(first)}"
    return f"{wording.sentence_case(arm)} ({unit})"


def _at(figure: Estimate) -> str:
    return f" at {wording.months(figure.timepoint_months)} months" if figure.timepoint_months else ""


def _ratio_head(entry: Entry) -> str:
    return "Difference" if entry.endpoint.startswith(_MRD) else "Hazard ratio (95% interval)"


def _row(evidence: Evidence, group: Group, entry: Entry) -> tuple[Cell, ...]:
    """Return the cells of one group; the difference of the arms stands below the first arm's figure."""
    gap = _gap(evidence, group)
    cells = [_cell(evidence, group.experimental, gap)]
    if entry.arms[1]:
        last = Cell(gap or NOT_REPORTED) if entry.endpoint.startswith(_MRD) else _cell(evidence, group.ratio)
        cells += [_cell(evidence, group.control), last]
    return wording.sentence_case(group.name), _people(evidence, group), *cells, _follow_up(evidence, group)


def _people(evidence: Evidence, group: Group) -> str:
    trial = evidence.trials.get(group.people)
    return " v ".join(str(n) for n in (trial.n_experimental, trial.n_control) if n) if trial else NOT_REPORTED


def _cell(evidence: Evidence, row: str, gap: str = "") -> Cell:
    detail = gap or _remark(evidence, row)
    return Cell(_amount(evidence, row), detail, cites=evidence.figures[row] if row else ())


def _gap(evidence: Evidence, group: Group) -> str:
    """Return the difference of both arms in words, or nothing where there are not two figures."""
    if not group.control:
        return ""
    gap = wording.difference(*(evidence.figures[row].value for row in (group.experimental, group.control)))
    return "" if gap == "cannot be stated" else gap


def _follow_up(evidence: Evidence, group: Group) -> str:
    """Return the follow-up of each report of a group; of two reports both."""
    found = dict.fromkeys(evidence.records[row].get("median_follow_up_months") for row in group.rows)
    words = [wording.months(value) for value in found if value is not None]
    if not words:
        remark = next((evidence.figures[row].note for row in group.rows[:1]), "")
        words = re.findall(r"median follow-up ([\d.]+) months", remark)
    return wording.listing(words) or NOT_REPORTED


def _remark(evidence: Evidence, row: str) -> str:
    return wording.p_value(_figure(evidence, row)) if row and evidence.figures[row].value.unit == "ratio" else ""


def _said(evidence: Evidence, entry: Entry) -> str:
    """Say the figures of every group in one sentence each."""
    sentences = []
    for group in entry.groups:
        parts = []
        if group.control:
            at = _at(evidence.figures[group.control])
            experimental, control = (_amount(evidence, row) for row in (group.experimental, group.control))
            parts.append(f"{experimental} with {entry.arms[0]}, {control} with {entry.arms[1]}{at}")
        elif group.experimental:
            parts.append(_amount(evidence, group.experimental))
        elif entry.arms[1]:
            parts.append("the arms' figures are not reported here")
        if group.ratio:
            parts.append(f"hazard ratio {_amount(evidence, group.ratio)}")
        elif entry.endpoint.startswith(_MRD):
            parts += [gap] if (gap := _gap(evidence, group)) else []
        elif entry.arms[1]:
            parts.append("no hazard ratio is reported")
        sentences.append(f"{wording.sentence_case(group.name)}: {'; '.join(parts)}.")
    return " ".join(sentences)


def _widths(evidence: Evidence, entry: Entry) -> str:
    """Say how wide the subgroup's interval is against that of the whole trial, and whether they overlap."""
    if not entry.arms[1]:
        return "Nothing was compared, so there is no hazard ratio."
    if entry.endpoint.startswith(_MRD):
        return "Intervals are not reported."
    first = as_ratio(_figure(evidence, entry.subgroups[0].ratio))
    second = as_ratio(_figure(evidence, entry.whole.ratio))
    if first is None or second is None:
        return "The interval of the subgroup is not reported, so the widths cannot be compared."
    shared = "the two intervals overlap" if overlap(first, second) else "the two intervals do not overlap"
    return f"The interval of the subgroup is {relative_width(first, second):.1f} times as wide on the log scale; {shared}."


def _notes(evidence: Evidence, entry: Entry) -> tuple[str, ...]:
    notes = [entry.note or _EARLIER]
    if as_ratio(_figure(evidence, entry.subgroups[0].ratio)):
        notes.append(
            "An interval twice as wide goes with about a quarter of the events. A wide interval agrees with a large effect and "
            "with a small one."
        )
    if entry.subgroups[0].ratio:
        notes.append(_NEEDED)
    elif not entry.arms[1]:
        notes.append("Such figures describe an outlook. They do not say who gains from which treatment.")
    return tuple(notes)


def _chart(evidence: Evidence, entry: Entry, name: str):
    groups = entry.groups
    first = evidence.figures[entry.subgroups[0].experimental]
    if entry.arms[1] and first.value.unit == "percent" and not entry.subgroups[0].ratio:
        shown = [group for group in groups if group.rows]
        bars = tuple(
            (
                wording.sentence_case(group.name),
                tuple(
                    Rate(wording.sentence_case(arm), evidence.figures[row].value, experimental)
                    for arm, row, experimental in zip(entry.arms, group.rows, (True, False), strict=True)
                ),
            )
            for group in shown
        )
        return RateChart(f"{name}: MRD-negative, by earlier treatment", "Percent of people", bars)
    if entry.arms[1]:
        rows = tuple(IntervalRow(wording.sentence_case(g.name), _figure(evidence, g.ratio)) for g in groups)
        return IntervalChart(f"{name}: {entry.endpoint}", ((wording.listing(list(entry.arms), "v"), rows),))
    if first.value.unit == "percent":
        bars = tuple(Rate(wording.sentence_case(g.name), evidence.figures[g.experimental].value, True) for g in groups)
        return RateChart(f"{name}, no comparison", "Percent alive without progression", ((entry.endpoint, bars),))
    bars = tuple(Bar(wording.sentence_case(g.name), evidence.figures[g.experimental].value, True) for g in groups)
    return BarChart(f"Median {entry.endpoint}: {name}, no comparison", "Months", bars, None)


SIMULATED_TRIALS = 2_000
_SEED = 8


def simulated_view(hazard_ratio: float, events: int, groups: int, trial: int) -> View:
    """Return one simulated trial cut into subgroups, and how often chance alone turns a subgroup round.

    Args:
        hazard_ratio: the true one, the same for everybody.
        events: in the whole trial.
        groups: number of subgroups, at least 2.
        trial: which of the simulated trials is drawn, from 1.
    """
    cut = Cut(hazard_ratio, events, groups)
    drawn = cut.draw(SIMULATED_TRIALS, _SEED)
    reach = NORMAL_QUANTILE * cut.error
    turned, unclear = (drawn >= 0).any(axis=1).mean(), (np.abs(drawn) <= reach).any(axis=1).mean()
    alarms = np.mean([interaction_p(logs, np.full(groups, cut.error)) < 0.05 for logs in drawn])
    own = drawn[trial - 1]
    errors = np.full(groups, cut.error)
    ratios = [Ratio(*(math.exp(log + shift) for shift in (0, -reach, reach))) for log in own]
    test = interaction_p(own, errors)
    rows = tuple((f"subgroup {number}", ratio) for number, ratio in enumerate(ratios, start=1))
    count = sum(ratio.value >= 1 for ratio in ratios)
    here = {0: "No subgroup of this trial does", 1: "One subgroup of this trial does"}.get(
        count, f"{count} subgroups of this trial do"
    )
    summary = (
        ("True hazard ratio, the same in every subgroup", f"{hazard_ratio:.2f}"),
        ("Events in each subgroup", Cell(f"{events / groups:.0f}", f"{events} in all")),
        (
            "At least one subgroup at 1 or above (percent of trials)",
            Cell(f"{100 * turned:.1f}", f"by the formula {100 * cut.reversed_somewhere():.1f}"),
        ),
        (
            "At least one interval that holds 1 (percent of trials)",
            Cell(f"{100 * unclear:.1f}", f"by the formula {100 * cut.unclear_somewhere():.1f}"),
        ),
        ("Interaction test below 0.05 (percent of trials)", Cell(f"{100 * alarms:.1f}", "by its making 5")),
        ("This trial: p value of the interaction test", f"{test:.2f}" if test >= 0.01 else "below 0.01"),
    )
    return View(
        sentence=f"Simulated: the treatment works alike for everybody, with a true hazard ratio of {hazard_ratio:.2f}. Cut into "
        f"{groups} subgroups, {100 * turned:.1f}% of {SIMULATED_TRIALS:,} such trials have at least one subgroup at 1 or above. "
        f"{here}.",
        notes=(
            "Simulated, not data: no person and no trial stands behind it. Each subgroup is drawn from the same normal "
            "distribution, with variance 4 / events. The seed is fixed, so the same choices give the same trials.",
            "Where the interval holds 1, a subgroup is often said to show no effect. Here that would be wrong in every case. The "
            "interaction test asks whether the subgroups differ by more than chance; by its making it is below 0.05 in 5 of 100 "
            "such trials.",
        ),
        table=Table(
            f"Simulated: trial number {trial} of {SIMULATED_TRIALS:,}, cut into {groups} subgroups",
            ("Simulated", "Result (95% interval)"),
            (
                *summary,
                *((wording.sentence_case(label), Cell(in_words(ratio), marked=ratio.value >= 1)) for label, ratio in rows),
            ),
        ),
        chart=SubgroupChart(f"Simulated: one true effect, {groups} subgroups", rows, hazard_ratio),
    )
