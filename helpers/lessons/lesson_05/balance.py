"""Lesson 05: benefit and harm at one denominator, the number needed to treat at a time, absolute and relative effects."""

from __future__ import annotations

from ... import wording
from ...evidence import Estimate, Evidence, Source
from ...show.charts.icons import IconChart, IconGroup, IconPanel
from ...show.table import NA, Cell, Table
from ...show.view import View
from ...statistics import risk, survival
from ..shared.contrasts import find as find_harm
from ..shared.contrasts import per, share
from .harms import gap_of, interval_of, needed_words, percentage_points

METHOD = "altman-andersen-1999"
BOTH, GOOD, BAD = "both", "good", "bad"
FRAMINGS = (("both", BOTH), ("alive, free of second cancer", GOOD), ("died, had a second cancer", BAD))
SECOND_CANCERS = (("blood cancer", "S0001/S0002"), ("solid tumour", "S0003/S0004"))
HAZARD_RATIO, RELATIVE_RISK = "hazard ratio", "relative risk"
_CALGB = "calgb-100104/deaths/mccarthy-2012"
_CALGB_HARM = "S0005/S0006"
_POOLED = "mccarthy-2017-ipd-ma/pfs/mccarthy-2017"
_NOT_SUBTRACTED = (
    "Benefit and harm are not subtracted from each other: a death and a second cancer are different things, one person can have "
    "both, and how much each of them weighs is a matter for the person concerned."
)


def balance_view(evidence: Evidence, framing: str, denominator: int) -> View:
    """Return deaths and second cancers in the first report of CALGB 100104, of one denominator, at one follow-up.

    Args:
        framing: one of ``FRAMINGS``; the sentence follows it, the table has both.
        denominator: 100 or 1000 people per group.
    """
    analysis = evidence.analyses[_CALGB]
    deaths, harm = analysis.arms("rate"), find_harm(evidence, _CALGB_HARM)
    cancers = [harm.experimental, harm.control]
    names = [wording.arm_name(analysis, arm) for arm in ("experimental", "control")]
    when = f"over a median follow-up of {wording.months(analysis.follow_up_months)} months"
    dead, ill = ([per(denominator, e.count / e.of) for e in figures] for figures in (deaths, cancers))
    well, alive = ([denominator - n for n in counts] for counts in (ill, dead))
    rows = _outcome_rows(("Died", "Alive"), deaths, denominator)
    rows += _outcome_rows(("Had a second cancer", "No second cancer"), cancers, denominator)
    crossover = evidence.figures["O0012"]
    later = crossover
    crossed = (
        "Went over to lenalidomide, counted as placebo",
        NA,
        Cell(crossover.note, cites=later),
        NA,
    )
    rows.append(crossed)
    good = f"{alive[0]} with {names[0]} and {alive[1]} with {names[1]} were alive; {well[0]} and {well[1]} had no second cancer."
    bad = f"{dead[0]} with {names[0]} and {dead[1]} with {names[1]} had died; {ill[0]} and {ill[1]} had a second cancer."
    said = {GOOD: good, BAD: bad, BOTH: f"{bad} The other way round: {good}"}[framing]
    return View(
        sentence=f"CALGB 100104, first report, {when}: of {denominator} people, {said}",
        notes=(
            "Shares of each arm, not probabilities by a fixed time: some people had been watched for longer than others.",
            "One trial. Overall survival is mixed across the trials; lesson 03 and lesson 04 show the others.",
            _NOT_SUBTRACTED,
        ),
        table=Table(
            f"CALGB 100104, {when}: benefit and harm of {denominator} people",
            ("Outcome", *(wording.sentence_case(n) for n in names), "Comparison"),
            tuple(rows),
        ),
        chart=IconChart(
            f"CALGB 100104, first report: {denominator} people per group",
            denominator,
            (
                IconPanel(f"Deaths, {when}", "alive", "died", _groups(names, dead)),
                IconPanel(f"Second cancers, {when}", "no second cancer", "second cancer", _groups(names, ill)),
            ),
        ),
        evidence=evidence,
    )


def _groups(names: list[str], counts: list[int]) -> tuple[IconGroup, ...]:
    return tuple(IconGroup(name, n, first) for name, n, first in zip(names, counts, (True, False), strict=True))


def _outcome_rows(words: tuple[str, str], arms: list[Estimate], denominator: int) -> list[tuple[Cell, ...]]:
    """Return an outcome in both framings, with absolute difference, relative risk and number needed."""
    first, second = arms
    counts = (first.count, first.of, second.count, second.of)
    gap, ratio = risk.risk_difference(*counts), risk.relative_risk(*counts)
    people = [per(denominator, e.count / e.of) for e in arms]
    cells = [
        Cell(str(n), f"printed: {wording.with_unit(e.value)}, {e.count} of {e.of}", cites=e)
        for n, e in zip(people, arms, strict=True)
    ]
    needed = risk.number_needed(gap)
    kind = "harm" if needed.harm else "treat"
    p = wording.p_value(first)
    return [
        (f"{words[0]} (of {denominator})", *cells, Cell(gap_of(people, denominator), p)),
        (
            f"{words[1]} (of {denominator})",
            *(str(denominator - n) for n in people),
            gap_of([denominator - n for n in people], denominator),
        ),
        (
            f"{words[0]}: absolute difference",
            NA,
            NA,
            Cell(percentage_points(gap), interval_of(gap)),
        ),
        (
            f"{words[0]}: relative risk",
            NA,
            NA,
            Cell(f"{ratio.value:.2f}", f"95% interval {ratio.low:.2f} to {ratio.high:.2f}"),
        ),
        (
            f"{words[0]}: number needed to {kind} (people)",
            NA,
            NA,
            Cell(str(needed.value), f"95% interval {needed.low} to {needed.high}; over the median follow-up"),
        ),
    ]


def modelled_balance_view(evidence: Evidence, months: int, cancer: str, denominator: int) -> View:
    """Return modelled progression-free survival at a time, and reported second cancers before progression, side by side.

    Args:
        months: the time at which the assumed curves are read.
        cancer: the rows of one kind of second cancer, as in ``SECOND_CANCERS``.
        denominator: 100 or 1000 people per group.
    """
    analysis, contrast = evidence.analyses[_POOLED], find_harm(evidence, cancer)
    label = next(label for label, key in SECOND_CANCERS if key == cancer)
    medians = analysis.arms("median")
    names = [wording.arm_name(analysis, arm) for arm in ("experimental", "control")]
    free = [float(survival(months, m.value.value)) for m in medians]
    ended = [per(denominator, 1 - s) for s in free]
    figures = (contrast.experimental, contrast.control)
    ill = [per(denominator, share(contrast.harm, e)) for e in figures]
    gap = share(contrast.harm, figures[0]) - share(contrast.harm, figures[1])
    needed = risk.number_needed(free[1] - free[0])
    rows = (
        (
            f"Modelled: progressed or died by {months} months (of {denominator})",
            *(
                Cell(str(n), f"reported median {wording.with_unit(m.value)}", cites=m)
                for n, m in zip(ended, medians, strict=True)
            ),
            gap_of(ended, denominator),
        ),
        (
            f"Modelled: still free of progression at {months} months (of {denominator})",
            *(str(denominator - n) for n in ended),
            gap_of([denominator - n for n in ended], denominator),
        ),
        (
            f"Reported: second {label} before progression (of {denominator})",
            *(Cell(str(n), f"printed: {wording.with_unit(e.value)}", cites=e) for n, e in zip(ill, figures, strict=True)),
            Cell(gap_of(ill, denominator), "time not reported"),
        ),
        (
            f"Reported: no second {label} before progression (of {denominator})",
            *(str(denominator - n) for n in ill),
            gap_of([denominator - n for n in ill], denominator),
        ),
        (
            "Modelled: number needed to treat (people)",
            NA,
            NA,
            Cell(
                "none" if needed is None else str(needed.value),
                f"for one person more free of progression at {months} months",
                cites=evidence.sources[METHOD],
            ),
        ),
        (
            "Number needed to harm (people)",
            NA,
            NA,
            Cell(str(risk.number_needed(gap).value), "follow-up not reported, so no time can be given"),
        ),
    )
    sentence = (
        f"Modelled, at {months} months: of {denominator} people, {denominator - ended[0]} with {names[0]} and "
        f"{denominator - ended[1]} with {names[1]} would be free of progression, {ended[0]} and {ended[1]} would not. "
        f"Reported, without a time: {ill[0]} and {ill[1]} of {denominator} had a second {label} before progression, "
        f"{denominator - ill[0]} and {denominator - ill[1]} had none."
    )
    return View(
        sentence=sentence,
        notes=(
            "Modelled, not measured: the share free of progression is read from assumed curves (constant hazard) through the "
            "two reported medians; late months are extrapolated. It moves with the slider.",
            "One denominator, but not one horizon: the summary that we read gives no time for second cancers, so their icons "
            "do not move. People on lenalidomide stayed free of progression for longer, and so were watched for longer.",
            "Blood cancers and solid tumours are printed apart; they are not added up, because one person can have both.",
            _NOT_SUBTRACTED,
        ),
        table=Table(
            f"Modelled benefit at {months} months, reported harm without a time: of {denominator} people",
            ("Outcome", *(wording.sentence_case(n) for n in names), "Comparison"),
            rows,
        ),
        chart=IconChart(
            f"Modelled benefit beside reported harm: {denominator} people per group",
            denominator,
            (
                IconPanel(
                    f"Modelled: progression or death by {months} months",
                    "still free of progression",
                    "progressed or died",
                    _groups(names, ended),
                ),
                IconPanel(
                    f"Reported: second {label} before progression, time not reported",
                    f"no second {label}",
                    f"second {label}",
                    _groups(names, ill),
                ),
            ),
        ),
        evidence=evidence,
    )


def number_needed_view(evidence: Evidence) -> View:
    """Return the number needed to treat at 60 months from the two survival shares of CALGB 100104, step by step."""
    arms = evidence.read_outs(row="O0017")[0].arms("rate at a time")
    alive = [e.value.value / 100 for e in arms]
    bounds = [(e.low.value / 100, e.high.value / 100) for e in arms]
    gain = risk.difference_of_shares(alive[0], bounds[0], alive[1], bounds[1])
    deaths = risk.Bounded(-gain.value, -gain.high, -gain.low)
    needed = risk.number_needed(deaths)
    months = wording.months(arms[0].timepoint_months)
    method = evidence.sources[METHOD]
    points = 100 * gain.value
    dead = [per(100, 1 - s) for s in alive]
    rows = (
        (
            f"Alive at {months} months (percent)",
            *(Cell(wording.estimate(e), cites=e) for e in arms),
        ),
        ("Died by then (percent)", *(f"{100 - e.value.value:g}%" for e in arms)),
        (
            "Absolute difference (percentage points)",
            Cell(f"{points:.0f}", f"95% interval {100 * gain.low:.1f} to {100 * gain.high:.1f}"),
            NA,
        ),
        (
            Cell("Number needed to treat (people)", "100 divided by the difference, rounded up", cites=method),
            Cell(str(needed.value), f"95% interval {needed.low} to {needed.high}, at {months} months"),
            NA,
        ),
    )
    return View(
        sentence=(
            f"Alive at {months} months in CALGB 100104: {alive[0] * 100:.0f} of 100 people with lenalidomide, "
            f"{alive[1] * 100:.0f} of 100 with placebo; {100 - alive[0] * 100:.0f} and {100 - alive[1] * 100:.0f} had died. "
            f"Number needed to treat for one more person alive at {months} months: {needed.value} "
            f"(95% interval {needed.low} to {needed.high})."
        ),
        notes=(
            "Computed in this course from the printed shares and their intervals, so it is as exact as the printed digits.",
            "One trial. Overall survival is mixed across the trials; lesson 03 and lesson 04 show the others.",
        ),
        table=Table(
            f"CALGB 100104: from two shares at {months} months to a number needed to treat",
            ("Step", "Lenalidomide", "Placebo"),
            rows,
        ),
        chart=IconChart(
            f"CALGB 100104 at {months} months: 100 people per group",
            100,
            (IconPanel("Overall survival, as reported", "alive", "died", _groups(["lenalidomide", "placebo"], dead)),),
        ),
        evidence=evidence,
    )


_EXAMPLES = (2, 5, 10, 20, 40, 60, 80)


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
    method = evidence.sources[METHOD]
    without, treated = baseline / 100, risk_with(baseline / 100, effect, kind)
    given = f"a {kind} of {effect:.2f}"
    if treated > 1:
        return View(
            f"Worked example, not data: {given} cannot go with a risk of {baseline}% without treatment, "
            "because more than everybody would have the event. A relative risk has a ceiling; a hazard ratio has none."
        )
    people = [per(denominator, treated), per(denominator, without)]
    had, had_not = (
        [wording.whole_people(per(denominator, share), share, denominator) for share in shares]
        for shares in ((without, treated), (1 - without, 1 - treated))
    )
    gap = treated - without
    when = f"by {months} months"
    needed = _needed(gap, when)
    rows = tuple(_effect_row(base, effect, kind, base == baseline, method) for base in sorted({*_EXAMPLES, baseline}))
    how = (
        "risk with treatment = 1 − (1 − risk without treatment) to the power of the hazard ratio, if the hazards are proportional"
        if kind == HAZARD_RATIO
        else "risk with treatment = risk without treatment × relative risk"
    )
    return View(
        sentence=(
            f"Worked example, not data: with {given}, {had[0]} of {denominator} people without treatment and {had[1]} with "
            f"treatment would have the event {when}; {had_not[0]} and {had_not[1]} would not. {needed}"
        ),
        notes=(
            f"How it is computed: {how}. Absolute difference = risk without treatment − risk with treatment. Number needed to "
            "treat = 1 / absolute difference, rounded up; a number needed to harm is rounded down.",
        ),
        table=Table(
            f"Worked example, not data: {given} at several risks without treatment, {when}",
            (
                f"Risk without treatment {when}",
                "Risk with treatment (percent)",
                "Absolute difference (percentage points)",
                "Number needed (people)",
            ),
            rows,
        ),
        chart=IconChart(
            f"Worked example, not data: {denominator} people per group",
            denominator,
            (
                IconPanel(
                    f"A risk of {baseline}% without treatment {when}, and {given}",
                    "without the event",
                    "with the event",
                    (IconGroup("with treatment", people[0], True), IconGroup("without treatment", people[1], False)),
                ),
            ),
        ),
        evidence=evidence,
    )


def _needed(gap: float, when: str) -> str:
    needed = risk.number_needed(gap)
    if needed is None:
        return "There is no difference, so no number needed."
    if needed.harm:
        return needed_words(gap, when, "had it", "treatment")
    return f"Number needed to treat: {needed.value} people ({when})."


def _effect_row(base: int, effect: float, kind: str, chosen: bool, method: Source) -> tuple[Cell, ...]:
    head = Cell(f"{base}%", "chosen" if chosen else "", marked=chosen, cites=method if chosen else ())
    treated = risk_with(base / 100, effect, kind)
    if treated > 1:
        return head, "not possible", "not possible", "none"
    gap = treated - base / 100
    needed = risk.number_needed(gap)
    words = "none" if needed is None else f"{needed.value} to {'harm' if needed.harm else 'treat'}"
    return head, f"{100 * treated:.1f}", percentage_points(gap).replace(" percentage points", ""), words
