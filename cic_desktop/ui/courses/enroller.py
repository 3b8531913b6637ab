"""Somebody comes into a course: found or registered on the way, looked up under another spelling, enrolled, undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cic_desktop import courses
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answers
from cic_desktop.i18n import Joined, Plain, _, ngettext
from cic_desktop.ui.clients.person_picker import PersonPicker
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import ConfirmDialog

if TYPE_CHECKING:
    from cic_desktop.clients.rows import ClientLine
    from cic_desktop.courses.enrolling import Enrolled
    from cic_desktop.courses.rows import Suspect

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
            owner=self._owner, failed=self._failed, then=lambda made: self._came(line, answers, made),
        )  # fmt: skip

    def _sure(self, line: ClientLine, answers: Answers, suspects: Sequence[Suspect]) -> None:
        if not suspects:
            self.enrol(line, answers)
            return
        alike = Joined(
            tuple(Joined((Plain(each.line.person), Plain(each.line.case_number))) for each in suspects), ", "
        )
        ConfirmDialog.ask(
            self._owner,
            _("Perhaps this person is in the course already"),
            _("{name} looks like {alike}. If they are one person, make one record of the two first.",
              name=Plain(line.name), alike=alike),
            _("Enrol all the same"),
            lambda: self.enrol(line, answers),
        )  # fmt: skip

    def _came(self, line: ClientLine, answers: Answers, made: Enrolled) -> None:
        ctx, name = self._shell.ctx, Plain(line.name)

        def back() -> None:
            ctx.do(lambda work: courses.retire_enrolment(work, made.id), verb="undo: enrol in a course", owner=ctx)

        def up() -> None:
            ctx.do(lambda work: courses.move_up(work, made.id, over=True), verb="take over capacity", owner=ctx)

        if made.state == "waiting":
            words = _("The group is full: {name} is on the waiting list.", name=name)
            self._shell.note(words, "warn", _("Into the group all the same"), up)
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
        self._then(made.id, made.state)
