"""The learner's progress: one JSON file beside the course, shared by all open notebooks.

Each change is read, merged and written under a lock, and the file is replaced in one step, so two notebooks lose nothing
to each other and a power cut leaves the old file or the new one. A damaged file is kept aside. Where nothing can be written,
progress lasts until the notebook is closed, and a sentence says so.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

VARIABLE = "MYELOMA_COURSE_PROGRESS"  # another place for the file, such as a home folder on a Hub
DEFAULT = Path(__file__).resolve().parents[1] / "progress.json"
_VERSION = 1
_LOCK_SECONDS = 5.0


@dataclass(frozen=True)
class Record:
    """What is kept of one question or exercise: how often it was tried, whether it was once right, and the last day."""

    tries: int
    right: bool
    last: str


class Progress:
    """The progress file.

    Attributes:
        path: where it is.
        notes: sentences that the learner should read, such as that a damaged file was kept aside.
    """

    def __init__(self, path: Path | None = None):
        self.path = Path(path or os.environ.get(VARIABLE) or DEFAULT)
        self.notes: list[str] = []
        self._memory: dict[str, Record] = {}

    def records(self) -> dict[str, Record]:
        """Return what is kept, by the id of the question or exercise."""
        return {**self._read(), **self._memory}

    def record(self, item: str, right: bool) -> None:
        """Add one try; an item once right stays right."""

        def add(records: dict[str, Record]) -> dict[str, Record]:
            old = records.get(item, Record(0, False, ""))
            return {**records, item: Record(old.tries + 1, old.right or right, date.today().isoformat())}

        self._change(add)

    def reset(self) -> None:
        """Forget everything."""
        self._memory = {}
        self._change(lambda _: {})

    def _change(self, change) -> None:
        try:
            with self._locked():
                self._write(change({**self._read(), **self._memory}))
            self._memory = {}
        except OSError as error:
            self._memory = change({**self._read(), **self._memory})
            self._note(
                f"Progress could not be saved ({error.strerror or error}). It is kept until this notebook is closed; "
                f"to keep it elsewhere, set {VARIABLE} to a file that can be written."
            )

    def _read(self) -> dict[str, Record]:
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
            return {key: Record(**record) for key, record in content["items"].items()}
        except OSError:  # no file yet, or none that can be read
            return {}
        except (ValueError, TypeError, KeyError, AttributeError):
            self._keep_aside()
            return {}

    def _keep_aside(self) -> None:
        number = 1
        while (aside := self.path.with_name(f"{self.path.stem}-damaged-{number}{self.path.suffix}")).exists():
            number += 1
        try:
            os.replace(self.path, aside)
        except OSError:
            self._note(f"The file {self.path.name} is damaged and could not be moved; progress starts anew.")
        else:
            self._note(f"The file {self.path.name} was damaged. It was kept aside as {aside.name}; progress starts anew.")

    def _write(self, records: dict[str, Record]) -> None:
        content = {"version": _VERSION, "items": {key: asdict(record) for key, record in sorted(records.items())}}
        new = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        try:
            new.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8", newline="\n")
            os.replace(new, self.path)
        finally:
            with contextlib.suppress(OSError):
                new.unlink()

    @contextlib.contextmanager
    def _locked(self):
        """Hold the lock file; one that its owner left behind (a killed kernel) is taken over."""
        lock = self.path.with_name(f"{self.path.name}.lock")
        deadline = time.monotonic() + _LOCK_SECONDS
        while True:
            try:
                os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
                break
            except FileExistsError:
                if time.monotonic() > deadline:
                    with contextlib.suppress(OSError):
                        lock.unlink()
                    deadline = time.monotonic() + _LOCK_SECONDS
                time.sleep(0.02)
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                lock.unlink()

    def _note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)
