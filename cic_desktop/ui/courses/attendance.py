"""The section "Attendance": a grid for the keyboard, saved when one says so, kept as a draft until then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from cic_desktop import courses
from cic_desktop.app.drafts import DraftKeeper
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError, Invalid
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Day, Joined, Moment, Plain, Text, _, ngettext
from cic_desktop.ui.courses.enroller import Enroller
from cic_desktop.ui.courses.grid import AttendanceGrid
from cic_desktop.ui.courses.legend import Legend
from cic_desktop.ui.courses.section import Visit
from cic_desktop.ui.courses.sheet import ABSENT, EXCUSED, PRESENT, THERE, Sheet
from cic_desktop.ui.courses.words import lesson_when
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import (
    Banner,
    Card,
    EmptyState,
    box,
    button,
    hbox,
    hide_unless,
    small,
    strong,
    tool_button,
    vbox,
)
from cic_desktop.ui.widgets.page import MARGIN

if TYPE_CHECKING:
    from cic_desktop.courses.rows import CourseCard
    from cic_desktop.db.work import Read, Work

__all__ = ["AttendanceSection"]

DRAFT = "attendance"
_HIGH = 460  # pixels from which there is room for the legend
_SEP = "/"  # between the ids of a lesson and an enrolment in a draft


class AttendanceSection(QWidget):
    """The course's attendance. Ctrl+S saves, Insert adds a person in place, Ctrl+D takes the last lesson's marks."""

    def __init__(self, shell: Shell, visit: Visit) -> None:
        super().__init__()
        self._shell, self._visit = shell, visit
        self.course: CourseCard | None = None
        self.saving = False
        self._keeper: DraftKeeper | None = None
        self._saved_at: Text | None = None
        self._to_mark = ""  # the enrolment of somebody added in place
        self.banner, self.grid = Banner("bad"), AttendanceGrid()
        self.grid.may_mark = shell.ctx.may(Right.RECORD_HELP)
        self.enroller = Enroller(shell, self, self._came, self._failed)
        self._build()
        self._connect()

    # --- showing ------------------------------------------------------------------------------------

    def show_course(self, card: CourseCard, chosen: str = "") -> None:
        """The course's register; `chosen` is the id of a lesson."""
        other = self.course is None or self.course.line.id != card.line.id
        if other:
            self._begin(card.line.id)
        self.course, course_id, today = card, card.line.id, clock.today()
        self._shell.ctx.ask(
            lambda read: _sheet(read, course_id, today), owner=self, failed=self._failed, latest="register",
            then=lambda sheet: self._show(sheet, chosen, fresh=other),
        )  # fmt: skip

    def _begin(self, course_id: str) -> None:
        """Another course: what was typed for the last one stays in its draft."""
        if self._keeper is not None:
            self._keeper.close()
        self.grid.sheet, self._saved_at = None, None
        self._keeper = self._new_keeper(course_id)

    def _new_keeper(self, course_id: str = "") -> DraftKeeper:
        edition = course_id or (self.course.line.id if self.course else "")
        return DraftKeeper(self._shell.ctx, DRAFT, edition=edition, page=self)

    def _show(self, sheet: Sheet | None, chosen: str, *, fresh: bool) -> None:
        if sheet is None:
            return
        self.grid.least = sheet.least
        self.grid.show_sheet(sheet)
        if chosen:
            self.grid.go_to_lesson(chosen)
        for part in (self._card, self._tools):
            part.setVisible(bool(sheet.lessons))
        self._empty.setVisible(not sheet.lessons)
        if self._to_mark:
            self._mark_new()
        if fresh and self._keeper is not None:
            self._keeper.load(self, self._take_up)
        self._tell()

    def _take_up(self, note: Any) -> None:
        """Marks typed before the program was locked or closed: they are there again, still to be saved."""
        if note is None or self.grid.sheet is None or not note.answers:
            return
        marks = [
            ((lesson, person), str(mark)) for key, mark in note.answers.items() for lesson, person in [key.split(_SEP)]
        ]
        self.grid.sheet.restore(marks)
        if not self.grid.sheet.unsaved():
            return
        self.grid.viewport().update()
        self.banner.say("info", _("Marks not saved last time are here again. Save them, or undo with Ctrl+Z."))
        self._tell()

    # --- saving -------------------------------------------------------------------------------------

    def save(self) -> None:
        """Write what is not saved yet, every lesson of it in one step."""
        sheet = self.grid.sheet
        if sheet is None or self._keeper is None or self.saving or not (unsaved := sheet.unsaved()):
            return
        order = [line.id for line in sheet.lessons if line.id in unsaved]

        def change(work: Work) -> list[courses.MarksBefore]:
            return [courses.save_marks(work, lesson_id, unsaved[lesson_id]) for lesson_id in order]

        self.saving = True
        self._shell.ctx.do(
            self._keeper.saving(change), verb="mark attendance", owner=self, failed=self._not_saved,
            then=lambda before: self._saved(before, unsaved),
        )  # fmt: skip

    def _saved(self, before: list[courses.MarksBefore], written: dict[str, dict[str, str]]) -> None:
        """What was typed meanwhile is still to be saved."""
        self.saving = False
        ctx, said = self._shell.ctx, self._said()
        if self.grid.sheet is not None:
            self.grid.sheet.saved_now(written)
        self._saved_at = _("saved {time}", time=Moment(clock.now(), "time"))
        self.banner.hide()

        def back() -> None:
            ctx.do(lambda work: _put_back(work, before), verb="undo: mark attendance", owner=ctx)

        self._shell.note(said, "ok", _("Undo"), back)
        self._tell()

    def _not_saved(self, error: CicError) -> None:
        self.saving = False
        if isinstance(error, Invalid):
            self.grid.go_to(error.problems[0].field)
        self._failed(error)

    def _said(self) -> Text:
        counts = self.grid.sheet.counts(self.grid.here[0]) if self.grid.sheet else {}
        return Joined((_("Attendance saved."), Joined(_counted(counts))), " ")

    # --- the other keys -----------------------------------------------------------------------------

    def copy_last(self) -> None:
        """The marks of the lesson before."""
        sheet = self.grid.sheet
        if sheet is None or not sheet.lessons:
            return
        lesson_id = sheet.lessons[self.grid.here[0]].id
        self._shell.ctx.ask(
            lambda read: courses.last_marks(read, lesson_id), owner=self, then=self._copied, failed=self._failed,
            latest="last",
        )  # fmt: skip

    def _copied(self, marks: dict[str, str]) -> None:
        if marks:
            self.grid.copy(marks)
        else:
            self.banner.say("info", _("There is no earlier lesson to copy."))

    def add_person(self) -> None:
        """Somebody came who is not on the list: into the course from this lesson's day on, and marked as present."""
        sheet = self.grid.sheet
        if sheet is None or self.course is None or not self.grid.may_mark:
            return
        day = sheet.lessons[self.grid.here[0]].day if sheet.lessons else clock.today()
        there = [line.person_id for line in self.course.group]
        self.enroller.pick(self.course.line.id, {"enrolled_on": min(day, clock.today()).isoformat()}, there)

    def _came(self, enrolment_id: str, state: str) -> None:
        self._to_mark = enrolment_id if state == "enrolled" else ""

    def _mark_new(self) -> None:
        sheet = self.grid.sheet
        if sheet is not None and self._to_mark in [line.id for line in sheet.people]:
            self.grid.go_to(self._to_mark)
            self._to_mark = ""
            lesson, person = self.grid.here
            here = bool(sheet.lessons) and sheet.people[person].enrolled_on == sheet.lessons[lesson].day
            if here and sheet.open_on(lesson):  # still at the lesson they were added for
                self.grid.mark(PRESENT)
        self.grid.setFocus()

    # --- what is said -------------------------------------------------------------------------------

    def _marked(self) -> None:
        self.banner.hide()
        if self.grid.sheet and self._keeper is not None:
            if self.grid.sheet.unsaved():
                self._keeper.touch(self._state)
            else:  # all of it was undone: nothing to go on with
                self._keeper.drop()
                self._keeper = self._new_keeper()
        self._tell()

    def _state(self) -> tuple[str, int, dict[str, Any]]:
        sheet = self.grid.sheet
        unsaved = sheet.unsaved() if sheet else {}
        typed = {f"{lesson}{_SEP}{who}": mark for lesson, marks in unsaved.items() for who, mark in marks.items()}
        return (self.course.line.name if self.course else ""), 0, typed

    def _closed(self, lesson: int) -> None:
        assert self.grid.sheet is not None
        day = Day(self.grid.sheet.lessons[lesson].day, "short")
        self.banner.say("warn", _("This lesson is still to come: {day}. Mark it once it was held.", day=day))

    def _stranger(self, person: int) -> None:
        """It would be refused when saved: said at once, with the way to the enrolment."""
        assert self.grid.sheet is not None
        line, day = self.grid.sheet.people[person], Day(self.grid.sheet.lessons[self.grid.here[0]].day, "short")
        words = _("{name} was not in the group on {day}. Correct the days of the enrolment first.",
                  name=Plain(line.person), day=day)  # fmt: skip
        self.banner.say("warn", words, (_("To the enrolment"), lambda: self._visit("people", line.id)))

    def _tell(self) -> None:
        """The lesson on view, its counts, what is saved."""
        sheet = self.grid.sheet
        if sheet is None or not sheet.lessons:
            return
        lesson = self.grid.here[0]
        language.bind(self._lesson, "setText", lesson_when(sheet.lessons[lesson]))
        waiting = sum(len(marks) for marks in sheet.unsaved().values())
        state: Text = self._saved_at or Plain("")
        if waiting:
            state = ngettext("{n} mark not saved", "{n} marks not saved", waiting)
        language.bind(self._told, "setText", Joined((*_counted(sheet.counts(lesson)), state)))
        self.save_button.setEnabled(bool(waiting) and not self.saving)
        self.undo_button.setEnabled(sheet.can_undo)
        self._arrange()

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The buttons stand below the words, and the legend gives way, where there is no room."""
        needed = self._words.sizeHint().width() + self._acts.sizeHint().width() + 8
        beside = needed <= self.width() - 2 * MARGIN
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._legend.setVisible(self.height() >= _HIGH and bool(self.grid.sheet and self.grid.sheet.lessons))

    # --- building -----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._lesson, self._told = strong(""), small("")
        all_here = button(_("All others present"), "check", slot=self.grid.all_present)
        last = button(_("As last time"), "copy", slot=self.copy_last)
        self.undo_button = tool_button("undo", _("Undo"), self.grid.undo)
        add = button(_("Add a person"), "user-plus", slot=self.add_person)
        self.save_button = button(_("Save"), "save", "primary", self.save)
        acts: list[QWidget] = [all_here, last, self.undo_button, add, self.save_button]
        for made, keys in zip(acts, ("Ctrl+A", "Ctrl+D", "Ctrl+Z", "Insert", "Ctrl+S"), strict=True):
            if made is not self.undo_button:
                made.setToolTip(keys)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the grid
            hide_unless(self.grid.may_mark, made)
        self._words = box(vbox(self._lesson, self._told, spacing=0))
        self._acts = hbox(*acts, None, spacing=8)
        self._row = hbox((self._words, 1), self._acts, spacing=8)
        self._tools = box(self._row)
        self._tools.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._card = Card(self.grid, spacing=0, margins=(1, 6, 1, 6))
        self._legend = Legend()
        plan = button(_("To the lessons"), "calendar", slot=lambda: self._visit("lessons"))
        hint = _("Plan the lessons first: a timetable makes all of them at once.")
        self._empty = Card(EmptyState("calendar", _("No lessons yet"), hint, plan))
        rows = (self.banner, self._tools, (self._card, 1), self._legend, self._empty)
        vbox(*rows, margins=(MARGIN, 6, MARGIN, 18), spacing=10, parent=self)
        for part in (self._card, self._legend, self._tools, self._empty):
            part.hide()
        self.setFocusProxy(self.grid)
        QWidget.setTabOrder(self.grid, all_here)

    def _connect(self) -> None:
        self.grid.changed.connect(self._marked)
        self.grid.went.connect(self._tell)
        self.grid.closed.connect(self._closed)
        self.grid.stranger.connect(self._stranger)
        keys = (("Ctrl+S", self.save), ("Ctrl+D", self.copy_last), ("Insert", self.add_person))
        for key, run in keys:
            made = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(run)


def _sheet(read: Read, course_id: str, today: Any) -> Sheet | None:
    """Made on the read lane: the window only paints it."""
    found = courses.register(read, course_id)
    return Sheet(found, today) if found else None


def _put_back(work: Work, before: list[courses.MarksBefore]) -> None:
    for each in reversed(before):
        courses.put_marks_back(work, each)


def _counted(counts: Any) -> tuple[Text, ...]:
    """How many were there, were not, are not marked yet."""
    there, away = sum(counts[mark] for mark in THERE), counts[ABSENT] + counts[EXCUSED]
    told = (
        (there, ngettext("{n} present", "{n} present", there)),
        (away, ngettext("{n} absent", "{n} absent", away)),
        (counts[""], ngettext("{n} not marked", "{n} not marked", counts[""])),
    )
    return tuple(words for number, words in told if number)
