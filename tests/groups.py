"""A course of twelve weeks on its way to certificates, and a conference with its guests: what papers and lists show."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from cic_desktop import clients, courses, diary, events, startup
from cic_desktop.core import clock
from cic_desktop.core.fields import Answers

PEOPLE: tuple[Answers, ...] = (
    {"surname": "Bondar", "given": "Daryna", "citizenship": "BY", "language": "ru", "birth_date": "1988-02-29"},
    {"surname": "Kovalenko", "given": "Oksana Iryna", "original_surname": "Коваленко", "original_given": "Оксана",
     "citizenship": "UA", "language": "uk", "birth_date": "1992-04-15", "sex": "F", "phone": "+48 500 100 200"},
    {"surname": "Szczerbakiwska-Żółć", "given": "Anna Maria Aleksandra", "citizenship": "UA", "language": "uk",
     "birth_date": "1975-12-01"},
    {"surname": "Tshimanga", "given": "", "citizenship": "CD", "language": "fr", "birth_date": "1990"},
)  # fmt: skip
COURSE = {
    "name": "Polski A1, grupa 2", "kind": "polish", "level": "A1", "starts_on": "2026-09-07", "ends_on": "2026-11-20",
    "units": "40", "unit_minutes": "45", "capacity": "15", "min_percent": "80",
    "about": "Prosimy zabrać zeszyt i coś do pisania. {Wejście od podwórza}",
}  # fmt: skip
EVENT = {
    "name": "Integracja zaczyna się w szkole", "kind": "conference", "starts_on": "2026-12-03", "capacity": "120",
    "organiser": "Uniwersytet Opolski", "place": "Opole, pl. Kopernika 11, aula",
    "about": "O uczniach z doświadczeniem migracji.",
}  # fmt: skip
POINTS = (
    ("09:00", "30", "Rejestracja uczestników", ""),
    ("09:30", "60", "Uczeń, który nie zna jeszcze języka", "dr Maria Zielińska"),
    ("10:45", "75", "Warsztat: pierwszy dzień w szkole", "Anna Nowak"),
)
GUESTS: tuple[Answers, ...] = (
    {"name": "Jan Śliwa", "organisation": "Szkoła Podstawowa nr 5", "role": "dyrektor", "guest_group": "school",
     "email": "jan@example.org"},
    {"name": "Ewa Łąka", "organisation": "Kuratorium Oświaty", "role": "wizytatorka", "guest_group": "authority"},
    {"organisation": "Radio Opole", "guest_group": "media"},
)  # fmt: skip


@dataclass
class Groups:
    """What the tests ask for by name."""

    register: startup.Opened
    course: str = ""
    teacher: str = ""
    event: str = ""

    def do(self, change: Any) -> Any:
        with self.register.database.write(self.register.actor, "test") as work:
            return change(work)

    def ask(self, look: Any) -> Any:
        with self.register.database.read(self.register.actor) as read:
            return look(read)

    def card(self) -> Any:
        return self.ask(lambda read: courses.course(read, self.course))

    def whole_event(self) -> Any:
        return self.ask(lambda read: events.event(read, self.event))

    def plan_course(self) -> None:
        """The course with its timetable and lessons: Mondays and Wednesdays, 11 November is a public holiday."""
        with on(date(2026, 9, 1)):
            self.teacher = self.do(lambda work: diary.keep_teacher(work, {"name": "Jolanta Górska"}))
            room = self.do(lambda work: diary.keep_room(work, {"name": "Sala 2", "seats": "16"}))
            asked = {**COURSE, "teacher_id": self.teacher, "room_id": room}
            self.course = self.do(lambda work: courses.open_course(work, asked))
            slots = [{"weekday": day, "starts_at": "17:00", "minutes": "90"} for day in ("0", "2")]
            self.do(lambda work: courses.keep_slots(work, self.course, slots))
            self.do(lambda work: courses.plan_lessons(work, self.course, courses.propose_lessons(work, self.course)))

    def enrol_people(self, people: tuple[Answers, ...] = PEOPLE) -> None:
        with on(date(2026, 9, 4)):
            for answers in people:
                person = self.do(lambda work, answers=answers: clients.register(work, dict(answers)))
                self.do(lambda work, person=person: courses.enrol(work, self.course, person.id, {"entry_level": "A0"}))

    def hold_lessons(self) -> None:
        """Everybody is there, but the last of the list stays away from every second lesson."""
        for number, lesson in enumerate(self.card().lessons):
            people = self.card().group
            marks = {line.id: "present" for line in people} | ({people[-1].id: "absent"} if number % 2 else {})
            self.do(lambda work, lesson=lesson, marks=marks: courses.save_marks(work, lesson.id, marks))

    def award(self) -> list[str]:
        """Exit tests and certificates for everybody who may have one; their enrolments."""
        test = {"day": "2026-11-18", "level": "A1", "points": "41"}
        for line in self.card().group:
            self.do(lambda work, line=line: courses.set_level(work, line.id, "exit", test))
        may = [
            line.enrolment_id
            for line in self.ask(lambda read: courses.certificate_lines(read, self.course))
            if line.may
        ]
        self.do(lambda work: courses.award(work, self.course, may, date(2026, 11, 20)))
        return may

    def plan_event(self) -> None:
        ((account,),) = self.ask(lambda read: read.sql("SELECT id FROM account"))
        ((project,),) = self.ask(lambda read: read.sql("SELECT id FROM project"))
        asked = {**EVENT, "account_id": account, "project_id": project}
        self.event = self.do(lambda work: events.open_event(work, asked))
        for starts_at, minutes, title, speaker in POINTS:
            point = {
                "day": "2026-12-03",
                "starts_at": starts_at,
                "minutes": minutes,
                "title": title,
                "speaker": speaker,
            }
            self.do(lambda work, point=point: diary.add_gathering(work, point, event_id=self.event))
        for guest in GUESTS:
            self.do(lambda work, guest=guest: events.add_guest(work, self.event, guest))


@contextmanager
def on(day: date) -> Iterator[None]:
    """Another day, at noon."""
    with clock.frozen(datetime(day.year, day.month, day.day, 11, tzinfo=UTC)):
        yield
