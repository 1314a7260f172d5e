"""Is progress kept: atomically, by several notebooks at once, through kills, damage and disks that fail?"""

from __future__ import annotations

import errno
import html
import json
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from helpers.learn import progress as module
from helpers.learn.progress import NAME, VARIABLE, Answer, Progress, Record, place
from helpers.learn.progress_content import KEPT_ANSWERS
from helpers.learn.questions import question
from helpers.lessons import lesson, lesson_03
from helpers.lessons.lesson_00.panels import CourseMap, EnvironmentCheck
from helpers.lessons.lesson_08.case_widget import Vignette
from helpers.lessons.lesson_10.worksheet import SummarySheet
from helpers.widgets.done import Done
from helpers.widgets.quiz import Prediction, SelfCheck
from tests.conftest import ROOT

TODAY = date.today().isoformat()
FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / NAME


def content(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def elsewhere(path: Path, code: str) -> None:
    """Let another notebook's kernel run code with ``progress``: this kernel shares its memory with itself alone."""
    code = f"import sys; from helpers.learn.progress import Progress; progress = Progress(sys.argv[1])\n{code}"
    subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, check=True)


def raising(error: OSError):
    def refuse(*_args, **_kwargs):
        raise error

    return refuse


# what is kept


def test_a_try_is_kept_and_right_stays_right(path):
    Progress(path).record("L03-Q1", False, "A")
    Progress(path).record("L03-Q1", True, "B")
    Progress(path).record("L03-Q1", False)
    kept = Progress(path).records()["L03-Q1"]
    assert kept == Record(3, True, TODAY, (Answer("A", TODAY), Answer("B", TODAY)))
    assert content(path)["version"] == 2
    assert content(path)["items"]["L03-Q1"]["chosen"] == [{"answer": "A", "day": TODAY}, {"answer": "B", "day": TODAY}]


def test_the_latest_answers_are_kept(path):
    for n in range(KEPT_ANSWERS + 3):
        Progress(path).record("L03-Q4", False, str(n))
    kept = Progress(path).records()["L03-Q4"]
    assert kept.tries == KEPT_ANSWERS + 3
    assert [given.answer for given in kept.chosen] == [str(n) for n in range(3, KEPT_ANSWERS + 3)]
    assert len(content(path)["items"]["L03-Q4"]["chosen"]) == KEPT_ANSWERS


@pytest.mark.parametrize("text", ["x" * 101, "two\nlines", "\ud800"])
def test_a_text_is_no_answer_to_keep(path, text):
    with pytest.raises(ValueError, match="letters or a number"):
        Progress(path).record("L03-Q1", True, text)
    assert not path.exists()


def test_a_file_of_version_1_is_read_and_written_back_as_version_2(path):
    old = {"tries": 3, "right": True, "last": "2026-10-01"}
    path.write_text(json.dumps({"version": 1, "items": {"L03-Q1": old, "L03-Q2": old}}), encoding="utf-8")
    assert Progress(path).records()["L03-Q1"] == Record(3, True, "2026-10-01")
    assert content(path)["version"] == 1  # reading writes nothing
    Progress(path).record("L03-Q1", False, "C")
    assert content(path)["version"] == 2
    assert Progress(path).records() == {
        "L03-Q1": Record(4, True, TODAY, (Answer("C", TODAY),)),
        "L03-Q2": Record(3, True, "2026-10-01"),
    }


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("L03-Q1", "B", "B"),
        ("L03-Q4", 3.5, "3.5"),
        ("L03-Q5", ("A", "C"), "A;C"),
        ("L06-Q5", ("C", "A", "B"), "C;A;B"),
    ],
)
def test_a_question_keeps_what_was_chosen(evidence, path, key, value, kept):
    asked = question(evidence, key)
    widget = SelfCheck(asked, Progress(path))
    if asked.kind == "ordering":
        value = (*value, *(o.letter for o in asked.options if o.letter not in value))
        kept = ";".join(value)
    widget.control.value = value
    widget.answer()
    assert [given.answer for given in Progress(path).records()[key].chosen] == [kept]


def test_a_prediction_keeps_the_guess(evidence, path):
    widget = Prediction(question(evidence, "L03-P1"), lambda: lesson_03.headline_figure(), progress=Progress(path))
    widget.control.value = 40.5
    widget.button.press()
    assert Progress(path).records()["L03-P1"] == Record(1, True, TODAY, (Answer("40.5", TODAY),))


def test_what_a_learner_writes_is_not_kept(evidence, path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(path))
    words = "private words of the learner"
    sheet = SummarySheet(evidence, "L10-S1", Progress(path))
    for entry in sheet.fields.values():
        entry.value = words
    sheet.check_button.press()
    case = Vignette(evidence, "A", "L08-V1", Progress(path))
    case.reasons.value = words
    for _ in case.case.evidence:
        case.next_button.press()
    case.points_button.press()
    lesson_03.exercise(1, words)
    assert set(Progress(path).records()) == {"L10-S1", "L08-V1", "L03-E1"}
    assert "private" not in path.read_text(encoding="utf-8")


def test_reset_forgets_everything(path):
    Progress(path).record("L03-Q1", True)
    assert Progress(path).reset() is True
    assert Progress(path).records() == {} and content(path)["items"] == {}


# where it is


def test_git_ignores_the_file():
    assert "progress*.json*" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_the_place_can_be_set_and_home_is_understood(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv(VARIABLE, str(Path("~") / "mine.json"))
    Progress().record("L03-Q1", True)
    assert (tmp_path / "mine.json").exists()


COURSE, OWN = Path("course"), Path("own")
SET = str(Path("set") / "mine.json")


@pytest.mark.parametrize(
    ("folder", "environ", "owned", "writable", "expected"),
    [
        (COURSE, {VARIABLE: SET}, {COURSE, COURSE / NAME}, {COURSE}, Path(SET)),
        (COURSE, {}, {COURSE / NAME}, set(), COURSE / NAME),  # this user's file stays where it is
        (COURSE, {}, {COURSE}, {COURSE}, COURSE / NAME),
        (COURSE, {VARIABLE: ""}, {COURSE}, {COURSE}, COURSE / NAME),
        (COURSE, {}, {COURSE}, set(), OWN / NAME),  # read-only
        (COURSE, {}, set(), {COURSE}, OWN / NAME),  # somebody else's, such as a folder of several people
        (COURSE, {}, set(), set(), OWN / NAME),
        (Path("lib") / "site-packages", {}, {Path("lib") / "site-packages"}, {Path("lib") / "site-packages"}, OWN / NAME),
    ],
)
def test_the_file_has_its_place(folder, environ, owned, writable, expected):
    assert place(folder, environ, OWN, owned.__contains__, writable.__contains__) == expected


def test_whose_a_folder_is_is_asked_of_the_system(tmp_path, monkeypatch):
    assert place(tmp_path, {}, OWN) == tmp_path / NAME
    if hasattr(os, "geteuid"):
        monkeypatch.setattr(os, "geteuid", lambda: os.stat(tmp_path).st_uid + 1)
        assert place(tmp_path, {}, OWN) == OWN / NAME
        monkeypatch.delattr(os, "geteuid")  # Windows does not say
    assert place(tmp_path, {}, OWN) == tmp_path / NAME
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert place(tmp_path, {}, OWN) == OWN / NAME


def test_the_persons_own_folder_is_named_for_the_course_and_made_when_needed(monkeypatch, tmp_path):
    assert module.PERSONAL.name == "myeloma-maintenance-course"
    monkeypatch.setattr(module, "PERSONAL", tmp_path / "share" / "course")
    progress = Progress(module.PERSONAL / NAME)
    assert progress.records() == {} and progress.writable and not module.PERSONAL.exists()
    progress.record("L03-Q1", True)
    assert (tmp_path / "share" / "course" / NAME).exists() and progress.notes == []


def test_lesson_00_says_where_it_is_on_the_screen_alone(evidence, path):
    for made in (CourseMap(evidence, {}, Progress(path)), CourseMap(evidence, {}, Progress(path.parent / "nowhere" / NAME))):
        shown = html.unescape(made.output.value)
        assert str(made.progress.path) in shown and shown.index("Your map of the course") < shown.index(str(path.parent))
        assert str(path.parent) not in str(made._repr_mimebundle_()["text/html"])
        assert str(path.parent) not in made._repr_mimebundle_()["text/plain"]
    assert "but its folder is not there or cannot be written" in shown


# several writers


WRITER = """
import sys; from helpers.learn.progress import Progress
progress = Progress(sys.argv[1]); print("ready", flush=True); sys.stdin.readline()
for n in range(250):
    progress.record(f"L03-Q{n % 5}", True, str(n % 3))
print(progress.saved, flush=True)
"""
# dies by its own hand while it holds the lock: before the new file is whole, before it is in place, or just after
VICTIM = """
import os, signal, sys; from helpers.learn import progress as module
die = lambda: os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
progress = module.Progress(sys.argv[1]); print("ready", flush=True); sys.stdin.readline()
for n in range(5):
    progress.record(sys.argv[2], True)
print(progress.saved, flush=True)
real = module.os.replace
if sys.argv[2] == "whole": module.os.fsync = lambda _: die()
if sys.argv[2] == "before": module.os.replace = lambda *_: die()
if sys.argv[2] == "after": module.os.replace = lambda *names: (real(*names), die())
progress.record(sys.argv[2], True)
"""
STEADY = """
import sys; from helpers.learn.progress import Progress
progress = Progress(sys.argv[1]); print("ready", flush=True); sys.stdin.readline()
while True:
    progress.record("steady", True)
    print(progress.saved, flush=True)
"""


def start(code: str, *words: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", code, *words], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )


def test_a_thousand_writes_survive_killed_writers_and_the_file_is_whole_at_every_moment(path):
    writers = [start(WRITER, str(path)) for _ in range(4)]
    victims = {name: start(VICTIM, str(path), name) for name in ("whole", "before", "after")}
    steady = start(STEADY, str(path))
    everyone = [*writers, *victims.values(), steady]
    for process in everyone:
        assert process.stdout.readline() == "ready\n"
    for process in everyone:
        process.stdin.write("\n")
        process.stdin.flush()
    acknowledged = [steady.stdout.readline() for _ in range(5)]
    steady.kill()
    acknowledged += steady.stdout.readlines()
    seen = []
    while any(process.poll() is None for process in everyone):
        seen.append(sum(record["tries"] for record in content(path)["items"].values()))
        time.sleep(0.002)
    assert [process.communicate()[0] for process in writers] == ["True\n"] * 4
    assert [process.communicate()[0] for process in victims.values()] == ["True\n"] * 3
    assert all(process.returncode != 0 for process in (*victims.values(), steady))
    kept = {key: record.tries for key, record in Progress(path).records().items()}
    assert {key: tries for key, tries in kept.items() if key.startswith("L03")} == {f"L03-Q{n}": 200 for n in range(5)}
    assert (kept["whole"], kept["before"], kept["after"]) == (5, 5, 6)
    assert acknowledged.count("True\n") <= kept["steady"] <= len(acknowledged) + 1
    assert len(seen) > 20 and seen == sorted(seen)  # nothing that was once there is lost again
    Progress(path).record("L03-Q1", True)  # clears away what the killed left behind
    assert sorted(other.name for other in path.parent.iterdir()) == [NAME, f"{NAME}.lock"]


HOLDER = """
import sys; from helpers.learn.progress import Progress
with Progress(sys.argv[1])._locked():
    print("held", flush=True); sys.stdin.readline()
"""


def test_a_lock_that_is_held_is_waited_for_in_vain_and_is_free_once_its_holder_is_killed(path, monkeypatch):
    monkeypatch.setattr(module, "_LOCK_SECONDS", 0.2)
    holder = start(HOLDER, str(path))
    assert holder.stdout.readline() == "held\n"
    progress = Progress(path)
    progress.record("L03-Q1", True)
    assert "could not be saved (its lock is held elsewhere)" in progress.notes[0] and not progress.saved
    holder.kill()
    holder.communicate()
    progress.record("L03-Q2", True)
    assert progress.saved and set(content(path)["items"]) == {"L03-Q1", "L03-Q2"}


def test_the_wait_for_a_lock_is_a_matter_of_seconds():
    assert 0 < module._LOCK_SECONDS <= 5


def test_a_folder_in_place_of_the_lock_is_a_disk_that_cannot_be_written(path):
    (path.parent / f"{NAME}.lock").mkdir()
    progress = Progress(path)
    progress.record("L03-Q1", True)
    assert "could not be saved" in progress.notes[0] and progress.records()["L03-Q1"].tries == 1
    assert not path.exists()


@pytest.mark.parametrize(
    "error", [PermissionError(errno.EACCES, "Permission denied"), OSError(errno.EROFS, "Read-only file system")]
)
def test_a_lock_that_cannot_be_made_is_a_disk_that_cannot_be_written(path, monkeypatch, error):
    Progress(path).record("L03-Q1", True)
    progress = Progress(path)
    with monkeypatch.context() as patched:
        patched.setattr(module.FileLock, "acquire", raising(error))
        progress.record("L03-Q2", True)
        progress.record("L03-Q2", False)
        assert progress.records()["L03-Q2"].tries == 2 and progress.records()["L03-Q1"].right
        assert progress.notes == [
            f"Progress could not be saved ({error.strerror}). What you do now is kept until this notebook is closed; "
            f"to keep it elsewhere, set {VARIABLE} to a file that can be written."
        ]
    progress.record("L03-Q3", True)
    assert set(content(path)["items"]) == {"L03-Q1", "L03-Q2", "L03-Q3"} and progress.notes == []


# a disk that fails


@pytest.mark.parametrize("number", [errno.ESTALE, errno.EACCES, errno.EIO], ids=errno.errorcode.get)
def test_a_read_that_fails_once_wipes_nothing(path, monkeypatch, number):
    for n in range(40):
        Progress(path).record(f"L03-Q{n}", True)
    before = path.read_bytes()
    progress = Progress(path)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", raising(OSError(number, os.strerror(number))))
        assert progress.records() == {}
        assert progress.notes[0].startswith(f"Progress could not be read ({os.strerror(number)}).")
        progress.record("L03-Q40", True)
        assert set(progress.records()) == {"L03-Q40"}
        assert [note[:48] for note in progress.notes] == [f"Progress could not be saved ({os.strerror(number)})."[:48]]
    assert path.read_bytes() == before
    assert len(progress.records()) == 41  # the file's and the one that waits
    progress.record("L03-Q41", True)
    assert len(content(path)["items"]) == 42 and progress.notes == []


def test_a_note_of_a_failed_read_goes_with_the_next_read(path, monkeypatch):
    progress = Progress(path)
    progress.record("L03-Q1", True)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", raising(OSError(errno.ESTALE, "Stale file handle")))
        progress.records()
        assert progress.notes and not progress.saved
    assert set(progress.records()) == {"L03-Q1"} and progress.notes == [] and progress.saved


@pytest.mark.parametrize("make", [Path.mkdir, getattr(os, "mkfifo", Path.mkdir)], ids=["a folder", "a pipe"])
def test_what_is_no_file_is_left_alone(path, make):
    make(path)
    progress = Progress(path)
    progress.record("L03-Q1", True)
    assert set(progress.records()) == {"L03-Q1"} and "could not be saved" in progress.notes[0]
    assert path.exists() and not path.is_file() and not list(path.parent.glob("*damaged*"))


def test_a_device_is_never_moved(path, monkeypatch):
    monkeypatch.setattr(module.os, "replace", raising(OSError(errno.EROFS, "it would have been moved")))
    path.symlink_to(os.devnull)
    assert Progress(path).records() == {}
    assert "could not be read (there is something else than a file in its place)" in Progress(path).notes[0]


def test_a_folder_that_is_not_there_is_a_disk_that_cannot_be_written(tmp_path):
    progress = Progress(tmp_path / "nowhere" / NAME)
    progress.record("L03-Q1", True)
    assert progress.records()["L03-Q1"].right and "could not be saved" in progress.notes[0]
    assert not (tmp_path / "nowhere").exists() and not progress.writable


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_keeps_what_is_done(path, monkeypatch, step):
    Progress(path).record("L03-Q1", True)
    before = path.read_bytes()
    progress = Progress(path)
    with monkeypatch.context() as patched:
        patched.setattr(module.os, step, raising(FULL))
        for n in range(2, 62):
            progress.record(f"L03-Q{n}", True)
        assert path.read_bytes() == before and len(progress.records()) == 61
        assert len(progress.notes) == 1 and "No space left on device" in progress.notes[0]
        assert sorted(other.name for other in path.parent.iterdir()) == [NAME, f"{NAME}.lock"]
    progress.record("L03-Q1", True)
    assert len(content(path)["items"]) == 61 and progress.notes == [] and progress.saved


def test_what_others_wrote_meanwhile_stays(path, monkeypatch):
    progress = Progress(path)
    with monkeypatch.context() as patched:
        patched.setattr(module.os, "fsync", raising(FULL))
        progress.record("L03-Q1", False, "A")
    elsewhere(path, "for n in range(3): progress.record('L03-Q1', True, 'B')")
    assert progress.records()["L03-Q1"].tries == 4
    progress.record("L03-Q2", True)
    kept = Progress(path).records()["L03-Q1"]
    assert (kept.tries, kept.right, [given.answer for given in kept.chosen]) == (4, True, ["B", "B", "B", "A"])


def test_what_was_forgotten_elsewhere_stays_forgotten(path, monkeypatch):
    progress = Progress(path)
    for n in range(5):
        progress.record(f"L03-Q{n}", True)
    with monkeypatch.context() as patched:
        patched.setattr(module.os, "fsync", raising(FULL))
        progress.record("L03-Q5", True)
    elsewhere(path, "progress.reset()")
    assert progress.records() == {}
    progress.record("L03-Q6", True)
    assert set(content(path)["items"]) == {"L03-Q6"} and progress.notes == []


def test_a_clock_that_was_ahead_does_not_swallow_what_is_done_now(path):
    path.write_text(json.dumps({"version": 2, "begun": time.time() + 10**6, "items": {}}), encoding="utf-8")
    Progress(path).record("L03-Q1", True)
    assert set(Progress(path).records()) == {"L03-Q1"}


def test_forgetting_on_a_full_disk_forgets_what_waits_and_says_that_the_file_stays(evidence, path, monkeypatch):
    made = CourseMap(evidence, {}, Progress(path))
    made.progress.record("L03-Q1", True)
    monkeypatch.setattr(module.os, "fsync", raising(FULL))
    made.progress.record("L03-Q2", True)
    made.sure.value = True
    made.reset_button.press()
    assert "Only what was not saved yet was forgotten; the file stays." in made.output.value
    assert "No space left on device" in made.output.value and set(made.progress.records()) == {"L03-Q1"}


def test_one_kernel_knows_everywhere_what_could_not_be_saved(evidence, path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(path))
    course_map = CourseMap(evidence, {"03": 2})
    with monkeypatch.context() as patched:
        patched.setattr(module.os, "fsync", raising(FULL))
        verdict = lesson_03.exercise(1, "wrong")
        for kind in ("text/plain", "text/html"):
            assert "Progress could not be saved (No space left on device)." in verdict._repr_mimebundle_()[kind]
        sheet = SummarySheet(evidence, "L10-S1")
        sheet.check_button.press()
        check = SelfCheck(question(evidence, "L03-Q1"))
        check.control.value = "A"
        check.button.press()
        course_map.refresh_button.press()
        for shown in (sheet.output.value, check.feedback.value, course_map.output.value):
            assert "Progress could not be saved (No space left on device)." in shown
        assert "2 tried, not yet right" in course_map.output.value
    assert lesson_03.exercise(1, "wrong").notes == ()
    course_map.refresh_button.press()
    assert "could not be saved" not in course_map.output.value
    assert {key: item["tries"] for key, item in content(path)["items"].items()} == {"L03-E1": 2, "L03-Q1": 1, "L10-S1": 1}


def test_an_exercise_that_was_not_begun_says_nothing_of_the_file(monkeypatch, path):
    monkeypatch.setenv(VARIABLE, str(path.parent / "nowhere" / NAME))
    assert lesson.Progress().path.parent.name == "nowhere"
    lesson_03.exercise(1, "wrong")
    assert lesson_03.exercise(1, ...).plain() == "Not solved yet. Replace the three dots by your code and run the cell again."


def test_the_self_check_names_a_folder_that_cannot_be_written(evidence, path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    made = EnvironmentCheck(evidence, Progress(path))
    assert ("Progress file", "its folder is not there or cannot be written", False) in made.findings()


def test_two_people_under_one_account_share_a_file_unless_each_names_one(tmp_path, evidence):
    """Nothing of either is lost, the map says that they share, and a file of one's own keeps them apart."""
    shared = tmp_path / NAME
    for person in ("L03-Q1", "L04-Q1"):
        elsewhere(shared, f"progress.record({person!r}, True)")
    assert set(Progress(shared).records()) == {"L03-Q1", "L04-Q1"}
    said = html.unescape(CourseMap(evidence, {}, Progress(shared)).output.value)
    assert f"{shared}. Whoever works under the same account shares them; to keep yours apart, set {VARIABLE}" in said
    places = [place(tmp_path, {VARIABLE: str(tmp_path / f"{person}.json")}) for person in ("one", "other")]
    Progress(places[0]).record("L05-Q1", True)
    assert set(Progress(places[0]).records()) == {"L05-Q1"} and Progress(places[1]).records() == {}
    assert set(Progress(shared).records()) == {"L03-Q1", "L04-Q1"}


# damage


def item(**changed) -> str:
    return json.dumps({"version": 2, "items": {"L03-Q1": {"tries": 1, "right": True, "last": TODAY, "chosen": [], **changed}}})


DAMAGE = {
    "empty": "",
    "cut": "{",
    "items": '{"version": 1, "items": 3}',
    "missing": '{"version": 1, "items": {"L03-Q1": {"tries": 1}}}',
    "list": "[]",
    "NUL": "\x00",
    "no version": '{"items": {}}',
    "version as text": '{"version": "2", "items": {}}',
    "version true": '{"version": true, "items": {}}',
    "begun as text": '{"version": 2, "begun": "x", "items": {}}',
    "begun never": '{"version": 2, "begun": NaN, "items": {}}',
    "tries text": item(tries="1"),
    "tries null": item(tries=None),
    "tries true": item(tries=True),
    "tries huge": item(tries=10**400),
    "tries negative": item(tries=-1),
    "5,000 digits": item().replace('"tries": 1', '"tries": ' + "1" * 5000),
    "right text": item(right="yes"),
    "right list": item(right=[]),
    "last number": item(last=3),
    "last words": item(last="yesterday"),
    "chosen text": item(chosen="A"),
    "chosen letters": item(chosen=["A"]),
    "chosen number": item(chosen=[{"answer": 3, "day": TODAY}]),
    "chosen surrogate": item(chosen=[{"answer": "\ud800", "day": TODAY}]),
    "chosen without day": item(chosen=[{"answer": "A"}]),
    "one thing more": item(mark=1),
    "nested": "[" * 100_000,
    "nested inside": item().replace('"tries": 1', '"tries": ' + "[" * 100_000 + "]" * 100_000),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_kept_aside_and_said(path, damage):
    path.write_text(damage, encoding="utf-8")
    progress = Progress(path)
    progress.record("L03-Q2", True)
    assert list(progress.records()) == ["L03-Q2"]
    assert (path.parent / "progress-damaged-1.json").read_text(encoding="utf-8") == damage
    assert progress.notes == [
        "The file progress.json was damaged. It was kept aside as progress-damaged-1.json; progress starts anew."
    ]
    path.write_bytes(b"\xff\xfe\x00")
    assert Progress(path).records() == {}
    assert (path.parent / "progress-damaged-2.json").read_bytes() == b"\xff\xfe\x00"
    assert progress.notes[1].endswith("It was kept aside as progress-damaged-2.json; progress starts anew.")


def test_a_good_file_is_not_damaged(path):
    path.write_text(item(), encoding="utf-8")
    assert Progress(path).records() == {"L03-Q1": Record(1, True, TODAY)} and Progress(path).notes == []


def test_a_damaged_file_that_cannot_be_moved_is_not_written_over(path, monkeypatch):
    path.write_text("{", encoding="utf-8")
    progress = Progress(path)
    monkeypatch.setattr(module.os, "replace", raising(OSError(errno.EROFS, "Read-only file system")))
    assert progress.records() == {}
    progress.record("L03-Q1", True)
    assert path.read_text(encoding="utf-8") == "{" and set(progress.records()) == {"L03-Q1"}
    assert progress.notes[0].startswith("Progress could not be saved (it is damaged and cannot be moved: Read-only file system).")


def test_a_byte_order_mark_is_no_damage(path):
    path.write_text(item(), encoding="utf-8-sig")
    Progress(path).record("L03-Q1", True)
    assert Progress(path).records()["L03-Q1"].tries == 2 and not list(path.parent.glob("*damaged*"))


def test_a_file_of_a_newer_version_is_left_alone(path):
    newer = json.dumps({"version": 3, "items": {"L03-Q1": {"tries": 1, "right": True, "last": TODAY}}, "badges": []})
    path.write_text(newer, encoding="utf-8")
    progress = Progress(path)
    assert progress.records() == {}
    assert progress.notes[0].startswith("Progress could not be read (the file was made by a newer version of the course).")
    progress.record("L03-Q2", True)
    assert set(progress.records()) == {"L03-Q2"} and progress.reset() is False
    assert "could not be saved (the file was made by a newer version of the course)" in progress.notes[0]
    assert path.read_text(encoding="utf-8") == newer
    assert sorted(other.name for other in path.parent.iterdir()) == [NAME, f"{NAME}.lock"]


# what kind of file it is


def test_a_link_stays_a_link_and_its_file_is_written(path, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    Progress(home / "kept.json").record("L03-Q1", True)
    path.symlink_to(home / "kept.json")
    progress = Progress(path)
    progress.record("L03-Q1", False)
    assert path.is_symlink() and content(home / "kept.json")["items"]["L03-Q1"]["tries"] == 2
    assert [other.name for other in tmp_path.iterdir() if other.is_file()] == [NAME]
    assert progress._state is Progress(home / "kept.json")._state  # one file, one memory


def test_a_link_to_itself_is_left_alone(path):
    path.symlink_to(path)
    progress = Progress(path)
    progress.record("L03-Q1", True)
    assert path.is_symlink() and "could not be saved" in progress.notes[0]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
@pytest.mark.parametrize("mode", [0o600, 0o664])
def test_the_mode_of_the_file_stays(path, mode):
    Progress(path).record("L03-Q1", True)
    path.chmod(mode)
    Progress(path).record("L03-Q1", True)
    assert path.stat().st_mode & 0o777 == mode


def test_the_line_at_the_end_of_a_lesson_counts_what_is_answered_rightly_and_follows_it(tmp_path):
    progress = Progress(tmp_path / "progress.json")
    progress.record("L03-Q1", False, "A")
    line = Done(("L03-P1", "L03-Q1", "L03-Q2"), progress)
    assert "0 of 3 answered in this lesson." in line.value
    for item, right, wanted in (("L03-Q1", True, 1), ("L04-Q1", True, 1), ("L03-Q2", False, 1), ("L03-P1", True, 2)):
        Progress(tmp_path / "progress.json").record(item, right)
        assert f"{wanted} of 3 answered" in line.value, item
    progress.reset()
    assert "0 of 3 answered" in line.value
    assert "0 of 3" not in line._repr_mimebundle_()["text/html"], "nobody's progress is stored with the notebook"
