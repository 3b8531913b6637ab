"""The tab "Referrals" of a client's card: every referral with its next step, and the specialists' notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cic_desktop import assistance
from cic_desktop.assistance.referrals import STEPS, ReferralFilter
from cic_desktop.core import clock
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Day, Joined, Plain, Text, _, ngettext
from cic_desktop.ui.clients.sections import CardSection
from cic_desktop.ui.referrals.notes import NoteDialog
from cic_desktop.ui.referrals.steps import TONES, NeedDialog, Steps, state_words
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.today.rows import Row
from cic_desktop.ui.widgets import Card, EmptyState, Glyph, button, card_head, chip, clear, hbox, line, muted, vbox
from cic_desktop.ui.widgets.menus import menu_button

if TYPE_CHECKING:
    from cic_desktop.assistance.notes import NoteLine, Notes
    from cic_desktop.assistance.referrals import ReferralLine
    from cic_desktop.db.work import Read

__all__ = ["ReferralsSection"]


class ReferralsSection(CardSection):
    """A person's referrals, the newest first; of the notes only the reader's own have words."""

    watches = ("referral", "appointment", "specialist_note", "service")

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell, self.steps, self.person_id = shell, Steps(shell), ""
        may = shell.ctx.may(Right.RECORD_HELP)
        new = [button(_("A specialist is needed"), "plus", slot=self.note_need)] if may else []
        write = [button(_("New note"), "pencil", slot=self.write)] if shell.ctx.may(Right.READ_SECRETS) else []
        hint = _("Note a need: it waits in the list of that specialist until it is met.")
        self._empty = EmptyState("share", _("No referrals yet"), hint)
        self._rows, self._notes = vbox(spacing=0), vbox(spacing=0)
        self._notes_card = Card(card_head(_("Specialists' notes"), *write), self._notes, spacing=6)
        vbox(
            Card(card_head(_("Referrals"), *new), self._empty, self._rows, spacing=6),
            self._notes_card,
            None,
            spacing=18,
            parent=self,
        )

    def show_person(self, person_id: str) -> None:
        self.person_id = person_id

        def look(read: Read) -> tuple[list[ReferralLine], Notes]:
            wanted = ReferralFilter(person_id=person_id)
            return assistance.referral_list(read, wanted), assistance.specialist_notes(read, person_id)

        self._shell.ctx.ask(look, owner=self, then=lambda found: self._show(*found), latest="referrals")

    def note_need(self) -> None:
        NeedDialog(self._shell, self.person_id).open()

    def write(self) -> None:
        NoteDialog(self._shell, self.person_id).open()

    def _show(self, lines: list[ReferralLine], notes: Notes) -> None:
        clear(self._rows)
        self._empty.setVisible(not lines)
        for number, item in enumerate(lines):
            if number:
                self._rows.addWidget(line())
            self._rows.addWidget(self._row(item))
        self._show_notes(notes)

    def _show_notes(self, notes: Notes) -> None:
        clear(self._notes)
        self._notes_card.setVisible(bool(notes.own or notes.kept) or self._shell.ctx.may(Right.READ_SECRETS))
        for item in notes.own:
            self._notes.addWidget(self._note(item))
        if notes.kept:
            words = ngettext("{n} note kept confidential", "{n} notes kept confidential", notes.kept)
            self._notes.addLayout(hbox(Glyph("lock"), (muted(words), 1), margins=(4, 8, 4, 8), spacing=12))
        elif not notes.own:
            self._notes.addWidget(muted(_("No notes yet.")))

    def _note(self, item: NoteLine) -> Row:
        row = Row("lock", "violet", item.words.splitlines()[0], Day(item.day))
        return row.opens(lambda: NoteDialog(self._shell, self.person_id, item).open())

    def _row(self, item: ReferralLine) -> Row:
        right: list[QWidget] = [chip(state_words(item), TONES[item.state])]
        state = self.steps.main(item)
        if state:
            right.append(button(STEPS[state].title, slot=lambda: self.steps.take(item, state)))
        right.append(menu_button(lambda: self.steps.choices(item)))
        title = Joined((code_label("specialist", item.specialist), Plain(item.advisor)))
        return Row(
            "briefcase", TONES[item.state] or "primary", title, Joined((*_when(item), Plain(item.reason))), *right
        )


def _when(item: ReferralLine) -> tuple[Text, ...]:
    if item.state in ("booked", "held", "no_show") and item.appointed_on:
        return (Day(item.appointed_on, "short"), Plain(item.appointed_at))
    if item.state in ("called_off", "declined"):
        return (Day(item.state_on, "short"), Plain(item.ended_reason))
    days = item.waited(clock.today())
    return (ngettext("waiting for {n} day", "waiting for {n} days", days), code_label("urgency", item.urgency))
