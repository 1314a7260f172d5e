"""What a notebook calls: one name per cell, bound to a view, or to a question of the bank (see ``lesson``).

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


def explorers(module: ModuleType) -> dict[str, object]:
    """Return the cells of a lesson that can be explored, by a short name: "harms" for ``harms_explorer``."""
    from .lesson import Explored

    found = {name: cell for name, cell in vars(module).items() if isinstance(cell, Explored)}
    return {name.removesuffix("_explorer").replace("_", " "): cell for name, cell in found.items()}
