"""The results of a class, from the progress files that its learners handed in: pictures and the tables below it.

``uv run python -m helpers.class_results FOLDER`` reads the files (``progress.json``, or ``progress.csv`` as lesson 00 saves
it) and writes two pages without scripts, each with its tables as CSV. ``results`` names nobody and can be shown to the class;
``who_is_stuck`` names the files and stays with the instructor. Nothing is sent anywhere.
"""

from __future__ import annotations

from pathlib import Path

from ..evidence import load
from .class_pages import misconceptions_csv, results_csv, results_page, stuck_csv, stuck_page
from .handed_in import alike, read_folder
from .item_counts import count_items, find_stuck

TARGET = "class-results"  # a folder beside the files, which is not read


class NothingToCount(ValueError):
    """No file of the folder holds results."""


def write(folder: Path, target: Path) -> tuple[list[Path], list[str]]:
    """Write the results of the files in ``folder`` into ``target``.

    Returns what was written, and a sentence for each file that was left out, or looks like another.

    Raises:
        NothingToCount: if no file can be counted; its text says why.
    """
    learners, left_out = read_folder(folder, target)
    if not learners:
        raise NothingToCount(" ".join([f"No progress file in {folder} can be counted.", *left_out]))
    evidence = load()
    twice = alike(learners)
    counted, stuck = count_items(evidence, learners), find_stuck(evidence, learners)
    texts = {
        "results.html": results_page(counted, len(learners), len(left_out)),
        "results.csv": results_csv(counted),
        "misconceptions.csv": misconceptions_csv(counted),
        "who_is_stuck.html": stuck_page(stuck, learners, [*left_out, *twice]),
        "who_is_stuck.csv": stuck_csv(stuck),
    }
    target.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (target / name).write_text(text, encoding="utf-8-sig" if name.endswith(".csv") else "utf-8", newline="")
    return [target / name for name in texts], [*left_out, *twice]
