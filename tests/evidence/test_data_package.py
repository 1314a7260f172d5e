"""Do the dictionary and the files say the same, and is every figure traced to a source and read twice?"""

from __future__ import annotations

import csv
import hashlib
import json
import re

import pandas as pd
import pytest

from helpers.evidence import split_ids
from helpers.learn.tie_check import unsupported
from helpers.learn.ties import derive
from tests.conftest import ROOT
from tests.support.reference import when_asked

frictionless = when_asked("frictionless")

DATA = ROOT / "data"
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in PACKAGE["resources"]}


def validate(folder):
    """Return frictionless' report on a data folder."""
    with frictionless.system.use_context(trusted=True):
        return frictionless.Package(str(folder / "datapackage.json")).validate()


def test_frictionless_finds_the_package_valid():
    report = validate(DATA)
    assert report.valid, report.to_summary()
    assert report.stats["tasks"] == len(RESOURCES)


def test_frictionless_sees_a_spoilt_cell(data_copy):
    path = data_copy / "trials.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("mccarthy-2017\n", "nobody\n", 1), encoding="utf-8")
    assert not validate(data_copy).valid


@pytest.mark.parametrize("name", RESOURCES)
def test_dictionary_and_file_name_the_same_columns(name):
    with (DATA / RESOURCES[name]["path"]).open(encoding="utf-8", newline="") as stream:
        assert next(csv.reader(stream)) == [field["name"] for field in RESOURCES[name]["schema"]["fields"]]


def test_every_table_is_in_the_dictionary():
    assert {path.name for path in DATA.glob("*.csv")} == {resource["path"] for resource in RESOURCES.values()}


def test_every_table_is_explained_in_the_read_me():
    explained = (DATA / "README.md").read_text(encoding="utf-8")
    assert [name for name in RESOURCES if f"`{name}`" not in explained] == []


@pytest.mark.parametrize("name", RESOURCES)
def test_every_field_has_type_unit_meaning_and_what_an_empty_cell_means(name):
    for field in RESOURCES[name]["schema"]["fields"]:
        assert field["type"] in {"string", "number", "integer", "boolean"}
        assert field["unit"] and field["empty"] and len(field["description"]) > 3, field["name"]
        required = field.get("constraints", {}).get("required", False)
        assert (field["empty"] == "never") == required, field["name"]
    assert RESOURCES[name]["schema"]["missingValues"] == [""]


@pytest.mark.parametrize("name", RESOURCES)
def test_every_resource_has_sources_licence_and_the_right_sha256(name):
    resource = RESOURCES[name]
    content = (DATA / resource["path"]).read_bytes()
    assert resource["rows"] == len(list(csv.reader(content.decode("utf-8").splitlines()))) - 1
    assert resource["sources"] and resource["licenses"][0]["name"] == "CC-BY-4.0"
    assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest(), "run: uv run python -m helpers.upkeep dictionary"
    assert resource["bytes"] == len(content)


def test_every_figure_leads_to_a_trial_and_a_source(evidence):
    for row_id, figure in evidence.figures.items():
        assert figure.source_id in evidence.sources, row_id
    for analysis in evidence.analyses.values():
        assert analysis.trial.source_id in evidence.sources


def test_both_extractions_cover_the_headline_and_agree(evidence):
    second = evidence.tables["second_extraction"].set_index("row_id")
    for row_id in ("O0001", "O0002", "O0003"):
        assert evidence.figures[row_id].value.value == second.loc[row_id, "value"]
    assert (evidence.tables["outcomes"]["second_extraction"] == "differs").sum() == 2
    assert (evidence.tables["duration_mrd"]["second_extraction"] == "differs").sum() == 0
    assert second["difference"].notna().sum() == 2


def test_every_source_says_when_it_was_checked(evidence):
    assert all(re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", source.checked) for source in evidence.sources.values())


def test_every_number_asked_for_is_computed_from_its_rows(evidence):
    asked = evidence.tables["questions"]
    for row in asked[asked["kind"] == "number"].itertuples(index=False):
        assert not pd.isna(row.formula), f"{row.question_id} has no formula"
        assert abs(derive(row.formula, evidence) - row.answer) <= row.tolerance + 1e-9, row.question_id
        assert set(re.findall(r"\b[OSM]\d{4}\b", row.formula)) <= set(split_ids(row.answer_rows)), row.question_id


def test_a_number_that_its_formula_does_not_give_is_seen(evidence):
    assert derive("O0066-O0067", evidence) == pytest.approx(20.3)
    assert abs(derive("O0066-O0067", evidence) - 21.3) > 0.05


def test_every_prediction_asks_for_the_figure_of_its_first_row(evidence):
    asked = [
        row
        for row in evidence.rows("questions", kind="prediction")
        if not evidence.rows("question_options", question_id=row.question_id)
    ]
    assert len(asked) > 10
    for row in asked:
        assert row.answer == evidence.figures[split_ids(row.answer_rows)[0]].value.value


def test_a_number_of_a_selection_without_a_tie_is_seen(evidence):
    (text,) = [text for text in evidence.read["turning_negative"].text["heading"] if "AURIGA" in text]
    assert unsupported(text.replace("<!--O0139.timepoint-->", ""), evidence) == ['"12" is tied to no row.']
    assert unsupported(text.replace("12<", "13<"), evidence)
    assert evidence.row("turning_negative", study_id="auriga").heading == "AURIGA, within 12 months, at one cell in 100,000"


def test_a_trial_has_one_number_in_both_of_its_names(evidence):
    numbered = [trial for trial in evidence.trials.values() if re.search(r"\d", trial.name)]
    assert len(numbered) > 15
    for trial in numbered:
        assert re.search(r"\d+", trial.name)[0] in re.findall(r"\d+", trial.full_name), trial.trial_id


def test_the_id_of_a_read_out_is_made_of_its_trial_people_endpoint_and_source(evidence):
    for row in evidence.rows("outcomes"):
        endpoint = re.sub(r"[^a-z0-9]+", "-", row.endpoint.lower()).strip("-")
        assert row.analysis_id.startswith(f"{row.trial_id}/"), row.row_id
        assert f"/{endpoint}/{row.source_id}" in row.analysis_id, row.row_id
        for number in re.findall(r"n=(\d+)\)?$", row.population):
            assert f"n-{number}/" in row.analysis_id, row.row_id
