"""How the calendar's grid looks: calm ground, working hours in white, appointments as tinted blocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from cic_desktop.diary.slots import Span, clock_time
from cic_desktop.ui.diary.columns import Block, Grid, More
from cic_desktop.ui.diary.looks import EVENT_ICON, Look, Timed, look_of
from cic_desktop.ui.fonts import font
from cic_desktop.ui.icons import paint_icon
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import theme

__all__ = ["GUTTER", "HEAD", "Face", "block_rect", "font_of", "paint_block", "paint_chip", "paint_more", "write"]

GUTTER, HEAD = 52, 48  # pixels left of the columns, and above the hours
_GAP, _BAR, _LEAST = 3, 4, 18  # around a block; its coloured edge; the least height
_CHIP = 18  # the height of an event without an hour


@dataclass(frozen=True)
class Face:
    """A grid laid out in a size: from minutes to pixels and back."""

    grid: Grid
    width: float
    height: float

    @property
    def head(self) -> int:
        """Pixels above the hours: a line more where an event has no hour."""
        return HEAD + (_CHIP + 4 if any(column.events for column in self.grid.columns) else 0)

    @property
    def column_width(self) -> float:
        return (self.width - GUTTER) / max(len(self.grid.columns), 1)

    def y(self, minute: float) -> float:
        hours = self.grid.last - self.grid.first
        return self.head + (minute - self.grid.first) / hours * (self.height - self.head - 6)

    def x(self, column: float) -> float:
        return GUTTER + column * self.column_width

    def place(self, point: QPointF) -> tuple[int, int] | None:
        """Column and minute under a point; None in the heading and the gutter."""
        column = int((point.x() - GUTTER) // self.column_width)
        share = (point.y() - self.head) / (self.height - self.head - 6)
        if not 0 <= column < len(self.grid.columns) or not 0 <= share < 1:
            return None
        return column, int(self.grid.first + share * (self.grid.last - self.grid.first))

    def span_rect(self, column: int, span: Span) -> QRectF:
        top, bottom = self.y(max(span.start, self.grid.first)), self.y(min(span.end, self.grid.last))
        return QRectF(self.x(column), top, self.column_width, bottom - top)

    def paint_ground(self, painter: QPainter, now: datetime) -> None:
        """Columns, hours, headings; what lies outside the office hours steps back."""
        painter.fillRect(QRectF(0, 0, self.width, self.height), theme.color("surface"))
        for number, column in enumerate(self.grid.columns):
            whole = self.span_rect(number, Span(self.grid.first, self.grid.last))
            painter.fillRect(whole, theme.color("surface2" if column.holiday else "sunken"))
            for span in () if column.holiday else column.hours:
                painter.fillRect(self.span_rect(number, span), theme.color("surface"))
            self._paint_head(painter, number, today=column.day == now.date())
        self._paint_lines(painter)

    def paint_now(self, painter: QPainter, now: datetime) -> None:
        """A line through today at this minute."""
        minute = now.hour * 60 + now.minute
        if not self.grid.first <= minute <= self.grid.last:
            return
        todays = [number for number, column in enumerate(self.grid.columns) if column.day == now.date()]
        if todays:
            left, right, y = self.x(todays[0]), self.x(todays[-1] + 1), round(self.y(minute)) + 0.5
            painter.setPen(QPen(theme.color("bad"), 2))
            painter.drawLine(QLineF(left, y, right, y))
            painter.setBrush(theme.color("bad"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(QPointF(left, y), 4, 4)

    def _paint_head(self, painter: QPainter, number: int, *, today: bool) -> None:
        column = self.grid.columns[number]
        room = QRectF(self.x(number) + 8, 2, self.column_width - 14, HEAD - 6)
        if today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("primary_bg"))
            painter.drawRoundedRect(room.adjusted(-4, 0, 4, 0), 8, 8)
        colour = theme.color("primary_tx" if today else "text")
        under = column.holiday or column.sub
        self._paint_events(painter, number)
        lines = ((column.head, font_of(10.5, True), colour), (under, font_of(9.5), theme.color("muted")))
        half = room.height() / 2
        for place, (words, face, ink) in enumerate(lines):
            if place and not language.text(under):
                continue
            at = QRectF(room.x(), room.y() + place * half, room.width(), half)
            if not place and not language.text(under):
                at = room
            write(painter, at, language.text(words), face, ink)

    def event_rect(self, number: int) -> QRectF:
        """Where the events of a column that have no hour stand."""
        return QRectF(self.x(number) + 3, HEAD - 1, self.column_width - 7, _CHIP)

    def _paint_events(self, painter: QPainter, number: int) -> None:
        events = self.grid.columns[number].events
        if events:
            more = f" +{len(events) - 1}" if len(events) > 1 else ""
            gone = events[0].state == "called_off"
            paint_chip(painter, self.event_rect(number), events[0].name + more, gone=gone)

    def _paint_lines(self, painter: QPainter) -> None:
        small = font_of(9)
        for minute in range(self.grid.first, self.grid.last + 1, 30):
            y = round(self.y(minute)) + 0.5
            painter.setPen(QPen(theme.color("border" if minute % 60 == 0 else "grid"), 1))
            if minute % 60 == 0 or minute < self.grid.last:
                painter.drawLine(QLineF(GUTTER if minute % 60 else GUTTER - 6, y, self.width, y))
            if minute % 60 == 0 and minute < self.grid.last:
                place = QRectF(0, y - 8, GUTTER - 12, 16)
                write(painter, place, clock_time(minute), small, theme.color("muted"), Qt.AlignmentFlag.AlignRight)
        painter.setPen(QPen(theme.color("border"), 1))
        for number in range(len(self.grid.columns) + 1):
            x = round(self.x(number)) - 0.5
            painter.drawLine(QLineF(x, self.head - 2, x, self.y(self.grid.last)))


def block_rect(face: Face, block: Block | More) -> QRectF:
    """Where a block stands; never too low to be read or hit."""
    span = block.span if isinstance(block, More) else Span(block.line.start, block.line.end)
    whole = face.span_rect(block.column, span)
    wide = (whole.width() - 2 * _GAP) / block.lanes
    high = max(whole.height() - 2, _LEAST)
    return QRectF(whole.x() + _GAP + block.lane * wide, whole.y() + 1, wide - 2, high)


def paint_more(painter: QPainter, rect: QRectF, count: int) -> None:
    """How many more there are: the day shows them."""
    painter.setPen(QPen(theme.color("border2"), 1, Qt.PenStyle.DashLine))
    painter.setBrush(theme.color("surface"))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    write(painter, rect, f"+{count}", font_of(9.5, True), theme.color("muted"), Qt.AlignmentFlag.AlignHCenter)


def paint_block(painter: QPainter, rect: QRectF, line: Timed, now: datetime, *, chosen: bool = False) -> None:
    """A time: when and for whom, then what and where; how it went by icon and colour."""
    look = look_of(line, now)
    back, front = theme.tone(look.tone)
    ink, faint = theme.color("muted" if look.gone else "text"), theme.color("muted")
    if look.solid:
        back, front = theme.color("primary"), theme.color("on_primary")
        ink = faint = front
    painter.setPen(QPen(theme.color("focus"), 2) if chosen else QPen(back if look.solid else theme.color("border"), 1))
    painter.setBrush(theme.color("surface") if look.gone else back)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    if not look.solid:
        painter.fillRect(QRectF(rect.x() + 1, rect.y() + 3, _BAR - 1, rect.height() - 6), front)
    room = rect.adjusted(_BAR + 5, 1, -4, -1)
    if look.icon and rect.width() > 70:
        paint_icon(painter, QRectF(room.right() - 13, room.y() + 2, 13, 13), look.icon, front)
        room.setRight(room.right() - 15)
    _paint_words(painter, room, line.starts_at, look, ink, faint)


def paint_chip(painter: QPainter, rect: QRectF, words: str, *, gone: bool = False) -> None:
    """An event, in full colour."""
    ink, face = theme.color("muted" if gone else "on_primary"), font_of(9, True, gone)
    painter.setPen(theme.color("border") if gone else Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("surface" if gone else "primary"))
    painter.drawRoundedRect(rect, 5, 5)
    paint_icon(painter, QRectF(rect.x() + 5, rect.center().y() - 6, 12, 12), EVENT_ICON, ink)
    write(painter, rect.adjusted(21, 0, -4, 0), words, face, ink)


def _paint_words(painter: QPainter, room: QRectF, starts_at: str, look: Look, ink: QColor, faint: QColor) -> None:
    if room.width() < _LEAST:
        return
    strong, small = font_of(9.5, True, look.gone), font_of(9)
    wide, first = room.width() > 130, language.text(look.first)
    lines: list[tuple[str, QFont, QColor]] = [(f"{starts_at} {first}" if wide else first, strong, ink)]
    if not wide:
        lines.append((starts_at, small, faint))
    lines.append((language.text(look.second), small, faint))
    high = _metrics(9.5, True).height()
    fitting = max(int((room.height() + 3) // high), 1)
    top = room.y() + (max((room.height() - high) / 2, 0) if fitting == 1 else 1)
    for number, (words, face, colour) in enumerate(lines[:fitting]):
        write(painter, QRectF(room.x(), top + number * high, room.width(), high), words, face, colour)


@lru_cache(maxsize=32)
def font_of(points: float, strong: bool = False, struck: bool = False) -> QFont:
    """A font that is asked for a thousand times while a busy week is painted."""
    made = font(points, strong=strong)
    made.setStrikeOut(struck)
    return made


@lru_cache(maxsize=32)
def _metrics(points: float, strong: bool) -> QFontMetricsF:
    return QFontMetricsF(font_of(points, strong))


def write(
    painter: QPainter,
    room: QRectF,
    words: str,
    face: QFont,
    ink: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """One line of words, cut off where the room ends."""
    painter.setFont(face)
    painter.setPen(ink)
    metrics = _metrics(face.pointSizeF(), face.weight() > QFont.Weight.Normal)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, align | Qt.AlignmentFlag.AlignVCenter, shown)
