"""Do pyproject.toml, requirements.lock and environment.yml say the same, and would Binder build it?"""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version
from rattler import MatchSpec

from helpers.jupyter.saving import keep_the_static_view
from helpers.upkeep import versions
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


def test_the_run_time_packages_are_those_that_contributing_gives_a_reason_for():
    assert set(RUN_TIME) == {"jupyterlab", "ipywidgets", "pandas", "matplotlib", "filelock", "platformdirs"}
    reasons = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## Packages")[1]
    assert all(f"`{name}`" in reasons for name in RUN_TIME)
    assert Version("3.11") in SpecifierSet(PROJECT["project"]["requires-python"])


def test_everyone_resolves_the_same_versions():
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT00:00:00Z", PROJECT["tool"]["uv"]["exclude-newer"])  # the second belt
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


def pinned(key: str = "constraint-dependencies") -> list[Requirement]:
    """Return the pins of everything, run time and development."""
    return [Requirement(line) for line in versions.pins(ROOT)[key]]


def test_every_package_is_pinned_to_one_exact_version_wherever_it_is_installed():
    every = [*pinned(), *pinned("build-constraint-dependencies")]
    assert len(every) > 150
    assert all(re.fullmatch(r"==[^*,]+", str(pin.specifier)) for pin in every)
    here = [pin.name for pin in pinned() if pin.marker is None or pin.marker.evaluate()]
    assert len(here) == len(set(here))


def test_the_lock_holds_the_pinned_versions():
    """The lock is the run-time part of the pins, to the letter of version and marker."""
    pins = {line.partition(" ;")[0] for line in versions.pins(ROOT)["constraint-dependencies"]}
    lines = re.findall(r"^[\w.-]+==[^ \\]+", LOCK, flags=re.MULTILINE)
    assert len(lines) > 100 and set(lines) <= pins


def test_pyproject_asks_for_nothing_that_is_not_pinned():
    names = {pin.name: pin for pin in pinned()}
    asked = [*RUN_TIME.values(), *map(Requirement, PROJECT["dependency-groups"]["dev"])]
    for requirement in asked:
        assert requirement.specifier.contains(next(iter(names[requirement.name].specifier)).version), requirement
    build = {pin.name for pin in pinned("build-constraint-dependencies")}
    assert {Requirement(line).name for line in PROJECT["build-system"]["requires"]} <= build


def test_the_running_environment_is_exactly_the_pinned_one():
    """Development packages included: what is installed is what is pinned for this system, no more and no less."""
    installed = {canonicalize_name(d.metadata["Name"]): d.version for d in distributions()}
    del installed[canonicalize_name(PROJECT["project"]["name"])]
    wanted = {
        canonicalize_name(pin.name): str(pin.specifier).removeprefix("==")
        for pin in pinned()
        if not pin.marker or pin.marker.evaluate()
    }
    assert installed == wanted


def offer(folder: Path, name: str, number: str, needs: str = "") -> None:
    """Put a small package into a folder that stands for a registry."""
    info = f"{name}-{number}.dist-info"
    with zipfile.ZipFile(folder / f"{name}-{number}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(
            f"{info}/METADATA",
            f"Metadata-Version: 2.1\nName: {name}\nVersion: {number}\n" + (f"Requires-Dist: {needs}\n" if needs else ""),
        )
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")


@pytest.fixture
def small_project(tmp_path, monkeypatch) -> Path:
    """A project of two packages, with a registry in a folder: no test asks a registry of the day."""
    registry = tmp_path / "registry"
    registry.mkdir()
    offer(registry, "alpha", "1.0", needs="beta>=1")
    offer(registry, "beta", "1.0")
    for package in ("hatchling", "editables"):
        offer(registry, package, "9.0")
    monkeypatch.setenv("UV_NO_INDEX", "1")
    monkeypatch.setenv("UV_FIND_LINKS", str(registry))
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "small"\nversion = "1"\nrequires-python = ">=3.11"\ndependencies = ["alpha>=1"]\n'
        '[dependency-groups]\ndev = []\n[tool.uv]\nexclude-newer = "2026-11-15T00:00:00Z"\n'
        "constraint-dependencies = [\n]\nbuild-constraint-dependencies = [\n]\n",
        encoding="utf-8",
    )
    versions.renew_pins(tmp_path, "2026-11-15")
    return tmp_path


def test_a_package_that_a_registry_shows_later_changes_nothing(small_project):
    assert versions.pins(small_project)["constraint-dependencies"] == ["alpha==1.0", "beta==1.0"]
    before = versions.lock_text(small_project, "")
    assert before == versions.HEAD + "alpha==1.0\nbeta==1.0\n"
    offer(small_project / "registry", "beta", "1.0.post1")
    for change in (("2026-11-15", "2026-11-22"), ('exclude-newer = "2026-11-22T00:00:00Z"\n', "")):
        (small_project / "uv.lock").unlink()
        path = small_project / "pyproject.toml"
        path.write_text(path.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
        assert versions.lock_text(small_project, before) == before, change


def test_without_its_pins_the_same_package_would_get_in(small_project):
    offer(small_project / "registry", "beta", "1.0.post1")
    (small_project / "uv.lock").unlink(missing_ok=True)
    path = small_project / "pyproject.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"beta==1.0"', '"beta"'), encoding="utf-8")
    assert "beta==1.0.post1" in versions.lock_text(small_project, "")


def test_moving_on_takes_the_newest_and_pins_it(small_project):
    offer(small_project / "registry", "beta", "1.0.post1")
    versions.renew_pins(small_project, "2026-11-22")
    assert versions.pins(small_project)["constraint-dependencies"] == ["alpha==1.0", "beta==1.0.post1"]
    assert 'exclude-newer = "2026-11-22T00:00:00Z"' in (small_project / "pyproject.toml").read_text(encoding="utf-8")
    with pytest.raises(SystemExit, match="next week"):
        versions.renew_pins(small_project, "next week")


def test_a_version_that_stays_keeps_its_hashes(small_project):
    kept = versions.HEAD + "alpha==1.0 \\\n    --hash=sha256:aaaa\nbeta==0.9 \\\n    --hash=sha256:bbbb\n"
    assert versions.lock_text(small_project, kept) == versions.HEAD + "alpha==1.0 \\\n    --hash=sha256:aaaa\nbeta==1.0\n"


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
    """No widget state is kept, every cell is put into the page, and nothing is asked of the internet."""
    path = Path(sys.prefix) / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    installed = json.loads(path.read_text(encoding="utf-8"))
    assert installed["@jupyter-widgets/jupyterlab-manager:plugin"]["saveState"] is False
    assert installed["@jupyterlab/notebook-extension:tracker"]["windowingMode"] == "none"
    assert installed["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"


@pytest.mark.parametrize(
    ("folder", "opened"),
    [(ROOT, "/lab/tree/notebooks/00_start_here.ipynb"), (ROOT / "notebooks", "/lab"), (ROOT / "data", "/lab")],
)
def test_jupyterlab_opens_the_course_where_it_is_started_in_its_folder(folder, opened, monkeypatch):
    from jupyterlab.labapp import LabApp

    monkeypatch.chdir(folder)
    app = LabApp()
    app.config_file_paths  # noqa: B018  (the folder of this environment is among them)
    app.load_config_file()
    assert app.default_url == opened


def test_the_server_keeps_the_static_view_of_a_saved_lesson():
    from jupyter_server.serverapp import ServerApp

    app = ServerApp()
    app.load_config_file()
    assert app.config.ContentsManager.pre_save_hook is keep_the_static_view
