"""What the sections of a course's page have in common: a list and a card of the chosen line, from one reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answers
from cic_desktop.i18n import Text, _
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.assistance.register_page import Found, RegisterPage
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets.page import MARGIN

if TYPE_CHECKING:
    from cic_desktop.courses.rows import CourseCard
    from cic_desktop.ui.language import Words

__all__ = ["CoursePart", "ListSection", "Visit"]


class Visit(Protocol):
    """The course's page as its sections see it: another section shown, with a lesson or a person chosen there."""

    def __call__(self, section: str, chosen: str = "") -> object: ...


class CoursePart(Protocol):
    """A section: told the course at each visit and after each change."""

    def show_course(self, card: CourseCard, chosen: str = "") -> None: ...


class ListSection(RegisterPage):
    """A list out of the course that was read; `found` says which lines each of its lists has."""

    def __init__(self, shell: Shell, visit: Visit) -> None:
        super().__init__(shell)
        self.visit = visit
        self.course: CourseCard | None = None
        self.head.hide()  # the course's page has one
        self.table.setMinimumHeight(260)
        self.setFocusProxy(self.table)
        self.column.setSpacing(12)
        for at, strip in enumerate(self.strips):  # above the lists to choose from
            self.column.removeWidget(strip)
            self.column.insertWidget(2 + at, strip)

    def tools(self) -> tuple[QWidget, ...]:
        self.strips = self.make_strips()
        return self.strips

    def make_strips(self) -> tuple[QWidget, ...]:
        """What stands above everything: the course in two lines, and what is done with it as a whole."""
        return ()

    def found(self, card: CourseCard) -> Found:
        raise NotImplementedError

    def show_course(self, card: CourseCard, chosen: str = "") -> None:
        """Another course begins at the top; the same one keeps its place."""
        if self.course is None or self.course.line.id != card.line.id:
            self._arriving = True
        self.course, self._wanted = card, chosen
        self.reload()

    def reload(self) -> None:
        if self.course is not None:
            self._show(self.found(self.course))

    def ask(
        self, title: Text, fields: Any, change: Any, verb: str, said: Text | None, undo: Any, *,
        start: Answers | None = None, hint: Words = "", **more: Any,
    ) -> AskDialog:  # fmt: skip
        """Questions in a small window; what was done is said with its undo, which gets what the change returned."""

        def told(made: Any) -> None:
            if said is not None:
                self.say(said, lambda work: undo(work, made))

        dialog = AskDialog(
            self._shell, title, fields, lambda work, _person, answers, revision: change(work, answers, revision),
            verb=verb, start=start, hint=hint, then=told, **more,
        )  # fmt: skip
        dialog.open()
        return dialog

    def act(self, change: Any, verb: str, said: Text, undo: Any) -> None:
        """Done at once; `undo` gets what it returned."""
        self._shell.ctx.do(
            change, verb=verb, owner=self, failed=self._failed,
            then=lambda made: self.say(said, lambda work: undo(work, made)),
        )  # fmt: skip

    def say(self, said: Text, undo: Any) -> None:
        """A note that can be taken back."""
        ctx = self._shell.ctx
        self.banner.hide()

        def back() -> None:
            ctx.do(undo, verb="undo: a course", owner=ctx, failed=self._failed)

        self._shell.note(said, "ok", _("Undo"), back)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        margins = self.column.contentsMargins()
        self.column.setContentsMargins(margins.left(), 6, margins.right(), MARGIN)

    def _failed(self, error: CicError) -> None:
        super()._failed(error)
        self.verticalScrollBar().setValue(0)
