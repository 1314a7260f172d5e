"""What a browser would make of a picture: is it well-formed, and does every text that is drawn lie within its edges?"""

from __future__ import annotations

import contextlib
from itertools import combinations
from xml.etree import ElementTree

import pytest
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from helpers.show.charts import svg

Boxes = list[tuple[str, Bbox]]


class Recorded(list):
    """Each figure that was written as SVG, with the boxes of the texts that were really drawn; ``words`` are their lines."""

    def __init__(self):
        super().__init__()
        self.words: set[str] = set()


@contextlib.contextmanager
def recorded():
    """Record every figure that is written as SVG meanwhile, with the boxes of its texts: those really drawn, no hidden ticks.

    A box is (text, place), in points from the lower left corner.
    """
    figures = Recorded()

    class Recording(svg.Renderer):
        def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):
            figures[-1][1].append((s, mtext.get_window_extent(self) if mtext is not None else self.line(x, y, s, prop, angle)))
            figures.words.add(" ".join(s.split()))
            super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)

        def line(self, x, y, s, prop, angle):
            """Return the box of one line of several, which matplotlib writes without naming their text."""
            width, height, descent = svg.text_size(s, prop)
            foot = self.height - y
            upright = Bbox.from_bounds(x - height + descent, foot, height, width)
            return upright if angle else Bbox.from_bounds(x, foot - descent, width, height)

    written = svg.written

    def recording(figure):
        figures.append((figure, []))
        return written(figure)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(svg, "Renderer", Recording)
        patch.setattr(svg, "written", recording)
        yield figures


def cut_texts(figure: Figure, boxes: Boxes, slack: float = 0.7) -> list[str]:
    """Return the texts of a figure that reach beyond its edge by more than ``slack`` points."""
    width, height = svg.POINTS * figure.get_size_inches()
    edge = Bbox.from_bounds(0, 0, width, height).padded(slack)
    return [
        words for words, box in boxes if not (edge.x0 <= box.x0 and box.x1 <= edge.x1 and edge.y0 <= box.y0 and box.y1 <= edge.y1)
    ]


def covered_texts(boxes: Boxes, across: float = 1.4, down: float = 2.5) -> list[str]:
    """Return the pairs of texts that share more than a strip of ``across`` x ``down`` points."""
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
