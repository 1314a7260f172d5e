"""Pictures small enough for a cell of a table: one ratio with its interval, or the arms' figures as bars.

They are written by hand, because a table shows a dozen of them at once: each is half a kilobyte, and no library has to draw it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import Protocol

from ... import wording
from ...evidence import Estimate, Quantity
from . import style
from .colours import CONTROL, text_colour

WIDTH = 200  # pixels; a table with such pictures gives each column that much
_LOW, _HIGH = math.log(0.25), math.log(2.5)  # the ends of the axis of ratios
_SIZE = 11.5
_DASH = 3  # pixels


class SmallChart(Protocol):
    """What a cell needs of a small picture: what it is of, in words; the picture in words; its SVG text."""

    heading: str
    alt: str

    def svg(self) -> str: ...


@dataclass(frozen=True)
class SmallInterval:
    """A hazard ratio with its interval, on an axis on which half and double lie equally far from 1.

    Attributes:
        heading: the trial and its control arm.
        ratio: the hazard ratio.
        colour: of the drug that was tested.
    """

    heading: str
    ratio: Estimate
    colour: str

    @property
    def alt(self) -> str:
        """The picture in words, numbers included."""
        return f"{self.heading}: hazard ratio {wording.estimate(self.ratio)}"

    def svg(self) -> str:
        """Return the picture: the number above, below it the interval, and the line at 1 where the arms do not differ."""
        one = _across(1.0)
        parts = [
            _text(3, 13, wording.estimate(self.ratio), style.INK),
            f'<path d="M{one} 18V34" stroke="{style.QUIET}"/>',
            _text(3, 45, "fewer events", style.QUIET),
            _text(one - 3.5, 45, "1", style.INK),
            _text(one + 12, 45, "more", style.QUIET),
        ]
        if self.ratio.low.reported and self.ratio.high.reported:
            ends = f"M{_across(self.ratio.low.value)} 26H{_across(self.ratio.high.value)}"
            parts.append(f'<path d="{ends}" stroke="{self.colour}" stroke-width="2.5"/>')
        place = _across(self.ratio.value.value) - 4
        parts.append(f'<rect x="{place:.1f}" y="22" width="8" height="8" fill="{self.colour}"/>')
        return _drawing(50, parts)


@dataclass(frozen=True)
class SmallBars:
    """The figures of the arms of one trial as bars, each under its name, with its number at its end.

    Attributes:
        heading: the trial.
        bars: (arm, figure, colour), the tested arm first.
    """

    heading: str
    bars: tuple[tuple[str, Quantity, str], ...]

    @property
    def alt(self) -> str:
        """The picture in words, numbers included."""
        return f"{self.heading}: " + "; ".join(f"{name} {wording.with_unit(quantity)}" for name, quantity, _ in self.bars)

    def svg(self) -> str:
        """Return the picture; a figure that is not reported, or not reached, is words."""
        longest = max((quantity.value for _, quantity, _ in self.bars if quantity.reported), default=1.0)
        parts = []
        for row, (name, quantity, colour) in enumerate(self.bars):
            top = 30 * row
            parts.append(_text(3, top + 12, name, text_colour(colour)))
            length = 0.0
            if quantity.reported:
                length = (WIDTH - 104) * quantity.value / longest
                parts.append(f'<rect x="3" y="{top + 16}" width="{length:.1f}" height="9" fill="{colour}"/>')
            parts.append(_text(7 + length, top + 25, wording.with_unit(quantity), style.INK, bold=True))
        return _drawing(30 * len(self.bars) + 3, parts)


@dataclass(frozen=True)
class SmallPair:
    """One harm in both arms of one trial, in percent, on one axis for every row.

    Attributes:
        tested, control: the two shares; the control is None where it is not reported.
        colour: of the drug that was tested.
        bound: whether the tested arm's figure is only a bound that the true one does not exceed.
        together: whether the one figure is of both arms together.
    """

    tested: Quantity
    control: Quantity | None
    colour: str
    bound: bool = False
    together: bool = False
    heading = ""

    @property
    def alt(self) -> str:
        """The picture in words, numbers included."""
        return " v ".join(self._words)

    @property
    def _words(self) -> tuple[str, ...]:
        first = f"{'up to ' if self.bound else ''}{wording.with_unit(self.tested)}"
        if self.together:
            return (f"{first} of both arms",)
        return first, wording.with_unit(self.control) if self.control else "not reported"

    def svg(self) -> str:
        """Return the picture: two bars, each with its number at its end."""
        shares = (self.tested.value, self.control.value if self.control else None)
        parts = []
        for row, (share, colour, words) in enumerate(zip(shares, (self.colour, CONTROL), self._words, strict=False)):
            length = 0.0 if share is None else 1.35 * share
            face = f'fill="none" stroke="{colour}" stroke-dasharray="{_DASH}"' if self.bound and row == 0 else f'fill="{colour}"'
            if length:
                parts.append(f'<rect x="3" y="{17 * row + 4}" width="{length:.1f}" height="11" {face}/>')
            known = share is not None
            parts.append(_text(8 + length, 17 * row + 14, words, style.INK if known else style.QUIET, bold=known))
        return _drawing(17 * len(self._words) + 3, parts)


def _across(ratio: float) -> float:
    """Return where a ratio lies, in pixels; one beyond the axis lies at its end."""
    share = (min(max(math.log(ratio), _LOW), _HIGH) - _LOW) / (_HIGH - _LOW)
    return round(6 + (WIDTH - 12) * share, 1)


def _text(x: float, y: float, words: str, colour: str, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:g}" y="{y:g}" fill="{colour}"{weight}>{escape(words)}</text>'


def _drawing(height: int, parts: list[str]) -> str:
    """Return SVG text without a ground of its own: the cell gives it a white one, in fewer letters."""
    size = f'width="{WIDTH}" height="{height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="{_SIZE}">'
    return f"{head}{''.join(parts)}</svg>"
