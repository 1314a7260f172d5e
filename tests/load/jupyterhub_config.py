"""What JupyterHub reads: one password for all, each student in a folder of their own, everything on the loopback."""

import json
import os
from pathlib import Path

settings = json.loads(os.environ["COURSE_LOAD_SETTINGS"])
homes = Path(settings["homes"])
c = get_config()  # noqa: F821  (JupyterHub gives it)
c.JupyterHub.bind_url = f"http://127.0.0.1:{settings['port']}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{settings['hub_port']}"
c.JupyterHub.db_url = "sqlite:///hub.sqlite"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{settings['proxy_port']}"
c.ConfigurableHTTPProxy.command = [settings["proxy"]]

c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = settings["password"]
c.Authenticator.allow_all = True

c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(homes / "{username}")
c.Spawner.args = ["--allow-root", "--LabApp.expose_app_in_browser=True"]  # the second for tests/support/lab.py
c.Spawner.default_url = "/lab"
c.Spawner.start_timeout = c.Spawner.http_timeout = 600  # a slow machine is measured, not refused
c.Spawner.environment = {
    "COURSE_LOAD_MARK": os.environ["COURSE_LOAD_MARK"],  # by it every process of this measurement is found again
    "MYELOMA_COURSE_PROGRESS": lambda spawner: str(homes / spawner.user.name / "progress.json"),
}
