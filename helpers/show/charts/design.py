"""The design of a trial as boxes: phases from left to right, one lane for each arm, and where the randomisation stands."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from . import style

_WIDTH = 7.2  # inches, like every chart
_MARGIN, _GAP, _SIGN = 0.1, 0.1, 0.34  # inches: beside the figure, between boxes, for the sign of a randomisation
_CHARACTERS = 12.2  # that fit into one inch of 9 point text
_LINE = 0.165  # inches
NOT_DESCRIBED = "not described"


@dataclass(frozen=True)
class PhaseBox:
    """One phase of a trial.

    Attributes:
        name: the phase ("maintenance").
        randomised: whether people are allotted by chance at its beginning.
        shared: what both arms receive, or an empty string.
        experimental, control: what each arm receives where they differ, or empty strings.
        gap: what stands in the box if nothing is described.
    """

    name: str
    randomised: bool
    shared: str = ""
    experimental: str = ""
    control: str = ""
    gap: str = ""

    @property
    def differs(self) -> bool:
        """Whether the arms receive different things in this phase."""
        return bool(self.experimental or self.control)

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands in the boxes: one text, or one for each arm."""
        return (self.experimental, self.control) if self.differs else (self.shared or self.gap,)


@dataclass(frozen=True)
class DesignChart:
    """The phases of a trial: one box where the arms are alike, two where they differ, a dashed one where nothing is described.

    Attributes:
        title: the trial.
        phases: in order of time.
    """

    title: str
    phases: tuple[PhaseBox, ...]

    @property
    def alt(self) -> str:
        """The diagram in words, numbers included."""
        parts = []
        for phase in self.phases:
            parts += ["Randomisation"] if phase.randomised else []
            name = phase.name[:1].upper() + phase.name[1:]
            if phase.differs:
                parts.append(f"{name}, the arms differ: tested arm {phase.experimental}; control arm {phase.control}")
            else:
                parts.append(f"{name}, {'both arms alike: ' + phase.shared if phase.shared else phase.gap}")
        return f"Diagram of a design. {self.title}. {'. '.join(parts)}."

    def draw(self) -> Figure:
        """Return the figure; one patch for each box, one sign "R" for each randomisation."""
        widths = self._widths()
        lines = [[len(_wrapped(text, width)) for text in phase.texts] for phase, width in zip(self.phases, widths, strict=True)]
        lane = _LINE * (1 + max(max(counts) for counts in lines)) + 0.16
        height = 2 * lane + 1.62
        figure = style.new_figure(_WIDTH, height)
        axes = figure.add_axes((0, 0, 1, 1), facecolor=style.CARD)
        axes.set_xlim(0, _WIDTH)
        axes.set_ylim(0, height)
        axes.axis("off")
        axes.text(_MARGIN, height - 0.28, self.title, fontsize=12, color=style.INK, weight="bold", va="center")
        top, left = height - 0.95, _MARGIN
        for phase, width in zip(self.phases, widths, strict=True):
            if phase.randomised:
                self._draw_sign(axes, left + _SIGN / 2, top, lane)
                left += _SIGN
            self._draw_phase(axes, phase, left, width, top, lane)
            left += width + _GAP
        axes.text(
            _MARGIN, 0.27,
            "R: allotted by chance. Thick frames: the arms differ. Thin frame: both arms alike.\n"
            "Dashed frame: the sources do not describe it.",
            fontsize=9, color=style.INK, va="center",
        )  # fmt: skip
        return figure

    def _widths(self) -> list[float]:
        """Return the width of each phase in inches: more where there is more to read."""
        signs = sum(phase.randomised for phase in self.phases)
        room = _WIDTH - 2 * _MARGIN - _GAP * (len(self.phases) - 1) - _SIGN * signs
        least = 1.14
        wishes = [min(60, max(len(text) for text in phase.texts) - 14) + 0.01 for phase in self.phases]
        wishes = [
            max(0.01, wish) if phase.shared or phase.differs else 0.01 for wish, phase in zip(wishes, self.phases, strict=True)
        ]
        spare = room - least * len(self.phases)
        return [least + spare * wish / sum(wishes) for wish in wishes]

    @staticmethod
    def _draw_sign(axes, x: float, top: float, lane: float) -> None:
        axes.plot([x, x], [top - 2 * lane - _GAP, top], color=style.INK, linewidth=1.4)
        axes.text(
            x, top - lane - _GAP / 2, "R", fontsize=10, weight="bold", color=style.CARD, ha="center", va="center",
            bbox={"boxstyle": "circle,pad=0.3", "facecolor": style.INK, "edgecolor": style.INK},
        )  # fmt: skip

    def _draw_phase(self, axes, phase: PhaseBox, left: float, width: float, top: float, lane: float) -> None:
        heading = "\n".join(textwrap.wrap(phase.name[:1].upper() + phase.name[1:], int(width * 11), break_long_words=False))
        axes.text(left + width / 2, top + 0.08, heading, fontsize=9, weight="bold", color=style.INK, ha="center", va="bottom")
        if phase.differs:
            _draw_box(axes, (left, top - lane), (width, lane), "experimental", phase.experimental, style.EXPERIMENTAL, 2.6)
            _draw_box(axes, (left, top - 2 * lane - _GAP), (width, lane), "control", phase.control, style.CONTROL, 2.6)
        elif phase.shared:
            _draw_box(axes, (left, top - 2 * lane - _GAP), (width, 2 * lane + _GAP), "both arms", phase.shared, style.QUIET, 1.0)
        else:
            _draw_box(axes, (left, top - 2 * lane - _GAP), (width, 2 * lane + _GAP), "", phase.gap, style.QUIET, 1.0, "--")


def _wrapped(text: str, width: float) -> list[str]:
    return textwrap.wrap(text, max(8, int((width - 0.12) * _CHARACTERS)), break_long_words=False, break_on_hyphens=False)


def _draw_box(axes, corner, size, label: str, text: str, colour: str, thickness: float, line: str = "-") -> None:
    """Draw one box with its arm's name in bold and the treatment beneath; a dashed one has words in italics only."""
    (x, y), (width, height) = corner, size
    axes.add_patch(
        FancyBboxPatch(
            (x + 0.03, y + 0.03), width - 0.06, height - 0.06, boxstyle="round,pad=0,rounding_size=0.06", facecolor=style.CARD,
            edgecolor=colour, linewidth=thickness, linestyle=line, label=label or "not described",
        )
    )  # fmt: skip
    lines = _wrapped(text, width)
    first = y + height / 2 + _LINE * (len(lines) + bool(label) - 1) / 2
    if label:
        ink = style.INK if colour == style.QUIET else colour
        axes.text(x + width / 2, first, label, fontsize=9, weight="bold", color=ink, ha="center", va="center")
    for number, words in enumerate(lines, start=int(bool(label))):
        axes.text(
            x + width / 2, first - number * _LINE, words, fontsize=9, color=style.INK if label else style.QUIET, ha="center",
            va="center", style="normal" if label else "italic",
        )  # fmt: skip
