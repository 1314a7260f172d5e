"""How the time of the Kaplan-Meier estimate grows with the number of people."""

from __future__ import annotations

import time
from collections.abc import Callable

from scipy.stats import CensoredData, ecdf
from statsmodels.duration.survfunc import SurvfuncRight

from helpers.statistics.kaplan_meier import kaplan_meier
from tests.statistics.test_kaplan_meier import data

from .table import markdown

SIZES = (1_000, 10_000, 100_000, 1_000_000)
RUNS = 3  # the fastest of them counts: other work on the machine can only add


def milliseconds(work: Callable[[], object]) -> float:
    """Return the shortest time of several runs."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return min(times)


def report() -> list[str]:
    """Time the estimate with its intervals, nearly every event at a time of its own, beside statsmodels and scipy."""
    rows, before = [], None
    for size in SIZES:
        times, seen = data(9, size, ties=False)
        ours = milliseconds(lambda times=times, seen=seen: kaplan_meier(times, seen))
        theirs = milliseconds(lambda times=times, seen=seen: SurvfuncRight(times, seen.astype(int)))
        scipys = milliseconds(lambda times=times, seen=seen: ecdf(CensoredData(uncensored=times[seen], right=times[~seen])))
        grown = f"{ours / before:.1f}" if before else ""
        rows.append([f"{size:,}", f"{ours:.1f}", grown, f"{theirs:.1f}", f"{scipys:.1f}"])
        before = ours
    header = ("people", "course, ms", "times the row above", "statsmodels, ms", "scipy, ms")
    return [f"Kaplan-Meier estimate, fastest of {RUNS} runs.", "", *markdown(header, rows)]
