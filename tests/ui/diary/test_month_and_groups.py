"""Lessons and events in the calendar's page: the month, the week with its crowds, teachers, dragging with clashes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QFileDialog

from cic_desktop import diary
from cic_desktop.courses.tables import Course
from cic_desktop.diary.tables import Gathering
from cic_desktop.events.tables import Event
from cic_desktop.ui.diary.bookables import TEACHERS, BookablesDialog
from cic_desktop.ui.diary.columns import day_grid, week_grid
from cic_desktop.ui.diary.details import AppointmentDetails
from cic_desktop.ui.diary.page import CalendarPage
from cic_desktop.ui.diary.painting import block_rect
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets import ConfirmDialog
from tests.ui.conftest import ROOM

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
def project(ask):
    return ask(lambda read: read.sql("SELECT id FROM project"))[0][0]


@pytest.fixture
def course(do, shell, project):
    def make(name="Polski A1"):
        values = {"kind": "polish", "starts_on": date(2026, 11, 23), "account_id": shell.ctx.actor.id}
        return do(lambda work: work.add(Course(name=name, project_id=project, **values)).id)

    return make


@pytest.fixture
def lesson(do):
    def plan(course_id, **answers):
        when = {"day": "2026-11-25", "starts_at": "9:00", "minutes": "90", **answers}
        return do(lambda work: diary.add_gathering(work, when, course_id=course_id))

    return plan


@pytest.fixture
def fair(do, shell, project):
    """An event on Wednesday and Thursday, whose programme begins on Thursday."""

    def open_it(work):
        row = work.add(
            Event(
                kind="event", name="Targi", project_id=project, account_id=shell.ctx.actor.id, starts_on=WEDNESDAY,
                ends_on=date(2026, 11, 26),
            )
        )  # fmt: skip
        work.add(Gathering(event_id=row.id, day=date(2026, 11, 26), starts_at="12:00", minutes=60, title="Otwarcie"))
        return row.id

    return do(open_it)


def cell_of(page, day):
    return next(number for number, line in enumerate(page.month.month.days) if line.day == day)


def click(qtbot, widget, point: QPointF):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=point.toPoint())


def test_a_month_shows_what_is_on_each_day_and_opens_it(page, qtbot, shell, course, lesson, fair, agreed):
    a1 = course()
    lesson(a1)
    page.views["month"].click()
    assert page.subtitle.text() == "November 2026 · 1 appointment · 1 lesson · 1 event"
    number = cell_of(page, WEDNESDAY)
    lines, below = page.month.placed(number)
    assert [language.text(line.entry.words) for line in lines] == ["Targi", "09:00 Polski A1"]
    for line in lines:
        click(qtbot, page.month, line.rect.center())
    assert shell.opened == [("event", {"event_id": fair}), ("course", {"course_id": a1})]
    click(qtbot, page.month, below.center())
    assert page.shows("day")
    assert page.day == WEDNESDAY
    assert page.subtitle.text().startswith("Wednesday")


def test_keys_walk_through_the_month_and_open_a_day(page, qtbot, course, lesson, fair):
    lesson(course())
    page.views["month"].click()
    page.month.setFocus()
    assert page.month.accessibleDescription() == "Monday, 23 November 2026 · nothing planned"
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(page.month, key)
    assert page.month.accessibleDescription() == "Wednesday, 25 November 2026 · Targi · 09:00 Polski A1"
    qtbot.keyClick(page.month, Qt.Key.Key_PageDown)
    assert page.subtitle.text().startswith("December 2026")
    qtbot.keyClick(page.month, Qt.Key.Key_PageUp)
    assert page.day == date(2026, 11, 30), "the day next to the month it came from"
    qtbot.keyClick(page.month, Qt.Key.Key_Up)
    qtbot.keyClick(page.month, Qt.Key.Key_Return)
    assert page.day == date(2026, 11, 23)
    assert page.shows("day")


def test_a_day_with_too_much_counts_the_rest(page, course, lesson):
    a1 = course()
    for hour in range(8, 18):
        lesson(a1, starts_at=f"{hour}:00", minutes="45")
    page.views["month"].click()
    lines, below = page.month.placed(cell_of(page, WEDNESDAY))
    assert 0 < len(lines) < 10
    assert below.bottom() <= page.month.cell(cell_of(page, WEDNESDAY)).bottom() + 1
    assert f"+{10 - len(lines)} lessons" in language.text(_rest(page, lines))


def _rest(page, lines):
    from cic_desktop.ui.diary.cells import rest

    return rest(page.month.month.days[cell_of(page, WEDNESDAY)], [line.entry for line in lines])


def test_ones_own_month_names_appointments_and_opens_them(page, qtbot, shell, agreed, opened):
    page.reload()
    page.whose.set_code(f"account:{shell.ctx.actor.id}")
    page.views["month"].click()
    [line], _below = page.month.placed(cell_of(page, WEDNESDAY))
    assert language.text(line.entry.words) == "10:00 Kovalenko Oksana"
    click(qtbot, page.month, line.rect.center())
    assert isinstance(opened[0], AppointmentDetails)


def test_the_month_is_painted_in_every_language(page, course, lesson, fair, agreed):
    lesson(course())
    page.views["month"].click()
    for code in ("pl", "uk", "ru", "en", "qps"):
        language.set(code)
        assert not page.grab().isNull()


def test_the_week_shows_lessons_and_events_and_opens_them(page, qtbot, shell, course, lesson, fair):
    a1 = course()
    lesson(a1, title="Zakupy")
    page.reload()
    assert page.subtitle.text().endswith("1 lesson · 1 event")
    assert [[event.name for event in column.events] for column in page.grid.grid.columns[2:4]] == [["Targi"], []]
    click(qtbot, page.grid, page.grid.face().event_rect(2).center())
    for block in page.grid.grid.blocks:
        click(qtbot, page.grid, block_rect(page.grid.face(), block).center())
    assert shell.opened == [
        ("event", {"event_id": fair}), ("course", {"course_id": a1}), ("event", {"event_id": fair}),
    ]  # fmt: skip
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_Left)
    assert "Wednesday · 25 November 2026 · Targi" in page.grid.accessibleDescription()


def test_a_crowd_is_counted_and_the_day_shows_it(page, qtbot, course, lesson):
    a1 = course()
    for number in range(7):
        lesson(a1, starts_at=f"9:{number}0" if number < 6 else "10:00")
    page.reload()
    assert len(page.grid.grid.blocks) == 3
    [more] = page.grid.grid.more
    assert more.count == 4
    assert not page.grab().isNull()
    click(qtbot, page.grid, block_rect(page.grid.face(), more).center())
    assert page.shows("day")
    assert len(page.grid.grid.blocks) == 7


def test_ctrl_and_an_arrow_reach_each_of_those_side_by_side(page, qtbot, shell, course, lesson, agreed):
    a1, b1 = course(), course("Polski B1")
    lesson(a1), lesson(b1)
    page.reload()
    page.grid.setFocus()
    told = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(page.grid, key, Qt.KeyboardModifier.ControlModifier)
        told.append(page.grid.accessibleDescription().split(" · ")[3])
    assert told == ["Polski A1", "Polski B1", "Kovalenko Oksana", "Kovalenko Oksana", "Polski B1"]
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    assert shell.opened == [("course", {"course_id": b1})]


def test_while_it_is_dragged_it_says_who_is_taken(page, qtbot, do, course, lesson):
    ewa = do(lambda work: diary.keep_teacher(work, {"name": "Ewa Lis"}))
    lesson(course("Polski B1"), teacher_id=ewa, starts_at="13:00")
    lesson(course(), teacher_id=ewa)
    page.reload()
    [moved, other] = page.grid.grid.blocks
    assert page.grid.grid.taken(moved, moved.column, 12 * 60) is other
    assert page.grid.grid.taken(moved, moved.column, 14 * 60 + 30) is None, "what touches is free"
    assert page.grid.grid.taken(moved, 0, 12 * 60) is None, "another day"
    start, face = block_rect(page.grid.face(), moved).center(), page.grid.face()
    qtbot.mousePress(page.grid, Qt.MouseButton.LeftButton, pos=start.toPoint())
    qtbot.mouseMove(page.grid, QPointF(start.x(), start.y() + face.y(12 * 60) - face.y(9 * 60)).toPoint())
    assert not page.grab().isNull()


def test_what_is_shown_is_narrowed_to_appointments_or_groups(page, course, lesson, agreed):
    lesson(course())
    page.what.set_code("groups")
    page.reload()
    assert page.subtitle.text().endswith(" · 1 lesson")
    page.what.set_code("appointments")
    page.reload()
    assert page.subtitle.text().endswith(" · 1 appointment")


def test_a_teacher_from_outside_has_a_calendar_and_a_column(page, ask, do, course, lesson):
    ewa = do(lambda work: diary.keep_teacher(work, {"name": "Ewa Lis"}))
    a1 = course()
    lesson(a1, teacher_id=ewa)
    lesson(a1, starts_at="15:00")
    page.reload()
    page.whose.set_code(f"teacher:{ewa}")
    assert page.whose.currentText() == "Ewa Lis · teacher"
    page.reload()
    assert page.subtitle.text().endswith(" · 1 lesson")
    grid = day_grid(ask(lambda read: diary.week(read, date(2026, 11, 23))), WEDNESDAY)
    assert [language.text(column.head) for column in grid.columns] == ["Ewa Lis", "Courses and events"]
    assert [block.column for block in grid.blocks] == [0, 1]


def test_what_takes_the_whole_day_is_nobodys_column(ask, do, course, lesson, fair):
    ewa = do(lambda work: diary.keep_teacher(work, {"name": "Ewa Lis"}))
    lesson(course(), teacher_id=ewa)
    grid = day_grid(ask(lambda read: diary.week(read, date(2026, 11, 23))), WEDNESDAY)
    assert [(language.text(column.head), len(column.events)) for column in grid.columns] == [
        ("Ewa Lis", 0), ("Courses and events", 1),
    ]  # fmt: skip


def test_a_lesson_is_dragged_to_another_time_and_undone(page, ask, course, lesson, shell, undo):
    moved = lesson(course())
    page.reload()
    page.carry(moved, date(2026, 11, 26), "13:00", "")
    assert shell.notes == ["Moved to Thursday, 26 November 2026, 13:00."]
    assert ask(lambda read: diary.gathering(read, moved)).starts_at == "13:00"
    undo()
    assert ask(lambda read: diary.gathering(read, moved)).starts_at == "09:00"


def test_a_point_of_a_programme_is_dragged_within_the_days_of_its_event(page, ask, fair, shell, undo):
    [point] = ask(lambda read: diary.gatherings_of(read, event_id=fair))
    page.reload()
    page.carry(point.id, WEDNESDAY, "10:00", "")
    assert ask(lambda read: diary.gathering(read, point.id)).day == WEDNESDAY
    undo()
    page.reload()
    page.carry(point.id, date(2026, 11, 27), "10:00", "")
    assert shell.notes[-1] == "The event is from 25.11.2026 to 26.11.2026."
    assert ask(lambda read: diary.gathering(read, point.id)).day == date(2026, 11, 26)


def test_what_speaks_against_it_is_asked_before_a_lesson_moves(page, ask, do, course, lesson, shell, opened, agreed):
    ewa = do(lambda work: diary.keep_teacher(work, {"name": "Ewa Lis"}))
    lesson(course("Polski B1"), teacher_id=ewa, starts_at="13:00")
    moved = lesson(course(), teacher_id=ewa)
    page.reload()
    page.carry(moved, WEDNESDAY, "12:00", "")
    [question] = opened
    assert isinstance(question, ConfirmDialog)
    assert ask(lambda read: diary.gathering(read, moved)).starts_at == "09:00"
    question.yes.click()
    assert ask(lambda read: diary.gathering(read, moved)).starts_at == "12:00"


def test_what_spoke_against_it_before_is_not_asked_again(page, ask, do, course, lesson, opened):
    small = do(lambda work: diary.keep_room(work, {"name": "Pokój 2", "seats": "3"}))
    moved = lesson(course(), room_id=small)
    page.reload()
    page.carry(moved, WEDNESDAY, "12:00", "")
    assert opened == []
    assert ask(lambda read: diary.gathering(read, moved)).starts_at == "12:00"


def test_two_lessons_of_one_course_are_never_at_once(page, ask, course, lesson, shell):
    a1 = course()
    moved = lesson(a1)
    lesson(a1, starts_at="13:00")
    page.reload()
    page.carry(moved, WEDNESDAY, "13:30", "")
    assert ask(lambda read: diary.gathering(read, moved)).starts_at == "09:00"
    assert len(shell.notes) == 1


def test_the_month_is_saved_with_its_lessons(page, shell, course, lesson, agreed, monkeypatch, tmp_path):
    lesson(course(), title="Zakupy")
    path = tmp_path / "month.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    page.views["month"].click()
    page.save_shown()
    text = Path(path).read_text("utf-8")
    assert text.count("BEGIN:VEVENT") == 2
    assert "Polski A1 · Zakupy" in text
    assert "Kovalenko" not in text


def test_what_is_shown_is_printed(page, course, lesson, agreed, monkeypatch):
    shown: list[bytes] = []
    monkeypatch.setattr("cic_desktop.ui.diary.printing.show_pdf", lambda _owner, pdf, *_rest: shown.append(pdf))
    lesson(course())
    for name in ("month", "week", "day"):
        page.views[name].click()
        page.print_shown()
    assert [pdf[:5] for pdf in shown] == [b"%PDF-"] * 3


def test_the_chosen_view_is_remembered(page, shell, qtbot):
    page.views["month"].click()
    again = CalendarPage(shell)
    qtbot.addWidget(again)
    assert again.shows("month")


def test_teachers_are_kept_in_their_dialog(shell, qtbot, ask):
    made = BookablesDialog(shell, TEACHERS)
    qtbot.addWidget(made)
    made.show()
    assert made.grid is not None
    made.grid.set_values({"name": "Ewa Lis", "phone": "600 100 200"})
    made.save()
    assert made.list.item(0).text() == "Ewa Lis · from outside"
    made.grid.set_values({"account_id": shell.ctx.actor.id})
    made.save()
    assert made.list.item(0).text() == "Ewa Lis · Anna Nowak"
    made.take_away()
    assert ask(diary.teachers) == []


def test_an_empty_week_has_no_crowd(ask):
    grid = week_grid(ask(lambda read: diary.week(read, date(2026, 11, 23))))
    assert (grid.blocks, grid.more) == ((), ())
