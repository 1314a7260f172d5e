"""What all lessons share: questions, exercises, the list of sources, and the figures that can be asked where they came from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ..controls import dropdown
from ..evidence import load
from ..exercises import Exercise, Verdict, check
from ..explorer import Explorer
from ..progress import Progress
from ..prose import markdown, notebook, tied_sources
from ..questions import question
from ..quiz import Prediction, SelfCheck
from ..view import View
from ..views.provenance import NO_TEXT, figure_options, provenance_view
from ..views.sources import SourceList, source_list

_NOT_FOUND = "The notebook of this lesson is not where the course keeps it: sources that only its text cites are missing here."


def parts(
    lesson: str,
    views: Callable[[], Sequence[View]],
    reveal: Callable[[], View],
    exercises: Mapping[int, Exercise],
    maximum: float = 120.0,
) -> tuple[Callable, ...]:
    """Return the functions prediction, self_check, exercise, provenance and sources of one lesson.

    Args:
        lesson: its number ("03").
        views: returns views that together cite every source that the lesson's explorers can show.
        reveal: returns the view that is shown after the prediction.
        exercises: by number.
        maximum: the largest number that can be predicted.
    """

    def prediction() -> Prediction:
        """Ask for a prediction, then show what was reported."""
        return Prediction(question(load(), f"L{lesson}-P1"), reveal, maximum)

    def self_check(number: int) -> SelfCheck:
        """Ask self-check question ``number``."""
        return SelfCheck(question(load(), f"L{lesson}-Q{number}"))

    def exercise(number: int, answer: object) -> Verdict:
        """Check the student's answer to exercise ``number``."""
        verdict = check(exercises[number], answer)
        if verdict.correct is None:
            return Verdict(verdict)
        progress = Progress()
        progress.record(f"L{lesson}-E{number}", verdict.correct)
        return Verdict(verdict, tuple(progress.notes))

    def provenance() -> Explorer:
        """Ask any figure of the lesson's text where it came from."""
        missing = ("none: the notebook was not found", NO_TEXT)
        nothing = ("none", "") if notebook(load(), lesson).exists() else missing
        options = figure_options(load(), lesson) or [nothing]
        return Explorer(
            "Where a figure of this lesson came from",
            lambda figure: provenance_view(load(), figure),
            {"figure": dropdown("Figure", options)},
        )

    def sources() -> SourceList:
        """List the sources of the lesson, generated from its views and from the ties of its text."""
        evidence = load()
        cited = [citation.source.source_id for view in views() for citation in view.citations]
        path = notebook(evidence, lesson)
        found = source_list(evidence, [*cited, *tied_sources(markdown(path), evidence)])
        return found if path.exists() else replace(found, note=_NOT_FOUND)

    return prediction, self_check, exercise, provenance, sources
