"""Can the course be read without Jupyter: every link leads somewhere, nothing asks another server, the key stands apart?"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from helpers.learn.questions import question, questions_of
from helpers.site import WHOLE, build
from helpers.site.__main__ import main
from helpers.site.paper import print_pdf
from helpers.widgets.quiz import answer_lines
from tests.browser.conftest import browser_path
from tests.conftest import NOTEBOOKS

LESSONS = [path.name.replace(".ipynb", ".html") for path in NOTEBOOKS]
PAGES = [*LESSONS, "index.html", "glossary.html", "key.html", WHOLE]
OWN_SCHEMES = ("https://", "http://", "data:")


class Read(HTMLParser):
    """What a page holds, tag by tag."""

    def __init__(self, text: str):
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]


def broken_links(pages: dict[str, Read]) -> Iterator[str]:
    """Yield each link that leads to no page, or to no place on it."""
    for name, page in pages.items():
        for link in page.all("a"):
            address = link["href"]
            if address.startswith(OWN_SCHEMES):
                continue
            target, _, place = address.partition("#")
            if target and target not in pages:
                yield f"{name}: {address}"
            elif place and place not in pages[target or name].ids:
                yield f"{name}: {address}, no such place"


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    written = build(folder)
    assert sorted(path.name for path in written) == sorted(PAGES)
    return folder


@pytest.fixture(scope="module")
def texts(site) -> dict[str, str]:
    return {name: (site / name).read_text(encoding="utf-8") for name in PAGES}


@pytest.fixture(scope="module")
def pages(texts) -> dict[str, Read]:
    return {name: Read(text) for name, text in texts.items()}


def test_every_link_leads_to_a_page_and_to_a_place_on_it(pages):
    assert sum(len(page.all("a")) for page in pages.values()) > 500
    assert [link for link in broken_links(pages) if not link.startswith(WHOLE)] == []


def test_a_link_that_leads_nowhere_is_found():
    made = {"a.html": Read('<a href="b.html">x</a><a href="c.html">x</a><a href="b.html#z">x</a>'), "b.html": Read('<p id="y">')}
    assert list(broken_links(made)) == ["a.html: c.html", "a.html: b.html#z, no such place"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_holds_no_script_and_loads_only_its_own_style_sheet(name, pages):
    page = pages[name]
    assert page.all("script") == [] and page.all("iframe") == []
    assert [link["href"] for link in page.all("link")] == ["site.css"]
    assert all(image["src"].startswith("data:image/svg+xml,") and image["alt"] for image in page.all("img"))
    assert page.all("html") == [{"lang": "en-GB"}]


@pytest.mark.parametrize("name", [name for name in PAGES if name != WHOLE])
def test_headings_ids_and_tables_are_in_order(name, pages):
    page = pages[name]
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert len(page.ids) == len(set(page.ids))
    assert all(head.get("scope") in ("col", "row", "colgroup", "rowgroup") for head in page.all("th"))


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_says_nothing_that_only_jupyter_can_do_and_shows_no_tie(name, texts):
    assert "<!--" not in texts[name] and ".ipynb" not in texts[name]
    if not name.startswith("00"):  # lesson 00 explains how the course runs
        assert "Start this lesson" not in texts[name]
    assert len(texts[name]) < 400_000


@pytest.mark.parametrize("lesson", [name[:2] for name in LESSONS])
def test_questions_stand_in_the_lesson_and_their_key_stands_apart(lesson, texts, evidence):
    own = unescape(next(text for name, text in texts.items() if name.startswith(f"{lesson}_")))
    key = unescape(texts["key.html"])
    asked = [question(evidence, name) for name in questions_of(evidence, lesson) if "-Q" in name]
    assert asked or lesson == "00"
    for each in asked:
        assert each.prompt in own and each.prompt in key
        for line in answer_lines(each):
            assert line in key
        assert not any(line in own for line in answer_lines(each) if len(line) > 60), each.question_id


def test_lesson_03_shows_its_headline_and_its_picture(texts, pages):
    text = unescape(texts["03_reading_the_headline.html"])
    assert "Median progression-free survival was 52.8 months with lenalidomide and 23.5 months" in text
    assert any("52.8 months" in image["alt"] for image in pages["03_reading_the_headline.html"].all("img"))


def test_on_paper_everything_is_unfolded(pages, texts):
    assert pages[WHOLE].all("details") and all("open" in fold for fold in pages[WHOLE].all("details"))
    assert all(f"{name[:2]} " in texts[WHOLE] for name in LESSONS)


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("paper", ["A4", "letter"])
def test_a_page_is_printed(site, tmp_path, paper):
    browser_path()
    pdf = print_pdf(site / "key.html", tmp_path / "key.pdf", paper)
    data = pdf.read_bytes()
    assert data.startswith(b"%PDF-") and len(data) > 50_000
    width = {"A4": rb"/MediaBox\s*\[0 0 59[45]", "letter": rb"/MediaBox\s*\[0 0 612"}[paper]
    assert re.search(width, data) and not list(site.glob("*.print.html"))


def test_without_a_browser_the_command_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("helpers.site.paper.NAMES", ("no-such-browser",))
    with pytest.raises(SystemExit, match="No browser that prints was found"):
        main([str(tmp_path / "site"), "--pdf"])
    assert f"{len(PAGES)} pages are in" in capsys.readouterr().out
