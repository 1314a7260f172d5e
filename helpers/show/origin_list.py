"""Where each figure of a view came from, said once for what figures share."""

from __future__ import annotations

from html import escape

from .. import wording
from .citations import Bibliography

AGREES = "Second extraction (the figure was read again, without a look at the first reading): agrees, where nothing else is said."
TOLD = "Said in words (second extraction: not re-found)"


def origins_html(cited: Bibliography) -> str:
    """Say once what figures share: the trial above them, then people and source, then remarks; definitions below all."""
    tree: dict[str, dict[str, dict[str, dict[str, list[str]]]]] = {}
    definitions: dict[str, None] = {}
    for o in cited.origins:
        name, _, meaning = o.definition.partition(": ")
        if meaning:
            definitions[o.definition] = None
        trial = f"{o.trial}. People: {o.people}"
        report = tree.setdefault(trial, {}).setdefault(f"{o.report()}; source [{cited.numbers[o.source_id]}]", {})
        own = report.setdefault(o.standing(), {}).setdefault(name, [])
        own.append(f"<b>{escape(o.row_id)}</b> {escape(f'{o.figure}, {o.what}')}")
    items = "\n".join(f"<p>Trial: {escape(trial)}{_reports_html(reports)}</p>" for trial, reports in tree.items())
    if any(o.second_extraction == "agrees" for o in cited.origins):
        items += f"\n<p>{AGREES}</p>"
    if told := cited.not_found_again:
        rows = (f"<b>{said.row_id}</b> {escape(said.topic)} [{cited.numbers[said.source_id]}]" for said in told)
        items += f"\n<p>{TOLD}: {'; '.join(rows)}.</p>"
    if definitions:
        items += f"\n<p>Definitions. {escape('. '.join(map(wording.sentence_case, definitions)))}</p>"
    return items


def _reports_html(reports: dict[str, dict[str, dict[str, list[str]]]]) -> str:
    """Return the figures of a trial, report by report: those that share their remarks in one line, what they measure once."""
    lines = []
    for report, standings in reports.items():
        lines.append(escape(report))
        for standing, named in standings.items():
            own = "; ".join(f"{escape(wording.sentence_case(name))}: {'; '.join(figures)}" for name, figures in named.items())
            lines.append(own + (f" ({escape(standing)})" if standing else ""))
    return "".join(f"\n<br>{line}" for line in lines)
