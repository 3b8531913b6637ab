"""What can wait until the first window is painted.

The start has a budget of milliseconds: Qt's namespace of enumerations alone takes twenty to load, and nobody
needs a pointing hand or a focus ring on a window that is not there yet. Everywhere else `later` runs at once.
"""

from __future__ import annotations

from collections.abc import Callable

_waiting: list[Callable[[], object]] | None = None


def hold() -> None:
    """No window is painted yet: from now on `later` waits."""
    global _waiting
    _waiting = []


def later(run: Callable[[], object]) -> None:
    """Run this now; before the first paint, behind it."""
    if _waiting is None:
        run()
    else:
        _waiting.append(run)


def painted() -> None:
    """The first window is on the screen: what waited runs in its turn, and nothing waits any more."""
    global _waiting
    waited, _waiting = _waiting, None
    for run in waited or ():
        run()
