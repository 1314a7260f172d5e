"""Lesson 04: trials of lenalidomide maintenance pooled live, beside what the individual-patient meta-analysis reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ... import wording
from ...evidence import Analysis, Estimate, Evidence
from ...show.charts.forest_plot import POOLED, REPORTED, TRIAL, ForestChart, ForestRow
from ...show.charts.ratios import IntervalChart, IntervalRow
from ...show.table import NA, Cell, Table
from ...show.view import View
from ...statistics.pooling import FIXED, HARTUNG_KNAPP, METHODS, Pooled, Ratio, pool

PRIMARY, LATER, LABEL = "primary", "later", "label"
REPORT_CHOICES = (
    ("first reports", PRIMARY),
    ("later updates", LATER),
    ("US label, for CALGB and IFM", LABEL),
)
ENDPOINTS = ("PFS", "OS")
CALGB, IFM, GIMEMA, ALL_XI, TRANSPLANT_XI = "calgb-100104", "ifm-2005-02", "gimema-rv-mm-pi-209", "myeloma-xi", "myeloma-xi-te"
TRIALS = (CALGB, IFM, GIMEMA, ALL_XI, TRANSPLANT_XI)
META_ANALYSIS_TRIALS = (CALGB, IFM, GIMEMA)
META_ANALYSIS = "mccarthy-2017-ipd-ma"

# (trial, endpoint, report): read-outs, the first with the hazard ratio, if there is one, a later one with both arms' figures;
# where a trial has one report only, it stands for every choice (``None``)
_READ_OUTS: dict[tuple[str, str, str | None], tuple[str, ...]] = {
    (CALGB, "PFS", PRIMARY): ("calgb-100104/ttp/mccarthy-2012",),
    (CALGB, "PFS", LATER): ("calgb-100104/ttp/holstein-2017",),
    (CALGB, "PFS", LABEL): ("calgb-100104/pfs/us-label-lenalidomide",),
    (CALGB, "OS", PRIMARY): ("calgb-100104/deaths/mccarthy-2012",),
    (CALGB, "OS", LATER): ("calgb-100104/os/holstein-2017",),
    (CALGB, "OS", LABEL): ("calgb-100104/os/fda-2017-lenalidomide",),
    (IFM, "PFS", PRIMARY): ("ifm-2005-02/pfs/fda-2017-lenalidomide", "ifm-2005-02/pfs/attal-2012"),
    (IFM, "PFS", LATER): ("ifm-2005-02/pfs/us-label-lenalidomide",),
    (IFM, "PFS", LABEL): ("ifm-2005-02/pfs/us-label-lenalidomide",),
    (IFM, "OS", None): ("ifm-2005-02/os/fda-2017-lenalidomide",),
    (GIMEMA, "PFS", None): ("gimema-rv-mm-pi-209/pfs/palumbo-2014",),
    (GIMEMA, "OS", None): ("gimema-rv-mm-pi-209/os/palumbo-2014",),
    (ALL_XI, "PFS", None): ("myeloma-xi/pfs/jackson-2019",),
    (ALL_XI, "OS", None): ("myeloma-xi/os/jackson-2019",),
    (TRANSPLANT_XI, "PFS", None): (
        "myeloma-xi-te/transplant-eligible/pfs/de-tute-2022",
        "myeloma-xi-te/transplant-eligible/pfs/hematologist-2022",
    ),
    (TRANSPLANT_XI, "OS", None): (
        "myeloma-xi-te/transplant-eligible/os/de-tute-2022",
        "myeloma-xi-te/transplant-eligible/os/hematologist-2022",
    ),
}
_ARMS, _RATIO = "Both arms, lenalidomide first (months or percent)", "Hazard ratio (95% interval)"
_HEADER = ("Trial", _ARMS, _RATIO, "Weight (percent)", "Pooled without it")


@dataclass(frozen=True)
class Entry:
    """One chosen trial: its read-outs, and why it cannot enter the pool (empty: it can)."""

    name: str
    trial_id: str
    read_outs: tuple[Analysis, ...]
    obstacle: str

    @property
    def estimate(self) -> Estimate | None:
        """The hazard ratio of the report, or None."""
        return next((a.hazard_ratio for a in self.read_outs if a.hazard_ratio), None)

    @property
    def ratio(self) -> Ratio:
        """The hazard ratio with its interval as numbers; only for a trial without obstacle."""
        return as_ratio(self.estimate)


def as_ratio(figure: Estimate) -> Ratio:
    """Return a reported hazard ratio with its interval as numbers."""
    return Ratio(figure.value.value, figure.low.value, figure.high.value)


def obstacle(figure: Estimate | None) -> str:
    """Return why a hazard ratio cannot be pooled, or an empty string."""
    if figure is None or not figure.value.reported:
        return "no hazard ratio was found in the texts read for this report"
    if not (figure.low.reported and figure.high.reported):
        return "its hazard ratio is printed without an interval, so its weight is unknown"
    return ""


def trial_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, id) of the trials that can be ticked."""
    return [(_short(evidence, trial), trial) for trial in TRIALS]


def _short(evidence: Evidence, trial_id: str) -> str:
    return evidence.trials[trial_id].name


def entries(evidence: Evidence, trials: Sequence[str], endpoint: str, report: str) -> list[Entry]:
    """Return the chosen trials, each with its read-outs and, where there is one, its obstacle; no person enters twice."""
    found: list[Entry] = []
    for trial in (t for t in TRIALS if t in trials):
        keys = _READ_OUTS.get((trial, endpoint, report)) or _READ_OUTS[trial, endpoint, None]
        read_outs = tuple(evidence.analyses[key] for key in keys)
        figure = next((a.hazard_ratio for a in read_outs if a.hazard_ratio), None)
        why = obstacle(figure)
        if trial == TRANSPLANT_XI and any(e.trial_id == ALL_XI and not e.obstacle for e in found):
            why = "its people are already counted in Myeloma XI (all patients)"
        found.append(Entry(_short(evidence, trial), trial, read_outs, why))
    return found


def forest_view(evidence: Evidence, trials: Sequence[str], endpoint: str, report: str, method: str) -> View:
    """Return the chosen trials with their weights, the pooled ratio by ``method``, and the reported meta-analysis.

    Args:
        trials: ids out of ``TRIALS``.
        endpoint: "PFS" or "OS".
        report: one of the values of ``REPORT_CHOICES``.
        method: one of ``METHODS``.
    """
    chosen = entries(evidence, trials, endpoint, report)
    usable = [entry for entry in chosen if not entry.obstacle]
    pooled = pool([entry.ratio for entry in usable], method) if len(usable) > 1 else None
    reported = evidence.analyses[f"{META_ANALYSIS}/{endpoint.lower()}/mccarthy-2017"]
    name = evidence.endpoint_names[endpoint]
    rows = [_trial_row(entry, usable, pooled, method) for entry in chosen]
    rows += [_pooled_row(pooled)] if pooled else []
    rows.append(_reported_row(evidence, reported))
    return View(
        sentence=_sentence(name, chosen, usable, pooled, reported),
        notes=tuple(_notes(chosen, usable, pooled, endpoint, report)),
        table=Table(f"{wording.sentence_case(name)}: the chosen trials and their weights", _HEADER, tuple(rows)),
        chart=_chart(evidence, name, chosen, usable, pooled, reported),
        evidence=evidence,
        cites=[e for entry in chosen for read_out in entry.read_outs for e in read_out.estimates],
    )


def _words(ratio: Ratio) -> str:
    return f"{ratio.value:.2f} ({ratio.low:.2f} to {ratio.high:.2f})"


def _sentence(name: str, chosen: list[Entry], usable: list[Entry], pooled: Pooled | None, reported: Analysis) -> str:
    theirs = (
        f"The meta-analysis of individual patients reported {wording.estimate(reported.hazard_ratio)} "
        f"({wording.both_arms(reported)})."
    )
    if pooled:
        return (
            f"Pooled by {pooled.method}, {len(usable)} trials give a hazard ratio of {_words(pooled.ratio)} for {name}. {theirs}"
        )
    if not chosen:
        return f"No trial is chosen, so there is nothing to pool. {theirs}"
    if not usable:
        return f"No chosen trial can enter a pool for {name}. {theirs}"
    return f"One trial makes no pool: {usable[0].name} alone has a hazard ratio of {_words(usable[0].ratio)} for {name}. {theirs}"


def _trial_row(entry: Entry, usable: list[Entry], pooled: Pooled | None, method: str) -> tuple[Cell, ...]:
    arms = next((a for a in entry.read_outs if any(e.arm != "contrast" for e in a.estimates)), entry.read_outs[0])
    words = wording.both_arms(arms)
    trial = entry.read_outs[0].trial
    people = f"{trial.n_experimental} v {trial.n_control} people; {trial.comparator}; {trial.setting}"
    ratio = Cell(wording.estimate(entry.estimate), entry.estimate.note if entry.estimate else "", cites=entry.estimate or ())
    arms_cell = Cell(words, _arms_detail(arms), cites=arms.estimates if words != "not reported" else ())
    if entry.obstacle:
        return Cell(entry.name, people), arms_cell, ratio, Cell("cannot enter the pool", entry.obstacle), NA
    if pooled is None:
        return Cell(entry.name, people), arms_cell, ratio, "alone: no pool", NA
    weight = Cell(f"{100 * pooled.weights[usable.index(entry)]:.1f}")
    return Cell(entry.name, people), arms_cell, ratio, weight, _without(entry, usable, method)


def _arms_detail(arms: Analysis) -> str:
    what = "" if arms.endpoint in ENDPOINTS else arms.endpoint_name
    follow_up = f"median follow-up {wording.months(arms.follow_up_months)}" + (" months" if arms.follow_up_months else "")
    remarks = dict.fromkeys(e.note for e in arms.estimates if e.arm != "contrast")
    return "; ".join(filter(None, [what, follow_up, *remarks]))


def _without(entry: Entry, usable: list[Entry], method: str) -> str:
    """Return the pooled result of the other trials: leave one out."""
    rest = [other for other in usable if other is not entry]
    if len(rest) < 2:
        return f"only {rest[0].name} is left"
    return _words(pool([other.ratio for other in rest], method).ratio)


def heterogeneity(pooled: Pooled) -> str:
    """Return Q, I squared and tau squared in words."""
    freedom = len(pooled.weights) - 1
    degrees = f"{freedom} degree{'' if freedom == 1 else 's'} of freedom"
    scatter = "tau squared taken as zero" if pooled.method == FIXED else f"tau squared {pooled.tau_squared:.3f}"
    return f"Q {pooled.q:.2f} on {degrees}; I squared {100 * pooled.i_squared:.0f}%; {scatter}"


def _pooled_row(pooled: Pooled) -> tuple[Cell, ...]:
    return (
        Cell("Pooled here", f"computed by this page: {pooled.method}"),
        Cell("does not apply", "a pool of ratios has no median"),
        Cell(_words(pooled.ratio), heterogeneity(pooled), marked=True),
        "100",
        NA,
    )


def _reported_row(evidence: Evidence, reported: Analysis) -> tuple[Cell, ...]:
    trial = reported.trial
    return (
        Cell("Reported", f"{trial.name}: {trial.n_experimental} v {trial.n_control} people"),
        Cell(wording.both_arms(reported), _arms_detail(reported), cites=reported.estimates),
        Cell(wording.estimate(reported.hazard_ratio), "data of each person", cites=reported.estimates, marked=True),
        NA,
        NA,
    )


def _notes(chosen: list[Entry], usable: list[Entry], pooled: Pooled | None, endpoint: str, report: str) -> list[str]:
    notes = [f"{entry.name} cannot enter the pool: {entry.obstacle}." for entry in chosen if entry.obstacle]
    if any(entry.trial_id == IFM and entry.obstacle for entry in chosen) and endpoint == "OS" and usable:
        notes.append(
            "The trial that is left out found no gain in survival. A pool without it looks better than all together would."
        )
    if not pooled:
        return notes
    names = {entry.trial_id for entry in usable}
    if names != set(META_ANALYSIS_TRIALS):
        notes.append(
            "Not like with like: the reported meta-analysis had CALGB 100104, IFM 2005-02 and GIMEMA RV-MM-PI-209, and no "
            "other trial."
        )
    if names & {ALL_XI, GIMEMA}:
        mixed = wording.listing([e.name for e in usable if e.trial_id in (GIMEMA, ALL_XI)])
        notes.append(f"{mixed}: this includes people who had no transplant.")
    fixed = pool([entry.ratio for entry in usable], FIXED).ratio
    if pooled.method == HARTUNG_KNAPP and pooled.ratio.high / pooled.ratio.low < fixed.high / fixed.low:
        notes.append(
            "This interval is narrower than that of the fixed effect. The trials happen to agree more closely than their margins "
            "of error allow for, and with so few trials the method takes that for certainty."
        )
    if len(usable) < 5:
        notes.append(f"With {len(usable)} trials I squared and tau squared are themselves little more than guesses.")
    if endpoint == "PFS" and report == LABEL and names & {CALGB, IFM}:
        notes.append("The label has its own definition of progression and its own rules for whom it stops counting, and when.")
    return notes


def _chart(evidence, name, chosen, usable, pooled, reported) -> ForestChart:
    rows = []
    for entry in chosen:
        figure = entry.estimate
        weight = pooled.weights[usable.index(entry)] if pooled and not entry.obstacle else None
        drawable = figure is not None and not obstacle(figure)
        rows.append(ForestRow(entry.name, wording.estimate(figure), as_ratio(figure) if drawable else None, weight, TRIAL))
    if pooled:
        rows.append(ForestRow("Pooled here", _words(pooled.ratio), pooled.ratio, None, POOLED))
    ratio = reported.hazard_ratio
    label = f"Reported, {wording.short_citation(evidence.sources[ratio.source_id])}"
    rows.append(ForestRow(label, wording.estimate(ratio), as_ratio(ratio), None, REPORTED))
    return ForestChart(f"{wording.sentence_case(name)}: hazard ratios and their pool", tuple(rows))


_MEDIANS = (
    ("calgb-100104/ttp/mccarthy-2012", "CALGB 100104, first report,"),
    ("calgb-100104/ttp/holstein-2017", "CALGB 100104, later report,"),
    ("ifm-2005-02/pfs/attal-2012", "IFM 2005-02, first report,"),
    ("gimema-rv-mm-pi-209/pfs/palumbo-2014", "GIMEMA RV-MM-PI-209"),
)


def pools_view(evidence: Evidence) -> View:
    """Return the pool of the three trials for progression-free survival by report and by method, and what was reported."""
    reported = evidence.analyses[f"{META_ANALYSIS}/pfs/mccarthy-2017"]
    rows, pools = [], {}
    for label, report in REPORT_CHOICES:
        chosen = entries(evidence, META_ANALYSIS_TRIALS, "PFS", report)
        results = [pool([entry.ratio for entry in chosen], method) for method in METHODS]
        pools[report] = results[0].ratio
        printed = "; ".join(f"{entry.name} {wording.estimate(entry.estimate)}" for entry in chosen)
        rows.append(
            (
                Cell(wording.sentence_case(label), printed, cites=[entry.estimate for entry in chosen]),
                *(_words(r.ratio) for r in results),
            )
        )
    rows.append((
        Cell("Reported, data of each person", wording.both_arms(reported), cites=reported.estimates),
        wording.estimate(reported.hazard_ratio), NA, NA,
    ))  # fmt: skip
    medians = "; ".join(f"{name} {wording.both_arms(evidence.analyses[key])}" for key, name in _MEDIANS)
    return View(
        sentence=(
            f"From the first reports the fixed-effect pool is {_words(pools[PRIMARY])}, from the later updates "
            f"{_words(pools[LATER])}; {wording.estimate(reported.hazard_ratio)} was reported."
        ),
        notes=(
            f"Both arms, lenalidomide first: {medians}. For the updates in the US label they are not reported.",
            "Where the method of Hartung and Knapp gives a narrower interval than the fixed effect, the three trials happen to "
            "agree more closely than their margins of error allow for.",
        ),
        table=Table(
            "Progression-free survival: hazard ratio of the same three trials, pooled from different reports",
            ("Reports used", *(wording.sentence_case(method) for method in METHODS)),
            tuple(rows),
        ),
        evidence=evidence,
        cites=[e for key, _ in _MEDIANS for e in evidence.analyses[key].arms("median")],
    )


_OVERALL = (
    ("Trials of the pooled analysis, one by one", (
        "calgb-100104/os/holstein-2017", "ifm-2005-02/os/fda-2017-lenalidomide", "gimema-rv-mm-pi-209/os/palumbo-2014")),
    ("The trial after it", ("myeloma-xi/os/jackson-2019", "myeloma-xi-te/transplant-eligible/os/de-tute-2022")),
    ("Meta-analyses", (
        f"{META_ANALYSIS}/os/mccarthy-2017", "wang-2016-ma/18-rcts-n-7730/os/wang-2016",
        "gay-2018-nma/network-meta-analysis-n-5073/os/gay-2018")),
)  # fmt: skip
_ARMS_ELSEWHERE = {
    "myeloma-xi-te/transplant-eligible/os/de-tute-2022": "myeloma-xi-te/transplant-eligible/os/hematologist-2022",
}


def overall_survival_view(evidence: Evidence) -> View:
    """Return every hazard ratio for overall survival that bears on lenalidomide maintenance, gains and none alike."""
    rows, groups = [], []
    for heading, keys in _OVERALL:
        drawn = []
        for key in keys:
            analysis = evidence.analyses[key]
            arms = evidence.analyses[_ARMS_ELSEWHERE.get(key, key)]
            ratio = analysis.hazard_ratio
            rows.append((
                Cell(
                    analysis.trial.name,
                    f"{analysis.trial.experimental_arm} v {analysis.trial.control_arm}",
                    cites=(*analysis.estimates, *arms.estimates),
                ),
                Cell(wording.both_arms(arms), _arms_detail(arms)),
                Cell(wording.estimate(ratio), _reading(ratio)),
            ))  # fmt: skip
            drawn.append(IntervalRow(analysis.trial.name, ratio))
        groups.append((heading, tuple(drawn)))
    reading = evidence.statements["D0004"]
    rows.append((Cell("Reading of the FDA's reviewers", cites=reading), NA, reading.words))
    return View(
        sentence="The pooled analysis found a gain; of its three trials one did and two did not. Myeloma XI missed it in all its "
        "patients and found it in the transplant-eligible.",
        notes=(
            "They are not independent: the same trials stand in several of them, and Myeloma XI (transplant-eligible) is a "
            "part of Myeloma XI (all patients). They are not to be counted like votes.",
            "Gay 2018 gives a credible interval; Wang 2016 pools thalidomide with lenalidomide.",
        ),
        table=Table("Overall survival: what was reported", ("Study", _ARMS, "Hazard ratio (95% interval)"), tuple(rows)),
        chart=IntervalChart("Overall survival with lenalidomide maintenance", tuple(groups)),
        evidence=evidence,
    )


def _reading(ratio: Estimate | None) -> str:
    if ratio is None:
        return "no hazard ratio was found in a public text"
    side = "interval below 1" if ratio.high.value < 1 else "interval includes 1"
    return "; ".join(filter(None, [side, wording.p_value(ratio), ratio.note]))
