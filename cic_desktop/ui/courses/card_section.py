"""The tab "Courses" of a client's card: every course of theirs, how it goes, and the way into another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cic_desktop import clients, courses
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answers, Field
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Day, Joined, Plain, Text, _
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.clients.sections import CardSection
from cic_desktop.ui.courses.enroller import Enroller
from cic_desktop.ui.courses.words import PERSON_TONES, taught
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.today.rows import Row
from cic_desktop.ui.widgets import Banner, Card, EmptyState, button, card_head, chip, clear, line, vbox

if TYPE_CHECKING:
    from cic_desktop.courses.rows import PersonCourse

__all__ = ["CoursesSection"]

_COURSE = (Field("course_id", _("Course"), "choice", required=True),)


class CoursesSection(CardSection):
    """A person's courses, the newest first; a row opens the course."""

    watches = ("enrolment", "attendance", "gathering", "course")

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell, self.person_id = shell, ""
        may = shell.ctx.may(Right.RECORD_HELP)
        self.banner = Banner("bad")
        self.enroller = Enroller(shell, self, lambda _id, _state: None, self._failed)
        new = [button(_("Enrol in a course"), "plus", slot=self.ask_course)] if may else []
        hint = _("Polish, technical Polish, Polish for children, adaptation courses.")
        self._empty, self._rows = EmptyState("graduation-cap", _("No courses yet"), hint), vbox(spacing=0)
        vbox(self.banner, Card(card_head(_("Courses"), *new), self._empty, self._rows, spacing=6), None, parent=self)

    def show_person(self, person_id: str) -> None:
        if person_id != self.person_id:
            self.banner.hide()
        self.person_id = person_id
        self._shell.ctx.ask(
            lambda read: courses.courses_of(read, person_id), owner=self, then=self._show, failed=self._failed,
            latest="courses",
        )  # fmt: skip

    def ask_course(self) -> AskDialog:
        """Which course; a full one takes them onto its waiting list."""
        person_id = self.person_id

        def found(work: Any, _person: str, answers: Answers, _revision: int) -> Any:
            return str(answers["course_id"]), clients.client_lines(work, [clients.living_id(work, person_id)])

        def enrol(made: Any) -> None:
            self.enroller.course_id, [person] = made
            self.enroller.look(person, {})

        dialog = AskDialog(
            self._shell, _("Enrol in a course"), _COURSE, found, verb="choose a course", then=enrol, save=_("Enrol"),
            offers=lambda read: {"course_id": courses.course_options(read)},
        )  # fmt: skip
        dialog.open()
        return dialog

    def _show(self, found: tuple[PersonCourse, ...]) -> None:
        clear(self._rows)
        self._empty.setVisible(not found)
        for number, item in enumerate(found):
            if number:
                self._rows.addWidget(line())
            self._rows.addWidget(self._row(item))

    def _row(self, item: PersonCourse) -> Row:
        chips: list[QWidget] = []
        if item.certificate_number:
            chips.append(chip(_("certificate"), "primary"))
        chips.append(chip(code_label("enrolment_state", item.state), PERSON_TONES[item.state]))
        row = Row("graduation-cap", PERSON_TONES[item.state] or "primary", Plain(item.name), _about(item), *chips)
        return row.opens(lambda: self._shell.open("course", course_id=item.course_id, section="people"))

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)


def _about(item: PersonCourse) -> Text:
    """What is taught and since when, the lessons, the level, what comes next."""
    parts: list[Text] = [taught(item.kind, item.level), _("from {day}", day=Day(item.enrolled_on, "short"))]
    if item.held:
        parts.append(_("{n} of {all} lessons", n=item.present, all=item.held))
    if item.entry_level or item.exit_level:
        parts.append(Joined((Plain(item.entry_level), Plain(item.exit_level)), " → "))
    if item.left_reason:
        parts.append(code_label("left_reason", item.left_reason))
    if item.next_day:
        parts.append(_("next lesson {day}", day=Joined((Day(item.next_day, "short"), Plain(item.next_at)), ", ")))
    return Joined(tuple(parts))
