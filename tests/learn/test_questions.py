"""Is an answer graded rightly, does every option teach, are hints steps, does a prediction reveal the view?"""

from __future__ import annotations

import html
import re

import nbformat
import pytest

from helpers.evidence import load
from helpers.learn.notebook_text import notebook
from helpers.learn.progress import VARIABLE, Progress
from helpers.learn.questions import (
    KINDS,
    NUMBER,
    ORDERING,
    PREDICTION,
    SEVERAL,
    SINGLE,
    Option,
    Question,
    grade,
    judge_prediction,
    number_of,
    question,
    questions_of,
)
from helpers.lessons import lesson_03, modules
from helpers.lessons.lesson import Explored, Lesson, Shown, words
from helpers.show.view import View
from helpers.widgets.answers import InOrder
from helpers.widgets.quiz import BELOW, Prediction, SelfCheck
from tests.support import contract

LESSONS = modules()
BANK = {key: question(load(), key) for lesson in LESSONS for key in questions_of(load(), lesson)}
ASKED = [key for key, asked in BANK.items() if asked.kind != PREDICTION]
PREDICTIONS = [key for key, asked in BANK.items() if asked.kind == PREDICTION]


def right_answer(asked: Question):
    """Return what a learner who knows answers."""
    if asked.kind == NUMBER:
        return asked.answer
    if asked.kind == SEVERAL:
        return tuple(o.letter for o in asked.options if o.correct)
    if asked.kind == ORDERING:
        return tuple(o.letter for o in sorted(asked.options, key=lambda o: o.position))
    return next(o.letter for o in asked.options if o.correct)


def wrong_answers(asked: Question) -> list:
    """Return answers with a misconception: each wrong option, number, set and order that has feedback of its own."""
    if asked.kind == NUMBER:
        return [*(float(o.text) for o in asked.options), asked.answer + 10 * asked.tolerance + 1]
    if asked.kind == SEVERAL:
        wrong = [o.letter for o in asked.options if not o.correct]
        return [(letter,) for letter in wrong] + [right_answer(asked)[:-1] or (wrong[0],), (*right_answer(asked), wrong[0])]
    if asked.kind == ORDERING:
        return [right_answer(asked)[::-1], (*right_answer(asked)[1:], right_answer(asked)[0])]
    return [o.letter for o in asked.options if not o.correct]


@pytest.mark.parametrize("key", ASKED)
def test_the_right_answer_is_right_and_every_wrong_one_is_met_by_words(key):
    asked = BANK[key]
    verdict = grade(asked, right_answer(asked))
    assert verdict.correct is True and asked.explanation in verdict.text
    feedback = {option.letter: option.feedback for option in asked.options}
    assert all(words == feedback[letter] for letter, words in verdict.at)
    for wrong in wrong_answers(asked):
        verdict = grade(asked, wrong)
        assert verdict.correct is False, wrong
        assert asked.explanation not in verdict.text and verdict.text.endswith("Have another try.")
        assert asked.kind == NUMBER or all(words == feedback[letter] for letter, words in verdict.at)
        if asked.kind == SINGLE:
            assert verdict.at == ((wrong, feedback[wrong]),)


@pytest.mark.parametrize("key", ASKED)
def test_each_option_has_feedback_of_its_own_and_hints_lead_there_in_three_steps(key):
    asked = BANK[key]
    assert len({o.feedback for o in asked.options}) == len(asked.options)
    assert len(set(asked.hints)) == 3 and all(len(hint) > 15 for hint in asked.hints)
    if asked.kind == ORDERING:
        assert [o.position for o in asked.options] != sorted(o.position for o in asked.options), "shown in the right order"


@pytest.mark.parametrize("key", [key for key in ASKED if BANK[key].kind == NUMBER])
def test_a_hint_never_holds_the_number(key):
    for hint in BANK[key].hints:
        assert not re.search(rf"(?<![\d.]){re.escape(f'{BANK[key].answer:g}')}(?![\d.]*\d)", hint), hint


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_has_a_prediction_four_questions_and_three_kinds(lesson):
    own = [BANK[key] for key in questions_of(load(), lesson)]
    predictions = [q.question_id for q in own if q.kind == PREDICTION]
    assert predictions == [f"L{lesson}-P{n + 1}" for n in range(len(predictions))] and 1 <= len(predictions) <= 3
    checks = [q for q in own if q.kind != PREDICTION]
    assert len(checks) >= contract.QUESTIONS
    assert [q.question_id for q in checks] == [f"L{lesson}-Q{n}" for n in range(1, len(checks) + 1)]
    assert len({q.kind for q in checks}) >= contract.KINDS


def test_the_bank_has_every_kind():
    assert {asked.kind for asked in BANK.values()} == set(KINDS)


def test_the_right_answers_are_not_all_the_same_letter():
    right = [right_answer(asked) for asked in BANK.values() if asked.kind == SINGLE]
    assert max(right.count(letter) for letter in right) <= len(right) / 2


def test_no_answer_and_an_unknown_answer():
    single = BANK["L03-Q1"]
    assert grade(single, "").text == "Choose an answer first."
    with pytest.raises(ValueError, match="L03-Q1 has no option Z"):
        grade(single, "Z")
    with pytest.raises(KeyError, match="no L99-Q1"):
        question(load(), "L99-Q1")
    several = BANK["L03-Q5"]
    assert grade(several, ()).text == "Tick at least one answer first."


def ordering(*letters: str) -> Question:
    options = tuple(Option(letter, f"item {letter}", None, f"why {letter}", n) for n, letter in enumerate(letters, start=1))
    return Question("L99-Q1", ORDERING, "Order", None, "", None, (), ("a", "b", "c"), "That is the order.", options)


@pytest.mark.parametrize(
    ("given", "correct", "text", "at"),
    [
        (("", "A", "B"), None, "Put every item in its place first.", ()),
        (("B", "B", "A"), None, "Each item has one place; B stands in more than one.", ()),
        (("B", "A", "C"), False, "Not yet: 1 of 3 stand in their place. Have another try.", (("B", "why B"),)),
        (("A", "B", "C"), True, "That is the order.", (("A", "why A"), ("B", "why B"), ("C", "why C"))),
    ],
)
def test_an_order_is_graded_place_by_place(given, correct, text, at):
    verdict = grade(ordering("A", "B", "C"), given)
    assert (verdict.correct, verdict.text, verdict.at) == (correct, text, at)


@pytest.mark.parametrize(
    ("given", "correct", "text"),
    [
        (("C",), False, "Not yet. 1 of your ticks does not belong. 3 that belong are not ticked. Have another try."),
        (("A", "B"), False, "Not yet. 1 that belongs is not ticked. Have another try."),
        (("A", "B", "C", "D"), False, "Not yet. 1 of your ticks does not belong. Have another try."),
    ],
)
def test_a_set_is_graded_without_giving_away_what_is_missing(given, correct, text):
    verdict = grade(BANK["L03-Q5"], given)
    assert (verdict.correct, verdict.text) == (correct, text)
    assert all(letter == "C" for letter, _ in verdict.at)


@pytest.mark.parametrize(
    ("given", "correct", "words"),
    [
        (20.3, True, "41.9 less 21.6 is 20.3 months."),
        (20.34, True, "41.9 less 21.6"),
        (1.94, False, "Not this number. That is the ratio of the medians. It has no unit. Have another try."),
        (12, False, "Not yet: 12 is too small. Have another try."),
        (30, False, "Not yet: 30 is too large. Have another try."),
    ],
)
def test_a_number_is_graded_within_its_tolerance(given, correct, words):
    verdict = grade(BANK["L03-Q4"], given)
    assert verdict.correct is correct and words in verdict.text


@pytest.mark.parametrize(
    ("guess", "close", "words"),
    [
        (52.8, True, "You predicted 52.8 months: close."),
        (47.8, True, "close"),
        (30, False, "You predicted 30 months: 22.8 months below what was reported."),
        (60, False, "7.2 months above what was reported"),
        (None, None, "Write a number first, such as 3.5, or skip the guess."),
    ],
)
def test_a_prediction_is_compared_with_the_reported_figure(guess, close, words):
    verdict = judge_prediction(BANK["L03-P1"], guess)
    assert verdict.correct is close and words in verdict.text


def make(key: str, tmp_path) -> SelfCheck:
    return SelfCheck(BANK[key], Progress(tmp_path / "progress.json"))


def click(button) -> None:
    button._handle_custom_msg({"event": "click"}, [])


def give(widget: SelfCheck, answer) -> None:
    """Answer as a learner does: press the option; tick, write or move, and press the button."""
    if widget.question.kind == SINGLE:
        click(widget.control.rows[answer])
        return
    widget.control.value = answer
    click(widget.button)


def said(widget: SelfCheck) -> str:
    """Return what stands at the options and below them."""
    items = widget.control._items if isinstance(widget.control, InOrder) else getattr(widget.control, "places", {}).values()
    return html.unescape(" ".join([*(part.value for part in items), widget.feedback.value]))


@pytest.mark.parametrize("key", ASKED)
def test_a_question_widget_takes_every_answer_and_keeps_the_tries(key, tmp_path, no_swallowed_errors):
    widget, asked = make(key, tmp_path), BANK[key]
    for wrong in wrong_answers(asked):
        give(widget, wrong)
        assert "✗ " in widget.feedback.value and "✓" not in widget.feedback.value
    give(widget, right_answer(asked))
    assert "✓ Right." in widget.feedback.value and asked.explanation in said(widget)
    kept = Progress(tmp_path / "progress.json").records()[key]
    assert (kept.tries, kept.right) == (len(wrong_answers(asked)) + 1, True)
    again = make(key, tmp_path)
    assert f"✓ You answered this one rightly before, last on {kept.last}." in again.feedback.value


def test_the_feedback_stands_at_the_option_that_was_pressed_and_nowhere_else(tmp_path):
    widget = make("L03-Q1", tmp_path)
    feedback = {option.letter: option.feedback for option in widget.question.options}
    wrong = [letter for letter in feedback if letter != right_answer(widget.question)]
    for letter in wrong:
        click(widget.control.rows[letter])
        places = {at: html.unescape(place.value) for at, place in widget.control.places.items()}
        assert feedback[letter] in places[letter] and not any(text for at, text in places.items() if at != letter)
        assert [at for at, row in widget.control.rows.items() if "course-wrong" in row._dom_classes] == [letter]
    click(widget.control.rows[right_answer(widget.question)])
    assert [at for at, row in widget.control.rows.items() if "course-right" in row._dom_classes] == [
        right_answer(widget.question)
    ]
    assert not any("course-wrong" in row._dom_classes for row in widget.control.rows.values())


def test_an_unanswered_question_is_no_try(tmp_path):
    for key in ("L03-Q4", "L03-Q5"):
        widget = make(key, tmp_path)
        click(widget.button)
        assert "first" in widget.feedback.value
    assert Progress(tmp_path / "progress.json").records() == {}


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("", None), (" ", None), ("about 50", None), ("5O", None), ("1e9", None), ("nan", None), ("٣", None), ("1.2.3", None),
        ("0", 0.0), ("52.8", 52.8), (" 52,8 months ", 52.8), ("61.3%", 61.3), ("1,208", 1208.0), ("-3", -3.0), ("0,444", 0.444),
    ],
)  # fmt: skip
def test_a_number_is_read_as_it_is_written(written, number):
    assert number_of(written) == number


def test_hints_come_one_by_one_and_neither_wipes_the_feedback_nor_is_wiped_by_it(tmp_path):
    widget = make("L03-Q1", tmp_path)
    click(widget.control.rows["A"])
    before = said(widget)
    for seen in (1, 2, 3, 3):
        widget.hint_button.press()
        assert widget.hints.value.count("<em>Hint") == seen and said(widget) == before
    assert "Hint 3 of 3." in widget.hints.value
    click(widget.control.rows["A"])
    assert "Not this one." in widget.feedback.value and widget.hints.value.count("<em>Hint") == 3


def test_items_are_moved_and_the_focus_goes_with_them(monkeypatch):
    focused = []
    monkeypatch.setattr("ipywidgets.Button.focus", lambda button: focused.append(button.tooltip))
    group = InOrder(ordering("A", "B", "C"))
    assert group.value == ("A", "B", "C")
    assert [button.disabled for button in group._up] == [True, False, False]
    assert [button.disabled for button in group._down] == [False, False, True]
    assert group._up[1].tooltip == "Move up: item B" and group._down[0].tooltip == "Move down: item A"
    click(group._up[2])
    assert group.value == ("A", "C", "B") and focused == ["Move up: item C"]
    click(group._up[1])
    assert group.value == ("C", "A", "B") and focused[1:] == ["Move down: item C"], "the first has nothing above it"
    assert [re.sub("<[^>]*>", "", item.value) for item in group._items] == ["1. item C", "2. item A", "3. item B"]
    group.move(0, -1)
    group.move(2, +1)
    assert group.value == ("C", "A", "B"), "there is no place beyond the ends"
    group.tell({"C": "<p>why C</p>"})
    assert "why C" in group._items[0].value
    click(group._down[0])
    assert not any("why C" in item.value for item in group._items), "what was said of another order"


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_prediction_reveals_the_view_only_after_the_button(lesson, no_swallowed_errors, tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "progress.json"))  # a guess that was made is not asked again
    widget = LESSONS[lesson].prediction()
    assert widget.feedback.value == "" and widget.control.field.value == ""
    click(widget.button)
    assert "or skip the guess" in widget.feedback.value and "course-revealed" not in widget._dom_classes
    widget.control.field.value = "40"
    assert "You predicted" not in widget.feedback.value
    click(widget.button)
    assert "You predicted 40" in widget.feedback.value and "course-revealed" in widget._dom_classes
    assert f"{widget.question.answer:g}" in widget.feedback.value
    assert widget.revealed.html(live=True) in widget.feedback.value
    assert widget.revealed.sentence == widget._reveal().sentence and widget.revealed.table == widget._reveal().table


def opens_on(cell: Explored | Shown | None) -> str:
    """Return what a cell shows first, as text."""
    return "" if cell is None else (cell.first() if isinstance(cell, Explored) else cell()).plain()


@pytest.mark.parametrize("lesson", LESSONS)
def test_no_view_stands_twice_in_a_row(lesson, no_swallowed_errors, tmp_path, monkeypatch):
    """A reveal leaves its view to the explorer that opens on it within the next two cells, and to no other."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "progress.json"))
    cells = nbformat.read(notebook(load(), lesson), as_version=4).cells
    called = [re.fullmatch(r"lesson\.(\w+)\((\d?)\)", cell.source) for cell in cells]
    for at in (at for at, name in enumerate(called) if name and name[1] == "prediction"):
        prediction = LESSONS[lesson].prediction(*map(int, called[at][2]))
        view = prediction._reveal()
        coming = (getattr(LESSONS[lesson], name[1], None) for name in called[at + 1 : at + 3] if name)
        twice = view.plain() in [opens_on(cell) for cell in coming if isinstance(cell, (Explored, Shown))]
        prediction.skip()
        for page in (prediction.feedback.value, prediction._repr_mimebundle_()["text/html"]):
            assert ("<img" in page or "<table" in page) != twice and (BELOW in page) == twice
            figure = prediction.question.with_unit(prediction.question.answer or 0)
            told = f"Reported: {figure}." if twice else html.escape(view.sentence)
            assert told in page, "the answer is told all the same"


def test_a_reveal_shows_the_explorer_as_its_ties_leave_it():
    def tie(made):
        made["text"].value = "tied"

    explored = Lesson("03", {}).explore("t", lambda text: View(text), text=words("Text", "", "declared"), linked=tie)
    assert explored.first().sentence == explored().first.sentence == next(explored.views()).sentence == "tied"


def test_a_guess_can_be_skipped_and_one_that_was_made_is_not_asked_again(tmp_path):
    def new() -> Prediction:
        return Prediction(BANK["L03-P1"], lambda: lesson_03.headline_figure(), Progress(tmp_path / "progress.json"))

    skipped = new()
    click(skipped.skip_button)
    assert "You predicted" not in skipped.feedback.value and "52.8" in skipped.feedback.value
    assert "course-revealed" in skipped._dom_classes and "course-revealed" not in new()._dom_classes
    made = new()
    made.control.field.value = "30"
    click(made.button)
    assert "course-revealed" in new()._dom_classes


@pytest.mark.parametrize("key", ASKED)
def test_a_question_that_nothing_runs_still_shows_everything(key, tmp_path):
    asked, bundle = BANK[key], make(key, tmp_path)._repr_mimebundle_()
    for option in asked.options:
        assert option.feedback in bundle["text/plain"]
        assert (option.text in bundle["text/plain"]) or asked.kind == NUMBER
    assert asked.explanation in bundle["text/plain"]
    assert "<details><summary>Feedback for each answer</summary>" in bundle["text/html"]
    assert "<details><summary>Hints</summary>" in bundle["text/html"]


def test_a_prediction_that_nothing_runs_folds_its_answer():
    assert "<details><summary>Reveal</summary>" in lesson_03.prediction()._repr_mimebundle_()["text/html"]


def test_a_prediction_may_be_a_choice_which_is_told_on_and_never_called_wrong(evidence, tmp_path):
    asked = question(evidence, "L04-P2")
    assert [option.correct for option in asked.options] == [False, True, False] and asked.answer is None
    assert judge_prediction(asked, "").text == "Choose one first, or skip the guess."
    widget = Prediction(asked, lambda: View("Shown now."), Progress(tmp_path / "progress.json"))
    assert [child.description for child in widget.control.rows.values()][1] == "B. One of them"
    click(widget.control.rows["A"])
    told = widget.feedback.value
    assert "You predicted &quot;None of them&quot;. CALGB 100104 did: hazard ratio 0.61 (0.46 to 0.80)." in told
    assert "Shown now." in told and widget.control.layout.display == "none"
    assert "course-revealed" in widget._dom_classes
    record = widget.progress.records()["L04-P2"]
    assert record.right and "A" in str(record)
