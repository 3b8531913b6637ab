"""Ctrl+K: the keyboard goes to the box, and back to the field it came from."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from cic_desktop.i18n import Plain
from cic_desktop.ui.palette import Palette
from cic_desktop.ui.widgets import vbox


@pytest.fixture
def window(qtbot: Any) -> QWidget:
    made = QWidget()
    made.fields = [QLineEdit("half typed"), QLineEdit()]  # type: ignore[attr-defined]
    vbox(*made.fields, parent=made)  # type: ignore[attr-defined]
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def test_closed_again_the_keyboard_is_where_it_was(window: Any, qtbot: Any) -> None:
    palette = Palette(window, list)
    window.fields[0].setFocus()
    palette.popup()
    assert palette.find_box.hasFocus()
    qtbot.keyClick(palette.find_box, Qt.Key.Key_Escape)
    field: Any = QApplication.focusWidget()
    assert field is window.fields[0]
    assert field.text() == "half typed"


def test_a_command_may_take_the_keyboard_elsewhere(window: Any, qtbot: Any) -> None:
    palette = Palette(window, lambda: [(Plain("Second"), "", window.fields[1].setFocus)])
    window.fields[0].setFocus()
    palette.popup()
    qtbot.keyClick(palette.find_box, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is window.fields[1]
