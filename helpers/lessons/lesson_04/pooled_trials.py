"""Lesson 04: trials of lenalidomide maintenance pooled live, beside what the individual-patient meta-analysis reported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ... import wording
from ...evidence import Analysis, Evidence
from ...show.charts.forest_plot import POOLED, REPORTED, TRIAL, ForestChart, ForestRow
from ...show.table import REST, Cell, Table
from ...show.view import View
from ...statistics.pooling import FIXED, HARTUNG_KNAPP, Pooled, pool
from ..shared import headline
from ..shared.cautions import first_that_holds
from ..shared.reported_ratios import as_ratio, ratio_words
from .weighed_trials import ARMS, Entry, arms_detail, entries, meta_analysis_trials, obstacle

_HEADER = ("Trial", "Hazard ratio (95% interval)", "Weight (percent)", "Pooled without it", ARMS)
_NOT_LIKE_WITH_LIKE = (
    "Not like with like: the reported meta-analysis pooled another set of trials.",
    "The meta-analysis had CALGB 100104, IFM 2005-02 and GIMEMA RV-MM-PI-209, and no other trial.",
)
_NARROW = (
    "This interval is narrower than that of the fixed effect. So few trials can agree so closely by chance.",
    "The trials happen to agree more closely than their margins of error allow for, and the method takes that for certainty.",
)


def forest_view(evidence: Evidence, trials: Sequence[str], endpoint: str, report: str, method: str) -> View:
    """Return the chosen trials with their weights, the pooled ratio by ``method``, and the reported meta-analysis.

    Args:
        trials: ids out of ``trial_options``.
        endpoint: "PFS" or "OS".
        report: one of the values of ``REPORT_CHOICES``.
        method: one of ``METHODS``.
    """
    chosen = entries(evidence, trials, endpoint, report)
    usable = [entry for entry in chosen if not entry.obstacle]
    pooled = pool([entry.ratio for entry in usable], method) if len(usable) > 1 else None
    reported = headline.find(evidence, headline.HEADLINE, endpoint)
    name = evidence.endpoint_names[endpoint]
    rows = [_trial_row(entry, usable, pooled, method) for entry in chosen]
    rows += [_pooled_row(pooled)] if pooled else []
    rows.append(_reported_row(evidence, reported))
    caution, notes = first_that_holds(_guards(evidence, chosen, usable, pooled))
    return View(
        sentence=_sentence(name, chosen, usable, pooled, reported),
        caution=caution,
        notes=(*notes, *_notes(chosen, usable, pooled)),
        table=Table(f"{wording.sentence_case(name)}: the chosen trials and their weights", _HEADER, tuple(rows)),
        chart=_chart(evidence, name, chosen, usable, pooled, reported),
        evidence=evidence,
        cites=[e for entry in chosen for read_out in entry.read_outs for e in read_out.estimates],
    )


def _sentence(name: str, chosen: list[Entry], usable: list[Entry], pooled: Pooled | None, reported: Analysis) -> str:
    theirs = f"The individual-patient meta-analysis reported {wording.estimate(reported.hazard_ratio)}."
    if pooled:
        return (
            f"Pooled by {pooled.method}, {len(usable)} trials give a hazard ratio of {ratio_words(pooled.ratio)} "
            f"for {name}. {theirs}"
        )
    if not chosen:
        return f"No trial is chosen, so there is nothing to pool. {theirs}"
    if not usable:
        return f"No chosen trial can enter a pool for {name}. {theirs}"
    alone = f"{usable[0].trial.name} alone has a hazard ratio of {ratio_words(usable[0].ratio)} for {name}"
    return f"{alone}; one trial is no pool. {theirs}"


def _trial_row(entry: Entry, usable: list[Entry], pooled: Pooled | None, method: str) -> tuple[Cell, ...]:
    arms, trial = entry.arms, entry.trial
    words = wording.both_arms(arms)
    people = f"{trial.n_experimental} v {trial.n_control} people; {trial.comparator}; {trial.setting}"
    ratio = Cell(wording.estimate(entry.estimate), entry.estimate.note if entry.estimate else "", cites=entry.estimate or ())
    arms_cell = Cell(words, arms_detail(arms), cites=arms.estimates if words != "not reported" else ())
    if entry.obstacle:
        return Cell(entry.trial.name, people), ratio, Cell("cannot enter the pool", entry.obstacle, span=2), arms_cell
    if pooled is None:
        return Cell(entry.trial.name, people), ratio, Cell("alone: no pool", span=2), arms_cell
    weight = Cell(f"{100 * pooled.weights[usable.index(entry)]:.1f}")
    return Cell(entry.trial.name, people), ratio, weight, _without(entry, usable, method), arms_cell


def _without(entry: Entry, usable: list[Entry], method: str) -> str:
    """Return the pooled result of the other trials: leave one out."""
    rest = [other for other in usable if other is not entry]
    if len(rest) < 2:
        return f"only {rest[0].trial.name} is left"
    return ratio_words(pool([other.ratio for other in rest], method).ratio)


def heterogeneity(pooled: Pooled) -> str:
    """Return Q, I squared and tau squared in words."""
    freedom = len(pooled.weights) - 1
    degrees = f"{freedom} degree{'' if freedom == 1 else 's'} of freedom"
    scatter = "tau squared taken as zero" if pooled.method == FIXED else f"tau squared {pooled.tau_squared:.3f}"
    return f"Q {pooled.q:.2f} on {degrees}; I squared {100 * pooled.i_squared:.0f}%; {scatter}"


def _pooled_row(pooled: Pooled) -> tuple[Cell, ...]:
    return (
        Cell("Pooled here", f"computed by this page: {pooled.method}"),
        Cell(ratio_words(pooled.ratio), marked=True),
        "100.0",
        Cell("A pool of ratios has no median.", heterogeneity(pooled), span=REST),
    )


def _reported_row(evidence: Evidence, reported: Analysis) -> tuple[Cell, ...]:
    trial = reported.trial
    return (
        Cell("Reported", f"{trial.name}: {trial.n_experimental} v {trial.n_control} people"),
        Cell(wording.estimate(reported.hazard_ratio), cites=reported.estimates, marked=True),
        Cell("from the data of each person", span=2),
        Cell(wording.both_arms(reported), arms_detail(reported), cites=reported.estimates),
    )


def _guards(
    evidence: Evidence, chosen: list[Entry], usable: list[Entry], pooled: Pooled | None
) -> Iterator[tuple[object, str, str]]:
    """Yield what keeps a pool from being misread, each with whether it holds."""
    for entry in chosen:
        yield usable and entry.obstacle and entry.caution_if_left_out, entry.caution_if_left_out, ""
    if not pooled:
        return
    fixed = pool([entry.ratio for entry in usable], FIXED).ratio
    yield pooled.method == HARTUNG_KNAPP and pooled.ratio.high / pooled.ratio.low < fixed.high / fixed.low, *_NARROW
    yield {entry.trial.trial_id for entry in usable} != set(meta_analysis_trials(evidence)), *_NOT_LIKE_WITH_LIKE
    mixed = wording.listing([entry.trial.name for entry in usable if entry.trial.setting == "mixed"])
    yield mixed, f"{mixed}: this includes people who had no transplant.", ""
    few = f"With {len(usable)} trials I squared and tau squared are themselves little more than guesses."
    yield len(usable) < 5, few, ""


def _notes(chosen: list[Entry], usable: list[Entry], pooled: Pooled | None) -> list[str]:
    """Return why trials cannot enter, and what has to be known of those that do."""
    told = dict.fromkeys(entry.note_if_pooled for entry in usable if pooled and entry.note_if_pooled)
    return [*(f"{entry.trial.name} cannot enter the pool: {entry.obstacle}." for entry in chosen if entry.obstacle), *told]


def _chart(evidence, name, chosen, usable, pooled, reported) -> ForestChart:
    rows = []
    for entry in chosen:
        figure = entry.estimate
        weight = pooled.weights[usable.index(entry)] if pooled and not entry.obstacle else None
        drawable = figure is not None and not obstacle(figure)
        rows.append(ForestRow(entry.trial.name, wording.estimate(figure), as_ratio(figure) if drawable else None, weight, TRIAL))
    if pooled:
        rows.append(ForestRow("Pooled here", ratio_words(pooled.ratio), pooled.ratio, None, POOLED))
    ratio = reported.hazard_ratio
    label = f"Reported, {wording.short_citation(evidence.sources[ratio.source_id])}"
    rows.append(ForestRow(label, wording.estimate(ratio), as_ratio(ratio), None, REPORTED))
    return ForestChart(f"{wording.sentence_case(name)}: hazard ratios and their pool", tuple(rows))
