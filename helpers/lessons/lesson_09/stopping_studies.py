"""Lesson 09: the studies of stopping one by one, their designs side by side, and what two summaries conclude."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

from ... import wording
from ...evidence import NOT_REPORTED, Estimate, Evidence, Quantity, split_ids
from ...show.charts.ratios import IntervalChart, IntervalRow
from ...show.charts.shares import Rate, RateChart
from ...show.citations import Citable
from ...show.table import REST, Cell, Table
from ...show.view import Chart, View

_MISSING = Quantity(None, NOT_REPORTED, "percent")


def study_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, id) of the studies and rules of stopping."""
    return [(study.label, study.trial_id) for study in evidence.rows("stopping_studies")]


def people_of(evidence: Evidence, study: str) -> str:
    """Return how many people a study had, in words."""
    trial = evidence.trials[study]
    if trial.n_experimental is None:
        return NOT_REPORTED
    if trial.n_control is None:
        return f"{trial.n_experimental}, one arm"
    return f"{trial.n_experimental} and {trial.n_control} randomised"


def _said_in(evidence: Evidence, study: SimpleNamespace) -> Citable:
    """Return the text that says how a study or rule decides: that of its statement, or of its figures."""
    statements, figures = split_ids(study.statement_ids), split_ids(study.figure_ids)
    return evidence.statements[statements[0]] if statements else evidence.figures[figures[0]]


def study_view(evidence: Evidence, study: str) -> View:
    """Return one study of stopping: what was decided, by whom, on which test, what followed, what it cannot show.

    Args:
        study: the id of a trial in ``stopping_studies``.

    Raises:
        KeyError: if the trial is none of them.
    """
    chosen = evidence.row("stopping_studies", trial_id=study)
    notes = [evidence.row("notes", note_id=key) for key in split_ids(chosen.note_ids)]
    return View(
        sentence=chosen.sentence,
        caution=notes[0].caution,
        notes=tuple(note.words for note in notes),
        table=Table(
            f"{chosen.name}: stop or go on",
            ("Item", "As the sources have it", "The other way round", "Time, people, remarks"),
            (*_decision_rows(evidence, chosen), *_result_rows(evidence, chosen)),
        ),
        chart=_study_chart(evidence, chosen),
        evidence=evidence,
    )


def _decision_rows(evidence: Evidence, study: SimpleNamespace) -> list[tuple[Cell | str, ...]]:
    """Return who decided what, on which test, among whom."""
    trial = evidence.trials[study.trial_id]
    decision = study.decision or evidence.records[split_ids(study.figure_ids)[0]]["topic"]
    return [
        ("What was decided", Cell(wording.sentence_case(decision), cites=_said_in(evidence, study), span=REST)),
        ("Who or what decided", Cell(wording.sentence_case(study.decided_by), trial.design, span=REST)),
        ("Test and limit", Cell(wording.sentence_case(study.test), span=REST)),
        ("People", Cell(people_of(evidence, study.trial_id), trial.population, cites=trial, span=REST)),
        ("Comparison arm", Cell(wording.sentence_case(study.comparison), span=REST)),
    ]


def _result_rows(evidence: Evidence, study: SimpleNamespace) -> list[tuple[Cell | str, ...]]:
    """Return what followed, in figures and in words."""
    followed = [evidence.figures[row] for row in split_ids(study.figure_ids)]
    rates = any(figure.value.unit == "percent" for figure in followed)
    counted = [evidence.figures[row] for row in split_ids(study.counted_ids)]
    rows = [_figure_row(figure, rates) for figure in (*counted, *followed)]
    for key in split_ids(study.statement_ids):
        said = evidence.statements[key]
        rows.append(("What the source says", Cell(wording.sentence_case(said.words), cites=said, span=REST)))
    return rows if followed else [*rows, ("What followed, in figures", Cell(NOT_REPORTED, span=REST))]


_ENDPOINTS = {"PFS": "progression-free survival", "OS": "overall survival"}
_ARMS = {"experimental": "", "single arm": "", "all": "all people"}


def measure_words(figure: Estimate) -> str:
    """Return the measure of a row with its endpoint spelt out, and its group."""
    words = figure.measure
    for short, full in _ENDPOINTS.items():
        words = full if words == short else words.replace(f", {short}", f" for {full}").replace(f"{short} ", f"{full} ")
    group = figure.arm_label or _ARMS.get(figure.arm, figure.arm)
    return wording.sentence_case(f"{words}, {group}" if group else words)


def _figure_row(figure: Estimate, rates: bool) -> tuple[Cell | str, ...]:
    """Return a figure, the other way round where it is a share; ``rates``: whether those behind a ratio are printed too."""
    other = ""
    if figure.value.unit == "percent":
        other = f"{100 - figure.value.value:.{wording.decimals(figure.value.text)}f}%"
    elif figure.value.unit == "ratio":
        other = "both groups' rates beside it" if rates else f"both arms' rates: {NOT_REPORTED}"
    when = f"at {wording.months(figure.timepoint_months)} months" if figure.timepoint_months else "time not reported"
    value = Cell(wording.estimate(figure), wording.p_value(figure), cites=figure)
    if not other:
        return measure_words(figure), replace(value, detail="; ".join(filter(None, [value.detail, figure.note])), span=REST)
    if figure.value.unit == "percent":
        return measure_words(figure), value, other, Cell(when, figure.note)
    return measure_words(figure), value, *([other, figure.note] if figure.note else [Cell(other, span=REST)])


def _study_chart(evidence: Evidence, study: SimpleNamespace) -> Chart | None:
    """Return the ratios of a study, or its shares under their headings."""
    groups: dict[str, list[tuple[str, Estimate | None]]] = {}
    for row in evidence.rows("selections", selection="stopping study", study_id=study.trial_id):
        figure = evidence.figures[row.evidence_ids] if row.evidence_ids else None
        groups.setdefault(row.heading, []).append((row.label or figure.arm_label or figure.arm, figure))
    if not groups:
        return None
    if study.chart_direction:
        lines = tuple((heading, tuple(IntervalRow(*line) for line in group)) for heading, group in groups.items())
        return IntervalChart(study.chart_title, lines, study.chart_direction)
    return RateChart(study.chart_title, "Percent of people", tuple((heading, _bars(bars)) for heading, bars in groups.items()))


def _bars(bars: list[tuple[str, Estimate | None]]) -> tuple[Rate, ...]:
    """Return the bars of one group; of two that count different people, the second is drawn as the other arm."""
    people = [figure.arm if figure else "" for _, figure in bars]
    two_groups = len(people) == 2 and people[0] != people[1]
    return tuple(
        Rate(label, figure.value if figure else _MISSING, not (two_groups and number == 1))
        for number, (label, figure) in enumerate(bars)
    )


def designs_view(evidence: Evidence) -> View:
    """Return the studies of stopping side by side, without their results: who decided, on which test, against what."""
    rows = tuple(
        (
            Cell(study.name, cites=evidence.trials[study.trial_id]),
            Cell(wording.sentence_case(study.decided_by), cites=_said_in(evidence, study)),
            wording.sentence_case(study.test),
            people_of(evidence, study.trial_id),
            wording.sentence_case(study.comparison),
        )
        for study in evidence.rows("stopping_studies")
    )
    return View(
        sentence="Two of these studies let chance decide between stopping and going on: GMMG-MM5, which has a result, "
        "and DRAMMATIC, for which no result was found.",
        caution="Shares from single-arm studies of different people, tests and times cannot be ranked.",
        notes=("Results are left out on purpose. Shares from single-arm studies cannot be set against a trial either.",),
        table=Table(
            "Studies of stopping: designs, without results",
            ("Study", "Who or what decided", "Test and limit", "People", "Comparison arm"),
            rows,
        ),
        evidence=evidence,
    )


def conclusions_view(evidence: Evidence) -> View:
    """Return what guidelines, summaries and authors conclude on stopping and going on, side by side."""
    rows = []
    for summary in evidence.rows("selections", selection="summary of stopping"):
        said = evidence.statements[summary.evidence_ids]
        rows.append((summary.label, Cell(wording.sentence_case(said.words), cites=said), summary.heading))
    return View(
        sentence="A guideline and the authors of GMMG-MM5 ask to go on; a review keeps that as the standard, and thinks "
        "stopping may be safe for selected people.",
        caution="None of these texts had a trial that compared stopping with going on among MRD-negative people.",
        notes=(
            "Such texts can differ in what they let count as data: only a comparison with people who went on, or also "
            "studies of people who stopped.",
            "Guidelines speak of what to offer to many. They do not say what is right for one person.",
        ),
        table=Table("Stopping or going on: what texts conclude", ("Source", "What it says", "Kind of text"), tuple(rows)),
        evidence=evidence,
    )
