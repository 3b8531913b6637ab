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
from cic_desktop.ui.clients.prefill import answers_from
from cic_desktop.ui.language import Words, language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Card, FindBox, button, muted

if TYPE_CHECKING:
    from cic_desktop.clients import ClientLine, Registered

_TITLE = _("Choose a client")


class PersonPicker(ClientDialog):
    """Gives the `ClientLine` of whoever is chosen or newly registered to `then`, and closes.

    `without` are ids not to offer (people chosen already); `find` is looked for at once.
    """

    def __init__(
        self,
        shell: Shell,
        then: Callable[[ClientLine], object],
        *,
        title: Words = _TITLE,
        without: Sequence[str] = (),
        find: str = "",
    ) -> None:
        super().__init__(shell, title, width=640)
        self._then, self._without = then, frozenset(without)
        self._answered: str | None = None  # the text the list answers
        self._enter_waits = False
        self.find = FindBox(_("Name in any script, PESEL, telephone, case number"), _("Find a client"))
        self.table = ClientTable()
        self.list = self.table.list
        self.nobody = muted(_("Nobody found. Try another spelling, or register the person."), wrap=True)
        self.nobody.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.register_button = button(_("Register a new client"), "user-plus", slot=self.register)
        self._build()
        self.find.setText(find)
        self._search()
        self.find.setFocus()

    def register(self) -> None:
        """Register somebody with what was typed; whoever is registered is the one chosen."""
        from cic_desktop.ui.clients.registration import RegistrationDialog

        RegistrationDialog(self.shell, answers_from(self.find.text()), self._registered).open()

    def _build(self) -> None:
        self.body.addWidget(self.find)
        self.card = Card(self.table, spacing=0, margins=(1, 1, 1, 8))
        self.body.addWidget(self.card, 1)
        self.body.addWidget(self.nobody, 1)
        self.register_button.setVisible(self.ctx.may(Right.EDIT_CLIENTS))
        self.foot.addWidget(self.register_button)
        self.foot.addStretch(1)
        self.foot.addWidget(cancel_button(self))
        self.resize(680, 560)
        self.find.textChanged.connect(self._search)
        self.find.returnPressed.connect(self._enter)
        self.find.down.connect(self._into_list)
        self.list.opened.connect(self._choose)
        self.list.typed.connect(self._type_on)
        self.list.left.connect(self.find.setFocus)

    def _search(self) -> None:
        text = self.find.text().strip()
        self._enter_waits = False

        def look(read: Any) -> list[ClientLine]:
            return clients.find_clients(read, text) if text else clients.first_clients(read)

        self.ctx.ask(look, owner=self, then=lambda lines: self._show(text, lines), latest="find")

    def _show(self, text: str, lines: Sequence[ClientLine]) -> None:
        if text != self.find.text().strip():
            return
        self._answered = text
        lines = [line for line in lines if line.id not in self._without]
        self.list.rows.show_lines(lines)
        self.list.go(0)
        self.card.setVisible(bool(lines))
        self.nobody.setVisible(not lines)
        words: Text = _("Register {name}", name=Plain(text)) if text else _("Register a new client")
        language.bind(self.register_button, "setText", words)
        if self._enter_waits:
            self._enter()

    def _enter(self) -> None:
        """Enter takes the first hit for what stands there, never one of an older answer."""
        if self._answered != self.find.text().strip():
            self._enter_waits = True
        elif self.list.rows.rowCount():
            self._choose(self.list.current())
        else:
            self.register_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _choose(self, person_id: str) -> None:
        line = self.list.rows.line(self.list.rows.row_of(person_id))
        if line is not None:
            self.accept()
            self._then(line)

    def _registered(self, person: Registered) -> None:
        person_id = person.id
        self.ctx.ask(
            lambda read: clients.client_lines(read, [person_id])[0],
            owner=self,
            then=lambda line: (self.accept(), self._then(line)),
        )

    def _into_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)
        self.list.go(max(self.list.currentIndex().row(), 0))

    def _type_on(self, text: str) -> None:
        self.find.setFocus()
        self.find.setText(self.find.text() + text)
