"""Evidence that an instructor adds for a class: read-outs of trials from a CSV file of their own, beside the course's data.

The environment variable ``MYELOMA_COURSE_OWN_EVIDENCE`` names the file; the course's own files stay as they are. Each row is one
read-out of one randomised trial of maintenance: both arms, the hazard ratio, where it was read. It is turned into rows of the
course's tables and passes every check that these pass; what is wrong is said of the file as its author wrote it. Whatever is
shown of such a trial has "(added)" behind its name.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from .problems import EvidenceError, Problem, cell
from .schema import read_file, read_table

VARIABLE = "MYELOMA_COURSE_OWN_EVIDENCE"
MARK = "(added)"
_ALL = "all randomised patients"
_MOST_ROWS = 99
_STATES = ("not reached", "not reported")
_POOLABLE = ("placebo", "observation", "placebo or observation")
# column of the file -> the column of the course's tables that it fills, whose type and bounds it takes
COLUMNS = {
    "trial": "trials.name",
    "drug": "trial_drugs.drug_id",
    "people": "trials.population",
    "setting": "trials.setting",
    "tested_arm": "trials.experimental_arm",
    "control_arm": "trials.control_arm",
    "comparator": "trials.comparator",
    "people_tested": "trials.n_experimental",
    "people_control": "trials.n_control",
    "endpoint": "outcomes.endpoint",
    "measure": "outcomes.measure",
    "unit": "outcomes.unit",
    "at_months": "outcomes.timepoint_months",
    "tested": "",
    "control": "",
    "hazard_ratio": "outcomes.value",
    "ratio_low": "outcomes.ci_low",
    "ratio_high": "outcomes.ci_high",
    "follow_up_months": "outcomes.median_follow_up_months",
    "source": "sources.title",
    "year": "sources.year",
    "link": "sources.url",
}
_MAY_BE_EMPTY = {
    "people_tested", "people_control", "at_months", "hazard_ratio", "ratio_low", "ratio_high", "follow_up_months", "year", "link"
}  # fmt: skip
_ARM = {"pattern": rf"{'|'.join(_STATES)}|(?:0|[1-9][0-9]{{0,4}})(?:\.[0-9]{{1,4}})?"}
_CHOICES = {"measure": ["median", "rate at a time"], "unit": ["months", "percent"]}


def own_resource(package: dict, file: str) -> dict:
    """Return how the file is to be read, as the dictionary describes the columns that it fills."""
    described = {f"{r['name']}.{f['name']}": f for r in package["resources"] for f in r["schema"]["fields"]}
    fields = []
    for name, filled in COLUMNS.items():
        field = described[filled] if filled else {"type": "string"}
        rules = {key: value for key, value in field.get("constraints", _ARM).items() if key != "unique"}
        if name in _CHOICES:
            rules["enum"] = _CHOICES[name]
        words = {} if filled else {"words": "a number, not reached or not reported"}
        rules["required"] = name not in _MAY_BE_EMPTY
        fields.append({"name": name, "type": field["type"], "constraints": rules, **words})
    return {"name": "own", "path": file, "schema": {"fields": fields, "primaryKey": ["trial", "endpoint"]}}


def with_own(package: dict, contents: dict[str, bytes | Problem], path: Path) -> dict[str, bytes | Problem]:
    """Return the files of the data folder with the rows of an own file behind theirs.

    Raises:
        EvidenceError: if the file cannot be read, or a cell of it is not what its column takes.
    """
    content = read_file(path)
    if isinstance(content, Problem):
        raise EvidenceError([Problem(path.name, "", "", f"{content.found}, named by {VARIABLE}", "a CSV file")])
    table, problems = read_table(own_resource(package, path.name), content)
    if table is not None and len(table) > _MOST_ROWS:
        problems = [*problems, Problem(path.name, "", "", f"{len(table)} rows found", f"at most {_MOST_ROWS}")]
    lines = [{name: table.text[name][number] for name in table.text} for number in range(len(table) if table else 0)]
    if problems := problems or list(_told_twice(lines, path.name)):
        raise EvidenceError(problems)
    month = _month_of(path)
    added = dict(contents)
    for resource in package["resources"]:
        header = [field["name"] for field in resource["schema"]["fields"]]
        if rows := _ROWS.get(resource["name"], lambda *_: [])(lines, month):
            stream = io.StringIO()
            csv.writer(stream, lineterminator="\n").writerows([row.get(name, "") for name in header] for row in rows)
            added[resource["path"]] = contents[resource["path"]] + stream.getvalue().encode()
    return added


def _month_of(path: Path) -> str:
    """Return the month in which a file was written, which stands for the month in which its sources were read."""
    return datetime.fromtimestamp(path.stat().st_mtime).strftime("%Y-%m")


def said_of(problems: list[Problem], path: Path) -> list[Problem]:
    """Return problems that the checks found in added rows, said of the file as its author wrote it, each once."""
    said: dict[Problem, None] = {}
    for problem in problems:
        row = re.search(r"\badded-(\d\d)\b|\bO9(\d\d)\d\b", problem.place)
        if row is None:
            said[problem] = None
        elif not problem.file.startswith("figure_key"):
            part = re.search(r"\bO9\d\d(\d)\b", problem.place)
            column = _written_in(problem.file.removesuffix(".csv"), problem.column, part[1] if part else "")
            said[Problem(path.name, f"row {int(row[1] or row[2])}", column, problem.found, problem.expected)] = None
    return list(said)


def _written_in(table: str, column: str, part: str) -> str:
    """Return the column of the file that fills a column of a table."""
    if column == "value" and part in ("1", "2"):
        return {"1": "tested", "2": "control"}[part]
    return next((name for name, filled in COLUMNS.items() if filled == f"{table}.{column}"), column)


def _trial_numbers(lines: list[dict]) -> dict[str, str]:
    """Return the id of each trial, by its name: that of its first row."""
    numbers: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        numbers.setdefault(line["trial"], f"added-{number:02d}")
    return numbers


def _firsts(lines: list[dict]) -> list[tuple[str, dict]]:
    ids = _trial_numbers(lines)
    return [(ids[name], next(line for line in lines if line["trial"] == name)) for name in ids]


def _told_twice(lines: list[dict], file: str) -> Iterator[Problem]:
    """Yield each cell on a trial that its first row has otherwise."""
    firsts = dict(_firsts(lines))
    ids = _trial_numbers(lines)
    for number, line in enumerate(lines, start=1):
        first = firsts[ids[line["trial"]]]
        for name, filled in COLUMNS.items():
            if filled.startswith("trial") and line[name] != first[name]:
                words = f'"{first[name]}", as in the first row of this trial,' if first[name] else "nothing, as in its first row,"
                yield cell(file, number, name, line[name], words)


def _sources(lines: list[dict], month: str) -> list[dict]:
    return [
        {"source_id": f"added-{number:02d}", "kind": "paper", "first_author": "Added for this class", "year": line["year"],
         "title": line["source"], "url": line["link"], "checked": month}
        for number, line in enumerate(lines, start=1)
    ]  # fmt: skip


def _trials(lines: list[dict], month: str) -> list[dict]:
    return [
        {"trial_id": key, "name": f"{line['trial']} {MARK}", "full_name": f"{line['trial']} {MARK}", "design": "randomised trial",
         "population": line["people"], "setting": line["setting"], "experimental_arm": line["tested_arm"],
         "control_arm": line["control_arm"], "comparator": line["comparator"], "randomised_question": "maintenance",
         "n_experimental": line["people_tested"], "n_control": line["people_control"], "source_id": key}
        for key, line in _firsts(lines)
    ]  # fmt: skip


def _trial_drugs(lines: list[dict], month: str) -> list[dict]:
    return [{"trial_id": key, "drug_id": line["drug"], "role": "tested"} for key, line in _firsts(lines)]


def _outcomes(lines: list[dict], month: str) -> list[dict]:
    """Return up to three figures of each row: the tested arm, the control arm, the hazard ratio."""
    ids, rows = _trial_numbers(lines), []
    for number, line in enumerate(lines, start=1):
        trial = ids[line["trial"]]
        shared = {
            "analysis_id": _analysis(trial, line, number), "trial_id": trial, "population": _ALL, "whole_trial": "true",
            "endpoint": line["endpoint"], "credible": "false", "median_follow_up_months": line["follow_up_months"],
            "source_id": f"added-{number:02d}", "read_in": "by the person who added it", "second_extraction": "not re-found",
        }  # fmt: skip
        timed = {"timepoint_months": line["at_months"]} if line["measure"] == "rate at a time" else {}
        for part, (arm, told) in enumerate((("experimental", line["tested"]), ("control", line["control"])), start=1):
            value, state = ("", told) if told in _STATES else (told, "reported")
            own = {"row_id": f"O9{number:02d}{part}", "measure": line["measure"], "arm": arm, "unit": line["unit"], **timed}
            rows.append({**shared, **own, "value": value, "state": state, **_interval("", "")})
        if line["hazard_ratio"]:
            own = {"row_id": f"O9{number:02d}3", "measure": "hazard ratio", "arm": "contrast", "unit": "ratio"}
            ends = _interval(line["ratio_low"], line["ratio_high"])
            rows.append({**shared, **own, "value": line["hazard_ratio"], "state": "reported", **ends})
    return rows


def _interval(low: str, high: str) -> dict[str, str]:
    state = ["reported" if bound else "not reported" for bound in (low, high)]
    return {"ci_low": low, "ci_low_state": state[0], "ci_high": high, "ci_high_state": state[1]}


def _analysis(trial: str, line: dict, number: int) -> str:
    return f"{trial}/{re.sub('[^a-z0-9]+', '-', line['endpoint'].lower()).strip('-')}/added-{number:02d}"


def _key(lines: list[dict], month: str) -> list[dict]:
    """Return what a figure that was read once is held against: itself, because nobody read it a second time."""
    return [{**row, "subject": row["endpoint"]} for row in _outcomes(lines, month)]


def _reports(lines: list[dict], month: str) -> list[dict]:
    """Return what lesson 03 lists: each lenalidomide trial against nothing active, by its first source."""
    return [
        {"trial_id": key, "source_id": key, "title": f"{line['trial']} {MARK}"}
        for key, line in _firsts(lines)
        if _is_poolable(line)
    ]


def _weighed(lines: list[dict], month: str) -> list[dict]:
    """Return what lesson 04 weighs."""
    ids = _trial_numbers(lines)
    return [
        {"trial_id": ids[line["trial"]], "endpoint": line["endpoint"], "reports": "any",
         "analysis_ids": _analysis(ids[line["trial"]], line, number)}
        for number, line in enumerate(lines, start=1)
        if _is_poolable(line) and line["endpoint"] in ("PFS", "OS")
    ]  # fmt: skip


def _is_poolable(line: dict) -> bool:
    return line["drug"] == "lenalidomide" and line["comparator"] in _POOLABLE


_ROWS = {
    "sources": _sources, "trials": _trials, "trial_drugs": _trial_drugs, "outcomes": _outcomes, "figure_key": _key,
    "reports": _reports, "weighed_read_outs": _weighed,
}  # fmt: skip
