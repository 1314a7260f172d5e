"""Which tests go to one process together, and in which order."""

from __future__ import annotations

import pytest
from xdist.scheduler import LoadScopeScheduling

BY_LESSON = "test_every_lesson.py"  # half of all the time: as one piece it would hold up the rest
TOGETHER = "tests/statistics/"  # else each process would load scipy and statsmodels for some of them
APART = ("test_explorers.py", "test_progress.py", "test_bad_input.py", "test_faults.py")  # their tests share nothing


class ByWhatTheyShare(LoadScopeScheduling):
    """Tests that share a notebook, a page or a kernel go to one process, in their order; all others wherever there is room."""

    def _split_scope(self, nodeid: str) -> str:
        return shared(nodeid)


def shared(nodeid: str) -> str:
    """Return the name of the group of a test: its lesson's page, itself alone, or its file."""
    file, _, test = nodeid.partition("::")
    if file.endswith(BY_LESSON):
        return f"{file}[{test.partition('[')[2]}"
    if file.startswith(TOGETHER):
        return TOGETHER
    return nodeid if file.endswith(APART) else file


def mark_and_sort(items: list[pytest.Item]) -> None:
    """Mark the tests that need a browser as slow, and put them first, so that no process is left with a long one at the end."""
    browser = {item.nodeid for item in items if item.get_closest_marker("browser")}
    for item in items:
        if item.nodeid in browser:
            item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: item.nodeid not in browser)
