"""Character boxes are a line edit in all but looks: typing, correcting, selecting, pasting."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cic_desktop.ui.theme import theme
from cic_desktop.ui.widgets.char_boxes import CharBoxes


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[None]:
    theme.install(qapp, "light")
    yield


def pesel(qtbot: QtBot, text: str = "") -> CharBoxes:
    made = CharBoxes(11, r"\d", (6,))
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setText(text)
    made.setFocus()
    return made


def test_typing_takes_only_what_is_allowed_and_stops_at_the_last_box(qtbot: QtBot) -> None:
    boxes = pesel(qtbot)
    QTest.keyClicks(boxes, "92a0-4 1512345678")
    assert boxes.text() == "92041512345"


def test_typing_in_the_middle_replaces_one_box(qtbot: QtBot) -> None:
    boxes = pesel(qtbot, "92041512345")
    boxes.setCursorPosition(2)
    QTest.keyClicks(boxes, "99")
    assert boxes.text() == "92991512345"
    assert boxes.cursorPosition() == 4


def test_arrows_backspace_and_delete(qtbot: QtBot) -> None:
    boxes = pesel(qtbot, "1234")
    QTest.keyClick(boxes, Qt.Key.Key_Backspace)
    QTest.keyClick(boxes, Qt.Key.Key_Home)
    QTest.keyClick(boxes, Qt.Key.Key_Delete)
    QTest.keyClick(boxes, Qt.Key.Key_Right)
    assert (boxes.text(), boxes.cursorPosition()) == ("23", 1)


def test_a_paste_brings_its_digits_and_loses_none(qtbot: QtBot) -> None:
    boxes = pesel(qtbot)
    heard: list[str] = []
    boxes.textEdited.connect(heard.append)
    QGuiApplication.clipboard().setText(" PESEL: 920415-12345 7\n")
    QTest.keyClick(boxes, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert boxes.text() == "920415123457"
    assert heard == [boxes.text()]


def test_selecting_and_typing_replaces_and_undo_brings_back(qtbot: QtBot) -> None:
    boxes = pesel(qtbot, "92041512345")
    boxes.setSelection(0, 6)
    QTest.keyClicks(boxes, "7")
    assert boxes.text() == "712345"
    QTest.keyClick(boxes, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert boxes.text() == "92041512345"


def test_a_click_goes_to_its_box_and_dragging_selects(qtbot: QtBot) -> None:
    boxes = pesel(qtbot, "92041512345")
    second = QPoint(34, 18)
    QTest.mouseClick(boxes, Qt.MouseButton.LeftButton, pos=second)
    assert boxes.cursorPosition() == 1
    QTest.mousePress(boxes, Qt.MouseButton.LeftButton, pos=QPoint(4, 18))
    QTest.mouseMove(boxes, QPoint(100, 18))
    QTest.mouseRelease(boxes, Qt.MouseButton.LeftButton, pos=QPoint(100, 18))
    assert boxes.selectedText() == "920"
