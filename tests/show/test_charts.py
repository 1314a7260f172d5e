"""Do the drawn artists stand where the data says? (No pixel is compared.)"""

from __future__ import annotations

import dataclasses
import itertools
import math
import re
from concurrent.futures import ThreadPoolExecutor

import matplotlib.colors
import pytest
from matplotlib.lines import Line2D

from helpers import wording
from helpers.evidence import NOT_REACHED, NOT_REPORTED, REPORTED, Quantity, load
from helpers.lessons.lesson_03.all_reports import reports_view
from helpers.lessons.lesson_03.modelled_survival import people_view
from helpers.lessons.lesson_06.trial_table import trials_view
from helpers.lessons.shared.headline import ENDPOINTS, HEADLINE, headline_view, report_options
from helpers.show.charts import Bar, BarChart, Curve, SurvivalChart, style, svg
from helpers.show.charts.dumbbells import Dumbbell, DumbbellChart
from helpers.show.charts.sheet import Sheet
from helpers.show.page import NARROW, WIDE
from helpers.statistics import survival
from helpers.widgets.quiz import told_only
from tests.support.drawn import covered_texts, cut_texts, printed_otherwise, recorded


def texts(figure) -> list[str]:
    """Return every text of a figure and its axes."""
    found = [text.get_text() for text in figure.texts]
    for axes in figure.axes:
        found += [text.get_text() for text in axes.texts]
    return found


def titled(title: str, page=WIDE):
    """Return a figure with no more than its title."""
    return Sheet(page, title, 2).figure


def lines(axes, label: str) -> list[tuple[list[float], list[float]]]:
    """Return x and y of the lines with a label."""
    return [(list(line.get_xdata()), list(line.get_ydata())) for line in axes.lines if line.get_label() == label]


def test_half_of_each_group_is_dropped_to_the_axis_at_23_5_and_52_8_with_29_3_months_between(evidence):
    chart = headline_view(evidence, HEADLINE, "PFS").chart
    axes = chart.draw().axes[0]
    drops = [line for line in axes.lines if list(line.get_ydata()) == [0, 50]]
    assert [list(line.get_xdata()) for line in drops] == [[52.8, 52.8], [23.5, 23.5]]
    assert {line.get_linestyle() for line in drops} == {"-"}  # reported: solid
    points = [(line.get_xdata()[0], line.get_ydata()[0]) for line in axes.lines if line.get_marker() in ("o", "s")]
    assert points == [(52.8, 50), (23.5, 50)]
    assert lines(axes, "gap")[0][0] == [23.5, 23.5, 52.8, 52.8]
    assert {"52.8 months", "23.5 months", "29.3 months longer", "half of the group"} <= set(texts(axes.figure))
    assert axes.get_xlim() == (0, 96)


def test_the_curves_of_the_headline_are_modelled_and_drawn_so(evidence):
    chart = headline_view(evidence, HEADLINE, "PFS").chart
    axes = chart.draw().axes[0]
    for arm in chart.arms:
        (curve,) = [line for line in axes.lines if line.get_label() == arm.label]
        assert curve.get_ydata() == pytest.approx(100 * survival(curve.get_xdata(), arm.median.value))
        assert curve.get_linestyle() == "--"
    assert any("dashed curves are modelled" in text for text in texts(axes.figure))


def test_the_hazard_ratio_is_said_with_its_direction(evidence):
    words = texts(headline_view(evidence, HEADLINE, "PFS").chart.draw())
    assert "Hazard ratio 0.48 (0.41 to 0.55). Below 1: over the follow-up, this came less often with lenalidomide." in words


def test_a_guess_is_marked_and_nothing_is_told_that_the_prompt_does_not_tell(evidence):
    chart = headline_view(evidence, HEADLINE, "PFS").chart
    asking = told_only(chart, "half of the people had progressed or died by 23.5 months")
    axes = dataclasses.replace(asking, guess=40).draw().axes[0]
    assert lines(axes, "guess")[0][0] == [40, 40] and "your guess: 40 months" in texts(axes.figure)
    told = [*texts(axes.figure), dataclasses.replace(asking, guess=40).alt]
    assert any("23.5" in text for text in told) and not any("52.8" in t or "29.3" in t or "0.48" in t for t in told)
    beyond = dataclasses.replace(chart, guess=500).draw().axes[0]
    assert lines(beyond, "guess")[0][0] == [96, 96] and "your guess: 500 months" in texts(beyond.figure)


@pytest.mark.parametrize(("report", "endpoint"), [(r, e) for (_, r), e in itertools.product(report_options(load()), ENDPOINTS)])
def test_every_headline_chart_draws_its_data(evidence, report, endpoint):
    view = headline_view(evidence, report, endpoint)
    if view.chart is None:
        assert "not reported" in view.sentence
        return
    figure = view.chart.draw()
    if isinstance(view.chart, BarChart):
        widths = [patch.get_width() for bar in figure.axes[0].containers for patch in bar]
        assert widths == [bar.quantity.value for bar in view.chart.bars if bar.quantity.reported]
        shown = [(bar.label, bar.quantity) for bar in view.chart.bars]
    else:
        drops = [line.get_xdata()[0] for line in figure.axes[0].lines if list(line.get_ydata()) == [0, 50]]
        assert drops == [arm.median.value for arm in view.chart.arms if arm.median.reported]
        shown = [(arm.label, arm.median) for arm in view.chart.arms]
    for label, quantity in shown:
        drawn = " ".join(texts(figure))
        assert wording.with_unit(quantity) in drawn and wording.with_unit(quantity) in view.chart.alt
        assert wording.sentence_case(label) in drawn and label.lower() in view.chart.alt.lower()


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_every_report_has_its_row_and_its_points_stand_at_its_medians(evidence, endpoint):
    chart = reports_view(evidence, endpoint).chart
    axes = chart.draw().axes[0]
    assert [row.label for row in chart.rows] == [title for title, _ in report_options(evidence)]
    for place, row in enumerate(chart.rows):
        marks = {
            line.get_marker(): line
            for line in axes.lines
            if line.get_marker() in ("o", "s") and list(line.get_ydata()) == [place]
        }
        assert row.label in texts(axes.figure) and row.label in chart.alt
        if row.instead:
            assert not marks and row.instead in texts(axes.figure)
            continue
        for sign, quantity in (("o", row.experimental), ("s", row.control)):
            assert marks[sign].get_xdata()[0] == (quantity.value if quantity.reported else chart.limit)
            hollow = matplotlib.colors.to_hex(marks[sign].get_markerfacecolor()).upper() == style.CARD
            assert hollow == (quantity.state == NOT_REACHED)


def test_a_median_that_is_not_reported_gets_no_point_on_the_axis_of_reports():
    row = Dumbbell("a", Quantity(None, NOT_REPORTED, "months"), Quantity(20.0, REPORTED, "months", "20"), None)
    axes = DumbbellChart("t", ("x", "y"), (row,)).draw().axes[0]
    drawn = [(line.get_marker(), list(line.get_xdata())) for line in axes.lines if set(line.get_ydata()) == {0}]
    assert drawn == [("s", [20.0])]
    assert "no gap known" in texts(axes.figure)


def test_a_median_is_told_by_its_own_number_and_not_by_the_end_of_another(evidence):
    chart = headline_view(evidence, HEADLINE, "PFS").chart
    assert told_only(chart, "half by 23.5 months").told == ("placebo or observation",)
    assert told_only(chart, "half by 123.5 months, or 1.52.8 months").told == ()


def test_not_reached_is_a_dotted_line_and_not_reported_is_words_only():
    bars = (
        Bar("a", Quantity(None, NOT_REACHED, "months"), True),
        Bar("b", Quantity(None, NOT_REPORTED, "months"), False),
        Bar("c", Quantity(10.0, REPORTED, "months", "10"), False),
    )
    axes = BarChart("t", "Months", bars, None).draw().axes[0]
    (dotted,) = axes.lines
    assert dotted.get_linestyle() == ":" and list(dotted.get_xdata()) == [0, axes.get_xlim()[1]]
    assert len(axes.containers) == 1
    assert {"not reached", "not reported", "10 months"} <= set(texts(axes.figure))


def test_the_curves_pass_through_their_medians_and_are_read_at_the_chosen_time():
    curves = (Curve("x", 52.8, 0.9, True), Curve("y", 23.5, 0.9, False))
    chart = SurvivalChart("Modelled", curves, 36.0)
    axes = chart.draw().axes[0]
    by_label = {line.get_label(): line for line in axes.lines}
    for curve in curves:
        line = by_label[curve.label]
        assert line.get_ydata() == pytest.approx(100 * survival(line.get_xdata(), curve.median, curve.shape))
    points = [(line.get_xdata()[0], line.get_ydata()[0]) for line in axes.lines if line.get_marker() in ("o", "s")]
    assert points == [(36.0, pytest.approx(100 * curve.at(36))) for curve in curves]
    for curve in curves:
        assert f"{wording.people(curve.at(36))} of 100" in chart.alt
        assert any(f"{wording.people(curve.at(36))} of 100" in text for text in texts(axes.figure))


@pytest.mark.parametrize("months", [0, 1, 24, 53, 120])
def test_icons_always_sum_to_100_per_group(evidence, months):
    view = people_view(evidence, months)
    fewest = min(100 - free for _, free, _ in view.chart.groups)
    drawn = view.chart.draw().artists
    for (shaded, circles, crosses), (_, free, _) in zip(zip(*[iter(drawn)] * 3, strict=True), view.chart.groups, strict=True):
        assert len(shaded.get_xdata()) == 100 - free - fewest, "those whom one group has more of"
        assert set(shaded.get_ydata()) <= set(crosses.get_ydata())
        assert (len(circles.get_xdata()), len(crosses.get_xdata())) == (free, 100 - free)
        places = set(zip([*circles.get_xdata(), *crosses.get_xdata()], [*circles.get_ydata(), *crosses.get_ydata()], strict=True))
        assert len(places) == 100


@pytest.mark.parametrize("comparator", ["placebo", "placebo/2", "observation", "active treatment", "active treatment/2"])
def test_every_hazard_ratio_of_the_trial_chart_stands_where_its_row_says(evidence, comparator):
    view = trials_view(evidence, "any", "any", comparator, "PFS", "name")
    figure = view.chart.draw()
    drawn = [math.exp(line.get_xdata()[0]) for line in figure.axes[0].lines if line.get_marker() == "s"]
    ratios = [row.ratio for _, rows in view.chart.groups for row in rows if row.ratio]
    expected = [ratio.value.value for ratio in ratios]
    assert drawn == pytest.approx(expected) and len(expected) > 3
    spans = [
        tuple(math.exp(x) for x in line.get_xdata())
        for line in figure.axes[0].lines
        if line.get_marker() == "None" and len(set(line.get_ydata())) == 1
    ]
    bounds = [(ratio.low.value, ratio.high.value) for ratio in ratios if ratio.low.reported]
    assert spans == [pytest.approx(pair) for pair in bounds]


def test_the_same_chart_gives_the_same_picture(evidence):
    pictures = {svg.svg_text(headline_view(evidence, HEADLINE, "PFS").chart.draw()) for _ in range(2)}
    assert len(pictures) == 1
    (text,) = pictures
    assert "<dc:date>" not in text and "52.8 months" in text and "Verdana" in text


def test_pictures_written_at_the_same_time_do_not_change_one_another():
    """Page and controls reach the kernel in threads of their own, and matplotlib's settings are the whole process's."""
    words = [f"line {number} of $5" for number in range(40)]

    def picture(_number: int) -> str:
        figure = titled("A title")
        for number, line in enumerate(words):
            figure.text(0.1, 0.02 * number, line)
        return svg.svg_text(figure)

    with ThreadPoolExecutor(3) as threads:
        assert set(threads.map(picture, range(30))) == {picture(0)}


def test_a_picture_prints_every_figure_with_all_its_digits():
    figure = titled("Hazard ratio 1.025 (0.789 to 1.332)")
    figure.add_artist(Line2D([1 / 3, 2 / 3], [1 / 7, 3 / 7], color="#0072B2"))
    text = svg.svg_text(figure)
    assert ">Hazard ratio 1.025 (0.789 to 1.332)</text>" in text
    assert re.match(r'<svg [^>]*text-rendering="geometricPrecision"', text), "Chromium may draw letters small and spaced"
    assert not re.search(r"\d\.\d{3}", "".join(re.findall(r"<[^>]*>", text))), "a place of a mark has too many digits"


def test_a_picture_that_prints_other_figures_than_were_drawn_is_found():
    figure = titled("Hazard ratio 1.025 (0.789 to 1.332)", NARROW)
    first, second = (line.get_text() for line in figure.texts)
    with recorded() as figures:
        text = svg.svg_text(figure)
    assert printed_otherwise(text, figures) == set() and second
    assert printed_otherwise(text.replace("1.025", "1.02"), figures) == {first.replace("1.025", "1.02")}


def test_texts_that_are_cut_or_covered_are_found():
    figure = titled("A title")
    for x, words in ((0.3, "one"), (0.31, "other"), (0.99, "beyond the edge"), (0.6, "alone")):
        figure.text(x, 0.3, words, fontsize=9)
    figure.text(0.1, 0.6, "first line\nsecond line", fontsize=9, va="bottom")
    figure.text(0.1, 0.6, "upon it", fontsize=9, va="bottom")
    with recorded() as figures:
        svg.svg_text(figure)
    ((drawn, found),) = figures
    assert drawn is figure and "A title" in [words for words, _ in found]
    assert cut_texts(figure, found) == ["beyond the edge"]
    assert covered_texts(found) == ["'one' and 'other'", "'second line' and 'upon it'"]


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in matplotlib.colors.to_rgb(colour)]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


@pytest.mark.parametrize("colour", [style.EXPERIMENTAL, style.CONTROL, style.INK, style.QUIET])
def test_every_colour_of_words_and_marks_has_4_5_to_1_against_the_card(colour):
    assert (luminance(style.CARD) + 0.05) / (luminance(colour) + 0.05) >= 4.5


def test_the_two_arms_differ_in_more_than_colour():
    axes = SurvivalChart("t", (Curve("x", 52.8, 1, True), Curve("y", 23.5, 1, False)), 12.0).draw().axes[0]
    styles = {line.get_label(): line.get_linestyle() for line in axes.lines if line.get_label() in "xy"}
    assert styles["x"] != styles["y"]


def test_a_picture_loses_its_bare_groups_and_blanks_and_nothing_else():
    told = '<g><text style="fill: #222; font: bold 9px x">a b</text><g clip-path="url(#p)"><g><path d="M 0 1 L 2.5 -3 z "/></g></g><g/></g>'
    kept = '<text style="fill: #222; font: bold 9px x">a b</text><g clip-path="url(#p)"><path d="M 0 1 L 2.5 -3 z "/></g>'
    assert svg._without_bare_groups(told) == kept
    figure = titled("Two words: one")
    figure.add_artist(Line2D([0.1, 0.5], [0.2, 0.4], color="#0072B2"))
    text = svg.svg_text(figure)
    assert ">Two words: one</text>" in text and 'd="M' in text and " id=" not in text and "<g>" not in text
    (path,) = re.findall(r'd="(M[^"]*)" style="fill:none', text)
    assert re.fullmatch(r"M[\d.]+ [\d.]+L[\d.]+ [\d.]+", path)
