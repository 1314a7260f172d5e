"""Lesson 06, Comparing the options."""

from __future__ import annotations

from ..controls import CheckboxGroup, dropdown
from ..evidence import load
from ..exercises import Exercise
from ..explorer import Explorer
from ..view import View
from ..views import comparison, trials
from . import common


def comparison_explorer() -> Explorer:
    """Explore the options side by side: any drugs, any features."""
    evidence = load()
    return Explorer(
        "The options side by side",
        lambda chosen_drugs, chosen_features, only_differences: comparison.comparison_view(
            load(), chosen_drugs, chosen_features, only_differences
        ),
        {
            "chosen_drugs": CheckboxGroup("Drugs", comparison.drugs(evidence), comparison.ARTICLE_DRUGS),
            "chosen_features": CheckboxGroup("Features", comparison.features(evidence), comparison.article_features(evidence)),
            "only_differences": dropdown("Show", [("all chosen features", False), ("only features that differ", True)]),
        },
    )


def tourmaline() -> View:
    """Show progression-free survival in TOURMALINE-MM3."""
    return trials.trials_view(load(), "ixazomib", "post-ASCT", "placebo", "PFS", "name")


def trial_explorer() -> Explorer:
    """Explore the trials: filter, sort, save as CSV; a ranking is withheld where it would mislead."""
    evidence = load()
    return Explorer(
        "The trials behind the options",
        lambda drug, setting, comparator, endpoint, sort: trials.trials_view(load(), drug, setting, comparator, endpoint, sort),
        {
            "drug": dropdown("Drug tested", trials.drug_options(evidence), "daratumumab"),
            "setting": dropdown("Setting", trials.setting_options(evidence), "post-ASCT"),
            "comparator": dropdown("Comparator", trials.comparator_options(evidence)),
            "endpoint": dropdown("Endpoint", trials.endpoint_options(evidence)),
            "sort": dropdown("Sort by", list(trials.SORTS)),
        },
    )


def views() -> list[View]:
    """Return the views whose sources the explorers can show."""
    evidence = load()
    every_drug = tuple(value for _, value in comparison.drugs(evidence))
    every_feature = tuple(value for _, value in comparison.features(evidence))
    read_outs = [
        trials.trials_view(evidence, trials.ANY, trials.ANY, trials.ANY, endpoint, "name")
        for _, endpoint in trials.endpoint_options(evidence)
    ]
    return [comparison.comparison_view(evidence, every_drug, every_feature, False), *read_outs]


EXPLORERS = {"comparison": comparison_explorer, "trials": trial_explorer}
EXERCISES = {
    1: Exercise(
        lambda: [
            link.trial_id
            for link in load().tables["trial_drugs"].itertuples(index=False)
            if (link.drug_id, link.role) == ("daratumumab", "tested")
        ],
        hint="Two columns decide: drug_id and role. Turn the column trial_id of what is left into a list.",
        right="Several trials, and not one of them asks the question of another.",
    ),
    2: Exercise(
        lambda: load().tables["trials"]["comparator"].value_counts(),
        hint="Count the values of one column of the table trials.",
        right="Before a hazard ratio is read, this is the column to look at.",
    ),
}

prediction, self_check, exercise, provenance, sources = common.parts("06", views, tourmaline, EXERCISES)
