"""One colour for each treatment, in families: blue relatives of thalidomide, warm proteasome inhibitors, violet antibodies.

Any two differ by at least 20 in CIELAB, seen with each of the three colour-vision deficiencies too (a test computes it); turned
for a dark page, as `pictures.js` does, by at least 20, and by 10 with a deficiency. On white each has a contrast of at least 3:1,
which a mark needs; a label wears the colour only where it reaches 4.5:1.
"""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.colors import to_rgb

CONTROL = "#B34A00"
INK = "#222222"
QUIET = "#595959"  # also what is missing
TREATMENTS = {
    "lenalidomide": "#0072B2",
    "thalidomide": "#411EF4",
    "ixazomib": "#AC8965",
    "bortezomib": "#76150C",
    "carfilzomib": "#E070A0",
    "daratumumab": "#420A47",
    "isatuximab": "#AC6AFA",
}
_LEAST = 4.5  # contrast of a text against its ground (WCAG 2.2)


def treatment_colour(drugs: Sequence[str]) -> str:
    """Return the colour of one drug; ink for several together, and for a drug without a colour of its own."""
    return TREATMENTS.get(drugs[0], INK) if len(drugs) == 1 else INK


def contrast_on_white(colour: str) -> float:
    """Return the contrast of a colour against white (WCAG 2.2)."""
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return 1.05 / (0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2] + 0.05)


def text_colour(colour: str) -> str:
    """Return the colour that a label beside a mark wears: the mark's own where it can be read, else ink."""
    return colour if contrast_on_white(colour) >= _LEAST else INK
