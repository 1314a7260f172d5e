"""Which numbers of the prose nothing supports: in a lesson's text, and in the words of the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..evidence import Evidence, split_ids
from .notebook_text import without_term_links
from .ties import TOKEN, derive, lookup, supports

PLAIN = (
    (r"^#+ \d\d ", "the number of the lesson in its title"),
    (r"[Ll]essons? \d\d(?:(?:,| and| to) \d\d)*", "the numbers of lessons"),
    (r"(?<!--)\bC(?:0[1-9]|1\d|20)\b", "the number of a point of the article"),
    (r"(?<!percentage )\b[Pp]oint (?:[1-9]|1\d|20)\b(?![.,]?\d|%)", "the number of a point of the article"),
    (r"^\d+\. ", "the number of a list item"),
    (r"\[\d\d (?=[A-Z])", "the number of a lesson in a link to it"),
    (r"\*\*About \d+ minutes; \d+ with all that is under Go deeper\.\*\*", "how long the lesson takes"),
    (r"Evidence as of [A-Z][a-z]+ 20\d\d\.", "the age of the evidence, which a test holds"),
    (r"\b(?:[Oo]f |[Ii]n )?1000? people\b|\b(?:[Oo]f|[Ii]n) 100(?!\.?\d|[,<])", "the denominator of every picture of people"),
    (r"\b100 (?:less|divided by)\b|\b[Dd]ivide 100\b|\b[Dd]ivide 1 by\b|\bclose to 100%", "the whole in a percentage"),
    (
        r"\b(?:[Bb]elow|[Aa]bove|towards|includes?) 1\b(?!\.?\d|%| (?:month|year|percent))|\bAt 1:",
        "the ratio that is no difference",
    ),
    (r"\b95% (confidence |credible )?interval", "the level of the intervals"),
    (r"chromosome 17\b|del\(17p\)", "the name of a chromosome"),
    (r"\bt\(\d+;\d+\)", "the name of a change in the chromosomes"),
    (r"\b[Gg]rades? \d(?: and \d)?\b", "the name of a grade of a side effect"),
    (r"[Ee]xercise \d\b", "the number of an exercise"),
    (
        r"\bone (?:myeloma )?cell in (?:10|100),000\b(?: cells, in 100,000)?|Examine 100,000 cells|\b10 −[4-7]\b|\b10\^-?[4-7]\b",
        "the limit of a test",
    ),
    (r"cluster of differentiation 38", "the name of a protein"),
    (r"\b[Pp]art [12]\b", "a part of a trial"),
    (r"\bone cell in 1 million\b", "the limit of a test, as in the names of endpoints"),
    (r"\b(?:between )?0 and 1\b", "the ends of the scale of a chance"),
    (r"\b(?:no t|T)wo people\b|\b[Oo]ne person\b|\b[Oo]ne cycle first\b", "a way of speaking"),
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

# "days 1-28": both numbers and one tie, to words that hold them so; a tie by itself is passed over, its arithmetic is no range
RANGE = re.compile(
    r"<!--[^>]*-->|(?<![\w.^-])(?P<text>\d+(?:\.\d+)?-\d+(?:\.\d+)?)(?P<percent>%?)(?:<!--(?P<tie>[^>]*)-->)?(?![\w-])"
)


def unsupported(text: str, evidence: Evidence) -> list[str]:
    """Return one sentence for each number in a Markdown text that nothing supports."""
    text = _without_names(_without_code(without_term_links(text)), evidence)
    for pattern, _reason in PLAIN:
        text = re.sub(pattern, " ", text, flags=re.MULTILINE)
    ranges = [problem for match in RANGE.finditer(text) if match["text"] and (problem := _problem(match, evidence))]
    spelt = [problem for match in SPELT_OUT.finditer(text) if (problem := _problem_in_words(match, evidence))]
    text = SPELT_OUT.sub(lambda match: f"{match['word']} ", text)  # its tie is read
    return ranges + spelt + [problem for match in TOKEN.finditer(text) if (problem := _problem(match, evidence))]


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
        supported = supports(tie.strip(), written, evidence)
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


ANY = "any row"  # of a column of the dictionary: its row lists nothing that its words rest on
_ALONE = r"[\d.]+"  # a wrong answer to a number question


@dataclass(frozen=True)
class Words:
    """A text in a table whose numbers are tied.

    Attributes:
        where: file, row and column, as a message says it.
        text: the text with its ties.
        ids: the rows, trials and sources that its ties may name: those that its row lists, and their sources; None for any.
    """

    where: str
    text: str
    ids: frozenset[str] | None


def words_of_tables(evidence: Evidence) -> Iterator[Words]:
    """Yield every text of a column that the dictionary calls tied: ``ties`` names the columns that list what it rests on."""
    for resource in evidence.package["resources"]:
        table = evidence.read[resource["name"]]
        for column in (field for field in resource["schema"]["fields"] if "ties" in field):
            for number, text in enumerate(table.text[column["name"]]):
                if text and not re.fullmatch(_ALONE, text):
                    where = f"{table.file}, row {table.key(number)}, column {column['name']}"
                    yield Words(where, text, _ids(evidence, table, number, column["ties"]))


def _ids(evidence: Evidence, table, number: int, ties: str) -> frozenset[str] | None:
    return None if ties == ANY else frozenset(_with_sources(evidence, _listed(evidence, table, number, ties)))


def _listed(evidence: Evidence, table, number: int, ties: str) -> Iterator[str]:
    """Yield the ids that a row lists in its own columns, or that the rows which belong to it list in another table."""
    row = table.rows[number]
    for place in ties.split(";"):
        other, _, column = place.rpartition(".")
        belonging = (
            evidence.rows(other, **{key: getattr(row, key) for key in _shared_keys(evidence, table, other)}) if other else [row]
        )
        for name in (name for each in belonging for name in split_ids(getattr(each, column) or "")):
            yield from (e.row_id for e in evidence.analyses[name].estimates) if name in evidence.analyses else (name,)


def _shared_keys(evidence: Evidence, table, other: str) -> list[str]:
    return [key for key in evidence.read[other].keys if key in table.columns]


def _with_sources(evidence: Evidence, ids: Iterator[str]) -> Iterator[str]:
    for name in ids:
        yield name
        row = evidence.figures.get(name) or evidence.trials.get(name) or evidence.statements.get(name)
        if row is not None:
            yield from filter(None, (row.source_id, getattr(row, "trial_id", "")))
        yield from (c.conflict_id for c in evidence.rows("conflicts", row_id=name))


def strangers(words: Words) -> list[str]:
    """Return what the ties of a text name, and its row does not list."""
    if words.ids is None:
        return []
    named = [name for tie in _ties(words.text) for name in re.findall(r"\[([\w-]+)\]|([A-Z]\d{4}|C\d\d)|^([\w-]+)", tie)]
    flat = [name for names in named for name in names if name]
    return [name for name in dict.fromkeys(flat) if name not in words.ids and name not in ("checked", "chosen")]


def _ties(text: str) -> list[str]:
    return [match["tie"] for pattern in (TOKEN, SPELT_OUT, RANGE) for match in pattern.finditer(text) if match["tie"]]
