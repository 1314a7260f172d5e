"""Lesson 06 in a real JupyterLab: its rows saved, and its controls worked by keyboard, lists and boxes among them."""

from __future__ import annotations

import csv

import pytest

from tests.browser.conftest import WIDE, running
from tests.browser.reading import changes, open_fold, open_settings
from tests.conftest import NOTEBOOKS

pytestmark = pytest.mark.browser

COMPARISON = next(f"notebooks/{path.name}" for path in NOTEBOOKS if path.name.startswith("06"))


@pytest.fixture(scope="module")
def comparison(page, lab):
    """Lesson 06, run; the rows are saved before a key changes them."""
    with running(page, lab, COMPARISON) as lesson:
        yield lesson


def test_the_rows_on_the_page_can_be_saved(comparison, tmp_path):
    lesson = comparison
    with lesson.page.expect_download() as saving:
        lesson.page.locator(".course-view").nth(3).get_by_text("Save these rows as a CSV file").click()
    path = tmp_path / saving.value.suggested_filename
    saving.value.save_as(path)
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    assert path.name == "maintenance-trials.csv"
    assert {row["trial"] for row in rows} == {"AURIGA", "CASSIOPEIA part 2", "GRIFFIN", "PERSEUS"}
    auriga = next(row for row in rows if row["row_id"] == "O0151")
    assert (auriga["value"], auriga["ci_low"], auriga["ci_high"], auriga["comparator"]) == (
        "0.53",
        "0.29",
        "0.97",
        "active treatment",
    )


SAYS = """([scrolled, sign, words]) => {
    const frame = document.querySelectorAll('.course-view')[3].querySelector('[role=region]:has(caption)');
    [frame.scrollTop, frame.scrollLeft] = scrolled;
    return getComputedStyle(frame, sign).content.includes(words);
}"""


def test_a_table_that_is_longer_or_wider_than_its_frame_says_so_until_its_end_is_in_sight(comparison):
    page = comparison.page
    open_fold(comparison, 3, "All the numbers")
    page.wait_for_function(SAYS, arg=[[0, 0], "::before", "more rows"])
    page.wait_for_function(SAYS, arg=[[1e6, 0], "::before", "none"])
    page.set_viewport_size({"width": 390, "height": 800})
    page.wait_for_function(SAYS, arg=[[0, 0], "::after", "more columns"])
    page.wait_for_function(SAYS, arg=[[0, 1e6], "::after", "none"])
    page.set_viewport_size(WIDE)
    open_fold(comparison, 3, "All the numbers")


def test_tab_reaches_every_control_of_an_explorer_in_order(comparison):
    lesson = comparison
    open_settings(lesson, "Endpoint")
    lesson.page.get_by_label("Drug tested").focus()
    reached = []
    for _ in range(6):
        reached.append(
            lesson.page.evaluate(
                """() => {
                    const label = document.activeElement.closest('.jupyter-widgets').querySelector('.widget-label');
                    return (label ?? document.activeElement).innerText;
                }"""
            )
        )
        lesson.page.keyboard.press("Tab")
    assert reached == ["Drug tested", "Comparator", "Endpoint", "Fewer settings", "Setting", "Sort by"]


def test_the_keyboard_alone_works_every_kind_of_control_of_lesson_06(comparison):
    lesson = comparison
    keys = lesson.page.keyboard

    open_settings(lesson, "Compare")
    lesson.page.get_by_label("bortezomib (Velcade)").focus()
    _, shown = changes(lesson, 1, lambda: keys.press("Space"))
    assert shown.startswith("Lenalidomide, ixazomib, bortezomib and daratumumab differ in 5 of 5 features.")
    keys.press("Shift+Tab")
    changes(lesson, 1, lambda: keys.press("Space"))
    assert not lesson.page.get_by_label("ixazomib (Ninlaro)").is_checked()

    open_settings(lesson, "Endpoint")
    open_fold(lesson, 3, "Read with care")
    lesson.page.get_by_label("Sort by").focus()
    for _ in range(3):
        _, shown = changes(lesson, 3, lambda: keys.press("ArrowDown"))
    assert "Not ranked: these results differ in control arm, people, question and time." in shown
    assert "You asked to sort by hazard ratio; shown by trial name. These 10 results differ in" in shown
    lesson.page.get_by_label("Drug tested").focus()
    _, shown = changes(lesson, 3, lambda: keys.press("ArrowUp"))
    assert "AURIGA" not in shown
    assert lesson.errors() == []
