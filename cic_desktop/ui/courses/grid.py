"""The attendance of a course as a grid for the keyboard: a name is typed, a key marks, everything can be undone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy, QToolTip, QWidget

from cic_desktop.core.codes import label as code_label
from cic_desktop.i18n import Day, Joined, Plain, Text, _
from cic_desktop.ui.accessibility import ring_visible
from cic_desktop.ui.courses.painting import COLUMN, FOOT, HEAD, NAMES, ROW, SUMS, Face
from cic_desktop.ui.courses.sheet import ABSENT, EXCUSED, LATE, PRESENT, Sheet
from cic_desktop.ui.language import language

__all__ = ["KEYS", "AttendanceGrid"]

KEYS = {
    "1": PRESENT, "2": LATE, "3": ABSENT, "4": EXCUSED, "+": PRESENT, "-": ABSENT,
}  # fmt: skip
_TURN = {"": PRESENT, PRESENT: ABSENT, ABSENT: LATE, LATE: EXCUSED, EXCUSED: ""}  # what a click makes of a mark
_PAUSE = 1200  # milliseconds after which typing begins another name
_PAGE = 10  # people
_NOWHERE: Text = Plain("")


class AttendanceGrid(QAbstractScrollArea):
    """People as rows, lessons as columns. `here` is (lesson, person): what the keys act on.

    `changed` after every mark and every step back, `went` when the place or the typed name is another one, `closed`
    when somebody marks in a lesson that cannot be marked, `stranger` when that person was not in the group then.
    """

    changed = Signal()
    went = Signal()
    closed = Signal(int)
    stranger = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.sheet: Sheet | None = None
        self.here = (0, 0)
        self.least = 0  # per cent for a certificate
        self.may_mark = True
        self.typed = ""  # of a name
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._stop_typing)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setCornerWidget(QWidget())
        language.bind(self, "setAccessibleName", _("Attendance"))
        language.on_change(self, self._retell)

    # --- showing ------------------------------------------------------------------------------------

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a course. The same one read again keeps the place and what is not saved yet."""
        before, self.sheet = self.sheet, sheet
        if before is not None:
            sheet.keep_from(before)
            self.here = self._found_again(before)
        else:
            self.here = (sheet.first_lesson(), 0)
        self._measure()
        if before is None:
            self._lay_open()
        self.go(*self.here)

    def go(self, lesson: int, person: int) -> None:
        """To a cell, as near as there is one."""
        if self.sheet is None:
            return
        self.here = (
            max(min(lesson, len(self.sheet.lessons) - 1), 0), max(min(person, len(self.sheet.people) - 1), 0),
        )  # fmt: skip
        self._reveal()
        self._retell()
        self.went.emit()

    def go_to(self, enrolment_id: str) -> None:
        """To somebody's row."""
        if self.sheet is not None:
            at = [n for n, line in enumerate(self.sheet.people) if line.id == enrolment_id]
            self.go(self.here[0], at[0] if at else self.here[1])

    def go_to_lesson(self, lesson_id: str) -> None:
        """To a lesson, the person staying the same."""
        if self.sheet is not None:
            at = [n for n, line in enumerate(self.sheet.lessons) if line.id == lesson_id]
            self.go(at[0] if at else self.here[0], self.here[1])

    def face(self) -> Face:
        assert self.sheet is not None
        room = self.viewport().size()
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return Face(self.sheet, room.width(), room.height(), left, top, self.here, self.least, self.typed, self.lost)

    # --- marking ------------------------------------------------------------------------------------

    def mark(self, mark: str, *, then_down: bool = False) -> None:
        """Mark whoever the keys are on; "" takes the mark away."""
        sheet = self._markable()
        if sheet is not None and sheet.people:
            if mark and not sheet.expects(*self.here):
                self.stranger.emit(self.here[1])
                return
            if sheet.put({sheet.key(*self.here): mark}):
                self._changed()
            if then_down:
                self.go(self.here[0], self.here[1] + 1)

    def all_present(self) -> None:
        """Everybody not marked yet in this lesson was there."""
        sheet = self._markable()
        if sheet is not None and sheet.fill(self.here[0]):
            self._changed()

    def copy(self, marks: dict[str, str]) -> None:
        """The marks of another lesson for this one."""
        sheet = self._markable()
        if sheet is not None and sheet.copy(self.here[0], marks):
            self._changed()

    def undo(self) -> None:
        """One step back, and to where it was taken."""
        sheet = self.sheet
        key = sheet.undo() if sheet else None
        if sheet is not None and key is not None:
            lessons = [line.id for line in sheet.lessons]
            people = [line.id for line in sheet.people]
            self._changed()
            self.go(lessons.index(key[0]), people.index(key[1]))

    def _markable(self) -> Sheet | None:
        """The sheet, if the lesson can be marked."""
        if self.sheet is None or not self.may_mark or not self.sheet.lessons:
            return None
        if not self.sheet.open_on(self.here[0]):
            self.closed.emit(self.here[0])
            return None
        return self.sheet

    def _changed(self) -> None:
        self._retell()
        self.changed.emit()

    # --- the keyboard -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.sheet is None or not (self._command(event) or self._move(event) or self._type(event)):
            super().keyPressEvent(event)

    def _command(self, event: QKeyEvent) -> bool:
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if (control and key == Qt.Key.Key_A) or event.text() == "*":
            self.all_present()
        elif control and key == Qt.Key.Key_Z:
            self.undo()
        elif control:
            return False
        elif event.text() in KEYS:
            self._stop_typing()
            self.mark(KEYS[event.text()], then_down=True)
        elif key == Qt.Key.Key_Space and not self.typed:
            assert self.sheet is not None
            self.mark(ABSENT if self.sheet.mark(*self.here) == PRESENT else PRESENT)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self.typed:
            self.mark("")
        else:
            return False
        return True

    def _move(self, event: QKeyEvent) -> bool:
        lesson, person = self.here
        steps = {
            Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Return: (0, 1), Qt.Key.Key_Enter: (0, 1),
            Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_PageUp: (0, -_PAGE),
            Qt.Key.Key_PageDown: (0, _PAGE), Qt.Key.Key_Home: (0, -person), Qt.Key.Key_End: (0, 10_000),
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key not in steps or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        self._stop_typing()
        across, down = steps[key]
        self.go(lesson + across, person + down)
        return True

    def _type(self, event: QKeyEvent) -> bool:
        """Letters look for a name; the same name typed on goes on from where it was found."""
        sheet, text = self.sheet, event.text()
        if sheet is None:
            return False
        if event.key() == Qt.Key.Key_Escape and self.typed:
            self._stop_typing()
        elif event.key() == Qt.Key.Key_Backspace and self.typed:
            self._look(self.typed[:-1], self.here[1])
        elif text and (text.isalpha() or (self.typed and text in " '’")):
            self._look(self.typed + text, self.here[1] if self.typed else self.here[1] + 1)
        else:
            return False
        return True

    def _look(self, typed: str, start: int) -> None:
        assert self.sheet is not None
        self.typed = typed
        self._pause.start()
        found = self.sheet.find(typed, start % max(len(self.sheet.people), 1)) if typed.strip() else -1
        self.go(self.here[0], found if found >= 0 else self.here[1])

    @property
    def lost(self) -> bool:
        """Whether nobody's name begins as typed."""
        return bool(self.typed.strip()) and self.sheet is not None and self.sheet.find(self.typed, 0) < 0

    def _stop_typing(self) -> None:
        self._pause.stop()
        if self.typed:
            self.typed = ""
            self.viewport().update()
            self.went.emit()

    # --- the mouse ----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.sheet is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        lesson, person = self.face().at(event.position())
        here = lesson == self.here[0]  # a click into another lesson only goes there
        self._stop_typing()
        self.go(lesson if lesson >= 0 else self.here[0], person if person >= 0 else self.here[1])
        if here and person >= 0:
            self.mark(_TURN[self.sheet.mark(lesson, person)])

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self.sheet is not None:
            lesson, person = self.face().at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), language.text(self._told(lesson, person)), self)
            return True
        return super().viewportEvent(event)

    # --- inside -------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.sheet is not None:
            painter = QPainter(self.viewport())
            self.face().paint(painter, ring=ring_visible(self) or self.hasFocus())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()
        self._lay_open()

    def focusInEvent(self, event: object) -> None:
        self.viewport().update()

    def focusOutEvent(self, event: object) -> None:
        self._stop_typing()
        self.viewport().update()

    def minimumSizeHint(self) -> QSize:
        return QSize(NAMES + SUMS + 4 * COLUMN, HEAD + FOOT + 6 * ROW)

    def sizeHint(self) -> QSize:
        people = len(self.sheet.people) if self.sheet else 8
        return QSize(900, HEAD + FOOT + people * ROW + 2)

    def _found_again(self, before: Sheet) -> tuple[int, int]:
        """The cell the keys were on, in a sheet read again: somebody was added above, a lesson was called off."""
        assert self.sheet is not None
        lesson, person = self.here
        lessons = [line.id for line in self.sheet.lessons]
        people = [line.id for line in self.sheet.people]
        was_lesson = before.lessons[lesson].id if before.lessons else ""
        was_person = before.people[person].id if before.people else ""
        return (
            lessons.index(was_lesson) if was_lesson in lessons else lesson,
            people.index(was_person) if was_person in people else person,
        )

    def _measure(self) -> None:
        if self.sheet is None:
            return
        room = self.viewport().size()
        across = len(self.sheet.lessons) * COLUMN - (room.width() - NAMES - SUMS)
        down = len(self.sheet.people) * ROW - (room.height() - HEAD - FOOT)
        for bar, most, step in ((self.horizontalScrollBar(), across, COLUMN), (self.verticalScrollBar(), down, ROW)):
            bar.setRange(0, -(-max(most, 0) // step) * step)  # whole cells: nothing is cut at the heads
            bar.setSingleStep(step)
            bar.setPageStep(step * _PAGE)
        self.updateGeometry()

    def _lay_open(self) -> None:
        """The lesson near the right edge: what was is looked at, not what is to come."""
        seen = self.viewport().width() - NAMES - SUMS
        self.horizontalScrollBar().setValue(-(-((self.here[0] + 3) * COLUMN - seen) // COLUMN) * COLUMN)
        self._reveal()

    def _reveal(self) -> None:
        """Scroll until the cell is seen, with a neighbour on each side."""
        if self.sheet is None:
            return
        room = self.viewport().size()
        places = (
            (self.horizontalScrollBar(), self.here[0] * COLUMN, COLUMN, room.width() - NAMES - SUMS),
            (self.verticalScrollBar(), self.here[1] * ROW, ROW, room.height() - HEAD - FOOT),
        )
        for bar, start, size, seen in places:
            least = -(-(start + 2 * size - seen) // size) * size
            bar.setValue(min(max(bar.value(), least), start - size))
        self.viewport().update()

    def _retell(self) -> None:
        """Another cell, mark, language, or names hidden: said and painted anew."""
        self.setAccessibleDescription(language.text(self._told(*self.here)))
        self.viewport().update()

    def _told(self, lesson: int, person: int) -> Text:
        """A cell in one sentence: the tool tip, and what a screen reader says."""
        sheet = self.sheet
        if sheet is None or not sheet.lessons or (lesson < 0 and person < 0):
            return _NOWHERE
        words: list[Text] = []
        if 0 <= person < len(sheet.people):
            words.append(Plain(sheet.people[person].person))
        if lesson >= 0:
            line = sheet.lessons[lesson]
            words += [Day(line.day, "weekday"), Plain(line.starts_at), Plain(line.title)]
        if words and lesson >= 0 and 0 <= person < len(sheet.people):
            mark = sheet.mark(lesson, person)
            words.append(code_label("attendance_mark", mark) if mark else _("not marked"))
        return Joined(tuple(words))
