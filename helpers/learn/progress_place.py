"""Where the learner's progress file belongs on this computer."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from platformdirs import user_data_path

VARIABLE = "MYELOMA_COURSE_PROGRESS"  # another place for the file
NAME = "progress.json"
FOLDER = Path(__file__).resolve().parents[2]
PERSONAL = Path(os.path.realpath(user_data_path("myeloma-maintenance-course", appauthor=False)))


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
