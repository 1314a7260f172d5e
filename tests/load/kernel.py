"""A student's kernel, spoken to as JupyterLab does: messages over a websocket."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from .controls import Control, controls, sentence

SILENCE = 300  # seconds without any message, after which a student gives up
LARGEST = 64 * 2**20  # bytes of one message


class Kernel:
    """The messages of one kernel.

    Attributes:
        models: the state of each widget, by its number.
        errors: what the kernel published as errors.
        first_control: when the first control of an explorer was there (``time.monotonic``), or None.
    """

    def __init__(self, socket: WebSocketClientConnection, session: str):
        self._socket, self._session = socket, session
        self.models: dict[str, dict] = {}
        self.errors: list[str] = []
        self.first_control: float | None = None

    @classmethod
    async def connect(cls, address: str, headers: dict[str, str], session: str) -> Kernel:
        """Open the websocket of a kernel."""
        request = HTTPRequest(address, headers=headers, connect_timeout=60, request_timeout=60)
        return cls(await websocket_connect(request, max_message_size=LARGEST), session)

    async def run(self, source: str) -> None:
        """Run a cell, and wait until the kernel has answered and is idle."""
        content = {"code": source, "silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": True}
        await self._ask("execute_request", content, "execute_reply")
        if self.first_control is None and controls(self.models):
            self.first_control = time.monotonic()

    async def move(self, control: Control, value: object) -> tuple[float, str, str]:
        """Set a control; return the seconds until its view has changed, and what the view said before and after."""
        before = self.models[control.view].get("value")
        data = {"method": "update", "state": {control.key: value}, "buffer_paths": []}
        begun = time.monotonic()
        sent = await self._send("comm_msg", {"comm_id": control.control, "data": data})
        idle = _is_idle(sent)
        changed, ended = None, False
        while not ended:  # the whole answer, so that nothing of it is read as part of the next
            message = await self._receive()
            if changed is None and self.models[control.view].get("value") != before:
                changed = time.monotonic() - begun
            ended = idle(message)
        if changed is None:
            raise RuntimeError(f"a control set to {value!r} changed nothing in its view")
        self.models[control.control][control.key] = value
        return changed, sentence(before or ""), sentence(self.models[control.view]["value"])

    def close(self) -> None:
        """Close the websocket."""
        self._socket.close()

    async def _ask(self, kind: str, content: dict, reply: str) -> None:
        """Send a request, and read until its reply has come and the kernel is idle."""
        sent = await self._send(kind, content)
        idle, replied, rested = _is_idle(sent), False, False
        while not (replied and rested):
            message = await self._receive()
            replied = replied or (message["msg_type"] == reply and message["parent_header"].get("msg_id") == sent)
            rested = rested or idle(message)

    async def _send(self, kind: str, content: dict) -> str:
        number = uuid.uuid4().hex
        header = {
            "msg_id": number, "msg_type": kind, "session": self._session, "username": "", "version": "5.3",
            "date": datetime.now(UTC).isoformat(),
        }  # fmt: skip
        message = {
            "header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell", "buffers": [],
        }  # fmt: skip
        await self._socket.write_message(json.dumps(message))
        return number

    async def _receive(self) -> dict:
        """Return the next message, noted if it tells of a widget or an error."""
        text = await asyncio.wait_for(self._socket.read_message(), SILENCE)
        if text is None:
            raise ConnectionError("the kernel's websocket was closed")
        if isinstance(text, bytes):
            raise ValueError("a message with binary parts came, which no lesson sends")
        message = json.loads(text)
        self.note(message)
        return message

    def note(self, message: dict) -> None:
        """Keep what a message says of a widget or of an error."""
        kind, content = message["msg_type"], message["content"]
        if kind == "comm_open":
            self.models[content["comm_id"]] = dict(content["data"].get("state", {}))
        elif kind == "comm_msg" and content["data"].get("method") == "update":
            self.models.setdefault(content["comm_id"], {}).update(content["data"]["state"])
        elif kind == "error":
            self.errors.append(f"{content['ename']}: {content['evalue']}")
        elif kind == "status" and content["execution_state"] in ("restarting", "dead"):
            raise ConnectionError(f"the kernel is {content['execution_state']}")


def _is_idle(number: str) -> Callable[[dict], bool]:
    """Return whether a message says that the kernel has done all that one request asked."""
    return lambda message: (
        message["msg_type"] == "status"
        and message["content"]["execution_state"] == "idle"
        and message["parent_header"].get("msg_id") == number
    )
