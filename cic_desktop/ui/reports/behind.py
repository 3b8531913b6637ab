"""Opening the list behind a number: help on its own page, people and forms in a dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from cic_desktop import clients, reports
from cic_desktop.core.errors import CicError
from cic_desktop.i18n import Joined, Moment, Plain, Text, _, ngettext
from cic_desktop.ui.clients.client_list import ClientTable
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, h2, muted, vbox

if TYPE_CHECKING:
    from cic_desktop.reports import Behind, PrintedForm

_TABLE, _FORMS = (1060, 560), (560, 380)  # pixels


def open_behind(parent: QWidget, shell: Shell, title: Text, found: Behind) -> None:
    """Show what a number counted."""
    if found.of == "services":
        period = found.period
        shell.open("help", first=period.first, last=period.last, where=found.sql, params=found.params, title=title)
    elif found.of == "questions":
        shell.note(_("Questions are only counted: nothing is written down about them."), "info")
    else:
        made = PeopleDialog if found.of == "persons" else FormsDialog
        made(parent, shell, title, found).open()


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


class FormsDialog(_ListDialog):
    """The printed forms behind a number, with the person each was for."""

    def __init__(self, parent: QWidget, shell: Shell, title: Text, found: Behind) -> None:
        self.list = QListWidget()
        language.bind(self.list, "setAccessibleName", title)
        super().__init__(parent, shell, title, _FORMS, self.list)
        self.list.itemActivated.connect(self._open_item)
        self.list.itemClicked.connect(self._open_item)
        shell.ctx.ask(lambda read: reports.printed_forms(read, found), owner=self, then=self._show, failed=self._failed)

    def _show(self, forms: list[PrintedForm]) -> None:
        language.bind(self.count, "setText", ngettext("{n} form", "{n} forms", len(forms)))
        for form in forms:
            words = Joined((Plain(form.form_id), Plain(form.person), Moment(form.printed_at)))
            item = QListWidgetItem(language.text(words))
            item.setData(Qt.ItemDataRole.UserRole, form.person_id)
            self.list.addItem(item)
        self.list.setFocus()

    def _open_item(self, item: Any) -> None:
        self._open_client(item.data(Qt.ItemDataRole.UserRole))
