"""Is a table accessible, is text from data escaped, does a view carry its sources, in every form?"""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from html.parser import HTMLParser

import pytest

from helpers.lessons.shared.headline import HEADLINE, headline_view
from helpers.show.citations import Reference
from helpers.show.pictures import picture
from helpers.show.table import REST, Cell, Table, as_csv
from helpers.show.view import Download, Note, View
from tests.conftest import ROOT

HOSTILE = '<script>alert("1")</script> & <img src=x onerror=y>'


class Tags(HTMLParser):
    """Collect start tags with their attributes, and the text."""

    def __init__(self, html: str):
        super().__init__()
        self.found: list[tuple[str, dict]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def named(self, name: str) -> list[dict]:
        return [attributes for tag, attributes in self.found if tag == name]


def test_a_table_has_caption_scoped_headers_and_inline_styles_only():
    html = Table("Medians", ("Arm", "Median (months)"), ((Cell("lenalidomide"), Cell("52.8")),)).html()
    tags = Tags(html)
    assert len(tags.named("caption")) == 1 and "Medians" in tags.text
    assert [th["scope"] for th in tags.named("th")] == ["col", "col", "row"]
    assert not tags.named("style") and "class" not in html and " id=" not in html
    assert "52.8" in tags.text


def test_a_row_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match='Table "x": a row has 1 cells, 2 expected'):
        Table("x", ("a", "b"), ((Cell("only"),),))


def test_what_belongs_to_no_single_column_spans_those_that_are_left():
    table = Table(
        "x", ("a", "b", "c"), (("ratio", Cell("0.48", span=REST)), ("people", "605", "603"), ("all", Cell("1", span=2)))
    )
    assert [tag.get("colspan") for tag in Tags(table.html()).named("td")] == ["2", None, None, "2"]
    assert table.plain().splitlines()[1:] == ["- ratio | 0.48", "- people | b: 605 | c: 603", "- all | 1"]
    with pytest.raises(ValueError, match="a row has 4 cells, 3 expected"):
        Table("x", ("a", "b", "c"), (("ratio", Cell("0.48", span=3)),))


def test_a_column_of_numbers_ends_at_the_right_and_no_other_does():
    rows = (("lenalidomide", "52.8", "605", "0.48 (0.41 to 0.55)"), ("placebo", "not reached", "1,208", "1"))
    tags = Tags(Table("x", ("arm", "median", "people", "ratio"), rows).html())
    sides = [tag["style"].split("text-align:")[1].split(";")[0] for tag in (*tags.named("th"), *tags.named("td"))]
    assert sides[:4] == ["left", "right", "right", "left"]
    assert sides[6:] == ["right", "right", "left"] * 2
    assert "tabular-nums" in tags.named("table")[0]["style"]


def test_text_from_data_is_escaped_wherever_it_is_shown():
    table = Table(HOSTILE, (HOSTILE, "b"), ((Cell(HOSTILE, HOSTILE, marked=True), Cell(HOSTILE)),))
    html = View(HOSTILE, (HOSTILE,), table, download=Download('a".csv', HOSTILE)).html(live=True)
    tags = Tags(html)
    assert not tags.named("script") and not tags.named("img")
    assert tags.text.count('<script>alert("1")</script>') == 7


def test_a_chart_with_hostile_words_stays_an_image(evidence):
    class Hostile:
        alt = HOSTILE

        def draw(self):
            figure = headline_view(evidence, HEADLINE, "PFS").chart.draw()
            figure.text(0.1, 0.1, HOSTILE)
            return figure

    tags = Tags(picture(Hostile.alt, Hostile().draw()))
    assert len(tags.named("img")) == 1 and tags.named("img")[0]["alt"] == HOSTILE
    assert not tags.named("script") and tags.named("img")[0]["src"].startswith("data:image/svg+xml,")


def test_csv_reads_back_and_formulas_are_defused():
    text = as_csv(["a", "b"], [["x,y", 1], ["=1+1", '"q"'], ["@x", "-y"]])
    assert list(csv.reader(io.StringIO(text))) == [["a", "b"], ["x,y", "1"], ["'=1+1", '"q"'], ["'@x", "'-y"]]


FORMULAS = [
    "=1+1", "+1", "-1.5", "@SUM(A1)", "\t=1", "\tx", "\rx", "\nx", "\r\n=1", " =1", "   -1", "\u00a0@x", "\u3000+1", "\u200b=1", "\ufeff=1",
    "＝1+1", "＋1", "－1", "＠x", " ＝1", "=HYPERLINK(\"http://x\";\"y\")",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_could_run_is_defused_in_a_cell_and_in_the_header(text):
    written = list(csv.reader(io.StringIO(as_csv([text, "b"], [[text, "x"]]), newline="")))
    assert written == [[f"'{text}", "b"], [f"'{text}", "x"]]


@pytest.mark.parametrize("text", ["", " ", "a=b", "5", "0.48 (0.41 to 0.55)", "<10^-7", "'=1", "not reached", " indented"])
def test_a_text_that_cannot_run_stays(text):
    assert list(csv.reader(io.StringIO(as_csv(["a"], [[text, "x"]]), newline="")))[1] == [text, "x"]


def test_a_number_stays_a_number():
    assert as_csv(["a"], [[-1.5, -2, Decimal("-1.50"), None]]).splitlines()[1] == "-1.5,-2,-1.50,"


def test_only_one_function_writes_rows_and_every_file_to_save_is_made_by_it():
    texts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "helpers").rglob("*.py")}
    texts = {path: text for path, text in texts.items() if path.parent.name != "upkeep"}  # it writes for maintainers
    texts = {path: text for path, text in texts.items() if path.name != "own_rows.py"}  # it hands rows to the loader
    writers = [path.name for path, text in texts.items() if re.search(r"csv\.(?:writer|DictWriter)\(|\.to_csv\(", text)]
    assert writers == ["table.py"]
    offering = {
        path.stem for path, text in texts.items() if "Download(" in text.replace("class Download", "") or "text/csv" in text
    }
    assert offering - {"view", "worksheet"} == {path.stem for path, text in texts.items() if "as_csv(" in text} - {
        "table",
        "summaries",
        "class_pages",  # written as files by the command
    }


def test_sources_are_numbered_by_first_use_and_say_where_they_were_read(evidence):
    first = Cell("52.8", cites=Reference("mccarthy-2017", "ASCO Post summary"))
    again = [Reference("mccarthy-2017", "NCI PDQ"), Reference("jackson-2019"), Reference("mccarthy-2017")]
    table = Table("t", ("a", "b"), (("r", first), ("s", Cell("0.5", cites=again))))
    view = View("x", (Note("Later ", Reference("jackson-2019"), "."),), table, evidence=evidence)
    assert "52.8 [1]" in view.html() and "<p" in view.html() and "Later [2]." in view.html()
    assert "b: 52.8 [1]" in view.plain() and "b: 0.5 [1][2]" in view.plain() and "Note: Later [2]." in view.plain()
    first, second = view.citations
    assert "Read in: ASCO Post summary and NCI PDQ." in first.html(live=True)
    assert first.plain() == "[1] McCarthy 2017"
    assert 'href="https://doi.org/10.1200/JCO.2017.72.6679"' in first.html(live=False)
    assert second.number == 2


def test_an_unknown_source_cannot_be_cited(evidence):
    with pytest.raises(KeyError):
        View("x", cites=Reference("nobody-1999"), evidence=evidence).plain()


def test_html_and_plain_text_of_a_view_say_the_same(evidence):
    view = headline_view(evidence, HEADLINE, "PFS")
    bundle = view._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}
    words = Tags(bundle["text/html"])
    for part in (view.sentence, "29.3 months longer", "0.48 (0.41 to 0.55)", "McCarthy"):
        assert part in bundle["text/plain"] and part in words.text
    assert words.named("img")[0]["alt"] == view.chart.alt and view.chart.alt in bundle["text/plain"]


def test_the_answer_the_picture_and_one_caution_stand_first_and_the_rest_waits_closed(evidence):
    view = headline_view(evidence, HEADLINE, "PFS")
    html = view.html()
    first, *folds = html.split("<details")
    assert view.sentence in first and "<img" in first and view.caution in first and "<table" not in first
    assert first.index(view.sentence) < first.index("<img") < first.index(view.caution)
    titles = [fold.partition("<summary>")[2].partition("</summary>")[0] for fold in folds]
    assert titles == ["All the numbers", "Sources (1)", f"Where each figure came from ({len(view.origins)})"]
    assert "<table" in folds[0] and " open" not in html
    table_only = View(
        "x", ("a note", "another"), Table("t", ("a",), (("b",),)), cites=Reference("mccarthy-2017"), evidence=evidence
    )
    first, *folds = table_only.html().split("<details")
    assert "<table" in first and [fold.partition("<summary>")[2][:14] for fold in folds] == ["Read with care", "Sources (1)</s"]
    assert "Read with care (2)" in table_only.html() and "<p>another</p>" in folds[0]


def test_only_a_live_view_offers_a_download():
    view = View("x", download=Download("rows.csv", "a,b\r\n1,2\r\n"))
    assert "download" not in view.html()
    link = Tags(view.html(live=True)).named("a")[0]
    assert link["download"] == "rows.csv" and link["href"] == "data:text/csv;charset=utf-8,a%2Cb%0D%0A1%2C2%0D%0A"
