"""The painted week: appointments and groups by day and hour, moved by dragging, walked through by keyboard."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from cic_desktop.core import clock
from cic_desktop.diary.rows import AgendaLine
from cic_desktop.diary.slots import Span, clock_time
from cic_desktop.i18n import Day, Joined, Plain, Text, _, ngettext
from cic_desktop.ui.accessibility import ring_visible
from cic_desktop.ui.diary.columns import Block, Grid
from cic_desktop.ui.diary.looks import told, who
from cic_desktop.ui.diary.painting import Face, block_rect, font_of, paint_block, paint_more, write
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import theme

__all__ = ["CalendarGrid"]

STEP, SNAP = 30, 15  # minutes the keyboard goes at once; minutes a dragged appointment keeps to
_HOUR, _COLUMN = 38, 96  # least pixels
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class CalendarGrid(QWidget):
    """The grid. A place is a column and a minute of the day; the keyboard's place is `here`. Ctrl with an arrow goes
    to the next or the last block, so that each of those side by side can be reached.

    `opened(id)` on a click or Enter, `event_opened(id)` on an event in the heading, `wanted(day, time, account)` for
    a new one, `moved(id, day, time, account)` after dragging, `turned(±1)` when the keys ask for the page before or
    after, `day_wanted(day)` on a crowd that only the day has room for.
    """

    opened = Signal(str)
    event_opened = Signal(str)
    wanted = Signal(object, str, str)
    moved = Signal(str, object, str, str)
    turned = Signal(int)
    day_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.grid = Grid()
        self.here = (0, 9 * 60)
        self.movable = True
        self._picked: Block | None = None  # by Ctrl and an arrow, until the place changes
        self._pressed: tuple[Block, QPointF] | None = None
        self._dragged: tuple[int, int] | None = None  # where the one being dragged would go
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        language.bind(self, "setAccessibleName", _("Calendar"))
        language.on_change(self, self._retell)

    def show_grid(self, grid: Grid) -> None:
        """Show other days; the keyboard's place stays where it can."""
        self.grid = grid
        column, minute = self.here
        self._go(min(column, max(len(grid.columns) - 1, 0)), minute)
        self.setMinimumSize(self.minimumSizeHint())
        self.updateGeometry()

    def chosen(self) -> Block | None:
        """What is at the keyboard's place."""
        if self._picked:
            return self._picked
        column, minute = self.here
        return self.grid.at(column, Span(minute, minute + STEP))

    def minimumSizeHint(self) -> QSize:
        hours = (self.grid.last - self.grid.first) // 60
        return QSize(56 + _COLUMN * max(len(self.grid.columns), 1), self.face().head + hours * _HOUR)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def face(self) -> Face:
        return Face(self.grid, self.width(), self.height())

    # --- painting -----------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        face, now = self.face(), clock.local(clock.now())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        face.paint_ground(painter, now)
        ring = ring_visible(self)
        chosen = self.chosen() if ring else None
        held = self._pressed[0] if self._pressed and self._dragged else None
        for block in self.grid.blocks:
            painter.setOpacity(0.4 if block is held else 1.0)
            paint_block(painter, block_rect(face, block), block.line, now, chosen=block is chosen)
        painter.setOpacity(1.0)
        for more in self.grid.more:
            paint_more(painter, block_rect(face, more), more.count)
        face.paint_now(painter, now)
        if held and self._dragged:
            self._paint_dragged(painter, face, held)
        elif ring and chosen is None:
            self._paint_here(painter, face)

    def _paint_here(self, painter: QPainter, face: Face) -> None:
        column, minute = self.here
        painter.setPen(QPen(theme.color("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(face.span_rect(column, Span(minute, minute + STEP)).adjusted(2, 2, -2, -1), 5, 5)

    def _paint_dragged(self, painter: QPainter, face: Face, block: Block) -> None:
        assert self._dragged
        column, minute = self._dragged
        rect = face.span_rect(column, Span(minute, minute + block.line.minutes)).adjusted(3, 1, -4, -1)
        taken = self.grid.taken(block, column, minute)
        back, front = theme.tone("bad" if taken else "primary")
        painter.setPen(QPen(front if taken else theme.color("focus"), 2, Qt.PenStyle.DashLine))
        painter.setBrush(back)
        painter.drawRoundedRect(rect, 5, 5)
        words = Joined((Plain(clock_time(minute)), _("Taken: {who}", who=who(taken.line)) if taken else Plain("")))
        room = QRectF(rect.x() + 8, rect.y(), rect.width() - 12, 20)
        write(painter, room, language.text(words), font_of(9.5, True), front)

    # --- the mouse ----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        block = self.block_at(event.position())
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._pressed = (block, event.position()) if block else None
        place = self.face().place(event.position())
        if block:
            self._go(block.column, block.line.start // STEP * STEP)
        elif place:
            self._go(place[0], place[1] // STEP * STEP)
        elif event_id := self.event_at(event.position()):
            self.event_opened.emit(event_id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or not self.movable or self._pressed[0].line.state != "planned":
            return
        block, start = self._pressed
        far = (event.position() - start).manhattanLength()
        if self._dragged is None and far < QApplication.startDragDistance():
            return
        face = self.face()
        grabbed = start.y() - face.y(block.line.start)
        place = face.place(QPointF(event.position().x(), max(event.position().y() - grabbed, face.head)))
        if place:
            latest = self.grid.last - block.line.minutes
            self._dragged = place[0], max(min(round(place[1] / SNAP) * SNAP, latest), self.grid.first)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, dragged = self._pressed, self._dragged
        self._pressed = self._dragged = None
        self.update()
        if pressed and dragged:
            self._drop(pressed[0], *dragged)
        elif pressed and self.block_at(event.position()) is pressed[0]:
            self.opened.emit(pressed[0].line.id)
        elif pressed is None and (day := self._crowded_day(event.position())):
            self.day_wanted.emit(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.block_at(event.position()) is None and self.face().place(event.position()):
            self._ask()

    def block_at(self, point: QPointF) -> Block | None:
        """The block under a point; the topmost where they overlap."""
        face = self.face()
        return next((b for b in reversed(self.grid.blocks) if block_rect(face, b).contains(point)), None)

    def _crowded_day(self, point: QPointF) -> date | None:
        """The day whose crowd lies under a point."""
        face = self.face()
        return next(
            (self.grid.columns[more.column].day for more in self.grid.more if block_rect(face, more).contains(point)),
            None,
        )

    def event_at(self, point: QPointF) -> str:
        """The event in the heading under a point; empty for none."""
        face = self.face()
        shown = ((n, column.events) for n, column in enumerate(self.grid.columns) if column.events)
        return next((events[0].id for n, events in shown if face.event_rect(n).contains(point)), "")

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            block = self.block_at(QPointF(event.pos()))
            words = language.text(told(block.line, clock.local(clock.now()))) if block else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def _drop(self, block: Block, column: int, minute: int) -> None:
        to, line = self.grid.columns[column], block.line
        own = line.account_id if isinstance(line, AgendaLine) else ""  # a group keeps its teacher
        account = (to.account_id or own) if own else ""
        if (to.day, clock_time(minute), account) != (line.day, line.starts_at, own):
            self.moved.emit(line.id, to.day, clock_time(minute), account)

    # --- the keyboard -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        column, minute = self.here
        if event.key() == Qt.Key.Key_Escape and self._dragged:
            self._pressed = self._dragged = None
            self.update()
        elif event.key() in _ENTER:
            block = self.chosen()
            if block:
                self.opened.emit(block.line.id)
            else:
                self._ask()
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(-1 if event.key() == Qt.Key.Key_PageUp else 1)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in _STEPS:
            self._step(_STEPS[Qt.Key(event.key())])
        elif Qt.Key(event.key()) in _ARROWS:
            across, down = _ARROWS[Qt.Key(event.key())]
            self._go(column + across, minute + down)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        """To the block after or before the one that is chosen, in the order of days and hours."""
        blocks = sorted(self.grid.blocks, key=_in_order)
        chosen, (column, minute) = self.chosen(), self.here
        at = _in_order(chosen) if chosen else (column, minute, -1)
        later = [block for block in blocks if (_in_order(block) > at if by > 0 else _in_order(block) < at)]
        if later:
            block = later[0 if by > 0 else -1]
            self._go(block.column, block.line.start // STEP * STEP)
            self._picked = block
            self._retell()

    def _go(self, column: int, minute: int) -> None:
        """Put the keyboard's place somewhere in the grid, and say what is there."""
        self._picked = None
        last = max(len(self.grid.columns) - 1, 0)
        self.here = max(min(column, last), 0), max(min(minute, self.grid.last - STEP), self.grid.first)
        self._told()
        self.update()

    def _ask(self) -> None:
        column, minute = self.here
        if column < len(self.grid.columns):
            asked = self.grid.columns[column]
            self.wanted.emit(asked.day, clock_time(minute), asked.account_id)

    def _retell(self) -> None:
        """Another language, or names hidden: said and painted anew."""
        self._told()
        self.update()

    def _told(self) -> None:
        self.setAccessibleDescription(language.text(self._words()))

    def _words(self) -> Text:
        column, minute = self.here
        if column >= len(self.grid.columns):
            return Plain("")
        block, there = self.chosen(), self.grid.columns[column]
        here = Span(minute, minute + STEP)
        more = sum(crowd.count for crowd in self.grid.more if crowd.column == column and crowd.span.meets(here))
        what = told(block.line, clock.local(clock.now())) if block else _("{time}: free", time=clock_time(minute))
        crowd: Text = ngettext("{n} more", "{n} more", more) if more else Plain("")
        return Joined((there.head, Day(there.day), *(Plain(event.name) for event in there.events), what, crowd))


def _in_order(block: Block) -> tuple[int, int, int]:
    return block.column, block.line.start, block.lane


_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -STEP),
    Qt.Key.Key_Down: (0, STEP),
}
