"""The numbers of the prose, written from their ties: notebooks, README, and the words of the tables."""

from __future__ import annotations

from pathlib import Path

from ..evidence import Evidence, load
from ..learn.ties import filled
from . import ROOT
from .table_file import read_cells, write_cells, write_text


def ties(root: Path = ROOT) -> None:
    """Write every number that its row no longer says, or that stands as "?" before its tie."""
    evidence = load(root / "data")
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        _rewrite_notebook(path, evidence)
    write_text(root / "README.md", filled((root / "README.md").read_text(encoding="utf-8"), evidence))
    for resource in evidence.package["resources"]:
        columns = [field["name"] for field in resource["schema"]["fields"] if "ties" in field]
        if columns:
            _rewrite_table(root / "data" / resource["path"], columns, evidence)


def _rewrite_notebook(path: Path, evidence: Evidence) -> None:
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    before = [cell.source for cell in notebook.cells]
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = filled(cell.source, evidence)
    if before != [cell.source for cell in notebook.cells]:
        nbformat.write(notebook, path)


def _rewrite_table(path: Path, columns: list[str], evidence: Evidence) -> None:
    header, rows = read_cells(path)
    for row in rows:
        for column in columns:
            row[header.index(column)] = filled(row[header.index(column)], evidence)
    write_cells(path, header, rows)
