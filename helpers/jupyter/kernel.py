"""What the kernel says when the first cell of a lesson was not run, or a line was mistyped: one sentence, no traceback.

Loaded into each kernel by ``ipython_kernel_config.py``, before any cell runs: nothing of the course is imported here. Outside
the course's lessons everything stays as it is.
"""

from __future__ import annotations

COURSE = "myeloma-maintenance-course"  # as the Lab extension calls it
NOT_RUN = (
    "The first cell of this lesson has not been run yet. Press Start this lesson at the top of the page; nothing is lost by it."
)
MISTYPED = "This cell could not be run: {words}. Mend the line and run the cell again, or press Start this lesson."


def load_ipython_extension(shell) -> None:
    """Tell IPython what to say of an error in a lesson, and let the page say how much room pictures have."""
    shell.set_custom_exc((Exception,), explain)
    if kernel := getattr(shell, "kernel", None):
        kernel.comm_manager.register_target(COURSE, follow_page)


def follow_page(comm, opening: dict) -> None:
    """Draw for the page that the course's Lab extension names, now and whenever it names another.

    Args:
        comm: what the extension opened.
        opening: its first message, with ``{"page": "narrow"}`` as data.
    """
    from helpers.show.page import turn  # not before a lesson asks

    def tell(message: dict) -> None:
        turn(str(message["content"]["data"].get("page")))

    comm.on_msg(tell)
    tell(opening)


def in_lesson(shell) -> bool:
    """Whether this kernel's notebook has begun a lesson of the course."""
    return getattr(shell.user_ns.get("lesson"), "__name__", "").startswith("helpers.lessons.")


def explain(shell, kind: type[Exception], error: Exception, trace, tb_offset=None):
    """Show one sentence in a lesson; show the usual traceback elsewhere."""
    if isinstance(error, NameError) and getattr(error, "name", None) == "lesson":
        return say(shell, error, NOT_RUN)
    if in_lesson(shell):
        said = error.msg if isinstance(error, SyntaxError) else str(error)
        words = f"{kind.__name__}, {said.splitlines()[0].rstrip('.')}" if said else kind.__name__
        return say(shell, error, MISTYPED.format(words=words))
    shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
    return None


def say(shell, error: Exception, words: str) -> list[str]:
    """Show a sentence in place of a traceback."""
    shell._showtraceback(type(error), error, [words])
    return [words]
