"""The learner's progress: one JSON file on this computer, shared by all open notebooks.

Each change is read, merged and written under a lock that the operating system frees with the process, and the file is
replaced in one step, so two notebooks lose nothing to each other and a power cut leaves the old file or the new one.
A damaged file is kept aside; a file that cannot be read, or of a newer version, is left alone. What could not be written is
kept as single tries until the notebook is closed, and a sentence says so.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from .progress_content import Answer, Damaged, Kept, Newer, Record, Try, is_answer, parsed, written
from .progress_place import FOLDER, NAME, PERSONAL, VARIABLE, place

__all__ = ["NAME", "VARIABLE", "Answer", "Progress", "Record", "place"]

_LOCK_SECONDS = 3.0


@dataclass
class _State:
    """What all progress objects of this kernel with the same file share."""

    pending: list[Try] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    trouble: str = ""
    reading: bool = False  # the trouble was met in reading alone
    watchers: list[Callable[[], None]] = field(default_factory=list)


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
        except Damaged:
            kept = self._mend()
        except OSError as error:
            kept = Kept()
            self._fail("read", error)
        return dict(kept.plus(self._waiting(kept)).items)

    def record(self, item: str, right: bool, chosen: str = "") -> None:
        """Add one try; an item once right stays right.

        Args:
            chosen: the answer as letters or a number, never a text that somebody wrote.

        Raises:
            ValueError: if ``chosen`` is longer than a list of letters can be, or not printable.
        """
        if not is_answer(chosen):
            raise ValueError(f"An answer to keep is a short line of letters or a number, not {chosen!r}.")
        one = Try(item, bool(right), chosen, date.today().isoformat(), time.time())
        if not self._save(lambda kept: kept.plus([*self._waiting(kept), one])):
            self._state.pending.append(one)

        self._tell()

    def watch(self, changed: Callable[[], None]) -> None:
        """Call ``changed`` whenever this kernel adds a try or forgets all."""
        self._state.watchers.append(changed)

    def _tell(self) -> None:
        for changed in self._state.watchers:
            changed()

    def reset(self) -> bool:
        """Forget everything; return whether the file forgot it too."""
        self._state.pending.clear()
        forgotten = self._save(lambda _: Kept(begun=time.time()))
        self._tell()
        return forgotten

    def _waiting(self, kept: Kept) -> list[Try]:
        """Return the tries that wait, without those that another notebook's new beginning forgot."""
        return [one for one in self._state.pending if one.at >= kept.begun]

    def _save(self, change: Callable[[Kept], Kept]) -> bool:
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
        if isinstance(error, Newer):
            advice = "install the newer version to go on from the file, which is left as it is"
        self._state.trouble = (
            f"Progress could not be {done} ({why}). What you do now is kept until this notebook is closed; {advice}."
        )

    def _read(self) -> Kept:
        """Return the content of the file; only a file that is not there is an empty one.

        Raises:
            OSError: if it cannot be read, or is of a newer version.
            Damaged: if it is not what the course writes.
        """
        try:
            if not stat.S_ISREG(os.stat(self._file).st_mode):  # a pipe would never end, a device must not be moved
                raise OSError(errno.EINVAL, "there is something else than a file in its place")
            content = self._file.read_bytes()
        except FileNotFoundError:
            return Kept()
        return parsed(content)

    def _read_or_keep_aside(self) -> Kept:
        """Return the content; move a damaged file aside (under the lock, so that nobody's new file is moved).

        Raises:
            OSError: if it cannot be read or moved.
        """
        try:
            return self._read()
        except Damaged:
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
            return Kept()

    def _mend(self) -> Kept:
        """Keep a damaged file aside and return what is there instead."""
        try:
            with self._locked():
                return self._read_or_keep_aside()
        except OSError as error:
            self._fail("read", error)
            return Kept()

    def _write(self, kept: Kept) -> None:
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
                stream.write(written(kept))
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
