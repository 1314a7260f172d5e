"""Does a saved lesson hold its static view and no widget, and does every other notebook keep what it has?"""

from __future__ import annotations

import copy

from helpers.jupyter.saving import WIDGET_MIME, keep_the_static_view


def notebook(*outputs: dict) -> dict:
    cells = [{"cell_type": "markdown", "source": "Text"}, {"cell_type": "code", "outputs": [{"data": data} for data in outputs]}]
    return {"type": "notebook", "content": {"cells": cells, "metadata": {"widgets": {"state": 1}, "kernelspec": {}}}}


def test_a_view_with_a_static_twin_loses_its_widget_and_the_notebook_its_state():
    model = notebook({WIDGET_MIME: {"model_id": "x"}, "text/html": "<p>52.8</p>", "text/plain": "52.8"})
    keep_the_static_view(model=model, path="a.ipynb", contents_manager=None)
    assert model["content"]["cells"][1]["outputs"] == [{"data": {"text/html": "<p>52.8</p>", "text/plain": "52.8"}}]
    assert model["content"]["metadata"] == {"kernelspec": {}}


def test_a_widget_without_a_twin_and_other_files_are_left_alone():
    other = notebook({WIDGET_MIME: {"model_id": "x"}, "text/plain": "IntSlider()"})
    both = notebook({WIDGET_MIME: {}, "text/html": "a"}, {WIDGET_MIME: {}, "text/plain": "IntSlider()"})
    text = {"type": "file", "content": "text"}
    for model in (other, text):
        before = copy.deepcopy(model)
        keep_the_static_view(model=model)
        assert model == before
    keep_the_static_view(model=both)
    assert "widgets" in both["content"]["metadata"], "the state of the other widget stays"
