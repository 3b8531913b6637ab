"""The focus ring for keyboard users. Loaded behind the first paint: before it nobody has pressed a key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from cic_desktop.ui.accessibility import set_property

_TYPING = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock}


class FocusRing(QObject):
    """Marks the focused widget with the property `kbd` while the keyboard is in use.

    Qt's style sheets have no `:focus-visible`. Windows are watched instead of all objects, so no
    paint or layout event crosses into Python: only key and mouse events of the whole window do.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._keyboard = False
        app.focusWindowChanged.connect(self._watch)
        app.focusChanged.connect(self._moved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            self._keyboard = False
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() not in _TYPING:
            self._keyboard = True
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def _moved(self, old: QWidget | None, now: QWidget | None) -> None:
        for widget, ring in ((old, False), (now, self._keyboard)):
            if widget is not None and bool(widget.property("kbd")) != ring:
                set_property(widget, "kbd", ring)
