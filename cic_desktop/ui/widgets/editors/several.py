"""Several answers out of a long list: found by typing, each chosen one a chip that can be taken away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from cic_desktop.core.fields import Answer, Field
from cic_desktop.i18n import Joined, Text, _
from cic_desktop.i18n.collation import sort_key
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets.boxes import clear, vbox
from cic_desktop.ui.widgets.buttons import button
from cic_desktop.ui.widgets.editors.base import Editor
from cic_desktop.ui.widgets.editors.picker import CODE, NamesModel, PickerCombo
from cic_desktop.ui.widgets.layouts import Flow

_UNKNOWN: Text = _("no longer in the list")


class SeveralEditor(Editor):
    """Codes in the order they were chosen; a text that fits none of the options is kept, and told."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._options = {option.code: option.label for option in field.options}
        self._chosen: list[str] = []
        self._voice = language.voice
        self.target = self.combo = PickerCombo(NamesModel(self._names), self)
        self.combo.activated.connect(lambda _row: self.finish())
        self.combo.line.textEdited.connect(lambda _text: self.edited.emit())
        language.bind(self.combo.line, "setPlaceholderText", _("Type to find"))
        self.chips: dict[str, QPushButton] = {}
        self._place = QWidget()
        self._flow = Flow(gap=6, parent=self._place)
        vbox(self.combo, self._place, spacing=6, parent=self)
        self._show()

    def value(self) -> Answer:
        typed = self.combo.currentText().strip()
        return [*self._chosen, *([typed] if typed else [])] or ""

    def set_value(self, answer: Answer) -> None:
        self._chosen = list(dict.fromkeys(answer if isinstance(answer, list) else answer.split()))
        self.combo.setCurrentIndex(-1)
        self.combo.setEditText("")
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes what is typed; only with nothing typed it goes on to the dialog."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.combo.currentText().strip():
            self.finish()
        else:
            super().keyPressEvent(event)

    def finish(self) -> None:
        """The user goes on: take the one that was meant."""
        row = self.combo.row_of(self.combo.currentText())
        if row >= 0:
            code = str(self.combo.itemData(row, CODE))
            self.combo.setCurrentIndex(-1)
            self.combo.setEditText("")
            self._choose([*self._chosen, code])
        self.left.emit()

    def _choose(self, codes: list[str]) -> None:
        self._chosen = list(dict.fromkeys(codes))
        self._show()
        self.edited.emit()

    def _take_away(self, code: str) -> None:
        self._choose([each for each in self._chosen if each != code])
        self.combo.setFocus()

    def _show(self) -> None:
        clear(self._flow)
        with language.speaking(self._voice):
            self.chips = {code: self._chip(code) for code in self._chosen}
        for chip in self.chips.values():
            self._flow.addWidget(chip)
        self._place.setVisible(bool(self._chosen))

    def _chip(self, code: str) -> QPushButton:
        words = self._options.get(code, _UNKNOWN)
        made = button(words, "x", slot=partial(self._take_away, code))
        made.setProperty("role", "chip")
        language.bind(made, "setAccessibleName", Joined((_("Take away"), words), ": "))
        return made

    def _names(self, lang: str) -> tuple[tuple[str, str], ...]:
        named = [(code, label.render(lang)) for code, label in self._options.items()]
        return tuple(sorted(named, key=lambda pair: sort_key(pair[1])))
