"""The course on paper and without Jupyter: a static site, made from the notebooks as they are stored.

``uv run python -m helpers.site`` writes it: an index with the map, a page for each lesson, the glossary, and apart from the
lessons the key to their questions. No page holds a script or asks another server. Jupyter's own templates bring prompts and
scripts, so only its Markdown is used here; the frame is ``page.html.j2``, the look ``site.css``, for screen and for paper.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from ..evidence import Evidence, load
from ..learn.notebook_text import notebook
from .frame import glossary_html, index_html, key_html, page
from .lesson_page import address, lesson_html

STYLE = Path(__file__).with_name("site.css")
WHOLE = "course.html"  # everything on one page, for paper


def build(target: Path) -> list[Path]:
    """Write the site into a folder, and return its pages.

    Args:
        target: made if it is not there; files of the same names are written anew.
    """
    evidence = load()
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(STYLE, target / STYLE.name)
    written = []
    for name, html in _pages(evidence).items():
        written.append(target / name)
        written[-1].write_text(html, encoding="utf-8", newline="\n")
    return written


def _pages(evidence: Evidence) -> dict[str, str]:
    """Return every page by its name."""
    lessons = evidence.rows("lessons")
    bodies = {row.lesson: lesson_html(notebook(evidence, row.lesson), evidence) for row in lessons}
    pages = {"index.html": page(evidence, "Maintenance therapy in multiple myeloma", index_html(evidence))}
    for before, row, after in zip([None, *lessons], lessons, [*lessons[1:], None], strict=False):
        pages[address(row)] = page(evidence, f"{row.lesson} {row.title}", bodies[row.lesson], before, after)
    pages["glossary.html"] = page(evidence, "Glossary", glossary_html(evidence))
    pages["key.html"] = page(evidence, "Key to the questions", key_html(evidence))
    everything = "\n".join(f'<section class="lesson">{body}</section>' for body in bodies.values())
    pages[WHOLE] = page(evidence, "The whole course, for paper", everything, whole=True)
    return pages
