"""Reported hazard ratios as numbers."""

from __future__ import annotations

from ...evidence import Estimate
from ...statistics.pooling import Ratio


def as_ratio(figure: Estimate | None) -> Ratio | None:
    """Return a reported ratio with its interval as numbers, or None where either is missing."""
    if figure is None or not (figure.value.reported and figure.low.reported and figure.high.reported):
        return None
    return Ratio(figure.value.value, figure.low.value, figure.high.value)


def ratio_words(ratio: Ratio) -> str:
    """Return a ratio with its interval to two decimals: "0.48 (0.41 to 0.55)"."""
    return f"{ratio.value:.2f} ({ratio.low:.2f} to {ratio.high:.2f})"
