"""What the processes of a measurement take, read from ``/proc`` (Linux).

Memory is the proportional set size (PSS): a page that three processes share counts a third for each. So the sum is what the
machine has to give, and a student's part shrinks a little in company.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
HUB, PROXY, SERVER, KERNEL = "hub", "proxy", "server", "kernel"


@dataclass(frozen=True)
class Process:
    """One process: whose it is ("" for all), which part it is, memory in kB, and seconds of a processor since it began."""

    pid: int
    student: str
    part: str
    pss: int
    peak: int
    cpu: float


def kilobytes(text: str, name: str) -> int:
    """Return an amount of ``smaps_rollup`` or ``status``; 0 where it is not given, as for a process that has ended."""
    found = re.search(rf"^{name}:\s+(\d+) kB$", text, flags=re.MULTILINE)
    return int(found[1]) if found else 0


def processor_seconds(stat: str, ticks: int) -> float:
    """Return the seconds that a process and its ended children have had of a processor."""
    fields = stat.rpartition(")")[2].split()  # the name before it may hold blanks and brackets
    return sum(map(int, fields[11:15])) / ticks


def variables(environ: bytes) -> dict[str, str]:
    """Return the environment of a process by name."""
    pairs = (part.partition("=") for part in environ.decode(errors="replace").split("\0") if part)
    return {name: value for name, _, value in pairs}


def part_of(student: str, command: str) -> str:
    """Return which part a process is, from whose it is and its command line."""
    if student:
        return KERNEL if "ipykernel_launcher" in command else SERVER
    return PROXY if "configurable-http-proxy" in command else HUB


def marked(mark: str, proc: Path = PROC) -> dict[int, str]:
    """Return the processes of a measurement: whose they are, by number."""
    found = {}
    for folder in proc.iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                values = variables((folder / "environ").read_bytes())
                if values.get("COURSE_LOAD_MARK") == mark:
                    found[int(folder.name)] = values.get("JUPYTERHUB_USER", "")
    return found


def read(mark: str, proc: Path = PROC) -> list[Process]:
    """Return all processes of a measurement that run now."""
    found, ticks = [], os.sysconf("SC_CLK_TCK")
    for pid, student in marked(mark, proc).items():
        folder = proc / str(pid)
        with contextlib.suppress(OSError):
            command = (folder / "cmdline").read_bytes().decode(errors="replace")
            pss = kilobytes((folder / "smaps_rollup").read_text(), "Pss")
            peak = kilobytes((folder / "status").read_text(), "VmHWM")
            cpu = processor_seconds((folder / "stat").read_text(), ticks)
            found.append(Process(pid, student, part_of(student, command), pss, peak, cpu))
    return found


def megabytes(found: Iterable[Process], *parts: str) -> float:
    """Return the memory of some parts together, in MB of a million bytes."""
    return sum(one.pss for one in found if one.part in parts) * 1024 / 1e6


def seconds(found: Iterable[Process], *parts: str) -> float:
    """Return the processor seconds of some parts together."""
    return sum(one.cpu for one in found if one.part in parts)
