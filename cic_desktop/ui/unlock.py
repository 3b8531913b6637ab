"""The first thing painted: who is it, and the password. The rest of the program loads behind it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QWidget

from cic_desktop.app.runner import Job, Runner
from cic_desktop.app.settings import Settings
from cic_desktop.i18n import Text, _
from cic_desktop.ui.language import language
from cic_desktop.ui.language_box import language_box
from cic_desktop.ui.widgets.boxes import hbox, vbox
from cic_desktop.ui.widgets.buttons import button
from cic_desktop.ui.widgets.labels import h1, label, small


def password_line(name: Text) -> QLineEdit:
    """A line that hides what is typed."""
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    language.bind(made, "setAccessibleName", name)
    return made


class UnlockWindow(QWidget):
    """Asks for the password and opens the register on a lane; `opened` carries the open register."""

    opened = Signal(object)
    typed = Signal()  # a key was pressed in one of the lines
    _told = Signal(object)  # what is being done now, from the lane

    def __init__(
        self, folder: Path, settings: Settings, runner: Runner, opener: Callable[..., Any] | None = None
    ) -> None:
        super().__init__()
        self._folder, self._settings, self._runner = folder, settings, runner
        self._opener = opener or _open
        self._with_paper = False
        self.login = QLineEdit(settings.get("login"))
        language.bind(self.login, "setAccessibleName", _("Log-in name"))
        self.password = password_line(_("Password"))
        self.problem = label("", "problem", wrap=True)
        self._secret_label = label(_("Password"), "field")
        self.go = button(_("Unlock"), kind="primary", slot=self.unlock)
        self.go.setProperty("role", "unlock")  # its mark
        self.go.setIconSize(QSize(21, 17))
        self.doing = small("")
        self._other = button(_("I have lost my password"), kind="ghost", slot=self._switch)
        self.restore = button(_("Restore a backup"), kind="ghost", slot=self._restore)
        self._build()
        self._told.connect(self._tell)
        for edit in (self.login, self.password):
            edit.returnPressed.connect(self.unlock)
            edit.textEdited.connect(self.typed)
        (self.password if self.login.text() else self.login).setFocus()

    def unlock(self) -> None:
        """Open with what was typed; the window stays responsive while the key is derived."""
        if not self.go.isEnabled():
            return
        self.say("")
        login, secret = self.login.text().strip().lower(), self.password.text()
        if not login or not secret:
            self.say(_("Type your log-in name and your password."))
            return
        self._busy(True)
        secrets = {"recovery": secret} if self._with_paper else {"password": secret}
        work = lambda: self._opener(self._folder, login, tell=self._told.emit, **secrets)  # noqa: E731
        self._runner.submit("write", Job(work, self._done, self._failed))

    def _done(self, opened: Any) -> None:
        self._settings.set("login", opened.actor.login)
        self._settings.set("role", opened.actor.role.value)
        self.password.clear()
        self._busy(False)
        self.opened.emit(opened)

    def _failed(self, error: BaseException) -> None:
        from cic_desktop import startup
        from cic_desktop.app.context import expected

        self._busy(False)
        known = expected(error)
        self.say(known.text)
        if isinstance(known, startup.RESTORABLE):
            self.offer_restore()
        self.password.selectAll()
        self.password.setFocus()

    def say(self, words: Text | str) -> None:
        language.bind(self.problem, "setText", words)
        self.problem.setVisible(bool(words))

    def offer_restore(self) -> None:
        """Show the way back to a backup."""
        self.restore.show()

    def _tell(self, words: Text) -> None:
        """A backup and a migration take their time; the steps of every start are over before they can be read."""
        language.bind(self.doing, "setText", words)
        self.doing.setVisible(not self.go.isEnabled())

    def _busy(self, busy: bool) -> None:
        self.go.setEnabled(not busy)
        self.restore.setEnabled(not busy)
        self.doing.hide()
        language.bind(self.go, "setText", _("Unlocking …") if busy else _("Unlock"))

    def _switch(self) -> None:
        """Between the password and the recovery key printed at the first start."""
        self._with_paper = not self._with_paper
        shown, other = (
            (_("Recovery key (printed at the first start)"), _("I know my password"))
            if self._with_paper
            else (_("Password"), _("I have lost my password"))
        )
        language.bind(self._secret_label, "setText", shown)
        language.bind(self.password, "setAccessibleName", shown)
        language.bind(self._other, "setText", other)
        normal = QLineEdit.EchoMode.Normal if self._with_paper else QLineEdit.EchoMode.Password
        self.password.setEchoMode(normal)
        self.password.clear()
        self.password.setFocus()
        self.offer_restore()

    def _restore(self) -> None:
        from cic_desktop.ui.restore import RestoreDialog

        dialog = RestoreDialog(self, self._folder, self._runner)
        dialog.restored.connect(self._restored)
        dialog.open()

    def _restored(self) -> None:
        self.say("")
        self.restore.hide()
        self.password.clear()
        self.password.setFocus()

    def _build(self) -> None:
        language.bind(self, "setWindowTitle", "CIC Desktop")
        for shown_later in (self.problem, self.doing, self.restore):
            shown_later.hide()
        card = QFrame()
        card.setProperty("role", "card")
        card.setFixedWidth(420)
        login_label = label(_("Log-in name"), "field")
        login_label.setBuddy(self.login)
        self._secret_label.setBuddy(self.password)
        logo = label("", "logo")
        logo.setFixedSize(44, 44)
        head = hbox(logo, (vbox(h1("CIC Desktop"), self._where(), spacing=0), 1), spacing=12)
        vbox(
            head, 10, vbox(login_label, self.login, spacing=4), vbox(self._secret_label, self.password, spacing=4),
            self.problem, self.go, self.doing, self._other, self.restore,
            margins=(28, 26, 28, 20), spacing=12, parent=card,
        )  # fmt: skip
        middle = hbox(None, card, None)
        vbox(hbox(None, language_box(self._settings), margins=(20, 16, 20, 0)), None, middle, None, 40, parent=self)
        self.resize(980, 680)

    def _where(self) -> QLabel:
        made = small(_("Case register, encrypted on this computer"), wrap=True)
        made.setToolTip(str(self._folder))
        return made


def _open(folder: Path, login: str, *, tell: Callable[[Text], None], password: str = "", recovery: str = "") -> Any:
    from cic_desktop import startup

    return startup.open_register(folder, login, password, recovery=recovery, noting=False, tell=tell)


def load_behind(runner: Runner, then: Callable[[], None]) -> None:
    """Import what opening the register needs, on a lane, while the password is being typed.

    Nothing of Qt: its types come into being when they are first named, and two threads that name one break it.
    """

    def work() -> None:
        from cic_desktop import startup
        from cic_desktop.core import clock
        from cic_desktop.i18n import Country, Day, Joined, Number

        startup.load()
        Joined((Number(12345), Day(clock.today(), "short"), Country("UA"))).render(language.code)  # CLDR's data

    # What is missing will be missed again, and told, when the register is opened.
    runner.submit("write", Job(work, lambda _none: then(), lambda _error: None))
