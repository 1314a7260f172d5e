"""The forest plot: one square and line for each trial, a diamond for the pooled result, another for a reported one."""

from __future__ import annotations

import math
from dataclasses import dataclass

from matplotlib.figure import Figure

from ...statistics.pooling import Ratio
from . import style

_TICKS = (0.25, 0.5, 1.0, 2.0)
_LIMITS = (0.2, 2.6)
_LEFT, _RIGHT = (math.log(limit) for limit in _LIMITS)
_NAMES, _WORDS, _WEIGHT = -1.14, 1.06, 1.9  # where the columns of words stand, in widths of the axes
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

    def draw(self) -> Figure:
        """Return the figure; its only axes hold one square or diamond per ratio."""
        height = 1.5 + min(0.34 * len(self.rows), 0.62 + 0.18 * len(self.rows))  # seven fit a small screen
        figure = style.titled_figure(self.title, height)
        axes = style.plain_axes(figure, (0.34, 0.62 / height, 0.28, 1 - 1.3 / height))
        style.ratio_axis(axes, *_LIMITS, _TICKS)
        style.row_axes(axes, len(self.rows), above=-0.7)
        axes.set_xlabel("Hazard ratio (log scale); below 1: fewer events on lenalidomide", fontsize=9, color=style.INK)
        for x, words in ((_WORDS, "Ratio (95% interval)"), (_WEIGHT, "Weight")):
            style.write_beside(axes, x, -0.95, words, "bold")
        for line, row in enumerate(self.rows):
            self._draw_row(axes, line, row)
        return figure

    def _draw_row(self, axes, line: int, row: ForestRow) -> None:
        weight = "normal" if row.kind == TRIAL else "bold"
        style.write_beside(axes, _NAMES, line, row.label, weight)
        style.write_beside(axes, _WORDS, line, row.words, weight)
        style.write_beside(axes, _WEIGHT, line, row.share, weight)
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
                edgecolor=style.EXPERIMENTAL if filled else style.CONTROL, linewidth=1.6, label=row.label,
            )  # fmt: skip
        for bound, edge, sign in ((low, _LEFT, "<"), (high, _RIGHT, ">")):
            if (bound < edge) if sign == "<" else (bound > edge):
                axes.plot([edge], [line], marker=sign, markersize=7, color=style.INK, clip_on=False)
