"""Lesson 05: modelled progression-free survival at a time, beside second cancers as reported."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ... import wording
from ...evidence import Estimate, Evidence
from ...show.charts.icons import IconChart, IconPanel
from ...show.table import REST, Cell, Table
from ...show.view import View
from ...statistics import risk, survival
from ..shared import headline
from ..shared.contrasts import NO_TIME, find, per, share
from ..shared.risk_words import gap_of
from .side_by_side import ARMS, METHOD, NOT_SUBTRACTED, groups

SECOND_CANCERS = (("blood cancer", "S0001/S0002"), ("solid tumour", "S0003/S0004"))
_TWO_TIMES = "The benefit is modelled, not measured; the harm is reported without a time: not one horizon."
_NOTES = (
    "The share free of progression is read from assumed curves (constant hazard) through the two reported medians; late months "
    "are extrapolated. It moves with the slider.",
    "One denominator, but not one time: the icons of second cancers do not move. People on lenalidomide stayed free of "
    "progression for longer, and so were watched for longer.",
    "Blood cancers and solid tumours are printed apart; they are not added up, because one person can have both.",
    NOT_SUBTRACTED,
)


@dataclass(frozen=True)
class _Event:
    """An event in both groups, the experimental one first.

    Attributes:
        shares: of people who had it, 0 to 1.
        figures: what the shares rest on.
        denominator: 100 or 1000 people per group.
    """

    shares: tuple[float, float]
    figures: tuple[Estimate, Estimate]
    denominator: int

    @property
    def had(self) -> list[int]:
        """How many people of the denominator had it."""
        return [per(self.denominator, share) for share in self.shares]

    @property
    def had_not(self) -> list[int]:
        """How many did not."""
        return [self.denominator - n for n in self.had]

    def needed(self) -> risk.NumberNeeded | None:
        """Return the number needed to harm, or to treat, or None if there is no difference."""
        return risk.number_needed(self.shares[0] - self.shares[1])

    def row(self, head: str, what: str, detail: str) -> tuple[str | Cell, ...]:
        """Return who had it, each cell with its figure behind ``what``; ``detail`` stands below the difference."""
        cells = (
            Cell(str(n), f"{what} {wording.with_unit(figure.value)}", cites=figure)
            for n, figure in zip(self.had, self.figures, strict=True)
        )
        return f"{head} (of {self.denominator})", *cells, Cell(gap_of(self.had, self.denominator), detail)

    def turned_round(self, head: str) -> tuple[str | Cell, ...]:
        """Return who did not have it."""
        return f"{head} (of {self.denominator})", *(str(n) for n in self.had_not), gap_of(self.had_not, self.denominator)


def modelled_balance_view(evidence: Evidence, months: int, cancer: str, denominator: int) -> View:
    """Return modelled progression-free survival at a time, and reported second cancers before progression, side by side.

    Args:
        months: the time at which the assumed curves are read.
        cancer: the rows of one kind of second cancer, as in ``SECOND_CANCERS``.
        denominator: 100 or 1000 people per group.
    """
    analysis, contrast = headline.find(evidence, headline.HEADLINE, "PFS"), find(evidence, cancer)
    label = next(label for label, key in SECOND_CANCERS if key == cancer)
    names, medians = [wording.arm_name(analysis, arm) for arm in ARMS], tuple(analysis.arms("median"))
    ended = _Event(tuple(1 - float(survival(months, m.value.value)) for m in medians), medians, denominator)
    figures = (contrast.experimental, contrast.control)
    ill = _Event(tuple(share(contrast.harm, e) for e in figures), figures, denominator)
    header = ("Outcome", *(wording.sentence_case(name) for name in names), "Comparison")
    title = f"Modelled benefit at {months} months, reported harm without a time: of {denominator} people"
    return View(
        sentence=_sentence(names, ended, ill, months, label),
        caution=_TWO_TIMES,
        notes=_NOTES,
        table=Table(title, header, _rows(evidence, ended, ill, months, label)),
        chart=_chart(names, ended, ill, months, label),
        evidence=evidence,
    )


def _sentence(names: list[str], ended: _Event, ill: _Event, months: int, label: str) -> str:
    return (
        f"Of {ended.denominator} people, {ended.had_not[0]} with {names[0]} and {ended.had_not[1]} with {names[1]} would be "
        f"free of progression at {months} months; {ill.had[0]} and {ill.had[1]} had a second {label} before progression."
    )


def _rows(evidence: Evidence, ended: _Event, ill: _Event, months: int, label: str) -> tuple[tuple[str | Cell, ...], ...]:
    treat, harm = ended.needed(), ill.needed()
    per_person = f"for one person more free of progression at {months} months"
    treat_cell = Cell("none" if treat is None else str(treat.value), per_person, cites=evidence.sources[METHOD])
    return (
        ended.row(f"Modelled: progressed or died by {months} months", "reported median", ""),
        ended.turned_round(f"Modelled: still free of progression at {months} months"),
        ill.row(f"Reported: second {label} before progression", "printed:", "time not reported"),
        ill.turned_round(f"Reported: no second {label} before progression"),
        ("Modelled: number needed to treat (people)", replace(treat_cell, span=REST)),
        ("Number needed to harm (people)", Cell(str(harm.value), NO_TIME, span=REST)),
    )


def _chart(names: list[str], ended: _Event, ill: _Event, months: int, label: str) -> IconChart:
    modelled, reported = f"Modelled: progression or death by {months} months", f"Reported: second {label} before progression"
    panels = (
        IconPanel(modelled, "still free of progression", "progressed or died", groups(names, ended.had)),
        IconPanel(f"{reported}, time not reported", f"no second {label}", f"second {label}", groups(names, ill.had)),
    )
    title = f"Modelled benefit beside reported harm: {ended.denominator} people per group"
    return IconChart(title, ended.denominator, panels)
