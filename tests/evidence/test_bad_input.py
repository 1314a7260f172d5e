"""Every file and every column of the data, spoilt in every way that is known to happen: refused in a sentence, or harmless.

A *kind* says where it applies, how it spoils, and what must come of it. One test a kind tries all places. Refused means: at least
one problem, each a sentence on one line, and the spoilt file named. Accepted means: no problem, for the reason that the kind states.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from tests.support.data import problems_with, rows_of, sound, written

PACKAGE, TABLES = sound()
RESOURCES = {resource["path"]: resource for resource in PACKAGE["resources"]}
CONTENT = {file: written(rows_of(file)) for file in RESOURCES}
LINES = {file: content.decode().splitlines(keepends=True) for file, content in CONTENT.items()}  # no cell holds a line break
FIELDS = [(file, f) for file, resource in RESOURCES.items() for f in resource["schema"]["fields"]]
REFUSED = "refused"


@dataclass(frozen=True)
class Kind:
    """One way to spoil the data.

    Attributes:
        name: what is done.
        cases: yields (file, where, content) for every place where it can be done.
        outcome: REFUSED, or the reason why it is harmless.
        exceptions: places ("file" or "file:column") whose outcome is another one, and which.
        known: whether the dictionary still holds the sha256 of the file as it was. Where it does not, the dictionary was
            refreshed, and the check must see more than a change.
    """

    name: str
    cases: Callable[[], Iterator[tuple[str, str, bytes]]]
    outcome: str = REFUSED
    exceptions: dict[str, str] = field(default_factory=dict)
    known: bool = False


KINDS: list[Kind] = []


def whole(name: str, spoil, outcome: str = REFUSED, known: bool = False, exceptions: dict[str, str] | None = None) -> None:
    """Add a kind that spoils each file as a whole: ``spoil`` takes its content and gives another."""

    def cases():
        for file, content in CONTENT.items():
            yield file, file, spoil(content)

    KINDS.append(Kind(name, cases, outcome, exceptions or {}, known))


def header(name: str, spoil) -> None:
    """Add a kind that spoils each column: ``spoil`` takes the lines as lists of cells and the column's number."""

    def cases():
        for file, content in CONTENT.items():
            lines = list(csv.reader(io.StringIO(content.decode())))
            for number, column in enumerate(lines[0]):
                yield file, f"{file}:{column}", joined(spoil([list(line) for line in lines], number))

    KINDS.append(Kind(name, cases))


def joined(lines: list[list[str]], **style) -> bytes:
    """Return lines of cells as the content of a file."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n", **style).writerows(lines)
    return stream.getvalue().encode()


def with_cell(file: str, number: int, column: str, spoil) -> bytes:
    """Return a file in which one cell is spoilt; only its line is written anew."""
    lines = LINES[file].copy()
    row = next(csv.DictReader([LINES[file][0], lines[number + 1]]))
    row[column] = spoil(row[column])
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(row.values())
    lines[number + 1] = stream.getvalue()
    return "".join(lines).encode()


def cells(
    name: str, where, spoil, outcome: str = REFUSED, exceptions: dict[str, str] | None = None, row=lambda text: text != ""
) -> None:
    """Add a kind that spoils one cell of each column: ``where`` takes (file, field), ``spoil`` the cell as it was.

    The cell is the first of its column for which ``row`` is true; a column without such a cell is left out.
    """

    def cases():
        for file, f in FIELDS:
            column = f["name"]
            number = next((n for n, text in enumerate(TABLES[RESOURCES[file]["name"]].text[column]) if row(text)), None)
            if number is not None and where(file, f):
                yield file, f"{file}:{column}", with_cell(file, number, column, spoil)

    KINDS.append(Kind(name, cases, outcome, exceptions or {}))


def numeric(_file, f) -> bool:
    """Whether a field holds numbers."""
    return f["type"] in ("number", "integer")


def text(_file, f) -> bool:
    """Whether a field holds text."""
    return f["type"] == "string"


def constrained(name: str) -> Callable:
    """Whether a field has a constraint."""
    return lambda _file, f: name in f.get("constraints", {})


def linked(file: str, f: dict) -> bool:
    """Whether a field is a foreign key."""
    return f["name"] in [key["fields"][0] for key in RESOURCES[file]["schema"].get("foreignKeys", [])]


def free(file: str, f: dict) -> bool:
    """Whether a field holds words that nothing in the data decides; HELD says which others are held, by what."""
    rules = f.get("constraints", {})
    held = linked(file, f) or "lists" in f or f"{file}:{f['name']}" in HELD
    return f["type"] == "string" and not held and "enum" not in rules and "pattern" not in rules


# words that a rule or a key holds
HELD = {
    "errata.csv:table", "errata.csv:row_id", "errata.csv:column", "errata.csv:corrected", "outcomes.csv:population",
    "outcomes.csv:arm_label", "safety.csv:event", "safety.csv:arm_label", "duration_mrd.csv:topic",
    "duration_mrd.csv:measure", "duration_mrd.csv:arm", "second_extraction.csv:subject", "second_extraction.csv:arm",
    "second_extraction.csv:arm_label", "second_extraction.csv:measure", "figure_key.csv:subject",
    "figure_key.csv:arm", "figure_key.csv:arm_label", "figure_key.csv:measure", "endpoints.csv:endpoint",
    "harm_names.csv:event",
}  # fmt: skip

AS_TEXT = "markup in text is escaped: it is shown as text"


# --- whole files
whole("UTF-16", lambda c: c.decode().encode("utf-16"))
whole("Latin-1", lambda c: c.replace(b"a", b"\xe4", 1) if b"a" in c else c + b"\xe4")
whole("UTF-8 cut within a letter", lambda c: c + b"\xc3")
whole("byte-order mark", lambda c: b"\xef\xbb\xbf" + c)
whole("NUL", lambda c: c[:-2] + b"\0" + c[-2:])
whole("empty file", lambda c: b"")
whole("only blanks", lambda c: b" \n \n")
whole("semicolons", lambda c: joined(list(csv.reader(io.StringIO(c.decode()))), delimiter=";"))
whole("tabs", lambda c: joined(list(csv.reader(io.StringIO(c.decode()))), delimiter="\t"))
whole("no header", lambda c: c.split(b"\n", 1)[1])
whole("header in capitals", lambda c: c.split(b"\n", 1)[0].upper() + b"\n" + c.split(b"\n", 1)[1])
whole("header twice", lambda c: c.split(b"\n", 1)[0] + b"\n" + c)
whole("a cell too many", lambda c: c.rstrip(b"\n") + b",x\n")
whole("a row too short", lambda c: c + b"x\n")
whole("an endless cell", lambda c: c + b'"' + b"x" * 200_000 + b'"\n')
whole("open quotation mark at the end", lambda c: c + b'"open\n')
whole("text behind a quotation mark", lambda c: c + b'"a"b\n')
whole("git conflict marker", lambda c: c + b"<<<<<<< HEAD\n")
whole("HTML page", lambda c: b"<!doctype html>\n<title>Sign in</title>\n")
whole("pointer to a large file", lambda c: b"version https://git-lfs.github.com/spec/v1\nsize 12345\n")
whole("last row twice", lambda c: joined([*(lines := list(csv.reader(io.StringIO(c.decode())))), lines[-1]]))
whole("all rows gone", lambda c: c.split(b"\n", 1)[0] + b"\n", known=True)
whole(
    "half of the rows gone", lambda c: joined((lines := list(csv.reader(io.StringIO(c.decode()))))[: len(lines) // 2]), known=True
)
whole("last row gone", lambda c: joined(list(csv.reader(io.StringIO(c.decode())))[:-1]), known=True)
whole("first row gone", lambda c: joined((lines := list(csv.reader(io.StringIO(c.decode()))))[:1] + lines[2:]), known=True)
whole("cut within the last row", lambda c: c[:-3], known=True)
whole("cut in the middle", lambda c: c[: len(c) // 2], known=True)
whole("open quotation mark in the second row", lambda c: c.replace(b"\n", b'\n"', 1), known=True)
whole(
    "rows in another order", lambda c: joined((lines := list(csv.reader(io.StringIO(c.decode()))))[:1] + lines[:0:-1]), known=True
)
whole("Windows line ends", lambda c: c.replace(b"\n", b"\r\n"), "line ends change nothing", known=True)
whole("blank lines", lambda c: c + b"\n\n", "a blank line is no row")
whole(
    "every cell quoted",
    lambda c: joined(list(csv.reader(io.StringIO(c.decode()))), quoting=csv.QUOTE_ALL),
    "quotation marks are no part of a cell",
)
whole("no line end at the end", lambda c: c.rstrip(b"\n"), "the last row is whole without it")

# --- columns
header("column missing", lambda lines, n: [line[:n] + line[n + 1 :] for line in lines])
header("column twice", lambda lines, n: [[*line, line[n]] for line in lines])
header("column renamed", lambda lines, n: [[*lines[0][:n], lines[0][n] + "_", *lines[0][n + 1 :]], *lines[1:]])
header(
    "column moved to the end",
    lambda lines, n: (
        [line[:n] + line[n + 1 :] + [line[n]] for line in lines] if n + 1 < len(lines[0]) else [line[::-1] for line in lines]
    ),
)
header("name of the column empty", lambda lines, n: [[*lines[0][:n], "", *lines[0][n + 1 :]], *lines[1:]])
header(
    "blank behind the name of the column", lambda lines, n: [[*lines[0][:n], lines[0][n] + " ", *lines[0][n + 1 :]], *lines[1:]]
)

# --- cells
cells("required cell empty", constrained("required"), lambda t: "")
cells("word of another list", constrained("enum"), lambda t: "other")
cells("word of the list in capitals", constrained("enum"), str.upper, row=str.islower)
cells("id of another shape", constrained("pattern"), lambda t: "?" + t)
cells("unknown id", linked, lambda t: "unknown")
for _bad in (
    "many", "NaN", "inf", "-inf", "1e400", "1e3", "52,8", "1.234,5", "1 000", "5%", "~5", "<5", "+5", ".5", "5.", "0x10", "--5", "-0",
    "007", "0052.8", "9" * 20, "9" * 400, "9" * 5000, "\u0665\u0662", "\uff15\uff12", "\u00bd", "5\u00b2", "-5", "999999", "2026-11-24",
    "true", " 5", "5 ", "5\u00a0", "5\u200b", "5\n", "5;6", "5 (3-8)", "not reached",
):  # fmt: skip
    cells(f"number {_bad[:20]!r} ({len(_bad)})", numeric, lambda t, bad=_bad: bad)
cells("number with a part of a person", lambda _file, f: f["type"] == "integer", lambda t: t + ".5")
for _bad in ("yes", "True", "1", "ja", "false ", "TRUE"):
    cells(f"truth value {_bad!r}", lambda _file, f: f["type"] == "boolean", lambda t, bad=_bad: bad)
MARKS: dict[str, str] = {}
for _name, _mark in (
    ("blank in front", " {}"), ("blank behind", "{} "), ("tab behind", "{}\t"), ("line break", "{}\nx"), ("carriage return", "{}\rx"),
    ("no-break space", "{}\u00a0x"), ("zero-width space", "{}\u200b"), ("byte-order mark in a cell", "\ufeff{}"),
    ("right-to-left override", "\u202e{}"), ("soft hyphen", "{}\u00ad"), ("bell", "{}\x07"), ("escape", "\x1b[31m{}"),
    ("line separator", "{}\u2028x"), ("Hangul filler", "{}\u3164"), ("variation selector", "{}\ufe0f"), ("delete", "{}\x7f"),
    ("NEL", "{}\x85"), ("surrogate-like private letter", "{}\ue000"),
):  # fmt: skip
    MARKS[_name] = _mark
for _name, _mark in (
    ("script", "{} <script>alert(1)</script>"), ("image", '<img src=x onerror="alert(1)"> {}'), ("entities", "{} &lt; &amp; \"'"),
    ("mathematics", "{} $\\frac{{1}}{{2}}$"), ("Markdown", "{} [x](javascript:alert(1)) **x**"), ("a formula", "=1+1 {}"),
):  # fmt: skip
    cells(f"text with {_name}", free, lambda t, mark=_mark: mark.format(t), AS_TEXT)
    cells(f"held text with {_name}", lambda file, f: text(file, f) and not free(file, f), lambda t, mark=_mark: mark.format(t))


# --- figures that cannot be
BOUNDED = ("value", "ci_low", "ci_high")


def figures(name: str, spoil, fits=lambda row: True, outcome: str = REFUSED) -> None:
    """Add a kind that spoils the first row of each table of figures that fits: ``spoil`` takes the row and gives cells."""

    def cases():
        for file in ("outcomes.csv", "safety.csv", "duration_mrd.csv", "second_extraction.csv", "figure_key.csv"):
            rows = rows_of(file)
            row = next((row for row in rows if fits(row)), None)
            if row is not None and (cells := spoil(row)) is not None:
                row.update(cells)
                yield file, file, written(rows)

    KINDS.append(Kind(name, cases, outcome))


def whole_interval(row) -> bool:
    """Whether both bounds are there."""
    return row["ci_low"] != "" and row["ci_high"] != ""


for _column in BOUNDED:
    for _bad in ("100.1", "250", "1000"):
        figures(
            f"{_column} {_bad} percent",
            lambda row, c=_column, bad=_bad: {c: bad},
            lambda row, c=_column: row["unit"] == "percent" and row[c],
        )
    figures(f"{_column} 300 months", lambda row, c=_column: {c: "300"}, lambda row, c=_column: row["unit"] == "months" and row[c])
    for _bad in ("0", "101"):
        figures(
            f"{_column} ratio {_bad}",
            lambda row, c=_column, bad=_bad: {c: bad},
            lambda row, c=_column: row["unit"] == "ratio" and row[c],
        )
    figures(f"{_column} gone", lambda row, c=_column: {c: ""}, lambda row, c=_column: row[c])
    figures(
        f"{_column} ten times as large",
        lambda row, c=_column: {c: f"{10 * float(row[c]):g}"},
        lambda row, c=_column: row[c] and float(row[c]),
    )
    figures(
        f"{_column} a little larger",
        lambda row, c=_column: {c: f"{1.01 * float(row[c]):.4f}"},
        lambda row, c=_column: row[c] and float(row[c]),
    )
    figures(f"{_column} zero", lambda row, c=_column: {c: "0"}, lambda row, c=_column: row[c] and float(row[c]))
    for _state in ("not reached", "not estimable", "not reported"):
        figures(
            f"{_column} there, but {_state}",
            lambda row, c=_column, state=_state: {f"{c}_state".replace("value_", ""): state},
            lambda row, c=_column: row[c],
        )
figures("interval the wrong way round", lambda row: {"ci_low": row["ci_high"], "ci_high": row["ci_low"]}, whole_interval)
figures("interval of no width", lambda row: {c: row["value"] for c in ("ci_low", "ci_high")}, whole_interval)
figures(
    "interval beside its figure",
    lambda row: {"ci_low": row["ci_high"], "ci_high": f"{float(row['ci_high']) + 1:g}"},
    whole_interval,
)
figures("p value without its sign", lambda row: {"p_relation": ""}, lambda row: row.get("p_relation"))
figures("p value above 1", lambda row: {"p_value": "1.5"}, lambda row: row.get("p_value"))
figures("half a patient", lambda row: {"value": "8.5"}, lambda row: row["unit"] == "patients")
figures("another month", lambda row: {"timepoint_months": "13"}, lambda row: row["timepoint_months"] not in ("", "13"))
figures("no month", lambda row: {"timepoint_months": ""}, lambda row: row["timepoint_months"])
figures(
    "more people with the event than people",
    lambda row: {k: "20000" for k in ("n", "n_events") if k in row},
    lambda row: row.get("n_total") or row.get("denominator"),
)


# --- another word of a list, another truth value, another number: right in shape, wrong in fact
def ends(filled: list[int]) -> list[int]:
    """Return the first and the last of the rows that are filled."""
    return sorted({filled[0], filled[-1]}) if filled else []


def others(file: str, f: dict, rows: Callable = ends) -> Iterator[bytes]:
    """Yield a file with each other word of the column's list, each other truth value, or one more, in each of ``rows``."""
    name = f["name"]
    words = ["true", "false"] if f["type"] == "boolean" else f.get("constraints", {}).get("enum", [])
    printed = TABLES[RESOURCES[file]["name"]].text[name]
    for number in rows([n for n, text in enumerate(printed) if text != ""]) if words or numeric(file, f) else ():
        for word in words or [f"{float(printed[number]) + 1:g}"]:
            if word != printed[number]:
                yield with_cell(file, number, name, lambda _text, word=word: word)


def other_facts() -> Iterator[tuple[str, str, bytes]]:
    """Yield each of them in the first and the last row of each column that is filled."""
    for file, f in FIELDS:
        for content in others(file, f):
            yield file, f"{file}:{f['name']}", content


# What no other text of the data says, so that only a reader can tell; whoever finds a second place for one takes it out here
READERS_ONLY = {
    "claims.csv:verdict", "drug_facts.csv:second_extraction", "duration_statements.csv:second_extraction", "duration_mrd.csv:n",
    "features.csv:in_article", "lessons.csv:minutes", "lessons.csv:short_minutes", "outcomes.csv:median_follow_up_months", "outcomes.csv:n_total",
    "safety.csv:denominator", "safety.csv:median_follow_up_months", "safety.csv:n", "sources.csv:kind", "sources.csv:year",
    "trial_drugs.csv:role", "trials.csv:n_control", "trials.csv:n_experimental", "trials.csv:phase", "trials.csv:setting",
    "trials.csv:randomised_question", "gaps.csv:on_harms", "selections.csv:selection", "safety.csv:note_told",
    "teaching_notes.csv:kind", "teaching_plans.csv:shown",
    "second_extraction.csv:ci_high",  # of a row that is said to differ, as its reason says
}  # fmt: skip


def refused(file: str, content: bytes, known: bool) -> list[str]:
    """Return the sentences by which a file is refused, after checking that they are sentences and name the file."""
    sentences = [str(problem) for problem in problems_with({file: content}, known)]
    for sentence in sentences:
        assert "\n" not in sentence and sentence.endswith(" expected.") and ".csv" in sentence, sentence
        assert len(sentence) < 1000 and sentence.isprintable(), sentence
    assert not sentences or any(file in sentence for sentence in sentences), sentences[0]
    return sentences


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_bad_input_is_refused_in_a_sentence_or_harmless_for_a_reason(kind):
    wrong, tried = [], 0
    for file, where, content in kind.cases():
        tried += 1
        assert content != CONTENT[file], where
        outcome = kind.exceptions.get(where, kind.outcome)
        if bool(refused(file, content, kind.known)) != (outcome == REFUSED):
            wrong.append(where)
    assert not wrong, f"{'accepted' if kind.outcome == REFUSED else 'refused'}: {wrong}"
    assert tried


def marked(file: str, mark: str) -> tuple[bytes, set[str]]:
    """Return a file in which the first filled cell of each text column bears a mark, and the names of these columns."""
    lines, columns = LINES[file], set()
    rows = list(csv.DictReader(lines))
    for column, kind in TABLES[RESOURCES[file]["name"]].types.items():
        row = next((row for row in rows if row[column] and kind == "string"), None)
        if row is not None:
            row[column] = mark.format(row[column])
            columns.add(column)
    return joined([list(rows[0]), *(list(row.values()) for row in rows)], quoting=csv.QUOTE_ALL), columns


@pytest.mark.parametrize("name", MARKS)
def test_what_cannot_be_seen_is_refused_in_every_column_of_text(name):
    for file in RESOURCES:
        content, columns = marked(file, MARKS[name])
        assert refused(file, content, False)
        told = {problem.column for problem in problems_with({file: content}) if problem.file == file}
        assert columns <= told, file


def test_another_word_or_number_is_refused_except_where_only_a_reader_can_tell():
    accepted = {where for file, where, content in other_facts() if not refused(file, content, False)}
    assert sorted(accepted - READERS_ONLY) == []


@pytest.mark.parametrize("where", sorted(READERS_ONLY))
def test_where_only_a_reader_can_tell_some_row_says_so(where):
    """Whichever row that is: a row more, or rows in another order, take nothing from it."""
    (file, f) = next((file, f) for file, f in FIELDS if f"{file}:{f['name']}" == where)
    assert any(not refused(file, content, False) for content in others(file, f, lambda filled: filled[::-1]))


def test_there_are_more_than_five_hundred_of_them():
    made = [(file, content) for kind in KINDS for file, _where, content in kind.cases()]
    made += [(file, content) for file, _where, content in other_facts()]
    assert len(set(made)) > 3000
    assert {file for file, _content in made} == set(RESOURCES)
