"""The list of help given: filters, totals, signatures brought later, the list behind a number."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt

from cic_desktop import assistance
from cic_desktop.core.rights import Role
from cic_desktop.db.work import Actor
from cic_desktop.i18n import LANGUAGES
from cic_desktop.ui.assistance import help_rows, list_page
from cic_desktop.ui.assistance.help_filters import period
from cic_desktop.ui.assistance.list_page import HelpPage
from cic_desktop.ui.language import language


@pytest.fixture
def page(shell, qtbot):
    made = HelpPage(shell)
    qtbot.addWidget(made)
    made.resize(1140, 700)
    return made


def days(page):
    return [line.day.day for line in page.table.rows.lines]


def test_this_month_is_shown_first_with_its_totals(page, help_given):
    for day in (2, 20, 23):
        help_given(day)
    page.arrive()
    assert days(page) == [23, 20, 2]
    assert page.totals.text() == "3 services · 1 person"


def test_filters_narrow_the_list(page, help_given):
    help_given(23)
    help_given(23, kind="consultation", specialist="lawyer")
    help_given(20, signature="list")
    page.arrive()
    page.filters.periods["today"].click()
    assert days(page) == [23, 23]
    page.filters.kinds.set_code("consultation")
    page.filters.changed.emit()
    assert [line.kind for line in page.table.rows.lines] == ["consultation"]
    page.filters.kinds.set_code("")
    page.filters.periods["month"].click()
    page.filters.unsigned.click()
    assert days(page) == [20]
    page.filters.mine.click()
    assert days(page) == [20]


def test_dates_are_chosen(page, help_given, qtbot):
    help_given(5)
    help_given(23)
    page.arrive()
    page.filters.periods["choose"].click()
    page.filters.dates.set_values({"first": "2026-11-04", "last": "2026-11-06"})
    page.filters.changed.emit()
    assert days(page) == [5]


def test_the_list_behind_a_number_and_back(page, help_given):
    help_given(5, topic="stay")
    help_given(23)
    page.arrive(first=date(2026, 11, 1), last="2026-11-30", where="s.topic = ?", params=("stay",), title="legal stay")
    assert days(page) == [5]
    assert page.banner._text.text() == "Behind the number: legal stay"
    page._widen()
    assert days(page) == [23, 5]
    assert page.banner.isHidden()


def test_a_signature_is_noted_by_one_press_and_undone(page, shell, help_given, undo, qtbot):
    help_given(20, signature="list")
    page.arrive()
    page.table.clicked.emit(page.table.rows.index(0, help_rows.SIGNATURE))
    page.reload()
    assert page.table.rows.lines[0].signature == "now"
    assert shell.notes == ["1 signature noted."]
    undo()
    page.reload()
    assert page.table.rows.lines[0].signature == "list"


def test_many_signatures_are_noted_at_once(page, help_given):
    for day in (3, 4, 5):
        help_given(day, signature="list" if day > 3 else "now")
    page.arrive()
    assert not page.sign_button.isEnabled()
    page.table.selectAll()
    assert page.sign_button.isEnabled()
    page.sign_button.click()
    page.reload()
    assert {line.signature for line in page.table.rows.lines} == {"now"}


def test_a_row_opens_the_person(page, shell, help_given, oksana, qtbot):
    help_given(20)
    page.arrive()
    flag = QItemSelectionModel.SelectionFlag.SelectCurrent
    page.table.selectionModel().setCurrentIndex(page.table.rows.index(0, 0), flag)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert shell.opened == [("client", {"person_id": oksana})]


def test_only_what_is_looked_at_is_read(page, help_given, monkeypatch):
    monkeypatch.setattr(list_page, "PAGE", 2)
    for day in (1, 2, 3, 4, 5):
        help_given(day)
    page.arrive()
    rows = page.table.rows
    assert rows.rowCount() == 2
    while rows.canFetchMore(rows.index(-1, -1)):
        rows.fetchMore(rows.index(-1, -1))
    assert days(page) == [5, 4, 3, 2, 1]


def test_a_confidential_visit_keeps_its_place_to_itself(page, help_given, shell):
    help_given(20, kind="accompanied_visit", institution_kind="clinic", institution="USK", confidential="yes")
    page.arrive()
    mine = page.table.rows.data(page.table.rows.index(0, 2))
    assert "USK" in mine
    shell.ctx.opened.actor = Actor("somebody else", "olena", Role.ADVISOR)
    page.arrive()
    assert "USK" not in page.table.rows.data(page.table.rows.index(0, 2))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_cell_reads_in_every_language(page, help_given, lang, ask):
    language.set(lang)
    help_given(20)
    page.arrive()
    for column in range(page.table.rows.columnCount()):
        assert page.table.rows.data(page.table.rows.index(0, column))
        assert page.table.rows.headerData(column, Qt.Orientation.Horizontal)
    page.grab()  # paints without a complaint
    assert ask(lambda r: assistance.help_totals(r, assistance.HelpFilter())).services == 1


def test_an_empty_list_says_what_to_do(page):
    page.arrive()
    assert not page._empty.isHidden()
    assert page.table.isHidden()


@pytest.mark.parametrize(
    ("code", "first"), [("today", (2026, 11, 26)), ("week", (2026, 11, 23)), ("month", (2026, 11, 1))]
)
def test_periods_end_today(code, first):
    assert period(code, date(2026, 11, 26)) == (date(*first), date(2026, 11, 26))
