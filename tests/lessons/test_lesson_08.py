"""Does lesson 08 say who calls what high-risk, set subgroups beside the whole, and keep every verdict to itself?"""

from __future__ import annotations

import csv
import html
import io
import itertools
import math
import re

import pandas as pd
import pytest

from helpers.evidence import EvidenceError, load, split_ids
from helpers.learn.progress import Progress
from helpers.learn.tie_check import unsupported
from helpers.lessons import lesson_08
from helpers.lessons.lesson_08 import chance_of_subgroups, high_risk_definitions, subgroup_entries
from helpers.lessons.lesson_08 import personal_choice as choice
from helpers.lessons.lesson_08 import subgroup_results as subgroups
from helpers.lessons.lesson_08.case_widget import Vignette
from tests.show.test_charts import texts
from tests.show.test_tables_and_views import Tags
from tests.support.data import spoil
from tests.support.drive import disagreements

FINDINGS, MYELOMA_XI_LIST = (
    tuple(high_risk_definitions.listed_by(text)) for text in load().rows("risk_definitions") if not text.listed
)
VERDICT = re.compile(
    r"\b(best|better (?:choice|option)|should (?:take|start|begin|stop|choose)|we recommend|recommendation|the right choice|"
    r"is advised|ought to)\b",
    re.IGNORECASE,
)


def cells(view) -> dict[str, list[str]]:
    return {row[0].text: [cell.text for cell in row[1:]] for row in view.table.rows}


# definitions


@pytest.mark.parametrize(
    ("findings", "older", "newer", "xi", "end"),
    [
        (("non-hyperdiploidy",), "high-risk", "not high-risk", "not high-risk", "Two answers."),
        (("gain(1q)",), "high-risk", "not high-risk", "high-risk", "Two answers."),
        (("t(4;14)", "gain(1q)"), "high-risk", "high-risk", "ultra-high-risk", "Two answers."),
        (("t(4;14)", "t(14;16)"), "high-risk", "not high-risk", "ultra-high-risk", "Three answers."),
        (("del(17p)",), "high-risk", "high-risk", "high-risk", "One answer."),
        ((), "not high-risk", "not high-risk", "not high-risk", "One answer."),
        (FINDINGS, "high-risk", "high-risk", "ultra-high-risk", "Two answers."),
    ],
)
def test_who_calls_it_high_risk(evidence, findings, older, newer, xi, end):
    view = high_risk_definitions.definitions_view(evidence, findings)
    assert view.sentence.endswith(
        f": {older} by the International Myeloma Working Group's (IMWG) list of 2016, {newer} by that of 2025, "
        f"{xi} in Myeloma XI. {end}"
    )
    shown = cells(view)
    assert shown["IMWG consensus (2016)"][2] == older and shown["Myeloma XI"][2] == xi


@pytest.mark.parametrize(
    ("findings", "answer"),
    [
        ((), "not high-risk by these findings"),
        (("t(4;14)",), "not high-risk by these findings"),
        (("gain(1q)",), "not high-risk by these findings"),
        (("t(4;14)", "t(14;16)"), "not high-risk by these findings"),
        (("t(4;14)", "gain(1q)"), "high-risk"),
        (("del(17p)",), "high-risk"),
        (FINDINGS, "high-risk"),
    ],
)
def test_the_list_of_2025_asks_for_two_findings_together(evidence, findings, answer):
    assert cells(high_risk_definitions.definitions_view(evidence, findings))["IMWG consensus, revised (2025)"][2] == answer
    assert "together with gain(1q)" in evidence.row("definitions", row_id="F0009").definition


def test_the_lists_are_those_of_the_texts(evidence):
    definitions = evidence.tables["definitions"].set_index("row_id")["definition"]
    listed = {"del(17p)": "del(17/17p)"}
    for finding in FINDINGS:
        assert listed.get(finding, finding) in definitions["F0001"]
        assert (finding in definitions["F0002"]) == (finding in MYELOMA_XI_LIST), finding
    assert "more than one" in definitions["F0002"]
    assert evidence.sources["sonneveld-imwg-2016"].year == 2016
    pdq = evidence.tables["drug_facts"].set_index("row_id").loc["D0015", "statement"]
    assert "especially del(17p) or t(14;16)" in pdq
    assert evidence.records["O0078"]["population"].startswith("molecular subgroup with del(1p), del(17p) or t(4;14) (n=556")


def test_what_a_study_does_not_define_is_said(evidence):
    shown = cells(high_risk_definitions.definitions_view(evidence, FINDINGS))
    assert shown["MASTER"][2] == shown["Emory cohort"][2] == "cannot be said"
    assert shown["NCI PDQ, on bortezomib"][1:] == ["t(14;16) and del(17p)", "named"]
    assert cells(high_risk_definitions.definitions_view(evidence, ()))["NCI PDQ, on bortezomib"][2].startswith("not named")


@pytest.mark.parametrize(
    ("findings", "signs", "answer"),
    [
        ((), "○○○○○", "not high-risk by these findings"),
        (("t(4;14)",), "◆○○○○", "not high-risk by these findings"),
        (("t(4;14)", "gain(1q)"), "●○○○●", "high-risk"),
        (("t(4;14)", "del(17p)"), "◆○○●○", "high-risk"),
    ],
)
def test_a_ticked_finding_lights_up_where_it_counts(evidence, findings, signs, answer):
    chart = high_risk_definitions.definitions_view(evidence, findings).chart
    name, _, cells_of_2025 = chart.rows[1]
    assert name == "IMWG consensus,\nrevised (2025)" and cells_of_2025[5].lines == ()
    assert "".join(cell.lines[0] for cell in cells_of_2025[:5]) == signs
    assert [cell.fill == "full" for cell in cells_of_2025[:5]] == [sign == "●" for sign in signs]
    assert cells_of_2025[6].words == answer and f"Its answer: {answer}. Myeloma XI: " in chart.alt
    assert [cell.lines[0] for cell in chart.rows[5][2]] == ["?"] * 6 + ["cannot be said"]
    assert "non-hyperdiploidy" in chart.alt and "\n" not in chart.alt


def test_no_choice_of_findings_changes_the_size_of_the_grid(evidence):
    chosen = ((), FINDINGS, ("t(4;14)",), ("del(17p)", "gain(1q)"))
    sizes = {high_risk_definitions.definitions_view(evidence, c).chart.draw().get_figheight() for c in chosen}
    assert len(sizes) == 1


# subgroups


def test_del_17p_beside_the_whole_trial(evidence):
    view = subgroups.subgroup_view(evidence, "hovon-17p-pfs")
    assert (
        "People with del(17p): median 22 months with bortezomib, 12 months with thalidomide; hazard ratio 0.47 (0.26 to 0.86)."
        in view.sentence
    )
    assert view.sentence.endswith("All people: hazard ratio 0.75 (0.62 to 0.90).")
    assert cells(view)["All people"][1:4] == ["35 months", "28 months", "0.75 (0.62 to 0.90)"]
    assert view.notes[0].endswith("3.2 times as wide on the log scale; the two intervals overlap.")
    assert math.log(0.86 / 0.26) / math.log(0.90 / 0.62) == pytest.approx(3.2, abs=0.05)
    assert cells(view)["All people"][0] == "413 v 414" and cells(view)["People with del(17p)"][0] == "not reported"
    assert any("interaction test" in note for note in view.notes)
    assert view.notes[1].endswith("The effect cannot be put down to maintenance.")


def test_survival_in_all_people_later_stands_beside_the_subgroup(evidence):
    view = subgroups.subgroup_view(evidence, "hovon-17p-os")
    later = cells(view)["All people, later reports"]
    assert later == ["413 v 414", "90 months", "83 months", "0.89 (0.74 to 1.08)", "91.4 and 96"]
    assert {"0.36 (0.18 to 0.74)", "0.77 (0.60 to 1.00)", "0.89 (0.74 to 1.08)"} <= set(texts(view.chart.draw()))


def test_the_interval_of_the_subgroup_is_drawn_wider(evidence):
    axes = subgroups.subgroup_view(evidence, "hovon-17p-pfs").chart.draw().axes[0]
    lines = {
        line.get_ydata()[0]: line.get_xdata() for line in axes.lines if len(line.get_xdata()) == 2 and line.get_ydata()[0] > 0
    }
    widths = [x[1] - x[0] for _, x in sorted(lines.items())]
    assert widths[0] / widths[1] == pytest.approx(3.2, abs=0.05)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("xi-molecular-pfs", "57.3 months with lenalidomide, 10.9 months with observation; no hazard ratio is reported."),
        ("xi-transplant-os", "87.5% with lenalidomide, 80.2% with observation at 36 months; hazard ratio 0.69 (0.52 to 0.93)."),
        ("xi-transplant-pfs", "57 months with lenalidomide, 30 months with observation; hazard ratio 0.48 (0.40 to 0.58)."),
        ("hovon-creatinine-os", "54 months with bortezomib, 21 months with thalidomide; hazard ratio 0.33 (0.16 to 0.65)."),
        ("hovon-creatinine-pfs", "30 months with bortezomib, 13 months with thalidomide; hazard ratio 0.45 (0.26 to 0.78)."),
        ("mm4-response-pfs", "hazard ratio 0.586 (interval not reported)."),
        ("master-abnormalities", "Two or more: 58%. All people: 87%."),
        ("emory-risk", "People at high risk: 40.3 months (33.5 to 47). People at standard risk: 76.5 months (66.9 to 86.2)."),
        ("cassiopeia-mrd-5", "70.9% with daratumumab, 51.2% with observation."),
        ("cassiopeia-mrd-6", "60.7% with daratumumab, 52.0% with observation."),
    ],
)
def test_what_is_said_of_a_subgroup(evidence, key, words):
    assert words in subgroups.subgroup_view(evidence, key).sentence


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("mm4-response-pfs", "so the widths cannot be compared."),
        ("master-abnormalities", "Nothing was compared, so there is no hazard ratio."),
        ("cassiopeia-mrd-5", "Intervals are not reported."),
    ],
)
def test_how_wide_the_interval_of_a_subgroup_is_comes_first_among_the_notes(evidence, key, words):
    assert subgroups.subgroup_view(evidence, key).notes[0].endswith(words)


@pytest.mark.parametrize(("key", "gap"), [("cassiopeia-mrd-5", "19.7"), ("cassiopeia-mrd-6", "8.7")])
def test_the_difference_of_two_shares_stands_in_the_table(evidence, key, gap):
    assert any(f"{gap} percentage points more" in row for row in cells(subgroups.subgroup_view(evidence, key)).values())


def test_each_group_names_rows_of_its_trial_population_and_endpoint(evidence):
    """A mistyped row would put another population's figure beside the name of this one."""
    for row in evidence.rows("subgroup_views"):
        key, entry = row.subgroup_id, subgroup_entries.entry(evidence, row.subgroup_id)
        for group in entry.groups:
            records = [evidence.records[figure.row_id] for figure in group.figures]
            trials = {re.sub("-tn?e$", "", r["trial_id"]) for r in records}
            assert trials <= {re.sub("-tn?e$", "", row.trial_id)}, key
            arms = [r["arm"] for r in records if r.get("measure") != "hazard ratio" and "endpoint" in r]
            assert arms == sorted(arms, reverse=True) or len(arms) < 2, key
            assert len({r.get("population", r.get("arm")) for r in records}) <= 1, key
        everybody = [evidence.records[figure.row_id] for figure in entry.whole.figures]
        assert all(r.get("population", r["arm"]).split()[0] == "all" for r in everybody), key
        endpoints = {
            evidence.endpoint_names[record["endpoint"]]
            for group in entry.groups
            for record in (evidence.records[figure.row_id] for figure in group.figures)
            if "endpoint" in record
        }
        assert all(name in row.outcome or row.outcome.startswith("MRD") for name in endpoints), key


def test_each_row_of_a_group_is_shown(evidence):
    """Of two rows of one arm only the last would be."""
    for row in evidence.rows("subgroup_views"):
        lists = [row.whole_ids, row.later_ids]
        lists += [group.evidence_ids for group in evidence.rows("selections", subgroup_id=row.subgroup_id)]
        named = {key for ids in lists for key in split_ids(ids) if key in evidence.figures}
        entry = subgroup_entries.entry(evidence, row.subgroup_id)
        assert {figure.row_id for group in entry.groups for figure in group.figures} == named


def test_a_list_names_the_people_of_each_choice(evidence):
    labels = [label for label, _ in subgroups.entry_options(evidence)]
    assert labels[0] == "HOVON-65/GMMG-HD4: people with del(17p), progression-free survival"
    assert len(set(labels)) == len(labels) == 19


def test_conflicting_texts_are_told(evidence):
    assert any("41 months" in note for note in subgroups.subgroup_view(evidence, "mm4-response-pfs").remarks)


# simulated


def test_the_simulation_says_that_it_is_one(evidence):
    view = chance_of_subgroups.simulated_view(0.75, 400, 8, 3)
    assert view.table.caption.startswith("Simulated: ")
    assert view.chart.title.startswith("Simulated: ") and view.chart.alt.startswith("Simulated: ")
    assert view.caution.startswith("Simulated, not data")
    assert "73.7% of 2,000 trials have at least one of 8 subgroups at 1 or above; the trial shown has 1." in view.sentence
    shown = cells(view)
    assert float(shown["Interaction test below 0.05 (percent of trials)"][0]) == pytest.approx(5, abs=1.5)
    assert shown["Events in each subgroup"] == ["50"] and not view.citations


def test_drawn_shares_agree_with_the_formula(evidence):
    for ratio, events, groups in itertools.product((0.4, 0.75, 0.95), (100, 800), (2, 20)):
        for row in chance_of_subgroups.simulated_view(ratio, events, groups, 1).table.rows[2:4]:
            formula = float(row[1].detail.removeprefix("by the formula "))
            assert float(row[1].text) == pytest.approx(formula, abs=4), (ratio, events, groups)


def test_subgroups_that_turned_round_are_hollow_and_bold():
    view = chance_of_subgroups.simulated_view(0.75, 400, 8, 3)
    axes = view.chart.draw().axes[0]
    hollow = [line.get_label() for line in axes.lines if line.get_marker() == "o"]
    bold = [t.get_text() for t in axes.figure.texts if t.get_weight() == "bold" and t.get_text().startswith("subgroup")]
    assert hollow == bold == ["subgroup 2"]
    assert [row[0].text for row in view.table.rows if row[1].marked] == ["Subgroup 2"]


@pytest.mark.parametrize(("ratio", "events", "groups", "trial"), [(0.4, 100, 20, 20), (0.95, 800, 2, 1), (0.95, 100, 20, 1)])
def test_the_simulation_agrees_with_itself_at_its_ends(ratio, events, groups, trial):
    assert disagreements(chance_of_subgroups.simulated_view(ratio, events, groups, trial)) == []


# cases and values


def test_a_situation_holds_no_number_but_an_age(evidence):
    """Ages are fiction, and the only digits of a situation."""
    for row in evidence.tables["vignettes"].itertuples(index=False):
        assert re.match(r"Age \d\d[.,]", row.situation)
        rest = unsupported(row.situation.partition(".")[2], evidence)
        assert [problem for problem in rest if re.match(r'"\d', problem)] == [], row.case_id


def test_every_row_that_is_not_known_is_refused(data_copy):
    spoil(data_copy, "values.csv", "V01", "evidence_ids", "O0001;O9999")
    with pytest.raises(EvidenceError, match='values.csv, row V01, column evidence_ids: "O9999" found'):
        load(data_copy)


def test_nothing_of_a_case_or_the_sheet_is_a_verdict(evidence):
    words = [*evidence.tables["vignette_steps"]["text"], *evidence.tables["vignettes"]["situation"]]
    words += [text for name in ("bears", "missing", "question") for text in evidence.tables["values"][name]]
    assert [text for text in words if VERDICT.search(text)] == []
    assert VERDICT.search("You should take lenalidomide.")


def test_each_case_has_its_parts(evidence):
    assert list(evidence.tables["vignettes"]["case_id"]) == list(lesson_08.CASES)
    for letter in lesson_08.CASES:
        found = choice.case(evidence, letter)
        assert 3 <= len(found.evidence) <= 4 and all(step.limit and step.evidence_ids for step in found.evidence)
        assert all(found.points[kind] for kind in choice.WEIGHED), letter
        assert choice.situation(found).startswith(f"Case {letter} (fictitious): Age")
    with pytest.raises(KeyError):
        choice.case(evidence, "Z")
    with pytest.raises(KeyError):
        choice.cited(evidence, "O9999")


# the widget


def make(evidence, tmp_path, letter="A") -> Vignette:
    return Vignette(evidence, letter, "L08-V1", Progress(tmp_path / "progress.json"))


@pytest.mark.parametrize("letter", lesson_08.CASES)
def test_a_case_shows_one_step_at_a_time_and_then_the_points(evidence, tmp_path, letter, no_swallowed_errors):
    made = make(evidence, tmp_path, letter)
    steps = made.case.evidence
    assert made.steps.value == made.points.value == ""
    for number, step in enumerate(steps, start=1):
        made.points_button._handle_custom_msg({"event": "click"}, [])
        left = len(steps) - number + 1
        assert (
            f"{left} step{'s' if left > 1 else ''} of the evidence {'are' if left > 1 else 'is'} not shown yet"
            in made.points.value
        )
        made.next_button._handle_custom_msg({"event": "click"}, [])
        shown = html.unescape(made.steps.value)
        assert step.text in shown and step.limit in shown
        assert all(later.text not in shown for later in steps[number:])
    assert Progress(tmp_path / "progress.json").records() == {}
    made.next_button.press()
    assert f"All {len(steps)} steps of Case {letter} are shown." in made.steps.value
    made.reasons.value = "what I think"
    made.points_button.press()
    shown = html.unescape(made.points.value)
    assert all(point.text in shown for points in made.case.points.values() for point in points)
    assert "there is no verdict" in shown and made.reasons.value == "what I think"
    assert Progress(tmp_path / "progress.json").records()["L08-V1"].right


def test_a_case_that_nothing_runs_shows_every_step_folded(evidence, tmp_path):
    made = make(evidence, tmp_path, "B")
    first = made._repr_mimebundle_()
    made.next_button.press()
    assert made._repr_mimebundle_() == first
    page = Tags(first["text/html"])
    assert len([tag for tag in page.named("summary")]) >= 2
    for step in made.case.evidence:
        assert step.text in html.unescape(first["text/html"]) and step.text in first["text/plain"]
    assert "fictitious" in first["text/plain"]


def test_the_controls_of_the_cases_have_names_of_their_own(evidence, tmp_path):
    made = [make(evidence, tmp_path, letter) for letter in lesson_08.CASES]
    names = [c.description for m in made for c in (m.next_button, m.reasons, m.points_button)]
    assert len(set(names)) == len(names) == 12
    assert [lesson_08.vignette(letter)._item for letter in lesson_08.CASES] == ["L08-V1", "L08-V2", "L08-V3", "L08-V4"]


# the sheet


def test_the_sheet_shows_evidence_gap_and_question_in_the_order_of_the_list(evidence):
    view = choice.values_view(evidence, ("V07", "V01"))
    assert [row[0].text for row in view.table.rows] == ["Longer time without progression", "Avoiding second cancers"]
    assert view.sentence == "Your sheet: 2 things matter, in the order of the list. Nothing is scored, added up or ranked."
    assert "5.3% against 0.8%" in view.table.rows[1][1].text and "after progression" in view.table.rows[1][2].text
    assert "no medical advice" in view.notes[0].lower()


def test_the_sheet_can_be_saved(evidence):
    every = [key for _, key in choice.value_options(evidence)]
    view = choice.values_view(evidence, every)
    rows = list(csv.DictReader(io.StringIO(view.download.text)))
    assert len(rows) == len(every) == len(view.table.rows) == 12
    assert rows[0]["rows"].startswith("O0001;O0002") and rows[0]["my own words"] == ""
    assert 'download="values-sheet.csv"' in view.html(live=True)


def test_an_empty_sheet_says_so(evidence):
    view = choice.values_view(evidence, ())
    assert view.sentence == "Nothing is ticked, so the sheet is empty." and view.table is None and view.download is None
    assert choice.values_view(evidence, ("V09",)).sentence.startswith("Your sheet: 1 thing matters")


def test_the_lessons_that_a_value_names_are_lessons(evidence):
    known = set(evidence.tables["lessons"]["lesson"])
    for row in evidence.tables["values"].itertuples(index=False):
        assert set(split_ids(row.lessons)) <= known and not pd.isna(row.missing), row.value_id


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, 3.21), (2, 0.739), (3, ["all randomised patients", "creatinine above 2 mg/dL", "deletion 17p13"])],
)
def test_the_exercises_expect_what_the_data_give(number, expected):
    found = lesson_08.EXERCISES[number].expected()
    assert found == expected if isinstance(expected, list) else found == pytest.approx(expected, abs=0.005)
