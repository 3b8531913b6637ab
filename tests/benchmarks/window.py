"""The real window over a register, offscreen: its event loop is turned by hand, and every turn is timed."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from cic_desktop import main
from cic_desktop.app.context import AppContext
from cic_desktop.app.runner import InlineRunner, LaneRunner
from cic_desktop.app.settings import Settings
from cic_desktop.startup import Opened
from cic_desktop.ui.main_window import MainWindow
from cic_desktop.ui.unlock import load_behind

SCREEN = QSize(1366, 768)
_PATIENCE = 30.0  # seconds
_IDLE = 0.05  # milliseconds; a shorter turn had nothing to do and is not counted


class Painted(QObject):
    """Whether a widget has been painted since something held."""

    def __init__(self, widget: QWidget, since: Callable[[], bool]) -> None:
        super().__init__()
        self._since, self._seen = since, False
        widget.installEventFilter(self)

    def __call__(self) -> bool:
        return self._seen

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._since():
            self._seen = True
        return False


class Bench:
    """A window on a register, with the lanes of the real program."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.app = main.make_app(Settings(None))
        sys.excepthook = sys.__excepthook__
        load_behind(InlineRunner(), gc.freeze)  # as behind the unlock window
        self.ctx = AppContext(opened, LaneRunner(), Settings(None))
        self.window = MainWindow(self.ctx, opened.facts)
        self.window.resize(SCREEN)
        self.window.show()
        self.turns: list[float] = []  # milliseconds

    def page(self, key: str) -> Any:
        return self.window.page(key)

    def until(self, done: Callable[[], bool]) -> None:
        """Turn the event loop until something holds; a turn that did nothing sleeps a little."""
        end = time.perf_counter() + _PATIENCE
        while not done():
            if time.perf_counter() > end:
                raise TimeoutError("the window did not answer")
            self.turn()

    def turn(self) -> None:
        start = time.perf_counter()
        self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        took = (time.perf_counter() - start) * 1000
        if took < _IDLE:
            time.sleep(0.0002)
        else:
            self.turns.append(took)

    def settle(self, seconds: float = 0.15) -> None:
        end = time.perf_counter() + seconds
        self.until(lambda: time.perf_counter() > end)

    def key(self, widget: QWidget, text: str) -> None:
        """A letter typed, in whatever script."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, text))

    def close(self) -> None:
        self.window.close()
        self.ctx.stop()
