"""The progress files that a class handed in, read with suspicion: a bad or foreign one is named in a sentence and left out."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..learn.progress_content import Damaged, Newer, Record, parsed

_LARGEST = 1_000_000  # bytes; a whole course answered many times is a twentieth of it
_COLUMNS = ["lesson", "item", "tries", "right", "last", "chosen"]  # as lesson 00 saves them
_TOO_MANY_FOR_CHANCE = 10
_NOT_OURS = "it is not what the course writes"


@dataclass(frozen=True)
class Learner:
    """Who handed a file in, by the file's name alone, and what it holds, by the id of the question or exercise."""

    name: str
    records: Mapping[str, Record]


def read_folder(folder: Path, without: Path) -> tuple[list[Learner], list[str]]:
    """Return the learners by name, and a sentence for each file left out.

    Args:
        folder: holds the files, or a folder for each learner.
        without: a folder that is not read, because results are written there.
    """
    learners: dict[str, Learner] = {}
    left_out = []
    for path in _files(folder, without):
        shown = path.relative_to(folder).as_posix()
        name = path.relative_to(folder).with_suffix("").as_posix()
        try:
            records = _records(path)
        except (Damaged, OSError) as error:
            left_out.append(f"{shown} was left out: {_why(error)}.")
            continue
        if name in learners:
            left_out.append(f"{shown} was left out: another file of the same name was read.")
        else:
            learners[name] = Learner(name, records)
    return list(learners.values()), left_out


def alike(learners: Sequence[Learner]) -> list[str]:
    """Return a sentence for each learner with all the tries of another; a file may have been handed in twice.

    Few tries can be the same by chance, so nobody is left out for it.
    """
    first: dict[str, str] = {}
    said = []
    for one in learners:
        held = repr(sorted(one.records.items()))
        if len(one.records) >= _TOO_MANY_FOR_CHANCE and held in first:
            said.append(f"{one.name} holds the same tries as {first[held]}; both were counted.")
        first.setdefault(held, one.name)
    return said


def _files(folder: Path, without: Path) -> Iterator[Path]:
    """Yield the files of a folder and of the folders in it, without hidden ones; JSON first, which holds the most."""
    found = [path for path in (*folder.glob("*"), *folder.glob("*/*")) if path.is_file()]
    own = os.path.realpath(without)
    kept = [path for path in found if os.path.realpath(path.parent) != own]
    ours = [path for path in kept if not path.name.endswith(".json.lock")]  # stands beside a file that was in use
    seen = [path for path in ours if not any(part.startswith(".") for part in path.relative_to(folder).parts)]
    return iter(sorted(seen, key=lambda path: (path.with_suffix("").as_posix(), path.suffix.lower() != ".json", path.suffix)))


def _records(path: Path) -> Mapping[str, Record]:
    """Return what a file holds.

    Raises:
        Damaged: if it is no progress file.
        OSError: if it cannot be read, or is of a newer version.
    """
    if path.suffix.lower() not in (".json", ".csv"):
        raise Damaged("it is neither progress.json nor progress.csv")
    if path.stat().st_size > _LARGEST:
        raise Damaged("it is too large for a progress file")
    content = path.read_bytes()
    return parsed(_as_json(content) if path.suffix.lower() == ".csv" else content).items


def _as_json(content: bytes) -> bytes:
    """Return what lesson 00 saved as CSV in the form of the progress file, whose own reader then judges it.

    Raises:
        Damaged: if its columns are not those.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Damaged from error
    separator = ";" if text.startswith("lesson;") else ","  # a spreadsheet may have saved it again
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=separator, strict=True))
    except csv.Error as error:
        raise Damaged from error
    if not rows or rows[0] != _COLUMNS or any(len(row) != len(_COLUMNS) for row in rows[1:]):
        raise Damaged
    items = {row[1]: _item(*row[2:]) for row in rows[1:]}
    if len(items) < len(rows) - 1:
        raise Damaged("one question stands in it twice")
    return json.dumps({"version": 2, "items": items}).encode("ascii")


def _item(tries: str, right: str, last: str, chosen: str) -> dict[str, object]:
    given = [one.split(" ", 1) for one in chosen.split(" | ") if chosen]
    is_count = tries.isascii() and tries.isdecimal() and len(tries) < 13
    if not is_count or right not in ("yes", "no") or any(len(one) < 2 for one in given):
        raise Damaged
    answers = [{"day": day, "answer": answer} for day, answer in given]
    return {"tries": int(tries), "right": right == "yes", "last": last, "chosen": answers}


def _why(error: Exception) -> str:
    if isinstance(error, Newer):
        return "a newer version of the course made it"
    if isinstance(error, OSError):
        return f"it cannot be read ({error.strerror or error})"
    return str(error) or _NOT_OURS
