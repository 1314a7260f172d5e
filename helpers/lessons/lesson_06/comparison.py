"""Lesson 06: the options side by side, feature by feature, each cell with its source, differences made visible."""

from __future__ import annotations

from collections.abc import Sequence

from ... import wording
from ...evidence import NOT_REPORTED, REPORTED, Analysis, Evidence, split_ids
from ...show.table import Cell, Table
from ...show.view import View
from ..shared.cautions import first_that_holds

ARTICLE_DRUGS = ("lenalidomide", "ixazomib", "daratumumab")


def drugs(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (name with brand, id) of the drugs that can be compared, in the order of the table."""
    return [(f"{row.name} ({row.brand_name})", row.drug_id) for row in evidence.rows("drugs", in_comparison=True)]


def features(evidence: Evidence) -> list[tuple[str, str]]:
    """Return (name, id) of the features, in the order of the table."""
    return [(wording.sentence_case(row.name), row.feature_id) for row in evidence.rows("features")]


def article_features(evidence: Evidence) -> tuple[str, ...]:
    """Return the features that the article's own table has."""
    return tuple(row.feature_id for row in evidence.rows("features", in_article=True))


def comparison_view(
    evidence: Evidence, chosen_drugs: Sequence[str], chosen_features: Sequence[str], only_differences: bool
) -> View:
    """Return the comparison of the chosen drugs by the chosen features.

    Args:
        chosen_drugs: drug ids; the columns.
        chosen_features: feature ids; the rows.
        only_differences: leave out features in which the chosen drugs have the same short answer.
    """
    if not chosen_drugs or not chosen_features:
        return View("Choose at least one drug and one feature.")
    names = {value: label for label, value in features(evidence)}
    cells = {(r.drug_id, r.feature_id): r for r in evidence.rows("drug_features")}
    answers = {feature: [_short(cells[drug, feature]) for drug in chosen_drugs] for feature in chosen_features}
    differing = [feature for feature in chosen_features if len(set(answers[feature]) - {NOT_REPORTED}) > 1]
    shown = differing if only_differences and len(chosen_drugs) > 1 else list(chosen_features)
    rows = []
    for feature in shown:
        marks = differing_cells(answers[feature])
        shown_cells = (_cell(evidence, cells[drug, feature], mark) for drug, mark in zip(chosen_drugs, marks, strict=True))
        rows.append((names[feature], *shown_cells))
    caution, notes = first_that_holds(_guards(chosen_features, answers))
    header = ("Feature", *(wording.sentence_case(drug) for drug in chosen_drugs))
    return View(
        sentence=_sentence(chosen_drugs, [names[f] for f in chosen_features], [names[f] for f in differing]),
        caution=caution,
        notes=tuple(notes),
        table=Table(_caption(chosen_drugs), header, tuple(rows)) if rows else None,
        evidence=evidence,
    )


def differing_cells(answers: Sequence[str]) -> list[bool]:
    """Return which answers of a row no other drug shares, or all if each is shared and they still differ.

    What is not reported is neither alike nor different.
    """
    known = [answer for answer in answers if answer != NOT_REPORTED]
    if len(set(known)) < 2:
        return [False] * len(answers)
    alone = {answer for answer in known if known.count(answer) == 1}
    return [answer in (alone or known) for answer in answers]


def _caption(chosen_drugs: Sequence[str]) -> str:
    title = "Maintenance options side by side"
    return f"{title}; bold: differs from the other columns" if len(chosen_drugs) > 1 else title


def _short(cell) -> str:
    return NOT_REPORTED if cell.state != REPORTED else cell.short


def _cell(evidence: Evidence, cell, differs: bool) -> Cell:
    """Return one cell: the short answer, the detail, the read-outs it rests on, its sources."""
    links = evidence.rows("drug_feature_sources", drug_id=cell.drug_id, feature_id=cell.feature_id)
    read_outs = [evidence.analyses[key] for key in split_ids(cell.analysis_ids)]
    results = [read_out(analysis) for analysis in read_outs]
    return Cell(
        _short(cell),
        ". ".join(wording.sentence_case(part) for part in [*results, cell.detail] if part),
        marked=differs,
        folded=True,
        cites=[*(evidence.sources[link.source_id] for link in links), *(e for a in read_outs for e in a.estimates)],
    )


def read_out(analysis: Analysis) -> str:
    """Return a read-out in one line: trial, comparison, both arms' figures, hazard ratio, follow-up."""
    experimental, control = (wording.arm_name(analysis, arm) for arm in ("experimental", "control"))
    figures = wording.both_arms(analysis)
    parts = ["medians and rates not reported here" if figures == NOT_REPORTED else figures]
    parts.append(f"hazard ratio {wording.estimate(analysis.hazard_ratio)}")
    if analysis.follow_up_months is not None:
        parts.append(f"median follow-up {wording.months(analysis.follow_up_months)} months")
    return f"{analysis.trial.name}, {experimental} v {control}: {', '.join(parts)}"


def _sentence(chosen: Sequence[str], names: list[str], differing: list[str]) -> str:
    if len(chosen) == 1:
        return f"{wording.sentence_case(chosen[0])}: {len(names)} {'feature' if len(names) == 1 else 'features'}."
    lead = wording.sentence_case(wording.listing(list(chosen)))
    return f"{lead} differ in {len(differing)} of the {len(names)} chosen {'feature' if len(names) == 1 else 'features'}."


def _guards(chosen_features: Sequence[str], answers: dict[str, list[str]]) -> list[tuple[object, str, str]]:
    """Return what keeps the columns from being misread, each with whether it holds."""
    several = any(len(row) > 1 for row in answers.values())
    results = several and {"evidence_pfs", "evidence_os"} & set(chosen_features)
    return [
        (
            results,
            "The columns are not ranked: each result comes from a trial with its own people and its own control arm.",
            "A smaller hazard ratio in another column does not show a better drug.",
        ),
        (
            several and not results and any(NOT_REPORTED in row for row in answers.values()),
            "What is not reported counts as neither alike nor different.",
            "",
        ),
    ]
