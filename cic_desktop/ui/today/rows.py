"""Rows of the day's cards: a tile, two lines of text, what stands at the right; pressed as a whole."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QSpacerItem, QWidget

from cic_desktop.i18n import Plain, Text, _, ngettext
from cic_desktop.ui.accessibility import ring_visible
from cic_desktop.ui.fonts import font
from cic_desktop.ui.language import Words, language
from cic_desktop.ui.theme import Tone, theme
from cic_desktop.ui.widgets import hbox
from cic_desktop.ui.widgets.cards import paint_tile

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_TILE, _GAP = 36, 12  # pixels; the two lines are as high as the tile
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Row(QWidget):
    """A row that opens something: pointer, keyboard, a quiet ground under the pointer.

    It paints its tile and its words itself: a day has dozens of rows, and every child would cost as much again.
    A line gives way to its neighbours: what does not fit ends in "…" and is in the tool tip.
    """

    activated = Signal()

    def __init__(
        self, icon: str, tone: Tone, title: Words, meta: Words, *right: QWidget, left: QWidget | None = None
    ) -> None:
        super().__init__()
        self._icon, self._tone, self._opens = icon, tone, False
        self._room = QSpacerItem(_TILE + _GAP + 20, _TILE, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        line = hbox(*([left] if left else []), margins=(4, 8, 4, 8), spacing=_GAP, parent=self)
        line.addItem(self._room)
        for widget in right:
            line.addWidget(widget)
        self._fonts = font(strong=True), font(9.5)
        self._tip = ""
        language.bind(self, "setAccessibleName", title)
        language.bind(self, "setAccessibleDescription", meta)

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
        painter, room = QPainter(self), self._room.geometry()
        ground = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._opens and self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("sunken"))
            painter.drawRoundedRect(ground, 8, 8)
        paint_tile(painter, QRect(room.topLeft(), QSize(_TILE, _TILE)), self._icon, self._tone)
        self._paint_words(painter, room.adjusted(_TILE + _GAP, 0, -_GAP, 0))
        if ring_visible(self):
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, 8, 8)

    def _paint_words(self, painter: QPainter, room: QRect) -> None:
        upper, lower = QRect(room), QRect(room)
        upper.setBottom(room.center().y())
        lower.setTop(room.center().y() + 1)
        whole = self._paint_line(painter, upper, self.accessibleName(), self._fonts[0], "text")
        whole &= self._paint_line(painter, lower, self.accessibleDescription(), self._fonts[1], "muted")
        tip = "" if whole else f"{self.accessibleName()}\n{self.accessibleDescription()}"
        if self.toolTip() == self._tip != tip:  # a page may have said something else there
            self.setToolTip(tip)
            self._tip = tip

    def _paint_line(self, painter: QPainter, place: QRect, words: str, face: QFont, colour: str) -> bool:
        """Paint as much of a line as fits; says whether it is all of it."""
        shown = QFontMetrics(face).elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.setFont(face)
        painter.setPen(theme.color(colour))
        painter.drawText(place, _LEFT, shown)
        return shown == words


def days_words(days: int) -> Text:
    """How far away a day is, in few words."""
    if days == 0:
        return _("today")
    if days < 0:
        return ngettext("{n} day ago", "{n} days ago", -days)
    return ngettext("{n} day", "{n} days", days)


_BY_SOURCE: dict[str, Text] = {
    "plan": _("Review of the support plan"), "partner": _("Check a partner's entry"),
}  # fmt: skip


def promise_words(text: str, source: str) -> Text:
    """What was promised; reviews and a step without words are named by what they are."""
    if text:
        return Plain(text)
    return _BY_SOURCE.get(source, _("Next step"))
