"""People and attendance of a course taken in over its page: seen before, then in, then told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from cic_desktop import courses, startup
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
