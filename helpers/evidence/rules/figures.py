"""What a figure may be: its state, unit, interval, counts, and its place in a read-out."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ..problems import Problem, cell, shown
from ..schema import Table
from ..states import REPORTED
from .rule import EXTRACTIONS, FIGURES, STATED, Tables, between, of


@of(*FIGURES, *EXTRACTIONS, columns="row_id value state ci_low ci_low_state ci_high ci_high_state")
def a_value_is_there_when_its_state_says_so(table: Table) -> Iterator[Problem]:
    """A reported figure has a number; a figure that is not reported, not reached or not estimable has none."""
    for row in table.rows:
        for column, state_column in STATED:
            value, state = getattr(row, column), getattr(row, state_column)
            if (state == REPORTED) == (value is None):
                wanted = "a number" if state == REPORTED else "an empty cell"
                yield cell(table.file, row.row_id, column, value, f'{wanted} (column {state_column} says "{state}")')


# the largest figure that is no slip of the pen: twenty years, ratios of small groups, a meta-analysis of many trials
MOST = {"months": 240, "percent": 100, "ratio": 100, "patients": 20_000, "points": 100}


@of(*FIGURES, *EXTRACTIONS, columns="row_id unit value ci_low ci_high")
def a_figure_is_possible(table: Table) -> Iterator[Problem]:
    """Percent end at 100, months at twenty years; a ratio is above zero; people are whole."""
    for row in table.rows:
        for column in ("value", "ci_low", "ci_high"):
            value = getattr(row, column)
            if value is None:
                continue
            most = MOST.get(row.unit, math.inf)
            if value > most or (row.unit == "ratio" and value == 0):
                wanted = f"{'more than 0 and ' if row.unit == 'ratio' else ''}at most {most} {row.unit}"
                yield cell(table.file, row.row_id, column, value, wanted)
            if row.unit == "patients" and value != int(value):
                yield cell(table.file, row.row_id, column, value, "a whole number of patients")


@of("outcomes", columns="row_id measure unit arm")
def a_measure_has_its_unit_and_its_arm(table: Table) -> Iterator[Problem]:
    """A median is in months, a rate in percent, a score in points, a ratio compares both arms; only a ratio is a contrast."""
    units = {
        "median": "months", "rate": "percent", "rate at a time": "percent", "hazard ratio": "ratio", "odds ratio": "ratio",
        "median score": "points", "mean change": "points",
    }  # fmt: skip
    for row in table.rows:
        unit = units.get(row.measure, row.unit)
        if row.unit != unit:
            yield cell(table.file, row.row_id, "unit", row.unit, f"{unit}, because the measure is {row.measure},")
        if (row.arm == "contrast") != (unit == "ratio"):
            yield cell(table.file, row.row_id, "arm", row.arm, "contrast for a ratio, and an arm for anything else,")


@of("duration_mrd", columns="row_id measure unit")
def a_hazard_ratio_is_a_ratio(table: Table) -> Iterator[Problem]:
    """A measure is in the unit "ratio" exactly where it is called a hazard ratio."""
    for row in table.rows:
        if (row.unit == "ratio") != row.measure.startswith("hazard ratio"):
            yield cell(table.file, row.row_id, "unit", row.unit, "ratio exactly where the measure is a hazard ratio")


@between(trials="trial_id design", trial_drugs="trial_id role", outcomes="trial_id")
def a_randomised_trial_with_figures_tested_a_drug(tables: Tables) -> Iterator[Problem]:
    """A randomised trial in ``outcomes`` has its tested drug in ``trial_drugs``, or no filter would find it."""
    tested = {row.trial_id for row in tables["trial_drugs"].rows if row.role == "tested"}
    used = {row.trial_id for row in tables["outcomes"].rows}
    for row in tables["trials"].rows:
        if row.design == "randomised trial" and row.trial_id in used - tested:
            yield cell("trial_drugs.csv", row.trial_id, "drug_id", None, "the drug that the trial tested")


@of(*FIGURES, *EXTRACTIONS, columns="row_id value ci_low ci_high")
def an_interval_contains_its_estimate(table: Table) -> Iterator[Problem]:
    """Lower bound <= estimate <= upper bound, wherever both are reported."""
    for row in table.rows:
        low, high = row.ci_low, row.ci_high
        if row.value is not None and low is not None and low > row.value:
            yield cell(table.file, row.row_id, "ci_low", low, f"a bound of at most {row.value}")
        if row.value is not None and high is not None and high < row.value:
            yield cell(table.file, row.row_id, "ci_high", high, f"a bound of at least {row.value}")
        if row.value is None and low is not None and high is not None and high < low:
            yield cell(table.file, row.row_id, "ci_high", high, f"a bound of at least {low}")


@of(*FIGURES, columns="row_id ci_low ci_high note")
def an_interval_has_a_width(table: Table) -> Iterator[Problem]:
    """Both bounds are one number only where the note says that they were printed so."""
    for row in table.rows:
        if row.ci_low is not None and row.ci_low == row.ci_high and "both bounds are printed alike" not in (row.note or ""):
            wanted = 'a bound above the lower one (or the note "both bounds are printed alike")'
            yield cell(table.file, row.row_id, "ci_high", row.ci_high, wanted)


@of("outcomes", "duration_mrd", *EXTRACTIONS, columns="row_id p_relation p_value")
def a_p_value_has_its_relation(table: Table) -> Iterator[Problem]:
    """``p_relation`` and ``p_value`` are both there or both empty."""
    for row in table.rows:
        if (row.p_relation is None) != (row.p_value is None):
            yield cell(table.file, row.row_id, "p_relation", row.p_relation, "= or < exactly where there is a p value")


def _counts_agree(table: Table, count: str, total: str) -> Iterator[Problem]:
    for row, text in zip(table.rows, table.text["value"], strict=True):
        n, of = getattr(row, count), getattr(row, total)
        if n is None or of is None:
            continue
        if n > of:
            yield cell(table.file, row.row_id, count, n, f"at most {of}, the people counted,")
        elif row.value is not None and row.unit == "percent" and row.measure != "cumulative incidence":
            half_a_digit = 0.5 * 10 ** -len(text.partition(".")[2])
            if abs(100 * n / of - row.value) > half_a_digit + 1e-9:
                yield cell(table.file, row.row_id, "value", text, f"{100 * n / of:.1f} percent, that is {n} of {of},")


@of("outcomes", columns="row_id value unit measure n_events n_total")
def counts_and_percentages_agree(table: Table) -> Iterator[Problem]:
    """A printed percentage is the count over the number of patients, to the digits printed.

    A cumulative incidence is no such quotient (it allows for patients lost or dead), and is left out.
    """
    yield from _counts_agree(table, "n_events", "n_total")


@of("safety", columns="row_id value unit measure n denominator")
def counts_and_percentages_of_harms_agree(table: Table) -> Iterator[Problem]:
    """As for outcomes."""
    yield from _counts_agree(table, "n", "denominator")


@of("outcomes", columns="row_id analysis_id trial_id population endpoint source_id median_follow_up_months")
def rows_of_one_analysis_belong_together(table: Table) -> Iterator[Problem]:
    """Rows with one ``analysis_id`` share trial, population, endpoint, source and follow-up."""
    shared = ("trial_id", "population", "endpoint", "source_id", "median_follow_up_months")
    first: dict[str, tuple] = {}
    for row in table.rows:
        values = tuple(getattr(row, column) for column in shared)
        expected = first.setdefault(row.analysis_id, values)
        for column, found, wanted in zip(shared, values, expected, strict=True):
            if found != wanted:
                words = f'"{shown(wanted)}", as in the other rows of {shown(row.analysis_id)},'
                yield cell(table.file, row.row_id, column, found, words)


@of("outcomes", columns="row_id population whole_trial")
def a_population_is_what_its_words_say(table: Table) -> Iterator[Problem]:
    """The words on a population begin with "all" and name them exactly where they are the whole trial."""
    for row in table.rows:
        if row.whole_trial != row.population.startswith("all "):
            words = "true exactly where column population names all of them"
            yield cell(table.file, row.row_id, "whole_trial", row.whole_trial, words)


@of("outcomes", columns="row_id trial_id credible note")
def a_credible_interval_is_called_so(table: Table) -> Iterator[Problem]:
    """The intervals of a trial are credible ones exactly where a remark on one of them says so."""
    called_so = {row.trial_id for row in table.rows if "credible" in (row.note or "")}
    for row in table.rows:
        if row.credible != (row.trial_id in called_so):
            words = f"true exactly where a remark on {row.trial_id} speaks of credible intervals"
            yield cell(table.file, row.row_id, "credible", row.credible, words)


@of("endpoints", columns="endpoint mrd")
def an_endpoint_that_counts_mrd_is_called_so(table: Table) -> Iterator[Problem]:
    """MRD stands in the name of an endpoint exactly where it counts that."""
    for row in table.rows:
        if row.mrd != ("MRD" in row.endpoint):
            yield cell(table.file, row.endpoint, "mrd", row.mrd, "true exactly where column endpoint names MRD")


@of("outcomes", columns="row_id measure timepoint_months")
def a_rate_at_a_time_names_the_time(table: Table) -> Iterator[Problem]:
    """A "rate at a time" has its ``timepoint_months``."""
    for row in table.rows:
        if row.measure == "rate at a time" and row.timepoint_months is None:
            yield cell(table.file, row.row_id, "timepoint_months", None, "the months after which the rate holds")


def _each_once(table: Table, column: str, names: tuple[str, ...]) -> Iterator[Problem]:
    first: dict[tuple, str] = {}
    for row in table.rows:
        same = first.setdefault(tuple(getattr(row, name) for name in names), row.row_id)
        if same != row.row_id:
            yield cell(table.file, row.row_id, column, getattr(row, column), f"no second figure beside that of {same}")


@of("outcomes", columns="row_id analysis_id arm arm_label measure timepoint_months")
def an_arm_has_one_figure(table: Table) -> Iterator[Problem]:
    """A read-out gives one figure for each arm, measure and time."""
    yield from _each_once(table, "arm", ("analysis_id", "arm", "arm_label", "measure", "timepoint_months"))


@of(
    "safety",
    columns="row_id trial_id event grade arm arm_label measure timepoint_months median_follow_up_months source_id",
)
def an_arm_has_one_figure_for_a_harm(table: Table) -> Iterator[Problem]:
    """A source gives one figure for each harm, grade, arm, measure, time and follow-up of a trial."""
    names = (
        "trial_id", "event", "grade", "arm", "arm_label", "measure", "timepoint_months", "median_follow_up_months", "source_id",
    )  # fmt: skip
    yield from _each_once(table, "arm", names)


@of("duration_mrd", columns="row_id trial_id topic arm measure timepoint_months source_id")
def a_group_has_one_figure_on_duration(table: Table) -> Iterator[Problem]:
    """A source gives one figure for each topic, group, measure and time of a trial."""
    yield from _each_once(table, "arm", ("trial_id", "topic", "arm", "measure", "timepoint_months", "source_id"))
