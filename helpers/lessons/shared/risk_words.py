"""Differences of risks in words: people of a denominator, percentage points, an interval, a number needed to harm."""

from __future__ import annotations

from ...statistics import risk

NO_INTERVAL = {
    "percent of arm": "the numbers of people analysed for this harm are not printed",
    "cumulative incidence": "the source prints no interval of either cumulative incidence",
}


def gap_of(people: list[int | None], denominator: int) -> str:
    """Return first minus second in words ("5 more of 100"), or that it cannot be stated."""
    if None in people:
        return "cannot be stated"
    gap = people[0] - people[1]
    return f"{abs(gap)} {'more' if gap > 0 else 'fewer'} of {denominator}" if gap else f"no difference in {denominator}"


def percentage_points(gap: float | risk.Bounded, digits: int = 1) -> str:
    """Return a difference of risks in words, without its interval."""
    value = gap.value if isinstance(gap, risk.Bounded) else gap
    amount = f"{100 * abs(value):.{digits}f}"
    return "no difference" if float(amount) == 0 else f"{amount} percentage points {'more' if value > 0 else 'fewer'}"


def interval_of(gap: float | risk.Bounded, measure: str = "percent of arm") -> str:
    """Return the interval of a difference in percentage points, or why there is none."""
    if not isinstance(gap, risk.Bounded):
        return f"no interval: {NO_INTERVAL[measure]}"
    text = f"95% interval {100 * gap.low:.1f} to {100 * gap.high:.1f}".replace("-", "−")
    return text if gap.excludes_zero else f"{text}, which includes no difference"


def needed_words(gap: float | risk.Bounded, name: str) -> str:
    """Return the number needed to harm in one short sentence, or why there is none.

    Args:
        gap: the risk difference, first group minus control.
        name: the first group.
    """
    needed = risk.number_needed(gap)
    if needed is None:
        return "The printed figures do not differ."
    if not needed.harm:
        return f"Fewer with {name}."
    if isinstance(gap, risk.Bounded) and not gap.excludes_zero:
        return "That may be chance."
    bounds = f" (95% interval {needed.low} to {needed.high})" if needed.low is not None else ""
    return f"Number needed to harm: {needed.value}{bounds}."
