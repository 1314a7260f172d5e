"""How many myeloma cells a sample holds, and the chance of finding any: arithmetic behind the limits of sensitive tests."""

from __future__ import annotations

import math


def _check(share: float, cells: int) -> None:
    if not 0 <= share <= 1:
        raise ValueError(f"share is {share}; a number between 0 and 1 is expected.")
    if cells < 0:
        raise ValueError(f"cells is {cells}; a count, not below zero, is expected.")


def expected_cells(share: float, cells: int) -> float:
    """Return how many myeloma cells are expected among ``cells`` examined cells, of which ``share`` are myeloma cells.

    Raises:
        ValueError: if the share lies outside 0 to 1, or the count is below zero.
    """
    _check(share, cells)
    return share * cells


def chance_of_at_least_one(share: float, cells: int) -> float:
    """Return the chance (0 to 1) that ``cells`` examined cells hold at least one myeloma cell: 1 - (1 - share) ** cells.

    The cells are taken as drawn independently from a well-mixed sample; a real marrow is patchy, so the true chance is
    smaller.

    Raises:
        ValueError: if the share lies outside 0 to 1, or the count is below zero.
    """
    _check(share, cells)
    if share == 1:
        return 1.0 if cells else 0.0
    return -math.expm1(cells * math.log1p(-share))
