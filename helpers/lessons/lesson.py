"""A lesson is declared once: its cells, each bound to a view; questions, exercises, sources and provenance follow from that.

A module ``lesson_NN`` makes one :class:`Lesson` and gives its cells their names, which are the names that the notebook calls.
"""

from __future__ import annotations

import inspect
import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import ipywidgets as widgets

from ..evidence import Evidence, load
from ..learn.exercises import Exercise, Verdict, check
from ..learn.notebook_text import markdown, notebook, tied_sources
from ..learn.progress import Progress
from ..learn.questions import question, questions_of
from ..show.view import View
from ..widgets.controls import CheckboxGroup, decimal_slider, dropdown, number_field, text_field, whole_slider
from ..widgets.done import Done
from ..widgets.explorer import Explorer
from ..widgets.quiz import Prediction, SelfCheck
from .shared.figure_origin import NO_TEXT, figure_options, provenance_view
from .shared.list_of_sources import SourceList, source_list

EVERY = object()  # in ``widest``: each option of a list in turn; all boxes ticked at once
_NOT_FOUND = "The notebook of this lesson is not where the course keeps it: sources that only its text cites are missing here."


@dataclass(frozen=True)
class Control:
    """A control, made when a learner runs the cell: an argument that is a function takes the evidence then."""

    widget: Callable[..., widgets.Widget]
    arguments: tuple

    def make(self, evidence: Evidence) -> widgets.Widget:
        """Return a new widget."""
        return self.widget(*self._given(evidence))

    def read(self, evidence: Evidence) -> tuple[object, list]:
        """Return the value it starts with, and each that it offers; no widget is made, which would tell the page of itself."""
        given = inspect.signature(self.widget).bind(*self._given(evidence)).arguments
        each = [value for _, value in given.get("options", ())]
        if (start := given.get("value")) is None:
            start = each[0] if each else ""  # a list starts with its first, a field of words empty
        if self.widget is CheckboxGroup:
            return tuple(start), [tuple(each)]
        return (float(start) if self.widget in (decimal_slider, number_field) else start), each

    def _given(self, evidence: Evidence) -> Iterator[object]:
        return (part(evidence) if callable(part) else part for part in self.arguments)


def _declared(widget: Callable[..., widgets.Widget]) -> Callable[..., Control]:
    return lambda *arguments: Control(widget, arguments)


# each takes what the widget of ``controls`` takes: description, then options or bounds, then the start
choice, ticks = _declared(dropdown), _declared(CheckboxGroup)
whole, decimal, number, words = (_declared(field) for field in (whole_slider, decimal_slider, number_field, text_field))


def same(*values: str) -> list[tuple[str, str]]:
    """Return options that are shown as they are."""
    return [(value, value) for value in values]


def endpoints(keys) -> Callable[[Evidence], list[tuple[str, str]]]:
    """Return the options for endpoints, by their names."""
    return lambda evidence: [(evidence.endpoint_names[key], key) for key in keys]


def _on_evidence(view: Callable[..., View]) -> Callable[..., View]:
    """Return a view that brings the evidence itself, if it takes any."""
    first = next(iter(inspect.signature(view).parameters), "")
    return (lambda *arguments, **choices: view(load(), *arguments, **choices)) if first == "evidence" else view


@dataclass(frozen=True)
class Shown:
    """A cell that shows one view. Call it to get the view."""

    view: Callable[..., View]
    arguments: tuple

    def __call__(self) -> View:
        return _on_evidence(self.view)(*self.arguments)

    def views(self) -> Iterator[View]:
        """Yield the view."""
        yield self()


@dataclass(frozen=True)
class Explored:
    """A cell that lets a view be explored. Call it to get a new :class:`Explorer`.

    Attributes:
        title: what can be explored.
        view: pure function from the evidence (if its first argument is called so) and the choices to a view.
        controls: by the name of the argument that they choose.
        widest: the choices that together cite every source which the explorer can show, where the start does not; ``EVERY``
            stands for each option in turn.
        more: controls that wait behind a button.
        linked: takes the new controls by name and ties them to each other, before the explorer listens to them.
    """

    title: str
    view: Callable[..., View]
    controls: Mapping[str, Control]
    widest: Mapping[str, object]
    more: tuple[str, ...]
    linked: Callable[[dict[str, widgets.Widget]], None] | None

    def __post_init__(self):
        arguments = [name for name in inspect.signature(self.view).parameters if name != "evidence"]
        if arguments != list(self.controls) or {*self.widest, *self.more} - set(arguments):
            raise TypeError(f"{self.title}: controls for {arguments} are expected, in this order.")

    def __call__(self) -> Explorer:
        return Explorer(self.title, _on_evidence(self.view), self._made(), self.more)

    def _made(self) -> dict[str, widgets.Widget]:
        """Return new controls by name, tied to each other."""
        evidence = load()
        made = {name: control.make(evidence) for name, control in self.controls.items()}
        if self.linked:
            self.linked(made)
        return made

    def read(self) -> dict[str, tuple[object, list]]:
        """Return by name the value that each control starts with, and each that it offers (all boxes of a group at once)."""
        if not self.linked:
            return {name: control.read(load()) for name, control in self.controls.items()}
        return {name: (made.value, offered(made)) for name, made in self._made().items()}

    def first(self) -> View:
        """Return the view of the starting choices."""
        return _on_evidence(self.view)(**{name: start for name, (start, _) in self.read().items()})

    def views(self) -> Iterator[View]:
        """Yield views that together cite every source which the explorer can show."""
        view, values = _on_evidence(self.view), []
        for name, (start, each) in self.read().items():
            wanted = self.widest.get(name, start)
            values.append(each if wanted is EVERY else [wanted])
        yield from (view(**dict(zip(self.controls, chosen, strict=True))) for chosen in itertools.product(*values))


def offered(control: widgets.Widget) -> list:
    """Return each value that a list offers, or all boxes of a group at once; nothing of another control."""
    return [control.every] if isinstance(control, CheckboxGroup) else [value for _, value in getattr(control, "options", ())]


class Lesson:
    """What the cells of one lesson share.

    Args:
        number: the number of the lesson, such as "03".
        exercises: by number.
    """

    def __init__(self, number: str, exercises: Mapping[int, Exercise]):
        self.number = number
        self.exercises = exercises
        self._cells: list[Shown | Explored] = []

    def show(self, view: Callable[..., View], *arguments: object) -> Shown:
        """Declare a cell that shows one view."""
        self._cells.append(Shown(view, arguments))
        return self._cells[-1]

    def explore(
        self,
        title: str,
        view: Callable[..., View],
        widest: Mapping[str, object] | None = None,
        more: tuple[str, ...] = (),
        linked: Callable[[dict[str, widgets.Widget]], None] | None = None,
        **controls: Control,
    ) -> Explored:
        """Declare a cell that lets a view be explored; see :class:`Explored`.

        Raises:
            TypeError: if the controls are not the arguments of the view, in their order.
        """
        self._cells.append(Explored(title, view, controls, widest or {}, more, linked))
        return self._cells[-1]

    def predict(self, *reveals: Callable[[], View] | Explored, next_on_page: tuple[int, ...] = ()) -> Callable[[int], Prediction]:
        """Declare the cells that ask for a prediction, and then show what was reported.

        Args:
            reveals: for each, in order, a view, or the explorer that opens on it.
            next_on_page: the numbers of those whose explorer comes next on the page; they leave the view to it.
        """

        def ask(number: int = 1) -> Prediction:
            asked, reveal = question(load(), f"L{self.number}-P{number}"), reveals[number - 1]
            explored = isinstance(reveal, Explored)
            shown = reveal.first if explored else reveal
            return Prediction(asked, shown, explored=explored, next_on_page=number in next_on_page)

        return ask

    def self_check(self, number: int) -> SelfCheck:
        """Ask self-check question ``number``."""
        return SelfCheck(question(load(), f"L{self.number}-Q{number}"))

    def done(self) -> Done:
        """Say how many of the lesson's questions were answered."""
        return Done(questions_of(load(), self.number))

    def exercise(self, number: int, answer: object) -> Verdict:
        """Check the student's answer to exercise ``number``."""
        verdict = check(self.exercises[number], answer)
        if verdict.correct is None:
            return Verdict(verdict)
        progress = Progress()
        progress.record(f"L{self.number}-E{number}", verdict.correct)
        return Verdict(verdict, tuple(progress.notes))

    def provenance(self) -> Explorer:
        """Ask any figure of the lesson's text where it came from."""
        missing = ("none: the notebook was not found", NO_TEXT)
        nothing = ("none", "") if notebook(load(), self.number).exists() else missing
        options = figure_options(load(), self.number) or [nothing]
        return Explorer(
            "Where a figure of this lesson came from",
            lambda figure: provenance_view(load(), figure),
            {"figure": dropdown("Figure", options)},
        )

    def views(self) -> list[View]:
        """Return views that together cite every source which the lesson's cells can show."""
        return [view for cell in self._cells for view in cell.views()]

    def sources(self) -> SourceList:
        """List the sources of the lesson, generated from its views and from the ties of its text."""
        evidence = load()
        cited = [citation.source.source_id for view in self.views() for citation in view.citations]
        path = notebook(evidence, self.number)
        found = source_list(evidence, [*cited, *tied_sources(markdown(path), evidence)])
        return found if path.exists() else replace(found, note=_NOT_FOUND)
