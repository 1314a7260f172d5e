"""How many of a lesson's questions are answered: one line at its end."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets

from ..learn.progress import Progress
from .explorer import bundle, page


class Done(widgets.HTML):
    """How many of a lesson's questions are answered, in one line that follows each answer."""

    def __init__(self, questions: Sequence[str], progress: Progress | None = None):
        self._questions = questions
        self._progress = progress or Progress()
        super().__init__()
        self._progress.watch(self._show)
        self._show()

    def _show(self) -> None:
        records = self._progress.records()
        done = sum(key in records and records[key].right for key in self._questions)
        self.value = page(f'<p role="status"><strong>{done} of {len(self._questions)} answered in this lesson.</strong></p>')

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, object]:
        hint = f"Press Start this lesson to see how many of its {len(self._questions)} questions you answered."
        return bundle(self, hint, f"<p><em>{hint}</em></p>")
