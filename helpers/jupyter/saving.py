"""Take the live widgets out of a notebook that is saved.

A saved widget is a picture of controls without a kernel: it can be moved, nothing follows, and a figure stands under a
choice that is not its own. Every view of the course has its static HTML beside the widget, with the starting choices in
words; a saved lesson shows that, until it is run again. Widgets of other notebooks have no such twin and are left alone.
"""

from __future__ import annotations

WIDGET_MIME = "application/vnd.jupyter.widget-view+json"


def keep_the_static_view(model: dict, **_where) -> None:
    """Change a notebook that is about to be saved, in place (a ``pre_save_hook`` of Jupyter's contents manager).

    Args:
        model: what is saved, as Jupyter's contents manager describes it: ``type``, ``content``.
    """
    if model.get("type") != "notebook":
        return
    notebook = model["content"]
    if without_widgets(notebook.get("cells", [])):
        notebook.get("metadata", {}).pop("widgets", None)


def without_widgets(cells: list[dict]) -> bool:
    """Remove the widget from each output that has static HTML beside it; return whether any was removed and none is left."""
    outputs = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    widgets = [data for data in outputs if WIDGET_MIME in data]
    twins = [data for data in widgets if "text/html" in data]
    for data in twins:
        del data[WIDGET_MIME]
    return bool(twins) and len(twins) == len(widgets)
