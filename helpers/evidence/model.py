"""Rows of the evidence as the course uses them: a quantity, an estimate, a trial, a source, a read-out."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace

from .states import NOT_REPORTED, REPORTED


@dataclass(frozen=True)
class Quantity:
    """One figure and its state.

    Attributes:
        value: the number, or None unless ``state`` is "reported".
        state: one of the four states.
        unit: months, percent, ratio, patients or points.
        text: the number as the source prints it ("86.0").
    """

    value: float | None
    state: str
    unit: str
    text: str = ""

    @property
    def reported(self) -> bool:
        """Whether there is a number."""
        return self.state == REPORTED


@dataclass(frozen=True)
class Estimate:
    """One reported figure with its 95% interval: one row of ``outcomes``, ``safety`` or ``duration_mrd``.

    Attributes:
        count, of: how many people had the event, and of how many, where the source prints it.
        credible: whether the interval is a credible one, as a Bayesian analysis gives.
    """

    row_id: str
    trial_id: str
    measure: str
    arm: str
    arm_label: str
    value: Quantity
    low: Quantity
    high: Quantity
    p_relation: str | None
    p_value: float | None
    p_text: str
    timepoint_months: float | None
    note: str
    source_id: str
    read_in: str
    second_extraction: str
    count: int | None = None
    of: int | None = None
    credible: bool = False


@dataclass(frozen=True)
class Source:
    """One citable text."""

    source_id: str
    kind: str
    first_author: str
    year: int | None
    title: str
    container: str
    volume: str
    pages: str
    doi: str
    pmid: str
    url: str
    checked: str

    @property
    def link(self) -> str:
        """The public address of the source, or an empty string."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url


@dataclass(frozen=True)
class Statement:
    """What a source says in words: a fact on a drug, a statement on duration, a definition.

    Attributes:
        table: where it stands.
        topic: what it is about; of a definition, the term.
        words: the statement, or the definition.
        trial_id: the trial it is about, or "".
        second_extraction: how far it was checked; a definition was not.
    """

    row_id: str
    table: str
    topic: str
    words: str
    trial_id: str
    source_id: str
    read_in: str
    second_extraction: str


@dataclass(frozen=True)
class Trial:
    """One trial, registry or meta-analysis."""

    trial_id: str
    name: str
    full_name: str
    registry_id: str
    design: str
    phase: int | None
    population: str
    setting: str
    experimental_arm: str
    control_arm: str
    comparator: str
    randomised_question: str
    n_experimental: int | None
    n_control: int | None
    part_of: str
    short_name: str
    short_experimental_arm: str
    short_control_arm: str
    source_id: str


@dataclass(frozen=True)
class Analysis:
    """One read-out: the figures that one source gives for one endpoint in one population of one trial.

    Attributes:
        drugs: what the experimental arm tested.
        drug_of_comparison: the one drug of this comparison, where a network meta-analysis has several; else empty.
        whole_trial: whether the population is everybody, and no subgroup.
    """

    analysis_id: str
    trial: Trial
    drugs: tuple[str, ...]
    drug_of_comparison: str
    population: str
    whole_trial: bool
    endpoint: str
    endpoint_name: str
    follow_up_months: float | None
    estimates: tuple[Estimate, ...]

    def estimate(self, measure: str, arm: str) -> Estimate | None:
        """Return the first estimate of ``measure`` in ``arm``, or None if the source gives none."""
        return next((e for e in self.estimates if e.measure == measure and e.arm == arm), None)

    def quantity(self, measure: str, arm: str, unit: str) -> Quantity:
        """Return the figure of ``measure`` in ``arm``; "not reported" if the source gives none."""
        found = self.estimate(measure, arm)
        return found.value if found else Quantity(None, NOT_REPORTED, unit)

    def arms(self, measure: str) -> list[Estimate]:
        """Return the estimates of ``measure`` in both arms, experimental first."""
        order = {"experimental": 0, "control": 1}
        return sorted((e for e in self.estimates if e.measure == measure and e.arm in order), key=lambda e: order[e.arm])

    @property
    def hazard_ratio(self) -> Estimate | None:
        """The hazard ratio of the read-out, or None."""
        return self.estimate("hazard ratio", "contrast")

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources of its figures, each once, in order of appearance."""
        return tuple(dict.fromkeys(e.source_id for e in self.estimates))


@dataclass(frozen=True)
class Harm:
    """One harm in one trial as one source gives it: its share in each arm.

    Attributes:
        event: the harm, in the words of the data ("neutropenia").
        grade: "any", "3-4", ">=3", "2-3" or "5".
        measure: "percent of arm", "cumulative incidence" or "upper bound of percent of arm".
        follow_up_months: median follow-up, or None.
        estimates: experimental arm first; a trial may have several control arms, or one arm only.
        named: its row of ``harm_names``: what the course calls it, what happened, what is counted.
    """

    trial: Trial
    event: str
    grade: str
    measure: str
    timepoint_months: float | None
    follow_up_months: float | None
    source_id: str
    estimates: tuple[Estimate, ...]
    named: SimpleNamespace

    def arm(self, name: str) -> Estimate | None:
        """Return the first figure of an arm ("experimental", "control", "both arms"), or None."""
        return next((e for e in self.estimates if e.arm == name), None)

    @property
    def compared(self) -> bool:
        """Whether both arms have a figure."""
        return all(e is not None and e.value.reported for e in (self.arm("experimental"), self.arm("control")))
