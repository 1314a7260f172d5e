"""Does each lesson work in a real JupyterLab, as a student meets it: untrusted, run, by keyboard, saved, reopened?"""

from __future__ import annotations

import csv
import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.conftest import NOTEBOOKS
from tests.support.lab import lab_server

pytestmark = pytest.mark.browser

AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"target-size": {"enabled": True}},  # new in WCAG 2.2, and off unless asked for
}
LESSONS = [f"notebooks/{path.name}" for path in NOTEBOOKS]
HEADLINE, COMPARISON = LESSONS
NO_MODEL = re.compile("model not found|Error displaying widget|could not be shown", re.IGNORECASE)


def outputs(lesson):
    """Return the outputs of the page."""
    return lesson.page.locator(".jp-OutputArea-output")


def pictures(lesson) -> list[dict]:
    """Return alternative text and natural width of every picture in the outputs."""
    return lesson.page.eval_on_selector_all(
        ".jp-OutputArea-output img", "all => all.map(image => ({alt: image.alt, width: image.naturalWidth}))"
    )


def shows_its_content(lesson) -> None:
    """Assert that text, tables and figures of the first views are on the page."""
    text = lesson.page.locator(".jp-Notebook").inner_text()
    assert not NO_MODEL.search(text)
    assert lesson.page.locator(".jp-OutputArea-output table caption").count() >= 2
    assert outputs(lesson).locator("text=Sources: [1]").count() >= 1
    if "reading_the_headline" in lesson.page.url:
        assert "Median progression-free survival was 52.8 months with lenalidomide" in text
        assert all(picture["width"] > 300 for picture in pictures(lesson) if picture["alt"])
        assert sum("lenalidomide" in picture["alt"].lower() for picture in pictures(lesson)) >= 4
    else:
        assert "Lenalidomide, ixazomib and daratumumab differ in 5 of the 5 chosen features" in text
        assert any("AURIGA" in picture["alt"] for picture in pictures(lesson))


def violations(lesson) -> list[str]:
    """Return axe-core's findings on the outputs of the page, in a line each."""
    found = Axe().run(lesson.page, context=".jp-OutputArea-output", options=AXE).response
    assert len(found["passes"]) > 5
    return [f"{v['id']}: {v['help']}: {v['nodes'][0]['html'][:200]}" for v in found["violations"]]


def view_text(lesson, number: int) -> str:
    """Return the text of the ``number``-th explorer or question of the page."""
    return lesson.page.locator(".course-view").nth(number).inner_text()


def changes(lesson, number: int, act) -> tuple[str, str]:
    """Return the text of a view before and after an act; wait until the kernel is idle and the page has changed."""
    before = view_text(lesson, number)
    act()
    lesson.page.wait_for_function(
        "([number, before]) => document.querySelectorAll('.course-view')[number].innerText !== before", arg=[number, before]
    )
    lesson.settle()
    return before, view_text(lesson, number)


@pytest.mark.parametrize("path", LESSONS)
def test_an_untrusted_lesson_shows_its_content_before_the_first_run(open_lesson, path):
    lesson = open_lesson(path)
    assert lesson.page.locator(".jupyter-widgets").count() == 0
    shows_its_content(lesson)
    summary = lesson.page.locator(".jp-OutputArea-output details summary").first
    summary.click()
    assert lesson.page.locator(".jp-OutputArea-output details[open]").count() == 1


@pytest.mark.parametrize("path", LESSONS)
@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_a_lesson_runs_and_axe_finds_no_violation(open_lesson, path, theme):
    lesson = open_lesson(path)
    lesson.page.evaluate(
        "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme
    )  # fmt: skip
    lesson.run()
    assert lesson.errors() == []
    assert lesson.execution_counts() == list(range(1, len(lesson.execution_counts()) + 1))
    shows_its_content(lesson)
    assert lesson.page.locator(".jupyter-widgets.widget-slider .noUi-handle:not([aria-label])").count() == 0
    assert violations(lesson) == []


@pytest.mark.parametrize("path", LESSONS)
def test_axe_finds_no_violation_on_a_narrow_page_nor_before_the_first_run(open_lesson, path):
    lesson = open_lesson(path, width=560, height=900)
    lesson.page.evaluate("() => window.jupyterapp.shell.collapseLeft()")  # as one would: the file list takes half the page
    assert violations(lesson) == []
    lesson.run()
    assert violations(lesson) == []
    wide = lesson.page.evaluate(
        "() => [...document.querySelectorAll('.course-view')].filter(view => view.scrollWidth > view.clientWidth + 1).length"
    )
    assert wide == 0, "a view is wider than the page: its text is cut off"


def test_axe_sees_a_violation(open_lesson):
    lesson = open_lesson(HEADLINE)
    lesson.page.evaluate(
        """() => [...document.querySelectorAll('.jp-OutputArea-output img')]
            .filter(image => image.offsetParent).forEach(image => image.removeAttribute('alt'))"""
    )
    assert any(found.startswith("image-alt") for found in violations(lesson))


def test_the_keyboard_alone_works_every_kind_of_control_of_lesson_03(open_lesson):
    lesson = open_lesson(HEADLINE)
    lesson.run()
    keys = lesson.page.keyboard

    lesson.page.get_by_label("Your prediction (months)").focus()
    keys.press("Control+A")
    keys.type("40")
    keys.press("Tab")
    assert lesson.page.evaluate("() => document.activeElement.innerText") == "Reveal"
    _, shown = changes(lesson, 0, lambda: keys.press("Enter"))
    assert "You predicted 40 months: 12.8 months below it. The reported figure is 52.8 months." in shown

    lesson.page.get_by_label("Report", exact=True).focus()
    _, shown = changes(lesson, 1, lambda: keys.press("ArrowDown"))
    assert "Median time to progression was 46 months with lenalidomide and 27 months with placebo: 19 months longer" in shown
    changes(lesson, 1, lambda: keys.press("ArrowUp"))
    keys.press("Tab")
    changes(lesson, 1, lambda: keys.press("ArrowDown"))
    _, shown = changes(lesson, 1, lambda: keys.press("ArrowDown"))
    assert "Median overall survival was not reached with lenalidomide and 86.0 months with placebo or observation" in shown

    lesson.page.get_by_role("slider", name="Time (months)").first.focus()
    _, shown = changes(lesson, 2, lambda: keys.press("ArrowRight"))
    assert shown.startswith("At 25 months, of 100 people 72 with lenalidomide and 48 with placebo or observation")
    assert any("25 months after randomisation" in picture["alt"] for picture in pictures(lesson))
    _, shown = changes(lesson, 2, lambda: keys.press("End"))
    assert shown.startswith("At 120 months")

    lesson.page.get_by_role("slider", name="Shape of the curves").focus()
    _, shown = changes(lesson, 3, lambda: keys.press("ArrowLeft"))
    assert "With shape 0.95 the hazard ratio would be 0.46; 0.48 was reported." in shown

    lesson.page.get_by_role("slider", name="Horizon (months)").focus()
    _, shown = changes(lesson, 4, lambda: keys.press("Home"))
    assert shown.startswith("Over the first 6 months")

    lesson.page.get_by_label("Your answer").first.focus()
    keys.press("b")  # a letter, too, belongs to the list: in JupyterLab it would insert a cell
    assert lesson.page.evaluate("() => document.activeElement.value") == "B"
    lesson.settle()
    keys.press("Tab")
    _, shown = changes(lesson, 5, lambda: keys.press("Space"))
    assert shown.startswith("✓ Right. Yes. The median is the time at which the curve crosses one half.")
    assert lesson.errors() == []


def test_the_keyboard_alone_works_every_kind_of_control_of_lesson_06(open_lesson):
    lesson = open_lesson(COMPARISON)
    lesson.run()
    keys = lesson.page.keyboard

    lesson.page.get_by_label("bortezomib (Velcade)").focus()
    _, shown = changes(lesson, 1, lambda: keys.press("Space"))
    assert shown.startswith("Lenalidomide, ixazomib, bortezomib and daratumumab differ in 5 of the 5 chosen features.")
    assert "ixazomib and bortezomib alike" in shown
    keys.press("Shift+Tab")
    changes(lesson, 1, lambda: keys.press("Space"))
    assert not lesson.page.get_by_label("ixazomib (Ninlaro)").is_checked()

    lesson.page.get_by_label("Sort by").focus()
    for _ in range(3):
        _, shown = changes(lesson, 2, lambda: keys.press("ArrowDown"))
    assert "You asked to sort by hazard ratio; shown by trial name. Not ranked." in shown
    lesson.page.get_by_label("Drug tested").focus()
    _, shown = changes(lesson, 2, lambda: keys.press("ArrowUp"))
    assert "AURIGA" not in shown
    assert lesson.errors() == []


def test_tab_reaches_every_control_of_an_explorer_in_order(open_lesson):
    lesson = open_lesson(COMPARISON)
    lesson.run()
    lesson.page.get_by_label("Drug tested").focus()
    reached = []
    for _ in range(5):
        reached.append(
            lesson.page.evaluate(
                "() => document.activeElement.closest('.jupyter-widgets').querySelector('.widget-label').innerText"
            )
        )
        lesson.page.keyboard.press("Tab")
    assert reached == ["Drug tested", "Setting", "Comparator", "Endpoint", "Sort by"]


def test_the_rows_on_the_page_can_be_saved(open_lesson, tmp_path):
    lesson = open_lesson(COMPARISON)
    lesson.run()
    with lesson.page.expect_download() as saving:
        lesson.page.get_by_text("Save these rows as a CSV file").click()
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


def test_a_key_held_down_leaves_no_queue_of_stale_pictures(open_lesson):
    lesson = open_lesson(HEADLINE)
    lesson.run()
    lesson.page.get_by_role("slider", name="Time (months)").first.focus()
    lesson.page.evaluate(
        """() => {
            const view = document.querySelectorAll('.course-view')[2];
            window.shown = [];
            new MutationObserver(() => window.shown.push(view.innerText.match(/At (\\d+) months/)[1]))
                .observe(view, {childList: true, subtree: true});
        }"""
    )
    for _ in range(40):
        lesson.page.keyboard.down("ArrowRight")  # without up in between: the key repeats
    lesson.page.evaluate("() => { window.released = window.shown.length; }")
    lesson.page.keyboard.up("ArrowRight")
    lesson.page.wait_for_function("() => window.shown.at(-1) === '64'")
    lesson.settle()
    shown, released = lesson.page.evaluate("() => [window.shown, window.released]")
    late = list(dict.fromkeys(shown[released:]))
    assert len(late) <= 3, f"pictures of {late} months came after the key was released"
    assert [int(months) for months in shown] == sorted(int(months) for months in shown)
    assert lesson.errors() == []


@pytest.mark.parametrize("path", LESSONS)
def test_a_lesson_that_was_run_saved_and_reopened_shows_its_content(open_lesson, course, tmp_path_factory, path):
    own = path.replace(".ipynb", "_saved.ipynb")
    (course / own).write_text((course / path).read_text(encoding="utf-8"), encoding="utf-8")
    lesson = open_lesson(own)
    lesson.run()
    lesson.page.evaluate(
        """async () => {
            await window.jupyterapp.commands.execute('docmanager:save');
            await window.jupyterapp.serviceManager.sessions.shutdownAll();
        }"""
    )
    saved = json.loads((course / own).read_text(encoding="utf-8"))
    assert saved["metadata"]["widgets"], "the course's settings keep widget state for the student"

    reopened = open_lesson(own)
    reopened.page.wait_for_selector(".jupyter-widgets")
    shows_its_content(reopened)

    with lab_server(course, tmp_path_factory.mktemp("elsewhere")) as address:  # where nobody trusts it
        moved = open_lesson(own, address)
        assert moved.page.locator(".jupyter-widgets").count() == 0
        shows_its_content(moved)
        moved.close()
