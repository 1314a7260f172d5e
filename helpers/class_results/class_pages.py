"""The pages and CSV files of a class: one names nobody, the other names files and stays with the instructor."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ..show.charts import svg
from ..show.files import print_page
from ..show.images import image
from ..show.table import Cell, Table, as_csv
from .handed_in import Learner
from .item_counts import Counted, Item, Misconception, Stuck
from .right_by_item import RightByItem

_RESULTS = ["lesson", "item", "kind", "tried", "right_at_first_try", "right_by_now", "first_try_not_kept", "answers"]
_MISCONCEPTIONS = ["item", "learners", "answer", "feedback"]
_STUCK = ["file", "item", "tries", "last_answer", "last_day"]
_BARS = 15  # of one picture, so that a sheet of paper holds it
_SHOWN = 6  # answers to one question; the CSV file holds all
_LOOK = "th,td{overflow-wrap:normal}th small{font-weight:normal}"  # a short word of the head stays whole
_FEWEST = 5  # below it, a class may guess who answered what


def results_page(counted: Sequence[Counted], learners: int, left_out: int) -> str:
    """Return the page that names nobody.

    Args:
        learners: how many files were counted.
        left_out: how many were not.
    """
    graded = [one for one in counted if one.item.graded]
    parts = [f"<p>{escape(said)}</p>" for said in _sentences(graded, learners, left_out)]
    parts += [_picture(RightByItem(learners, graded[at : at + _BARS])) for at in range(0, len(graded), _BARS)]
    parts += [table.html() for table in (_misconceptions(counted), _items(graded), _guesses(counted)) if table.rows]
    return print_page("Results of the class", "\n".join(parts), _LOOK)


def _picture(chart: RightByItem) -> str:
    frame = f'<div tabindex="0" role="region" aria-label="{escape(chart.title)}" style="overflow-x:auto;break-inside:avoid;">'
    drawing = image(chart.alt, svg.svg_text(chart.draw()), "max-width:none;background-color:#fff;")
    return f"{frame}{drawing}</div>"


def stuck_page(stuck: Sequence[Stuck], learners: Sequence[Learner], notes: Sequence[str]) -> str:
    """Return the page for the instructor alone: who is not right yet, by file name, and what is to be known of the files."""
    names = {one.name for one in stuck}
    parts = [
        "<p>This page names files, and so people. Keep it to yourself.</p>",
        f"<p>{len(names)} of {len(learners)} learners tried something that is not right yet.</p>",
    ]
    rows = tuple(
        (
            one.name,
            _named(one.item),
            str(one.tries),
            one.last_answer.replace(";", "") or "not kept",
            one.day,
        )
        for one in stuck
    )
    if rows:
        parts.append(Table("Not right yet", ("File", "Question", "Tries", "Last answer", "Last day"), rows).html())
    if silent := [one.name for one in learners if not any(record.tries for record in one.records.values())]:
        parts.append(f"<p>Without any try: {escape(', '.join(silent))}.</p>")
    parts += [f"<p>{escape(sentence)}</p>" for sentence in notes]
    return print_page("Who is stuck where", "\n".join(parts), f"{_LOOK}td:last-child{{white-space:nowrap}}")


def results_csv(counted: Sequence[Counted]) -> str:
    """Return the items as CSV."""
    rows = [
        [
            *(one.item.item_id[1:3], one.item.item_id, one.item.kind, one.tried),
            *((one.first, one.right, one.unknown) if one.item.graded else ("", "", "")),
            _answers(one),
        ]
        for one in counted
    ]
    return as_csv(_RESULTS, rows)


def misconceptions_csv(counted: Sequence[Counted]) -> str:
    """Return the misconceptions as CSV, most met first."""
    return as_csv(_MISCONCEPTIONS, [[one.item_id, one.learners, one.answer, one.words] for one in _most_met(counted)])


def stuck_csv(stuck: Sequence[Stuck]) -> str:
    """Return who is not right yet as CSV."""
    return as_csv(_STUCK, [[one.name, one.item.item_id, one.tries, one.last_answer, one.day] for one in stuck])


def _sentences(graded: Sequence[Counted], learners: int, left_out: int) -> list[str]:
    said = [f"{learners} learner{' was' if learners == 1 else 's were'} counted, each from one file."]
    if left_out:
        said.append(f"{left_out} file{' was' if left_out == 1 else 's were'} left out.")
    if graded:
        said.append(_hardest([one for one in graded if 2 * one.tried >= learners] or graded))
    if learners < _FEWEST:
        said.append("In so small a class these numbers may show who answered what.")
    if sum(one.unknown for one in graded):
        said.append('Where a first try is not kept any more, it counts under "right later".')
    return [" ".join(said)]


def _hardest(graded: Sequence[Counted]) -> str:
    """Return what fewest had right at once, among those whose first try is kept."""
    known = [one for one in graded if one.first_kept]
    if not known:
        return "Which first tries were right is not kept any more."
    hardest = min(known, key=lambda one: (one.first / one.first_kept, -one.first_kept))
    if hardest.first == hardest.first_kept:
        return "Everything that was tried was right at the first try."
    return f"Hardest at the first try: {hardest.item.item_id}, right for {hardest.first} of {hardest.first_kept} who tried it."


def _most_met(counted: Sequence[Counted]) -> list[Misconception]:
    found = [one for item in counted for one in item.misconceptions]
    return sorted(found, key=lambda one: -one.learners)  # equal ones stay in the order of the lessons


def _misconceptions(counted: Sequence[Counted]) -> Table:
    prompts = {one.item.item_id: one.item.prompt for one in counted}
    rows = tuple(
        (Cell(one.item_id, prompts[one.item_id]), str(one.learners), one.answer, one.words) for one in _most_met(counted)
    )
    return Table(
        "Misconceptions met, most met first", ("Question", "Learners", "Answer given", "What the course says to it"), rows
    )


def _items(graded: Sequence[Counted]) -> Table:
    rows = tuple(
        (_named(one.item), str(one.tried), str(one.first), str(one.right), _answers(one, _SHOWN) or "not kept") for one in graded
    )
    header = ("Question or exercise", "Tried it", "Right at the first try", "Right by now", "Answers, each with its learners")
    return Table("Every question and exercise that was tried", header, rows)


def _guesses(counted: Sequence[Counted]) -> Table:
    rows = tuple((_named(one.item), str(one.tried), _answers(one, _SHOWN)) for one in counted if not one.item.graded)
    return Table(
        "Predictions: guesses, neither right nor wrong", ("Prediction", "Made it", "Guesses, each with its learners"), rows
    )


def _named(item: Item) -> Cell:
    return Cell(item.item_id, item.prompt)


def _answers(one: Counted, most: int | None = None) -> str:
    """Return the answers with their learners, "AC: 13" for A and C; beyond the ``most`` usual ones only how many there are."""
    said = [f"{answer.replace(';', '')}: {number}" for answer, number in one.answers[:most]]
    others = len(one.answers) - len(said)
    return ", ".join([*said, f"and {others} other{'' if others == 1 else 's'}"] if others else said)
