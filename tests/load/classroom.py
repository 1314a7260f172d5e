"""A class at once: all students log in together, run the lesson, then all move a control; measured in between."""

from __future__ import annotations

import asyncio
import re
import statistics
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from . import processes
from .processes import HUB, KERNEL, PROXY, SERVER, Process
from .running_hub import Hub, running
from .scratch import Scratch
from .student import Student

TIMES = ("server", "control", "ran")
CHANGES = 10  # moves of the control, for each student


@dataclass(frozen=True)
class Run:
    """What one class took. Times in seconds, memory in MB; of students the list, the others all together.

    Attributes:
        times: by what had happened (server, control, ran), of each student who got there.
        server, kernel: memory of a student's server and kernel, every cell run and the control moved.
        server_peak, kernel_peak: the highest resident memory of any student's server and kernel at any time: what a limit must
            hold.
        hub: memory of the Hub and its proxy.
        start_cpu, change_cpu: processor seconds of server and kernel, until the lesson has run, and for one move.
        hub_cpu, proxy_cpu: processor seconds of the Hub and of its proxy, for each student, until the lesson has run.
    """

    students: int
    notebook: str
    ready: float
    times: dict[str, list[float]]
    changes: list[float]
    server: list[float]
    kernel: list[float]
    server_peak: float
    kernel_peak: float
    hub: float
    start_cpu: list[float]
    change_cpu: float
    hub_cpu: float
    proxy_cpu: float
    errors: list[str]


async def _all(students: list[Student], step: Callable[[Student], Awaitable[None]]) -> None:
    """Let every student who is still well do a step, all at once; note what goes wrong."""

    async def one(student: Student) -> None:
        try:
            await step(student)
        except Exception as error:
            student.failed.append(f"{student.name}: {type(error).__name__}: {error}")

    await asyncio.gather(*(one(student) for student in students if not student.failed))


async def _lesson(hub: Hub, names: list[str], path: str) -> tuple[list[Student], list[list[Process]]]:
    """Let the students work; return them, and the processes before the first came, after the lesson and after the moves."""
    students = [Student(hub, name) for name in names]
    seen = [processes.read(hub.mark)]
    try:
        await _all(students, lambda student: student.start(path))
        seen.append(processes.read(hub.mark))
        await _all(students, lambda student: student.work(CHANGES))
        seen.append(processes.read(hub.mark))
    finally:
        for student in students:
            await student.leave()
    return students, seen


def hold(scratch: Scratch, count: int, notebooks: Path, name: str) -> Run:
    """Hold a lesson for a class in a Hub of its own."""
    names = [f"student-{number:03}" for number in range(1, count + 1)]
    with running(scratch, names, notebooks) as hub:
        students, seen = asyncio.run(_lesson(hub, names, f"notebooks/{name}"))
        return summary(hub.seconds_to_ready, students, seen, name, hub_complaints(hub.log.read_text(encoding="utf-8")))


def hub_complaints(log: str) -> list[str]:
    """Return what the Hub, its proxy or a server logged as an error."""
    return re.findall(r"^\[[EC] .*$|^.*\berror: .*$", log, flags=re.MULTILINE)


def summary(ready: float, students: list[Student], seen: list[list[Process]], notebook: str, complaints: list[str]) -> Run:
    """Return what a class took, from its students and the processes at the three moments."""
    begun, ran, moved = seen
    own = {student.name: [one for one in moved if one.student == student.name] for student in students}
    started = [[one for one in ran if one.student == student.name] for student in students]
    changes = [seconds for student in students for seconds in student.changes]
    spent = processes.seconds(moved, SERVER, KERNEL) - processes.seconds(ran, SERVER, KERNEL)
    return Run(
        students=len(students),
        notebook=notebook,
        ready=ready,
        times={what: [one.times[what] for one in students if what in one.times] for what in TIMES},
        changes=changes,
        server=[processes.megabytes(found, SERVER) for found in own.values()],
        kernel=[processes.megabytes(found, KERNEL) for found in own.values()],
        server_peak=highest(moved, SERVER),
        kernel_peak=highest(moved, KERNEL),
        hub=processes.megabytes(moved, HUB, PROXY),
        start_cpu=[processes.seconds(found, SERVER, KERNEL) for found in started],
        change_cpu=spent / len(changes) if changes else 0.0,
        hub_cpu=(processes.seconds(ran, HUB) - processes.seconds(begun, HUB)) / len(students),
        proxy_cpu=(processes.seconds(ran, PROXY) - processes.seconds(begun, PROXY)) / len(students),
        errors=[error for student in students for error in student.errors] + complaints,
    )


def highest(found: list[Process], part: str) -> float:
    """Return the highest resident memory that any process of a part has had, in MB."""
    return max((one.peak for one in found if one.part == part), default=0) * 1024 / 1e6


def middle(values: list[float]) -> float:
    """Return the median; 0 where nothing was measured."""
    return statistics.median(values) if values else 0.0
