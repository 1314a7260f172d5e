"""Lesson 09: what each study of stopping decided, on which test, on whom, and what it cannot show."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Study:
    """One study or rule of stopping.

    Attributes:
        trial_id: the trial.
        decision: what was decided; a row whose topic or statement says it, or words of our own without figures.
        by: who or what decided.
        test: on which test; words without figures, or the row or trial whose text says it.
        comparison: the comparison arm, in words.
        stopped: rows that count the people who stopped or went on.
        figures: rows that say what followed.
        statements: rows of words that say what followed, or what is planned.
        cannot: what it cannot show.
        heading: of the chart.
    """

    trial_id: str
    decision: str
    by: str
    test: str
    comparison: str
    stopped: tuple[str, ...]
    figures: tuple[str, ...]
    statements: tuple[str, ...]
    cannot: tuple[str, ...]


_SELECTED = (
    "Only people with the best results were let stop. People like them may do well on any plan, and nobody like them was "
    "randomised to go on. So this study cannot show that stopping is safe."
)
STUDIES = {
    "gmmg-mm5": Study(
        "gmmg-mm5",
        "M0043.topic",
        "chance: the trial randomised when to stop",
        "complete response, by the usual tests of blood, urine and marrow; not MRD",
        "yes, randomised: lenalidomide for a set time",
        (),
        ("M0043", "M0044", "M0045"),
        ("M0049",),
        (
            "It tested stopping at a complete response. A complete response is not MRD negativity: myeloma cells that only a "
            "sensitive test can find may be left. So it does not show what stopping after MRD negativity does. It did not test "
            "treatment until progression either.",
            "Both arms' medians or rates, and the intervals, are not reported in the abstract that we read. So how many people "
            "more died or progressed cannot be said. The third figure compares people in complete response from a landmark on; "
            "the groups at a landmark are no longer those that chance made.",
        ),
    ),
    "gem2014main": Study(
        "gem2014main",
        "M0001.topic",
        "the MRD result, not chance; the trial randomised the addition of ixazomib",
        "M0001.note",
        "none for stopping: those who went on were MRD-positive",
        ("M0002", "M0003"),
        ("M0001",),
        (),
        (
            "Those who stopped and those who went on differed from the start: one group was MRD-negative, the other positive. "
            "What the people who stopped would have had on treatment is not known.",
        ),
    ),
    "mrd2stop": Study(
        "mrd2stop",
        "M0005.topic",
        "the study's rule, for everybody in it; no randomisation",
        "mrd2stop.population",
        "none",
        ("M0005",),
        ("M0006", "M0007", "M0008", "M0009", "M0010", "M0011", "M0012", "M0013"),
        ("M0048",),
        (
            _SELECTED,
            "The two groups by the most sensitive test are not groups of stopping and going on: everybody stopped. One of "
            "them is small, and the intervals are very wide.",
        ),
    ),
    "lenalidomide-stop-2025": Study(
        "lenalidomide-stop-2025",
        "M0014.topic",
        "the study's rule, for everybody in it; no randomisation",
        "MRD in the marrow and imaging, both negative; the limit of the marrow test is not in the data of this course",
        "none",
        (),
        ("M0014", "M0015", "M0016", "M0017", "M0018", "M0019", "M0020"),
        ("M0051",),
        (
            _SELECTED,
            "Treatment-free survival ends when treatment begins again; progression-free survival need not. So the two "
            "come apart: people began lenalidomide again, most of them without progression.",
        ),
    ),
    "master": Study(
        "master",
        "M0021.topic",
        "the study's rule, by MRD; no randomisation",
        "two MRD-negative tests in a row; the limit of the test is not in the data of this course",
        "none",
        ("M0028",),
        ("M0021", "M0022", "M0023", "M0024", "M0025", "M0026", "M0027"),
        (),
        (
            "Treatment stopped before any lenalidomide maintenance, so it is not a study of stopping maintenance. Of "
            "how many people the share that stopped is taken is not printed beside it.",
            "One arm. How the same people would have fared with maintenance is not known. The groups by high-risk "
            "abnormalities are not randomised, and their sizes and intervals are not in the data of this course.",
        ),
    ),
    "myeloma-xi-te": Study(
        "myeloma-xi-te",
        "going on with lenalidomide, looked at year by year",
        "chance, but only once: at the start, to lenalidomide or observation",
        "none for the decision",
        "yes, at the start: observation",
        (),
        (),
        ("M0035",),
        (
            "Nobody was randomised to stop in a later year. Those still on lenalidomide then are the ones who did well "
            "and could take it, so the groups are no longer those that chance made.",
            "Hazard ratios, intervals and both arms' rates by year are not reported in the conference report that we "
            "read. A p-value alone does not say how large a benefit is.",
        ),
    ),
    "perseus": Study(
        "perseus",
        "stopping daratumumab while lenalidomide goes on",
        "the trial's rule, by MRD; no randomisation of stopping",
        "MRD negativity, sustained; the limit is not reported beside the rule",
        "none for stopping: the control arm had no daratumumab",
        (),
        (),
        ("M0029",),
        (
            "The trial randomised the whole regimen from the first treatment on. By the rule nobody who met it went on with "
            "daratumumab, so it cannot show what the rule does. What followed the stop is not reported in our sources.",
        ),
    ),
    "drammatic": Study(
        "drammatic",
        "stop or go on, for people who are MRD-negative after two years",
        "chance",
        "MRD; the limit is not reported in our sources",
        "yes, randomised: going on",
        (),
        (),
        ("M0030",),
        (
            "No result was found. It is the study here that will compare, by chance, stopping and going on among MRD-negative "
            "people. Overall survival is its primary endpoint; whether that holds for this comparison too, our sources do "
            "not say.",
            "Even then it will answer for its own people, its own tests and its own time of stopping.",
        ),
    ),
}  # fmt: skip
LABELS = {
    "gmmg-mm5": "GMMG-MM5: complete response or two years",
    "gem2014main": "GEM2014MAIN: MRD at two years",
    "mrd2stop": "MRD2STOP: several tests negative",
    "lenalidomide-stop-2025": "Prospective study: three years negative",
    "master": "MASTER: before any maintenance",
    "myeloma-xi-te": "Myeloma XI: staying on, year by year",
    "perseus": "PERSEUS: the rule for daratumumab",
    "drammatic": "DRAMMATIC: planned, no result",
}
TITLES = {"lenalidomide-stop-2025": "Prospective study"}
SHORT = {"lenalidomide-stop-2025": "Prospective study of stopping after sustained negativity"}
