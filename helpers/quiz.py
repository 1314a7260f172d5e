"""Questions as widgets: a list of options with a drop-down and a button, or a number field and a button.

Everything works with Tab, the arrow keys and Enter. Where nothing runs, a question shows its options, and its feedback
in a part that folds out.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import ipywidgets as widgets

from .controls import PlainButton, dropdown, number_field
from .explorer import bundle, live_html, page
from .questions import Feedback, Question, grade_choice, judge_prediction
from .view import View


class _QuestionWidget(widgets.VBox):
    """What both kinds share: prompt, control and button, feedback, and the static fallback."""

    def __init__(self, asked: Question, control: widgets.Widget, button: str):
        self.question = asked
        self.control = control
        self.button = PlainButton(button, self._answer)
        self.feedback = widgets.HTML()
        self.feedback.add_class("course-view")
        row = widgets.Box([control, self.button], layout={"flex_flow": "row wrap", "align_items": "center"})
        super().__init__([widgets.HTML(page(prompt_html(asked))), row, self.feedback])

    def _answer(self) -> None:
        raise NotImplementedError

    def _fallback(self) -> tuple[str, str]:
        """Return the fold-out part as HTML and as text."""
        raise NotImplementedError

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, object]:
        html, plain = self._fallback()
        return bundle(self, f"{prompt_plain(self.question)}\n{plain}", prompt_html(self.question) + html)


class ChoiceQuestion(_QuestionWidget):
    """A single-choice question with feedback for every option."""

    def __init__(self, asked: Question):
        # not None: ipywidgets takes a value of None for an empty list
        options = [("choose", ""), *((option.letter, option.letter) for option in asked.options)]
        number = asked.question_id.rpartition("Q")[2]
        super().__init__(asked, dropdown(f"Your answer to question {number}", options), f"Check answer {number}")

    def _answer(self) -> None:
        self.feedback.value = page(feedback_html(grade_choice(self.question, self.control.value)))

    def _fallback(self) -> tuple[str, str]:
        lines = [f"{o.letter}: {'right' if o.correct else 'not right'}. {o.feedback}" for o in self.question.options]
        lines.append(self.question.explanation)
        html = "".join(f"<p>{escape(line)}</p>" for line in lines)
        return f"<details><summary>Feedback for each answer</summary>{html}</details>", "\n".join(lines)


class Prediction(_QuestionWidget):
    """A number to predict before it is shown; ``reveal`` returns the view that shows it."""

    def __init__(self, asked: Question, reveal: Callable[[], View], maximum: float = 120.0):
        self._reveal = reveal
        super().__init__(asked, number_field(f"Your prediction ({asked.unit})", 0, maximum, 0), "Reveal")

    def _answer(self) -> None:
        verdict = judge_prediction(self.question, self.control.value)
        text = Feedback(None, f"{verdict.text} {self.question.explanation}")
        self.feedback.value = page(feedback_html(text)) + live_html(self._reveal())

    def _fallback(self) -> tuple[str, str]:
        view = self._reveal()
        html = f"<details><summary>Reveal</summary><p>{escape(self.question.explanation)}</p>{view.html()}</details>"
        return html, f"{self.question.explanation}\n{view.plain()}"


def prompt_html(asked: Question) -> str:
    """Return prompt and options."""
    options = "".join(f"<p style='margin:.2em 0 .2em 1.2em;'>{o.letter}. {escape(o.text)}</p>" for o in asked.options)
    return f"<p><strong>{escape(asked.prompt)}</strong></p>{options}"


def prompt_plain(asked: Question) -> str:
    """Return prompt and options as text."""
    return "\n".join([asked.prompt, *(f"{o.letter}. {o.text}" for o in asked.options)])


def feedback_html(feedback: Feedback) -> str:
    """Return feedback with a word and a sign for right and wrong, not a colour alone."""
    sign = {True: "✓ Right. ", False: "✗ ", None: ""}[feedback.correct]
    return f'<p role="status" style="border-left:4px solid #595959;padding-left:.7em;">{sign}{escape(feedback.text)}</p>'
