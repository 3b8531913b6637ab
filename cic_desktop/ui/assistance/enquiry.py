"""The quick enquiry: five answers, nobody's name, a few keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QPushButton, QWidget

from cic_desktop import assistance, projects
from cic_desktop.assistance.fields import ENQUIRY
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.errors import CicError, Invalid
from cic_desktop.core.fields import Answer, Answers, Field
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Joined, Plain, Text, _, ngettext
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, box, button, h2, hbox, muted, vbox
from cic_desktop.ui.widgets.editors import Editor, make_editor
from cic_desktop.ui.widgets.editors.base import one
from cic_desktop.ui.widgets.fields import FieldGrid
from cic_desktop.ui.widgets.fit import fit

_REMEMBERED = {"place": "phone", "language": "uk", "minutes": "10"}  # and what they are at first
_QUESTIONS = tuple(replace(field, width=12) if field.name == "topic" else field for field in ENQUIRY)
_KEYS = "1234567890"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TopicEditor(Editor):
    """All topics in sight, each with its key; one is chosen."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._buttons: dict[str, QPushButton] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for number, option in enumerate(field.options):
            made = self._button(number, option.code, option.label)
            grid.addWidget(made, number // 2, number % 2)
        self.target = next(iter(self._buttons.values()))

    def value(self) -> Answer:
        return next((code for code, made in self._buttons.items() if made.isChecked()), "")

    def set_value(self, answer: Answer) -> None:
        for code, made in self._buttons.items():
            made.setChecked(code == one(answer))

    def press(self, key: str) -> bool:
        """Choose the topic of a key; False for a key without one."""
        codes = list(self._buttons)
        place = _KEYS.find(key) if key else -1
        if not 0 <= place < len(codes):
            return False
        self._choose(codes[place])
        return True

    def name(self, words: Text | str) -> None:
        language.bind(self, "setAccessibleName", words)

    def mark(self, severity: str) -> None:
        """The problem line below says it; ten red buttons would say it ten times."""

    def _button(self, number: int, code: str, words: Text) -> QPushButton:
        made = QPushButton()
        made.setProperty("role", "chip")
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setStyleSheet("QPushButton { text-align: left; }")  # the keys stand below each other
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.clicked.connect(lambda: self._choose(code))
        self._buttons[code] = made
        key = _KEYS[number] if number < len(_KEYS) else ""
        return language.bind(made, "setText", Joined((Plain(key), words), "  "))

    def _choose(self, code: str) -> None:
        self.set_value(code)
        self.edited.emit()
        self.left.emit()


def _editor(field: Field) -> Editor:
    return TopicEditor(field) if field.name == "topic" else make_editor(field)


class EnquiryDialog(QDialog):
    """Five answers and Enter. A number chooses the topic; Ctrl+Enter saves and stays for the next one."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell if isinstance(shell, QWidget) else None)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        language.bind(self, "setWindowTitle", _("Quick enquiry"))
        self._shell = shell
        self._saved_so_far = 0
        self.grid = FieldGrid(_QUESTIONS, editors={"choice": _editor})
        self.banner = Banner()
        self._build()
        self._prepare()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.save(stay=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif not self._topics().press(event.text()):
            super().keyPressEvent(event)

    def save(self, *, stay: bool = False) -> None:
        """Record the enquiry; then close, or be ready for the next one."""
        answers = self.grid.values()
        self._allow(False)
        self._shell.ctx.do(
            lambda work: assistance.record_enquiry(work, answers, projects.current_project(work)),
            verb="record an enquiry",
            owner=self,
            then=lambda service_id: self._saved(service_id, answers, stay),
            failed=self._refused,
        )

    def _saved(self, service_id: str, answers: Answers, stay: bool) -> None:
        self._allow(True)
        for name in _REMEMBERED:
            self._shell.ctx.settings.set(f"enquiry/{name}", one(answers[name]))
        promote = promoter(self._shell, service_id, answers)
        if not stay:
            said = _("Enquiry saved: {topic}.", topic=code_label("topic", one(answers["topic"])))
            self.accept()
            self._shell.note(said, "ok", MAKE_CLIENT if promote else None, promote)
            return
        self._saved_so_far += 1
        self._prepare()
        action = (MAKE_CLIENT, lambda: self._close_and(promote)) if promote else None
        count = ngettext("{n} enquiry saved.", "{n} enquiries saved.", self._saved_so_far)
        self.banner.say("ok", count, action)
        fit(self)

    def _close_and(self, run: Callable[[], None]) -> None:
        self.accept()
        run()

    def _refused(self, error: CicError) -> None:
        self._allow(True)
        homeless = self.grid.show_problems(error.problems) if isinstance(error, Invalid) else [error]
        if homeless:
            self.banner.say("bad", homeless[0].text)
        fit(self)

    def _prepare(self) -> None:
        """Empty questions, except what is usually the same again."""
        kept = {name: self._shell.ctx.settings.get(f"enquiry/{name}", first) for name, first in _REMEMBERED.items()}
        self.grid.clear_problems()
        self.grid.set_values({field.name: "" for field in self.grid.fields} | kept)
        self.grid.focus("topic")
        fit(self)

    def _topics(self) -> TopicEditor:
        editor = self.grid.boxes["topic"].editor
        assert isinstance(editor, TopicEditor)
        return editor

    def _allow(self, on: bool) -> None:
        for made in (self.save_button, self.next_button):
            made.setEnabled(on)

    def _build(self) -> None:
        hint = _("Nobody's name is needed. A number chooses the topic, Enter saves.")
        self.save_button = button(_("Save"), "check", "primary", self.save)
        self.next_button = button(_("Save, next one"), slot=lambda: self.save(stay=True))
        language.bind(self.next_button, "setToolTip", _("Ctrl+Enter"))
        cancel = button(_("Cancel"), kind="ghost", slot=self.reject)
        row = hbox(cancel, None, self.next_button, self.save_button, spacing=10)
        head = box(vbox(h2(_("Quick enquiry")), muted(hint, wrap=True), spacing=2))
        vbox(head, self.banner, self.grid, row, margins=(26, 22, 26, 20), spacing=16, parent=self)
        self.setMinimumWidth(700)


MAKE_CLIENT = _("Make a client of it")


def promoter(shell: Shell, service_id: str, answers: Answers) -> Callable[[], None] | None:
    """What makes a client of an enquiry, for those who may register clients."""
    if not shell.ctx.may(Right.EDIT_CLIENTS):
        return None
    known: Answers = {name: answers[name] for name in ("language", "citizenship", "sex") if answers.get(name)}

    def promote(registered: Any) -> None:
        shell.ctx.do(
            lambda work: assistance.give_name(work, service_id, registered.id),
            verb="make a client of an enquiry",
            owner=shell.ctx,
            then=lambda _done: shell.open("client", person_id=registered.id),
        )

    def start() -> None:
        from cic_desktop.ui.clients.registration import RegistrationDialog

        RegistrationDialog(shell, answers=known, then=promote).open()

    return start
