"""Reported hazard ratios as numbers."""

from __future__ import annotations

from ...evidence import Estimate
from ...statistics.pooling import Ratio


def as_ratio(figure: Estimate) -> Ratio:
    """Return a reported hazard ratio with its interval as numbers."""
    return Ratio(figure.value.value, figure.low.value, figure.high.value)


def ratio_words(ratio: Ratio) -> str:
    """Return a ratio with its interval to two decimals: "0.48 (0.41 to 0.55)"."""
    return f"{ratio.value:.2f} ({ratio.low:.2f} to {ratio.high:.2f})"
