"""Does each lesson work in a real JupyterLab: untrusted, run, light, dark, narrow, by keyboard, without a kernel, reopened?

The tests of one lesson share its page, in the order in which they stand here.
"""

from __future__ import annotations

import contextlib
import json
from functools import cache

import pytest
from playwright.sync_api import TimeoutError

from helpers.jupyter.saving import WIDGET_MIME
from helpers.lessons import explorers, modules
from helpers.show.charts.small import WIDTH
from helpers.show.view import View
from tests.browser.conftest import WIDE, themed
from tests.browser.first_layers import SMALL_SCREEN, too_low
from tests.browser.presenting import BAR, SIZES, every_section_is_large_and_whole
from tests.browser.reading import DARK, LESSON, NO_MODEL, outputs, pictures, text_of, violations
from tests.conftest import NOTEBOOKS
from tests.support import contract
from tests.support.lab import Lesson

pytestmark = pytest.mark.browser

LESSONS = modules()
CONTROLS = "select, input:not([type=hidden]), textarea, button, .noUi-handle"
# what a key press on each kind of control is; a button is pressed last, so that there is something to check
MARK_CONTROLS = f"""() => {{
    const seen = element => element.offsetParent !== null;
    const groups = [];
    for (const output of document.querySelectorAll('.jp-OutputArea-output')) {{
        const controls = [...output.querySelectorAll('{CONTROLS}')]
            .filter(element => element.closest('.jupyter-widgets') && seen(element) && !element.disabled
                && !/ settings$/.test(element.textContent));
        if (!controls.length) continue;
        controls.forEach((element, index) => element.setAttribute('data-course-test', `${{groups.length}}-${{index}}`));
        groups.push(controls.map(element =>
            element.matches('.noUi-handle') ? 'slider' : element.matches('select') ? 'list'
            : element.title.startsWith('Move ') ? 'mover' : element.matches('button') ? 'button' : element.matches('textarea') ? 'text' : element.type));
    }}
    return groups;
}}"""
FOCUSED = "() => document.activeElement?.getAttribute('data-course-test')"


@pytest.fixture(scope="module", params=[path.name for path in NOTEBOOKS])
def lesson(request, page, lab):
    """Each lesson, not yet run, on a light and wide page with the file list open."""
    page.set_viewport_size(WIDE)
    opened = Lesson(page, lab, f"notebooks/{request.param}")
    opened.number = request.param[:2]
    themed(page, "Light")
    page.evaluate("() => { window.jupyterapp.shell.expandLeft(); }")
    yield opened
    opened.end()


@cache
def first_views(number: str) -> list[View]:
    """Return what each explorer of a lesson shows at first."""
    return [cell.first() for cell in explorers(LESSONS[number]).values()]


def shows_its_content(lesson) -> None:
    """Assert that the first view of every explorer is on the page: sentence, table, picture."""
    text = text_of(lesson)
    assert not NO_MODEL.search(text)
    views = first_views(lesson.number)
    assert all(" ".join(view.sentence.split()) in text for view in views)
    assert lesson.page.locator(".jp-OutputArea-output table caption").count() >= contract.CAPTIONS
    shown = pictures(lesson)
    assert all(picture["alt"] and picture["width"] >= (WIDTH if picture["small"] else 300) for picture in shown)
    assert sum(not picture["small"] for picture in shown) >= sum(view.chart is not None for view in views)


DIRTY = "() => window.jupyterapp.shell.currentWidget.context.model.dirty"


def test_a_lesson_that_was_only_opened_has_not_changed_and_one_that_was_worked_in_has(lesson):
    """Or a reader would be asked to save it."""
    lesson.kernel_answered()
    lesson.page.wait_for_function(f"() => !({DIRTY})()")
    model = "window.jupyterapp.shell.currentWidget.context.model"
    lesson.page.evaluate(f"() => {{ {model}.setMetadata('worked_in', true); {model}.deleteMetadata('worked_in'); }}")
    assert lesson.page.evaluate(DIRTY)


def test_untrusted_it_shows_its_content_and_axe_finds_nothing(lesson):
    assert lesson.page.locator(".jupyter-widgets").count() == 0
    lesson.open_sections()
    shows_its_content(lesson)
    assert violations(lesson, parts=LESSON) == []
    outputs(lesson).locator("details summary").first.click()
    assert lesson.page.locator(".jp-OutputArea-output details[open]").count() == 1


def test_presented_every_section_is_large_and_nothing_is_cut(lesson):
    every_section_is_large_and_whole(lesson, 1280)
    lesson.page.set_viewport_size(WIDE)


def test_it_runs_without_error_and_axe_finds_nothing(lesson):
    lesson.run()
    assert lesson.errors() == []
    counts = lesson.execution_counts()
    assert counts == list(range(1, len(counts) + 1))
    shows_its_content(lesson)
    assert lesson.page.locator(".jupyter-widgets.widget-slider .noUi-handle:not([aria-label])").count() == 0
    assert violations(lesson) == []


DRAWN_FOR_THE_ROOM = ("03", "09")  # the machinery is the same in each lesson


def test_presented_while_it_runs_pictures_are_drawn_for_the_room_and_explorers_fit_the_screen(lesson):
    for width in SIZES if lesson.number in DRAWN_FOR_THE_ROOM else ():
        shown = every_section_is_large_and_whole(lesson, width)
        ends = [explorer["end"] for screen in shown for explorer in screen["ends"]]
        assert sum(end <= SIZES[width][0] - BAR for end in ends) > 2 and any(screen["labels"] for screen in shown)
    lesson.page.set_viewport_size(WIDE)
    assert lesson.errors() == []


# tables that a small screen shows whole as a lesson starts
SEEN_WHOLE = {"00": "Your map of the course", "06": "Side by side", "08": "Your values sheet"}
HIDDEN = """name => {
    const frame = document.querySelector(`.course-view [role=region][aria-label^="${name}"]`);
    return frame.scrollHeight - frame.clientHeight;
}"""


def test_each_first_layer_fits_a_small_screen_at_every_choice(lesson):
    lesson.page.set_viewport_size(SMALL_SCREEN)
    lesson.page.wait_for_timeout(300)
    if lesson.number in SEEN_WHOLE:
        assert lesson.page.evaluate(HIDDEN, SEEN_WHOLE[lesson.number]) <= 0
    found = too_low(lesson.page, lesson.number)
    lesson.page.set_viewport_size(WIDE)
    assert found == []


def open_settings(lesson) -> None:
    """Open the further settings of every explorer by keyboard."""
    closed = lesson.page.get_by_role("button", name="More settings")
    for left in range(closed.count(), 0, -1):
        closed.first.press("Enter")
        lesson.page.wait_for_function(
            """left => [...document.querySelectorAll('button')].filter(b => b.textContent === 'More settings').length < left""",
            arg=left,
        )


def test_every_control_works_by_keyboard_and_tab_leads_from_one_to_the_next(lesson):
    keys, worked = lesson.page.keyboard, 0
    open_settings(lesson)
    before = lesson.page.locator(".course-view").all_inner_texts()
    for group, kinds in enumerate(lesson.page.evaluate(MARK_CONTROLS)):
        lesson.page.evaluate(f"() => document.querySelector('[data-course-test=\"{group}-0\"]').focus()")
        assert lesson.page.evaluate(FOCUSED) == f"{group}-0"
        for index, kind in enumerate(kinds):
            if index:
                _reach(lesson, f"{group}-{index}")
            _work(keys, kind)
            if kind == "mover":  # an item that is moved takes the focus along
                lesson.page.wait_for_function(f"name => ({FOCUSED})() !== name", arg=f"{group}-{index}")
                lesson.page.evaluate(f"() => document.querySelector('[data-course-test=\"{group}-{index}\"]').focus()")
            worked += 1
        lesson.settle()
        assert lesson.errors() == []
    assert worked >= contract.CONTROLS
    assert not _unchanged(lesson, before), "nothing changed in these views"
    assert lesson.errors() == [] and not NO_MODEL.search(text_of(lesson))


def _unchanged(lesson, before: list[str]) -> list[str]:
    """Wait until every view that a control can still change differs; return the beginnings of those that do not."""
    same = """before => [...document.querySelectorAll('.course-view')]
        .filter((view, index) => view.innerText === before[index]
            && view.closest('.jp-OutputArea-output').querySelector('[data-course-test]'))
        .map(view => view.innerText.slice(0, 60))"""
    with contextlib.suppress(TimeoutError):  # a busy machine answers late
        lesson.page.wait_for_function(f"before => ({same})(before).length === 0", arg=before)
    lesson.settle()
    return lesson.page.evaluate(same, before)


def _reach(lesson, name: str) -> None:
    """Press Tab until the control has the focus: at once, or after the read-out of a slider."""
    for _ in range(5):  # the button of further settings stands in between
        lesson.page.keyboard.press("Tab")
        if lesson.page.evaluate(FOCUSED) == name:
            return
    raise AssertionError(f"Tab does not reach control {name}, it stops at {lesson.page.evaluate(FOCUSED)}")


def _work(keys, kind: str) -> None:
    """Do with the keyboard what changes a control of this kind."""
    if kind == "list":
        keys.press("ArrowDown")
    elif kind == "slider":
        keys.press("ArrowRight")
    elif kind == "checkbox":
        keys.press("Space")
    elif kind in ("button", "mover"):
        keys.press("Enter")
    elif kind == "number":
        keys.press("Control+A")
        keys.type("7")
    else:
        keys.type("PFS 7")


OPEN_FOLDS = "open => { for (const part of document.querySelectorAll('.jp-OutputArea-output details')) part.open = open; }"
PICTURED = ".jp-OutputArea-output :is(figure, td) img"


def test_dark_axe_finds_nothing_and_no_picture_glares(lesson):
    themed(lesson.page, "Dark")
    lesson.page.evaluate(OPEN_FOLDS, True)
    assert violations(lesson, DARK, LESSON) == []
    lesson.page.evaluate(OPEN_FOLDS, False)
    assert (
        lesson.page.eval_on_selector_all(
            PICTURED, "all => all.filter(image => !getComputedStyle(image).filter.startsWith('invert')).length"
        )
        == 0
    )


SCROLLS_BY_KEYS = """() => [...document.querySelectorAll('.jp-OutputArea-output, .jp-OutputArea-output :is(figure, table)')]
    .every(wide => wide.scrollWidth <= wide.clientWidth + 1 || wide.tabIndex === 0)"""


# how wide what is moved, chosen or typed in is on a page as narrow as a telephone; the label stands above it
ROOM = """() => [...document.querySelectorAll('.jp-OutputArea-output :is(.slider-container, select, input:not([type=checkbox]))')]
    .filter(control => control.offsetParent && !control.closest('.widget-readout')).map(control => control.clientWidth)"""


# the pictures in sight are as wide as they were drawn, and fit the page
PICTURES = "[...document.querySelectorAll('.jp-OutputArea-output figure')].filter(figure => figure.offsetParent)"
FIT = f"""() => {PICTURES}.every(figure => {{
    const image = figure.querySelector('img');
    return figure.scrollWidth <= figure.clientWidth + 1 && image.clientWidth === image.naturalWidth;
}})"""
WIDE_AGAIN = f"() => {PICTURES}.every(figure => figure.querySelector('img').naturalWidth > 600)"


# captions, and names of groups, that are wider than what is seen of their table
CUT_NAMES = """() => [...document.querySelectorAll('.course-view [role=region] > table :is(caption, th[colspan]) > span')]
    .filter(name => name.offsetParent && name.offsetWidth > name.closest('[role=region]').clientWidth).map(name => name.innerText)"""


# tables, those in closed parts too, that are narrower than the page although they do not show all of themselves
SQUEEZED = """() => {
    const closed = [...document.querySelectorAll('.course-view details:not([open])')];
    for (const part of closed) part.open = true;
    const squeezed = [...document.querySelectorAll('.course-view [role=region]:has(> table)')].filter(frame => frame.offsetParent
        && frame.clientWidth < frame.scrollWidth && frame.clientWidth < 0.9 * frame.closest('.course-view').clientWidth);
    const names = squeezed.map(frame => frame.ariaLabel);
    for (const part of closed) part.open = false;
    return names;
}"""


def test_narrow_no_view_is_cut_off_and_axe_finds_nothing(lesson):
    lesson.page.set_viewport_size({"width": 560, "height": 900})
    lesson.page.evaluate("() => window.jupyterapp.shell.collapseLeft()")  # as one would: the file list takes half the page
    lesson.page.wait_for_function(FIT)  # the kernel has drawn them anew
    lesson.page.wait_for_function(SCROLLS_BY_KEYS)  # a moment after the page stands still
    assert violations(lesson, parts=LESSON) == []
    wide = lesson.page.evaluate(
        "() => [...document.querySelectorAll('.course-view')].filter(view => view.scrollWidth > view.clientWidth + 1).length"
    )
    assert wide == 0, "a view is wider than the page: its text is cut off"
    lesson.page.set_viewport_size({"width": 390, "height": 800})
    lesson.page.wait_for_function(FIT)  # and their text is no smaller
    assert min(lesson.page.evaluate(ROOM)) >= 100
    assert lesson.page.evaluate(CUT_NAMES) == [] == lesson.page.evaluate(SQUEEZED)
    assert lesson.page.get_by_role("button", name="▶ Start this lesson").bounding_box()["width"] > 100
    lesson.page.set_viewport_size(WIDE)
    lesson.page.evaluate("() => window.jupyterapp.shell.expandLeft()")
    lesson.page.wait_for_function(WIDE_AGAIN)
    lesson.settle()


# letters in a line of each long paragraph, on average
LETTERS = """() => [...document.querySelectorAll('.course-lesson :is(p, li)')]
    .filter(text => text.offsetParent && text.innerText.length > 200 && !text.querySelector('p, li, br'))
    .map(text => text.innerText.length / Math.round(text.clientHeight / parseFloat(getComputedStyle(text).lineHeight)))"""


def test_wide_no_line_is_too_long_to_be_read(lesson):
    lesson.page.set_viewport_size({"width": 1920, "height": 1080})
    lesson.page.wait_for_timeout(300)
    letters = lesson.page.evaluate(LETTERS)
    lesson.page.set_viewport_size(WIDE)
    assert len(letters) > 3 and max(letters) < 115


# a control that can still be reached: by focus, or by the pointer at its middle
REACHABLE = f"""() => [...document.querySelectorAll('.jp-OutputArea-output')].flatMap(output =>
    [...output.querySelectorAll('{CONTROLS}')].filter(element => element.closest('.jupyter-widgets') && element.offsetParent)
).filter(element => {{
    element.scrollIntoView({{ block: 'center' }});
    element.focus();
    const box = element.getBoundingClientRect();
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return document.activeElement === element || element.contains(hit);
}}).map(element => element.closest('.jupyter-widgets').innerText)"""


def at_rest(lesson) -> None:
    """Assert that no control can be changed, and that each view that has some says why."""
    lesson.page.wait_for_selector(".course-at-rest")
    assert lesson.page.evaluate(REACHABLE) == []
    notes = lesson.page.locator(".course-at-rest").all_inner_texts()
    assert (
        len(notes)
        == lesson.page.locator(".jp-OutputArea-output:has(.jupyter-button, .widget-inline-hbox:not(.widget-html))").count()
    )
    assert all("press Start this lesson" in note for note in notes)


def restarted(lesson, live: list[str]) -> None:
    """Assert that controls rest after a restart of the kernel, and live again once the lesson was run."""
    lesson.page.evaluate("async () => { await window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart(); }")
    at_rest(lesson)
    lesson.run()
    open_settings(lesson)
    assert lesson.page.locator(".course-at-rest").count() == 0 and len(lesson.page.evaluate(REACHABLE)) == len(live)


def test_saved_without_its_kernel_and_reopened_no_control_can_be_changed(lesson, course, page, lab):
    live = lesson.page.evaluate(REACHABLE)
    assert len(live) >= contract.CONTROLS
    if lesson.number == "03":  # a restart is the same in each lesson
        restarted(lesson, live)
    lesson.page.evaluate(
        """async () => {
            await window.jupyterapp.commands.execute('docmanager:save');
            await window.jupyterapp.serviceManager.sessions.shutdownAll();
        }"""
    )
    at_rest(lesson)
    saved = json.loads((course / lesson.path).read_text(encoding="utf-8"))
    assert "widgets" not in saved["metadata"]
    assert not [o for cell in saved["cells"] for o in cell.get("outputs", ()) if WIDGET_MIME in o.get("data", {})]
    assert lesson.page.locator(".jupyter-widgets").count() > 10, "the page that was saved goes on"
    lesson.end()
    Lesson(page, lab, lesson.path).open_sections()
    assert lesson.page.locator(".jupyter-widgets").count() == 0
    shows_its_content(lesson)
