"""The same for one student in a real Chromium: does the class without browsers wait, and take, what a person's browser does?"""

from __future__ import annotations

import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.benchmark.lessons import WATCH_FOR_CONTROL
from tests.support.lab import CHROMIUM_FLAGS, Lesson, find_chromium

from . import processes
from .classroom import Run, hub_complaints, summary
from .running_hub import Hub, running
from .scratch import Scratch

NAME = "student-001"
PATIENCE = 300_000  # ms


class InBrowser:
    """One student at a page of JupyterLab, and what was measured; moves no control."""

    def __init__(self, hub: Hub):
        self.hub, self.name = hub, NAME
        self.times: dict[str, float] = {}
        self.changes: list[float] = []
        self.errors: list[str] = []

    def start(self, page: Page, path: str) -> None:
        """Log in, wait for JupyterLab, open a lesson and run all its cells."""
        page.set_default_timeout(PATIENCE)
        page.goto(f"{self.hub.address}/hub/login")
        page.fill("input[name=username]", self.name)
        page.fill("input[name=password]", self.hub.password)
        begun = time.time()
        page.press("input[name=password]", "Enter")
        page.wait_for_function("() => window.jupyterapp && window.jupyterapp.shell")
        page.evaluate("async () => { await window.jupyterapp.restored; }")
        self.times["server"] = time.time() - begun
        lesson = Lesson(page, None, path)
        page.evaluate(WATCH_FOR_CONTROL)
        page.evaluate("async () => { await window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
        self.times["ran"] = time.time() - begun
        page.wait_for_function("() => window.firstControl")
        self.times["control"] = page.evaluate("() => window.firstControl") / 1000 - begun
        lesson.settle()
        self.errors += lesson.errors()


def hold(scratch: Scratch, notebooks: Path, name: str) -> Run:
    """Hold a lesson for one student with a browser, in a Hub of its own."""
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("No Chromium was found: install it (Debian: apt-get install chromium).")
    with running(scratch, [NAME], notebooks) as hub, sync_playwright() as playwright:
        seen, student = [processes.read(hub.mark)], InBrowser(hub)
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        student.start(browser.new_page(viewport={"width": 1280, "height": 900}), f"notebooks/{name}")
        seen += [processes.read(hub.mark)] * 2
        browser.close()
        complaints = hub_complaints(hub.log.read_text(encoding="utf-8"))
        return summary(hub.seconds_to_ready, [student], seen, f"{name}, in Chromium", complaints)
