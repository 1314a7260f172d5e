"""The whole course as one PDF, printed by a Chromium or Chrome that is on the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PAPERS = ("A4", "letter")
_SECONDS = 180


def print_pdf(page: Path, pdf: Path, paper: str = PAPERS[0]) -> Path:
    """Print a page on ``paper``, and return the PDF.

    Raises:
        FileNotFoundError: if there is no such browser.
        subprocess.CalledProcessError: if it fails.
    """
    browser = next((path for name in NAMES if (path := shutil.which(name))), None)
    if browser is None:
        raise FileNotFoundError(f"No browser that prints was found; one of {', '.join(NAMES)} is needed for a PDF.")
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # it refuses to start otherwise
    sized = page.with_suffix(".print.html")
    html = page.read_text(encoding="utf-8")
    sized.write_text(html.replace("</head>", f"<style>@page {{ size: {paper}; }}</style></head>"), encoding="utf-8")
    call = [browser, "--headless", "--disable-gpu", *as_root, "--no-pdf-header-footer", f"--print-to-pdf={pdf}", sized.as_uri()]
    try:
        subprocess.run(call, check=True, capture_output=True, timeout=_SECONDS)
    finally:
        sized.unlink()
    return pdf
