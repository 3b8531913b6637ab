"""The courses: groups planned, filled, taught evening by evening, ended with certificates and sheets of opinion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, timedelta

from cic_desktop import assistance, courses, diary, surveys
from cic_desktop.core.fields import Answers
from cic_desktop.courses import ProposedLesson
from cic_desktop.db.work import Work
from cic_desktop.demo import rhythm
from cic_desktop.demo.groups import BLOCKS, GROUPS, SURVEYED, TEACHERS, Group
from cic_desktop.demo.scene import Scene, Someone

__all__ = ["tell"]

_PLANNED, _ENROLLED = 20, 6  # days before the first lesson
_SIGNED = timedelta(days=14)  # lists older than this came back with their signatures
_SCHOOL_AGE = range(7, 14)
_MORNING, _EVENING = 9, 18  # o'clock: before and after the lessons of a day
_BELOW = {"A1": "A0", "A2": "A1", "B1": "A2"}
_CALLED_OFF = "Awaria ogrzewania w budynku."
# How often somebody comes: whoever stands first is always there, the eighth too seldom for a certificate.
_RATES = (1.0, 0.96, 0.92, 0.95, 0.9, 0.97, 0.93, 0.55, 0.94, 0.9, 0.98, 0.91)
_LEAVING = (4, 6)  # places of those who leave
_HELPFUL, _NOT_HELPFUL = ("yes", "yes", "rather_yes"), ("rather_no", "no")
_WORDS = (
    "Dużo mówiliśmy.", "Хотілося б ще один рівень.", "Za mało czasu na pytania.", "Dobre materiały, bez pośpiechu.",
    "Дякую за терпіння.",
)  # fmt: skip
_WHO = (("F", "18_60"), ("F", "18_60"), ("M", "18_60"), ("F", "over_60"), ("", ""))


@dataclass
class Learner:
    """Somebody in a group and how often they come; `until` is their last day."""

    enrolment_id: str
    rate: float
    until: date = date.max


@dataclass
class School:
    """What the groups share: teachers, rooms, and who is in which of them."""

    scene: Scene
    teachers: list[str]
    rooms: dict[str, str]
    people: list[Someone]
    taken: set[str] = field(default_factory=set)
    groups: dict[str, list[str]] = field(default_factory=dict)  # name → who got its certificate

    def choose(self, group: Group, count: int, by: date) -> list[Someone]:
        """People registered before a day who are in no other group; those of the course before come first.

        Where nobody fits, anybody comes: a lesson nobody was at would be no service.
        """
        earlier = self.groups.get(group.goes_on, [])[: count // 2]
        there = [one for one in self.people if one.registered < by.isoformat()]
        fitting = [one for one in there if _fits(group, one, by)] or there
        chosen = [one for one in fitting if one.id in earlier]
        chosen += [one for one in fitting if one.id not in self.taken][: count - len(chosen)]
        chosen = chosen or fitting[:count]
        self.taken |= {one.id for one in chosen}
        return chosen


def tell(scene: Scene) -> None:
    """All groups in turn. Lessons held are services, so a small register has no courses."""
    if not scene.full:
        return
    school = _school(scene)
    for group in GROUPS:
        _Course(school, group).tell()


def hand_in(
    work: Work, sheets: int, helpful: int, *, course_id: str = "", event_id: str = "", words: Sequence[str] = _WORDS
) -> None:
    """Some anonymous sheets about a course or an event; the first ones have words."""
    for number in range(sheets):
        content = number < helpful
        said = (_HELPFUL if content else _NOT_HELPFUL)[number % (3 if content else 2)]
        sex, age = _WHO[number % len(_WHO)]
        best = 5 if content else 4
        marks = {
            question.name: str(best - (number + 2 * place) % (place + 2) % 3)
            for place, question in enumerate(surveys.QUESTIONS)
        }
        told = words[number] if number < len(words) else ""
        answers: Answers = {"helpful": said, "sex": sex, "age_band": age, "words": told, **marks}
        surveys.add_answer(work, answers, course_id=course_id, event_id=event_id)


def _school(scene: Scene) -> School:
    """Teachers are put on the list; the rooms stand there already."""
    colleague = scene.advisors[-1]
    with scene.act(scene.day(390), scene.team.manager.actor, "add teachers") as work:
        (own_name,) = work.sql("SELECT name FROM account WHERE id = ?", (colleague.id,))[0]
        own: Answers = {"name": own_name, "account_id": colleague.id}
        teachers = []
        for name, phone, email in TEACHERS:
            outside: Answers = {"name": name, "phone": phone, "email": email}
            teachers.append(diary.keep_teacher(work, outside if name else own))
        rooms = {room.name: room.id for room in diary.rooms(work)}
    return School(scene, teachers, rooms, scene.learners())


def _fits(group: Group, one: Someone, day: date) -> bool:
    if group.kind == "children":
        return one.child and day.year - int(one.birth[:4]) in _SCHOOL_AGE
    return not one.child and (group.kind != "technical" or one.sex == "M")


class _Course:
    """One group, told from its plan to where it stands."""

    def __init__(self, school: School, group: Group) -> None:
        self._school, self._scene, self._group = school, school.scene, group
        self._days = group.days(self._scene.until)
        colleague = self._scene.advisors[-1]
        self._runs_it = self._scene.advisors[0] if TEACHERS[group.teacher][0] else colleague
        self._learners: list[Learner] = []
        self._later: list[Someone] = []
        self._id, self._lessons = "", []  # type: str, list[str]

    def tell(self) -> None:
        begins = min(self._days[0], self._scene.until)
        with self._act(_before(begins, _PLANNED), "plan a course") as work:
            self._plan(work)
        enrolled = _before(begins, _ENROLLED)
        count = self._group.people
        people = self._school.choose(self._group, count + self._group.later[1] + self._group.waiting, enrolled)
        self._later = people[count:]
        with self._act(enrolled, "enrol in a course") as work:
            self._enrol(work, people[:count])
        for number, day in enumerate(self._days):
            if day < self._scene.until:
                self._evening(number, day)
        if self._days[-1] < self._scene.until:
            with self._act(self._days[-1], "end a course", _EVENING) as work:
                self._end(work, self._days[-1])

    def _act(self, day: date, verb: str, hour: int = 0) -> AbstractContextManager[Work]:
        return self._scene.act(day, self._runs_it, verb, hour)

    def _plan(self, work: Work) -> None:
        group = self._group
        self._id = courses.open_course(work, self._answers())
        when: Answers = {"starts_at": group.starts_at, "minutes": str(group.minutes)}
        courses.keep_slots(work, self._id, [{**when, "weekday": str(weekday)} for weekday in group.weekdays])
        blocks = enumerate(BLOCKS if group.blocks else (), 1)
        courses.keep_blocks(
            work, self._id, [{"block": str(place), "title": title, "units": "2"} for place, title in blocks]
        )
        courses.plan_lessons(work, self._id, [*self._proposed()])
        lines = diary.gatherings_of(work, course_id=self._id)
        self._lessons = [line.id for line in lines]

    def _answers(self) -> Answers:
        group = self._group
        return {
            "name": group.name, "kind": group.kind, "level": group.level, "units": str(group.units),
            "starts_on": self._days[0].isoformat(), "ends_on": self._days[-1].isoformat(),
            "capacity": str(group.capacity), "teacher_id": self._school.teachers[group.teacher],
            "room_id": self._school.rooms[group.room], "account_id": self._runs_it.id, "about": group.about,
            "project_id": self._scene.team.project_on(self._days[0]).id,
        }  # fmt: skip

    def _proposed(self) -> Iterator[ProposedLesson]:
        """By the timetable; each subject takes as many lessons as there are for it."""
        group, subjects = self._group, BLOCKS if self._group.blocks else self._group.subjects
        for number, day in enumerate(self._days):
            title = subjects[number * len(subjects) // group.lessons] if subjects else ""
            yield ProposedLesson(
                day, group.starts_at, group.minutes, self._school.rooms[group.room],
                self._school.teachers[group.teacher], str(number + 1) if group.blocks else "", title,
            )  # fmt: skip

    def _enrol(self, work: Work, people: list[Someone]) -> None:
        """Take them in; whoever does not fit waits."""
        tested: Answers = {"entry_level": _BELOW.get(self._group.level, ""), "entry_points": "12"}
        known = self._group.kind in ("polish", "technical") and tested["entry_level"]
        for one in people:
            made = courses.enrol(work, self._id, one.id, tested if known else {})
            if made.state == "enrolled":
                self._learners.append(Learner(made.id, self._rate(len(self._learners))))

    def _rate(self, place: int) -> float:
        """How often whoever stands at a place of the list comes."""
        leaves = dict(zip(_LEAVING, self._group.left, strict=False)).get(place)
        return 0.0 if leaves and leaves[1] == "never_came" else _RATES[place % len(_RATES)]

    def _evening(self, number: int, day: date) -> None:
        """A lesson's day, with whatever happened before and after it."""
        group, lesson = self._group, self._lessons[number]
        if number == group.called_off:
            with self._act(day, "call a lesson off", _MORNING) as work:
                courses.call_off_lesson(work, lesson, _CALLED_OFF)
            return
        if number == group.later[0] and self._later:
            with self._act(day, "enrol in a course", _MORNING) as work:
                self._enrol(work, self._later)
        actor = self._runs_it
        if number == group.substituted:
            with self._act(day, "have somebody else teach", _MORNING) as work:
                courses.substitute(work, lesson, self._school.teachers[-1])
            actor = self._scene.advisors[-1]
        with self._scene.act(day, actor, "mark a lesson", _EVENING) as work:
            self._mark(work, lesson, day)
            if number == 0 and group.kind == "polish":
                ids = [learner.enrolment_id for learner in self._learners if learner.rate]
                courses.give_material(work, ids, f"Podręcznik i zeszyt ćwiczeń {group.level}", day)
            for place, (after, why, level) in zip(_LEAVING, group.left, strict=False):
                if after == number and place < len(self._learners):
                    self._leave(work, self._learners[place], day, why, level)

    def _mark(self, work: Work, lesson: str, day: date) -> None:
        there = [learner for learner in self._learners if day <= learner.until]
        courses.save_marks(work, lesson, {learner.enrolment_id: self._drawn(learner) for learner in there})
        if day < self._scene.until - _SIGNED:
            found = work.sql(
                "SELECT s.sitting_id FROM gathering g JOIN service s ON s.id = g.service_id WHERE g.id = ?", (lesson,)
            )
            assistance.sign(work, found[0][0], "now")

    def _drawn(self, learner: Learner) -> str:
        rng = self._scene.rng
        if rng.random() < learner.rate:
            return "late" if learner.rate < 1 and rng.random() < 0.06 else "present"
        return "excused" if learner.rate and rng.random() < 0.4 else "absent"

    def _leave(self, work: Work, learner: Learner, day: date, why: str, level: str) -> None:
        if level:
            courses.set_level(work, learner.enrolment_id, "exit", self._test(day, level))
        courses.leave(work, learner.enrolment_id, {"left_on": day.isoformat(), "left_reason": why})
        learner.until = day

    def _test(self, day: date, level: str) -> Answers:
        return {"day": day.isoformat(), "level": level, "points": str(self._scene.rng.randint(14, 30))}

    def _end(self, work: Work, day: date) -> None:
        """Tests, certificates for who came often enough, sheets of opinion."""
        group = self._group
        stayed = [learner for learner in self._learners if learner.until == date.max]
        for place, learner in enumerate(stayed if group.gained else ()):
            level = group.level if place < group.gained else _BELOW[group.level]
            courses.set_level(work, learner.enrolment_id, "exit", self._test(day, level))
        courses.end_course(work, self._id)
        may = [line for line in courses.certificate_lines(work, self._id) if line.may]
        courses.award(work, self._id, [line.enrolment_id for line in may], day)
        self._school.groups[group.name] = [line.person_id for line in may]
        hand_in(work, *SURVEYED[group.name], course_id=self._id)


def _before(day: date, count: int) -> date:
    """A working day so many days before."""
    day -= timedelta(days=count)
    while not rhythm.is_open(day):
        day -= timedelta(days=1)
    return day
