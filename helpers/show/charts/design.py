"""The design of a trial as boxes: phases from left to right, one lane for each arm, and where the randomisation stands."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from ..page import WIDE, Page
from . import style
from .sheet import Sheet, line_of, width_on, wrapped

_MARGIN, _GAP, _SIGN = 0.1, 0.1, 0.34  # inches: beside the figure, between boxes, for the sign of a randomisation
_LINE = 0.165  # inches
NOT_DESCRIBED = "not described"
_KEY = (
    "R: allotted by chance. Thick frames: the arms differ. Thin frame: both arms alike. "
    "Dashed frame: the sources do not describe it."
)


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

    def draw(self, page: Page = WIDE) -> Figure:
        """Return the figure; one patch for each box, one sign "R" for each randomisation."""
        return self._draw_down(page) if page.name == "narrow" else self._draw_across(page)

    def _draw_across(self, page: Page) -> Figure:
        """Draw the phases from left to right."""
        width = width_on(page, 7.2)
        widths = self._widths(width)
        lines = [[len(_wrapped(text, width)) for text in phase.texts] for phase, width in zip(self.phases, widths, strict=True)]
        lane = _LINE * (1 + max(max(counts) for counts in lines)) + 0.16
        sheet = Sheet(page, self.title, 2 * lane + 1.22)
        axes = _upright(sheet)
        top, left = sheet.body - 0.55, _MARGIN
        for phase, across in zip(self.phases, widths, strict=True):
            if phase.randomised:
                self._draw_sign(axes, left + _SIGN / 2, top, lane)
                left += _SIGN
            self._draw_phase(axes, phase, left, across, top, lane)
            left += across + _GAP
        sheet.paragraph(_MARGIN, 0.48, _KEY, width - 2 * _MARGIN)
        return sheet.figure

    def _draw_down(self, page: Page) -> Figure:
        """Draw the phases from top to bottom, the two arms side by side."""
        room = page.width - 2 * _MARGIN
        half = (room - _GAP) / 2
        deep = [
            _LINE * (1 + max(len(_wrapped(text, half if phase.differs else room)) for text in phase.texts)) + 0.16
            for phase in self.phases
        ]
        keyed = line_of(9) * len(wrapped(_KEY, room))
        signs = 0.3 * sum(phase.randomised for phase in self.phases)
        sheet = Sheet(page, self.title, sum(deep) + 0.28 * len(deep) + signs + keyed + 0.15)
        axes = _upright(sheet)
        top = sheet.body
        for phase, own in zip(self.phases, deep, strict=True):
            if phase.randomised:
                axes.plot([_MARGIN, _MARGIN + room], [top - 0.17, top - 0.17], color=style.INK, linewidth=1.4)
                _write_sign(axes, page.width / 2, top - 0.17)
                top -= 0.3
            name = phase.name[:1].upper() + phase.name[1:]
            axes.text(page.width / 2, top - 0.14, name, fontsize=9, weight="bold", color=style.INK, ha="center", va="center")
            top -= 0.24
            if phase.differs:
                arms = (("experimental", phase.experimental, style.EXPERIMENTAL), ("control", phase.control, style.CONTROL))
                for number, (label, text, colour) in enumerate(arms):
                    corner = (_MARGIN + (half + _GAP) * number, top - own)
                    _draw_box(axes, corner, (half, own), label, text, colour, 2.6)
            else:
                _draw_alike(axes, phase, (_MARGIN, top - own), (room, own))
            top -= own + 0.04
        sheet.paragraph(_MARGIN, keyed + 0.08, _KEY, room)
        return sheet.figure

    def _widths(self, width: float) -> list[float]:
        """Return the width of each phase in inches, of ``width`` for all: more where there is more to read."""
        signs = sum(phase.randomised for phase in self.phases)
        room = width - 2 * _MARGIN - _GAP * (len(self.phases) - 1) - _SIGN * signs
        least = 1.14 * width / 7.2
        wishes = [min(60, max(len(text) for text in phase.texts) - 14) + 0.01 for phase in self.phases]
        wishes = [
            max(0.01, wish) if phase.shared or phase.differs else 0.01 for wish, phase in zip(wishes, self.phases, strict=True)
        ]
        spare = room - least * len(self.phases)
        return [least + spare * wish / sum(wishes) for wish in wishes]

    @staticmethod
    def _draw_sign(axes, x: float, top: float, lane: float) -> None:
        axes.plot([x, x], [top - 2 * lane - _GAP, top], color=style.INK, linewidth=1.4)
        _write_sign(axes, x, top - lane - _GAP / 2)

    def _draw_phase(self, axes, phase: PhaseBox, left: float, width: float, top: float, lane: float) -> None:
        heading = "\n".join(wrapped(phase.name[:1].upper() + phase.name[1:], width, 9, "bold"))
        axes.text(left + width / 2, top + 0.08, heading, fontsize=9, weight="bold", color=style.INK, ha="center", va="bottom")
        if phase.differs:
            _draw_box(axes, (left, top - lane), (width, lane), "experimental", phase.experimental, style.EXPERIMENTAL, 2.6)
            _draw_box(axes, (left, top - 2 * lane - _GAP), (width, lane), "control", phase.control, style.CONTROL, 2.6)
        else:
            _draw_alike(axes, phase, (left, top - 2 * lane - _GAP), (width, 2 * lane + _GAP))


def _upright(sheet: Sheet):
    """Return axes over the whole sheet, measured in inches from the lower left."""
    axes = sheet.drawing()
    axes.set_ylim(0, sheet.height)
    return axes


def _write_sign(axes, x: float, y: float) -> None:
    circle = {"boxstyle": "circle,pad=0.3", "facecolor": style.INK, "edgecolor": style.INK}
    axes.text(x, y, "R", fontsize=10, weight="bold", color=style.CARD, ha="center", va="center", bbox=circle)


def _draw_alike(axes, phase: PhaseBox, corner: tuple[float, float], size: tuple[float, float]) -> None:
    """Draw the one box of a phase in which both arms are alike, or which nothing describes."""
    if phase.shared:
        _draw_box(axes, corner, size, "both arms", phase.shared, style.QUIET, 1.0)
    else:
        _draw_box(axes, corner, size, "", phase.gap, style.QUIET, 1.0, "--")


def _wrapped(text: str, width: float) -> list[str]:
    """Return the lines of a text in a box of this width; one where there is none."""
    return wrapped(text, width - 0.16) or [""]


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
