"""The diary laid open: a week with all it holds, a month at a glance, free times between lessons."""

from __future__ import annotations

from datetime import date

import pytest

from cic_desktop import diary

MONDAY, WEDNESDAY, NOVEMBER = date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 1)
MEETING = {"day": "2026-11-25", "starts_at": "12:00", "minutes": "60", "place": "office"}


@pytest.fixture
def month(look):
    def read_it(**shown):
        found = look(lambda read: diary.month(read, NOVEMBER, diary.WeekFilter(**shown)))
        return {line.day: line for line in found.days}

    return read_it


def test_a_week_holds_appointments_lessons_and_events(do, look, course, event, lesson):
    held = lesson(course())
    fair = event("Targi", starts_on=WEDNESDAY, ends_on=date(2026, 11, 26))
    do(lambda work: diary.agree(work, MEETING, "information"))
    week = look(lambda read: diary.week(read, MONDAY))
    assert ([line.id for line in week.gatherings], len(week.lines)) == ([held], 1)
    assert [(line.id, line.day.day, line.starts_at) for line in week.events] == [(fair, 25, ""), (fair, 26, "")]
    only = look(lambda read: diary.week(read, MONDAY, shown=diary.WeekFilter(what="appointments")))
    assert (only.gatherings, only.events, len(only.lines)) == ((), (), 1)
    groups = look(lambda read: diary.week(read, MONDAY, shown=diary.WeekFilter(what="groups")))
    assert (len(groups.gatherings), groups.lines) == (1, ())


def test_a_teachers_week_is_their_lessons_and_their_own_appointments(do, look, course, lesson, me):
    anna = do(lambda work: diary.keep_teacher(work, {"name": "Anna Nowak", "account_id": me}))
    ewa = do(lambda work: diary.keep_teacher(work, {"name": "Ewa Lis"}))
    a1 = course()
    hers, other = lesson(a1, teacher_id=anna), lesson(a1, teacher_id=ewa, starts_at="14:00")
    do(lambda work: diary.agree(work, MEETING, "information"))
    found = {
        teacher: look(lambda read, t=teacher: diary.week(read, MONDAY, shown=diary.WeekFilter(teacher_id=t)))
        for teacher in (anna, ewa)
    }
    assert [line.id for line in found[anna].gatherings] == [hers]
    assert len(found[anna].lines) == 1
    assert [line.id for line in found[ewa].gatherings] == [other]
    assert found[ewa].lines == (), "somebody from outside has no appointments here"


def test_a_month_is_whole_weeks_with_what_is_on_each_day(do, month, course, event, lesson):
    a1 = course()
    for hour in range(8, 18):
        lesson(a1, starts_at=f"{hour}:00", minutes="45")
    conference = event()
    do(lambda work: diary.add_gathering(
        work, {"day": "2026-11-25", "starts_at": "9:00", "minutes": "60"}, event_id=conference
    ))  # fmt: skip
    do(lambda work: diary.agree(work, MEETING, "information"))
    days = month()
    assert (min(days), max(days), len(days)) == (date(2026, 10, 26), date(2026, 12, 6), 42)
    there = days[WEDNESDAY]
    assert [(line.name, line.starts_at) for line in there.events] == [("Konferencja", "09:00")]
    assert (there.lesson_count, [mark.starts_at for mark in there.lessons][:2]) == (10, ["08:00", "09:00"])
    assert len(there.lessons) < 10, "no more are named than can be shown"
    assert (there.line_count, there.lines) == (1, ()), "the centre's appointments are counted"
    assert days[date(2026, 11, 11)].holiday.render("en") == "National Independence Day"


def test_somebodys_own_month_names_the_appointments(do, month, course, lesson, me):
    room = do(lambda work: diary.keep_room(work, {"name": "Sala 1", "seats": ""}))
    anna = do(lambda work: diary.keep_teacher(work, {"name": "Anna Nowak", "account_id": me}))
    a1 = course()
    lesson(a1, room_id=room), lesson(a1, teacher_id=anna, starts_at="16:00")
    do(lambda work: diary.agree(work, MEETING, "information"))
    mine, rooms = month(account_id=me)[WEDNESDAY], month(room_id=room)[WEDNESDAY]
    assert ([line.starts_at for line in mine.lines], [mark.starts_at for mark in mine.lessons]) == (
        ["12:00"], ["16:00"],
    )  # fmt: skip
    assert (rooms.line_count, [mark.starts_at for mark in rooms.lessons]) == (0, ["10:00"])
    assert [mark.starts_at for mark in month(teacher_id=anna)[WEDNESDAY].lessons] == ["16:00"]
    assert month(what="appointments")[WEDNESDAY].lesson_count == 0
    assert month(what="groups")[WEDNESDAY].line_count == 0


def test_what_belongs_to_a_course_that_is_gone_is_not_shown(do, month, look, course, lesson):
    from cic_desktop.courses.tables import Course

    a1 = course()
    lesson(a1)
    do(lambda work: work.retire(work.get(Course, a1)))
    assert month()[WEDNESDAY].lesson_count == 0
    assert look(lambda read: diary.week(read, MONDAY)).gatherings == ()


def test_a_time_with_a_lesson_is_not_free(do, look, course, lesson, me):
    room = do(lambda work: diary.keep_room(work, {"name": "Pokój 2", "seats": "3"}))
    hours = {
        "account_id": me, "weekday": "2", "starts_at": "9:00", "ends_at": "13:00", "slot_minutes": "60",
        "every_weeks": "1", "valid_from": "2026-11-01", "room_id": room,
    }  # fmt: skip
    do(lambda work: diary.keep_hours(work, hours))
    anna = do(lambda work: diary.keep_teacher(work, {"name": "Anna Nowak", "account_id": me}))
    a1 = course()
    lesson(a1, teacher_id=anna, starts_at="9:00", minutes="60")
    lesson(a1, room_id=room, starts_at="11:00", minutes="60")
    free = look(lambda read: diary.free_times(read, me, 60, WEDNESDAY, limit=2))
    assert [slot.starts_at for slot in free] == ["10:00", "12:00"]
