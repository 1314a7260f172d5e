"""Which tests run in one process: those that share a notebook, a page or a kernel; all others go wherever there is room."""

from __future__ import annotations

import re

import pytest
from xdist.scheduler import LoadScopeScheduling

_APART = ("test_explorers.py", "test_progress.py", "test_bad_input.py", "test_faults.py")  # their tests share nothing


def group_of(nodeid: str) -> str:
    """Return the name of the group of a test: its notebook, its lesson's page, or its file."""
    file, _, test = nodeid.partition("::")
    if file.endswith("test_every_lesson.py"):
        lesson = re.search(r"\[.*\]", test)
        return file + lesson[0] if lesson else file
    return nodeid if file.endswith(_APART) else file


class ByWhatTheyShare(LoadScopeScheduling):
    """Tests of one group go to one process, in their order."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


def pytest_xdist_make_scheduler(config, log):
    """Take these groups instead of pytest-xdist's own."""
    return ByWhatTheyShare(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that needs a browser is slow."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.slow)
