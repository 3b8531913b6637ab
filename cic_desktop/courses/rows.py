"""What screens and papers show of courses: frozen, made on the read lane."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from cic_desktop.core.fields import Answers
from cic_desktop.i18n import Text

if TYPE_CHECKING:
    from cic_desktop.diary import Clash, GatheringLine

__all__ = [
    "HERE", "BlockLine", "CertificateLine", "CourseCard", "CourseFilter", "CourseLine", "CourseList", "EnrolmentLine",
    "MaterialLine", "PersonCourse", "ProposedLesson", "Register", "SlotLine", "Suspect", "TeachingLine", "Unmarked",
    "WhichCourses",
]  # fmt: skip

WhichCourses = Literal["running", "planned", "ended", "called_off"]

HERE = ("present", "late")
"""Marks of somebody who was at a lesson; whoever is excused was not."""


def units_of(minutes: int, unit_minutes: int) -> float:
    """Teaching hours in so many minutes, to two places."""
    return round(minutes / unit_minutes, 2)


def share(part: int, whole: int) -> int:
    """Whole percent, rounded down: 79.9 % is not yet 80 %."""
    return part * 100 // whole if whole else 0


def answers_of(values: dict[str, object]) -> Answers:
    """Stored values as a page asks with them."""
    return {name: "" if value is None else str(value) for name, value in values.items()}


@dataclass(frozen=True)
class CourseFilter:
    """Which courses a list shows: one of the four lists, words anywhere, a kind, a teacher."""

    which: WhichCourses = "running"
    words: str = ""
    kind: str = ""
    teacher_id: str = ""


@dataclass(frozen=True)
class CourseLine:
    """A course in a list. A planned course runs from its first day on; minutes are those of lessons."""

    id: str
    revision: int
    name: str
    kind: str
    level: str
    state: str  # code list `course_state`
    starts_on: date
    ends_on: date | None
    units: int
    unit_minutes: int
    capacity: int
    min_percent: int
    teacher_id: str
    teacher: str
    room_id: str
    room: str
    place: str
    account_id: str
    runs_it: str
    project_id: str
    about: str
    reason: str
    enrolled: int = 0  # finished too: places taken
    waiting: int = 0
    held: int = 0  # lessons
    planned: int = 0  # lessons still to be held
    minutes_held: int = 0
    minutes_planned: int = 0
    next_day: date | None = None  # of the first lesson still planned
    unmarked: int = 0  # lessons that are over and have no attendance

    @property
    def free(self) -> int:
        """Places left; 0 when the group is full or over."""
        return max(0, self.capacity - self.enrolled)

    @property
    def units_held(self) -> float:
        return units_of(self.minutes_held, self.unit_minutes)

    @property
    def units_planned(self) -> float:
        """In lessons held or planned."""
        return units_of(self.minutes_held + self.minutes_planned, self.unit_minutes)

    @property
    def open(self) -> bool:
        return self.state in ("planned", "running")


@dataclass(frozen=True)
class CourseList:
    """Courses in the order they start, and how many each of the four lists holds with the same filters."""

    lines: tuple[CourseLine, ...]
    counts: dict[WhichCourses, int] = field(hash=False)


@dataclass(frozen=True)
class SlotLine:
    """A line of the timetable."""

    id: str
    weekday: int  # 0 = Monday
    starts_at: str
    minutes: int
    room_id: str
    room: str
    teacher_id: str
    teacher: str

    @property
    def answers(self) -> Answers:
        names = ("weekday", "starts_at", "minutes", "room_id", "teacher_id")
        return answers_of({name: getattr(self, name) for name in names})


@dataclass(frozen=True)
class BlockLine:
    """A block of an adaptation course: teaching hours it is to have, in lessons held, in lessons held or planned."""

    id: str
    block: str
    title: str
    units: int
    held: float
    planned: float

    @property
    def answers(self) -> Answers:
        return answers_of({"block": self.block, "title": self.title, "units": self.units})


@dataclass(frozen=True)
class MaterialLine:
    """Something handed out."""

    id: str
    title: str
    given_on: date


@dataclass(frozen=True)
class EnrolmentLine:
    """A person in a course. `held` counts the course's lessons, `since` those while the person was enrolled."""

    id: str
    revision: int
    course_id: str
    person_id: str
    person: str
    case_number: str
    language: str
    phone: str
    state: str  # code list `enrolment_state`
    enrolled_on: date
    entry_level: str
    entry_points: int | None
    entry_on: date | None
    exit_level: str
    exit_points: int | None
    exit_on: date | None
    left_on: date | None
    left_reason: str
    certificate_number: str  # empty without a certificate
    certificate_on: date | None
    note: str
    present: int = 0  # late is present
    held: int = 0
    since: int = 0
    materials: tuple[MaterialLine, ...] = ()
    twice: bool = False  # the same person stands in the course once more: two records became one

    @property
    def percent(self) -> int:
        """Presence in the lessons held, whole percent."""
        return share(self.present, self.held)

    @property
    def in_group(self) -> bool:
        return self.state in ("enrolled", "finished")

    def expected(self, day: date) -> bool:
        """Whether a lesson on a day asks for a mark of this person."""
        if self.state in ("waiting", "declined") or day < self.enrolled_on:
            return False
        return self.left_on is None or day <= self.left_on

    def test(self, which: Literal["entry", "exit"]) -> Answers:
        """A level test as it is asked."""
        names = {"day": "on", "level": "level", "points": "points"}
        return answers_of({name: getattr(self, f"{which}_{column}") for name, column in names.items()})

    @property
    def answers(self) -> Answers:
        names = ("enrolled_on", "entry_level", "entry_points", "note")
        return answers_of({name: getattr(self, name) for name in names})


@dataclass(frozen=True)
class CourseCard:
    """Everything a course's page shows; `answers` are those of COURSE."""

    line: CourseLine
    answers: Answers = field(hash=False)
    slots: tuple[SlotLine, ...]
    blocks: tuple[BlockLine, ...]
    lessons: tuple[GatheringLine, ...]
    people: tuple[EnrolmentLine, ...]  # in Polish order, everybody who ever was in it
    signed: frozenset[str] = frozenset()  # lessons whose list is signed

    @property
    def group(self) -> tuple[EnrolmentLine, ...]:
        return tuple(each for each in self.people if each.in_group)

    @property
    def waiting(self) -> tuple[EnrolmentLine, ...]:
        """The waiting list in its order: a day entered for the past moves nobody ahead."""
        waiting = (each for each in self.people if each.state == "waiting")
        return tuple(sorted(waiting, key=lambda each: each.id))

    @property
    def gone(self) -> tuple[EnrolmentLine, ...]:
        return tuple(each for each in self.people if each.state in ("left", "declined"))


@dataclass(frozen=True)
class ProposedLesson:
    """A lesson by the timetable. With `skipped` it will not be planned: the holiday's name says why.

    `there` is the lesson to come that has this time already; with `goes` that one is taken out, for the timetable
    does not ask for it. `now` names its teacher and room where they are others than the timetable's.
    """

    day: date
    starts_at: str
    minutes: int
    room_id: str = ""
    teacher_id: str = ""
    block: str = ""
    title: str = ""
    skipped: Text | None = None
    clashes: tuple[Clash, ...] = ()
    there: str = ""
    now: str = ""
    goes: bool = False


@dataclass(frozen=True)
class Register:
    """The attendance of a course: lessons by their time, people in Polish order, marks by lesson and enrolment."""

    line: CourseLine
    lessons: tuple[GatheringLine, ...]  # without those called off
    people: tuple[EnrolmentLine, ...]  # without the waiting list
    marks: dict[tuple[str, str], str] = field(hash=False)

    def of_lesson(self, lesson_id: str) -> dict[str, str]:
        """Marks of a lesson by enrolment."""
        return {person: mark for (lesson, person), mark in self.marks.items() if lesson == lesson_id}


@dataclass(frozen=True)
class Suspect:
    """Somebody of the course who may be the person being enrolled, with what speaks for it."""

    line: EnrolmentLine
    score: float
    reasons: tuple[Text, ...]


@dataclass(frozen=True)
class CertificateLine:
    """Whether somebody may have a certificate, and why (not)."""

    enrolment_id: str
    person_id: str
    person: str
    held: int
    present: int
    percent: int
    entry: str  # code list `cefr`
    exit: str
    number: str  # of the certificate given, else empty
    given_on: date | None
    enough: bool  # in the group, and often enough there so far
    why: Text
    left: bool = False  # before the end
    coming: int = 0  # lessons still to be held, for somebody in the group

    @property
    def may(self) -> bool:
        """Without a reason: often enough there, to the end."""
        return self.enough and not self.coming


@dataclass(frozen=True)
class PersonCourse:
    """A course of a person, for the client's card and the timeline."""

    enrolment_id: str
    course_id: str
    name: str
    kind: str
    level: str
    course_state: str
    starts_on: date
    ends_on: date | None
    state: str
    enrolled_on: date
    left_on: date | None
    left_reason: str
    entry_level: str
    exit_level: str
    exit_on: date | None
    certificate_number: str
    certificate_on: date | None
    present: int
    held: int
    next_day: date | None
    next_at: str

    @property
    def percent(self) -> int:
        return share(self.present, self.held)

    @property
    def gained(self) -> bool:
        """Whether the level went up by one of the CEFR at least (indicator R.2.8)."""
        return bool(self.entry_level and self.exit_level) and self.exit_level > self.entry_level


@dataclass(frozen=True)
class Unmarked:
    """A course with lessons whose attendance is missing; `lesson_id` is the first of them."""

    course_id: str
    course: str
    lesson_id: str
    lessons: int
    since: date


@dataclass(frozen=True)
class TeachingLine:
    """A lesson held, for a teacher's record of hours."""

    lesson_id: str
    teacher_id: str
    teacher: str
    course_id: str
    course: str
    kind: str
    day: date
    starts_at: str
    ends_at: str
    minutes: int
    unit_minutes: int
    subject: str
    present: int

    @property
    def units(self) -> float:
        return units_of(self.minutes, self.unit_minutes)
