"""Lesson 04: the trials that are weighed, each with the read-outs that stand for it, and what keeps it out of a pool."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ... import wording
from ...evidence import Analysis, Estimate, Evidence, Trial, split_ids
from ...statistics.pooling import Ratio
from ..shared.reported_ratios import as_ratio

PRIMARY, LATER, LABEL, ANY = "primary", "later", "label", "any"
REPORT_CHOICES = (
    ("first reports", PRIMARY),
    ("later updates", LATER),
    ("US label, for CALGB and IFM", LABEL),
)
ENDPOINTS = ("PFS", "OS")
META_ANALYSIS = "mccarthy-2017-ipd-ma"
ARMS = "Both arms, lenalidomide first (months or percent)"


@dataclass(frozen=True)
class Entry:
    """One weighed trial: its read-outs, and why it cannot enter the pool (empty: it can).

    Attributes:
        reports: the set of reports that its read-outs stand for, or ``ANY``.
        note_if_pooled, caution_if_left_out: what has to be known then, or "".
    """

    trial: Trial
    reports: str
    read_outs: tuple[Analysis, ...]
    obstacle: str
    note_if_pooled: str
    caution_if_left_out: str

    @property
    def estimate(self) -> Estimate | None:
        """The hazard ratio of the report, or None."""
        return next((a.hazard_ratio for a in self.read_outs if a.hazard_ratio), None)

    @property
    def ratio(self) -> Ratio:
        """The hazard ratio with its interval as numbers; only for a trial without obstacle."""
        return as_ratio(self.estimate)

    @property
    def arms(self) -> Analysis:
        """The read-out with the figures of both arms; the first, if none has them."""
        return next((a for a in self.read_outs if any(e.arm != "contrast" for e in a.estimates)), self.read_outs[0])


def weighed(evidence: Evidence, endpoint: str, *reports: str) -> list[Entry]:
    """Return what stands for an endpoint in these sets of reports, or in any, in the order of the table."""
    return [
        _entry(evidence, row) for row in evidence.rows("weighed_read_outs", endpoint=endpoint) if row.reports in (*reports, ANY)
    ]


def _entry(evidence: Evidence, row) -> Entry:
    read_outs = tuple(evidence.analyses[key] for key in split_ids(row.analysis_ids))
    ratio = next((a.hazard_ratio for a in read_outs if a.hazard_ratio), None)
    trial = evidence.trials[row.trial_id]
    return Entry(trial, row.reports, read_outs, obstacle(ratio), row.note_if_pooled, row.caution_if_left_out)


def obstacle(figure: Estimate | None) -> str:
    """Return why a hazard ratio cannot be pooled, or an empty string."""
    if figure is None or not figure.value.reported:
        return "no hazard ratio with its interval was found in the texts read for this report"
    if not (figure.low.reported and figure.high.reported):
        return "its hazard ratio is printed without an interval, so its weight is unknown"
    return ""


def is_meta_analysis(trial: Trial) -> bool:
    """Return whether a row of ``trials`` pools others."""
    return trial.design != "randomised trial"


def meta_analysis_trials(evidence: Evidence) -> list[str]:
    """Return the ids of the trials whose people the meta-analysis pooled."""
    return [key for key, trial in evidence.trials.items() if trial.part_of == META_ANALYSIS]


def trial_options(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, id) of the trials that can be ticked."""
    found = dict.fromkeys(row.trial_id for row in evidence.rows("weighed_read_outs"))
    return [(evidence.trials[key].name, key) for key in found if not is_meta_analysis(evidence.trials[key])]


def entries(evidence: Evidence, trials: Sequence[str], endpoint: str, reports: str) -> list[Entry]:
    """Return the chosen trials, each with its read-outs and, where there is one, its obstacle; no person enters twice."""
    chosen: list[Entry] = []
    for entry in weighed(evidence, endpoint, reports):
        if entry.trial.trial_id not in trials:
            continue
        whole = next((e for e in chosen if e.trial.trial_id == entry.trial.part_of and not e.obstacle), None)
        if whole:
            entry = replace(entry, obstacle=f"its people are already counted in {whole.trial.name}")
        chosen.append(entry)
    return chosen


def arms_detail(arms: Analysis) -> str:
    """Return what has to be known of the figures of both arms: another endpoint, follow-up, remarks."""
    what = "" if arms.endpoint in ENDPOINTS else arms.endpoint_name
    follow_up = f"median follow-up {wording.months(arms.follow_up_months)}" + (" months" if arms.follow_up_months else "")
    remarks = dict.fromkeys(e.note for e in arms.estimates if e.arm != "contrast")
    return "; ".join(filter(None, [what, follow_up, *remarks]))
