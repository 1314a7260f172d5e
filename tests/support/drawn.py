"""What a browser would make of a picture: is it well-formed, and does every text that is drawn lie within its edges?"""

from __future__ import annotations

import contextlib
from itertools import combinations
from xml.etree import ElementTree

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox


class Recorded(list):
    """Each figure that was written as SVG, with the texts that were really drawn; ``words`` are their lines."""

    def __init__(self):
        super().__init__()
        self.words: set[str] = set()


@contextlib.contextmanager
def recorded():
    """Record every figure that is written as SVG meanwhile, with the texts that were really drawn (not hidden ticks)."""
    figures = Recorded()
    print_svg, draw_text = Figure.savefig, RendererSVG.draw_text

    def savefig(figure, *arguments, **options):
        figures.append((figure, []))
        return print_svg(figure, *arguments, **options)

    def draw(renderer, gc, x, y, s, prop, angle, ismath=False, mtext=None):
        figures[-1][1].append(mtext)
        figures.words.add(" ".join(s.split()))
        return draw_text(renderer, gc, x, y, s, prop, angle, ismath, mtext)

    Figure.savefig, RendererSVG.draw_text = savefig, draw
    try:
        yield figures
    finally:
        Figure.savefig, RendererSVG.draw_text = print_svg, draw_text


Boxes = list[tuple[str, Bbox]]


def boxes(figure: Figure, texts: list) -> Boxes:
    """Return the texts of a figure with the places that they take, in pixels of 100 to the inch."""
    figure.draw_without_rendering()  # the name of an axis stands where its numbers end, counted in the pixels of the last drawing
    renderer = FigureCanvasAgg(figure).get_renderer()
    return [(text.get_text(), text.get_window_extent(renderer)) for text in texts if text is not None]


def cut_texts(figure: Figure, boxes: Boxes, slack: float = 1.0) -> list[str]:
    """Return the texts of a figure that reach beyond its edge by more than ``slack`` pixels."""
    edge = figure.bbox.padded(slack)
    return [
        words for words, box in boxes if not (edge.x0 <= box.x0 and box.x1 <= edge.x1 and edge.y0 <= box.y0 and box.y1 <= edge.y1)
    ]


def covered_texts(boxes: Boxes, across: float = 2.0, down: float = 3.5) -> list[str]:
    """Return the pairs of texts that share more than a strip of ``across`` x ``down`` pixels."""
    return [
        f"{first!r} and {second!r}"
        for (first, one), (second, other) in combinations(boxes, 2)
        if min(one.x1, other.x1) - max(one.x0, other.x0) > across and min(one.y1, other.y1) - max(one.y0, other.y0) > down
    ]


def printed_otherwise(picture: str, figures: Recorded) -> set[str]:
    """Return what a picture prints that is no line of what was drawn, letter by letter."""
    printed = (
        " ".join((text.text or "").split()) for text in ElementTree.fromstring(picture).iter("{http://www.w3.org/2000/svg}text")
    )
    return set(printed) - figures.words


def well_formed(picture: str) -> bool:
    """Return whether a picture can be read as XML: if not, a browser shows nothing."""
    try:
        ElementTree.fromstring(picture)
    except ElementTree.ParseError:
        return False
    return True
