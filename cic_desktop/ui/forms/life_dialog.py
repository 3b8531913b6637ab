"""One form's path from print to decision as calm steps, what was noted of each, and the PDF as it was printed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from cic_desktop import forms
from cic_desktop.core.errors import CicError
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Joined, Plain, Text, _
from cic_desktop.ui.assistance.register_page import facts_grid
from cic_desktop.ui.clients.dialog import ClientDialog, DialogBody
from cic_desktop.ui.forms.life import FormActs
from cic_desktop.ui.forms.life_words import Listed, life_facts, listed, path, path_words, state_chip
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Flow, button, chip, clear, hbox, hide_unless, line, small, tool_button, vbox
from cic_desktop.ui.widgets.stepper import Stepper

if TYPE_CHECKING:
    from cic_desktop.db.work import Read

__all__ = ["LifeDialog", "open_path"]

_SHOWN = 16  # letters of a hash: enough to compare by eye


class LifeDialog(ClientDialog):
    """The path of one form. A finished step is pressed to correct it; the buttons take the next one."""

    def __init__(self, shell: Shell, filled_id: str) -> None:
        super().__init__(shell, Plain(""), " ", width=760)
        self._id = filled_id
        self.item: Listed | None = None
        self.stepper: Stepper | None = None
        self.acts = FormActs(shell, self, self._failed, self.read)
        self._place = vbox(spacing=14)
        self._scrolled = DialogBody(self._place, None)
        self.body.addWidget(self._scrolled, 1)
        self.foot.addStretch(1)
        self.foot.addWidget(button(_("Close"), slot=self.accept))
        self.read()

    def read(self) -> None:
        """Read the form again and show how far it is."""

        def look(read: Read) -> Listed:
            return listed([forms.filled_form(read, self._id)])[0]

        self.ctx.ask(look, owner=self, then=self._show, failed=self._failed, latest="form")

    def _show(self, item: Listed) -> None:
        self.item = item
        self.banner.hide()
        language.bind(self, "setWindowTitle", item.symbol)
        language.bind(self.heading, "setText", Joined((item.symbol, item.title)))
        language.bind(self.hint, "setText", Joined((Plain(item.line.name), Plain(item.line.case_number))))
        clear(self._place)
        names, at = path(item.line)
        self.stepper = Stepper([path_words(name) for name in names], at)
        self.stepper.chosen.connect(lambda index: self._choose(names[index]))
        facts = facts_grid([(name, value) for name, value in life_facts(item) if language.text(value)])
        for widget in (self.stepper, _state(item), line(), facts, self._hash(item), line(), self._buttons(item)):
            self._place.addWidget(widget)
        QTimer.singleShot(0, self, self._grow)  # the rows have come after the window was shown

    def _grow(self) -> None:
        self._scrolled.updateGeometry()
        self.fit()

    def _choose(self, name: str) -> None:
        """A finished step: the print shows its pages, any other its questions."""
        assert self.item is not None
        if name == "printed":
            self.acts.open_pdf(self.item)
        elif self.ctx.may(Right.FILL_FORMS):
            self.acts.ask_step(self.item, name)

    def _hash(self, item: Listed) -> QWidget:
        """The bytes as they were printed, told by their hash."""
        made, sha256 = QWidget(), item.line.sha256
        words: Text = _("The PDF is kept as it was printed. SHA-256: {hash}…", hash=Plain(sha256[:_SHOWN]))
        shown = small(words)
        language.bind(shown, "setToolTip", sha256)
        copy = tool_button("copy", _("Copy the whole hash"), partial(self._copy, sha256))
        hbox(shown, copy, None, spacing=4, parent=made)
        hide_unless(bool(sha256), made)
        return made

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.shell.note(_("Copied."))

    def _buttons(self, item: Listed) -> QWidget:
        made = QWidget()
        acts = (act for act in self.acts.of(item) if self.ctx.may(act.right))
        Flow(*(button(act.title, act.icon, act.kind, act.run) for act in acts), parent=made)
        return made

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)
        self.fit()


def _state(item: Listed) -> QWidget:
    made = QWidget()
    hbox(chip(*state_chip(item.line)), None, parent=made)
    return made


def open_path(shell: Shell, acts: FormActs, item: Listed) -> None:
    """What pressing a form opens: an unfinished one is gone on with, of any other the path is shown."""
    if item.line.state == "started":
        acts.go_on(item)
    else:
        LifeDialog(shell, item.id).open()
