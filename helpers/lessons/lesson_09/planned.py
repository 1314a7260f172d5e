"""Lesson 09: how long trials and the label planned treatment to last, in their own words."""

from __future__ import annotations

from ... import wording
from ...evidence import Evidence
from ...show.table import NA, Cell, Table
from ...show.view import View

PROGRESSION, FIXED, GUIDED, ALL = "until progression", "a fixed time", "guided by response or MRD", "all"
LENGTHS = ((PROGRESSION, PROGRESSION), (FIXED, FIXED), (GUIDED, GUIDED), (ALL, ALL))
# trials whose description in the data says how long treatment was to last, by the kind of plan
_PLANNED = {
    PROGRESSION: ("calgb-100104", "ifm-2005-02", "myeloma-xi"),
    FIXED: (
        "tourmaline-mm3", "tourmaline-mm4", "cassiopeia-part-2", "auriga", "forte-second-randomisation", "hovon-65-gmmg-hd4",
        "gem05menos65", "griffin",
    ),
    GUIDED: ("gmmg-mm5", "gem2014main", "atlas", "drammatic", "mrd2stop", "master"),
}  # fmt: skip
_STATED = {PROGRESSION: ("D0001", "D0032"), FIXED: (), GUIDED: ("M0029",)}
_STATED_BY = {
    "D0001": "United States label of lenalidomide",
    "D0032": "What the trials did: IFM 2005-02 and CALGB 100104",
    "M0029": "PERSEUS",
}


def planned_view(evidence: Evidence, length: str) -> View:
    """Return how long trials and the label planned treatment to last, in the words of the data.

    Args:
        length: one of the values of ``LENGTHS``.
    """
    kinds = [kind for kind in _PLANNED if length in (kind, ALL)]
    rows = []
    for kind in kinds:
        for key in _STATED[kind]:
            said = evidence.statements[key]
            text = Cell(wording.sentence_case(said.words), cites=said)
            rows.append((_STATED_BY[key], kind, text, NA))
        for key in _PLANNED[kind]:
            trial = evidence.trials[key]
            tested = Cell(wording.sentence_case(trial.experimental_arm), cites=trial)
            rows.append((trial.name, kind, tested, wording.sentence_case(trial.control_arm)))
    counts = [f"{kind}, {len(_PLANNED[kind]) + ('M0029' in _STATED[kind])} trials" for kind in kinds]
    return View(
        sentence=f"Planned length of treatment, in trials of this course whose description says it: {'; '.join(counts)}.",
        notes=(
            "What was planned is not what happened: how long people in each arm really took the treatment is not "
            "reported in our sources. A trial against placebo or observation does not test its own length: nobody in "
            "it was randomised to another.",
        ),
        table=Table(
            f"Planned length of treatment: {length}",
            ("Trial or text", "Kind of plan", "Tested arm, or statement", "Control arm"),
            tuple(rows),
        ),
        evidence=evidence,
    )
