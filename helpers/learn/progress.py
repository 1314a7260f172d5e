"""The learner's progress: one JSON file on this computer, shared by all open notebooks.

Each change is read, merged and written under a lock that the operating system frees with the process, and the file is
replaced in one step, so two notebooks lose nothing to each other and a power cut leaves the old file or the new one.
A damaged file is kept aside; a file that cannot be read, or of a newer version, is left alone. What could not be written is
kept as single tries until the notebook is closed, and a sentence says so.
"""

from __future__ import annotations

import codecs
import contextlib
import errno
import glob
import json
import os
import re
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_data_path

VARIABLE = "MYELOMA_COURSE_PROGRESS"  # another place for the file
NAME = "progress.json"
FOLDER = Path(__file__).resolve().parents[2]
PERSONAL = Path(os.path.realpath(user_data_path("myeloma-maintenance-course", appauthor=False)))
KEPT_ANSWERS = 20  # of each item, the latest
_VERSION = 2
_LOCK_SECONDS = 3.0
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
class _Try:
    """One try that waits to be written; ``at`` is its time in seconds, as ``_Kept.begun`` is."""

    item: str
    right: bool
    chosen: str
    day: str
    at: float

    def added_to(self, old: Record) -> Record:
        given = (*old.chosen, Answer(self.chosen, self.day)) if self.chosen else old.chosen
        return Record(old.tries + 1, old.right or self.right, max(old.last, self.day), given[-KEPT_ANSWERS:])


@dataclass(frozen=True)
class _Kept:
    """What the file holds: the records, and when all was last forgotten (0 for never)."""

    items: Mapping[str, Record] = field(default_factory=dict)
    begun: float = 0.0

    def plus(self, tries: list[_Try]) -> _Kept:
        items = dict(self.items)
        for one in tries:
            items[one.item] = one.added_to(items.get(one.item, Record(0, False, "")))
        return replace(self, items=items)


class _Damaged(ValueError):
    """The content is not what the course writes."""


class _Newer(OSError):
    """The file belongs to a newer course: it must not be written."""

    def __init__(self):
        super().__init__(errno.EPERM, "the file was made by a newer version of the course")


@dataclass
class _State:
    """What all progress objects of this kernel with the same file share."""

    pending: list[_Try] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    trouble: str = ""
    reading: bool = False  # the trouble was met in reading alone


_STATES: dict[Path, _State] = {}


class Progress:
    """The progress file.

    Attributes:
        path: where it is.
    """

    def __init__(self, path: Path | str | None = None):
        self.path = Path(path) if path else place(FOLDER, os.environ)
        self._file = Path(os.path.realpath(self.path))  # a link stays a link
        self._state = _STATES.setdefault(self._file, _State())

    @property
    def notes(self) -> list[str]:
        """Sentences that the learner should read now: a damaged file was kept aside, progress could not be saved."""
        return [*self._state.aside, *filter(None, [self._state.trouble])]

    @property
    def saved(self) -> bool:
        """Whether the file can be read and nothing waits to be written to it, as far as was seen."""
        return not self._state.trouble and not self._state.pending

    @property
    def writable(self) -> bool:
        """Whether the file's folder is there, or can be made, and can be written."""
        folder = self._file.parent
        if folder == PERSONAL:
            folder = next(parent for parent in (folder, *folder.parents) if parent.exists())
        return os.access(folder, os.W_OK | os.X_OK)

    def records(self) -> dict[str, Record]:
        """Return what is kept, by the id of the question or exercise."""
        try:
            kept = self._read()
            if self._state.reading:
                self._state.trouble = ""
        except _Damaged:
            kept = self._mend()
        except OSError as error:
            kept = _Kept()
            self._fail("read", error)
        return dict(kept.plus(self._waiting(kept)).items)

    def record(self, item: str, right: bool, chosen: str = "") -> None:
        """Add one try; an item once right stays right.

        Args:
            chosen: the answer as letters or a number, never a text that somebody wrote.

        Raises:
            ValueError: if ``chosen`` is longer than a list of letters can be, or not printable.
        """
        if not _is_answer(chosen):
            raise ValueError(f"An answer to keep is a short line of letters or a number, not {chosen!r}.")
        one = _Try(item, bool(right), chosen, date.today().isoformat(), time.time())
        if not self._save(lambda kept: kept.plus([*self._waiting(kept), one])):
            self._state.pending.append(one)

    def reset(self) -> bool:
        """Forget everything; return whether the file forgot it too."""
        self._state.pending.clear()
        return self._save(lambda _: _Kept(begun=time.time()))

    def _waiting(self, kept: _Kept) -> list[_Try]:
        """Return the tries that wait, without those that another notebook's new beginning forgot."""
        return [one for one in self._state.pending if one.at >= kept.begun]

    def _save(self, change: Callable[[_Kept], _Kept]) -> bool:
        try:
            with self._locked():
                self._write(change(self._read_or_keep_aside()))
        except OSError as error:
            self._fail("saved", error)
            return False
        self._state.pending.clear()
        self._state.trouble = ""
        return True

    def _fail(self, done: str, error: OSError) -> None:
        why = "its lock is held elsewhere" if isinstance(error, Timeout) else error.strerror or str(error)
        advice = f"to keep it elsewhere, set {VARIABLE} to a file that can be written"
        if done == "read" and self._state.trouble and not self._state.reading:
            return  # that it could not be saved says more
        self._state.reading = done == "read"
        if isinstance(error, _Newer):
            advice = "install the newer version to go on from the file, which is left as it is"
        self._state.trouble = (
            f"Progress could not be {done} ({why}). What you do now is kept until this notebook is closed; {advice}."
        )

    def _read(self) -> _Kept:
        """Return the content of the file; only a file that is not there is an empty one.

        Raises:
            OSError: if it cannot be read, or is of a newer version.
            _Damaged: if it is not what the course writes.
        """
        try:
            if not stat.S_ISREG(os.stat(self._file).st_mode):  # a pipe would never end, a device must not be moved
                raise OSError(errno.EINVAL, "there is something else than a file in its place")
            content = self._file.read_bytes()
        except FileNotFoundError:
            return _Kept()
        return _parsed(content)

    def _read_or_keep_aside(self) -> _Kept:
        """Return the content; move a damaged file aside (under the lock, so that nobody's new file is moved).

        Raises:
            OSError: if it cannot be read or moved.
        """
        try:
            return self._read()
        except _Damaged:
            number = 1
            while os.path.lexists(aside := self._file.with_name(f"{self._file.stem}-damaged-{number}{self._file.suffix}")):
                number += 1
            try:
                os.replace(self._file, aside)
            except OSError as error:
                raise OSError(error.errno, f"it is damaged and cannot be moved: {error.strerror}") from error
            self._state.aside.append(
                f"The file {self._file.name} was damaged. It was kept aside as {aside.name}; progress starts anew."
            )
            return _Kept()

    def _mend(self) -> _Kept:
        """Keep a damaged file aside and return what is there instead."""
        try:
            with self._locked():
                return self._read_or_keep_aside()
        except OSError as error:
            self._fail("read", error)
            return _Kept()

    def _write(self, kept: _Kept) -> None:
        items = {key: {**vars(r), "chosen": [vars(given) for given in r.chosen]} for key, r in sorted(kept.items.items())}
        text = json.dumps({"version": _VERSION, "begun": kept.begun, "items": items}) + "\n"  # compact, because that is fast
        new = self._file.with_name(f"{self._file.name}.{os.getpid()}.new")
        # left behind by writers that were killed: nobody else writes now
        for left in self._file.parent.glob(f"{glob.escape(self._file.name)}.*.new"):
            with contextlib.suppress(OSError):
                left.unlink()
        try:
            mode = stat.S_IMODE(os.stat(self._file).st_mode)
        except FileNotFoundError:
            mode = None
        try:
            with open(new, "xb", opener=lambda name, flags: os.open(name, flags, 0o666 if mode is None else 0o600)) as stream:
                stream.write(text.encode("ascii"))
                stream.flush()
                os.fsync(stream.fileno())
            if mode is not None:
                with contextlib.suppress(OSError):  # a disk without modes
                    os.chmod(new, mode)
            os.replace(new, self._file)
        finally:
            with contextlib.suppress(OSError):
                new.unlink()

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the lock.

        Raises:
            OSError: if it cannot be had within a few seconds, or cannot be made.
        """
        folder = self._file.parent
        if folder == PERSONAL:
            folder.mkdir(parents=True, exist_ok=True)
        os.stat(folder)  # the lock would make the folder, which may be a slip in the variable
        lock = FileLock(f"{self._file}.lock", timeout=_LOCK_SECONDS, poll_interval=0.01)
        with lock:
            yield


def place(
    folder: Path,
    environ: Mapping[str, str],
    personal: Path | None = None,
    owned: Callable[[Path], bool] | None = None,
    writable: Callable[[Path], bool] | None = None,
) -> Path:
    """Return where the progress file belongs.

    In this order: where the environment variable says; a file of this user's beside the course; the course's folder, if it
    is this user's and can be written; else the user's own data folder. Packages are not installed to be written into, so
    their folder counts as somebody else's.

    Args:
        folder: the folder of the course.
        environ: the environment's variables.
        personal: the user's own data folder; None for this user's on this computer.
        owned: says whether a path is there and belongs to this user.
        writable: says whether a folder can be written.
    """
    owned, writable = owned or _owned, writable or _writable
    if environ.get(VARIABLE):
        return Path(os.path.expanduser(environ[VARIABLE]))
    beside = folder / NAME
    installed = folder.name in ("site-packages", "dist-packages")
    if owned(beside) or (not installed and owned(folder) and writable(folder)):
        return beside
    return (personal or PERSONAL) / NAME


def _owned(path: Path) -> bool:
    """Whether a path is there and belongs to this user; Windows does not say whose it is."""
    try:
        found = os.stat(path)
    except OSError:
        return False
    return not hasattr(os, "geteuid") or found.st_uid == os.geteuid()


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK | os.X_OK)


def _parsed(content: bytes) -> _Kept:
    """Return the content of a file of this or the former version.

    Raises:
        _Damaged: if it is not what the course writes.
        _Newer: if the file is of a newer version.
    """
    try:
        found = json.loads(content.removeprefix(codecs.BOM_UTF8).decode())  # an editor may have put the mark there
    except (ValueError, RecursionError) as error:
        raise _Damaged from error
    if not isinstance(found, dict) or not _is_count(found.get("version")):
        raise _Damaged
    if found["version"] > _VERSION:
        raise _Newer
    begun, items = found.get("begun", 0), found.get("items")
    if type(begun) not in (int, float) or not 0 <= begun <= _LARGEST or not isinstance(items, dict):
        raise _Damaged
    return _Kept({key: _record(item) for key, item in items.items()}, begun)


def _record(item: object) -> Record:
    if not isinstance(item, dict) or item.keys() - {"chosen"} != {"tries", "right", "last"}:
        raise _Damaged
    chosen = item.get("chosen", [])
    well = _is_count(item["tries"]) and isinstance(item["right"], bool) and _is_day(item["last"]) and isinstance(chosen, list)
    if not well or not all(isinstance(one, dict) and one.keys() == {"answer", "day"} for one in chosen):
        raise _Damaged
    if not all(_is_answer(one["answer"]) and _is_day(one["day"]) for one in chosen):
        raise _Damaged
    given = tuple(Answer(one["answer"], one["day"]) for one in chosen[-KEPT_ANSWERS:])
    return Record(item["tries"], item["right"], item["last"], given)


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= _LARGEST


def _is_day(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value) is not None


def _is_answer(value: object) -> bool:
    return isinstance(value, str) and len(value) <= 100 and value.isprintable()
