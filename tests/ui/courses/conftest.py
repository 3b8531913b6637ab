"""A course with its autumn planned, and a class of forty whose register is marked by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from cic_desktop import courses, diary
from cic_desktop.ui.courses.course_page import CoursePage
from tests.courses.conftest import School, desk, school, teacher  # noqa: F401
from tests.ui.conftest import ROOM


@pytest.fixture
def autumn(school: School) -> School:  # noqa: F811
    """Mondays and Wednesdays from September on, planned; the lesson of 23 November is today's."""
    school.plan()
    return school


@pytest.fixture
def forty(autumn: School, do) -> School:
    """Forty people in the group, by name: Aa00, Aa01 … have no two first letters that are not theirs alone."""
    card = autumn.card()
    wider = {**card.answers, "capacity": "40"}
    do(lambda work: courses.amend_course(work, card.line.id, card.line.revision, wider))
    for number in range(40):
        letters = chr(ord("a") + number // 8) + chr(ord("a") + number % 8)
        autumn.enrol(autumn.person(f"{letters.capitalize()}enko"), enrolled_on="2026-09-07")
    return autumn


@pytest.fixture
def room(do) -> str:
    return do(lambda work: diary.keep_room(work, {"name": "Sala 1", "seats": "8"}))


@pytest.fixture
def page(shell, qtbot) -> Callable[..., CoursePage]:
    """Opens a course at a section."""

    def show(course_id: str, section: str = "", chosen: str = "") -> CoursePage:
        made = CoursePage(shell)
        qtbot.addWidget(made)
        made.resize(*ROOM)
        made.show()
        made.activateWindow()
        assert QTest.qWaitForWindowActive(made)  # or its keys would not be heard
        made.arrive(course_id, section, chosen)
        shell.ctx.changed.connect(lambda changes: made.reload() if changes.touches(made.watches) else None)
        return made

    return show


@pytest.fixture
def opened(qtbot, monkeypatch) -> list[QDialog]:
    """Every dialog that is opened, still there to be looked at."""
    found: list[QDialog] = []

    def remember(dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(dialog)
        dialog.show()
        found.append(dialog)

    monkeypatch.setattr(QDialog, "open", remember)
    return found


class Keys:
    """Presses keys on a widget and counts them; a chord is one."""

    def __init__(self, widget: QWidget) -> None:
        self.widget, self.count = widget, 0

    def type(self, text: str) -> None:
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(self.widget, letter)
            else:  # QTest knows no other letters
                pressed = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self.widget, pressed)
        self.count += len(text)

    def press(self, key: Qt.Key, control: bool = False) -> None:
        held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(self.widget, key, held)
        self.count += 1
