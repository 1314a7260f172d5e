"""Widgets of lesson 00: the map of the course with progress, and the self-check of the environment."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from html import escape
from importlib import metadata

import ipywidgets as widgets

from ...evidence import Evidence
from ...learn.progress import VARIABLE, Progress
from ...show.table import Table
from ...widgets.controls import PlainButton, dropdown, html_text
from ...widgets.explorer import bundle, live_html, page
from .progress_and_glossary import map_view

PACKAGES = ("jupyterlab", "ipywidgets", "pandas", "matplotlib", "filelock", "platformdirs")
_ADVICE = {
    "": "Move the slider above, then answer.",
    "yes": "Then everything that the course needs works here.",
    "no": "Press Start this lesson at the top of the page. If only text is shown after that, close JupyterLab and start it again "
    "with the command of the course's README: it has not found the package ipywidgets. Text, tables and pictures of every lesson "
    "can be read without it; only the controls stay still.",
}


def where(progress: Progress) -> str:
    """Return in a sentence where progress is kept on this computer; no notebook stores it."""
    if progress.writable:
        return (
            f"Your answers are kept on this computer, in the file {progress.path}. Whoever works under the same account shares "
            f"them; to keep yours apart, set {VARIABLE} to a file of your own."
        )
    return f"Your answers belong in the file {progress.path}, but its folder is not there or cannot be written."


class CourseMap(widgets.VBox):
    """The lessons with what is done, and buttons to look again and to begin anew."""

    def __init__(self, evidence: Evidence, exercises: Mapping[str, int], progress: Progress | None = None):
        self._evidence, self._exercises = evidence, exercises
        self.progress = progress or Progress()
        self.output = html_text()
        self.output.add_class("course-view")
        self.refresh_button = PlainButton("Show my progress now", self.refresh)
        self.sure = dropdown("Forget all progress", [("no", False), ("yes, begin anew", True)])
        self.reset_button = PlainButton("Begin anew", self._reset)
        # what forgets stands apart: a slip of the hand must not reach it
        forget = widgets.Box([self.sure, self.reset_button], layout={"flex_flow": "row wrap", "margin": "0px 0px 0px 80px"})
        buttons = widgets.Box([self.refresh_button, forget], layout={"flex_flow": "row wrap"})
        super().__init__([buttons, self.output])
        self.refresh()

    def refresh(self) -> None:
        """Read the progress file and show the map."""
        self._show("")

    def _show(self, message: str) -> None:
        view = map_view(self._evidence, self.progress.records(), self._exercises)
        notes = "".join(f'<p role="status">{escape(note)}</p>' for note in (message, *self.progress.notes) if note)
        self.output.value = page(notes) + live_html(view) + page(f"<p>{escape(where(self.progress))}</p>")

    def _reset(self) -> None:
        if not self.sure.value:
            self._show('Nothing was forgotten. Set "Forget all progress" to yes first.')
            return
        forgotten = self.progress.reset()
        self.sure.value = False
        self._show("All progress was forgotten." if forgotten else "Only what was not saved yet was forgotten; the file stays.")

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, object]:
        view = map_view(self._evidence, {}, self._exercises)  # nobody's progress is stored with the notebook
        hint = "The map of the course. Press Start this lesson to see your own progress in it."
        return bundle(self, f"{hint}\n{view.plain()}", f"<p><em>{hint}</em></p>{view.html()}")


class EnvironmentCheck(widgets.VBox):
    """What this environment has, and a question that only the person at the screen can answer: is the picture seen?"""

    def __init__(self, evidence: Evidence, progress: Progress | None = None):
        self._evidence = evidence
        self._progress = progress or Progress()
        self.seen = dropdown("Did the bar follow the slider?", [("not answered yet", ""), ("yes", "yes"), ("no", "no")])
        self.output = html_text()
        self.output.add_class("course-view")
        self.seen.observe(lambda _: self._show(), "value")
        super().__init__([self.seen, self.output])
        self._show()

    def findings(self) -> list[tuple[str, str, bool]]:
        """Return (what, finding, whether it is well) for Python, each package, the data and the progress file."""
        found = [("Python", sys.version.split()[0], sys.version_info >= (3, 11))]
        for name in PACKAGES:
            try:
                found.append((name, metadata.version(name), True))
            except metadata.PackageNotFoundError:
                found.append((name, "not installed", False))
        found.append(("The course's data", f"{len(self._evidence.figures)} figures, {len(self._evidence.sources)} sources", True))
        writable = self._progress.writable
        said = self._progress.path.name if writable else "its folder is not there or cannot be written"
        return [*found, ("Progress file", said, writable)]

    def _show(self) -> None:
        rows = tuple((what, finding, "✓ well" if well else "✗ missing") for what, finding, well in self.findings())
        table = Table("This environment", ("What", "Found", "State"), rows).html(live=True)
        self.output.value = page(f'<p role="status"><strong>{escape(_ADVICE[self.seen.value])}</strong></p>{table}')

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, object]:
        hint = "Self-check of the environment. Press Start this lesson to see what this computer has."
        return bundle(self, hint, f"<p><em>{hint}</em></p>")
