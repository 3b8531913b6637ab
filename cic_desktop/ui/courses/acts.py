"""What is done with a course as a whole, from the list and from its own page: asked, done, undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cic_desktop import courses
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answers
from cic_desktop.i18n import Plain, Text, _
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.assistance.register_page import TAKEN_OUT
from cic_desktop.ui.courses.words import course_offers, without_taps
from cic_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from cic_desktop.courses.rows import CourseCard, CourseLine
    from cic_desktop.db.work import Read, Work

__all__ = ["CourseActs"]


class CourseActs:
    """`owner` is the page it is asked from; `failed` says what could not be done."""

    def __init__(self, shell: Shell, owner: QWidget, failed: Callable[[CicError], None]) -> None:
        self._shell, self._owner, self._failed = shell, owner, failed

    def ask_new(self) -> AskDialog:
        """A course to be planned; its page opens where its lessons are planned next."""
        start: Answers = {**courses.CUSTOMARY, "account_id": self._shell.ctx.actor.id}
        return self._ask(
            _("New course"), courses.COURSE,
            lambda work, _person, answers, _revision: courses.open_course(work, answers),
            "open a course", start, then=lambda made: self._shell.open("course", course_id=str(made)),
        )  # fmt: skip

    def ask_change(self, line: CourseLine) -> None:
        """Its answers as they are now, to be corrected."""
        self._shell.ctx.ask(
            lambda read: courses.course(read, line.id), owner=self._owner, failed=self._failed,
            then=self._change,
        )  # fmt: skip

    def _change(self, card: CourseCard | None) -> None:
        if card is not None:
            self.change(card.line, card.answers)

    def change(self, line: CourseLine, answers: Answers) -> AskDialog:
        def latest(read: Read) -> tuple[int, Answers] | None:
            now = courses.course(read, line.id)
            return (now.line.revision, now.answers) if now else None

        return self._ask(
            _("Course"), courses.COURSE,
            lambda work, _person, typed, revision: courses.amend_course(work, line.id, revision, typed),
            "amend a course", answers, revision=line.revision, latest=latest,
            then=lambda before: self._told(_("Saved."), lambda work: courses.put_back(work, before)),
        )  # fmt: skip

    def ask_copy(self, line: CourseLine) -> AskDialog:
        """The same plan for other people."""
        start: Answers = {"starts_on": max(line.starts_on, clock.today()).isoformat()}
        return self._ask(
            _("Another group"), courses.COPY,
            lambda work, _person, answers, _revision: courses.copy_course(work, line.id, answers),
            "copy a course", start,
            hint=_("Timetable and blocks come along from “{name}”, people do not.", name=Plain(line.name)),
            then=lambda made: self._shell.open("course", course_id=str(made)),
        )  # fmt: skip

    def ask_call_off(self, line: CourseLine) -> AskDialog:
        """It will not take place; why is asked."""
        return self._ask(
            _("Call off the course"), courses.REASON,
            lambda work, _person, answers, _revision: courses.call_off_course(work, line.id, str(answers["reason"])),
            "call off a course", {}, hint=_("Its lessons still planned are called off too. People stay on the list."),
            then=lambda before: self._told(
                _("{name} was called off.", name=Plain(line.name)), lambda work: courses.put_back(work, before)
            ),
        )  # fmt: skip

    def end(self, line: CourseLine) -> None:
        said = _("{name} is over.", name=Plain(line.name))
        self._do(lambda work: courses.end_course(work, line.id), "end a course", said, courses.put_back)

    def reopen(self, line: CourseLine) -> None:
        said = _("{name} goes on.", name=Plain(line.name))
        self._do(lambda work: courses.reopen_course(work, line.id), "reopen a course", said, courses.put_back)

    def retire(self, line: CourseLine) -> None:
        """It should never have been there."""
        self._do(
            lambda work: courses.retire_course(work, line.id), "take a course out", TAKEN_OUT,
            lambda work, _before: courses.bring_course_back(work, line.id),
        )  # fmt: skip

    def _do(self, change: Callable[[Work], Any], verb: str, said: Text, undo: Callable[[Work, Any], object]) -> None:
        self._shell.ctx.do(
            change, verb=verb, owner=self._owner, failed=self._failed,
            then=lambda before: self._told(said, lambda work: undo(work, before)),
        )  # fmt: skip

    def _told(self, said: Text, undo: Callable[[Work], object]) -> None:
        ctx = self._shell.ctx

        def back() -> None:
            ctx.do(undo, verb="undo: a course", owner=ctx)

        self._shell.note(said, "ok", _("Undo"), back)

    def _ask(
        self, title: Text, fields: Any, change: Any, verb: str, start: Answers, *, then: Callable[[Any], object],
        hint: Text | str = "", revision: int = 0, latest: Any = None,
    ) -> AskDialog:  # fmt: skip
        dialog = AskDialog(
            self._shell, title, without_taps(fields), change, verb=verb, start=start, hint=hint, then=then,
            revision=revision, latest=latest, offers=course_offers,
        )  # fmt: skip
        dialog.open()
        return dialog
