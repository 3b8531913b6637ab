"""The card's tab about forms: unfinished ones to go on with, each form's state and path, and what can be filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cic_desktop import forms
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Day, Joined, Plain, Text, _
from cic_desktop.ui.clients.sections import CardSection
from cic_desktop.ui.forms.life import FormActs
from cic_desktop.ui.forms.life_dialog import open_path
from cic_desktop.ui.forms.life_words import Listed, listed, state_chip
from cic_desktop.ui.forms.signed_card import SignedCard
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.today.rows import Row
from cic_desktop.ui.widgets import Banner, Card, EmptyState, button, card_head, chip, clear, hide_unless, line, vbox
from cic_desktop.ui.widgets.menus import menu_button

if TYPE_CHECKING:
    from cic_desktop.db.work import Read
    from cic_desktop.forms.papers.signing import SignedLine
    from cic_desktop.ui.assistance.register_page import Act

MOST = 200


class FormsSection(CardSection):
    """One person's forms."""

    watches = ("filled_form", "letter", "signature")

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell, self._person_id = shell, ""
        self.acts = FormActs(shell, self, self._failed)
        self.banner = Banner()
        self.rows: dict[str, Row] = {}
        fill = button(_("Fill a form"), "plus", slot=self._fill)
        pack = button(_("Arrival pack"), "package", slot=self._begin_pack)
        for made in (fill, pack):
            hide_unless(shell.ctx.may(Right.FILL_FORMS), made)
        self._list = vbox(spacing=0)
        self._nothing = EmptyState("form", _("No form was filled yet"), _("Fill one: most answers are known already."))
        card = Card(card_head(_("Forms"), pack, fill), self.banner, self._nothing, self._list, spacing=4)
        self.signed = SignedCard(shell)
        vbox(card, self.signed, None, spacing=18, parent=self)

    def show_person(self, person_id: str) -> None:
        if person_id != self._person_id:
            self.banner.hide()
        self._person_id = person_id

        def look(read: Read) -> tuple[list[Listed], list[SignedLine]]:
            return listed(forms.filled_forms(read, person_id, MOST)), forms.signed_papers(read, person_id)

        self._shell.ctx.ask(
            look, owner=self, then=lambda found: self._show(person_id, *found), failed=self._failed, latest="forms"
        )

    def _show(self, person_id: str, found: list[Listed], signed: list[SignedLine]) -> None:
        if person_id != self._person_id:
            return
        self.signed.show_lines(signed)
        clear(self._list)
        self.rows = {}
        self._nothing.setVisible(not found)
        for item in sorted(found, key=lambda item: item.line.state != "started"):
            if self.rows:
                self._list.addWidget(line())
            self.rows[item.id] = made = self._row(item)
            self._list.addWidget(made)

    def _row(self, item: Listed) -> Row:
        title = Joined((item.symbol, item.title))
        more = menu_button(lambda: [(act.title, act.run) for act in self._allowed(item)])
        row = Row("form", "primary", title, _meta(item), chip(*state_chip(item.line)), more)
        return row.opens(lambda: open_path(self._shell, self.acts, item))

    def _allowed(self, item: Listed) -> list[Act]:
        return [act for act in self.acts.of(item) if self._shell.ctx.may(act.right)]

    def _begin_pack(self) -> None:
        self._shell.open("form", form_id="pack:arrival", person_id=self._person_id)

    def _fill(self) -> None:
        self._shell.open("forms", person_id=self._person_id)

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)


def _meta(item: Listed) -> Text:
    """The day of the last step, the office's number, who filled it."""
    found = item.line
    made = clock.local(found.printed_at or found.filled_at).date()
    last = found.decided_on or found.called_on or found.submitted_on or found.signed_on or made
    return Joined((Day(last), Plain(found.reference), Plain(found.by)))
