"""One student, without a browser: logs in at the Hub, opens a notebook, runs it, moves a control."""

from __future__ import annotations

import asyncio
import json
import re
import time
import uuid
from urllib.parse import urljoin

import httpx

from .controls import code_cells, spread, widest
from .kernel import Kernel
from .running_hub import Hub

PATIENCE = 600  # seconds for one answer of the Hub or of a student's server
REST = 0.25  # seconds between a view and the next move of the control, as in tests/benchmark
PAGE = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "same-origin"}
CALL = {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "same-origin"}  # what a page's script asks needs the page's own token


class Student:
    """One student and what was measured.

    Attributes:
        times: seconds since the student pressed "log in", by what had happened then.
        changes: seconds from a moved control to the changed view.
        failed: a sentence for each thing that went wrong outside the kernel.
    """

    def __init__(self, hub: Hub, name: str):
        self.hub, self.name = hub, name
        self.times: dict[str, float] = {}
        self.changes: list[float] = []
        self.failed: list[str] = []
        self._client = httpx.AsyncClient(base_url=hub.address, follow_redirects=True, timeout=PATIENCE, trust_env=False)
        self._kernel: Kernel | None = None
        self._begun = 0.0

    @property
    def errors(self) -> list[str]:
        """A sentence for each thing that went wrong; none after a good lesson."""
        return [*self.failed, *(self._kernel.errors if self._kernel else ())]

    async def start(self, path: str) -> None:
        """Log in, wait for the server, open a notebook and run all its cells."""
        self._begun = time.monotonic()
        await self._log_in()
        await self._wait_for_server()
        await self._open_page(path)
        self._note("server")
        notebook = (await self._call("GET", f"api/contents/{path}", params={"content": 1})).json()["content"]
        await self._open_kernel(path)
        self._note("kernel")
        for source in code_cells(notebook):
            await self._kernel.run(source)
        self._note("ran")
        if self._kernel.first_control:
            self.times["control"] = self._kernel.first_control - self._begun

    async def work(self, count: int) -> None:
        """Move the lesson's widest control, and look at what its view says each time."""
        control = widest(self._kernel.models)
        for value in spread(control.values, count) if control else []:
            await asyncio.sleep(REST)
            seconds, before, after = await self._kernel.move(control, value)
            self.changes.append(seconds)
            if not after or after == before:
                self.failed.append(f"set to {value!r}, the view says: {after!r}, as before")

    async def leave(self) -> None:
        """Close what is open; the Hub stops the server."""
        if self._kernel is not None:
            self._kernel.close()
        await self._client.aclose()

    def _note(self, what: str) -> None:
        self.times[what] = time.monotonic() - self._begun

    async def _log_in(self) -> None:
        form = (await self._get("/hub/login")).text
        token = re.search(r'name="_xsrf"\s+value="([^"]+)"', form)[1]
        answer = await self._client.post(
            "/hub/login", data={"username": self.name, "password": self.hub.password, "_xsrf": token}, headers=PAGE
        )
        answer.raise_for_status()
        if "/hub/login" in str(answer.url):
            raise RuntimeError("the Hub did not let the student in")

    async def _wait_for_server(self) -> None:
        """Follow the Hub's own reports on the start of the server, as its waiting page does."""
        address = f"/hub/api/users/{self.name}/server/progress"
        async with self._client.stream("GET", address, params={"_xsrf": self._token("/hub/")}, headers=CALL) as reports:
            reports.raise_for_status()
            async for line in reports.aiter_lines():
                report = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
                if report.get("failed"):
                    raise RuntimeError(f"the server did not start: {report.get('message')}")
                if report.get("ready"):
                    return
        raise RuntimeError("the Hub stopped reporting before the server was ready")

    async def _open_page(self, path: str) -> None:
        """Open JupyterLab at the notebook, with the scripts that the page itself names."""
        page = await self._get(f"/user/{self.name}/lab/tree/{path}")
        if f"/user/{self.name}/lab" not in str(page.url):
            raise RuntimeError(f"{page.url} came instead of JupyterLab")
        for script in re.findall(r'<script[^>]* src="([^"]+)"', page.text):
            await self._get(urljoin(str(page.url), script))

    async def _open_kernel(self, path: str) -> None:
        wanted = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
        kernel = (await self._call("POST", "api/sessions", json=wanted)).json()["kernel"]["id"]
        session = uuid.uuid4().hex
        address = self.hub.address.replace("http:", "ws:", 1)
        cookies = self._client.build_request("GET", f"/user/{self.name}/").headers["Cookie"]
        headers = {"Cookie": cookies, "Origin": self.hub.address, "Sec-Fetch-Mode": "websocket", "Sec-Fetch-Site": "same-origin"}
        self._kernel = await Kernel.connect(
            f"{address}/user/{self.name}/api/kernels/{kernel}/channels?session_id={session}", headers, session
        )

    async def _get(self, address: str) -> httpx.Response:
        answer = await self._client.get(address, headers=PAGE)
        return answer.raise_for_status()

    async def _call(self, method: str, address: str, **more: object) -> httpx.Response:
        """Ask the student's server, as a script of its page does."""
        own = f"/user/{self.name}/"
        headers = {**CALL, "X-XSRFToken": self._token(own)}
        answer = await self._client.request(method, own + address, headers=headers, **more)
        return answer.raise_for_status()

    def _token(self, path: str) -> str:
        """Return the token that pages below a path prove their calls with."""
        (token,) = [cookie.value for cookie in self._client.cookies.jar if cookie.name == "_xsrf" and cookie.path == path]
        return token
