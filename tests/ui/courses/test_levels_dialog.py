"""The level tests of a whole group: typed by keyboard, only what was changed is saved, all of it undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cic_desktop import courses
from cic_desktop.ui.accessibility import accessible_name
from cic_desktop.ui.language import language
from tests.ui.clients.conftest import clipped
from tests.ui.conftest import LANGUAGES


@pytest.fixture
def group(autumn):
    """Bondarenko with a test at the start; Chornovol and Doroshenko without."""
    first = autumn.enrol(autumn.person("Bondarenko"), enrolled_on="2026-09-07", entry_level="A0").id
    others = [autumn.enrol(autumn.person(name), enrolled_on="2026-09-07").id for name in ("Chornovol", "Doroshenko")]
    return [first, *others]


@pytest.fixture
def dialog(autumn, group, page, opened):
    page(autumn.course_id, "people").part.levels_button.click()
    made = opened[-1]
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made)
    return made


def levels(autumn):
    return [(line.entry_level, line.entry_points, line.exit_level) for line in autumn.card().group]


def press(dialog, text="", key=None):
    widget = dialog.focusWidget()
    if text:
        QTest.keyClicks(widget, text)
    if key is not None:
        QTest.keyClick(widget, key)


def test_typed_through_by_keyboard_and_undone(autumn, dialog, shell, undo, group):
    assert (dialog.which, len(dialog.rows)) == ("entry", 3), "two have no test at the start yet"
    assert dialog.rows[0].values() == {"level": "A0", "points": ""}
    press(dialog, key=Qt.Key.Key_Return)  # Bondarenko stays as she is
    press(dialog, "A1", Qt.Key.Key_Tab)
    press(dialog, "17", Qt.Key.Key_Return)
    assert dialog.rows[2].boxes["points"].editor.isAncestorOf(dialog.focusWidget()), "the same answer of the next"
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Backtab)
    press(dialog, "A2", Qt.Key.Key_Return)
    assert levels(autumn) == [("A0", None, ""), ("A1", 17, ""), ("A2", None, "")]
    assert autumn.line(group[0]).entry_on.isoformat() == "2026-09-07", "a row nobody touched keeps its day"
    assert autumn.line(group[1]).entry_on.isoformat() == "2026-11-23"
    assert shell.notes[-1] == "2 level tests noted."
    undo()
    assert levels(autumn) == [("A0", None, ""), ("", None, ""), ("", None, "")]


def test_both_tests_typed_in_one_go_and_undone(autumn, dialog, undo):
    """A course of last year typed in late: what was typed for one test is kept while the other is shown."""
    dialog.rows[1].set_values({"level": "A0"})
    dialog.day.set_values({"day": "2026-09-07"})
    dialog.taps["exit"].click()
    assert (dialog.which, dialog.rows[1].values()["level"]) == ("exit", "")
    dialog.rows[1].set_values({"level": "A1", "points": "31"})
    dialog.taps["entry"].click()
    assert dialog.rows[1].values()["level"] == "A0"
    assert dialog.day.values()["day"] == "2026-09-07"
    dialog.save()
    assert levels(autumn)[1] == ("A0", None, "A1")
    undo()
    assert levels(autumn)[1] == ("", None, "")


def test_a_row_emptied_takes_the_test_away_the_end_before_the_start(autumn, group, page, opened, do):
    do(lambda work: courses.set_level(work, group[0], "exit", {"day": "2026-11-20", "level": "A1"}))
    page(autumn.course_id, "people").part.levels()
    made = opened[-1]
    for which in ("exit", "entry"):
        made.taps[which].click()
        made.rows[0].set_values({"level": "", "points": ""})
    made.save()
    assert levels(autumn)[0] == ("", None, "")


def test_what_is_wrong_stands_in_its_row_or_says_the_name(autumn, dialog):
    dialog.rows[1].set_values({"points": "12"})
    dialog.rows[2].set_values({"level": "A1"})
    dialog.save()
    assert dialog.rows[1].boxes["level"].severity == "error"
    assert levels(autumn) == [("A0", None, ""), ("", None, ""), ("", None, "")], "all or none"
    dialog.rows[1].set_values({"level": "A1"})
    dialog.day.set_values({"day": "2026-09-01"})
    dialog.save()
    told = "Chornovol Oksana: The test is before the enrolment on 07.09.2026."
    assert dialog.banner._text.text() == told
    dialog.day.set_values({"day": ""})
    dialog.save()
    assert dialog.day.boxes["day"].severity == "error"
    dialog.taps["exit"].click()
    dialog.rows[2].set_values({"level": "A2"})
    dialog.taps["entry"].click()
    dialog.day.set_values({"day": "2026-09-07"})
    dialog.rows[2].set_values({"level": ""})
    dialog.save()
    assert dialog.which == "exit", "shown where the problem is"
    assert dialog.banner._text.text().startswith("Doroshenko Oksana: Note the test at the start first")


def test_nothing_changed_is_nothing_to_save(dialog, shell):
    notes = list(shell.notes)
    dialog.save()
    assert (dialog.isVisible(), shell.notes) == (False, notes)


def test_several_chosen_people_are_asked_alone(autumn, group, page, opened):
    part = page(autumn.course_id, "people").part
    part.levels(part.table.rows.lines[1:])
    assert [accessible_name(grid.boxes["level"].editor.target).split(":")[0] for grid in opened[-1].rows] == [
        "Chornovol Oksana", "Doroshenko Oksana",
    ]  # fmt: skip


@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_is_cut_off(autumn, group, page, opened, code):
    language.set(code)
    page(autumn.course_id, "people").part.levels()
    QApplication.processEvents()
    assert clipped(opened[-1]) == []
