"""What a kernel of the course says when the first cell of a lesson was not run: one sentence instead of a traceback.

Loaded into each kernel by ``ipython_kernel_config.py``, before any cell runs: nothing of the course is imported here.
"""

from __future__ import annotations

NOT_RUN = (
    'The first cell of this lesson has not been run, so nothing is called "lesson" yet. '
    "Choose Run > Restart Kernel and Run All Cells; nothing is lost by it."
)


def load_ipython_extension(shell) -> None:
    """Tell IPython what to do with a name that it does not know."""
    shell.set_custom_exc((NameError,), explain)


def explain(shell, kind: type[NameError], error: NameError, trace, tb_offset=None):
    """Show the sentence if it was ``lesson`` that was missing; show the usual traceback otherwise."""
    if getattr(error, "name", None) == "lesson":
        shell._showtraceback(kind, NameError(NOT_RUN), [NOT_RUN])
        return [NOT_RUN]
    shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
    return None
