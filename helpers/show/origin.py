"""Where a figure came from: trial, population, definition, follow-up, source, where it was read, second extraction."""

from __future__ import annotations

from dataclasses import dataclass

from .. import wording
from ..evidence import NOT_REPORTED, Estimate, Evidence, Trial


@dataclass(frozen=True)
class Origin:
    """What a reader needs to check one figure.

    Attributes:
        row_id: its row in the course's data.
        figure: the figure with its interval and unit, in words.
        what: what it measures, in which arm.
        people: whom the trial took.
        population: who of them was analysed, or an empty string.
        definition: what counts as the event.
        remark: what the data remark on it, or an empty string.
        conflicts: what another source prints, in words, and the id of that source.
    """

    row_id: str
    figure: str
    what: str
    trial: str
    people: str
    population: str
    definition: str
    follow_up: str
    source_id: str
    read_in: str
    second_extraction: str
    remark: str
    conflicts: tuple[tuple[str, str], ...] = ()

    def lines(self) -> tuple[tuple[str, str], ...]:
        """Return (name, words) of each thing that is known, the source left out."""
        return (
            ("Figure", f"{self.figure}, {self.what}"),
            ("Trial", self.trial),
            ("Population", "; ".join(dict.fromkeys(filter(None, [self.population, self.people])))),
            ("Definition", self.definition),
            ("Median follow-up", self.follow_up),
            ("Read in", wording.read_in([self.read_in])),
            ("Second extraction", self.second_extraction),
            *((("Remark", self.remark),) if self.remark else ()),
        )

    def report(self) -> str:
        """Return what the figures of one report share: people, follow-up, where it was read."""
        read = wording.read_in([self.read_in])
        who = f"{wording.sentence_case(self.population)}; median" if self.population else "Median"
        return f"{who} follow-up: {self.follow_up}; read in: {read}"

    def standing(self) -> str:
        """Return how far the figure was checked, if no second extraction agrees, and what the data remark on it."""
        checked = "" if self.second_extraction == "agrees" else f"second extraction: {self.second_extraction or 'none'}"
        return "; ".join(filter(None, [checked, self.remark]))

    def plain(self) -> str:
        """Return all of it as one line of text."""
        return f"{self.row_id}. " + " ".join(f"{name}: {words}." for name, words in self.lines())


def origin(evidence: Evidence, row_id: str) -> Origin:
    """Return where a figure came from.

    Args:
        row_id: a row of ``outcomes``, ``safety`` or ``duration_mrd``.

    Raises:
        KeyError: if no figure has that id.
    """
    record, figure = evidence.records[row_id], evidence.figures[row_id]
    trial = evidence.trials[figure.trial_id]
    follow_up = record.get("median_follow_up_months")
    return Origin(
        row_id=row_id,
        figure=wording.estimate(figure),
        what=_what(record, figure),
        trial=f"{trial.name} ({trial.design}): {' v '.join(_arms(trial))}",
        people=trial.population,
        population=record.get("population", ""),
        definition=_definition(evidence, record),
        follow_up=NOT_REPORTED if follow_up is None else f"{wording.months(follow_up)} months",
        source_id=figure.source_id,
        read_in=figure.read_in,
        second_extraction=figure.second_extraction,
        remark=figure.note,
        conflicts=tuple(evidence.conflicts.get(row_id, ())),
    )


def _arms(trial: Trial) -> list[str]:
    return [arm for arm in (trial.experimental_arm, trial.control_arm) if arm and arm != "no comparison arm"]


def _what(record: dict, figure: Estimate) -> str:
    arm = {"contrast": "both arms compared", "experimental": "tested arm"}.get(figure.arm, f"{figure.arm} arm")
    arm = figure.arm if figure.arm in ("both arms", "single arm") or "topic" in record else arm
    time = f"{wording.months(figure.timepoint_months)} months" if figure.timepoint_months else ""
    at = f" at {time}" if time and time not in figure.measure else ""  # some measures name their time
    label = f" ({figure.arm_label})" if figure.arm_label else ""
    return f"{figure.measure.removesuffix(' at a time')}{at}, {'both arms compared' if arm == 'contrast' else arm}{label}"


def _definition(evidence: Evidence, record: dict) -> str:
    if "endpoint" in record:
        endpoint = evidence.row("endpoints", endpoint=record["endpoint"])
        return f"{endpoint.name}: {endpoint.meaning}"
    if "event" in record:
        grade = "any grade" if record["grade"] == "any" else f"grade {record['grade']}"
        return f"{record['event']}, {grade}"
    return record["topic"]  # what was measured is told with the figure
