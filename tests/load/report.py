"""The tables of a measurement, as Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from tests.benchmark.table import markdown, middle_and_slow, row

from .classroom import Run, middle
from .sizing import CLASSES, Assumed, Measured, need

TIMES = (
    "students", "notebook", "Hub's page, s", "server ready, s", "first live control, s", "lesson ran, s",
    "one move: median, s", "95th, s", "errors",
)  # fmt: skip
COSTS = (
    "students", "notebook", "server, MB", "kernel, MB", "a student, MB", "server's peak, MB", "kernel's peak, MB",
    "Hub and proxy, MB", "a student's start, CPU s", "one move, CPU s", "Hub a student, CPU s", "proxy a student, CPU s",
)  # fmt: skip
SIZES = ("students", "memory, GB", "processors, starting", "processors, working", "of one: the Hub", "of one: the proxy")


def spread(values: Sequence[float]) -> str:
    """Return the median, and in brackets the slowest where there are several."""
    if not values:
        return ""
    slowest = f" ({max(values):.1f})" if len(values) > 1 else ""
    return f"{middle(list(values)):.1f}{slowest}"


def times_row(run: Run) -> str:
    """Return how long a class waited."""
    moves = [f"{one:.3f}" for one in middle_and_slow(run.changes)] if run.changes else ["", ""]
    reached = [spread(run.times[what]) for what in ("server", "control", "ran")]
    return row([run.students, run.notebook, f"{run.ready:.1f}", *reached, *moves, len(run.errors)])


def costs_row(run: Run) -> str:
    """Return what a class took: medians, the peak as the highest."""
    together = [server + kernel for server, kernel in zip(run.server, run.kernel, strict=True)]
    middles = map(middle, (run.server, run.kernel, together))
    memory = [f"{one:.0f}" for one in (*middles, run.server_peak, run.kernel_peak, run.hub)]
    move = f"{run.change_cpu:.3f}" if run.changes else ""
    seconds = [f"{middle(run.start_cpu):.1f}", move, f"{run.hub_cpu:.2f}", f"{run.proxy_cpu:.2f}"]
    return row([run.students, run.notebook, *memory, *seconds])


def tables(runs: Sequence[Run]) -> list[str]:
    """Return what the classes waited for, what they took, and what went wrong."""
    lines = ["Seconds since a student pressed log in: median (slowest). Hub's page: since the Hub's start.", ""]
    lines += [*markdown(TIMES, []), *map(times_row, runs), ""]
    lines += [
        "Memory is proportional (PSS), every cell run: the median of the students. Peaks are resident: the highest of all.",
        "",
    ]
    lines += [*markdown(COSTS, []), *map(costs_row, runs)]
    for run in runs:
        lines += [f"{run.students} students, {run.notebook}: {error}" for error in run.errors]
    return lines


def sizing_table(found: Measured, assumed: Assumed) -> list[str]:
    """Return what classes of every size need."""
    cells = []
    for one in (need(students, found, assumed) for students in CLASSES):
        sizes = [f"{size:,.1f}" for size in (one.memory, one.starting, one.working)]
        cells.append([f"{one.students:,}", *sizes, f"{one.hub:.2f}", f"{one.proxy:.2f}"])
    return markdown(SIZES, cells)
