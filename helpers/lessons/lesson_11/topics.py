"""Lesson 11: a problem and what the sources say is done about it, or what was measured of life on maintenance."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

from ... import wording
from ...evidence import NOT_REPORTED, Estimate, Evidence, Quantity, split_ids
from ...show.charts.shares import Rate, RateChart
from ...show.table import REST, Cell, Table
from ...show.view import View
from ..shared.contrasts import Contrast, arm_names, contrasts, event_name, horizon, study_name

PROBLEM, LIFE = "problem", "life"
_WITH_ARMS = ("What", "As the sources have it", "Control arm", "Time, remarks")
_WITHOUT = ("What", "As the sources have it", "Remarks")


def topic_options(part: str) -> Callable[[Evidence], list[tuple[str, str]]]:
    """Return the options of one list: (label, id) of its topics."""
    return lambda evidence: [(row.label, row.topic_id) for row in evidence.rows("living_topics", part=part)]


def topic_view(evidence: Evidence, topic: str) -> View:
    """Return what the sources say on a topic, how often it was counted, what may be asked, what was not read.

    Args:
        topic: one of ``living_topics``.
    """
    chosen = evidence.row("living_topics", topic_id=topic)
    harms = _harm_rows(evidence, chosen)
    rows = [
        *_statement_rows(evidence, chosen),
        *harms,
        *_figure_rows(evidence, chosen),
        ("You may ask", Cell(chosen.ask, span=REST)),
        ("Not read", Cell(wording.sentence_case(f"{chosen.not_read}."), span=REST)),
    ]
    return View(
        sentence=chosen.sentence,
        caution=chosen.caution,
        notes=_people(evidence, chosen),
        table=Table(chosen.chart_title or chosen.label, _WITH_ARMS if harms else _WITHOUT, tuple(rows)),
        chart=_chart(evidence, chosen),
        evidence=evidence,
    )


def _statement_rows(evidence: Evidence, chosen: SimpleNamespace) -> list[tuple[Cell | str, ...]]:
    """Return what the sources say in words, each under what it is about."""
    said = [evidence.statements[key] for key in split_ids(chosen.statement_ids)]
    return [(wording.sentence_case(s.topic), Cell(f"{wording.sentence_case(s.words)}.", cites=s, span=REST)) for s in said]


def _harms(evidence: Evidence, chosen: SimpleNamespace) -> list[Contrast]:
    """Return the harms of a topic, both arms together, in the order in which it lists them."""
    listed = split_ids(chosen.figure_ids)
    found = [c for c in contrasts(evidence) if {c.experimental.row_id, c.control.row_id if c.control else ""} <= {*listed, ""}]
    return sorted(found, key=lambda c: listed.index(c.experimental.row_id))


def _harm_rows(evidence: Evidence, chosen: SimpleNamespace) -> list[tuple[Cell | str, ...]]:
    """Return how often a harm was counted: both arms, when, and the study's remark."""
    rows = []
    for contrast in _harms(evidence, chosen):
        names, first, second = arm_names(evidence, contrast), contrast.experimental, contrast.control
        bound = "up to " if contrast.upper_bound else ""
        study = Cell(f"How often: {event_name(contrast.harm)}", study_name(contrast.harm))
        tested = Cell(f"{bound}{wording.estimate(first)}", names[0], cites=first)
        control = Cell(wording.estimate(second), names[1], cites=second or ())
        rows.append((study, tested, control, Cell(horizon(contrast.harm) or "time not reported", first.note, folded=True)))
    return rows


def _figures(evidence: Evidence, chosen: SimpleNamespace) -> list[Estimate]:
    """Return the figures of a topic that are no harms of two arms."""
    harms = {row.row_id for row in evidence.rows("safety")}
    return [evidence.figures[key] for key in split_ids(chosen.figure_ids) if key not in harms]


def _named(evidence: Evidence, chosen: SimpleNamespace) -> list[tuple[str, Estimate]]:
    """Return the figures of a topic, each with what tells it from the others: what was given, the group, or the measure."""
    figures = _figures(evidence, chosen)
    alike = len({figure.measure for figure in figures}) == 1
    names = []
    for figure in figures:
        trial, record = evidence.trials[figure.trial_id], evidence.records[figure.row_id]
        arms = {"experimental": trial.experimental_arm, "control": trial.control_arm, "both arms": "both arms together"}
        if endpoint := record.get("endpoint"):
            names.append(f"{endpoint}, {arms[figure.arm]}")
        else:
            names.append(figure.arm if alike else figure.measure)
    return [(wording.sentence_case(name), figure) for name, figure in zip(names, figures, strict=True)]


def _figure_rows(evidence: Evidence, chosen: SimpleNamespace) -> list[tuple[Cell | str, ...]]:
    rows = []
    for name, figure in _named(evidence, chosen):
        when = f"at {wording.months(figure.timepoint_months)} months" if figure.timepoint_months else ""
        remark = wording.sentence_case("; ".join(filter(None, [when, figure.note])))
        study = Cell(name, evidence.trials[figure.trial_id].name)
        rows.append((study, Cell(wording.estimate(figure), cites=figure), remark))
    return rows


def _people(evidence: Evidence, chosen: SimpleNamespace) -> tuple[str, ...]:
    """Return of which people the figures are that are no harms; those of harms stand where each figure came from."""
    trials = dict.fromkeys(figure.trial_id for figure in _figures(evidence, chosen))
    return tuple(f"{evidence.trials[name].name}: {evidence.trials[name].population}." for name in trials)


def _chart(evidence: Evidence, chosen: SimpleNamespace) -> RateChart | None:
    """Return the shares of a topic as bars, with one left open where no figure was read; None if it has no chart."""
    if not chosen.chart_title:
        return None
    named = _named(evidence, chosen)
    bars = [Rate(name, figure.value, True) for name, figure in named]
    bars += [Rate(chosen.open_bar, Quantity(None, NOT_REPORTED, "percent"), True)] if chosen.open_bar else []
    trial = evidence.trials[named[0][1].trial_id]
    return RateChart(chosen.chart_title, "Percent of people", ((trial.name, tuple(bars)),))
