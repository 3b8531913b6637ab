"""Garbage is swept on the window's thread only."""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_EVERY = 200  # milliseconds
_SELDOM = 200  # looking through all objects takes 0.1 s; what is young is looked through at nearly every turn


class Sweeper(QTimer):
    """Sweeps in place of Python, which does it on whichever thread happens to make an object.

    A closed page is garbage made of windows and timers. Swept on a lane, they would be destroyed there, under the
    hands of the event loop that still knows them: the program would crash, rarely and far from the cause.
    What a lane works with is new, and a sweep would look through all of it: it waits until no lane works.
    """

    def __init__(self, parent: QObject, idle: Callable[[], bool]) -> None:
        super().__init__(parent, interval=_EVERY)
        gc.disable()
        self._idle = idle
        self.timeout.connect(self._sweep)
        self.start()

    def stop(self) -> None:
        """No lane is left: Python may sweep by itself again."""
        super().stop()
        gc.enable()

    def _sweep(self) -> None:
        """What Python would look through now, by its own counts: the young, the grown, or seldom all."""
        limits = (*gc.get_threshold()[:2], _SELDOM)
        due = [age for age, (count, limit) in enumerate(zip(gc.get_count(), limits, strict=True)) if count > limit]
        if due and self._idle():
            gc.collect(due[-1])
