"""One of two values of a field, to look at or to choose."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from cic_desktop.i18n import Joined, Text, _
from cic_desktop.ui.accessibility import ring_visible
from cic_desktop.ui.fonts import font
from cic_desktop.ui.icons import paint_icon
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import theme

__all__ = ["NOTHING_SAID", "ValueTile"]

_PAD, _MARK, _LEAST = 12, 18, 40
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
NOTHING_SAID = _("not said")


class ValueTile(QAbstractButton):
    """One of two values; chosen it is tinted and ticked. Without `choosing` it only shows."""

    def __init__(self, words: Text, name: Text, *, choosing: bool) -> None:
        super().__init__()
        self._empty = not language.text(words)
        self._words = words = NOTHING_SAID if self._empty else words
        self._plain = font()
        self.setCheckable(choosing)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if choosing else Qt.FocusPolicy.NoFocus)
        if choosing:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        language.bind(self, "setAccessibleName", Joined((name, words), ": "))
        language.on_change(self, self.updateGeometry)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(width - self._left() - _PAD, 40), 10_000)
        text = QFontMetrics(self._plain).boundingRect(room, _WRAP, language.text(self._words) or " ")
        return max(_LEAST, text.height() + 18)

    def sizeHint(self) -> QSize:
        return QSize(180, _LEAST)

    def minimumSizeHint(self) -> QSize:
        return QSize(90, _LEAST)

    def _left(self) -> int:
        return _PAD + (_MARK + 10 if self.isCheckable() else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        back, front = theme.tone("primary")
        ground = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        edge = theme.color("focus") if ring_visible(self) else front if chosen else theme.color("border")
        painter.setPen(QPen(edge, 2 if ring_visible(self) else 1))
        painter.setBrush(back if chosen else theme.color("surface"))
        painter.drawRoundedRect(ground, 8, 8)
        if self.isCheckable():
            self._paint_mark(painter, chosen)
        painter.setFont(self._plain)
        painter.setPen(theme.color("muted" if self._empty else "text"))
        room = self.rect().adjusted(self._left(), 4, -_PAD, -4)
        painter.drawText(room, _WRAP, language.text(self._words))

    def _paint_mark(self, painter: QPainter, chosen: bool) -> None:
        mark = QRectF(_PAD, min((self.height() - _MARK) / 2, _LEAST), _MARK, _MARK)  # a page of words begins above
        _back, front = theme.tone("primary")
        painter.setPen(QPen(front if chosen else theme.color("field"), 1.4))
        painter.setBrush(front if chosen else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(mark.adjusted(1, 1, -1, -1))
        if chosen:
            paint_icon(painter, mark.adjusted(4, 4, -4, -4), "check", theme.color("surface"))
