"""What a browser would make of a picture: is it well-formed, and does every text that is drawn lie within its edges?"""

from __future__ import annotations

import contextlib
from itertools import combinations
from xml.etree import ElementTree

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure


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


def cut_texts(figure: Figure, texts: list, slack: float = 1.0) -> list[str]:
    """Return the texts of a figure that reach beyond its edge by more than ``slack`` pixels (of 100 to the inch)."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    edge = figure.bbox.padded(slack)
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in texts if text is not None]
    return [
        words for words, box in boxes if not (edge.x0 <= box.x0 and box.x1 <= edge.x1 and edge.y0 <= box.y0 and box.y1 <= edge.y1)
    ]


def covered_texts(figure: Figure, texts: list, across: float = 2.0, down: float = 3.5) -> list[str]:
    """Return the pairs of texts of a figure that share more than a strip of ``across`` x ``down`` pixels."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in texts if text is not None]
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
