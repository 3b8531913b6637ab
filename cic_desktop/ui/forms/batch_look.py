"""Forms on their way out, looked through one by one: whose each is, and the very bytes that are kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cic_desktop.i18n import Joined, Plain, Text, _
from cic_desktop.ui.language import language
from cic_desktop.ui.printing import PdfDialog
from cic_desktop.ui.widgets import muted, tool_button

if TYPE_CHECKING:
    from cic_desktop.forms.kept.batch import Ready

__all__ = ["BatchLook"]

_BEFORE_CLOSE = 2  # among the tools: after the number of pages and the gap


class BatchLook(PdfDialog):
    """One form at a time. Printing is for the whole batch, in the dialog below."""

    def __init__(self, parent: QWidget, title: Text, ready: Sequence[Ready]) -> None:
        super().__init__(parent, ready[0].pdf, title, "")
        self._ready, self.number = ready, 0
        self.whose = muted("")
        self.before = tool_button("chevron-left", _("Form before"), lambda: self.turn(self.number - 1))
        self.next = tool_button("chevron-right", _("Next form"), lambda: self.turn(self.number + 1))
        for place, tool in enumerate((self.before, self.whose, self.next), _BEFORE_CLOSE):
            self._tools.insertWidget(place, tool)
        for arrow in (self.before, self.next):
            arrow.setVisible(len(ready) > 1)
        for none in (self.print_button, self.save_button):
            none.hide()
        self._say()

    def turn(self, number: int) -> None:
        """Show another one, from its first page."""
        self.number = number
        self.view.verticalScrollBar().setValue(0)
        self.show_other(self._ready[number].pdf)
        self._say()

    def _say(self) -> None:
        at = _("{n} of {count}", n=self.number + 1, count=len(self._ready))
        language.bind(self.whose, "setText", Joined((Plain(self._ready[self.number].name), at)))
        self.before.setEnabled(self.number > 0)
        self.next.setEnabled(self.number + 1 < len(self._ready))
