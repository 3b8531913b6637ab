"""Answers for a thumb: buttons a finger cannot miss, for the laptop on somebody's knees."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QSizePolicy

from cic_desktop.core.fields import Answer, Field
from cic_desktop.i18n import Text
from cic_desktop.ui.language import Words, language
from cic_desktop.ui.widgets import Flow
from cic_desktop.ui.widgets.editors import Editor, make_editor
from cic_desktop.ui.widgets.editors.base import one

__all__ = ["TapsEditor", "tap_button", "tap_editor"]

HEIGHT, GREAT = 60, 128  # pixels


def tap_button(words: Words, slot: Callable[[], object] | None = None, *, great: bool = False) -> QPushButton:
    """A big button; the `great` one is the next thing to do, as wide as there is room."""
    made = QPushButton()
    made.setProperty("role", "tap")
    made.setAutoDefault(False)
    if great:
        made.setProperty("kind", "primary")
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    made.setMinimumHeight(GREAT if great else HEIGHT)
    if slot is not None:
        made.clicked.connect(lambda _checked=False: slot())
    return language.bind(made, "setText", words)


class TapsEditor(Editor):
    """One of a few answers, each a big button; a tap on the chosen one takes it back."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.buttons = {option.code: self._button(option.code, option.label) for option in field.options}
        Flow(*self.buttons.values(), gap=10, parent=self)
        self.target = next(iter(self.buttons.values()))

    def value(self) -> Answer:
        return next((code for code, made in self.buttons.items() if made.isChecked()), "")

    def set_value(self, answer: Answer) -> None:
        for code, made in self.buttons.items():
            made.setChecked(code == one(answer))

    def name(self, words: Words) -> None:
        language.bind(self, "setAccessibleName", words)

    def mark(self, severity: str) -> None:
        """The line below says it; every button in red would say it many times."""

    def _button(self, code: str, words: Text) -> QPushButton:
        made = tap_button(words)
        made.setCheckable(True)
        made.clicked.connect(lambda on: self._choose(code if on else ""))
        return made

    def _choose(self, code: str) -> None:
        self.set_value(code)
        self.edited.emit()
        self.left.emit()


def tap_editor(field: Field) -> Editor:
    """Big buttons for a choice of a few, the usual editor for everything else."""
    return TapsEditor(field) if field.options else make_editor(field)
