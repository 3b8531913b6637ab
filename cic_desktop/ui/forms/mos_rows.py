"""One field of the portal as a painted button: number, official wording, the value, and whether it was copied."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from cic_desktop.i18n import Joined, Plain, Text, _
from cic_desktop.ui.accessibility import ring_visible
from cic_desktop.ui.fonts import font
from cic_desktop.ui.icons import paint_icon
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import theme

if TYPE_CHECKING:
    from cic_desktop.forms.mos import CopyLine

_PAD, _TOOL, _GAP, _SIGN = 8, 34, 14, 18  # pixels
_NUMBER = (34, 88)  # pixels: narrowest and widest column of numbers
_LEAST = 38  # of the height
_WORDING = 42  # of a hundred parts of the room; the value has the rest
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
_EMPTY, _TICK = _("not answered yet"), _("tick this word in MOS")


@lru_cache(maxsize=1)
def _fonts() -> tuple[QFont, QFont]:
    """Of the official wording and of the value."""
    return font(9.5), font(strong=True)


def number_width(lines: Iterable[CopyLine]) -> int:
    """How wide the column of numbers is that has room for all of these, in pixels."""
    metrics = QFontMetrics(_fonts()[0])
    widest = max((metrics.horizontalAdvance(line.number) for line in lines), default=0)
    return min(max(widest + 12, _NUMBER[0]), _NUMBER[1])


class CopyRow(QAbstractButton):
    """A click, Enter, Space or Ctrl+C copies; Up and Down go to the neighbours (`moved`)."""

    moved = Signal(int)

    def __init__(self, line: CopyLine, number_width: int) -> None:
        super().__init__()
        self.line, self.copied = line, False
        self._number = number_width
        self._hover = False
        self._small, self._strong = _fonts()
        self._heights: dict[int, int] = {}  # by width
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        language.bind(self, "setToolTip", Joined((line.label, *self._remarks()), "\n"))
        self._name()
        language.on_change(self, self._measure_again)

    @property
    def can_copy(self) -> bool:
        return self.line.state != "empty"

    @property
    def open_question(self) -> bool:
        """Empty where nothing says it may be, or answered in a way that needs a look."""
        return not self.can_copy or self.line.problem is not None

    def mark(self, copied: bool) -> None:
        """Say whether it was copied."""
        if copied != self.copied:
            self.copied = copied
            self._name()
            self.update()

    # --- size ---------------------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            wording, value = self._columns(width)
            tall = self._tall(self._small, self.line.official, wording), self._tall(*self._value_look(), value)
            self._heights[width] = max(*tall, _LEAST - 2 * _PAD) + 2 * _PAD
        return self._heights[width]

    def sizeHint(self) -> QSize:
        return QSize(320, _LEAST)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, _LEAST)

    def _columns(self, width: int) -> tuple[QRect, QRect]:
        """Where the wording and the value stand."""
        room = max(width - 2 * _PAD - self._number - _GAP - _TOOL, 120)
        first = room * _WORDING // 100
        left = _PAD + self._number
        return QRect(left, _PAD, first, 10_000), QRect(left + first + _GAP, _PAD, room - first, 10_000)

    def _tall(self, face: QFont, words: str, place: QRect) -> int:
        return QFontMetrics(face).boundingRect(place, _WRAP, words or " ").height()

    def _value_look(self) -> tuple[QFont, str]:
        return self._strong if self.line.state == "given" else self._small, language.text(self._value())

    def _measure_again(self) -> None:
        self._heights.clear()
        self.updateGeometry()
        self.update()

    # --- words --------------------------------------------------------------------------------------

    def _value(self) -> Text:
        line = self.line
        if line.state == "empty":
            return line.problem.text if line.problem else _EMPTY
        return Plain(line.value)

    def _remarks(self) -> tuple[Text, ...]:
        """What is told beside the value: the word to tick, what may be wrong."""
        tick = (_TICK,) if self.line.state == "none" else ()
        return (*tick, self.line.problem.text) if self.line.problem else tick

    def _name(self) -> None:
        line, done = self.line, (_("copied"),) if self.copied else ()
        told = (Plain(line.number), Plain(line.official), self._value(), *self._remarks(), *done)
        language.bind(self, "setAccessibleName", Joined(told, ", "))

    # --- hands --------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        copy = event.key() == Qt.Key.Key_C and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if copy or event.key() in _KEYS:
            self.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hover = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = False
        self.update()

    # --- paint --------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_words(painter)
        self._paint_sign(painter)

    def _paint_ground(self, painter: QPainter) -> None:
        ground = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._hover or self.hasFocus():
            painter.setBrush(theme.color("surface2" if self._hover else "primary_bg"))
            painter.drawRoundedRect(ground, 8, 8)
        if ring_visible(self):
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, 8, 8)

    def _paint_words(self, painter: QPainter) -> None:
        wording, value = self._columns(self.width())
        face, words = self._value_look()
        painter.setFont(self._small)
        painter.setPen(theme.color("muted"))
        painter.drawText(QRect(_PAD, _PAD, self._number - 6, self.height()), _WRAP, self.line.number)
        painter.drawText(wording, _WRAP, self.line.official)
        painter.setFont(face)
        painter.setPen(theme.color(self._ink()))
        painter.drawText(value, _WRAP, words)

    def _ink(self) -> str:
        if self.line.state == "empty":
            return "warn"
        return "faint" if self.copied else "text" if self.line.state == "given" else "muted"

    def _paint_sign(self, painter: QPainter) -> None:
        """Copied, to be copied, or missing."""
        at = QRect(self.width() - _TOOL + 6, (self.height() - _SIGN) // 2, _SIGN, _SIGN)
        if not self.can_copy:
            paint_icon(painter, at, "alert", theme.color("warn"))
        elif self.copied:
            paint_icon(painter, at, "check", theme.color("ok"))
        elif self.line.problem is not None:
            paint_icon(painter, at, "alert", theme.color("warn"))
        else:
            paint_icon(painter, at, "copy", theme.color("text" if self._hover else "muted"))
