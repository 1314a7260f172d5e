"""Does the instructor's guide work in a real JupyterLab: run, read by axe, on a small screen, its links to the lessons?"""

from __future__ import annotations

import pytest

from helpers.lessons import explorers, teaching
from tests.browser.conftest import WIDE
from tests.browser.first_layers import FIRST_LAYER, SMALL_SCREEN, blank_pictures, lay_out, shown_at
from tests.browser.reading import LESSON, NO_MODEL, text_of, violations
from tests.support.lab import Lesson
from tests.support.said import GUIDE_PATH, make, names

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def guide(page, lab):
    """The guide, not yet run, on a wide page."""
    page.set_viewport_size(WIDE)
    opened = Lesson(page, lab, f"notebooks/teaching/{GUIDE_PATH.name}")
    yield opened
    opened.end()


def test_untrusted_it_shows_its_content_and_axe_finds_nothing(guide):
    assert guide.page.locator(".jupyter-widgets").count() == 0
    guide.open_sections()
    assert all(" ".join(cell().current.sentence.split()) in text_of(guide) for cell in explorers(teaching).values())
    assert violations(guide, parts=LESSON) == []


def test_it_runs_without_error_and_axe_finds_nothing(guide):
    guide.run()
    assert guide.errors() == [] and not NO_MODEL.search(text_of(guide))
    assert violations(guide) == []


def test_each_first_layer_fits_a_small_screen_at_every_choice(guide):
    guide.page.set_viewport_size(SMALL_SCREEN)
    guide.page.wait_for_timeout(300)
    low = []
    for name in names("teaching"):
        with blank_pictures():
            shown = list(shown_at(make("teaching", name)))
        ends = lay_out(guide.page, f"guide.{name}_explorer()", [text for _choices, text in shown])
        low += [f"{name} {end:.0f}: {choices}" for end, (choices, _text) in zip(ends, shown, strict=True) if end > FIRST_LAYER]
    guide.page.set_viewport_size(WIDE)
    assert low == []


def test_a_plan_that_is_chosen_is_shown_and_its_lesson_opens(guide, lab):
    plan = guide.page.get_by_label("Plan", exact=True)
    plan.focus()
    plan.press("ArrowDown")
    guide.page.get_by_text("Half a day: 240 minutes").wait_for()
    guide.page.locator(".jupyter-widgets a[href='../03_reading_the_headline.ipynb']").first.click()
    opened = "() => window.jupyterapp.shell.currentWidget?.context?.path === 'notebooks/03_reading_the_headline.ipynb'"
    guide.page.wait_for_function(opened)
    # a lesson that is closed while it opens makes the page fail
    Lesson(guide.page, lab, "notebooks/03_reading_the_headline.ipynb").kernel_answered()
    guide.page.evaluate("() => { window.jupyterapp.shell.currentWidget.dispose(); }")
