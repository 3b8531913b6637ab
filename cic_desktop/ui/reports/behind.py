"""Opening the list behind a number: help on its own page, people and forms in a dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from cic_desktop import clients, reports
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.errors import CicError
from cic_desktop.i18n import Day, Joined, Moment, Plain, Text, _, ngettext
from cic_desktop.ui.clients.client_list import ClientTable
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, h2, muted, vbox

if TYPE_CHECKING:
    from cic_desktop.db.work import Read
    from cic_desktop.reports import Behind

Rows = tuple[Text, list[tuple[Text, str]]]  # how many, and of each its words and the id of what it opens

_TABLE, _LINES = (1060, 560), (620, 400)  # pixels
_ONLY_COUNTED: dict[str, Text] = {
    "questions": _("Questions are only counted: nothing is written down about them."),
    "answers": _("The answers are anonymous: they are only counted, on the page of each course and event."),
}


def open_behind(parent: QWidget, shell: Shell, title: Text, found: Behind) -> None:
    """Show what a number counted."""
    if found.of == "services":
        period = found.period
        shell.open("help", first=period.first, last=period.last, where=found.sql, params=found.params, title=title)
    elif found.of in _ONLY_COUNTED:
        shell.note(_ONLY_COUNTED[found.of], "info")
    else:
        _DIALOGS[found.of](parent, shell, title, found).open()


class _ListDialog(QDialog):
    """A heading with a count, and a list below it. A row opens the client and closes the dialog."""

    def __init__(self, parent: QWidget, shell: Shell, title: Text, size: tuple[int, int], rows: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._shell = shell
        self.count, self.banner = muted(""), Banner()
        language.bind(self, "setWindowTitle", title)
        vbox(h2(title, wrap=True), self.count, self.banner, (rows, 1), margins=(20, 18, 20, 18), parent=self)
        self.resize(*size)

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)

    def _open_client(self, person_id: str) -> None:
        if person_id:
            self.accept()
            self._shell.open("client", person_id=person_id)


class PeopleDialog(_ListDialog):
    """The people behind a number, as the client list shows them."""

    def __init__(self, parent: QWidget, shell: Shell, title: Text, found: Behind) -> None:
        self.table = ClientTable()
        super().__init__(parent, shell, title, _TABLE, self.table)
        rows = self.table.list.rows
        self.table.list.opened.connect(self._open_client)
        self.table.list.clicked.connect(lambda index: self._open_client(rows.person_id(index.row())))
        rows.missing.connect(self._fetch)
        shell.ctx.ask(
            lambda read: reports.listed_persons(read, found), owner=self, then=self._show, failed=self._failed
        )

    def _show(self, ids: list[str]) -> None:
        language.bind(self.count, "setText", ngettext("{n} person", "{n} persons", len(ids)))
        self.table.list.rows.show_ids(ids)
        self.table.list.setFocus()

    def _fetch(self, ids: list[str]) -> None:
        self._shell.ctx.ask(
            lambda read: clients.client_lines(read, ids),
            owner=self,
            then=self.table.list.rows.put_lines,
            failed=self._failed,
        )


class _LinesDialog(_ListDialog):
    """A line of words for each row, and what it opens."""

    def __init__(self, parent: QWidget, shell: Shell, title: Text, found: Behind) -> None:
        self.list = QListWidget()
        language.bind(self.list, "setAccessibleName", title)
        super().__init__(parent, shell, title, _LINES, self.list)
        self.list.itemActivated.connect(self._open_item)
        self.list.itemClicked.connect(self._open_item)
        shell.ctx.ask(lambda read: self.read(read, found), owner=self, then=self._show, failed=self._failed)

    def read(self, read: Read, found: Behind) -> Rows:
        """How many there are, and of each its words and the id of what it opens."""
        raise NotImplementedError

    def open_row(self, row_id: str) -> None:
        raise NotImplementedError

    def _show(self, shown: Rows) -> None:
        counted, rows = shown
        language.bind(self.count, "setText", counted)
        for words, row_id in rows:
            item = QListWidgetItem(language.text(words))
            item.setData(Qt.ItemDataRole.UserRole, row_id)
            self.list.addItem(item)
        self.list.setFocus()

    def _open_item(self, item: QListWidgetItem) -> None:
        self.open_row(item.data(Qt.ItemDataRole.UserRole))


class FormsDialog(_LinesDialog):
    """The printed forms behind a number, with the person each was for."""

    def read(self, read: Read, found: Behind) -> Rows:
        forms = reports.printed_forms(read, found)
        rows: list[tuple[Text, str]] = [
            (Joined((Plain(one.form_id), Plain(one.person), Moment(one.printed_at))), one.person_id) for one in forms
        ]
        return ngettext("{n} form", "{n} forms", len(forms)), rows

    def open_row(self, row_id: str) -> None:
        self._open_client(row_id)


class EventsDialog(_LinesDialog):
    """The events behind a number, with how many people each had."""

    def read(self, read: Read, found: Behind) -> Rows:
        held = reports.held_events(read, found)
        people = [ngettext("{n} person", "{n} persons", one.people) for one in held]
        rows: list[tuple[Text, str]] = [
            (Joined((Day(one.day), code_label("event_kind", one.kind), Plain(one.name), heads)), one.id)
            for one, heads in zip(held, people, strict=True)
        ]
        return ngettext("{n} event", "{n} events", len(held)), rows

    def open_row(self, row_id: str) -> None:
        self.accept()
        self._shell.open("event", event_id=row_id)


_DIALOGS: dict[str, type[PeopleDialog | _LinesDialog]] = {
    "persons": PeopleDialog,
    "forms": FormsDialog,
    "events": EventsDialog,
}
