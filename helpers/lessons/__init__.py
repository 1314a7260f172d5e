"""What a notebook calls: one function per cell. Each binds controls to a view, or names a question of the bank.

A lesson is a module ``lesson_NN`` here and a notebook ``NN_title.ipynb``. The tests find both by themselves.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType


def modules() -> dict[str, ModuleType]:
    """Return the modules of all lessons by their number ("03")."""
    names = sorted(info.name for info in pkgutil.iter_modules(__path__) if info.name.startswith("lesson_"))
    return {name.removeprefix("lesson_"): importlib.import_module(f"{__name__}.{name}") for name in names}
