"""Do the small pictures of a table say what their figures say, with no text cut?"""

from __future__ import annotations

import math
import re

import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from helpers.evidence import NOT_REACHED, REPORTED, Quantity
from helpers.lessons.lesson_05.side_effects import drug_options, side_effects_view
from helpers.lessons.lesson_06 import comparison
from helpers.show.charts import small
from helpers.show.charts.small import SmallBars, SmallInterval, SmallPair


def charts(evidence) -> list:
    """Return every small picture that the comparison and the side effects can show."""
    every = comparison.drugs_of(evidence, comparison.EVERYTHING)
    view = comparison.comparison_view(evidence, comparison.EVERYTHING, every, "", False)
    views = [view, *(side_effects_view(evidence, drug) for _, drug in drug_options(evidence))]
    return [chart for view in views for row in view.table.rows for cell in row for chart in cell.charts]


def test_no_text_runs_out_of_its_picture(evidence):
    for chart in charts(evidence):
        size = float(re.search(r'font-size="([0-9.]+)"', chart.svg())[1])
        assert size >= 11
        for x, bold, words in re.findall(r'<text x="([0-9.]+)"[^>]*?(font-weight="bold")?>([^<]*)<', chart.svg()):
            face = FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal")
            width = TextPath((0, 0), words, size=size, prop=face).get_extents().x1
            assert float(x) + width <= small.WIDTH, words


def test_an_interval_stands_where_its_figures_say(evidence):
    chart = next(chart for chart in charts(evidence) if isinstance(chart, SmallInterval))
    (one, low, high), (square,) = (
        [float(x) for x in re.search(pattern, chart.svg()).groups()]
        for pattern in (r'd="M([0-9.]+) 18V34".*d="M([0-9.]+) 26H([0-9.]+)"', r'<rect x="([0-9.]+)" y="22"')
    )
    a_doubling = (one - low) / math.log2(1 / chart.ratio.low.value)
    assert one - high == pytest.approx(a_doubling * math.log2(1 / chart.ratio.high.value), abs=0.2)
    assert one - (square + 4) == pytest.approx(a_doubling * math.log2(1 / chart.ratio.value.value), abs=0.2)


def test_bars_are_as_long_as_their_figures_and_what_was_not_reached_is_words():
    figures = (
        Quantity(40.0, REPORTED, "months", "40"),
        Quantity(20.0, REPORTED, "months", "20"),
        Quantity(None, NOT_REACHED, "months"),
    )
    chart = SmallBars("t", tuple((name, figure, "#000000") for name, figure in zip("abc", figures, strict=True)))
    lengths = [float(width) for width in re.findall(r'width="([0-9.]+)" height="9"', chart.svg())]
    assert lengths[0] == 2 * lengths[1] and len(lengths) == 2
    assert chart.alt == "t: a 40 months; b 20 months; c not reached" and "not reached" in chart.svg()


def test_a_pair_has_both_arms_on_one_scale_and_a_bound_is_an_open_frame():
    figures = [Quantity(float(text), REPORTED, "percent", text) for text in ("39", "15")]
    lengths = [float(width) for width in re.findall(r'width="([0-9.]+)" height="11"', SmallPair(*figures, "#AC8965").svg())]
    assert lengths[0] / lengths[1] == pytest.approx(39 / 15, abs=0.01)
    bound = SmallPair(figures[0], None, "#AC8965", bound=True)
    assert bound.alt == "up to 39% v not reported" and 'fill="none"' in bound.svg() and "not reported" in bound.svg()
    assert SmallPair(figures[0], None, "#AC8965", together=True).alt == "39% of both arms"
