"""One look for every chart: size, type, colours that colour-blind readers can tell apart (Okabe and Ito).

Charts are drawn on a white card with dark ink, so that they read alike on Lab's light and dark themes. Colour never
carries meaning alone: each mark has its label beside it, or a shape of its own.
"""

from __future__ import annotations

import io
import re

import matplotlib
from matplotlib.figure import Figure
from matplotlib.text import Text

EXPERIMENTAL = "#0072B2"
CONTROL = "#B34A00"  # Okabe and Ito's vermilion, darkened to 4.5:1 against white, so that text may wear it
INK = "#222222"
QUIET = "#595959"
GRID = "#D9D9D9"
CARD = "#FFFFFF"

# text stays text: the picture is a third smaller, can be searched and translated, and DejaVu Sans is the widest of the
# faces named, so that another face on the reader's machine never overflows what was measured here
_SETTINGS = {"svg.fonttype": "none", "svg.hashsalt": "myeloma-maintenance-course", "font.family": "DejaVu Sans"}
_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
_FACES = "DejaVu Sans, Verdana, Arial, sans-serif"  # without quotes of its own: it stands inside an attribute


def new_figure(width: float = 7.2, height: float = 3.0) -> Figure:
    """Return an empty figure, ``width`` x ``height`` in inches."""
    return Figure(figsize=(width, height), facecolor=CARD)


def plain_axes(figure: Figure, box: tuple[float, float, float, float]):
    """Add axes in ``box`` (left, bottom, width, height as shares of the figure) with a bottom line only."""
    axes = figure.add_axes(box, facecolor=CARD)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(QUIET)
    axes.tick_params(axis="both", length=0, labelsize=10, labelcolor=INK)
    return axes


def svg(figure: Figure) -> str:
    """Return a figure as SVG text, the same text for the same figure on every run."""
    for words in figure.findobj(Text):
        words.set_parse_math(False)  # "$" is money here, not mathematics
    stream = io.StringIO()
    with matplotlib.rc_context(_SETTINGS):
        figure.savefig(stream, format="svg", metadata=_METADATA)
    text = stream.getvalue()
    text = re.sub(r">\s+<", "><", re.sub(r"\s+", " ", text[text.index("<svg") :].strip()))  # a tenth of it is white space
    return re.sub(r'font-family: [^;"]*', f"font-family: {_FACES}", text)
