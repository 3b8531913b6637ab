"""A register full of courses: made once by writing rows directly, kept under build/bench/ beside the others."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from cic_desktop import demo, startup
from cic_desktop.assistance.tables import Service, ServicePerson, Sitting
from cic_desktop.core import ids
from cic_desktop.courses.tables import Attendance, Course, CourseSlot, Enrolment
from cic_desktop.demo import rhythm
from cic_desktop.demo.bulk import BulkDesk
from cic_desktop.diary.tables import Gathering, Room, Teacher
from tests.benchmarks import registers
from tests.benchmarks.registers import ROOT, UNTIL

CLASSES = ("Klasa A", "Klasa B")  # the two groups of forty that are opened and marked
FORTY, UNMARKED, CERTIFIED = 40, 14, 20
LESSONS, PEOPLE = 30, 18  # of each course
_BATCH, _WEEKS, _MINUTES = 50, 150, 90
_FACTS = {"stay_title": "temporary_protection", "citizenship": "UA", "sex": "F", "age": 34, "language": "uk"}
_TIMES = ("08:00", "09:45", "11:30", "14:00", "15:45", "17:30")


def make(courses: int) -> Path:
    """The register's folder: so many courses of 30 lessons each, with help for everybody who was there."""
    made_by = f"{registers._made_by()}-{Path(__file__).stat().st_size}"
    folder = ROOT / "build" / "bench" / f"courses-{courses}-{made_by}"
    if not (folder / "ready").exists():
        for old in folder.parent.glob(f"courses-{courses}-*"):
            shutil.rmtree(old)
        opened = demo.make_demo(folder, 10 * courses, 20 * courses, until=UNTIL)
        with ids.seeded(5):
            _School(opened).fill(courses)
        opened.close()
        (folder / "ready").touch()
    return folder


class _School(BulkDesk):
    """Writes whole courses."""

    def __init__(self, opened: startup.Opened) -> None:
        super().__init__(opened)
        self._actor = opened.actor
        with opened.database.read(opened.actor) as read:
            people = [row[0] for row in read.sql("SELECT id FROM person WHERE deleted_at IS NULL ORDER BY id")]
            self._project = read.sql("SELECT id FROM project ORDER BY starts_on DESC")[0][0]
        self._people = cycle(people)

    def fill(self, courses: int) -> None:
        with self._together("add teachers and rooms"):
            teachers = [self._add(Teacher, name=f"Nauczycielka {n}")["id"] for n in range(max(6, courses // 20))]
            rooms = [self._add(Room, name=f"Sala {n}", seats=40)["id"] for n in range(max(6, courses // 20))]
        places = cycle(zip(teachers, rooms, strict=True))
        for start in range(0, courses, _BATCH):
            with self._together("write courses down"):
                for number in range(start, min(start + _BATCH, courses)):
                    people = FORTY if number < len(CLASSES) else CERTIFIED if number == courses - 1 else PEOPLE
                    self._course(number, people, *next(places))
        self.finish()
        self.close()

    @contextmanager
    def _together(self, verb: str) -> Iterator[None]:
        with self.batch(), self.act(rhythm.at(UNTIL, 9, 30), self._actor, verb):
            yield

    def _course(self, number: int, people: int, teacher: str, room: str) -> None:
        """The two classes began 15 weeks ago; the others end one after another, the last ones still run."""
        forty = number < len(CLASSES)
        monday = UNTIL - timedelta(days=UNTIL.weekday())
        weeks = LESSONS // 2 if forty else 4 + number * _WEEKS // 200 % _WEEKS
        days = list(islice(_days(monday - timedelta(weeks=weeks), number % 2), LESSONS))
        ended = days[-1] < UNTIL and not forty
        name = CLASSES[number] if forty else f"Polski A1, grupa {number}"
        starts_at = _TIMES[number % len(_TIMES)]
        course = self._add(
            Course, kind="polish", name=name, level="A1", project_id=self._project, account_id=self._actor.id,
            teacher_id=teacher, room_id=room, starts_on=str(days[0]), ends_on=str(days[-1]), units=2 * LESSONS,
            capacity=FORTY, state="ended" if ended else "planned",
        )  # fmt: skip
        for weekday in (number % 2, number % 2 + 2):
            self._add(CourseSlot, course_id=course["id"], weekday=weekday, starts_at=starts_at, minutes=_MINUTES)
        group = list(islice(self._people, people))
        enrolled = [self._enrolment(course["id"], person, days, place, ended) for place, person in enumerate(group)]
        over = [day < UNTIL for day in days].count(True) - (UNMARKED if forty else 0)
        for place, day in enumerate(days):
            lesson: dict[str, Any] = {
                "course_id": course["id"], "day": str(day), "starts_at": starts_at,
                "minutes": _MINUTES, "teacher_id": teacher, "room_id": room, "title": f"Temat {place + 1}",
            }  # fmt: skip
            self._lesson(lesson, name, list(zip(group, enrolled, strict=True)), held=place < over)

    def _enrolment(self, course_id: str, person: str, days: list[date], place: int, ended: bool) -> str:
        certificate = {"certificate_number": f"CIC/K/{ids.new_id()[-6:]}", "certificate_on": str(days[-1])}
        row = self._add(
            Enrolment, course_id=course_id, person_id=person, state="finished" if ended else "enrolled",
            enrolled_on=str(days[0]), entry_level="A0", entry_on=str(days[0]),
            **(certificate if ended else {}),
        )  # fmt: skip
        return str(row["id"])

    def _lesson(self, lesson: dict[str, Any], course: str, group: list[tuple[str, str]], *, held: bool) -> None:
        """A lesson; one that was held with its marks, and the help it is for those who were there."""
        absent = {place for place in range(len(group)) if (place * 7 + int(lesson["day"][-2:])) % 11 == 0}
        if held:
            there = [person for place, (person, _enrolment) in enumerate(group) if place not in absent]
            lesson |= {"state": "held", "service_id": self._help(lesson, course, there)}
        lesson_id = self._add(Gathering, **lesson)["id"]
        for place, (_person, enrolment) in enumerate(group if held else ()):
            mark = "absent" if place in absent else "present"
            self._add(Attendance, gathering_id=lesson_id, enrolment_id=enrolment, mark=mark)

    def _help(self, lesson: dict[str, Any], course: str, persons: list[str]) -> str:
        day = lesson["day"]
        sitting = self._add(
            Sitting, day=day, starts_at=lesson["starts_at"], minutes=_MINUTES, place="office",
            account_id=self._actor.id, language="pl", signature="now",
        )  # fmt: skip
        details = {"course_kind": "polish", "course": course, "subject": lesson["title"]}
        service = self._add(
            Service, sitting_id=sitting["id"], project_id=self._project, day=day, kind="course", minutes=_MINUTES,
            details=json.dumps(details, ensure_ascii=False),
        )  # fmt: skip
        for person in persons:
            self._add(ServicePerson, service_id=service["id"], person_id=person, countable=1, **_FACTS)
        return str(service["id"])


def _days(monday: date, weekday: int) -> Iterator[date]:
    """Two days of every week on which the centre works."""
    while True:
        for day in (monday + timedelta(days=weekday), monday + timedelta(days=weekday + 2)):
            if rhythm.is_open(day):
                yield day
        monday += timedelta(days=7)
