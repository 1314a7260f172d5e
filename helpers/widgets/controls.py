"""Controls that can be named, reached and worked with the keyboard alone.

Drop-down lists, check boxes and number fields carry their description as accessible name. A slider of ipywidgets does
not; the course's Lab extension (``helpers/jupyter``) copies the description to its handle.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from html import escape

import ipywidgets as widgets
import traitlets

from ..wording import listing

_WIDE = {"description_width": "initial"}
_LAYOUT = {"width": "auto", "max_width": "100%", "margin": "2px 16px 2px 0"}


@cache
def _shared(kind: type[widgets.Widget], traits: tuple[tuple[str, str], ...]) -> widgets.Widget:
    return kind(**dict(traits))


def look(widget: type[widgets.Widget], style: dict[str, str] | None = None, **layout: str) -> dict[str, widgets.Widget]:
    """Return the layout and style of a widget, the same ones for all that look alike: else each would be two more to make.

    To change how one of them looks, give it another layout; a change within would change them all.
    """
    parts = {"layout": layout, "style": style or {}}
    kinds = {name: trait.klass for name, trait in widget.class_traits().items() if name in parts}
    return {name: _shared(kind, tuple(parts[name].items())) for name, kind in kinds.items()}


HIDDEN = {"display": "none"}


def html_text(html: str = "", **layout: str) -> widgets.HTML:
    """Return words to show."""
    return widgets.HTML(html, **look(widgets.HTML, **layout))


def _wide_enough(description: str, control: float) -> dict[str, str]:
    """Return a layout in which a description stands beside its control, which is ``control`` em wide, without covering it."""
    return {**_LAYOUT, "width": f"{control + 0.55 * len(description):.0f}em"}


Options = Sequence[tuple[str, object]]


def dropdown(description: str, options: Options, value: object = None) -> widgets.Dropdown:
    """Return a list of (label, value) options of which one is chosen; the first unless ``value`` is given."""
    chosen = {} if value is None else {"value": value}  # value=None would leave the list empty
    return widgets.Dropdown(description=description, options=options, **look(widgets.Dropdown, _WIDE, **_LAYOUT), **chosen)


def offer(control: widgets.Dropdown, options: Options, *wanted: object) -> None:
    """Offer other options in a list, and choose the first of ``wanted`` that is one of them."""
    if list(control.options) != list(options):
        control.options = options  # which chooses the first
        offered = [value for _, value in options]
        control.value = next((value for value in wanted if value in offered), control.value)


def whole_slider(description: str, minimum: int, maximum: int, value: int, step: int = 1) -> widgets.IntSlider:
    """Return a slider over whole numbers; put the unit into the description."""
    return widgets.IntSlider(
        description=description, min=minimum, max=maximum, step=step, value=value,
        **look(widgets.IntSlider, _WIDE, **_wide_enough(description, 17)),
    )  # fmt: skip


def decimal_slider(description: str, minimum: float, maximum: float, value: float, step: float) -> widgets.FloatSlider:
    """Return a slider over numbers with two decimals; put the unit into the description."""
    return widgets.FloatSlider(
        description=description, min=minimum, max=maximum, step=step, value=value, readout_format=".2f",
        **look(widgets.FloatSlider, _WIDE, **_wide_enough(description, 17)),
    )  # fmt: skip


def number_field(
    description: str, minimum: float, maximum: float, value: float, step: float | None = 0.5
) -> widgets.BoundedFloatText:
    """Return a field for a number between two bounds; ``step`` is what an arrow key adds."""
    return widgets.BoundedFloatText(
        description=description, min=minimum, max=maximum, step=step, value=value, style=_WIDE,
        layout=_wide_enough(description, 9),
    )  # fmt: skip


def text_area(description: str, placeholder: str = "", rows: int = 3) -> widgets.Textarea:
    """Return a field for a few sentences."""
    return widgets.Textarea(
        description=description, placeholder=placeholder, rows=rows, style=_WIDE, layout={**_LAYOUT, "width": "44em"}
    )


def text_field(description: str, placeholder: str = "", value: str = "") -> widgets.Text:
    """Return a field for a few words; its value follows each key."""
    return widgets.Text(
        description=description, placeholder=placeholder, value=value, style=_WIDE, layout={**_LAYOUT, "width": "30em"}
    )


class CheckboxGroup(widgets.VBox):
    """Check boxes under a heading; ``value`` is the tuple of the chosen values, in the order of the options."""

    value = traitlets.Tuple()

    def __init__(self, description: str, options: Options, value: Sequence[object]):
        self.description = description
        self._options = list(options)
        self._values = [option for _, option in options]
        self._boxes = [
            widgets.Checkbox(
                description=label, value=option in value, indent=False,
                **look(widgets.Checkbox, _WIDE, width="auto", margin="0 18px 0 0"),
            )
            for label, option in options
        ]  # fmt: skip
        heading = html_text(f"<strong>{escape(description)}</strong>")
        row = widgets.Box(self._boxes, layout={"flex_flow": "row wrap"})
        super().__init__([heading, row])
        self.value = tuple(value)
        for box in self._boxes:
            box.observe(self._read_boxes, "value")
        self.observe(self._set_boxes, "value")

    @property
    def every(self) -> tuple[object, ...]:
        """The values of all boxes."""
        return tuple(self._values)

    def label_of(self, value: Sequence[object]) -> str:
        """Return the labels of the chosen values, as words."""
        return listing([label for label, option in self._options if option in value]) or "none"

    def _read_boxes(self, _change=None) -> None:
        self.value = tuple(v for v, box in zip(self._values, self._boxes, strict=True) if box.value)

    def _set_boxes(self, change) -> None:
        chosen = change.new
        for value, box in zip(self._values, self._boxes, strict=True):
            box.unobserve(self._read_boxes, "value")
            box.value = value in chosen
            box.observe(self._read_boxes, "value")


class PlainButton(widgets.Button):
    """A button whose action may fail aloud.

    ``Button.on_click`` logs an exception where no learner looks. Here the action runs inside the message handler, so
    that ipywidgets publishes its traceback, and a test that listens to the kernel sees it.
    """

    def __init__(self, description: str, action: Callable[[], None]):
        super().__init__(description=description, **look(widgets.Button, width="auto"))
        self._action = action

    def press(self) -> None:
        """Do what a click does."""
        self._action()

    def _handle_custom_msg(self, content, buffers):
        if content.get("event") == "click":
            self.press()
        else:
            super()._handle_custom_msg(content, buffers)
