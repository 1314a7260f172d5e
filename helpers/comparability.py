"""The guard against naive comparison: what keeps two read-outs from being ranked.

Figures from different trials differ for more reasons than the drug. A ranking is made only where comparator,
population, setting, design, endpoint and randomised question are all the same, in practice within one trial.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from . import wording
from .evidence import Analysis

# an aspect in full, and in a word
_ASPECTS: tuple[tuple[str, str, Callable[[Analysis], str]], ...] = (
    ("comparators", "control arm", lambda a: a.trial.comparator),
    ("control arms", "control arm", lambda a: a.trial.control_arm),
    ("populations", "people", lambda a: f"{a.trial.population}; {a.population}"),
    ("settings", "setting", lambda a: a.trial.setting),
    ("designs", "design", lambda a: a.trial.design),
    ("randomised questions", "question", lambda a: a.trial.randomised_question),
    ("endpoints", "endpoint", lambda a: a.endpoint),
    ("drugs, which a network meta-analysis compares only indirectly", "drug", lambda a: _indirect(a)),
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
    return [
        f"{name} ({wording.listing(sorted(values))})" if name in _NAMED_IN_FULL else name
        for name, _, values in _differing(analyses)
    ]


def _differing(analyses: Sequence[Analysis]) -> list[tuple[str, str, set[str]]]:
    """Return the aspects in which the read-outs differ, in full and in a word, each with its values."""
    every = [(name, word, {aspect(analysis) for analysis in analyses}) for name, word, aspect in _ASPECTS]
    return [(name, word, values) for name, word, values in every if len(values) > 1]


def not_ranked(analyses: Sequence[Analysis]) -> str:
    """Return in at most 20 words that the read-outs are not ranked, or an empty string if they may be."""
    words = dict.fromkeys(word for _, word, _ in _differing(analyses))
    if words and len({analysis.follow_up_months for analysis in analyses} - {None}) > 1:
        words["time"] = None
    return f"Not ranked: these results differ in {wording.listing(list(words))}." if words else ""


def explanation(analyses: Sequence[Analysis]) -> str:
    """Return why the read-outs are not ranked, or an empty string if they may be."""
    differing = obstacles(analyses)
    if not differing:
        return ""
    return (
        f"These {len(analyses)} results differ in their {wording.listing(differing)}. "
        "A difference between their figures has more than one cause, so none is called better or worse than another."
        f"{_not_independent(analyses)}"
    )


def _not_independent(analyses: Sequence[Analysis]) -> str:
    """Return which of the trials are parts of which others, as one more sentence, or an empty string."""
    trials = {analysis.trial.trial_id: analysis.trial for analysis in analyses}
    parts: dict[str, list[str]] = {}
    for trial in trials.values():
        if trial.part_of in trials:
            parts.setdefault(trials[trial.part_of].name, []).append(trial.name)
    said = [f"{wording.listing(own)} {'is a part' if len(own) == 1 else 'are parts'} of {whole}" for whole, own in parts.items()]
    return f" They are not independent: {'; '.join(said)}." if said else ""
