"""A find box and the list under it: letters ask, arrows move, Enter opens the first hit."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from cic_desktop.i18n import _
from cic_desktop.ui.clients.client_list import ClientList
from cic_desktop.ui.widgets import FindBox


class Finder(QObject):
    """Ties a box to a list. Whoever asks the register says with `answered` which text the list shows now.

    Enter never opens a hit of an older answer: pressed too early, it waits for the right one.
    """

    wanted = Signal()  # another text: ask the register
    chosen = Signal(str)  # a person's id
    nobody = Signal()  # Enter, and nobody was found

    def __init__(self, view: ClientList) -> None:
        super().__init__(view)
        self.box, self._view = FindBox(_("Name in any script, PESEL, telephone, case number"), _("Find a client")), view
        self._answered: str | None = None
        self._enter_waits = False
        self.box.textChanged.connect(self._typed)
        self.box.returnPressed.connect(self._enter)
        self.box.down.connect(self._into_list)
        view.opened.connect(self._choose)
        view.typed.connect(self._type_on)
        view.left.connect(lambda: self.box.setFocus(Qt.FocusReason.BacktabFocusReason))

    @property
    def text(self) -> str:
        return self.box.text().strip()

    def ask_again(self) -> None:
        """What the list shows does not answer the question any more."""
        self._answered = None
        self.wanted.emit()

    def answered(self, text: str) -> None:
        """The list shows the answer to this text."""
        self._answered = text
        if self._enter_waits:
            self._enter()

    def _typed(self) -> None:
        self._enter_waits = False
        self.wanted.emit()

    def _enter(self) -> None:
        self._enter_waits = self._answered != self.text
        if self._enter_waits:
            return
        if self._view.rows.rowCount():
            self._choose(self._view.current())
        else:
            self.nobody.emit()

    def _choose(self, person_id: str) -> None:
        if person_id:
            self.chosen.emit(person_id)

    def _into_list(self) -> None:
        if self._view.rows.rowCount():
            self._view.setFocus(Qt.FocusReason.TabFocusReason)
            self._view.go(max(self._view.currentIndex().row(), 0))

    def _type_on(self, text: str) -> None:
        """A letter typed in the list belongs to the find box."""
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.box.setText(self.box.text() + text)
