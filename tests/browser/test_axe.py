"""Does axe-core see what is wrong with a lesson, wherever it stands, and does what makes it quick change nothing?"""

from __future__ import annotations

import pytest

from tests.browser.axe import AXE_SCRIPT, QUICK
from tests.browser.conftest import WIDE
from tests.browser.reading import AXE, DARK, LESSON, read_at_rest, violations
from tests.support.lab import Lesson

pytestmark = pytest.mark.browser

SPOIL = """() => {
    const seen = name => [...document.querySelectorAll(`.jp-OutputArea-output ${name}`)].filter(one => one.checkVisibility());
    for (const image of seen('img')) image.removeAttribute('alt');
    seen('strong').at(-1).style.color = '#8a8a8a';
    for (const title of seen('summary')) {
        title.style.cssText = 'min-height: 0; font-size: 8px; line-height: 1;';
        title.parentElement.style.display = 'block';
    }
}"""


@pytest.fixture(scope="module")
def spoilt(page, lab):
    """Lesson 03, not run: its pictures, colours and sizes are spoilt, the colour where it is scrolled far out of sight."""
    page.set_viewport_size(WIDE)
    lesson = Lesson(page, lab, "notebooks/03_reading_the_headline.ipynb")
    lesson.open_sections()
    page.evaluate(SPOIL)
    yield lesson
    lesson.end()


def test_it_sees_what_is_wrong(spoilt):
    assert {found.partition(":")[0] for found in violations(spoilt)} == {"color-contrast", "image-alt", "target-size"}
    assert any(found.startswith("color-contrast") for found in violations(spoilt, DARK))


def told(found: dict) -> list[str]:
    """Return all that axe-core says, a line for each element."""
    groups = ("violations", "incomplete", "passes")
    return [f"{g} {v['id']} {n['html']} {n['any']}" for g in groups for v in found[g] for n in v["nodes"]]


def test_what_makes_it_quick_does_not_change_what_it_says(spoilt):
    everything = {rule: wanted for rule, wanted in AXE.items() if rule != "resultTypes"}
    quick, plain = (told(read_at_rest(spoilt.page, LESSON, everything, script)) for script in (QUICK, AXE_SCRIPT))
    assert quick == plain and len(quick) > 500
