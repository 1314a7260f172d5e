"""A one-page evidence summary that the student fills: what it asks for, what is still wrong with it, and its files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from .. import wording
from ..evidence import NOT_REPORTED, Analysis, Evidence, Quantity
from ..show.table import Cell, Table, as_csv

READ_OUTS = (
    "mccarthy-2017-ipd-ma/pfs/mccarthy-2017",
    "mccarthy-2017-ipd-ma/os/mccarthy-2017",
    "calgb-100104/os/holstein-2017",
    "myeloma-xi/pfs/jackson-2019",
    "tourmaline-mm3/pfs/dimopoulos-2019",
    "tourmaline-mm4/os/dimopoulos-2025",
    "cassiopeia-part-2/pfs/moreau-2024",
    "auriga/pfs/badros-2025",
    "atlas/pfs/dytfeld-2023",
    "gem2014main/pfs/rosinol-2023",
)
_CSV_HEADER = ["field", "entry", "checked"]


@dataclass(frozen=True)
class Field:
    """One field: its key, its name, what belongs into it."""

    key: str
    name: str
    ask: str


FIELDS = (
    Field("people", "People", "who was studied, how many, after which treatment"),
    Field("compared", "Compared", "what each arm received"),
    Field("experimental", "Figure in the tested arm", "a number, or its state in words (not reached)"),
    Field("control", "Figure in the control arm", "a number, or its state in words"),
    Field("ratio", "Hazard ratio", "the number alone"),
    Field("interval", "95% interval", "two numbers: 0.41 to 0.55"),
    Field("follow_up", "Median follow-up (months)", "a number, or not reported"),
    Field("harms", "Harms", "what is known, or not reported"),
    Field("limits", "Limits", "what keeps the result from being carried further"),
    Field("sentence", "In one sentence", "the result as you would say it to a person, with both arms' figures"),
)
_FREE = ("people", "compared", "harms", "limits", "sentence")


@dataclass(frozen=True)
class Check:
    """What is to be said of one field: whether it holds, and in words."""

    field: Field
    holds: bool
    words: str


def options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, analysis id) of the read-outs that can be summed up."""
    named = [(evidence.analyses[key], key) for key in READ_OUTS]
    return [
        (f"{a.trial.name}: {a.endpoint_name}, {wording.short_citation(evidence.sources[a.source_ids[0]])}", k) for a, k in named
    ]


def check(evidence: Evidence, analysis_id: str, entries: Mapping[str, str]) -> list[Check]:
    """Return what is to be said of every field; figures are compared with the data, words are only asked for."""
    analysis = evidence.analyses[analysis_id]
    expected = _expected(analysis)
    return [_check_one(field, entries.get(field.key, "").strip(), expected, analysis) for field in FIELDS]


def _check_one(field: Field, entry: str, expected: dict[str, str], analysis: Analysis) -> Check:
    if not entry:
        return Check(field, False, f"Empty: {field.ask}.")
    if field.key in expected:
        wanted = _figures(expected[field.key])
        holds = _figures(entry)[: len(wanted)] == wanted  # more may follow, such as the time of a rate
        return Check(
            field, holds, "Agrees with the data." if holds else "Does not agree with the data; look the figure up again."
        )
    if field.key == "sentence":
        return _check_sentence(field, entry, expected)
    if len(entry.split()) < 2 and entry.lower() != NOT_REPORTED:
        return Check(field, False, f"One word is short: {field.ask}.")
    return Check(field, True, "Filled in; words are not checked.")


def _check_sentence(field: Field, entry: str, expected: dict[str, str]) -> Check:
    """Ask that the sentence holds both arms' figures, and no promise."""
    promises = (
        r"\b(?<!not )(?<!no )(?:cures?|cured|guarantees?|always|best)\b|\b(?:everybody|everyone) (?:gains?|benefits?|lives?)\b"
    )
    if re.search(promises, entry, re.IGNORECASE):
        return Check(field, False, "A word in it promises or ranks; a trial shows neither.")
    found = set(_figures(entry))
    missing = [name for name in ("experimental", "control") if not set(_figures(expected[name])) <= found]
    if missing:
        return Check(field, False, f"The figure of the {wording.listing(missing)} arm is not in it.")
    return Check(field, True, "Holds both arms' figures; the words are yours.")


def _expected(analysis: Analysis) -> dict[str, str]:
    """Return what the data say for the fields that hold figures."""
    ratio = analysis.hazard_ratio
    first, second = _pair(analysis)
    return {
        "experimental": wording.printed(first),
        "control": wording.printed(second),
        "ratio": wording.printed(ratio.value) if ratio else NOT_REPORTED,
        "interval": (wording.interval(ratio.low, ratio.high) if ratio else "") or NOT_REPORTED,
        "follow_up": wording.months(analysis.follow_up_months),
    }


def _pair(analysis: Analysis) -> tuple[Quantity, Quantity]:
    """Return both arms' medians, or their rates at a time."""
    for measure, unit in (("median", "months"), ("rate at a time", "percent")):
        if analysis.arms(measure):
            return tuple(analysis.quantity(measure, arm, unit) for arm in ("experimental", "control"))
    return Quantity(None, NOT_REPORTED, "months"), Quantity(None, NOT_REPORTED, "months")


def _figures(text: str) -> list[str]:
    """Return the numbers and states of a text, in order, so that "0.5" and "0.50" are the same."""
    words = re.findall(r"\d+(?:[.,]\d+)?|not reached|not reported|not estimable", text.lower())
    return [f"{float(word.replace(',', '.')):g}" if word[0].isdigit() else word for word in words]


def table(title: str, entries: Mapping[str, str], checks: list[Check]) -> Table:
    """Return the summary as a table: field, entry, what the check says."""
    rows = tuple(
        (Cell(c.field.name), Cell(entries.get(c.field.key, "").strip() or "empty"), Cell(("✓ " if c.holds else "✗ ") + c.words))
        for c in checks
    )
    return Table(f"Your summary: {title}", ("Field", "Your entry", "Check"), rows)


def as_html_page(evidence: Evidence, analysis_id: str, entries: Mapping[str, str]) -> str:
    """Return the summary as an HTML page of its own, with its sources; all entries are escaped."""
    title = dict((key, label) for label, key in options(evidence))[analysis_id]
    rows = "".join(
        f'<tr><th scope="row">{escape(f.name)}</th><td>{escape(entries.get(f.key, "").strip()) or "empty"}</td></tr>'
        for f in FIELDS
    )
    sources = "".join(
        f"<li>{escape(wording.citation(evidence.sources[key]))} {escape(evidence.sources[key].link)}</li>"
        for key in evidence.analyses[analysis_id].source_ids
    )
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(title)}</title><style>'
        "body{font:16px/1.5 sans-serif;max-width:48em;margin:2em auto;padding:0 1em}table{border-collapse:collapse;width:100%}"
        "th,td{border:1px solid #888;padding:.4em;text-align:left;vertical-align:top}th{width:14em}</style></head><body>"
        f"<h1>{escape(title)}</h1><table><caption>Evidence summary, filled in by a student</caption>{rows}</table>"
        f"<h2>Sources</h2><ul>{sources}</ul><p>For learning only; not medical advice.</p></body></html>"
    )


def as_table_file(evidence: Evidence, analysis_id: str, entries: Mapping[str, str]) -> str:
    """Return the summary as CSV: field, entry, whether the check holds."""
    rows = [
        [c.field.name, entries.get(c.field.key, "").strip(), "yes" if c.holds else "no"]
        for c in check(evidence, analysis_id, entries)
    ]
    rows += [["Source", wording.citation(evidence.sources[key]), ""] for key in evidence.analyses[analysis_id].source_ids]
    return as_csv(_CSV_HEADER, rows)
