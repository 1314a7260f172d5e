"""Does lesson 10 keep its verdict back, give the rows that decide it, and check a summary against the data?"""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import unquote

import pytest

from helpers.evidence import split_ids
from helpers.learn import summaries
from helpers.learn.progress import Progress
from helpers.lessons import lesson_10
from helpers.lessons.lesson_10 import claims
from helpers.lessons.lesson_10.worksheet import SummarySheet
from tests.show.test_tables_and_views import HOSTILE, Tags

POOLED = "mccarthy-2017-ipd-ma/pfs/mccarthy-2017"
GOOD = {
    "people": "1208 people after transplant",
    "compared": "lenalidomide with placebo or observation",
    "experimental": "52.8 months",
    "control": "23.5",
    "ratio": "0.48",
    "interval": "0.41 to 0.55",
    "follow_up": "not reported",
    "harms": "second cancers were more frequent",
    "limits": "three trials that differ",
    "sentence": "Half had progressed or died by 52.8 months with lenalidomide and by 23.5 months without.",
}


def verdicts(evidence) -> dict[str, str]:
    return dict(evidence.tables["claims"][["claim_id", "verdict"]].itertuples(index=False, name=None))


def test_there_are_twenty_points_and_four_verdicts(evidence):
    assert [key for _, key in claims.claim_options(evidence)] == [f"C{n:02d}" for n in range(1, 21)]
    assert verdicts(evidence)["C02"] == verdicts(evidence)["C16"] == "supported"
    assert verdicts(evidence)["C03"] == verdicts(evidence)["C08"] == verdicts(evidence)["C17"] == "needs context"
    assert verdicts(evidence)["C18"] == "not verifiable"


@pytest.mark.parametrize("claim", [f"C{n:02d}" for n in range(1, 21)])
def test_the_verdict_is_kept_back_until_the_reader_has_given_one(evidence, claim):
    before = claims.claim_view(evidence, claim, "")
    assert before.notes == () and before.table.caption.endswith("then give your verdict")
    said = evidence.row("claims", claim_id=claim).claim
    assert before.sentence == f"The article says: {said}"
    reason = evidence.tables["claims"].set_index("claim_id").loc[claim, "reason"]
    assert reason not in before.html() and "The course says" not in before.html()
    for verdict in claims.VERDICTS:
        after = claims.claim_view(evidence, claim, verdict)
        assert f"You say: {verdict}. The course says: {verdicts(evidence)[claim]}" in after.sentence
        assert (", too." in after.sentence) == (verdict == verdicts(evidence)[claim])
        assert after.notes[0] == reason and after.table.caption.endswith(said)


def test_another_point_takes_the_verdict_back():
    explorer = lesson_10.claim_explorer()
    explorer.controls["verdict"].value = "supported"
    assert "The course says: supported, too." in explorer.output.value
    explorer.controls["claim_id"].value = "C03"
    assert explorer.choices == {"claim_id": "C03", "verdict": ""}
    assert "The course says" not in explorer.output.value and "The article says: At nearly 80 months" in explorer.output.value


def deciding(evidence, claim: str) -> dict[str, tuple[str, str]]:
    """Return the rows of evidence of a claim by their ids: what each is about, and what it says."""
    ids = split_ids(evidence.row("claims", claim_id=claim).evidence_ids)
    rows = claims.claim_view(evidence, claim, "").table.rows
    return {key: (row[0].text, row[1].text) for key, row in zip(ids, rows, strict=True)}


def test_the_rows_that_decide_a_point_are_shown_with_their_figures(evidence):
    rows = deciding(evidence, "C03")
    assert rows["O0009"] == (
        "McCarthy 2017 pooled analysis",
        "Overall survival, hazard ratio, both arms compared: 0.75 (0.63 to 0.90), median follow-up 79.5 months",
    )
    head, words = rows["O0077"]
    assert head == "Myeloma XI (all patients)"
    assert words.startswith("Overall survival, hazard ratio, both arms compared: 0.87 (0.73 to 1.05)")
    head, words = rows["D0004"]
    assert "FDA reviewers called the OS effect mixed" in words and head.startswith("FDA reading")
    trial = deciding(evidence, "C12")["forte-second-randomisation"]
    assert trial == ("FORTE", "Carfilzomib (up to 2 years) + lenalidomide v lenalidomide")


def test_a_point_without_evidence_says_so(evidence, monkeypatch):
    monkeypatch.setattr(evidence.row("claims", claim_id="C18"), "evidence_ids", "")
    view = claims.claim_view(evidence, "C18", "not verifiable")
    assert view.table.rows[0][1].text == "Nothing in the course's evidence speaks to this claim."


def test_the_overview_counts_and_can_be_saved(evidence):
    view = claims.overview_view(evidence, "")
    counted = [int(n) for n in re.findall(r"(?:supported|needs context|outdated|not verifiable) (\d+)", view.sentence)]
    assert sum(counted) == 20 == len(view.table.rows)
    rows = list(csv.DictReader(io.StringIO(view.download.text)))
    assert rows[7]["claim_id"] == "C08" and rows[7]["verdict"] == "needs context"
    assert [row[0].text for row in claims.overview_view(evidence, "not verifiable").table.rows] == ["18"]
    none = claims.overview_view(evidence, "outdated")
    assert none.table is None and "outdated 0" in none.sentence


def test_the_overview_gives_no_verdict_away_before_it_is_asked():
    explorer = lesson_10.overview_explorer()
    assert explorer.current.table is None and explorer.current.download is None
    assert {value for _, value in explorer.controls["verdict"].options} == {"", *claims.VERDICTS}


def test_a_subgroup_is_called_one(evidence):
    head, words = deciding(evidence, "C17")["O0101"]
    assert head == "HOVON-65/GMMG-HD4, deletion 17p13" and words.startswith("Progression-free survival, hazard ratio")


def test_a_good_summary_holds(evidence):
    assert all(check.holds for check in summaries.check(evidence, POOLED, GOOD))


@pytest.mark.parametrize(
    ("field", "entry", "words"),
    [
        ("experimental", "52.9", "Does not agree with the data; look the figure up again."),
        ("control", "", "Empty: a number, or its state in words."),
        ("interval", "0.41 to 0.56", "Does not agree with the data"),
        ("follow_up", "79.5", "Does not agree with the data"),
        ("people", "people", "One word is short: who was studied"),
        ("sentence", "52.8 months with it.", "The figure of the control arm is not in it."),
        ("sentence", "Lenalidomide is the best: 52.8 against 23.5 months.", "A word in it promises or ranks"),
        ("sentence", "It helped.", "The figure of the experimental and control arm is not in it."),
    ],
)
def test_a_wrong_entry_is_met_by_words(evidence, field, entry, words):
    found = {c.field.key: c for c in summaries.check(evidence, POOLED, {**GOOD, field: entry})}
    assert not found[field].holds and found[field].words.startswith(words)
    assert sum(not c.holds for c in found.values()) == 1
    assert "52.8" not in found["experimental"].words and "23.5" not in found["control"].words


def test_states_and_digits_are_compared_by_meaning(evidence):
    os = "mccarthy-2017-ipd-ma/os/mccarthy-2017"
    entries = {"experimental": "Not reached", "control": "86", "ratio": "0.750", "interval": "0.63 to 0.9", "follow_up": "79.5"}
    held = {c.field.key for c in summaries.check(evidence, os, entries) if c.holds}
    assert held == set(entries)


@pytest.mark.parametrize("key", summaries.READ_OUTS)
def test_every_result_can_be_summed_up(evidence, key):
    expected = summaries._expected(evidence.analyses[key])
    held = {c.field.key for c in summaries.check(evidence, key, expected) if c.holds}
    assert held == set(expected)
    assert expected["ratio"] != "not reported"


def sheet(evidence, tmp_path) -> SummarySheet:
    made = SummarySheet(evidence, "L10-S1", Progress(tmp_path / "progress.json"))
    for key, text in GOOD.items():
        made.fields[key].value = text
    return made


def test_the_sheet_checks_and_keeps_progress(evidence, tmp_path, no_swallowed_errors):
    made = sheet(evidence, tmp_path)
    made.fields["ratio"].value = "0.52"
    made.check_button._handle_custom_msg({"event": "click"}, [])
    assert "9 of 10 fields hold." in made.output.value
    assert not Progress(tmp_path / "progress.json").records()["L10-S1"].right
    made.fields["ratio"].value = "0.48"
    made.check_button.press()
    assert "10 of 10 fields hold." in made.output.value
    assert Progress(tmp_path / "progress.json").records()["L10-S1"].right


def test_the_files_hold_the_entries_and_the_source_and_are_escaped(evidence, tmp_path):
    made = sheet(evidence, tmp_path)
    made.fields["limits"].value = HOSTILE
    made.save_button.press()
    links = {tag["download"]: unquote(tag["href"].partition(",")[2]) for tag in Tags(made.output.value).named("a")}
    page = Tags(links["evidence-summary.html"])
    assert not page.named("script") and HOSTILE in page.text
    assert "Half had progressed or died by 52.8 months" in page.text and "10.1200/JCO.2017.72.6679" in page.text
    rows = {row[0]: row[1:] for row in csv.reader(io.StringIO(links["evidence-summary.csv"]))}
    assert rows["Hazard ratio"] == ["0.48", "yes"] and rows["Limits"][0] == HOSTILE
    assert "McCarthy PL" in rows["Source"][0]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "a & b", "\"quoted\" and 'so'", "</td></table><h1>x", "=1+1", "\t=1", "＝1"]
)
def test_free_text_is_text_in_both_files(evidence, tmp_path, text):
    made = sheet(evidence, tmp_path)
    made.fields["limits"].value = text
    made.save_button.press()
    links = {tag["download"]: unquote(tag["href"].partition(",")[2]) for tag in Tags(made.output.value).named("a")}
    page = Tags(links["evidence-summary.html"])
    assert text.strip() in page.text and not page.named("script") and len(page.named("h1")) == 1
    rows = {row[0]: row[1:] for row in csv.reader(io.StringIO(links["evidence-summary.csv"], newline=""))}
    stripped = text.strip()
    assert rows["Limits"][0] == (f"'{stripped}" if stripped[0] in "=＝" else stripped)


def test_a_sheet_that_nothing_runs_shows_its_fields(evidence, tmp_path):
    text = sheet(evidence, tmp_path)._repr_mimebundle_()["text/plain"]
    assert "People: who was studied, how many, after which treatment." in text and "52.8" not in text
