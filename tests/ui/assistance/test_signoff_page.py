"""Signatures on paper: the list of the week, codes typed back, undo, the month's hours."""

from __future__ import annotations

from datetime import date

import pytest

from cic_desktop import assistance
from cic_desktop.ui.assistance import attendance_dialog, hours_dialog, signoff_page
from cic_desktop.ui.assistance.signoff_page import SignOffPage, period


@pytest.fixture
def page(shell, qtbot):
    made = SignOffPage(shell)
    qtbot.addWidget(made)
    made.resize(1140, 700)
    return made


@pytest.fixture
def shown(monkeypatch):
    """The PDFs that would be shown."""
    pdfs = []
    for module in (signoff_page, hours_dialog, attendance_dialog):
        monkeypatch.setattr(module, "show_pdf", lambda _parent, pdf, *_rest: pdfs.append(pdf))
    return pdfs


def names(page):
    return [line.person for line in page.table.rows.lines]


def test_the_month_shows_what_waits_for_a_signature_and_can_be_narrowed(page, help_given):
    help_given(23, signature="list")
    help_given(23, signature="now")
    help_given(3, signature="list")
    page.arrive()
    assert len(names(page)) == 2
    assert page.total.text() == "2 to be signed"
    page.periods["week"].click()
    assert names(page) == ["Kovalenko Oksana"]


def test_the_printed_list_gives_codes_that_are_ticked_and_taken_back(page, help_given, shown, shell, undo, ask):
    help_given(23, signature="list")
    page.arrive()
    page.print_button.click()
    assert shown[0].startswith(b"%PDF")
    page.reload()
    code = page.table.rows.lines[0].code
    page.codes.setText(assistance.shown_code(code).lower())
    page.codes.returnPressed.emit()
    page.reload()
    assert names(page) == []
    assert shell.notes[-1] == "1 signature noted."
    undo()
    page.reload()
    assert names(page) == ["Kovalenko Oksana"]
    assert page.codes.text() == ""


def test_a_code_that_cannot_be_read_is_said_and_the_next_may_follow(page, help_given, shell):
    help_given(23, signature="list")
    page.arrive()
    page.codes.setText("ZZZ")
    page.tick()
    assert [one.state for one in page._last] == ["misread"]
    assert shell.notes == []


def test_everything_signed_is_said(page, help_given):
    help_given(23)
    page.arrive()
    assert page._empty.isVisibleTo(page)
    assert not page.print_button.isEnabled()


def test_the_months_hours_are_printed(page, help_given, shown, shell, qtbot):
    help_given(23)
    dialog = hours_dialog.HoursDialog(shell)
    qtbot.addWidget(dialog)
    assert dialog.who.code() == shell.ctx.actor.id
    dialog.go.click()
    assert shown[0].startswith(b"%PDF")


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("day", date(2026, 11, 23), date(2026, 11, 23)),
        ("week", date(2026, 11, 23), date(2026, 11, 23)),
        ("last_week", date(2026, 11, 16), date(2026, 11, 22)),
        ("month", date(2026, 11, 1), date(2026, 11, 23)),
        ("last_month", date(2026, 10, 1), date(2026, 10, 31)),
    ],
)
def test_periods_end_today_at_the_latest(code, first, last):
    assert period(code, date(2026, 11, 23)) == (first, last)


def test_an_attendance_list_of_anything_is_printed_and_a_mistake_is_said_beside_its_field(shell, qtbot, shown):
    dialog = attendance_dialog.AttendanceDialog(shell)
    qtbot.addWidget(dialog)
    dialog.show_list()
    assert shown == []
    assert dialog.grid.boxes["title"].severity == "error"
    dialog.grid.set_values({"title": "Szkolenie", "names": "Anna Nowak"})
    dialog.show_list()
    assert shown[0].startswith(b"%PDF")
