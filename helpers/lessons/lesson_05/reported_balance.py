"""Lesson 05: deaths and second cancers in one report of one trial, at one denominator and one follow-up."""

from __future__ import annotations

from ... import wording
from ...evidence import Estimate, Evidence
from ...show.charts.icons import IconChart, IconPanel
from ...show.table import REST, Cell, Table
from ...show.view import View
from ...statistics import risk
from ..shared.contrasts import find, per
from ..shared.risk_words import gap_of, interval_of, percentage_points
from .side_by_side import ARMS, NOT_SUBTRACTED, ONE_TRIAL, OTHER_TRIALS, groups

BOTH, GOOD, BAD = "both", "good", "bad"
FRAMINGS = (("both", BOTH), ("alive, free of second cancer", GOOD), ("died, had a second cancer", BAD))
FIRST_HARM = "S0005/S0006"  # second cancers in CALGB 100104: counts and follow-up are printed
_DEATHS, _CROSSOVER = "O0022", "O0012"


def balance_view(evidence: Evidence, framing: str, denominator: int) -> View:
    """Return deaths and second cancers in the first report of CALGB 100104, of one denominator, at one follow-up.

    Args:
        framing: one of ``FRAMINGS``; the sentence follows it, the table has both.
        denominator: 100 or 1000 people per group.
    """
    (analysis,), harm = evidence.read_outs(row=_DEATHS), find(evidence, FIRST_HARM)
    deaths, cancers = analysis.arms("rate"), [harm.experimental, harm.control]
    names = [wording.arm_name(analysis, arm) for arm in ARMS]
    trial, when = analysis.trial.name, f"over a median follow-up of {wording.months(analysis.follow_up_months)} months"
    dead, ill = ([per(denominator, e.count / e.of) for e in figures] for figures in (deaths, cancers))
    rows = (
        *_outcome_rows(("Died", "Alive"), deaths, denominator),
        *_outcome_rows(("Had a second cancer", "No second cancer"), cancers, denominator),
        _crossover_row(evidence.figures[_CROSSOVER]),
    )
    header = ("Outcome", *(wording.sentence_case(name) for name in names), "Comparison")
    panels = (
        IconPanel(f"Deaths, {when}", "alive", "died", groups(names, dead)),
        IconPanel(f"Second cancers, {when}", "no second cancer", "second cancer", groups(names, ill)),
    )
    return View(
        sentence=f"Of {denominator} people, {_said(framing, names, dead, ill, denominator)}",
        caution=ONE_TRIAL,
        notes=(
            "Shares of each arm, not probabilities by a fixed time: some people had been watched for longer than others.",
            OTHER_TRIALS,
            NOT_SUBTRACTED,
        ),
        table=Table(f"{trial}, {when}: benefit and harm of {denominator} people", header, rows),
        chart=IconChart(f"{trial}, first report: {denominator} people per group", denominator, panels),
        evidence=evidence,
    )


def _said(framing: str, names: list[str], dead: list[int], ill: list[int], denominator: int) -> str:
    """Return the counts in one framing, or in both."""
    alive, well = ([denominator - n for n in counts] for counts in (dead, ill))
    good = f"{alive[0]} with {names[0]} and {alive[1]} with {names[1]} were alive; {well[0]} and {well[1]} had no second cancer."
    bad = f"{dead[0]} with {names[0]} and {dead[1]} with {names[1]} had died; {ill[0]} and {ill[1]} had a second cancer."
    both = (
        f"{dead[0]} with {names[0]} and {dead[1]} with {names[1]} had died ({alive[0]} and {alive[1]} had not); {ill[0]} and "
        f"{ill[1]} had a second cancer ({well[0]} and {well[1]} had none)."
    )
    return {GOOD: good, BAD: bad, BOTH: both}[framing]


def _crossover_row(figure: Estimate) -> tuple[str | Cell, ...]:
    return "Went over to lenalidomide, counted as placebo", Cell(figure.note, cites=figure, span=REST)


def _outcome_rows(words: tuple[str, str], arms: list[Estimate], denominator: int) -> list[tuple[Cell, ...]]:
    """Return an outcome in both framings, with absolute difference, relative risk and number needed."""
    first, second = arms
    counts = (first.count, first.of, second.count, second.of)
    gap, ratio = risk.risk_difference(*counts), risk.relative_risk(*counts)
    people = [per(denominator, e.count / e.of) for e in arms]
    others = [denominator - n for n in people]
    cells = [
        Cell(str(n), f"printed: {wording.with_unit(e.value)}, {e.count} of {e.of}", cites=e)
        for n, e in zip(people, arms, strict=True)
    ]
    needed = risk.number_needed(gap)
    kind = "harm" if needed.harm else "treat"
    return [
        (f"{words[0]} (of {denominator})", *cells, Cell(gap_of(people, denominator), wording.p_value(first))),
        (f"{words[1]} (of {denominator})", *(str(n) for n in others), gap_of(others, denominator)),
        (f"{words[0]}: absolute difference", Cell(percentage_points(gap), interval_of(gap), span=REST)),
        (
            f"{words[0]}: relative risk",
            Cell(f"{ratio.value:.2f}", f"95% interval {ratio.low:.2f} to {ratio.high:.2f}", span=REST),
        ),
        (
            f"{words[0]}: number needed to {kind} (people)",
            Cell(str(needed.value), f"95% interval {needed.low} to {needed.high}; over the median follow-up", span=REST),
        ),
    ]
