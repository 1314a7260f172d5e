"""What a newcomer meets: the button that starts a lesson, code out of sight, closed sections, a guess that nothing spoils."""

from __future__ import annotations

import shutil

import pytest

from tests.browser.conftest import forget_progress
from tests.conftest import NOTEBOOKS, ROOT
from tests.support.lab import Lesson

pytestmark = pytest.mark.browser

HEADLINE = next(f"notebooks/{path.name}" for path in NOTEBOOKS if path.name.startswith("03"))
FRESH = "notebooks/fresh_03.ipynb"
TOP = "() => window.jupyterapp.shell.currentWidget.content.outerNode.scrollTop"


@pytest.fixture(scope="module")
def newcomer(page, lab, course):
    """Lesson 03, not run; the tests go on from where the one before them stopped."""
    forget_progress()
    shutil.copy(ROOT / HEADLINE, course / FRESH)  # other tests save their copy with its sections open
    lesson = Lesson(page, lab, FRESH)
    yield lesson
    lesson.end()


def start(lesson) -> None:
    lesson.page.locator(".course-first:visible").press("Enter")
    lesson.page.locator(".course-started:visible", has_text="Started: lists, sliders and buttons are live.").wait_for()
    lesson.settle()


def test_a_lesson_that_is_opened_beside_a_launcher_has_its_button_too(page, lab):
    first = Lesson(page, lab, HEADLINE)
    page.evaluate("async () => { await window.jupyterapp.commands.execute('launcher:create'); }")
    page.locator(".jp-Launcher:visible").wait_for()  # where the last lesson was closed stands another one, behind
    second = Lesson(page, lab, HEADLINE.replace("03_reading_the_headline", "02_lenalidomide"))
    page.wait_for_selector(".jp-NotebookPanel:not(.lm-mod-hidden) .course-first")
    assert page.locator(".course-first").count() == 2 and page.locator(".course-first:visible").count() == 1
    start(second)
    assert second.errors() == []
    second.end()
    page.evaluate("async path => { await window.jupyterapp.commands.execute('docmanager:open', { path }); }", HEADLINE)
    first.end()
    page.evaluate("() => { for (const opened of [...window.jupyterapp.shell.widgets('main')]) opened.dispose(); }")


def test_code_is_out_of_sight_and_one_key_shows_it(newcomer):
    page = newcomer.page
    call = page.locator(".jp-CodeCell .jp-InputArea-editor", has_text="lesson.people_explorer()").first
    assert not call.is_visible()
    page.get_by_role("button", name="Show code").press("Enter")
    assert call.is_visible()
    page.locator(".jp-MarkdownOutput h1").first.click()
    page.keyboard.press("u")
    assert not call.is_visible() and page.get_by_role("button", name="Show code").count() == 1
    assert page.evaluate("() => localStorage.getItem('myeloma-maintenance-course:code-shown')") == "false"


def test_sections_that_not_everybody_needs_are_closed_and_open_by_key(newcomer):
    page = newcomer.page
    button = page.get_by_role("button", name="Under the hood")
    exercise = page.locator(".jp-CodeCell .jp-InputArea-editor", has_text="answer = ...").first
    assert button.get_attribute("aria-expanded") == "false" and not exercise.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('[aria-label=\"Under the hood\"]').ariaExpanded === 'true'")
    assert exercise.is_visible(), "an exercise shows its code"
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('[aria-label=\"Under the hood\"]').ariaExpanded === 'false'")
    assert not exercise.is_visible()


def test_one_button_starts_the_lesson_without_a_dialog_and_stays_at_the_top(newcomer):
    page = newcomer.page
    assert page.locator(".jupyter-widgets").count() == 0
    start(newcomer)
    page.wait_for_timeout(500)  # JupyterLab scrolls to the last cell a moment later, if it is let
    assert page.locator(".jp-Dialog").count() == 0 and page.evaluate(TOP) == 0
    assert page.locator(".jupyter-widgets").count() > 10 and newcomer.errors() == []


def test_nothing_below_a_prediction_gives_it_away_until_it_is_made(newcomer):
    page = newcomer.page

    def text() -> str:
        return page.locator(".jp-Notebook").inner_text()

    page.wait_for_selector(".course-prediction")
    page.wait_for_selector(".course-waiting", state="attached")
    assert "Your prediction" in text() and "52.8" not in text() and "Check yourself" not in text()
    page.get_by_role("button", name="Reveal").press("Enter")
    page.wait_for_selector("text=Write a number first, such as 3.5, or skip the guess.")
    assert "52.8" not in text()
    page.get_by_role("button", name="Skip the guess").press("Enter")
    page.wait_for_function("() => !document.querySelector('.course-waiting')")
    assert "52.8" in text() and "Check yourself" in text()


def test_a_kernel_that_ended_is_started_again_by_the_same_button(newcomer):
    page = newcomer.page
    page.evaluate("async () => { await window.jupyterapp.serviceManager.sessions.shutdownAll(); }")
    page.wait_for_selector(".course-at-rest")
    page.evaluate("() => { document.querySelector('.course-started').textContent = ''; }")
    start(newcomer)
    assert page.locator(".course-at-rest").count() == 0 and page.locator(".jp-Dialog").count() == 0
