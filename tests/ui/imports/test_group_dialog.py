"""People and attendance of a course taken in over its page: seen before, then in, then told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from cic_desktop import clients, courses, startup
from cic_desktop.exchange.importing import Counts
from cic_desktop.ui.imports.group_dialog import AttendanceImport, GroupDialog, ParticipantsImport
from cic_desktop.ui.imports.page import ImportPage
from tests.groups import PEOPLE, Groups
from tests.ui.conftest import NotingShell

PEOPLE_ROWS = "Imię i nazwisko;Obywatelstwo\nDaryna Bondar;BY\nAmir Karimi;AF\nZenon Nikt;\n"
MARKS = "Nazwisko i imię;7.09.2026;9.09.2026\nBondar Daryna;+;n\nKovalenko Oksana Iryna;u;\n"


@pytest.fixture
def groups(register: startup.Opened) -> Groups:
    made = Groups(register)
    made.plan_course()
    made.enrol_people(PEOPLE[:2])
    return made


@pytest.fixture
def opened(groups: Groups, shell: NotingShell, qtbot: Any, tmp_path: Path) -> Any:
    parent = QWidget()
    qtbot.addWidget(parent)

    def show(page: type[ImportPage], rows: str) -> GroupDialog:
        path = tmp_path / "lista.csv"
        path.write_text(rows, "utf-8")
        dialog = GroupDialog(shell, parent, page, groups.course)
        dialog.open()
        dialog.page.arrive(str(path))
        return dialog

    return show


def test_people_are_seen_first_and_enrolled_then(opened: Any, groups: Groups) -> None:
    dialog = opened(ParticipantsImport, PEOPLE_ROWS)
    page = dialog.page
    page.forward()
    assert page.columns.columns == {0: "full_name", 1: "citizenship"}
    page.forward()
    assert page.plan.counts == Counts(imported=1, unchanged=1, rejected=1)
    assert len(groups.card().people) == 2
    page.forward()
    assert page.done.isVisible()
    assert page.done.title.text() == "1 person is enrolled"
    assert page.done.save_button.isVisible()
    assert [line.person for line in groups.card().people] == ["Bondar Daryna", "Karimi Amir", "Kovalenko Oksana Iryna"]
    dialog.close_button.click()
    assert not dialog.isVisible()


def test_somebody_known_is_another_person_and_nobody_new(opened: Any, groups: Groups) -> None:
    """She has a second record; the list names that one, beside somebody nobody knows."""
    other = {**PEOPLE[1], "surname": "Kowalenko", "given": "Oksana"}
    groups.do(lambda work: clients.register(work, other))
    rows = "Imię i nazwisko;Data ur.;Obywatelstwo\nOksana Kowalenko;15.04.1992;UA\nDaryna Bondar;28.02.1988;BY\n"
    page = opened(ParticipantsImport, rows).page
    page.forward()
    page.forward()
    check = page.check
    assert [line.state for line in page.plan.lines] == ["undecided", "undecided"]
    assert (check.new_button.isEnabled(), check.other_button.isEnabled()) == (True, True)
    check.undecided.selectRow(0)
    assert (check.new_button.isEnabled(), check.other_button.isEnabled()) == (False, True)
    check.other_button.click()
    assert [check.undecided.rows.cell(row, 3).first.render("en") for row in (0, 1)] == ["another person", "left out"]
    check.undecided.clearSelection()
    check.new_button.click()
    assert [check.undecided.rows.cell(row, 3).first.render("en") for row in (0, 1)] == [
        "another person",
        "somebody new",
    ]
    page.forward()
    assert page.result.counts == Counts(imported=2)
    assert len(groups.card().people) == 4


def test_attendance_goes_in_by_the_dates_over_the_columns(opened: Any, groups: Groups) -> None:
    page = opened(AttendanceImport, MARKS).page
    page.forward()
    assert page.columns.columns == {0: "reversed_name", 1: "mark", 2: "mark"}
    page.forward()
    page.forward()
    found = groups.ask(lambda read: courses.register(read, groups.course))
    assert sorted(found.marks.values()) == ["absent", "excused", "present"]


def test_only_its_own_kind_of_list_is_offered(opened: Any) -> None:
    page = opened(ParticipantsImport, PEOPLE_ROWS).page
    assert page.file.what == "participants"
    assert len(page.file.what_buttons) == 1
    assert not page.file.what_buttons["participants"].isVisible()
