"""How fast explorers answer to a key, pressed singly or held down, in a real Chromium.

A key pressed as soon as the view before it is there waits for the kernel to report that it is idle: ipywidgets sends one change
of a control at a time. So single changes have a rest between them, and a held key is measured by itself. The echo (a callback
that sets a label) is what ipywidgets needs by itself; the naive peer is the people chart by ``interact`` and pyplot.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, TimeoutError

from tests.support.lab import Lesson, Server

from .lessons import write_notebook
from .table import markdown, middle_and_slow, row

KEYS = 40  # for each way; fewer where an explorer has fewer choices
REST = 250  # ms between a view and the next single key
REPEAT = 33  # ms between two keys of a key held down: about 30 a second, as keyboards do
CELLS = (
    """import ipywidgets as widgets
slider, label = widgets.IntSlider(description="Echo", max=200), widgets.Label("0")
slider.observe(lambda change: setattr(label, "value", str(change.new)), "value")
label.add_class("course-view")
widgets.VBox([slider, label])""",
    "from helpers.lessons import lesson_03, lesson_06\nlesson_03.people_explorer()",
    "lesson_06.comparison_explorer()",
    "lesson_06.trial_explorer()",
    """import matplotlib.pyplot as plt
from helpers.evidence import load
from helpers.lessons.lesson_03.modelled_survival import people_view
def naive(months):
    chart, figure = people_view(load(), months).chart, plt.figure(figsize=(7.2, 3.9))
    figure.suptitle(chart.title)
    for index, (name, free, _) in enumerate(chart.groups):
        axes = figure.add_subplot(1, 2, index + 1)
        points = [(i % 10, 9 - i // 10) for i in range(100)]
        axes.plot(*zip(*points[:free]), "o") if free else None
        axes.plot(*zip(*points[free:]), "x") if free < 100 else None
        axes.set_title(name); axes.axis("off")
    plt.show()
naive_widget = widgets.interactive(naive, months=widgets.IntSlider(description="Naive", value=24, max=120))
naive_widget.children[-1].add_class("course-view")
naive_widget""",
)
ECHO, PEOPLE, COMPARISON, TRIALS, NAIVE = range(5)  # places of the views on the page
# notes the time of each key, and of each view that differs from the one before once its pictures are decoded
WATCH = """([index, picture]) => {
    const view = document.querySelectorAll('.course-view')[index];
    const said = () => (view.querySelector('img')?.src ?? '') + view.innerText;
    window.watched?.disconnect();
    window.keys = [];
    window.views = [];
    if (!window.listens) window.addEventListener('keydown', () => window.keys.push(performance.now()), true);
    window.listens = true;
    let last = said();
    window.watched = new MutationObserver(async () => {
        if (picture && !view.querySelector('img')) return;
        if (said() === last) return;
        last = said();
        await Promise.all([...view.querySelectorAll('img')].map(image => image.decode().catch(() => null)));
        window.views.push(performance.now());
    });
    window.watched.observe(view, {childList: true, subtree: true, characterData: true, attributes: true});
}"""
OPPOSITE = {"ArrowRight": "ArrowLeft", "ArrowDown": "ArrowUp", "ArrowUp": "ArrowDown", "Space": "Space"}


@dataclass(frozen=True)
class Walk:
    """A way through one explorer: which control gets which key; every choice on it is a new one."""

    name: str
    view: int
    steps: tuple[tuple[object, str], ...]
    picture: bool = False

    def back(self) -> Walk:
        """Return the same way back: every choice on it was seen."""
        steps = tuple((control, OPPOSITE[key]) for control, key in reversed(self.steps))
        return Walk(f"{self.name}, seen", self.view, steps, self.picture)


def walks(page: Page) -> list[Walk]:
    """Return the ways to measure."""

    def slider(name: str) -> object:
        return page.get_by_role("slider", name=name)

    compare = page.get_by_label("Compare", exact=True)
    others = compare.locator("option").count() - 1
    endpoint, sort = (page.get_by_label(label, exact=True).last for label in ("Endpoint", "Sort by"))
    options = endpoint.locator("option").count() - 2  # the last has no row, so nothing to sort
    ways = itertools.cycle((["ArrowDown"] * options, ["ArrowUp"] * options))
    trials = []
    for _ in range(sort.locator("option").count() - 1):
        trials += [*((endpoint, key) for key in next(ways)), (sort, "ArrowDown")]
    there = [
        Walk("people chart", PEOPLE, ((slider("Time (months)"), "ArrowRight"),) * KEYS),
        Walk("comparison table", COMPARISON, ((compare, "ArrowDown"),) * others),
        Walk("trials table", TRIALS, tuple(trials[:KEYS])),
    ]
    naive = Walk("naive peer", NAIVE, ((slider("Naive"), "ArrowRight"),) * KEYS, picture=True)
    echo = Walk("empty echo", ECHO, ((slider("Echo"), "ArrowRight"),) * KEYS)
    return [echo, naive, *(way for walk in there for way in (walk, walk.back()))]


def press_singly(page: Page, walk: Walk) -> list[float]:
    """Press one key after another, with a rest after each view; return the time from each key to its view."""
    times = []
    for control, key in walk.steps:
        control.focus()
        page.wait_for_timeout(REST)
        page.evaluate(WATCH, [walk.view, walk.picture])
        page.keyboard.press(key)
        try:
            page.wait_for_function("() => window.views.length")
        except TimeoutError:
            raise SystemExit(f"{walk.name}: {key} on {control} changed no view.") from None
        times.append(page.evaluate("() => window.views[0] - window.keys[0]"))
    return times


def hold_down(page: Page, walk: Walk) -> tuple[list[float], float]:
    """Press all keys at the pace of a held one; return the times between two views, and from the last key to the last view."""
    page.wait_for_timeout(REST)
    page.evaluate(WATCH, [walk.view, walk.picture])
    start = time.perf_counter()
    for number, (control, key) in enumerate(walk.steps):
        if number == 0 or control is not walk.steps[number - 1][0]:
            control.focus()
        page.keyboard.press(key)
        left = start + (number + 1) * REPEAT / 1000 - time.perf_counter()
        time.sleep(max(left, 0))
    page.wait_for_function("() => performance.now() - Math.max(window.keys.at(-1), window.views.at(-1) ?? 0) > 1500")
    views, last = page.evaluate("() => [window.views, window.keys.at(-1)]")
    return [later - earlier for earlier, later in itertools.pairwise(views)], views[-1] - last


def single_rows(page: Page) -> Iterator[str]:
    """Measure single changes; yield the rows of their table."""
    middles: list[float] = []
    for walk in walks(page):
        times = press_singly(page, walk)
        yield row([walk.name, len(times), *compared(times, middles)])


def held_rows(page: Page) -> Iterator[str]:
    """Measure a key held down; yield the rows of its table."""
    middles: list[float] = []
    for walk in walks(page):
        times, after = hold_down(page, walk)
        yield row([walk.name, len(walk.steps), len(times) + 1, *compared(times, middles), f"{after:.0f}"])


def compared(times: list[float], middles: list[float]) -> list[str]:
    """Return median, 95th percentile and ratios to the echo and the peer, whose medians come first; note the median."""
    middle, slow = middle_and_slow(times)
    middles.append(middle)
    naive = f"{middle / middles[1]:.2f}" if len(middles) > 1 else ""
    return [f"{middle:.0f}", f"{slow:.0f}", f"{middle / middles[0]:.1f}", naive]


def report(root: Path, server: Server, browser) -> Iterator[str]:
    """Measure both ways, each in a kernel of its own, so that what is new is new."""
    write_notebook(root / "changes.ipynb", *CELLS)
    measures = ("median, ms", "95th, ms", "x echo", "x naive")
    single = ("single keys: from key to view", "keys", *measures)
    held = ("key held down: between two views", "keys", "views", *measures, "after the last key, ms")
    yield f"From the key to the changed view, {REST} ms of rest between; then keys {REPEAT} ms apart, as a held key sends them."
    for header, measure in ((single, single_rows), (held, held_rows)):
        lesson = Lesson(browser.new_page(viewport={"width": 1280, "height": 900}), server, "changes.ipynb", stored=False)
        lesson.run()
        yield from ["", *markdown(header, [])]
        yield from measure(lesson.page)
        errors = lesson.errors()
        lesson.close()
        if errors:
            raise SystemExit(f"The kernel published an error: {errors[0]}")
