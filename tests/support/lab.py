"""Drive a real JupyterLab in Debian's Chromium: start the server, open a lesson, run it, read the page."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
CHROMIUM_FLAGS = [
    "--no-sandbox",  # Chromium refuses to start as root with its sandbox, and CI machines run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
]

LISTEN_FOR_ERRORS = """async () => {
    const app = window.jupyterapp;
    const panel = app.shell.currentWidget;
    await panel.context.ready;
    await panel.sessionContext.ready;
    window.kernelErrors = [];
    window.kernelStatus = 'unknown';
    panel.sessionContext.iopubMessage.connect((_, message) => {
        if (message.header.msg_type === 'error') {
            window.kernelErrors.push(message.content.ename + ': ' + message.content.evalue);
        }
        if (message.header.msg_type === 'status') {
            window.kernelStatus = message.content.execution_state;
        }
    });
}"""

# not asked at each frame: drawing frames would take the time that the kernel needs
IDLE_FOR_A_MOMENT = """async () => {
    const end = Date.now() + 120_000;
    let idle = 0;
    while (idle < 2) {
        if (idle) await new Promise(resolve => setTimeout(resolve, 120));
        idle = window.kernelStatus === 'busy' ? 0 : idle + 1;
        if (!idle) await new Promise(resolve => setTimeout(resolve, 15));
        if (Date.now() > end) throw new Error('The kernel is busy for two minutes.');
    }
}"""

ALL_OUTPUTS_DRAWN = """() => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    if (!notebook.model?.cells.length || notebook.widgets.length < notebook.model.cells.length) return false;
    const cells = notebook.widgets.filter(cell => cell.model.type === 'code');
    const stored = cells.reduce((sum, cell) => sum + cell.model.outputs.length, 0);
    const drawn = document.querySelectorAll('.jp-OutputArea-output');
    return stored > 0 && drawn.length >= stored && [...drawn].every(output => output.childElementCount > 0)
        && [...document.querySelectorAll('.jp-OutputArea-output img')].every(image => image.complete);
}"""


def find_chromium() -> str | None:
    """Return the path of an installed Chromium, or None."""
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


@dataclass(frozen=True)
class Server:
    """A JupyterLab that answers: its address, and the token without which it answers nobody."""

    address: str
    token: str

    def page(self, path: str) -> str:
        """Return the address that logs in and opens a notebook in a fresh workspace."""
        return f"{self.address}/lab/tree/{path}?token={self.token}&reset"


@contextlib.contextmanager
def lab_server(root: Path, scratch: Path):
    """Serve ``root`` with JupyterLab on a free port, with settings and a token of its own; yield the :class:`Server`."""
    token = secrets.token_hex(24)  # without one, anybody on this machine could run code as the person who tests
    environment = dict(os.environ, JUPYTER_TOKEN=token)  # a command line can be read by all, an environment cannot
    for variable, folder in {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }.items():
        environment[variable] = str(scratch / folder)
        (scratch / folder).mkdir(parents=True, exist_ok=True)
    log = (scratch / "server.log").open("w+", encoding="utf-8")
    server = subprocess.Popen(
        [
            sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--expose-app-in-browser",
            "--ServerApp.ip=127.0.0.1", "--ServerApp.port=0", "--ServerApp.port_retries=0",
            f"--ServerApp.root_dir={root}",
        ],
        cwd=root, env=environment, stdout=log, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        yield Server(_address(server, scratch, token), token)
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        log.close()


def _address(server: subprocess.Popen, scratch: Path, token: str, seconds: float = 90) -> str:
    """Wait until the server answers who has the token, and return its address."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        for info in (scratch / "runtime").glob("jpserver-*.json"):
            with contextlib.suppress(ValueError, KeyError, urllib.error.URLError, OSError):
                address = json.loads(info.read_text(encoding="utf-8"))["url"].rstrip("/")
                status = urllib.request.Request(f"{address}/api/status", headers={"Authorization": f"token {token}"})
                urllib.request.urlopen(status, timeout=5).close()
                return address
        time.sleep(0.2)
    raise RuntimeError("JupyterLab did not start:\n" + (scratch / "server.log").read_text(encoding="utf-8"))


class Lesson:
    """One notebook open in JupyterLab in one browser page."""

    def __init__(self, page, server: Server, path: str, stored: bool = True):
        """Open a notebook; a page that shows JupyterLab already goes on with it, as for a learner who takes the next lesson."""
        self.page, self.path = page, path
        page.set_default_timeout(60_000)  # a loaded machine is slow, and no test may fail by that
        if page.url == "about:blank":
            page.goto(server.page(path))
            page.wait_for_function("() => window.jupyterapp && window.jupyterapp.shell")
            page.evaluate("async () => { await window.jupyterapp.restored; }")
            page.wait_for_function("path => window.jupyterapp.shell.currentWidget?.context?.path === path", arg=path)
        else:
            page.evaluate("async path => { await window.jupyterapp.commands.execute('docmanager:open', { path }); }", path)
        page.evaluate(LISTEN_FOR_ERRORS)
        if stored:  # a lesson comes with outputs
            page.wait_for_function(ALL_OUTPUTS_DRAWN, polling=100)

    def run(self) -> None:
        """Run every cell, open what is closed or waits for a guess, and wait until the kernel and the focus are at rest."""
        self.open_sections()
        self.page.evaluate("async () => { await window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
        self.settle()
        self.skip_guesses()
        self.page.wait_for_function(
            """() => new Promise(resolve => {
                const focused = document.activeElement;
                setTimeout(() => resolve(document.activeElement === focused), 400);
            })"""
        )

    def open_sections(self) -> None:
        """Open every collapsed section."""
        self.page.evaluate("() => window.jupyterapp.commands.execute('notebook:expand-all-headings')")
        self.page.wait_for_function("() => !document.querySelector('.jp-Cell.lm-mod-hidden')")

    def skip_guesses(self) -> None:
        """Skip each prediction, so that what follows it comes into sight."""
        waiting = self.page.locator(".course-prediction:not(.course-revealed)")
        for left in range(waiting.count(), 0, -1):
            waiting.first.get_by_role("button", name="Skip the guess").click()
            self.page.wait_for_function(
                "left => document.querySelectorAll('.course-prediction:not(.course-revealed)').length < left", arg=left
            )
        self.page.wait_for_function("() => !document.querySelector('.course-waiting')")
        self.settle()

    def settle(self) -> None:
        """Wait until the kernel has been idle for a moment (a callback's error arrives after the update)."""
        self.page.evaluate(IDLE_FOR_A_MOMENT)

    def kernel_answered(self) -> None:
        """Wait until the kernel has answered all that JupyterLab asked it; one that ends before makes the page fail."""
        self.page.wait_for_function(
            """() => new Promise(resolve => {
                const kernel = window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel;
                const rests = () => kernel.status === 'idle' && kernel._futures.size === 0;
                if (!kernel || ['dead', 'terminating'].includes(kernel.status)) return resolve(true);
                if (!rests()) return resolve(false);
                setTimeout(() => resolve(rests()), 200);  // it asks for a subshell once it knows the kernel
            })"""
        )

    def end(self) -> None:
        """End the kernel, so that the next lesson starts one of its own, and close the notebook without saving it."""
        self.kernel_answered()
        self.page.evaluate("async () => { await window.jupyterapp.serviceManager.sessions.shutdownAll(); }")
        self.page.evaluate("() => { window.jupyterapp.shell.currentWidget.dispose(); }")

    def close(self) -> None:
        """End the kernel, and close the page."""
        self.end()
        self.page.close()

    def errors(self) -> list[str]:
        """Return what the kernel published as errors since the lesson was opened."""
        return self.page.evaluate("() => window.kernelErrors")

    def execution_counts(self) -> list[int | None]:
        """Return the execution count of every code cell."""
        return self.page.evaluate(
            """() => window.jupyterapp.shell.currentWidget.content.widgets
                .filter(cell => cell.model.type === 'code').map(cell => cell.model.executionCount)"""
        )
