"""A question as a sheet of paper asks it, and the key that is kept apart from it."""

from __future__ import annotations

from html import escape

from ..learn.questions import NUMBER, ON_PAPER, Question
from ..widgets.quiz import answer_lines

_BOX = "☐"


def asked_html(asked: Question) -> str:
    """Return a question without its key: what is asked, the options, room for a number."""
    how = f" <em>{ON_PAPER[asked.kind]}</em>" if asked.kind in ON_PAPER else ""
    head = f'<p id="{asked.question_id}"><strong>{escape(asked.prompt)}</strong>{how}</p>'
    if asked.kind == NUMBER:
        return f'<div class="question">{head}<p>____________ {escape(asked.unit)}</p></div>'
    options = "".join(f"<li>{_BOX} {escape(option.letter)}. {escape(option.text)}</li>" for option in asked.options)
    return f'<div class="question">{head}<ul class="options">{options}</ul></div>'


def key_of(asked: Question, page: str) -> str:
    """Return the key to a question: every answer with what is said to it, and why.

    Args:
        page: the page on which it is asked.
    """
    lines = "".join(f"<li>{escape(line)}</li>" for line in answer_lines(asked))
    return (
        f'<div class="question"><p><a href="{page}#{asked.question_id}">{asked.question_id}</a> '
        f"<strong>{escape(asked.prompt)}</strong></p><ul>{lines}</ul></div>"
    )
