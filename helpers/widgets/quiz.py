"""Questions as widgets: a control for the answer, a button that checks it, a button for the next hint.

Everything works with Tab, the arrow keys, Space and Enter. Where nothing runs, a question shows its options, and hints and
feedback in parts that fold out. Each check is kept in the learner's progress.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import ipywidgets as widgets

from ..learn.progress import Progress
from ..learn.questions import NUMBER, ORDERING, SEVERAL, SINGLE, Feedback, Question, answer_text, grade, judge_prediction
from ..show.view import View
from .controls import CheckboxGroup, OrderGroup, PlainButton, dropdown, number_field
from .explorer import bundle, live_html, page

_ROW = {"flex_flow": "row wrap", "align_items": "center"}


class _Widget(widgets.VBox):
    """What every kind shares: prompt, control, buttons, feedback, and the static fallback."""

    def __init__(self, asked: Question, control: widgets.Widget, button: str, progress: Progress, more: tuple = ()):
        self.question = asked
        self.control = control
        self.progress = progress
        self.button = PlainButton(button, self._answer)
        self.feedback = widgets.HTML()
        self.feedback.add_class("course-view")
        row = widgets.Box([control, self.button, *more], layout=_ROW)
        super().__init__([widgets.HTML(page(prompt_html(asked))), row, self.feedback])

    def _answer(self) -> None:
        raise NotImplementedError

    def _keep(self, verdict: Feedback) -> None:
        """Keep the try, if something was answered."""
        if verdict.correct is not None:
            self.progress.record(self.question.question_id, bool(verdict.correct), answer_text(self.control.value))

    def _fallback(self) -> tuple[str, str]:
        """Return the fold-out part as HTML and as text."""
        raise NotImplementedError

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, object]:
        html, plain = self._fallback()
        return bundle(self, f"{prompt_plain(self.question)}\n{plain}", prompt_html(self.question) + html)


class SelfCheck(_Widget):
    """A question with feedback for each answer and three hints, asked for one by one."""

    def __init__(self, asked: Question, progress: Progress | None = None):
        number = asked.question_id.rpartition("Q")[2]
        self._hints_seen = 0
        self.hint_button = PlainButton(f"Hint for question {number}", self._show_hint)
        control = answer_control(asked, number)
        super().__init__(asked, control, f"Check answer {number}", progress or Progress(), (self.hint_button,))

    def _answer(self) -> None:
        verdict = grade(self.question, self.control.value)
        self._keep(verdict)
        self.feedback.value = page(feedback_html(verdict) + self._hints_html() + notes_html(self.progress))

    def _show_hint(self) -> None:
        self._hints_seen = min(self._hints_seen + 1, len(self.question.hints))
        self.feedback.value = page(self._hints_html())

    def _hints_html(self) -> str:
        seen = self.question.hints[: self._hints_seen]
        return "".join(
            f'<p role="status"><em>Hint {n} of {len(self.question.hints)}.</em> {escape(hint)}</p>'
            for n, hint in enumerate(seen, start=1)
        )

    def _fallback(self) -> tuple[str, str]:
        hints = [f"Hint {n}. {hint}" for n, hint in enumerate(self.question.hints, start=1)]
        answers = answer_lines(self.question)
        return folded("Hints", hints) + folded("Feedback for each answer", answers), "\n".join([*hints, *answers])


class Prediction(_Widget):
    """A number to predict before it is shown; ``reveal`` returns the view that shows it."""

    def __init__(self, asked: Question, reveal: Callable[[], View], maximum: float = 120.0, progress: Progress | None = None):
        self._reveal = reveal
        field = number_field(f"Your prediction ({asked.unit or 'number'})", 0, maximum, 0)
        super().__init__(asked, field, "Reveal", progress or Progress())

    def _answer(self) -> None:
        verdict = judge_prediction(self.question, self.control.value)
        self.progress.record(self.question.question_id, True, answer_text(self.control.value))  # done, whatever was guessed
        text = Feedback(None, f"{verdict.text} {self.question.explanation}")
        self.feedback.value = page(feedback_html(text) + notes_html(self.progress)) + live_html(self._reveal())

    def _fallback(self) -> tuple[str, str]:
        view = self._reveal()
        html = f"<details><summary>Reveal</summary><p>{escape(self.question.explanation)}</p>{view.html()}</details>"
        return html, f"{self.question.explanation}\n{view.plain()}"


def answer_control(asked: Question, number: str) -> widgets.Widget:
    """Return the control that takes the answer to a question of this kind."""
    name = f"Your answer to question {number}"
    if asked.kind == NUMBER:
        unit = f" ({asked.unit})" if asked.unit else ""
        return number_field(f"{name}{unit}", 0, 100_000, 0, step=None)
    if asked.kind == SEVERAL:
        return CheckboxGroup(f"{name} (one or more)", [(f"{number}{o.letter}", o.letter) for o in asked.options], ())
    if asked.kind == ORDERING:
        return OrderGroup(f"Question {number}", [(o.letter, o.letter) for o in asked.options])
    # not None: ipywidgets takes a value of None for an empty list
    return dropdown(name, [("choose", ""), *((option.letter, option.letter) for option in asked.options)])


def answer_lines(asked: Question) -> list[str]:
    """Return the feedback for every answer, and the explanation, as lines of text."""
    if asked.kind == NUMBER:
        unit = f" {asked.unit}" if asked.unit else ""
        lines = [f"{option.text}: not right. {option.feedback}" for option in asked.options]
        return [*lines, f"Right: {asked.answer:g}{unit}. {asked.explanation}"]
    if asked.kind == ORDERING:
        ordered = sorted(asked.options, key=lambda option: option.position)
        return [*(f"{o.position}: {o.letter}. {o.feedback}" for o in ordered), asked.explanation]
    words = {True: "belongs", False: "does not belong"} if asked.kind == SEVERAL else {True: "right", False: "not right"}
    return [*(f"{o.letter}: {words[o.correct]}. {o.feedback}" for o in asked.options), asked.explanation]


def folded(summary: str, lines: list[str]) -> str:
    """Return lines in a part that folds out."""
    inside = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f"<details><summary>{escape(summary)}</summary>{inside}</details>" if lines else ""


def _shown_options(asked: Question) -> list[str]:
    """Return the options as they are listed below the prompt; the wrong numbers of a number question are not."""
    return [] if asked.kind == NUMBER else [f"{option.letter}. {option.text}" for option in asked.options]


def prompt_html(asked: Question) -> str:
    """Return prompt and options."""
    options = "".join(f"<p style='margin:.2em 0 .2em 1.2em;'>{escape(text)}</p>" for text in _shown_options(asked))
    how = {
        SINGLE: "", SEVERAL: " <em>Tick each that belongs.</em>", ORDERING: " <em>Put them in order.</em>",
        NUMBER: " <em>Give a number.</em>",
    }.get(asked.kind, "")  # fmt: skip
    return f"<p><strong>{escape(asked.prompt)}</strong>{how}</p>{options}"


def prompt_plain(asked: Question) -> str:
    """Return prompt and options as text."""
    return "\n".join([asked.prompt, *_shown_options(asked)])


def feedback_html(feedback: Feedback) -> str:
    """Return feedback with a word and a sign for right and wrong, not a colour alone."""
    sign = {True: "✓ Right. ", False: "✗ ", None: ""}[feedback.correct]
    details = "".join(f"<br>{escape(line)}" for line in feedback.details)
    return f'<p role="status" style="border-left:4px solid #595959;padding-left:.7em;">{sign}{escape(feedback.text)}{details}</p>'


def notes_html(progress: Progress) -> str:
    """Return what the learner should know of the progress file, such as that it could not be saved."""
    return "".join(f'<p role="status"><small>{escape(note)}</small></p>' for note in progress.notes)
