"""A real JupyterLab and a real browser, once for all browser tests."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.lab import CHROMIUM_FLAGS, Lesson, find_chromium, lab_server

WIDE = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def chromium():
    """A Chromium; without one the tests skip, except in CI, where they fail."""
    path = find_chromium()
    if path is None:
        words = "No Chromium was found: install it (Debian: apt-get install chromium) to run the browser tests."
        pytest.fail(words) if os.environ.get("CI") == "true" else pytest.skip(words)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def course(tmp_path_factory) -> Path:
    """A copy of the notebooks, as a student's clone has them: never run here, so not trusted."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    return folder


@pytest.fixture(scope="session")
def lab(course, tmp_path_factory):
    """A JupyterLab that serves the copy."""
    with lab_server(course, tmp_path_factory.mktemp("lab")) as server:
        yield server


@pytest.fixture
def open_lesson(chromium, lab):
    """Return a function that opens a notebook in a page of its own."""
    lessons = []

    def opened(path: str, **viewport) -> Lesson:
        lessons.append(Lesson(chromium.new_page(viewport=viewport or WIDE), lab, path))
        return lessons[-1]

    yield opened
    for lesson in lessons:
        if not lesson.page.is_closed():
            lesson.close()
