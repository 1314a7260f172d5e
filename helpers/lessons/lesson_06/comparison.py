"""Lesson 06: the options side by side, in groups of features, differences made visible; each cell has its source."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

from ... import wording
from ...evidence import Evidence, load
from ...show.table import REST, Cell, Table, as_csv
from ...show.view import Download, View
from ..shared.cautions import first_that_holds
from .comparison_cells import NOT_FOUND, answer, answer_cell

ARTICLE_DRUGS = ("lenalidomide", "ixazomib", "daratumumab")
ARTICLE, CAPSULES, APPROVALS, RESULTS, HARMS, EVERYTHING = "article", "capsules", "approvals", "results", "harms", "everything"
PRESETS = (
    ("three drugs by five features, as the article has them", ARTICLE),
    ("the drugs that come as a capsule", CAPSULES),
    ("where each is approved", APPROVALS),
    ("what each did in trials", RESULTS),
    ("what each costs the body, and its limits", HARMS),
    ("everything", EVERYTHING),
)
_HEADINGS = {
    APPROVALS: ("Where it is approved or used",),
    RESULTS: ("What it did in trials",),
    HARMS: ("What it costs the body", "Limits"),
}
NOBODY = ""  # no drug is pinned
_DIFFER, _ALIKE = "They differ", "Alike, or found for one drug only"
_COLUMN = 15  # em of each drug, whatever stands in it
_HEIGHT = 420  # pixels: the five features of the article are seen at once
_COLUMNS = ["group", "feature", "drug", "answer", "status", "detail", "results", "sources"]
_CAPSULE = "capsule"


def drugs(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (name with brand, id) of the drugs that can be compared, in the order of the table."""
    return [(f"{row.name} ({row.brand_name})", row.drug_id) for row in evidence.rows("drugs", in_comparison=True)]


def pins(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (label, id) of the drugs that can stand first, and that none does."""
    return [("no drug", NOBODY), *((drug, drug) for _, drug in drugs(evidence))]


def drugs_of(evidence: Evidence, preset: str) -> tuple[str, ...]:
    """Return the drugs with which a comparison starts."""
    if preset == ARTICLE:
        return ARTICLE_DRUGS
    every = tuple(drug for _, drug in drugs(evidence))
    if preset != CAPSULES:
        return every
    forms = {row.drug_id: row.short for row in evidence.rows("drug_features", feature_id="formulation")}
    return tuple(drug for drug in every if forms[drug].startswith(_CAPSULE))


def start_with_its_drugs(controls: dict) -> None:
    """Tie two controls: whoever chooses another comparison gets the drugs with which it starts."""

    def follow(change) -> None:
        controls["chosen_drugs"].value = drugs_of(load(), change.new)

    controls["preset"].observe(follow, "value")


def features_of(evidence: Evidence, preset: str) -> list[SimpleNamespace]:
    """Return the features that a comparison shows, as rows of ``features``."""
    rows = evidence.rows("features")
    if preset == ARTICLE:
        return [row for row in rows if row.in_article]
    return [row for row in rows if row.heading in _HEADINGS.get(preset, (row.heading,))]


def comparison_view(evidence: Evidence, preset: str, chosen_drugs: Sequence[str], pinned: str, differences_first: bool) -> View:
    """Return the chosen drugs side by side, feature by feature.

    Args:
        preset: which features; one of the values of ``PRESETS``.
        chosen_drugs: drug ids; the columns.
        pinned: the drug that stands first and against which differences are marked, or ``NOBODY``.
        differences_first: begin with the features in which the drugs differ, instead of the groups.
    """
    columns = [*([pinned] if pinned else []), *(drug for drug in chosen_drugs if drug != pinned)]
    if not columns:
        return View("Choose at least one drug.")
    features = features_of(evidence, preset)
    cells = {(r.drug_id, r.feature_id): r for r in evidence.rows("drug_features")}
    answers = {f.feature_id: [answer(cells[drug, f.feature_id]) for drug in columns] for f in features}
    marks = {name: differing_cells(row, bool(pinned)) for name, row in answers.items()}
    rows = []
    for heading, group in _grouped(features, marks, differences_first):
        rows.append((Cell(heading, heading=True, span=REST),))
        rows += [_row(evidence, [cells[d, f.feature_id] for d in columns], f.name, marks[f.feature_id]) for f in group]
    caution, notes = first_that_holds(_guards(features, answers))
    header = ("Feature", *(wording.sentence_case(drug) for drug in columns))
    return View(
        sentence=_sentence(columns, bool(pinned), len(features), sum(map(any, marks.values()))),
        caution=caution,
        notes=tuple(notes),
        table=Table(_caption(columns, pinned, answers), header, tuple(rows), _COLUMN, _HEIGHT),
        evidence=evidence,
        download=Download("maintenance-options.csv", as_csv(_COLUMNS, _file_rows(evidence, columns, features, cells))),
        printable="Options of maintenance side by side",
    )


def differing_cells(answers: Sequence[str], first_is_pinned: bool = False) -> list[bool]:
    """Return which answers of a row no other drug shares, or all if each is shared and they still differ.

    Beside a pinned drug: which answers are not those of the first. What was not found is neither alike nor different.
    """
    known = [found for found in answers if found != NOT_FOUND]
    if len(set(known)) < 2 or (first_is_pinned and answers[0] == NOT_FOUND):
        return [False] * len(answers)
    if first_is_pinned:
        return [found in known and found != answers[0] for found in answers]
    alone = {found for found in known if known.count(found) == 1}
    return [found in (alone or known) for found in answers]


def _grouped(
    features: list[SimpleNamespace], marks: dict[str, list[bool]], differences_first: bool
) -> list[tuple[str, list[SimpleNamespace]]]:
    """Return the features under their headings, none of which is empty."""
    groups: dict[str, list[SimpleNamespace]] = {_DIFFER: [], _ALIKE: []} if differences_first else {}
    for feature in features:
        differs = any(marks[feature.feature_id])
        heading = (_DIFFER if differs else _ALIKE) if differences_first else feature.heading
        groups.setdefault(heading, []).append(feature)
    return [(heading, group) for heading, group in groups.items() if group]


def _row(evidence: Evidence, cells: list[SimpleNamespace], name: str, marks: list[bool]) -> tuple[str | Cell, ...]:
    """Return a feature; where no two drugs are alike, its name says so, and a tint of every cell would say no more."""
    found = [answer(cell) for cell in cells if answer(cell) != NOT_FOUND]
    alike = len(found) == len(cells) > 1 and len(set(found)) == 1
    each_differs = sum(marks) == len(found)
    shown = (answer_cell(evidence, cell, mark and not each_differs) for cell, mark in zip(cells, marks, strict=True))
    said = "≠ they differ" if any(marks) else "= alike" if alike else ""
    return Cell(wording.sentence_case(name), said), *shown


def _caption(columns: list[str], pinned: str, answers: dict[str, list[str]]) -> str:
    parts = ["Side by side"]
    if len(columns) > 1:
        parts.append(f"bold on a tint: differs from {pinned or 'the others'}")
    if any(NOT_FOUND in row for row in answers.values()):
        parts.append("? not found, which does not mean no")
    return "; ".join(parts)


def _sentence(columns: list[str], pinned: bool, features: int, differing: int) -> str:
    counted = f"{features} {'feature' if features == 1 else 'features'}"
    if len(columns) == 1:
        return f"{wording.sentence_case(columns[0])}: {counted}."
    if pinned and len(columns) > 2:
        return f"Beside {columns[0]}: in {differing} of {counted} at least one of the other drugs differs."
    return f"{wording.sentence_case(wording.listing(columns))} differ in {differing} of {counted}."


def _guards(features: list[SimpleNamespace], answers: dict[str, list[str]]) -> list[tuple[object, str, str]]:
    """Return what keeps the columns from being misread, each with whether it holds."""
    several = any(len(row) > 1 for row in answers.values())
    results = several and {"evidence_pfs", "evidence_os"} & {f.feature_id for f in features}
    return [
        (
            results,
            "The columns are not ranked: each result comes from a trial with its own people and its own control arm.",
            "A smaller hazard ratio in another column does not show a better drug.",
        ),
        (
            several and not results and any(NOT_FOUND in row for row in answers.values()),
            "What was not found counts as neither alike nor different.",
            "",
        ),
    ]


def _file_rows(evidence: Evidence, columns: list[str], features: list[SimpleNamespace], cells: dict) -> list[list[object]]:
    """Return what is shown as rows of ``_COLUMNS``, one for each cell."""
    rows = []
    for feature in features:
        for drug in columns:
            cell = cells[drug, feature.feature_id]
            shown = answer_cell(evidence, cell, False)
            links = evidence.rows("drug_feature_sources", drug_id=drug, feature_id=feature.feature_id)
            sources = "; ".join(wording.short_citation(evidence.sources[link.source_id]) for link in links)
            results = "; ".join(chart.alt for chart in shown.charts)
            said = (answer(cell), cell.status or "", cell.detail or "", results, sources)
            rows.append([feature.heading, feature.name, drug, *said])
    return rows
