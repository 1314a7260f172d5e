"""Hazard ratios whose intervals no source prints: the same picture as with intervals, with room to say so beside each."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from .intervals import IntervalChart


@dataclass(frozen=True)
class BareRatioChart(IntervalChart):
    """Rows of hazard ratios; the axes make room on the right for "interval not reported"."""

    def draw(self) -> Figure:
        """Return the figure; one marker per reported hazard ratio."""
        figure = super().draw()
        axes = figure.axes[0]
        box = axes.get_position()
        axes.set_position((0.46, box.y0, 0.27, box.height))
        return figure
