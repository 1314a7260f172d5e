"""Shares of people as horizontal bars under headings, each with its number: both arms of a trial, or several trials."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from ... import wording
from ...evidence import Quantity
from . import style


@dataclass(frozen=True)
class Rate:
    """One bar: the arm's name, its share in percent with its state, and whether it is the experimental arm."""

    label: str
    quantity: Quantity
    experimental: bool


@dataclass(frozen=True)
class RateChart:
    """Bars in percent from 0 to 100; groups under headings are read one by one, never against each other.

    Attributes:
        title: what the bars show.
        axis: name of the horizontal axis, with unit.
        groups: (heading, bars) from top to bottom.
    """

    title: str
    axis: str
    groups: tuple[tuple[str, tuple[Rate, ...]], ...]

    @property
    def alt(self) -> str:
        """The chart in words, numbers included."""
        parts = [
            f"{heading}: " + "; ".join(f"{bar.label} {wording.with_unit(bar.quantity)}" for bar in bars)
            for heading, bars in self.groups
        ]
        return f"Bar chart. {self.title}. {'. '.join(parts)}."

    def draw(self) -> Figure:
        """Return the figure; one bar per reported share, its label above it, its number at its end."""
        lines = sum(len(bars) + 0.55 for _, bars in self.groups)
        height = 1.2 + 0.5 * lines
        figure = style.new_figure(7.2, height)
        figure.text(0.02, 1 - 0.28 / height, self.title, fontsize=12, color=style.INK, weight="bold")
        axes = style.plain_axes(figure, (0.03, 0.62 / height, 0.94, 1 - 1.15 / height))
        axes.set_xlim(0, 100)
        axes.set_ylim(lines, 0)
        axes.set_yticks([])
        axes.set_xticks(range(0, 101, 25))
        axes.set_xlabel(self.axis, fontsize=10, color=style.INK)
        line = 0.0
        for heading, bars in self.groups:
            axes.text(0, line + 0.3, heading, fontsize=10, weight="bold", color=style.INK, va="center")
            line += 0.55
            for bar in bars:
                self._draw_bar(axes, line, bar)
                line += 1
        return figure

    @staticmethod
    def _draw_bar(axes, line: float, bar: Rate) -> None:
        colour = style.EXPERIMENTAL if bar.experimental else style.CONTROL
        axes.text(0, line + 0.26, bar.label, fontsize=9.5, color=style.INK, va="center")
        if not bar.quantity.reported:
            axes.text(0, line + 0.68, bar.quantity.state, fontsize=10, color=style.QUIET, va="center", style="italic")
            return
        share = bar.quantity.value
        axes.barh(line + 0.68, share, height=0.36, color=colour, hatch=None if bar.experimental else "//", edgecolor=style.CARD,
                  label=bar.label)  # fmt: skip
        inside = share > 85
        axes.text(
            share + (-1 if inside else 1), line + 0.68, wording.with_unit(bar.quantity), fontsize=10.5, weight="bold",
            va="center",
            ha="right" if inside else "left", color=style.INK if not inside else style.CARD,
        )  # fmt: skip
