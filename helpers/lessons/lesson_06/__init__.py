"""Lesson 06, Comparing the options."""

from __future__ import annotations

from ...evidence import load
from ...learn.exercises import Exercise
from ..lesson import EVERY, Lesson, choice, ticks
from . import comparison
from . import trial_table as trials
from .trial_groups import offer_pages

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
LESSON = Lesson("06", EXERCISES)

comparison_explorer = LESSON.explore(
    "The options side by side",
    comparison.comparison_view,
    preset=choice("Compare", comparison.PRESETS),
    chosen_drugs=ticks("Drugs", comparison.drugs, comparison.ARTICLE_DRUGS),
    pinned=choice("Set the others against", comparison.pins),
    differences_first=choice("Order of the features", [("in groups", False), ("what differs first", True)]),
    widest={"preset": comparison.EVERYTHING, "chosen_drugs": EVERY},
    more=("chosen_drugs", "pinned", "differences_first"),
    linked=comparison.start_with_its_drugs,
)
trial_explorer = LESSON.explore(
    "The trials behind the options",
    trials.trials_view,
    drug=choice("Drug tested", trials.drug_options, "daratumumab"),
    setting=choice("Setting", trials.setting_options, "post-ASCT"),
    comparator=choice("Comparator", trials.comparator_options),
    endpoint=choice("Endpoint", trials.endpoint_options),
    sort=choice("Sort by", list(trials.SORTS)),
    widest={"drug": trials.ANY, "setting": trials.ANY, "comparator": trials.ANY, "endpoint": EVERY, "sort": "name"},
    more=("setting", "sort"),
    linked=offer_pages,
)

prediction = LESSON.predict(
    LESSON.show(trials.trials_view, "ixazomib", "post-ASCT", "placebo", "PFS", "name"),
    LESSON.show(trials.trials_view, "ixazomib", "post-ASCT", "placebo", "OS", "name"),
)
self_check, exercise, done = LESSON.self_check, LESSON.exercise, LESSON.done
provenance, sources = LESSON.provenance, LESSON.sources
