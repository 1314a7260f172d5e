"""Do the examples in the docstrings run, and does everything that a student imports have one?"""

from __future__ import annotations

import doctest
import importlib
import inspect

import pytest

MODULES = (
    "helpers.comparability", "helpers.evidence", "helpers.statistics.kaplan_meier", "helpers.statistics.pooling",
    "helpers.statistics.risk", "helpers.statistics.stopping", "helpers.statistics.subgroups", "helpers.statistics.survival",
)  # fmt: skip
IMPORTED = (
    "helpers.evidence.load", "helpers.evidence.Evidence", "helpers.comparability.obstacles", "helpers.statistics.survival",
    "helpers.statistics.restricted_mean_survival_time", "helpers.statistics.hazard_ratio_from_medians",
    "helpers.statistics.shape_for_hazard_ratio", "helpers.statistics.kaplan_meier.kaplan_meier", "helpers.statistics.pooling.pool",
    "helpers.statistics.pooling.Ratio", "helpers.statistics.pooling.indirect", "helpers.statistics.risk.risk_difference",
    "helpers.statistics.risk.relative_risk", "helpers.statistics.risk.number_needed",
    "helpers.statistics.risk.risk_under_hazard_ratio", "helpers.statistics.subgroups.Cut", "helpers.statistics.stopping.Plan",
    "helpers.statistics.stopping.hazard_from_median",
)  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_every_example_gives_what_it_says(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted >= 2 and result.failed == 0


@pytest.mark.parametrize("name", IMPORTED)
def test_what_a_student_imports_has_a_running_example(name):
    module, _, attribute = name.rpartition(".")
    assert "\n    >>> " in inspect.getdoc(getattr(importlib.import_module(module), attribute))


def test_a_table_describes_itself_from_the_dictionary(evidence):
    said = evidence.describe("outcomes")
    assert said.splitlines()[0].endswith(f"({len(evidence.rows('outcomes'))} rows, data/outcomes.csv)")
    for resource in evidence.package["resources"]:
        described = evidence.describe(resource["name"])
        assert all(f"  {field['name']} ({field['type']}" in described for field in resource["schema"]["fields"])
