"""A course of twelve weeks from the plan to the certificates."""

from __future__ import annotations

from datetime import date, timedelta

from cic_desktop import courses, diary
from tests.courses.conftest import on

MARIA_ILL = ("2026-10-05", "2026-10-07")


def test_a_course_of_twelve_weeks(desk, school, teacher):
    """24 evenings, 11 November skipped, the teacher ill for a week, two who join in week three, one who never comes."""
    with on("2026-08-24"):
        assert school.plan().count == 24
        group = school.group(5)
        never_came = school.enrol(school.person("Zaitsev", "Ihor")).id
        for enrolment in (*group, never_came):
            test = {"day": "2026-08-24", "level": "A0", "points": "4"}
            desk.do(lambda work, one=enrolment, test=test: courses.set_level(work, one, "entry", test))
    assert date(2026, 11, 11) not in {lesson.day for lesson in school.lessons()}

    with on("2026-10-02"):
        piotr = desk.do(lambda work: diary.keep_teacher(work, {"name": "Piotr Mazur"}))
        for day in MARIA_ILL:
            lesson = school.lesson(day)
            desk.do(lambda work, lesson=lesson: courses.substitute(work, lesson.id, piotr))

    joined: list[str] = []
    for lesson in school.lessons():
        with on(lesson.day.isoformat(), "18:45"):
            if lesson.day == date(2026, 9, 21):  # week three
                joined = [school.enrol(school.person(name), entry_level="A0").id for name in ("Yatsenko", "Shevchuk")]
            last_time = desk.read(lambda read, lesson=lesson: courses.last_marks(read, lesson.id))
            there = [*group, *joined]
            assert set(last_time) <= {*there, never_came}
            school.mark(lesson.id, present=there, absent=[never_came])

    with on("2026-12-02"):
        for enrolment in (*group, *joined):
            test = {"day": "2026-11-30", "level": "A1", "points": "21"}
            desk.do(lambda work, one=enrolment, test=test: courses.set_level(work, one, "exit", test))
        desk.do(lambda work: courses.end_course(work, school.course_id))
        card = school.card()
        assert (card.line.state, card.line.units_held, card.line.enrolled) == ("ended", 48, 7)
        assert (school.line(never_came).state, school.line(never_came).left_reason) == ("left", "never_came")

        certificates = desk.read(lambda read: courses.certificate_lines(read, school.course_id))
        may = [line.enrolment_id for line in certificates if line.may]
        assert set(may) == {*group, *joined}, "who joined in week three was at 20 of 24"
        assert {line.percent for line in certificates} == {100, 83, 0}
        numbers = desk.do(lambda work: courses.award(work, school.course_id, may, date(2026, 12, 2))).numbers
        assert sorted(numbers.values()) == [f"CIC/K/2026/A{number:04d}" for number in range(1, 8)]

        (course,) = desk.read(lambda read: courses.courses_of(read, school.line(group[0]).person_id))
        assert (course.course_state, course.state, course.gained, course.percent) == ("ended", "finished", True, 100)
        (course,) = desk.read(lambda read: courses.courses_of(read, school.line(never_came).person_id))
        assert (course.state, course.gained, course.percent, course.certificate_number) == ("left", False, 0, "")

    first, last = date(2026, 10, 1), date(2026, 10, 31)
    taught = desk.read(lambda read: courses.hours(read, first, last))
    by_teacher = {
        name: sum(line.units for line in taught if line.teacher == name) for name in ("Maria Wójcik", "Piotr Mazur")
    }
    assert by_teacher == {"Maria Wójcik": 12, "Piotr Mazur": 4}, "the substitute's hours are the substitute's"
    helped = desk.rows(
        "SELECT count(DISTINCT s.id), count(*) FROM service s JOIN service_person x ON x.service_id = s.id "
        "WHERE s.kind = 'course' AND s.deleted_at IS NULL AND x.deleted_at IS NULL"
    )
    assert helped == [(24, 5 * 24 + 2 * 20)]


def test_the_next_lesson_is_known_on_the_persons_card(desk, school):
    with on("2026-09-07", "08:00"):
        (enrolment,) = school.group(1)
        school.plan()
        (course,) = desk.read(lambda read: courses.courses_of(read, school.line(enrolment).person_id))
        assert (course.next_day, course.next_at, course.course_state) == (date(2026, 9, 7), "17:00", "running")
    with on("2026-09-08"):
        later = course.next_day + timedelta(days=2)
        (course,) = desk.read(lambda read: courses.courses_of(read, school.line(enrolment).person_id))
        assert course.next_day == later
