"""What a measurement was made on."""

from __future__ import annotations

import os
import platform
from datetime import date
from importlib.metadata import version

NAMED = ("jupyterlab", "ipywidgets", "matplotlib", "pandas")


def machine() -> str:
    """Return date, cores, load and versions in one line."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    versions = ", ".join(f"{name} {version(name)}" for name in NAMED)
    return f"{date.today()}, {os.cpu_count()} cores{load}, Python {platform.python_version()}, {versions}"
