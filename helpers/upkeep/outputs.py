"""The stored outputs of the notebooks, and the signature chart that README shows."""

from __future__ import annotations

import subprocess
from pathlib import Path

from ..jupyter.saving import without_widgets
from ..learn.lesson_minutes import FOLDED
from . import ROOT

COLLAPSED = "jp-MarkdownHeadingCollapsed"
CODE_IN_SIGHT = "## Under the hood"
TEACHING = "teaching"  # the folder of what is no lesson
PICTURE = ROOT / "notebooks" / "figures" / "headline.svg"


def outputs(root: Path = ROOT, *lessons: str) -> None:
    """Run all notebooks, or those of given lessons ("04", "teaching"), and store the outputs without what differs between runs.

    All run in one kernel, one after the other: importing the course takes longer than most lessons.
    """
    import nbformat
    from jupyter_client.manager import start_new_kernel
    from nbclient import NotebookClient

    folder = root / "notebooks"
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(folder), stderr=subprocess.DEVNULL)
    client.stop_channels()
    try:
        for path in notebooks(folder):
            if lessons and path.name[:2] not in lessons and path.parent.name not in lessons:
                continue
            notebook = nbformat.read(path, as_version=4)
            NotebookClient(notebook, km=manager, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()
            strip(notebook)
            nbformat.write(notebook, path)
            print(f"{path.name}: {sum(cell.cell_type == 'code' for cell in notebook.cells)} cells run")
    finally:
        manager.shutdown_kernel(now=True)


def notebooks(folder: Path) -> list[Path]:
    """Return the notebooks of the lessons, then those for who teaches."""
    return [*sorted(folder.glob("*.ipynb")), *sorted(folder.glob(f"{TEACHING}/*.ipynb"))]


def strip(notebook) -> None:
    """Remove widgets and timings from an executed notebook, and count its cells from 1, as in a kernel of its own."""
    without_widgets(notebook.cells)
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        "myeloma_maintenance_course": True,  # by which the course's Lab extension knows its lessons
    }
    for cell in notebook.cells:
        protect(cell)
    arrange(notebook.cells)
    for count, cell in enumerate((c for c in notebook.cells if c.cell_type == "code"), start=1):
        cell.metadata.pop("execution", None)
        cell.execution_count = count
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = count


def protect(cell) -> None:
    """Keep a double click from showing a text's source, and two keys from deleting a cell; exercises stay the student's own."""
    for right in ("deletable", "editable"):
        cell.metadata.pop(right, None)
        if "lesson.exercise(" not in cell.source:
            cell.metadata[right] = False


def arrange(cells) -> None:
    """Collapse the sections that not everybody needs, and hide the code of the others; exercises keep theirs in sight.

    Both are JupyterLab's and Jupyter Book's own metadata; a page that knows neither shows everything.
    """
    section = ""
    for cell in cells:
        cell.metadata.pop(COLLAPSED, None)
        cell.metadata.pop("tags", None)
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            section = cell.source.splitlines()[0]
            if section.startswith(FOLDED):
                cell.metadata[COLLAPSED] = True
        elif cell.cell_type == "code" and section != CODE_IN_SIGHT:
            cell.metadata["tags"] = ["hide-input"]


def picture(root: Path = ROOT) -> None:
    """Write the signature chart that README shows."""
    path = root / PICTURE.relative_to(ROOT)
    path.parent.mkdir(exist_ok=True)
    path.write_text(picture_text(), encoding="utf-8", newline="\n")


def picture_text() -> str:
    """Return the signature chart as SVG text."""
    from ..lessons.lesson_03 import headline_figure
    from ..show.charts import svg

    return svg.svg_text(headline_figure().chart.draw()) + "\n"
