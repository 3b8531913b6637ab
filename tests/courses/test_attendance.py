"""The register of a group, and the help its marks become."""

from __future__ import annotations

from datetime import date

import pytest

from cic_desktop import assistance, courses, diary
from cic_desktop.assistance import SignList
from cic_desktop.core.errors import Missing
from tests.courses.conftest import NAMES, on, refused

DAYS = (date(2026, 9, 7), date(2026, 9, 7))


@pytest.fixture
def group(school):
    """Four people enrolled in August, the lessons planned."""
    with on("2026-08-24"):
        enrolments = school.group(4)
        school.plan()
    return enrolments


def test_a_lesson_held_is_help_for_those_who_were_there(school, group):
    with on("2026-09-07", "19:00"):
        lesson = school.lesson("2026-09-07")
        school.mark(lesson.id, present=group[:2], late=[group[2]], excused=[group[3]])
        assert school.helped(lesson.id) == {"Bondarenko", "Chornovol", "Doroshenko"}
        assert school.lesson("2026-09-07").state == "held"
        register = school.register()
        assert register.of_lesson(lesson.id) == {
            group[0]: "present", group[1]: "present", group[2]: "late", group[3]: "excused",
        }  # fmt: skip
        assert [(each.person.split()[0], each.percent) for each in register.people] == list(
            zip(NAMES, (100, 100, 100, 0), strict=False)
        )


def test_only_what_differs_is_written_and_undone(desk, school, group):
    with on("2026-09-07", "19:00"):
        lesson = school.lesson("2026-09-07")
        first = school.mark(lesson.id, present=group)
        second = school.mark(lesson.id, present=group[:3], absent=[group[3]])
        assert second.marks == ((group[3], "present"),)
        assert school.helped(lesson.id) == set(NAMES[:3])
        desk.do(lambda work: courses.put_marks_back(work, second))
        assert school.helped(lesson.id) == set(NAMES[:4])
        desk.do(lambda work: courses.put_marks_back(work, first))
        assert (school.lesson("2026-09-07").state, school.helped(lesson.id), school.register().marks) == (
            "planned", set(), {},
        )  # fmt: skip
        assert desk.rows("SELECT 1 FROM sitting WHERE deleted_at IS NULL") == [], "no talk is left behind"


def test_a_lesson_nobody_came_to_was_held_and_helped_nobody(desk, school, group, teacher):
    with on("2026-09-07", "19:00"):
        lesson = school.lesson("2026-09-07")
        school.mark(lesson.id, absent=group)
        assert (school.lesson("2026-09-07").state, school.lesson("2026-09-07").service_id) == ("held", "")
        day = date(2026, 9, 7)
        (line,) = desk.read(lambda read: courses.hours(read, day, day, teacher))
    assert (line.units, line.present) == (2, 0), "the teacher was there"


def test_the_last_lesson_is_copied_for_those_who_are_still_there(desk, school, group):
    with on("2026-09-20"):
        school.mark(school.lesson("2026-09-07").id, present=group[:3], absent=group[3:])
        desk.do(lambda work: courses.leave(work, group[0], {"left_on": "2026-09-08", "left_reason": "work"}))
        marks = desk.read(lambda read: courses.last_marks(read, school.lesson("2026-09-09").id))
        assert marks == {group[1]: "present", group[2]: "present", group[3]: "absent"}
        assert desk.read(lambda read: courses.last_marks(read, school.lesson("2026-09-07").id)) == {}


def test_what_is_to_come_or_called_off_cannot_be_marked(desk, school, group):
    with on("2026-09-08"):
        with refused() as said:
            school.mark(school.lesson("2026-09-09").id, present=group)
        assert "still to come" in said[0]
        lesson = school.lesson("2026-09-07")
        desk.do(lambda work: courses.call_off_lesson(work, lesson.id, "Choroba"))
        with refused():
            school.mark(lesson.id, present=group)


def test_only_who_was_in_the_group_on_that_day_is_marked(desk, school, group):
    with on("2026-09-20"):
        late = school.enrol(school.person("Zaitsev"), enrolled_on="2026-09-14").id
        lesson = school.lesson("2026-09-09")
        with refused(late) as said:
            school.mark(lesson.id, present=[*group, late])
        assert said[0].startswith("Zaitsev Oksana was enrolled on ")
        assert school.lesson("2026-09-09").state == "planned", "nothing was half done"
        with pytest.raises(Missing):
            school.mark(lesson.id, present=["somebody-else"])
        school.mark(school.lesson("2026-09-14").id, present=[*group, late])
        people = {each.id: each for each in school.register().people}
        assert (people[late].present, people[late].held, people[late].since) == (1, 1, 1)


def test_a_lesson_not_held_after_all_loses_its_help_and_gets_it_back(desk, school, group):
    with on("2026-09-08"):
        lesson = school.lesson("2026-09-07")
        school.mark(lesson.id, present=group)
        with refused():
            desk.do(lambda work: courses.call_off_lesson(work, lesson.id, "Choroba"))
        with refused():
            desk.do(lambda work: courses.retire_lesson(work, lesson.id))
        became = school.lesson("2026-09-07").service_id
        wanted = SignList("group", *DAYS)
        printed = desk.do(lambda work: assistance.make_sign_list(work, wanted))
        before = desk.do(lambda work: courses.unhold(work, lesson.id))
        assert (school.helped(lesson.id), school.register().marks) == (set(), {})
        desk.do(lambda work: courses.put_marks_back(work, before))
        assert (school.helped(lesson.id), len(school.register().marks)) == (set(NAMES[:4]), 4)
        assert school.lesson("2026-09-07").service_id == became, "the very same talk, with its list of signatures"
        assert desk.read(lambda read: assistance.sign_lines(read, wanted)) == printed


def test_what_a_lesson_says_goes_into_the_help_it_became(desk, school, group):
    with on("2026-09-08"):
        lesson = school.lesson("2026-09-07")
        school.mark(lesson.id, present=group)
        line = school.lesson("2026-09-07")
        answers = {**diary.gathering_answers(line), "title": "W sklepie", "minutes": "45"}
        before = desk.do(lambda work: courses.amend_lesson(work, line.id, line.revision, answers))
        said = "SELECT minutes, json_extract(details, '$.subject') FROM service WHERE deleted_at IS NULL"
        assert desk.rows(said) == [(45, "W sklepie")]
        desk.do(lambda work: courses.put_lesson_back(work, before))
        assert desk.rows(said) == [(90, None)]
        with refused("day"):
            later = {**answers, "day": "2026-09-10"}
            desk.do(lambda work: courses.amend_lesson(work, line.id, school.lesson("2026-09-07").revision, later))


def test_help_taken_back_elsewhere_comes_again_with_the_next_mark(desk, school, group):
    with on("2026-09-08"):
        lesson = school.lesson("2026-09-07")
        school.mark(lesson.id, present=group[:2])
        sitting = "SELECT sitting_id FROM service WHERE deleted_at IS NULL"
        ((sitting_id,),) = desk.rows(sitting)
        desk.do(lambda work: assistance.withdraw(work, sitting_id))
        school.mark(lesson.id, present=group[:3])
        assert school.helped(lesson.id) == set(NAMES[:3])


def test_somebody_in_the_course_twice_gets_help_once(desk, school, group):
    from cic_desktop import clients

    with on("2026-09-08"):
        people = [each.person_id for each in school.card().people]
        desk.do(lambda work: clients.merge_people(work, people[0], people[1], {}))
        lesson = school.lesson("2026-09-07")
        school.mark(lesson.id, present=group)
        assert school.helped(lesson.id) == {"Bondarenko", "Doroshenko", "Hnatiuk"}


def test_a_mark_undone_keeps_the_place_of_the_signature(desk, school, group):
    """The list is printed; somebody is marked absent by a slip and present again: the code still counts."""
    with on("2026-09-08"):
        lesson = school.lesson("2026-09-07")
        school.mark(lesson.id, present=group[:2])
        wanted = SignList("group", *DAYS)
        printed = {line.person_id: line.code for line in desk.do(lambda work: assistance.make_sign_list(work, wanted))}
        assert len(printed) == 2
        before = school.mark(lesson.id, absent=[group[1]])
        desk.do(lambda work: courses.put_marks_back(work, before))
        again = desk.read(lambda read: assistance.sign_lines(read, wanted))
        assert {line.person_id: line.code for line in again} == printed


def test_a_lesson_put_on_its_true_day_counts_by_that_day(desk, school, group):
    """Help before the declaration is not countable; a lesson noted on the wrong day is put right."""
    counted = "SELECT countable FROM service_person WHERE deleted_at IS NULL"
    with on("2026-09-10"):
        desk.declare(school.line(group[0]).person_id, "2026-09-08")
        school.mark(school.lesson("2026-09-07").id, present=group[:1])
        assert desk.rows(counted) == [(0,)]
        line = school.lesson("2026-09-07")
        answers = {**diary.gathering_answers(line), "day": "2026-09-08"}
        before = desk.do(lambda work: courses.amend_lesson(work, line.id, line.revision, answers))
        assert desk.rows(counted) == [(1,)]
        desk.do(lambda work: courses.put_lesson_back(work, before))
        assert desk.rows(counted) == [(0,)]


def test_a_lesson_held_is_not_put_before_somebody_there_was_enrolled(desk, school, group):
    with on("2026-09-20"):
        late = school.enrol(school.person("Zaitsev"), enrolled_on="2026-09-14").id
        school.mark(school.lesson("2026-09-14").id, present=[late])
        line = school.lesson("2026-09-14")
        answers = {**diary.gathering_answers(line), "day": "2026-09-11"}
        with refused("day") as said:
            desk.do(lambda work: courses.amend_lesson(work, line.id, line.revision, answers))
        assert "Zaitsev" in said[0]


def test_an_older_undo_does_not_lose_what_was_marked_since(desk, school, group):
    """Moved, marked, and then the move is undone: what was held stays, and its help is not left alone."""
    with on("2026-09-08"):
        lesson = school.lesson("2026-09-09")
        before = desk.do(lambda work: courses.move_lesson(work, lesson.id, date(2026, 9, 8), "10:00"))
        school.mark(lesson.id, present=group[:1])
        held = school.lesson("2026-09-08")
        with refused():
            desk.do(lambda work: diary.put_gathering_back(work, before))
        with refused():
            desk.do(lambda work: courses.hold_again(work, lesson.id))
        assert school.lesson("2026-09-08") == held


def test_who_has_signed_for_a_lesson_follows_who_was_there(desk, school, group):
    """All had signed when somebody is added: that one has not. Taken out again, nothing is left to be signed."""
    wanted = SignList("group", *DAYS)
    to_sign = lambda: [line.person for line in desk.read(lambda read: assistance.unsigned_lines(read, *DAYS))]  # noqa: E731
    sittings = "SELECT signature, signed_on FROM sitting WHERE deleted_at IS NULL"
    with on("2026-09-08"):
        lesson = school.lesson("2026-09-07")
        school.mark(lesson.id, present=group[:2])
        codes = " ".join(line.code for line in desk.do(lambda work: assistance.make_sign_list(work, wanted)))
        desk.do(lambda work: assistance.tick_codes(work, codes, date(2026, 9, 8)))
        assert (to_sign(), desk.rows(sittings)) == ([], [("now", "2026-09-08")])
        before = school.mark(lesson.id, late=[group[2]])
        assert (to_sign(), desk.rows(sittings)) == (["Doroshenko Oksana"], [("list", None)])
        desk.do(lambda work: courses.put_marks_back(work, before))
        assert (to_sign(), desk.rows(sittings)) == ([], [("now", "2026-09-08")])


def test_the_signed_list_of_a_lesson_signs_for_the_help_it_became(desk, school):
    """The teacher brings the paper with every signature: it is no longer waited for on the centre's own lists."""
    with on("2026-09-07", "19:00"):
        people = school.group(2)
        school.plan()
        lesson = school.lesson("2026-09-07").id
        with refused() as said:
            desk.do(lambda work: courses.sign_lesson(work, lesson))
        assert "nothing to sign" in said[0]
        school.mark(lesson, present=people)
        day = date(2026, 9, 7)
        assert len(desk.read(lambda read: assistance.unsigned_lines(read, day, day))) == 2
        before = desk.do(lambda work: courses.sign_lesson(work, lesson))
        assert desk.read(lambda read: assistance.unsigned_lines(read, day, day)) == []
        assert school.card().signed == {lesson}
        desk.do(lambda work: courses.put_signature_back(work, before))
        assert school.card().signed == frozenset()
        assert len(desk.read(lambda read: assistance.unsigned_lines(read, day, day))) == 2


def test_whoever_is_marked_after_the_list_was_signed_has_not_signed_it(desk, school, group):
    day, sittings = date(2026, 9, 7), "SELECT signature FROM sitting WHERE deleted_at IS NULL"
    to_sign = lambda: [line.person for line in desk.read(lambda read: assistance.unsigned_lines(read, day, day))]  # noqa: E731
    with on("2026-09-08"):
        lesson = school.lesson("2026-09-07").id
        school.mark(lesson, present=group[:2])
        desk.do(lambda work: courses.sign_lesson(work, lesson))
        before = school.mark(lesson, late=[group[2]])
        assert "Doroshenko Oksana" in to_sign()
        assert desk.rows(sittings) == [("list",)]
        assert school.card().signed == frozenset()
        desk.do(lambda work: courses.put_marks_back(work, before))
        assert (to_sign(), desk.rows(sittings)) == ([], [("now",)])
        gone = school.mark(lesson, absent=[group[1]])
        assert school.card().signed == {lesson}, "the others have signed all the same"
        desk.do(lambda work: courses.put_marks_back(work, gone))
        assert (to_sign(), school.card().signed) == ([], {lesson})
        taken = desk.do(lambda work: courses.unhold(work, lesson))
        desk.do(lambda work: courses.put_marks_back(work, taken))
        assert (to_sign(), school.card().signed) == ([], {lesson})


def test_a_list_that_is_not_signed_after_all_waits_though_it_was_ticked(desk, school, group):
    """The signatures were ticked on the centre's own list; the wrong one, as it turns out."""
    wanted = SignList("group", *DAYS)
    to_sign = lambda: len(desk.read(lambda read: assistance.unsigned_lines(read, *DAYS)))  # noqa: E731
    sittings = "SELECT signature, signed_on FROM sitting WHERE deleted_at IS NULL"
    with on("2026-09-08"):
        lesson = school.lesson("2026-09-07")
        school.mark(lesson.id, present=group[:2])
        codes = " ".join(line.code for line in desk.do(lambda work: assistance.make_sign_list(work, wanted)))
        desk.do(lambda work: assistance.tick_codes(work, codes, date(2026, 9, 8)))
        before = desk.do(lambda work: courses.sign_lesson(work, lesson.id, signed=False))
        assert (to_sign(), desk.rows(sittings)) == (2, [("list", None)])
        assert school.card().signed == frozenset()
        desk.do(lambda work: courses.put_signature_back(work, before))
        assert (to_sign(), desk.rows(sittings)) == (0, [("now", "2026-09-08")])
        desk.do(lambda work: courses.sign_lesson(work, lesson.id, signed=False))
        desk.do(lambda work: assistance.tick_codes(work, codes, date(2026, 9, 8)))
        assert to_sign() == 0, "the same paper can be ticked again"


# --- what nobody has written down -------------------------------------------------------------------------


def test_lessons_without_attendance_are_named_with_their_course(school):
    school.plan()
    [enrolment] = school.group(1, enrolled_on="2026-09-07")
    past = [lesson for lesson in school.lessons("planned") if lesson.day < date(2026, 11, 23)]
    [found] = school.desk.read(courses.unmarked)
    assert (found.course, found.lessons, found.lesson_id, found.since) == (
        "Polski A1, grupa 1", len(past), past[0].id, past[0].day,
    )  # fmt: skip
    assert school.card().line.unmarked == len(past)
    school.mark(past[0].id, present=[enrolment])
    assert school.card().line.unmarked == len(past) - 1
    october = date(2026, 10, 1), date(2026, 10, 31)
    [of_october] = school.desk.read(lambda read: courses.unmarked(read, *october))
    assert of_october.lessons == sum(lesson.day.month == 10 for lesson in past)


def test_a_lesson_called_off_or_of_today_is_not_missing(school):
    school.plan()
    for lesson in school.lessons("planned"):
        if lesson.day < date(2026, 11, 23):
            school.desk.do(lambda work, lesson=lesson: courses.call_off_lesson(work, lesson.id, "choroba"))
    assert school.lesson("2026-11-23").state == "planned"
    assert school.desk.read(courses.unmarked) == ()
