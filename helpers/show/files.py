"""What a reader can save: a link that holds the file, and a page to print."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

_LOOK = (
    "@page{size:landscape;margin:12mm}body{font:14px/1.4 sans-serif;margin:1em}table{border-collapse:collapse}"
    "th,td{border:1px solid #888;overflow-wrap:anywhere}caption{text-align:left}tr{break-inside:avoid}"
)


def file_link(name: str, kind: str, words: str, text: str) -> str:
    """Return a link that saves a text under a name, with its MIME type; ``words`` say what is saved."""
    name = escape(name)
    return f'<a download="{name}" href="data:{kind};charset=utf-8,{quote(text)}">Save {escape(words)} ({name})</a>'


def print_page(title: str, inside: str, look: str = "") -> str:
    """Return HTML as a page of its own: what opens on a press is open, because paper cannot be pressed.

    Args:
        look: CSS of this page alone.
    """
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_LOOK}{look}</style></head><body><h1>{escape(title)}</h1>\n{inside.replace('<details>', '<details open>')}\n"
        "<p>For learning only; not medical advice.</p></body></html>"
    )
