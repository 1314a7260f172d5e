"""Lesson 09: how long treatment was planned, the studies of stopping, what sources conclude, harms at a time."""

from __future__ import annotations

from dataclasses import dataclass

from .. import wording
from ..charts.bare_ratios import BareRatioChart
from ..charts.intervals import IntervalRow
from ..charts.rates import Rate, RateChart
from ..charts.time_points import TimePoint, TimePointChart
from ..evidence import NOT_REPORTED, Estimate, Evidence, Harm, Quantity
from ..tables import Cell, Table
from ..view import Bibliography, Chart, View
from . import harms

_NONE = Cell("does not apply")
_MISSING = Quantity(None, NOT_REPORTED, "percent")

PROGRESSION, FIXED, GUIDED, ALL = "until progression", "a fixed time", "guided by response or MRD", "all"
LENGTHS = ((PROGRESSION, PROGRESSION), (FIXED, FIXED), (GUIDED, GUIDED), (ALL, ALL))
# trials whose description in the data says how long treatment was to last, by the kind of plan
_PLANNED = {
    PROGRESSION: ("calgb-100104", "ifm-2005-02", "myeloma-xi"),
    FIXED: (
        "tourmaline-mm3", "tourmaline-mm4", "cassiopeia-part-2", "auriga", "forte-second-randomisation", "hovon-65-gmmg-hd4",
        "gem05menos65", "griffin",
    ),
    GUIDED: ("gmmg-mm5", "gem2014main", "atlas", "drammatic", "mrd2stop", "master"),
}  # fmt: skip
_STATED = {PROGRESSION: ("D0001", "D0032"), FIXED: (), GUIDED: ("M0029",)}
_STATED_BY = {
    "D0001": "United States label of lenalidomide",
    "D0032": "What the trials did: IFM 2005-02 and CALGB 100104",
    "M0029": "PERSEUS",
}


def _statement(evidence: Evidence, row_id: str):
    """Return a row of the statements on duration, or of the facts on drugs."""
    for name in ("duration_statements", "drug_facts"):
        table = evidence.tables[name].set_index("row_id")
        if row_id in table.index:
            return table.loc[row_id]
    raise KeyError(row_id)


def planned_view(evidence: Evidence, length: str) -> View:
    """Return how long trials and the label planned treatment to last, in the words of the data.

    Args:
        length: one of the values of ``LENGTHS``.
    """
    cited = Bibliography(evidence)
    kinds = [kind for kind in _PLANNED if length in (kind, ALL)]
    rows = []
    for kind in kinds:
        for key in _STATED[kind]:
            fact = _statement(evidence, key)
            text = wording.sentence_case(fact["statement"])
            rows.append(
                (Cell(_STATED_BY[key]), Cell(kind), Cell(text, sources=cited.cite(fact["source_id"], fact["read_in"])), _NONE)
            )
        for key in _PLANNED[kind]:
            trial = evidence.trials[key]
            tested = Cell(wording.sentence_case(trial.experimental_arm), sources=cited.cite(trial.source_id))
            rows.append((Cell(trial.name), Cell(kind), tested, Cell(wording.sentence_case(trial.control_arm))))
    counts = [f"{kind}, {len(_PLANNED[kind]) + ('M0029' in _STATED[kind])} trials" for kind in kinds]
    return View(
        sentence=f"Planned length of treatment, in trials of this course whose description says it: {'; '.join(counts)}.",
        notes=(
            "What was planned is not what happened: how long people in each arm really took the treatment is not "
            "reported in our sources. A trial against placebo or observation does not test its own length: nobody in "
            "it was randomised to another.",
        ),
        table=Table(
            f"Planned length of treatment: {length}",
            ("Trial or text", "Kind of plan", "Tested arm, or statement", "Control arm"),
            tuple(rows),
        ),
        citations=cited.citations(),
        origins=cited.origins(),
    )


@dataclass(frozen=True)
class Study:
    """One study or rule of stopping.

    Attributes:
        trial_id: the trial.
        decision: what was decided; a row whose topic or statement says it, or words of our own without figures.
        by: who or what decided.
        test: on which test; words without figures, or the row or trial whose text says it.
        comparison: the comparison arm, in words.
        stopped: rows that count the people who stopped or went on.
        figures: rows that say what followed.
        statements: rows of words that say what followed, or what is planned.
        cannot: what it cannot show.
        heading: of the chart.
    """

    trial_id: str
    decision: str
    by: str
    test: str
    comparison: str
    stopped: tuple[str, ...]
    figures: tuple[str, ...]
    statements: tuple[str, ...]
    cannot: tuple[str, ...]


_SELECTED = (
    "Only people with the best results were let stop. People like them may do well on any plan, and nobody like them was "
    "randomised to go on. So this study cannot show that stopping is safe."
)
STUDIES = {
    "gmmg-mm5": Study(
        "gmmg-mm5",
        "M0043.topic",
        "chance: the trial randomised when to stop",
        "complete response, by the usual tests of blood, urine and marrow; not MRD",
        "yes, randomised: lenalidomide for a set time",
        (),
        ("M0043", "M0044", "M0045"),
        ("M0049",),
        (
            "It tested stopping at a complete response. A complete response is not MRD negativity: myeloma cells that only a "
            "sensitive test can find may be left. So it does not show what stopping after MRD negativity does. It did not test "
            "treatment until progression either.",
            "Both arms' medians or rates, and the intervals, are not reported in the abstract that we read. So how many people "
            "more died or progressed cannot be said. The third figure compares people in complete response from a landmark on; "
            "the groups at a landmark are no longer those that chance made.",
        ),
    ),
    "gem2014main": Study(
        "gem2014main",
        "M0001.topic",
        "the MRD result, not chance; the trial randomised the addition of ixazomib",
        "M0001.note",
        "none for stopping: those who went on were MRD-positive",
        ("M0002", "M0003"),
        ("M0001",),
        (),
        (
            "Those who stopped and those who went on differed from the start: one group was MRD-negative, the other positive. "
            "What the people who stopped would have had on treatment is not known.",
        ),
    ),
    "mrd2stop": Study(
        "mrd2stop",
        "M0005.topic",
        "the study's rule, for everybody in it; no randomisation",
        "mrd2stop.population",
        "none",
        ("M0005",),
        ("M0006", "M0007", "M0008", "M0009", "M0010", "M0011", "M0012", "M0013"),
        ("M0048",),
        (
            _SELECTED,
            "The two groups by the most sensitive test are not groups of stopping and going on: everybody stopped. One of "
            "them is small, and the intervals are very wide.",
        ),
    ),
    "lenalidomide-stop-2025": Study(
        "lenalidomide-stop-2025",
        "M0014.topic",
        "the study's rule, for everybody in it; no randomisation",
        "MRD in the marrow and imaging, both negative; the limit of the marrow test is not in the data of this course",
        "none",
        (),
        ("M0014", "M0015", "M0016", "M0017", "M0018", "M0019", "M0020"),
        ("M0051",),
        (
            _SELECTED,
            "Treatment-free survival ends when treatment begins again; progression-free survival need not. So the two "
            "come apart: people began lenalidomide again, most of them without progression.",
        ),
    ),
    "master": Study(
        "master",
        "M0021.topic",
        "the study's rule, by MRD; no randomisation",
        "two MRD-negative tests in a row; the limit of the test is not in the data of this course",
        "none",
        ("M0028",),
        ("M0021", "M0022", "M0023", "M0024", "M0025", "M0026", "M0027"),
        (),
        (
            "Treatment stopped before any lenalidomide maintenance, so it is not a study of stopping maintenance. Of "
            "how many people the share that stopped is taken is not printed beside it.",
            "One arm. How the same people would have fared with maintenance is not known. The groups by high-risk "
            "abnormalities are not randomised, and their sizes and intervals are not in the data of this course.",
        ),
    ),
    "myeloma-xi-te": Study(
        "myeloma-xi-te",
        "going on with lenalidomide, looked at year by year",
        "chance, but only once: at the start, to lenalidomide or observation",
        "none for the decision",
        "yes, at the start: observation",
        (),
        (),
        ("M0035",),
        (
            "Nobody was randomised to stop in a later year. Those still on lenalidomide then are the ones who did well "
            "and could take it, so the groups are no longer those that chance made.",
            "Hazard ratios, intervals and both arms' rates by year are not reported in the conference report that we "
            "read. A p-value alone does not say how large a benefit is.",
        ),
    ),
    "perseus": Study(
        "perseus",
        "stopping daratumumab while lenalidomide goes on",
        "the trial's rule, by MRD; no randomisation of stopping",
        "MRD negativity, sustained; the limit is not reported beside the rule",
        "none for stopping: the control arm had no daratumumab",
        (),
        (),
        ("M0029",),
        (
            "The trial randomised the whole regimen from the first treatment on. By the rule nobody who met it went on with "
            "daratumumab, so it cannot show what the rule does. What followed the stop is not reported in our sources.",
        ),
    ),
    "drammatic": Study(
        "drammatic",
        "stop or go on, for people who are MRD-negative after two years",
        "chance",
        "MRD; the limit is not reported in our sources",
        "yes, randomised: going on",
        (),
        (),
        ("M0030",),
        (
            "No result was found. It is the study here that will compare, by chance, stopping and going on among MRD-negative "
            "people. Overall survival is its primary endpoint; whether that holds for this comparison too, our sources do "
            "not say.",
            "Even then it will answer for its own people, its own tests and its own time of stopping.",
        ),
    ),
}  # fmt: skip
_LABELS = {
    "gmmg-mm5": "GMMG-MM5: complete response or two years",
    "gem2014main": "GEM2014MAIN: MRD at two years",
    "mrd2stop": "MRD2STOP: several tests negative",
    "lenalidomide-stop-2025": "Prospective study: three years negative",
    "master": "MASTER: before any maintenance",
    "myeloma-xi-te": "Myeloma XI: staying on, year by year",
    "perseus": "PERSEUS: the rule for daratumumab",
    "drammatic": "DRAMMATIC: planned, no result",
}
_TITLES = {"lenalidomide-stop-2025": "Prospective study"}
_SHORT = {"lenalidomide-stop-2025": "Prospective study of stopping after sustained negativity"}


def study_options() -> list[tuple[str, str]]:
    """Return (label, id) of the studies and rules of stopping."""
    return [(_LABELS[key], key) for key in STUDIES]


def name_of(evidence: Evidence, study: str) -> str:
    """Return what a study is called."""
    return _SHORT.get(study, evidence.trials[study].name.replace(" (", ", ").rstrip(")"))


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


def _said_in(evidence: Evidence, study: str, cited: Bibliography) -> tuple[int, ...]:
    """Cite the text that says how a study or rule decides: that of its statement, or of its figures."""
    own = STUDIES[study]
    if own.statements:
        fact = _statement(evidence, own.statements[0])
        return cited.cite(fact["source_id"], fact["read_in"])
    return cited.figure(evidence.figures[own.figures[0]])


def study_view(evidence: Evidence, study: str) -> View:
    """Return one study of stopping: what was decided, by whom, on which test, what followed, what it cannot show.

    Args:
        study: a key of ``STUDIES``.
    """
    own, trial, cited = STUDIES[study], evidence.trials[study], Bibliography(evidence)
    said, source = _said_in(evidence, study, cited), cited.cite(trial.source_id)
    rows = [
        (Cell("What was decided"), Cell(wording.sentence_case(_words(evidence, own.decision)), sources=said), _NONE, _NONE),
        (Cell("Who or what decided"), Cell(wording.sentence_case(own.by)), _NONE, Cell(trial.design)),
        (Cell("Test and limit"), Cell(wording.sentence_case(_words(evidence, own.test))), _NONE, _NONE),
        (Cell("People"), Cell(people_of(evidence, study), sources=source), _NONE, Cell(trial.population)),
        (Cell("Comparison arm"), Cell(wording.sentence_case(own.comparison)), _NONE, _NONE),
    ]
    rows += [_figure_row(evidence, row, cited) for row in (*own.stopped, *own.figures)]
    for key in own.statements:
        fact = _statement(evidence, key)
        numbers = cited.cite(fact["source_id"], fact["read_in"])
        rows.append((Cell("What the source says"), Cell(wording.sentence_case(fact["statement"]), sources=numbers), _NONE, _NONE))
    if not own.figures:
        rows.append((Cell("What followed, in figures"), Cell(NOT_REPORTED), Cell(NOT_REPORTED), _NONE))
    return View(
        sentence=_study_sentence(evidence, study),
        notes=tuple(own.cannot),
        table=Table(
            f"{name_of(evidence, study)}: stop or go on",
            ("Item", "As the sources have it", "The other way round", "Time, people, remarks"),
            tuple(rows),
        ),
        chart=_study_chart(evidence, study),
        citations=cited.citations(),
        origins=cited.origins(),
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


def _figure_row(evidence: Evidence, row_id: str, cited: Bibliography) -> tuple[Cell, ...]:
    figure = evidence.figures[row_id]
    other = _NONE
    if figure.value.unit == "percent":
        other = Cell(f"{100 - figure.value.value:.{wording.decimals(figure.value.text)}f}%")
    elif figure.value.unit == "ratio":
        other = Cell("both groups' rates beside it" if figure.trial_id == "mrd2stop" else f"both arms' rates: {NOT_REPORTED}")
    when = f"at {wording.months(figure.timepoint_months)} months" if figure.timepoint_months else "time not reported"
    remarks = when if figure.value.unit == "percent" else ""
    value = Cell(wording.estimate(figure), wording.p_value(figure), sources=cited.figure(figure))
    return (
        Cell(measure_words(figure)),
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
        said = _statement(evidence, "M0035")["statement"]
        return f"{name}, randomised once at the start: {said}. Both arms' absolute figures by year: not reported."
    if study == "perseus":
        return f"{name}, a rule and no comparison: {_statement(evidence, 'M0029')['statement']}. What followed: not reported."
    return f"{name}, randomised and still without a result: {_statement(evidence, 'M0030')['statement']}."


def _study_chart(evidence: Evidence, study: str) -> Chart | None:
    row = evidence.figures
    if study == "gmmg-mm5":
        labels = ("Overall survival", "Progression-free survival", "The same, landmark, people in complete response")
        lines = tuple(IntervalRow(label, row[key]) for label, key in zip(labels, STUDIES[study].figures, strict=True))
        return BareRatioChart(
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
        f"{_TITLES.get(study, name_of(evidence, study))}: no randomised comparison of stopping",
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
    cited = Bibliography(evidence)
    rows = tuple(
        (
            Cell(name_of(evidence, key), sources=cited.cite(evidence.trials[key].source_id)),
            Cell(wording.sentence_case(own.by), sources=_said_in(evidence, key, cited)),
            Cell(wording.sentence_case(_words(evidence, own.test))),
            Cell(people_of(evidence, key)),
            Cell(wording.sentence_case(own.comparison)),
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
        citations=cited.citations(),
        origins=cited.origins(),
    )


def conclusions_view(evidence: Evidence) -> View:
    """Return what two summaries conclude on stopping after sustained MRD negativity, side by side."""
    cited = Bibliography(evidence)
    facts = {key: _statement(evidence, key) for key in ("M0004", "M0036")}
    names = {
        "M0004": "Physician Data Query, National Cancer Institute",
        "M0036": "Education review, American Society of Hematology",
    }
    kinds = {"M0004": "a summary of evidence that is revised again and again", "M0036": "a review for teaching"}
    rows = tuple(
        (
            Cell(names[key]),
            Cell(wording.sentence_case(fact["statement"]), sources=cited.cite(fact["source_id"], fact["read_in"])),
            Cell(kinds[key]),
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
        citations=cited.citations(),
        origins=cited.origins(),
    )


DISCONTINUATION = "S0024/S0025"


def timed_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, rows) of the harms with a time, then those with a follow-up only, and one with neither."""
    found = [c for c in harms.contrasts(evidence) if harms.horizon(c.harm)]
    found.sort(key=lambda c: c.harm.timepoint_months is None)
    labels = [(f"{harms.study_name(c.harm)}: {harms.event_name(c.harm)}, {harms.horizon(c.harm)}", c.key) for c in found]
    return [*labels, ("TOURMALINE-MM3: stopping because of adverse events, no time", DISCONTINUATION)]


def timed_view(evidence: Evidence, key: str) -> View:
    """Return one harm at the time at which it is reported, and what is not reported around it.

    Args:
        key: the rows of the harm, as :func:`timed_options` gives them.
    """
    contrast, cited = harms.find(evidence, key), Bibliography(evidence)
    harm, names = contrast.harm, harms.arm_names(evidence, contrast)
    arms = [(n, e) for n, e in zip(names, (contrast.experimental, contrast.control), strict=True) if e is not None]
    if contrast.experimental.arm == "both arms":
        arms = [("both arms together", contrast.experimental)]
    when, event = harms.horizon(harm), wording.sentence_case(harms.event_name(harm))
    figures = wording.listing([f"{wording.estimate(e)} {'' if n.startswith('both') else 'with '}{n}" for n, e in arms])
    table = _timed_table(contrast, arms, f"{event}: {harms.study_name(harm)}", cited)
    return View(
        sentence=f"{event}, {harms.study_name(harm)}, {when or 'without a time'}: {figures}.",
        notes=tuple(_timed_notes(evidence, contrast, cited)),
        table=table,
        chart=_timed_chart(harm, arms, event),
        citations=cited.citations(),
        origins=cited.origins(),
    )


def _timed_table(contrast: harms.Contrast, arms, caption: str, cited: Bibliography) -> Table:
    harm = contrast.harm
    did, did_not = (wording.sentence_case(words) for words in harms.past(harm))
    rows = [
        (
            Cell(wording.sentence_case(name)),
            Cell(wording.estimate(e), sources=cited.figure(e)),
            Cell(f"{100 - e.value.value:.{wording.decimals(e.value.text)}f}%"),
            Cell(harms.horizon(harm) or "time not reported", e.note),
        )
        for name, e in arms
    ]
    if contrast.control is not None:
        gap = harms.difference(contrast)
        words = Cell(harms.percentage_points(gap), harms.interval_of(gap, harm.measure))
        rows.append((Cell("Absolute difference"), words, _NONE, _NONE))
    return Table(caption, ("Group", f"{did} (95% interval where printed)", did_not, "Time, remarks"), tuple(rows))


def _timed_notes(evidence: Evidence, contrast: harms.Contrast, cited: Bibliography) -> list[str]:
    harm, every = contrast.harm, evidence.harms
    timed = sum(h.timepoint_months is not None for h in every)
    followed = sum(h.timepoint_months is None and h.follow_up_months is not None for h in every)
    notes = [
        "One figure is one point of a course. Whether the risk rose early or late, and whether it fell after stopping, "
        f"cannot be read from it. Of {len(every)} read-outs of harms in this course's data, {timed} come with the time "
        f"to which they belong, and {followed} more with a median follow-up only.",
        "Not reported in our sources: how many people stopped treatment in which year, and side effects by year of treatment.",
        f"The people: {harm.trial.population}. They received: {harm.trial.experimental_arm}; control: {harm.trial.control_arm}.",
    ]
    rows = [e.row_id for e in (contrast.experimental, contrast.control) if e]
    if any("HR" in evidence.figures[row].note for row in rows):
        notes.append(
            "The hazard ratio (HR) in the remark belongs to the whole time that was watched, the difference in the "
            "table to one time only. So one interval can leave out no difference while the other includes it."
        )
    for conflict in evidence.tables["conflicts"].query("row_id in @rows").itertuples(index=False):
        notes.append(f"Sources differ. {conflict.statement} [{cited.cite(conflict.source_id)[0]}]")
    return notes


def _timed_chart(harm: Harm, arms, event: str) -> Chart | None:
    if harm.timepoint_months is not None:
        return TimePointChart(event, tuple(TimePoint(name, e, e.arm != "control") for name, e in arms))
    bars = tuple(Rate(wording.sentence_case(name), e.value, e.arm != "control") for name, e in arms)
    heading = wording.sentence_case(harms.horizon(harm) or "time not reported")
    return RateChart(event, "Percent of people", ((heading, bars),))
