"""A teacher's month on paper and as a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cic_desktop import startup
from cic_desktop.core.fields import Option
from cic_desktop.i18n import Plain
from cic_desktop.ui.courses.teaching_dialog import TeachingDialog
from tests.groups import Groups
from tests.ui.conftest import NotingShell


@pytest.fixture
def groups(register: startup.Opened) -> Groups:
    made = Groups(register)
    made.plan_course()
    made.enrol_people()
    made.hold_lessons()
    return made


@pytest.fixture
def dialog(groups: Groups, shell: NotingShell, qtbot: Any) -> TeachingDialog:
    teachers = (Option(groups.teacher, Plain("Jolanta Górska")), Option("other", Plain("Adam Inny")))
    made = TeachingDialog(shell, teachers)
    qtbot.addWidget(made)
    made.show()
    return made


def test_last_month_is_shown_of_the_teacher_chosen(dialog: TeachingDialog, groups: Groups, monkeypatch: Any) -> None:
    shown: list[bytes] = []
    monkeypatch.setattr("cic_desktop.ui.courses.papers.show_pdf", lambda _parent, pdf, *_rest: shown.append(pdf))
    assert dialog.grid.values()["month"] == "2026-10"
    dialog.show_record()
    assert not shown, "nobody is chosen yet"
    dialog.grid.set_values({"teacher_id": groups.teacher})
    dialog.show_record()
    assert shown[0].startswith(b"%PDF")


def test_the_spreadsheet_is_of_everybody_when_nobody_is_chosen(dialog: TeachingDialog, tmp_path: Path) -> None:
    dialog.save(str(tmp_path / "g.xlsx"))
    sheet = openpyxl.load_workbook(tmp_path / "g.xlsx").worksheets[0]
    assert sheet.max_row == 1 + 8
