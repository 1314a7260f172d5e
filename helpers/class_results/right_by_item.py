"""A bar for each question and exercise: of all learners, right at the first try, right later, not right yet, not tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure
from matplotlib.patches import Patch

from ..show.charts import style
from ..show.charts.sheet import TITLE, Sheet
from ..show.page import WIDE
from .item_counts import Counted

_ROW, _HEAD, _FOOT = 0.3, 0.8, 0.55  # inches
_BARS, _DIGIT = 6.2, 0.09  # inches: the longest bar, a digit


@dataclass(frozen=True)
class Part:
    """One part of a bar: what it counts, and how it looks; the hatch says the same as the colour."""

    name: str
    colour: str
    hatch: str
    ink: str


PARTS = (
    Part("Right at the first try", "#0072B2", "", style.CARD),
    Part("Right later", "#9CCBEB", "///", style.INK),
    Part("Not right yet", "#E9B48F", "...", style.INK),
    Part("Not tried", style.CARD, "", style.INK),
)


@dataclass(frozen=True)
class RightByItem:
    """Bars as long as the class.

    Attributes:
        learners: how many files were read.
        counted: the items that can be right or wrong, from top to bottom.
    """

    learners: int
    counted: Sequence[Counted]

    @property
    def title(self) -> str:
        """What the bars show."""
        learners = f"{self.learners} learner{'' if self.learners == 1 else 's'}"
        first, last = self.counted[0].item.item_id, self.counted[-1].item.item_id
        return f"What was right at the first try ({learners}): {first}{'' if last == first else f' to {last}'}"

    @property
    def alt(self) -> str:
        """The chart in words, numbers included."""
        said = (
            f"{one.item.item_id}: "
            + ", ".join(f"{part.name.lower()} {count}" for part, count in zip(PARTS, self.parts(one), strict=True))
            for one in self.counted
        )
        return f"Bar chart. {self.title}. {'; '.join(said)}."

    def parts(self, one: Counted) -> tuple[int, ...]:
        """Return how many learners stand in each part of a bar."""
        return one.first, one.right - one.first, one.tried - one.right, self.learners - one.tried

    def draw(self) -> Figure:
        """Return the figure."""
        height = _HEAD + _FOOT + _ROW * len(self.counted)
        figure = Sheet(WIDE, self.title, height - TITLE).figure
        axes = style.plain_axes(figure, (0.11, _FOOT / height, 0.87, 1 - (_HEAD + _FOOT) / height))
        for row, one in enumerate(self.counted):
            self._draw_bar(axes, row, one)
        axes.set_xlim(0, self.learners)
        axes.set_ylim(len(self.counted) - 0.5, -0.5)
        axes.set_yticks(range(len(self.counted)), [one.item.item_id for one in self.counted], fontsize=10)
        axes.set_xticks([0, self.learners])
        axes.set_xlabel("Learners", fontsize=10, color=style.INK, labelpad=-8)
        key = [Patch(facecolor=p.colour, hatch=p.hatch, edgecolor=style.QUIET, linewidth=0.6, label=p.name) for p in PARTS]
        figure.legend(
            handles=key, loc="upper left", bbox_to_anchor=(0.01, 1 - 0.38 / height), ncols=4, fontsize=9.5, frameon=False,
            handlelength=1.6, columnspacing=1.2,
        )  # fmt: skip
        return figure

    def _draw_bar(self, axes, row: int, one: Counted) -> None:
        left = 0
        for part, count in zip(PARTS, self.parts(one), strict=True):
            if count:
                axes.barh(
                    row,
                    count,
                    left=left,
                    height=0.78,
                    color=part.colour,
                    hatch=part.hatch,
                    edgecolor=style.QUIET,
                    linewidth=0.6,
                    clip_on=False,
                )
                self._write(axes, left + count / 2, row, part, count)
            left += count

    def _write(self, axes, middle: float, row: int, part: Part, count: int) -> None:
        """Write a count where its part has room for it; the table has them all."""
        if count / self.learners * _BARS >= 0.06 + _DIGIT * len(str(count)):
            ground = {"facecolor": part.colour, "edgecolor": "none", "pad": 1.2}
            axes.text(middle, row, str(count), ha="center", va="center", fontsize=9.5, color=part.ink, bbox=ground)
