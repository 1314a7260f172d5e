"""Is an answer graded rightly, does every option teach, does a prediction reveal the view?"""

from __future__ import annotations

import html

import pytest

from helpers.lessons import lesson_03, lesson_06
from helpers.questions import grade_choice, judge_prediction, question
from helpers.quiz import ChoiceQuestion
from tests.test_explorers import LESSONS

CHOICES = [q for module in LESSONS.values() for q in module.QUESTIONS if "-Q" in q]


@pytest.mark.parametrize("question_id", CHOICES)
def test_each_option_has_feedback_of_its_own_and_one_is_right(evidence, question_id):
    asked = question(evidence, question_id)
    verdicts = {option.letter: grade_choice(asked, option.letter) for option in asked.options}
    assert [verdict.correct for verdict in verdicts.values()].count(True) == 1
    assert len({verdict.text for verdict in verdicts.values()}) == len(asked.options) >= 3
    for option in asked.options:
        assert option.feedback in verdicts[option.letter].text
        assert (asked.explanation in verdicts[option.letter].text) == option.correct


def test_no_answer_and_an_unknown_answer(evidence):
    asked = question(evidence, "L03-Q1")
    assert grade_choice(asked, "").text == "Choose an answer first."
    with pytest.raises(ValueError, match="L03-Q1 has no option Z"):
        grade_choice(asked, "Z")
    with pytest.raises(KeyError, match="no L99-Q1"):
        question(evidence, "L99-Q1")


@pytest.mark.parametrize(
    ("guess", "close", "words"),
    [
        (52.8, True, "You predicted 52.8 months: close. The reported figure is 52.8 months."),
        (47.8, True, "close"),
        (30, False, "You predicted 30 months: 22.8 months below it. The reported figure is 52.8 months."),
        (60, False, "7.2 months above it"),
    ],
)
def test_a_prediction_is_compared_with_the_reported_figure(evidence, guess, close, words):
    verdict = judge_prediction(question(evidence, "L03-P1"), guess)
    assert verdict.correct is close and words in verdict.text


def test_the_right_answers_are_not_all_the_same_letter(evidence):
    right = [next(o.letter for o in question(evidence, q).options if o.correct) for q in CHOICES]
    assert max(right.count(letter) for letter in right) <= len(right) / 2


@pytest.mark.parametrize("lesson", LESSONS)
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_question_widget_answers_every_option(lesson, number, no_swallowed_errors):
    widget = LESSONS[lesson].self_check(number)
    assert widget.control.label == "choose"
    widget.button._handle_custom_msg({"event": "click"}, [])
    assert "Choose an answer first." in widget.feedback.value
    for option in widget.question.options:
        widget.control.value = option.letter
        widget.button._handle_custom_msg({"event": "click"}, [])
        assert ("✓ Right." in widget.feedback.value) == option.correct
        assert option.feedback in html.unescape(widget.feedback.value)


@pytest.mark.parametrize("module", [lesson_03, lesson_06])
def test_a_prediction_reveals_the_view_only_after_the_button(module, no_swallowed_errors):
    widget = module.prediction()
    assert widget.feedback.value == ""
    widget.control.value = 40
    assert widget.feedback.value == ""
    widget.button.press()
    assert "You predicted 40 months" in widget.feedback.value and "<img alt=" in widget.feedback.value
    answer = f"{widget.question.answer:g}"
    assert answer in widget.feedback.value


def test_a_question_that_nothing_runs_still_shows_everything(evidence):
    bundle = ChoiceQuestion(question(evidence, "L03-Q2"))._repr_mimebundle_()
    for option in question(evidence, "L03-Q2").options:
        assert option.text in bundle["text/plain"] and option.feedback in bundle["text/plain"]
    assert "<details><summary>Feedback for each answer</summary>" in bundle["text/html"]
    assert "<details><summary>Reveal</summary>" in lesson_03.prediction()._repr_mimebundle_()["text/html"]
