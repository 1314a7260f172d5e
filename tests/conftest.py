"""Fixtures that several test files share."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from helpers.evidence import Evidence, load
from helpers.learn.progress import VARIABLE

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

# kernels and servers that the tests start inherit it: nobody's progress is read or written
os.environ[VARIABLE] = str(Path(tempfile.mkdtemp(prefix="course-progress-")) / "progress.json")


@pytest.fixture(scope="session")
def evidence() -> Evidence:
    """The course's evidence."""
    return load()


@pytest.fixture
def data_copy(tmp_path) -> Path:
    """A copy of the data folder that a test may spoil."""
    return Path(shutil.copytree(ROOT / "data", tmp_path / "data"))


def swallowed(records) -> list[str]:
    """Return the messages of exceptions that ipywidgets logged instead of raising."""
    logged = (r for r in records if r.name == "traitlets" and r.levelname in ("WARNING", "ERROR"))
    # a kernel's client that another test left to the garbage collector speaks through the same logger
    return [r.getMessage() for r in logged if "jupyter_client" not in r.pathname]


@pytest.fixture
def no_swallowed_errors(caplog):
    """Fail if ipywidgets logged an exception that a callback raised."""
    yield
    logged = swallowed(r for when in ("setup", "call") for r in caplog.get_records(when))
    assert not logged, f"traitlets logged: {logged[0]}"
