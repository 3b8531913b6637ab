"""Choose a client, or register one on the way: the find box in a small window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from cic_desktop import clients
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Plain, Text, _
from cic_desktop.ui.clients.client_list import ClientTable
from cic_desktop.ui.clients.dialog import ClientDialog, cancel_button
from cic_desktop.ui.clients.finder import Finder
from cic_desktop.ui.clients.prefill import answers_from, shared_by_family
from cic_desktop.ui.language import Words, language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Card, button, hide_unless, muted

if TYPE_CHECKING:
    from cic_desktop.clients import ClientLine, Registered

_TITLE = _("Choose a client")


class PersonPicker(ClientDialog):
    """Gives the `ClientLine` of whoever is chosen or newly registered to `then`, and closes.

    `without` are ids not to offer (people chosen already); `find` is looked for at once. Whoever is registered as
    one of the family of `family_of` (an id) begins with what a family mostly shares.
    """

    def __init__(
        self,
        shell: Shell,
        then: Callable[[ClientLine], object],
        *,
        title: Words = _TITLE,
        without: Sequence[str] = (),
        find: str = "",
        family_of: str = "",
    ) -> None:
        super().__init__(shell, title, width=640)
        self._then, self._without = then, frozenset(without)
        self._relative: ClientLine | None = None
        self.table = ClientTable()
        self.list = self.table.list
        self.finder = Finder(self.list)
        self.find_box = self.finder.box
        self.nobody = muted(_("Nobody found. Try another spelling, or register the person."), wrap=True)
        self.nobody.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.register_button = button(_("Register a new client"), "user-plus", slot=self.register)
        self._build()
        self.find_box.setText(find)
        self._search()
        self.find_box.setFocus()
        if family_of:
            self.ctx.ask(lambda read: clients.client_lines(read, [family_of]), owner=self, then=self._know)

    def register(self) -> None:
        """Register somebody with what was typed; whoever is registered is the one chosen."""
        from cic_desktop.ui.clients.registration import RegistrationDialog

        typed, hint, one = answers_from(self.find_box.text()), None, self._relative
        if one is not None:
            typed = {**shared_by_family(one), **typed}
            hint = _(
                "Citizenship, language, stay and telephone are those of {name}: change what differs.",
                name=Plain(one.name),
            )
        RegistrationDialog(self.shell, typed, self._registered, hint).open()

    def _know(self, lines: Sequence[ClientLine]) -> None:
        self._relative = next(iter(lines), None)

    def _build(self) -> None:
        self.body.addWidget(self.find_box)
        self.card = Card(self.table, spacing=0, margins=(1, 1, 1, 8))
        self.body.addWidget(self.card, 1)
        self.body.addWidget(self.nobody, 1)
        hide_unless(self.ctx.may(Right.EDIT_CLIENTS), self.register_button)
        self.foot.addWidget(self.register_button)
        self.foot.addStretch(1)
        self.foot.addWidget(cancel_button(self))
        self.resize(680, 560)
        self.finder.wanted.connect(self._search)
        self.finder.chosen.connect(self._choose)
        self.finder.nobody.connect(lambda: self.register_button.setFocus(Qt.FocusReason.TabFocusReason))

    def _search(self) -> None:
        text = self.finder.text

        def look(read: Any) -> list[ClientLine]:
            return clients.find_clients(read, text) if text else clients.first_clients(read)

        self.ctx.ask(look, owner=self, then=lambda lines: self._show(text, lines), latest="find")

    def _show(self, text: str, lines: Sequence[ClientLine]) -> None:
        if text != self.finder.text:
            return
        lines = [line for line in lines if line.id not in self._without]
        self.list.rows.show_lines(lines)
        self.list.go(0)
        self.card.setVisible(bool(lines))
        self.nobody.setVisible(not lines)
        words: Text = _("Register {name}", name=Plain(text)) if text else _("Register a new client")
        language.bind(self.register_button, "setText", words)
        self.finder.answered(text)

    def _choose(self, person_id: str) -> None:
        line = self.list.rows.line(self.list.rows.row_of(person_id))
        if line is not None:
            self.accept()
            self._then(line)

    def _registered(self, person: Registered) -> None:
        person_id = person.id

        def take(line: ClientLine) -> None:
            self.accept()
            self._then(line)

        self.ctx.ask(lambda read: clients.client_lines(read, [person_id])[0], owner=self, then=take)
