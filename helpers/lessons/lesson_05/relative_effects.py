"""Lesson 05: what one relative effect means at several risks. A worked example, not data."""

from __future__ import annotations

from ... import wording
from ...evidence import Evidence, Source
from ...show.charts.icons import IconChart, IconGroup, IconPanel
from ...show.table import Cell, Table
from ...show.view import View
from ...statistics import risk
from ..shared.contrasts import per
from ..shared.risk_words import needed_words, percentage_points
from .side_by_side import METHOD

HAZARD_RATIO, RELATIVE_RISK = "hazard ratio", "relative risk"
_EXAMPLES = (2, 5, 10, 20, 40, 60, 80)  # risks without treatment, in percent
_HOW = {
    HAZARD_RATIO: "risk with treatment = 1 − (1 − risk without treatment) to the power of the hazard ratio, if the hazards are "
    "proportional",
    RELATIVE_RISK: "risk with treatment = risk without treatment × relative risk",
}


def risk_with(baseline: float, effect: float, kind: str) -> float:
    """Return the risk on treatment under a hazard ratio or a relative risk; a relative risk may give more than 1."""
    return risk.risk_under_hazard_ratio(baseline, effect) if kind == HAZARD_RATIO else baseline * effect


def effect_view(evidence: Evidence, baseline: int, effect: float, kind: str, months: int, denominator: int) -> View:
    """Return what one relative effect means at one baseline risk, and at others. A worked example, not data.

    Args:
        baseline: risk without treatment by ``months``, in percent.
        effect: hazard ratio or relative risk.
        kind: which of the two.
        months: the time to which the risks belong.
        denominator: 100 or 1000 people per group.
    """
    without, treated = baseline / 100, risk_with(baseline / 100, effect, kind)
    given = f"a {kind} of {effect:.2f}"
    if treated > 1:
        return View(
            f"Worked example: {given} cannot go with a risk of {baseline}% without treatment, because more than everybody "
            "would have the event. A hazard ratio has no such ceiling."
        )
    when = f"by {months} months"
    without_event = _people((1 - without, 1 - treated), denominator)
    return View(
        sentence=_sentence(given, without, treated, when, denominator),
        caution="No drug and no trial stands behind these numbers: they are chosen.",
        notes=(
            f"{wording.sentence_case(without_event[0])} of {denominator} people without treatment and {without_event[1]} with it "
            "would not have the event.",
            f"How it is computed: {_HOW[kind]}. Absolute difference = risk without treatment − risk with treatment. Number "
            "needed to treat = 1 / absolute difference, rounded up; a number needed to harm is rounded down.",
        ),
        table=_table(evidence.sources[METHOD], given, baseline, effect, kind, when),
        chart=_chart(f"A risk of {baseline}% without treatment {when}, and {given}", without, treated, denominator),
        evidence=evidence,
    )


def _sentence(given: str, without: float, treated: float, when: str, denominator: int) -> str:
    had = _people((without, treated), denominator)
    if had[0] == had[1] and risk.number_needed(treated - without):  # rounded to whole people they are alike
        alike = f"about {had[0]} of {denominator} people would have the event {when}, with treatment or without"
        return f"With {given}, {alike}. {_needed(treated - without)}"
    return (
        f"With {given}, {had[0]} of {denominator} people without treatment and {had[1]} with it would have the event {when}. "
        f"{_needed(treated - without)}"
    )


def _people(shares: tuple[float, float], denominator: int) -> list[str]:
    """Return how many people two shares are, rounded, but never nobody or everybody where the share is not."""
    return [wording.whole_people(per(denominator, share), share, denominator) for share in shares]


def _table(method: Source, given: str, baseline: int, effect: float, kind: str, when: str) -> Table:
    return Table(
        f"Worked example, not data: {given} at several risks without treatment, {when}",
        (
            f"Risk without treatment {when}",
            "Risk with treatment (percent)",
            "Absolute difference (percentage points)",
            "Number needed (people)",
        ),
        tuple(_effect_row(base, effect, kind, base == baseline, method) for base in sorted({*_EXAMPLES, baseline})),
    )


def _chart(heading: str, without: float, treated: float, denominator: int) -> IconChart:
    groups = (
        IconGroup("with treatment", per(denominator, treated), True),
        IconGroup("without treatment", per(denominator, without), False),
    )
    panel = IconPanel(heading, "without the event", "with the event", groups)
    return IconChart(f"Worked example, not data: {denominator} people per group", denominator, (panel,))


def _needed(gap: float) -> str:
    needed = risk.number_needed(gap)
    if needed is None:
        return "There is no difference."
    return needed_words(gap, "treatment") if needed.harm else f"Number needed to treat: {needed.value}."


def _effect_row(base: int, effect: float, kind: str, chosen: bool, method: Source) -> tuple[Cell, ...]:
    head = Cell(f"{base}%", "chosen" if chosen else "", marked=chosen, cites=method if chosen else ())
    treated = risk_with(base / 100, effect, kind)
    if treated > 1:
        return head, "not possible", "not possible", "none"
    gap = treated - base / 100
    needed = risk.number_needed(gap)
    words = "none" if needed is None else f"{needed.value} to {'harm' if needed.harm else 'treat'}"
    return head, f"{100 * treated:.1f}", percentage_points(gap).replace(" percentage points", ""), words
