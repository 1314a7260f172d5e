"""The page that a chart is drawn for, and which page the reader has in front of them.

A picture keeps its size where text could not be read if it were smaller. So it is drawn again, in another form, where the page is
narrower: a telephone, a window beside another one, a projector, on which everything is enlarged.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Protocol, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Page:
    """A kind of page.

    Attributes:
        name: as the course's Lab extension calls it.
        width: of the widest picture, in inches (96 px each).
    """

    name: str
    width: float

    def pick(self, wide: T, middle: T, narrow: T) -> T:
        """Return what belongs to this page."""
        return {"wide": wide, "middle": middle, "narrow": narrow}[self.name]


WIDE = Page("wide", 8.8)
# on a projector of 1280 px a picture of this width is enlarged until its smallest text, 9 points, is 24 px high; it is low, too,
# so that controls and words stand on the same screen
MIDDLE = Page("middle", 6.2)
NARROW = Page("narrow", 3.0)  # fits a telephone of 390 px beside the two side bars of JupyterLab
PAGES = {page.name: page for page in (WIDE, MIDDLE, NARROW)}


class Follower(Protocol):
    """Who draws again when the page changes."""

    def turned(self) -> None: ...


_drawing = threading.RLock()
_now = WIDE
_followers: weakref.WeakSet[Follower] = weakref.WeakSet()


def alone(show: Callable) -> Callable:
    """Return a function that draws, or reads choices and shows them, while no other does.

    JupyterLab lets messages of the page and of widgets reach the kernel in threads of their own: an older view could else come
    after a newer one, and stand under choices that are not its own.
    """

    @wraps(show)
    def shown(*arguments, **named):
        with _drawing:
            return show(*arguments, **named)

    return shown


def current() -> Page:
    """Return the page that pictures are drawn for now: wide, until the page says otherwise."""
    return _now


def turn(name: str) -> None:
    """Draw for another page from now on, and let all who follow draw again; a name that is not known changes nothing."""
    global _now
    if name in PAGES and PAGES[name] != _now:
        _now = PAGES[name]
        with _drawing:
            followers = list(_followers)
        failed = [error for error in map(_turned, followers) if error]
        if failed:
            raise failed[0]


def _turned(follower: Follower) -> Exception | None:
    """Let a follower draw again; return what it raised, so that the others draw all the same."""
    with _drawing:
        try:
            follower.turned()
        except Exception as error:
            return error
    return None


def follow(follower: Follower) -> None:
    """Tell a follower whenever the page changes, for as long as it lives."""
    with _drawing:
        _followers.add(follower)
