"""Refresh what is derived, in one command: ``uv run python -m helpers.upkeep``.

    derived                      from                               step
    data/datapackage.json        size and sha256 of data/*.csv      dictionary
    notebooks/*.ipynb (outputs)  the notebooks' code and the data   outputs
    notebooks/figures/*.svg      the headline view                  picture
    requirements.lock            pyproject.toml                     lock

Name steps to run only these, and lessons to run only their notebooks: ``uv run python -m helpers.upkeep outputs 04``. Run
twice, it changes nothing the second time.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "notebooks" / "figures" / "headline.svg"
_EXPORT = [
    "export", "--frozen", "--quiet", "--no-dev", "--no-emit-project", "--no-header", "--no-annotate",
    "--format", "requirements-txt",
]  # fmt: skip


def dictionary(root: Path = ROOT) -> None:
    """Check the data, and write size and sha256 of each table into the data dictionary."""
    from .evidence import EvidenceError, load

    try:
        load(root / "data")
    except EvidenceError as error:
        raise SystemExit(str(error)) from None
    path = root / "data" / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    for resource in package["resources"]:
        content = (path.parent / resource["path"]).read_bytes()
        resource["bytes"] = len(content)
        resource["hash"] = "sha256:" + hashlib.sha256(content).hexdigest()
    path.write_text(json.dumps(package, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


def outputs(root: Path = ROOT, *lessons: str) -> None:
    """Run every notebook, or those of the given lessons ("04"), and store the outputs, stripped of what differs between runs."""
    import nbformat
    from nbclient import NotebookClient

    for path in sorted((root / "notebooks").glob("*.ipynb")):
        if lessons and path.name[:2] not in lessons:
            continue
        notebook = nbformat.read(path, as_version=4)
        NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}).execute()
        strip(notebook)
        nbformat.write(notebook, path)
        print(f"{path.name}: {sum(cell.cell_type == 'code' for cell in notebook.cells)} cells run")


def strip(notebook) -> None:
    """Remove widget state, widget ids and timings from an executed notebook.

    A stored widget without its state shows "model not found" in a trusted notebook; without it, Lab shows the static
    HTML that stands beside it.
    """
    from .explorer import WIDGET_MIME

    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_MIME, None)


def picture(root: Path = ROOT) -> None:
    """Write the signature chart that README shows."""
    path = root / PICTURE.relative_to(ROOT)
    path.parent.mkdir(exist_ok=True)
    path.write_text(picture_text(), encoding="utf-8", newline="\n")


def picture_text() -> str:
    """Return the signature chart as SVG text."""
    from .charts import style
    from .lessons.lesson_03 import headline_figure

    return style.svg(headline_figure().chart.draw())


def lock(root: Path = ROOT) -> None:
    """Export the run-time packages with hashes, for every platform, without naming a package host."""
    uv = shutil.which("uv")
    if uv is None:
        raise SystemExit("uv is not installed: python -m pip install uv")
    subprocess.run([uv, "lock", "--quiet"], cwd=root, check=True)
    (root / "requirements.lock").write_text(lock_text(root, uv), encoding="utf-8", newline="\n")


def lock_text(root: Path, uv: str) -> str:
    """Return what ``requirements.lock`` must hold."""
    head = (
        "# From pyproject.toml by: uv run python -m helpers.upkeep lock\n"
        "# Use: pip install --require-hashes -r requirements.lock\n"
    )
    export = subprocess.run([uv, *_EXPORT], cwd=root, check=True, capture_output=True, text=True, encoding="utf-8")
    return head + export.stdout


STEPS = {"dictionary": dictionary, "picture": picture, "outputs": outputs, "lock": lock}


def main(names: list[str]) -> None:
    """Run the named steps, or all; numbers of lessons narrow the step ``outputs``."""
    lessons = [name for name in names if re.fullmatch(r"\d\d", name)]
    names = [name for name in names if name not in lessons]
    unknown = [name for name in names if name not in STEPS]
    if unknown:
        raise SystemExit(f"No step is called {unknown[0]}; the steps are {', '.join(STEPS)}.")
    for name in names or (["outputs"] if lessons else STEPS):
        STEPS[name](ROOT, *(lessons if name == "outputs" else ()))


if __name__ == "__main__":
    main(sys.argv[1:])
