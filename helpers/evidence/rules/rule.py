"""How a rule is written: it names the columns that it reads, and yields a problem for every row that breaks it.

A rule runs only where its columns were read without a problem, so that one bad cell is told once and no rule meets a value that
it cannot use.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from ..dictionary_shape import DICTIONARY
from ..problems import Problem
from ..schema import Table

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
    **dict.fromkeys(("n_events", "n_total", "n", "denominator", "n_experimental", "n_control"), "integer"),
    **dict.fromkeys(("days_on", "cycle_days", "dose_mg", "raised_dose_mg", "raised_after_cycles"), "integer"),
    **dict.fromkeys(("year", "position", "step", "per_mcl", "people", "session", "sessions", "minutes"), "integer"),
    **dict.fromkeys(("correct", "randomised", "in_comparison", "whole_trial", "mrd", "credible"), "boolean"),
    **dict.fromkeys(("second_cancer", "before_progression", "boxed_warning"), "boolean"),
}
_MAY_BE_EMPTY = {
    "value", "ci_low", "ci_high", "p_relation", "p_value", "timepoint_months", "median_follow_up_months", "answer", "tolerance",
    "n_events", "n_total", "n", "denominator", "n_experimental", "n_control", "year", "position", "correct", "arm_label", "grade",
    "note", "difference", "drug_id", "date", "short", "evidence_ids", "analysis_ids", "options", "hint_1", "hint_2", "hint_3",
    "was", "corrected", "raised_dose_mg", "raised_after_cycles", "subgroup_id", "study_id", "region", "status", "per_mcl",
    "people", "statement_id", "control", "explorer",
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


def of(*names: str, columns: str):
    """Make a rule of a function of one table, once for each of the named tables."""

    def add(function):
        for name in names:
            RULES.append(Rule(function.__name__, {name: tuple(columns.split())}, partial(_alone, function, name)))
        return function

    return add


def _alone(function, name: str, tables: Tables) -> list[Problem]:
    return list(function(tables[name]))


def between(**needs: str):
    """Make a rule of a function of several tables."""

    def add(function):
        needed = {name: tuple(columns.split()) for name, columns in needs.items()}
        RULES.append(Rule(function.__name__, needed, lambda tables: list(function(tables))))
        return function

    return add


def split_ids(text: object) -> list[str]:
    """Return the ids of a semicolon-separated list; an empty cell ("", None or ``pd.NA``) has none."""
    return [part.strip() for part in text.split(";")] if isinstance(text, str) and text else []
