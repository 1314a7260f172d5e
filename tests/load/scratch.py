"""A scratch environment with JupyterHub, its proxy and the course: nothing of it becomes a dependency of the course."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

PROXY = "configurable-http-proxy@5.3.0"


@dataclass(frozen=True)
class Scratch:
    """Where everything stands: a folder that goes when the measurement ends."""

    folder: Path

    @property
    def programs(self) -> Path:
        """The folder of the programs that pip installed."""
        return self.folder / "environment" / "bin"

    @property
    def proxy(self) -> Path:
        """The program of the proxy."""
        return self.folder / "proxy" / "node_modules" / ".bin" / "configurable-http-proxy"


def hub_version(dockerfile: str) -> str:
    """Return the version of JupyterHub that the image of a class holds."""
    (found,) = re.findall(r"\bjupyterhub==([\d.]+)", dockerfile)
    return found


def build(folder: Path) -> Scratch:
    """Install the course as its image does (same lock, same JupyterHub), and the proxy from npm."""
    scratch = Scratch(folder)
    python = str(scratch.programs / "python")
    hub = hub_version((ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8"))
    # copies: files that are links into uv's cache would share memory with other environments of this machine
    install = ("uv", "pip", "install", "--quiet", "--python", python, "--link-mode", "copy", "--compile-bytecode")
    for command in (
        ("uv", "venv", "--quiet", "--python", sys.executable, str(folder / "environment")),
        (*install, "--require-hashes", "-r", "requirements.lock"),
        (*install, "--no-deps", "--editable", "."),
        (*install, f"jupyterhub=={hub}"),  # in the course's folder uv keeps to the course's pins and date
        ("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder / "proxy"), PROXY),
    ):
        _run(*command)
    return scratch


def _run(program: str, *arguments: str) -> None:
    found = (os.environ.get("UV") if program == "uv" else None) or shutil.which(program)
    if found is None:
        raise SystemExit(f"{program} is not installed.")
    run = subprocess.run([found, *arguments], cwd=ROOT, capture_output=True, text=True)
    if run.returncode:
        raise SystemExit(f"{program} {' '.join(arguments)} failed:\n{run.stdout}{run.stderr}")
