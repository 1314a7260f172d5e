"""Would the files for a class be understood by what reads them, and do they agree with each other and with the course?"""

from __future__ import annotations

import copy
import json
import re
import tomllib

import jsonschema
import pytest
import yaml

from tests.conftest import ROOT
from tests.load.report import sizing_table
from tests.load.sizing import Assumed, Measured, arithmetic

DEPLOY = ROOT / "deploy"
CHART = "4.4.0"
SCHEMA = ROOT / "tests" / "fixtures" / f"z2jh_schema_{CHART}.yaml"
VALUES = yaml.safe_load((DEPLOY / "z2jh-values.yaml").read_text(encoding="utf-8"))
README = (DEPLOY / "README.md").read_text(encoding="utf-8")
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def refusals(values: dict) -> list[str]:
    """Return what the chart's schema refuses, with the place of each."""
    schema = yaml.safe_load(SCHEMA.read_text(encoding="utf-8"))
    found = jsonschema.Draft7Validator(schema).iter_errors(values)
    return [f"{'.'.join(map(str, error.path))}: {error.message}" for error in found]


def changed(path: str, value: object) -> dict:
    """Return the values with one of them set."""
    values = copy.deepcopy(VALUES)
    *way, last = path.split(".")
    inner = values
    for key in way:
        inner = inner[key]
    inner[last] = value
    return values


def test_each_key_and_its_type_are_those_of_the_chart():
    assert refusals(VALUES) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("hub.concurentSpawnLimit", 64),
        ("singleuser.memory.limits", "1G"),
        ("scheduling.userPlaceholders", {"replicas": 3}),
        ("scheduling.userPlaceholder.replicas", "30"),
        ("prePuller.hook.enabled", "yes"),
        ("scheduling.userPods.nodeAffinity.matchNodePurpose", "must"),
        ("cull.timeout", 0.5),
        ("placeholders", {}),
    ],
)
def test_a_slip_in_a_key_or_a_type_is_refused(path, value):
    assert len(refusals(changed(path, value))) == 1


def test_the_extract_names_its_version_and_its_licence():
    head = SCHEMA.read_text(encoding="utf-8").split("\n$schema")[0]
    assert f"zero-to-jupyterhub-k8s {CHART} (commit " in head
    assert "BSD 3-Clause License" in head and "Project Jupyter Contributors" in head


def test_everything_speaks_of_one_chart_one_hub_and_one_version_of_the_course():
    written = (DEPLOY / "z2jh-values.yaml").read_text(encoding="utf-8")
    (hub,) = re.findall(r"\bjupyterhub==([\d.]+)", DOCKERFILE)
    assert f"chart {CHART} (JupyterHub {hub})" in written
    assert f"--version={CHART}" in README and f"chart {CHART}" in README
    assert VALUES["singleuser"]["image"]["tag"] == VERSION
    image = f"{VALUES['singleuser']['image']['name']}:{VERSION}"
    assert image in README and image in DOCKERFILE


def test_the_image_is_made_from_the_hashed_lock_and_holds_nobodys_answers():
    assert "pip install --no-cache-dir --require-hashes -r requirements.lock" in DOCKERFILE
    held_back = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert {"progress*.json*", "class-results", ".git", ".venv"} <= set(held_back)


def test_the_limits_follow_from_what_was_measured():
    """Two open lessons fit the guarantee, five the limit, and the page does its sums right."""
    server = int(re.search(r"\| JupyterLab's server.*\| (\d+) \|", README)[1])
    lesson = int(re.search(r"\| each open lesson.*\| \d+ to (\d+) \|", README)[1])
    two, five = server + 2 * lesson, server + 5 * lesson
    assert f"{server} + 2 x {lesson} = {two} MB" in README and f"{server} + 5 x {lesson} = {five} MB" in README
    assert f"30 x {two} MB + 128 MB = {(30 * two + 128) / 1000:.1f} GB" in README
    memory = VALUES["singleuser"]["memory"]
    assert memory == {"guarantee": "512M", "limit": "1G"} and two < 512 and five < 1000
    assert f"a server {server} MB, each open lesson {lesson} MB" in (DEPLOY / "z2jh-values.yaml").read_text(encoding="utf-8")


def test_the_table_to_ten_thousand_follows_from_the_figures_above_it():
    """Read the measured figures of the page, and do all its sums again."""
    said = " ".join(README.split())
    student = re.search(
        r"a student: server (\d+) MB, each open lesson (\d+) MB, ([\d.]+) s of a processor .*?, ([\d.]+) s for one move", said
    )
    hub = re.search(r"its proxy: (\d+) MB, and ([\d.]+) MB more a student; the Hub ([\d.]+) s .*?, the proxy ([\d.]+) s", said)
    (server, kernel, start, move), (own, each, hub_start, proxy_start) = (map(float, found.groups()) for found in (student, hub))
    found = Measured(server, kernel, own, each, start, move, hub_start, proxy_start)
    assert all(line in said for line in arithmetic(10_000, found, Assumed()))
    assert "\n".join(sizing_table(found, Assumed())[2:]) in README
    assert f"from about {600 / proxy_start:,.0f} students on" in said
    alone = start + hub_start + proxy_start
    assert f"30 x {alone:.1f} s / 4 = {30 * alone / 4:.0f} s" in said


def test_a_class_has_room():
    places = VALUES["scheduling"]["userPlaceholder"]["replicas"]
    assert places < VALUES["hub"]["activeServerLimit"] and places <= VALUES["hub"]["concurrentSpawnLimit"]
    assert VALUES["scheduling"]["podPriority"]["enabled"], "a placeholder gives its place up by priority"
    assert f"{places} x 512 MB" in README


def test_the_container_of_an_editor_sets_the_course_up_by_uv():
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    assert "uv sync" in container["postCreateCommand"] and container["forwardPorts"] == [8888]
    assert set(container["portsAttributes"]) == {"8888"}
    python = re.fullmatch(r"mcr\.microsoft\.com/devcontainers/python:([\d.]+)", container["image"])[1]
    assert f"FROM python:{python}-" in DOCKERFILE


def test_the_link_opens_a_lesson_that_is_there():
    (lesson,) = re.findall(r"notebooks%2F([\w.]+\.ipynb)", README)
    assert (ROOT / "notebooks" / lesson).exists()
    assert "/hub/user-redirect/git-pull?repo=" in README
