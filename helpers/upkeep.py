"""Refresh what is derived, in one command: ``uv run python -m helpers.upkeep``.

    derived                      from                               step
    data/datapackage.json        rows, size, sha256 of data/*.csv   dictionary
    notebooks/*.ipynb (outputs)  the notebooks' code and the data   outputs
    notebooks/figures/*.svg      the headline view                  picture
    requirements.lock            pyproject.toml                     lock

Name steps to run only these, and lessons to run only their notebooks: ``uv run python -m helpers.upkeep outputs 04``. Run
twice, it changes nothing the second time. ``--move-on DATE`` moves all versions on; nothing else does.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
from pathlib import Path

from . import versions
from .jupyter.saving import without_widgets

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "notebooks" / "figures" / "headline.svg"


def dictionary(root: Path = ROOT) -> None:
    """Check the data, and write rows, size and sha256 of each table into the data dictionary."""
    from .evidence import EvidenceError
    from .evidence.checks import examine, refuse
    from .evidence.schema import fingerprint

    folder = root / "data"
    try:
        package, tables = refuse(*examine(folder, known=False))
    except EvidenceError as error:
        raise SystemExit(str(error)) from None
    for resource in package["resources"]:
        content = (folder / resource["path"]).read_bytes()
        resource["bytes"] = len(content)
        resource["hash"] = fingerprint(content)
        resource["rows"] = len(tables[resource["name"]])
    text = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8", newline="\n")


def outputs(root: Path = ROOT, *lessons: str) -> None:
    """Run every notebook, or those of the given lessons ("04"), and store the outputs, stripped of what differs between runs.

    All run in one kernel, one after the other: importing the course takes longer than most lessons.
    """
    import nbformat
    from jupyter_client.manager import start_new_kernel
    from nbclient import NotebookClient

    folder = root / "notebooks"
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(folder), stderr=subprocess.DEVNULL)
    client.stop_channels()
    try:
        for path in sorted(folder.glob("*.ipynb")):
            if lessons and path.name[:2] not in lessons:
                continue
            notebook = nbformat.read(path, as_version=4)
            NotebookClient(notebook, km=manager, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
            strip(notebook)
            nbformat.write(notebook, path)
            print(f"{path.name}: {sum(cell.cell_type == 'code' for cell in notebook.cells)} cells run")
    finally:
        manager.shutdown_kernel(now=True)


def strip(notebook) -> None:
    """Remove widgets and timings from an executed notebook, and count its cells from 1, as in a kernel of its own."""
    without_widgets(notebook.cells)
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for count, cell in enumerate((c for c in notebook.cells if c.cell_type == "code"), start=1):
        cell.metadata.pop("execution", None)
        cell.execution_count = count
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = count


def picture(root: Path = ROOT) -> None:
    """Write the signature chart that README shows."""
    path = root / PICTURE.relative_to(ROOT)
    path.parent.mkdir(exist_ok=True)
    path.write_text(picture_text(), encoding="utf-8", newline="\n")


def picture_text() -> str:
    """Return the signature chart as SVG text."""
    from .charts import style
    from .lessons.lesson_03 import headline_figure

    return style.svg(headline_figure().chart.draw()) + "\n"


def lock(root: Path = ROOT) -> None:
    """Export the run-time packages with hashes, for every platform, without naming a package host."""
    path = root / "requirements.lock"
    path.write_text(versions.lock_text(root, path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


def move_on(date: str, root: Path = ROOT) -> None:
    """Move every version on to what the registry offered on ``date``, with new hashes."""
    versions.renew_pins(root, date)
    (root / "requirements.lock").write_text(versions.lock_text(root, ""), encoding="utf-8", newline="\n")


STEPS = {"dictionary": dictionary, "picture": picture, "outputs": outputs, "lock": lock}


def main(arguments: list[str] | None = None) -> None:
    """Run the named steps, or all; numbers of lessons narrow the step ``outputs``."""
    parser = argparse.ArgumentParser(
        prog="python -m helpers.upkeep", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="step or lesson", help=f"{', '.join(STEPS)}, or a lesson such as 04")
    parser.add_argument("--move-on", metavar="DATE", help="take the newest versions of this day, such as 2026-11-15")
    chosen = parser.parse_args(arguments)
    lessons = [name for name in chosen.names if re.fullmatch(r"\d\d", name)]
    steps = [name for name in chosen.names if name not in lessons]
    for name in steps:
        if name not in STEPS:
            parser.error(f'no step is called "{name}"; the steps are {", ".join(STEPS)}')
    if chosen.move_on:
        move_on(chosen.move_on)
        return
    for name in steps or (["outputs"] if lessons else STEPS):
        STEPS[name](ROOT, *(lessons if name == "outputs" else ()))


if __name__ == "__main__":
    main()
