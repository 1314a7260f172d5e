"""What stands around the lessons: the frame of a page, the index with the map, the glossary, the key to the questions."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

from .. import wording
from ..evidence import Evidence
from ..learn.questions import question, questions_of
from ..learn.ties import newest_check
from .lesson_page import address, term_id
from .question_sheet import key_of

_HERE = Path(__file__).parent


@cache
def _template():
    from jinja2 import Environment, FileSystemLoader

    return Environment(loader=FileSystemLoader(_HERE), autoescape=True).get_template("page.html.j2")


def page(evidence: Evidence, title: str, body: str, before=None, after=None, whole: bool = False) -> str:
    """Return a whole page.

    Args:
        title: of the page, as a browser shows it in its tab.
        body: HTML.
        before, after: the lessons before and after this one, rows of ``lessons``; or None.
        whole: whether it is the page that holds all lessons, on which everything is unfolded.
    """
    body = body.replace("<details", "<details open") if whole else body
    return _template().render(title=title, body=body, before=before, after=after, whole=whole, checked=newest_check(evidence))


def index_html(evidence: Evidence) -> str:
    """Return the body of the index: what the course is, and its map."""
    rows = "".join(
        f'<tr><th scope="row"><a href="{address(row)}">{row.lesson} {escape(row.title)}</a></th>'
        f"<td>{escape(row.about)}</td><td>{row.short_minutes}</td><td>{row.minutes}</td></tr>"
        for row in evidence.rows("lessons")
    )
    return (
        "<h1>Maintenance therapy in multiple myeloma</h1>"
        "<p>A course for nursing, pharmacy and medical students, for people with myeloma, and for those who teach them. "
        "These pages can be read and printed. In JupyterLab the same lessons are live: every picture and table can be explored, "
        "and every question answers.</p>"
        '<div class="scrolls" role="region" tabindex="0" aria-label="The lessons"><table><caption>The lessons</caption>'
        '<thead><tr><th scope="col">Lesson</th><th scope="col">What it is about</th><th scope="col">Minutes, short</th>'
        f'<th scope="col">Minutes, all</th></tr></thead><tbody>{rows}</tbody></table></div>'
        '<p>Beside them stand the <a href="glossary.html">glossary</a>, the <a href="key.html">key to the questions</a> and '
        '<a href="course.html">the whole course on one page</a>, for paper.</p>'
    )


def glossary_html(evidence: Evidence) -> str:
    """Return the body of the glossary."""
    terms = "".join(
        f'<dt id="{term_id(row.term)}">{escape(wording.sentence_case(row.term))}'
        f"{f' ({escape(row.abbreviation)})' if row.abbreviation else ''}</dt><dd>{escape(row.definition)}</dd>"
        for row in evidence.rows("glossary")
    )
    return f"<h1>Glossary</h1><dl>{terms}</dl>"


def key_html(evidence: Evidence) -> str:
    """Return the body of the key to the questions, lesson by lesson."""
    parts = ["<h1>Key to the questions</h1>"]
    for row in evidence.rows("lessons"):
        asked = [key for key in questions_of(evidence, row.lesson) if "-Q" in key]
        parts.append(f"<h2>{row.lesson} {escape(row.title)}</h2>")
        parts += [key_of(question(evidence, key), address(row)) for key in asked]
    return "\n".join(parts)
