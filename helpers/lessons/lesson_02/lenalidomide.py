"""Lesson 02: how lenalidomide is taken, and what its label warns of."""

from __future__ import annotations

from ... import wording
from ...evidence import NOT_REPORTED, Evidence, split_ids
from ...show.charts.calendar import CalendarChart
from ...show.table import Cell, Table
from ...show.view import View
from ...statistics.schedule import CYCLE, dose_days, free_days, milligrams
from ..shared import contrasts


def schedules(evidence: Evidence) -> list:
    """Return the schedules of lenalidomide, as rows of ``schedules``."""
    return evidence.rows("schedules", drug_id="lenalidomide")


def raising(evidence: Evidence):
    """Return the schedule whose text lets the dose go up."""
    return next(row for row in schedules(evidence) if row.raised_dose_mg is not None)


def schedule_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, id) of the schedules."""
    return [(row.name, row.schedule_id) for row in schedules(evidence)]


def raising_label(evidence: Evidence) -> str:
    """Return the name of the choice whether the dose goes up."""
    return f"Dose after {raising(evidence).raised_after_cycles} cycles (United States label)"


def raising_options(evidence: Evidence) -> list[tuple[str, bool]]:
    """Return (label, value) of that choice."""
    row = raising(evidence)
    return [(f"stays at {row.dose_mg} mg", False), (f"goes to {row.raised_dose_mg} mg", True)]


def calendar_view(evidence: Evidence, schedule: str, cycles: int, raised: bool) -> View:
    """Return the calendar of a schedule, and all of them counted side by side.

    Args:
        schedule: the id of one of ``schedules``.
        cycles: how many cycles of 28 days.
        raised: whether the dose goes up where the text lets it, if it is tolerated.
    """
    chosen = evidence.row("schedules", schedule_id=schedule)
    higher = raising(evidence)
    days, counted = f"days 1-{chosen.days_on} of {CYCLE}", f"{cycles} {'cycle' if cycles == 1 else 'cycles'}"
    return View(
        sentence=f"In {counted} of {CYCLE} days, {days}: a dose on {dose_days(cycles, chosen.days_on)} days, "
        f"none on {free_days(cycles, chosen.days_on)}.",
        caution="Worked example: every dose is taken and none is changed. In life doses are lowered, paused and missed.",
        notes=(
            f"The dose goes up to {higher.raised_dose_mg} mg only in the United States label, and only if {higher.dose_mg} mg "
            "is tolerated.",
            "The two schedules were not compared with each other in any trial of this course.",
        ),
        table=Table(
            f"Worked example: both schedules, {counted} ({cycles * CYCLE} days)",
            ("Schedule", "Days with a dose", "Days without", "Milligrams in all"),
            tuple(_counted(evidence, row, cycles, raised) for row in schedules(evidence)),
        ),
        chart=CalendarChart(f"Worked example: {counted}, {days}", cycles, chosen.days_on, _doses(chosen, cycles, raised)),
        evidence=evidence,
    )


def _doses(row, cycles: int, raised: bool) -> tuple[tuple[int, int], ...]:
    """Return each dose with the cycle to which it is taken."""
    if not raised or row.raised_dose_mg is None or cycles <= row.raised_after_cycles:
        return ((row.dose_mg, cycles),)
    return (row.dose_mg, row.raised_after_cycles), (row.raised_dose_mg, cycles)


def _counted(evidence: Evidence, row, cycles: int, raised: bool) -> tuple[Cell, ...]:
    """Return a schedule with its days and milligrams."""
    goes_up = raised and row.raised_dose_mg is not None
    later, after = (row.raised_dose_mg, row.raised_after_cycles) if goes_up else (row.dose_mg, cycles)
    dose = f"{row.dose_mg} mg, then {later} mg after {after} cycles" if goes_up and cycles > after else f"{row.dose_mg} mg"
    return (
        Cell(row.name, dose, cites=[evidence.statements[fact] for fact in split_ids(row.evidence_ids)]),
        str(dose_days(cycles, row.days_on)),
        str(free_days(cycles, row.days_on)),
        f"{milligrams(cycles, row.days_on, row.dose_mg, later, after):,.0f}",
    )


def start_view(evidence: Evidence) -> View:
    """Return when maintenance may start and stop, in the words of the texts that could be read."""
    return View(
        sentence="Both labels tie the start to blood counts: neutrophils and platelets.",
        caution="The European text at hand does not say whether its limits belong to maintenance or to other uses.",
        notes=(evidence.row("notes", note_id="units-of-blood-counts").words,),
        table=Table(
            "When maintenance starts, goes on and stops",
            ("Question", "What the text says"),
            _statement_rows(evidence, "when maintenance starts"),
        ),
        evidence=evidence,
    )


def _statement_rows(evidence: Evidence, selection: str) -> tuple[tuple[Cell, Cell], ...]:
    """Return what is asked, and what the text says; where no text says it, that it is not reported."""
    rows = []
    for row in evidence.rows("selections", selection=selection):
        cited = [evidence.statements[key] for key in split_ids(row.evidence_ids)]
        words = "; ".join(wording.sentence_case(statement.words) for statement in cited)
        rows.append((Cell(row.label, cites=cited), Cell(words or NOT_REPORTED, row.remark)))
    return tuple(rows)


_SAFETY_SET, _BOTH_GROUPS = "us-label-lenalidomide-maintenance", "S0018/S0019"


def warnings_view(evidence: Evidence) -> View:
    """Return the boxed warnings of the United States label, and what the figures say of blood counts."""
    counts = [c for c in contrasts.contrasts(evidence) if c.harm.trial.trial_id == _SAFETY_SET and c.harm.grade == "3-4"]
    counts.sort(key=lambda contrast: contrast.upper_bound)  # what is known exactly comes first
    compared = contrasts.find(evidence, _BOTH_GROUPS)
    with_it, without = (wording.with_unit(figure.value) for figure in (compared.experimental, compared.control))
    return View(
        sentence="Of 100 people on lenalidomide in the label's maintenance trials, "
        f"{wording.printed(counts[0].experimental.value)} had severe or life-threatening {counts[0].harm.event}.",
        caution="What lenalidomide adds is not known: one trial counted from the transplant on, and placebo's figure "
        "is not reported.",
        notes=(
            "Neutropenia is a lack of the white blood cells that fight bacteria; thrombocytopenia is a lack of platelets, "
            f"which stop bleeding. In {compared.harm.trial.name}, which reports both groups, severe neutropenia came in "
            f"{with_it} with lenalidomide and in {without} without.",
        ),
        table=Table(
            "What the United States label warns of",
            ("Question", "What the text says"),
            (*_statement_rows(evidence, "warnings of the label"), *(_count_row(contrast) for contrast in counts)),
        ),
        evidence=evidence,
        cites=(compared.experimental, compared.control),
    )


def _count_row(contrast: contrasts.Contrast) -> tuple[Cell, Cell]:
    harm, figure = contrast.harm, contrast.experimental
    bound = "up to " if contrast.upper_bound else ""
    return (
        Cell(f"{wording.sentence_case(harm.event)}, grade {harm.grade}", cites=figure),
        Cell(f"{bound}{wording.with_unit(figure.value)} of people on lenalidomide; on placebo not reported", figure.note),
    )
