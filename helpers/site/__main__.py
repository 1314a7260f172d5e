"""Write the course as a static site: ``uv run python -m helpers.site [FOLDER] [--pdf]``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import WHOLE, build
from .paper import PAPERS, print_pdf


def main(arguments: list[str] | None = None) -> None:
    """Build what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m helpers.site", description="Write the course as pages to read and to print.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("site"), help="where the pages go (default: site)")
    parser.add_argument("--pdf", action="store_true", help="print the whole course as course.pdf too; needs Chromium or Chrome")
    parser.add_argument("--paper", choices=PAPERS, default=PAPERS[0], help="size of its sheets")
    asked = parser.parse_args(arguments)
    pages = build(asked.folder)
    print(f"{len(pages)} pages are in {asked.folder}; begin with {asked.folder / 'index.html'}.")
    if asked.pdf:
        try:
            pdf = print_pdf((asked.folder / WHOLE).resolve(), (asked.folder / "course.pdf").resolve(), asked.paper)
        except FileNotFoundError as missing:
            sys.exit(str(missing))
        print(f"The whole course on paper: {pdf}")


if __name__ == "__main__":
    main()
