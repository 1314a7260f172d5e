"""The tables that the benchmark prints: Markdown, so that they can be kept as they are."""

from __future__ import annotations

import statistics
from collections.abc import Sequence


def markdown(header: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    """Return a Markdown table, its first column to the left, the others to the right."""
    rule = ["---", *["--:"] * (len(header) - 1)]
    return [row(cells) for cells in [header, rule, *rows]]


def row(cells: Sequence[object]) -> str:
    """Return one row of a Markdown table."""
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def middle_and_slow(times: Sequence[float]) -> tuple[float, float]:
    """Return the median and the 95th percentile."""
    return statistics.median(times), sorted(times)[round(0.95 * (len(times) - 1))]
