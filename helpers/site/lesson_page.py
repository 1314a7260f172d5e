"""A lesson's notebook as the body of a page: prose, stored views, questions without their key; sections that go deeper fold."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path

from ..evidence import Evidence
from ..learn.lesson_minutes import FOLDED
from ..learn.notebook_text import GLOSSARY
from ..learn.questions import question
from .question_sheet import asked_html

_LIVE_ONLY = re.compile(r" ?Press Start this lesson[^<]*?(?:\.|(?=<))")  # a page on paper has no such button
_HOW_TO_START = " Press **Start this lesson** above; [lesson 00](00_start_here.ipynb) explains the controls."
_TEACHERS = re.compile(r"\n\n[^\n]*\]\(teaching/[^\n]*")  # the guide for who teaches is no page of the site
_EMPTY = re.compile(r"<p>(?:<em>)?\s*(?:</em>)?</p>")
_TABLE = re.compile(r"<table.*?</table>", re.DOTALL)
_CAPTION = re.compile(r"<caption[^>]*>(.*?)</caption>", re.DOTALL)


def lesson_html(path: Path, evidence: Evidence) -> str:
    """Return the body of a lesson's page.

    Args:
        path: its notebook, with stored outputs.
    """
    number = path.name[:2]
    parts, folded = [], False
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown" and source.startswith("## "):
            if folded:
                parts.append("</details>")
            folded = source.startswith(FOLDED)
            if folded:
                parts.append(f'<details class="deeper"><summary>{_prose(source, number)}</summary>')
                continue
        parts.append(_prose(source, number) if cell["cell_type"] == "markdown" else _code(cell, source, number, evidence))
    return "\n".join([*filter(None, parts), "</details>" if folded else ""])


def _prose(source: str, number: str) -> str:
    """Return Markdown as HTML: ties gone, links to pages instead of notebooks, headings with ids of their own."""
    from nbconvert.filters.markdown_mistune import markdown2html_mistune

    text = re.sub(r"<!--.*?-->", "", source, flags=re.DOTALL)
    text = _TEACHERS.sub("", _LIVE_ONLY.sub("", text.replace(_HOW_TO_START, "")))
    text = re.sub(rf'\]\({re.escape(GLOSSARY)} "([^":]*):', lambda m: f'](glossary.html#{term_id(m[1])} "{m[1]}:', text)
    text = re.sub(r"\]\((\d\d_\w+)\.ipynb(?:#[\w-]*)?", r"](\1.html", text)
    html = markdown2html_mistune(text)
    html = re.sub(r'<a class="anchor-link"[^>]*>.*?</a>', "", html)
    html = re.sub(r'(<h[1-6] id=")', rf"\g<1>{number}-", html)
    return _scrolling(html)


def address(lesson) -> str:
    """Return the name of the page of a lesson, a row of ``lessons``."""
    return lesson.file.replace(".ipynb", ".html")


def term_id(named: str) -> str:
    """Return the id of a term in the glossary, from the term as it is named there ("Overall survival, OS")."""
    return re.sub(r"[^a-z0-9]+", "-", named.split(",")[0].lower()).strip("-")


def _code(cell: dict, source: str, number: str, evidence: Evidence) -> str:
    """Return what a code cell shows: a question as a sheet has it, a stored view, or under the hood the code too."""
    if asked := re.fullmatch(r"lesson\.self_check\((\d+)\)", source):
        return asked_html(question(evidence, f"L{number}-Q{asked[1]}"))
    if source in ("lesson.done()",) or source.startswith("from helpers.lessons import"):
        return ""
    shown = "" if "hide-input" in cell["metadata"].get("tags", ()) else f"<pre><code>{escape(source)}</code></pre>"
    outputs = "" if "lesson.exercise(" in source else "\n".join(_output(output.get("data", {})) for output in cell["outputs"])
    return shown + (f'<div class="view">{outputs}</div>' if outputs else "")


def _output(data: dict[str, list[str]]) -> str:
    """Return a stored output as HTML, without what can only be done where it runs."""
    if "text/html" not in data:
        return f"<pre>{escape(''.join(data.get('text/plain', ())))}</pre>"
    html = re.sub(r"<style.*?</style>", "", "".join(data["text/html"]), flags=re.DOTALL)
    html = re.sub(r'href="(\d\d_\w+)\.ipynb(?:#[\w-]*)?"', r'href="\1.html"', html)
    html = re.sub(r"<thead>.*?</thead>", lambda m: m[0].replace("<th>", '<th scope="col">'), html, flags=re.DOTALL)  # of pandas
    html = html.replace("<th>", '<th scope="row">')
    return _scrolling(_EMPTY.sub("", _LIVE_ONLY.sub("", html)))


def _scrolling(html: str) -> str:
    """Let each table scroll by itself where the page is too narrow, by keyboard too."""

    def framed(match: re.Match) -> str:
        caption = _CAPTION.search(match[0])
        name = re.sub(r"<[^>]*>", "", caption[1]) if caption else "Table"
        return f'<div class="scrolls" role="region" tabindex="0" aria-label="{escape(name, quote=True)}">{match[0]}</div>'

    return _TABLE.sub(framed, html)
