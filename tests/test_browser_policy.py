"""Is a missing browser said aloud: a skip with a sentence on a desk, a failure in CI?"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

SENTENCE = "No Chromium was found: install it"


@pytest.mark.slow
@pytest.mark.parametrize(("ci", "outcome", "code"), [("", "1 skipped", 0), ("true", "1 error", 1)])
def test_without_a_browser(tmp_path, ci, outcome, code):
    environment = {**os.environ, "PATH": str(tmp_path), "CI": ci}
    run = subprocess.run(
        [
            sys.executable, "-m", "pytest", "-q", "-rs", "-n", "0", "-p", "no:cacheprovider",
            "tests/browser/test_lessons_in_jupyterlab.py", "-k", "test_axe_sees_a_violation",
        ],
        cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert outcome in run.stdout and SENTENCE in run.stdout
    assert run.returncode == code
