"""One form for several people: who of the household, who else; what no record knows is taken from one filled before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox

from cic_desktop import clients, forms
from cic_desktop.core.errors import CicError
from cic_desktop.i18n import Joined, Plain, Text, _, ngettext
from cic_desktop.ui.clients.dialog import ClientDialog, DialogBody, cancel_button, default_button
from cic_desktop.ui.forms.batch_dialog import BatchDialog
from cic_desktop.ui.forms.life_words import Listed
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import button, muted, vbox

if TYPE_CHECKING:
    from cic_desktop.clients.rows import ClientLine
    from cic_desktop.db.work import Read
    from cic_desktop.forms.kept.batch import Batch

__all__ = ["OthersDialog"]


class OthersDialog(ClientDialog):
    """The household is ticked beforehand; others are looked for."""

    def __init__(self, shell: Shell, item: Listed) -> None:
        hint = _("Filled from each person's own record. From this form comes only what holds for all, "
                 "its address only for the same household.")  # fmt: skip
        super().__init__(shell, Joined((item.symbol, _("for others too"))), hint)
        self._item = item
        self.ticks: dict[str, QCheckBox] = {}
        self._people = vbox(spacing=8)
        self._nobody = muted(_("Nobody else lives in this household. Look for other clients."), wrap=True)
        self.body.addWidget(DialogBody(self._nobody, self._people, None), 1)
        self.foot.addWidget(button(_("Add a client"), "user-plus", slot=self.look_for))
        self.foot.addStretch(1)
        self.foot.addWidget(cancel_button(self))
        self.go = default_button(_("Fill in"), self.fill)
        self.foot.addWidget(self.go)
        self.ctx.ask(self._household, owner=self, then=self._show, failed=self._failed)

    def look_for(self) -> None:
        from cic_desktop.ui.clients.person_picker import PersonPicker

        without = (self._item.person_id, *self.ticks)
        PersonPicker(self.shell, lambda person: self._add([person]), without=without).open()

    def fill(self) -> None:
        """Make the forms of everybody who is ticked, and show what is ready."""
        item, people = self._item, [person for person, tick in self.ticks.items() if tick.isChecked()]

        def make(read: Read, tick: Any) -> Batch:
            newest = forms.load(item.line.form_id)
            return forms.fill_for(read, newest, forms.common_for(read, item.id, people), tick)

        self.accept()
        BatchDialog(self.shell, Joined((item.symbol, item.title)), make).open()

    def _household(self, read: Read) -> list[ClientLine]:
        members = clients.household(read, self._item.person_id).members
        return [member.line for member in members if member.line.id != self._item.person_id]

    def _show(self, people: list[ClientLine]) -> None:
        self._add(people)

    def _add(self, people: list[ClientLine]) -> None:
        for person in people:
            tick = self.ticks[person.id] = QCheckBox()
            language.bind(tick, "setText", Joined((Plain(person.name), Plain(person.case_number))))
            tick.setChecked(True)
            tick.toggled.connect(self._count)
            self._people.addWidget(tick)
            tick.show()  # at once: what is not shown yet takes no room when the dialog is fitted
        self._nobody.setVisible(not self.ticks)
        self._count()
        self.grow()

    def _count(self) -> None:
        chosen = sum(tick.isChecked() for tick in self.ticks.values())
        self.go.setEnabled(0 < chosen <= forms.MOST_AT_ONCE)
        words: Text = ngettext("Fill in {n} form", "Fill in {n} forms", chosen) if chosen else _("Fill in")
        language.bind(self.go, "setText", words)

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)
