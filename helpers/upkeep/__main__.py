"""Refresh what is derived, in one command: ``uv run python -m helpers.upkeep``.

    derived                            from                                  step
    numbers of the prose               their ties to rows of data/           ties
    links of terms in the prose        data/glossary.csv                     glossary
    minutes of the lessons             words, views, questions, exercises    minutes
    data/datapackage.json              rows, size, sha256 of data/*.csv      dictionary
    README.md (table of lessons)       data/lessons.csv                      readme
    notebooks/figures/*.svg            the headline view                     picture
    notebooks/*.ipynb (outputs),       the notebooks' code and the data      outputs
      notebooks/teaching/*.ipynb
    requirements.lock                  pyproject.toml                        lock

Name steps to run only these, and lessons to run only their notebooks: ``uv run python -m helpers.upkeep outputs 04``. With
``--changed`` it reads from git what changed since the last commit, refreshes that, and names the tests to run, and each changed
figure that the log of corrections does not name. Run twice, it
changes nothing the second time. ``--move-on DATE`` moves all versions on; nothing else does.
"""

from __future__ import annotations

import argparse
import re

from . import ROOT
from .changed import what_changed
from .corrections import unlogged
from .course_facts import minutes, readme
from .dictionary import dictionary
from .filling import ties
from .glossary_links import glossary
from .outputs import TEACHING, outputs, picture
from .versions import lock, move_on

STEPS = {
    "dictionary": dictionary, "minutes": minutes, "ties": ties, "glossary": glossary, "readme": readme,
    "picture": picture, "outputs": outputs, "lock": lock,
}  # fmt: skip
# a table must be known before it is read, and again once ties were written into it
ALL = ("minutes", "dictionary", "ties", "dictionary", "glossary", "readme", "picture", "outputs", "lock")


def main(arguments: list[str] | None = None) -> None:
    """Run the named steps, or all; numbers of lessons, or "teaching", narrow the step ``outputs``."""
    parser = argparse.ArgumentParser(
        prog="python -m helpers.upkeep", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "names", nargs="*", metavar="step or lesson", help=f"{', '.join(STEPS)}, or a lesson such as 04, or {TEACHING}"
    )
    parser.add_argument("--changed", action="store_true", help="refresh what follows from the changes since the last commit")
    parser.add_argument("--move-on", metavar="DATE", help="take the newest versions of this day, such as 2026-11-15")
    chosen = parser.parse_args(arguments)
    lessons = [name for name in chosen.names if re.fullmatch(rf"\d\d|{TEACHING}", name)]
    steps = [name for name in chosen.names if name not in lessons]
    for name in steps:
        if name not in STEPS:
            parser.error(f'no step is called "{name}"; the steps are {", ".join(STEPS)}')
    if chosen.move_on:
        move_on(chosen.move_on)
        return
    if chosen.changed:
        change = what_changed(ROOT)
        print("\n".join([change.words, *unlogged(ROOT)]))
        steps, lessons = [name for name in ALL if name in change.steps], list(change.lessons)
    for name in steps or (["outputs"] if lessons else [] if chosen.changed else ALL):
        STEPS[name](ROOT, *(lessons if name == "outputs" else ()))


if __name__ == "__main__":
    main()
