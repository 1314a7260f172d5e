"""A fictitious case as a widget: evidence step by step, room for the reader's own reasons, then points that others weigh.

There is no verdict and nothing is graded. The case counts as seen in the learner's progress when all its steps were shown.
Everything works with Tab, Enter and Space. Where nothing runs, every step stands in a part that folds out.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape

import ipywidgets as widgets

from ...evidence import Evidence
from ...learn.progress import Progress
from ...show.citations import each
from ...show.view import View
from ...widgets.controls import PlainButton, html_text, text_area
from ...widgets.explorer import bundle, live_html, page
from ...widgets.quiz import notes_html
from .personal_choice import case, points_view, situation, steps_view

_NUMBERED = "The numbers are those of the sources of the evidence above."


class Vignette(widgets.VBox):
    """One case.

    Args:
        evidence: the course's evidence.
        case_id: letter of the case.
        item: the name under which progress is kept.
        progress: where it is kept.
    """

    def __init__(self, evidence: Evidence, case_id: str, item: str, progress: Progress | None = None):
        self._evidence = evidence
        self._item = item
        self._progress = progress or Progress()
        self.case = case(evidence, case_id)
        self.seen = 0
        self.next_button = PlainButton(f"Show the next evidence (case {case_id})", self._next)
        self.reasons = text_area(f"Case {case_id}: what would you weigh, and why?", "A few sentences; they stay on this page.")
        self.points_button = PlainButton(f"Points that others weigh (case {case_id})", self._points)
        self.steps, self.points = html_text(), html_text()
        for output in (self.steps, self.points):
            output.add_class("course-view")
        head = html_text(page(_head_html(self)))
        # no view stands between two controls: what it holds (links, a table that scrolls) would keep Tab from the next one
        shown = [head, self.steps, self.next_button, self.reasons, self.points_button, self.points]
        super().__init__(shown, layout={"align_items": "flex-start"})

    def _next(self) -> None:
        """Show one more step; after the last, say so."""
        total = len(self.case.evidence)
        last = self.seen == total
        self.seen = min(self.seen + 1, total)
        end = _status(f"All {total} steps of {self.case.name} are shown.") if last else ""
        self.steps.value = live_html(steps_view(self._evidence, self.case, self.seen)) + page(end)

    def _points(self) -> None:
        """Show the points once all the evidence was seen; before, say how much is left."""
        left = len(self.case.evidence) - self.seen
        if left:
            steps = "1 step of the evidence is" if left == 1 else f"{left} steps of the evidence are"
            self.points.value = page(_status(f"{steps} not shown yet. Look at all of it first, then at what others weigh."))
            return
        self._progress.record(self._item, True)
        self.points.value = live_html(points_view(self._evidence, self.case)) + page(notes_html(self._progress))

    def views(self) -> list[View]:
        """Return the views of all steps and of the points, for the list of sources."""
        return [steps_view(self._evidence, self.case, len(self.case.evidence)), points_view(self._evidence, self.case)]

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, object]:
        steps, points = self.views()
        # one list of sources for both: a page that does not run shows them together
        steps = replace(steps, cites=(*each(steps.cites), *points.table.cites))
        cited = steps.bibliography
        hint = "Press Start this lesson to see the evidence step by step and to write down your own reasons."
        weighed = f"<p>{escape(points.sentence)} {_NUMBERED}</p>{points.table.html(False, cited.marks)}"
        folded = _folded(f"{self.case.name}: all evidence", steps.html()) + _folded(
            f"{self.case.name}: points that others weigh", weighed
        )
        plain = "\n".join([situation(self.case), hint, steps.plain(), points.sentence, points.table.plain(cited.marks)])
        return bundle(self, plain, f"{_head_html(self)}<p><em>{hint}</em></p>{folded}")


def _head_html(vignette: Vignette) -> str:
    shown = vignette.case
    return f"<p><strong>{escape(shown.name)}. {escape(shown.title)}</strong></p><p>{escape(situation(shown))}</p>"


def _status(text: str) -> str:
    return f'<p role="status">{escape(text)}</p>'


def _folded(summary: str, inside: str) -> str:
    return f"<details><summary>{escape(summary)}</summary>{inside}</details>"
