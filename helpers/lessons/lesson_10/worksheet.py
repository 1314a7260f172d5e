"""The evidence summary as a widget: choose a read-out, fill the fields, check them, save the page and the table."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

import ipywidgets as widgets

from ...evidence import Evidence
from ...learn.progress import Progress
from ...learn.summaries import FIELDS, as_html_page, as_table_file, check, options, table
from ...widgets.controls import PlainButton, dropdown, html_text, look, text_area, text_field
from ...widgets.explorer import bundle, page
from ...widgets.quiz import notes_html

_LONG = ("people", "compared", "harms", "limits", "sentence")


class SummarySheet(widgets.VBox):
    """A one-page evidence summary that its student fills, checks and saves.

    Args:
        evidence: the course's evidence, against which the figures are checked.
        item: the name under which progress is kept.
        progress: where it is kept.
    """

    def __init__(self, evidence: Evidence, item: str, progress: Progress | None = None):
        self._evidence = evidence
        self._item = item
        self._progress = progress or Progress()
        self.read_out = dropdown("Result to sum up", options(evidence))
        self.fields = {f.key: _field(f) for f in FIELDS}
        self.check_button = PlainButton("Check the summary", self._check)
        self.save_button = PlainButton("Make the files", self._save)
        self.output = html_text()
        self.output.add_class("course-view")
        buttons = widgets.Box([self.check_button, self.save_button], **look(widgets.Box, flex_flow="row wrap"))
        super().__init__([self.read_out, *self.fields.values(), buttons, self.output])

    @property
    def entries(self) -> dict[str, str]:
        """What is filled in, by the key of the field."""
        return {key: field.value for key, field in self.fields.items()}

    def _title(self) -> str:
        return next(label for label, key in self.read_out.options if key == self.read_out.value)

    def _checked(self) -> str:
        checks = check(self._evidence, self.read_out.value, self.entries)
        held = sum(c.holds for c in checks)
        self._progress.record(self._item, held == len(checks))
        return (
            f'<p role="status"><strong>{held} of {len(checks)} fields hold.</strong></p>'
            f"{table(self._title(), self.entries, checks).html(live=True)}{notes_html(self._progress)}"
        )

    def _check(self) -> None:
        self.output.value = page(self._checked())

    def _save(self) -> None:
        """Offer both files as links, below the check: a summary that does not hold can be saved, and says so."""
        links = "".join(
            f'<p><a download="{name}" href="data:{kind};charset=utf-8,{quote(text)}">Save the summary as {words} ({name})</a></p>'
            for name, kind, words, text in (
                ("evidence-summary.html", "text/html", "a page", as_html_page(self._evidence, self.read_out.value, self.entries)),
                ("evidence-summary.csv", "text/csv", "a table", as_table_file(self._evidence, self.read_out.value, self.entries)),
            )
        )
        self.output.value = page(self._checked() + links)

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, object]:
        head = "A one-page evidence summary. Press Start this lesson to fill, check and save it. Its fields:"
        lines = [f"{f.name}: {f.ask}." for f in FIELDS]
        html = f"<p><em>{head}</em></p>" + "".join(f"<p>{escape(line)}</p>" for line in lines)
        return bundle(self, "\n".join([head, *lines]), html)


def _field(field) -> widgets.Widget:
    make = text_area if field.key in _LONG else text_field
    return make(field.name, field.ask)
