"""How far below its top the first layer of an explorer or a prediction ends on a small screen, at every choice.

No kernel is asked: what the explorer would show is made here, and laid out by the browser in the explorer's own place on the
page, with JupyterLab's own style and width. Only the size of a picture counts, so pictures are empty ones of that size.
"""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass

import nbformat
import pytest

from helpers.evidence import load
from helpers.learn.notebook_text import notebook
from helpers.learn.progress import Progress
from helpers.lessons import explorers, modules
from helpers.lessons.lesson import Explored
from helpers.show import view
from helpers.show.charts import style, svg
from helpers.show.page import Page
from helpers.show.pictures import Chart, drawn
from helpers.widgets import quiz
from helpers.widgets.explorer import Explorer, label_of
from helpers.widgets.quiz import Prediction
from tests.support.drive import drive

FIRST_LAYER = 600  # pixels
SMALL_SCREEN = {"width": 1280, "height": 800}
# lay out each text in the last view of a cell's output, and return how far below the output's top it ends
LAY_OUT = """async ([source, texts]) => {
    const cell = window.jupyterapp.shell.currentWidget.content.widgets
        .find(cell => cell.model.type === 'code' && cell.model.sharedModel.source === source);
    const output = cell.node.querySelector('.jp-OutputArea-output');
    const view = [...output.querySelectorAll('.course-view')].at(-1).querySelector('.widget-html-content');
    const before = view.innerHTML, ends = [];
    for (const text of texts) {
        view.innerHTML = text;
        await Promise.all([...view.querySelectorAll('img')].map(image => image.decode()));
        ends.push(view.getBoundingClientRect().bottom - output.getBoundingClientRect().top);
    }
    view.innerHTML = before;
    return ends;
}"""


def lay_out(page, source: str, texts: list[str]) -> list[float]:
    """Return how many pixels below the top of the output of the cell ``source`` each text ends, shown there as a view."""
    return page.evaluate(LAY_OUT, [source, texts])


class Sized(Exception):
    """A figure of which only the size is known, raised in its place before anything is drawn in it."""

    def get_size_inches(self) -> tuple[float, float]:
        """Return width and height."""
        return self.args

    def get_figheight(self) -> float:
        """Return the height in inches."""
        return self.args[1]


@dataclass(frozen=True)
class Blank:
    """A chart with nothing in it but its alternative text, as large as the one that it stands for."""

    chart: Chart

    @property
    def alt(self) -> str:
        """The alternative text."""
        return self.chart.alt

    def draw(self, page: Page) -> Sized:
        """Return the size of the figure."""
        try:
            self.chart.draw(page)
        except Sized as size:
            return size
        raise AssertionError(f"{self.alt} is no sheet")


def empty_picture(figure) -> str:
    """Return an empty SVG of a figure's size."""
    width, height = (72 * inches for inches in figure.get_size_inches())
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}"/>'


@contextlib.contextmanager
def blank_pictures() -> Iterator[None]:
    """Draw nothing meanwhile: pictures are empty ones of their size, which each chart knows before it draws."""

    def sized(width: float, height: float):
        raise Sized(width, height)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(style, "new_figure", sized)
        for module in (view, quiz):
            patch.setattr(module, "drawn", lambda chart, page: drawn(Blank(chart), page))
        patch.setattr(svg, "svg_text", empty_picture)
        yield


def shown_at(explorer: Explorer) -> Iterator[tuple[str, str]]:
    """Yield every choice in words, and what the explorer shows at it."""
    for choices, _view in drive(explorer):
        made = (f"{control.description}: {label_of(control, choices[name])}" for name, control in explorer.controls.items())
        yield "; ".join(made), explorer.output.value


def revealed(prediction: Prediction) -> Iterator[tuple[str, str]]:
    """Yield what a prediction shows after a guess far off, which it has most to say about."""
    with tempfile.TemporaryDirectory() as folder:  # a guess that was kept would open the prediction in every later test
        prediction.progress = Progress(f"{folder}/progress.json")
        if prediction.question.options:
            prediction.control.value = prediction.question.options[0].letter
        else:
            prediction.control.field.value = "3"
        prediction.answer()
    yield "revealed", prediction.feedback.value


def everything_shown(lesson: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield the code of each cell that shows an explorer or a prediction, and all that can be shown there."""
    module = modules()[lesson]
    for cell in nbformat.read(notebook(load(), lesson), as_version=4).cells:
        called = re.fullmatch(r"lesson\.(\w+)\((\d?)\)", cell.source) if cell.cell_type == "code" else None
        made = getattr(module, called[1], None) if called else None
        if called and called[1] == "prediction":
            yield cell.source, list(revealed(made(*map(int, called[2]))))
        elif isinstance(made, Explored):
            yield cell.source, list(shown_at(made()))


def too_low(page, lesson: str) -> list[str]:
    """Return each choice at which a first layer of a lesson, run on this page, ends too low, with the pixels."""
    with blank_pictures():
        everything = list(everything_shown(lesson))
    assert len(everything) > len(explorers(modules()[lesson]))
    found = []
    for source, shown in everything:
        ends = lay_out(page, source, [text for _choices, text in shown])
        pairs = zip(ends, shown, strict=True)
        found += [f"{source} {end:.0f}: {choices}" for end, (choices, _text) in pairs if end > FIRST_LAYER]
    return found
