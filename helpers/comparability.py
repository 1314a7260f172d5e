"""The guard against naive comparison: what keeps two read-outs from being ranked.

Figures from different trials differ for more reasons than the drug. A ranking is made only where comparator,
population, setting, design, endpoint and randomised question are all the same, in practice within one trial.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from . import wording
from .evidence import Analysis

_ASPECTS: tuple[tuple[str, Callable[[Analysis], str]], ...] = (
    ("comparators", lambda a: a.trial.comparator),
    ("control arms", lambda a: a.trial.control_arm),
    ("populations", lambda a: f"{a.trial.population}; {a.population}"),
    ("settings", lambda a: a.trial.setting),
    ("designs", lambda a: a.trial.design),
    ("randomised questions", lambda a: a.trial.randomised_question),
    ("endpoints", lambda a: a.endpoint),
    ("drugs, which a network meta-analysis compares only indirectly", lambda a: _indirect(a)),
)
_NAMED_IN_FULL = {"comparators", "settings", "designs", "randomised questions", "endpoints"}


def _indirect(analysis: Analysis) -> str:
    return " + ".join(analysis.drugs) if analysis.trial.design == "network meta-analysis" else ""


def obstacles(analyses: Sequence[Analysis]) -> list[str]:
    """Return what differs between the read-outs, in words; an empty list means that they may be ranked.

    Example:
        >>> from helpers.comparability import obstacles
        >>> from helpers.evidence import load
        >>> earlier, later = (load().analyses[f"cassiopeia-part-2/pfs/moreau-{year}"] for year in (2021, 2024))
        >>> obstacles([earlier, later])
        []
    """
    found = []
    for name, aspect in _ASPECTS:
        values = list(dict.fromkeys(aspect(analysis) for analysis in analyses))
        if len(values) > 1:
            found.append(f"{name} ({wording.listing(sorted(values))})" if name in _NAMED_IN_FULL else name)
    return found


def explanation(analyses: Sequence[Analysis]) -> str:
    """Return why the read-outs are not ranked, or an empty string if they may be."""
    differing = obstacles(analyses)
    if not differing:
        return ""
    return (
        f"Not ranked. These {len(analyses)} read-outs differ in their {wording.listing(differing)}. "
        "A difference between their figures has more than one cause, so none is called better or worse than another."
    )
