"""Lessons and points of a programme in the diary: planned, changed, called off, and what speaks against them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cic_desktop import diary
from cic_desktop.core.errors import Invalid, Stale
from cic_desktop.diary.tables import Gathering, Teacher
from cic_desktop.events.tables import EventCount, EventGuest

WEDNESDAY = date(2026, 11, 25)
APPOINTMENT = {"day": "2026-11-25", "starts_at": "11:00", "minutes": "60", "place": "office"}


@pytest.fixture
def said(look):
    """What is said against an occasion, in English, with the field it stands beside."""

    def ask(**what):
        occasion = diary.Occasion(**{"day": WEDNESDAY, "starts_at": "10:00", "minutes": 90, **what})
        return {(clash.field, clash.text.render("en")) for clash in look(lambda read: diary.clashes_of(read, occasion))}

    return ask


def test_a_lesson_knows_its_course_its_teacher_and_its_people(do, look, course, lesson, person):
    a1 = course(persons=(person("Kovalenko", "Oksana"), person("Beridze", "Nino")))
    eva = do(lambda work: diary.keep_teacher(work, {"name": "Ewa Lis", "phone": "", "email": "ewa@example.org"}))
    room = do(lambda work: diary.keep_room(work, {"name": "Sala 1", "seats": "15"}))
    held = lesson(a1, teacher_id=eva, room_id=room, title="Zakupy")
    line = look(lambda read: diary.gathering(read, held))
    assert (line.owner, line.owner_kind, line.teacher, line.room, line.title, line.people) == (
        "Polski A1", "polish", "Ewa Lis", "Sala 1", "Zakupy", 2,
    )  # fmt: skip
    assert (line.day, line.ends_at, line.state) == (WEDNESDAY, "11:30", "planned")
    assert look(lambda read: diary.gatherings_of(read, course_id=a1)) == [line]


def test_a_point_of_a_programme_counts_guests_who_did_not_decline(do, look, event):
    conference = event()
    point = {"day": "2026-11-25", "starts_at": "9:00", "minutes": "30", "speaker": "prof. Ewa Lis"}
    do(lambda work: diary.add_gathering(work, point, event_id=conference))

    def invite(work):
        for name, answer in (("Jan", "yes"), ("Ola", ""), ("Iza", "no")):
            work.add(EventGuest(event_id=conference, name=name, answer=answer))
        work.add(EventCount(event_id=conference, guest_group="school", people=20))

    do(invite)
    [line] = look(lambda read: diary.gatherings_of(read, event_id=conference))
    assert (line.owner, line.speaker, line.people) == ("Konferencja", "prof. Ewa Lis", 22)


def test_what_spoke_against_a_lesson_where_it_stood_is_no_news(do, look, course, lesson):
    """Its teacher is with another group at both times; on the holiday the day alone is new."""
    anna = do(lambda work: diary.keep_teacher(work, {"name": "Anna Nowak"}))
    moved = lesson(course(), teacher_id=anna)
    lesson(course("Polski B1"), teacher_id=anna)
    line = look(lambda read: diary.gathering(read, moved))
    stands = diary.occasion_of(line)
    assert len(look(lambda read: diary.clashes_of(read, stands))) == 1
    both = [replace(stands, starts_at="10:15"), replace(stands, day=date(2026, 11, 11))]
    later, holiday = look(lambda read: diary.new_clashes(read, [line, line], both))
    assert [clash.text.render("en") for clash in later] == []
    assert [clash.field for clash in holiday] == ["day"]


def test_some_days_are_narrowed_to_a_teacher_a_room_or_a_colleague(do, look, course, event, lesson, me):
    a1, other = course(), course("Polski B1")
    anna = do(lambda work: diary.keep_teacher(work, {"name": "Anna Nowak", "account_id": me}))
    room = do(lambda work: diary.keep_room(work, {"name": "Sala 1", "seats": ""}))
    mine, roomy, far = lesson(a1, teacher_id=anna), lesson(other, room_id=room), lesson(a1, day="2026-12-02")
    conference, at_three = event(), {"day": "2026-11-25", "starts_at": "15", "minutes": "60"}
    point = do(lambda work: diary.add_gathering(work, at_three, event_id=conference))

    def ids(**narrowed):
        found = look(lambda read: diary.gatherings_between(read, WEDNESDAY, date(2026, 11, 30), **narrowed))
        return [line.id for line in found]

    assert sorted(ids()) == sorted([mine, roomy, point])
    assert far not in ids()
    assert ids(teacher_id=anna) == [mine]
    assert ids(room_id=room) == [roomy]
    assert ids(course_id=other) == [roomy]
    assert ids(account_id=me) == [mine, point], "what she teaches, and the event she runs"


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"minutes": "3"}, "minutes"),
        ({"starts_at": "23:00"}, "minutes"),
        ({"day": "2029-01-01"}, "day"),
        ({"day": "30.02.2026"}, "day"),
        ({"block": "99"}, "block"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(course, lesson, answers, field):
    with pytest.raises(Invalid) as refused:
        lesson(course(), **answers)
    assert [problem.field for problem in refused.value.problems] == [field]


def test_it_is_changed_moved_called_off_and_put_back(do, look, course, lesson):
    planned = lesson(course())

    def now():
        return look(lambda read: diary.gathering(read, planned))

    answers = diary.gathering_answers(now()) | {"title": "Zakupy", "starts_at": "12:00"}
    before = do(lambda work: diary.amend_gathering(work, planned, 1, answers))
    assert (now().title, now().starts_at) == ("Zakupy", "12:00")
    with pytest.raises(Stale):
        do(lambda work: diary.amend_gathering(work, planned, 1, answers))
    do(lambda work: diary.put_gathering_back(work, before))
    assert (now().title, now().starts_at) == ("", "10:00")

    before = do(lambda work: diary.move_gathering(work, planned, date(2026, 11, 27), "08:00"))
    assert (now().day.day, now().starts_at) == (27, "08:00")
    do(lambda work: diary.put_gathering_back(work, before))
    before = do(lambda work: diary.call_off_gathering(work, planned, " Lektorka chora "))
    assert (now().state, now().reason) == ("called_off", "Lektorka chora")
    do(lambda work: diary.put_gathering_back(work, before))
    assert now().state == "planned"

    do(lambda work: diary.retire_gathering(work, planned))
    assert now() is None
    do(lambda work: diary.bring_gathering_back(work, planned))
    assert now().state == "planned"


def test_what_was_held_keeps_its_time(do, look, course, lesson):
    held = lesson(course())
    do(lambda work: work.amend(work.get(Gathering, held), {"state": "held", "service_id": "the help"}))
    with pytest.raises(Invalid):
        do(lambda work: diary.move_gathering(work, held, date(2026, 11, 27), "08:00"))
    do(lambda work: diary.reopen_gathering(work, held))
    line = look(lambda read: diary.gathering(read, held))
    assert (line.state, line.service_id) == ("planned", "")


def test_a_teacher_a_room_and_an_interpreter_are_taken_once(do, said, course, lesson):
    names = {"name": "Olena Bondar", "languages": ["uk"], "adult": "yes"}
    olena = do(lambda work: diary.keep_interpreter(work, names))
    ewa = do(lambda work: diary.keep_teacher(work, {"name": "Ewa Lis"}))
    room = do(lambda work: diary.keep_room(work, {"name": "Sala 1", "seats": "20"}))
    a1 = course()
    planned = lesson(a1, teacher_id=ewa, room_id=room, interpreter_id=olena)
    everything = {"teacher_id": ewa, "room_id": room, "interpreter_id": olena}
    assert said(starts_at="11:00", **everything) == {
        ("teacher_id", "Ewa Lis is with a group then: 10:00–11:30 · Polski A1."),
        ("room_id", "Sala 1 is taken then: 10:00–11:30 · Polski A1."),
        ("interpreter_id", "Olena Bondar interprets elsewhere then: 10:00–11:30 · Polski A1."),
    }
    assert said(starts_at="11:30", **everything) == set(), "what touches does not clash"
    assert said(but=planned, **everything) == set()
    assert said(course_id=a1, **everything) == set(), "a course refuses overlapping lessons of its own itself"
    do(lambda work: diary.call_off_gathering(work, planned, "choroba"))
    assert said(**everything) == set()


def test_a_teacher_of_the_centre_has_appointments_too(do, said, course, lesson, look, me):
    anna = do(lambda work: diary.keep_teacher(work, {"name": "Anna Nowak", "account_id": me}))
    do(lambda work: diary.agree(work, APPOINTMENT | {"about": "PESEL"}, "information"))
    assert said(teacher_id=anna) == {("teacher_id", "Anna Nowak has another appointment then: 11:00–12:00 · PESEL.")}
    lesson(course(), teacher_id=anna, day="2026-11-26")
    meeting = diary.Meeting(date(2026, 11, 26), "11:00", 30, me)
    [clash] = look(lambda read: diary.clashes(read, meeting))
    assert (clash.field, clash.text.render("en")) == (
        "account_id", "Anna Nowak is with a group then: 10:00–11:30 · Polski A1.",
    )  # fmt: skip


def test_a_participant_is_not_in_two_places(do, said, look, course, lesson, person, me):
    both = tuple(person(surname, "Olha") for surname in ("Bilyk", "Antonenko"))
    a1, technical = course(persons=both), course("Polski techniczny", persons=both)
    lesson(a1)
    at_the_desk = APPOINTMENT | {"starts_at": "9:30", "minutes": "45"}
    do(lambda work: diary.agree(work, at_the_desk, "information", both[0]))
    assert said(course_id=technical) == {
        ("starts_at", "2 participants have another lesson then: 10:00–11:30 · Polski A1 · Antonenko Olha, Bilyk Olha."),
        ("starts_at", "A participant has an appointment then: 09:30–10:15 · Bilyk Olha."),
    }
    meeting = diary.Meeting(WEDNESDAY, "11:00", 30, me, both[1])
    texts = [clash.text.render("en") for clash in look(lambda read: diary.clashes(read, meeting))]
    assert texts == ["The client has a lesson then: 10:00–11:30 · Polski A1."]


def test_an_event_keeps_its_room_all_day_until_its_programme_has_hours(do, said, event):
    room = do(lambda work: diary.keep_room(work, {"name": "Sala 1", "seats": ""}))
    conference = event(room_id=room)
    taken = {("room_id", "Sala 1 is taken then: Konferencja.")}
    assert said(room_id=room) == taken
    assert said(room_id=room, day=date(2026, 11, 26)) == set()
    assert said(room_id=room, event_id=conference) == set(), "its own programme may be put there"
    point = {"day": "2026-11-25", "starts_at": "15:00", "minutes": "60"}
    do(lambda work: diary.add_gathering(work, point, event_id=conference))
    assert said(room_id=room) == set()
    assert said(room_id=room, starts_at="15:00") == {
        ("room_id", "Sala 1 is taken then: 15:00–16:00 · Konferencja.")
    }, "a point of the programme is in the event's room unless it names another"  # fmt: skip


def test_holidays_and_rooms_that_are_too_small(do, said, course):
    room = do(lambda work: diary.keep_room(work, {"name": "Pokój 2", "seats": "1"}))
    assert said(day=date(2026, 11, 11)) == {("day", "A public holiday: National Independence Day.")}
    assert said(room_id=room, course_id=course(capacity=12)) == {("room_id", "Pokój 2 has 1 seat, and 12 are needed.")}


def test_sixty_lessons_are_looked_at_in_as_many_queries_as_one(do, look, course, lesson, person):
    ewa = do(lambda work: diary.keep_teacher(work, {"name": "Ewa Lis"}))
    a1 = course(persons=(person("Bilyk", "Olha"),))
    lesson(a1, teacher_id=ewa)
    many = [
        diary.Occasion(date(2026, 11, day), "10:00", 90, teacher_id=ewa, course_id=course_id)
        for day in range(24, 28)
        for course_id in (a1, "")
    ]

    def counted(read, occasions):
        asked: list[str] = []
        read.raw.set_trace_callback(asked.append)
        return diary.clashes_of_many(read, occasions), len(asked)

    found, queries = look(lambda read: counted(read, many))
    assert [bool(clashes) for clashes in found] == [False, False, False, True, False, False, False, False]
    assert queries == look(lambda read: counted(read, many[:1]))[1]
    assert look(lambda read: diary.clashes_of_many(read, [])) == []


def test_teachers_are_kept_like_rooms(do, look, me):
    ewa = do(lambda work: diary.keep_teacher(work, {"name": "Ewa Żak", "phone": "600 100 200"}))
    do(lambda work: diary.keep_teacher(work, {"name": "Ewa Zając", "account_id": me}))
    assert [(line.name, line.account) for line in look(diary.teachers)] == [
        ("Ewa Zając", "Anna Nowak"),
        ("Ewa Żak", ""),
    ]
    do(lambda work: diary.keep_teacher(work, {"name": "Ewa Żak-Lis"}, ewa, 1))
    with pytest.raises(Invalid):
        do(lambda work: diary.keep_teacher(work, {"name": " "}))
    do(lambda work: diary.retire_bookable(work, "teacher", ewa))
    assert [line.name for line in look(diary.teachers)] == ["Ewa Zając"]
    do(lambda work: diary.bring_back(work, "teacher", ewa))
    assert look(lambda read: read.get(Teacher, ewa)).name == "Ewa Żak-Lis"
