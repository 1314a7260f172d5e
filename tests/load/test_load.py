"""Does the measurement of a class read, choose and reckon right? The Hub itself is not started here."""

from __future__ import annotations

import os
import subprocess
import sys

import nbformat
import pytest

from tests.conftest import NOTEBOOKS, ROOT

from . import controls, processes, report, sizing
from .classroom import Run, hub_complaints, summary
from .kernel import Kernel
from .processes import HUB, KERNEL, PROXY, SERVER, Process
from .running_hub import free_ports
from .scratch import hub_version

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
ROLLUP = (
    "5581-7ffe ---p 00000000 00:00 0    [rollup]\nRss:          180000 kB\nPss:          150000 kB\nPss_Anon:     120000 kB\n"
)
MODELS = {
    "slider": {"_model_name": "IntSliderModel", "min": 0, "max": 120, "step": 1, "value": 24},
    "list": {"_model_name": "DropdownModel", "_options_labels": ["one", "two", "three"], "index": 0},
    "button": {"_model_name": "ButtonModel"},
    "row": {"_model_name": "BoxModel", "children": ["IPY_MODEL_list", "IPY_MODEL_slider", "IPY_MODEL_button"]},
    "view": {"_model_name": "HTMLModel", "_dom_classes": ["course-view"], "value": "<p><strong>24 &lt; 36.</strong> <strong>x"},
    "explorer": {"_model_name": "VBoxModel", "children": ["IPY_MODEL_row", "IPY_MODEL_view"]},
    "lone": {"_model_name": "IntSliderModel", "min": 0, "max": 1000, "step": 1, "value": 0},
    "quiz": {"_model_name": "VBoxModel", "children": ["IPY_MODEL_lone", "IPY_MODEL_button"]},
}


def test_memory_is_the_proportional_part_and_nothing_of_a_process_that_ended():
    assert processes.kilobytes(ROLLUP, "Pss") == 150_000 and processes.kilobytes(ROLLUP, "Rss") == 180_000
    assert processes.kilobytes("", "Pss") == 0
    found = [Process(1, "a", SERVER, 100_000, 0, 2.0), Process(2, "a", KERNEL, 150_000, 0, 3.0), Process(3, "", HUB, 9, 0, 9.0)]
    assert processes.megabytes(found, SERVER, KERNEL) == pytest.approx(256.0)
    assert processes.seconds(found, SERVER, KERNEL) == 5.0


def test_processor_seconds_count_ended_children_and_bear_a_name_with_brackets():
    numbers = ["S", *map(str, range(4, 14)), "100", "50", "30", "20", *map(str, range(18, 53))]
    assert processes.processor_seconds(f"77 (a) (b {' '.join(['x', 'y)'])} {' '.join(numbers)}", 100) == 2.0


def a_process(folder, number: int, environ: dict[str, str], command: str) -> None:
    """Write what the system says of a process."""
    place = folder / str(number)
    place.mkdir()
    (place / "environ").write_bytes(b"".join(f"{name}={value}\0".encode() for name, value in environ.items()))
    (place / "cmdline").write_bytes(command.replace(" ", "\0").encode())
    (place / "smaps_rollup").write_text(ROLLUP)
    (place / "status").write_text("Name:\tpython\nVmHWM:\t  200000 kB\nVmRSS:\t 180000 kB\n")
    (place / "stat").write_text(f"{number} (python) " + " ".join(["S", *["0"] * 10, "300", "100", "0", "0", *["0"] * 35]))


@LINUX
def test_the_processes_of_a_measurement_are_found_by_its_mark_and_nobody_elses(tmp_path):
    ours = {"COURSE_LOAD_MARK": "m"}
    a_process(tmp_path, 10, ours, "python jupyterhub")
    a_process(tmp_path, 11, ours, "node configurable-http-proxy")
    a_process(tmp_path, 12, ours | {"JUPYTERHUB_USER": "student-001"}, "python jupyterhub-singleuser")
    a_process(tmp_path, 13, ours | {"JUPYTERHUB_USER": "student-001"}, "python -m ipykernel_launcher -f x")
    a_process(tmp_path, 14, {"COURSE_LOAD_MARK": "another", "JUPYTERHUB_USER": "student-001"}, "python jupyterhub-singleuser")
    (tmp_path / "15").mkdir()  # one that ended while it was read
    (tmp_path / "self").mkdir()
    found = {one.pid: one for one in processes.read("m", tmp_path)}
    assert {pid: (one.student, one.part) for pid, one in found.items()} == {
        10: ("", HUB), 11: ("", PROXY), 12: ("student-001", SERVER), 13: ("student-001", KERNEL),
    }  # fmt: skip
    assert found[12].pss == 150_000 and found[12].peak == 200_000
    assert found[12].cpu == pytest.approx(400 / os.sysconf("SC_CLK_TCK"))


@LINUX
def test_a_real_process_is_found_and_takes_memory():
    environment = os.environ | {"COURSE_LOAD_MARK": "a-real-one", "JUPYTERHUB_USER": "student-001"}
    command = [sys.executable, "-c", "print(flush=True); input()"]
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        child.stdout.readline()
        (found,) = processes.read("a-real-one")
        child.stdin.close()
    assert (found.pid, found.student, found.part) == (child.pid, "student-001", SERVER)
    assert 1_000 < found.pss <= found.peak and processes.marked("a-real-one") == {}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_code_cell_of_a_lesson_is_run(path):
    notebook = nbformat.read(path, as_version=4)
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert controls.code_cells(notebook) == sources and sources[0].startswith("from helpers.lessons import")


def test_a_cell_may_be_written_as_lines_and_an_empty_one_is_left_out():
    cells = [{"cell_type": "code", "source": ["a = 1\n", "a"]}, {"cell_type": "code", "source": " "}, {"cell_type": "markdown"}]
    assert controls.code_cells({"cells": cells}) == ["a = 1\na"]


def test_the_control_with_most_values_above_a_view_is_moved():
    assert [one.control for one in controls.controls(MODELS)] == ["list", "slider"]
    widest = controls.widest(MODELS)
    assert (widest.control, widest.view, widest.key) == ("slider", "view", "value")
    assert len(widest.values) == 120 and 24 not in widest.values
    assert controls.settable(MODELS["list"]) == ("index", (1, 2))
    shape = {"_model_name": "FloatSliderModel", "min": 0.5, "max": 0.7, "step": 0.1, "value": 0.6}
    assert controls.settable(shape) == ("value", (0.5, 0.7))
    assert controls.widest({}) is None


def test_moves_are_spread_over_all_values():
    assert controls.spread(tuple(range(100)), 4) == [0, 33, 66, 99]
    assert controls.spread((1, 2), 10) == [1, 2] and controls.spread((1, 2, 3), 1) == [1] and controls.spread((), 3) == []


def test_the_sentence_of_a_view_is_its_answer():
    assert controls.sentence(MODELS["view"]["value"]) == "24 < 36."
    assert controls.sentence("") == ""


def test_a_kernel_keeps_what_messages_say_of_widgets_and_errors():
    kernel = Kernel(None, "session")
    state = {"_model_name": "HTMLModel", "value": ""}
    update = {"method": "update", "state": {"value": "new"}}
    echo = {"method": "echo_update", "state": {"value": "what was sent"}}
    for kind, content in (
        ("comm_open", {"comm_id": "w", "data": {"state": state}}),
        ("comm_msg", {"comm_id": "w", "data": update}),
        ("comm_msg", {"comm_id": "w", "data": echo}),
        ("error", {"ename": "ValueError", "evalue": "no"}),
    ):
        kernel.note({"msg_type": kind, "content": content})
    assert kernel.models == {"w": {"_model_name": "HTMLModel", "value": "new"}} and state["value"] == ""
    assert kernel.errors == ["ValueError: no"]
    with pytest.raises(ConnectionError, match="restarting"):
        kernel.note({"msg_type": "status", "content": {"execution_state": "restarting"}})


class Pupil:
    """A student as the summary sees one."""

    def __init__(self, name: str, times: dict[str, float], changes: list[float], errors: list[str]):
        self.name, self.times, self.changes, self.errors = name, times, changes, errors


def at(own: float, hub: float, proxy: float) -> list[Process]:
    """Return the processes of two students, each of whose server and kernel has had some seconds."""
    students = [Process(n, f"s{n}", part, 1000 * n, 2000 * n, own) for n in (1, 2) for part in (SERVER, KERNEL)]
    return [*students, Process(8, "", HUB, 500, 500, hub), Process(9, "", PROXY, 500, 500, proxy)]


def test_a_class_is_summed_up():
    """One of two students never got to the end."""
    well = Pupil("s1", {"server": 2.0, "control": 3.0, "ran": 4.0}, [0.1, 0.3], [])
    lost = Pupil("s2", {"server": 5.0}, [], ["s2: lost"])
    before = [one for one in at(0, 1.0, 0.5) if not one.student]
    run = summary(2.5, [well, lost], [before, at(3.0, 2.0, 0.7), at(3.5, 9.0, 9.0)], "a.ipynb", ["[E x]"])
    assert run.times == {"server": [2.0, 5.0], "control": [3.0], "ran": [4.0]} and run.changes == [0.1, 0.3]
    assert run.server == [1.024, 2.048] and run.server_peak == run.kernel_peak == 4.096 and run.hub == 1.024
    assert run.start_cpu == [6.0, 6.0] and run.change_cpu == pytest.approx(1.0)
    assert run.hub_cpu == pytest.approx(0.5) and run.proxy_cpu == pytest.approx(0.1)
    assert run.errors == ["s2: lost", "[E x]"]
    assert report.times_row(run) == "| 2 | a.ipynb | 2.5 | 3.5 (5.0) | 3.0 | 4.0 | 0.200 | 0.300 | 2 |"


def test_what_the_hub_logs_as_an_error_counts():
    log = "[I 2026-11-29 app] fine\n[E 2026-11-29 app] bad\n[C 2026-11-29 app] worse\n10:00:00.000 [ConfigProxy] error: 503\n[W x] odd\n"
    assert [line[:3] for line in hub_complaints(log)] == ["[E ", "[C ", "10:"]


def a_run(students: int, hub: float, server: float, kernel: float, start: float) -> Run:
    """Return what a class took, as far as sums need it."""
    return Run(
        students=students, notebook="a.ipynb", ready=1.0, times={"server": [], "control": [], "ran": []}, changes=[0.1],
        server=[server], kernel=[kernel], server_peak=0, kernel_peak=0, hub=hub, start_cpu=[start], change_cpu=0.1,
        hub_cpu=0.2, proxy_cpu=0.05, errors=[],
    )  # fmt: skip


def test_the_sums_rest_on_the_dearest_run_and_grow_with_the_class():
    found = sizing.measured([a_run(1, 101, 120, 150, 5.0), a_run(11, 111, 110, 140, 6.0)])
    assert found == sizing.Measured(
        server=120, kernel=150, hub=100, hub_each=1.0, start=6.0, move=0.1, hub_start=0.2, proxy_start=0.05
    )
    need = sizing.need(1_000, found, sizing.Assumed(spread=100, lessons=2, pause=10))
    assert need.memory == pytest.approx(1_000 * (120 + 2 * 150 + 1) / 1000 + 0.1)
    assert need.starting == pytest.approx(62.5) and need.working == pytest.approx(10.0)
    assert need.hub == pytest.approx(2.0) and need.proxy == pytest.approx(0.5)


def test_one_size_alone_says_nothing_of_growth():
    assert sizing.measured([a_run(5, 150, 1, 1, 1)]).hub_each == 0


def test_the_arithmetic_is_printed_and_the_table_goes_to_ten_thousand():
    found, assumed = sizing.measured([a_run(1, 101, 120, 150, 5.0), a_run(11, 111, 110, 140, 6.0)]), sizing.Assumed()
    lines = sizing.arithmetic(10_000, found, assumed)
    assert "Memory for 10,000: 10,000 x (120 + 2 x 150 + 1.00) MB + 100 MB = 4,210.1 GB." in lines
    assert "Processors while they start: 10,000 x (6.0 + 0.20 + 0.05) s / 600 s = 104.2." in lines
    assert [line.split(",")[0].split(":")[0] for line in lines[:3]] == ["Measured", "Measured", "Assumed"]
    assert report.sizing_table(found, assumed)[-1] == "| 10,000 | 4,210.1 | 104.2 | 100.0 | 3.33 | 0.83 |"


def test_the_hub_is_the_one_of_the_image_and_its_ports_are_three():
    assert hub_version((ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")).count(".") == 2
    assert len(set(free_ports(3))) == 3
