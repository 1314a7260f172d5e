"""What the data dictionary cannot say: rules between the columns of a row, and between rows.

A rule takes tables and yields a :class:`Problem` for every row that breaks it. It names the columns it reads, and runs only
where these were read without a problem, so that one bad cell is told once and no rule meets a value it cannot use.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from .problems import Problem, cell, shown
from .schema import DICTIONARY, Table
from .states import REPORTED

Tables = dict[str, Table]
FIGURES = ("outcomes", "safety", "duration_mrd")
EXTRACTIONS = ("second_extraction", "figure_key")
STATED = (("value", "state"), ("ci_low", "ci_low_state"), ("ci_high", "ci_high_state"))


@dataclass(frozen=True)
class Rule:
    """One rule.

    Attributes:
        name: what holds where the rule is kept, as one name.
        needs: the columns that it reads, by table.
        check: takes the tables and returns the problems.
        of_all: whether it reads any other table too.
    """

    name: str
    needs: dict[str, tuple[str, ...]]
    check: Callable[[Tables], list[Problem]]
    of_all: bool = False


RULES: list[Rule] = []
_TYPES = {
    **dict.fromkeys(("value", "ci_low", "ci_high", "p_value", "timepoint_months", "median_follow_up_months"), "number"),
    **dict.fromkeys(("answer", "tolerance"), "number"),
    **dict.fromkeys(("n_events", "n_total", "n", "denominator", "n_experimental", "n_control", "year", "position"), "integer"),
    **dict.fromkeys(("correct", "randomised", "in_comparison"), "boolean"),
}
_MAY_BE_EMPTY = {
    "value", "ci_low", "ci_high", "p_relation", "p_value", "timepoint_months", "median_follow_up_months", "answer", "tolerance",
    "n_events", "n_total", "n", "denominator", "n_experimental", "n_control", "year", "position", "correct", "arm_label", "grade",
    "note", "difference", "drug_id", "date", "short", "evidence_ids", "analysis_ids", "options", "hint_1", "hint_2", "hint_3",
    "was", "corrected", "points", "needs",
}  # fmt: skip


def promises(package: dict) -> list[Problem]:
    """Return the columns of which the dictionary does not promise what the rules rely on: that they are there, typed, filled."""
    fields = {resource["name"]: {f["name"]: f for f in resource["schema"]["fields"]} for resource in package["resources"]}
    problems: dict[Problem, None] = {}
    for name, column in ((name, column) for rule in RULES for name, columns in rule.needs.items() for column in columns):
        kind, found = _TYPES.get(column, "string"), fields.get(name, {}).get(column)
        required = column not in _MAY_BE_EMPTY
        if not found or found["type"] != kind or (required and not found.get("constraints", {}).get("required")):
            words = f"a {'required ' if required else ''}field of type {kind}"
            problems[Problem(DICTIONARY, f"table {name}", column, "no such field found", words)] = None
    return list(problems)


def _of(*names: str, columns: str):
    """Make a rule of a function of one table, once for each of the named tables."""

    def add(function):
        for name in names:
            RULES.append(Rule(function.__name__, {name: tuple(columns.split())}, partial(_alone, function, name)))
        return function

    return add


def _alone(function, name: str, tables: Tables) -> list[Problem]:
    return list(function(tables[name]))


def _between(**needs: str):
    """Make a rule of a function of several tables."""

    def add(function):
        needed = {name: tuple(columns.split()) for name, columns in needs.items()}
        RULES.append(Rule(function.__name__, needed, lambda tables: list(function(tables))))
        return function

    return add


@_of(*FIGURES, *EXTRACTIONS, columns="row_id value state ci_low ci_low_state ci_high ci_high_state")
def a_value_is_there_when_its_state_says_so(table: Table) -> Iterator[Problem]:
    """A reported figure has a number; a figure that is not reported, not reached or not estimable has none."""
    for row in table.rows:
        for column, state_column in STATED:
            value, state = getattr(row, column), getattr(row, state_column)
            if (state == REPORTED) == (value is None):
                wanted = "a number" if state == REPORTED else "an empty cell"
                yield cell(table.file, row.row_id, column, value, f'{wanted} (column {state_column} says "{state}")')


# the largest figure that is no slip of the pen: twenty years, ratios of small groups, a meta-analysis of many trials
MOST = {"months": 240, "percent": 100, "ratio": 100, "patients": 20_000}


@_of(*FIGURES, *EXTRACTIONS, columns="row_id unit value ci_low ci_high")
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


@_of("outcomes", columns="row_id measure unit arm")
def a_measure_has_its_unit_and_its_arm(table: Table) -> Iterator[Problem]:
    """A median is in months, a rate in percent, a ratio is a ratio of both arms; only a ratio is a contrast."""
    units = {"median": "months", "rate": "percent", "rate at a time": "percent", "hazard ratio": "ratio", "odds ratio": "ratio"}
    for row in table.rows:
        unit = units.get(row.measure, row.unit)
        if row.unit != unit:
            yield cell(table.file, row.row_id, "unit", row.unit, f"{unit}, because the measure is {row.measure},")
        if (row.arm == "contrast") != (unit == "ratio"):
            yield cell(table.file, row.row_id, "arm", row.arm, "contrast for a ratio, and an arm for anything else,")


@_of("duration_mrd", columns="row_id measure unit")
def a_hazard_ratio_is_a_ratio(table: Table) -> Iterator[Problem]:
    """A measure is in the unit "ratio" exactly where it is called a hazard ratio."""
    for row in table.rows:
        if (row.unit == "ratio") != row.measure.startswith("hazard ratio"):
            yield cell(table.file, row.row_id, "unit", row.unit, "ratio exactly where the measure is a hazard ratio")


@_between(trials="trial_id design", trial_drugs="trial_id role", outcomes="trial_id")
def a_randomised_trial_with_figures_tested_a_drug(tables: Tables) -> Iterator[Problem]:
    """A randomised trial in ``outcomes`` has its tested drug in ``trial_drugs``, or no filter would find it."""
    tested = {row.trial_id for row in tables["trial_drugs"].rows if row.role == "tested"}
    used = {row.trial_id for row in tables["outcomes"].rows}
    for row in tables["trials"].rows:
        if row.design == "randomised trial" and row.trial_id in used - tested:
            yield cell("trial_drugs.csv", row.trial_id, "drug_id", None, "the drug that the trial tested")


@_of(*FIGURES, *EXTRACTIONS, columns="row_id value ci_low ci_high")
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


@_of(*FIGURES, columns="row_id ci_low ci_high note")
def an_interval_has_a_width(table: Table) -> Iterator[Problem]:
    """Both bounds are one number only where the note says that they were printed so."""
    for row in table.rows:
        if row.ci_low is not None and row.ci_low == row.ci_high and "both bounds are printed alike" not in (row.note or ""):
            wanted = 'a bound above the lower one (or the note "both bounds are printed alike")'
            yield cell(table.file, row.row_id, "ci_high", row.ci_high, wanted)


@_of("outcomes", "duration_mrd", *EXTRACTIONS, columns="row_id p_relation p_value")
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


@_of("outcomes", columns="row_id value unit measure n_events n_total")
def counts_and_percentages_agree(table: Table) -> Iterator[Problem]:
    """A printed percentage is the count over the number of patients, to the digits printed.

    A cumulative incidence is no such quotient (it allows for patients lost or dead), and is left out.
    """
    yield from _counts_agree(table, "n_events", "n_total")


@_of("safety", columns="row_id value unit measure n denominator")
def counts_and_percentages_of_harms_agree(table: Table) -> Iterator[Problem]:
    """As for outcomes."""
    yield from _counts_agree(table, "n", "denominator")


@_of("outcomes", columns="row_id analysis_id trial_id population endpoint source_id median_follow_up_months")
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


@_of("outcomes", columns="row_id measure timepoint_months")
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


@_of("outcomes", columns="row_id analysis_id arm arm_label measure timepoint_months")
def an_arm_has_one_figure(table: Table) -> Iterator[Problem]:
    """A read-out gives one figure for each arm, measure and time."""
    yield from _each_once(table, "arm", ("analysis_id", "arm", "arm_label", "measure", "timepoint_months"))


@_of(
    "safety",
    columns="row_id trial_id event grade arm arm_label measure timepoint_months median_follow_up_months source_id",
)
def an_arm_has_one_figure_for_a_harm(table: Table) -> Iterator[Problem]:
    """A source gives one figure for each harm, grade, arm, measure, time and follow-up of a trial."""
    names = (
        "trial_id", "event", "grade", "arm", "arm_label", "measure", "timepoint_months", "median_follow_up_months", "source_id",
    )  # fmt: skip
    yield from _each_once(table, "arm", names)


@_of("duration_mrd", columns="row_id trial_id topic arm measure timepoint_months source_id")
def a_group_has_one_figure_on_duration(table: Table) -> Iterator[Problem]:
    """A source gives one figure for each topic, group, measure and time of a trial."""
    yield from _each_once(table, "arm", ("trial_id", "topic", "arm", "measure", "timepoint_months", "source_id"))


def _differences(first, second) -> list[str]:
    """Return the columns in which two extractions of one row differ; a p value that only one has is no difference."""
    columns = [column for pair in STATED for column in pair]
    different = [c for c in columns if not _same(getattr(first, c), getattr(second, c))]
    both = getattr(first, "p_value", None) is not None and second.p_value is not None
    if both and (first.p_value, first.p_relation) != (second.p_value, second.p_relation):
        different.append("p_value")
    return different


def _same(a, b) -> bool:
    return math.isclose(a, b) if isinstance(a, float) and isinstance(b, float) else a == b


def listed(different: list[str]) -> str:
    """Say in which columns two extractions differ."""
    return f"{', '.join(different)} differs" if different else "the same figures stand"


# what the second reader was asked for; the columns of ``outcomes``, ``safety`` and ``duration_mrd`` by the same name,
# except that ``subject`` is the endpoint, the harm, or the topic
ASKED = ("trial_id", "subject", "arm", "arm_label", "measure", "unit", "grade", "timepoint_months")
_SUBJECT = {"outcomes": "endpoint", "safety": "event", "duration_mrd": "topic"}
_READ = "value state ci_low ci_low_state ci_high ci_high_state p_relation p_value"


def _asked_otherwise(name: str, row, key) -> Iterator[tuple[str, object, object]]:
    """Yield (column, what stands in the row, what was asked for) wherever a row is not what a reader was asked for."""
    for asked in ASKED:
        column = _SUBJECT[name] if asked == "subject" else asked
        found, wanted = getattr(row, column, None), getattr(key, asked)
        if not _same(found, wanted):
            yield column, found, wanted


def _compare(name: str, tables: Tables) -> Iterator[Problem]:
    second = {row.row_id: row for row in tables["second_extraction"].rows}
    once = {row.row_id: row for row in tables["figure_key"].rows}
    file = tables[name].file
    for row in tables[name].rows:
        other, key = second.get(row.row_id), once.get(row.row_id)
        different = _differences(row, other) if other is not None else []
        found = "not re-found" if other is None else "differs" if different else "agrees"
        if row.second_extraction != found:
            why = "second_extraction.csv has no such row" if other is None else f"{listed(different)} in second_extraction.csv"
            yield cell(file, row.row_id, "second_extraction", row.second_extraction, f'"{found}" ({why})')
        elif different and other.difference is None:
            yield cell("second_extraction.csv", row.row_id, "difference", None, f"the reason why {different[0]} differs")
        if (other is None) != (key is not None):
            yield cell("figure_key.csv", row.row_id, "row_id", key and row.row_id, "each row that was read once, and no other,")
        for column, value, wanted in _asked_otherwise(name, row, other or key) if other or key else ():
            where = "second_extraction.csv" if other else "figure_key.csv"
            words = f'"{shown(wanted)}"' if wanted is not None else "nothing"
            yield cell(file, row.row_id, column, value, f"{words}, as {where} says,")
        if key is not None and other is None and (wrong := _differences(row, key) or _p_differs(row, key)):
            column = wrong[0]
            wanted = getattr(key, column)
            words = "nothing" if wanted is None else f'"{wanted}"'
            yield cell(file, row.row_id, column, getattr(row, column), f"{words}, as figure_key.csv says,")


def _p_differs(row, key) -> list[str]:
    return [name for name in ("p_value", "p_relation") if getattr(row, name, None) != getattr(key, name)]


for _name, _own in (
    ("outcomes", "arm_label measure unit timepoint_months p_relation p_value"),
    ("safety", "arm_label measure unit grade timepoint_months"),
    ("duration_mrd", "measure unit timepoint_months p_relation p_value"),
):
    _needs = {
        _name: f"row_id trial_id {_SUBJECT[_name]} arm second_extraction {_own} {' '.join(c for pair in STATED for c in pair)}",
        "second_extraction": f"row_id difference {' '.join(ASKED)} {_READ}",
        "figure_key": f"row_id {' '.join(ASKED)} {_READ}",
    }
    RULES.append(
        Rule(
            "extractions_agree_or_the_difference_is_explained",
            {table: tuple(columns.split()) for table, columns in _needs.items()},
            lambda tables, name=_name: list(_compare(name, tables)),
        )
    )


@_between(second_extraction="row_id", figure_key="row_id", outcomes="row_id", safety="row_id", duration_mrd="row_id")
def every_extraction_has_its_row(tables: Tables) -> Iterator[Problem]:
    """``second_extraction`` and ``figure_key`` speak of rows that exist."""
    known = {row.row_id for name in FIGURES for row in tables[name].rows}
    for name in EXTRACTIONS:
        for row in tables[name].rows:
            if row.row_id not in known:
                yield cell(tables[name].file, row.row_id, "row_id", row.row_id, "a row of outcomes, safety or duration_mrd")


_IDENTIFIED = {
    "outcomes": "row_id", "safety": "row_id", "duration_mrd": "row_id", "duration_statements": "row_id",
    "drug_facts": "row_id", "definitions": "row_id", "trials": "trial_id",
}  # fmt: skip
_LISTS = (
    ("drug_features", "evidence_ids"), ("questions", "answer_rows"), ("claims", "evidence_ids"), ("decisions", "evidence_ids"),
    ("conflicts", "row_id"), ("vignette_steps", "evidence_ids"), ("values", "evidence_ids"),
)  # fmt: skip


def _resolve(table: Table, column: str, allowed: set[str]) -> Iterator[Problem]:
    for number, text in enumerate(table.columns[column]):
        for value in split_ids(text):
            if value not in allowed:
                yield cell(table.file, table.key(number), column, value, "the id of a row that exists")


def _lists_resolve(name: str, column: str, tables: Tables) -> list[Problem]:
    known = {value for other, key in _IDENTIFIED.items() for value in tables[other].columns[key]}
    return list(_resolve(tables[name], column, known))


for _name, _column in _LISTS:
    _needs = {**{other: (key,) for other, key in _IDENTIFIED.items()}, _name: (_column,)}
    RULES.append(Rule("lists_of_ids_resolve", _needs, partial(_lists_resolve, _name, _column)))


@_between(drug_features="analysis_ids", outcomes="analysis_id")
def lists_of_read_outs_resolve(tables: Tables) -> Iterator[Problem]:
    """Every read-out that a cell of the comparison cites is one of ``outcomes``."""
    yield from _resolve(tables["drug_features"], "analysis_ids", set(tables["outcomes"].columns["analysis_id"]))


for _name, _column, _other, _key in (
    ("claims", "lessons", "lessons", "lesson"), ("values", "lessons", "lessons", "lesson"),
    ("lessons", "needs", "lessons", "lesson"), ("lessons", "points", "claims", "claim_id"),
):  # fmt: skip
    _needs = {_name: (_column,)} | {_other: (_key,) if _other != _name else (_key, _column)}
    RULES.append(
        Rule(
            "lists_of_lessons_and_points_resolve",
            _needs,
            lambda t, name=_name, column=_column, other=_other, key=_key: list(
                _resolve(t[name], column, set(t[other].columns[key]))
            ),
        )
    )


@_between(drug_features="drug_id feature_id state short", drug_feature_sources="drug_id feature_id")
def a_cell_of_the_comparison_has_its_support(tables: Tables) -> Iterator[Problem]:
    """A reported cell has words and a source; a cell that is not reported has neither."""
    sourced = {(row.drug_id, row.feature_id) for row in tables["drug_feature_sources"].rows}
    table = tables["drug_features"]
    for row in table.rows:
        where, reported = f"{row.drug_id} / {row.feature_id}", row.state == REPORTED
        if reported == (row.short is None):
            yield cell(table.file, where, "short", row.short, "words exactly where the state is reported")
        if reported != ((row.drug_id, row.feature_id) in sourced):
            yield cell("drug_feature_sources.csv", where, "source_id", None, "a source exactly for reported cells")


@_between(drugs="drug_id in_comparison", features="feature_id", drug_features="drug_id feature_id")
def the_comparison_is_complete(tables: Tables) -> Iterator[Problem]:
    """A drug of the comparison has a cell for every feature, any other drug has none."""
    cells = {(row.drug_id, row.feature_id) for row in tables["drug_features"].rows}
    for drug in tables["drugs"].rows:
        for feature in tables["features"].rows:
            if drug.in_comparison != ((drug.drug_id, feature.feature_id) in cells):
                where = f"{drug.drug_id} / {feature.feature_id}"
                wanted = f"a cell for every feature exactly where drugs.csv says in_comparison (it says {drug.in_comparison})"
                yield cell("drug_features.csv", where, "feature_id", None, wanted)


def _right_options(own: list) -> int:
    return sum(row.correct is True for row in own)


def _all_judged(own: list) -> bool:
    return len(own) >= 3 and all(row.correct is not None for row in own)


# kind of question: (what its options must be, in words; whether they are so; whether it has an answer and a tolerance)
_QUESTION_KINDS = {
    "single choice": (
        "at least three options, exactly one of them right,",
        lambda own: _all_judged(own) and _right_options(own) == 1,
        False,
    ),
    "several": (
        "at least three options, some of them right and some wrong,",
        lambda own: _all_judged(own) and 0 < _right_options(own) < len(own),
        False,
    ),
    "number": (
        "only wrong numbers as options",
        lambda own: _right_options(own) == 0 and all(_is_number(row.text) for row in own),
        True,
    ),
    "ordering": (
        "at least three options with the positions 1, 2, 3 and so on",
        lambda own: len(own) >= 3 and sorted(row.position or 0 for row in own) == list(range(1, len(own) + 1)),
        False,
    ),
    "prediction": ("no options", lambda own: not own, True),
}


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", text))


@_between(
    questions="question_id kind answer tolerance hint_1 hint_2 hint_3",
    question_options="question_id option text correct position",
)
def a_question_is_whole(tables: Tables) -> Iterator[Problem]:
    """A question has the options, the answer and the three hints that its kind asks for."""
    options = tables["question_options"].rows
    file = tables["questions"].file
    for row in tables["questions"].rows:
        if row.kind not in _QUESTION_KINDS:
            continue
        wanted, fits, number = _QUESTION_KINDS[row.kind]
        if not fits([option for option in options if option.question_id == row.question_id]):
            yield cell(file, row.question_id, "kind", row.kind, wanted)
        if number and (row.answer is None or row.tolerance is None):
            yield cell(file, row.question_id, "answer", None, "the figure and its tolerance")
        if row.tolerance is not None and row.tolerance <= 0:
            yield cell(file, row.question_id, "tolerance", row.tolerance, "a number above 0")
        hints = sum(hint is not None for hint in (row.hint_1, row.hint_2, row.hint_3))
        if hints != (0 if row.kind == "prediction" else 3):
            yield cell(file, row.question_id, "hint_1", hints, "three hints, and none for a prediction,")


def right_letters(kind: str, own: list) -> str | None:
    """Return the letters of the right options as ``answer_key`` has them, for an ordering in the right order."""
    if kind == "ordering":
        own = sorted((row for row in own if row.position is not None), key=lambda row: row.position)
        return ";".join(row.option for row in own) or None
    return ";".join(row.option for row in own if row.correct) or None


@_between(
    questions="question_id kind answer tolerance",
    question_options="question_id option correct position",
    answer_key="question_id options answer tolerance",
)
def the_bank_agrees_with_its_key(tables: Tables) -> Iterator[Problem]:
    """The right options, the answer and the tolerance of each question stand in ``answer_key`` too."""
    keys = {row.question_id: row for row in tables["answer_key"].rows}
    options = tables["question_options"].rows
    for row in tables["questions"].rows:
        key = keys.get(row.question_id)
        if key is None:
            yield cell("answer_key.csv", row.question_id, "question_id", None, "the key of every question")
            continue
        letters = right_letters(row.kind, [option for option in options if option.question_id == row.question_id])
        pairs = (
            ("question_options.csv", "position" if row.kind == "ordering" else "correct", letters, key.options),
            ("questions.csv", "answer", row.answer, key.answer),
            ("questions.csv", "tolerance", row.tolerance, key.tolerance),
        )
        for file, column, found, wanted in pairs:
            if found != wanted:
                words = "nothing" if wanted is None else f'"{shown(wanted)}"'
                yield cell(file, row.question_id, column, found, f"{words}, as answer_key.csv says,")


@_of("errata", columns="errata_id was corrected")
def a_correction_changes_something(table: Table) -> Iterator[Problem]:
    """What stands there now is not what stood there before."""
    for row in table.rows:
        if row.was == row.corrected:
            yield cell(table.file, row.errata_id, "was", row.was, "another text than in column corrected")


def a_correction_is_in_force(tables: Tables) -> Iterator[Problem]:
    """A corrected cell of the errata log holds what the log says it was corrected to."""
    file = tables["errata"].file
    for row in tables["errata"].rows:
        table = tables.get(row.table)
        if table is None or row.column not in table.columns:
            yield cell(file, row.errata_id, "table", row.table, "a table and a column that exist")
            continue
        keys = table.text[next(iter(table.columns))]
        cells = [table.text[row.column][number] for number, value in enumerate(keys) if value == row.row_id]
        if cells != [row.corrected or ""]:
            where = f"{shown(row.table)}, row {shown(row.row_id)},"
            words = f'"{shown(row.corrected or "")}" in {where}'
            yield cell(file, row.errata_id, "corrected", "; ".join(cells), words)


@_between(objectives="objective_id lesson question_ids", questions="question_id lesson")
def every_objective_has_its_question(tables: Tables) -> Iterator[Problem]:
    """Each objective names at least one self-check question of its own lesson."""
    lesson_of = {row.question_id: row.lesson for row in tables["questions"].rows}
    for row in tables["objectives"].rows:
        for question in split_ids(row.question_ids):
            if lesson_of.get(question) != row.lesson or "-Q" not in question:
                expected = f"a self-check question of lesson {row.lesson}"
                yield cell(tables["objectives"].file, row.objective_id, "question_ids", question, expected)


def _is_day(text: str) -> bool:
    """Say whether "2024", "2024-07" or "2024-07-30" stands in the calendar."""
    try:
        datetime.date.fromisoformat(text + "0000-01-01"[len(text) :])
    except ValueError:
        return False
    return True


@_of("decisions", "drug_features", "errata", columns="date")
def a_date_is_in_the_calendar(table: Table) -> Iterator[Problem]:
    """There is no 31 June."""
    for number, date in enumerate(table.columns["date"]):
        if date is not None and not _is_day(date):
            yield cell(table.file, table.key(number), "date", date, "a day of the calendar")


@_of("sources", columns="source_id year checked")
def a_source_is_no_younger_than_its_check(table: Table) -> Iterator[Problem]:
    """A text was published before somebody read it."""
    for row in table.rows:
        if row.year is not None and str(row.year) > row.checked[:4]:
            yield cell(table.file, row.source_id, "year", row.year, f"a year up to {row.checked[:4]}, when it was checked,")


_POOLED = ("individual-patient meta-analysis", "meta-analysis", "network meta-analysis", "pooled safety set")
_DESIGN_WORDS = (
    ("network meta-analysis", "network meta-analysis"),
    (r"individual-patient .*meta-analysis", "individual-patient meta-analysis"),
    ("meta-analysis", "meta-analysis"),
    ("safety set", "pooled safety set"),
    ("registry", "registry"),
    ("cohort", "cohort"),
)


def _designs(row) -> str:
    """Return the design that a trial's name and comparator speak of."""
    named = next((design for words, design in _DESIGN_WORDS if re.search(words, row.full_name)), "")
    return named or ("single-arm study" if row.comparator == "none" else "randomised trial")


def _comparators(row) -> str:
    """Return the comparator that the words on the control arm speak of."""
    words = row.control_arm
    if words == "no comparison arm":
        return "none"
    placebo, nothing = "placebo" in words, "observation" in words or words.startswith("no ")
    if placebo:
        return "placebo or observation" if nothing else "placebo"
    if row.design in _POOLED and words != "observation":
        return "mixed"
    return "observation" if nothing else "active treatment"


@_of("trials", columns="trial_id full_name design comparator control_arm randomised_question n_experimental n_control")
def a_trial_is_what_its_words_say(table: Table) -> Iterator[Problem]:
    """Design, comparator and randomised question fit the words on the trial and on its arms."""
    for row in table.rows:
        for column, wanted in (("design", _designs(row)), ("comparator", _comparators(row))):
            if getattr(row, column) != wanted:
                expected = f"{wanted}, which its name and its control arm speak of,"
                yield cell(table.file, row.trial_id, column, getattr(row, column), expected)
        nothing = row.design in ("registry", "cohort", "single-arm study")
        if (row.randomised_question == "none") != nothing:
            expected = f"{'none' if nothing else 'a question'}, because it is a {row.design},"
            yield cell(table.file, row.trial_id, "randomised_question", row.randomised_question, expected)
        if row.comparator == "none" and row.n_control is not None:
            yield cell(table.file, row.trial_id, "n_control", row.n_control, "an empty cell, because there is no control arm,")


_PHASES = ("induction", "transplant", "consolidation", "maintenance", "stop or continue")
_FIRST_RANDOMISED = {
    "maintenance": "maintenance", "induction": "induction", "induction and maintenance": "induction",
    "whole regimen": "induction", "consolidation": "consolidation", "when to stop": "stop or continue",
}  # fmt: skip


def _place(phase: str) -> int:
    return _PHASES.index(phase) if phase in _PHASES else len(_PHASES)


@_between(trials="trial_id design randomised_question", trial_phases="trial_id phase arm treatment randomised")
def the_phases_of_a_trial_fit_together(tables: Tables) -> Iterator[Problem]:
    """Phases stand in order; a phase has both arms together or each; only arms that differ, or chance itself, are randomised."""
    file, trials = tables["trial_phases"].file, {row.trial_id: row for row in tables["trials"].rows}
    by_trial: dict[str, list] = {}
    for row in tables["trial_phases"].rows:
        by_trial.setdefault(row.trial_id, []).append(row)
    for trial_id, rows in by_trial.items():
        trial = trials.get(trial_id)
        if trial is not None:
            yield from _phases_of_a_trial(file, trial, rows)


def _phases_of_a_trial(file: str, trial, rows: list) -> Iterator[Problem]:
    if trial.design != "randomised trial":
        yield cell(file, trial.trial_id, "trial_id", trial.trial_id, "a randomised trial")
    phases = list(dict.fromkeys(row.phase for row in rows))
    if [row.phase for row in rows] != sorted((row.phase for row in rows), key=_place):
        yield cell(file, trial.trial_id, "phase", ", ".join(phases), "the phases in the order of treatment")
    if not {"transplant", "maintenance"} <= set(phases):
        yield cell(file, trial.trial_id, "phase", ", ".join(phases), "a transplant and maintenance among the phases")
    for phase in phases:
        own = [row for row in rows if row.phase == phase]
        where, arms = f"{trial.trial_id} / {phase}", sorted(row.arm for row in own)
        if arms not in (["both arms"], ["control", "experimental"]):
            yield cell(file, where, "arm", ", ".join(arms), "both arms, or experimental and control")
        elif len({row.randomised for row in own}) > 1:
            yield cell(file, where, "randomised", "true, false", "the same in both arms")
        elif arms == ["both arms"] and own[0].randomised != ("by chance" in own[0].treatment):
            yield cell(file, where, "randomised", own[0].randomised, 'true exactly where the treatment is given "by chance"')
    first = next((row.phase for row in rows if row.randomised), None)
    wanted = _FIRST_RANDOMISED.get(trial.randomised_question)
    if first != wanted:
        yield cell(file, trial.trial_id, "randomised", first, f"{wanted} as the first randomised phase, as trials.csv says,")


_JURISDICTIONS = {
    "United States": r"\b(US|FDA)\b",
    "European Union": r"\b(EU|EC|EMA)\b",
    "England": r"\b(NICE|England)\b",
    "Japan": "Japan",
}


def _decided(words: str) -> str:
    """Return the kind of decision that a fact tells of."""
    if "withdr" in words:
        return "application withdrawn"
    if "not recommended" in words:
        return "label advises against maintenance"
    if "recommended" in words:
        return "recommended for maintenance"
    named = re.sub("not maintenance|maintenance not named", "", words)
    return "approved for maintenance" if "maintenance" in named else "approved for another use"


@_between(decisions="decision_id drug_id jurisdiction kind evidence_ids", drug_facts="row_id drug_id topic statement")
def a_decision_is_what_its_fact_says(tables: Tables) -> Iterator[Problem]:
    """Drug, jurisdiction and kind of a decision are those of the facts that it cites."""
    facts = {row.row_id: row for row in tables["drug_facts"].rows}
    file = tables["decisions"].file
    for row in tables["decisions"].rows:
        cited = [facts[name] for name in split_ids(row.evidence_ids) if name in facts]
        words = " ".join(f"{fact.topic} {fact.statement}" for fact in cited)
        if row.drug_id not in {fact.drug_id for fact in cited}:
            yield cell(file, row.decision_id, "drug_id", row.drug_id, f"the drug of {row.evidence_ids}")
        if row.jurisdiction in _JURISDICTIONS and not re.search(_JURISDICTIONS[row.jurisdiction], words):
            yield cell(file, row.decision_id, "jurisdiction", row.jurisdiction, f"a jurisdiction that {row.evidence_ids} names")
        if row.kind != _decided(words):
            yield cell(file, row.decision_id, "kind", row.kind, f"{_decided(words)}, which {row.evidence_ids} tells of,")


@_between(questions="question_id lesson")
def a_question_is_named_after_its_lesson(tables: Tables) -> Iterator[Problem]:
    """Question L03-Q1 belongs to lesson 03."""
    for row in tables["questions"].rows:
        if not row.question_id.startswith(f"L{row.lesson}-"):
            yield cell(tables["questions"].file, row.question_id, "lesson", row.lesson, "the lesson that the id names")


def split_ids(text: object) -> list[str]:
    """Return the ids of a semicolon-separated list; an empty cell (None or ``pd.NA``) has none."""
    return [part.strip() for part in text.split(";")] if isinstance(text, str) else []


# reads any table, so it runs last and on whatever was read
RULES.append(
    Rule(
        "a_correction_is_in_force",
        {"errata": ("errata_id", "table", "row_id", "column", "corrected")},
        lambda tables: list(a_correction_is_in_force(tables)),
        of_all=True,
    )
)
