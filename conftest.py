"""How the tests, and the notebooks as tests, are shared out among the processes."""

from __future__ import annotations

from tests.support import scheduling


def pytest_xdist_make_scheduler(config, log):
    """Share the tests out by what they share."""
    return scheduling.ByWhatTheyShare(config, log)


def pytest_collection_modifyitems(items):
    """Order the tests; each process sorts alike."""
    scheduling.mark_and_sort(items)
