"""One language that ties numbers in prose to rows of the data, in notebooks, in README and in the words of a table.

A number is followed by a comment that names what supports it; a reader never sees the comment, an author always does. The
author writes the tie, ``helpers.upkeep ties`` writes the number: of ``?<!--O0002--> months`` it makes ``23.5<!--O0002--> months``
and mends a number whose row was corrected.

    23.5<!--O0002-->                     the value of row O0002, as printed
    0.41<!--O0003.low-->                 a bound of its interval (low, high), its p, its follow_up or its timepoint
    231<!--O0022.n_total-->              how many people (n, n_events, n_total, denominator)
    86<!--O0012.note-->                  a number in the remark of a row (or its measure, topic, arm, event, endpoint, population)
    605<!--mccarthy-2017-ipd-ma.n_experimental-->   a field of a trial (a number, or text that contains the number)
    2017<!--mccarthy-2017.year-->        a field of a source
    22 February 2017<!--D0003-->         a statement that contains the words
    29.3<!--=O0001-O0002-->              a derivation: arithmetic over rows, to the digits written
    200<!--=[auriga].n_experimental+[auriga].n_control-->   trials stand in brackets there, because ids hold hyphens
    November 2026<!--checked-->          the month of the newest check of a source
    two<!--D0053--> cycles               a number in words before a clinical unit: as digits or as the word in what it is tied to
    days 1-28<!--D0001-->                a range, in words that hold it so
    24<!--chosen-->                      no claim: a setting that the text tells the reader to choose, a made-up answer

``tie_check`` says which numbers need none.
"""

from __future__ import annotations

import ast
import operator
import re
from datetime import datetime

from .. import wording
from ..evidence import Evidence

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = rf"(?:\d{{1,2}} )?(?:{_MONTHS}) \d{{4}}"
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
TOKEN = re.compile(rf"(?<![\w.-])(?P<text>{_DATE}|{_NUMBER})(?P<percent>%?)(?:<!--(?P<tie>[^>]*)-->)?(?![\w-])")
_FILLABLE = re.compile(rf"(?<![\w.-])(?P<text>{_DATE}|{_NUMBER}|\?)%?<!--(?P<tie>[^>]*)-->")


def ties(text: str) -> list[str]:
    """Return what the numbers of a Markdown text are tied to."""
    return [match["tie"] for match in TOKEN.finditer(text) if match["tie"]]


_OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


def filled(text: str, evidence: Evidence) -> str:
    """Return a text with the number before each tie as the data have it now; what is supported stays as it is written.

    Raises:
        KeyError, ValueError: if a tie names nothing, or words in which the number must be looked for by a person.
    """

    def renewed(match: re.Match) -> str:
        tie, written = match["tie"], match["text"]
        if not tie or tie == "chosen" or (written != "?" and supports(tie.strip(), written, evidence)):
            return match[0]
        number = _number(tie.strip(), written, evidence)
        return match[0].replace(written, number, 1)

    return _FILLABLE.sub(renewed, text)


def _number(tie: str, written: str, evidence: Evidence) -> str:
    """Return the number that a tie stands for, a derived one to the digits written, or to one."""
    if tie == "checked":
        return newest_check(evidence)
    if tie.startswith("="):
        return f"{derive(tie[1:], evidence):.{1 if written == '?' else wording.decimals(written)}f}"
    name, _, field = tie.partition(".")
    figure = evidence.figures.get(name)
    if figure and field in ("", "low", "high"):
        return wording.printed(getattr(figure, field or "value"))
    if figure and field == "p":
        return figure.p_text
    found = lookup(tie, evidence)
    if isinstance(found, str):
        raise ValueError(f'"{tie}" is text: write the number that stands in it.')
    return f"{found:g}"


def month(year_and_month: str) -> str:
    """Return "2026-11" as "November 2026"."""
    return datetime.strptime(year_and_month, "%Y-%m").strftime("%B %Y")


def newest_check(evidence: Evidence) -> str:
    """Return the month in which a source was last checked."""
    return month(max(source.checked for source in evidence.sources.values()))


def supports(tie: str, written: str, evidence: Evidence) -> bool:
    """Return whether what a tie names says the number that is written.

    Raises:
        KeyError, ValueError: if it names nothing, or is no arithmetic.
    """
    if tie == "checked":
        return written in (newest_check(evidence), newest_check(evidence)[-4:])
    if tie.startswith("="):
        return f"{derive(tie[1:], evidence):.{wording.decimals(written)}f}" == written
    found = lookup(tie, evidence)
    if isinstance(found, str):
        forms = (written, re.sub(rf"({_MONTHS})", lambda name: name[0][:4], written))  # "September 2025", "Sept 2025"
        return any(re.search(rf"(?<![\d.]){re.escape(form)}(?![\d.]*\d)", found) for form in forms)
    return float(written.replace(",", "")) == float(found)


def lookup(tie: str, evidence: Evidence) -> float | str:
    """Return what a tie names: a number, or a text in which the number must stand.

    Raises:
        KeyError: if nothing has that name.
    """
    name, _, field = tie.partition(".")
    if name in evidence.figures:
        figure = evidence.figures[name]
        if field in ("low", "high"):
            return getattr(figure, field).value
        if field == "follow_up":
            return evidence.records[name]["median_follow_up_months"]
        if field == "note":
            return figure.note
        if field in ("measure", "topic", "arm", "event", "endpoint", "population"):
            return evidence.records[name][field]
        if field == "p":
            return figure.p_value
        if field in ("n", "n_events", "n_total", "denominator"):
            return evidence.records[name][field]
        if field == "timepoint":
            return figure.timepoint_months
        return figure.value.value
    if name in evidence.trials and hasattr(evidence.trials[name], field):
        return getattr(evidence.trials[name], field)
    if name in evidence.sources and field == "checked":
        return month(evidence.sources[name].checked)
    if name in evidence.sources and hasattr(evidence.sources[name], field):
        return getattr(evidence.sources[name], field)
    if name in evidence.statements:
        return evidence.statements[name].words
    for table, key, column in (("claims", "claim_id", "claim"), ("conflicts", "conflict_id", "statement")):
        for row in evidence.rows(table, **{key: name}):
            return getattr(row, column)
    raise KeyError(name)


def derive(formula: str, evidence: Evidence) -> float:
    """Compute arithmetic over rows; ``[id].field`` stands for a field of a trial, ``O0001_low`` for a bound."""
    values: dict[str, str] = {}

    def name(match: re.Match) -> str:
        key = f"trial{len(values)}"
        values[key] = f"{match[1]}.{match[2]}"
        return key

    plain = re.sub(r"\[([\w-]+)\]\.(\w+)", name, formula)
    return _compute(ast.parse(plain, mode="eval").body, evidence, values)


def _compute(node: ast.AST, evidence: Evidence, values: dict[str, str]) -> float:
    if isinstance(node, ast.BinOp):
        return _OPERATORS[type(node.op)](_compute(node.left, evidence, values), _compute(node.right, evidence, values))
    if isinstance(node, ast.Constant):
        return float(node.value)
    if isinstance(node, ast.Name):
        return float(lookup(values.get(node.id, node.id.replace("_", ".", 1)), evidence))
    raise ValueError("only + - * / ** over rows")
