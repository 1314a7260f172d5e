"""Lesson 09: the studies of stopping one by one, their designs side by side, and what two summaries conclude."""

from __future__ import annotations

from ... import wording
from ...evidence import NOT_REPORTED, Estimate, Evidence, Quantity
from ...show.charts.ratios import IntervalChart, IntervalRow
from ...show.charts.shares import Rate, RateChart
from ...show.citations import Citable
from ...show.table import NA, Cell, Table
from ...show.view import Chart, View
from .studies import LABELS, SHORT, STUDIES, TITLES

_MISSING = Quantity(None, NOT_REPORTED, "percent")


def study_options() -> list[tuple[str, str]]:
    """Return (label, id) of the studies and rules of stopping."""
    return [(LABELS[key], key) for key in STUDIES]


def name_of(evidence: Evidence, study: str) -> str:
    """Return what a study is called."""
    return SHORT.get(study, evidence.trials[study].name.replace(" (", ", ").rstrip(")"))


def _words(evidence: Evidence, text: str) -> str:
    """Return words of our own as they are, or the text of the field that they name ("M0001.note")."""
    name, _, column = text.partition(".")
    if column not in ("topic", "note", "population"):
        return text
    return getattr(evidence.trials[name], column) if name in evidence.trials else evidence.records[name][column]


def people_of(evidence: Evidence, study: str) -> str:
    """Return how many people a study had, in words."""
    trial = evidence.trials[study]
    if trial.n_experimental is None:
        return NOT_REPORTED
    if trial.n_control is None:
        return f"{trial.n_experimental}, one arm"
    return f"{trial.n_experimental} and {trial.n_control} randomised"


def _said_in(evidence: Evidence, study: str) -> Citable:
    """Return the text that says how a study or rule decides: that of its statement, or of its figures."""
    own = STUDIES[study]
    if own.statements:
        return evidence.statements[own.statements[0]]
    return evidence.figures[own.figures[0]]


def study_view(evidence: Evidence, study: str) -> View:
    """Return one study of stopping: what was decided, by whom, on which test, what followed, what it cannot show.

    Args:
        study: a key of ``STUDIES``.
    """
    own, trial = STUDIES[study], evidence.trials[study]
    said = _said_in(evidence, study)
    rows = [
        ("What was decided", Cell(wording.sentence_case(_words(evidence, own.decision)), cites=said), NA, NA),
        ("Who or what decided", wording.sentence_case(own.by), NA, trial.design),
        ("Test and limit", wording.sentence_case(_words(evidence, own.test)), NA, NA),
        ("People", Cell(people_of(evidence, study), cites=trial), NA, trial.population),
        ("Comparison arm", wording.sentence_case(own.comparison), NA, NA),
    ]
    rows += [_figure_row(evidence, row) for row in (*own.stopped, *own.figures)]
    for key in own.statements:
        said = evidence.statements[key]
        words = Cell(wording.sentence_case(said.words), cites=said)
        rows.append(("What the source says", words, NA, NA))
    if not own.figures:
        rows.append(("What followed, in figures", NOT_REPORTED, NOT_REPORTED, NA))
    return View(
        sentence=_study_sentence(evidence, study),
        notes=tuple(own.cannot),
        table=Table(
            f"{name_of(evidence, study)}: stop or go on",
            ("Item", "As the sources have it", "The other way round", "Time, people, remarks"),
            tuple(rows),
        ),
        chart=_study_chart(evidence, study),
        evidence=evidence,
    )


_ENDPOINTS = {"PFS": "progression-free survival", "OS": "overall survival"}
_ARMS = {"experimental": "", "single arm": "", "all": "all people"}


def measure_words(figure: Estimate) -> str:
    """Return the measure of a row with its endpoint spelt out, and its group."""
    words = figure.measure
    for short, full in _ENDPOINTS.items():
        words = full if words == short else words.replace(f", {short}", f" for {full}").replace(f"{short} ", f"{full} ")
    group = _ARMS.get(figure.arm, figure.arm)
    return wording.sentence_case(f"{words}, {group}" if group else words)


def _figure_row(evidence: Evidence, row_id: str) -> tuple[Cell, ...]:
    figure = evidence.figures[row_id]
    other = NA
    if figure.value.unit == "percent":
        other = Cell(f"{100 - figure.value.value:.{wording.decimals(figure.value.text)}f}%")
    elif figure.value.unit == "ratio":
        other = Cell("both groups' rates beside it" if figure.trial_id == "mrd2stop" else f"both arms' rates: {NOT_REPORTED}")
    when = f"at {wording.months(figure.timepoint_months)} months" if figure.timepoint_months else "time not reported"
    remarks = when if figure.value.unit == "percent" else ""
    value = Cell(wording.estimate(figure), wording.p_value(figure), cites=figure)
    return (
        measure_words(figure),
        value,
        other,
        Cell(remarks or figure.note or "does not apply", figure.note if remarks else ""),
    )


def _study_sentence(evidence: Evidence, study: str) -> str:
    row, name = evidence.figures, name_of(evidence, study)
    say = wording.with_unit
    if study == "gmmg-mm5":
        return (
            f"GMMG-MM5, randomised: stopping at complete response against two years of lenalidomide. Hazard ratio for death "
            f"{wording.estimate(row['M0043'])}, {wording.p_value(row['M0043'])}; for progression or death "
            f"{wording.estimate(row['M0044'])}, {wording.p_value(row['M0044'])}. A ratio above 1 speaks against stopping. "
            "Both arms' absolute figures: not reported."
        )
    if study == "gem2014main":
        figure = row["M0001"]
        return (
            f"{name}, not randomised: {row['M0002'].value.text} MRD-negative people stopped, and {say(figure.value)} "
            f"of them had progressed at {wording.months(figure.timepoint_months)} months; {row['M0003'].value.text} "
            "MRD-positive people went on."
        )
    if study == "mrd2stop":
        return (
            f"{name}, one arm: {row['M0005'].value.text} people stopped. At "
            f"{wording.months(row['M0012'].timepoint_months)} months {say(row['M0012'].value)} were alive without "
            f"progression; {say(row['M0013'].value)} had resurgence or progression."
        )
    if study == "lenalidomide-stop-2025":
        return (
            f"{name}, one arm: of {evidence.trials[study].n_experimental} people who stopped, "
            f"{say(row['M0019'].value)} were alive without progression at "
            f"{wording.months(row['M0019'].timepoint_months)} months, and {say(row['M0018'].value)} also without treatment."
        )
    if study == "master":
        return (
            f"{name}, one arm: {say(row['M0028'].value)} went on without treatment, before any lenalidomide "
            f"maintenance. At {wording.months(row['M0021'].timepoint_months)} months {say(row['M0021'].value)} of all "
            "people in it were alive without progression."
        )
    if study == "myeloma-xi-te":
        said = evidence.statements["M0035"].words
        return f"{name}, randomised once at the start: {said}. Both arms' absolute figures by year: not reported."
    if study == "perseus":
        return f"{name}, a rule and no comparison: {evidence.statements['M0029'].words}. What followed: not reported."
    return f"{name}, randomised and still without a result: {evidence.statements['M0030'].words}."


def _study_chart(evidence: Evidence, study: str) -> Chart | None:
    row = evidence.figures
    if study == "gmmg-mm5":
        labels = ("Overall survival", "Progression-free survival", "The same, landmark, people in complete response")
        lines = tuple(IntervalRow(label, row[key]) for label, key in zip(labels, STUDIES[study].figures, strict=True))
        return IntervalChart(
            "GMMG-MM5: stopping at complete response against two years",
            (("Randomised; intervals not reported", lines),),
            "fewer events when stopping at complete response",
        )
    groups = {
        "gem2014main": (
            ("Progressed at 48 months", (("MRD-negative, stopped", "M0001", True), ("MRD-positive, went on", None, False))),
        ),
        "mrd2stop": (
            ("Disease resurgence by 36 months", (("MRD <10^-7", "M0006", True), ("MRD >=10^-7", "M0007", False))),
            ("Progression-free survival at 36 months", (("MRD <10^-7", "M0009", True), ("MRD >=10^-7", "M0010", False))),
        ),
        "lenalidomide-stop-2025": tuple(
            (f"At {month} months after stopping",
             (("Treatment-free survival", free, True), ("Progression-free survival", pfs, True)))
            for month, free, pfs in ((12, "M0014", "M0015"), (24, "M0016", "M0017"), (36, "M0018", "M0019"))
        ),
        "master": (
            ("Progression-free survival at 24 months", _by_abnormalities(evidence, ("M0022", "M0023", "M0024"))),
            ("MRD resurgence or progression, 12 months after stopping", _by_abnormalities(evidence, ("M0025", "M0026", "M0027"))),
        ),
    }.get(study)  # fmt: skip
    if groups is None:
        return None
    return RateChart(
        f"{TITLES.get(study, name_of(evidence, study))}: no randomised comparison of stopping",
        "Percent of people",
        tuple(
            (heading, tuple(Rate(label, row[key].value if key else _MISSING, first) for label, key, first in bars))
            for heading, bars in groups
        ),
    )


def _by_abnormalities(evidence: Evidence, rows: tuple[str, ...]) -> tuple[tuple[str, str, bool], ...]:
    return tuple((evidence.figures[row].arm, row, True) for row in rows)


def designs_view(evidence: Evidence) -> View:
    """Return the studies of stopping side by side, without their results: who decided, on which test, against what."""
    rows = tuple(
        (
            Cell(name_of(evidence, key), cites=evidence.trials[key]),
            Cell(wording.sentence_case(own.by), cites=_said_in(evidence, key)),
            wording.sentence_case(_words(evidence, own.test)),
            people_of(evidence, key),
            wording.sentence_case(own.comparison),
        )
        for key, own in STUDIES.items()
    )
    return View(
        sentence="Two of these studies let chance decide between stopping and going on: GMMG-MM5, which has a result, "
        "and DRAMMATIC, for which no result was found.",
        notes=(
            "Results are left out on purpose. Shares from single-arm studies of different people, tests and times "
            "cannot be ranked, and cannot be set against a trial.",
        ),
        table=Table(
            "Studies of stopping: designs, without results",
            ("Study", "Who or what decided", "Test and limit", "People", "Comparison arm"),
            rows,
        ),
        evidence=evidence,
    )


def conclusions_view(evidence: Evidence) -> View:
    """Return what two summaries conclude on stopping after sustained MRD negativity, side by side."""
    facts = {key: evidence.statements[key] for key in ("M0004", "M0036")}
    names = {
        "M0004": "Physician Data Query, National Cancer Institute",
        "M0036": "Education review, American Society of Hematology",
    }
    kinds = {"M0004": "a summary of evidence that is revised again and again", "M0036": "a review for teaching"}
    rows = tuple(
        (
            names[key],
            Cell(wording.sentence_case(fact.words), cites=fact),
            kinds[key],
        )
        for key, fact in facts.items()
    )
    return View(
        sentence="Two summaries, two emphases: one says that no data suggest stopping, the other that prospective "
        "studies suggest it may be safe in selected patients.",
        notes=(
            "Such texts can differ in what they let count as data: only a comparison with people who went on, or also "
            "studies of people who stopped. Which studies each of them had in view is not in the words that we have.",
        ),
        table=Table("Stopping after sustained MRD negativity: two summaries", ("Source", "What it says", "Kind of text"), rows),
        evidence=evidence,
    )
