"""Rows of the day: what does not fit is told, what stands there is left alone, long lists come bit by bit."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtWidgets import QWidget

from cic_desktop import diary
from cic_desktop.ui.today.page import TodayPage
from cic_desktop.ui.today.rows import Row
from cic_desktop.ui.widgets.gradual import Gradual

DAY = {"day": "2026-11-23", "minutes": "5", "place": "office"}
TITLE, META = "Kovalenko-Bondarenko Oksana Iryna", "Odbiór karty pobytu · w centrum"


def painted(qtbot, row: Row, width: int) -> Row:
    qtbot.addWidget(row)
    row.resize(width, 52)
    row.grab()
    return row


def test_words_that_are_cut_stand_in_the_tool_tip(qtbot):
    row = painted(qtbot, Row("clock", "warn", TITLE, META), 160)
    assert row.toolTip() == f"{TITLE}\n{META}"
    assert painted(qtbot, row, 600).toolTip() == ""


def test_what_a_page_says_in_the_tool_tip_stays(qtbot):
    row = Row("form", "primary", TITLE, META)
    row.setToolTip("23 November 2026, 09:30")
    assert painted(qtbot, row, 160).toolTip() == "23 November 2026, 09:30"


def test_a_row_says_both_lines_to_a_screen_reader(qtbot):
    row = painted(qtbot, Row("clock", "warn", TITLE, META), 600)
    assert (row.accessibleName(), row.accessibleDescription()) == (TITLE, META)


@pytest.fixture
def busy_day(do):
    def prepare(work):
        for minute in range(20):
            diary.agree(work, {**DAY, "starts_at": f"9:{minute:02}", "about": f"Caller {minute}"}, "information")

    do(prepare)


def test_a_long_day_is_there_after_a_few_turns_of_the_loop(qtbot, shell, busy_day):
    page = TodayPage(shell)
    qtbot.addWidget(page)
    page.arrive()
    assert 0 < len(page.agenda.findChildren(Row)) < 20
    qtbot.waitUntil(lambda: len(page.agenda.findChildren(Row)) == 20)
    assert [row.accessibleName() for row in page.agenda.findChildren(Row)] == [f"Caller {n}" for n in range(20)]


def test_opening_the_same_day_again_leaves_its_rows_alone(qtbot, shell, do, busy_day):
    page = TodayPage(shell)
    qtbot.addWidget(page)
    page.arrive()
    qtbot.waitUntil(lambda: len(page.agenda.findChildren(Row)) == 20)
    before = page.agenda.findChildren(Row)
    page.arrive()
    assert page.agenda.findChildren(Row) == before
    do(lambda work: diary.agree(work, {**DAY, "starts_at": "8:00", "about": "New"}, "information"))
    page.arrive()
    assert page.agenda.findChildren(Row) != before


def test_a_list_begun_anew_drops_the_rest_of_the_old_one(qtbot):
    owner = QWidget()
    qtbot.addWidget(owner)
    made: list[str] = []
    gradual = Gradual(owner)
    gradual.begin(partial(made.append, f"old {n}") for n in range(30))
    gradual.begin(partial(made.append, f"new {n}") for n in range(10))
    qtbot.waitUntil(lambda: not gradual.isActive())
    assert [name for name in made if name.startswith("new")] == [f"new {n}" for n in range(10)]
    assert len(made) < 40
