"""Does every control of a notebook work through a real kernel, as the page would work it?"""

from __future__ import annotations

import pytest

from tests.conftest import NOTEBOOKS, ROOT
from tests.support import contract
from tests.support.kernel import KernelSession, changes

pytestmark = pytest.mark.slow

BROKEN = """
from helpers.widgets.controls import PlainButton, whole_slider
from helpers.widgets.explorer import Explorer
from helpers.show.view import View

def view(months):
    if months > 5:
        raise ValueError("more than five")
    return View(f"{months} months")

def press():
    raise RuntimeError("pressed")

button = PlainButton("Go", press)
Explorer("broken", view, {"months": whole_slider("Months", 0, 10, 3)})
"""


# every control of every lesson is worked in the process (test_explorers.py) and by keyboard (browser/test_every_lesson.py);
# these two lessons hold every kind of control
KINDS = [path for path in NOTEBOOKS if path.name[:2] in ("03", "10")]


@pytest.mark.parametrize("path", KINDS, ids=lambda path: path.stem)
def test_every_control_through_a_real_kernel(path):
    with KernelSession(path.parent) as session:
        session.run_notebook(path)
        assert session.errors == []
        controls = dict(session.controls())
        assert len(controls) >= contract.CONTROLS
        for comm_id, state in controls.items():
            if state.get("disabled"):
                continue  # the first item cannot go up, nor the last one down
            before = session.updates
            for change in changes(dict(state)):
                session.update(comm_id, change)
            if state["_model_name"] == "ButtonModel":
                session.click(comm_id)
                assert session.updates > before, f"the button {state['description']} shows nothing"
        assert session.errors == []
        assert not [value for value in session.html() if "could not be shown" in value]
        assert session.updates > 30


def test_an_error_in_a_callback_reaches_the_page():
    with KernelSession(ROOT / "notebooks") as session:
        session.run(BROKEN)
        slider = next(key for key, state in session.controls().items() if state["_model_name"] == "IntSliderModel")
        button = next(key for key, state in session.controls().items() if state["_model_name"] == "ButtonModel")
        session.update(slider, {"value": 4})
        assert session.errors == []
        session.update(slider, {"value": 6})
        assert session.errors == ["ValueError: more than five"]
        assert any("more than five" in value for value in session.html())
        session.click(button)
        assert session.errors[1:] == ["RuntimeError: pressed"]
