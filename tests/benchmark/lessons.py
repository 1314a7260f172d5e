"""How fast lessons start and run in a real JupyterLab, and what they take."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import psutil

from tests.support.lab import Lesson, Server

from .table import markdown, row

LIVE_CONTROL = ".jp-OutputArea-output .jupyter-widgets :is(select, input, button, textarea, .noUi-handle)"
WATCH_FOR_CONTROL = f"""() => {{
    window.firstControl = null;
    const look = () => {{
        if (document.querySelector({LIVE_CONTROL!r})) window.firstControl = Date.now();
        else requestAnimationFrame(look);
    }};
    look();
}}"""


def write_notebook(path: Path, *sources: str) -> None:
    """Write a notebook of code cells, without outputs."""
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)


def imports_of(path: Path) -> str:
    """Return the first code cell of a lesson: its import."""
    cells = nbformat.read(path, as_version=4).cells
    return next(cell.source for cell in cells if cell.cell_type == "code")


def kernel_memory() -> float:
    """Return the resident memory of the one kernel that runs below this process, in MB."""
    below = psutil.Process().children(recursive=True)
    (kernel,) = [process for process in below if "ipykernel_launcher" in " ".join(process.cmdline())]
    return kernel.memory_info().rss / 1e6


def run_one(browser, server: Server, path: str, stored: bool) -> dict[str, float]:
    """Open a notebook in a page of its own and run it; return seconds since the opening, seconds of the run, and MB."""
    begun = time.time()
    lesson = Lesson(browser.new_page(viewport={"width": 1280, "height": 900}), server, path, stored)
    opened = time.time()
    lesson.page.evaluate(WATCH_FOR_CONTROL)
    run = time.time()
    lesson.page.evaluate("async () => { await window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
    ended = time.time()
    lesson.settle()
    if stored:
        lesson.page.wait_for_function("() => window.firstControl")
    control = lesson.page.evaluate("() => window.firstControl")
    memory, errors = kernel_memory(), lesson.errors()
    lesson.close()
    if errors:
        raise SystemExit(f"{path}: the kernel published an error: {errors[0]}")
    return {"shown": opened - begun, "control": (control or 0) / 1000 - begun, "run": ended - run, "memory": memory}


def report(root: Path, server: Server, browser) -> Iterator[str]:
    """Run every lesson beside a notebook that only imports what it imports, and beside one that does nothing."""
    write_notebook(root / "nothing.ipynb", "pass")
    run_one(browser, server, "nothing.ipynb", stored=False)  # the server and the browser's cache are warm after it
    nothing = run_one(browser, server, "nothing.ipynb", stored=False)
    header = (
        "lesson", "shown, s", "first live control, s", "run all, s", "its imports alone, s", "kernel, MB", "imports alone, MB",
        "notebook, kB",
    )  # fmt: skip
    yield "Seconds from the opening of the page, server warm, every cell run as soon as the lesson is shown; memory is resident."
    yield (
        f"A notebook with `pass` alone: shown after {nothing['shown']:.1f} s, run in {nothing['run']:.1f} s, "
        f"kernel {nothing['memory']:.0f} MB."
    )
    yield from ["", *markdown(header, [])]
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        size = path.stat().st_size / 1000
        write_notebook(root / "imports.ipynb", imports_of(path))
        imports = run_one(browser, server, "imports.ipynb", stored=False)
        found = run_one(browser, server, f"notebooks/{path.name}", stored=True)
        times = [f"{one:.1f}" for one in (found["shown"], found["control"], found["run"], imports["run"])]
        yield row([path.name[:2], *times, f"{found['memory']:.0f}", f"{imports['memory']:.0f}", f"{size:.0f}"])
