"""Lesson 07: what was added to lenalidomide, what it gave and what it cost; and an indirect comparison as a worked example."""

from __future__ import annotations

from collections.abc import Sequence

from ... import wording
from ...comparability import explanation, obstacles
from ...evidence import NOT_REPORTED, REPORTED, Analysis, Estimate, Evidence, Harm, Quantity
from ...show.charts.intervals import IntervalChart, IntervalRow
from ...show.charts.rates import Rate, RateChart
from ...show.table import NA, Cell, Table
from ...show.view import Note, View
from ...statistics.pooling import Ratio, indirect
from ..shared.contrasts import event_name
from ..shared.reported_ratios import as_ratio

# trial -> what was added, to what
ADDED: dict[str, tuple[str, str]] = {
    "atlas": ("carfilzomib and dexamethasone", "lenalidomide"),
    "auriga": ("daratumumab", "lenalidomide"),
    "forte-second-randomisation": ("carfilzomib", "lenalidomide"),
    "gem2014main": ("ixazomib", "lenalidomide and dexamethasone"),
    "griffin": ("daratumumab", "the whole regimen"),
    "perseus": ("daratumumab", "the whole regimen"),
}
HARMS = "harms"
SHOWN = (("progression-free survival", "PFS"), ("overall survival", "OS"), ("side effects", HARMS))
_WHOLE = "Whole regimen: maintenance not randomised by itself"
_SEPARATE = "Added to lenalidomide in maintenance"


def trial_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, id) of the trials, by name."""
    return [(evidence.trials[trial].name, trial) for trial in sorted(ADDED, key=lambda key: evidence.trials[key].name)]


def heading(evidence: Evidence, trial_id: str) -> str:
    """Return under which heading a trial stands: by what it randomised."""
    return _WHOLE if evidence.trials[trial_id].randomised_question == "whole regimen" else _SEPARATE


def added_view(evidence: Evidence, shown: str, trials: Sequence[str]) -> View:
    """Return what adding a drug gave in the chosen trials, each against its own control, or what it cost.

    Args:
        shown: "PFS", "OS" or ``HARMS``.
        trials: ids of ``ADDED``.
    """
    if not trials:
        return View("No trial is ticked, so nothing is shown.")
    chosen = [trial for _, trial in trial_options(evidence) if trial in trials]
    return _harms_view(evidence, chosen) if shown == HARMS else _benefit_view(evidence, shown, chosen)


def _names(evidence: Evidence, trials: Sequence[str]) -> str:
    return wording.listing([evidence.trials[trial].name for trial in trials])


def find(evidence: Evidence, trial_id: str, endpoint: str) -> Analysis | None:
    """Return the read-out of all patients of a trial with the figures of both arms, or one without, or None."""
    own = [
        a
        for a in evidence.analyses.values()
        if a.trial.trial_id == trial_id and a.endpoint == endpoint and a.population.startswith("all ")
    ]
    return next((a for a in own if _arms(a)), own[0] if own else None)


def _arms(analysis: Analysis) -> list[Estimate]:
    return next((arms for measure in ("rate at a time", "median") if (arms := analysis.arms(measure))), [])


def _benefit_view(evidence: Evidence, endpoint: str, trials: list[str]) -> View:
    found = {trial: find(evidence, trial, endpoint) for trial in trials}
    reported = [a for a in found.values() if a is not None]
    name = evidence.endpoint_names[endpoint]
    notes = [explanation(reported)] if len(reported) > 1 else []
    notes += _shared_notes(evidence, trials)
    groups: dict[str, list[IntervalRow]] = {}
    for trial, analysis in found.items():
        if analysis is not None:
            groups.setdefault(heading(evidence, trial), []).append(
                IntervalRow(f"{evidence.trials[trial].name}: {ADDED[trial][0]}", analysis.hazard_ratio)
            )
    return View(
        sentence=_benefit_sentence(evidence, name, found),
        notes=tuple(notes),
        table=Table(
            f"{wording.sentence_case(name)}, and side effects beside it: each trial against its own control, not ranked",
            (
                "Trial, and what was added", "Both arms (percent or months)", "Hazard ratio (95% interval)",
                "Median follow-up (months)", "Side effects, both arms (percent)",
            ),
            tuple(_benefit_row(evidence, trial, analysis) for trial, analysis in found.items()),
        ),
        chart=IntervalChart(
            f"{wording.sentence_case(name)}: with the added drug against without",
            tuple((words, tuple(rows)) for words, rows in sorted(groups.items())),
            "fewer events with the added drug",
        ) if groups else None,
        evidence=evidence,
    )  # fmt: skip


def _benefit_sentence(evidence: Evidence, name: str, found: dict[str, Analysis | None]) -> str:
    with_figure = [trial for trial, a in found.items() if a is not None]
    without = [trial for trial in found if trial not in with_figure]
    missing = f" Not reported for {_names(evidence, without)}." if without else ""
    if not with_figure:
        return f"{wording.sentence_case(name)}: not reported for {_names(evidence, without)}."
    if len(with_figure) > 1:
        parts = [
            f"{evidence.trials[trial].name} {_both(found[trial])}, hazard ratio {wording.estimate(found[trial].hazard_ratio)}"
            for trial in with_figure
        ]
        return f"{wording.sentence_case(name)} with the added drug v without, not ranked: {'; '.join(parts)}.{missing}"
    analysis = found[with_figure[0]]
    added, base = ADDED[with_figure[0]]
    arms = _arms(analysis)
    both = "Both arms' figures are not reported."
    if len(arms) == 2:
        at = f" at {wording.months(arms[0].timepoint_months)} months" if arms[0].timepoint_months else " (median)"
        both = f"{wording.sentence_case(name)}{at} was {wording.with_unit(arms[0].value)} with it and "
        both += f"{wording.with_unit(arms[1].value)} without."
    words = f"{added} in {base}" if base == "the whole regimen" else f"{added}, added to {base}"
    trial = evidence.trials[with_figure[0]].name
    return f"{trial} tested {words}. {both} The hazard ratio was {wording.estimate(analysis.hazard_ratio)}.{missing}"


def _both(analysis: Analysis) -> str:
    """Return both arms' figures in a few words ("82.7% v 66.4% at 30 months"), or that they are not reported."""
    arms = _arms(analysis)
    if len(arms) != 2:
        return f"both arms {NOT_REPORTED}"
    at = f" at {wording.months(arms[0].timepoint_months)} months" if arms[0].timepoint_months else " (medians)"
    return f"{wording.with_unit(arms[0].value)} v {wording.with_unit(arms[1].value)}{at}"


def _shared_notes(evidence: Evidence, trials: list[str]) -> list[str]:
    notes = []
    for trial in trials:
        name = evidence.trials[trial].name
        notes += [f"{name}, looked for and not found: {text}." for text in evidence.gaps(trial)]
    whole = [trial for trial in trials if heading(evidence, trial) == _WHOLE]
    if whole:
        notes.append(f"{_names(evidence, whole)}: effect of the whole regimen, from induction on, and not of maintenance.")
    return notes


def _benefit_row(evidence: Evidence, trial: str, analysis: Analysis | None) -> tuple[Cell, ...]:
    name = Cell(evidence.trials[trial].name, f"{ADDED[trial][0]}, to {ADDED[trial][1]}")
    harms = _harms_of(evidence, trial)
    cost = Cell(
        "; ".join(_harm_words(harm) for harm in harms) or NOT_REPORTED, cites=[e for harm in harms for e in harm.estimates]
    )
    if analysis is None:
        return name, Cell(NOT_REPORTED, cites=evidence.trials[trial]), NOT_REPORTED, NOT_REPORTED, cost
    remarks = "; ".join(filter(None, [wording.p_value(analysis.hazard_ratio), *_remarks(analysis)]))
    return (
        name,
        Cell(wording.both_arms(analysis), cites=analysis.estimates),
        Cell(wording.estimate(analysis.hazard_ratio), remarks),
        wording.months(analysis.follow_up_months),
        cost,
    )


def _remarks(analysis: Analysis) -> list[str]:
    arms = f"{analysis.trial.experimental_arm} {analysis.trial.control_arm}"
    return list(dict.fromkeys(e.note for e in analysis.estimates if e.note and e.note not in arms))


def _harms_of(evidence: Evidence, trial: str) -> list[Harm]:
    return [harm for harm in evidence.harms if harm.trial.trial_id == trial and harm.compared]


def _harm_words(harm: Harm) -> str:
    first, second = harm.arm("experimental"), harm.arm("control")
    return f"{event_name(harm)} {wording.with_unit(first.value)} v {wording.with_unit(second.value)}"


def _harms_view(evidence: Evidence, trials: list[str]) -> View:
    found = {trial: _harms_of(evidence, trial) for trial in trials}
    without = [trial for trial, harms in found.items() if not harms]
    with_figure = [trial for trial in trials if trial not in without]
    missing = f" Not reported by arm for {_names(evidence, without)}." if without else ""
    rows, groups = [], []
    for trial in with_figure:
        for harm in found[trial]:
            rows.append(_harm_row(harm))
            bars = tuple(
                Rate(label, harm.arm(arm).value, arm == "experimental")
                for label, arm in (("With the added drug", "experimental"), ("Without", "control"))
            )
            groups.append((f"{harm.trial.name}: {event_name(harm)}", bars))
    notes = ["Each pair belongs to one trial. Trials count side effects in their own ways and for their own time: not ranked."]
    if any(e.second_extraction == "not re-found" for harms in found.values() for harm in harms for e in harm.estimates):
        notes.append("A figure marked as not found again was read once: a second reader did not find it in a public text.")
    return View(
        sentence=_harm_sentence(evidence, found) + missing,
        notes=(*notes, *_shared_notes(evidence, trials)),
        table=Table(
            "Side effects, both arms: each trial against its own control, not ranked",
            ("Trial and side effect", "With the added drug (percent)", "Without (percent)", "Difference per 100 people"),
            tuple(rows),
        ) if rows else None,
        chart=RateChart("Side effects in both arms", "Percent of people", tuple(groups)) if groups else None,
        evidence=evidence,
    )  # fmt: skip


def _harm_sentence(evidence: Evidence, found: dict[str, list[Harm]]) -> str:
    every = [harm for harms in found.values() for harm in harms]
    if not every:
        return "No side effect is reported with both arms."
    more = sum(harm.arm("experimental").value.value > harm.arm("control").value.value for harm in every)
    first = every[0]
    figures = [wording.with_unit(first.arm(arm).value) for arm in ("experimental", "control")]
    count = f"Of {len(every)} reported pairs {more} are higher with the added drug" if len(every) > 1 else "One pair is reported"
    return f"{count}; {first.trial.name}, {event_name(first)}: {figures[0]} with it and {figures[1]} without."


def _harm_row(harm: Harm) -> tuple[Cell, ...]:
    first, second = harm.arm("experimental"), harm.arm("control")
    cells = []
    for figure in (first, second):
        counted = f"{figure.count} people" if figure.count is not None else ""
        again = "not found again by the second reader" if figure.second_extraction == "not re-found" else ""
        cells.append(Cell(wording.printed(figure.value), "; ".join(filter(None, [counted, again])), cites=figure))
    note = first.note or ""
    gap = wording.difference(first.value, second.value).replace("percentage points ", "")
    return Cell(f"{harm.trial.name}: {event_name(harm)}", note), *cells, gap


# rows of hazard ratios that the worked example may set against each other: (shown, drug, row)
NUMERATORS = (
    ("ixazomib v placebo (TOURMALINE-MM3)", "ixazomib", "O0084"),
    ("daratumumab v observation (CASSIOPEIA part 2)", "daratumumab", "O0130"),
)
DENOMINATORS = (
    ("lenalidomide v placebo (CALGB 100104, first report)", "lenalidomide", "O0021"),
    ("lenalidomide v placebo (IFM 2005-02, primary analysis)", "lenalidomide", "O0059"),
    ("lenalidomide v placebo or observation (three trials pooled)", "lenalidomide", "O0003"),
)
_COMPUTED = "computed"


def indirect_view(evidence: Evidence, first: str, second: str) -> View:
    """Return Bucher's indirect comparison of two read-outs as a worked example, with everything that makes it no result.

    Args:
        first: row of the hazard ratio of one drug against its control (``NUMERATORS``).
        second: row of the hazard ratio of lenalidomide against its control (``DENOMINATORS``).
    """
    shown = [(label, drug, _owner(evidence, row)) for label, drug, row in (*NUMERATORS, *DENOMINATORS) if row in (first, second)]
    (label, drug, one), (other_label, other_drug, other) = shown
    result = indirect(as_ratio(one.hazard_ratio), as_ratio(other.hazard_ratio))
    words = f"{result.value:.2f} ({result.low:.2f} to {result.high:.2f})"
    differing = obstacles([one, other])
    title = f"Worked example: {drug} against {other_drug} through their controls"
    return View(
        sentence="Worked example, no result: if these studies differed in nothing but the drug, the hazard ratio of "
        f"{drug} against {other_drug} would be {words}. They differ in more, so this is arithmetic and no comparison of the "
        "two drugs.",
        notes=(
            f"What the guard finds: the read-outs differ in their {wording.listing(differing)}. The computation needs "
            "all of this to make no difference to the effect. Nothing in the data can show that.",
            "The interval says how precise the arithmetic is, given that assumption. It does not say whether that holds.",
            *_calgb_notes(evidence, other),
        ),
        table=Table(title, ("Aspect", wording.sentence_case(drug), wording.sentence_case(other_drug), "Alike?"),
                    tuple(_aspects(one, other, words))),
        chart=IntervalChart(
            title,
            (
                ("Reported", (IntervalRow(label, one.hazard_ratio), IntervalRow(other_label, other.hazard_ratio))),
                ("Computed here, under an assumption", (IntervalRow(f"{drug} against {other_drug}", _computed(result)),)),
            ),
            "fewer events with the drug named first",
        ),
        evidence=evidence,
        cites=[*one.estimates, *other.estimates],
    )  # fmt: skip


def _calgb_notes(evidence: Evidence, analysis: Analysis) -> list[Note]:
    """Return what must be known of CALGB 100104: its endpoint counts death, and many on placebo took lenalidomide later."""
    if analysis.endpoint != "TTP":
        return []
    later = evidence.figures["O0012"]
    meaning = evidence.row("endpoints", endpoint="TTP").meaning
    return [
        Note(
            f"{wording.sentence_case(analysis.endpoint_name)}: {meaning}. Later, {later.note} ", later,
            "; nothing like it is reported here for the other trial.",
        )
    ]  # fmt: skip


def _owner(evidence: Evidence, row: str) -> Analysis:
    return next(a for a in evidence.analyses.values() if any(e.row_id == row for e in a.estimates))


def _aspects(one: Analysis, other: Analysis, words: str) -> list[tuple[Cell, ...]]:
    ratios = [(wording.estimate(a.hazard_ratio), wording.both_arms(a), a.hazard_ratio) for a in (one, other)]
    rows = [
        ("Hazard ratio, reported", *(Cell(ratio, both, cites=numbers) for ratio, both, numbers in ratios), NA),
        (Cell("Hazard ratio, indirect", "computed here, under an assumption"), words, NA, NA),
    ]
    for name, aspect in (
        ("Comparator", lambda a: a.trial.comparator),
        ("Study", lambda a: f"{a.trial.name}, {a.trial.design}"),
        ("People", lambda a: a.trial.population),
        ("Setting", lambda a: a.trial.setting),
        ("Treatment tested", lambda a: a.trial.experimental_arm),
        ("Endpoint", lambda a: a.endpoint_name),
        ("Median follow-up (months)", lambda a: wording.months(a.follow_up_months)),
    ):
        values = [aspect(one), aspect(other)]
        unknown = NOT_REPORTED in values
        alike = "not known" if unknown else "yes" if values[0] == values[1] else "no"
        rows.append((name, values[0], values[1], Cell(alike, marked=alike == "no")))
    return rows


def _computed(ratio: Ratio) -> Estimate:
    """Return a computed ratio as the chart takes it; it is no row of the data and is never cited."""
    value, low, high = (Quantity(x, REPORTED, "ratio", f"{x:.2f}") for x in (ratio.value, ratio.low, ratio.high))
    return Estimate(_COMPUTED, "", "hazard ratio", "contrast", "", value, low, high, None, None, "", None, "", "", "", "")
