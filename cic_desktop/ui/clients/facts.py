"""One fact on a card: what it is and how it stands, as one painted button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from cic_desktop.i18n import Joined, Plain, Text
from cic_desktop.ui.accessibility import ring_visible
from cic_desktop.ui.fonts import font
from cic_desktop.ui.icons import paint_icon
from cic_desktop.ui.language import Words, language
from cic_desktop.ui.theme import Tone, theme

_TILE, _GAP, _PAD, _CHIP = 32, 11, 6, 20
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


@dataclass(frozen=True)
class Fact:
    """Icon (or initials), small title, words, and a chip at the right."""

    icon: str
    title: Text
    words: Text
    chip: tuple[Text, Tone] | None = None
    initials: str = ""
    tone: Tone = "primary"


@lru_cache(maxsize=1)
def _fonts() -> tuple[QFont, QFont, QFont]:
    """Small, plain and of chips."""
    return font(9.5), font(), font(9, strong=True)


class FactRow(QAbstractButton):
    """Shows a fact; with `slot` it can be clicked and reached with Tab, and shows a pencil under the pointer."""

    def __init__(self, fact: Fact, slot: Callable[[], object] | None = None, act: str = "pencil") -> None:
        super().__init__()
        self.fact, self._act = fact, act
        self._opens = slot is not None
        self._hover = False
        self._small, self._plain, self._bold = _fonts()
        self._heights: dict[int, int] = {}  # by width
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if slot is not None:
            self.clicked.connect(lambda _checked=False: slot())
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if slot is not None else Qt.FocusPolicy.NoFocus)
        chip = fact.chip[0] if fact.chip else Plain("")
        language.bind(self, "setAccessibleName", Joined((Joined((fact.title, fact.words), ": "), chip), ", "))
        language.on_change(self, self._measure_again)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = max(_TILE, 17 + self._words_height(width)) + 2 * _PAD
        return self._heights[width]

    def sizeHint(self) -> QSize:
        return QSize(240, 17 + QFontMetrics(self._plain).height() + 2 * _PAD)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hover = self._opens
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_tile(painter)
        self._paint_words(painter)
        if self._hover:
            at = QRect(self.width() - _PAD - 18, (self.height() - 16) // 2, 16, 16)
            paint_icon(painter, at, self._act, theme.color("muted"))
        elif self.fact.chip:
            self._paint_chip(painter, *self.fact.chip)

    def _paint_ground(self, painter: QPainter) -> None:
        ground = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self._hover:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("surface2"))
            painter.drawRoundedRect(ground, 8, 8)
        if ring_visible(self):
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, 8, 8)

    def _paint_tile(self, painter: QPainter) -> None:
        back, front = theme.tone(self.fact.tone)
        tile = QRectF(_PAD, _PAD + 1, _TILE, _TILE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(back)
        if self.fact.initials:
            painter.drawEllipse(tile)
            painter.setFont(self._bold)
            painter.setPen(front)
            painter.drawText(tile, Qt.AlignmentFlag.AlignCenter, self.fact.initials)
        else:
            painter.drawRoundedRect(tile, 8, 8)
            paint_icon(painter, tile.adjusted(8, 8, -8, -8), self.fact.icon, front)

    def _paint_words(self, painter: QPainter) -> None:
        left, width = _PAD + _TILE + _GAP, self._room(self.width())
        painter.setFont(self._small)
        painter.setPen(theme.color("muted"))
        title = QFontMetrics(self._small).elidedText(language.text(self.fact.title), Qt.TextElideMode.ElideRight, width)
        painter.drawText(left, _PAD + 12, title)
        painter.setFont(self._plain)
        painter.setPen(theme.color("text"))
        painter.drawText(QRect(left, _PAD + 16, width, self.height()), _WRAP, language.text(self.fact.words))

    def _paint_chip(self, painter: QPainter, words: Text, tone: Tone) -> None:
        back, front = theme.tone(tone)
        width = self._chip_width(words)
        pill = QRectF(self.width() - _PAD - width, (self.height() - _CHIP) / 2, width, _CHIP)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(back)
        painter.drawRoundedRect(pill, 10, 10)
        painter.setFont(self._bold)
        painter.setPen(front)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, language.text(words))

    def _measure_again(self) -> None:
        self._heights.clear()
        self.updateGeometry()

    def _chip_width(self, words: Text) -> int:
        return QFontMetrics(self._bold).horizontalAdvance(language.text(words)) + 18

    def _room(self, width: int) -> int:
        taken = self._chip_width(self.fact.chip[0]) + 8 if self.fact.chip else 22 if self._opens else 0
        return max(width - 2 * _PAD - _TILE - _GAP - taken, 60)

    def _words_height(self, width: int) -> int:
        room = QRect(0, 0, self._room(width), 10_000)
        return QFontMetrics(self._plain).boundingRect(room, _WRAP, language.text(self.fact.words) or " ").height()


def tip(row: FactRow, words: Words) -> FactRow:
    """Say on the row what choosing it does."""
    language.bind(row, "setToolTip", words)
    language.bind(row, "setAccessibleDescription", words)
    return row
