"""Settings that the Jupyter server reads where the course is installed: a saved lesson holds its static view."""

from helpers.jupyter.saving import keep_the_static_view

c.ContentsManager.pre_save_hook = keep_the_static_view  # noqa: F821  (c is Jupyter's)
