"""A dialog whose questions come when the register has answered: it grows to what they need then."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cic_desktop.i18n import Text
from cic_desktop.ui.clients.dialog import ClientDialog, DialogBody
from cic_desktop.ui.language import Words
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import vbox
from cic_desktop.ui.widgets.fields import FieldGrid
from cic_desktop.ui.widgets.fit import fit

__all__ = ["LateDialog"]


class LateDialog(ClientDialog):
    """`begin` with what is there at once; `show_questions` when they are known."""

    def __init__(self, shell: Shell, title: Text, hint: Words = "", width: int = 700) -> None:
        super().__init__(shell, title, hint, width)
        self._place = vbox()
        self._whole: DialogBody | None = None

    def begin(self, *items: QWidget) -> None:
        """Put in the part that scrolls."""
        self._whole = DialogBody(*items, self._place)
        self.body.addWidget(self._whole, 1)

    def show_questions(self, grid: FieldGrid) -> None:
        """Put the questions below everything else."""
        self._place.addWidget(grid)
        grid.show()  # at once: what Qt shows only later takes no room yet

    def fit(self) -> None:
        """As high as the questions need."""
        if self._whole is not None:
            self._whole.updateGeometry()  # Qt remembers the height it had before, in two places
            self.body.invalidate()
            fit(self)
