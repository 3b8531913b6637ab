"""Who may have a certificate, its number, and what is said when somebody was there too seldom."""

from __future__ import annotations

from datetime import date

import pytest

from cic_desktop import clients, courses, diary
from cic_desktop.core.errors import Missing
from tests.courses.conftest import on, refused

DAY = date(2026, 9, 23)


@pytest.fixture
def group(desk, halfway, school):
    """The same, and the course ends after these five."""
    end_now(desk, school)
    return halfway


@pytest.fixture
def halfway(school):
    """Three people after five lessons: there always, four times, twice."""
    with on("2026-08-24"):
        enrolments = school.group(3)
        school.plan()
    with on("2026-09-23", "19:00"):
        always, often, seldom = enrolments
        for number, lesson in enumerate(school.lessons()[:5]):
            there = [always, *([often] if number else []), *([seldom] if number < 2 else [])]
            school.mark(lesson.id, present=there, absent=[each for each in enrolments if each not in there])
    return enrolments


def end_now(desk, school):
    for lesson in school.lessons("planned"):
        desk.do(lambda work, lesson=lesson: courses.call_off_lesson(work, lesson.id, "koniec kursu"))


def lines(school):
    found = school.desk.read(lambda read: courses.certificate_lines(read, school.course_id))
    return {line.enrolment_id: line for line in found}


def award(school, *enrolments, day=DAY, despite=""):
    return school.desk.do(lambda work: courses.award(work, school.course_id, enrolments, day, despite=despite))


def test_presence_decides_and_says_why(school, group):
    with on("2026-09-23", "19:00"):
        found = lines(school)
    assert [(found[each].present, found[each].percent, found[each].may) for each in group] == [
        (5, 100, True), (4, 80, True), (2, 40, False),
    ]  # fmt: skip
    assert found[group[2]].why.render("en") == "There in 40% of the lessons; 80% are needed."


def test_a_certificate_with_40_percent_wants_a_reason(school, group):
    with on("2026-09-23", "19:00"):
        with refused("despite") as said:
            award(school, *group)
        assert "Doroshenko Oksana (40%)" in said[0]
        assert not any(line.number for line in lines(school).values()), "nobody got one"
        awarded = award(school, group[2], despite="po operacji, zaliczyła test")
        line = school.line(group[2])
    assert awarded.numbers == {group[2]: "CIC/K/2026/A0001"}
    assert (line.state, line.certificate_on) == ("finished", DAY)
    assert "40%" in line.note and line.note.endswith("po operacji, zaliczyła test")


def test_numbers_grow_and_are_never_given_twice(desk, school, group):
    with on("2026-09-23", "19:00"):
        assert list(award(school, *group[:2]).numbers.values()) == ["CIC/K/2026/A0001", "CIC/K/2026/A0002"]
        assert award(school, group[0]).numbers == {}, "who has one keeps it"
        before = desk.do(lambda work: courses.take_certificate_back(work, group[1]))
        assert school.line(group[1]).certificate_number == ""
        awarded = award(school, group[2], despite="decyzja koordynatora")
        assert awarded.numbers == {group[2]: "CIC/K/2026/A0003"}, "the paper with 0002 may be somewhere"
        desk.do(lambda work: courses.put_back(work, awarded.before))
        assert (school.line(group[2]).certificate_number, school.line(group[2]).note) == ("", "")
        desk.do(lambda work: courses.put_back(work, before))
        assert school.line(group[1]).certificate_number == "CIC/K/2026/A0002"
        with on("2027-01-11"):
            again = award(school, group[2], day=date(2027, 1, 11), despite="decyzja koordynatora")
        assert again.numbers == {group[2]: "CIC/K/2026/A0003"}, "one row, one number"


def test_another_machine_gives_other_numbers(desk, school, group):
    with on("2026-09-23", "19:00"):
        award(school, group[0])
        desk.do(lambda work: work.raw.execute("UPDATE site SET letter = 'K'"))
        assert award(school, group[1]).numbers == {group[1]: "CIC/K/2026/K0001"}


def test_the_day_of_a_certificate_is_checked(school, group):
    with on("2026-09-23", "19:00"):
        with refused("day"):
            award(school, group[0], day=date(2026, 9, 6))
        with refused("day"):
            award(school, group[0], day=date(2027, 9, 23))
        with pytest.raises(Missing):
            award(school, "somebody-else")


def test_whoever_came_late_is_told_from_the_rest(school, group):
    with on("2026-09-23", "19:00"):
        late = school.enrol(school.person("Zaitsev"), enrolled_on="2026-09-16").id
        for lesson in school.lessons()[3:5]:
            school.mark(lesson.id, present=[late])
        line = lines(school)[late]
    assert (line.percent, line.may) == (40, False)
    assert "since the enrolment on" in line.why.render("en") and "2 of 2 lessons" in line.why.render("en")


def test_two_certificates_of_one_person_keep_their_numbers_joined_and_parted(desk, school, group):
    """Both records of one person had a certificate, one of them taken back: no third person gets either number."""
    with on("2026-09-23", "19:00"):
        award(school, *group[:2])
        desk.do(lambda work: courses.take_certificate_back(work, group[1]))
        one, other = (school.line(each).person_id for each in group[:2])
        desk.do(lambda work: clients.merge_people(work, other, one, {}))
        joint = desk.do(lambda work: courses.join_enrolments(work, group[1]))
        assert school.line(group[1]).certificate_number == "CIC/K/2026/A0001"
        third = award(school, group[2], despite="decyzja koordynatora").numbers
        assert third == {group[2]: "CIC/K/2026/A0003"}
        desk.do(lambda work: courses.part_enrolments(work, joint))
        assert award(school, group[1]).numbers == {group[1]: "CIC/K/2026/A0002"}, "its own, not the other's"


def test_while_lessons_are_to_come_nobody_may_without_a_reason(school, halfway):
    """After the first lesson everybody has been at all of them: that is no completed course yet."""
    with on("2026-09-23", "19:00"):
        found = lines(school)
        assert [(found[each].enough, found[each].may, found[each].coming) for each in halfway] == [
            (True, False, 19), (True, False, 19), (False, False, 19),
        ]  # fmt: skip
        assert {found[each].why.render("en") for each in halfway} == {"19 lessons are still to come."}
        with refused("despite") as said:
            award(school, halfway[0])
        assert said[0].startswith("19 lessons are still to come. Say why")
        awarded = award(school, halfway[0], despite="wyjeżdża, zaliczyła egzamin")
        note = school.line(halfway[0]).note
        assert awarded.numbers == {halfway[0]: "CIC/K/2026/A0001"}
        assert "100%" in note and "19" in note and note.endswith("wyjeżdża, zaliczyła egzamin")


def test_who_was_too_seldom_there_is_said_while_lessons_are_to_come_too(school, halfway):
    with on("2026-09-23", "19:00"):
        with refused("despite") as said:
            award(school, *halfway)
        assert said[0].startswith("19 lessons are still to come. Attendance too low: Doroshenko Oksana (40%). Say why")
        assert "Bondarenko" not in said[0]


def test_when_the_last_lesson_was_held_they_may(desk, school, halfway):
    with on("2026-09-23", "19:00"):
        for lesson in school.lessons("planned")[1:]:
            desk.do(lambda work, lesson=lesson: courses.call_off_lesson(work, lesson.id, "koniec kursu"))
        assert not lines(school)[halfway[0]].may, "one is this evening"
        school.mark(school.lessons("planned")[0].id, present=halfway)
        assert lines(school)[halfway[0]].may


def test_whoever_has_a_certificate_early_is_still_expected_at_the_lessons_to_come(desk, school, halfway):
    with on("2026-09-23", "19:00"):
        award(school, halfway[0], despite="wyjeżdża")
        person = school.line(halfway[0]).person_id
        asked = diary.Occasion(date(2026, 9, 28), "17:30", 45, persons=(person,))
        [clash] = desk.read(lambda read: diary.clashes_of(read, asked))
        assert clash.text.render("en").startswith("1 participant has another lesson then: 17:00–18:30")
        (mine,) = desk.read(lambda read: courses.courses_of(read, person))
        assert mine.next_day == date(2026, 9, 23)
        for lesson in school.lessons("planned"):
            desk.do(lambda work, lesson=lesson: courses.retire_lesson(work, lesson.id))
        desk.do(lambda work: courses.end_course(work, school.course_id))
        assert desk.read(lambda read: diary.clashes_of(read, asked)) == []
