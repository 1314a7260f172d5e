"""A drawing as an image in a page: the one way in which a picture passes JupyterLab's sanitiser, which drops ``<svg>``."""

from __future__ import annotations

import re
from html import escape


def image(alt: str, drawing: str, style: str) -> str:
    """Return SVG text as ``<img>`` in a ``data:`` address, with its alternative text."""
    drawing = re.sub(r"<[^>]*>", lambda tag: tag[0].replace('"', "'"), drawing)  # a third as long as %22
    # "&" too: the page would turn the picture's own "&lt;" back into "<", and the picture would not be shown
    for sign, code in (("%", "%25"), ("&", "%26"), ("#", "%23"), ("<", "%3C"), (">", "%3E"), ('"', "%22")):
        drawing = drawing.replace(sign, code)
    return f'<img alt="{escape(alt)}" src="data:image/svg+xml,{drawing}" style="{style}">'
