"""A pile of sheets typed in: a digit for each answer, Enter for the next sheet."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from cic_desktop import surveys
from cic_desktop.core.errors import CicError, Invalid
from cic_desktop.core.fields import Answers
from cic_desktop.i18n import Day, Joined, Text, _, ngettext
from cic_desktop.ui.clients.dialog import ClientDialog, default_button
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.surveys.rows import AnswerRow
from cic_desktop.ui.widgets import add, box, button, hbox, label, muted, strong, vbox

__all__ = ["SurveyDialog"]

_NAME = 230  # pixels of a question, as in the rows above
_HOW = _("The digit of an answer chooses it and goes on, 0 leaves the question out. Enter keeps the sheet.")


class SurveyDialog(ClientDialog):
    """About a course or an event, one of both. Every sheet is kept on its own; Ctrl+Z takes the last one back."""

    def __init__(self, shell: Shell, *, course_id: str = "", event_id: str = "", name: Text | str = "") -> None:
        super().__init__(shell, _("Anonymous sheets"), name, width=860)
        self._about: dict[str, Any] = {"course_id": course_id, "event_id": event_id}
        self.typed: list[str] = []  # the sheets of this sitting, the newest last
        self._day: date | None = None
        self._saving = False
        self.rows = [AnswerRow(field) for field in surveys.SURVEY if field.kind == "radio"]
        self.words = QLineEdit()
        self._problem = label("", "problem", wrap=True)
        self._count = strong("")
        self._build()
        self._next()
        self.ctx.ask(
            lambda read: surveys.answer_day(read, **self._about), owner=self, then=self._know, failed=self._failed
        )

    def answers(self) -> Answers:
        """The sheet as it stands."""
        return {**{row.field.name: row.value for row in self.rows}, "words": self.words.text()}

    def save(self) -> None:
        """Keep the sheet and begin the next; what is wrong is said beside its question."""
        if self._saving:  # Enter pressed twice is one sheet
            return
        self._saving = True
        answers, about = self.answers(), self._about
        self.ctx.do(
            lambda work: surveys.add_answer(work, answers, **about), verb="type in a sheet", owner=self,
            then=self._saved, failed=self._failed,
        )  # fmt: skip

    def undo(self) -> None:
        """The sheet kept last was typed by mistake."""
        if self.typed:
            sheet = self.typed.pop()
            self.ctx.do(
                lambda work: surveys.retire_answer(work, sheet), verb="take a sheet back", owner=self,
                then=lambda _none: self._taken_back(), failed=self._failed,
            )  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(self.focusWidget(), AnswerRow):
            self.save()
        else:
            super().keyPressEvent(event)

    # --- inside -------------------------------------------------------------------------------------

    def _saved(self, sheet: str) -> None:
        self._saving = False
        self.typed.append(sheet)
        self.banner.hide()
        self._next()

    def _taken_back(self) -> None:
        self.banner.say("ok", _("The last sheet was taken back."))
        self._tell()

    def _failed(self, error: CicError) -> None:
        self._saving = False
        problems = error.problems if isinstance(error, Invalid) else ()
        told = {problem.field: problem.text for problem in problems}
        for row in self.rows:
            row.say(told.get(row.field.name))
        self._say_words(told.get("words"))
        wrong = next((row for row in self.rows if row.field.name in told), None)
        if wrong is not None:
            wrong.setFocus()
        elif "words" in told:
            self.words.setFocus()
        else:
            self.banner.say("bad", error.text)
        self.fit()

    def _say_words(self, problem: Text | None) -> None:
        self._problem.setVisible(problem is not None)
        if problem is not None:
            language.bind(self._problem, "setText", problem)

    def _next(self) -> None:
        """An empty sheet."""
        for row in self.rows:
            row.set_value("")
        self.words.clear()
        self._say_words(None)
        self.rows[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _tell(self) -> None:
        kept = ngettext("{n} sheet kept", "{n} sheets kept", len(self.typed))
        day = (_("counted on {day}", day=Day(self._day, "short")),) if self._day else ()
        language.bind(self._count, "setText", Joined((kept, *day)))
        self._back.setEnabled(bool(self.typed))

    def _know(self, day: date) -> None:
        self._day = day
        self._tell()

    def _go(self, row: AnswerRow, by: int) -> None:
        """To the question above or below; below the last one to the words."""
        at = self.rows.index(row) + by
        (self.rows[at] if 0 <= at < len(self.rows) else self.words if at > 0 else row).setFocus()

    def _build(self) -> None:
        for row in self.rows:
            row.done.connect(lambda row=row: self._go(row, 1))
            row.left.connect(lambda by, row=row: self._go(row, by))
        field = next(field for field in surveys.SURVEY if field.name == "words")
        self.words.setMaxLength(field.max_length)
        language.bind(self.words, "setAccessibleName", field.label)
        language.bind(self.words, "setPlaceholderText", field.help or "")
        self.words.returnPressed.connect(self.save)
        name = strong(field.label, wrap=True)
        name.setFixedWidth(_NAME)
        words = box(vbox(self.words, self._problem, spacing=2))
        line = QWidget()
        hbox(name, (words, 1), margins=(14, 5, 10, 5), spacing=12, parent=line)
        add(self.body, vbox(*self.rows, line, spacing=2), muted(_HOW, wrap=True), None)
        self._back = button(_("Take the last one back"), "undo", "ghost", self.undo)
        keep = default_button(_("Keep the sheet"), self.save)
        add(self.foot, self._count, None, self._back, button(_("Close"), slot=self.accept), keep)
        QShortcut(QKeySequence.StandardKey.Undo, self).activated.connect(self.undo)
