"""The lazily loaded front of a feature package (PEP 562).

A window can say `from cic_desktop import clients` before its first paint; the database stack
behind `clients.register` is imported when the name is first used, on whatever thread uses it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any


def face(package: str, *modules: str) -> Callable[[str], Any]:
    """A module-level `__getattr__`: a submodule, or a name from the `__all__` of the given modules."""

    def lookup(name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        if find_spec(f"{package}.{name}"):
            return import_module(f"{package}.{name}")
        for module in modules:
            found = import_module(f"{package}.{module}")
            if name in found.__all__:
                value = getattr(found, name)
                setattr(sys.modules[package], name, value)
                return value
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return lookup
