"""Choosing a time: what speaks against it, what is free, what may not be done at all."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cic_desktop import clients, diary
from cic_desktop.core import clock
from cic_desktop.core.errors import Invalid, Stale
from cic_desktop.diary.free_days import free_day
from cic_desktop.diary.ics import calendar_file

WEDNESDAY = date(2026, 11, 25)
WHEN = {"day": "2026-11-25", "starts_at": "10:00", "minutes": "60", "place": "office"}
HOURS = {
    "weekday": "2", "starts_at": "9:00", "ends_at": "12:00", "slot_minutes": "30", "every_weeks": "1",
    "valid_from": "2026-11-01",
}  # fmt: skip
OLENA: dict[str, Any] = {
    "name": "Olena Bondar",
    "languages": ["uk", "ru"],
    "phone": "512 000 111",
    "sworn": "no",
    "adult": "yes",
}


@pytest.fixture
def hours(do: Any, me: str) -> Any:
    return lambda **answers: do(lambda work: diary.keep_hours(work, {"account_id": me, **HOURS, **answers}))


@pytest.fixture
def oksana(do: Any) -> str:
    names = {"surname": "Kovalenko", "given": "Oksana", "citizenship": "UA", "language": "uk"}
    return str(do(lambda work: clients.register(work, names)).id)


def test_everything_that_is_taken_is_said_beside_its_field(do, look, me, oksana):
    room = do(lambda work: diary.keep_room(work, {"name": "Pokój 2", "seats": "4"}))
    olena = do(lambda work: diary.keep_interpreter(work, OLENA))
    booked = {**WHEN, "room_id": room, "interpreter_id": olena}
    agreed = do(lambda work: diary.agree(work, booked, "document_help", oksana))
    wanted = diary.Meeting(WEDNESDAY, "10:30", 30, me, oksana, room, olena)
    said = {clash.field: clash.text.render("en") for clash in look(lambda read: diary.clashes(read, wanted))}
    assert said == {
        "account_id": "Anna Nowak has another appointment then: 10:00–11:00 · Kovalenko Oksana.",
        "starts_at": "The client has another appointment then: 10:00–11:00 · Kovalenko Oksana.",
        "room_id": "Pokój 2 is taken then: 10:00–11:00 · Kovalenko Oksana.",
        "interpreter_id": "Olena Bondar interprets elsewhere then: 10:00–11:00 · Kovalenko Oksana.",
    }
    moved = diary.Meeting(WEDNESDAY, "10:30", 30, me, oksana, room, olena, but=agreed)
    assert look(lambda read: diary.clashes(read, moved)) == [], "it does not stand in its own way"


@pytest.mark.parametrize(
    ("day", "at", "said"),
    [
        (date(2026, 11, 11), "10:00", "A public holiday: National Independence Day."),
        (date(2026, 11, 25), "11:45", "Outside the office hours of Anna Nowak: 09:00–12:00."),
        (date(2026, 11, 26), "10:00", "Anna Nowak has no office hours on this day."),
        (date(2026, 11, 25), "11:30", ""),
        (date(2026, 11, 23), "09:00", "This time is already over."),
    ],
)
def test_holidays_office_hours_and_what_is_over(look, hours, me, day, at, said):
    hours()
    hours(weekday="0", starts_at="8:00", ends_at="16:00")
    texts = [
        clash.text.render("en") for clash in look(lambda read: diary.clashes(read, diary.Meeting(day, at, 30, me)))
    ]
    assert (said in texts) if said else texts == []


def test_without_office_hours_nothing_is_outside_them(look, me):
    assert look(lambda read: diary.clashes(read, diary.Meeting(WEDNESDAY, "06:00", 30, me))) == []


def test_free_times_are_the_office_hours_without_what_is_taken(do, look, hours, me):
    hours()
    do(lambda work: diary.agree(work, {**WHEN, "starts_at": "9:30"}, "information"))
    free = look(lambda read: diary.free_times(read, me, 30, WEDNESDAY, limit=5))
    assert [(slot.day.day, slot.starts_at) for slot in free] == [
        (25, "09:00"), (25, "10:30"), (25, "11:00"), (25, "11:30"), (2, "09:00"),
    ]  # fmt: skip


def test_today_only_what_is_still_to_come_is_free_and_holidays_never_are(look, hours, me):
    hours(weekday="0")  # it is Monday, 09:30
    free = look(lambda read: diary.free_times(read, me, 30, limit=3))
    assert [slot.starts_at for slot in free] == ["09:30", "10:00", "10:30"]
    with clock.frozen(clock.now().replace(month=12, day=20)):
        hours(weekday="4")  # the next Friday is Christmas, the one after it New Year's Day
        days = {slot.day for slot in look(lambda read: diary.free_times(read, me, 30, limit=99))}
    assert date(2026, 12, 25) not in days
    assert date(2027, 1, 8) in days


def test_every_second_week_counts_from_the_first(hours, look):
    hours(every_weeks="2", valid_from="2026-11-02", valid_to="2026-12-31")
    [line] = look(diary.office_hours)
    kept = [day for day in range(1, 31) if line.holds_on(date(2026, 11, day))]
    assert kept == [4, 18]
    assert not line.holds_on(date(2027, 1, 13))


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"ends_at": "9:00"}, "ends_at"),
        ({"slot_minutes": "200"}, "slot_minutes"),
        ({"valid_to": "2026-10-01"}, "valid_to"),
    ],
)
def test_office_hours_that_cannot_be_are_refused(hours, answers, field):
    with pytest.raises(Invalid) as refused:
        hours(**answers)
    assert [problem.field for problem in refused.value.problems] == [field]


def test_a_child_is_never_an_interpreter(do, look):
    with pytest.raises(Invalid) as refused:
        do(lambda work: diary.keep_interpreter(work, {**OLENA, "adult": "no"}))
    assert [problem.field for problem in refused.value.problems] == ["adult"]
    assert look(diary.interpreters) == []


def test_interpreters_of_the_language_come_first(do, look):
    do(lambda work: diary.keep_interpreter(work, OLENA))
    do(lambda work: diary.keep_interpreter(work, {**OLENA, "name": "Beka Lomidze", "languages": ["ka"]}))
    assert [line.name for line in look(lambda read: diary.interpreters(read, "uk"))] == ["Olena Bondar", "Beka Lomidze"]


def test_what_is_taken_off_the_list_comes_back(do, look):
    room = do(lambda work: diary.keep_room(work, {"name": "Pokój 2", "seats": ""}))
    do(lambda work: diary.retire_bookable(work, "room", room))
    assert look(diary.rooms) == []
    do(lambda work: diary.bring_back(work, "room", room))
    assert [line.name for line in look(diary.rooms)] == ["Pokój 2"]


@pytest.mark.parametrize("day", ["2026-11-22", "2029-01-01"])
def test_yesterday_and_far_away_are_refused_beside_the_day(do, day):
    with pytest.raises(Invalid) as refused:
        do(lambda work: diary.agree(work, {**WHEN, "day": day}, "information"))
    assert [problem.field for problem in refused.value.problems] == ["day"]


def test_moved_called_off_and_put_back(do, look):
    agreed = do(lambda work: diary.agree(work, WHEN, "information"))
    before = do(lambda work: diary.move(work, agreed, date(2026, 11, 27), "14:00"))
    assert [line.starts_at for line in look(lambda read: diary.agenda(read, date(2026, 11, 27)))] == ["14:00"]
    do(lambda work: diary.put_back(work, before))
    assert [line.starts_at for line in look(lambda read: diary.agenda(read, WEDNESDAY))] == ["10:00"]
    with pytest.raises(Invalid):
        do(lambda work: diary.call_off(work, agreed, {"reason": " "}))
    before = do(lambda work: diary.call_off(work, agreed, {"reason": "Klient chory"}))
    [line] = look(lambda read: diary.agenda(read, WEDNESDAY))
    assert (line.state, line.reason) == ("called_off", "Klient chory")
    do(lambda work: diary.put_back(work, before))
    assert look(lambda read: diary.appointment(read, agreed)).state == "planned"


def test_two_who_change_one_appointment_do_not_overwrite_each_other(do, me):
    agreed = do(lambda work: diary.agree(work, WHEN, "information"))
    later = {**WHEN, "starts_at": "11:00"}
    do(lambda work: diary.amend_appointment(work, agreed, 1, later, "information", me))
    with pytest.raises(Stale):
        do(lambda work: diary.amend_appointment(work, agreed, 1, WHEN, "information", me))


def test_a_week_is_read_with_its_hours_and_holidays(do, look, hours, me):
    hours()
    do(lambda work: diary.agree(work, WHEN, "information"))
    found = look(lambda read: diary.week(read, date(2026, 11, 23)))
    assert (len(found.days), [line.day for line in found.lines], len(found.hours)) == (7, [WEDNESDAY], 1)
    christmas = look(lambda read: diary.week(read, date(2026, 12, 21), shown=diary.WeekFilter(account_id=me)))
    assert sorted(day.day for day in christmas.free_days) == [24, 25, 26]


def test_a_holiday_has_its_name_in_the_language(me):
    name = free_day(date(2026, 11, 11))
    assert name is not None
    assert name.render("pl") == "Narodowe Święto Niepodległości"
    assert free_day(date(2026, 11, 12)) is None


def test_the_calendar_file_can_be_read_and_holds_no_name(do, look, oksana):
    from icalendar import Calendar

    agreed = do(lambda work: diary.agree(work, {**WHEN, "about": "PESEL"}, "document_help", oksana))
    do(lambda work: diary.agree(work, {**WHEN, "starts_at": "23:30"}, "information"))
    lines = look(lambda read: diary.agenda(read, WEDNESDAY))
    raw = calendar_file([(line, line.case_number, "ul. Damrota 7, Opole") for line in lines], clock.now())
    first, last = Calendar.from_ical(raw).walk("VEVENT")
    assert first["uid"] == f"{agreed}@cic"
    assert first.decoded("dtstart").isoformat() == "2026-11-25T09:00:00+00:00", "ten o'clock in Poland"
    assert last.decoded("dtend").isoformat() == "2026-11-25T23:30:00+00:00", "over midnight"
    assert b"Kovalenko" not in raw
    assert raw == calendar_file([(line, line.case_number, "ul. Damrota 7, Opole") for line in lines], clock.now())
