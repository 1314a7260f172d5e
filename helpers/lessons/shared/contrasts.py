"""Harms by arm: each control arm apart, named in words, with share, horizon and difference."""

from __future__ import annotations

from dataclasses import dataclass

from ... import wording
from ...evidence import NOT_REPORTED, Estimate, Evidence, Harm
from ...statistics import risk

UPPER_BOUND = "upper bound of percent of arm"
NO_TIME = "follow-up not reported, so no time can be given"

_GRADES = {"3-4": "grade 3 or 4", ">=3": "grade 3 or higher", "2-3": "grade 2 or 3"}


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
    return f"{harm.named.name}, {_GRADES[harm.grade]}" if harm.grade in _GRADES else harm.named.name


def study_name(harm: Harm) -> str:
    """Return the name of a study without its population, which the harm names itself."""
    return harm.trial.short_name or harm.trial.name


def past(harm: Harm) -> tuple[str, str]:
    """Return what happened to those with and without the event ("had it", "did not have it")."""
    return harm.named.happened, harm.named.did_not_happen


def arm_names(evidence: Evidence, contrast: Contrast) -> tuple[str, str]:
    """Return short names of both arms; the second is the comparator's even where it has no figure."""
    trial, control = contrast.harm.trial, contrast.control
    if contrast.experimental.arm == "both arms":
        return contrast.experimental.arm_label or "both arms together", NOT_REPORTED
    drugs = wording.listing(list(evidence.drugs_tested(trial.trial_id)))
    return (
        contrast.experimental.arm_label or trial.short_experimental_arm or drugs,
        (control.arm_label if control else "") or trial.short_control_arm or trial.comparator,
    )


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
