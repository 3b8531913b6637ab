"""The painted month: what is on each day, walked through by keyboard; a day opens with a click or Enter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cic_desktop.core import clock
from cic_desktop.diary.rows import Month, MonthDay
from cic_desktop.i18n import Plain, Weekday, _
from cic_desktop.ui.accessibility import ring_visible
from cic_desktop.ui.diary.cells import Entry, entries, rest, spoken
from cic_desktop.ui.diary.looks import LESSON_TONE
from cic_desktop.ui.diary.painting import font_of, paint_chip, write
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import Tone, theme

__all__ = ["MonthGrid"]

_HEAD, _NUMBER, _LINE, _PAD = 26, 22, 18, 4  # pixels: weekdays, a day's number, one line of a day, around it
_CELL = QSize(88, 76)  # at least
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_TONES: dict[str, Tone] = {"lesson": LESSON_TONE, "appointment": "primary"}


@dataclass(frozen=True)
class _Placed:
    """A line of a day where it stands."""

    rect: QRectF
    entry: Entry


class MonthGrid(QWidget):
    """`day_opened(day)` on a click into a day or Enter, `entry_opened(sort, id, day)` on a line of it, `turned(±1)`
    when the keys ask for the month before or after.
    """

    day_opened = Signal(object)
    entry_opened = Signal(str, str, object)
    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.month = Month(clock.today(), ())
        self.here = clock.today()  # the keyboard's day
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        language.bind(self, "setAccessibleName", _("Month"))
        language.on_change(self, self._retell)

    def show_month(self, month: Month, here: date) -> None:
        """Show other days; the keyboard's place is `here`."""
        self.month, self.here = month, here
        self.setMinimumSize(self.minimumSizeHint())
        self._retell()

    def minimumSizeHint(self) -> QSize:
        return QSize(_CELL.width() * 7, _HEAD + _CELL.height() * max(len(self.month.days) // 7, 1))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def cell(self, number: int) -> QRectF:
        """Where a day stands, by its number in the month's weeks."""
        wide, high = self.width() / 7, (self.height() - _HEAD) / max(len(self.month.days) // 7, 1)
        return QRectF(number % 7 * wide, _HEAD + number // 7 * high, wide, high)

    def placed(self, number: int) -> tuple[list[_Placed], QRectF]:
        """The lines of a day that fit, and where the rest is counted."""
        room, found = self.cell(number), entries(self.month.days[number])
        fitting = max(int((room.height() - _NUMBER - _PAD) // _LINE), 1)
        if len(found) > fitting or _counted(self.month.days[number]) > len(found):
            fitting -= 1
        top = room.y() + _NUMBER
        lines = [
            _Placed(QRectF(room.x() + _PAD, top + n * _LINE, room.width() - 2 * _PAD, _LINE - 1), entry)
            for n, entry in enumerate(found[:fitting])
        ]
        return lines, QRectF(room.x() + _PAD + 2, top + len(lines) * _LINE, room.width() - 2 * _PAD - 2, _LINE)

    # --- painting -----------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.color("surface"))
        today, ring = clock.today(), ring_visible(self)
        for weekday in range(7):
            at = QRectF(weekday * self.width() / 7 + 10, 0, self.width() / 7 - 12, _HEAD)
            write(painter, at, language.text(Weekday(weekday)), font_of(9.5), theme.color("muted"))
        for number, day in enumerate(self.month.days):
            self._paint_day(painter, number, day, today)
        self._paint_lines(painter)
        if ring:
            self._paint_here(painter)

    def _paint_day(self, painter: QPainter, number: int, day: MonthDay, today: date) -> None:
        room, inside = self.cell(number), day.day.month == self.month.first.month
        if not inside or day.holiday or day.day.weekday() > 4:
            painter.fillRect(room, theme.color("surface2" if day.holiday else "sunken"))
        ink = theme.color("text" if inside else "faint")
        if day.day == today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("primary_bg"))
            painter.drawRoundedRect(QRectF(room.x() + 4, room.y() + 2, 30, _NUMBER - 4), 8, 8)
            ink = theme.color("primary_tx")
        at = QRectF(room.x() + 10, room.y() + 1, 24, _NUMBER - 2)
        write(painter, at, str(day.day.day), font_of(9.5, strong=True), ink)
        if day.holiday:
            side = QRectF(room.x() + 38, room.y() + 1, room.width() - 42, _NUMBER - 2)
            write(painter, side, language.text(day.holiday), font_of(9), theme.color("muted"))
        lines, below = self.placed(number)
        for line in lines:
            _paint_entry(painter, line)
        more = language.text(rest(day, [line.entry for line in lines]))
        if more:
            write(painter, below, more, font_of(9), theme.color("muted"))

    def _paint_lines(self, painter: QPainter) -> None:
        painter.setPen(QPen(theme.color("border"), 1))
        weeks = len(self.month.days) // 7
        for week in range(weeks + 1):
            y = round(_HEAD + week * (self.height() - _HEAD - 1) / max(weeks, 1)) + 0.5
            painter.drawLine(QLineF(0, y, self.width(), y))
        for column in range(1, 8):
            x = round(column * self.width() / 7) - 0.5
            painter.drawLine(QLineF(x, _HEAD, x, self.height()))

    def _paint_here(self, painter: QPainter) -> None:
        painter.setPen(QPen(theme.color("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.cell(self._number(self.here)).adjusted(2, 2, -2, -2), 6, 6)

    # --- the mouse ----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._under(event.position())
        if number is not None and event.button() is Qt.MouseButton.LeftButton:
            self._go(self.month.days[number].day)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = self._under(event.position())
        if number is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        day = self.month.days[number].day
        if day != self.here:
            return
        entry = self._entry_at(number, event.position())
        if entry:
            self.entry_opened.emit(entry.sort, entry.id, day)
        else:
            self.day_opened.emit(day)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._under(QPointF(event.pos()))
            words = language.text(spoken(self.month.days[number])) if number is not None else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def _under(self, point: QPointF) -> int | None:
        days = range(len(self.month.days))
        return next((number for number in days if self.cell(number).contains(point)), None)

    def _entry_at(self, number: int, point: QPointF) -> Entry | None:
        lines, _below = self.placed(number)
        return next((line.entry for line in lines if line.rect.contains(point)), None)

    # --- the keyboard -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key())) if event.key() in _STEPS else None
        if event.key() in _ENTER:
            self.day_opened.emit(self.here)
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(-1 if event.key() == Qt.Key.Key_PageUp else 1)
        elif step is not None:
            self._go(self.here + timedelta(days=step))
        else:
            super().keyPressEvent(event)

    def _go(self, day: date) -> None:
        """Put the keyboard's place on a day, as far as the weeks go, and say what is there."""
        if self.month.days:
            self.here = min(max(day, self.month.days[0].day), self.month.days[-1].day)
            self._retell()

    def _number(self, day: date) -> int:
        return (day - self.month.days[0].day).days if self.month.days else 0

    def _retell(self) -> None:
        there = self.month.days[self._number(self.here)] if self.month.days else None
        self.setAccessibleDescription(language.text(spoken(there) if there else Plain("")))
        self.update()


def _counted(day: MonthDay) -> int:
    return len(day.events) + day.lesson_count + day.line_count


def _paint_entry(painter: QPainter, line: _Placed) -> None:
    entry, words, gone = line.entry, language.text(line.entry.words), line.entry.state == "called_off"
    if entry.sort == "event":
        paint_chip(painter, line.rect, words, gone=gone)
        return
    back, front = theme.tone(_TONES[entry.sort])
    painter.setPen(QPen(theme.color("border"), 1) if gone else Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("surface") if gone else back)
    painter.drawRoundedRect(line.rect, 4, 4)
    painter.fillRect(QRectF(line.rect.x(), line.rect.y() + 3, 3, line.rect.height() - 6), front)
    write(
        painter,
        line.rect.adjusted(8, 0, -4, 0),
        words,
        font_of(9, struck=gone),
        theme.color("muted" if gone else "text"),
    )
