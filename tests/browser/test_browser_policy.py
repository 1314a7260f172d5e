"""Is a missing browser said aloud: a skip with a sentence on a desk, a failure in CI?"""

from __future__ import annotations

import pytest

from tests.browser.conftest import browser_path


@pytest.mark.parametrize(("ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)])
def test_without_a_browser(tmp_path, monkeypatch, ci, outcome):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="No Chromium was found: install it"):
        browser_path()
