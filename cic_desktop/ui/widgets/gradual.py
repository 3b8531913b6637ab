"""Long lists of widgets, made without holding the window up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

_AT_ONCE = 8  # rows: what is in sight without scrolling


class Gradual(QTimer):
    """Takes the first steps at once, the others a few in each turn of the event loop; fewer where each is dear."""

    def __init__(self, owner: QObject, at_once: int = _AT_ONCE) -> None:
        super().__init__(owner, interval=0)
        self._at_once = at_once
        self._steps: Iterable[Callable[[], object]] = iter(())
        self.timeout.connect(self._go_on)

    def begin(self, steps: Iterable[Callable[[], object]]) -> None:
        """Begin; what is left of earlier steps is dropped."""
        self._steps = iter(steps)
        self.start()
        self._go_on()

    def _go_on(self) -> None:
        taken = [step() for step in islice(self._steps, self._at_once)]
        if len(taken) < self._at_once:
            self.stop()


@contextmanager
def unseen(place: QWidget) -> Iterator[None]:
    """Fill a place that is on view: shown only when it is ready, so that it is laid out once and not for every part."""
    focused = place.window().focusWidget()
    place.hide()
    try:
        yield
    finally:
        for made in place.findChildren(QWidget):
            made.ensurePolished()
        place.show()
        if focused is not None and isValid(focused) and place.isAncestorOf(focused):
            focused.setFocus()
