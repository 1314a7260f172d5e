"""Decisions on a time axis, one lane for each jurisdiction; what is no approval for maintenance has a shape of its own."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from . import style

_MARKS = {
    "approved for maintenance": ("o", style.EXPERIMENTAL, style.EXPERIMENTAL),
    "recommended for maintenance": ("D", style.EXPERIMENTAL, style.EXPERIMENTAL),
    "approved for another use": ("o", style.QUIET, style.CARD),
    "application withdrawn": ("X", style.CONTROL, style.CONTROL),
    "label advises against maintenance": ("s", style.CONTROL, style.CARD),
}
SIGNS = {
    "approved for maintenance": "●",
    "recommended for maintenance": "◆",
    "approved for another use": "○",
    "application withdrawn": "✖",
    "label advises against maintenance": "□",
    "no maintenance indication": "–",
}
NOT_FOUND_SIGN = "?"


@dataclass(frozen=True)
class Decision:
    """One decision: where, when (a decimal year or None, and in words), what, of which drug."""

    jurisdiction: str
    year: float | None
    when: str
    kind: str
    drug: str


@dataclass(frozen=True)
class DecisionChart:
    """Decisions in lanes; one without a date keeps its line, dotted, because it lies somewhere on it.

    Attributes:
        title: what is shown.
        decisions: in the order of their dates.
        span: first and last year of the axis.
    """

    title: str
    decisions: tuple[Decision, ...]
    span: tuple[int, int] = (2012, 2027)

    @property
    def alt(self) -> str:
        """The chart in words, dates included."""
        parts = "; ".join(f"{d.when}, {d.jurisdiction}: {d.drug} {d.kind}" for d in self.decisions)
        return f"Time axis with a lane for each jurisdiction. {self.title}. {parts}."

    def draw(self) -> Figure:
        """Return the figure; one line for each decision under its jurisdiction, words on the left, mark on the right."""
        lanes = {
            name: [d for d in self.decisions if d.jurisdiction == name]
            for name in sorted({d.jurisdiction for d in self.decisions})
        }
        lines = len(lanes) + len(self.decisions)
        kinds = list(dict.fromkeys(d.kind for d in self.decisions))
        key = 0.22 * ((len(kinds) + 1) // 2)  # in two columns
        height = 1.25 + 0.25 * lines + key
        figure = style.titled_figure(self.title, height)
        axes = style.plain_axes(figure, (0.44, (0.55 + key) / height, 0.53, 0.25 * lines / height))
        axes.set_xlim(*self.span)
        style.row_axes(axes, lines)
        axes.set_xticks(range(self.span[0], self.span[1] + 1, 3))
        line = 0
        for name, own in lanes.items():
            style.write_beside(axes, -0.8, line, name, "bold", size=9.5)
            for decision in own:
                line += 1
                self._draw_line(axes, line, decision)
            line += 1
        for number, kind in enumerate(kinds):
            down, across = divmod(number, 2)
            words = f"{SIGNS[kind]} {kind}"
            figure.text(0.03 + 0.5 * across, (key - 0.22 * down - 0.1) / height, words, fontsize=9.5, color=style.INK)
        return figure

    def _draw_line(self, axes, line: int, decision: Decision) -> None:
        marker, edge, face = _MARKS[decision.kind]
        dated = decision.year is not None
        axes.plot(self.span, [line, line], color=style.GRID if dated else edge, linewidth=1, linestyle="-" if dated else ":")
        if dated:
            axes.plot(
                [decision.year], [line], marker=marker, markersize=9, markeredgecolor=edge, markerfacecolor=face, linestyle="none"
            )
        else:
            ground = {"facecolor": style.CARD, "edgecolor": "none", "pad": 2}
            axes.text(
                sum(self.span) / 2, line, decision.when, fontsize=9.5, color=style.INK, ha="center", va="center", bbox=ground
            )
        words = f"{SIGNS[decision.kind]} {decision.drug}{f', {decision.when}' if dated else ''}"
        style.write_beside(axes, -0.76, line, words, size=9.5)
