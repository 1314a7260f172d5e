"""The forest plot: one square and line for each trial, a diamond for the pooled result, another for a reported one."""

from __future__ import annotations

import math
from dataclasses import dataclass

from matplotlib.figure import Figure

from ...statistics.pooling import Ratio
from ..page import WIDE, Page
from . import style
from .rows import Line, row_chart

_TICKS = (0.25, 0.5, 1.0, 2.0)
_LIMITS = (0.2, 2.6)
_LEFT, _RIGHT = (math.log(limit) for limit in _LIMITS)
TRIAL, POOLED, REPORTED = "trial", "pooled", "reported"


@dataclass(frozen=True)
class ForestRow:
    """One row: its name, its ratio in words and as numbers (None: it cannot be drawn), its weight from 0 to 1, its kind."""

    label: str
    words: str
    ratio: Ratio | None
    weight: float | None = None
    kind: str = TRIAL

    @property
    def share(self) -> str:
        """The weight in words; "not pooled" for a trial without one, empty for a diamond."""
        if self.weight is None:
            return "not pooled" if self.kind == TRIAL else ""
        return f"{100 * self.weight:.1f}%"

    @property
    def below(self) -> str:
        """Ratio and weight on a narrow page, where no column has a heading."""
        return f"{self.words}{', weight ' if self.weight is not None else ', ' if self.share else ''}{self.share}"


@dataclass(frozen=True)
class ForestChart:
    """Rows of ratios on a log scale; squares grow with the weight, an arrow ends a line that leaves the axis."""

    title: str
    rows: tuple[ForestRow, ...]

    @property
    def alt(self) -> str:
        """The chart in words, numbers included."""
        parts = []
        for row in self.rows:
            weight = "" if not row.share else f", {row.share}" if row.weight is None else f", weight {row.share}"
            parts.append(f"{row.label} {row.words}{weight}")
        return f"Forest plot; below 1: fewer events with lenalidomide. {self.title}. {'; '.join(parts)}."

    def draw(self, page: Page = WIDE) -> Figure:
        """Return the figure; its only axes hold one square or diamond per ratio."""
        lines = [
            Line(row.label, (row.words, row.share), "normal" if row.kind == TRIAL else "bold", short=row.below)
            for row in self.rows
        ]
        chart = row_chart(
            page, self.title, lines, "Hazard ratio (log scale); below 1: fewer events on lenalidomide",
            ("Ratio (95% interval)", "Weight"), pitch=min(0.34, 0.18 + 0.62 / len(lines)), wide=7.2,  # seven fit a small screen
        )  # fmt: skip
        style.ratio_axis(chart.axes, *_LIMITS, _TICKS)
        for place, row in zip(chart.places, self.rows, strict=True):
            self._draw_row(chart.axes, place, row)
        return chart.sheet.figure

    def _draw_row(self, axes, line: float, row: ForestRow) -> None:
        if row.ratio is None:
            return
        low, high = math.log(row.ratio.low), math.log(row.ratio.high)
        if row.kind == TRIAL:
            axes.plot([max(low, _LEFT), min(high, _RIGHT)], [line, line], color=style.INK, linewidth=1.5)
            size = 4 + 9 * math.sqrt(row.weight or 0.0)
            face = style.EXPERIMENTAL if row.weight is not None else style.CARD
            axes.plot([row.ratio.log], [line], marker="s", markersize=size, color=style.EXPERIMENTAL, markerfacecolor=face)
        else:
            corners = [low, row.ratio.log, high, row.ratio.log]
            filled = row.kind == POOLED
            axes.fill(
                corners, [line, line - 0.26, line, line + 0.26], facecolor=style.EXPERIMENTAL if filled else style.CARD,
                edgecolor=style.EXPERIMENTAL, linewidth=1.6, label=row.label,
            )  # fmt: skip
        for bound, edge, sign in ((low, _LEFT, "<"), (high, _RIGHT, ">")):
            if (bound < edge) if sign == "<" else (bound > edge):
                axes.plot([edge], [line], marker=sign, markersize=7, color=style.INK, clip_on=False)
