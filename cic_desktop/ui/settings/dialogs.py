"""The small dialogs of the settings: edit some fields, add a colleague, a new password."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from cic_desktop import security
from cic_desktop.app.context import AppContext
from cic_desktop.core.errors import CicError, Invalid
from cic_desktop.core.fields import Answers, Field
from cic_desktop.i18n import Plain, Text, _
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.unlock import password_line
from cic_desktop.ui.widgets import Banner, button, h2, hbox, label, muted, vbox
from cic_desktop.ui.widgets.fields import FieldGrid
from cic_desktop.ui.widgets.fit import fit


class EditDialog(QDialog):
    """Some questions, Save and Cancel. `change(work, answers)` runs on the write lane."""

    def __init__(
        self,
        parent: QWidget,
        ctx: AppContext,
        title: Text,
        fields: Sequence[Field],
        answers: Answers,
        change: Callable[[Any, Answers], object],
        verb: str,
    ) -> None:
        super().__init__(parent)
        self._ctx, self._change, self._verb = ctx, change, verb
        language.bind(self, "setWindowTitle", title)
        self.banner = Banner()
        self.grid = FieldGrid(fields)
        self.grid.set_values(answers)
        self.save_button = button(_("Save"), kind="primary", slot=self.save)
        self.save_button.setDefault(True)
        tools = hbox(None, button(_("Cancel"), slot=self.reject), self.save_button, spacing=10)
        self.column = vbox(
            h2(title), self.banner, self.grid, None, tools, margins=(24, 22, 24, 20), spacing=14, parent=self
        )
        self.setMinimumWidth(620)
        self.grid.focus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit(self)

    def save(self) -> None:
        answers = self.grid.values()
        self._ctx.do(
            lambda work: self._change(work, answers),
            verb=self._verb,
            owner=self,
            then=lambda _result: self.accept(),
            failed=self.failed,
        )

    def failed(self, error: CicError) -> None:
        homeless = list(self.grid.show_problems(error.problems)) if isinstance(error, Invalid) else []
        if homeless or not isinstance(error, Invalid):
            self.banner.say("bad", homeless[0].text if homeless else error.text)
        fit(self)


class AccountDialog(EditDialog):
    """A new colleague with a first password to hand over."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        from cic_desktop.security.fields import ACCOUNT
        from cic_desktop.security.passwords import first_password

        opened = shell.ctx.opened
        self.password = QLineEdit(first_password())
        language.bind(self.password, "setAccessibleName", _("First password"))

        def change(work: Any, answers: Answers) -> object:
            return security.add_account(work, opened.vault, opened.keys, answers, self._typed)

        super().__init__(parent, shell.ctx, _("New colleague"), ACCOUNT, {"role": "advisor"}, change, "add an account")
        words = label(_("First password"), "field")
        words.setBuddy(self.password)
        hint = muted(_("Hand it over in person; they change it in Settings."), wrap=True)
        self.column.insertLayout(3, vbox(words, self.password, hint, spacing=4))

    def save(self) -> None:
        self._typed = self.password.text()
        super().save()


class NewPasswordDialog(QDialog):
    """Change one's own password (the old one is asked) or give a colleague a new one."""

    def __init__(self, parent: QWidget, ctx: AppContext, login: str, *, own: bool = False) -> None:
        super().__init__(parent)
        self._ctx, self._login, self._own = ctx, login, own
        title = _("Change my password") if own else _("New password for {login}", login=Plain(login))
        language.bind(self, "setWindowTitle", title)
        self.banner = Banner()
        self.old, self.new = password_line(_("Present password")), password_line(_("New password"))
        self.again = password_line(_("New password once more"))
        lines = [(_("Present password"), self.old)] if own else []
        lines += [(_("New password"), self.new), (_("New password once more"), self.again)]
        rows = []
        for words, edit in lines:
            caption = label(words, "field")
            caption.setBuddy(edit)
            rows.append(vbox(caption, edit, spacing=4))
        save = button(_("Save"), kind="primary", slot=self.save)
        save.setDefault(True)
        tools = hbox(None, button(_("Cancel"), slot=self.reject), save, spacing=10)
        vbox(h2(title), self.banner, *rows, tools, margins=(24, 22, 24, 20), spacing=14, parent=self)
        self.setMinimumWidth(460)

    def save(self) -> None:
        from cic_desktop.security.passwords import require_strong

        try:
            require_strong(self.new.text(), self._login)
        except CicError as error:
            self.banner.say("bad", error.text)
            return
        if self.new.text() != self.again.text():
            self.banner.say("bad", _("The two passwords differ. Type the same one twice."))
            return
        opened, login, old, new = self._ctx.opened, self._login, self.old.text(), self.new.text()

        def change(work: Any) -> None:
            if self._own:
                opened.vault.change_password(login, old, new)
            else:
                security.reset_password(work, opened.vault, opened.keys, login, new, recovered=opened.recovered)

        # On the write lane, like everything that writes the key file: it is read, changed and saved as a whole.
        self._ctx.do(
            change,
            verb="change a password",
            owner=self,
            then=lambda _none: self.accept(),
            failed=lambda error: self.banner.say("bad", error.text),
        )
