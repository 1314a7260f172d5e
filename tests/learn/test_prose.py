"""Is every number of the prose tied to a row that says so?"""

from __future__ import annotations

import re

import nbformat
import pytest

from tests.conftest import NOTEBOOKS, ROOT
from tests.support.prose import TOKEN, unsupported


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_number_in_a_lesson_is_supported(path, evidence):
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"]
    problems = [f"{cell.id}: {problem}" for cell in cells for problem in unsupported(cell.source, evidence)]
    assert problems == []
    tied = sum(bool(match["tie"]) for cell in cells for match in TOKEN.finditer(cell.source))
    assert tied > 10 or path.name.startswith("00")  # the map of the course holds few figures


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_point_of_the_article_that_a_lesson_names_exists(path, evidence):
    text = "".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown")
    assert set(re.findall(r"\bC\d\d\b", text)) <= {row.claim_id for row in evidence.rows("claims")}


def test_every_number_in_the_first_screen_of_readme_is_supported(evidence):
    first = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## ")[0]
    prose = "\n".join(line for line in first.splitlines() if not line.startswith("!["))  # the picture's words: test_notebooks
    assert unsupported(prose, evidence) == []


# the tables whose words hold tied numbers, and what in them is a name and no figure
TABLES = ("notes", "designs", "mrd_measures", "risk_definitions", "subgroup_views", "stopping_studies", "selections")
NAMES = (
    r"\b[Pp]art [12]\b",  # of a trial
    r"one cell in 1 million",  # the limit of a test, as in the names of endpoints
    r"12 months or more",  # of the endpoint of sustained MRD negativity
    r"creatinine above 2 mg/dL",  # of the population
)


@pytest.mark.parametrize("name", TABLES)
def test_every_number_in_the_words_of_a_table_is_supported(name, evidence):
    table = evidence.read[name]
    columns = [column for column in table.columns if not column.endswith(("_id", "_ids"))]
    words = "\n\n".join(text for column in columns for text in table.text[column])
    assert unsupported(re.sub("|".join(NAMES), " ", words), evidence) == []


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
        ("for three<!--gmmg-mm5.control_arm--> years", "does not say so"),
    ],
)
def test_a_number_without_support_is_seen(evidence, text, problem):
    assert any(problem in found for found in unsupported(text, evidence))


@pytest.mark.parametrize(
    "text",
    [
        "# 03 Reading the headline", "1. first", "**About 45 minutes.**", "100 people", "a 95% confidence interval",
        "CALGB 100104 and GEM2014MAIN and HOVON-65/GMMG-HD4", "`survival(24)`", "[text](https://doi.org/10.1200/x.2017)",
        "52.8<!--O0001--> v 23.5<!--O0002--> months: 29.3<!--=O0001-O0002-->", "0.90<!--O0009.high-->", "79.5<!--O0008.follow_up-->",
        "22 February 2017<!--D0003-->", "36<!--O0075.timepoint--> months",
        "for two<!--gmmg-mm5.control_arm--> years", "nearly eighty<!--C03--> months", "no two people", "four<!--chosen--> years",
    ],
)  # fmt: skip
def test_a_supported_number_passes(evidence, text):
    assert unsupported(text, evidence) == []
