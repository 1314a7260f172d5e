"""Do pyproject.toml, requirements.lock and environment.yml say the same, and would Binder build it?"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version
from rattler import MatchSpec

from helpers.upkeep import lock_text
from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
RUN_TIME = {requirement.name: requirement for requirement in map(Requirement, PROJECT["project"]["dependencies"])}
CONDA_NAMES = {"matplotlib": "matplotlib-base"}  # the same package without a graphical toolkit
HOSTS = re.compile(r"https?://[^\s\"']*(pypi|pythonhosted|anaconda|conda-forge|npmjs|debian)[^\s\"']*", re.IGNORECASE)


def conda_specs() -> dict[str, MatchSpec]:
    """Return what conda installs, by name."""
    specs = [MatchSpec(line) for line in ENVIRONMENT["dependencies"] if isinstance(line, str)]
    return {spec.name.normalized: spec for spec in specs}


def test_the_run_time_packages_are_the_four_that_the_course_names():
    assert set(RUN_TIME) == {"jupyterlab", "ipywidgets", "pandas", "matplotlib"}
    assert Version("3.11") in SpecifierSet(PROJECT["project"]["requires-python"])


def test_everyone_resolves_the_same_versions():
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT00:00:00Z", PROJECT["tool"]["uv"]["exclude-newer"])
    assert "uv.lock" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_environment_yml_asks_for_what_pyproject_asks_for():
    specs = conda_specs()
    assert set(specs) == {"python", "pip", *(CONDA_NAMES.get(name, name) for name in RUN_TIME)}
    lines = [line for line in ENVIRONMENT["dependencies"] if isinstance(line, str)]
    for name, requirement in RUN_TIME.items():
        (line,) = [line for line in lines if re.split(r"[<>=]", line)[0] == CONDA_NAMES.get(name, name)]
        pinned = re.fullmatch(r"[\w-]+=([\d.]+)", line)
        if pinned:
            assert Version(pinned[1]) in requirement.specifier
        else:
            assert SpecifierSet(re.sub(r"^[\w-]+", "", line)) == requirement.specifier, name


def test_python_and_jupyterlab_are_pinned_for_binder():
    lines = ENVIRONMENT["dependencies"]
    (python,) = [line for line in lines if str(line).startswith("python=")]
    assert Version(python.removeprefix("python=")) in SpecifierSet(PROJECT["project"]["requires-python"])
    assert any(re.fullmatch(r"jupyterlab=4\.\d+", str(line)) for line in lines)
    assert lines[-1] == {"pip": ["-e ."]} and ENVIRONMENT["channels"] == ["conda-forge"]


def test_a_conda_spec_that_makes_no_sense_is_refused():
    with pytest.raises(Exception, match="(?i)invalid|parse|version"):
        MatchSpec("pandas>=>3")


def locked() -> dict[str, set[Version]]:
    """Return the locked versions by name; some packages have one for older and one for newer Pythons."""
    found: dict[str, set[Version]] = {}
    for name, number in re.findall(r"^([\w.-]+)==([^ ;\\]+)", LOCK, flags=re.MULTILINE):
        found.setdefault(name, set()).add(Version(number))
    return found


def test_the_lock_holds_every_run_time_package_within_its_range():
    versions = locked()
    for name, requirement in RUN_TIME.items():
        assert all(found in requirement.specifier for found in versions[name])
    assert "pytest" not in versions and len(versions) > 60


def test_every_locked_package_has_hashes_for_every_platform():
    blocks = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.MULTILINE)[1:]
    assert len(blocks) == sum(len(found) for found in locked().values())
    assert all("--hash=sha256:" in block for block in blocks)
    assert "sys_platform == 'win32'" in LOCK  # resolved for every platform, not for this one
    kiwi = next(block for block in blocks if block.startswith("kiwisolver=="))
    assert kiwi.count("--hash") > 20


def test_the_lock_is_what_uv_exports_from_pyproject():
    uv = os.environ.get("UV") or shutil.which("uv")
    assert uv, "run the tests by: uv run pytest"
    subprocess.run([uv, "lock", "--quiet"], cwd=ROOT, check=True)
    assert lock_text(ROOT, uv) == LOCK, "run: uv run python -m helpers.upkeep lock"


def test_the_running_environment_is_the_locked_one():
    for name in RUN_TIME:
        assert Version(version(name)) in locked()[name]


def test_no_file_names_a_package_host():
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    for name in filter(None, tracked):
        path = ROOT / name
        if path.is_file() and path.suffix not in {".png"}:
            assert not HOSTS.search(path.read_text(encoding="utf-8")), name
    assert HOSTS.search("https://files." + "python" + "hosted.org/x")


@pytest.mark.skipif(sys.platform != "linux", reason="repo2docker builds Linux images and is installed on Linux only")
def test_binder_would_choose_the_conda_build_pack():
    assert importlib.util.find_spec("repo2docker"), "repo2docker belongs to the dev group"
    run = subprocess.run(
        [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."], cwd=ROOT, capture_output=True, text=True
    )  # fmt: skip
    said = run.stdout + run.stderr
    assert run.returncode == 0, said[-2000:]
    assert "Building conda environment for python=3.13" in said
    assert 'env update -p ${NB_PYTHON_PREFIX} --file "environment.yml"' in said


def test_course_settings_are_installed_beside_jupyterlab():
    """The settings keep widget state for students, put every cell into the page, and ask nothing of the internet."""
    config = Path(sys.prefix) / "etc" / "jupyter" / "jupyter_lab_config.json"
    assert json.loads(config.read_text(encoding="utf-8"))["LabApp"]["default_url"] == "/lab/tree/notebooks"
    path = Path(sys.prefix) / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    installed = json.loads(path.read_text(encoding="utf-8"))
    assert installed["@jupyter-widgets/jupyterlab-manager:plugin"]["saveState"] is True
    assert installed["@jupyterlab/notebook-extension:tracker"]["windowingMode"] == "none"
    assert installed["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"
