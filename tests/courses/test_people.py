"""People of a course: full groups, waiting lists, two spellings, tests, leaving, materials."""

from __future__ import annotations

from datetime import date

import pytest

from cic_desktop import clients, courses
from tests.courses.conftest import EVENINGS, on, opened, refused


def test_a_full_group_has_a_waiting_list_in_its_order(desk):
    with on("2026-09-01"):
        school = opened(desk, capacity="2")
        first, _second = school.group(2)
        waiting = [school.enrol(school.person(name)) for name in ("Zaitsev", "Andrusenko")]
        assert [each.state for each in waiting] == ["waiting", "waiting"]
        card = school.card()
        assert (card.line.free, card.line.enrolled, card.line.waiting) == (0, 2, 2)
        assert [each.person for each in card.waiting] == ["Zaitsev Oksana", "Andrusenko Oksana"], "who came first"
        with refused() as said:
            desk.do(lambda work: courses.move_up(work, waiting[0].id))
        assert said == ["The group is full: it has 2 places."]
        desk.do(lambda work: courses.leave(work, first, {"left_on": "2026-09-01", "left_reason": "work"}))
    with on("2026-09-20"):
        test = {"day": "2026-09-03", "level": "A0"}
        desk.do(lambda work: courses.set_level(work, waiting[0].id, "entry", test))
        before = desk.do(lambda work: courses.move_up(work, waiting[0].id))
        assert school.line(waiting[0].id).enrolled_on == date(2026, 9, 20), "in the group from then on"
        after = {"day": "2026-09-20", "level": "A1"}
        desk.do(lambda work: courses.set_level(work, waiting[0].id, "exit", after))  # tested while waiting: in order
        desk.do(lambda work: courses.put_back(work, before))
        assert school.line(waiting[0].id).enrolled_on == date(2026, 9, 1)
        assert school.enrol(school.person("Moroz"), over=True).state == "enrolled"
        assert school.enrol(school.person("Bilyk"), over=True).state == "enrolled"
        assert school.card().line.free == 0, "a group may grow over its places when somebody says so"


def test_a_day_entered_for_the_past_moves_nobody_ahead_on_the_waiting_list(desk):
    with on("2026-09-10"):
        school = opened(desk, capacity="1")
        [only] = school.group(1)
        school.enrol(school.person("Zaitsev"))
        school.enrol(school.person("Yarova"), enrolled_on="2026-09-07")
        assert [line.person for line in school.card().waiting] == ["Zaitsev Oksana", "Yarova Oksana"]
        desk.do(lambda work: courses.leave(work, only, {"left_on": "2026-09-10", "left_reason": "work"}))
        assert school.enrol(school.person("Moroz")).first == "Zaitsev Oksana"


def test_nobody_is_enrolled_twice(desk, school):
    with on("2026-09-01"):
        person = school.person("Kravets")
        enrolled = school.enrol(person)
        with refused("person_id") as said:
            school.enrol(person)
        assert said == ["Kravets Oksana is in this course already."]
        desk.do(lambda work: courses.decline(work, enrolled.id))
        with refused("person_id") as said:
            school.enrol(person)
        assert "Bring them back" in said[0]
        desk.do(lambda work: courses.back_in(work, enrolled.id))
        assert school.line(enrolled.id).state == "enrolled"


def test_one_person_under_two_spellings_is_suspected_and_becomes_one(desk, school):
    """Kowalenko in the register already, Коваленко registered again: the window asks; merged, the record says twice."""
    born = {"birth_date": "15.04.1992", "sex": "F"}
    with on("2026-09-01"):
        latin = school.person("Kovalenko", **born)
        cyrillic = school.person("Kowalenko", **born, original_surname="Коваленко", original_given="Оксана")
        stranger = school.person("Hnatiuk", "Petro", birth_date="1.02.1980", sex="M")
        school.enrol(latin)
        (suspect,) = desk.read(lambda read: courses.same_person(read, school.course_id, cyrillic))
        assert suspect.line.person == "Kovalenko Oksana" and suspect.score > 0.9
        assert "same birth date" in [reason.render("en") for reason in suspect.reasons]
        assert desk.read(lambda read: courses.same_person(read, school.course_id, stranger)) == ()
        school.enrol(cyrillic)
        desk.do(lambda work: clients.merge_people(work, latin, cyrillic, {}))
        assert [each.twice for each in school.card().people] == [True, True]
        with refused("person_id"):
            school.enrol(cyrillic)


def test_the_same_person_is_found_in_the_group_however_many_are_called_so_outside(desk, school):
    """A dozen namesakes of the register are likelier; the one in the course is asked about all the same."""
    with on("2026-09-01"):
        for day in range(10, 22):
            school.person("Kovalenko", birth_date=f"{day}.04.1992")
        there = school.person("Kowalenko", birth_date="1992")
        school.enrol(there)
        new = school.person("Kovalenko", birth_date="15.04.1992")
        [suspect] = desk.read(lambda read: courses.same_person(read, school.course_id, new))
        assert suspect.line.person_id == there


def test_two_who_were_found_to_be_two_are_not_suspected(desk, school):
    with on("2026-09-01"):
        one, other = (school.person("Kovalenko", birth_date="15.04.1992") for _number in range(2))
        school.enrol(one)
        desk.do(lambda work: clients.hold_apart(work, one, other))
        assert desk.read(lambda read: courses.same_person(read, school.course_id, other)) == ()


def test_the_days_of_the_tests_are_in_their_order(desk, school):
    with on("2026-09-10"):
        (enrolment,) = school.group(1)
    with on("2026-11-23"):

        def test(which, day, level="A1"):
            answers = {"day": day, "level": level, "points": "12"}
            return desk.do(lambda work: courses.set_level(work, enrolment, which, answers))

        with refused("day") as said:
            test("entry", "2026-09-09")
        assert said[0].startswith("The test is before the enrolment on ")
        with refused("day"):
            test("exit", "2026-11-20", "A2")
        test("entry", "2026-09-14", "A0")
        with refused("day"):
            test("exit", "2026-09-13", "A2")
        with refused("day"):
            test("exit", "2026-11-24", "A2")
        before = test("exit", "2026-11-20")
        with refused("day"):
            test("entry", "2026-11-21")
        line = school.line(enrolment)
        assert (line.entry_level, line.exit_level, line.exit_points, line.exit_on) == (
            "A0",
            "A1",
            12,
            date(2026, 11, 20),
        )
        assert line.test("entry") == {"day": "2026-09-14", "level": "A0", "points": "12"}
        with refused():
            desk.do(lambda work: courses.clear_level(work, enrolment, "entry"))
        desk.do(lambda work: courses.put_back(work, before))
        desk.do(lambda work: courses.clear_level(work, enrolment, "entry"))
        assert (school.line(enrolment).entry_level, school.line(enrolment).exit_level) == ("", "")


def test_a_level_given_at_the_enrolment_was_tested_that_day(desk, school):
    with on("2026-09-10"):
        enrolled = school.enrol(school.person("Kravets"), enrolled_on="2026-09-07", entry_level="A0", entry_points="3")
        line = school.line(enrolled.id)
        assert (line.entry_level, line.entry_on) == ("A0", date(2026, 9, 7))
        with refused("entry_level"):
            school.enrol(school.person("Moroz"), entry_points="3")
        with refused("enrolled_on"):
            school.enrol(school.person("Bilyk"), enrolled_on="2026-09-11")
        amended = {**line.answers, "note": "dojeżdża z Ozimka", "enrolled_on": "2026-09-08"}
        with refused("enrolled_on"):
            desk.do(lambda work: courses.amend_enrolment(work, line.id, line.revision, amended))
        amended["enrolled_on"] = "2026-09-01"
        desk.do(lambda work: courses.amend_enrolment(work, line.id, line.revision, amended))
        line = school.line(enrolled.id)
        assert (line.note, line.entry_on, line.enrolled_on) == ("dojeżdża z Ozimka", date(2026, 9, 7), date(2026, 9, 1))


def test_whoever_leaves_left_after_the_last_lesson_they_were_at(desk, school):
    with on("2026-08-24"):
        enrolment, other = school.group(2)
        school.plan()
    with on("2026-09-20"):
        school.mark(school.lesson("2026-09-14").id, present=[enrolment])
        leave = {"left_on": "2026-09-13", "left_reason": "moved"}
        with refused("left_on"):
            desk.do(lambda work: courses.leave(work, enrolment, leave))
        with refused("left_on"):
            desk.do(lambda work: courses.leave(work, enrolment, {**leave, "left_on": "2026-09-21"}))
        with refused("left_reason"):
            desk.do(lambda work: courses.leave(work, enrolment, {"left_on": "2026-09-14"}))
        with refused():
            desk.do(lambda work: courses.decline(work, enrolment))
        with refused():
            desk.do(lambda work: courses.retire_enrolment(work, enrolment))
        desk.do(lambda work: courses.leave(work, enrolment, {**leave, "left_on": "2026-09-14"}))
        assert [each.id for each in school.card().gone] == [enrolment]
        desk.do(lambda work: courses.back_in(work, enrolment))
        assert school.line(enrolment).enrolled_on == date(2026, 8, 24), "the marks from before stay theirs"
        desk.do(lambda work: courses.retire_enrolment(work, other))
        assert school.line(other) is None
        desk.do(lambda work: courses.bring_enrolment_back(work, other))
        assert school.line(other).state == "enrolled"


def test_materials_are_given_once_to_each(desk, school):
    with on("2026-09-10"):
        first, second = school.group(2)
        desk.do(lambda work: courses.give_material(work, [first], "Hurra!!! 1", date(2026, 9, 7)))
        given = desk.do(lambda work: courses.give_material(work, [first, second], "Hurra!!! 1", date(2026, 9, 9)))
        assert len(given) == 1, "whoever has it does not get it again"
        assert [each.title for each in school.line(second).materials] == ["Hurra!!! 1"]
        desk.do(lambda work: courses.take_material_back(work, given))
        assert school.line(second).materials == ()
        with refused("title"):
            desk.do(lambda work: courses.give_material(work, [first], " ", date(2026, 9, 7)))
        with refused("given_on"):
            desk.do(lambda work: courses.give_material(work, [first], "Zeszyt", date(2026, 9, 11)))


@pytest.mark.parametrize("state", ["ended", "called_off"])
def test_a_course_that_is_over_takes_nobody(desk, school, state):
    with on("2026-09-01"):
        person = school.group(1)
        school.plan()
    with on("2026-12-01"):
        if state == "ended":
            first, *others = school.lessons()
            school.mark(first.id, present=person)
            for lesson in others:
                desk.do(lambda work, lesson=lesson: courses.call_off_lesson(work, lesson.id, "Remont"))
            desk.do(lambda work: courses.end_course(work, school.course_id))
        else:
            desk.do(lambda work: courses.call_off_course(work, school.course_id, "Remont"))
        with refused() as said:
            school.enrol(school.person("Kravets"))
        assert "Open it again first" in said[0]


def test_two_enrolments_of_one_person_become_one(desk, school):
    """Merged in November: what each of the two had seen of the course is one attendance then, and comes apart again."""
    with on("2026-08-24"):
        latin, cyrillic = school.group(2)
        school.plan()
    with on("2026-09-20"):
        school.mark(school.lesson("2026-09-07").id, present=[latin], absent=[cyrillic])
        school.mark(school.lesson("2026-09-09").id, absent=[latin], late=[cyrillic])
        school.mark(school.lesson("2026-09-14").id, present=[cyrillic])
        desk.do(lambda work: courses.give_material(work, [cyrillic], "Hurra!!! 1", date(2026, 9, 9)))
        test = {"day": "2026-09-09", "level": "A0"}
        desk.do(lambda work: courses.set_level(work, cyrillic, "entry", test))
        with refused():
            desk.do(lambda work: courses.join_enrolments(work, latin))
        one, other = (each.person_id for each in school.card().people)
        desk.do(lambda work: clients.merge_people(work, one, other, {}))
        joint = desk.do(lambda work: courses.join_enrolments(work, latin))
        (line,) = school.card().people
        assert (line.present, line.entry_level, len(line.materials), line.twice) == (3, "A0", 1, False)
        desk.do(lambda work: courses.part_enrolments(work, joint))
        assert [(each.present, each.entry_level, len(each.materials)) for each in school.card().people] == [
            (1, "", 0), (2, "A0", 1),
        ]  # fmt: skip


def test_the_history_of_a_person_tells_of_the_course(desk, school):
    with on("2026-09-10"):
        person = school.person("Kravets")
        enrolled = school.enrol(person, entry_level="A0")
        desk.do(lambda work: courses.leave(work, enrolled.id, {"left_on": "2026-09-10", "left_reason": "work"}))
        changes = desk.read(lambda read: clients.changes_of(read, person, more=courses.HISTORY))
    told = [(each.what, each.subject.render("en"), each.after.render("en")) for each in changes]
    assert ("changed", "Course · State", "left") in told
    assert any(what == "added" and subject == "Course" and "A0" in after for what, subject, after in told)


def test_whoever_is_in_two_groups_at_one_time_is_told_of_it(desk, school, teacher):
    with on("2026-08-24"):
        other = opened(desk, name="Polski B1", starts_on="2026-09-14", ends_on="2026-09-23")
        desk.do(lambda work: courses.keep_slots(work, other.course_id, EVENINGS))
        other.plan()
        school.plan()
        person = school.person("Kravets")
        assert other.enrol(person).clashes == ()
        told = [clash.render("en") for clash in school.enrol(person).clashes]
    assert len(told) == 4 and "Polski B1" in told[0], "told, not refused"


def test_somebody_in_a_course_is_not_taken_out_of_the_lists(desk, school):
    """A ghost in the group would hold a place and lead nowhere."""
    with on("2026-09-10"):
        person = school.person("Kravets")
        enrolled = school.enrol(person)
        revision = desk.read(lambda read: clients.card(read, person)).revision
        with refused() as said:
            desk.do(lambda work: clients.retire_client(work, person, revision))
        assert "Take them out of it first" in said[0]
        desk.do(lambda work: courses.retire_enrolment(work, enrolled.id))
        desk.do(lambda work: clients.retire_client(work, person, revision))


def test_nobody_overtakes_whoever_waits_for_the_free_place(desk):
    with on("2026-09-01"):
        school = opened(desk, capacity="2")
        first, _second = school.group(2)
        waits = school.enrol(school.person("Zaitsev"))
        assert (waits.state, waits.first) == ("waiting", ""), "the group is full, nobody is before"
        desk.do(lambda work: courses.leave(work, first, {"left_on": "2026-09-01", "left_reason": "work"}))
        late = school.enrol(school.person("Andrusenko"))
        assert (late.state, late.first) == ("waiting", "Zaitsev Oksana"), "a place is free, and it is hers"
        assert school.enrol(school.person("Bilyk"), over=True).state == "enrolled", "somebody said so"
        desk.do(lambda work: courses.decline(work, waits.id))
        desk.do(lambda work: courses.decline(work, late.id))
        desk.do(lambda work: courses.leave(work, _second, {"left_on": "2026-09-01", "left_reason": "work"}))
        assert school.enrol(school.person("Shevchuk")).state == "enrolled", "nobody waits any more"


def test_materials_noted_by_mistake_are_taken_back_later(desk, school):
    with on("2026-09-10"):
        people = school.group(2)
        books = desk.do(lambda work: courses.give_material(work, people, "Krok po kroku 1", date(2026, 9, 10)))
    with on("2026-10-20"):
        desk.do(lambda work: courses.take_material_back(work, books[:1]))
        assert [len(school.line(each).materials) for each in people] == [0, 1]
        desk.do(lambda work: courses.bring_material_back(work, books[:1]))
        assert [len(school.line(each).materials) for each in people] == [1, 1]


def test_a_whole_group_is_tested_at_once_or_not_at_all(desk, school):
    with on("2026-09-07"):
        people = school.group(3)
        given = [{"day": "2026-09-07", "level": level, "points": "12"} for level in ("A0", "A1", "A1")]
        before = desk.do(lambda work: courses.set_levels(work, "entry", list(zip(people, given, strict=True))))
        assert [school.line(each).entry_level for each in people] == ["A0", "A1", "A1"]
        late = {"day": "2026-09-06", "level": "A2", "points": ""}
        wrong = [(people[0], {**given[0], "level": "A2"}), (people[1], {**given[1], "level": ""}), (people[2], late)]
        with refused("1.level"):
            desk.do(lambda work: courses.set_levels(work, "entry", wrong))
        with refused("2.day"):
            desk.do(lambda work: courses.set_levels(work, "entry", wrong))
        assert school.line(people[0]).entry_level == "A0", "all or none"
        emptied = {"day": "2026-09-07", "level": "", "points": ""}
        desk.do(lambda work: courses.set_levels(work, "entry", [(people[0], emptied)]))
        assert (school.line(people[0]).entry_level, school.line(people[0]).entry_on) == ("", None)
        for each in before:
            desk.do(lambda work, one=each: courses.put_back(work, one))
        assert [school.line(each).entry_level for each in people] == ["", "", ""]
