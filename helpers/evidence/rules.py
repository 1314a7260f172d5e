"""What the data dictionary cannot say: rules between the columns of a row, and between rows.

Each rule takes the tables and raises :class:`EvidenceError` at the first row that breaks it.
"""

from __future__ import annotations

import math

import pandas as pd

from .schema import complain
from .states import REPORTED

Tables = dict[str, pd.DataFrame]
FIGURES = ("outcomes", "safety", "duration_mrd", "second_extraction")
STATED = (("value", "state"), ("ci_low", "ci_low_state"), ("ci_high", "ci_high_state"))


def _rows(tables: Tables, name: str):
    for row in tables[name].itertuples(index=False):
        yield tables[name].attrs["file"], row


def a_value_is_there_when_its_state_says_so(tables: Tables) -> None:
    """A reported figure has a number; a figure that is not reported, not reached or not estimable has none."""
    for name in FIGURES:
        for file, row in _rows(tables, name):
            for column, state_column in STATED:
                value, state = getattr(row, column), getattr(row, state_column)
                if (state == REPORTED) == pd.isna(value):
                    wanted = "a number" if state == REPORTED else "an empty cell"
                    raise complain(file, row.row_id, column, value, f'{wanted} (column {state_column} says "{state}")')


def a_measure_has_its_unit_and_its_arm(tables: Tables) -> None:
    """A median is in months, a rate in percent, a ratio is a ratio of both arms; only a ratio is a contrast."""
    units = {"median": "months", "rate": "percent", "rate at a time": "percent", "hazard ratio": "ratio", "odds ratio": "ratio"}
    for file, row in _rows(tables, "outcomes"):
        if row.unit != units[row.measure]:
            raise complain(file, row.row_id, "unit", row.unit, f"{units[row.measure]}, because the measure is {row.measure},")
        if (row.arm == "contrast") != (units[row.measure] == "ratio"):
            raise complain(file, row.row_id, "arm", row.arm, "contrast for a ratio, and an arm for anything else,")


def a_randomised_trial_with_figures_tested_a_drug(tables: Tables) -> None:
    """A randomised trial in ``outcomes`` has its tested drug in ``trial_drugs``, or no filter would find it."""
    links = tables["trial_drugs"]
    tested = set(links.loc[links["role"] == "tested", "trial_id"])
    used = set(tables["outcomes"]["trial_id"])
    for _, row in _rows(tables, "trials"):
        if row.design == "randomised trial" and row.trial_id in used - tested:
            raise complain("trial_drugs.csv", row.trial_id, "drug_id", None, "the drug that the trial tested")


def an_interval_contains_its_estimate(tables: Tables) -> None:
    """Lower bound <= estimate <= upper bound, wherever both are reported."""
    for name in FIGURES:
        for file, row in _rows(tables, name):
            if pd.isna(row.value):
                continue
            if not pd.isna(row.ci_low) and row.ci_low > row.value:
                raise complain(file, row.row_id, "ci_low", row.ci_low, f"a bound of at most {row.value}")
            if not pd.isna(row.ci_high) and row.ci_high < row.value:
                raise complain(file, row.row_id, "ci_high", row.ci_high, f"a bound of at least {row.value}")


def a_p_value_has_its_relation(tables: Tables) -> None:
    """``p_relation`` and ``p_value`` are both there or both empty."""
    for name in ("outcomes", "duration_mrd", "second_extraction"):
        for file, row in _rows(tables, name):
            if pd.isna(row.p_relation) != pd.isna(row.p_value):
                raise complain(file, row.row_id, "p_relation", row.p_relation, "= or < exactly where there is a p value")


def counts_and_percentages_agree(tables: Tables) -> None:
    """A printed percentage is the count over the number of patients, to the digits printed.

    A cumulative incidence is no such quotient (it allows for patients lost or dead), and is left out.
    """
    columns = {"outcomes": ("n_events", "n_total"), "safety": ("n", "denominator")}
    for name, (count, total) in columns.items():
        printed = tables[name].attrs["text"]["value"]
        for (file, row), text in zip(_rows(tables, name), printed, strict=True):
            n, of = getattr(row, count), getattr(row, total)
            if pd.isna(n) or pd.isna(of) or pd.isna(row.value) or row.unit != "percent" or row.measure == "cumulative incidence":
                continue
            half_a_digit = 0.5 * 10 ** -len(text.partition(".")[2])
            if abs(100 * n / of - row.value) > half_a_digit + 1e-9:
                raise complain(file, row.row_id, "value", text, f"{100 * n / of:.1f} percent, that is {n} of {of},")


def rows_of_one_analysis_belong_together(tables: Tables) -> None:
    """Rows with one ``analysis_id`` share trial, population, endpoint, source and follow-up."""
    shared = ["trial_id", "population", "endpoint", "source_id", "median_follow_up_months"]
    first: dict[str, tuple] = {}
    for file, row in _rows(tables, "outcomes"):
        values = tuple(None if pd.isna(getattr(row, column)) else getattr(row, column) for column in shared)
        expected = first.setdefault(row.analysis_id, values)
        for column, found, wanted in zip(shared, values, expected, strict=True):
            if found != wanted:
                raise complain(file, row.row_id, column, found, f'"{wanted}", as in the other rows of {row.analysis_id},')


def a_rate_at_a_time_names_the_time(tables: Tables) -> None:
    """A "rate at a time" has its ``timepoint_months``."""
    for file, row in _rows(tables, "outcomes"):
        if row.measure == "rate at a time" and pd.isna(row.timepoint_months):
            raise complain(file, row.row_id, "timepoint_months", None, "the months after which the rate holds")


def _differences(first, second) -> list[str]:
    """Return the columns in which two extractions of one row differ; a p value that only one has is no difference."""
    columns = [c for pair in STATED for c in pair if hasattr(first, c)]
    different = [c for c in columns if not _same(getattr(first, c), getattr(second, c))]
    both = hasattr(first, "p_value") and not pd.isna(first.p_value) and not pd.isna(second.p_value)
    if both and (first.p_value, first.p_relation) != (second.p_value, second.p_relation):
        different.append("p_value")
    return different


def _same(a, b) -> bool:
    if pd.isna(a) or pd.isna(b):
        return pd.isna(a) and pd.isna(b)
    return math.isclose(a, b) if isinstance(a, float) else a == b


def listed(different: list[str]) -> str:
    """Say in which columns two extractions differ."""
    return f"{', '.join(different)} differs" if different else "the same figures stand"


def extractions_agree_or_the_difference_is_explained(tables: Tables) -> None:
    """Both extractions give the same figure, or ``difference`` says why not; ``second_extraction`` says which."""
    second = {row.row_id: row for row in tables["second_extraction"].itertuples(index=False)}
    for name in ("outcomes", "safety"):
        for file, row in _rows(tables, name):
            other = second.pop(row.row_id, None)
            different = _differences(row, other) if other is not None else []
            found = "not re-found" if other is None else "differs" if different else "agrees"
            if row.second_extraction != found:
                why = (
                    "second_extraction.csv has no such row" if other is None else f"{listed(different)} in second_extraction.csv"
                )
                raise complain(file, row.row_id, "second_extraction", row.second_extraction, f'"{found}" ({why})')
            if different and pd.isna(other.difference):
                raise complain("second_extraction.csv", row.row_id, "difference", None, f"the reason why {different[0]} differs")
    for row_id in second:
        raise complain("second_extraction.csv", row_id, "row_id", row_id, "a row of outcomes or safety")


def lists_of_ids_resolve(tables: Tables) -> None:
    """Every id in a semicolon-separated list is a row of some table."""
    known = {
        value for frame in tables.values() for key in ("row_id", "trial_id") if key in frame for value in frame[key].dropna()
    }
    analyses = set(tables["outcomes"]["analysis_id"])
    lists = (
        ("drug_features", "evidence_ids", known, ("drug_id", "feature_id")),
        ("drug_features", "analysis_ids", analyses, ("drug_id", "feature_id")),
        ("questions", "answer_rows", known, ("question_id",)),
        ("claims", "evidence_ids", known, ("claim_id",)),
        ("decisions", "evidence_ids", known, ("decision_id",)),
        ("conflicts", "row_id", known, ("conflict_id",)),
        ("vignette_steps", "evidence_ids", known, ("case_id", "kind", "step")),
        ("values", "evidence_ids", known, ("value_id",)),
    )
    for name, column, allowed, key in lists:
        for file, row in _rows(tables, name):
            for value in split_ids(getattr(row, column)):
                if value not in allowed:
                    where = " / ".join(getattr(row, part) for part in key)
                    raise complain(file, where, column, value, "the id of a row that exists")


def a_cell_of_the_comparison_has_its_support(tables: Tables) -> None:
    """A reported cell has words and a source; a cell that is not reported has neither."""
    sourced = {(row.drug_id, row.feature_id) for row in tables["drug_feature_sources"].itertuples(index=False)}
    for file, row in _rows(tables, "drug_features"):
        where, reported = f"{row.drug_id} / {row.feature_id}", row.state == REPORTED
        if reported == pd.isna(row.short):
            raise complain(file, where, "short", row.short, "words exactly where the state is reported")
        if reported != ((row.drug_id, row.feature_id) in sourced):
            raise complain("drug_feature_sources.csv", where, "source_id", None, "a source exactly for reported cells")


def _right_options(own: pd.DataFrame) -> int:
    return int(own["correct"].fillna(False).sum())


# kind of question: (what its options must be, in words; whether they are so; whether it has an answer and a tolerance)
_QUESTION_KINDS = {
    "single choice": (
        "at least three options, exactly one of them right,",
        lambda own: len(own) >= 3 and own["correct"].notna().all() and _right_options(own) == 1,
        False,
    ),
    "several": (
        "at least three options, some of them right and some wrong,",
        lambda own: len(own) >= 3 and own["correct"].notna().all() and 0 < _right_options(own) < len(own),
        False,
    ),
    "number": ("only wrong numbers as options", lambda own: _right_options(own) == 0 and all(map(_is_number, own["text"])), True),
    "ordering": (
        "at least three options with the positions 1, 2, 3 and so on",
        lambda own: len(own) >= 3 and sorted(own["position"].fillna(0)) == list(range(1, len(own) + 1)),
        False,
    ),
    "prediction": ("no options", lambda own: own.empty, True),
}


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def a_question_is_whole(tables: Tables) -> None:
    """A question has the options, the answer and the three hints that its kind asks for."""
    options = tables["question_options"]
    for file, row in _rows(tables, "questions"):
        wanted, fits, number = _QUESTION_KINDS[row.kind]
        if not fits(options[options["question_id"] == row.question_id]):
            raise complain(file, row.question_id, "kind", row.kind, wanted)
        if number and (pd.isna(row.answer) or pd.isna(row.tolerance)):
            raise complain(file, row.question_id, "answer", None, "the figure and its tolerance")
        hints = sum(not pd.isna(hint) for hint in (row.hint_1, row.hint_2, row.hint_3))
        if hints != (0 if row.kind == "prediction" else 3):
            raise complain(file, row.question_id, "hint_1", hints, "three hints, and none for a prediction,")


def a_correction_is_in_force(tables: Tables) -> None:
    """A corrected cell of the errata log holds what the log says it was corrected to."""
    for file, row in _rows(tables, "errata"):
        if row.table not in tables or row.column not in tables[row.table]:
            raise complain(file, row.errata_id, "table", row.table, "a table and a column that exist")
        frame = tables[row.table]
        text = frame.attrs["text"]
        key = frame.columns[0]
        cells = [text[row.column][n] for n, value in enumerate(text[key]) if value == row.row_id]
        if cells != [row.corrected if not pd.isna(row.corrected) else ""]:
            raise complain(
                file, row.errata_id, "corrected", "; ".join(cells), f'"{row.corrected}" in {row.table}, row {row.row_id},'
            )


def every_objective_has_its_question(tables: Tables) -> None:
    """Each objective names at least one self-check question of its own lesson."""
    lesson_of = dict(tables["questions"][["question_id", "lesson"]].itertuples(index=False, name=None))
    for file, row in _rows(tables, "objectives"):
        for question in split_ids(row.question_ids):
            if lesson_of.get(question) != row.lesson or "-Q" not in question:
                raise complain(file, row.objective_id, "question_ids", question, f"a self-check question of lesson {row.lesson}")


def split_ids(text: object) -> list[str]:
    """Return the ids of a semicolon-separated list; an empty cell has none."""
    return [] if pd.isna(text) else [part.strip() for part in str(text).split(";")]


RULES = (
    a_value_is_there_when_its_state_says_so,
    a_measure_has_its_unit_and_its_arm,
    a_randomised_trial_with_figures_tested_a_drug,
    an_interval_contains_its_estimate,
    a_p_value_has_its_relation,
    counts_and_percentages_agree,
    rows_of_one_analysis_belong_together,
    a_rate_at_a_time_names_the_time,
    extractions_agree_or_the_difference_is_explained,
    lists_of_ids_resolve,
    a_cell_of_the_comparison_has_its_support,
    a_question_is_whole,
    every_objective_has_its_question,
    a_correction_is_in_force,
)
