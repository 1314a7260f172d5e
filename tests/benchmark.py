"""Measure in a real Chromium how fast the explorers answer: ``uv run python -m tests.benchmark``.

One run, one JupyterLab, one kernel. Each change is timed in the page, from the key going down to the changed view with its
pictures decoded ("changed"), and to the frame in which it is painted ("painted"). Everything is stated as a multiple of the
empty echo (a callback that sets a label), measured before and after the explorers, because a machine's speed varies and the
echo is what ipywidgets itself needs. The naive peer is the people chart by ``interact`` and ``pyplot``.

Not a test: a time that fails on a busy machine teaches people to ignore failures.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

import nbformat
from playwright.sync_api import Page, sync_playwright

from tests.support.lab import CHROMIUM_FLAGS, Lesson, find_chromium, lab_server

CHANGES = 40
CELLS = (
    """import ipywidgets as widgets
slider, label = widgets.IntSlider(description="Echo", max=200), widgets.Label("0")
slider.observe(lambda change: setattr(label, "value", str(change.new)), "value")
label.add_class("course-view")
widgets.VBox([slider, label])""",
    "from helpers.lessons import lesson_03, lesson_06\nlesson_03.headline_explorer()",
    "lesson_03.people_explorer()",
    "lesson_03.curves_explorer()",
    "lesson_03.restricted_mean_explorer()",
    "lesson_06.comparison_explorer()",
    "lesson_06.trial_explorer()",
    """import matplotlib.pyplot as plt
from helpers.evidence import load
from helpers.views.survival import people_view
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
TIME_ONE_CHANGE = """([index, picture]) => {
    const view = document.querySelectorAll('.course-view')[index];
    const before = view.querySelector('img')?.src;
    window.pending = new Promise((resolve, reject) => {
        let start;
        setTimeout(() => reject(new Error(`view ${index} did not change within 10 s`)), 10000);
        const down = () => { start = performance.now(); window.removeEventListener('keydown', down, true); };
        window.addEventListener('keydown', down, true);
        const observer = new MutationObserver(async () => {
            const image = view.querySelector('img');
            if (picture && (!image || image.src === before)) return;
            observer.disconnect();
            await Promise.all([...view.querySelectorAll('img')].map(i => i.decode().catch(() => null)));
            const changed = performance.now() - start;
            requestAnimationFrame(() => resolve([changed, performance.now() - start]));
        });
        observer.observe(view, {childList: true, subtree: true, characterData: true, attributes: true});
    });
}"""


@dataclass
class Series:
    """The times of one kind of change: (changed, painted) in milliseconds."""

    name: str
    times: list[tuple[float, float]]
    aim: str = ""

    def line(self, echo: tuple[float, float]) -> str:
        """Return one line of the report: number of changes, medians, and as multiples of the echo."""
        changed, painted = (statistics.median(column) for column in zip(*self.times, strict=True))
        slow = sorted(time for time, _ in self.times)[int(0.95 * (len(self.times) - 1))]
        return (
            f"{self.name:46} {len(self.times):3}  {changed:6.1f} ms  {changed / echo[0]:5.2f}  {slow / echo[0]:5.2f}"
            f"  {painted / echo[1]:7.2f}   {self.aim}"
        )


def timed(page: Page, name: str, view: int, keys: Iterator[str], aim: str = "", picture: bool = False) -> Series:
    """Press keys one by one on the focused control and time each change of a view."""
    times = []
    for key in keys:
        page.evaluate(TIME_ONE_CHANGE, [view, picture])
        page.keyboard.press(key)
        times.append(tuple(page.evaluate("() => window.pending")))
    return Series(name, times, aim)


def slider(page: Page, name: str, view: int, label: str, index: int = 0, changes: int = CHANGES, picture: bool = False):
    """Time a slider going up (not seen before) and down again (seen)."""
    page.get_by_role("slider", name=label).nth(index).focus()
    yield timed(page, f"{name}, not seen before", view, islice(cycle(["ArrowRight"]), changes), "2.5", picture)
    yield timed(page, f"{name}, seen", view, islice(cycle(["ArrowLeft"]), changes), "1.3", picture)


def dropdown(page: Page, name: str, view: int, label: str, steps: int, aim: str):
    """Time a drop-down list going down (not seen before) and up and down again (seen)."""
    page.get_by_label(label, exact=True).last.focus()
    yield timed(page, f"{name}, not seen before", view, islice(cycle(["ArrowDown"]), steps), aim)
    yield timed(page, f"{name}, seen", view, islice(cycle(["ArrowUp"] * steps + ["ArrowDown"] * steps), CHANGES), "1.3")


def echo(page: Page, when: str) -> Series:
    """Time the empty echo."""
    page.get_by_role("slider", name="Echo").focus()
    return timed(page, f"empty echo, {when}", 0, islice(cycle(["ArrowRight"]), CHANGES))


def check_boxes(page: Page) -> Series:
    """Time the comparison table: one feature after another is ticked and unticked."""
    boxes = page.locator(".widget-checkbox input")
    times: list[tuple[float, float]] = []
    for index in islice(cycle(range(5, boxes.count())), CHANGES):
        boxes.nth(index).focus()
        times += timed(page, "", 5, iter(["Space"])).times
    return Series("comparison table, not seen before", times, "1.3")


def measure(page: Page) -> list[Series]:
    """Time every explorer."""
    found = [echo(page, "before")]
    found += dropdown(page, "headline, by report", 1, "Report", 9, "2.5")
    found += slider(page, "people chart", 2, "Time (months)", 0)
    found += slider(page, "curves, by time", 3, "Time (months)", 1)
    found += slider(page, "curves, by shape", 3, "Shape of the curves", changes=20)
    found += slider(page, "restricted mean", 4, "Horizon (months)", changes=10)
    found.append(check_boxes(page))
    found += dropdown(page, "trials, by endpoint", 6, "Endpoint", 5, "2.5")
    page.get_by_role("slider", name="Naive").focus()
    found.append(timed(page, "naive peer: interact and pyplot", 7, islice(cycle(["ArrowRight"]), CHANGES), "", True))
    found.append(echo(page, "after"))
    return found


def main() -> None:
    """Write a notebook of explorers, run it in JupyterLab, and print the table of times."""
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("No Chromium was found: install it (Debian: apt-get install chromium).")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
        kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)"}
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), root / "benchmark.ipynb")
        with lab_server(root, root / "scratch") as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
            lesson = Lesson(browser.new_page(viewport={"width": 1280, "height": 900}), address, "benchmark.ipynb", stored=False)
            lesson.run()
            series = measure(lesson.page)
            errors = lesson.errors()
            lesson.close()
            browser.close()
    if errors:
        raise SystemExit(f"The kernel published an error: {errors[0]}")
    echoes = [*series[0].times, *series[-1].times]
    base = tuple(statistics.median(column) for column in zip(*echoes, strict=True))
    print(f"{'change':46} {'n':>3}  {'changed':>9}  {'x echo':>6}  {'95th':>5}  {'painted':>7}  {'aim':>4}")
    for one in series:
        print(one.line(base))


if __name__ == "__main__":
    main()
