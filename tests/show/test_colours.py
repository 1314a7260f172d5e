"""Can the colours of the treatments be told apart, by people with a colour-vision deficiency too?"""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from matplotlib.colors import to_hex, to_rgb

from helpers.evidence import REPORTED, Quantity
from helpers.lessons.lesson_06.trial_table import trials_view
from helpers.show.charts import colours
from helpers.show.charts.shares import Rate, RateChart
from tests.conftest import ROOT

# Machado, Oliveira and Fernandes 2009 (doi 10.1109/TVCG.2009.113), complete deficiency, on linear RGB
DEFICIENCIES = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
TO_XYZ = np.array(((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041)))
WHITE = TO_XYZ.sum(axis=1)
LEAST = 20  # CIELAB; neighbours of a printed colour scale are often at 10
EVERY = {**colours.TREATMENTS, "control": colours.CONTROL, "missing": colours.QUIET}
# hue-rotate(180deg) of Filter Effects Module Level 1, after invert(.9)
TURNED = np.array(((-0.574, 1.430, 0.144), (0.426, 0.430, 0.144), (0.426, 1.430, -0.856)))


def cielab(colour: str, deficiency: str) -> np.ndarray:
    """Return a colour as it looks with a deficiency, in CIELAB."""
    linear = np.array([c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)])
    xyz = TO_XYZ @ np.clip(np.array(DEFICIENCIES[deficiency]) @ linear, 0, 1) / WHITE
    x, y, z = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in xyz)
    return np.array((116 * y - 16, 500 * (x - y), 200 * (y - z)))


def too_near(every: dict[str, str], deficiency: str, least: float) -> dict[tuple[str, str], float]:
    """Return the pairs of colours that differ by less than ``least``, with what they differ by."""
    seen = {name: cielab(colour, deficiency) for name, colour in every.items()}
    near = {pair: round(float(np.linalg.norm(seen[pair[0]] - seen[pair[1]])), 1) for pair in itertools.combinations(every, 2)}
    return {pair: distance for pair, distance in near.items() if distance < least}


def on_dark(colour: str) -> str:
    """Return a colour of a picture as a dark page shows it."""
    return to_hex(np.clip(TURNED @ (0.9 - 0.8 * np.array(to_rgb(colour))), 0, 1))


def test_white_and_red_have_their_known_places():
    assert cielab("#FFFFFF", "none") == pytest.approx((100, 0, 0), abs=0.01)
    assert cielab("#FF0000", "none") == pytest.approx((53.24, 80.09, 67.20), abs=0.05)


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_any_two_treatments_and_what_is_missing_are_told_apart(deficiency):
    assert too_near(EVERY, deficiency, LEAST) == {}


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_they_are_told_apart_on_a_dark_page_too(deficiency):
    """As near as half of that, with a deficiency: each mark there has its label, too."""
    turned = {name: on_dark(colour) for name, colour in EVERY.items()}
    assert too_near(turned, deficiency, LEAST if deficiency == "none" else LEAST / 2) == {}
    ground = 1.05 / colours.contrast_on_white(on_dark("#FFFFFF"))
    assert min(1.05 / colours.contrast_on_white(colour) / ground for colour in turned.values()) >= 3


def test_the_filter_of_dark_pages_is_the_one_that_is_computed_here():
    script = (ROOT / "helpers/jupyter/labextension/static/pictures.js").read_text(encoding="utf-8")
    assert "img { filter: invert(.9) hue-rotate(180deg); }" in script
    assert to_rgb(on_dark("#FFFFFF")) == pytest.approx([0.1] * 3, abs=0.005)
    assert to_rgb(on_dark("#000000")) == pytest.approx([0.9] * 3, abs=0.005)


@pytest.mark.parametrize("colour", [*colours.TREATMENTS.values(), colours.CONTROL])
def test_a_mark_has_3_to_1_and_its_label_4_5_to_1_on_white(colour):
    assert colours.contrast_on_white(colour) >= 3
    assert colours.contrast_on_white(colours.text_colour(colour)) >= 4.5


def test_a_label_wears_the_colour_of_its_mark_only_where_it_can_be_read():
    assert colours.text_colour(colours.TREATMENTS["lenalidomide"]) == colours.TREATMENTS["lenalidomide"]
    assert colours.text_colour(colours.TREATMENTS["carfilzomib"]) == colours.INK


def test_several_drugs_together_and_a_drug_without_a_colour_are_ink():
    assert colours.treatment_colour(("bortezomib", "thalidomide")) == colours.INK == colours.treatment_colour(("elotuzumab",))


def test_each_row_of_the_trial_chart_has_the_colour_of_what_was_tested(evidence):
    chart = trials_view(evidence, "any", "any", "placebo", "PFS", "name").chart
    drawn = [line for line in chart.draw().axes[0].lines if line.get_marker() == "s"]
    rows = [row for _, rows in chart.groups for row in rows if row.ratio and row.ratio.value.reported]
    assert [line.get_color() for line in drawn] == [colours.treatment_colour(row.drugs) for row in rows]
    assert {colours.TREATMENTS[drug] for drug in ("lenalidomide", "ixazomib", "daratumumab")} <= {d.get_color() for d in drawn}


def test_bars_of_one_drug_against_control_have_their_two_colours():
    tested = ("ixazomib",)
    bars = tuple(Rate(name, Quantity(v, REPORTED, "percent", str(v)), v == 40, tested) for name, v in (("a", 40), ("b", 20)))
    axes = RateChart("t", "Percent", (("g", bars),)).draw().axes[0]
    assert [to_hex(patch.get_facecolor()).upper() for patch in axes.patches] == [
        colours.TREATMENTS["ixazomib"],
        colours.CONTROL,
    ]
