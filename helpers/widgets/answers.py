"""Controls that take the answer to a question: the option itself is what one presses, ticks or moves.

Each has ``value`` (as :func:`helpers.learn.questions.grade` takes it) and ``tell``, which puts feedback at the options.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape

import ipywidgets as widgets
import traitlets

from ..learn.questions import NUMBER, ORDERING, SEVERAL, Question, number_of
from .controls import PlainButton, html_text, look, text_field, whole_slider

# ipywidgets cuts long words of buttons and boxes at one line
STYLE = """<style>
.course-option, .course-option .widget-label-basic, .course-option .widget-label-basic span {
  white-space: normal !important; height: auto !important; line-height: 1.45 !important; overflow: visible !important; }
.course-option { width: auto !important; max-width: 100%; }
button.course-option { text-align: left; padding: .35em .8em; border: 1px solid #767676; border-radius: 4px;
  background: transparent; color: inherit; font-size: 14px; margin: 3px 0; }
button.course-option.course-right, .course-option.course-right { box-shadow: inset 5px 0 #1B7F3B; }
button.course-option.course-wrong, .course-option.course-wrong { box-shadow: inset 5px 0 #B3261E; }
.widget-checkbox.course-option { padding: .2em .8em; font-size: 14px; align-items: flex-start; }
.course-moved { font-size: 14px; padding: .3em .5em; }
</style>"""
_RIGHT, _WRONG = "course-right", "course-wrong"


class _Options(widgets.VBox):
    """Options below one another, each with a place for its feedback."""

    def __init__(self, asked: Question, rows: Sequence[widgets.Widget]):
        self.letters = [option.letter for option in asked.options]
        self.rows = dict(zip(self.letters, rows, strict=True))
        self.places = {letter: html_text(margin="0 0 0 1.2em") for letter in self.letters}
        super().__init__([part for letter in self.letters for part in (self.rows[letter], self.places[letter])])

    def tell(self, words: Mapping[str, str], right: Sequence[str] = ()) -> None:
        """Put HTML at the options named, mark these as right or wrong, and clear the others."""
        for letter, place in self.places.items():
            place.value = words.get(letter, "")
            row = self.rows[letter]
            row.remove_class(_RIGHT).remove_class(_WRONG)
            if letter in words:
                row.add_class(_RIGHT if letter in right else _WRONG)


class OneOf(_Options):
    """One button for each option; pressing it is the answer."""

    value = traitlets.Unicode("")

    def __init__(self, asked: Question, answered: Callable[[], None]):
        self._answered = answered
        buttons = [PlainButton(f"{o.letter}. {o.text}", partial(self._press, o.letter)) for o in asked.options]
        for button in buttons:
            button.add_class("course-option")
        super().__init__(asked, buttons)

    def _press(self, letter: str) -> None:
        self.value = letter
        self._answered()


class SeveralOf(_Options):
    """One box to tick for each option; ``value`` is the tuple of the ticked letters."""

    value = traitlets.Tuple()

    def __init__(self, asked: Question):
        boxes = [
            widgets.Checkbox(description=f"{o.letter}. {o.text}", indent=False, **look(widgets.Checkbox)) for o in asked.options
        ]
        for box in boxes:
            box.add_class("course-option")
            box.observe(self._read, "value")
        super().__init__(asked, boxes)
        self.observe(self._set, "value")

    def _read(self, _change=None) -> None:
        self.value = tuple(letter for letter in self.letters if self.rows[letter].value)

    def _set(self, change) -> None:
        for letter, box in self.rows.items():
            box.unobserve(self._read, "value")
            box.value = letter in change.new
            box.observe(self._read, "value")


class InOrder(widgets.VBox):
    """Items that are moved up and down; ``value`` is the tuple of their letters from first to last."""

    value = traitlets.Tuple()

    def __init__(self, asked: Question):
        self._texts = {option.letter: option.text for option in asked.options}
        self._told: dict[str, str] = {}
        last = len(asked.options) - 1
        self._up = [self._mover("arrow-up", place, -1, place > 0) for place in range(last + 1)]
        self._down = [self._mover("arrow-down", place, +1, place < last) for place in range(last + 1)]
        self._items = [html_text() for _ in asked.options]
        rows = zip(self._up, self._down, self._items, strict=True)
        super().__init__([widgets.HBox(row, **look(widgets.HBox, align_items="center")) for row in rows])
        self.observe(self._show, "value")
        self.value = tuple(self._texts)

    def _mover(self, icon: str, place: int, step: int, can: bool) -> PlainButton:
        button = PlainButton("", partial(self.move, place, step))
        button.icon, button.disabled = icon, not can
        button.layout = look(widgets.Button, width="36px", flex="0 0 auto")["layout"]  # no narrower beside a long item
        return button

    def move(self, place: int, step: int) -> None:
        """Exchange the item at a place with its neighbour; the focus goes with it."""
        order = list(self.value)
        if not 0 <= place + step < len(order):
            return
        order[place], order[place + step] = order[place + step], order[place]
        self._told = {}  # what was said of the order before
        self.value = tuple(order)
        there = (self._up if step < 0 else self._down)[place + step]
        (there if not there.disabled else (self._down if step < 0 else self._up)[place + step]).focus()

    def _show(self, _change=None) -> None:
        for place, letter in enumerate(self.value):
            text = self._texts[letter]
            told = self._told.get(letter, "")
            self._items[place].value = f'<div class="course-moved">{place + 1}. {escape(text)}{told}</div>'
            self._up[place].tooltip, self._down[place].tooltip = f"Move up: {text}", f"Move down: {text}"

    def tell(self, words: Mapping[str, str], right: Sequence[str] = ()) -> None:
        """Put HTML at the items named."""
        self._told = dict(words)
        self._show()


class Typed(widgets.VBox):
    """A field for a number, empty at first; ``value`` is the number, None while there is none."""

    def __init__(self, name: str):
        self.field = text_field(name, "a number")
        self.field.continuous_update = False  # or a button pressed at once would overtake the last key
        self.field.layout.width = f"{10 + 0.55 * len(name):.0f}em"
        super().__init__([self.field])

    @property
    def value(self) -> float | None:
        """The number that was written."""
        return number_of(self.field.value)

    @value.setter
    def value(self, number: float) -> None:
        self.field.value = f"{number:.12g}"

    def tell(self, words: Mapping[str, str], right: Sequence[str] = ()) -> None:
        """A number has its feedback below it."""


class OnAxis(Typed):
    """A number on an axis of time: a slider beside the field, which it fills; empty until either was used."""

    def __init__(self, name: str, end: int, changed: Callable[[], None]):
        super().__init__(name)
        self.slider = whole_slider(f"{name}, on the axis", 0, end, 0)
        self.slider.readout = False
        self.slider.observe(lambda change: setattr(self, "value", change.new), "value")
        self.field.observe(self._follow, "value")
        self._changed = changed
        self.children = (self.slider, self.field)

    def _follow(self, _change) -> None:
        written = self.value
        if written is not None and 0 <= written <= self.slider.max and written == int(written):
            self.slider.value = int(written)
        self._changed()


def answer_control(asked: Question, number: str, answered: Callable[[], None]) -> widgets.Widget:
    """Return the control that takes the answer to a question of this kind; ``answered`` is called where a press is the answer."""
    if asked.kind == NUMBER:
        return Typed(f"Your answer to question {number}{f' ({asked.unit})' if asked.unit else ''}")
    if asked.kind == SEVERAL:
        return SeveralOf(asked)
    return InOrder(asked) if asked.kind == ORDERING else OneOf(asked, answered)
