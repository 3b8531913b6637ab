"""From the timetable to lessons: holidays, clashes, planned anew, single lessons."""

from __future__ import annotations

from datetime import date

import pytest

from cic_desktop import courses, diary
from cic_desktop.core.errors import Stale
from tests.courses.conftest import EVENINGS, on, opened, refused


def proposed(school):
    return school.desk.read(lambda read: courses.propose_lessons(read, school.course_id))


def test_a_course_is_planned_until_its_hours_are_in_lessons(school):
    """48 hours are 24 evenings; one falls on 11 November and moves the end."""
    with on("2026-08-24"):
        lessons = proposed(school)
        assert [each.day for each in lessons if each.skipped] == [date(2026, 11, 11)]
        holiday = next(each for each in lessons if each.skipped)
        assert holiday.skipped.render("pl") == "Narodowe Święto Niepodległości"
        assert (lessons[0].day, lessons[-1].day, len(lessons)) == (date(2026, 9, 7), date(2026, 11, 30), 25)
        assert school.plan().count == 24
        line = school.card().line
    assert (line.units_planned, line.planned, line.next_day) == (48, 24, date(2026, 9, 7))


def test_the_last_day_ends_the_course_first(desk, school):
    with on("2026-08-24"):
        line = school.card().line
        answers = {**school.card().answers, "ends_on": "2026-09-30"}
        desk.do(lambda work: courses.amend_course(work, line.id, line.revision, answers))
        assert school.plan().count == 8, "the hours are not reached: the last day comes first"
        assert school.card().line.units_planned == 16


def test_without_a_timetable_or_an_end_nothing_can_be_proposed(desk):
    school = opened(desk, units="")
    with refused("slots"):
        proposed(school)
    desk.do(lambda work: courses.keep_slots(work, school.course_id, EVENINGS))
    with refused("ends_on"):
        proposed(school)


def test_what_is_taken_is_told_before_it_is_planned(desk, school, teacher):
    """The teacher has another group on Mondays, and somebody of the group an appointment."""
    with on("2026-08-24"):
        other = opened(desk, name="Polski B1", teacher_id=teacher, starts_on="2026-09-14", ends_on="2026-09-14")
        desk.do(lambda work: courses.keep_slots(work, other.course_id, EVENINGS[:1]))
        other.plan()
        person = school.person("Kravets")
        school.enrol(person)
        talk = {"day": "2026-09-09", "starts_at": "18:00", "minutes": "30", "place": "office"}
        desk.do(lambda work: diary.agree(work, talk, "information", person))
        told = {
            each.day: [(clash.field, clash.text.render("en")) for clash in each.clashes] for each in proposed(school)
        }
    assert [day.isoformat() for day, clashes in told.items() if clashes] == ["2026-09-09", "2026-09-14"]
    assert told[date(2026, 9, 14)][0][0] == "teacher_id"
    assert "Polski B1" in told[date(2026, 9, 14)][0][1]


def test_planning_anew_leaves_what_was_held_and_replaces_the_rest(desk, school):
    with on("2026-08-24"):
        person = school.group(1)
        school.plan()
    with on("2026-09-16"):
        school.mark(school.lesson("2026-09-07").id, present=person)
        desk.do(lambda work: courses.call_off_lesson(work, school.lesson("2026-09-21").id, "Awaria ogrzewania"))
        ids = {each.id for each in school.lessons()}
        assert school.plan().count == 1, "the lesson called off is made up for at the end"
        desk.do(lambda work: courses.keep_slots(work, school.course_id, [{**EVENINGS[0], "starts_at": "18:00"}]))
        planned = school.plan()
        states = [(each.day.isoformat(), each.starts_at, each.state) for each in school.lessons()[:6]]
        desk.do(lambda work: courses.unplan_lessons(work, planned))
        after = {each.id for each in school.lessons()}
    assert states == [
        ("2026-09-07", "17:00", "held"), ("2026-09-09", "17:00", "planned"), ("2026-09-14", "17:00", "planned"),
        ("2026-09-21", "17:00", "called_off"), ("2026-09-28", "18:00", "planned"), ("2026-10-05", "18:00", "planned"),
    ]  # fmt: skip
    assert ids < after and len(after) == 25


def test_subjects_stay_in_their_order_when_the_timetable_changes(desk, school):
    with on("2026-08-24"):
        school.plan()
        for lesson, title in zip(school.lessons()[:3], ("Powitania", "Liczby", "W sklepie"), strict=True):
            answers = {**diary.gathering_answers(lesson), "title": title}
            desk.do(lambda work, one=lesson, said=answers: courses.amend_lesson(work, one.id, one.revision, said))
        fridays = {"weekday": "4", "starts_at": "9:00", "minutes": "180"}
        desk.do(lambda work: courses.keep_slots(work, school.course_id, [fridays]))
        school.plan()
        found = [(each.day.isoformat(), each.title) for each in school.lessons()[:4]]
    assert found == [
        ("2026-09-11", "Powitania"),
        ("2026-09-18", "Liczby"),
        ("2026-09-25", "W sklepie"),
        ("2026-10-02", ""),
    ]


def test_a_lesson_moved_or_given_away_is_told_before_planning_anew_takes_it(desk, school):
    with on("2026-08-24"):
        school.plan()
        moved, given = school.lesson("2026-09-07"), school.lesson("2026-09-09")
        desk.do(lambda work: courses.move_lesson(work, moved.id, date(2026, 9, 8), "9:00"))
        stand_in = desk.do(lambda work: diary.keep_teacher(work, {"name": "Zofia Zastępcza"}))
        desk.do(lambda work: courses.substitute(work, given.id, stand_in))
        told = proposed(school)
        (leaving,) = [each for each in told if each.goes]
        changed = next(each for each in told if each.there == given.id)
        desk.do(
            lambda work: courses.plan_lessons(work, school.course_id, [each for each in told if each != leaving][:1])
        )
        kept = school.lesson("2026-09-08")
        school.plan()
        after = [each.day.isoformat() for each in school.lessons()[:3]]
    assert courses.moved_by_hand(told) == [leaving, next(each for each in told if each.day.isoformat() == "2026-09-07")]
    assert (leaving.there, leaving.day.isoformat(), changed.now) == (moved.id, "2026-09-08", "Zofia Zastępcza")
    assert kept.id == moved.id, "what was not told to go is still there"
    assert after == ["2026-09-07", "2026-09-09", "2026-09-14"]


def test_after_another_timetable_nothing_counts_as_moved(desk, school):
    with on("2026-08-24"):
        school.plan()
        desk.do(lambda work: courses.keep_slots(work, school.course_id, [{**EVENINGS[0], "starts_at": "9:00"}]))
        assert courses.moved_by_hand(proposed(school)) == []


def test_planning_twice_changes_nothing(school):
    with on("2026-08-24"):
        school.plan()
        before = {each.id for each in school.lessons()}
        assert school.plan() == courses.Planned((), ())
        assert {each.id for each in school.lessons()} == before


def test_the_blocks_of_an_adaptation_course_follow_one_another(desk):
    with on("2026-08-24"):
        school = opened(desk, kind="adaptation", name="Kurs adaptacyjny", level="", units="10")
        desk.do(lambda work: courses.keep_slots(work, school.course_id, EVENINGS))
        blocks = [{"block": "2", "title": "Praca", "units": "6"}, {"block": "1", "title": "Prawa", "units": "4"}]
        before = desk.do(lambda work: courses.keep_blocks(work, school.course_id, blocks))
        school.plan()
        card = school.card()
        assert [(each.block, each.title) for each in card.lessons] == [("1", "Prawa")] * 2 + [("2", "Praca")] * 3
        assert [(each.block, each.units, each.held, each.planned) for each in card.blocks] == [
            ("1", 4, 0, 4), ("2", 6, 0, 6),
        ]  # fmt: skip
        with refused("1.block"):
            desk.do(lambda work: courses.keep_blocks(work, school.course_id, [blocks[0], blocks[0]]))
        desk.do(lambda work: courses.keep_blocks(work, school.course_id, before))
        assert school.card().blocks == ()


def test_the_lines_of_a_timetable_must_not_overlap(desk, school):
    with refused("1.starts_at"):
        twice = [EVENINGS[0], {**EVENINGS[0], "starts_at": "18:00"}]
        desk.do(lambda work: courses.keep_slots(work, school.course_id, twice))
    with refused("0.minutes"):
        desk.do(lambda work: courses.keep_slots(work, school.course_id, [{**EVENINGS[0], "minutes": "700"}]))
    assert [slot.answers["starts_at"] for slot in school.card().slots] == ["17:00", "17:00"], "nothing was changed"


def test_a_line_of_the_timetable_ends_on_its_day(desk, school):
    with refused("0.minutes"):
        late = [{"weekday": "0", "starts_at": "22:30", "minutes": "120"}]
        desk.do(lambda work: courses.keep_slots(work, school.course_id, late))


def test_two_lessons_of_a_group_at_one_time_are_refused(desk, school):
    with on("2026-08-24"):
        school.plan()
        extra = {"day": "2026-09-07", "starts_at": "18:00", "minutes": "45"}
        with refused("starts_at") as said:
            desk.do(lambda work: courses.add_lesson(work, school.course_id, extra))
        with refused("starts_at"):
            desk.do(lambda work: courses.move_lesson(work, school.lesson("2026-09-09").id, date(2026, 9, 7), "17:30"))
        with refused("day"):
            early = {**extra, "day": "2026-09-06"}
            desk.do(lambda work: courses.add_lesson(work, school.course_id, early))
        after = {**extra, "starts_at": "18:30"}
        desk.do(lambda work: courses.add_lesson(work, school.course_id, after))
    assert said[0].startswith("The group has a lesson then already: ") and said[0].endswith("17:00–18:30.")
    assert len(school.lessons()) == 25


def test_a_lesson_on_a_holiday_is_told_but_may_be_held(desk, school):
    with on("2026-11-01"):
        on_holiday = diary.Occasion(date(2026, 11, 11), "17:00", 90, course_id=school.course_id)
        (clash,) = desk.read(lambda read: diary.clashes_of(read, on_holiday))
        assert (clash.field, clash.text.render("pl").endswith("Narodowe Święto Niepodległości.")) == ("day", True)
        answers = {"day": "2026-11-11", "starts_at": "17:00", "minutes": "90"}
        assert desk.do(lambda work: courses.add_lesson(work, school.course_id, answers))


def test_a_lesson_is_amended_moved_called_off_and_each_is_undone(desk, school):
    with on("2026-08-24"):
        school.plan()
        first = school.lesson("2026-09-07")
        answers = {**diary.gathering_answers(first), "title": "Powitania", "starts_at": "16:30"}
        befores = [desk.do(lambda work: courses.amend_lesson(work, first.id, first.revision, answers))]
        with pytest.raises(Stale):
            desk.do(lambda work: courses.amend_lesson(work, first.id, first.revision, answers))
        befores.append(desk.do(lambda work: courses.move_lesson(work, first.id, date(2026, 9, 8), "9:00")))
        befores.append(desk.do(lambda work: courses.call_off_lesson(work, first.id, "Choroba")))
        with refused("reason"):
            desk.do(lambda work: courses.call_off_lesson(work, first.id, " "))
        seen = school.lessons()[0]
        for before in reversed(befores):
            desk.do(lambda work, before=before: courses.put_lesson_back(work, before))
        back = school.lessons()[0]
    assert (seen.day.isoformat(), seen.title, seen.state, seen.reason) == (
        "2026-09-08", "Powitania", "called_off", "Choroba",
    )  # fmt: skip
    assert (back.day, back.starts_at, back.title, back.state) == (first.day, "17:00", "", "planned")


def test_a_lesson_called_off_comes_back_where_its_time_is_free(desk, school):
    with on("2026-08-24"):
        school.plan()
        first = school.lessons()[0]
        desk.do(lambda work: courses.call_off_lesson(work, first.id, "Choroba"))
        desk.do(lambda work: courses.add_lesson(work, school.course_id, diary.gathering_answers(first)))
        with refused("starts_at"):
            desk.do(lambda work: courses.hold_again(work, first.id))
        extra = school.lessons("planned")[0]
        desk.do(lambda work: courses.retire_lesson(work, extra.id))
        desk.do(lambda work: courses.hold_again(work, first.id))
    assert school.lessons()[0].state == "planned"


def test_a_plan_is_not_undone_under_a_lesson_held_since(desk, school):
    with on("2026-08-24"):
        person = school.group(1)
        planned = school.plan()
    with on("2026-09-07", "19:00"):
        school.mark(school.lesson("2026-09-07").id, present=person)
        with refused():
            desk.do(lambda work: courses.unplan_lessons(work, planned))
        assert (len(school.lessons("held")), len(school.lessons("planned"))) == (1, planned.count - 1)
