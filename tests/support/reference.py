"""Libraries that own code is proven against, loaded when a test first asks them.

Each process collects all tests, and few run these; scipy alone does the same by itself.
"""

from __future__ import annotations

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType


def when_asked(name: str) -> ModuleType:
    """Return a module that is loaded when something of it is first asked.

    Raises:
        ModuleNotFoundError: if there is no such module.
    """
    if name in sys.modules:
        return sys.modules[name]
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    spec.loader = LazyLoader(spec.loader)
    sys.modules[name] = module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
