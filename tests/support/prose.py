"""Tie the numbers of the prose to the data.

In Markdown a number with a clinical meaning is followed by a comment that names what supports it; a reader never sees
the comment, an author always does:

    23.5<!--O0002-->                     the value of row O0002, as printed
    0.41<!--O0003.low-->                 a bound of its interval (low, high), its follow_up or its timepoint
    86<!--O0012.note-->                  a number in the remark of a row
    605<!--mccarthy-2017-ipd-ma.n_experimental-->   a field of a trial (a number, or text that contains the number)
    2017<!--mccarthy-2017.year-->        a field of a source
    22 February 2017<!--D0003-->         a statement that contains the words
    29.3<!--=O0001-O0002-->              a derivation: arithmetic over rows, to the digits written
    200<!--=[auriga].n_experimental+[auriga].n_control-->   trials stand in brackets there, because ids hold hyphens
    November 2026<!--checked-->          the month of the newest check of a source
    two<!--D0053--> cycles               a number in words before a clinical unit: as digits or as the word in what it is tied to
    24<!--chosen-->                      a setting of a slider that the text tells the reader to choose: a whole number to 120

``unsupported`` returns what is wrong with a text. Numbers that need no tie are listed in ``PLAIN``, each for a reason.
"""

from __future__ import annotations

import ast
import operator
import re
from datetime import datetime

from helpers import wording
from helpers.evidence import Evidence
from helpers.learn.ties import TOKEN, ties

__all__ = ["TOKEN", "derive", "lookup", "ties", "unsupported"]

PLAIN = (
    (r"^#+ \d\d ", "the number of the lesson in its title"),
    (r"[Ll]essons? \d\d(?:(?:,| and| to) \d\d)*", "the numbers of lessons"),
    (r"(?<!--)\bC(?:0[1-9]|1\d|20)\b", "the number of a point of the article"),
    (r"^\d+\. ", "the number of a list item"),
    (r"\*\*About \d+ minutes\.\*\*", "how long the lesson takes"),
    (r"\b1000? people\b", "the denominator of every picture of people"),
    (r"\b95% (confidence |credible )?interval", "the level of the intervals"),
    (r"chromosome 17\b|del\(17p\)", "the name of a chromosome"),
    (r"\bt\(\d+;\d+\)", "the name of a change in the chromosomes"),
    (r"\b[Gg]rades? \d(?: and \d)?\b", "the name of a grade of a side effect"),
    (r"[Ee]xercise \d\b", "the number of an exercise"),
    (
        r"\bone (?:myeloma )?cell in (?:10|100),000\b(?: cells, in 100,000)?|Examine 100,000 cells|\b10 −[4-7]\b",
        "the limit of a test",
    ),
    (r"cluster of differentiation 38", "the name of a protein"),
    (r"\b(?:between )?0 and 1\b", "the ends of the scale of a chance"),
    (r"\bno two people\b|\b[Oo]ne person\b", "a way of speaking"),
    (r"CC BY 4\.0|BSD-3-Clause", "the name of a licence"),
)
# a number in words is a figure where a clinical unit follows
_UNITS = ("nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: number for number, word in enumerate(_UNITS)}
_WORDS |= {word: 10 * number for number, word in enumerate(_TENS, start=2)}
SPELT_OUT = re.compile(
    rf"\b(?P<word>{'|'.join(_WORDS)})(?:<!--(?P<tie>[^>]*)-->)?"
    r"[ -](?=(?:months?|percent|years?|people|patients|cycles?|weeks?|mg)\b)",
    re.IGNORECASE,
)
_OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


def unsupported(text: str, evidence: Evidence) -> list[str]:
    """Return one sentence for each number in a Markdown text that nothing supports."""
    text = _without_names(_without_code(text), evidence)
    for pattern, _reason in PLAIN:
        text = re.sub(pattern, " ", text, flags=re.MULTILINE)
    spelt = [problem for match in SPELT_OUT.finditer(text) if (problem := _problem_in_words(match, evidence))]
    text = SPELT_OUT.sub(lambda match: f"{match['word']} ", text)  # its tie is read
    return spelt + [problem for match in TOKEN.finditer(text) if (problem := _problem(match, evidence))]


def _without_code(text: str) -> str:
    return re.sub(r"```.*?```|`[^`]*`|\]\([^)]*\)|<(?!!--)[^>]*>", " ", text, flags=re.DOTALL)


def _without_names(text: str, evidence: Evidence) -> str:
    """Remove the names of trials ("CALGB 100104", "RV-MM-PI-209"), longest first."""
    names = {part for trial in evidence.trials.values() for part in (trial.name, *re.findall(r"[\w./-]*\d[\w./-]*", trial.name))}
    names |= {"GIMEMA RV-MM-PI-209", "HOVON-65", "RV-MM-PI-209"}
    for name in sorted((n for n in names if re.search(r"[A-Za-z]", n)), key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def _problem(match: re.Match, evidence: Evidence) -> str:
    written, tie = match["text"], match["tie"]
    if not tie:
        return f'"{written}{match["percent"]}" is tied to no row.'
    if tie == "chosen":
        whole = written.isdigit() and int(written) <= 120
        return "" if whole else f'"{written}" is called chosen, and no slider can be set to it.'
    try:
        supported = _supports(tie.strip(), written, evidence)
    except (KeyError, ValueError, AttributeError, TypeError) as error:
        return f'"{written}" is tied to "{tie}", which cannot be read ({error}).'
    return "" if supported else f'"{written}" is tied to "{tie}", which does not say so.'


def _problem_in_words(match: re.Match, evidence: Evidence) -> str:
    word, tie = match["word"], match["tie"]
    number = _WORDS[word.lower()]
    if not tie:
        return f'"{word}" is tied to no row.'
    if tie == "chosen":
        return ""
    try:
        if tie.startswith("="):
            supported = derive(tie[1:], evidence) == number
        else:
            found = lookup(tie, evidence)
            words = found.lower() if isinstance(found, str) else f"{found:g}"
            supported = re.search(rf"(?<![\d.])(?:{number}|{word.lower()})(?![\d.]*\d)", words) is not None
    except (KeyError, ValueError, AttributeError, TypeError) as error:
        return f'"{word}" is tied to "{tie}", which cannot be read ({error}).'
    return "" if supported else f'"{word}" is tied to "{tie}", which does not say so.'


def _supports(tie: str, written: str, evidence: Evidence) -> bool:
    if tie == "checked":
        newest = max(source.checked for source in evidence.sources.values())
        return datetime.strptime(newest, "%Y-%m").strftime("%B %Y") == written
    if tie.startswith("="):
        return f"{derive(tie[1:], evidence):.{wording.decimals(written)}f}" == written
    found = lookup(tie, evidence)
    if isinstance(found, str):
        return re.search(rf"(?<![\d.]){re.escape(written)}(?![\d.]*\d)", found) is not None
    return _same_number(written, found)


def _same_number(written: str, value: float) -> bool:
    return float(written.replace(",", "")) == float(value)


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
            return next(a.follow_up_months for a in evidence.analyses.values() if figure in a.estimates)
        if field == "note":
            return figure.note
        if field in ("measure", "topic", "arm", "event"):
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
    if name in evidence.sources and hasattr(evidence.sources[name], field):
        return getattr(evidence.sources[name], field)
    for table, column in (
        ("drug_facts", "statement"),
        ("duration_statements", "statement"),
        ("definitions", "definition"),
        ("claims", "claim"),
        ("conflicts", "statement"),
    ):
        frame = evidence.tables[table]
        key = frame.columns[0]
        if name in set(frame[key]):
            return frame.loc[frame[key] == name, column].iloc[0]
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
