"""Is an answer graded rightly, does every option teach, are hints steps, does a prediction reveal the view?"""

from __future__ import annotations

import html
import re

import pytest

from helpers.evidence import load
from helpers.learn.progress import Progress
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
    question,
    questions_of,
)
from helpers.lessons import lesson_03, modules
from helpers.widgets.controls import OrderGroup
from helpers.widgets.quiz import SelfCheck
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
    for wrong in wrong_answers(asked):
        verdict = grade(asked, wrong)
        assert verdict.correct is False, wrong
        assert asked.explanation not in verdict.text and verdict.text.endswith("Have another try.")


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
    assert [q.question_id for q in own if q.kind == PREDICTION] == [f"L{lesson}-P1"]
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
    ("given", "correct", "text", "details"),
    [
        (("", "A", "B"), None, "Choose an item for each place first.", ()),
        (("B", "B", "A"), None, "Each item has one place; B stands in more than one.", ()),
        (("B", "A", "C"), False, "Not yet: 1 of 3 stand in their place. Have another try.", ("B: why B",)),
        (("A", "B", "C"), True, "That is the order.", ("A: why A", "B: why B", "C: why C")),
    ],
)
def test_an_order_is_graded_place_by_place(given, correct, text, details):
    verdict = grade(ordering("A", "B", "C"), given)
    assert (verdict.correct, verdict.text, verdict.details) == (correct, text, details)


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
    assert all(line.startswith("C: ") for line in verdict.details)


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
        (52.8, True, "You predicted 52.8 months: close. The reported figure is 52.8 months."),
        (47.8, True, "close"),
        (30, False, "You predicted 30 months: 22.8 months below it. The reported figure is 52.8 months."),
        (60, False, "7.2 months above it"),
    ],
)
def test_a_prediction_is_compared_with_the_reported_figure(guess, close, words):
    verdict = judge_prediction(BANK["L03-P1"], guess)
    assert verdict.correct is close and words in verdict.text


def make(key: str, tmp_path) -> SelfCheck:
    return SelfCheck(BANK[key], Progress(tmp_path / "progress.json"))


@pytest.mark.parametrize("key", ASKED)
def test_a_question_widget_takes_every_answer_and_keeps_the_tries(key, tmp_path, no_swallowed_errors):
    widget, asked = make(key, tmp_path), BANK[key]
    for wrong in wrong_answers(asked):
        widget.control.value = wrong
        widget.button._handle_custom_msg({"event": "click"}, [])
        assert "✗ " in widget.feedback.value and "✓" not in widget.feedback.value
    widget.control.value = right_answer(asked)
    widget.button._handle_custom_msg({"event": "click"}, [])
    assert "✓ Right." in widget.feedback.value and asked.explanation in html.unescape(widget.feedback.value)
    kept = Progress(tmp_path / "progress.json").records()[key]
    assert (kept.tries, kept.right) == (len(wrong_answers(asked)) + 1, True)


def test_an_unanswered_question_is_no_try(tmp_path):
    for key in ("L03-Q1", "L03-Q5", "L06-Q5"):
        widget = make(key, tmp_path)
        widget.button.press()
        assert "first." in widget.feedback.value
    assert Progress(tmp_path / "progress.json").records() == {}


def test_hints_come_one_by_one_and_stay(tmp_path):
    widget = make("L03-Q1", tmp_path)
    for seen in (1, 2, 3, 3):
        widget.hint_button.press()
        assert widget.feedback.value.count("<em>Hint") == seen
    assert "Hint 3 of 3." in widget.feedback.value
    widget.control.value = "A"
    widget.button.press()
    assert "Not this one." in widget.feedback.value and widget.feedback.value.count("<em>Hint") == 3


def test_an_order_group_reads_and_sets_its_lists():
    group = OrderGroup("Question 9", [("A", "A"), ("B", "B"), ("C", "C")])
    assert [each.description for each in group.children] == [f"Question 9, place {n}" for n in (1, 2, 3)]
    group.children[0].value = "B"
    assert group.value == ("B", "", "")
    group.value = ("C", "A", "B")
    assert [each.value for each in group.children] == ["C", "A", "B"]


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_prediction_reveals_the_view_only_after_the_button(lesson, no_swallowed_errors):
    widget = LESSONS[lesson].prediction()
    assert widget.feedback.value == ""
    widget.control.value = 40
    assert widget.feedback.value == ""
    widget.button.press()
    assert "You predicted 40" in widget.feedback.value
    assert f"{widget.question.answer:g}" in widget.feedback.value
    assert widget._reveal().html(live=True) in widget.feedback.value
    assert widget.control.max >= widget.question.answer


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
