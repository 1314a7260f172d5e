"""A logarithmic scale of how many cells are myeloma cells, with the limits of tests on it."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from . import style


@dataclass(frozen=True)
class Threshold:
    """One limit: the power of ten (-5 is one cell in 100,000), its name, and the myeloma cells among those examined."""

    power: int
    name: str
    cells: str


@dataclass(frozen=True)
class ThresholdChart:
    """Limits as ticks on a log scale from one cell in 100 to one in ten million, and the share of one person as a diamond.

    Attributes:
        title: what is shown.
        thresholds: the limits.
        power: the person's share as a power of ten.
        share: the person's share in words.
    """

    title: str
    thresholds: tuple[Threshold, ...]
    power: float
    share: str

    @property
    def alt(self) -> str:
        """The chart in words, numbers included."""
        parts = "; ".join(f"{t.name}: {t.cells}" for t in self.thresholds)
        found = [t.name for t in self.thresholds if self.power >= t.power]
        seen = f"above the limits {', '.join(found)}" if found else "below every limit"
        return f"Logarithmic scale. {self.title}. {parts}. The person's share, {self.share}, lies {seen}."

    def draw(self) -> Figure:
        """Return the figure; its only axes run from -2 to -7 (powers of ten), many cells on the left."""
        figure = style.titled_figure(self.title, 2.9, below_top=0.261)
        axes = style.plain_axes(figure, (0.05, 0.25, 0.9, 0.5))
        axes.set_xlim(-1.8, -7.2)
        axes.set_ylim(0, 1)
        axes.set_yticks([])
        axes.set_xticks(range(-2, -8, -1), ["1 in 100", "1,000", "10,000", "100,000", "1 million", "10 million"])
        axes.set_xlabel("One myeloma cell among so many cells (each step a tenth)", fontsize=10, color=style.INK)
        for threshold in self.thresholds:
            axes.plot([threshold.power] * 2, [0, 0.62], color=style.CONTROL, linewidth=2)
            axes.text(threshold.power, 0.86, threshold.name, ha="center", va="center", fontsize=9.5, color=style.INK)
            axes.text(threshold.power, 0.71, threshold.cells, ha="center", va="center", fontsize=9, color=style.QUIET)
        axes.plot([self.power], [0.22], marker="D", markersize=10, color=style.EXPERIMENTAL)
        side = "left" if self.power > -6 else "right"
        behind = {"facecolor": style.CARD, "edgecolor": "none", "pad": 1.5}  # the words may lie across a limit
        axes.text(
            self.power - (0.14 if side == "left" else -0.14), 0.22, self.share, ha=side, va="center", fontsize=10,
            weight="bold", color=style.EXPERIMENTAL, bbox=behind,
        )  # fmt: skip
        return figure
