"""One course: its head, and a tab each for lessons, people, attendance, certificates and the survey."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from cic_desktop import courses, reports
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.errors import CicError
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Joined, Plain, Text, _, pgettext
from cic_desktop.ui.courses.acts import CourseActs
from cic_desktop.ui.courses.papers import CoursePapers, save_sheet
from cic_desktop.ui.courses.section import CoursePart
from cic_desktop.ui.courses.words import COURSE_TONES, dates, places, taught, where
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, box, button, chip, h1, hbox, line, muted, set_chip, tool_button, vbox
from cic_desktop.ui.widgets.menus import Choices, menu_button
from cic_desktop.ui.widgets.page import MARGIN
from cic_desktop.ui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from cic_desktop.courses.rows import CourseCard

__all__ = ["PARTS", "CoursePage"]


@dataclass(frozen=True)
class Part:
    """A tab; its section is made on the first visit."""

    key: str
    title: Text
    make: Callable[[Any, Any], Any]


def _lessons(shell: Shell, visit: Any) -> Any:
    from cic_desktop.ui.courses.lessons import LessonsSection

    return LessonsSection(shell, visit)


def _people(shell: Shell, visit: Any) -> Any:
    from cic_desktop.ui.courses.people import PeopleSection

    return PeopleSection(shell, visit)


def _attendance(shell: Shell, visit: Any) -> Any:
    from cic_desktop.ui.courses.attendance import AttendanceSection

    return AttendanceSection(shell, visit)


def _certificates(shell: Shell, visit: Any) -> Any:
    from cic_desktop.ui.courses.certificates import CertificatesSection

    return CertificatesSection(shell, visit)


def _survey(shell: Shell, _visit: Any) -> Any:
    from cic_desktop.ui.courses.survey import SurveySection

    return SurveySection(shell)


def _survey_sheet(read: Any, course_id: str, lang: str) -> bytes:
    return reports.survey_workbook(read, lang, course_id=course_id)


PARTS = (
    Part("lessons", pgettext("course section", "Lessons"), _lessons),
    Part("people", pgettext("course section", "People"), _people),
    Part("attendance", pgettext("course section", "Attendance"), _attendance),
    Part("certificates", pgettext("course section", "Certificates"), _certificates),
    Part("survey", pgettext("course section", "Survey"), _survey),
)


class CoursePage(QWidget):
    """`course_id` comes with every visit; `section` is the tab, `chosen` the lesson or enrolment shown there.

    Ctrl+Tab walks through the tabs.
    """

    watches = (
        "course", "course_slot", "course_block", "gathering", "enrolment", "attendance", "material", "person",
        "teacher", "room", "sitting", "survey_answer",
    )  # fmt: skip

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.course_id = ""
        self.card: CourseCard | None = None
        self.key = PARTS[0].key
        self._chosen, self._coming = "", True  # to be shown next; whether somebody just came to a section
        self.parts: dict[str, Any] = {}
        self.banner, self.bar, self._stack = Banner("bad"), self._make_bar(), QStackedWidget()
        self.acts = CourseActs(shell, self, self._failed)
        self._build()

    def arrive(self, course_id: str = "", section: str = "", chosen: str = "") -> None:
        if section or course_id != self.course_id:
            self.key = section if section in [part.key for part in PARTS] else PARTS[0].key
        self.course_id, self._chosen, self._coming = course_id or self.course_id, chosen, True
        self.reload()

    def reload(self) -> None:
        course_id = self.course_id
        self._shell.ctx.ask(
            lambda read: courses.course(read, course_id), owner=self, then=self._show, failed=self._failed,
            latest="course",
        )  # fmt: skip

    def visit(self, section: str, chosen: str = "") -> None:
        """Show another section, and a lesson or a person in it."""
        self.key, self._chosen, self._coming = section, chosen, True
        if chosen:  # it may have come a moment ago
            self.reload()
        else:
            self._show(self.card)

    @property
    def part(self) -> CoursePart:
        """The section on view."""
        return self.parts[self.key]

    # --- showing ------------------------------------------------------------------------------------

    def _show(self, card: CourseCard | None) -> None:
        self.card = card
        self._whole.setVisible(card is not None)
        if card is None:
            self.banner.say("warn", _("This course is no longer in the register."), (_("To the courses"), self._leave))
            return
        self.banner.hide()
        self._show_head(card)
        self.bar.show_at([part.key for part in PARTS].index(self.key))
        if self.key not in self.parts:
            self._make(next(part for part in PARTS if part.key == self.key))
        self._stack.setCurrentWidget(self.parts[self.key])
        chosen, self._chosen = self._chosen, ""
        self.part.show_course(card, chosen)
        if self._coming and not self.bar.hasFocus():  # whoever walks through the tabs stays there
            self.parts[self.key].setFocus()
        self._coming = False

    def _show_head(self, card: CourseCard) -> None:
        line = card.line
        language.bind(self.title, "setText", Plain(line.name))
        about = (taught(line.kind, line.level), dates(line), Plain(line.teacher), where(line), Plain(line.reason))
        language.bind(self.about, "setText", Joined(about))
        set_chip(self.state, code_label("course_state", line.state), COURSE_TONES[line.state])
        set_chip(self.room, *places(line))
        self.room.setVisible(line.open)

    def _make(self, part: Part) -> None:
        made = self.parts[part.key] = part.make(self._shell, self.visit)
        language.bind(made, "setAccessibleName", part.title)
        self._stack.addWidget(made)

    def _leave(self) -> None:
        self._shell.open("courses")

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)

    # --- building -----------------------------------------------------------------------------------

    def _choices(self) -> Choices:
        card, acts = self.card, self.acts
        if card is None:
            return
        course = card.line
        yield _("Another group…"), lambda: acts.ask_copy(course)
        if course.open:
            yield _("It is over"), lambda: acts.end(course)
            yield _("Call off the course…"), lambda: acts.ask_call_off(course)
        else:
            yield _("Goes on after all"), lambda: acts.reopen(course)
        if self._shell.ctx.may(Right.EDIT_CLIENTS):
            yield _("People from a spreadsheet…"), lambda: self._read_in("ParticipantsImport")
            yield _("Attendance from a spreadsheet…"), lambda: self._read_in("AttendanceImport")
        yield _("Lessons as a spreadsheet…"), lambda: self._save(_("lessons"), reports.lessons_workbook)
        yield _("People as a spreadsheet…"), lambda: self._save(_("people"), reports.people_workbook)
        yield _("Attendance as a spreadsheet…"), lambda: self._save(_("attendance"), reports.attendance_workbook)
        yield _("Survey as a spreadsheet…"), lambda: self._save(_("survey"), _survey_sheet)
        yield _("Noted by mistake"), lambda: acts.retire(course)

    def _read_in(self, what: str) -> None:
        """A list of people or of marks, looked at row by row before anything is written."""
        from cic_desktop.ui.imports import group_dialog

        group_dialog.GroupDialog(self._shell, self, getattr(group_dialog, what), self.course_id).open()

    def _save(self, name: Text, make: Callable[[Any, str, str], bytes]) -> None:
        course_id = self.course_id
        save_sheet(self, self._shell, name, lambda read, lang: make(read, course_id, lang))

    def print_papers(self) -> None:
        """Timetable, enrolment cards, lists to sign."""
        if self.card is not None:
            CoursePapers(self._shell, self.card, "list" if self.key == "attendance" else "").open()

    def _edit(self) -> None:
        if self.card is not None:
            self.acts.change(self.card.line, self.card.answers)

    def _make_bar(self) -> Tabs:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        bar = Tabs([part.title for part in PARTS], _("Sections of the course"), self, within)
        bar.currentChanged.connect(lambda at: self.visit(PARTS[at].key))
        return bar

    def _build(self) -> None:
        self.title, self.about = h1(""), muted("", wrap=True)
        self.title.setWordWrap(True)
        self.state, self.room = chip(""), chip("")
        back = tool_button("arrow-left", _("To the courses"), self._leave)
        may = self._shell.ctx.may(Right.RECORD_HELP)
        acts = [button(_("Print"), "printer", slot=self.print_papers)]
        acts += [button(_("Edit"), "pencil", slot=self._edit), menu_button(self._choices)] if may else []
        head = hbox(back, (box(vbox(self.title, self.about, spacing=2)), 1), *acts, spacing=10)
        tabs = hbox(self.bar, None, self.state, self.room, spacing=8)
        top = vbox(head, vbox(tabs, line(), spacing=0), margins=(MARGIN, 18, MARGIN, 0), spacing=8)
        self._whole = QWidget()
        vbox(top, (self._stack, 1), spacing=8, parent=self._whole)
        self._whole.hide()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        vbox(box(hbox(self.banner, margins=(0, 0, 0, 0))), (self._whole, 1), spacing=0, parent=self)
