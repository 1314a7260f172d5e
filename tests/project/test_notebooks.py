"""Are the notebooks whole: outputs stored and deterministic, no widget state, every one collected and compared?"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import nbformat
import pytest

from helpers.evidence import split_ids
from helpers.learn.lesson_minutes import FOLDED
from helpers.learn.questions import questions_of
from helpers.learn.ties import ties
from helpers.lessons import lesson_03, modules
from helpers.lessons.lesson import Explored
from helpers.upkeep.course_facts import MINUTES, minutes_sentence
from helpers.upkeep.outputs import COLLAPSED, notebooks, outputs, picture_text, strip
from helpers.widgets.explorer import WIDGET_MIME
from tests.conftest import NOTEBOOKS, ROOT
from tests.support import contract

MODULES = modules()
FIXTURES = ROOT / "tests" / "fixtures"
HEADLINE = next(path for path in NOTEBOOKS if path.name.startswith("03"))


PARTS = ("Predict first", "Check yourself", "Take away", "Under the hood", "Sources")


def read(path: Path):
    return nbformat.read(path, as_version=4)


def code_cells(path: Path) -> list:
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def markdown(path: Path) -> str:
    return "\n\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")


def faults(path: Path) -> list[str]:
    """Return what keeps a notebook from being compared, or what differs from run to run."""
    notebook, found = read(path), []
    if "widgets" in notebook.metadata:
        found.append("widget state in the metadata")
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        if cell.execution_count is None:
            found.append(f"{cell.id}: cleared outputs, nbval would compare nothing")
        if "execution" in cell.metadata:
            found.append(f"{cell.id}: timings")
        for output in cell.outputs:
            if output.output_type == "error":
                found.append(f"{cell.id}: a stored error")
            if WIDGET_MIME in output.get("data", {}):
                found.append(f"{cell.id}: the random id of a widget")
            if re.search(r"0x[0-9a-f]{8,}", str(output)):
                found.append(f"{cell.id}: a memory address")
            if output.output_type == "stream":
                found.append(f"{cell.id}: printed text or a warning")
    return found


def nbval(*arguments: str) -> subprocess.CompletedProcess:
    """Run pytest with strict nbval on its own."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "--nbval-current-env",
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        "/dev/null",
    ]
    if sys.platform == "win32":
        command[-1] = "NUL"
    return subprocess.run([*command, *arguments], capture_output=True, text=True, encoding="utf-8", cwd=ROOT)


def test_there_are_notebooks():
    assert {path.name[:2] for path in NOTEBOOKS} == set(MODULES) >= {"03", "06"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_ready_to_be_compared(path):
    assert faults(path) == []
    assert path.stat().st_size < 250_000


@pytest.mark.parametrize("name", ["cleared", "widget_state", "stored_error"])
def test_a_notebook_that_is_not_ready_is_seen(name):
    expected = {"cleared": "cleared outputs", "widget_state": "widget state", "stored_error": "a stored error"}
    assert any(expected[name] in fault for fault in faults(FIXTURES / f"{name}.ipynb"))


@pytest.mark.slow
def test_the_full_run_compares_every_code_cell_of_every_notebook():
    """``pytest`` without arguments collects them: the options stand in pyproject.toml."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
    assert "notebooks" in settings["testpaths"] and "--nbval " in settings["addopts"]
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n", "0", "-p", "no:cacheprovider", "notebooks"]
    listed = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT).stdout
    for path in notebooks(ROOT / "notebooks"):
        assert len(re.findall(rf"{re.escape(path.name)}::", listed)) == len(code_cells(path)) >= contract.CODE_CELLS


@pytest.mark.slow
def test_nbval_fails_on_a_changed_output_on_an_error_and_on_a_headline_number(tmp_path):
    """The last is a real lesson whose stored 52.8 was changed."""
    notebook = read(HEADLINE)
    cell = next(cell for cell in notebook.cells if cell.source == "lesson.headline_explorer()")
    plain = cell.outputs[0].data["text/plain"]
    cell.outputs[0].data["text/plain"] = plain.replace("52.8 months against", "52.9 months against", 1)
    notebook.cells = [*[c for c in notebook.cells if c.cell_type == "code"][:1], cell]
    nbformat.write(notebook, tmp_path / "headline.ipynb")
    run = nbval(
        *(str(FIXTURES / f"{name}.ipynb") for name in ("changed_output", "raising_callback")), str(tmp_path / "headline.ipynb")
    )
    assert run.returncode == 1
    assert "3 failed, 2 passed" in run.stdout
    assert "more than five" in run.stdout and "52.9 months" in run.stdout


@pytest.mark.slow
def test_refreshing_the_outputs_changes_nothing(tmp_path):
    """The same run twice gives no diff, to the byte, in any notebook."""
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    outputs(tmp_path)
    for path in notebooks(ROOT / "notebooks"):
        assert (tmp_path / path.relative_to(ROOT)).read_text(encoding="utf-8") == path.read_text(encoding="utf-8"), path.name


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_only_the_cells_of_exercises_can_be_changed_or_deleted(path):
    rights = [(cell.metadata.get("editable", True), cell.metadata.get("deletable", True)) for cell in read(path).cells]
    own = ["lesson.exercise(" in cell.source for cell in read(path).cells]
    assert rights == [(exercise, exercise) for exercise in own] and 2 <= sum(own) <= 3


def test_widget_state_ids_and_timings_are_stripped():
    notebook = nbformat.v4.new_notebook(
        metadata={"widgets": {"state": 1}, "kernelspec": {"name": "other", "display_name": "Other"}}
    )
    cell = nbformat.v4.new_code_cell("1", metadata={"execution": {"iopub.status.idle": "now"}})
    cell.outputs = [nbformat.v4.new_output("display_data", data={WIDGET_MIME: {"model_id": "x"}, "text/html": "kept"})]
    notebook.cells = [cell]
    strip(notebook)
    assert "widgets" not in notebook.metadata and notebook.metadata["kernelspec"]["name"] == "python3"
    assert "execution" not in cell.metadata and dict(cell.outputs[0].data) == {"text/html": "kept"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_lesson_has_its_parts(path, evidence):
    text = markdown(path)
    assert re.findall(r"^# (.+)$", text, flags=re.MULTILINE) == [text.splitlines()[0].removeprefix("# ")]
    assert re.search(rf"{MINUTES} You need", text)
    assert "After this lesson you can" in text and "**Start this lesson**" in text
    newest = date.fromisoformat(max(source.checked for source in evidence.sources.values()) + "-01")
    assert f"Evidence as of {newest:%B %Y}." in text
    assert "gives no medical advice" in text and text.rstrip().endswith("Code: BSD-3-Clause.*")
    headings = re.findall(r"^## (.+)$", text, flags=re.MULTILINE)
    for part in PARTS:
        assert part in headings
    assert headings.index("Predict first") < headings.index("Check yourself") < headings.index("Take away")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_code_cells_are_one_or_two_lines_and_every_explorer_is_shown(path, evidence):
    sources = [cell.source for cell in code_cells(path)]
    assert all(1 <= len(source.splitlines()) <= 2 for source in sources)
    lesson = path.name[:2]
    for name, cell in vars(MODULES[lesson]).items():
        assert not isinstance(cell, Explored) or f"lesson.{name}()" in sources
    checks = [f"lesson.self_check({key[5:]})" for key in questions_of(evidence, lesson) if "-Q" in key]
    assert [source for source in sources if source.startswith("lesson.self_check(")] == checks
    guesses = [f"lesson.prediction({'' if key[5:] == '1' else key[5:]})" for key in questions_of(evidence, lesson) if "-P" in key]
    assert [source for source in sources if source.startswith("lesson.prediction(")] == guesses
    for call in ("lesson.prediction()", "lesson.done()", "lesson.sources()", "lesson.provenance()"):
        assert sources.count(call) == 1


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_objectives_are_those_of_the_map(path, evidence):
    """Each objective of the page stands in the table, word for word, and the table names the question that checks it."""
    text = markdown(path).split("After this lesson you can")[1].split("\n\n")[1]
    table = evidence.tables["objectives"]
    own = table[table["lesson"] == path.name[:2]]
    assert re.findall(r"^\d+\. (.+)$", text, flags=re.MULTILINE) == list(own["objective"])
    assert len(own) >= 3
    checked = {key for ids in own["question_ids"] for key in split_ids(ids)}
    assert checked == {key for key in questions_of(evidence, path.name[:2]) if "-Q" in key}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_title_and_minutes_are_those_of_the_map(path, evidence):
    row = evidence.tables["lessons"].set_index("lesson").loc[path.name[:2]]
    assert row["file"] == path.name
    assert markdown(path).splitlines()[0] == f"# {path.name[:2]} {row['title']}"
    assert minutes_sentence(row["short_minutes"], row["minutes"]) in markdown(path)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_not_everybody_needs_is_closed_and_only_that(path):
    """A closed heading stands alone in its cell: what stands beside it would stay in sight. Code hides in every open section."""
    section = ""
    for cell in read(path).cells:
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            section = cell.source.splitlines()[0]
            assert cell.metadata.get(COLLAPSED, False) is section.startswith(FOLDED), section
            assert not section.startswith(FOLDED) or len(cell.source.splitlines()) == 1, f"{section}: text in the heading's cell"
        assert len(re.findall(r"^## ", cell.source, flags=re.MULTILINE)) <= 1 or cell.cell_type == "code"
        if cell.cell_type == "code":
            assert cell.metadata.get("tags", []) == ([] if section == "## Under the hood" else ["hide-input"])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_lesson_that_is_named_is_linked_and_the_last_part_leads_on(path, evidence):
    text = markdown(path)
    named = re.findall(r"(?<!\[)\b[Ll]esson (\d\d)\b(?!\])", text)
    assert set(named) <= {path.name[:2]}
    links = re.findall(r"\[(?:[Ll]esson )?(\d\d)\b[^\]]*\]\((\d\d_\w+\.ipynb)", text)  # "[lesson 04]", "[07 Combinations]"
    assert links and all(file.startswith(words) and (path.parent / file).exists() for words, file in links)
    files = [row.file for row in evidence.rows("lessons")]  # in the order of the map
    following = files[files.index(path.name) + 1 :][:1]
    end = text.split("## Take away")[1]
    assert all(f"({name})" in end for name in following) and (following or "This was the last lesson." in end)


def test_the_prediction_comes_before_the_chart_and_the_title_does_not_give_it_away():
    sources = [cell.source for cell in code_cells(HEADLINE)]
    assert sources.index("lesson.prediction()") < sources.index("lesson.people_explorer()")
    before = markdown(HEADLINE).split("## The headline")[0]
    assert "52.8" not in before


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_source_that_the_prose_rests_on_is_listed(path, evidence):
    listed = {source.source_id for source in MODULES[path.name[:2]].sources().sources}
    statements = {
        row.row_id: row.source_id
        for name in ("drug_facts", "duration_statements", "definitions")
        for row in evidence.tables[name].itertuples(index=False)
    }
    for tie in ties(markdown(path)):
        for name in re.findall(r"[OSM]\d{4}", tie):
            assert (evidence.figures[name].source_id if name in evidence.figures else statements[name]) in listed, name
        for name in re.findall(r"[DFX]\d{3,4}", tie):
            assert statements[name] in listed, name


def test_the_picture_in_readme_is_the_real_chart():
    assert (ROOT / "notebooks" / "figures" / "headline.svg").read_text(encoding="utf-8") == picture_text()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    chart = lesson_03.headline_figure().chart
    assert f"![{chart.alt}](notebooks/figures/headline.svg)" in readme
