"""What holds a figure in its place: the second extraction, and the key of what was read once."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ..problems import Problem, cell, shown
from .rule import EXTRACTIONS, FIGURES, RULES, STATED, Rule, Tables, between


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


@between(second_extraction="row_id", figure_key="row_id", outcomes="row_id", safety="row_id", duration_mrd="row_id")
def every_extraction_has_its_row(tables: Tables) -> Iterator[Problem]:
    """``second_extraction`` and ``figure_key`` speak of rows that exist."""
    known = {row.row_id for name in FIGURES for row in tables[name].rows}
    for name in EXTRACTIONS:
        for row in tables[name].rows:
            if row.row_id not in known:
                yield cell(tables[name].file, row.row_id, "row_id", row.row_id, "a row of outcomes, safety or duration_mrd")
