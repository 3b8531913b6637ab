"""The painted week: appointments by day and hour, moved by dragging, walked through by keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from cic_desktop.core import clock
from cic_desktop.diary.slots import Span, clock_time
from cic_desktop.i18n import Day, Joined, Plain, Text, _
from cic_desktop.ui.accessibility import ring_visible
from cic_desktop.ui.diary.columns import Block, Grid
from cic_desktop.ui.diary.painting import HEAD, Face, block_rect, paint_block, told
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import theme

__all__ = ["CalendarGrid"]

STEP, SNAP = 30, 15  # minutes the keyboard goes at once; minutes a dragged appointment keeps to
_HOUR, _COLUMN = 42, 96  # least pixels
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class CalendarGrid(QWidget):
    """The grid. A place is a column and a minute of the day; the keyboard's place is `here`.

    `opened(id)` on a click or Enter, `wanted(day, time, account)` for a new one, `moved(id, day, time, account)`
    after dragging, `turned(±1)` when the keys ask for the page before or after.
    """

    opened = Signal(str)
    wanted = Signal(object, str, str)
    moved = Signal(str, object, str, str)
    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.grid = Grid()
        self.here = (0, 9 * 60)
        self.movable = True
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
        """The appointment at the keyboard's place."""
        column, minute = self.here
        return self.grid.at(column, Span(minute, minute + STEP))

    def minimumSizeHint(self) -> QSize:
        hours = (self.grid.last - self.grid.first) // 60
        return QSize(56 + _COLUMN * max(len(self.grid.columns), 1), HEAD + hours * _HOUR)

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
        painter.setPen(QPen(theme.color("focus"), 2, Qt.PenStyle.DashLine))
        painter.setBrush(theme.color("primary_bg"))
        painter.drawRoundedRect(rect, 5, 5)
        painter.setPen(theme.color("primary_tx"))
        painter.drawText(QRectF(rect.x() + 8, rect.y(), rect.width(), 20), clock_time(minute))

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

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or not self.movable or self._pressed[0].line.state != "planned":
            return
        block, start = self._pressed
        far = (event.position() - start).manhattanLength()
        if self._dragged is None and far < QApplication.startDragDistance():
            return
        face = self.face()
        grabbed = start.y() - face.y(block.line.start)
        place = face.place(QPointF(event.position().x(), max(event.position().y() - grabbed, HEAD)))
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

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.block_at(event.position()) is None and self.face().place(event.position()):
            self._ask()

    def block_at(self, point: QPointF) -> Block | None:
        """The block under a point; the topmost where they overlap."""
        face = self.face()
        return next((b for b in reversed(self.grid.blocks) if block_rect(face, b).contains(point)), None)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            block = self.block_at(QPointF(event.pos()))
            words = language.text(told(block.line, clock.local(clock.now()))) if block else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def _drop(self, block: Block, column: int, minute: int) -> None:
        to = self.grid.columns[column]
        account = to.account_id or block.line.account_id
        if (to.day, clock_time(minute), account) != (block.line.day, block.line.starts_at, block.line.account_id):
            self.moved.emit(block.line.id, to.day, clock_time(minute), account)

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
        elif Qt.Key(event.key()) in _ARROWS:
            across, down = _ARROWS[Qt.Key(event.key())]
            self._go(column + across, minute + down)
        else:
            super().keyPressEvent(event)

    def _go(self, column: int, minute: int) -> None:
        """Put the keyboard's place somewhere in the grid, and say what is there."""
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
        what = told(block.line, clock.local(clock.now())) if block else _("{time}: free", time=clock_time(minute))
        return Joined((there.head, Day(there.day), what))


_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -STEP),
    Qt.Key.Key_Down: (0, STEP),
}
