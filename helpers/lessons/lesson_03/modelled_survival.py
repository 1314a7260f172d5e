"""Lesson 03: what a median is, curves through two medians, the restricted mean. All of it modelled, and called so."""

from __future__ import annotations

from dataclasses import dataclass

from ... import wording
from ...evidence import Estimate, Evidence, Quantity
from ...show.charts import Curve, PeopleChart, SurvivalChart
from ...show.table import Cell, Table
from ...show.view import View
from ...statistics import hazard_ratio_from_medians, restricted_mean_survival_time, shape_for_hazard_ratio
from ..shared import headline
from ..shared.risk_words import gap_of

STILL, EVENT = "still free of progression", "progressed or died"
_CONSTANT, _WEIBULL = "constant hazard", "Weibull curves"


@dataclass(frozen=True)
class _Arms:
    """The two arms of the headline: names, medians (months) and the reported hazard ratio."""

    names: tuple[str, str]
    medians: tuple[Quantity, Quantity]
    hazard_ratio: float
    figures: tuple[Estimate, ...]

    def curves(self, shape: float) -> tuple[Curve, Curve]:
        """Return both curves, the experimental arm first."""
        first, second = self.names
        return (
            Curve(first, self.medians[0].value, shape, True),
            Curve(second, self.medians[1].value, shape, False),
        )


def _headline(evidence: Evidence) -> _Arms:
    analysis = headline.find(evidence, headline.HEADLINE, "PFS")
    return _Arms(
        names=tuple(wording.arm_name(analysis, arm) for arm in ("experimental", "control")),
        medians=tuple(figure.value for figure in analysis.arms("median")),
        hazard_ratio=analysis.hazard_ratio.value.value,
        figures=(*analysis.arms("median"), analysis.hazard_ratio),
    )


_MODELLED = "Modelled, not measured: the curves are assumed, and only the two medians were reported."


def _assumed(assumption: str) -> str:
    """Say what is assumed, and that it is no trial result."""
    return (
        f"Assumed: {assumption}, through the two reported medians. The numbers away from the medians are not trial results; "
        "late months are extrapolated."
    )


def people_view(evidence: Evidence, months: int) -> View:
    """Return 100 people per group at ``months``: who is still free of progression, who progressed or died."""
    arms = _headline(evidence)
    curves = arms.curves(1.0)
    counts = [wording.people(curve.at(months)) for curve in curves]
    where = f"Modelled: 100 people per group, {months} months after randomisation"
    rows = tuple(
        (wording.sentence_case(c.label), str(n), str(100 - n), Cell(wording.printed(m), cites=arms.figures[0]))
        for c, n, m in zip(curves, counts, arms.medians, strict=True)
    )
    sentence = (
        f"At {months} months, of 100 people {counts[0]} with {curves[0].label} and {counts[1]} with {curves[1].label} "
        f"would still be free of progression; {100 - counts[0]} and {100 - counts[1]} would have {EVENT}."
    )
    return View(
        sentence=sentence,
        caution=_MODELLED,
        notes=(_assumed(_CONSTANT),),
        table=Table(
            where,
            ("Group", "Still free of progression (of 100)", "Progressed or died (of 100)", "Reported median (months)"),
            rows,
        ),
        chart=PeopleChart(
            where,
            tuple((c.label, n, c.experimental) for c, n in zip(curves, counts, strict=True)),
            STILL,
            EVENT,
        ),
        evidence=evidence,
        cites=arms.figures,
    )


def curves_view(evidence: Evidence, months: int, shape: float) -> View:
    """Return both curves read at ``months``, in both framings, with the hazard ratio that the shape implies."""
    arms = _headline(evidence)
    curves = arms.curves(shape)
    free = [curve.at(months) for curve in curves]
    implied = hazard_ratio_from_medians(arms.medians[0].value, arms.medians[1].value, shape)
    sentence = (
        f"Of 100 people, {wording.people(free[0])} with {curves[0].label} and {wording.people(free[1])} with {curves[1].label} "
        f"would still be free of progression at {months} months. The curves' hazard ratio: {implied:.2f}; reported: "
        f"{arms.hazard_ratio:.2f}."
    )
    rows = [
        (wording.sentence_case(c.label), str(wording.people(s)), str(100 - wording.people(s)))
        for c, s in zip(curves, free, strict=True)
    ]
    rows.append(
        ("Difference", *(gap_of(n, 100) for n in ([*map(wording.people, free)], [100 - wording.people(s) for s in free])))
    )
    return View(
        sentence=sentence,
        caution=_MODELLED,
        notes=(_assumed(_WEIBULL),),
        table=Table(
            f"Modelled: of 100 people at {months} months, shape {shape:.2f}",
            ("Group", "Still free of progression (of 100)", "Progressed or died (of 100)"),
            tuple(rows),
        ),
        chart=SurvivalChart("Modelled: curves through the reported medians", curves, float(months)),
        evidence=evidence,
        cites=arms.figures,
    )


def restricted_mean_view(evidence: Evidence, horizon: int) -> View:
    """Return the mean time free of progression up to ``horizon`` months in both arms, and their difference."""
    arms = _headline(evidence)
    curves = arms.curves(1.0)
    means = [restricted_mean_survival_time(horizon, curve.median) for curve in curves]
    gain = means[0] - means[1]
    sentence = (
        f"Over the first {horizon} months the assumed curves give a mean of {means[0]:.1f} months free of progression with "
        f"{curves[0].label} and {means[1]:.1f} with {curves[1].label}: {gain:.1f} months more."
    )
    rows = [
        (Cell(wording.sentence_case(c.label), "from its reported median", cites=arms.figures[0]), f"{mean:.1f}")
        for c, mean in zip(curves, means, strict=True)
    ]
    rows.append((Cell("Difference", "the method", cites=evidence.sources["royston-2013"]), f"{gain:.1f}"))
    return View(
        sentence=sentence,
        caution=_MODELLED,
        notes=(_assumed(_CONSTANT),),
        table=Table(
            f"Modelled: restricted mean survival time, horizon {horizon} months",
            ("Group", f"Mean time free of progression within {horizon} months (months)"),
            tuple(rows),
        ),
        chart=SurvivalChart("Modelled: mean time is the area below the curve", curves, float(horizon), tuple(means)),
        evidence=evidence,
        cites=arms.figures,
    )


def ratio_of_medians_view(evidence: Evidence) -> View:
    """Return the hazard ratios that two curves through the reported medians would have, shape by shape."""
    arms = _headline(evidence)
    experimental, control = (median.value for median in arms.medians)
    matching = shape_for_hazard_ratio(arms.hazard_ratio, experimental, control)
    shapes = {
        0.8: "falls with time",
        matching: "falls slightly: the shape that gives the reported hazard ratio",
        1.0: "stays constant: the ratio of medians, turned round",
        1.2: "rises with time",
    }
    rows = tuple(
        (f"{shape:.2f}", words, f"{hazard_ratio_from_medians(experimental, control, shape):.2f}")
        for shape, words in shapes.items()
    )
    constant = hazard_ratio_from_medians(experimental, control)
    return View(
        sentence=(
            f"{wording.printed(arms.medians[1])} divided by {wording.printed(arms.medians[0])} is {constant:.3f}; "
            f"the reported hazard ratio is {arms.hazard_ratio:.2f}. "
            "The two agree if both hazards are constant; otherwise, as a rule, they do not."
        ),
        caution="Modelled, not measured: both curves are assumed to have one shape.",
        table=Table(
            "Modelled: hazard ratio of two curves of one shape through the reported medians",
            ("Shape", "The hazard", "Hazard ratio"),
            rows,
        ),
        evidence=evidence,
        cites=arms.figures,
    )
