"""Lesson 06: the trial explorer. Filter, sort, save; and never rank what cannot be compared."""

from __future__ import annotations

import re
from decimal import Decimal

from ... import wording
from ...comparability import explanation, not_ranked
from ...evidence import NOT_REPORTED, Analysis, Estimate, Evidence, Source
from ...show.charts import IntervalChart, IntervalRow
from ...show.table import REST, Cell, Table, as_csv
from ...show.view import Download, View
from ..shared.cautions import first_that_holds
from ..shared.headline import guards, pairs
from .trial_groups import ANY, grouped, groups_table, heading, on_page, page_options, select, sources, too_many

SORTS = (
    ("Trial name", "name"),
    ("Patients in the trial", "patients"),
    ("Median follow-up", "follow-up"),
    ("Hazard ratio", "hazard ratio"),
    ("Gain in the median", "gain"),
)
_NOT_ALONE = ("whole regimen", "induction and maintenance", "induction", "consolidation")  # questions of another treatment
_RANKS = {"hazard ratio", "gain"}  # sorts that set one result above another

_COLUMNS = [
    "row_id", "trial", "drugs_tested", "population", "setting", "comparator", "randomised_question", "endpoint", "measure",
    "arm", "arm_label", "value", "unit", "state", "ci_low", "ci_low_state", "ci_high", "ci_high_state", "timepoint_months",
    "median_follow_up_months", "note", "source_id", "source_link", "read_in", "second_extraction",
]  # fmt: skip
_WORDS = 30  # of an answer at the most
_LABEL = 62  # letters of a name in the picture


def drug_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, id) of the drugs that some read-out tested."""
    tested = {drug for analysis in evidence.analyses.values() for drug in analysis.drugs}
    return [("any drug", ANY), *((d, d) for d in (row.drug_id for row in evidence.rows("drugs")) if d in tested)]


def setting_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, value) of the settings."""
    return [("any setting", ANY), *((s, s) for s in sorted({a.trial.setting for a in evidence.analyses.values()}))]


def comparator_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, value) of the kinds of comparator; the pages of large groups come with the other choices."""
    return page_options(evidence, ())


def endpoint_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, value) of the endpoints that some read-out has."""
    reported = {a.endpoint for a in evidence.analyses.values()}
    return [(row.name, row.endpoint) for row in evidence.rows("endpoints") if row.endpoint in reported]


def trials_view(evidence: Evidence, drug: str, setting: str, comparator: str, endpoint: str, sort: str) -> View:
    """Return the read-outs that pass the filters, sorted as asked, or by name where a ranking would mislead.

    Where they need more than one screen, their groups come first, and a large group comes in pages.
    """
    passing = select(evidence, drug, setting, comparator, endpoint)
    name = dict((value, label) for label, value in endpoint_options(evidence))[endpoint]
    if not passing:
        return View(f"No result on {name} passes these filters. That does not mean that no trial was done.")
    why_not = explanation(passing)
    order = "name" if why_not and sort in _RANKS else sort
    groups_first = comparator == ANY and too_many(passing)
    asked = f"You asked to sort by {_sort_name(sort)}; shown by trial name. " if order != sort and not groups_first else ""
    ordered = sorted(passing, key=_key(order))
    shown, numbers = on_page(ordered, comparator)
    saved = f"all {len(passing)} results" if numbers else "these rows"
    studies = len({a.trial.trial_id for a in passing})
    shared = {
        "caution": not_ranked(passing) or _caution(passing, studies),
        "notes": (asked + why_not,) if why_not else (),
        "evidence": evidence,
        "download": Download("maintenance-trials.csv", as_csv(_COLUMNS, _rows(evidence, ordered)), saved),
    }
    counted = f"{len(passing)} results on {name} from {studies} {'study' if studies == 1 else 'studies'}"
    if groups_first:
        said = f"{counted}. Choose a comparator to see its results."
        return View(said, table=groups_table(evidence, passing, name), cites=tuple(sources(evidence, ordered)), **shared)
    if numbers:
        counted = f"Results {numbers} of {len(passing)} on {name}"
    how = f"{' in groups' if len(grouped(shown)) > 1 else ''} sorted by {_sort_name(order)}"
    return View(
        sentence=_one(passing[0], name) if len(passing) == 1 else f"{counted},{how}.",
        table=_table(shown, name),
        chart=_chart(evidence, shown, name),
        **shared,
    )


def _caution(passing: list[Analysis], studies: int) -> str:
    """Return what read-outs that may be ranked must be read with, or nothing."""
    if len(passing) > 1 and studies == 1:
        return "These are reports of one study: the same people stand in each of them."
    question = passing[0].trial.randomised_question
    belong = f"Randomised here: {question}. What maintenance alone does cannot be read from these figures."
    no_comparison = "One group, no comparison: what another treatment would have done is not known."
    design = ((question == "none", no_comparison, ""), (question in _NOT_ALONE, belong, ""))
    return first_that_holds([*design, *guards(passing[0])])[0]


def _one(analysis: Analysis, endpoint_name: str) -> str:
    """Return what a result that stands alone says."""
    experimental, control = (wording.arm_name(analysis, arm) for arm in ("experimental", "control"))
    ratio, arms = analysis.hazard_ratio, wording.both_arms(analysis)
    arms = "both arms not reported" if arms == NOT_REPORTED else arms
    said = f"; hazard ratio {wording.estimate(ratio)}" if ratio else ""
    what = f"{analysis.trial.name}, {endpoint_name}"
    full = f"{what}, {experimental} against {control}: {arms}{said}."
    return full if len(full.split()) <= _WORDS else f"{what}: {arms}{said}."  # the table names the arms


def _sort_name(sort: str) -> str:
    return next(label for label, value in SORTS if value == sort).lower()


def _key(order: str):
    """Return a sort key; a read-out without the figure comes last."""

    def key(analysis: Analysis):
        name = analysis.trial.name.lower()
        size = (analysis.trial.n_experimental or 0) + (analysis.trial.n_control or 0)
        values = {
            "name": 0,
            "patients": -size,
            "follow-up": -(analysis.follow_up_months or 0),
            "hazard ratio": _hazard_ratio(analysis),
            "gain": -_gain(analysis),
        }
        return values[order], name, analysis.analysis_id

    return key


def _hazard_ratio(analysis: Analysis) -> float:
    ratio = analysis.hazard_ratio
    return ratio.value.value if ratio and ratio.value.reported else float("inf")


def _gain(analysis: Analysis) -> float:
    for first, second in pairs(analysis)[:1]:
        if first.value.reported and second.value.reported and first.measure == "median":
            return first.value.value - second.value.value
    return float("-inf")


def _table(analyses: list[Analysis], endpoint_name: str) -> Table:
    """Return a row for each read-out, under the headings under which the picture has them."""
    groups, rows = grouped(analyses), []
    for comparator, read_outs in groups.items():
        rows += [(Cell(heading(comparator), heading=True, span=REST),)] if len(groups) > 1 else []
        rows += map(_table_row, read_outs)
    header = (
        "Study", "Compared", "Patients and setting", "Both arms (months or percent)", "Hazard or odds ratio (95% interval)",
        "Median follow-up (months)",
    )  # fmt: skip
    return Table(f"{wording.sentence_case(endpoint_name)}: results, not ranked across studies", header, tuple(rows))


def _table_row(analysis: Analysis) -> tuple[Cell, ...]:
    trial = analysis.trial
    experimental, control = (wording.arm_name(analysis, arm) for arm in ("experimental", "control"))
    ratio = analysis.hazard_ratio or analysis.estimate("odds ratio", "contrast")
    what = "" if trial.randomised_question == "maintenance" else f"randomised: {trial.randomised_question}"
    return (
        Cell(
            trial.name,
            ", ".join(filter(None, [trial.design, f"phase {trial.phase}" if trial.phase else ""])),
            cites=analysis.estimates,
        ),
        Cell(f"{experimental} v {control}", what),
        Cell(trial.setting, f"{analysis.population}; {trial.population}"),
        wording.both_arms(analysis),
        Cell(
            f"{'odds ratio ' if ratio and ratio.measure == 'odds ratio' else ''}{wording.estimate(ratio)}",
            _remarks(analysis, ratio),
        ),
        wording.months(analysis.follow_up_months),
    )


def _remarks(analysis: Analysis, ratio: Estimate | None) -> str:
    """Return the p value and what the data remarks on any figure of the read-out, each remark once."""
    return "; ".join(filter(None, [wording.p_value(ratio), *dict.fromkeys(e.note for e in analysis.estimates)]))


def _chart(evidence: Evidence, analyses: list[Analysis], endpoint_name: str) -> IntervalChart | None:
    """Return the hazard ratios grouped by comparator, in the order given; None if no read-out has one."""
    if not any(a.hazard_ratio for a in analyses):
        return None
    groups = tuple(
        (
            heading(comparator),
            tuple(IntervalRow(label(a, evidence.sources[a.source_ids[0]]), a.hazard_ratio, a.drugs) for a in read_outs),
        )
        for comparator, read_outs in grouped(analyses).items()
    )
    return IntervalChart(f"{wording.sentence_case(endpoint_name)}: hazard ratios by comparator", groups)


def label(analysis: Analysis, source: Source) -> str:
    """Return a short name of a read-out: study, drug or source, population if not everybody, follow-up; as much as has room."""
    trial, text = analysis.trial, ""
    if "meta-analysis" not in trial.design:
        text = wording.short_citation(source)
    elif trial.design == "network meta-analysis" and len(analysis.drugs) == 1:
        text = analysis.drugs[0]
    told = analysis.whole_trial or analysis.population in trial.name or trial.design in analysis.population
    people = "" if told else analysis.population
    watched = f"{wording.months(analysis.follow_up_months)} months" if analysis.follow_up_months else ""
    parts = ((text, people, watched), (text, people), (people, watched), (people,))  # people are never left out
    named = [f"{trial.name}: {', '.join(filter(None, some))}".removesuffix(": ") for some in parts]
    if fitting := [name for name in named if len(name) <= _LABEL]:
        return fitting[0]
    return f"{named[-1][: _LABEL - 2].rpartition(' ')[0].rstrip(' ,:(')}…"  # never within a number


def _months(value: float | None) -> str:
    return "" if value is None else wording.months(value)


def _rows(evidence: Evidence, analyses: list[Analysis]) -> list[list[object]]:
    """Return every figure of the read-outs as rows of ``_COLUMNS``."""
    rows = []
    for analysis in analyses:
        trial = analysis.trial
        for e in analysis.estimates:
            rows.append([
                e.row_id, trial.name, " + ".join(analysis.drugs), analysis.population, trial.setting, trial.comparator,
                trial.randomised_question, analysis.endpoint, e.measure, e.arm, e.arm_label, _number(e.value.text), e.value.unit,
                e.value.state, _number(e.low.text), e.low.state, _number(e.high.text), e.high.state, _months(e.timepoint_months),
                _months(analysis.follow_up_months), e.note, e.source_id,
                evidence.sources[e.source_id].link, e.read_in, e.second_extraction,
            ])  # fmt: skip
    return rows


def _number(printed: str) -> Decimal | str:
    """Return a figure as a number with the digits that were printed; a state's empty text stays."""
    return Decimal(printed) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", printed) else printed
