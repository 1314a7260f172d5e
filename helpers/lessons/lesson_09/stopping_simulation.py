"""Lesson 09: a simulation of stopping or going on, every assumption of which is a control. Nothing in it was observed."""

from __future__ import annotations

from dataclasses import dataclass

from ... import wording
from ...evidence import Estimate, Evidence, split_ids
from ...show.charts.icons import IconChart, IconGroup, IconPanel
from ...show.charts.plans import PlanChart, PlanLine
from ...show.table import Cell, Table
from ...show.view import Note, View
from ...statistics.stopping import NEVER, Plan, hazard_from_median, hazard_from_share, share_by
from ..shared.contrasts import per

AS_WITHOUT, AS_BEFORE = "as without maintenance", "as it was on maintenance"
BEFORE_PROGRESSION, ALL_YEARS = "until progression or death", "over all years, as if nobody died"
CURVES, ICONS = "curves", "icons"
STOPS = (("never: until progression", 0), ("2", 2), ("3", 3), ("5", 5))


@dataclass(frozen=True)
class Assumptions:
    """What the simulation takes for granted.

    Attributes:
        stop: year in which maintenance ends as planned; 0 for until progression.
        after: ``AS_WITHOUT`` or ``AS_BEFORE``: the hazard of progression after the planned end.
        median_on, median_off: months by which half have progressed or died, with and without maintenance.
        cancers_on, cancers_off: second cancers a year in 1000 people, on and off treatment.
        counting: ``BEFORE_PROGRESSION`` or ``ALL_YEARS``.
    """

    stop: int
    after: str
    median_on: float
    median_off: float
    cancers_on: float
    cancers_off: float
    counting: str

    def plan(self, stop: float) -> Plan:
        """Return the plan that ends in a year: ``NEVER`` for until progression, 0 for no maintenance at all."""
        on, off = (hazard_from_median(median / 12) for median in (self.median_on, self.median_off))
        cancer_on, cancer_off = (hazard_from_share(n / 1000, 1) for n in (self.cancers_on, self.cancers_off))
        stays = stop > 0 and self.after == AS_BEFORE
        return Plan(on, on if stays else off, cancer_on, cancer_off, stop)

    def plans(self) -> list[tuple[str, Plan]]:
        """Return (name, plan): the chosen one first, then until progression and no maintenance."""
        others = [("until progression", self.plan(NEVER)), ("no maintenance", self.plan(0))]
        chosen = [(f"stop after {self.stop} years", self.plan(self.stop))] if self.stop else []
        return chosen + others

    def cancer(self, plan: Plan, years: float) -> float:
        """Return the share with a second cancer, counted as chosen."""
        return plan.cancer_before_progression(years) if self.counting == BEFORE_PROGRESSION else plan.cancer(years)


def starting_figures(evidence: Evidence, of: str) -> list[Estimate]:
    """Return the figures from which the simulation starts out.

    Args:
        of: "medians" or "second cancers" (with and without lenalidomide), or "second cancers until progression".
    """
    chosen = evidence.row("selections", selection="starting values", heading=of)
    return [evidence.figures[row] for row in split_ids(chosen.evidence_ids)]


def default_medians(evidence: Evidence) -> tuple[float, float]:
    """Return the reported medians (months) through which the hazards start out."""
    return tuple(figure.value.value for figure in starting_figures(evidence, "medians"))


def default_cancers(evidence: Evidence) -> tuple[float, float]:
    """Return second cancers a year in 1000 people: the constant chance that adds up to the reported share by its time."""
    figures = starting_figures(evidence, "second cancers")
    yearly = [share_by(hazard_from_share(f.value.value / 100, f.timepoint_months / 12), 1) for f in figures]
    return tuple(round(1000 * share, 1) for share in yearly)


def simulation_view(evidence: Evidence, assumed: Assumptions, year: int, denominator: int, picture: str) -> View:
    """Return the simulated course of each plan at one year.

    Args:
        assumed: the assumptions.
        year: whole years after the start, up to 10.
        denominator: 100 or 1000 people per plan.
        picture: ``CURVES`` or ``ICONS``.
    """
    plans = assumed.plans()
    free = [per(denominator, plan.progression_free(year)) for _, plan in plans]
    ill = [per(denominator, assumed.cancer(plan, year)) for _, plan in plans]
    treated = [f"{plan.years_on_treatment(year):.1f}" for _, plan in plans]
    names = [wording.sentence_case(name) for name, _ in plans]
    notes = _notes(evidence, assumed, year)
    read = tuple(zip(free, ill, strict=True))
    return View(
        sentence=_sentence(plans, read, year, denominator),
        caution="Simulated: no real person stands behind it. Every number follows from the assumptions that were chosen.",
        notes=notes,
        table=_table(assumed, names, read, treated, year, denominator),
        chart=_icons(assumed, names, read, year, denominator)
        if picture == ICONS
        else _curves(assumed, plans, read, year, denominator),
        evidence=evidence,
        cites=[*starting_figures(evidence, "medians"), *starting_figures(evidence, "second cancers")],
    )


def _sentence(plans, read, year: int, denominator: int) -> str:
    (first, second), (name, other) = read[:2], (plans[0][0], plans[1][0])
    return (
        f"At year {year}, of {denominator} people {first[0]} ({name}) and {second[0]} ({other}) would be alive without "
        f"progression; {first[1]} and {second[1]} would have had a second cancer."
    )


def _table(assumed: Assumptions, names, read, treated, year: int, denominator: int) -> Table:
    of = f"(of {denominator})"
    rows = (
        (f"Alive without progression {of}", *(str(n) for n, _ in read)),
        (f"Progressed or died {of}", *(str(denominator - n) for n, _ in read)),
        (Cell(f"Had a second cancer {of}", f"counted {assumed.counting}"), *(str(n) for _, n in read)),
        (f"No second cancer so counted {of}", *(str(denominator - n) for _, n in read)),
        ("Mean time on treatment so far (years)", *(text for text in treated)),
    )
    return Table(f"Simulated: {denominator} people per plan at year {year}", ("Outcome", *names), rows)


def _curves(assumed: Assumptions, plans, read, year: int, denominator: int) -> PlanChart:
    lines = tuple(
        PlanLine(wording.sentence_case(name), plan.progression_free, lambda t, p=plan: assumed.cancer(p, t), numbers)
        for (name, plan), numbers in zip(plans, read, strict=True)
    )
    return PlanChart(f"Simulated: {denominator} people per plan, read at year {year}", lines, denominator, year)


def _icons(assumed: Assumptions, names, read, year: int, denominator: int) -> IconChart:
    def groups(events: list[int]) -> tuple[IconGroup, ...]:
        return tuple(IconGroup(name, n, first) for name, n, first in zip(names[:2], events, (True, False), strict=True))

    return IconChart(
        f"Simulated: {denominator} people per plan at year {year}",
        denominator,
        (
            IconPanel("Simulated: progression or death", "alive without progression", "progressed or died",
                      groups([denominator - n for n, _ in read[:2]])),
            IconPanel(f"Simulated: second cancer, counted {assumed.counting}", "no second cancer", "second cancer",
                      groups([n for _, n in read[:2]])),
        ),
    )  # fmt: skip


def _notes(evidence: Evidence, assumed: Assumptions, year: int) -> tuple[str, ...]:
    late = f"The planned stop comes after year {year}, so up to then the first two plans are the same."
    return (
        *([late] if assumed.stop > year else []),
        _median_note(evidence, assumed),
        "The medians are of people as they were allotted: one trial stopped lenalidomide early, and in another people on placebo "
        "took it later. They are of all people after a transplant, and not of people who are MRD-negative. Nobody here stops "
        "because of side effects.",
        _cancer_note(evidence),
        _counting_note(evidence, assumed),
        "On or off treatment, the two events are assumed to come independently: a second cancer neither ends "
        "maintenance nor changes the hazard of progression.",
        "What the simulation does not know: how long people live, because progression and death are one event here; how they "
        "feel; who would choose to stop, or be chosen; other side effects; later treatment; whether the risk of a "
        "second cancer lasts after stopping or rises with the years on treatment. It has no margin of error, because "
        "nothing was observed.",
    )


def _median_note(evidence: Evidence, assumed: Assumptions) -> Note:
    medians = starting_figures(evidence, "medians")
    on, off = (wording.with_unit(figure.value) for figure in medians)
    return Note(
        "The hazard of progression is constant on maintenance, and constant after it. The starting "
        f"values pass through the reported medians, {on} with lenalidomide and {off} without ",
        medians[0],
        f"; later years are extrapolated. After a planned stop the hazard is assumed {assumed.after}. The two choices are "
        "extremes; no source says where the truth lies.",
    )


def _cancer_note(evidence: Evidence) -> Note:
    cancers, start = starting_figures(evidence, "second cancers"), default_cancers(evidence)
    on, off = (wording.estimate(figure) for figure in cancers)
    return Note(
        f"Where the starting values of second cancers come from: by {wording.months(cancers[0].timepoint_months)} months {on} of "
        f"people with lenalidomide and {off} without had one ",
        cancers[0],
        f". Spread evenly over those months, that is {start[0]} and {start[1]} a "
        "year in 1000 people. The figures belong to lenalidomide at any phase of treatment, not to maintenance alone. "
        "They are not rates on and off treatment; the simulation borrows them. Their intervals overlap.",
    )


def _counting_note(evidence: Evidence, assumed: Assumptions) -> str:
    if assumed.counting == BEFORE_PROGRESSION:
        return Note(
            "Second cancers are counted until progression or death, as the pooled analysis printed them ",
            *starting_figures(evidence, "second cancers until progression"),
            ". Whoever progresses early is counted for a shorter time. So a plan that delays progression collects more second "
            "cancers for that reason too.",
        )
    return (
        "Second cancers are counted over all years as if nobody died, which makes them too many. After progression "
        "everybody has the chance without treatment, although the next treatment can carry a risk of its own."
    )
