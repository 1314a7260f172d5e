"""Lesson 01: what tests with three limits say of a share of myeloma cells. A worked example, not data."""

from __future__ import annotations

from ... import wording
from ...evidence import Evidence
from ...show.charts.cell_fields import CellField, CellFieldChart
from ...show.table import Cell, Table
from ...show.view import Note, View
from ...statistics.detection import chance_of_at_least_one, expected_cells

_LIMITS = {-4: "1 in 10,000", -5: "1 in 100,000", -6: "1 in 1 million"}  # by their power of ten
_NEGATIVE = "A negative result says that no myeloma cell was found at that limit, not that none is left."
_ASSUMED = (
    "Worked example, arithmetic and not data: the sample is taken as well mixed, and each test as reading exactly to its limit."
)


def share_words(power: float) -> str:
    """Return a power of ten as "1 in 31,600 cells", to three digits."""
    one_in = 10**-power
    digits = len(str(int(one_in))) - 3
    return f"1 in {round(one_in / 10**digits) * 10**digits if digits > 0 else round(one_in):,} cells"


SHARES = [(share_words(power), power) for power in (-2.0, -3.0, -4.0, -4.5, -5.0, -5.5, -6.0, -6.5, -7.0)]


def threshold_view(evidence: Evidence, power: float, cells: int) -> View:
    """Return what tests with three limits say of a share of myeloma cells, and how many cells a sample holds.

    Args:
        power: the person's share of myeloma cells as a power of ten (-5: one cell in 100,000).
        cells: how many cells are examined.
    """
    share, words = 10**power, share_words(power)
    at_limit = {limit: _count(expected_cells(10.0**limit, cells)) for limit in _LIMITS}
    return View(
        sentence=f"With {words}, {cells:,} cells hold about {_count(expected_cells(share, cells))} myeloma cells. "
        f"{_answer(power, cells)}",
        caution=_NEGATIVE,
        notes=(
            f"The chance that the sample holds at least one myeloma cell is {_percent(chance_of_at_least_one(share, cells))}.",
            _ASSUMED,
            _limits_in_sources(evidence),
        ),
        table=Table(
            f"Worked example: three limits, {cells:,} cells examined",
            (
                "Limit of the test",
                "Myeloma cells at the limit",
                "Expected among so many cells",
                f"Result with {words}",
            ),
            tuple(
                (
                    Cell(f"One cell in {name.removeprefix('1 in ')}", f"10 to the power of {limit}"),
                    at_limit[limit],
                    _field(power, limit, cells).count,
                    _result(power, limit, cells),
                )
                for limit, name in _LIMITS.items()
            ),
        ),
        chart=CellFieldChart(
            f"Worked example: {words} is a myeloma cell", words, tuple(_field(power, limit, cells) for limit in _LIMITS)
        ),
        evidence=evidence,
    )


def _field(power: float, limit: int, cells: int) -> CellField:
    """Return as many cells as a test with this limit needs, and the myeloma cells among them."""
    name = _LIMITS[limit].removeprefix("1 in ")
    expected = expected_cells(10**power, 10**-limit)
    return CellField(-limit, name, expected, f"{_count(expected)} myeloma cells", _result(power, limit, cells))


def _answer(power: float, cells: int) -> str:
    """Say at which limits the result is positive, or which limits so few cells cannot reach."""
    beyond = [name for limit, name in _LIMITS.items() if cells * 10.0**limit < 1]
    if beyond:
        return f"So few cells cannot reach the limit of {wording.listing(beyond)}."
    positive = [name for limit, name in _LIMITS.items() if power >= limit]
    negative = [name for name in _LIMITS.values() if name not in positive]
    if not (positive and negative):
        return f"Result: {'positive' if positive else 'negative'} at all three limits."
    return f"Result: positive at {wording.listing(positive)}, negative at {wording.listing(negative)}."


def _limits_in_sources(evidence: Evidence) -> Note:
    parts = []
    for row in evidence.rows("selections", selection="limits of tests"):
        cited = {**evidence.figures, **evidence.statements}[row.evidence_ids]
        parts += [f"{'; ' if parts else ''}{row.label}, {row.remark} ", cited]
    return Note("Limits in the sources of this course: ", *parts, ".")


def _result(power: float, limit: int, cells: int) -> str:
    if cells * 10.0**limit < 1:
        return "too few cells to tell"
    return "positive" if power >= limit else "negative"


def _percent(chance: float) -> str:
    return "more than 99.9%" if chance > 0.999 else f"{100 * chance:.3g}%"


def _count(number: float) -> str:
    return f"{number:,.0f}" if number >= 10 else f"{number:.2g}"
