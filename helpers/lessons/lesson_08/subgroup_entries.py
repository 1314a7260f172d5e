"""Lesson 08: which groups of people stand beside which whole trial, with their figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace

from ... import wording
from ...evidence import Estimate, Evidence, Trial, split_ids


@dataclass(frozen=True)
class Group:
    """People and their figures, each None where it is not reported.

    Attributes:
        people: the trial whose size is theirs, or None where their number is not reported.
    """

    name: str
    experimental: Estimate | None
    control: Estimate | None
    ratio: Estimate | None
    people: Trial | None

    @property
    def figures(self) -> tuple[Estimate, ...]:
        """The figures that there are."""
        return tuple(figure for figure in (self.experimental, self.control, self.ratio) if figure)

    @property
    def gap(self) -> str:
        """The difference of both arms in words, or nothing where there are not two figures."""
        if not (self.experimental and self.control):
            return ""
        gap = wording.difference(self.experimental.value, self.control.value)
        return "" if gap == "cannot be stated" else gap


@dataclass(frozen=True)
class Entry:
    """A subgroup, or several, beside the whole trial.

    Attributes:
        row: its row of ``subgroup_views``.
        subgroups: one or more.
        whole: everybody, in the report of the subgroup; a group without figures where it is not reported.
        later: everybody in later reports, or nothing.
    """

    row: SimpleNamespace
    subgroups: tuple[Group, ...]
    whole: Group
    later: tuple[Group, ...]

    @property
    def groups(self) -> tuple[Group, ...]:
        """Subgroups, then the whole, then the whole later on."""
        return (*self.subgroups, self.whole, *self.later)

    @property
    def arms(self) -> tuple[str, ...]:
        """The names of the arms: one where nothing was compared."""
        return tuple(filter(None, (self.row.experimental_name, self.row.control_name)))

    @property
    def compared(self) -> bool:
        """Whether there were two arms."""
        return len(self.arms) == 2

    @property
    def first(self) -> Estimate:
        """The first figure of the first subgroup."""
        return self.subgroups[0].figures[0]

    @property
    def shares_alone(self) -> bool:
        """Whether both arms' shares are compared without a ratio."""
        return self.compared and self.first.value.unit == "percent" and not self.subgroups[0].ratio


def _group(evidence: Evidence, name: str, ids: Sequence[str]) -> Group:
    """Return the figures, and the trial, that ids name; each figure knows its arm."""
    figures = [evidence.figures[key] for key in ids if key in evidence.figures]
    by_arm = {figure.arm if figure.arm in ("control", "contrast") else "experimental": figure for figure in figures}
    people = next((evidence.trials[key] for key in ids if key in evidence.trials), None)
    return Group(name, by_arm.get("experimental"), by_arm.get("control"), by_arm.get("contrast"), people)


def entry(evidence: Evidence, key: str) -> Entry:
    """Return a row of ``subgroup_views`` with the figures of its groups.

    Raises:
        KeyError: if there is no such row.
    """
    row = evidence.row("subgroup_views", subgroup_id=key)
    chosen = evidence.rows("selections", selection="subgroup", subgroup_id=key)
    later = [_group(evidence, "all people, later reports", [*split_ids(row.later_ids), row.trial_id])] if row.later_ids else []
    return Entry(
        row,
        tuple(_group(evidence, group.label, split_ids(group.evidence_ids)) for group in chosen),
        _group(evidence, "all people", [*split_ids(row.whole_ids), row.trial_id]),
        tuple(later),
    )
