"""A real JupyterLab and a real browser, once for all browser tests."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from pathlib import Path

import pytest

from helpers.learn.progress import VARIABLE
from tests.conftest import ROOT
from tests.support.lab import CHROMIUM_FLAGS, Lesson, find_chromium, lab_server

WIDE = {"width": 1280, "height": 900}
# what JupyterLab itself throws where a test ends a kernel that it is still asking something: on a busy machine only
ENDED = re.compile(r"^(Error: )?Canceled future for \w+ message before replies were done$")


def browser_path() -> str:
    """Return the path of a Chromium; without one the tests skip, except in CI, where they fail."""
    path = find_chromium()
    if path is None:
        words = "No Chromium was found: install it (Debian: apt-get install chromium) to run the browser tests."
        pytest.fail(words) if os.environ.get("CI") == "true" else pytest.skip(words)
    return path


@pytest.fixture(scope="session")
def chromium():
    """A Chromium."""
    path = browser_path()
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


def forget_progress() -> None:
    """Begin anew: a guess that another test made would open the prediction at once."""
    Path(os.environ[VARIABLE]).unlink(missing_ok=True)


def asked_elsewhere(page, server) -> list[str]:
    """Return a list that fills with every address that the page asks and that is not its own server's."""
    asked: list[str] = []
    own = ("data:", "blob:", f"{server.address}/", f"{server.address}/".replace("http:", "ws:"))
    for event in ("request", "websocket"):
        page.on(event, lambda request: None if request.url.startswith(own) else asked.append(request.url))
    return asked


@contextlib.contextmanager
def page_without_internet(chromium, server):
    """Yield a new page; whatever happens on it, it must ask nobody but its own server, and no script on it may fail."""
    page = chromium.new_page(viewport=WIDE)
    asked, failed = asked_elsewhere(page, server), []
    page.on("pageerror", lambda error: None if ENDED.search(str(error)) else failed.append(str(error)))
    yield page
    page.close()
    assert asked == [] and failed == []


@pytest.fixture(scope="session")
def loaded(chromium, lab):
    """The page of a process: JupyterLab loads once, and lessons open in it one after the other."""
    with page_without_internet(chromium, lab) as page:
        yield page


def themed(page, theme: str) -> None:
    """Choose one of JupyterLab's themes, and wait until the page wears it."""
    light = str(theme == "Light").lower()
    page.evaluate(f"() => window.jupyterapp.commands.execute('apputils:change-theme', {{theme: 'JupyterLab {theme}'}})")
    page.wait_for_selector(f"body[data-jp-theme-light={light}]", state="attached")
    page.wait_for_selector("#jupyterlab-splash", state="detached")  # it lies over the page meanwhile


@pytest.fixture(scope="module")
def page(loaded):
    """The same page for all modules: wide and light again, with the file list open, and nothing left of a test that failed."""
    loaded.set_viewport_size(WIDE)
    if loaded.url != "about:blank":
        themed(loaded, "Light")
    loaded.evaluate(
        """() => {
            const shell = window.jupyterapp?.shell;
            for (const opened of [...(shell?.widgets('main') ?? [])]) opened.dispose();
            shell?.expandLeft();
        }"""
    )
    return loaded


@contextlib.contextmanager
def running(page, lab, path: str):
    """Yield a lesson that was run on a page."""
    lesson = Lesson(page, lab, path)
    lesson.run()
    yield lesson
    lesson.end()
