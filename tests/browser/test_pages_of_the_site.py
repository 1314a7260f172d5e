"""Can the pages of the site be read in a browser: light and dark, on a narrow page, by axe, without a request?"""

from __future__ import annotations

import pytest

from helpers.site import WHOLE, build
from tests.browser.axe import read_by_axe
from tests.browser.reading import AXE, DARK
from tests.conftest import NOTEBOOKS

pytestmark = pytest.mark.browser

LESSONS = [path.name.replace(".ipynb", ".html") for path in NOTEBOOKS]
SEEN = {
    "light": [*LESSONS, "index.html", "glossary.html", "key.html"],
    "dark": ["index.html", LESSONS[3], LESSONS[6], "key.html"],
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, written anew; its page for paper is not among those that are seen."""
    folder = tmp_path_factory.mktemp("site")
    assert {path.name for path in build(folder)} == {*SEEN["light"], WHOLE}
    return folder


@pytest.mark.parametrize("scheme", SEEN)
def test_axe_finds_nothing_and_a_narrow_page_is_not_cut(chromium, site, scheme):
    page = chromium.new_page(viewport={"width": 390, "height": 800}, color_scheme=scheme)
    asked: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(("file:", "data:")) else asked.append(request.url))
    found, rules = [], AXE if scheme == "light" else DARK
    for name in SEEN[scheme]:
        page.goto((site / name).as_uri())
        page.evaluate("() => { for (const fold of document.querySelectorAll('details')) fold.open = true; }")
        seen = read_by_axe(page, options=rules)
        assert seen["passes"], name
        found += [f"{name}: {v['id']}: {v['nodes'][0]['html'][:150]}" for v in seen["violations"]]
        assert page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth") <= 1, name
        assert page.evaluate("() => [...document.images].every(image => image.complete && image.naturalWidth > 100)"), name
    page.close()
    assert found == [] and asked == []
