"""Can a lesson be presented: large enough, one section at a time, nothing cut, worked by key and mouse, and left as it was?"""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import forget_progress, page_without_internet
from tests.browser.presenting import DRAWN_FOR_THE_PAGE, SEEN, WHOLE_AGAIN, every_section_is_large_and_whole, present, walk
from tests.browser.reading import PRESENTER, violations
from tests.conftest import NOTEBOOKS, ROOT
from tests.support.lab import Lesson

pytestmark = pytest.mark.browser

LESSONS = {path.name[:2]: f"notebooks/{path.name}" for path in NOTEBOOKS}


def go_to(lesson, title: str) -> None:
    """Press Page Down until a section is shown."""
    while title not in lesson.page.evaluate(SEEN)["said"]:
        lesson.page.keyboard.press("PageDown")
        lesson.page.wait_for_timeout(60)


@pytest.fixture(scope="module")
def lesson(page, lab):
    """Lesson 03, not run; the tests go on from where the one before them stopped."""
    forget_progress()
    opened = Lesson(page, lab, LESSONS["03"])
    yield opened
    opened.end()


def test_on_a_large_projector_text_is_larger(lesson):
    every_section_is_large_and_whole(lesson, 1920)


def test_what_is_deeper_is_skipped_unless_asked_for_and_home_and_end_work(page, lesson):
    page.set_viewport_size({"width": 1280, "height": 800})
    present(lesson)
    titles = {screen["said"].split(": ", 1)[1] for screen in walk(lesson)}
    assert "What a median is" in titles and not any(t.startswith(("Go deeper", "Sources", "Under the hood")) for t in titles)
    page.keyboard.press("Home")
    assert page.evaluate(SEEN)["said"].startswith("1 of ")
    page.keyboard.press("End")
    assert page.evaluate(SEEN)["said"].endswith("Take away")
    page.keyboard.press("Escape")


def test_a_room_guesses_reveals_works_an_explorer_and_shows_hands(page, lesson):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.evaluate("async () => { await window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
    lesson.settle()
    page.wait_for_function(DRAWN_FOR_THE_PAGE)  # presenting was left as the cells began, and no output was there to be measured
    present(lesson)
    go_to(lesson, "Predict first")
    guess = page.get_by_label("Your prediction (months)", exact=True)
    guess.fill("40")
    guess.press("Tab")
    page.wait_for_function("() => document.querySelector('.course-prediction img')?.alt.includes('Your guess: 40 months')")
    page.keyboard.press("r")
    page.wait_for_function("() => document.querySelector('.course-revealed')")
    assert "You predicted 40 months" in page.locator(".course-prediction").inner_text()

    go_to(lesson, "What a median is")
    slider = page.get_by_role("slider", name="Time (months)").locator("visible=true")
    slider.focus()
    page.keyboard.press("ArrowRight")  # stays the slider's own
    page.wait_for_function(
        "() => [...document.querySelectorAll('.course-view strong')].some(n => n.innerText.startsWith('At 25 months'))"
    )
    assert "What a median is" in page.evaluate(SEEN)["said"]
    slider.click(position={"x": 5, "y": 5})
    page.evaluate("() => document.activeElement.blur()")
    page.keyboard.press("1")
    page.wait_for_function("() => [...document.querySelectorAll('.course-view details[open]')].some(n => n.offsetParent)")

    page.keyboard.press("End")
    page.keyboard.press("PageUp")
    page.keyboard.press("h")
    hands = page.locator(".course-hands input")
    hands.nth(0).fill("3")
    hands.nth(1).fill("12")
    widths = page.eval_on_selector_all(".course-hands-bar", "bars => bars.slice(0, 2).map(bar => bar.style.width)")
    assert widths == ["25%", "100%"]
    assert violations(lesson, parts=PRESENTER) == []
    page.keyboard.press("Escape")
    page.wait_for_function("() => !document.querySelector('.course-bar, .course-hands')")
    assert lesson.errors() == []


def test_the_address_that_readme_names_opens_a_lesson_presenting(chromium, lab):
    """Jupyter adds its token to the address of the command."""
    (path,) = re.findall(r"--LabApp.default_url=(\S+?)`", (ROOT / "README.md").read_text(encoding="utf-8"))
    with page_without_internet(chromium, lab) as page:
        page.goto(f"{lab.address}{path}?token={lab.token}")
        page.wait_for_selector(".course-bar")
        assert page.locator(".course-bar [role=status]").inner_text().endswith("Reading the headline")
        assert page.locator(".course-lesson .jupyter-widgets").count() == 0
        page.locator(".course-bar").get_by_role("button", name="▶ Start this lesson").click()
        page.wait_for_selector(".course-lesson .jupyter-widgets figure", state="attached")
        page.keyboard.press("Escape")
        page.wait_for_function(WHOLE_AGAIN)
        Lesson(page, lab, LESSONS["03"]).end()
