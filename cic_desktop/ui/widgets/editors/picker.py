"""Countries and languages: a long list found by typing, with or without diacritics."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Protocol

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit

from cic_desktop.core.fields import Answer, Field
from cic_desktop.core.text import fold
from cic_desktop.i18n import _, countries, languages
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets.boxes import hbox
from cic_desktop.ui.widgets.editors.base import Editor, one
from cic_desktop.ui.widgets.editors.choices import Combo

CODE, FOLDED = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_Source = Callable[[str], tuple[tuple[str, str], ...]]
_SOURCES: dict[str, _Source] = {"country": countries, "language": languages}


class Finishes(Protocol):
    """An editor that is told when its combo box is left."""

    def finish(self) -> None: ...


class NamesModel(QStandardItemModel):
    """(code, name, folded names) of one list in the language spoken, shared by all pickers of its kind.

    Said to a client, a name is also found by how the window calls it: the advisor's keyboard may have no Cyrillic.
    """

    def __init__(self, source: _Source) -> None:
        super().__init__()
        self._source = source
        self.fill()
        language.on_change(self, self.fill)

    def fill(self) -> None:
        known = dict(self._source(language.code)) if language.voice else {}
        items = [_item(code, name, known.get(code, name)) for code, name in self._source(language.spoken)]
        self.clear()
        self.invisibleRootItem().appendRows(items)


class PickerEditor(Editor):
    """A country or language. A text that fits none of them is kept, and told."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.target = self.combo = PickerCombo(_model(field.kind, *_tongues()), self)
        self.combo.line.textEdited.connect(lambda _text: self.edited.emit())
        self.combo.activated.connect(lambda _index: self.edited.emit())
        hbox((self.combo, 1), parent=self)
        language.bind(self.combo.line, "setPlaceholderText", _("Type to find"))
        language.on_change(self, self._translate)
        self._code = ""

    def value(self) -> Answer:
        typed = self.combo.currentText()
        row = self.combo.row_of(typed)
        return self.combo.itemData(row, CODE) if row >= 0 else self._unknown(typed)

    def set_value(self, answer: Answer) -> None:
        self._code = one(answer)
        row = self.combo.findData(self._code, CODE) if self._code else -1
        self.combo.setCurrentIndex(row)
        if row < 0:
            self.combo.setEditText(self._code)
        self.combo.line.setCursorPosition(0)

    def finish(self) -> None:
        """The user goes on: take the one that was meant."""
        row = self.combo.row_of(self.combo.currentText())
        if row >= 0:
            self.combo.setCurrentIndex(row)
            self.combo.setEditText(self.combo.itemText(row))
        self._code = one(self.value())
        self.left.emit()

    def _unknown(self, typed: str) -> str:
        return self._code if typed == self._code else typed

    def _translate(self) -> None:
        self.set_value(self._code)


class PickerCombo(Combo):
    """A combo box one types into; when it is left, its editor takes what was meant (`finish`)."""

    def __init__(self, model: NamesModel, editor: Finishes) -> None:
        super().__init__()
        self._editor = editor
        self.line = QLineEdit()
        self.setLineEdit(self.line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setModel(model)
        self.setMaxVisibleItems(12)
        self.setCompleter(_FoldedCompleter(model, self))
        self.setCurrentIndex(-1)

    def row_of(self, typed: str) -> int:
        """The row whose name is typed, or the only one that starts so; -1 if none or several."""
        wanted, model = fold(typed), self.model()
        if not wanted:
            return -1
        start, within = model.index(0, 0), Qt.MatchFlag.MatchContains
        exact = model.match(start, FOLDED, f"\n{wanted}\n", 1, within)
        found = exact or model.match(start, FOLDED, f"\n{wanted}", 2, within)
        return found[0].row() if len(found) == 1 else -1

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._editor.finish()


class _FoldedCompleter(QCompleter):
    def __init__(self, model: NamesModel, parent: QObject) -> None:
        super().__init__(model, parent)
        self.setCompletionRole(FOLDED)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setMaxVisibleItems(10)

    def splitPath(self, path: str) -> list[str]:
        return [fold(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


def _item(code: str, *names: str) -> QStandardItem:
    made = QStandardItem(names[0])
    made.setData(code, CODE)
    made.setData("\n".join(("", *dict.fromkeys(map(fold, names)), "")), FOLDED)  # each on a line of its own
    return made


def _tongues() -> tuple[str, str]:
    """What a shared list hangs on: nothing while it follows the window's language."""
    return (language.voice, language.code) if language.voice else ("", "")


@cache  # pickers on view would lose a list that went
def _model(kind: str, _voice: str, _window: str) -> NamesModel:
    return NamesModel(_SOURCES[kind])
