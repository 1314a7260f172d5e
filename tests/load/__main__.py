"""Measure a class: ``uv run python -m tests.load [--students 1 5 10 20] [--lesson 03_reading_the_headline.ipynb]``.

A real JupyterHub starts on the loopback, as many students log in at once, each opens the lesson, runs all its cells and moves a
control; beside it the same with a notebook that does nothing. Not a test, and not for CI: it takes the machine for itself. Linux
only (memory is read from ``/proc``); it needs uv, and npm for the Hub's proxy. Nothing is left running or lying about, also
after Ctrl-C.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from tests.benchmark.lessons import write_notebook
from tests.conftest import ROOT
from tests.support.machine import machine

from . import in_browser
from .classroom import Run, hold
from .report import costs_row, sizing_table, tables, times_row
from .scratch import PROXY, Scratch, build
from .sizing import CLASSES, Assumed, arithmetic, measured

EMPTY = "empty.ipynb"
ENDING = (signal.SIGINT, signal.SIGTERM)


def end(*_signal: object) -> None:
    """Stop measuring, once: a second Ctrl-C must not stop the cleaning up."""
    for one in ENDING:
        signal.signal(one, signal.SIG_IGN)
    sys.exit("Ended before everything was measured.")


def measure(scratch: Scratch, sizes: list[int], lessons: list[str], browser: bool) -> list[Run]:
    """Hold the lessons and the empty notebook for classes of all sizes; say each as soon as it is known."""
    notebooks = Path(shutil.copytree(ROOT / "notebooks", scratch.folder / "notebooks"))
    write_notebook(notebooks / EMPTY, "pass")
    classes = [partial(hold, scratch, count, notebooks, name) for count in sizes for name in (EMPTY, *lessons)]
    classes += [partial(in_browser.hold, scratch, notebooks, lessons[0])] if browser else []
    runs = []
    for one in classes:
        runs.append(one())
        print(times_row(runs[-1]), costs_row(runs[-1]), *runs[-1].errors[:5], sep="\n", flush=True)
    return runs


def main() -> None:
    """Measure, and print the tables and the sums."""
    parser = argparse.ArgumentParser(prog="python -m tests.load", description="Measure a class with a real JupyterHub.")
    parser.add_argument("--students", type=int, nargs="+", default=[1, 5, 10, 20], help="sizes of the class (1 5 10 20)")
    parser.add_argument("--lesson", nargs="+", default=["03_reading_the_headline.ipynb"], help="notebooks of the course")
    parser.add_argument("--browser", action="store_true", help="also one student in a real Chromium, to compare")
    arguments = parser.parse_args()
    if not Path("/proc/self/smaps_rollup").exists():
        parser.error("memory is read from /proc/.../smaps_rollup, which this system has not.")
    if not all((ROOT / "notebooks" / name).is_file() for name in arguments.lesson) or min(arguments.students) < 1:
        parser.error("--lesson names notebooks of the course, --students at least one.")
    for one in ENDING:
        signal.signal(one, end)
    print(machine(), flush=True)
    with tempfile.TemporaryDirectory(prefix="course-load-") as folder:
        begun = time.monotonic()
        scratch = build(Path(folder))
        print(f"Installed in {time.monotonic() - begun:.0f} s, {PROXY}.", flush=True)
        runs = measure(scratch, arguments.students, arguments.lesson, arguments.browser)
    print("", *tables(runs), sep="\n")
    found, assumed = measured([run for run in runs if run.notebook != EMPTY]), Assumed()
    print("", *arithmetic(CLASSES[-1], found, assumed), "", *sizing_table(found, assumed), sep="\n")
    print(f"\nafterwards: {machine()}")
    if any(run.errors for run in runs):
        sys.exit("There were errors: see above.")


if __name__ == "__main__":
    main()
