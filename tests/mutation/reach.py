"""A pytest plug-in: which functions of ``helpers`` does each test reach, and how long does it take?

``pytest -p tests.mutation.reach`` writes one file a process into the folder that ``COURSE_REACH`` names.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import pytest

VARIABLE = "COURSE_REACH"
_ROOT = Path(__file__).resolve().parents[2]
_HELPERS = str(_ROOT / "helpers")
_reached: dict[str, tuple[float, list[str]]] = {}


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item):
    """Note the functions that run while the test and its fixtures do."""
    seen: set = set()

    def noted(frame, event, _):
        seen.add(frame.f_code)  # and nothing else here: this runs at every call of any function

    start = time.perf_counter()
    sys.settrace(noted)  # it returns nothing, so that no line is traced
    yield
    sys.settrace(None)
    own = [code for code in seen if code.co_filename.startswith(_HELPERS)]
    functions = {f"{Path(code.co_filename).relative_to(_ROOT).as_posix()}:{code.co_firstlineno}" for code in own}
    _reached[item.nodeid] = (time.perf_counter() - start, sorted(functions))


def pytest_sessionfinish():
    """Write what this process saw."""
    if _reached:
        (Path(os.environ[VARIABLE]) / f"{os.getpid()}.json").write_text(json.dumps(_reached), encoding="utf-8")
