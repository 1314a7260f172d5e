"""Read a lesson's page: its views, its pictures, what axe-core finds."""

from __future__ import annotations

import contextlib
import re

from tests.browser.axe import QUICK, read_by_axe

AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"target-size": {"enabled": True}},  # new in WCAG 2.2, and off unless asked for
    "resultTypes": ["violations", "incomplete"],  # every rule is run; what passed is told by one element a rule, not by thousands
}
OUTPUTS = ".jp-OutputArea-output"
# and its prose, the code of its exercises, and what the course adds to the toolbar
LESSON = {"include": [[OUTPUTS], [".jp-MarkdownOutput"], [".cm-line"], [".course-button"]]}
PRESENTER = {"include": [[".course-bar"], [".course-hands"]]}
DARK = AXE | {"runOnly": ["color-contrast"]}  # a dark page differs in its colours alone
# colours that axe-core cannot know: the arrow of a list is a picture, and one letter or a sign could be one as well
UNKNOWN = ("due to a background image", "too short to determine if it is actual text content", "only non-text characters")
BOTTOM = "() => window.jupyterapp.shell.currentWidget.content.outerNode.getBoundingClientRect().bottom"
LOWEST = """() => {
    const outer = window.jupyterapp.shell.currentWidget.content.outerNode;
    outer.scrollTop = 0;
    return Math.ceil(Math.max(...[...outer.querySelectorAll('.jp-Cell')].map(cell => cell.getBoundingClientRect().bottom)));
}"""
NO_MODEL = re.compile("model not found|Error displaying widget|could not be shown", re.IGNORECASE)


def outputs(lesson):
    """Return the outputs of the page."""
    return lesson.page.locator(".jp-OutputArea-output")


def pictures(lesson) -> list[dict]:
    """Return alternative text and natural width of every picture in the outputs, and whether it stands in a cell of a table."""
    return lesson.page.eval_on_selector_all(
        ".jp-OutputArea-output img",
        "all => all.map(image => ({alt: image.alt, width: image.naturalWidth, small: image.closest('td') !== null}))",
    )


def text_of(lesson) -> str:
    """Return the text of the notebook as it stands on the page, white space made single."""
    return " ".join(lesson.page.locator(".jp-Notebook").inner_text().split())


# where everything in the lesson is; and whether it was all there when this was last asked
STOOD_STILL = """() => {
    const all = window.jupyterapp.shell.currentWidget.content.outerNode.querySelectorAll('*');
    const boxes = [...all].map(element => Object.values(element.getBoundingClientRect().toJSON()).join()).join(' ');
    const still = boxes === window.boxesOfTheLesson;
    window.boxesOfTheLesson = boxes;
    return still;
}"""


@contextlib.contextmanager
def a_window_as_high_as_the_lesson(page):
    """Give the page a window in which nothing is scrolled out of sight, for as long as it is read; yield what lets it grow.

    axe-core leaves out colours and sizes of what it takes for hidden: what is scrolled away, and all that lies in JupyterLab's
    body, which is 0 px high and hides what runs over it.
    """
    size, browser = page.viewport_size, page.context.new_cdp_session(page)

    def window(height: int, dots: float) -> None:
        sizes = {"width": size["width"], "height": height, "deviceScaleFactor": dots, "mobile": False}
        browser.send("Emulation.setDeviceMetricsOverride", sizes)
        page.wait_for_function(f"height => Math.abs(({BOTTOM})() - height) < 100", arg=height)  # JupyterLab fills it

    def grow() -> bool:
        grown = False
        while (lowest := page.evaluate(LOWEST)) > page.evaluate(BOTTOM):  # a frame may grow with the window
            window(lowest + 200, 0.1)  # few dots: nobody looks
            grown = True
        return grown

    page.evaluate("() => { document.body.style.overflow = 'visible'; }")
    try:
        yield grow
    finally:
        page.evaluate("() => { document.body.style.overflow = ''; }")
        window(size["height"], 1)
        browser.detach()


def read_at_rest(page, parts: str | dict, options: dict, script: str = QUICK) -> dict:
    """Return what axe-core says of parts of a lesson that stood still, and all in sight, while it was read.

    Where something moves meanwhile, axe-core takes what it finds elsewhere for covered, or stops with an error.
    """
    with a_window_as_high_as_the_lesson(page) as grow:
        for _ in range(5):
            grow()
            page.wait_for_function(STOOD_STILL, polling=250)  # longer than the page waits until it tells the kernel its width
            found = read_by_axe(page, parts, options, script)
            if page.evaluate(STOOD_STILL) and not grow():
                return found
    raise AssertionError("The lesson moved each time that axe-core read it.")


def violations(lesson, options: dict = AXE, parts: str | dict = OUTPUTS) -> list[str]:
    """Return axe-core's findings on parts of the page, in a line each; it must have seen the colours of all texts."""
    lesson.page.mouse.move(0, 0)  # where another test left it, it may lie over a heading, or over a button
    lesson.settle()
    found = read_at_rest(lesson.page, parts, options)
    assert len(found["passes"]) > 5 or (options is DARK and found["passes"])
    unseen = [node for v in found["incomplete"] if v["id"] == "color-contrast" for node in v["nodes"]]
    unseen = [f"{node['html'][:80]}: {why}" for node in unseen if not (why := why_unknown(node)).endswith(UNKNOWN)]
    assert not unseen, unseen[:3]
    return [f"{v['id']}: {v['help']}: {v['nodes'][0]['html'][:200]}" for v in found["violations"]]


def why_unknown(node: dict) -> str:
    """Return why axe-core cannot know the colours of an element: the word of its check, or of the error that stopped it."""
    check = (node["any"] + node["none"])[0]
    return f"{check['data']['message']} {check['message']}" if check["id"] == "error-occurred" else check["message"]


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


def open_settings(lesson, before: str) -> None:
    """Open the further settings of the explorer whose last control in view has this label, by keyboard, if they are closed."""
    lesson.page.get_by_label(before, exact=True).focus()
    lesson.page.keyboard.press("Tab")
    if lesson.page.evaluate("() => document.activeElement.innerText") == "More settings":
        lesson.page.keyboard.press("Enter")
        lesson.page.wait_for_function("() => document.activeElement.innerText === 'Fewer settings'")


def open_fold(lesson, number: int, title: str) -> None:
    """Open a part of the ``number``-th view of the page by keyboard."""
    lesson.page.locator(".course-view").nth(number).locator("summary", has_text=title).focus()
    lesson.page.keyboard.press("Enter")
