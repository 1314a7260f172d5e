"""Count the progress files of a class: ``uv run python -m helpers.class_results FOLDER [--into FOLDER]``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import TARGET, NothingToCount, write


def main(arguments: list[str] | None = None) -> None:
    """Write the results, and say where they are and which files were left out."""
    parser = argparse.ArgumentParser(
        prog="python -m helpers.class_results",
        description="Count what a class answered, from its exported progress files. Nothing is sent anywhere.",
    )
    parser.add_argument("folder", type=Path, help="the folder with the files, or with one folder for each learner")
    parser.add_argument("--into", type=Path, help=f"where the results go (default: {TARGET} in that folder)")
    asked = parser.parse_args(arguments)
    if not asked.folder.is_dir():
        sys.exit(f"There is no folder {asked.folder}.")
    target = asked.into or asked.folder / TARGET
    try:
        written, notes = write(asked.folder, target)
    except (NothingToCount, OSError) as why:
        sys.exit(str(why))
    print("\n".join([*notes, f"Open {written[0]}: it names nobody. {target / 'who_is_stuck.html'} names files: keep it."]))


if __name__ == "__main__":
    main()
