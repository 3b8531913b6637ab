"""Somebody comes into a course: found or registered on the way, looked up under another spelling, enrolled, undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from cic_desktop import courses
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Joined, Plain, _, ngettext
from cic_desktop.ui.clients.person_picker import PersonPicker
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import ConfirmDialog

if TYPE_CHECKING:
    from cic_desktop.clients.rows import ClientLine
    from cic_desktop.courses.enrolling import Enrolled
    from cic_desktop.courses.rows import Suspect
    from cic_desktop.db.work import Work

__all__ = ["Enroller"]


class Enroller:
    """For one course. `then(enrolment id, state)` when somebody came in; `failed` says why not."""

    def __init__(
        self, shell: Shell, owner: QWidget, then: Callable[[str, str], object], failed: Callable[[CicError], None]
    ) -> None:
        self._shell, self._owner, self._then, self._failed = shell, owner, then, failed
        self.course_id = ""

    def pick(self, course_id: str, answers: Answers, without: Sequence[str] = ()) -> PersonPicker:
        """Choose who comes; `without` are people in the course already."""
        self.course_id = course_id
        title = _("Who comes into the course?")
        picker = PersonPicker(self._shell, lambda line: self.look(line, answers), title=title, without=without)
        picker.open()
        return picker

    def look(self, line: ClientLine, answers: Answers) -> None:
        """Whether they are in it already under another spelling; then in."""
        course_id = self.course_id
        self._shell.ctx.ask(
            lambda read: courses.same_person(read, course_id, line.id), owner=self._owner, failed=self._failed,
            then=lambda suspects: self._sure(line, answers, suspects),
        )  # fmt: skip

    def enrol(self, line: ClientLine, answers: Answers, *, over: bool = False) -> None:
        """Into the group, or onto the waiting list of a full one."""
        course_id = self.course_id
        self._shell.ctx.do(
            lambda work: courses.enrol(work, course_id, line.id, answers, over=over), verb="enrol in a course",
            owner=self._owner, failed=self._failed, then=lambda made: self._came(course_id, line, answers, made),
        )  # fmt: skip

    def _sure(self, line: ClientLine, answers: Answers, suspects: Sequence[Suspect]) -> None:
        if not suspects:
            self.enrol(line, answers)
            return
        alike = Joined(
            tuple(Joined((Plain(each.line.person), Plain(each.line.case_number))) for each in suspects), ", "
        )
        asked = ConfirmDialog.ask(
            self._owner,
            _("Perhaps this person is in the course already"),
            _("{name} looks like {alike}. If they are one person, make one record of the two first.",
              name=Plain(line.name), alike=alike),
            _("Enrol all the same"),
            lambda: self.enrol(line, answers),
        )  # fmt: skip
        if self._shell.ctx.may(Right.EDIT_CLIENTS):
            there = suspects[0].line.person_id
            asked.offer(_("Compare and merge"), lambda: self._shell.open("merge", first_id=there, second_id=line.id))

    def _came(self, course_id: str, line: ClientLine, answers: Answers, made: Enrolled, waited: str = "") -> None:
        ctx, name = self._shell.ctx, Plain(line.name)

        def back() -> None:
            ctx.do(lambda work: _out_again(work, made.id, waited), verb="undo: enrol in a course", owner=ctx)

        if made.state == "waiting":
            words = _("The group is full: {name} is on the waiting list.", name=name)
            if made.first:
                words = _("{first} waits first: {name} is on the waiting list.", first=Plain(made.first), name=name)
            in_now = partial(self._over, course_id, line, answers, made.id)
            self._shell.note(words, "warn", _("Into the group all the same"), in_now)
        elif made.clashes:
            words = ngettext(
                "Enrolled: {name}. {n} lesson overlaps: {clash}",
                "Enrolled: {name}. {n} lessons overlap, first: {clash}",
                len(made.clashes),
                name=name,
                clash=made.clashes[0],
            )
            self._shell.note(words, "warn", _("Undo"), back)
        else:
            self._shell.note(_("Enrolled: {name}", name=name), "ok", _("Undo"), back)
        if isValid(self._owner):  # the note stays when its page is left
            self._then(made.id, made.state)

    def _over(self, course_id: str, line: ClientLine, answers: Answers, waiting: str) -> None:
        """From the list into the group, from the day that was asked: who moves up later begins on that later day."""

        def change(work: Work) -> Enrolled:
            courses.retire_enrolment(work, waiting)
            return courses.enrol(work, course_id, line.id, answers, over=True)

        ctx = self._shell.ctx
        ctx.do(
            change, verb="take over capacity", owner=ctx,
            then=lambda made: self._came(course_id, line, answers, made, waiting),
        )  # fmt: skip


def _out_again(work: Work, enrolment_id: str, waited: str) -> None:
    """Undo an enrolment; whoever waited before it has the old place on the list."""
    courses.retire_enrolment(work, enrolment_id)
    if waited:
        courses.bring_enrolment_back(work, waited)
