"""Which control of a lesson can be moved, what it can be set to, and what its view then says; all from what a kernel sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

REFERENCE = "IPY_MODEL_"
Models = Mapping[str, Mapping[str, object]]  # the state of each widget, by its number, in the order in which they came


@dataclass(frozen=True)
class Control:
    """A control above a view: its number and the view's, which part of its state is set, and to what it can be set."""

    control: str
    view: str
    key: str
    values: tuple[object, ...]


def code_cells(notebook: Mapping) -> list[str]:
    """Return the code of a notebook, cell by cell; a cell without code runs nothing."""
    sources = ("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code")
    return [source for source in sources if source.strip()]


def is_control(state: Mapping[str, object]) -> bool:
    """Whether a widget is a slider or a list to choose from."""
    return str(state.get("_model_name")) in ("IntSliderModel", "FloatSliderModel", "DropdownModel", "SelectionSliderModel")


def settable(state: Mapping) -> tuple[str, tuple[object, ...]]:
    """Return which part of a control's state is set, and what else than now it can be set to."""
    if "_options_labels" in state:
        return "index", tuple(i for i in range(len(state["_options_labels"])) if i != state["index"])
    steps = round((state["max"] - state["min"]) / state["step"])
    values = (round(state["min"] + step * state["step"], 10) for step in range(steps + 1))
    return "value", tuple(value for value in values if value != state["value"])


def controls(models: Models) -> list[Control]:
    """Return the controls of all explorers: those in the first row of a box whose last part is a view."""
    found = []
    for state in models.values():
        children = _children(models, state)
        if len(children) < 2 or "course-view" not in models[children[-1]].get("_dom_classes", ()):
            continue
        for one in _children(models, models[children[0]]):
            if is_control(models[one]):
                found.append(Control(one, children[-1], *settable(models[one])))
    return found


def widest(models: Models) -> Control | None:
    """Return the control with most values, the first of several; None in a notebook without an explorer."""
    return max(controls(models), key=lambda one: len(one.values), default=None)


def spread(values: tuple[object, ...], count: int) -> list[object]:
    """Return some of the values, evenly over all of them, none twice."""
    count = min(count, len(values))
    return [values[round(i * (len(values) - 1) / max(count - 1, 1))] for i in range(count)]


def sentence(html: str) -> str:
    """Return what a view says: its answer; empty where it has none."""
    said = re.search(r"<strong>(.*?)</strong>", html, flags=re.DOTALL)
    return unescape(said[1]) if said else ""


def _children(models: Models, state: Mapping) -> list[str]:
    """Return the numbers of a box's parts, as far as the kernel has sent them."""
    references = state.get("children", ())
    return [number for reference in references if (number := str(reference).removeprefix(REFERENCE)) in models]
