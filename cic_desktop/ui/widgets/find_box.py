"""The find box: a line with a lens and a cross to clear it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from cic_desktop.i18n import _
from cic_desktop.ui.icons import icon
from cic_desktop.ui.language import Words, language


class FindBox(QLineEdit):
    """Text to look for. Escape clears it; Down goes on to the results (`down`)."""

    down = Signal()

    def __init__(self, hint: Words, name: Words = "") -> None:
        super().__init__()
        self.setProperty("role", "find")
        language.bind(self, "setPlaceholderText", hint)
        language.bind(self, "setAccessibleName", name or hint)
        self.addAction(icon("search", "faint"), QLineEdit.ActionPosition.LeadingPosition)
        self._clear = QAction(icon("x", "muted"), "", self)
        self._clear.triggered.connect(self.clear)
        self._clear.setVisible(False)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        language.bind(self._clear, "setText", _("Clear"))
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)
