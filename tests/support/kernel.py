"""Work a notebook's widgets as the page does: real comm messages to a real kernel."""

from __future__ import annotations

import queue
import time
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from jupyter_client.manager import start_new_kernel


@dataclass
class KernelSession:
    """A kernel in which a notebook was run, with the widgets that it opened.

    Attributes:
        models: widget states by comm id, kept up to date with what the kernel sends.
        errors: what the kernel published as errors.
        tracebacks: what the learner saw of each error, line by line.
        updates: how many times the value of an HTML widget changed.
    """

    folder: Path
    models: dict[str, dict] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    tracebacks: list[list[str]] = field(default_factory=list)
    updates: int = 0

    def __enter__(self) -> KernelSession:
        self._manager, self._client = start_new_kernel(kernel_name="python3", cwd=str(self.folder))
        return self

    def __exit__(self, *_exception) -> None:
        self._client.stop_channels()
        self._manager.shutdown_kernel(now=True)

    def run(self, source: str) -> None:
        """Run one cell."""
        self._settle(self._client.execute(source))

    def run_notebook(self, path: Path) -> None:
        """Run every code cell of a notebook."""
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                self.run(cell.source)

    def update(self, comm_id: str, state: dict) -> None:
        """Send what the page sends when a control changes."""
        self._send(comm_id, {"method": "update", "state": state, "buffer_paths": []})

    def click(self, comm_id: str) -> None:
        """Send what the page sends when a button is pressed."""
        self._send(comm_id, {"method": "custom", "content": {"event": "click"}})

    def controls(self) -> dict[str, dict]:
        """Return the models that a person can change, by comm id."""
        fields = ("BoundedFloatTextModel", "TextModel", "TextareaModel")
        kinds = ("DropdownModel", "IntSliderModel", "FloatSliderModel", "CheckboxModel", "ButtonModel", *fields)
        return {key: state for key, state in self.models.items() if state.get("_model_name") in kinds}

    def html(self) -> list[str]:
        """Return the values of all HTML widgets."""
        return [state["value"] for state in self.models.values() if state.get("_model_name") == "HTMLModel"]

    def _send(self, comm_id: str, data: dict) -> None:
        message = self._client.session.msg("comm_msg", {"comm_id": comm_id, "data": data})
        self._client.shell_channel.send(message)
        self._settle(message["header"]["msg_id"])

    def _settle(self, request: str, seconds: float = 60) -> None:
        """Read messages until the kernel is idle after ``request``."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                message = self._client.get_iopub_msg(timeout=1)
            except queue.Empty:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "error":
                self.errors.append(f"{content['ename']}: {content['evalue']}")
                self.tracebacks.append(content["traceback"])
            elif kind == "comm_open":
                self.models[content["comm_id"]] = dict(content["data"].get("state", {}))
            elif kind == "comm_msg":
                self._take(content)
            elif kind == "status" and content["execution_state"] == "idle" and message["parent_header"].get("msg_id") == request:
                return
        raise TimeoutError("The kernel did not become idle.")

    def _take(self, content: dict) -> None:
        state = content["data"].get("state", {})
        model = self.models.get(content["comm_id"], {})
        if "value" in state and model.get("_model_name") == "HTMLModel" and content["data"].get("method") == "update":
            self.updates += 1
        model.update(state)


def changes(state: dict) -> list[dict]:
    """Return the updates that reach every value of a list and both ends and an odd value of a number; none for a button."""
    kind = state["_model_name"]
    if kind == "DropdownModel":
        order = [*range(1, len(state["_options_labels"])), 0]
        return [{"index": index} for index in order]
    if kind == "CheckboxModel":
        return [{"value": not state["value"]}, {"value": state["value"]}]
    if kind in ("IntSliderModel", "FloatSliderModel", "BoundedFloatTextModel"):
        step = state["step"] or 1  # a field for any number has none
        third = state["min"] + step * (round((state["max"] - state["min"]) / step) // 3)
        return [{"value": state["min"]}, {"value": state["max"]}, {"value": third}]
    if kind in ("TextModel", "TextareaModel"):
        return [{"value": "PFS"}, {"value": "<b>zzz</b>"}, {"value": ""}]
    return []
