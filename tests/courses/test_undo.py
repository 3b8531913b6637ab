"""Whatever is done to a course can be undone: everything its page and register show is as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cic_desktop import clients, courses
from tests.courses.conftest import EVENINGS, School, on

Doing = Callable[[Any, School, list[str]], Any]


def first(school: School, state: str) -> str:
    return school.lessons(state)[0].id


def renamed(work: Any, school: School) -> courses.Before:
    card = courses.course(work, school.course_id)
    assert card is not None
    return courses.amend_course(work, card.line.id, card.line.revision, {**card.answers, "name": "Inny", "about": "x"})


DONE: dict[str, tuple[Doing, Callable[[Any, Any], Any]]] = {
    "amend": (lambda work, school, people: renamed(work, school), courses.put_back),
    "call off": (lambda work, school, people: courses.call_off_course(work, school.course_id, "x"), courses.put_back),
    "timetable": (
        lambda work, school, people: (school.course_id, courses.keep_slots(work, school.course_id, EVENINGS[:1])),
        lambda work, kept: courses.keep_slots(work, *kept),
    ),
    "leave": (
        lambda work, school, people: courses.leave(work, people[0], {"left_on": "2026-09-20", "left_reason": "care"}),
        courses.put_back,
    ),
    "decline": (lambda work, school, people: courses.decline(work, people[2]), courses.put_back),
    "move up": (lambda work, school, people: courses.move_up(work, people[3], over=True), courses.put_back),
    "level": (
        lambda work, school, people: courses.set_level(
            work, people[0], "entry", {"day": "2026-09-07", "level": "A0", "points": "2"}
        ),
        courses.put_back,
    ),
    "marks": (
        lambda work, school, people: courses.save_marks(
            work, first(school, "planned"), {people[0]: "late", people[1]: "absent"}
        ),
        courses.put_marks_back,
    ),
    "other marks": (
        lambda work, school, people: courses.save_marks(
            work, first(school, "held"), {people[0]: "", people[1]: "excused"}
        ),
        courses.put_marks_back,
    ),
    "not held": (lambda work, school, people: courses.unhold(work, first(school, "held")), courses.put_marks_back),
    "move": (
        lambda work, school, people: courses.move_lesson(work, first(school, "planned"), date(2026, 12, 1), "8"),
        courses.put_lesson_back,
    ),
    "no lesson": (
        lambda work, school, people: courses.call_off_lesson(work, first(school, "planned"), "Choroba"),
        courses.put_lesson_back,
    ),
    "material": (
        lambda work, school, people: courses.give_material(work, people[:2], "Zeszyt", date(2026, 9, 9)),
        courses.take_material_back,
    ),
    "certificate": (
        lambda work, school, people: courses.award(
            work, school.course_id, people[:1], date(2026, 9, 21), despite="Wyjeżdża"
        ),
        lambda work, awarded: courses.put_back(work, awarded.before),
    ),
}


def seen(school: School) -> tuple[Any, ...]:
    """What the screens show, without how often it was saved."""
    card, register = school.card(), school.register()

    def plain(line: Any) -> Any:
        return replace(line, revision=0)

    lessons = tuple(plain(each) for each in card.lessons)
    people = tuple(plain(each) for each in card.people)
    slots = tuple(slot.answers for slot in card.slots)
    helped = {lesson.id: school.helped(lesson.id) for lesson in card.lessons}
    return plain(card.line), slots, card.blocks, lessons, people, register.marks, helped


@pytest.mark.parametrize("name", DONE)
def test_nothing_is_left_of_what_was_undone(desk, school, name):
    do, undo = DONE[name]
    with on("2026-08-24"):
        line, answers = school.card().line, {**school.card().answers, "capacity": "3"}
        people = school.group(3)
        school.plan()
        before = desk.do(lambda work: courses.amend_course(work, line.id, line.revision, answers))
        people.append(school.enrol(school.person("Zaitsev")).id)
        desk.do(lambda work: courses.put_back(work, before))
    with on("2026-09-21"):
        school.mark(first(school, "planned"), present=people[:2], absent=[people[2]])
        was = seen(school)
        kept = desk.do(lambda work: do(work, school, people))
        assert seen(school) != was
        desk.do(lambda work: undo(work, kept))
        assert seen(school) == was


def test_an_undo_after_a_merge_leaves_the_course_with_the_record_kept(desk, school):
    with on("2026-09-10"):
        kept, gone = school.person("Kravets"), school.person("Krawec")
        enrolled = school.enrol(gone).id
        before = desk.do(lambda work: courses.decline(work, enrolled))
        desk.do(lambda work: clients.merge_people(work, kept, gone, {}))
        desk.do(lambda work: courses.put_back(work, before))
        assert (school.line(enrolled).state, school.line(enrolled).person_id) == ("enrolled", kept)
