"""A course of Polish with twenty people around it, and short ways to work on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from cic_desktop import courses, diary
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError, Invalid
from cic_desktop.core.fields import Answers
from tests.assistance.conftest import Desk, desk  # noqa: F401

POLISH: Answers = {
    "kind": "polish", "name": "Polski A1, grupa 1", "level": "A1", "starts_on": "2026-09-07", "units": "48",
    "capacity": "15",
}  # fmt: skip
EVENINGS: list[Answers] = [
    {"weekday": "0", "starts_at": "17:00", "minutes": "90"},
    {"weekday": "2", "starts_at": "17:00", "minutes": "90"},
]
NAMES = ("Bondarenko", "Chornovol", "Doroshenko", "Hnatiuk", "Ivanenko", "Kravets", "Lysenko", "Moroz", "Oliinyk")


def on(day: str, at: str = "12:00") -> AbstractContextManager[None]:
    """It is this day in Poland."""
    moment = datetime.combine(date.fromisoformat(day), time.fromisoformat(at), ZoneInfo("Europe/Warsaw"))
    return clock.frozen(moment.astimezone(UTC))


class School:
    """The desk with one course."""

    def __init__(self, desk: Desk, course_id: str) -> None:  # noqa: F811
        self.desk, self.course_id = desk, course_id

    def card(self) -> courses.CourseCard:
        return self.desk.read(lambda read: courses.course(read, self.course_id))

    def lessons(self, state: str = "") -> list[diary.GatheringLine]:
        return [each for each in self.card().lessons if state in ("", each.state)]

    def lesson(self, day: str) -> diary.GatheringLine:
        return next(each for each in self.card().lessons if each.day.isoformat() == day)

    def register(self) -> courses.Register:
        return self.desk.read(lambda read: courses.register(read, self.course_id))

    def plan(self) -> courses.Planned:
        def plan(work: Any) -> courses.Planned:
            return courses.plan_lessons(work, self.course_id, courses.propose_lessons(work, self.course_id))

        return self.desk.do(plan)

    def person(self, surname: str, given: str = "Oksana", **answers: str) -> str:
        said = {"surname": surname, "given": given, "citizenship": "UA", "language": "uk", **answers}
        return self.desk.register_person(said)

    def enrol(self, person_id: str, *, over: bool = False, **answers: str) -> courses.Enrolled:
        return self.desk.do(lambda work: courses.enrol(work, self.course_id, person_id, answers, over=over))

    def group(self, count: int, **answers: str) -> list[str]:
        """So many people in the group; their enrolments."""
        return [self.enrol(self.person(name), **answers).id for name in NAMES[:count]]

    def line(self, enrolment_id: str) -> courses.EnrolmentLine:
        return self.desk.read(lambda read: courses.enrolment(read, enrolment_id))

    def mark(self, lesson_id: str, **marks: list[str]) -> courses.MarksBefore:
        """Marks by their code: `present=[enrolments]`."""
        said = {enrolment: mark for mark, enrolments in marks.items() for enrolment in enrolments}
        return self.desk.do(lambda work: courses.save_marks(work, lesson_id, said))

    def helped(self, lesson_id: str) -> set[str]:
        """Who got help at a lesson, by surname."""
        rows = self.desk.rows(
            "SELECT p.surname FROM gathering g JOIN service s ON s.id = g.service_id JOIN service_person x "
            "ON x.service_id = s.id JOIN person p ON p.id = x.person_id "
            "WHERE g.id = ? AND s.deleted_at IS NULL AND x.deleted_at IS NULL",
            lesson_id,
        )
        return {surname for (surname,) in rows}


def opened(desk: Desk, **answers: str) -> School:  # noqa: F811
    return School(desk, desk.do(lambda work: courses.open_course(work, {**POLISH, **answers})))


@pytest.fixture
def teacher(desk: Desk) -> str:  # noqa: F811
    return desk.do(lambda work: diary.keep_teacher(work, {"name": "Maria Wójcik"}))


@pytest.fixture
def school(desk: Desk, teacher: str) -> School:  # noqa: F811
    """A course of 48 teaching hours on two evenings a week, in August; nobody in it, no lessons yet."""
    with on("2026-08-24"):
        school = opened(desk, teacher_id=teacher)
        desk.do(lambda work: courses.keep_slots(work, school.course_id, EVENINGS))
    return school


@contextmanager
def refused(field: str = "") -> Iterator[list[str]]:
    """What is said instead of doing it, in English; `field` is what it stands beside."""
    said: list[str] = []
    with pytest.raises(CicError) as told:
        yield said
    said.append(str(told.value))
    if field:
        assert isinstance(told.value, Invalid)
        assert field in {problem.field for problem in told.value.problems}
