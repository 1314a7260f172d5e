"""What the learner's progress file holds: tries, answers and days, by question and exercise; read with suspicion."""

from __future__ import annotations

import codecs
import errno
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

KEPT_ANSWERS = 20  # of each item, the latest
_VERSION = 2
_LARGEST = 10**12  # of a count or a time; what lies beyond is damage


@dataclass(frozen=True)
class Answer:
    """One answer that was given, as letters or a number ("B", "A;C", "3.5"), and its day."""

    answer: str
    day: str


@dataclass(frozen=True)
class Record:
    """What is kept of one question or exercise.

    Attributes:
        tries: how often it was tried.
        right: whether it was once right.
        last: the day of the last try.
        chosen: the latest answers, oldest first; empty where what was answered is not kept.
    """

    tries: int
    right: bool
    last: str
    chosen: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class Try:
    """One try that waits to be written; ``at`` is its time in seconds, as ``Kept.begun`` is."""

    item: str
    right: bool
    chosen: str
    day: str
    at: float

    def added_to(self, old: Record) -> Record:
        """Return the record with this try."""
        given = (*old.chosen, Answer(self.chosen, self.day)) if self.chosen else old.chosen
        return Record(old.tries + 1, old.right or self.right, max(old.last, self.day), given[-KEPT_ANSWERS:])


@dataclass(frozen=True)
class Kept:
    """What the file holds: the records, and when all was last forgotten (0 for never)."""

    items: Mapping[str, Record] = field(default_factory=dict)
    begun: float = 0.0

    def plus(self, tries: list[Try]) -> Kept:
        """Return what is kept with these tries."""
        items = dict(self.items)
        for one in tries:
            items[one.item] = one.added_to(items.get(one.item, Record(0, False, "")))
        return replace(self, items=items)


class Damaged(ValueError):
    """The content is not what the course writes."""


class Newer(OSError):
    """The file belongs to a newer course: it must not be written."""

    def __init__(self):
        super().__init__(errno.EPERM, "the file was made by a newer version of the course")


def written(kept: Kept) -> bytes:
    """Return the content of the file: compact, because that is fast."""
    items = {key: {**vars(r), "chosen": [vars(given) for given in r.chosen]} for key, r in sorted(kept.items.items())}
    return (json.dumps({"version": _VERSION, "begun": kept.begun, "items": items}) + "\n").encode("ascii")


def parsed(content: bytes) -> Kept:
    """Return the content of a file of this or the former version.

    Raises:
        Damaged: if it is not what the course writes.
        Newer: if the file is of a newer version.
    """
    try:
        found = json.loads(content.removeprefix(codecs.BOM_UTF8).decode())  # an editor may have put the mark there
    except (ValueError, RecursionError) as error:
        raise Damaged from error
    if not isinstance(found, dict) or not _is_count(found.get("version")):
        raise Damaged
    if found["version"] > _VERSION:
        raise Newer
    begun, items = found.get("begun", 0), found.get("items")
    if type(begun) not in (int, float) or not 0 <= begun <= _LARGEST or not isinstance(items, dict):
        raise Damaged
    return Kept({key: _record(item) for key, item in items.items()}, begun)


def _record(item: object) -> Record:
    if not isinstance(item, dict) or item.keys() - {"chosen"} != {"tries", "right", "last"}:
        raise Damaged
    chosen = item.get("chosen", [])
    well = _is_count(item["tries"]) and isinstance(item["right"], bool) and _is_day(item["last"]) and isinstance(chosen, list)
    if not well or not all(isinstance(one, dict) and one.keys() == {"answer", "day"} for one in chosen):
        raise Damaged
    if not all(is_answer(one["answer"]) and _is_day(one["day"]) for one in chosen):
        raise Damaged
    given = tuple(Answer(one["answer"], one["day"]) for one in chosen[-KEPT_ANSWERS:])
    return Record(item["tries"], item["right"], item["last"], given)


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= _LARGEST


def _is_day(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value) is not None


def is_answer(value: object) -> bool:
    """Return whether a value is a short line of letters or a number, as an answer is kept."""
    return isinstance(value, str) and len(value) <= 100 and value.isprintable()
