"""What is over, folded under what holds: "Formerly: 3" opens it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from cic_desktop.i18n import _
from cic_desktop.ui.clients.facts import FactRow
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets import box, clear, hbox, vbox
from cic_desktop.ui.widgets.buttons import chip_button


class Fold(QWidget):
    """Hidden while there is nothing; rows are made when it is opened for the first time."""

    def __init__(self) -> None:
        super().__init__()
        self._makers: Sequence[Callable[[], FactRow]] = ()
        self._rows = vbox(spacing=0)
        self._inside = box(self._rows)
        self.button = chip_button("", slot=self._opened)
        vbox(hbox(self.button, None, margins=(6, 4, 0, 4)), self._inside, spacing=2, parent=self)
        self.hide()

    def show_rows(self, makers: Sequence[Callable[[], FactRow]]) -> None:
        """Others; it stays open when it was."""
        self._makers = makers
        language.bind(self.button, "setText", _("Formerly: {n}", n=len(makers)))
        self.setVisible(bool(makers))
        self._opened(self.button.isChecked())

    def rows(self) -> list[FactRow]:
        """The rows shown now."""
        return self._inside.findChildren(FactRow) if self.button.isChecked() else []

    def _opened(self, is_open: bool) -> None:
        clear(self._rows)
        for make in self._makers if is_open else ():
            self._rows.addWidget(make())
        self._inside.setVisible(is_open)
