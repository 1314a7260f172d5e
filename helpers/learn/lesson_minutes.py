"""How long a lesson takes, counted from its notebook: words, views, questions, exercises; in all, and section by section."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

FOLDED = ("## Go deeper", "## Under the hood", "## Sources")
BEGINNING = "The beginning"
# beside the formula (65 cells of a comparison, four cases, 20 claims and a summary page): the call that takes longer than a view,
# and its further minutes
MORE_MINUTES = {"06": ("comparison_explorer", 10), "08": ("vignette", 16), "10": ("claim_explorer", 40)}
_VIEW = re.compile(r"lesson\.(?!sources|provenance|prediction|done)\w+\(\)")


@dataclass(frozen=True)
class Section:
    """A section of a lesson, by its heading.

    Attributes:
        closed: whether it is closed when the lesson is opened.
        short, whole: minutes of what is open at first, and of all of it.
        calls: the cells that it shows, by the name that the notebook calls.
    """

    heading: str
    closed: bool
    short: float
    whole: float
    calls: tuple[str, ...]


def cells_of(path: Path) -> list[SimpleNamespace]:
    """Return the cells of a notebook, each with ``cell_type`` and ``source``."""
    found = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [SimpleNamespace(cell_type=cell["cell_type"], source="".join(cell["source"])) for cell in found]


def counted_minutes(path: Path, short: bool = False) -> float:
    """Return how long a lesson takes: 150 words a minute, 3 minutes a view, 1 a question, 4 an exercise, and ``MORE_MINUTES``.

    Args:
        short: leave out what is closed when the lesson is opened.
    """
    return sum(section.short if short else section.whole for section in sections(path))


def sections(path: Path) -> tuple[Section, ...]:
    """Return the sections of a lesson, in order; what stands before the first heading comes first."""
    parts: list[tuple[str, list]] = [("", [])]
    for cell in cells_of(path):
        if _begins(cell):
            parts.append((cell.source.splitlines()[0], []))
        parts[-1][1].append(cell)
    longer, more = MORE_MINUTES.get(path.name[:2], ("", 0))
    found = []
    for heading, cells in parts:
        calls = tuple(match[1] for cell in cells if (match := re.match(r"lesson\.(\w+)\(", cell.source)))
        closed = heading.startswith(FOLDED)
        whole = _minutes(cells, words_of(cells)) + (more if longer in calls else 0)
        short = 0 if closed else _minutes(cells, short_words(cells))
        found.append(Section(heading.removeprefix("## ") or BEGINNING, closed, short, whole, calls))
    return tuple(found)


def _minutes(cells: list, prose: list[str]) -> float:
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    views = sum(bool(_VIEW.fullmatch(source)) for source in code)
    questions = sum(source.startswith(("lesson.prediction(", "lesson.self_check(")) for source in code)
    exercises = sum("lesson.exercise(" in source for source in code)
    return len(prose) / 150 + 3 * views + questions + 4 * exercises


def _begins(cell) -> bool:
    return cell.cell_type == "markdown" and cell.source.startswith("## ")


def shared_out(total: int, counts: list[float]) -> list[int]:
    """Return whole minutes that add up to a total, in proportion to what was counted; the largest remainders get the rest.

    >>> shared_out(10, [1, 1, 1]), shared_out(15, [0, 9.6, 5.4])
    ([4, 3, 3], [0, 10, 5])
    """
    exact = [total * count / sum(counts) for count in counts]
    given = [int(share) for share in exact]
    by_remainder = sorted(range(len(counts)), key=lambda at: (given[at] - exact[at], at))
    for at in by_remainder[: total - sum(given)]:
        given[at] += 1
    return given


def short_course(cells: list) -> list:
    """Return the cells of a lesson that are open when it is opened: all but the collapsed sections."""
    kept, closed = [], False
    for cell in cells:
        if _begins(cell):
            closed = cell.source.startswith(FOLDED)
        if not closed:
            kept.append(cell)
    return kept


def words_of(cells: list) -> list[str]:
    """Return the words of the Markdown of some cells, without their ties and the addresses of links."""
    return re.sub(r"<!--[^>]*-->|\]\([^)]*\)", "", _markdown(cells)).split()


def short_words(cells: list) -> list[str]:
    """Return the words that are seen at first: those of parts that fold out are not."""
    shown = _markdown(short_course(cells))
    return re.sub(r"<!--[^>]*-->|\]\([^)]*\)|<details>.*?</details>", "", shown, flags=re.DOTALL).split()


def _markdown(cells: list) -> str:
    return "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
