"""Single traits of lessons in a real JupyterLab: keys and their effect, a saved file, a held key."""

from __future__ import annotations

import csv
import re
import urllib.error
import urllib.request

import pytest

from helpers.lessons import modules
from tests.browser.conftest import WIDE, asked_elsewhere, page_without_internet, running
from tests.browser.first_layers import FIRST_LAYER, SMALL_SCREEN, blank_pictures, lay_out
from tests.browser.reading import changes, open_fold, pictures, view_text
from tests.conftest import NOTEBOOKS
from tests.support.lab import Lesson

pytestmark = pytest.mark.browser

LESSONS = {path.name[:2]: f"notebooks/{path.name}" for path in NOTEBOOKS}
HEADLINE, START, APPRAISAL = (LESSONS[number] for number in ("03", "00", "10"))


@pytest.fixture(scope="module")
def headline(page, lab):
    """Lesson 03, run; the tests go on from where the one before them stopped."""
    with running(page, lab, HEADLINE) as lesson:
        yield lesson


def test_the_server_answers_nobody_without_its_token(lab):
    for token in ("", "guessed"):
        request = urllib.request.Request(f"{lab.address}/api/kernels", headers={"Authorization": f"token {token}"})
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(request, timeout=30)


def test_a_request_to_anybody_else_is_seen(chromium, lab):
    page = chromium.new_page()
    asked = asked_elsewhere(page, lab)
    page.goto(f"{lab.address}/login")
    assert asked == []
    page.evaluate("() => fetch('http://127.0.0.1:9/library.js').catch(() => null)")
    page.evaluate("() => { new WebSocket('ws://127.0.0.1:9/'); }")
    page.wait_for_timeout(200)
    assert asked == ["http://127.0.0.1:9/library.js", "ws://127.0.0.1:9/"]
    page.close()


def test_a_summary_is_filled_by_keyboard_checked_and_saved(page, lab):
    lesson = Lesson(page, lab, APPRAISAL)
    lesson.run()
    for label, text in (
        ("Figure in the tested arm", "52.8"),
        ("Figure in the control arm", "23.5"),
        ("Hazard ratio", "0.48"),
    ):
        field = lesson.page.get_by_label(label, exact=True)
        field.press_sequentially(text)  # JupyterLab moves the focus once more, a moment after a run
        lesson.settle()
        assert field.input_value() == text, label
    lesson.page.get_by_role("button", name="Make the files").press("Enter")
    lesson.page.wait_for_selector("text=3 of 10 fields hold.")
    with lesson.page.expect_download() as saving:
        lesson.page.get_by_text("Save the summary as a table (evidence-summary.csv)").click()
    rows = list(csv.reader(saving.value.path().read_text(encoding="utf-8").splitlines()))
    assert ["Hazard ratio", "0.48", "yes"] in rows and ["Harms", "", "no"] in rows
    assert lesson.errors() == []
    lesson.end()


def test_a_slip_of_mouse_or_keys_neither_shows_a_text_s_source_nor_deletes_a_cell(headline):
    page = headline.page
    cells = page.evaluate("() => window.jupyterapp.shell.currentWidget.content.widgets.length")
    text = page.locator(".jp-MarkdownOutput", has_text="Predict first").first
    text.dblclick()
    assert page.locator(".jp-MarkdownCell .jp-InputArea-editor:visible").count() == 0
    for key in ("Escape", "d", "d"):
        page.keyboard.press(key)
    headline.settle()
    assert page.evaluate("() => window.jupyterapp.shell.currentWidget.content.widgets.length") == cells
    assert text.is_visible()
    stub = page.locator(".jp-CodeCell", has_text="answer = ...").first.locator(".cm-content")
    assert stub.get_attribute("contenteditable") == "true", "an exercise is the student's own"


def test_what_a_reader_opened_stays_open_and_asks_the_kernel_nothing(headline):
    page, view = headline.page, headline.page.locator(".course-view").nth(2)
    assert view.locator("details").count() >= 3 and view.locator("details[open]").count() == 0
    page.evaluate(
        """() => {
            window.asked = 0;
            const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
            kernel.anyMessage.connect((_, message) => { if (message.direction === 'send') window.asked += 1; });
        }"""
    )
    open_fold(headline, 2, "All the numbers")
    view.locator("details[open] table caption").wait_for()
    headline.settle()
    assert page.evaluate("() => window.asked") == 0
    page.get_by_role("slider", name="Time (months)").first.focus()
    changes(headline, 2, lambda: page.keyboard.press("ArrowRight"))
    assert page.evaluate("() => window.asked") > 0, "a slider does ask"
    assert view.locator("details[open] summary").all_inner_texts() == ["All the numbers"]
    changes(headline, 2, lambda: page.keyboard.press("ArrowLeft"))
    open_fold(headline, 2, "All the numbers")
    assert view.locator("details[open]").count() == 0


def test_the_keyboard_alone_works_every_kind_of_control_of_lesson_03(headline):
    lesson = headline
    keys = lesson.page.keyboard

    lesson.page.get_by_label("Your prediction (months)", exact=True).focus()
    keys.press("Control+A")
    keys.type("40")
    keys.press("Tab")
    assert lesson.page.evaluate("() => document.activeElement.innerText") == "Reveal"
    _, shown = changes(lesson, 0, lambda: keys.press("Enter"))
    assert "You predicted 40 months: 12.8 months below what was reported." in shown

    lesson.page.get_by_label("Endpoint", exact=True).focus()
    _, shown = changes(lesson, 1, lambda: keys.press("ArrowDown"))
    assert "1 of 10 reports give both medians; it shows a longer one with lenalidomide, by 16.6 months." in shown
    _, shown = changes(lesson, 1, lambda: keys.press("ArrowDown"))
    assert "In 1 of 10 a median was not reached." in shown

    lesson.page.get_by_role("slider", name="Time (months)").first.focus()
    _, shown = changes(lesson, 2, lambda: keys.press("ArrowRight"))
    assert shown.startswith("At 25 months, of 100 people 72 with lenalidomide and 48 with placebo or observation")
    assert any("25 months after randomisation" in picture["alt"] for picture in pictures(lesson))
    _, shown = changes(lesson, 2, lambda: keys.press("End"))
    assert shown.startswith("At 120 months")

    lesson.page.get_by_role("slider", name="Shape of the curves").focus()
    _, shown = changes(lesson, 3, lambda: keys.press("ArrowLeft"))
    assert "The curves' hazard ratio: 0.46; reported: 0.48." in shown

    lesson.page.get_by_role("slider", name="Horizon (months)").focus()
    _, shown = changes(lesson, 4, lambda: keys.press("Home"))
    assert shown.startswith("Over the first 6 months")

    lesson.page.locator("button.course-option").first.focus()
    keys.press("b")  # a letter, too, belongs to the control: in JupyterLab it would insert a cell
    keys.press("Tab")
    assert lesson.page.evaluate("() => document.activeElement.innerText").startswith("B. ")
    _, shown = changes(lesson, 5, lambda: keys.press("Space"))
    assert shown.startswith("✓ Right. A median is a point in time at which half of a group has had the event.")
    option = lesson.page.locator(".jp-OutputArea-output", has=lesson.page.locator("button.course-right"))
    assert "✓ Yes. The median is the time at which the curve crosses one half." in option.inner_text()
    assert lesson.errors() == []


def test_a_first_layer_laid_out_without_the_kernel_ends_where_the_live_one_does(headline):
    page, source = headline.page, "lesson.people_explorer()"
    page.set_viewport_size(SMALL_SCREEN)
    page.get_by_role("slider", name="Time (months)").first.focus()
    _, shown = changes(headline, 2, lambda: page.keyboard.press("ArrowLeft"))
    month = int(re.match(r"At (\d+) months", shown)[1])
    live = (
        page.locator(".course-view")
        .nth(2)
        .evaluate(
            "view => view.getBoundingClientRect().bottom - view.closest('.jp-OutputArea-output').getBoundingClientRect().top"
        )
    )
    with blank_pictures():
        explorer = modules()["03"].people_explorer()
        explorer.choose(months=month)
    (laid_out,) = lay_out(page, source, [explorer.output.value])
    assert abs(laid_out - live) <= 3 and live > 300
    (higher,) = lay_out(page, source, [explorer.output.value + '<p style="height:400px"></p>'])
    assert higher - laid_out >= 400 and higher > FIRST_LAYER, "a view that is too high would be seen"
    assert view_text(headline, 2) == shown, "the page shows what it showed before"
    page.set_viewport_size(WIDE)


def test_a_key_held_down_leaves_no_queue_of_stale_pictures(headline):
    lesson = headline
    lesson.page.get_by_role("slider", name="Time (months)").first.focus()
    changes(lesson, 2, lambda: lesson.page.keyboard.press("Home"))
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
    lesson.page.wait_for_function("() => window.shown.at(-1) === '40'")
    lesson.settle()
    shown, released = lesson.page.evaluate("() => [window.shown, window.released]")
    late = list(dict.fromkeys(shown[released:]))
    assert len(late) <= 3, f"pictures of {late} months came after the key was released"
    assert [int(months) for months in shown] == sorted(int(months) for months in shown)
    assert lesson.errors() == []


@pytest.fixture
def start(chromium, lab):
    """Lesson 00, not run, on a page of its own."""
    with page_without_internet(chromium, lab) as page:
        yield Lesson(page, lab, START)


def test_progress_made_in_one_lesson_is_seen_in_the_map(start, headline):
    start.run()
    button = start.page.get_by_role("button", name="Begin anew")
    start.page.get_by_label("Forget all progress").select_option(label="yes, begin anew")
    start.settle()
    button.click()
    start.page.wait_for_selector("text=All progress was forgotten.")
    other = headline
    other.page.locator("button.course-option", has_text="B. ").first.click()
    other.page.wait_for_selector("text=The median is the time at which the curve crosses one half.")
    start.page.get_by_role("button", name="Show my progress now").click()
    start.page.wait_for_selector("text=1 of 9")
    with start.page.expect_download() as saving:
        start.page.get_by_text("Save these rows as a CSV file (progress.csv)").click()
    saved = saving.value.path().read_text(encoding="utf-8").splitlines()
    assert saved[0] == "lesson,item,tries,right,last,chosen"
    assert saved[1].startswith("03,L03-Q1,1,yes,") and saved[1].endswith(" B")
    assert start.errors() == other.errors() == []
