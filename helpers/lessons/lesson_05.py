"""Lesson 05, Benefits and harms: side effects, second cancers, both at one denominator, absolute and relative."""

from __future__ import annotations

from ..controls import decimal_slider, dropdown, whole_slider
from ..evidence import load
from ..exercises import Exercise
from ..explorer import Explorer
from ..statistics.risk import number_needed, risk_difference, risk_under_hazard_ratio
from ..view import View
from ..views import balance, contrasts, harms, side_effects
from . import common

_FIRST_HARM = "S0005/S0006"  # second cancers in CALGB 100104: counts and follow-up are printed
_PEOPLE = (("100 people", 100), ("1000 people", 1000))


def side_effects_explorer() -> Explorer:
    """Explore the side effects that the sources name for each drug, and the figures they give."""
    return Explorer(
        "Side effects by drug",
        lambda drug: side_effects.side_effects_view(load(), drug),
        {"drug": dropdown("Drug", [(drug, drug) for drug in side_effects.SIDE_EFFECTS])},
    )


def harms_explorer() -> Explorer:
    """Explore one harm at a time: both arms, both framings, number needed to harm with its time."""
    return Explorer(
        "One harm at a time",
        lambda harm, denominator: harms.harm_view(load(), harm, denominator),
        {
            "harm": dropdown("Study and harm", contrasts.options(load()), _FIRST_HARM),
            "denominator": dropdown("Show of", _PEOPLE),
        },
    )


def second_cancers() -> View:
    """Show every count of second cancers, source by source."""
    return side_effects.second_cancers_view(load())


def balance_explorer() -> Explorer:
    """Explore deaths and second cancers in one report, at one denominator and one follow-up, in both framings."""
    return Explorer(
        "Benefit and harm in one report",
        lambda framing, denominator: balance.balance_view(load(), framing, denominator),
        {"framing": dropdown("Said as", balance.FRAMINGS), "denominator": dropdown("Show of", _PEOPLE)},
    )


def modelled_balance_explorer() -> Explorer:
    """Explore modelled progression-free survival at a time beside reported second cancers before progression."""
    return Explorer(
        "Modelled benefit beside reported harm",
        lambda months, cancer, denominator: balance.modelled_balance_view(load(), months, cancer, denominator),
        {
            "months": whole_slider("Time (months)", 6, 120, 36, 6),
            "cancer": dropdown("Second cancer", balance.SECOND_CANCERS),
            "denominator": dropdown("Show of", _PEOPLE),
        },
    )


def number_needed_to_treat() -> View:
    """Show the number needed to treat at 60 months in CALGB 100104, step by step."""
    return balance.number_needed_view(load())


def effect_explorer() -> Explorer:
    """Explore what one relative effect means at different risks without treatment. A worked example, not data."""
    kinds = [(kind, kind) for kind in (balance.HAZARD_RATIO, balance.RELATIVE_RISK)]
    return Explorer(
        "Worked example, not data: absolute and relative",
        lambda baseline, effect, kind, months, denominator: balance.effect_view(
            load(), baseline, effect, kind, months, denominator
        ),
        {
            "baseline": whole_slider("Risk without treatment (percent)", 1, 95, 20),
            "effect": decimal_slider("Relative effect", 0.2, 3.0, 0.5, 0.05),
            "kind": dropdown("The relative effect is a", kinds),
            "months": whole_slider("Time of the risks (months)", 12, 120, 60, 12),
            "denominator": dropdown("Show of", _PEOPLE),
        },
    )


def views() -> list[View]:
    """Return the views whose sources the explorers can show."""
    evidence = load()
    shown = [harms.harm_view(evidence, key, 100) for _, key in contrasts.options(evidence)]
    shown += [side_effects.side_effects_view(evidence, drug) for drug in side_effects.SIDE_EFFECTS]
    return [
        *shown, second_cancers(), balance.balance_view(evidence, balance.BOTH, 100), number_needed_to_treat(),
        *(balance.modelled_balance_view(evidence, 36, key, 100) for _, key in balance.SECOND_CANCERS),
    ]  # fmt: skip


def _reveal() -> View:
    return harms.harm_view(load(), _FIRST_HARM, 100)


def _deaths() -> tuple[int, int, int, int]:
    first, second = (load().figures[row] for row in ("O0022", "O0023"))
    return first.count, first.of, second.count, second.of


def _gaps() -> dict[str, float]:
    """Return experimental minus control, in percentage points, of each event in one report of TOURMALINE-MM3."""
    own = [harm for harm in load().harms if harm.source_id == "tourmaline-mm3-ae-2020" and harm.compared]
    return {harm.event: harm.arm("experimental").value.value - harm.arm("control").value.value for harm in own}


EXPLORERS = {
    "side effects": side_effects_explorer,
    "harms": harms_explorer,
    "balance": balance_explorer,
    "modelled balance": modelled_balance_explorer,
    "effect": effect_explorer,
}
EXERCISES = {
    1: Exercise(
        lambda: number_needed(risk_difference(*_deaths())).value,
        tolerance=0.001,
        hint="Divide each count by its denominator, take one share from the other, divide 1 by it, and round up.",
        right="A number needed to treat is 1 divided by an absolute difference, rounded up; it belongs to a time.",
    ),
    2: Exercise(
        lambda: max(_gaps(), key=_gaps().get),
        hint="Put both arms into columns, one row per event, and take the control arm from the experimental arm.",
        right="The widest absolute difference here is not the widest ratio: that one belongs to another event.",
    ),
    3: Exercise(
        lambda: {str(base): round(base - risk_under_hazard_ratio(base, 0.75), 6) for base in (0.05, 0.5)},
        tolerance=0.0005,
        hint="Take the risk under the hazard ratio from the risk without treatment, for each of the two risks.",
        right="One hazard ratio, two absolute differences: the larger risk gains more.",
    ),
}

prediction, self_check, exercise, provenance, sources = common.parts("05", views, _reveal, EXERCISES, 100)
