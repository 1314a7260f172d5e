"""Lesson 05: harms. One harm at a time in both framings, the side effects by drug, every count of second cancers."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from .. import wording
from ..charts.icons import IconChart, IconGroup, IconPanel
from ..evidence import NOT_REPORTED, Estimate, Evidence, Harm
from ..statistics import risk
from ..tables import Cell, Table
from ..view import Bibliography, View

UPPER_BOUND = "upper bound of percent of arm"
_ON_HARMS = "second cancers|adverse|discontinuation|blood counts"
NO_TIME = "follow-up not reported, so no time can be given"
_BOTH = Cell("does not apply")  # a comparison belongs to both arms, not to one

# the data's words for a harm -> the words of the lesson
_EVENTS = {
    "SPM": "second cancer",
    "SPM haematologic before progression": "second blood cancer before progression",
    "SPM solid before progression": "second solid tumour before progression",
    "SPM (type not stated)": "second cancer, type not stated",
    "SPM all": "second cancer, all types",
    "SPM, transplant-ineligible aged >74 y": "second cancer, over 74 and not eligible for transplant",
    "SPM, all trial patients": "second cancer, all trial patients",
    "discontinuation due to adverse events": "stopping because of adverse events",
    "any TEAE": "any adverse event that began on treatment",
    "on-study death": "death on study",
    "cytopenias": "low blood counts (cytopenias)",
    "dermatologic toxicity": "skin side effects",
    "adverse events grade >=3 (as printed; narrower than the all-cause figure in the main paper)": "adverse events as printed",
}
_PAST = {"on-study death": ("died", "did not die"), "discontinuation due to adverse events": ("stopped", "did not stop")}
_GRADES = {"3-4": "grade 3 or 4", ">=3": "grade 3 or higher", "2-3": "grade 2 or 3"}
# where an arm's full description is too long for a heading; the full one stands in the table
_ARMS = {
    "auriga": ("daratumumab + lenalidomide", "lenalidomide"),
    "atlas": ("the carfilzomib combination", "lenalidomide"),
    "perseus": ("the regimen with daratumumab", "the regimen without it"),
    "hovon-65-gmmg-hd4": ("the regimen with bortezomib", "the regimen with thalidomide"),
    "palumbo-2014-spm-ma": ("lenalidomide at any phase", "no lenalidomide"),
}


@dataclass(frozen=True)
class Contrast:
    """One harm in one arm, and in one control arm where that is reported.

    Attributes:
        experimental: the figure of the experimental arm, or of both arms together.
        control: the figure of one control arm, or None.
    """

    harm: Harm
    experimental: Estimate
    control: Estimate | None

    @property
    def key(self) -> str:
        """Its rows, as the value of a control."""
        return "/".join(e.row_id for e in (self.experimental, self.control) if e)

    @property
    def upper_bound(self) -> bool:
        """Whether the figure is only a bound that the true one does not exceed."""
        return self.harm.measure == UPPER_BOUND

    @property
    def counted(self) -> bool:
        """Whether both arms give how many people had the event, and of how many."""
        return self.control is not None and all(_counted(self.harm, e) for e in (self.experimental, self.control))


def contrasts(evidence: Evidence) -> list[Contrast]:
    """Return every harm with each of its control arms, in the order of the file."""
    found = []
    for harm in evidence.harms:
        first, controls = harm.estimates[0], [e for e in harm.estimates if e.arm == "control"]
        found += [Contrast(harm, first, control) for control in controls or [None]]
    return found


def options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, key) of every contrast: study, harm, what was compared; the report where two give the same."""
    labels = []
    for contrast in contrasts(evidence):
        first, second = arm_names(evidence, contrast)
        compared = f"{first} v {second}" if contrast.control else first
        bound = ", upper bound" if contrast.upper_bound else ""
        labels.append(f"{study_name(contrast.harm)}: {event_name(contrast.harm)}{bound} ({compared})")
    return [
        (f"{label} [{wording.short_citation(evidence.sources[c.harm.source_id])}]" if labels.count(label) > 1 else label, c.key)
        for label, c in zip(labels, contrasts(evidence), strict=True)
    ]


def find(evidence: Evidence, key: str) -> Contrast:
    """Return the contrast with these rows.

    Raises:
        KeyError: if there is none.
    """
    for contrast in contrasts(evidence):
        if contrast.key == key:
            return contrast
    raise KeyError(key)


def event_name(harm: Harm) -> str:
    """Return a harm with its grade in words ("neutropenia, grade 3 or 4")."""
    name = _EVENTS.get(harm.event, harm.event)
    return f"{name}, {_GRADES[harm.grade]}" if harm.grade in _GRADES else name


def study_name(harm: Harm) -> str:
    """Return the name of a study without its population, which the harm names itself."""
    return harm.trial.name.removesuffix(" (all patients)")


def past(harm: Harm) -> tuple[str, str]:
    """Return what happened to those with and without the event ("had it", "did not have it")."""
    return _PAST.get(harm.event, ("had it", "did not have it"))


def arm_names(evidence: Evidence, contrast: Contrast) -> tuple[str, str]:
    """Return short names of both arms; the second is the comparator's even where it has no figure."""
    trial = contrast.harm.trial
    drug = wording.listing(list(evidence.drugs_tested(trial.trial_id)))
    names = _ARMS.get(trial.trial_id, (drug, trial.comparator))
    if contrast.experimental.arm == "both arms":
        return f"{names[0]} and {names[1]} together", NOT_REPORTED
    labels = [e.arm_label if e else "" for e in (contrast.experimental, contrast.control)]
    return labels[0] or names[0], labels[1] or names[1]


def share(harm: Harm, figure: Estimate) -> float:
    """Return the share of an arm (0 to 1): from the counts where both are printed, else from the printed percentage."""
    return figure.count / figure.of if _counted(harm, figure) else figure.value.value / 100


def _counted(harm: Harm, figure: Estimate) -> bool:
    """A cumulative incidence is no share of the counts, because it allows for those who were watched for less time."""
    return harm.measure == "percent of arm" and figure.count is not None and figure.of is not None


def per(denominator: int, value: float) -> int:
    """Return how many of ``denominator`` people a share is, rounded to whole people, halves up."""
    return int(round(denominator * value, 6) + 0.5)


def horizon(harm: Harm) -> str:
    """Return to which time a figure belongs, in words; an empty string if that is not reported."""
    if harm.timepoint_months is not None:
        return f"by {wording.months(harm.timepoint_months)} months"
    if harm.follow_up_months is not None:
        return f"over a median follow-up of {wording.months(harm.follow_up_months)} months"
    return ""


def difference(contrast: Contrast) -> float | risk.Bounded:
    """Return the risk difference: with its interval from the counts or from both printed intervals, else without."""
    harm, first, second = contrast.harm, contrast.experimental, contrast.control
    if contrast.counted:
        return risk.risk_difference(first.count, first.of, second.count, second.of)
    if all(q.reported for e in (first, second) for q in (e.low, e.high)):
        bounds = [(e.low.value / 100, e.high.value / 100) for e in (first, second)]
        return risk.difference_of_shares(share(harm, first), bounds[0], share(harm, second), bounds[1])
    return share(harm, first) - share(harm, second)


def harm_view(evidence: Evidence, key: str, denominator: int) -> View:
    """Return one harm: sentence, both framings, absolute difference, relative risk and number needed to harm, icons.

    Args:
        key: the rows of the contrast, as :func:`options` gives them.
        denominator: 100 or 1000 people per group.
    """
    contrast = find(evidence, key)
    names = arm_names(evidence, contrast)
    cited = Bibliography(evidence)
    table = _table(contrast, names, denominator, cited)
    if contrast.harm.event.startswith("discontinuation"):
        for row in evidence.tables["conflicts"].query("row_id == @contrast.experimental.row_id").itertuples(index=False):
            cited.cite(row.source_id)
    return View(
        sentence=_sentence(contrast, names, denominator),
        notes=tuple(_notes(evidence, contrast, denominator)),
        table=table,
        chart=_chart(contrast, names, denominator),
        citations=cited.citations(),
        origins=cited.origins(),
    )


def _sentence(contrast: Contrast, names: tuple[str, str], denominator: int) -> str:
    harm, when = contrast.harm, horizon(contrast.harm)
    did = past(harm)[0]
    head = f"{wording.sentence_case(event_name(harm))} ({study_name(harm)}{', ' + when if when else ''})"
    first = per(denominator, share(harm, contrast.experimental))
    if contrast.experimental.arm == "both arms":
        return f"{head}: of {denominator} people in both arms together, {first} {did}, {denominator - first} did not."
    if contrast.control is None:
        most, least = ("at most ", "at least ") if contrast.upper_bound else ("", "")
        return (
            f"{head}: of {denominator} people with {names[0]}, {most}{first} {did}, {least}{denominator - first} did not. "
            "The figure of the control arm is not reported."
        )
    second = per(denominator, share(harm, contrast.control))
    text = (
        f"{head}: of {denominator} people, {first} with {names[0]} and {second} with {names[1]} {did}; "
        f"{denominator - first} and {denominator - second} did not."
    )
    return f"{text} {needed_words(difference(contrast), when, did, names[0])}"


def needed_words(gap: float | risk.Bounded, when: str, event: str, name: str) -> str:
    """Return the number needed to harm in one sentence, with its time, or why there is none.

    Args:
        gap: the risk difference, first group minus control.
        when: to which time it belongs; empty if that is not reported.
        event: what happened, in the past tense.
        name: the first group.
    """
    needed = risk.number_needed(gap)
    time = when or NO_TIME
    if needed is None:
        return f"The printed figures do not differ, so there is no number needed to harm ({time})."
    if not needed.harm:
        return f"Fewer {event} with {name}, so there is no number needed to harm ({time})."
    if isinstance(gap, risk.Bounded) and not gap.excludes_zero:
        return f"No number needed to harm is given: the interval of the difference includes no difference ({time})."
    bounds = f"95% interval {needed.low} to {needed.high}; " if needed.low is not None else ""
    return f"Number needed to harm: {needed.value} people ({bounds}{time})."


def _table(contrast: Contrast, names: tuple[str, str], denominator: int, cited: Bibliography) -> Table:
    harm, both = contrast.harm, (contrast.experimental, contrast.control)
    people = [None if e is None else per(denominator, share(harm, e)) for e in both]
    prefix = "at most " if contrast.upper_bound else ""
    did, did_not = (wording.sentence_case(words) for words in past(harm))
    others = [None if n is None else denominator - n for n in people]
    rows = [
        (Cell(f"{did} (of {denominator})"), *_people_cells(people, prefix), Cell(gap_of(people, denominator))),
        (
            Cell(f"{did_not} (of {denominator})"),
            *_people_cells(others, "at least " if prefix else ""),
            Cell(gap_of(others, denominator)),
        ),
        (Cell("Figure as printed"), *(_printed(harm, e, cited) for e in both), Cell(_counting(harm))),
    ]  # fmt: skip
    if contrast.control is not None:
        rows += _comparison_rows(contrast)
    trial = harm.trial
    rows.append((Cell("What they received"), Cell(trial.experimental_arm), Cell(trial.control_arm), Cell(trial.population)))
    rows.append((Cell("Time"), _BOTH, _BOTH, Cell(horizon(harm) or NO_TIME)))
    header = ("Statement", *(wording.sentence_case(name) for name in names), "Comparison, or what it means")
    return Table(
        f"{wording.sentence_case(event_name(harm))}: {study_name(harm)}, {denominator} people per group", header, tuple(rows)
    )


def _people_cells(people: list[int | None], prefix: str) -> list[Cell]:
    return [Cell(NOT_REPORTED if n is None else f"{prefix}{n}") for n in people]


_NO_INTERVAL = {
    "percent of arm": "the numbers of people analysed for this harm are not printed",
    "cumulative incidence": "the source prints no interval of either cumulative incidence",
}


def gap_of(people: list[int | None], denominator: int) -> str:
    """Return first minus second in words ("5 more of 100"), or that it cannot be stated."""
    if None in people:
        return "cannot be stated"
    gap = people[0] - people[1]
    return f"{abs(gap)} {'more' if gap > 0 else 'fewer'} of {denominator}" if gap else f"no difference in {denominator}"


def _printed(harm: Harm, figure: Estimate | None, cited: Bibliography) -> Cell:
    if figure is None:
        return Cell(NOT_REPORTED)
    counts = f"{figure.count} of {figure.of} people" if _counted(harm, figure) else ""
    if figure.count is not None and figure.of is None:
        counts = f"{figure.count} people; of how many is not printed beside it"
    if figure.count is None and figure.of is not None:
        counts = f"of {figure.of} people"
    return Cell(wording.estimate(figure), counts, sources=cited.figure(figure))


def _counting(harm: Harm) -> str:
    words = {
        "percent of arm": "share of the people in each arm who had it",
        "cumulative incidence": "cumulative incidence: it allows for people who were watched for less time",
        UPPER_BOUND: 'an upper bound: "up to" across two trials',
    }
    return words[harm.measure]


def percentage_points(gap: float | risk.Bounded, digits: int = 1) -> str:
    """Return a difference of risks in words, without its interval."""
    value = gap.value if isinstance(gap, risk.Bounded) else gap
    amount = f"{100 * abs(value):.{digits}f}"
    return "no difference" if float(amount) == 0 else f"{amount} percentage points {'more' if value > 0 else 'fewer'}"


def interval_of(gap: float | risk.Bounded, measure: str = "percent of arm") -> str:
    """Return the interval of a difference in percentage points, or why there is none."""
    if not isinstance(gap, risk.Bounded):
        return f"no interval: {_NO_INTERVAL[measure]}"
    text = f"95% interval {100 * gap.low:.1f} to {100 * gap.high:.1f}".replace("-", "−")
    return text if gap.excludes_zero else f"{text}, which includes no difference"


def _comparison_rows(contrast: Contrast) -> list[tuple[Cell, ...]]:
    harm, first, second = contrast.harm, contrast.experimental, contrast.control
    gap = difference(contrast)
    exact = isinstance(gap, risk.Bounded)
    digits = 1 if exact else max(wording.decimals(e.value.text) for e in (first, second))
    rows = [(Cell("Absolute difference"), _BOTH, _BOTH, Cell(percentage_points(gap, digits), interval_of(gap, harm.measure)))]
    if share(harm, second) == 0:
        ratio = Cell("cannot be computed", "nobody in the control arm had it")
    elif contrast.counted:
        bounds = risk.relative_risk(first.count, first.of, second.count, second.of)
        ratio = Cell(f"{bounds.value:.1f}", f"95% interval {bounds.low:.1f} to {bounds.high:.1f}")
    else:
        value = share(harm, first) / share(harm, second)
        words = f"{value:.1f}" if value < 10 else f"about {value:.0f}"
        ratio = Cell(words, "from the printed figures, without interval")
    rows.append((Cell("Relative risk"), _BOTH, _BOTH, ratio))
    rows.append((Cell("Number needed to harm (people)"), _BOTH, _BOTH, _needed_cell(contrast, gap)))
    return rows


def _needed_cell(contrast: Contrast, gap: float | risk.Bounded) -> Cell:
    needed = risk.number_needed(gap)
    if needed is None or not needed.harm:
        return Cell("none", "no difference is printed" if needed is None else "fewer had it in the first group")
    time = horizon(contrast.harm) or NO_TIME
    if needed.low is not None:
        return Cell(str(needed.value), f"95% interval {needed.low} to {needed.high}; {time}")
    if isinstance(gap, risk.Bounded):
        return Cell(str(needed.value), f"no interval, because that of the difference includes no difference; {time}")
    return Cell(str(needed.value), f"{_rounding(contrast, gap)}; {time}")


def _rounding(contrast: Contrast, gap: float) -> str:
    """Say which numbers needed to harm the rounding of the printed percentages alone allows."""
    digits = max(wording.decimals(e.value.text) for e in (contrast.experimental, contrast.control))
    step = 10.0 ** -(digits + 2)  # each figure may lie half a step off, the difference a whole one
    low = risk.number_needed(gap + step).value
    if round(gap - step, 9) <= 0:
        return f"rounding of the printed figures alone allows {low} or more, or no difference"
    high = math.floor(round(1 / (gap - step), 6))
    if low == high:
        return "the rounding of the printed figures does not change it"
    return f"rounding of the printed figures alone allows {low} to {high}"


def _notes(evidence: Evidence, contrast: Contrast, denominator: int) -> list[str]:
    harm, both = contrast.harm, [e for e in (contrast.experimental, contrast.control) if e]
    notes = []
    if contrast.control is None and contrast.experimental.arm != "both arms":
        notes.append("Without a control arm nobody can say how much of this is due to the drug.")
    if harm.measure == "percent of arm" and harm.follow_up_months is not None:
        notes.append(
            "A share of each arm at a median follow-up: some people had been watched for longer, some for less. It is no "
            "probability by a fixed time."
        )
    if contrast.control is not None and not isinstance(difference(contrast), risk.Bounded):
        why = wording.sentence_case(_NO_INTERVAL[harm.measure])
        notes.append(f"{why}, so no interval can be computed. How far chance explains the difference stays open.")
    if any(0 < share(harm, e) < 0.02 for e in both) and denominator == 100:
        notes.append("A small share is rounded to whole people here. Choose 1000 people to see it more exactly.")
    if "before progression" in harm.event:
        notes.append(
            "Before progression: people on lenalidomide stayed free of progression for longer, so they were also watched "
            "for longer in this count. The two kinds of second cancer are printed apart and are not added up here."
        )
    if harm.trial.randomised_question not in ("maintenance", "lenalidomide at any phase"):
        notes.append("Randomised was more than maintenance: the figures belong to the whole treatment.")
    if contrast.control is not None and harm.measure == "cumulative incidence" and isinstance(difference(contrast), risk.Bounded):
        notes.append(
            "The interval of the difference is computed here from the two printed intervals at one time. A comparison over all "
            "of the follow-up, such as a hazard ratio, uses more of what was seen."
        )
    remarks = dict.fromkeys(e.note for e in both if len(e.note.split()) > 2 and "see experimental row" not in e.note)
    notes += [f"Remark of the data: {remark}." for remark in remarks]
    conflicts = evidence.tables["conflicts"]
    notes += [
        f"Sources differ. {text}" for text in conflicts.loc[conflicts["row_id"].isin([e.row_id for e in both]), "statement"]
    ]
    gaps = evidence.tables["gaps"]
    missing = gaps.loc[gaps["trial_id"] == harm.trial.trial_id, "missing"]
    notes += [f"Not found in the sources of this course: {text}." for text in missing if re.search(_ON_HARMS, text)]
    return notes


def _chart(contrast: Contrast, names: tuple[str, str], denominator: int) -> IconChart:
    harm = contrast.harm
    both = zip(names, (contrast.experimental, contrast.control), strict=True)
    groups = tuple(IconGroup(name, per(denominator, share(harm, e)), e.arm != "control") for name, e in both if e is not None)
    did, did_not = past(harm)
    words = (f"{did_not} (at least)", f"{did} (at most)") if contrast.upper_bound else (did_not, did)
    heading = f"{study_name(harm)}, {denominator} people per group, {horizon(harm) or 'time not reported'}"
    return IconChart(wording.sentence_case(event_name(harm)), denominator, (IconPanel(heading, *words, groups),))


# (side effect, row that names it, the data's words for it in the trials)
SIDE_EFFECTS = {
    "lenalidomide": (
        ("fatigue", "D0038", ()),
        ("weakness (asthenia)", "D0038", ()),
        ("diarrhoea", "D0038", ("diarrhoea",)),
        ("constipation", "D0038", ()),
        ("nausea", "D0038", ("nausea",)),
        ("neutropenia", "D0038", ("neutropenia",)),
        ("thrombocytopenia", "D0038", ("thrombocytopenia",)),
        ("anaemia", "D0038", ()),
        ("blood clots (venous and arterial thromboembolism)", "D0006", ()),
        ("harm to the unborn child (embryo-fetal toxicity)", "D0006", ()),
        ("second primary malignancies", "D0004", ("SPM",)),
    ),
    "ixazomib": (
        ("thrombocytopenia", "D0042", ("thrombocytopenia",)),
        ("gastrointestinal toxicity", "D0042", ("nausea", "vomiting", "diarrhoea")),
        ("peripheral neuropathy", "D0042", ("peripheral neuropathy",)),
        ("peripheral oedema", "D0042", ()),
        ("skin reactions", "D0042", ()),
        ("liver toxicity", "D0042", ()),
    ),
    "bortezomib": (("peripheral neuropathy", "D0045", ("peripheral neuropathy",)),),
    "daratumumab": (("reactions to the infusion or injection", "D0050", ()),),
    "isatuximab": (
        ("infusion-related reactions", "D0049", ()),
        ("infections", "D0049", ()),
        ("neutropenia", "D0049", ()),
    ),
}  # fmt: skip


def side_effects_view(evidence: Evidence, drug: str) -> View:
    """Return the side effects that the sources name for a drug, and what the trials print of each, arm by arm."""
    cited = Bibliography(evidence)
    facts = evidence.tables["drug_facts"].set_index("row_id")
    own = [c for c in contrasts(evidence) if drug in evidence.drugs_tested(c.harm.trial.trial_id)]
    rows, used = [], set()
    for name, fact, events in SIDE_EFFECTS[drug]:
        found = [c for c in own if c.harm.event.startswith(events)] if events else []
        used |= {c.key for c in found}
        where = facts.loc[fact]
        detail = "boxed warning" if "boxed" in where["topic"] else ""
        named = Cell(
            wording.short_citation(evidence.sources[where["source_id"]]),
            detail,
            sources=cited.cite(where["source_id"], where["read_in"]),
        )
        rows.append((Cell(wording.sentence_case(name)), named, _figures(evidence, found, cited)))
    others: dict[str, list[Contrast]] = {}
    for contrast in own:
        if contrast.key not in used:
            others.setdefault(_EVENTS.get(contrast.harm.event, contrast.harm.event), []).append(contrast)
    for name, found in others.items():
        rows.append((Cell(wording.sentence_case(name)), Cell("trials only"), _figures(evidence, found, cited)))
    counted = sum(1 for row in rows if not row[2].text.startswith(NOT_REPORTED))
    notes = ["Grades, times and ways of counting differ from trial to trial, so the figures are not ranked and not added up."]
    if drug == "lenalidomide":
        notes.append("The label's list covers people with myeloma, on any treatment with the drug, not maintenance alone.")
        gap = evidence.tables["gaps"].set_index("gap_id")["missing"]["G0008"]
        notes.append(f"Not found in the sources of this course: {gap}.")
    return View(
        sentence=f"{wording.sentence_case(drug)}: {len(rows)} side effects or safety outcomes; "
        f"our sources print figures of a trial for {counted} of them.",
        notes=tuple(notes),
        table=Table(f"Side effects of {drug}", ("Side effect", "Named by", "Figures, tested arm v control"), tuple(rows)),
        citations=cited.citations(),
        origins=cited.origins(),
    )


def _figures(evidence: Evidence, found: list[Contrast], cited: Bibliography) -> Cell:
    if not found:
        return Cell(f"{NOT_REPORTED} by arm in maintenance")
    parts, numbers = [], []
    for contrast in found:
        first, second = contrast.experimental, contrast.control
        numbers += [n for e in (first, second) if e for n in cited.figure(e)]
        bound = "up to " if contrast.upper_bound else ""
        apart = f" v {wording.with_unit(second.value)}" if second else f" v {NOT_REPORTED}"
        both = " of both arms together" if first.arm == "both arms" else apart
        names = arm_names(evidence, contrast)
        when = f", {horizon(contrast.harm)}" if horizon(contrast.harm) else ", time not reported"
        compared = f" ({names[0]} v {names[1]})" if first.arm != "both arms" else ""
        figures = f"{bound}{wording.with_unit(first.value)}{both}{when}"
        parts.append(f"{study_name(contrast.harm)}{compared}: {event_name(contrast.harm)}, {figures}")
    return Cell("; ".join(parts), sources=tuple(dict.fromkeys(numbers)))


_RELATIVE_ONLY = "a relative figure; the absolute ones of both arms are not reported here"
_SECOND_CANCER_FACTS = ("D0013", "D0033", "D0032", "D0009")


def second_cancers_view(evidence: Evidence) -> View:
    """Return every count of second cancers in the course's sources, each with its way of counting; nothing is added up."""
    cited = Bibliography(evidence)
    rows = []
    for contrast in (c for c in contrasts(evidence) if c.harm.event.startswith("SPM")):
        names, harm = arm_names(evidence, contrast), contrast.harm
        first, second = (_printed(harm, e, cited) for e in (contrast.experimental, contrast.control))
        compared = f"{names[0]} v {names[1]}" if contrast.control else names[0]
        rows.append((
            Cell(study_name(harm), compared),
            Cell(event_name(harm), harm.measure),
            Cell(horizon(harm) or NOT_REPORTED),
            first,
            second,
        ))  # fmt: skip
    facts = evidence.tables["drug_facts"].set_index("row_id")
    for key in _SECOND_CANCER_FACTS:
        fact = facts.loc[key]
        numbers = cited.cite(fact["source_id"], fact["read_in"])
        detail = _RELATIVE_ONLY if "fell by" in fact["statement"] else ""
        head = Cell(wording.short_citation(evidence.sources[fact["source_id"]]), "a statement")
        said = Cell(wording.sentence_case(fact["statement"]), detail, sources=numbers)
        rows.append((head, said, Cell("see the statement"), _BOTH, _BOTH))
    counts = len(rows) - len(_SECOND_CANCER_FACTS)
    return View(
        sentence=f"{counts} counts of second cancers, each made in its own way, and {len(_SECOND_CANCER_FACTS)} statements.",
        notes=(
            "The counts are not added up and not ranked: kind of cancer, time, start of counting and people differ.",
            "The same people stand behind several rows: CALGB 100104 is part of the pooled analysis and of the label's set.",
        ),
        table=Table(
            "Second cancers, source by source",
            ("Study", "What was counted, and how", "Time", "Tested arm", "Control arm"),
            tuple(rows),
        ),
        citations=cited.citations(),
        origins=cited.origins(),
    )
