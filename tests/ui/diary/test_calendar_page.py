"""The calendar through its page: seen, walked through, moved, called off, recorded."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from cic_desktop import assistance, diary
from cic_desktop.core import clock
from cic_desktop.core.rights import Role
from cic_desktop.diary.slots import Span
from cic_desktop.ui.diary.columns import day_grid, week_grid
from cic_desktop.ui.diary.details import AppointmentDetails, CallOffDialog
from cic_desktop.ui.diary.grid import CalendarGrid
from cic_desktop.ui.diary.page import CalendarPage
from cic_desktop.ui.diary.painting import block_rect
from cic_desktop.ui.language import language
from tests.ui.conftest import ROOM
from tests.ui.diary.conftest import WHEN

WEDNESDAY = date(2026, 11, 25)


@pytest.fixture
def page(shell, qtbot):
    made = CalendarPage(shell)
    qtbot.addWidget(made)
    made.resize(*ROOM)
    made.show()
    made.arrive()
    return made


@pytest.fixture
def on_wednesday(ask):
    return lambda: [(line.starts_at, line.state) for line in ask(lambda r: diary.agenda(r, WEDNESDAY))]


def press(dialog, words):
    next(b for b in dialog.findChildren(QPushButton) if b.text() == words).click()


def middle(page: CalendarPage, number: int = 0) -> QPointF:
    return block_rect(page.grid.face(), page.grid.grid.blocks[number]).center()


def test_the_week_shows_working_days_hours_and_appointments(page, do, shell, agreed):
    hours = {"account_id": shell.ctx.actor.id, "weekday": "5", "starts_at": "9:00", "ends_at": "12:00",
             "slot_minutes": "30", "every_weeks": "1", "valid_from": "2026-11-01"}  # fmt: skip
    page.reload()
    assert [column.day.day for column in page.grid.grid.columns] == [23, 24, 25, 26, 27]
    do(lambda work: diary.keep_hours(work, hours))
    page.reload()
    assert [column.day.day for column in page.grid.grid.columns] == [23, 24, 25, 26, 27, 28], (
        "somebody works on Saturday"
    )
    assert page.grid.grid.columns[5].hours == (Span(540, 720),)
    assert page.subtitle.text().endswith(" · 1 appointment")


def test_the_grid_is_painted_in_every_light_and_language(page, agreed):
    page.reload()
    for code in ("pl", "uk", "ru", "en", "qps"):
        language.set(code)
        assert not page.grab().isNull()
    assert page.grid.accessibleDescription()


def test_keys_walk_say_what_is_there_and_open_it(page, qtbot, agreed, opened):
    page.reload()
    page.grid.setFocus()
    assert page.grid.accessibleDescription() == "Monday · 23 November 2026 · 09:00: free"
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(page.grid, key)
    assert "Kovalenko Oksana" in page.grid.accessibleDescription()
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    assert isinstance(opened[0], AppointmentDetails)


def test_enter_on_a_free_time_books_it(page, qtbot, opened):
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(page.grid, key)
    answers = opened[0].grid.values()
    assert (answers["day"], answers["starts_at"]) == ("2026-11-24", "09:30")


def test_page_keys_turn_the_week_and_today_comes_back(page, qtbot):
    qtbot.keyClick(page.grid, Qt.Key.Key_PageDown)
    assert page.grid.grid.columns[0].day == date(2026, 11, 30)
    press(page, "Today")
    assert page.grid.grid.columns[0].day == date(2026, 11, 23)


def test_dragging_moves_and_is_undone(page, qtbot, agreed, shell, undo, on_wednesday):
    page.reload()
    start = middle(page)
    end = QPointF(start.x(), start.y() + page.grid.face().y(13 * 60) - page.grid.face().y(10 * 60))
    qtbot.mousePress(page.grid, Qt.MouseButton.LeftButton, pos=start.toPoint())
    qtbot.mouseMove(page.grid, end.toPoint())
    assert not page.grab().isNull(), "with the appointment in the hand"
    qtbot.mouseRelease(page.grid, Qt.MouseButton.LeftButton, pos=end.toPoint())
    assert on_wednesday() == [("13:00", "planned")]
    assert shell.notes == ["Moved to Wednesday, 25 November 2026, 13:00."]
    undo()
    assert on_wednesday() == [("10:00", "planned")]


def test_a_day_that_is_over_does_not_take_it(page, shell, agreed, on_wednesday):
    page.reload()
    page.carry(agreed, date(2026, 11, 20), "10:00", "")
    assert shell.notes == ["This day is over. Choose another one, or record the help that was given."]
    assert on_wednesday() == [("10:00", "planned")]


def test_a_click_opens_and_the_help_is_recorded_from_there(page, qtbot, agreed, opened, shell, oksana):
    page.reload()
    qtbot.mouseClick(page.grid, Qt.MouseButton.LeftButton, pos=middle(page).toPoint())
    opened[0].record()
    assert shell.opened == [("sitting", {"appointment_id": agreed, "person_ids": (oksana,), "kind": "document_help"})]


def test_it_is_called_off_with_a_reason_and_undone(page, agreed, opened, shell, undo, on_wednesday):
    page.reload()
    page.open_line(agreed)
    opened[0].call_off()
    dialog = opened[1]
    assert isinstance(dialog, CallOffDialog)
    dialog.save()
    assert dialog.grid.boxes["reason"].severity == "error"
    dialog.grid.set_values({"reason": "Choroba"})
    dialog.save()
    assert on_wednesday() == [("10:00", "called_off")]
    undo()
    assert on_wednesday() == [("10:00", "planned")]


def test_help_of_a_prepared_visit_is_recorded_on_its_own_page(page, do, opened, shell, oksana):
    plan = {"institution_kind": "zus", "institution": "ZUS", "day": "2026-11-25", "starts_at": "10:00",
            "interprets": "advisor"}  # fmt: skip
    visit = do(lambda work: assistance.visits.prepare_visit(work, oksana, plan))
    page.reload()
    page.open_line(page.grid.grid.blocks[0].line.id)
    opened[0].record()
    assert shell.opened == [("visit", {"visit_id": visit})]


def test_a_visit_agreed_on_is_prepared_from_there(page, do, opened, shell, oksana):
    made = do(lambda work: diary.agree(work, {**WHEN, "place": "clinic"}, "medical_visit", oksana))
    page.reload()
    page.open_line(made)
    words = {language.text(title): run for title, run in opened[0]._choices()}
    words["Prepare the visit…"]()
    assert shell.opened == [("visit", {"person_id": oksana, "appointment_id": made})]


def test_called_off_a_referral_waits_again_and_it_is_said(page, do, ask, opened, shell, oksana):
    need = {"specialist": "lawyer", "urgency": "soon", "waiting_since": "2026-11-20", "reason": "Odmowa"}
    referral = do(lambda work: assistance.note_need(work, oksana, need))
    do(lambda work: assistance.take_step(work, referral, "qualified", {"criteria": ["agrees"], "urgency": "soon"}))
    made, _before = do(lambda work: assistance.book_referral(work, referral, WHEN, shell.ctx.actor.id))
    page.reload()
    page.open_line(made)
    opened[0].call_off()
    opened[1].grid.set_values({"reason": "Choroba"})
    opened[1].save()
    assert shell.notes == ["Called off: Kovalenko Oksana. The referral waits again."]
    assert ask(lambda read: assistance.referral(read, referral)).state == "proposed"


def test_nobody_came_is_one_click_and_undone(page, agreed, opened, undo, on_wednesday):
    page.reload()
    page.open_line(agreed)
    opened[0].set_state("no_show")
    assert on_wednesday() == [("10:00", "no_show")]
    undo()
    assert on_wednesday() == [("10:00", "planned")]


def test_the_calendar_of_a_room_shows_what_is_in_it(page, do, agreed):
    room = do(lambda work: diary.keep_room(work, {"name": "Pokój 2", "seats": "3"}))
    page.reload()
    page.whose.set_code(f"room:{room}")
    page.reload()
    assert page.grid.grid.blocks == ()
    page.arrive(whose="")
    assert page.filter() == diary.WeekFilter(room_id=room)


def test_a_day_has_a_column_for_everybody_there(page, ask, do, agreed):
    page.go(WEDNESDAY)
    page.views["day"].click()
    assert [language.text(column.head) for column in page.grid.grid.columns] == ["Anna Nowak"]
    assert page.subtitle.text().endswith(" · 1 appointment")
    empty = day_grid(ask(lambda r: diary.week(r, date(2026, 11, 30))), date(2026, 12, 1))
    assert len(empty.columns) == 1


def test_what_overlaps_stands_side_by_side(ask, do, agreed):
    when = {"day": "2026-11-25", "starts_at": "10:30", "minutes": "60", "place": "office"}
    do(lambda work: diary.agree(work, when, "information"))
    grid = week_grid(ask(lambda r: diary.week(r, date(2026, 11, 23))))
    assert [(block.lane, block.lanes) for block in grid.blocks] == [(0, 2), (1, 2)]


def test_the_week_is_saved_without_names(page, shell, agreed, monkeypatch, tmp_path):
    path = tmp_path / "week.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    page.reload()
    page.save_shown()
    text = Path(path).read_text("utf-8")
    assert text.count("BEGIN:VEVENT") == 1
    assert "Kovalenko" not in text
    assert shell.notes == ["Saved. The file holds case numbers, no names."]


def test_an_unrecorded_appointment_is_counted(page, agreed):
    with clock.frozen(clock.now().replace(day=26)):
        page.reload()
        assert page.subtitle.text().endswith(" · 1 appointment · 1 not recorded yet")


def test_who_may_not_book_sees_and_moves_nothing(shell, qtbot, ctx, agreed, monkeypatch):
    from cic_desktop.core import rights

    monkeypatch.setitem(rights.RIGHTS, Role.ADMINISTRATOR, frozenset({rights.Right.READ_CLIENTS}))
    page = CalendarPage(shell)
    qtbot.addWidget(page)
    page.arrive()
    assert not page.grid.movable
    assert "New appointment" not in [b.text() for b in page.findChildren(QPushButton)]


def test_an_empty_grid_can_be_painted(qtbot):
    grid = CalendarGrid()
    qtbot.addWidget(grid)
    assert not grid.grab().isNull()
