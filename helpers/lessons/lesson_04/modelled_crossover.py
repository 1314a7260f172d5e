"""Lesson 04: what crossover does to a measured hazard ratio. Modelled, and no trial result."""

from __future__ import annotations

from ... import wording
from ...evidence import Analysis, Estimate, Evidence
from ...show.charts.curves import CrossoverChart
from ...show.table import REST, Cell, Table
from ...show.view import View
from ...statistics.simulated_trial import Crossover
from ..shared import headline
from .maturity import REPORT

_WENT_OVER = "O0012"  # its remark says how many people of CALGB 100104 went over
_HEADER = ("Control arm", "Went over (of 100)", "Alive (of 100)", "Died (of 100)", "Hazard ratio, lenalidomide against it")


def crossover_view(evidence: Evidence, share: int, month: int, hazard_ratio: float) -> View:
    """Return what a share of the control arm going over to lenalidomide does to the measured hazard ratio.

    Args:
        share: of 100 people alive in the control arm at ``month``, how many go over.
        month: months after randomisation.
        hazard_ratio: the assumed ratio of death if nobody went over.
    """
    analysis = headline.find(evidence, REPORT, "OS")
    control, follow_up = analysis.estimate("median", "control"), analysis.follow_up_months
    model, nobody = (Crossover(went / 100, month, hazard_ratio, control.value.value) for went in (share, 0))
    alive = [wording.people(s) for s in (model.experimental(follow_up), nobody.control(follow_up), model.control(follow_up))]
    at = f"{wording.months(follow_up)} months"
    chart = CrossoverChart("Modelled: crossover and the measured hazard ratio", model, follow_up)
    return View(
        sentence=f"If {share} of 100 people alive in the control arm go over at {month} months, a true hazard ratio of "
        f"{hazard_ratio:.2f} is measured as {model.measured(follow_up):.2f} over {at}.",
        caution="Modelled, not measured: people who go over in a real trial are not picked by chance.",
        notes=_notes(evidence, analysis, control, month, chart.at(1)),
        table=Table(
            f"Modelled: of 100 people in each group, followed for {at}", _HEADER, _rows(model, follow_up, control, alive)
        ),
        chart=chart,
        evidence=evidence,
    )


def _rows(model: Crossover, follow_up: float, control: Estimate, alive: list[int]) -> tuple[tuple[str | Cell, ...], ...]:
    assumed = Cell("If nobody went over", f"assumed median {wording.with_unit(control.value)}", cites=control)
    crossed = ("0", str(wording.people(model.share * model.control(model.month))))
    ratios = (f"{model.hazard_ratio:.2f}", f"{model.measured(follow_up):.2f}")
    rows = zip((assumed, "With crossover"), crossed, alive[1:], ratios, strict=True)
    return (
        *((head, went, str(n), str(100 - n), ratio) for head, went, n, ratio in rows),
        ("Lenalidomide from the start", Cell(f"{alive[0]} alive, {100 - alive[0]} died (of 100)", span=REST)),
    )


def _notes(evidence: Evidence, analysis: Analysis, control: Estimate, month: int, if_everybody: float) -> tuple[str, ...]:
    trial, went_over = analysis.trial, evidence.figures[_WENT_OVER].note
    return (
        f"The share is one of the people alive. In {trial.name}, {went_over}; the whole group had {trial.n_control} people.",
        f"Assumed: constant hazards, a control median of {wording.with_unit(control.value)} (the "
        f"figure {trial.name} reported, which itself includes crossover), and from the day of crossover the same hazard "
        "as with lenalidomide from the start. The measured ratio is deaths per month lived in one arm over deaths per "
        "month lived in the other.",
        f"If everybody alive went over at {month} months, {if_everybody:.2f} would be measured. A drug begun late "
        "may do less than is assumed here, or more.",
    )
