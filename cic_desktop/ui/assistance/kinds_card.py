"""What else was done: one button for each kind of help, and the last help again."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from cic_desktop.assistance.kinds import OFFERED, Kind, kind
from cic_desktop.core.codes import label as code_label
from cic_desktop.i18n import Day, Joined, Plain, _
from cic_desktop.ui.assistance.sitting_start import Attending
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets import Card, Flow, button, card_head, clear, hbox, vbox

if TYPE_CHECKING:
    from cic_desktop.assistance.rows import ServiceLine

MOST_KEYS = 9  # Ctrl+1 to Ctrl+9


class KindsCard(Card):
    """`chosen` carries a kind's code; `again` the service to be given once more."""

    chosen = Signal(str)
    again = Signal(object)  # ServiceLine

    def __init__(self) -> None:
        super().__init__(spacing=10)
        self._repeat, kinds = vbox(spacing=0), QWidget()
        self.buttons = [self._button(what, number) for number, what in enumerate(OFFERED, start=1)]
        Flow(*self.buttons, parent=kinds)
        self.add(card_head(_("Add help")), kinds, self._repeat)

    def show_people(self, people: Iterable[Attending]) -> None:
        """Offer the newest help any of those present was given."""
        clear(self._repeat)
        lasts = [person.last for person in people if person.last is not None]
        if lasts:
            newest = max(lasts, key=lambda last: last.day)
            self._repeat.addLayout(hbox(self._again_button(newest), None))

    def _button(self, what: Kind, number: int) -> QPushButton:
        made = button(what.title, what.icon, slot=lambda: self.chosen.emit(what.code))
        keys = _("Ctrl+{number}", number=number) if number <= MOST_KEYS else Plain("")
        return language.bind(made, "setToolTip", Joined((what.title, keys)))

    def _again_button(self, last: ServiceLine) -> QPushButton:
        what = kind(last.kind)
        words = Joined((what.title, Day(last.day, "short")))
        made = button(_("Same again: {what}", what=words), "redo", "ghost", partial(self.again.emit, last))
        whole = Joined((what.summary(last.details), code_label("topic", last.topic)))
        return language.bind(made, "setToolTip", whole)
