"""Questions as widgets: a control for the answer, a button that checks it, a button for the next hint.

Everything works with Tab, the arrow keys, Space and Enter. Where nothing runs, a question shows its options, and hints and
feedback in parts that fold out. Each check is kept in the learner's progress.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import escape

import ipywidgets as widgets

from .. import wording
from ..learn.progress import Progress
from ..learn.questions import NUMBER, ORDERING, SEVERAL, SINGLE, Feedback, Question, answer_text, grade, judge_prediction
from ..show.charts.medians import MedianChart
from ..show.page import alone, current, follow
from ..show.pictures import drawn
from ..show.view import View
from .answers import STYLE, OnAxis, OneOf, Typed, answer_control
from .controls import HIDDEN, PlainButton, html_text, look
from .explorer import bundle, live_html, page

BELOW = "The picture stands below, and its controls change it."
_ROW = {"flex_flow": "row wrap", "align_items": "center"}


class _Widget(widgets.VBox):
    """What every kind shares: prompt, control, buttons, feedback, and the static fallback."""

    def __init__(self, asked: Question, control: widgets.Widget, buttons: list[widgets.Widget], progress: Progress):
        self.question = asked
        self.control = control
        self.progress = progress
        self.feedback = html_text()
        self.feedback.add_class("course-view")
        beside = isinstance(control, Typed)  # a field and its buttons stand in one row
        row = widgets.Box([control, *buttons] if beside else buttons, **look(widgets.Box, **_ROW))
        answer = [row] if beside else [control, row]
        super().__init__([html_text(page(STYLE + prompt_html(asked))), *answer, self.feedback])

    def _fallback(self) -> tuple[str, str]:
        """Return the fold-out part as HTML and as text."""
        raise NotImplementedError

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, object]:
        html, plain = self._fallback()
        asked = self.question
        return bundle(self, f"{prompt_plain(asked)}\n{plain}", prompt_html(asked) + options_html(asked) + html)


class SelfCheck(_Widget):
    """A question with feedback at each answer and three hints, asked for one by one."""

    def __init__(self, asked: Question, progress: Progress | None = None):
        number = asked.question_id.rpartition("Q")[2]
        progress = progress or Progress()
        self._hints_seen = 0
        self.hint_button = PlainButton(f"Hint for question {number}", self._show_hint)
        self.button = PlainButton(f"Check answer {number}", self.answer)
        self.hints = html_text()
        control = answer_control(asked, number, self.answer)
        buttons = [self.hint_button] if asked.kind == SINGLE else [self.button, self.hint_button]
        super().__init__(asked, control, buttons, progress)
        self.children = (*self.children, self.hints)
        record = progress.records().get(asked.question_id)
        if record is not None and record.right:
            self.feedback.value = page(f"<p>✓ You answered this one rightly before, last on {record.last}.</p>")

    def answer(self) -> None:
        """Grade the answer, keep the try, and show the feedback at the option and below."""
        given = self.control.value
        verdict = grade(self.question, given)
        if verdict.correct is not None:
            self.progress.record(self.question.question_id, bool(verdict.correct), answer_text(given))
        right = [o.letter for o in self.question.options if o.correct or (o.correct is None and verdict.correct)]
        self.control.tell({letter: page(at_option_html(words, letter in right)) for letter, words in verdict.at}, right)
        self.feedback.value = page(feedback_html(verdict) + notes_html(self.progress))

    def _show_hint(self) -> None:
        hints = self.question.hints
        self._hints_seen = min(self._hints_seen + 1, len(hints))
        lines = enumerate(hints[: self._hints_seen], start=1)
        said = "".join(f'<p role="status"><em>Hint {n} of {len(hints)}.</em> {escape(hint)}</p>' for n, hint in lines)
        self.hints.value = page(said)

    def _fallback(self) -> tuple[str, str]:
        hints = [f"Hint {n}. {hint}" for n, hint in enumerate(self.question.hints, start=1)]
        answers = answer_lines(self.question)
        return folded("Hints", hints) + folded("Feedback for each answer", answers), "\n".join([*hints, *answers])


class Prediction(_Widget):
    """A number to predict before it is shown, or an option to choose, or to skip; ``reveal`` returns the view that shows it.

    Where the picture of that view is of medians on an axis of time, the guess is set and marked there; until the reveal the
    picture shows no more than what the prompt tells.

    The course's Lab extension keeps what follows on the page out of sight until then (class ``course-prediction``).
    Where an explorer on the page opens on that view (``explored``), the stored output leaves the table to it; where it comes
    next (``next_on_page``), the whole view, unless the guess is marked in it.
    """

    def __init__(
        self, asked: Question, reveal: Callable[[], View], progress: Progress | None = None, explored=False, next_on_page=False
    ):
        self._reveal, self._explored = reveal, explored
        self._said: str | None = None  # with the view, once it is revealed
        self.axis = html_text()
        name = f"Your prediction ({asked.unit or 'number'})"
        chart = reveal().chart
        self._chart = told_only(chart, asked.prompt) if isinstance(chart, MedianChart) else None
        self._below = next_on_page and not self._chart
        field = OnAxis(name, chart.limit, self._mark) if self._chart else Typed(name)
        field = OneOf(asked, self.answer) if asked.options else field  # pressing an option is the guess
        self.button = PlainButton("Reveal", self.answer)
        self.skip_button = PlainButton("Skip the guess", self.skip)
        buttons = [self.skip_button] if asked.options else [self.button, self.skip_button]
        super().__init__(asked, field, buttons, progress or Progress())
        self.add_class("course-prediction")
        self._mark()
        self.children = (*self.children[:2], self.axis, *self.children[2:]) if self._chart else self.children
        if asked.question_id in self.progress.records():
            self.add_class("course-revealed")
        follow(self)

    @property
    def revealed(self) -> View:
        """What is shown once the guess was made or skipped, with the guess where the picture takes one."""
        shown = self._reveal()
        return replace(shown, chart=replace(shown.chart, guess=self.control.value)) if self._chart else shown

    @alone
    def _mark(self) -> None:
        """Draw the guess on the axis, if there is one."""
        if self._chart:
            self.axis.value = page(drawn(replace(self._chart, guess=self.control.value), current()).html)

    def turned(self) -> None:
        """Show the pictures as the page now has room for them."""
        self._mark()
        if self._said is not None:
            self._show(self._said)

    def answer(self) -> None:
        """Compare the guess with what was reported, and show it; without a guess, ask for one."""
        verdict = judge_prediction(self.question, guess := self.control.value)
        if verdict.correct is None:
            self.feedback.value = page(feedback_html(verdict))
            return
        self.progress.record(self.question.question_id, True, answer_text(guess))  # done, whatever was guessed
        self._show(f"{verdict.text} {self._words}".strip())

    def skip(self) -> None:
        """Show what was reported; no try is kept."""
        self._show(self._words)

    @property
    def _words(self) -> str:
        """What is said, guess or none; where the view is left to the explorer, with the figure."""
        told = self._below and not self.question.options
        return (f"Reported: {self.question.with_unit(self.question.answer)}. " if told else "") + self.question.explanation

    @alone
    def _show(self, words: str) -> None:
        self._said = words
        if self._chart:
            self.axis.layout = self.control.slider.layout = HIDDEN
        if self.question.options:
            self.control.layout = HIDDEN  # the words name what was chosen
        shown = page(f"<p>{BELOW}</p>") if self._below else live_html(self.revealed)
        self.feedback.value = page((feedback_html(Feedback(None, words)) if words else "") + notes_html(self.progress)) + shown
        self.skip_button.layout = HIDDEN
        self.add_class("course-revealed")

    def _fallback(self) -> tuple[str, str]:
        view, numbers, words = self._reveal(), not self._explored, self._words
        html, plain = (f"<p>{BELOW}</p>", BELOW) if self._below else (view.html(numbers=numbers), view.plain(numbers))
        return f"<details><summary>Reveal</summary><p>{escape(words)}</p>{html}</details>", f"{words}\n{plain}"


def told_only(chart: MedianChart, prompt: str) -> MedianChart:
    """Return a chart of medians with only those arms whose median the prompt tells."""
    told = (arm.label for arm in chart.arms if re.search(rf"(?<![\d.]){re.escape(wording.with_unit(arm.median))}", prompt))
    return replace(chart, told=tuple(told))


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
    """Return the prompt, with what to do."""
    how = {
        SINGLE: "", SEVERAL: " <em>Tick each that belongs.</em>", NUMBER: " <em>Give a number.</em>",
        ORDERING: "" if "order" in asked.prompt else " <em>Put them in order.</em>",
    }.get(asked.kind, "")  # fmt: skip
    return f'<p style="margin:.1em 0;"><strong>{escape(asked.prompt)}</strong>{how}</p>'


def options_html(asked: Question) -> str:
    """Return the options as text, for a page where nothing runs."""
    return "".join(f"<p style='margin:.2em 0 .2em 1.2em;'>{escape(text)}</p>" for text in _shown_options(asked))


def prompt_plain(asked: Question) -> str:
    """Return prompt and options as text."""
    return "\n".join([asked.prompt, *_shown_options(asked)])


def feedback_html(feedback: Feedback) -> str:
    """Return what is said below the options, with a sign, a word and a colour for right and wrong, never a colour alone."""
    sign, colour = {True: ("✓ Right. ", "#1B7F3B"), False: ("✗ ", "#B3261E"), None: ("", "#595959")}[feedback.correct]
    if not feedback.text:
        return ""
    style = f"border-left:4px solid {colour};padding-left:.7em;margin:.1em 0;"
    return f'<p role="status" style="{style}">{sign}{escape(feedback.text)}</p>'


def at_option_html(words: str, right: bool) -> str:
    """Return what is said at an option."""
    return f'<p role="status" style="margin:.1em 0 .5em;">{"✓" if right else "✗"} {escape(words)}</p>'


def notes_html(progress: Progress) -> str:
    """Return what the learner should know of the progress file, such as that it could not be saved."""
    return "".join(f'<p role="status"><small>{escape(note)}</small></p>' for note in progress.notes)
