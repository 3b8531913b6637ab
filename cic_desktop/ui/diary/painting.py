"""How the calendar's grid looks: calm ground, working hours in white, appointments as tinted blocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from cic_desktop.assistance.kinds import kind
from cic_desktop.core.codes import label as code_label
from cic_desktop.diary.slots import Span, clock_time
from cic_desktop.i18n import Joined, Plain, Text, _, pgettext
from cic_desktop.ui.diary.columns import Block, Grid
from cic_desktop.ui.fonts import font
from cic_desktop.ui.icons import paint_icon
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import Tone, theme
from cic_desktop.ui.today.agenda import shown_state

if TYPE_CHECKING:
    from cic_desktop.diary.rows import AgendaLine

__all__ = ["GUTTER", "HEAD", "Face", "block_rect", "paint_block", "told", "who"]

GUTTER, HEAD = 52, 48  # pixels left of the columns, and above the hours
_GAP, _BAR, _LEAST = 3, 4, 18  # around a block; its coloured edge; the least height


@dataclass(frozen=True)
class Face:
    """A grid laid out in a size: from minutes to pixels and back."""

    grid: Grid
    width: float
    height: float

    @property
    def column_width(self) -> float:
        return (self.width - GUTTER) / max(len(self.grid.columns), 1)

    def y(self, minute: float) -> float:
        hours = self.grid.last - self.grid.first
        return HEAD + (minute - self.grid.first) / hours * (self.height - HEAD - 6)

    def x(self, column: float) -> float:
        return GUTTER + column * self.column_width

    def place(self, point: QPointF) -> tuple[int, int] | None:
        """Column and minute under a point; None in the heading and the gutter."""
        column = int((point.x() - GUTTER) // self.column_width)
        share = (point.y() - HEAD) / (self.height - HEAD - 6)
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
        lines = ((column.head, font(strong=True), colour), (under, font(9.5), theme.color("muted")))
        half = room.height() / 2
        for place, (words, face, ink) in enumerate(lines):
            if place and not language.text(under):
                continue
            at = QRectF(room.x(), room.y() + place * half, room.width(), half)
            if not place and not language.text(under):
                at = room
            _text(painter, at, language.text(words), face, ink)

    def _paint_lines(self, painter: QPainter) -> None:
        small = font(9)
        for minute in range(self.grid.first, self.grid.last + 1, 30):
            y = round(self.y(minute)) + 0.5
            painter.setPen(QPen(theme.color("border" if minute % 60 == 0 else "grid"), 1))
            if minute % 60 == 0 or minute < self.grid.last:
                painter.drawLine(QLineF(GUTTER if minute % 60 else GUTTER - 6, y, self.width, y))
            if minute % 60 == 0 and minute < self.grid.last:
                place = QRectF(0, y - 8, GUTTER - 12, 16)
                _text(painter, place, clock_time(minute), small, theme.color("muted"), Qt.AlignmentFlag.AlignRight)
        painter.setPen(QPen(theme.color("border"), 1))
        for number in range(len(self.grid.columns) + 1):
            x = round(self.x(number)) - 0.5
            painter.drawLine(QLineF(x, HEAD - 2, x, self.y(self.grid.last)))


def block_rect(face: Face, block: Block) -> QRectF:
    """Where a block stands; never too low to be read or hit."""
    whole = face.span_rect(block.column, Span(block.line.start, block.line.end))
    wide = (whole.width() - 2 * _GAP) / block.lanes
    high = max(whole.height() - 2, _LEAST)
    return QRectF(whole.x() + _GAP + block.lane * wide, whole.y() + 1, wide - 2, high)


def paint_block(painter: QPainter, rect: QRectF, line: AgendaLine, now: datetime, *, chosen: bool = False) -> None:
    """An appointment: its time and its person, then what and where; how it went by icon and colour."""
    state, what = shown_state(line, now), kind(line.kind)
    back, front = theme.tone(_TONES.get(state, what.tone or "primary"))
    painter.setPen(QPen(theme.color("focus"), 2) if chosen else QPen(theme.color("border"), 1))
    painter.setBrush(theme.color("surface") if state == "called_off" else back)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    painter.fillRect(QRectF(rect.x() + 1, rect.y() + 3, _BAR - 1, rect.height() - 6), front)
    room = rect.adjusted(_BAR + 5, 1, -4, -1)
    icon = _ICONS.get(state)
    if icon and rect.width() > 70:
        paint_icon(painter, QRectF(room.right() - 13, room.y() + 2, 13, 13), icon, front)
        room.setRight(room.right() - 15)
    _paint_words(painter, room, line, gone=state == "called_off")


def _paint_words(painter: QPainter, room: QRectF, line: AgendaLine, *, gone: bool) -> None:
    strong, small = font(9.5, strong=True), font(9)
    strong.setStrikeOut(gone)
    ink = theme.color("muted" if gone else "text")
    wide = room.width() > 130
    first = f"{line.starts_at} {language.text(who(line))}" if wide else language.text(who(line))
    second = Joined((kind(line.kind).title, Plain(line.room), Plain(line.interpreter)))
    lines: list[tuple[str, QFont, QColor]] = [(first, strong, ink)]
    if not wide:
        lines.append((line.starts_at, small, theme.color("muted")))
    lines.append((language.text(second), small, theme.color("muted")))
    high = QFontMetricsF(strong).height()
    fitting = max(int((room.height() + 3) // high), 1)
    top = room.y() + (max((room.height() - high) / 2, 0) if fitting == 1 else 1)
    for number, (words, face, colour) in enumerate(lines[:fitting]):
        _text(painter, QRectF(room.x(), top + number * high, room.width(), high), words, face, colour)


_TONES: dict[str, Tone] = {"past": "warn", "now": "info", "held": "", "no_show": "bad", "called_off": ""}
_ICONS = {"held": "check", "no_show": "x", "past": "alert"}
_SAID: dict[str, Text] = {
    "now": pgettext("appointment", "Now"),
    "past": pgettext("appointment", "Not recorded yet"),
    "held": pgettext("appointment", "Held"),
    "no_show": pgettext("appointment", "No-show"),
    "called_off": pgettext("appointment", "Called off"),
}


def who(line: AgendaLine) -> Text:
    """For whom it is, as far as that is known."""
    named = line.person or line.about
    return Plain(named) if named else _("Somebody new")


def told(line: AgendaLine, now: datetime) -> Text:
    """An appointment in one sentence: the tool tip, and what a screen reader says."""
    return Joined(
        (
            Plain(f"{line.starts_at}–{line.ends_at}"),
            who(line),
            kind(line.kind).title,
            Plain(line.advisor),
            Plain(line.room) if line.room else code_label("place", line.place),
            Plain(line.interpreter),
            _SAID.get(shown_state(line, now), Plain("")),
        )
    )


def _text(
    painter: QPainter,
    room: QRectF,
    words: str,
    face: QFont,
    ink: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    painter.setFont(face)
    painter.setPen(ink)
    shown = QFontMetricsF(face).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, align | Qt.AlignmentFlag.AlignVCenter, shown)
