"""Which tests run in one process: those that share a notebook, a page or a kernel; all others go wherever there is room."""

from __future__ import annotations

import pytest

_APART = ("test_explorers.py", "test_progress.py", "test_bad_input.py")  # long files whose tests share nothing


def group_of(item: pytest.Item) -> str:
    """Return the name of the group of a test: its notebook, its lesson's page, or its file."""
    lesson = getattr(item, "callspec", None) and item.callspec.params.get("lesson")
    if item.path.name == "test_every_lesson.py" and lesson:
        return f"page of {lesson}"
    return item.nodeid if item.path.name in _APART else str(item.path)


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Name the group of each test, as ``--dist=loadgroup`` asks."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(group_of(item)))
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.slow)
