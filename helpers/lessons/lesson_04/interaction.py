"""Lesson 04: do the effects in two groups differ by more than chance? An interaction test on printed intervals."""

from __future__ import annotations

import math

import numpy as np

from ... import wording
from ...evidence import Estimate, Evidence
from ...show.charts.ratios import IntervalChart, IntervalRow
from ...show.table import REST, Cell, Table
from ...show.view import View
from ...statistics.pooling import NORMAL_QUANTILE, Ratio
from ...statistics.subgroups import interaction_p
from ..shared.reported_ratios import as_ratio, ratio_words

_SELECTION = "interaction"


def comparison_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, value) of the comparisons."""
    headings = dict.fromkeys(row.heading for row in evidence.rows("selections", selection=_SELECTION))
    return [(heading, heading) for heading in headings]


def interaction_view(evidence: Evidence, comparison: str) -> View:
    """Return the hazard ratios of groups of one trial, and the p value of the test that they share one effect.

    Args:
        comparison: one of the values of :func:`comparison_options`.
    """
    groups = [(row, evidence.figures[row.evidence_ids]) for row in evidence.rows("selections", selection=_SELECTION)]
    groups = [(row, figure) for row, figure in groups if row.heading == comparison]
    ratios = [as_ratio(figure) for _, figure in groups]
    p = interaction_p(np.array([math.log(r.value) for r in ratios]), np.array([r.standard_error for r in ratios]))
    return View(
        sentence=f"If {'both' if len(groups) == 2 else 'all'} groups gained alike, chance would still set their hazard ratios at "
        f"least this far apart in {100 * p:.0f}% of such trials (p = {p:.2f}).",
        caution="Computed here from printed intervals; no test that the trial had planned was found. A hint, no proof.",
        notes=(*_remarks(row for row, _ in groups), *_GENERAL),
        table=_table(comparison, groups, ratios, p),
        chart=IntervalChart(comparison, (("Group", tuple(IntervalRow(row.label, figure) for row, figure in groups)),)),
        evidence=evidence,
    )


_GENERAL = (
    "The logarithms of the ratios are compared, each weighed by how narrow its interval is (Cochran's Q). With two groups that "
    "is their difference over its standard error.",
    "A small p value says that chance alone is a poor account of the difference. It does not say why the groups differ, nor that "
    "the ratio of one person's group holds for this person.",
    "A large p value does not show that the groups gain alike: with few events even a true difference is missed.",
)


def _remarks(rows) -> list[str]:
    """Return what must be known of these groups, each remark once."""
    return list(dict.fromkeys(row.remark for row in rows if row.remark))


def _table(comparison: str, groups: list[tuple[object, Estimate]], ratios: list[Ratio], p: float) -> Table:
    rows = [
        (wording.sentence_case(row.label), Cell(wording.estimate(figure), cites=figure), f"{ratio.standard_error:.3f}")
        for (row, figure), ratio in zip(groups, ratios, strict=True)
    ]
    if len(ratios) == 2:
        rows.append(("First ratio over the second", Cell(ratio_words(_between(*ratios)), "computed here", span=REST)))
    rows.append(("Interaction test: p value", Cell(f"{p:.3f}", "computed here", span=REST)))
    return Table(
        f"{comparison}: do the groups differ?", ("Group", "Hazard ratio (95% interval)", "Standard error, log scale"), tuple(rows)
    )


def _between(first: Ratio, second: Ratio) -> Ratio:
    """Return one ratio over another with its 95% interval, as for two groups that share nobody."""
    log, error = math.log(first.value / second.value), math.hypot(first.standard_error, second.standard_error)
    return Ratio(*(math.exp(log + shift * NORMAL_QUANTILE * error) for shift in (0, -1, 1)))
