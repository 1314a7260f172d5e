"""Are abbreviations spelt out and in the glossary, is the spelling British, are sentences short?"""

from __future__ import annotations

import csv
import re
from functools import cache

import nbformat
import pytest

from helpers.evidence import load
from helpers.learn.notebook_text import without_term_links
from helpers.lessons import modules
from tests.conftest import NOTEBOOKS, ROOT

NAMES = {
    # study groups without a trial of their own name in the data, congresses, companies, brands
    "ASCO", "ASH", "CELGENE", "EHA", "GEM", "NCT", "PETHEMA", "REVLIMID", "SWOG", "DARZALEX", "FASPRO", "MPR", "NMSG", "HD4", "MM",
    # licences, file types, things of the computer
    "BSD", "BY", "CC", "CSV", "HTML", "JSON", "SVG", "ID", "OK", "USB", "URL",
    # letters of a list, of an answer, of a regimen that the lesson explains letter by letter
    "II", "III", "AND", "TA680", "PAD", "VAD", "VRD", "RD", "KRD", "IRD", "SC",
}  # fmt: skip
# the parts of the names of trials, which stand in the data: "TOURMALINE", "MM3"
NAMES |= {part for trial in load().trials.values() for part in re.findall(r"[A-Z][A-Z0-9]+", f"{trial.name} {trial.full_name}")}
UNKNOWN = "spell it out and add it to data/glossary.csv; the name of a trial belongs to data/trials.csv"
ABBREVIATION = re.compile(r"(?<![\w-])[A-Z][A-Za-z]?[A-Z]+[0-9]*s?(?![\w])")
AMERICAN = re.compile(
    r"\b(tumors?|anemi\w+|randomiz\w+|program(?:s|med)?\b(?! file)|colors?|fibers?|hematolog\w+|leukemi\w+|diarrhea|edema|behaviors?|"
    r"favors?|favorable|center(?:s|ed)?|analyz\w+|summariz\w+|characteriz\w+|standardiz\w+|labeled|modeled|modeling|"
    r"estrogen|esophag\w+|pediatric|hemoglobin|neutropenic fever|license[sd] |practic(?:ing)|fulfill\b|gray|judgment|localiz\w+|"
    r"recogniz\w+|organiz(?!ation for)\w+|hospitaliz\w+|minimiz\w+|maximiz\w+|criticiz\w+|emphasiz\w+)\b",
    re.IGNORECASE,
)
SPELT = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "data/README.md")


@cache
def glossary() -> dict[str, str]:
    with (ROOT / "data" / "glossary.csv").open(encoding="utf-8", newline="") as stream:
        return {row["abbreviation"]: row["term"] for row in csv.DictReader(stream) if row["abbreviation"]}


def prose(path) -> str:
    """Return the Markdown of a notebook as a reader sees it: no code, no ties, no addresses, no links."""
    cells = nbformat.read(path, as_version=4).cells
    text = without_term_links("\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown"))
    text = re.sub(r"```.*?```|`[^`]*`", " ", text, flags=re.DOTALL)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    return re.sub(r"\]\([^)]*\)|https?://\S+", " ", text)


def unexplained(text: str, known: dict[str, str]) -> list[str]:
    """Return what is wrong with the abbreviations of a text: not in the glossary, or not spelt out at first use."""
    found, seen = [], set()
    body = re.sub(r"^#.*$", "", text, flags=re.MULTILINE)  # a title is no first use
    for match in ABBREVIATION.finditer(body):
        short = match[0].removesuffix("s")
        if short in NAMES or short in seen:
            continue
        seen.add(short)
        if short not in known:
            found.append(f"{short} is not in the glossary")
            continue
        term = re.escape(known[short]).replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s-]+")
        before = body[max(0, match.start() - 200) : match.start()]
        after = body[match.end() : match.end() + 200]
        spelt = re.search(rf"{term}(?:\w*|[^.;]{{0,60}})[*_]*(?:,? \(|, )$", before, re.IGNORECASE) or re.match(
            rf"s?[*_]*(?: is|,| \()[^.;]{{0,20}}{term}", after, re.IGNORECASE
        )
        if not spelt:
            found.append(
                f"{short} is not spelt out as {known[short]} at its first use: {body[match.start() - 40 : match.end() + 20]!r}"
            )
    return found


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_abbreviation_is_spelt_out_at_first_use_and_in_the_glossary(path):
    assert unexplained(prose(path), glossary()) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("PFS was long.", "PFS is not spelt out as progression-free survival at its first use"),
        ("The XYZ was long.", "XYZ is not in the glossary"),
        ("PFS (progression-free survival) and OS.", "OS is not spelt out as overall survival at its first use"),
    ],
)
def test_an_unexplained_abbreviation_is_seen(text, problem):
    assert any(problem in found for found in unexplained(text, glossary()))


@pytest.mark.parametrize(
    "text",
    [
        "Progression-free survival (PFS) is long. PFS again.",
        "**Overall survival** (OS) counts.",
        "PFS (progression-free survival)",
        "in CALGB 100104",
    ],
)
def test_an_explained_abbreviation_passes(text):
    assert unexplained(text, glossary()) == []


# not stopping_studies, whose words repeat what the sources say of a trial
WRITTEN = (
    "questions", "question_options", "claims", "vignettes", "vignette_steps", "values", "decisions", "objectives", "notes", "designs",
    "mrd_measures", "risk_definitions", "subgroup_views", "selections",
)  # fmt: skip
IDS = ("id", "ids", "formula", "lesson", "lessons", "option", "answer_rows")  # how the names of columns without words end


def words_of(table: str) -> str:
    """Return the words of a table, without its ids."""
    with (ROOT / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return " ".join(
        text for row in rows for column, text in row.items() if column.rpartition("_")[2] not in IDS and column not in IDS
    )


def unknown(text: str) -> set[str]:
    """Return the abbreviations of a text that are neither names nor in the glossary."""
    return {match[0].removesuffix("s") for match in ABBREVIATION.finditer(text)} - NAMES - set(glossary())


@pytest.mark.parametrize("table", WRITTEN)
def test_every_abbreviation_of_questions_cases_and_verdicts_is_in_the_glossary(table):
    assert unknown(words_of(table)) == set(), UNKNOWN


@pytest.mark.parametrize("lesson", modules())
def test_every_abbreviation_of_the_views_is_in_the_glossary(lesson):
    views = modules()[lesson].LESSON.views()
    assert unknown(" ".join(text for view in views for text in (view.sentence, view.caution, *view.notes))) == set(), UNKNOWN


def test_an_unknown_abbreviation_of_a_view_is_seen():
    assert unknown("PFS and XYZ in CALGB") == {"XYZ"}


@cache
def own_texts() -> dict[str, str]:
    """Return the texts that the course wrote itself, by name: prose, questions, definitions, reasons, read-me files."""
    names = re.compile(r"[\w-]+-\d{4}\b|American Society of Hematology")  # ids of sources, and a society's own name
    texts = {path.name: prose(path) for path in NOTEBOOKS}
    texts |= {name: (ROOT / name).read_text(encoding="utf-8") for name in SPELT}
    for table in (
        "questions",
        "question_options",
        "glossary",
        "claims",
        "objectives",
        "lessons",
        "endpoints",
        "features",
        "gaps",
        "notes",
        "designs",
        "mrd_measures",
        "risk_definitions",
        "subgroup_views",
        "selections",
        "stopping_studies",
    ):
        texts[table] = names.sub("", (ROOT / "data" / f"{table}.csv").read_text(encoding="utf-8"))
    for path in sorted((ROOT / "helpers").rglob("*.py")):
        code = names.sub("", path.read_text(encoding="utf-8"))
        texts[path.relative_to(ROOT).as_posix()] = " ".join(re.findall(r'"[^"\n]*"', code))
    return texts


@pytest.mark.parametrize("name", own_texts())
def test_the_spelling_is_british(name):
    found = [
        m[0] for m in AMERICAN.finditer(own_texts()[name]) if m[0] not in ("center", "color", "gray")
    ]  # of matplotlib and CSS
    assert found == []


def test_american_spelling_is_seen():
    assert [m[0] for m in AMERICAN.finditer("A randomized trial of tumors with anemia.")] == ["randomized", "tumors", "anemia"]


def sentences(text: str) -> list[str]:
    """Return the sentences of a Markdown text; a list item or a table row is one of its own."""
    lines = [re.sub(r"^\s*(?:[-*]|\d+\.)\s+", "", line) for line in text.splitlines() if not re.match(r"\s*(#|\||<)", line)]
    plain = re.sub(r"\([^()]*\)", "", "\n".join(lines))
    return [s.strip() for s in re.split(r"(?<=[.?:;])[*_\")]*\s+|\n", plain) if s.strip()]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_sentences_are_short(path):
    lengths = {sentence: len(sentence.split()) for sentence in sentences(prose(path))}
    assert sum(lengths.values()) / len(lengths) < 18
    assert [sentence for sentence, words in lengths.items() if words > 45] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_prose_neither_shouts_nor_persuades(path):
    text = prose(path)
    assert "!" not in text.replace("!=", "")
    assert not re.search(
        r"\b(you should (take|ask for|choose|stop|start)|we recommend|breakthrough|game.changer|miracle)\b", text, re.IGNORECASE
    )
