"""Checking a bundle that came back or came from somebody: is it whole, from whom, what is inside."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from cic_desktop import exchange
from cic_desktop.core.errors import CicError
from cic_desktop.exchange.fields import SENDER
from cic_desktop.i18n import Plain, _
from cic_desktop.ui.language import language
from cic_desktop.ui.settings.dialogs import EditDialog
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, Card, button, card_head, clear, muted, small, strong, vbox

if TYPE_CHECKING:
    from cic_desktop.exchange import BundleContents


class CheckCard(Card):
    """Choose a file; it says what is inside, or what is wrong with it."""

    def __init__(self, shell: Shell) -> None:
        choose = button(_("Choose a file"), "folder", slot=self.choose)
        super().__init__(card_head(_("Check a bundle"), choose))
        self._ctx = shell.ctx
        self._path = Path()
        self.banner = Banner()
        self._lines = vbox(spacing=3)
        self._lines.addWidget(muted(_("Is a bundle whole, who sent it, what is inside?"), wrap=True))
        self.add(self.banner, self._lines)

    def choose(self) -> None:
        title = language.text(_("Check a bundle"))
        chosen, _filter = QFileDialog.getOpenFileName(self, title, "", "CIC (*.cicb)")
        if chosen:
            self.check(Path(chosen))

    def check(self, path: Path) -> None:
        """Open a file and say what it is."""
        self._path = path
        self._ctx.ask(
            lambda read: exchange.verify_bundle(path, read),
            owner=self,
            then=self._show,
            failed=self._failed,
            latest="check",
        )

    def _show(self, contents: BundleContents) -> None:
        clear(self._lines)
        first, *rest = contents.said()
        self.banner.say("ok", first)
        self._lines.addWidget(strong(Plain(self._path.name), wrap=True))
        for text in rest:
            self._lines.addWidget(small(text, wrap=True))

    def _failed(self, error: CicError) -> None:
        clear(self._lines)
        self._lines.addWidget(strong(Plain(self._path.name), wrap=True))
        if isinstance(error, exchange.UnknownSender):
            key = error.key
            self.banner.say("warn", error.text, (_("It is the same"), lambda: self._believe(key)))
        else:
            self.banner.say("bad", error.text)

    def _believe(self, key: exchange.SenderKey) -> None:
        """Somebody compared the fingerprint aloud: remember whose it is, and check again."""
        dialog = EditDialog(
            self,
            self._ctx,
            _("Whose fingerprint is it?"),
            SENDER,
            {},
            lambda work, answers: exchange.add_sender(work, answers, key),
            "add a sender",
        )
        dialog.accepted.connect(lambda: self.check(self._path))
        dialog.open()
