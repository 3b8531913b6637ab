"""The filters over the list of events: words anywhere, a kind."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cic_desktop.core.codes import options
from cic_desktop.core.fields import Option
from cic_desktop.i18n import _
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets import FindBox, hbox
from cic_desktop.ui.widgets.editors import OptionCombo

__all__ = ["EventFilters"]


class EventFilters(QWidget):
    """`changed` when the user looks for something else."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = FindBox(_("Name, partner, place"), _("Find an event"))
        self.kinds = OptionCombo((Option("", _("All kinds")), *options("event_kind")))
        self.kinds.setCurrentIndex(0)
        self.kinds.setMinimumWidth(240)
        language.bind(self.kinds, "setAccessibleName", _("Kind"))
        self.words.textChanged.connect(lambda _text: self.changed.emit())
        self.kinds.activated.connect(lambda _row: self.changed.emit())
        hbox((self.words, 1), self.kinds, spacing=12, parent=self)

    def clear(self) -> None:
        """Everything again."""
        self.words.blockSignals(True)
        self.words.clear()
        self.words.blockSignals(False)
        self.kinds.setCurrentIndex(0)
