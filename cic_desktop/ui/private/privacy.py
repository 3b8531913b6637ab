"""The privacy key: names become initials and case numbers everywhere on the screen at once; birth dates, telephones,
e-mails, numbers of documents and pictures of papers are covered.

Every text of the windows goes through `language.text`, so one veil covers pages, lists, titles and dialogs. What was
put on the screen before as plain data is covered where it stands. What is typed into a line is hidden like a password
while it holds a name; the answer itself is never touched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QWidget,
)

from cic_desktop.ui.language import language
from cic_desktop.ui.private.names import Names, read_names

if TYPE_CHECKING:
    from cic_desktop.app.context import AppContext

_BARE, _HIDDEN = "privacy_bare", "privacy_hidden"  # properties: the text as it was, a line made unreadable
_SWEEP = 300  # milliseconds between looks for lines that were filled since


class Privacy(QObject):
    """On or off. `changed(on)` after everything on view shows it; `hiding` as soon as the key was pressed."""

    changed = Signal(bool)
    hiding = Signal()

    def __init__(self, ctx: AppContext, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.on = False
        self._names: Names | None = None
        self._sweep = QTimer(self, interval=_SWEEP)
        self._sweep.timeout.connect(self._hide_lines)

    def toggle(self) -> None:
        """The key: hide, or show again."""
        if self.on:
            self._show()
        else:
            self.on = True
            self.hiding.emit()
            self._ctx.ask(read_names, owner=self, then=self._hide, latest="names")

    def forget(self) -> None:
        """The register is closed: nothing of it stays behind."""
        self._sweep.stop()
        language.veil, self._names, self.on = None, None, False

    def refresh(self) -> None:
        """People were changed while names are hidden: learn the new names."""
        if self.on:
            self._ctx.ask(read_names, owner=self, then=self._hide, latest="names")

    def _hide(self, names: Names) -> None:
        if not self.on:  # pressed twice
            return
        self._names = names
        language.veil = names.hide
        language.set(language.code)  # every bound text again, through the veil
        for widget in QApplication.allWidgets():
            self._cover(widget, names)
        self._hide_lines()
        self._sweep.start()
        self.changed.emit(True)

    def _show(self) -> None:
        self._sweep.stop()
        language.veil, self._names, self.on = None, None, False
        for widget in QApplication.allWidgets():
            self._uncover(widget)
        language.set(language.code)
        self.changed.emit(False)

    def _cover(self, widget: QWidget, names: Names) -> None:
        """A text that nobody binds: kept aside as it was."""
        if isinstance(widget, QLabel | QAbstractButton):
            self._swap(widget, names.hide(widget.text()))
        if isinstance(widget, QListWidget):
            for row in range(widget.count()):
                widget.item(row).setText(names.hide(widget.item(row).text()))
        if isinstance(widget, QAbstractItemView):
            widget.viewport().update()
        if widget.isWindow() and (hidden := names.hide(widget.windowTitle())) != widget.windowTitle():
            widget.setWindowTitle(hidden)

    def _swap(self, widget: Any, hidden: str) -> None:
        if hidden != widget.text():
            widget.setProperty(_BARE, widget.text())
            widget.setText(hidden)

    def _uncover(self, widget: QWidget) -> None:
        if isinstance(widget, QLabel | QAbstractButton) and (bare := widget.property(_BARE)):
            widget.setProperty(_BARE, None)
            widget.setText(bare)
        if isinstance(widget, QLineEdit | QPlainTextEdit) and widget.property(_HIDDEN):
            widget.setProperty(_HIDDEN, None)
            _make_readable(widget)
        if isinstance(widget, QAbstractItemView):
            widget.viewport().update()

    def _hide_lines(self) -> None:
        """Lines that hold a name are read by nobody over a shoulder."""
        if self._names is None:
            return
        for widget in QApplication.allWidgets():
            if not isinstance(widget, QLineEdit | QPlainTextEdit) or widget.hasFocus() or not _readable(widget):
                continue
            text = widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()
            if self._names.hide(text) != text:
                widget.setProperty(_HIDDEN, True)
                _make_unreadable(widget)


def _readable(widget: QLineEdit | QPlainTextEdit) -> bool:
    if isinstance(widget, QLineEdit):
        return widget.echoMode() is QLineEdit.EchoMode.Normal
    return not widget.property(_HIDDEN)


def _make_unreadable(widget: QLineEdit | QPlainTextEdit) -> None:
    if isinstance(widget, QLineEdit):
        widget.setEchoMode(QLineEdit.EchoMode.Password)
    else:
        widget.setStyleSheet("color: transparent; selection-color: transparent;")


def _make_readable(widget: QLineEdit | QPlainTextEdit) -> None:
    if isinstance(widget, QLineEdit):
        widget.setEchoMode(QLineEdit.EchoMode.Normal)
    else:
        widget.setStyleSheet("")
