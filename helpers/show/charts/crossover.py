"""A modelled hazard ratio against the share of the control arm that goes over to the tested drug."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from ...statistics.simulated_trial import Crossover
from . import style


@dataclass(frozen=True)
class CrossoverChart:
    """The line of measured hazard ratios from no crossover to full crossover, with the chosen share marked.

    Attributes:
        title: says that it is modelled.
        model: the chosen crossover.
        follow_up: months over which the hazard ratio is measured.
    """

    title: str
    model: Crossover
    follow_up: float

    @property
    def alt(self) -> str:
        """The chart in words, numbers included."""
        return (
            f"Line chart. {self.title}. Measured hazard ratio: {self.at(0):.2f} if nobody goes over, "
            f"{self.at(self.model.share):.2f} if {100 * self.model.share:.0f} of 100 do, {self.at(1):.2f} if everybody does."
        )

    def at(self, share: float) -> float:
        """Return the measured hazard ratio for a share, all else as chosen."""
        other = Crossover(share, self.model.month, self.model.hazard_ratio, self.model.control_median)
        return other.measured(self.follow_up)

    def draw(self) -> Figure:
        """Return the figure; its only axes hold the line and the chosen point."""
        figure = style.new_figure(7.2, 3.4)
        figure.text(0.02, 0.92, self.title, fontsize=12, color=style.INK, weight="bold")
        axes = style.plain_axes(figure, (0.1, 0.17, 0.86, 0.66))
        shares = np.linspace(0, 1, 51)
        axes.plot(100 * shares, [self.at(share) for share in shares], color=style.EXPERIMENTAL, linewidth=2.2, label="measured")
        axes.axhline(1, color=style.QUIET, linewidth=1)
        axes.text(1, 1.015, "1: no difference", fontsize=9, color=style.QUIET, va="bottom")
        axes.axhline(self.model.hazard_ratio, color=style.CONTROL, linewidth=1.2, linestyle="--")
        words = f"without crossover {self.model.hazard_ratio:.2f}"
        axes.text(99, self.model.hazard_ratio - 0.015, words, fontsize=9, color=style.CONTROL, ha="right", va="top")
        x, y = 100 * self.model.share, self.at(self.model.share)
        axes.plot([x], [y], marker="o", markersize=9, color=style.EXPERIMENTAL)
        side = "left" if x < 20 else "right" if x > 80 else "center"
        axes.text(
            x, y + 0.06, f"measured {y:.2f}", fontsize=11, weight="bold",
            color=style.EXPERIMENTAL, ha=side, va="bottom",
        )  # fmt: skip
        axes.set_xlim(-1, 101)
        axes.set_ylim(0.3, 1.15)
        axes.set_yticks((0.4, 0.6, 0.8, 1.0))
        axes.set_xticks((0, 25, 50, 75, 100))
        axes.set_xlabel("Of 100 people alive in the control arm, how many go over", fontsize=10, color=style.INK)
        axes.set_ylabel("Hazard ratio", fontsize=10, color=style.INK)
        return figure
