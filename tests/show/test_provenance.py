"""Can each figure be asked where it came from, on the screen and in the text?"""

from __future__ import annotations

import re

import pytest

from helpers.evidence import Quantity
from helpers.learn.notebook_text import markdown, notebook, tied_figures, tied_sources
from helpers.lessons import modules
from helpers.lessons.shared.figure_origin import figure_options, provenance_view
from helpers.lessons.shared.headline import HEADLINE, headline_view
from helpers.show.origin import origin
from helpers.show.origin_list import AGREES
from helpers.show.view import View
from helpers.wording import printed

LESSONS = modules()


def test_the_headline_can_be_asked_where_it_came_from(evidence):
    view = provenance_view(evidence, "O0001")
    answers = {row[0].text: row[1].text for row in view.table.rows}
    assert view.sentence == "52.8 months: median, tested arm, McCarthy 2017 pooled analysis."
    assert answers["Population"] == "all randomised patients; newly diagnosed myeloma after ASCT"
    assert (
        answers["Definition"]
        == "progression-free survival: time from randomisation to progression or death, whichever comes first"
    )
    assert answers["Median follow-up"] == "not reported"
    assert answers["Read in"] == "ASCO Post summary only" and answers["Second extraction"] == "agrees"
    assert answers["Source"] == "McCarthy 2017"
    assert view.citations[0].source.link == "https://doi.org/10.1200/JCO.2017.72.6679"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("O0013", ["hazard ratio, both arms compared", "91 months", "CALGB 100104 (randomised trial)"]),
        ("S0005", ["8%, percent of arm, tested arm", "34 months", "SPM, any grade"]),
        ("S0044", ["control arm (interferon alfa-2b)", "peripheral neuropathy, grade 2-3"]),
        ("M0009", ["92%, PFS at 36 months", "MRD2STOP (single-arm study): stop maintenance.", "Second extraction: agrees"]),
        ("M0018", ["(64 to 90)", "Second extraction: agrees"]),
        ("M0021", ["Second extraction: not re-found"]),
        ("O0117", ["Second extraction: not re-found"]),
        ("O0045", ["Second extraction: differs"]),
    ],
)
def test_figures_of_every_table(evidence, row, words):
    said = origin(evidence, row).plain()
    for part in words:
        assert part in said, said


def test_a_check_with_the_row_in_hand_is_not_called_an_independent_reading(evidence):
    told = {row: provenance_view(evidence, row).table.plain() for row in ("O0001", "S0001", "M0009")}
    assert all("who had not seen the first extraction" in told[row] for row in ("O0001", "S0001"))
    assert "a later check of this row" in told["M0009"] and "who had not seen" not in told["M0009"]


def test_every_figure_has_an_origin_with_words_in_each_answer(evidence):
    for row in evidence.figures:
        assert all(words for _, words in origin(evidence, row).lines()), row


def test_a_view_folds_out_where_its_figures_came_from(evidence):
    view = headline_view(evidence, HEADLINE, "PFS")
    assert [o.row_id for o in view.origins] == ["O0001", "O0002", "O0003"]
    assert "<summary>Where each figure came from (3)</summary>" in view.html()
    first, second = (
        "<b>O0001</b> 52.8 months, median, tested arm",
        "<b>O0002</b> 23.5 months, median, control arm",
    )
    assert f"Progression-free survival: {first}; {second}; <b>O0003</b>" in view.html()
    assert view.html().count("Trial: McCarthy 2017 pooled analysis") == 1, "what they share is said once"
    assert "read in: ASCO Post summary only; source [1]\n<br>" in view.html() and "(second extraction:" not in view.html()
    assert f"<p>{AGREES}</p>" in view.html()
    assert AGREES not in View("x", cites=[evidence.figures["M0021"]], evidence=evidence).html(), "it was read once"
    assert "(second extraction: differs" in View("x", cites=[evidence.figures["O0045"]], evidence=evidence).html()
    assert view.html().endswith("whichever comes first</p>\n</details>")
    assert view.plain().endswith("Rows of these figures in the course's data: O0001, O0002, O0003.")


def test_a_figure_is_kept_once(evidence):
    view = View("x", cites=[evidence.figures["O0001"]] * 2, evidence=evidence)
    assert [o.row_id for o in view.origins] == ["O0001"] and [c.number for c in view.citations] == [1]


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_figures_of_a_lesson_are_those_of_its_text(lesson, evidence):
    text = markdown(notebook(evidence, lesson))
    rows = {row for tie in re.findall(r"<!--([^>]*)-->", text) for row in re.findall(r"\b[OSM]\d{4}\b", tie)}
    assert {row for _, row in figure_options(evidence, lesson)} == rows & set(evidence.figures)


def test_ties_lead_to_figures_and_sources(evidence):
    text = "52.8<!--O0001--> and 29.3<!--=O0001-O0002--> of 605<!--mccarthy-2017-ipd-ma.n_experimental-->, 22 February 2017<!--D0003-->"
    assert tied_figures(text, evidence) == [("52.8", "O0001"), ("29.3", "O0002")]
    assert tied_sources(text, evidence) == ["mccarthy-2017", "pulte-2018"]


def test_a_lesson_without_its_notebook_has_no_figures(tmp_path):
    assert markdown(tmp_path / "nowhere.ipynb") == ""
    assert provenance_view(None, "").sentence == "This lesson's text holds no figure of a trial."


def test_ratios_from_2_are_shown_as_printed():
    assert printed(Quantity(7.8, "reported", "ratio", "7.8")) == "7.8"
    assert printed(Quantity(0.5, "reported", "ratio", "0.5")) == "0.50"


def test_a_statement_that_was_read_once_says_so_where_the_figures_do(evidence):
    said = {key: evidence.statements[key] for key in ("D0113", "D0117", "D0003")}
    assert [s.second_extraction for s in said.values()] == ["not re-found", "not re-found", "agrees"]
    view = View("Something.", evidence=evidence, cites=tuple(said.values()))
    assert "Where each figure came from (2)" in view.html() and "<b>D0003</b>" not in view.html()
    assert f"Said in words (second extraction: not re-found): <b>D0113</b> {said['D0113'].topic} [1]; <b>D0117</b>" in view.html()
    assert "Said in words (second extraction: not re-found): D0113, D0117." in view.plain()
    agreed = View("Something.", evidence=evidence, cites=said["D0003"])
    assert "Said in words" not in agreed.html() + agreed.plain()
