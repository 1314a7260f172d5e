"""Harms by arm: each control arm apart, named in words, with share, horizon and difference."""

from __future__ import annotations

from dataclasses import dataclass

from ... import wording
from ...evidence import NOT_REPORTED, Estimate, Evidence, Harm
from ...statistics import risk

UPPER_BOUND = "upper bound of percent of arm"
ON_HARMS = "second cancers|adverse|discontinuation|blood counts"
NO_TIME = "follow-up not reported, so no time can be given"

# the data's words for a harm -> the words of the lesson
EVENTS = {
    "SPM": "second cancer",
    "SPM haematologic before progression": "second blood cancer before progression",
    "SPM solid before progression": "second solid tumour before progression",
    "SPM (type not stated)": "second cancer, type not stated",
    "SPM all": "second cancer, all types",
    "SPM, transplant-ineligible aged >74 y": "second cancer, over 74 and not eligible for transplant",
    "SPM, all trial patients": "second cancer, all trial patients",
    "discontinuation due to adverse events": "stopping because of adverse events",
    "any TEAE": "any adverse event that began on treatment",
    "on-study death": "death on study",
    "cytopenias": "low blood counts (cytopenias)",
    "dermatologic toxicity": "skin side effects",
    "adverse events grade >=3 (as printed; narrower than the all-cause figure in the main paper)": "adverse events as printed",
}
_PAST = {"on-study death": ("died", "did not die"), "discontinuation due to adverse events": ("stopped", "did not stop")}
_GRADES = {"3-4": "grade 3 or 4", ">=3": "grade 3 or higher", "2-3": "grade 2 or 3"}
# where an arm's full description is too long for a heading; the full one stands in the table
_ARMS = {
    "auriga": ("daratumumab + lenalidomide", "lenalidomide"),
    "atlas": ("the carfilzomib combination", "lenalidomide"),
    "perseus": ("the regimen with daratumumab", "the regimen without it"),
    "hovon-65-gmmg-hd4": ("the regimen with bortezomib", "the regimen with thalidomide"),
    "palumbo-2014-spm-ma": ("lenalidomide at any phase", "no lenalidomide"),
}


@dataclass(frozen=True)
class Contrast:
    """One harm in one arm, and in one control arm where that is reported.

    Attributes:
        experimental: the figure of the experimental arm, or of both arms together.
        control: the figure of one control arm, or None.
    """

    harm: Harm
    experimental: Estimate
    control: Estimate | None

    @property
    def key(self) -> str:
        """Its rows, as the value of a control."""
        return "/".join(e.row_id for e in (self.experimental, self.control) if e)

    @property
    def upper_bound(self) -> bool:
        """Whether the figure is only a bound that the true one does not exceed."""
        return self.harm.measure == UPPER_BOUND

    @property
    def counted(self) -> bool:
        """Whether both arms give how many people had the event, and of how many."""
        return self.control is not None and all(counted(self.harm, e) for e in (self.experimental, self.control))


def contrasts(evidence: Evidence) -> list[Contrast]:
    """Return every harm with each of its control arms, in the order of the file."""
    found = []
    for harm in evidence.harms:
        first, controls = harm.estimates[0], [e for e in harm.estimates if e.arm == "control"]
        found += [Contrast(harm, first, control) for control in controls or [None]]
    return found


def options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, key) of every contrast: study, harm, what was compared; the report where two give the same."""
    labels = []
    for contrast in contrasts(evidence):
        first, second = arm_names(evidence, contrast)
        compared = f"{first} v {second}" if contrast.control else first
        bound = ", upper bound" if contrast.upper_bound else ""
        labels.append(f"{study_name(contrast.harm)}: {event_name(contrast.harm)}{bound} ({compared})")
    return [
        (f"{label} [{wording.short_citation(evidence.sources[c.harm.source_id])}]" if labels.count(label) > 1 else label, c.key)
        for label, c in zip(labels, contrasts(evidence), strict=True)
    ]


def find(evidence: Evidence, key: str) -> Contrast:
    """Return the contrast with these rows.

    Raises:
        KeyError: if there is none.
    """
    for contrast in contrasts(evidence):
        if contrast.key == key:
            return contrast
    raise KeyError(key)


def event_name(harm: Harm) -> str:
    """Return a harm with its grade in words ("neutropenia, grade 3 or 4")."""
    name = EVENTS.get(harm.event, harm.event)
    return f"{name}, {_GRADES[harm.grade]}" if harm.grade in _GRADES else name


def study_name(harm: Harm) -> str:
    """Return the name of a study without its population, which the harm names itself."""
    return harm.trial.name.removesuffix(" (all patients)")


def past(harm: Harm) -> tuple[str, str]:
    """Return what happened to those with and without the event ("had it", "did not have it")."""
    return _PAST.get(harm.event, ("had it", "did not have it"))


def arm_names(evidence: Evidence, contrast: Contrast) -> tuple[str, str]:
    """Return short names of both arms; the second is the comparator's even where it has no figure."""
    trial = contrast.harm.trial
    drug = wording.listing(list(evidence.drugs_tested(trial.trial_id)))
    names = _ARMS.get(trial.trial_id, (drug, trial.comparator))
    if contrast.experimental.arm == "both arms":
        return contrast.experimental.arm_label or "both arms together", NOT_REPORTED
    labels = [e.arm_label if e else "" for e in (contrast.experimental, contrast.control)]
    return labels[0] or names[0], labels[1] or names[1]


def share(harm: Harm, figure: Estimate) -> float:
    """Return the share of an arm (0 to 1): from the counts where both are printed, else from the printed percentage."""
    return figure.count / figure.of if counted(harm, figure) else figure.value.value / 100


def counted(harm: Harm, figure: Estimate) -> bool:
    """A cumulative incidence is no share of the counts, because it allows for those who were watched for less time."""
    return harm.measure == "percent of arm" and figure.count is not None and figure.of is not None


def per(denominator: int, value: float) -> int:
    """Return how many of ``denominator`` people a share is, rounded to whole people, halves up."""
    return int(round(denominator * value, 6) + 0.5)


def horizon(harm: Harm) -> str:
    """Return to which time a figure belongs, in words; an empty string if that is not reported."""
    if harm.timepoint_months is not None:
        return f"by {wording.months(harm.timepoint_months)} months"
    if harm.follow_up_months is not None:
        return f"over a median follow-up of {wording.months(harm.follow_up_months)} months"
    return ""


def difference(contrast: Contrast) -> float | risk.Bounded:
    """Return the risk difference: with its interval from the counts or from both printed intervals, else without."""
    harm, first, second = contrast.harm, contrast.experimental, contrast.control
    if contrast.counted:
        return risk.risk_difference(first.count, first.of, second.count, second.of)
    if all(q.reported for e in (first, second) for q in (e.low, e.high)):
        bounds = [(e.low.value / 100, e.high.value / 100) for e in (first, second)]
        return risk.difference_of_shares(share(harm, first), bounds[0], share(harm, second), bounds[1])
    return share(harm, first) - share(harm, second)
