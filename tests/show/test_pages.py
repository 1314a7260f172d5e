"""Are pictures drawn for the page in front of the reader, and again when it changes, and is nothing lost by it?"""

from __future__ import annotations

import re
import threading
import time
import weakref
from types import SimpleNamespace

import pytest

from helpers.jupyter import kernel
from helpers.lessons.shared.headline import HEADLINE, headline_view
from helpers.show import page, view
from helpers.show.charts.ratios import IntervalChart
from helpers.show.charts.rows import Line, row_chart
from helpers.show.charts.sheet import text_width, wrapped
from helpers.show.page import MIDDLE, NARROW, PAGES, WIDE
from helpers.show.view import View
from helpers.widgets.controls import dropdown
from helpers.widgets.explorer import Explorer
from helpers.widgets.quiz import Prediction
from tests.conftest import ROOT
from tests.show.test_charts import texts
from tests.support.said import make


@pytest.fixture
def turned(monkeypatch):
    """Turn pages in a test, and back after it; nobody else follows."""
    monkeypatch.setattr(page, "_followers", weakref.WeakSet())
    yield page.turn
    page.turn("wide")


def widths(html: str) -> list[float]:
    """Return the widths of the pictures of a page, in inches."""
    return [float(points) / 72 for points in re.findall(r"%3Csvg[^>]*? width='([\d.]+)pt'", html)]


def test_an_explorer_is_drawn_anew_for_the_page_and_says_the_same(turned):
    explorer = make("03", "headline")
    wide = explorer.output.value
    for kind in (NARROW, MIDDLE):
        turned(kind.name)
        assert widths(explorer.output.value) == pytest.approx([kind.width], abs=0.01)
        assert re.sub(r"<figure.*?</figure>", "", explorer.output.value) == re.sub(r"<figure.*?</figure>", "", wide)
    turned("wide")
    assert explorer.output.value == wide and widths(wide) == pytest.approx([WIDE.width], abs=0.01)


def test_one_that_cannot_be_drawn_keeps_no_other_from_it(turned):
    def named(letter: str) -> View:
        return View(f"{letter}, {page.current().name}")

    def broken(letter: str) -> View:
        if page.current() == NARROW:
            raise ValueError("no room")
        return View(letter)

    explorers = [Explorer("t", view, {"letter": dropdown("Letter", [("a", "a"), ("b", "b")])}) for view in (named, broken, named)]
    for explorer in explorers:
        explorer.choose(letter="b")
    with pytest.raises(ValueError, match="no room"):
        turned("narrow")
    first, bad, last = (explorer.output.value for explorer in explorers)
    assert "b, narrow" in first and "b, narrow" in last and "no room" in bad


def test_a_choice_made_while_the_page_turns_is_what_stands_there_in_the_end(turned):
    """The page's messages and those of widgets reach the kernel in threads of their own."""
    begun = threading.Event()

    def view(letter: str) -> View:
        if letter == "a" and page.current() == NARROW:
            begun.set()
            time.sleep(0.3)  # the page's own drawing takes long, and the choice comes meanwhile
        return View(f"This is {letter}.")

    explorer = Explorer("Test", view, {"letter": dropdown("Letter", [(letter, letter) for letter in "abc"], "c")})
    explorer.controls["letter"].value = "a"
    turning = threading.Thread(target=turned, args=("narrow",))
    turning.start()
    assert begun.wait(10)
    explorer.controls["letter"].value = "b"
    turning.join()
    assert "This is b." in explorer.output.value


def test_a_page_that_nobody_knows_changes_nothing(turned):
    turned("narrow")
    for name in ("", "None", "<b>", "NARROW"):
        turned(name)
        assert page.current() == NARROW


def test_the_kernel_follows_what_the_page_says(turned):
    heard = []
    comm = SimpleNamespace(on_msg=heard.append)
    kernel.follow_page(comm, {"content": {"data": {"page": "middle"}}})
    assert page.current() == MIDDLE
    for said, expected in (({"page": "narrow"}, NARROW), ({}, NARROW), ({"page": 3}, NARROW), ({"page": "wide"}, WIDE)):
        heard[0]({"content": {"data": said}})
        assert page.current() == expected
    registered = {}
    shell = SimpleNamespace(
        set_custom_exc=lambda *_: None,
        kernel=SimpleNamespace(comm_manager=SimpleNamespace(register_target=registered.__setitem__)),
    )
    kernel.load_ipython_extension(shell)
    assert registered == {"myeloma-maintenance-course": kernel.follow_page}


def test_a_view_that_stands_alone_is_shown_anew_in_its_place(evidence, turned, monkeypatch):
    shown = []
    monkeypatch.setattr(view, "display", lambda bundle, raw, display_id: shown.append((bundle, display_id)))
    monkeypatch.setattr(view, "update_display", lambda bundle, raw, display_id: shown.append((bundle, display_id)))
    alone = headline_view(evidence, HEADLINE, "PFS")
    alone._ipython_display_()
    turned("narrow")
    (first, place), (second, same) = shown
    assert place == same and first["text/plain"] == second["text/plain"]
    assert (widths(first["text/html"]), widths(second["text/html"])) == (
        pytest.approx([8.8], abs=0.01),
        pytest.approx([3.0], abs=0.01),
    )
    with pytest.raises(NotImplementedError):
        view.View("no picture")._ipython_display_()


def test_a_prediction_keeps_guess_and_reveal_on_another_page(turned):
    prediction: Prediction = make_prediction()
    prediction.control.value = 40
    turned("narrow")
    assert widths(prediction.axis.value) == pytest.approx([3.0], abs=0.01) and "your guess: 40 months" in prediction.axis.value
    prediction.answer()
    assert widths(prediction.feedback.value) == pytest.approx([3.0], abs=0.01)
    turned("wide")
    assert widths(prediction.feedback.value) == pytest.approx([8.8], abs=0.01)
    assert "You predicted 40 months" in prediction.feedback.value and "52.8 months" in prediction.feedback.value


def make_prediction() -> Prediction:
    """Return the first prediction of lesson 03."""
    from helpers.lessons import lesson_03

    return lesson_03.prediction()


@pytest.mark.parametrize("kind", PAGES.values(), ids=PAGES)
def test_rows_keep_every_word_and_marks_keep_room(kind):
    lines = [
        Line("Trials", heading=True),
        Line(
            "A trial with a name that is long enough for two lines", ("18 months", "0.50 (interval not reported)"), indented=True
        ),
        Line("B", ("2 months", "0.48 (0.41 to 0.55)"), indented=True),
    ]
    chart = row_chart(kind, "A title of some length, so that it has to be broken", lines, "Months", ("Gap", "Ratio"), spare=1)
    said = " ".join(texts(chart.sheet.figure))
    kept = {word for line in lines for part in (line.label, *line.words) for word in part.split()}
    left_out = {"18", "2", "months"} if kind == MIDDLE else set()
    assert kept - left_out <= set(re.sub(r"[;,]", "", said).split())
    assert chart.axes.get_position().width * kind.width > 1
    assert len(chart.places) == 2 and list(chart.places) == sorted(chart.places)
    assert max(chart.sheet.figure.get_size_inches()[:1]) <= kind.width


def test_words_are_broken_where_they_end_and_nowhere_else():
    assert wrapped("one two three", 100) == ["one two three"]
    assert wrapped("one two three", 0.01) == ["one", "two", "three"]
    for line in wrapped("Hazard ratio (log scale); below 1: fewer events", 1.5):
        assert text_width(line) <= 1.5


@pytest.mark.parametrize("kind", PAGES.values(), ids=PAGES)
def test_every_ratio_keeps_its_place_on_its_axis_on_every_page(kind):
    chart: IntervalChart = make("04", "survival").current.chart
    figure = chart.draw(kind)
    drawn = [line.get_xdata()[0] for line in figure.axes[0].lines if line.get_marker() == "s"]
    assert drawn == [line.get_xdata()[0] for line in chart.draw().axes[0].lines if line.get_marker() == "s"] and len(drawn) > 5
    assert {round(text.get_fontsize(), 1) for text in figure.texts} <= {9.0, 9.5, 11.0, 11.5, 12.0}


def test_the_page_and_the_kernel_mean_the_same_widths():
    script = (ROOT / "helpers/jupyter/labextension/static/page_kinds.js").read_text(encoding="utf-8")
    numbers = {name: int(pixels) for name, pixels in re.findall(r"(WIDE|MIDDLE) = (\d+)", script)}
    assert numbers == {"WIDE": round(96 * WIDE.width), "MIDDLE": round(96 * MIDDLE.width)}
    assert f"'{kernel.COURSE}'" in script
