"""Character boxes as on paper, over a real line edit: cursor, selection, undo and paste all work."""

from __future__ import annotations

import re

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from cic_desktop.ui.fonts import font
from cic_desktop.ui.theme import theme

WIDTH, HEIGHT, GAP, GROUP_GAP = 26, 36, 4, 8


class CharBoxes(QLineEdit):
    """`count` boxes. Typing overwrites the box at the cursor; what `allowed` does not match is not taken.

    A longer text that comes from elsewhere (set or pasted) is never cut: it shows as extra red boxes.
    `groups` are the box numbers before which a wider gap stands, e.g. (6,) for a PESEL.
    """

    def __init__(self, count: int, allowed: str = r"\S| ", groups: tuple[int, ...] = ()) -> None:
        super().__init__()
        self.count = count
        self._allowed = re.compile(allowed)
        self._groups = groups
        self._anchor = 0  # where the mouse began to select
        self.setProperty("role", "boxes")
        self.setFrame(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._resized)
        self.cursorPositionChanged.connect(self.update)
        self.selectionChanged.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(round(self._box(self._shown() - 1).right()) + 2, HEIGHT + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_allowed()
        elif typed and typed.isprintable() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._type(typed)
        else:
            super().keyPressEvent(event)

    def paste_allowed(self) -> None:
        """Insert the allowed characters of the clipboard (`92-04-15 12345` gives eleven digits)."""
        self.insert("".join(self._allowed.findall(QGuiApplication.clipboard().text().strip())))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        for action in menu.findChildren(QAction, "edit-paste"):
            action.triggered.disconnect()
            action.triggered.connect(self.paste_allowed)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._anchor = self._at(event.position())
            self.setCursorPosition(self._anchor)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.setSelection(self._anchor, self._at(event.position()) - self._anchor)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(13, strong=True))
        text = self.displayText()
        for index in range(self._shown()):
            self._paint_box(painter, index, text[index : index + 1])
        if self.hasFocus() and not self.hasSelectedText():
            self._paint_cursor(painter)

    def _type(self, typed: str) -> None:
        taken = "".join(self._allowed.findall(typed))
        if not self.hasSelectedText():
            self.setSelection(self.cursorPosition(), len(taken))
        if taken and (self.hasSelectedText() or len(self.text()) < self.count):
            self.insert(taken)

    def _paint_box(self, painter: QPainter, index: int, letter: str) -> None:
        box = self._box(index)
        border, fill, width = self._look(index)
        painter.setPen(QPen(theme.color(border), width))
        painter.setBrush(theme.color(fill))
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(theme.color("text" if self.isEnabled() else "faint"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)

    def _look(self, index: int) -> tuple[str, str, float]:
        """(border, fill, border width) of a box."""
        severity = self.property("invalid")
        if index >= self.count or severity == "error":
            return "bad", "bad_bg", 1.5
        if self.hasSelectedText() and self.selectionStart() <= index < self.selectionEnd():
            return "focus", "primary_bg", 2
        if self.hasFocus() and not self.hasSelectedText() and index == min(self.cursorPosition(), self.count - 1):
            return "focus", "surface", 2
        if severity == "warning":
            return "warn", "warn_bg", 1.5
        return "field", "surface" if self.isEnabled() else "surface2", 1

    def _paint_cursor(self, painter: QPainter) -> None:
        position = self.cursorPosition()
        after_last = position >= self._shown()
        box = self._box(self._shown() - 1 if after_last else position)
        x = box.right() - 4 if after_last else box.left() + 4
        painter.setPen(QPen(theme.color("text"), 1.4))
        painter.drawLine(QPointF(x, box.top() + 9), QPointF(x, box.bottom() - 9))

    def _shown(self) -> int:
        return max(self.count, len(self.text()))

    def _box(self, index: int) -> QRectF:
        wider = sum(GROUP_GAP for group in self._groups if index >= group)
        return QRectF(1 + index * (WIDTH + GAP) + wider, 1, WIDTH, HEIGHT - 1)

    def _at(self, point: QPointF) -> int:
        for index in range(len(self.text())):
            if point.x() < self._box(index).center().x():
                return index
        return len(self.text())

    def _resized(self) -> None:
        self.updateGeometry()
        self.update()
