"""Agreeing on an appointment."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from cic_desktop import diary
from cic_desktop.ui.assistance.appointment import AppointmentDialog

DAY = date(2026, 11, 23)


@pytest.fixture
def dialog(shell, qtbot):
    def make(**args):
        made = AppointmentDialog(shell, **args)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(made)
        made.show()
        return made

    return make


@pytest.fixture
def agenda(ask):
    return lambda: ask(lambda r: diary.agenda(r, DAY))


def test_an_appointment_is_agreed_with_a_few_keys_and_undone(dialog, qtbot, shell, agenda, undo, oksana):
    agreed: list[str] = []
    made = dialog(person_id=oksana, then=agreed.append)
    assert made.grid.values()["starts_at"] == "09:45"
    qtbot.keyClick(made, Qt.Key.Key_Return)
    [line] = agenda()
    assert (line.person, line.starts_at, line.advisor, line.id) == (
        "Kovalenko Oksana",
        "09:45",
        "Anna Nowak",
        agreed[0],
    )
    assert shell.notes == ["Agreed: Monday, 23 November 2026, 09:45."]
    undo()
    assert agenda() == []


def test_a_clash_is_shown_while_choosing_and_does_not_forbid(dialog, agenda, oksana):
    dialog(person_id=oksana).save()
    made = dialog()
    assert not made.warning.isHidden()
    assert "09:45" in made.warning._text.text()
    made.grid.set_values({"starts_at": "15:00"})
    made._edited("starts_at")
    assert made.warning.isHidden()
    made.grid.set_values({"starts_at": "9:50", "about": "pierwszy raz"})
    made._edited("starts_at")
    made.save()
    assert [(line.starts_at, line.about) for line in agenda()] == [("09:45", ""), ("09:50", "pierwszy raz")]


def test_the_person_is_found_by_typing(dialog, qtbot, agenda, oksana):
    made = dialog()
    made.finder.box.setText("Коваленко")  # QTest types Latin letters only
    assert made.finder.list.count() == 1
    qtbot.keyClick(made.finder.box, Qt.Key.Key_Return)
    assert made.finder.isHidden()
    made.save()
    assert [line.person_id for line in agenda()] == [oksana]


def test_nobody_found_is_said(dialog, qtbot, oksana):
    made = dialog()
    qtbot.keyClicks(made.finder.box, "Zzyzx Qwrt")
    assert made.finder.list.count() == 0
    assert not made.finder._nobody.isHidden()


def test_a_time_that_is_none_is_said_beside_it(dialog, agenda):
    made = dialog()
    made.grid.set_values({"starts_at": "26:00"})
    made.save()
    assert made.grid.boxes["starts_at"].severity == "error"
    assert made.isVisible()
    assert agenda() == []
