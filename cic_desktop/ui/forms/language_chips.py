"""The language of what is shown to the client, chosen apart from the language of the window."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from cic_desktop.i18n import LANGUAGES, _
from cic_desktop.ui.forms.words import OWN_NAMES
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets import chip_button, hbox


class LanguageChips(QWidget):
    """One chip per language, each in its own words. `chosen` fires for the user's choice only."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.chips = {code: chip_button(OWN_NAMES[code]) for code in LANGUAGES}
        for code, made in self.chips.items():
            self._group.addButton(made)
            made.clicked.connect(partial(self._choose, code))
        hbox(*self.chips.values(), spacing=6, parent=self)
        language.bind(self, "setAccessibleName", _("The client's language"))
        self.code = "pl"
        self.set(self.code)

    def set(self, code: str) -> None:
        """Show a language as chosen."""
        self.code = code
        self.chips[code].setChecked(True)

    def _choose(self, code: str, _checked: bool = False) -> None:
        if code != self.code:
            self.set(code)
            self.chosen.emit(code)
