"""The people to call at a partner's: a short list, each to be changed or taken off."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cic_desktop import partners
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Joined, Plain, Text, _
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.clients.dialog import ClientDialog
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import box, button, clear, hbox, muted, strong, tool_button, vbox

if TYPE_CHECKING:
    from cic_desktop.db.work import Read
    from cic_desktop.partners.rows import ContactLine, PartnerLine

__all__ = ["ContactsDialog", "contact_words"]


def contact_words(line: ContactLine) -> Text:
    """How to reach somebody, without the name."""
    return Joined((Plain(line.role), Plain(line.phone), Plain(line.email)))


class ContactsDialog(ClientDialog):
    """Nothing here is printed for clients."""

    def __init__(self, shell: Shell, line: PartnerLine) -> None:
        super().__init__(shell, _("Contact persons"), Plain(line.name), width=620)
        self._partner_id = line.id
        self.contacts: tuple[ContactLine, ...] = ()
        self._rows = vbox(spacing=10)
        self._empty = muted(_("Nobody yet. Add whom you call there."), wrap=True)
        self.body.addWidget(self._empty)
        self.body.addLayout(self._rows)
        if self.ctx.may(Right.RECORD_HELP):
            self.foot.addWidget(button(_("Add a person"), "plus", slot=self.ask_contact))
        self.foot.addStretch(1)
        self.foot.addWidget(button(_("Close"), slot=self.accept))
        self._show(line)

    def reload(self) -> None:
        self.ctx.ask(lambda read: partners.partner(read, self._partner_id), owner=self, then=self._show)

    def ask_contact(self, line: ContactLine | None = None) -> AskDialog:
        """Somebody new, or a change."""
        partner_id = self._partner_id

        def change(work: Any, _person: str, answers: Answers, revision: int) -> None:
            if line is None:
                partners.add_contact(work, partner_id, answers)
            else:
                partners.amend_contact(work, line.id, answers, revision)

        def latest(read: Read) -> tuple[int, Answers] | None:
            now = partners.partner(read, partner_id)
            found = (one for one in now.contacts if line and one.id == line.id) if now else ()
            return next(((one.revision, one.answers) for one in found), None)

        dialog = AskDialog(
            self.shell, _("Contact person"), partners.CONTACT, change, verb="keep a contact of a partner",
            start=line.answers if line else None, revision=line.revision if line else 0, latest=latest,
            then=lambda _made: self.reload(),
        )  # fmt: skip
        dialog.open()
        return dialog

    def take_off(self, line: ContactLine) -> None:
        """Somebody no longer works there; the banner brings them back."""
        ctx = self.ctx

        def back() -> None:
            ctx.do(
                lambda work: partners.bring_contact_back(work, line.id), verb="undo a removal", owner=self,
                then=lambda _done: self.reload(),
            )  # fmt: skip

        def gone(_done: object) -> None:
            self.banner.say("ok", _("Removed."), (_("Undo"), back))
            self.reload()

        ctx.do(
            lambda work: partners.retire_contact(work, line.id), verb="remove a contact of a partner", owner=self,
            then=gone,
        )  # fmt: skip

    def _show(self, line: PartnerLine | None) -> None:
        self.contacts = line.contacts if line else ()
        clear(self._rows)
        self._empty.setVisible(not self.contacts)
        for contact in self.contacts:
            self._rows.addWidget(self._row(contact))
        self.fit()

    def _row(self, line: ContactLine) -> QWidget:
        words = box(vbox(strong(Plain(line.name), wrap=True), muted(contact_words(line), wrap=True), spacing=0))
        if not self.ctx.may(Right.RECORD_HELP):
            return words
        edit = tool_button("pencil", Joined((_("Edit"), Plain(line.name)), ": "), partial(self.ask_contact, line))
        off = tool_button("trash", Joined((_("Remove"), Plain(line.name)), ": "), partial(self.take_off, line))
        return box(hbox((words, 1), edit, off, spacing=4))
