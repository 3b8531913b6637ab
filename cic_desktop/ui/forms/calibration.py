"""How this machine's printer lies: the calibration page, and how far what it prints is moved."""

from __future__ import annotations

from PySide6.QtCore import Signal

from cic_desktop.core.errors import Invalid
from cic_desktop.forms import papers
from cic_desktop.forms.page.shift import SHIFT, Shift, read_shift, shift_answers
from cic_desktop.i18n import Text, _
from cic_desktop.ui.clients.dialog import ClientDialog, cancel_button, default_button
from cic_desktop.ui.language import language
from cic_desktop.ui.printing import SHIFT_KEY, printer_shift, show_pdf
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import button, strong
from cic_desktop.ui.widgets.fields import FieldGrid

TITLE: Text = _("Calibration page")
FILE_NAME = "calibration.pdf"


class CalibrationDialog(ClientDialog):
    """Print the page, measure, write down how far off it is. `saved` fires when something is kept."""

    saved = Signal()

    def __init__(self, shell: Shell) -> None:
        hint = _("Print the page, measure its rulers, and see at once whether forms come out in their place.")
        super().__init__(shell, TITLE, hint, width=620)
        self.grid = FieldGrid(SHIFT)
        self.grid.set_values(shift_answers(printer_shift(self.ctx.settings)))
        self.page_button = button(_("Show and print the page"), "printer", slot=self.show_page)
        self.body.addWidget(strong(_("Printer offset")))
        self.body.addWidget(self.grid)
        self.foot.addWidget(self.page_button)
        self.foot.addStretch(1)
        self.foot.addWidget(cancel_button(self))
        self.foot.addWidget(default_button(_("Save"), self.save))

    def show_page(self) -> None:
        """With the offset as it is written here, to see whether it is right before it is kept."""
        if (shift := self._typed()) is not None:
            show_pdf(self, papers.calibration_page(language.code, shift), TITLE, FILE_NAME, shift=shift)

    def save(self) -> None:
        """Keep the offset on this machine."""
        if (shift := self._typed()) is not None:
            for name, value in shift_answers(shift).items():
                self.ctx.settings.set(SHIFT_KEY.format(name), str(value))
            self.saved.emit()
            self.accept()

    def _typed(self) -> Shift | None:
        try:
            return read_shift(self.grid.values())
        except Invalid as error:
            self.grid.show_problems(error.problems)
            self.grow()
            return None
