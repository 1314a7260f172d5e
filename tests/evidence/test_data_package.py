"""Do the dictionary and the files say the same, and is every figure traced to a source and read twice?"""

from __future__ import annotations

import csv
import hashlib
import itertools
import json
import re

import pandas as pd
import pytest
from frictionless import Package, system

from helpers.evidence import split_ids
from helpers.lessons.lesson_06.comparison import read_out
from tests.conftest import ROOT
from tests.support.prose import derive, lookup, unsupported

DATA = ROOT / "data"
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in PACKAGE["resources"]}
FIGURE_NUMBER = re.compile(r"(?<![\w.^-])\d+(?:\.\d+)?")


def validate(folder):
    """Return frictionless' report on a data folder."""
    with system.use_context(trusted=True):
        return Package(str(folder / "datapackage.json")).validate()


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
    assert (evidence.tables["duration_mrd"]["second_extraction"] == "differs").sum() == 1
    assert second["difference"].notna().sum() == 3


def test_every_source_says_when_it_was_checked(evidence):
    assert all(re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", source.checked) for source in evidence.sources.values())


def _supported_numbers(evidence, ids, analyses) -> set[str]:
    """Return the numbers that a list of rows contains, as written."""
    conflicts = evidence.tables["conflicts"]
    found = FIGURE_NUMBER.findall(" ".join(conflicts.loc[conflicts["row_id"].isin(ids), "statement"]))
    for name in ids:
        if name in evidence.figures:
            figure = evidence.figures[name]
            found += [figure.value.text, figure.low.text, figure.high.text, figure.p_text]
            found += [q.text.ljust(4, "0") for q in (figure.value, figure.low, figure.high) if "." in q.text]
            owner = [a for a in evidence.analyses.values() if figure in a.estimates]
            found += [f"{months:g}" for months in (figure.timepoint_months, *(a.follow_up_months for a in owner)) if months]
        elif name in evidence.trials:
            trial = evidence.trials[name]
            found += FIGURE_NUMBER.findall(f"{trial.experimental_arm} {trial.control_arm} {trial.population}")
            found += [str(n) for n in (trial.n_experimental, trial.n_control) if n]
            found += [str((trial.n_experimental or 0) + (trial.n_control or 0))]
        else:
            found += FIGURE_NUMBER.findall(str(lookup(name, evidence)))
        if name in evidence.figures:
            record = evidence.records[name]
            follow_up = record.get("median_follow_up_months")
            found += [f"{follow_up:g}"] if follow_up else []
            named = " ".join(str(record.get(key) or "") for key in ("note", "measure", "topic", "arm", "event", "grade"))
            found += FIGURE_NUMBER.findall(named)
            found += [str(n) for n in (evidence.figures[name].count, evidence.figures[name].of) if n is not None]
    for key in analyses:
        found += FIGURE_NUMBER.findall(read_out(evidence.analyses[key]))
    return set(found)


def _last_checked(evidence) -> str:
    """Return the year up to which the sources were searched ("up to November 2026")."""
    return max(source.checked for source in evidence.sources.values())[:4]


def test_every_number_in_the_comparison_table_stands_in_the_rows_it_cites(evidence):
    checked, links = 0, evidence.tables["drug_feature_sources"]
    for row in evidence.tables["drug_features"].itertuples(index=False):
        words = " ".join("" if pd.isna(text) else text for text in (row.short, row.detail))
        for name in (trial.name for trial in evidence.trials.values()):
            words = words.replace(name, " ")
        words = re.sub(r"MM3|HOVON-65/GMMG-HD4|HOVON-65|t\(14;16\)|del\(17p\)|TA680 \(2021\)|20S|26S|\b[23]-[34]\b", " ", words)
        own = links[(links["drug_id"] == row.drug_id) & (links["feature_id"] == row.feature_id)]["source_id"]
        supported = _supported_numbers(evidence, split_ids(row.evidence_ids), split_ids(row.analysis_ids))
        supported |= {str(evidence.sources[key].year) for key in own} | {_last_checked(evidence)}
        for number in FIGURE_NUMBER.findall(words):
            checked += 1
            assert number in supported, f"{row.drug_id} / {row.feature_id}: {number} is in none of {row.evidence_ids}"
    assert checked > 60


def _derived_numbers(evidence, ids) -> set[str]:
    """Return what may be said beside printed figures.

    Difference and ratio of one measure in the arms of one trial, the sum of two harms of one arm, what is left of 100%, a hazard
    ratio misread as a share, and how wide an interval is. Nothing else: the more rows a text cites, the more would pass.
    """
    values = {i: evidence.figures[i].value.value for i in ids if i in evidence.figures and evidence.figures[i].value.reported}
    found = {f"{100 - value:g}" for value in values.values()}
    for one, other in itertools.permutations(values, 2):
        a, b = values[one], values[other]
        if _same(evidence, one, other, "trial_id", "endpoint", "event", "grade", "topic"):
            found |= {f"{a - b:.{digits}f}" for digits in (0, 1, 2)} | {f"{a / b:.{digits}f}" for digits in (1, 2) if b}
        elif _same(evidence, one, other, "trial_id", "arm", "measure", "grade") and "event" in evidence.records[one]:
            found.add(f"{a + b:.1f}")
    ratios = [value for name, value in values.items() if evidence.records[name].get("measure") == "hazard ratio"]
    found |= {f"{100 * ratio:.0f}" for ratio in ratios} | {f"{100 - 100 * ratio:.0f}" for ratio in ratios}
    bounds = [evidence.figures[name] for name in values]
    return found | {f"{f.high.value / f.low.value:.2f}" for f in bounds if f.low.reported and f.high.reported and f.low.value}


def _same(evidence, one: str, other: str, *columns: str) -> bool:
    """Whether two rows agree in these columns, as far as they have them."""
    return all(evidence.records[one].get(column) == evidence.records[other].get(column) for column in columns)


def test_a_number_that_mixes_rows_is_no_derived_one(evidence):
    rows = ["O0001", "O0002", "O0003", "S0001", "S0002", "S0003"]
    derived = _derived_numbers(evidence, rows)
    assert {"29.3", "48", "52", "6.6", "11.1"} <= derived
    mixed = {f"{evidence.figures['O0001'].value.value - evidence.figures['S0001'].value.value:.1f}", "76.3", "1.94"}
    assert not mixed & derived


# names, in which a number is no figure
_NAMES = r"TOURMALINE-MM[34]|HOVON-65/GMMG-HD4|GMMG-(?:HD|MM)\d|MRD2STOP|PFS2|CD38|t\(\d+;\d+\)|del\(\w+\)|gain\(1q\)|chromosome \d+|TA680|below 1\.|C\d\d"


def test_every_number_in_a_question_follows_from_its_rows(evidence):
    options = evidence.tables["question_options"]
    checked = 0
    for asked in evidence.tables["questions"].itertuples(index=False):
        own = options[options["question_id"] == asked.question_id]
        hints = [hint for hint in (asked.hint_1, asked.hint_2, asked.hint_3) if not pd.isna(hint)]
        wrong = [] if asked.kind == "number" else list(own["text"])  # a wrong number is wrong
        words = " ".join([asked.prompt, asked.explanation, *wrong, *own["feedback"], *hints])
        for trial in sorted(evidence.trials.values(), key=lambda trial: -len(trial.name)):
            words = words.replace(trial.name, " ")
        words = re.sub(_NAMES, " ", words)
        ids = split_ids(asked.answer_rows)
        supported = _supported_numbers(evidence, ids, []) | _derived_numbers(evidence, ids)
        supported |= {"100", "1000", "0", "1", _last_checked(evidence)}
        supported |= set() if pd.isna(asked.answer) else {f"{asked.answer:g}"}  # tied to its rows by the tests below
        supported |= set() if pd.isna(asked.formula) else {f"{derive(asked.formula, evidence):.2f}"}
        for number in FIGURE_NUMBER.findall(words):
            checked += 1
            assert number in supported, f"{asked.question_id}: {number} follows from none of {asked.answer_rows}"
    assert checked > 60


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
    asked = evidence.tables["questions"]
    for row in asked[asked["kind"] == "prediction"].itertuples(index=False):
        assert row.answer == evidence.figures[split_ids(row.answer_rows)[0]].value.value


# the words of a selection; a number in them names its row right behind it, as in the prose of the notebooks
WORDS = [
    ("reports", "title"), ("weighed_read_outs", "note_if_pooled"), ("weighed_read_outs", "note_if_left_out"), ("harm_names", "name"),
    ("named_side_effects", "side_effect"), ("selections", "label"), ("selections", "remark"), ("turning_negative", "name"),
    ("turning_negative", "heading"), ("turning_negative", "note"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "column"), WORDS)
def test_every_number_in_the_words_of_a_selection_is_tied(evidence, table, column):
    texts = [text for text in evidence.read[table].text[column] if text]
    assert texts and [problem for text in texts for problem in unsupported(text, evidence)] == []


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
