"""A menu of things to do with something, made when it is asked for and gone when it closes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from cic_desktop.i18n import Text, _
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets.buttons import button

__all__ = ["Choices", "menu", "menu_button"]

Choices = Iterable[tuple[Text, Callable[[], object]]]


def menu(parent: QWidget, choices: Choices) -> QMenu:
    """The choices in their order; `popup` shows it."""
    made = QMenu(parent)
    for words, run in choices:
        made.addAction(language.text(words)).triggered.connect(lambda _checked=False, act=run: act())
    made.aboutToHide.connect(made.deleteLater)
    return made


def menu_button(choices: Callable[[], Choices]) -> QPushButton:
    """A button "More"; its choices are worked out when it is pressed."""
    made = button(_("More"), "more")
    made.clicked.connect(lambda: menu(made, choices()).popup(made.mapToGlobal(made.rect().bottomLeft())))
    return made
