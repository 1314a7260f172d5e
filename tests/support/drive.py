"""Every value that a control can take, and the agreement of what a view shows."""

from __future__ import annotations

import re

import ipywidgets as widgets

from helpers.evidence import Evidence
from helpers.show.view import NO_FIGURE, View
from helpers.widgets.controls import CheckboxGroup
from helpers.widgets.explorer import Explorer

NUMBER = re.compile(r"\d+(?:\.\d+)?")


def values_of(control: widgets.Widget) -> list:
    """Return every value of a list; both ends and odd values of a slider; none, each one and all of a group."""
    if isinstance(control, CheckboxGroup):
        every = tuple(control._values)
        return [(), *((value,) for value in every), every[::2], every]
    if hasattr(control, "options"):
        return [value for _, value in control.options]
    if isinstance(control, widgets.Text):
        return ["", "PFS", "survival", "zzz", "<b>", "0.48"]
    low, high, step = control.min, control.max, control.step
    steps = round((high - low) / step)
    return [low, high, low + step, high - step, low + step * (steps // 3), low + step * (steps // 2)]


def drive(explorer: Explorer):
    """Set every control to every value, the others at their start; yield the choices and the view of each.

    Where a value brings other options to another list, each of these is set too.
    """
    start, offered = explorer.choices, {name: options_of(control) for name, control in explorer.controls.items()}
    for name, control in explorer.controls.items():
        for value in values_of(control):
            control.value = value
            yield explorer.choices, explorer.current
            for other, linked in explorer.controls.items():
                for option in [option for option in options_of(linked) if option not in offered[other]]:
                    linked.value = option[1]
                    yield explorer.choices, explorer.current
                if start[other] in [option[1] for option in options_of(linked)] and linked is not control:
                    linked.value = start[other]
        control.value = start[name]


def options_of(control: widgets.Widget) -> list[tuple[str, object]]:
    """Return (label, value) of the options of a list; none of another control."""
    return list(getattr(control, "options", ()))


def too_long(view: View) -> list[str]:
    """Return which of answer (30 words) and caution (20) says more than a reader takes in at a glance."""
    parts = (("answer", view.sentence, 30), ("caution", view.caution, 20))
    return [f"the {part} has {len(words.split())} words" for part, words, most in parts if len(words.split()) > most]


# what a reader would have to know the course's files, or the habits of papers, to understand
SHORTHAND = re.compile(
    r"\b[A-Z]\d{3,4}\b|\bC\d\d\b|\b[a-z]+_[a-z_]+\b"  # ids of rows, names of columns
    # powers of ten but the unit of blood counts; signs but in "p < 0.001"
    r"|10\^(?!9)|\^-|\bx 10\b(?!\^9)|[<>]=|[≥≤]|>\s?\.?\d|(?<!p )<\s?\.?\d|\bP\s?[<=]"
    r"|\bHR\b|\bNR\b|favours|[Rr]emark of the data|[Ee]xperimental arm|our sources|does not apply"
)


def shorthand(view: View) -> list[str]:
    """Return the shorthand in what a view says, below its origins left out."""
    table = view.table.plain() if view.table else ""
    picture = view.chart.alt if view.chart is not None else ""
    words = "\n".join([view.sentence, view.caution, *view.remarks, table, picture])
    return list(dict.fromkeys(match[0] for match in SHORTHAND.finditer(words)))


def disagreements(view: View) -> list[str]:
    """Return what a view's parts say differently: numbers only in the figure, a view without source."""
    found = []
    words = " ".join([view.sentence, view.caution, *view.remarks, view.table.plain() if view.table else ""])
    years = {str(citation.source.year) for citation in view.citations}  # a read-out may be named by its source's year
    if view.chart is not None:
        shown = set(NUMBER.findall(words)) | years | {"100", "0", "1", "120"}  # the icons, the axes
        found += [f"only the figure says {n}" for n in NUMBER.findall(view.chart.alt) if n not in shown]
    if view.table is not None and not view.citations and NO_FIGURE not in view.html():
        found.append("no source at all, and the view does not say that it rests on none")
    return found


def conflicts_left_out(view: View, evidence: Evidence) -> list[str]:
    """Return the rows of a view for which another text prints another figure, and the view does not say so."""
    said = " ".join(view.remarks)
    table = evidence.tables["conflicts"]
    shown = table[table["row_id"].isin([o.row_id for o in view.origins])]
    return [row.row_id for row in shown.itertuples(index=False) if row.statement not in said]
