"""Start a JupyterHub for a measurement, and leave nothing running after it."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from . import processes
from .scratch import Scratch

CONFIG = Path(__file__).with_name("jupyterhub_config.py")


@dataclass(frozen=True)
class Hub:
    """A JupyterHub that answers."""

    address: str
    password: str
    mark: str
    homes: Path
    log: Path
    seconds_to_ready: float


def free_ports(count: int) -> list[int]:
    """Return ports of the loopback that nobody listens at."""
    with contextlib.ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


@contextlib.contextmanager
def running(scratch: Scratch, students: list[str], notebooks: Path) -> Iterator[Hub]:
    """Start JupyterHub and its proxy, each student with a copy of the notebooks; stop all that they started at the end."""
    folder = scratch.folder / f"hub-{secrets.token_hex(4)}"
    for student in students:
        shutil.copytree(notebooks, folder / "homes" / student / "notebooks")
    port, hub_port, proxy_port = free_ports(3)
    password, mark = secrets.token_hex(24), secrets.token_hex(12)
    settings = {
        "port": port, "hub_port": hub_port, "proxy_port": proxy_port, "proxy": str(scratch.proxy),
        "homes": str(folder / "homes"), "password": password,
    }  # fmt: skip
    environment = {
        "PATH": f"{scratch.programs}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "COURSE_LOAD_MARK": mark,
        "COURSE_LOAD_SETTINGS": json.dumps(settings),  # others can read a command line, an environment they cannot
        "CONFIGPROXY_AUTH_TOKEN": secrets.token_hex(24),
    }
    log = folder / "hub.log"
    with log.open("w") as written:
        begun = time.monotonic()
        hub = subprocess.Popen(
            [scratch.programs / "jupyterhub", "--config", CONFIG],
            cwd=folder, env=environment, stdout=written, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(hub, f"{address}/hub/login", log)
            yield Hub(address, password, mark, folder / "homes", log, time.monotonic() - begun)
        finally:
            _stop(hub, mark)


def _wait(hub: subprocess.Popen, page: str, log: Path, seconds: float = 120) -> None:
    """Wait until the page of the Hub where students log in is there."""
    deadline = time.monotonic() + seconds
    while hub.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(page, timeout=5).close()
            return
        time.sleep(0.1)
    raise SystemExit(f"JupyterHub did not start:\n{log.read_text(encoding='utf-8')[-4000:]}")


def _stop(hub: subprocess.Popen, mark: str) -> None:
    """End the Hub, which ends its students' servers and its proxy; end by force whatever is left of it."""
    hub.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        hub.wait(timeout=60)
    deadline = time.monotonic() + 10
    while left := processes.marked(mark):
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        hub.poll()  # a process that has ended stays in the list until its parent asks for it
        if time.monotonic() > deadline:
            raise SystemExit(f"These processes could not be ended: {left}")
        time.sleep(0.1)
