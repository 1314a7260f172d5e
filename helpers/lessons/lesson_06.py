"""Lesson 06, Comparing the options."""

from __future__ import annotations

from ..controls import CheckboxGroup, dropdown
from ..evidence import load
from ..explorer import Explorer
from ..questions import question
from ..quiz import ChoiceQuestion, Prediction
from ..view import View
from ..views import comparison, trials
from ..views.sources import SourceList, source_list

_PROSE_SOURCES = ("moreau-2024", "badros-2025", "goldschmidt-2018", "sonneveld-2012", "nci-pdq")  # cited in the text


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


def prediction() -> Prediction:
    """Ask for a prediction of a median on ixazomib, then show the read-outs."""
    return Prediction(question(load(), "L06-P1"), tourmaline)


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


def self_check(number: int) -> ChoiceQuestion:
    """Ask self-check question ``number`` (1 to 3)."""
    return ChoiceQuestion(question(load(), f"L06-Q{number}"))


def sources() -> SourceList:
    """List the sources of this lesson, generated from its views."""
    evidence = load()
    every_drug = tuple(value for _, value in comparison.drugs(evidence))
    every_feature = tuple(value for _, value in comparison.features(evidence))
    views = [comparison.comparison_view(evidence, every_drug, every_feature, False)]
    views += [
        trials.trials_view(evidence, trials.ANY, trials.ANY, trials.ANY, endpoint, "name")
        for _, endpoint in trials.endpoint_options(evidence)
    ]
    cited = [citation.source.source_id for view in views for citation in view.citations]
    return source_list(evidence, [*cited, *_PROSE_SOURCES])


EXPLORERS = {"comparison": comparison_explorer, "trials": trial_explorer}
QUESTIONS = ("L06-P1", "L06-Q1", "L06-Q2", "L06-Q3")
