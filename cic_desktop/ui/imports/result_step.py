"""Last step: what is in now, and the rows that stayed out to be saved and corrected."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cic_desktop.i18n import Text, _, ngettext
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets import Card, IconTile, button, h2, hbox, muted, vbox

if TYPE_CHECKING:
    from cic_desktop.exchange.importing import Result


_TITLES: dict[str, Callable[[int], Text]] = {
    "clients": lambda n: ngettext("{n} new client is in", "{n} new clients are in", n),
    "services": lambda n: ngettext("{n} service is in", "{n} services are in", n),
    "participants": lambda n: ngettext("{n} person is enrolled", "{n} people are enrolled", n),
    "attendance": lambda n: ngettext("{n} person's attendance is in", "{n} people's attendance is in", n),
}


class ResultStep(QWidget):
    """`save()` the rows that stayed out, `show_all()` clients or help, `again()` with another file."""

    save = Signal()
    show_all = Signal()
    again = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = h2("", wrap=True)
        self.told = [muted("", wrap=True) for _line in range(4)]
        self.save_button = button(_("Save the rows that stayed out"), "download", slot=self.save.emit)
        self.show_button = button(_("Show them"), "list", "primary", self.show_all.emit)
        self.again_button = button(_("Import another file"), "upload", slot=self.again.emit)
        words = vbox(self.title, *self.told, spacing=4)
        head = hbox(IconTile("check", "ok", 52), (words, 1), spacing=18)
        buttons = hbox(self.show_button, self.save_button, self.again_button, None, spacing=10)
        vbox(Card(head, 8, buttons, margins=(28, 28, 28, 28)), None, parent=self)

    def show_result(self, result: Result) -> None:
        counts = result.counts
        language.bind(self.title, "setText", _TITLES[result.what](counts.imported))
        left = counts.rejected + counts.undecided
        said = (
            (counts.updated, ngettext("{n} record was changed.", "{n} records were changed.", counts.updated)),
            (counts.unchanged, ngettext("{n} row was in already.", "{n} rows were in already.", counts.unchanged)),
            (left, ngettext("{n} row stayed out.", "{n} rows stayed out.", left)),
            (1, _("Importing the same file again doubles nothing.")),
        )
        for shown, (count, words) in zip(self.told, said, strict=True):
            shown.setVisible(bool(count))
            language.bind(shown, "setText", words)
        self.save_button.setVisible(bool(left))
