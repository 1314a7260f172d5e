"""Which tests go to one process together: those of a module, and in the browser those of one lesson."""

from __future__ import annotations

import pytest
from xdist.scheduler import LoadScopeScheduling

BY_LESSON = "test_every_lesson.py"  # half of all the time: as one piece it would hold up the rest


class LessonScheduling(LoadScopeScheduling):
    """As ``--dist=loadscope``, but the lessons that a browser walks through are shared out one by one."""

    def _split_scope(self, nodeid: str) -> str:
        module, _, test = nodeid.partition("::")
        return f"{module}[{test.partition('[')[2]}" if module.endswith(BY_LESSON) else super()._split_scope(nodeid)


def longest_first(items: list[pytest.Item]) -> None:
    """Put the tests that need a browser first, so that no process is left with a long one at the end."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)
