"""Courses kept: opened, amended, listed, called off, ended, copied, taken out."""

from __future__ import annotations

from datetime import date

import pytest

from cic_desktop import courses
from cic_desktop.core.errors import Stale
from cic_desktop.core.fields import Answers
from cic_desktop.courses import CourseFilter
from tests.courses.conftest import EVENINGS, POLISH, on, opened, refused


def listed(desk, **wanted):
    return desk.read(lambda read: courses.course_list(read, CourseFilter(**wanted)))


def names(desk, **wanted):
    return [line.name for line in listed(desk, **wanted).lines]


def test_a_course_is_kept_as_it_was_answered(school, teacher):
    card = school.card()
    line = card.line
    assert (line.name, line.level, line.teacher, line.units, line.unit_minutes) == (
        "Polski A1, grupa 1", "A1", "Maria Wójcik", 48, 45,
    )  # fmt: skip
    assert (line.capacity, line.min_percent, line.free, line.runs_it) == (15, 80, 15, "Anna Nowak")
    assert set(card.answers) == {field.name for field in courses.COURSE}
    assert card.answers["teacher_id"] == teacher and card.answers["starts_on"] == "2026-09-07"


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"name": ""}, "name"), ({"kind": "dance"}, "kind"), ({"starts_on": ""}, "starts_on"),
        ({"ends_on": "2026-09-06"}, "ends_on"), ({"ends_on": "2036-09-06"}, "ends_on"), ({"capacity": "0"}, "capacity"),
        ({"unit_minutes": "120"}, "unit_minutes"), ({"min_percent": "101"}, "min_percent"),
    ],
)  # fmt: skip
def test_a_slip_in_a_course_is_told_beside_its_field(desk, answers: Answers, field):
    with refused(field):
        desk.do(lambda work: courses.open_course(work, {**POLISH, **answers}))
    assert names(desk, which="planned") == []


def test_two_groups_of_one_name_on_one_day_need_two_names(desk, school):
    with refused("name"):
        opened(desk, name="POLSKI a1, grupa 1")
    opened(desk, name="Polski A1, grupa 2")


def test_the_four_lists_and_their_filters(desk, school, teacher):
    with on("2026-08-24"):
        opened(desk, name="Kurs adaptacyjny", kind="adaptation", level="", starts_on="2026-10-05")
        off = opened(desk, name="Polski dla dzieci", kind="children", starts_on="2026-09-01")
        desk.do(lambda work: courses.call_off_course(work, off.course_id, "Brak chętnych"))
        assert names(desk, which="planned") == ["Polski A1, grupa 1", "Kurs adaptacyjny"], "by their first day"
    with on("2026-09-07"):
        found = listed(desk)
        assert [line.name for line in found.lines] == ["Polski A1, grupa 1"], "it runs from its first day on"
        assert found.counts == {"running": 1, "planned": 1, "ended": 0, "called_off": 1}
        assert names(desk, words="WOJCIK a1") == ["Polski A1, grupa 1"]
        assert names(desk, which="planned", words="адаптаційний") == ["Kurs adaptacyjny"]
        assert names(desk, kind="children") == []
        assert names(desk, teacher_id=teacher) == ["Polski A1, grupa 1"]
        assert listed(desk, which="called_off").lines[0].reason == "Brak chętnych"


def test_a_new_name_follows_into_the_help_given(desk, school):
    with on("2026-08-24"):
        person = school.group(1)
        school.plan()
    with on("2026-09-07", "19:00"):
        school.mark(school.lesson("2026-09-07").id, present=person)
        line = school.card().line
        renamed = {**school.card().answers, "name": "Polski od zera"}
        before = desk.do(lambda work: courses.amend_course(work, line.id, line.revision, renamed))
        said = "SELECT json_extract(details, '$.course') FROM service WHERE kind = 'course' AND deleted_at IS NULL"
        assert desk.rows(said) == [("Polski od zera",)]
        with pytest.raises(Stale):
            desk.do(lambda work: courses.amend_course(work, line.id, line.revision, renamed))
        desk.do(lambda work: courses.put_back(work, before))
        assert desk.rows(said) == [("Polski A1, grupa 1",)]


def test_places_cannot_be_fewer_than_people(desk, school):
    with on("2026-09-01"):
        school.group(3)
        line = school.card().line
        with refused("capacity") as said:
            answers = {**school.card().answers, "capacity": "2"}
            desk.do(lambda work: courses.amend_course(work, line.id, line.revision, answers))
    assert said == ["3 people are in the group already."]


def test_a_course_called_off_takes_its_lessons_with_it_and_comes_back(desk, school):
    with on("2026-08-24"):
        school.plan()
        with refused("reason"):
            desk.do(lambda work: courses.call_off_course(work, school.course_id, ""))
        called_off = desk.do(lambda work: courses.call_off_course(work, school.course_id, "Remont"))
        assert (school.card().line.state, len(school.lessons("called_off"))) == ("called_off", 24)
        with refused() as said:
            school.enrol(school.person("Kravets"))
        assert said == ["This course was called off. Open it again first."]
        desk.do(lambda work: courses.put_back(work, called_off))
        assert (school.card().line.state, len(school.lessons("planned"))) == ("planned", 24)


def test_a_course_called_off_goes_on_with_its_lessons(desk, school):
    with on("2026-08-24"):
        school.plan()
        desk.do(lambda work: courses.call_off_lesson(work, school.lesson("2026-09-09").id, "Choroba"))
        desk.do(lambda work: courses.call_off_course(work, school.course_id, "Remont"))
    with on("2026-09-14"):
        before = desk.do(lambda work: courses.reopen_course(work, school.course_id))
        off = [each.day.isoformat() for each in school.lessons("called_off")]
        assert off == ["2026-09-07", "2026-09-09"], "what is over and what was called off by itself stays so"
        desk.do(lambda work: courses.put_back(work, before))
        assert (school.card().line.state, len(school.lessons("called_off"))) == ("called_off", 24)


def test_the_days_of_a_course_hold_what_was_held(desk, school):
    with on("2026-08-24"):
        person = school.group(1)
        school.plan()
    with on("2026-09-10"):
        school.mark(school.lesson("2026-09-09").id, present=person)
        line, answers = school.card().line, school.card().answers
        for field, day in (("starts_on", "2026-09-10"), ("ends_on", "2026-09-08")):
            with refused(field):
                amended = {**answers, field: day}
                desk.do(lambda work, amended=amended: courses.amend_course(work, line.id, line.revision, amended))


def test_a_course_with_lessons_held_is_not_taken_out(desk, school):
    with on("2026-08-24"):
        person = school.group(1)
        school.plan()
    with on("2026-09-07", "19:00"):
        before = school.mark(school.lesson("2026-09-07").id, present=person)
        with refused() as said:
            desk.do(lambda work: courses.retire_course(work, school.course_id))
        assert "End it or call it off instead" in said[0]
        assert school.card().line.held == 1, "nothing was lost"
        desk.do(lambda work: courses.put_marks_back(work, before))
        desk.do(lambda work: courses.retire_course(work, school.course_id))
        assert school.card() is None and names(desk) == []
        desk.do(lambda work: courses.bring_course_back(work, school.course_id))
        assert (len(school.lessons()), len(school.card().group)) == (24, 1)


def test_a_course_ends_when_nothing_is_planned_any_more(desk, school):
    with on("2026-08-24"):
        came, never = school.group(2)
        school.plan()
    with on("2026-12-01"):
        first, *others = school.lessons()
        school.mark(first.id, present=[came], absent=[never])
        with refused() as said:
            desk.do(lambda work: courses.end_course(work, school.course_id))
        assert said[0].startswith("23 lessons are still planned.")
        for lesson in others:
            desk.do(lambda work, lesson=lesson: courses.call_off_lesson(work, lesson.id, "Brak nauczyciela"))
        before = desk.do(lambda work: courses.end_course(work, school.course_id))
        card = school.card()
        assert (card.line.state, card.line.ends_on) == ("ended", date(2026, 9, 7))
        assert [(each.state, each.left_reason) for each in (school.line(came), school.line(never))] == [
            ("finished", ""), ("left", "never_came"),
        ]  # fmt: skip
        desk.do(lambda work: courses.put_back(work, before))
        assert (school.card().line.state, school.line(never).state) == ("running", "enrolled")
        desk.do(lambda work: courses.end_course(work, school.course_id))
        desk.do(lambda work: courses.reopen_course(work, school.course_id))
        assert (school.card().line.state, school.line(came).state) == ("running", "enrolled")


def test_a_course_that_ends_early_ended_with_its_last_lesson(desk, school):
    line = school.card()
    planned = {**line.answers, "ends_on": "2026-12-18"}
    desk.do(lambda work: courses.amend_course(work, school.course_id, line.line.revision, planned))
    with on("2026-08-24"):
        [came] = school.group(1)
        school.plan()
    with on("2026-10-01"):
        first, *others = school.lessons()
        school.mark(first.id, present=[came])
        for lesson in others:
            desk.do(lambda work, lesson=lesson: courses.call_off_lesson(work, lesson.id, "Brak chętnych"))
        before = desk.do(lambda work: courses.end_course(work, school.course_id))
        assert school.card().line.ends_on == first.day
        desk.do(lambda work: courses.put_back(work, before))
        assert school.card().line.ends_on == date(2026, 12, 18)


def test_waiting_for_a_place_is_no_absence(desk, school):
    with on("2026-09-07"):
        school.group(1)
        card = school.card()
        full = {**card.answers, "capacity": "1"}
        desk.do(lambda work: courses.amend_course(work, school.course_id, card.line.revision, full))
        person = school.person("Zubko")
        waits = school.enrol(person)
        assert waits.state == "waiting"
        school.plan()
        school.mark(school.lessons()[0].id, present=[school.card().group[0].id])
        assert school.line(waits.id).held == 0
        [course] = desk.read(lambda read: courses.courses_of(read, person))
        assert course.held == 0


def test_a_course_nobody_was_taught_in_is_called_off_not_ended(desk, school):
    with refused() as said:
        desk.do(lambda work: courses.end_course(work, school.course_id))
    assert said == ["No lesson of this course was held. Call it off instead."]


def test_the_next_group_has_the_same_plan_and_nobody_in_it(desk, school):
    with on("2026-09-01"):
        school.group(2)
        school.plan()
        new_id = desk.do(lambda work: courses.copy_course(work, school.course_id, date(2027, 2, 1)))
        card = desk.read(lambda read: courses.course(read, new_id))
        assert (card.line.name, card.line.starts_on, card.line.units) == (
            "Polski A1, grupa 1 (2)", date(2027, 2, 1), 48,
        )  # fmt: skip
        assert [slot.answers for slot in card.slots] == [{**slot.answers} for slot in school.card().slots]
        assert (card.people, card.lessons) == ((), ())
        again_id = desk.do(lambda work: courses.copy_course(work, new_id, date(2027, 2, 1)))
        assert desk.read(lambda read: courses.course_line(read, again_id)).name == "Polski A1, grupa 1 (3)"
        with refused("name"):
            again = {"starts_on": "2026-09-07", "name": "Polski A1, grupa 1"}
            desk.do(lambda work: courses.copy_course(work, school.course_id, again))


def test_a_timetable_is_kept_as_a_whole_and_undone(desk, school):
    before = desk.do(lambda work: courses.keep_slots(work, school.course_id, EVENINGS[1:]))
    assert [slot.weekday for slot in school.card().slots] == [2]
    desk.do(lambda work: courses.keep_slots(work, school.course_id, before))
    assert [slot.weekday for slot in school.card().slots] == [0, 2]
