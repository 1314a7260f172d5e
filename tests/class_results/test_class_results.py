"""Do the files of a class become the right counts, and does nobody's name stand where the class can see it?"""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from helpers.class_results import TARGET, NothingToCount, write
from helpers.class_results.__main__ import main
from helpers.class_results.handed_in import alike, read_folder
from helpers.class_results.item_counts import Item, count_items, find_stuck, items_of_course, misconceptions_of, right_at_first
from helpers.class_results.right_by_item import PARTS, RightByItem
from helpers.learn.progress_content import KEPT_ANSWERS, Answer, Record
from helpers.learn.questions import question
from helpers.lessons.lesson_00.progress_and_glossary import map_view

DAY = "2026-11-20"
HEAD = "lesson,item,tries,right,last,chosen"
TEXT_PLACE = re.compile(r"<[^>]*>")


def record(right: bool, *answers: str, tries: int | None = None) -> dict:
    """Return what the progress file keeps of one item, as lists and dicts."""
    chosen = [{"answer": answer, "day": DAY} for answer in answers]
    return {"tries": len(answers) if tries is None else tries, "right": right, "last": DAY, "chosen": chosen}


def kept(right: bool, *answers: str, tries: int | None = None) -> Record:
    """Return the same as a record."""
    return Record(len(answers) if tries is None else tries, right, DAY, tuple(Answer(answer, DAY) for answer in answers))


def hand_in(path: Path, items: dict, version: int = 2) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"version": version, "begun": 0, "items": items}), encoding="utf-8")


@pytest.fixture
def folder(tmp_path) -> Path:
    """Three learners: right at once; right at the second try; still at a wrong answer, and at an exercise."""
    hand_in(tmp_path / "oak.json", {"L03-Q1": record(True, "B"), "L03-P1": record(True, "40")})
    hand_in(tmp_path / "elm.json", {"L03-Q1": record(True, "A", "B"), "L03-P1": record(True, "30")})
    hand_in(tmp_path / "ash.json", {"L03-Q1": record(False, "A", "C"), "L03-E1": record(False, tries=2)})
    return tmp_path


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


# counts


def test_each_item_has_its_counts(folder):
    write(folder, folder / TARGET)
    rows = {row["item"]: row for row in rows_of(folder / TARGET / "results.csv")}
    assert list(rows) == ["L03-P1", "L03-Q1", "L03-E1"]  # in the order of the lesson
    asked = rows["L03-Q1"]
    assert (asked["tried"], asked["right_at_first_try"], asked["right_by_now"]) == ("3", "1", "2")
    assert asked["answers"] == "A: 2, B: 2, C: 1"  # learners, however often one chose it
    guessed = rows["L03-P1"]
    assert (guessed["tried"], guessed["right_at_first_try"], guessed["answers"]) == ("2", "", "30: 1, 40: 1")
    assert (rows["L03-E1"]["tried"], rows["L03-E1"]["right_by_now"]) == ("1", "0")


def test_a_misconception_is_counted_once_a_learner_and_said_in_the_words_of_the_course(folder, evidence):
    hand_in(folder / "yew.json", {"L03-Q1": record(False, "A", "A", "A")})
    write(folder, folder / TARGET)
    first, second = rows_of(folder / TARGET / "misconceptions.csv")
    words = {option.letter: option.feedback for option in question(evidence, "L03-Q1").options}
    assert (first["learners"], first["feedback"]) == ("3", words["A"])
    assert first["answer"].startswith("A. Everyone who takes lenalidomide")
    assert (second["learners"], second["feedback"]) == ("1", words["C"])


def test_the_picture_prints_each_count(folder, evidence):
    learners, _ = read_folder(folder, folder / TARGET)
    counted = [one for one in count_items(evidence, learners) if one.item.graded]
    chart = RightByItem(3, counted)
    assert [chart.parts(one) for one in counted] == [(1, 1, 1, 0), (0, 0, 1, 2)]
    bars, *_ = chart.draw().axes
    assert [text.get_text() for text in bars.texts] == ["1", "1", "1", "1", "2"]
    assert [label.get_text() for label in bars.get_yticklabels()] == ["L03-Q1", "L03-E1"]
    widths = [bar.get_width() for bar in bars.patches]
    assert widths == [1, 1, 1, 1, 2]
    assert "L03-Q1: right at the first try 1, right later 1, not right yet 1, not tried 0" in chart.alt
    (many,) = [one for one in counted if one.item.item_id == "L03-Q1"]
    crowd = RightByItem(100, [many]).draw().axes[0]  # parts of one in a hundred have no room for a number
    assert [text.get_text() for text in crowd.texts] == ["97"] and len(crowd.patches) == 4
    looks = {(part.colour, part.hatch) for part in PARTS}
    assert len({look[0] for look in looks}) == len(PARTS) and len({part.hatch for part in PARTS}) >= 3


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (kept(True, "B"), True),
        (kept(False, "A"), False),
        (kept(True, "A", "B"), False),
        (kept(True, "B", "A"), True),
        (kept(True, tries=1), True),
        (kept(True, tries=2), None),  # a former version kept no answers
        (kept(True, *["B"] * KEPT_ANSWERS, tries=KEPT_ANSWERS + 1), None),  # the first is not kept any more
        (kept(True, "Z", "B"), None),  # no such option in this version
    ],
)
def test_the_first_try_is_right_wrong_or_not_known(one, expected, evidence):
    asked = question(evidence, "L03-Q1")
    assert right_at_first(Item("L03-Q1", asked.kind, asked.prompt, asked), one) is expected


def test_the_first_try_of_an_exercise_tried_twice_is_not_known():
    assert right_at_first(Item("L03-E1", "exercise", ""), kept(True, tries=2)) is None
    assert right_at_first(Item("L03-E1", "exercise", ""), kept(False, tries=2)) is False


def test_a_right_answer_is_no_misconception(evidence):
    """Every question, by its own key."""
    for item in items_of_course(evidence):
        if item.asked is None:
            continue
        if item.kind == "number":
            answers = [f"{item.asked.answer:.12g}"]
        elif item.kind == "ordering":
            answers = [";".join(o.letter for o in sorted(item.asked.options, key=lambda o: o.position))]
        elif item.kind == "several":
            answers = [";".join(o.letter for o in item.asked.options if o.correct)]
        else:
            answers = [o.letter for o in item.asked.options if o.correct]
        assert [misconceptions_of(item.asked, answer) for answer in answers] == [[]] * len(answers), item.item_id


@pytest.mark.parametrize(
    ("asked", "answer", "expected"),
    [
        ("L00-Q4", "A;B", ["B. The drug that suits you. (ticked)", "C. A way to tell what a figure leaves out. (not ticked)"]),
        ("L00-Q3", "A;C;B", ["A. Press an arrow key. (out of its place)"]),
        ("L03-Q4", "1.94", ["1.94"]),
        ("L03-Q4", "7", []),  # wrong, but the course has no words for it
        ("L03-Q4", "seven", []),
        ("L03-Q1", "A;B", []),
        ("L00-Q3", "A", []),
        ("L04-P2", "A", []),  # a guess
    ],
)
def test_a_wrong_answer_of_each_kind_meets_its_words(asked, answer, expected, evidence):
    assert [said for said, _ in misconceptions_of(question(evidence, asked), answer)] == expected


# whose


def test_who_is_stuck_is_named_by_file_and_only_on_the_page_for_the_instructor(folder, evidence):
    stuck = find_stuck(evidence, read_folder(folder, folder / TARGET)[0])
    assert [(one.name, one.item.item_id, one.tries, one.last_answer) for one in stuck] == [
        ("ash", "L03-Q1", 2, "C"),
        ("ash", "L03-E1", 2, ""),
    ]
    write(folder, folder / TARGET)
    assert [row["file"] for row in rows_of(folder / TARGET / "who_is_stuck.csv")] == ["ash", "ash"]
    shown = [
        (folder / TARGET / name).read_text(encoding="utf-8") for name in ("results.html", "results.csv", "misconceptions.csv")
    ]
    assert not re.search(r"\b(oak|elm|ash)\b", TEXT_PLACE.sub(" ", "".join(shown)))
    assert "ash" in TEXT_PLACE.sub(" ", (folder / TARGET / "who_is_stuck.html").read_text(encoding="utf-8"))


def test_a_picture_fits_a_sheet_of_paper_and_none_of_the_items_is_lost(tmp_path, evidence):
    asked = [item.item_id for item in items_of_course(evidence) if item.graded]
    hand_in(tmp_path / "oak.json", {key: record(True, tries=1) for key in asked})
    write(tmp_path, tmp_path / TARGET)
    pictures = re.findall(r'<img alt="([^"]*)"', (tmp_path / TARGET / "results.html").read_text(encoding="utf-8"))
    shown = [re.findall(r"(L\d\d-[QE]\d+): right", alt) for alt in pictures]
    assert [key for keys in shown for key in keys] == asked
    assert max(map(len, shown)) == 15 and f"(1 learner): {asked[0]} to {asked[14]}." in pictures[0]


def test_the_page_says_what_was_hardest_and_warns_of_a_small_class(folder):
    write(folder, folder / TARGET)
    page = (folder / TARGET / "results.html").read_text(encoding="utf-8")
    assert "3 learners were counted, each from one file." in page
    assert "Hardest at the first try: L03-Q1, right for 1 of 3 who tried it." in page
    assert "In so small a class" in page
    assert "left out" not in page


def test_the_pages_hold_no_script_ask_nobody_and_escape_what_was_handed_in(tmp_path):
    hand_in(tmp_path / "a<script>alert(1)<" / "x.json", {"L03-Q1": record(False, "<img src=http://x>")})
    hand_in(tmp_path / "b.json", {"=L03": record(True, "B"), "L03-Q1": record(False, "=1+1")})
    written, _ = write(tmp_path, tmp_path / TARGET)
    for path in written:
        text = path.read_text(encoding="utf-8")
        assert path.suffix == ".csv" or not re.search(r"<script|<img src=http|<link|@import|url\((?!%23)", text), path
    last = {row["last_answer"] for row in rows_of(tmp_path / TARGET / "who_is_stuck.csv")}
    assert "'=1+1" in last  # no spreadsheet runs it


# files


def test_the_csv_that_lesson_00_saves_counts_like_the_file_itself(folder, evidence, tmp_path):
    records = {learner.name: learner.records for learner in read_folder(folder, folder / TARGET)[0]}
    other = tmp_path / "exported"
    other.mkdir()
    for name, held in records.items():
        saved = map_view(evidence, held, {"03": 3}).download
        (other / f"{name}.csv").write_bytes(saved.text.encode("utf-8-sig"))
    assert {one.name: one.records for one in read_folder(other, other / TARGET)[0]} == records


def test_a_folder_for_each_learner_and_a_semicolon_are_understood(tmp_path):
    hand_in(tmp_path / "oak" / "progress.json", {"L03-Q1": record(True, "B")})
    (tmp_path / "elm").mkdir()
    (tmp_path / "elm" / "progress.csv").write_text(f"{HEAD}\n03,L03-Q1,1,yes,{DAY},{DAY} A\n".replace(",", ";"), encoding="utf-8")
    learners, left_out = read_folder(tmp_path, tmp_path / TARGET)
    assert [one.name for one in learners] == ["elm/progress", "oak/progress"] and not left_out


BAD = {
    "empty.json": b"",
    "text.json": b"hello",
    "list.json": b"[]",
    "half.json": b'{"version": 2, "items": {"L03-Q1": {"tries": 1',
    "odd.json": b'{"version": 2, "items": {"L03-Q1": {"tries": -1, "right": true, "last": "2026-11-20"}}}',
    "newer.json": b'{"version": 3, "items": {}}',
    "huge.json": b" " * 1_000_001,
    "photo.png": b"\x89PNG",
    "marks.csv": b"name,mark\nx,3\n",
    "latin.csv": "é".encode("latin-1"),
    "nothing.csv": b"",
    "short.csv": f"{HEAD}\n03,L03-Q1\n".encode(),
    "tries.csv": f"{HEAD}\n03,L03-Q1,many,yes,{DAY},\n".encode(),
    "right.csv": f"{HEAD}\n03,L03-Q1,1,perhaps,{DAY},\n".encode(),
    "date.csv": f"{HEAD}\n03,L03-Q1,1,yes,20/11/2026,\n".encode(),  # a spreadsheet changed it
    "answer.csv": f"{HEAD}\n03,L03-Q1,1,yes,{DAY},B\n".encode(),
    "twice.csv": f"{HEAD}\n03,L03-Q1,1,yes,{DAY},\n03,L03-Q1,1,no,{DAY},\n".encode(),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_or_foreign_file_is_named_in_a_sentence_and_left_out(name, folder):
    (folder / name).write_bytes(BAD[name])
    learners, left_out = read_folder(folder, folder / TARGET)
    assert [one.name for one in learners] == ["ash", "elm", "oak"]
    assert len(left_out) == 1 and re.fullmatch(rf"{re.escape(name)} was left out: [^.]+(\.\w+[^.]*)*\.", left_out[0]), left_out
    write(folder, folder / TARGET)
    assert "1 file was left out." in (folder / TARGET / "results.html").read_text(encoding="utf-8")


def test_why_a_file_was_left_out_is_said(folder):
    for name in ("newer.json", "photo.png", "huge.json", "twice.csv", "text.json"):
        (folder / name).write_bytes(BAD[name])
    said = " ".join(read_folder(folder, folder / TARGET)[1])
    assert "newer.json was left out: a newer version of the course made it." in said
    assert "photo.png was left out: it is neither progress.json nor progress.csv." in said
    assert "huge.json was left out: it is too large for a progress file." in said
    assert "twice.csv was left out: one question stands in it twice." in said
    assert "text.json was left out: it is not what the course writes." in said


def test_one_learner_is_not_counted_twice(folder):
    hand_in(folder / "oak again.json", {"L03-Q1": record(True, "B"), "L03-P1": record(True, "40")})
    (folder / "elm.csv").write_text(f"{HEAD}\n03,L03-Q1,1,yes,{DAY},\n", encoding="utf-8")
    learners, left_out = read_folder(folder, folder / TARGET)
    assert len(learners) == 4  # the same few tries may be chance
    assert left_out == ["elm.csv was left out: another file of the same name was read."] and not alike(learners)


def test_many_tries_that_are_the_same_are_pointed_out_and_counted(folder, capsys):
    for name in ("oak", "oak again"):
        hand_in(folder / f"{name}.json", {f"L{lesson:02}-Q1": record(True, "A", "B") for lesson in range(10)})
    main([str(folder)])
    assert re.search("oak( again)? holds the same tries as oak( again)?; both were counted.", capsys.readouterr().out)
    page = (folder / TARGET / "results.html").read_text(encoding="utf-8")
    assert "4 learners were counted" in page and not re.search(r"\boak\b", page)


def test_an_answer_that_the_course_never_wrote_is_shown_to_nobody_in_the_class(tmp_path):
    hand_in(tmp_path / "oak.json", {"L03-Q1": record(False, "Rowan Oak", "A"), "L03-Q4": record(False, "Rowan")})
    written, _ = write(tmp_path, tmp_path / TARGET)
    assert not any("Rowan" in path.read_text(encoding="utf-8") for path in written if "stuck" not in path.name)
    assert [row["answers"] for row in rows_of(tmp_path / TARGET / "results.csv")] == ["A: 1", ""]


def test_two_who_tried_nothing_are_two_learners(tmp_path):
    for name in ("oak", "elm"):
        hand_in(tmp_path / f"{name}.json", {})
    write(tmp_path, tmp_path / TARGET)
    assert "Without any try: elm, oak." in (tmp_path / TARGET / "who_is_stuck.html").read_text(encoding="utf-8")


def test_results_hidden_files_and_locks_are_not_read_as_hand_ins(folder):
    write(folder, folder / TARGET)
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "oak.json.lock").touch()
    again, left_out = read_folder(folder, folder / TARGET)
    assert len(again) == 3 and not left_out
    before = (folder / TARGET / "results.html").read_bytes()
    write(folder, folder / TARGET)
    assert (folder / TARGET / "results.html").read_bytes() == before


def test_items_of_another_course_are_not_counted(tmp_path, evidence):
    hand_in(tmp_path / "oak.json", {"L99-Q1": record(True, "B"), "L03-Q1": record(True, "B")})
    assert [one.item.item_id for one in count_items(evidence, read_folder(tmp_path, tmp_path / TARGET)[0])] == ["L03-Q1"]


# the command


def test_the_command_says_where_the_results_are(folder, capsys):
    (folder / "photo.png").write_bytes(b"x")
    main([str(folder)])
    said = capsys.readouterr().out
    assert "photo.png was left out" in said and str(folder / TARGET / "results.html") in said
    assert (folder / TARGET / "results.html").exists()


def test_the_command_writes_elsewhere_if_asked(folder, tmp_path):
    main([str(folder), "--into", str(tmp_path / "new" / "place")])
    assert (tmp_path / "new" / "place" / "results.csv").exists() and not (folder / TARGET).exists()


def test_without_a_folder_or_a_file_to_count_the_command_says_so(tmp_path):
    with pytest.raises(SystemExit, match="There is no folder"):
        main([str(tmp_path / "none")])
    (tmp_path / "x.json").write_bytes(b"{")
    with pytest.raises(SystemExit, match="No progress file in .* can be counted. x.json was left out"):
        main([str(tmp_path)])
    with pytest.raises(NothingToCount):
        write(tmp_path, tmp_path / TARGET)
    assert not (tmp_path / TARGET).exists()
