"""Ctrl+K: every page and action by a few letters of its name, and a client by theirs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QListWidget, QListWidgetItem, QWidget
from shiboken6 import isValid

from cic_desktop import clients
from cic_desktop.core.text import fold
from cic_desktop.i18n import Text, _
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets import FindBox, vbox

_WIDTH, _MOST_CLIENTS = 580, 6
Command = tuple[Text, str, Callable[[], object]]


class Palette(QDialog):
    """A small box over the window. Up and Down choose, Enter runs, Escape closes."""

    def __init__(self, window: Any, commands: Callable[[], list[Command]]) -> None:
        super().__init__(window, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(_WIDTH)
        self._window, self._commands = window, commands
        self._before: QWidget | None = None  # where the keyboard was
        self.find_box = FindBox(_("Command or client"))
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        language.bind(self.list, "setAccessibleName", _("Commands and clients found"))
        vbox(self.find_box, self.list, margins=(12, 12, 12, 12), spacing=8, parent=self)
        self.find_box.textChanged.connect(lambda _text: self._fill())
        self.find_box.returnPressed.connect(self._run)
        self.list.itemClicked.connect(lambda _item: self._run())
        self.find_box.installEventFilter(self)

    def popup(self) -> None:
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self.find_box.clear()
        self._fill()
        window: QWidget = self._window
        self.move(window.mapToGlobal(QPoint((window.width() - _WIDTH) // 2, 90)))
        self.show()
        self.find_box.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """The keyboard goes back to the field it came from; what a command opens may take it from there."""
        super().hideEvent(event)
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):  # type: ignore[attr-defined]
            QApplication.sendEvent(self.list, event)
            return True
        return False

    def _fill(self) -> None:
        typed = self.find_box.text()
        words = fold(typed).split()
        self.list.clear()
        for title, keys, act in self._commands():
            shown = language.text(title)
            if all(word in fold(shown) for word in words):
                self._add(f"{shown}    {keys}".rstrip(), act)
        self.list.setCurrentRow(0)
        if len(typed.strip()) >= 2:
            self._window.ctx.ask(
                lambda read: clients.find_clients(read, typed, _MOST_CLIENTS),
                owner=self,
                then=self._add_clients,
                latest="palette",
            )

    def _add_clients(self, found: list[Any]) -> None:
        for client in found:
            self._add(
                f"{client.name}    {client.case_number}", partial(self._window.open, "client", person_id=client.id)
            )
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)

    def _add(self, text: str, act: Callable[[], object]) -> None:
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, act)
        self.list.addItem(item)

    def _run(self) -> None:
        item = self.list.currentItem()
        self.hide()
        if item is not None:
            item.data(Qt.ItemDataRole.UserRole)()
