"""The centre's courses: what runs, what is planned, who still has a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from cic_desktop import courses, diary, reports
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.fields import Option
from cic_desktop.i18n import Day, Joined, Number, Plain, Text, _, ngettext, pgettext
from cic_desktop.ui.assistance.register_page import Act, Found, RegisterPage, Shown, mistake_act
from cic_desktop.ui.courses.acts import CourseActs
from cic_desktop.ui.courses.filters import CourseFilters
from cic_desktop.ui.courses.papers import save_sheet
from cic_desktop.ui.courses.words import COURSE_TONES, dates, hours_told, places, taught, unmarked_told, where
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets import button
from cic_desktop.ui.widgets.table import NOTHING, Cell, Column

if TYPE_CHECKING:
    from cic_desktop.courses.rows import CourseFilter, CourseLine, WhichCourses
    from cic_desktop.db.work import Read

__all__ = ["CoursesPage"]

_TONES: dict[str, Tone] = {"polish": "primary", "technical": "info", "children": "violet", "adaptation": "ok"}


def _what(line: CourseLine) -> Cell:
    tone = _TONES.get(line.kind, "primary")
    return Cell(
        Plain(line.name), taught(line.kind, line.level), icon="graduation-cap", tone=tone, hint=Plain(line.name)
    )


def _when(line: CourseLine) -> Cell:
    """What is still to be done for it stands before what comes next."""
    if line.unmarked:
        return Cell(dates(line), unmarked_told(line.unmarked))
    following = _("next lesson {day}", day=Day(line.next_day, "short")) if line.next_day else NOTHING
    return Cell(dates(line), following)


def _people(line: CourseLine) -> Cell:
    waiting = ngettext("{n} waiting", "{n} waiting", line.waiting) if line.waiting else NOTHING
    return Cell(Joined((Number(line.enrolled), Number(line.capacity)), " / "), waiting)


class CoursesPage(RegisterPage):
    """Enter opens the course."""

    watches = ("course", "enrolment", "gathering", "teacher", "room")
    heading = _("Courses")
    about = _("Groups of the centre's own courses: lessons, people, attendance, certificates.")
    lists = (
        ("running", _("Running")),
        ("planned", _("Planned")),
        ("ended", _("Ended")),
        ("called_off", pgettext("list", "Called off")),
    )
    empty = ("graduation-cap", _("No course here"), _("Look in another list or for other words, or plan a course."))
    new_title = _("New course")
    columns = (
        Column(_("Course"), 36, _what, strong=True),
        Column(_("When"), 26, _when),
        Column(_("Teacher"), 18, lambda line: Cell(Plain(line.teacher), where(line), hint=Plain(line.teacher))),
        Column(_("People"), 12, _people),
        Column(pgettext("column", "Hours"), 11, lambda line: Cell(hours_told(line))),
    )

    def __init__(self, shell: Shell) -> None:
        self.filters = CourseFilters()
        super().__init__(shell)
        self.acts = CourseActs(shell, self, self._failed)
        self.filters.changed.connect(self.arrive)

    def tools(self) -> tuple[QWidget, ...]:
        return (self.filters,)

    def wanted(self) -> CourseFilter:
        filters, which = self.filters, cast("WhichCourses", self.which)
        return courses.CourseFilter(which, filters.words.text(), filters.kinds.code(), filters.teachers.code())

    def arrive(self, which: str = "", chosen: str = "") -> None:
        if chosen:
            self.filters.clear()
        super().arrive(which, chosen)

    def reload(self) -> None:
        wanted = self.wanted()
        self._shell.ctx.ask(
            lambda read: _look(read, wanted), owner=self, then=lambda found: self._arrived(*found),
            failed=self._failed, latest="list",
        )  # fmt: skip

    def _arrived(self, found: Found, teachers: tuple[Option, ...]) -> None:
        self.filters.offer(teachers)
        self._show(found)

    def open_line(self, line: CourseLine) -> None:
        self._shell.open("course", course_id=line.id)

    def _open_unmarked(self, line: CourseLine) -> None:
        """The first of its lessons that nobody wrote the attendance of, in the list of them."""

        def show(found: tuple[courses.Unmarked, ...]) -> None:
            lesson = next((each.lesson_id for each in found if each.course_id == line.id), "")
            self._shell.open("course", course_id=line.id, section="lessons", chosen=lesson)

        first = line.starts_on
        self._shell.ctx.ask(lambda read: courses.unmarked(read, first), owner=self, then=show, failed=self._failed)

    def new(self) -> None:
        self.acts.ask_new()

    def shown(self, line: CourseLine) -> Shown:
        state = code_label("course_state", line.state), COURSE_TONES[line.state]
        facts = (
            (_("When"), dates(line)),
            (_("Teacher"), Plain(line.teacher)),
            (_("Where"), where(line)),
            (_("People"), ngettext("{n} person", "{n} people", line.enrolled)),
            (_("Waiting list"), Number(line.waiting) if line.waiting else NOTHING),
            (_("Teaching hours"), hours_told(line)),
            (_("Who runs it"), Plain(line.runs_it)),
            (_("Why it is called off"), Plain(line.reason)),
        )
        missing: list[tuple[Text, Tone]] = [(unmarked_told(line.unmarked), "warn")] if line.unmarked else []
        chips = (state, *([places(line)] if line.open else []), *missing)
        return Shown(Plain(line.name), taught(line.kind, line.level), chips, facts, Plain(line.about), self._acts(line))

    def _head_acts(self) -> tuple[QWidget, ...]:
        hours = button(_("Hours of teaching"), "clock", "ghost", self.show_hours)
        return hours, button(_("Save as a spreadsheet"), "download", "ghost", self.export), *super()._head_acts()

    def show_hours(self) -> None:
        """A teacher's month, to be printed or saved."""
        from cic_desktop.ui.courses.teaching_dialog import TeachingDialog, teachers_offered

        def show(offered: tuple[Option, ...]) -> None:
            TeachingDialog(self._shell, offered, self.filters.teachers.code()).open()

        self._shell.ctx.ask(teachers_offered, owner=self, then=show, latest="teachers")

    def export(self, path: str = "") -> None:
        """The list on view as a spreadsheet."""
        wanted = self.wanted()
        save_sheet(
            self, self._shell, _("courses"), lambda read, lang: reports.course_workbook(read, wanted, lang), path
        )

    def _acts(self, line: CourseLine) -> tuple[Act, ...]:
        acts = self.acts
        attendance = Act(
            _("Attendance"), "check", lambda: self._shell.open("course", course_id=line.id, section="attendance")
        )
        return (
            Act(_("Open"), "arrow-right", lambda: self.open_line(line), "primary"),
            *([attendance] if line.state in ("running", "ended") else []),
            *([Act(_("Attendance missing"), "alert", lambda: self._open_unmarked(line))] if line.unmarked else []),
            Act(_("Edit"), "pencil", lambda: acts.ask_change(line)),
            Act(_("Another group"), "copy", lambda: acts.ask_copy(line)),
            *([Act(_("It is over"), "flag", lambda: acts.end(line), "ghost")] if line.state == "running" else []),
            *([Act(_("Call off"), "x", lambda: acts.ask_call_off(line), "ghost")] if line.open else []),
            *([] if line.open else [Act(_("Goes on after all"), "undo", lambda: acts.reopen(line), "ghost")]),
            mistake_act(lambda: acts.retire(line)),
        )


def _look(read: Read, wanted: CourseFilter) -> tuple[Found, tuple[Option, ...]]:
    found = courses.course_list(read, wanted)
    teachers = tuple(Option(line.id, Plain(line.name)) for line in diary.teachers(read))
    return Found(found.lines, {str(which): count for which, count in found.counts.items()}), teachers
