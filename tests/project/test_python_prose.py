"""Does a sentence in Python hold a clinical number that somebody typed, and no row gives?"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from helpers.learn.tie_check import unsupported
from tests.conftest import ROOT

HELPERS = ROOT / "helpers"
SPEAKING = [HELPERS / "wording.py", HELPERS / "comparability.py"]
SPEAKING += sorted(path for folder in ("lessons", "show") for path in (HELPERS / folder).rglob("*.py"))
# beside what needs no tie in any prose: (what a sentence holds, why no row has it)
EXEMPT = (
    (r"\b1 in 1(?:00?)?\b(?:,000| million)?|\b1 in …|\b10?0? million|^100,000 cells|10 to the power of", "the limit of a test"),
    (r"[\w-]+:[^;{}]+;|^(?:round|circle),pad=.*", "the style of a page or a picture"),
    (r"\b(?:at|fewer than|minus|holds|is) 1\b(?![.\d%]| (?:month|year|percent))|\(?\b1 [−/]|^1(?=: no difference|\b)", "one of something, or the ratio without a difference"),
    (r"^Of 100, …|\b100 minus|\babove 0 and below 100\b|\b100 or 1000 are|\bof 1000 a year", "the whole in a share"),
    (r"\bgrade [23] or [34]\b", "the name of a grade of a side effect"),
    (r"\b2 x 1\.96|\bvariance 4 / events|\bbelow 0\.0[15]\b|by its making 5\b|it is below 0\.05 in 5 of 100", "statistics"),
    (r"censored at 5 is at risk up to 5", "the made-up people of an exercise"),
    (r"more than 99\.9%", "a chance that is never shown as certain"),
    (r"^Limit \(10\^9 per litre\)$", "the unit of blood counts"),
    (r"^Cycles of 28 days$|^days 1-2[18]$", "held to the schedules by the last test here"),
)  # fmt: skip


def sentences(source: str) -> Iterator[tuple[int, str]]:
    """Yield every text with words, and its line: no docstring, and of an f-string what stands in it, with … for the rest."""
    nodes = list(ast.walk(ast.parse(source)))
    parts = [part for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values if isinstance(part, ast.Constant)]
    formats = [node.format_spec for node in nodes if isinstance(node, ast.FormattedValue) and node.format_spec]
    silent = {id(node.value) for node in nodes if isinstance(node, ast.Expr)} | {id(node) for node in (*parts, *formats)}
    silent |= {id(part) for spec in formats for part in ast.walk(spec)}
    for node in nodes:
        text = ""
        if isinstance(node, ast.JoinedStr):
            text = "".join(part.value if isinstance(part, ast.Constant) else "…" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        if id(node) not in silent and re.search("[A-Za-z]{2}", text):
            yield node.lineno, text


def typed(source: str, evidence) -> list[str]:
    """Return one sentence for each number in the sentences of a module that neither a row nor a reason supports."""
    found = []
    for line, text in sentences(source):
        for pattern, _reason in EXEMPT:
            text = re.sub(pattern, " ", text)
        found += [f"line {line}: {problem}" for problem in unsupported(text, evidence)]
    return found


@pytest.mark.parametrize("path", SPEAKING, ids=lambda path: str(path.relative_to(HELPERS)))
def test_no_sentence_in_python_holds_a_number_that_somebody_typed(path, evidence):
    assert typed(path.read_text(encoding="utf-8"), evidence) == []


@pytest.mark.parametrize(
    ("source", "number"),
    [
        ('say("The median was 52.8 months.")', "52.8"),
        ('say(f"{trial.name} found 52.8 months.")', "52.8"),
        ('say("It was stopped in 17% of the people, "\n    "and 48 months later")', "17%"),
        ('CAUTION = "Treatment lasted two years."', "two"),
        ('say("a ratio of 0.48")', "0.48"),
        ('say("grade 3 in 1 of 4")', "4"),
        ('say("in 2017")', "2017"),
        ('say("seen at 1 month")', "1"),
    ],
)
def test_a_number_that_somebody_typed_is_seen(source, number, evidence):
    assert any(f'"{number}" is tied to no row.' in problem for problem in typed(source, evidence))


@pytest.mark.parametrize(
    "source",
    ['"""In 2017 it was 52.8 months."""', 'say(f"{value:.2f} months")', 'figures["O0001"]', 'say(f"{months(24)} of it")'],
)
def test_what_is_no_sentence_or_is_computed_passes(source, evidence):
    assert typed(source, evidence) == []


def test_no_exemption_is_idle():
    texts = [text for path in SPEAKING for _, text in sentences(path.read_text(encoding="utf-8"))]
    assert [reason for pattern, reason in EXEMPT if not any(re.search(pattern, text) for text in texts)] == []


def test_the_schedules_take_28_and_21_days_of_28(evidence):
    assert {(row.days_on, row.cycle_days) for row in evidence.rows("schedules")} == {(28, 28), (21, 28)}
