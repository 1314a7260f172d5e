"""One look for every chart: size, type, colours that colour-blind readers can tell apart (Okabe and Ito).

Charts are drawn on a white card with dark ink, so that they read alike on Lab's light and dark themes. Colour never
carries meaning alone: each mark has its label beside it, or a shape of its own.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.figure import Figure

from .colours import CONTROL, INK, QUIET, TREATMENTS, treatment_colour

EXPERIMENTAL = TREATMENTS["lenalidomide"]  # also of an arm that is called no more than "tested"
GRID = "#D9D9D9"
FAINT = "#8C8C8C"  # of a mark that steps back; still 3:1 on white
CARD = "#FFFFFF"
ON_CARD = {"facecolor": CARD, "edgecolor": "none", "pad": 1.0}  # behind a label: no line runs through it


def new_figure(width: float = 7.2, height: float = 3.0) -> Figure:
    """Return an empty figure, ``width`` x ``height`` in inches."""
    return Figure(figsize=(width, height), facecolor=CARD)


def colour_of(experimental: bool, drugs: Sequence[str] = ()) -> str:
    """Return the colour of an arm: that of the drugs tested in it, where they are named."""
    tested = treatment_colour(drugs) if drugs else EXPERIMENTAL
    return tested if experimental else CONTROL


def ratio_axis(axes, low: float, high: float, ticks: tuple[float, ...]) -> None:
    """Make the horizontal axis one of ratios: half and double lie equally far from 1, and 1 is a line.

    matplotlib's own logarithmic axis would draw minor ticks and powers of ten.
    """
    axes.set_xlim(math.log(low), math.log(high))
    inches = axes.get_position().width * axes.figure.get_figwidth() / math.log(high / low)
    shown: list[float] = []
    for tick in sorted(ticks, key=lambda tick: abs(math.log(tick))):  # from 1 on outwards, as far as they keep apart
        if low <= tick <= high and all(inches * abs(math.log(tick / other)) > 0.33 for other in shown):
            shown.append(tick)
    axes.set_xticks([math.log(tick) for tick in shown], [f"{tick:g}" for tick in shown])
    axes.axvline(0, color=QUIET, linewidth=1)


def plain_axes(figure: Figure, box: tuple[float, float, float, float]):
    """Add axes in ``box`` (left, bottom, width, height as shares of the figure) with a bottom line only."""
    axes = figure.add_axes(box, facecolor=CARD)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(QUIET)
    axes.tick_params(axis="both", length=0, labelsize=10, labelcolor=INK)
    return axes
