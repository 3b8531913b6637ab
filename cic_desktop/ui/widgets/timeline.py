"""A timeline of what happened: one list view with a painting delegate, fast with a thousand entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from cic_desktop.ui.accessibility import ring_visible
from cic_desktop.ui.fonts import font
from cic_desktop.ui.icons import paint_icon
from cic_desktop.ui.language import Words, language
from cic_desktop.ui.theme import Tone, theme

_Index = QModelIndex | QPersistentModelIndex
_TEXT_LEFT, _RIGHT, _TOP, _BOTTOM, _RADIUS = 52, 10, 8, 14, 15
_BODY_LINES = 3
_CHIP_HEIGHT = 22


@dataclass(frozen=True)
class Entry:
    """What happened: icon, title, a line of who and when, at most three lines of text, chips."""

    icon: str
    title: Words
    meta: Words = ""
    body: Words = ""
    tone: Tone = "primary"
    chips: tuple[tuple[Words, Tone], ...] = ()


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[Entry, ...] = ()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own signature
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        entry = self.entries[index.row()]
        words = (entry.title, entry.meta, entry.body, *(chip for chip, _tone in entry.chips))
        return "; ".join(filter(None, map(language.text, words)))


class Timeline(QListView):
    """Entries below each other, scrolling with the page. `opened(index)` on click or Enter."""

    opened = Signal(int)

    def __init__(self, name: Words) -> None:
        super().__init__()
        self._model, self._delegate = _Model(), _Delegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        language.bind(self, "setAccessibleName", name)
        language.on_change(self, self._measure)
        self.clicked.connect(lambda index: self.opened.emit(index.row()))
        self.activated.connect(lambda index: self.opened.emit(index.row()))

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show other entries, newest first as a rule."""
        self._model.beginResetModel()
        self._model.entries = tuple(entries)
        self._model.endResetModel()
        self._measure()

    def entry(self, row: int) -> Entry:
        return self._model.entries[row]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._measure()

    def _measure(self) -> None:
        self._delegate.measure(self._model.entries, self.viewport().width())
        self.setFixedHeight(max(sum(self._delegate.heights), 1))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


class _Delegate(QStyledItemDelegate):
    def __init__(self, timeline: Timeline) -> None:
        super().__init__(timeline)
        self._timeline = timeline
        self.heights: list[int] = []
        self._fonts = {"title": font(strong=True), "meta": font(9.5), "body": font()}
        self._metrics = {name: QFontMetrics(made) for name, made in self._fonts.items()}

    def measure(self, entries: Sequence[Entry], width: int) -> None:
        """Heights of all entries at a width, without laying out what fits on one line."""
        room = max(width - _TEXT_LEFT - _RIGHT, 40)
        self.heights = [self._height(entry, room) for entry in entries]

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row = index.row()
        return QSize(100, self.heights[row] if row < len(self.heights) else 60)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry, rect = self._timeline.entry(index.row()), option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option)
        self._paint_rail(painter, rect, entry, last=index.row() == len(self.heights) - 1)
        self._paint_words(painter, rect.adjusted(_TEXT_LEFT, _TOP, -_RIGHT, 0), entry)
        painter.restore()

    def _height(self, entry: Entry, room: int) -> int:
        height = _TOP + self._metrics["title"].height() + _BOTTOM
        if entry.meta:
            height += self._metrics["meta"].height() + 1
        if entry.body:
            height += 4 + self._metrics["body"].lineSpacing() * self._lines(language.text(entry.body), room)
        return max(height, 2 * _RADIUS + 16)

    def _lines(self, text: str, room: int) -> int:
        metrics = self._metrics["body"]
        if "\n" not in text:
            wide = metrics.horizontalAdvance(text)
            if wide <= room:
                return 1
            if wide > (_BODY_LINES - 1) * room:  # wrapping never makes do with fewer lines
                return _BODY_LINES
        layout = _laid_out(text, self._fonts["body"], room)
        return min(layout.lineCount(), _BODY_LINES)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        ground = QRectF(option.rect).adjusted(1, 1, -1, -1)
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("sunken"))
            painter.drawRoundedRect(ground, 8, 8)
        if option.state & QStyle.StateFlag.State_HasFocus and ring_visible(self._timeline):
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, 8, 8)

    def _paint_rail(self, painter: QPainter, rect: QRect, entry: Entry, *, last: bool) -> None:
        x, y = rect.x() + 8 + _RADIUS, rect.y() + _TOP + _RADIUS
        back, front = theme.tone(entry.tone)
        painter.setPen(QPen(theme.color("border"), 2))
        if not last:
            painter.drawLine(QPointF(x, y + _RADIUS + 5), QPointF(x, rect.bottom() + _TOP - 4))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(back)
        painter.drawEllipse(QPointF(x, y), _RADIUS, _RADIUS)
        paint_icon(painter, QRectF(x - 8, y - 8, 16, 16), entry.icon, front)

    def _paint_words(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        line = QRect(rect.x(), rect.y(), rect.width(), self._metrics["title"].height())
        free = self._paint_chips(painter, line, entry.chips)
        self._paint_line(painter, line.adjusted(0, 0, -free, 0), "title", "text", language.text(entry.title))
        if entry.meta:
            line = QRect(line.x(), line.bottom() + 2, rect.width(), self._metrics["meta"].height())
            self._paint_line(painter, line, "meta", "muted", language.text(entry.meta))
        if entry.body:
            self._paint_body(painter, QPointF(line.x(), line.bottom() + 5), rect.width(), language.text(entry.body))

    def _paint_line(self, painter: QPainter, rect: QRect, style: str, colour: str, text: str) -> None:
        painter.setFont(self._fonts[style])
        painter.setPen(theme.color(colour))
        shown = self._metrics[style].elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_chips(self, painter: QPainter, line: QRect, chips: Sequence[tuple[Words, Tone]]) -> int:
        """Paint the chips at the right end of the line; returns the room they take."""
        right = line.right() + 1
        painter.setFont(font(9.5, strong=True))
        metrics = QFontMetrics(painter.font())
        for words, tone in reversed(chips):
            text = language.text(words)
            wide = metrics.horizontalAdvance(text) + 20
            box = QRectF(right - wide, line.center().y() - _CHIP_HEIGHT / 2 + 1, wide, _CHIP_HEIGHT)
            back, front = theme.tone(tone)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(back)
            painter.drawRoundedRect(box, 11, 11)
            painter.setPen(front)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
            right -= wide + 8
        return line.right() + 1 - right

    def _paint_body(self, painter: QPainter, at: QPointF, room: int, text: str) -> None:
        layout = _laid_out(text, self._fonts["body"], room)
        metrics, spacing = self._metrics["body"], self._metrics["body"].lineSpacing()
        painter.setFont(self._fonts["body"])
        painter.setPen(theme.color("text"))
        shown = min(layout.lineCount(), _BODY_LINES)
        for number in range(shown):
            line = layout.lineAt(number)
            part = text[line.textStart() : line.textStart() + line.textLength()].rstrip()
            if number == shown - 1 and shown < layout.lineCount():
                part = metrics.elidedText(part + text[line.textStart() + line.textLength() :], _ELIDE, room)
            painter.drawText(QPointF(at.x(), at.y() + number * spacing + metrics.ascent()), part)


_ELIDE = Qt.TextElideMode.ElideRight


def _laid_out(text: str, made: QFont, room: int) -> QTextLayout:
    """The text broken into lines of `room` pixels, as far as they are shown and one more."""
    layout = QTextLayout(text.replace("\n", "\u2028"), made)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    while layout.lineCount() <= _BODY_LINES:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(room)
    layout.endLayout()
    return layout
