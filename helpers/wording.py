"""Figures in words: a value goes in, a string comes out. Nothing here computes, draws or reads a file.

Intervals are written with "to", because a dash reads as a minus and is skipped by screen readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .evidence import NOT_REPORTED, Analysis, Estimate, Quantity, Source

UNIT_AFTER = {"months": " months", "percent": "%", "ratio": "", "patients": " patients", "points": " points"}


def printed(quantity: Quantity) -> str:
    """Return the number as its source prints it, without unit; ratios below 2 with at least two decimals; or its state."""
    if not quantity.reported:
        return quantity.state
    if quantity.unit == "ratio" and quantity.value < 2:
        whole, _, decimals = quantity.text.partition(".")
        return f"{whole}.{decimals.ljust(2, '0')}"
    return quantity.text


def with_unit(quantity: Quantity) -> str:
    """Return the figure with its unit ("52.8 months", "78.6%", "0.48"), or its state ("not reached")."""
    return printed(quantity) + (UNIT_AFTER[quantity.unit] if quantity.reported else "")


def interval(low: Quantity, high: Quantity) -> str:
    """Return the bounds as "0.41 to 0.55", with states in words; an empty string if neither bound is known."""
    if low.state == high.state == NOT_REPORTED:
        return ""
    return f"{printed(low)} to {printed(high)}"


def estimate(figure: Estimate | None) -> str:
    """Return a figure with its 95% interval: "0.48 (0.41 to 0.55)", "0.50 (interval not reported)"."""
    if figure is None:
        return NOT_REPORTED
    if not figure.value.reported and not interval(figure.low, figure.high):
        return with_unit(figure.value)
    if figure.value.unit == "ratio":
        return f"{printed(figure.value)} ({interval(figure.low, figure.high) or 'interval not reported'})"
    bounds = interval(figure.low, figure.high)
    return with_unit(figure.value) + (f" ({bounds})" if bounds else "")


def p_value(figure: Estimate | None) -> str:
    """Return "p = 0.003", "p < 0.001" or an empty string."""
    return f"p {figure.p_relation} {figure.p_text}" if figure and figure.p_relation else ""


def decimals(text: str) -> int:
    """Return how many digits stand after the point in a printed number."""
    return len(text.partition(".")[2])


def difference(first: Quantity, second: Quantity) -> str:
    """Return first minus second in words ("29.3 months longer"), to the digits that both sources print.

    If either figure is no number, says that the difference cannot be stated.
    """
    if not (first.reported and second.reported):
        return "cannot be stated"
    digits = max(decimals(first.text), decimals(second.text))
    gap = first.value - second.value
    amount = f"{abs(gap):.{digits}f}"
    if float(amount) == 0:
        return "no difference"
    if first.unit == "percent":
        return f"{amount} percentage points {'more' if gap > 0 else 'fewer'}"
    return f"{amount} {first.unit} {'longer' if gap > 0 else 'shorter'}"


def ratio(first: Quantity, second: Quantity) -> str:
    """Return first over second ("2.25 times as long"), or that it cannot be stated."""
    if not (first.reported and second.reported):
        return "cannot be stated"
    return f"{first.value / second.value:.2f} times as {'long' if first.unit == 'months' else 'many'}"


def checked(dates: Iterable[str]) -> str:
    """Return when sources were last checked ("in 2026-11", "between 2026-03 and 2026-11")."""
    first, last = min(dates := list(dates)), max(dates)
    return f"in {first}" if first == last else f"between {first} and {last}"


def months(value: float | None) -> str:
    """Return a time in months without idle decimals ("79.5", "36"), or "not reported"."""
    return NOT_REPORTED if value is None else f"{value:g}"


def of_100(share: float) -> str:
    """Return a share between 0 and 1 as "42 of 100 people"."""
    return f"{people(share)} of 100 people"


def people(share: float) -> int:
    """Return how many of 100 people a share is; halves are rounded up, as people do."""
    return int(100 * share + 0.5)


def whole_people(count: int, share: float, denominator: int) -> str:
    """Return a rounded count as "27", but never nobody or everybody where the share is not: "fewer than 1", "more than 99"."""
    if count == 0 and share > 0:
        return "fewer than 1"
    return f"more than {denominator - 1}" if count == denominator and share < 1 else str(count)


def computed_ratio(value: float) -> str:
    """Return a computed ratio to two decimals, or on which side of 1 it lies where two decimals would make it 1."""
    words = f"{value:.2f}"
    if words != "1.00" or value == 1:
        return words
    return "just below 1" if value < 1 else "just above 1"


def listing(items: list[str], last: str = "and") -> str:
    """Return "a", "a and b", "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else ""


def sentence_case(text: str) -> str:
    """Return the text with its first letter in upper case and the rest as it is."""
    return text[:1].upper() + text[1:]


def arm_name(analysis: Analysis, arm: str) -> str:
    """Return what a chart calls an arm: the drugs tested, or the kind of comparator."""
    labels = [e.arm_label for e in analysis.estimates if e.arm == arm and e.arm_label]
    if len(set(labels)) == 1:
        return labels[0]
    trial = analysis.trial
    plain = {"placebo", "observation", "placebo or observation"}
    if arm == "control":
        return trial.comparator if trial.comparator in plain else trial.control_arm
    if analysis.drug_of_comparison:
        return analysis.drug_of_comparison
    by_drug = trial.comparator in plain and trial.design in ("randomised trial", "individual-patient meta-analysis")
    return listing(list(analysis.drugs)) if by_drug and analysis.drugs else trial.experimental_arm


def both_arms(analysis: Analysis) -> str:
    """Return the figures of both arms, each measure once, and every control arm where there are several."""
    parts = []
    for measure in ("median", "rate at a time", "rate"):
        arms = analysis.arms(measure)
        if not arms:
            continue
        at = f" at {months(arms[0].timepoint_months)} months" if arms[0].timepoint_months else ""
        figures = " v ".join(f"{with_unit(e.value)}{f' ({e.arm_label})' if e.arm_label else ''}" for e in arms)
        parts.append(f"{measure.removesuffix(' at a time')}{at} {figures}")
    return "; ".join(parts) or NOT_REPORTED


def citation(source: Source) -> str:
    """Return a source as one line of plain text: who, when, what, where."""
    place = " ".join(filter(None, [source.container, source.volume]))
    place += f":{source.pages}" if source.pages else ""
    written_by_people = source.kind in ("paper", "conference", "review")  # it has authors, seen by us or not
    nobody = "Authors not seen" if written_by_people else "No author named"
    parts = [source.first_author or nobody, str(source.year) if source.year else "no year given", source.title, place]
    return re.sub(r"\.\.", ".", ". ".join(filter(None, parts)) + ".")


_SECOND_HAND = re.compile("summary|report|news|interview|medical information")


def read_in(places: Iterable[str]) -> str:
    """Return where figures were read; "only" marks that it was a news text or a summary alone: "ASCO Post summary only"."""
    places = list(places)
    return listing(places) + (" only" if places and all(map(_SECOND_HAND.search, places)) else "")


def short_citation(source: Source) -> str:
    """Return a source in a few words: "Holstein 2017", "US FDA label"."""
    if source.kind == "label" or not source.first_author:
        return " ".join(filter(None, [source.container or source.title, str(source.year or "")]))
    person = source.kind in ("paper", "conference", "review")
    author = re.sub(r" [A-Z]{1,3}$", "", source.first_author) if person else source.first_author
    return " ".join(filter(None, [author, str(source.year or "")]))


def contrast_note(figure: Estimate | None) -> str:
    """Return what kind of interval a contrast has: confidence, or credible in a Bayesian analysis."""
    return "95% credible interval" if figure is not None and figure.credible else "95% confidence interval"
