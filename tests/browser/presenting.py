"""Present a lesson, and read what stands on the screen."""

from __future__ import annotations

COMMAND = "myeloma-maintenance-course:present"
SIZES = {1280: (800, 24), 1920: (1080, 36)}  # width: height, the smallest text in px
FITTED = 0.65  # of that size, in a picture that would else not stand on one screen with its controls

SEEN = """() => {
    const zoom = Number(getComputedStyle(document.body).getPropertyValue('--course-zoom'));
    const page = document.querySelector('.course-stage .jp-WindowedPanel-outer');
    const shown = [...page.querySelectorAll('p, li, td, th, label, button, select, summary, .widget-label')]
        .filter(node => node.offsetParent && node.innerText.trim());
    const cells = [...page.querySelectorAll('.jp-Cell')].filter(cell => cell.offsetParent);
    return {
        said: document.querySelector('.course-bar [role=status]').innerText,
        top: page.scrollTop,
        smallest: Math.min(...shown.map(node => parseFloat(getComputedStyle(node).fontSize) * zoom)),
        labels: [...page.querySelectorAll('.jupyter-widgets figure img')].filter(image => image.offsetParent).map(image => ({
            size: 12 * zoom * Math.min(image.clientWidth / image.naturalWidth, image.clientHeight / image.naturalHeight),
            low: image.naturalHeight <= 200,
        })),
        ends: [...page.querySelectorAll('.course-view:not(.course-prediction *):has(figure.course-low)')].flatMap(view => {
            if (!view.offsetParent) return [];
            const folds = [...view.querySelectorAll('details')].map(part => part.getBoundingClientRect().top);
            const image = view.querySelector('figure img');
            return {
                end: Math.min(...folds) - view.closest('.jp-OutputArea-output').getBoundingClientRect().top,
                size: 12 * zoom * Math.min(image.clientWidth / image.naturalWidth, image.clientHeight / image.naturalHeight),
            };
        }),
        wide: Math.max(...cells.map(cell => cell.getBoundingClientRect().right)) - window.innerWidth,
        focused: document.activeElement.innerText.trim(),
        lab: [...document.querySelectorAll('#jp-top-panel, .jp-SideBar, .jp-NotebookPanel-toolbar')]
            .filter(n => n.offsetParent).length,
    };
}"""
# the pictures of a lesson that runs; one that was never run keeps those that were stored
LIVE = "[...document.querySelectorAll('.course-lesson .jupyter-widgets figure img')]"
DRAWN_FOR_THE_ROOM = f"() => {LIVE}.every(image => image.complete && image.naturalWidth && image.naturalWidth < 600)"
DRAWN_FOR_THE_PAGE = f"() => {LIVE}.every(image => image.complete && image.naturalWidth > 600)"
# without a change of the window's size: no line runs out of sight, and the toolbar has its buttons
WHOLE_AGAIN = """() => {
    const { node, content, toolbar } = window.jupyterapp.shell.currentWidget;
    return content.node.offsetWidth <= node.clientWidth && toolbar.node.querySelector('.course-first')?.offsetWidth > 100;
}"""
BAR = 34  # px that the presenter's own bar takes
STATE = """() => ({
    body: [...document.body.classList].filter(name => name.startsWith('course-') && name !== 'course-code-hidden'),
    left: document.querySelectorAll('.course-bar, .course-way, .course-off-stage, .course-stage, .course-hands').length,
    collapsed: [...document.querySelectorAll('.jp-MarkdownHeadingCollapsed')].filter(n => n.offsetParent).length,
    toolbar: document.querySelector('.course-lesson .jp-Toolbar').getBoundingClientRect().height > 0,
})"""


def present(lesson) -> None:
    lesson.page.evaluate("command => window.jupyterapp.commands.execute(command)", COMMAND)
    lesson.page.wait_for_selector(".course-bar")
    lesson.page.wait_for_function(DRAWN_FOR_THE_ROOM)


def walk(lesson) -> list[dict]:
    """Press Page Down until nothing changes any more; return what was seen on each screen."""
    screens = [lesson.page.evaluate(SEEN)]
    while True:
        lesson.page.keyboard.press("PageDown")
        lesson.page.wait_for_timeout(60)
        seen = lesson.page.evaluate(SEEN)
        if (seen["said"], seen["top"]) == (screens[-1]["said"], screens[-1]["top"]):
            return screens
        screens.append(seen)
        assert len(screens) < 80, "it does not end"


def every_section_is_large_and_whole(lesson, width: int) -> list[dict]:
    """Present a lesson at one of ``SIZES``, go through all its sections, and leave: it must then be as it was."""
    page = lesson.page
    height, smallest = SIZES[width]
    page.set_viewport_size({"width": width, "height": height})
    before = page.evaluate(STATE)
    present(lesson)
    page.keyboard.press("d")
    screens = walk(lesson)
    total = int(screens[0]["said"].split(" of ")[1].split(":")[0])
    assert [*dict.fromkeys(screen["said"].split(" of ")[0] for screen in screens)] == [str(n + 1) for n in range(total)]
    assert total > 5 and any("Under the hood" in screen["said"] for screen in screens)
    for screen in screens:
        assert screen["smallest"] >= smallest, screen
        assert screen["wide"] <= 1 and screen["lab"] == 0, screen
        for explorer in screen["ends"]:  # from its controls to its caution on one screen, unless nobody could read it then
            assert explorer["end"] <= height - BAR or explorer["size"] >= smallest, screen
        for label in screen["labels"]:  # of 9 points; a picture that is not so low is fitted to the screen
            assert label["size"] >= smallest * (1 if label["low"] else FITTED), screen
    assert screens[0]["focused"] == screens[0]["said"].split(": ", 1)[1]
    page.keyboard.press("Escape")
    page.wait_for_function("() => !document.querySelector('.course-bar')")
    assert page.evaluate(STATE) == before
    page.wait_for_function(WHOLE_AGAIN)
    page.wait_for_function(DRAWN_FOR_THE_PAGE)
    return screens
