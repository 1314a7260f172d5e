"""Figures as SVG text, and the size that words take in them."""

from __future__ import annotations

import io
import re
from functools import lru_cache

import matplotlib
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from ..page import alone

POINTS = 72  # to the inch
# text stays text: the picture is a third smaller, can be searched and translated, and DejaVu Sans is the widest of the
# faces named, so that another face on the reader's machine never overflows what was measured here
_SETTINGS = {"svg.fonttype": "none", "svg.hashsalt": "myeloma-maintenance-course", "font.family": "DejaVu Sans"}
_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
# letters keep their measured size: without it Chromium at times draws them for another width of the picture, small and spaced
_AS_MEASURED = 'text-rendering="geometricPrecision"'
_FACES = "DejaVu Sans, Verdana, Arial, sans-serif"  # without quotes of its own: it stands inside an attribute


class Renderer(RendererSVG):
    """Writes SVG in which "$" is money, not mathematics.

    The size of words is asked once, not once for each picture: that took a quarter of the time.
    """

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):
        """Write a text as it stands."""
        super().draw_text(gc, x, y, s, prop, angle, False, mtext)

    def get_text_width_height_descent(self, s, prop, ismath):
        """Return width, height and descent of a text, in points."""
        return text_size(s, prop)


@lru_cache(maxsize=16384)
def text_size(words: str, font: FontProperties) -> tuple[float, float, float]:
    """Return width, height and descent of words in points."""
    return text_to_path.get_text_width_height_descent(words, font, False)


@alone  # matplotlib's settings are the whole process's
def svg_text(figure: Figure) -> str:
    """Return a figure as SVG text, the same text for the same figure on every run."""
    text = written(figure)
    text = re.sub(r">\s+<", "><", re.sub(r"\s+", " ", text[text.index("<svg") :].strip()))  # a tenth of it is white space
    text = re.sub(r' ?font-family: [^;"]*;?', "", text)  # said once, by the picture as a whole
    text = re.sub(r' transform="rotate\(-0\s[^"]*\)"| id="[\w.]+_\d+"', "", text)  # turns nothing; nobody asks for it
    # a hundredth of a point is not seen; what stands between tags is words, and their figures are printed whole
    text = re.sub(r"<[^>]*>", lambda tag: re.sub(r"(\d\.\d\d)\d+", r"\1", tag[0]), text)
    text = re.sub(
        r'(?<= d=")[^"]*', lambda path: re.sub(r" ?([A-Za-z]) ?", r"\1", path[0]).strip(), text
    )  # blanks that nobody needs
    text = re.sub(r'(?<= style=")[^"]*', lambda look: re.sub("(?<=[;:]) ", "", look[0]), text)
    text = re.sub(r"text-anchor:start;?", "", text)  # what a text does anyway
    return _without_bare_groups(text).replace("<svg ", f'<svg font-family="{_FACES}" {_AS_MEASURED} ', 1)


def _without_bare_groups(text: str) -> str:
    """Return SVG without its groups that say nothing: a third of a picture's length in an address."""
    kept: list[bool] = []

    def keep(tag: re.Match) -> str:
        if tag[0] == "<g/>":
            return ""
        if tag[0] != "</g>":
            kept.append(tag[0] != "<g>")
            return tag[0] if kept[-1] else ""
        return tag[0] if kept.pop() else ""

    return re.sub(r"<g\b[^>]*>|</g>", keep, text)


def written(figure: Figure) -> str:
    """Return a figure as matplotlib writes it; its own way asks the size of each text anew."""
    stream, dpi = io.StringIO(), figure.dpi
    width, height = POINTS * figure.get_size_inches()
    with matplotlib.rc_context(_SETTINGS):
        figure.dpi = POINTS
        renderer = Renderer(width, height, stream, image_dpi=dpi, metadata=_METADATA)
        figure.draw(renderer)
        renderer.finalize()
        figure.dpi = dpi
    return stream.getvalue()
