"""Is the chance of finding a rare cell scipy's binomial?"""

from __future__ import annotations

import pytest
import scipy

from helpers.statistics.detection import chance_of_at_least_one, expected_cells


@pytest.mark.parametrize("share", [0, 1e-7, 1e-6, 1e-5, 1e-4, 0.02, 0.5, 1])
@pytest.mark.parametrize("cells", [0, 1, 100_000, 1_000_000, 10_000_000])
def test_the_chance_is_scipys_binomial(share, cells):
    assert chance_of_at_least_one(share, cells) == pytest.approx(scipy.stats.binom.sf(0, cells, share), rel=1e-9, abs=1e-15)


def test_expected_cells_at_the_usual_thresholds():
    assert [round(expected_cells(10.0**-k, 1_000_000), 9) for k in (4, 5, 6)] == [100, 10, 1]


@pytest.mark.parametrize(("share", "cells", "word"), [(-0.1, 5, "share"), (1.1, 5, "share"), (0.5, -1, "cells")])
def test_what_makes_no_sense_is_refused(share, cells, word):
    for function in (expected_cells, chance_of_at_least_one):
        with pytest.raises(ValueError, match=word):
            function(share, cells)
