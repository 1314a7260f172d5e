"""The one mechanism behind every explorer: controls bound to a pure function ``choices -> View``.

An explorer holds no logic. It shows the view for the choices made, keeps views already seen, shows an error where the
learner looks (and raises it, so that no test overlooks it), and carries its first view as a static fallback: a lesson
that was never run, or that JupyterLab does not trust, shows text, table and figure all the same.

Fast changes: what one more step the same way would show is drawn while nothing else is to do. The page sends at most one
change of a control at a time and keeps only the latest meanwhile (ipywidgets does this), so a key held down leaves no queue;
several controls set from Python are shown once (:meth:`choose`).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import OrderedDict
from collections.abc import Callable, Sequence
from html import escape

import ipywidgets as widgets

from ..jupyter.saving import WIDGET_MIME
from ..show.page import alone, current, follow
from ..show.view import View
from .controls import HIDDEN, PlainButton, html_text, look

_KEPT = 256  # views kept per explorer, 5 to 30 kB each
_ROW = {"display": "flex", "flex_flow": "row wrap", "align_items": "flex-start"}
_MORE, _FEWER = "More settings", "Fewer settings"
_IDLE = 0.05  # seconds without a change, after which the next step is drawn ahead


class Explorer(widgets.VBox):
    """Controls above the view of what they choose.

    Args:
        title: what can be explored, in a few words.
        view: pure function from the choices (by name) to a :class:`View`.
        controls: the widgets by the name of the argument they choose; each has ``value`` and ``description``.
        more: the names of those that wait behind a button, because few readers need them.
    """

    def __init__(self, title: str, view: Callable[..., View], controls: dict[str, widgets.Widget], more: Sequence[str] = ()):
        self.title = title
        self.view = view
        self.controls = controls
        self._start = self.choices
        self._first: View | None = None
        self._seen: OrderedDict[tuple, str] = OrderedDict()
        self._holding = False
        self._ahead: asyncio.TimerHandle | None = None
        self.output = html_text()
        self.output.add_class("course-view")
        first = [control for name, control in controls.items() if name not in more]
        self.further = self.further_button = None
        if more:
            self.further = _row([controls[name] for name in more])
            self.further.layout = HIDDEN
            self.further_button = PlainButton(_MORE, self._open_further)
            first.append(self.further_button)
        super().__init__([_row(first), *([self.further] if more else []), self.output])
        for control in controls.values():
            control.observe(self._on_change, "value")
        follow(self)
        self._show()

    @property
    def choices(self) -> dict[str, object]:
        """The choices made, by name."""
        return {name: control.value for name, control in self.controls.items()}

    @property
    def current(self) -> View:
        """The view of the choices made."""
        return self.view(**self.choices)

    @property
    def first(self) -> View:
        """The view of the starting choices, computed and drawn once: a running cell shows it live and stores it as fallback."""
        if self._first is None:
            self._first = self.view(**self._start)
        return self._first

    def choose(self, **choices: object) -> None:
        """Set several controls at once; the view is shown once, after the last."""
        with self._held():
            for name, value in choices.items():
                self.controls[name].value = value
        self._show()

    @contextlib.contextmanager
    def _held(self):
        self._holding = True
        try:
            yield
        finally:
            self._holding = False

    def turned(self) -> None:
        """Show the view as the page now has room for it."""
        self._show()

    def _open_further(self) -> None:
        closed = self.further.layout.display == "none"
        self.further.layout = _ROW if closed else HIDDEN
        self.further_button.description = _FEWER if closed else _MORE

    def _on_change(self, change) -> None:
        if not self._holding:
            self._show()
            self._look_ahead(change)

    @alone
    def _show(self) -> None:
        choices = self.choices
        try:
            self.output.value = self._html(choices)
        except Exception as error:
            self.output.value = error_html(error, choices)
            raise

    def _html(self, choices: dict[str, object]) -> str:
        """Return the view of some choices as HTML, drawn once."""
        key = (current().name, *choices.values())
        if key not in self._seen:
            self._seen[key] = live_html(self.first if choices == self._start else self.view(**choices))
        self._seen.move_to_end(key)
        while len(self._seen) > _KEPT:
            self._seen.popitem(last=False)
        return self._seen[key]

    def _look_ahead(self, change) -> None:
        """Draw what one more step the same way would show, once the kernel has had nothing to do for a moment.

        A key held down never gets there, because each change puts it off; outside a running kernel nothing is done ahead.
        """
        if self._ahead is not None:
            self._ahead.cancel()
        value = next_step(change.owner, change.old, change.new)
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        if value is not None:
            name = next(name for name, control in self.controls.items() if control is change.owner)
            self._ahead = loop.call_later(_IDLE, self._draw_ahead, self.choices | {name: value})

    @alone
    def _draw_ahead(self, choices: dict[str, object]) -> None:
        with contextlib.suppress(Exception):  # what cannot be shown says so when it is chosen
            self._html(choices)

    def _starting_choices(self) -> str:
        return "; ".join(f"{c.description}: {label_of(c, self._start[name])}" for name, c in self.controls.items())

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, object]:
        first = self.first
        stop = "" if self.title.endswith("?") else "."
        shown = f"Shown with its starting choices: {self._starting_choices()}."
        hint = f"{self.title}{stop} {shown} Press Start this lesson to change them."
        return bundle(self, f"{hint}\n{first.plain()}", f"<p><em>{escape(hint)}</em></p>{first.html()}")


def _row(controls: list[widgets.Widget]) -> widgets.Box:
    return widgets.Box(controls, **look(widgets.Box, **_ROW))


def next_step(control: widgets.Widget, old: object, new: object) -> object:
    """Return the value that one more step the same way gives, on a slider or in a list; None where there is none."""
    if options := getattr(control, "options", None):
        values = [value for _, value in options]
        if old not in values or new not in values:  # the options themselves have changed
            return None
        place = 2 * values.index(new) - values.index(old)
        return values[place] if 0 <= place < len(values) else None
    if not hasattr(control, "min"):
        return None
    ahead = round(2 * new - old, 10)
    return ahead if control.min <= ahead <= control.max else None


def bundle(widget: widgets.Widget, plain: str, html: str) -> dict[str, object]:
    """Return a widget with its static fallback: what runs shows the widget, what does not shows the HTML or the text."""
    live = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
    return {"text/plain": plain, "text/html": html, WIDGET_MIME: live}


def label_of(control: widgets.Widget, value: object) -> str:
    """Return what a control shows for a value."""
    if hasattr(control, "label_of"):
        return control.label_of(value)
    options = getattr(control, "options", None)
    if options is not None:
        return next((label for label, option in options if option == value), str(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def live_html(view: View) -> str:
    """Return a view as the live widget shows it."""
    return page(view.html(live=True))


def page(html: str) -> str:
    """Return HTML for a live widget in a class that gives it Lab's own look of text and tables."""
    return f'<div class="jp-RenderedHTMLCommon" style="padding-right:0;">{html}</div>'


def error_html(error: Exception, choices: dict[str, object]) -> str:
    """Return the message that stands in place of a view that failed."""
    made = ", ".join(f"{name} = {value}" for name, value in choices.items())
    return page(
        '<p role="alert" style="border-left:4px solid #B3261E;padding-left:.7em;">'
        f"<strong>This view could not be shown.</strong> {escape(type(error).__name__)}: {escape(str(error))} "
        f"(choices: {escape(made)}). The choices before it still work; please report this one.</p>"
    )
