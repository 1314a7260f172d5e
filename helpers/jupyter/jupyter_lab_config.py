"""Settings that JupyterLab reads where the course is installed: open the first lesson, where there is one."""

from pathlib import Path

if Path("notebooks", "00_start_here.ipynb").exists():  # started elsewhere, Lab opens as usual
    c.LabApp.default_url = "/lab/tree/notebooks/00_start_here.ipynb"  # noqa: F821  (c is Jupyter's)
