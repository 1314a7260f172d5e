"""Does every control of every explorer work at every value, and do sentence, table, figure and sources agree there?"""

from __future__ import annotations

import asyncio
import html
import itertools
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache

import ipywidgets as widgets
import pytest

from helpers.lessons import explorers, modules
from helpers.lessons.lesson import EVERY, Explored, Lesson, choice, offered, same, ticks, whole
from helpers.show.charts import PeopleChart, svg
from helpers.show.citations import Reference
from helpers.show.page import MIDDLE, NARROW, WIDE
from helpers.show.table import Cell, Table
from helpers.show.view import View
from helpers.widgets.controls import HIDDEN, CheckboxGroup, PlainButton, dropdown, whole_slider
from helpers.widgets.explorer import Explorer, label_of, next_step
from tests.conftest import swallowed
from tests.support.drawn import covered_texts, cut_texts, printed_otherwise, recorded, well_formed
from tests.support.drive import conflicts_left_out, disagreements, drive, shorthand, too_long, values_of
from tests.support.said import (
    CELLS,
    PROVENANCE,
    block,
    cells,
    make,
    names,
    other_cells,
    pictures,
    reviewed,
    section,
    small_pictures,
)

FULLEST = 3  # charts of an explorer, those that say most, are drawn for the other kinds of page too
LESSONS = modules()
EXPLAINS = (PROVENANCE, "glossary")  # show rows of the data by their ids, and abbreviations beside their terms
EXPLORERS = [(lesson, name) for lesson in LESSONS for name in names(lesson)]


@cache
def listed(lesson: str) -> set[str]:
    """Return the sources that a lesson lists at its end."""
    return {source.source_id for source in LESSONS[lesson].sources().sources}


def described(widget: widgets.Widget) -> list[widgets.Widget]:
    """Return the sliders and number fields inside a widget."""
    inner = [found for child in getattr(widget, "children", ()) for found in described(child)]
    kinds = (widgets.IntSlider, widgets.FloatSlider, widgets.BoundedFloatText)
    return [widget, *inner] if isinstance(widget, kinds) else inner


def its_controls_are_named_and_few(explorer: Explorer) -> None:
    """Assert that each control has a name of its own that fits a narrow page, and that at most three are in view."""
    described_as = [control.description for control in explorer.controls.values()]
    assert all(described_as) and len(set(described_as)) == len(described_as)
    for control in described(explorer):
        assert len(control.description) <= 36, control.description
        assert float(control.layout.width.removesuffix("em")) >= 8 + 0.5 * len(control.description)
    first = [control for control in explorer.children[0].children if control is not explorer.further_button]
    further = explorer.further.children if explorer.further else ()
    assert len(first) <= 3 and {*first, *further} == set(explorer.controls.values())
    for shown, says in (("flex", "Fewer settings"), ("none", "More settings")) if further else ():
        assert explorer.further.layout.display != shown
        explorer.further_button.press()
        assert (explorer.further.layout.display, explorer.further_button.description) == (shown, says)


def its_controls_are_what_was_declared(explorer: Explorer, cell: Explored) -> None:
    """Assert that what a control starts with and offers is known before it is made."""
    made = {key: (control.value, offered(control)) for key, control in explorer.controls.items()}
    read = cell.read()
    assert read == made and [type(value) for value, _ in read.values()] == [type(value) for value, _ in made.values()]


def its_static_form_is(first: View, explorer: Explorer) -> None:
    """Assert that what is stored is the first view, whatever was chosen since."""
    control = next(iter(explorer.controls.values()))
    control.value = values_of(control)[-1]
    bundle = explorer._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", "application/vnd.jupyter.widget-view+json"}
    assert first.sentence in bundle["text/plain"] and "Press Start this lesson to change them" in bundle["text/html"]
    assert first.html() in bundle["text/html"]
    assert bundle["application/vnd.jupyter.widget-view+json"]["model_id"] == explorer.model_id


@pytest.mark.parametrize(("lesson", "name"), EXPLORERS)
def test_every_value_of_every_control_shows_a_view_that_agrees_with_itself(lesson, name, evidence, no_swallowed_errors):
    """Sentence, table, figure and sources say the same, and what was reviewed; each picture can be shown, nothing in it is cut or covered."""
    blocks, seen, charts, forms = [], 0, set(), {}
    with recorded() as figures:
        explorer = make(lesson, name)
        its_controls_are_named_and_few(explorer)
        first = explorer.current
        if name != PROVENANCE:
            its_controls_are_what_was_declared(explorer, explorers(LESSONS[lesson])[name])
        for choices, view in drive(explorer):
            seen += 1
            shown = html.unescape(explorer.output.value)
            assert view.sentence in shown, choices
            assert "could not be shown" not in explorer.output.value, choices
            assert not too_long(view), (choices, too_long(view))
            assert name in EXPLAINS or not shorthand(view), (choices, shorthand(view))
            assert not disagreements(view), (choices, disagreements(view))
            assert not conflicts_left_out(view, evidence), (choices, conflicts_left_out(view, evidence))
            drawn = pictures(explorer.output.value)
            assert len(drawn) == (view.chart is not None) + len(small_pictures(view)) and all(map(well_formed, drawn)), choices
            assert set(small_pictures(view)) <= set(drawn), choices
            charts |= set(drawn) - set(small_pictures(view))
            forms |= {view.chart.alt: view.chart} if view.chart is not None else {}
            cited = {citation.source.source_id for citation in view.citations}
            assert all(citation.source.title in shown for citation in view.citations), choices
            assert cited <= listed(lesson), (choices, cited - listed(lesson))
            assert {o.source_id for o in view.origins} <= cited, choices
            blocks.append(block(explorer, choices, view))
        its_static_form_is(first, explorer)
        for told, page in itertools.product(sorted(forms, key=len)[-FULLEST:], (MIDDLE, NARROW)):
            charts.add(svg.svg_text(forms[told].draw(page)))
    assert seen >= sum(len(values_of(control)) for control in explorer.controls.values())
    cut = {words for figure, own in figures for words in cut_texts(figure, own)}
    assert not cut, f"cut at the edge of a picture: {sorted(cut)}"
    covered = {words for _, own in figures for words in covered_texts(own)}
    assert not covered, f"one upon the other in a picture: {sorted(covered)}"
    wider = [figure.get_figwidth() for figure, _ in figures if figure.get_figwidth() > WIDE.width]
    assert not wider, f"pictures wider than the widest page: {wider}"
    otherwise = {words for chart in charts for words in printed_otherwise(chart, figures)}
    assert not otherwise, f"a picture prints what was not drawn: {sorted(otherwise)}"
    assert section(name, blocks) == reviewed(lesson).get(name, ""), "read the change, then: uv run python -m tests.support.said"


def test_a_long_answer_and_a_long_caution_are_found():
    """The bounds that every view at every choice is held to."""
    longest = View(" ".join(["word"] * 30), caution=" ".join(["word"] * 20))
    assert not too_long(longest)
    assert too_long(replace(longest, sentence=f"{longest.sentence} more")) == ["the answer has 31 words"]
    assert too_long(replace(longest, caution=f"{longest.caution} more")) == ["the caution has 21 words"]


def test_shorthand_is_found_in_each_part_of_a_view():
    plain = View("About half as often.", ("p < 0.001; one cell in 100,000; CD38",), Table("t", ("a", "b"), (("c", "grade 3"),)))
    assert not shorthand(plain)
    for words in ("C12", "O0002", "trial_id", "10^-5", ">=50%", "HR >1 favours", "Remark of the data: x", "experimental arm"):
        places = (
            {"sentence": words}, {"caution": words}, {"notes": (words,)},
            {"table": Table("t", ("a", "b"), (("c", Cell("d", words)),))},
        )  # fmt: skip
        assert all(shorthand(replace(plain, **place)) for place in places), words


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_other_cell_is_as_short_and_plain_and_says_what_was_reviewed(lesson):
    """Questions with hints and feedback, cases, views without controls; and no explorer was reviewed that is gone."""
    others = list(other_cells(lesson))
    for called, shown in others:
        if isinstance(shown, View):
            assert not too_long(shown) and not shorthand(shown), (called, too_long(shown), shorthand(shown))
    assert cells(others) == reviewed(lesson)[CELLS], "read the change, then: uv run python -m tests.support.said"
    assert list(reviewed(lesson)) == [CELLS, *names(lesson)]


def test_drug_endpoint_and_sort_of_the_trials_together(evidence):
    explorer = make("06", "trial")
    names = ("drug", "endpoint", "sort")
    for values in itertools.product(*(values_of(explorer.controls[name]) for name in names)):
        view = explorer.view(**{**explorer.choices, "setting": "any", **dict(zip(names, values, strict=True))})
        assert view.sentence, values
        if view.table is not None:
            assert view.citations and view.download.text.count("\r\n") > len(view.table.rows), values


def test_a_seen_view_is_kept_and_not_computed_again():
    calls = []

    def view(months: int) -> View:
        calls.append(months)
        return View(f"{months} months")

    explorer = Explorer("t", view, {"months": whole_slider("Months", 0, 10, 3)})
    for months in (4, 3, 4, 3):
        explorer.controls["months"].value = months
    assert calls == [3, 4]
    assert "3 months" in explorer.output.value


def in_a_loop(work):
    """Run a coroutine in an event loop of its own; a browser test may have left one running in this thread."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def walked(values: list[int], pause: float) -> list[int]:
    """Return what was computed while a slider was set to each value in turn in a running kernel, with a pause after each."""
    computed = []

    def view(months):
        computed.append(months)
        return View(f"{months} months")

    async def walk():
        explorer = Explorer("walk", view, {"months": whole_slider("Months", 0, 10, 3)})
        for value in values:
            explorer.controls["months"].value = value
            await asyncio.sleep(pause)
        await asyncio.sleep(0.15)
        return explorer

    explorer = in_a_loop(walk())
    assert f"{values[-1]} months" in explorer.output.value
    return computed


def test_the_next_step_the_same_way_is_drawn_while_nothing_else_is_to_do():
    assert walked([4], 0) == [3, 4, 5]
    assert walked([4, 5, 6], 0.15) == [3, 4, 5, 6, 7], "each step but the first was there before it was asked for"
    assert walked([2, 1, 0], 0.15) == [3, 2, 1, 0], "there is nothing below the lowest"


def test_a_key_held_down_draws_nothing_ahead_until_it_is_let_go():
    assert walked([4, 5, 6, 7], 0.001) == [3, 4, 5, 6, 7, 8]


def test_what_fails_ahead_is_told_when_it_is_chosen():
    def view(months):
        if months > 4:
            raise ValueError("too far")
        return View(f"{months} months")

    async def walk():
        explorer = Explorer("walk", view, {"months": whole_slider("Months", 0, 10, 3)})
        explorer.controls["months"].value = 4
        await asyncio.sleep(0.15)
        assert "4 months" in explorer.output.value
        with pytest.raises(ValueError, match="too far"):
            explorer.controls["months"].value = 5
        assert "too far" in explorer.output.value

    in_a_loop(walk())


def test_the_next_step_of_a_list_is_its_next_option():
    control = dropdown("Drug", [("A", "a"), ("B", "b"), ("C", "c")])
    assert next_step(control, "a", "b") == "c" and next_step(control, "b", "c") is None
    assert next_step(widgets.Text(), "x", "y") is None


def test_several_controls_set_at_once_are_shown_once():
    calls = []

    def view(a: int, b: int) -> View:
        calls.append((a, b))
        return View(f"{a} {b}")

    explorer = Explorer("t", view, {"a": whole_slider("A", 0, 9, 1), "b": whole_slider("B", 0, 9, 1)})
    explorer.choose(a=5, b=6)
    assert calls == [(1, 1), (5, 6)]


def test_an_error_is_shown_where_the_learner_looks_and_raised():
    def view(choice: str) -> View:
        if choice == "bad":
            raise ZeroDivisionError("<b>no events</b>")
        return View("fine")

    explorer = Explorer("t", view, {"choice": dropdown("Choice", [("good", "good"), ("bad", "bad")])})
    with pytest.raises(ZeroDivisionError):
        explorer.controls["choice"].value = "bad"
    shown = explorer.output.value
    assert 'role="alert"' in shown and "ZeroDivisionError: &lt;b&gt;no events&lt;/b&gt;" in shown and "choice = bad" in shown
    explorer.controls["choice"].value = "good"
    assert "fine" in explorer.output.value and "could not be shown" not in explorer.output.value


def test_a_group_of_check_boxes_keeps_the_order_of_its_options():
    group = CheckboxGroup("Letters", [("a", 1), ("b", 2), ("c", 3)], (3,))
    group._boxes[0].value = True
    assert group.value == (1, 3)
    group.value = (2,)
    assert [box.value for box in group._boxes] == [False, True, False]
    assert label_of(group, (1, 3)) == "a and c" and label_of(group, ()) == "none"


def test_labels_are_what_a_control_shows():
    assert label_of(dropdown("x", [("all", False), ("some", True)]), True) == "some"
    assert label_of(whole_slider("x", 0, 9, 1), 4) == "4"
    assert label_of(widgets.Checkbox(), True) == "yes"


def test_a_button_does_its_work_on_a_click_and_lets_an_error_out():
    def broken():
        raise RuntimeError("pressed")

    pressed = []
    good = PlainButton("Go", lambda: pressed.append(1))
    good._handle_custom_msg({"event": "click"}, [])
    assert pressed == [1]
    with pytest.raises(RuntimeError, match="pressed"):
        PlainButton("Go", broken)._handle_custom_msg({"event": "click"}, [])


def test_an_error_that_ipywidgets_swallows_is_seen(caplog):
    """A plain Button logs its error; the fixture that every explorer is driven under sees the log."""
    button = widgets.Button()
    button.on_click(lambda _: 1 / 0)
    button.click()
    assert len(swallowed(caplog.records)) == 1


def test_disagreement_is_seen(evidence):
    class Wrong:
        alt = "Bar of 99.9"

    table = Table("t", ("a", "b"), ((Cell("x"), Cell("52.8")),))
    found = disagreements(View("52.8", table=table, chart=Wrong(), cites=Reference("mccarthy-2017"), evidence=evidence))
    assert found == ["only the figure says 99.9"]
    assert disagreements(View("1", table=Table("t", ("a",), ((Cell("x"),),)))) == [
        "no source at all, and the view does not say that it rests on none"
    ]
    schematic = View("1", table=Table("Schematic: t", ("a",), ((Cell("x"),),)))
    assert disagreements(schematic) == [] and schematic.plain().endswith("This view shows no figure from the data.")
    icons = PeopleChart("t", (("a", 40, True),), "free", "not")
    assert disagreements(View("40 free and 60 not", chart=icons)) == []


def test_a_control_that_is_no_argument_of_the_view_is_refused_when_the_lesson_is_read():
    lesson = Lesson("99", {})
    with pytest.raises(TypeError, match=r"t: controls for \['months'\] are expected, in this order."):
        lesson.explore("t", lambda months: View(str(months)), years=whole("Years", 0, 9, 1))
    with pytest.raises(TypeError, match="t: controls for"):
        lesson.explore("t", lambda months: View(str(months)), months=whole("Months", 0, 9, 1), widest={"years": EVERY})


def test_the_widest_views_of_an_explorer_take_each_option_and_all_boxes():
    lesson = Lesson("99", {})
    cell = lesson.explore(
        "t",
        lambda letter, boxes, year: View(f"{letter} {boxes} {year}"),
        letter=choice("Letter", same("a", "b")),
        boxes=ticks("Boxes", [("one", 1), ("two", 2)], (1,)),
        year=whole("Year", 0, 9, 4),
        widest={"letter": EVERY, "boxes": EVERY},
    )
    assert [view.sentence for view in lesson.views()] == ["a (1, 2) 4", "b (1, 2) 4"]
    assert cell().current.sentence == "a (1,) 4"


def test_a_lesson_s_sources_make_no_widget():
    """Each would be one more message to the page, for nothing."""
    made = []
    widgets.Widget.on_widget_constructed(made.append)
    try:
        LESSONS["05"].sources()
    finally:
        widgets.Widget.on_widget_constructed(None)
    assert made == []


def test_what_looks_alike_shares_its_look_and_one_that_is_hidden_hides_no_other():
    first, second = (PlainButton(name, lambda: None) for name in "ab")
    assert first.layout is second.layout and first.style is second.style and first.layout.width == "auto"
    first.layout = HIDDEN
    assert (first.layout.display, second.layout.display) == ("none", None)
    assert whole_slider("A", 0, 9, 1).layout is not whole_slider("A long name", 0, 9, 1).layout
