"""Is every number of the prose tied to a row that says so?"""

from __future__ import annotations

import re

import nbformat
import pytest

from helpers.evidence import load
from helpers.learn.tie_check import Words, strangers, unsupported, words_of_tables
from helpers.learn.ties import TOKEN, filled, ties
from tests.conftest import NOTEBOOKS, ROOT
from tests.support import contract

TIED = sorted({words.where.partition(".csv")[0] for words in words_of_tables(load())})


def test_the_tables_of_the_course_s_own_words_are_tied():
    wanted = {"claims", "questions", "question_options", "values", "vignette_steps", "drug_features", "notes", "stopping_studies"}
    assert wanted <= set(TIED)
    assert sum(len(ties(words.text)) for words in words_of_tables(load())) > 500


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_number_in_a_lesson_is_supported(path, evidence):
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"]
    problems = [f"{cell.id}: {problem}" for cell in cells for problem in unsupported(cell.source, evidence)]
    assert problems == []
    tied = sum(bool(match["tie"]) for cell in cells for match in TOKEN.finditer(cell.source))
    assert tied >= contract.TIES or path.name.startswith("00")  # the map of the course holds few figures


@pytest.mark.parametrize("table", TIED)
def test_every_number_in_the_words_of_a_table_is_supported_by_what_its_row_lists(table, evidence):
    texts = [words for words in words_of_tables(evidence) if words.where.startswith(f"{table}.csv")]
    found = [f"{words.where}: {problem}" for words in texts for problem in unsupported(words.text, evidence)]
    found += [f"{words.where}: {name} is not listed" for words in texts for name in strangers(words)]
    assert found == []
    assert texts


@pytest.mark.parametrize(
    ("tie", "found"),
    [
        ("O0001", []),
        ("O0003.low", ["O0003"]),
        ("=O0001-O0002", ["O0002"]),
        ("=[auriga].n_control", ["auriga"]),
        ("D0003", ["D0003"]),
        ("O0001--> of days 1-28<!--D0001", ["D0001"]),
    ],
)
def test_a_tie_to_what_the_row_does_not_list_is_seen(tie, found):
    assert strangers(Words("claims.csv", f"52.8<!--{tie}--> months", frozenset({"O0001"}))) == found
    assert strangers(Words("notes.csv", f"52.8<!--{tie}--> months", None)) == []


# of trials, endpoints, molecules, rows; of changes in chromosomes
NAMED = re.compile(r"\b(?:(?=[\w/-]*[A-Z])(?=[\w/-]*\d)\w+(?:[-/]\w+)*|(?:t|del|gain)\([\d;pq]+\))")
LICENCE = "BSD-3-Clause"


def names_with_numbers(text: str) -> set[str]:
    """Return the names in a text that have a number in them; no ties, addresses or code."""
    return set(NAMED.findall(re.sub(r"<!--.*?-->|\]\([^)]*\)|```.*?```|`[^`]*`", "", text, flags=re.DOTALL)))


@pytest.fixture(scope="module")
def known_names() -> set[str]:
    """The names with a number that stand in the data."""
    return {name for path in (ROOT / "data").glob("*.csv") for name in NAMED.findall(path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_name_with_a_number_stands_in_the_data(path, known_names):
    """A trial that is called HOVON-75/GMMG-HD4 is no trial of the course."""
    cells = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"]
    assert names_with_numbers("\n".join(cells)) - known_names <= {LICENCE}


def test_a_name_with_a_wrong_number_is_seen(known_names):
    text = "HOVON-75/GMMG-HD4, HOVON-65/GMMG-HD4 and PFS2<!--O0001--> in [lesson](03.ipynb#A-5) with `C3`, t(4;24) or t(4;14)"
    assert names_with_numbers(text) - known_names == {"HOVON-75/GMMG-HD4", "t(4;24)"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_point_of_the_article_that_a_lesson_names_exists(path, evidence):
    text = "".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown")
    assert set(re.findall(r"\bC\d\d\b", text)) <= {row.claim_id for row in evidence.rows("claims")}


def test_every_number_in_the_first_screen_of_readme_is_supported(evidence):
    first = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## ")[0]
    prose = "\n".join(line for line in first.splitlines() if not line.startswith("!["))  # the picture's words: test_notebooks
    assert unsupported(prose, evidence) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("52.8 months", '"52.8" is tied to no row.'),
        ("52.9<!--O0001--> months", '"52.9" is tied to "O0001", which does not say so.'),
        ("5.3% of people", '"5.3%" is tied to no row.'),
        ("0.41<!--O0003.high-->", '"0.41" is tied to "O0003.high", which does not say so.'),
        ("29.4<!--=O0001-O0002--> months", "does not say so"),
        ("23 February 2017<!--D0003-->", "does not say so"),
        ("460 people in CALGB 100104", '"460" is tied to no row.'),
        ("7<!--O9999-->", "cannot be read"),
        ("604<!--mccarthy-2017-ipd-ma.n_experimental--> people", "does not say so"),
        ("2018<!--mccarthy-2017.year-->", "does not say so"),
        ("November 2031<!--checked-->", "does not say so"),
        ("52.8<!--chosen--> months", "no slider can be set to it"),
        ("87<!--O0012.note--> patients", "does not say so"),
        ("6<!--ifm-2005-02.population-->", "does not say so"),
        ("for two years", '"two" is tied to no row.'),
        ("a ratio above 1.42", '"1.42" is tied to no row.'),
        ("seen at 1 month", '"1" is tied to no row.'),
        ("in 100.5 of them", '"100.5" is tied to no row.'),
        ("for three<!--gmmg-mm5.control_arm--> years", "does not say so"),
        ("sustained for 12 months or more", '"12" is tied to no row.'),
        ("creatinine above 2 mg/dL", '"2" is tied to no row.'),
        ("on days 1-28", '"1-28" is tied to no row.'),
        ("in 17.2-18.1% of them", '"17.2-18.1%" is tied to no row.'),
        ("on days 1-21<!--D0001-->", '"1-21" is tied to "D0001", which does not say so.'),
        ("13<!--O0201.endpoint--> months or more", "does not say so"),
        ("creatinine above 3<!--O0105.population--> mg/dL", "does not say so"),
    ],
)
def test_a_number_without_support_is_seen(evidence, text, problem):
    assert any(problem in found for found in unsupported(text, evidence))


@pytest.mark.parametrize(
    "text",
    [
        "# 03 Reading the headline", "1. first", "**About 15 minutes; 45 with all that is under Go deeper.**", "100 people", "a 95% confidence interval",
        "CALGB 100104 and GEM2014MAIN and HOVON-65/GMMG-HD4", "`survival(24)`", "[text](https://doi.org/10.1200/x.2017)",
        "52.8<!--O0001--> v 23.5<!--O0002--> months: 29.3<!--=O0001-O0002-->", "0.90<!--O0009.high-->", "79.5<!--O0008.follow_up-->",
        "22 February 2017<!--D0003-->", "36<!--O0075.timepoint--> months",
        "for two<!--gmmg-mm5.control_arm--> years", "on days 1-28<!--D0001-->", "grade 3-4", "one<!--=7/(28-21)--> cycle", "nearly eighty<!--C03--> months", "no two people", "four<!--chosen--> years",
    ],
)  # fmt: skip
def test_a_supported_number_passes(evidence, text):
    assert unsupported(text, evidence) == []


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("?<!--O0002--> months", "23.5<!--O0002--> months"),
        ("24.5<!--O0002--> months and 30%<!--M0037-->", "23.5<!--O0002--> months and 30%<!--M0037-->"),
        ("29<!--=O0001-O0002-->, ?<!--=O0001-O0002-->", "29<!--=O0001-O0002-->, 29.3<!--=O0001-O0002-->"),
        ("?<!--O0003--> (?<!--O0003.low--> to ?<!--O0003.high-->)", "0.48<!--O0003--> (0.41<!--O0003.low--> to 0.55<!--O0003.high-->)"),
        ("of ?<!--mccarthy-2017-ipd-ma.n_experimental--> people", "of 605<!--mccarthy-2017-ipd-ma.n_experimental--> people"),
        ("what is this? 24<!--chosen--> months", "what is this? 24<!--chosen--> months"),
    ],
)  # fmt: skip
def test_a_number_is_written_from_its_tie(evidence, written, wanted):
    assert filled(written, evidence) == wanted and filled(wanted, evidence) == wanted


def test_a_number_that_stands_in_a_text_is_written_by_a_person(evidence):
    with pytest.raises(ValueError, match="write the number that stands in it"):
        filled("?<!--O0012.note-->", evidence)
