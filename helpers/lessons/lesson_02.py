"""Lesson 02, Lenalidomide."""

from __future__ import annotations

from ..controls import dropdown, whole_slider
from ..evidence import load
from ..exercises import Exercise
from ..explorer import Explorer
from ..statistics.schedule import dose_days, free_days
from ..view import View
from ..views import lenalidomide
from . import common


def calendar_explorer() -> Explorer:
    """Explore the cycles: two schedules, days with and without a dose."""
    evidence = load()
    higher = lenalidomide.raising(evidence)
    doses = [(f"stays at {higher.dose_mg} mg", False), (f"goes to {higher.raised_dose_mg} mg", True)]
    return Explorer(
        "A calendar of cycles",
        lambda schedule, cycles, raised: lenalidomide.calendar_view(evidence, schedule, cycles, raised),
        {
            "schedule": dropdown("Schedule", [(s.name, s.schedule_id) for s in lenalidomide.schedules(evidence)]),
            "cycles": whole_slider("Cycles of 28 days", 1, 26, 6),
            "raised": dropdown(f"Dose after {higher.raised_after_cycles} cycles (United States label)", doses),
        },
    )


def when_to_start() -> View:
    """Show what the texts say of starting, going on and stopping."""
    return lenalidomide.start_view(load())


def warnings() -> View:
    """Show what the label warns of."""
    return lenalidomide.warnings_view(load())


def approvals_explorer() -> Explorer:
    """Explore the decisions of regulators, by drug and place."""
    return Explorer(
        "Who decided what, where and when",
        lambda drug, only_maintenance: lenalidomide.decisions_view(load(), drug, only_maintenance),
        {
            "drug": dropdown("Drug", lenalidomide.drug_options(load()), "lenalidomide"),
            "only_maintenance": dropdown("Decisions", [("on maintenance only", True), ("on any use", False)]),
        },
    )


def views() -> list[View]:
    """Return the views whose sources the explorers can show."""
    evidence = load()
    return [
        lenalidomide.calendar_view(evidence, "label", 1, False),
        when_to_start(),
        warnings(),
        lenalidomide.decisions_view(evidence, lenalidomide.ANY, False),
    ]


EXPLORERS = {"calendar": calendar_explorer, "approvals": approvals_explorer}
EXERCISES = {
    1: Exercise(
        lambda: {"days 1-28": dose_days(13, 28), "days 1-21": dose_days(13, 21)},
        tolerance=0.1,
        hint="Multiply the cycles by the days with a dose in each; keep the two keys as they are asked for.",
        right=f"Thirteen cycles are about a year; the second schedule leaves {free_days(13, 21)} days of it free.",
    ),
    2: Exercise(
        lambda: sorted(
            {r.drug_id for r in load().tables["decisions"].itertuples(index=False) if r.kind == "approved for maintenance"}
        ),
        hint="Filter the column kind, then take each drug_id once.",
        right="Two drugs, and not in the same places: an approval without its country says little.",
    ),
}

prediction, self_check, exercise, provenance, sources = common.parts("02", views, warnings, EXERCISES, maximum=100)
