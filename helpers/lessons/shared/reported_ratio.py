"""A reported ratio as numbers, for what is computed from it."""

from __future__ import annotations

from ...evidence import Estimate
from ...statistics.pooling import Ratio


def as_ratio(figure: Estimate | None) -> Ratio | None:
    """Return a reported ratio with its interval as numbers, or None where either is missing."""
    if figure is None or not (figure.value.reported and figure.low.reported and figure.high.reported):
        return None
    return Ratio(figure.value.value, figure.low.value, figure.high.value)
