"""A chart as a picture in a page: drawn for that page, and fitted to the height of the screen."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from .charts import svg
from .images import image
from .page import MIDDLE, WIDE, Page
from .table import HEIGHT

HIGHEST = HEIGHT + 70  # pixels of a picture that is shown whole
LOW = 3.4  # inches of a picture that can be fitted to a projector's screen and still be read


class Chart(Protocol):
    """What a view needs of a chart."""

    alt: str

    def draw(self, page: Page = WIDE): ...


class Drawn(NamedTuple):
    """A picture as HTML, and whether it has to scroll, because a small screen is less high."""

    html: str
    scrolls: bool


def drawn(chart: Chart, page: Page) -> Drawn:
    """Return a chart as a picture; on other than wide pages it is the page that scrolls."""
    figure = chart.draw(page)
    return Drawn(picture(chart.alt, figure, page), page == WIDE and 96 * figure.get_figheight() > HIGHEST)


def picture(alt: str, figure, page: Page = WIDE) -> str:
    """Return a drawn chart as ``<figure>`` with an image and its alternative text.

    A low one is marked: on a projector it may be fitted to the screen, where a higher one goes on to the next.
    """
    shown = image(alt, svg.svg_text(figure), "max-width:100%;height:auto;border-radius:6px;")
    low = ' class="course-low"' if page == MIDDLE and figure.get_figheight() <= LOW else ""
    return f'<figure{low} style="margin:.5em 0;">{shown}</figure>'
