"""Choosing a month: one back, one on, back to this one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from cic_desktop.core import clock
from cic_desktop.core.periods import Month
from cic_desktop.i18n import _
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets import button, h2, hbox, tool_button

_NAME_WIDTH = 168


class MonthBox(QWidget):
    """The month shown, with arrows. Months to come cannot be chosen. `changed` on every choice."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.month = Month.of(clock.today())
        self._name = h2("")
        self._name.setMinimumWidth(_NAME_WIDTH)
        self._name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.previous = tool_button("chevron-left", _("Previous month"), lambda: self._choose(self.month.previous()))
        self.next = tool_button("chevron-right", _("Next month"), lambda: self._choose(self.month.next()))
        self.now = button(_("This month"), kind="ghost", slot=lambda: self._choose(Month.of(clock.today())))
        hbox(self.previous, self._name, self.next, self.now, spacing=4, parent=self)
        self.show_month(self.month)

    def show_month(self, month: Month) -> None:
        """Show a month without telling anybody."""
        self.month = month
        this = Month.of(clock.today())
        language.bind(self._name, "setText", month.name)
        self.next.setEnabled(month.first < this.first)
        self.now.setVisible(month != this)

    def _choose(self, month: Month) -> None:
        self.show_month(month)
        self.changed.emit()
