"""The centre's papers a client signed on the screen: on which day, before whom, and the signed paper itself."""

from __future__ import annotations

from functools import partial
from typing import Any

from cic_desktop import forms
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError
from cic_desktop.core.rights import Right
from cic_desktop.forms.papers.signing import SignedLine
from cic_desktop.i18n import Day, Joined, Plain, Text, _
from cic_desktop.ui.assistance.follow_ups import new_follow_up
from cic_desktop.ui.printing import show_pdf
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.today.rows import Row
from cic_desktop.ui.widgets import Banner, Card, card_head, clear, line, vbox
from cic_desktop.ui.widgets.menus import menu_button

FILE_NAME = "signed.pdf"  # nothing about the client


class SignedCard(Card):
    """Hidden while there is none."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(spacing=4)
        self._shell, self._ctx = shell, shell.ctx
        self.banner, self._list = Banner(), vbox(spacing=0)
        self.rows: dict[str, Row] = {}
        self.add(card_head(_("Signed on the screen")), self.banner, self._list)
        self.hide()

    def show_lines(self, found: list[SignedLine]) -> None:
        """List them, the newest first."""
        clear(self._list)
        self.rows = {}
        self.setVisible(bool(found))
        for item in found:
            if self.rows:
                self._list.addWidget(line())
            self.rows[item.id] = made = self._row(item)
            self._list.addWidget(made)

    def open_paper(self, item: SignedLine) -> None:
        """The paper with its signature, to look at or to print."""

        def show(pdf: bytes) -> None:
            show_pdf(self, pdf, item.title, FILE_NAME)

        self._ctx.ask(lambda read: forms.signed_pdf(read, item.id), owner=self, then=show, failed=self._failed)

    def retire(self, item: SignedLine) -> None:
        """It was signed by mistake; the note brings it back."""

        def gone(_nothing: Any) -> None:
            self._shell.note(_("The signature is taken back."), "ok", _("Undo"), partial(self._restore, item))

        self._do(lambda work: forms.retire_signature(work, item.id), gone)

    def _restore(self, item: SignedLine) -> None:
        self._do(lambda work: forms.restore_signature(work, item.id), lambda _nothing: None)

    def _do(self, change: Any, then: Any) -> None:
        self._ctx.do(change, verb="take a signature back", owner=self, then=then, failed=self._failed)

    def _row(self, item: SignedLine) -> Row:
        acts: list[tuple[Text, Any]] = [(_("Open the PDF"), partial(self.open_paper, item))]
        if self._ctx.may(Right.RECORD_HELP):
            promise = partial(new_follow_up, self._shell, item.person_id, ("signature", item.id))
            acts.append((_("New follow-up…"), promise))
        if self._ctx.may(Right.EDIT_CLIENTS):
            acts.append((_("Signed by mistake"), partial(self.retire, item)))
        row = Row("signature", "ok", item.title, _meta(item), menu_button(lambda: acts))
        return row.opens(partial(self.open_paper, item))

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)


def _meta(item: SignedLine) -> Text:
    signer: Text = _("signed by {name}", name=item.signer) if item.signer else Plain("")
    before: Text = _("witness: {name}", name=item.witness) if item.witness else Plain("")
    return Joined((Day(clock.local(item.signed_at).date()), signer, before))
