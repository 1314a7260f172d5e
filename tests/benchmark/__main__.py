"""Measure the course: ``uv run python -m tests.benchmark [changes] [lessons] [kaplan-meier]``, without a name the first two.

- ``changes``: how fast explorers answer to a key in a real Chromium, beside an empty echo and beside ``interact`` and pyplot.
- ``lessons``: how fast lessons start and run, and what memory their kernels take.
- ``kaplan-meier``: how the time of the estimate grows with the number of people, beside statsmodels and scipy.

Not a test: a time that fails on a busy machine teaches people to ignore failures. Each report begins with the machine's load.
"""

from __future__ import annotations

import argparse
import contextlib
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.conftest import ROOT  # sets the learner's progress aside, for the kernels too
from tests.support.lab import CHROMIUM_FLAGS, find_chromium, lab_server
from tests.support.machine import machine

from . import changes, growth, lessons


@contextlib.contextmanager
def lab_and_browser():
    """Serve a copy of the notebooks; yield its folder, the server and a Chromium."""
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("No Chromium was found: install it (Debian: apt-get install chromium).")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(ROOT / "notebooks", root / "notebooks")
        with lab_server(root, root / "scratch") as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
            yield root, server, browser
            browser.close()


def show(lines: Iterable[str]) -> None:
    """Print each line as soon as it is measured."""
    print()
    for line in lines:
        print(line, flush=True)


def main() -> None:
    """Measure what was named, and print it."""
    reports = {"changes": changes.report, "lessons": lessons.report, "kaplan-meier": growth.report}
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description="Measure the course.")
    parser.add_argument("what", nargs="*", help=f"{', '.join(reports)} (without a name: changes lessons)")
    parser.add_argument("--keys", type=int, default=changes.KEYS, help="keys for each way through an explorer (40)")
    arguments = parser.parse_args()
    changes.KEYS = arguments.keys
    named = arguments.what or ["changes", "lessons"]
    if unknown := set(named) - set(reports):
        parser.error(f"{', '.join(sorted(unknown))} is unknown; one of {', '.join(reports)} is expected.")
    print(machine(), flush=True)
    for name in (name for name in reports if name in named):
        if name == "kaplan-meier":
            show(growth.report())
        else:
            with lab_and_browser() as lab:
                show(reports[name](*lab))
    print(f"\nafterwards: {machine()}")


if __name__ == "__main__":
    main()
