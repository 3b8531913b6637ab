"""A find box with its answers below: whoever is chosen is handed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from cic_desktop import clients
from cic_desktop.i18n import Country, Joined, Plain, Text, _
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import FindBox, muted, vbox
from cic_desktop.ui.widgets.editors.dates import written

if TYPE_CHECKING:
    from cic_desktop.clients.rows import ClientLine

_MOST, _ROW = 6, 34


class PersonFinder(QWidget):
    """Find a person by name, number or telephone; Enter takes the first, Down goes to the list."""

    chosen = Signal(object)  # ClientLine
    resized = Signal()  # there are more or fewer answers below the box

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._found: list[ClientLine] = []
        self._answered = ""  # the text the list answers
        self._enter_waits = False  # Enter came before the answer
        self.box = FindBox(_("Name, PESEL, telephone, case number"), _("Find a client"))
        self.list = _Answers(self)
        self._nobody = muted(_("Nobody found. Check the spelling, or register a new client."), wrap=True)
        vbox(self.box, self.list, self._nobody, spacing=6, parent=self)
        self.box.textChanged.connect(self._look)
        self.box.down.connect(self._go_down)
        self.list.taken.connect(self._take)
        self._show("", [])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.box.text().strip():
            self._take_first()
        else:
            super().keyPressEvent(event)

    def _take_first(self) -> None:
        """Enter: the first answer to what stands in the box, never to what stood there before."""
        self._enter_waits = self._answered != self.box.text().strip()
        if not self._enter_waits and self._found:
            self._take(0)

    def _look(self, text: str) -> None:
        wanted = text.strip()
        self._enter_waits = False
        if not wanted:
            self._show("", [])
            return
        self._shell.ctx.ask(
            lambda read: clients.find_clients(read, wanted, _MOST),
            owner=self,
            then=lambda found: self._show(wanted, found),
            latest="find",
        )

    def _show(self, asked: str, found: list[ClientLine]) -> None:
        self._answered, self._found = asked, found
        self.list.clear()
        for line in found:
            self.list.addItem(QListWidgetItem(language.text(person_words(line))))
        self.list.setFixedHeight(len(found) * _ROW + 2)
        self.list.setVisible(bool(found))
        self._nobody.setVisible(bool(asked) and not found)
        self.resized.emit()
        if self._enter_waits:
            self._take_first()

    def _go_down(self) -> None:
        if self._found:
            self.list.setFocus()
            self.list.setCurrentRow(0)

    def _take(self, row: int) -> None:
        line = self._found[row]
        self.box.clear()
        self.chosen.emit(line)


class _Answers(QListWidget):
    taken = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        language.bind(self, "setAccessibleName", _("Clients found"))
        self.itemClicked.connect(lambda item: self.taken.emit(self.row(item)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.taken.emit(self.currentRow())
        else:
            super().keyPressEvent(event)


def person_words(line: ClientLine) -> Text:
    """A person in one line: name, birth, citizenship, case number."""
    country = (Country(line.citizenship),) if line.citizenship else ()
    return Joined((Plain(line.name), Plain(written(line.birth_date or "")), *country, Plain(line.case_number)))
