"""Rows of the day's cards: a tile, two lines of text, what stands at the right; pressed as a whole."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from cic_desktop.i18n import Text, _, ngettext
from cic_desktop.ui.accessibility import ring_visible
from cic_desktop.ui.language import Words, language
from cic_desktop.ui.theme import Tone, theme
from cic_desktop.ui.widgets import IconTile, box, hbox, vbox

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Elided(QLabel):
    """One line that gives way to its neighbours: what does not fit ends in "…" and is in the tool tip."""

    def __init__(self, words: Words, role: str) -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setTextFormat(Qt.TextFormat.PlainText)
        language.bind(self, "setText", words)

    def minimumSizeHint(self) -> QSize:
        return QSize(20, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class Row(QWidget):
    """A row that opens something: pointer, keyboard, a quiet ground under the pointer."""

    activated = Signal()

    def __init__(
        self, icon: str, tone: Tone, title: Words, meta: Words, *right: QWidget, left: QWidget | None = None
    ) -> None:
        super().__init__()
        words = box(vbox(Elided(title, "strong"), Elided(meta, "small"), spacing=0))
        before = [left] if left else []
        hbox(
            *before,
            IconTile(icon, tone, 36),
            (words, 1),
            *right,
            margins=(4, 8, 4, 8),
            spacing=12,
            parent=self,
        )
        language.bind(self, "setAccessibleName", title)
        language.bind(self, "setAccessibleDescription", meta)
        self._opens = False

    def opens(self, run: Callable[[], object]) -> Row:
        """Run this when the row is pressed."""
        self._opens = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.activated.connect(run)
        return self

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._opens and self.rect().contains(event.position().toPoint()):
            self.activated.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._opens and event.key() in _ENTER:
            self.activated.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, _event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, _event: QEvent) -> None:
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self._opens and self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("sunken"))
            painter.drawRoundedRect(ground, 8, 8)
        if ring_visible(self):
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, 8, 8)


def days_words(days: int) -> Text:
    """How far away a day is, in few words."""
    if days == 0:
        return _("today")
    if days < 0:
        return ngettext("{n} day ago", "{n} days ago", -days)
    return ngettext("{n} day", "{n} days", days)
