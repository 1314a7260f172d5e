"""What a class of any size needs, by arithmetic from what a small class took; every step of it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .classroom import Run, middle

CLASSES = (1, 10, 30, 100, 300, 1_000, 3_000, 10_000)


@dataclass(frozen=True)
class Assumed:
    """What is not measured: how a class behaves."""

    spread: int = 600  # seconds over which the class logs in and starts the lesson
    lessons: int = 2  # lessons that each student has open
    pause: int = 10  # seconds between two moves of a control, for each student


@dataclass(frozen=True)
class Measured:
    """What the sums rest on: the dearest of the runs, so that company that saves memory is not counted on.

    Attributes:
        server, kernel: MB of a student's server, and of each open lesson.
        hub, hub_each: MB of Hub and proxy for nobody, and for each student more.
        start, move: processor seconds of a student, until the lesson has run, and for one move of a control.
        hub_start, proxy_start: processor seconds of the Hub and of its proxy for each student until then; each is one process.
    """

    server: float
    kernel: float
    hub: float
    hub_each: float
    start: float
    move: float
    hub_start: float
    proxy_start: float


@dataclass(frozen=True)
class Need:
    """What a class needs: memory in GB, processors while it starts and while it works, and how busy Hub and proxy are."""

    students: int
    memory: float
    starting: float
    working: float
    hub: float
    proxy: float


def measured(runs: Sequence[Run]) -> Measured:
    """Return what sums rest on, from the runs of the lessons; rounded as it is printed, so that anybody can do the sums again."""
    small, large = (choose(runs, key=lambda run: run.students) for choose in (min, max))
    more = large.students - small.students
    each = round(max((large.hub - small.hub) / more, 0.0) if more else 0.0, 2)
    return Measured(
        server=round(max(middle(run.server) for run in runs)),
        kernel=round(max(middle(run.kernel) for run in runs)),
        hub=round(small.hub - each * small.students),
        hub_each=each,
        start=round(max(middle(run.start_cpu) for run in runs), 1),
        move=round(max(run.change_cpu for run in runs), 3),
        hub_start=round(large.hub_cpu, 2),
        proxy_start=round(max(run.proxy_cpu for run in runs), 2),
    )


def need(students: int, found: Measured, assumed: Assumed) -> Need:
    """Return what a class needs."""
    own = found.server + assumed.lessons * found.kernel
    return Need(
        students=students,
        memory=(students * (own + found.hub_each) + found.hub) / 1000,
        starting=students * (found.start + found.hub_start + found.proxy_start) / assumed.spread,
        working=students * found.move / assumed.pause,
        hub=students * found.hub_start / assumed.spread,
        proxy=students * found.proxy_start / assumed.spread,
    )


def arithmetic(students: int, found: Measured, assumed: Assumed) -> list[str]:
    """Return the sums for one class, with what is measured and what is assumed."""
    all_of_it = need(students, found, assumed)
    return [
        f"Measured, a student: server {found.server:.0f} MB, each open lesson {found.kernel:.0f} MB, "
        f"{found.start:.1f} s of a processor until the lesson has run, {found.move:.3f} s for one move of a control.",
        f"Measured, the Hub with its proxy: {found.hub:.0f} MB, and {found.hub_each:.2f} MB more a student; the Hub "
        f"{found.hub_start:.2f} s of a processor a student, the proxy {found.proxy_start:.2f} s.",
        f"Assumed: all start within {assumed.spread} s; each has {assumed.lessons} lessons open, started one by one; "
        f"each moves a control every {assumed.pause} s.",
        f"Memory for {students:,}: {students:,} x ({found.server:.0f} + {assumed.lessons} x {found.kernel:.0f} + "
        f"{found.hub_each:.2f}) MB + {found.hub:.0f} MB = {all_of_it.memory:,.1f} GB.",
        f"Processors while they start: {students:,} x ({found.start:.1f} + {found.hub_start:.2f} + {found.proxy_start:.2f}) s / "
        f"{assumed.spread} s = {all_of_it.starting:,.1f}.",
        f"Processors while they work: {students:,} x {found.move:.3f} s / {assumed.pause} s = {all_of_it.working:,.1f}.",
        f"The Hub, one process: {students:,} x {found.hub_start:.2f} s / {assumed.spread} s = {all_of_it.hub:.2f} of one "
        f"processor; its proxy: {students:,} x {found.proxy_start:.2f} s / {assumed.spread} s = {all_of_it.proxy:.2f}. "
        "Above 1 it falls behind.",
    ]
