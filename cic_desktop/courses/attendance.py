"""Who was at a lesson: the register of a group, its marks, and the help they become."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cic_desktop import assistance, diary
from cic_desktop.core import clock
from cic_desktop.core.codes import code_list, label
from cic_desktop.core.errors import CicError, Invalid, Missing, Problem
from cic_desktop.core.rights import Right
from cic_desktop.courses.people import people_of
from cic_desktop.courses.queries import course_line
from cic_desktop.courses.rows import HERE, EnrolmentLine, Register
from cic_desktop.courses.rules import lessons_in
from cic_desktop.courses.tables import Attendance, Course
from cic_desktop.db.work import Read, Work
from cic_desktop.diary.tables import Gathering, Teacher
from cic_desktop.i18n import Day, Plain, Text, _

__all__ = ["MarksBefore", "last_marks", "put_marks_back", "register", "save_marks", "unhold"]


@dataclass(frozen=True)
class MarksBefore:
    """A lesson and the marks that were changed as they were; an empty mark was none."""

    lesson_id: str
    state: str
    service_id: str | None  # the help it was
    marks: tuple[tuple[str, str], ...]
    signed: bool = False  # on a paper of its own, for those who were there then


def register(read: Read, course_id: str) -> Register | None:
    """The whole register of a course; None when there is no such course."""
    read.require(Right.READ_CLIENTS)
    line = course_line(read, course_id)
    if line is None:
        return None
    lessons = [each for each in diary.gatherings_of(read, course_id=course_id) if each.state != "called_off"]
    people = tuple(each for each in people_of(read, course_id) if each.state not in ("waiting", "declined"))
    rows = read.sql(
        "SELECT m.gathering_id, m.enrolment_id, m.mark FROM gathering g JOIN attendance m ON m.gathering_id = g.id "
        "WHERE g.course_id = ? AND g.deleted_at IS NULL AND m.deleted_at IS NULL ORDER BY m.id",
        (course_id,),
    )
    return Register(line, tuple(lessons), people, {(lesson, person): mark for lesson, person, mark in rows})


def save_marks(work: Work, lesson_id: str, marks: Mapping[str, str]) -> MarksBefore:
    """Write the marks of some people of a lesson (an empty one takes a mark away): it has been held then.

    Only differences are written; the help the lesson is follows. Returns what undoes it. Raises CicError for a
    lesson to come or called off, Invalid beside the enrolment of somebody who was not in the course on that day.
    """
    work.require(Right.RECORD_HELP)
    lesson = lesson_row(work, lesson_id)
    _refuse_lesson(lesson)
    people = {line.id: line for line in people_of(work, lesson.course_id or "")}
    _refuse_people(lesson, people, marks)
    signed = bool(lesson.service_id) and assistance.signed_by_hand(work, lesson.service_id or "")
    before = MarksBefore(lesson.id, lesson.state, lesson.service_id, _write(work, lesson, marks), signed)
    if any(marks.values()):
        work.amend(lesson, {"state": "held"})
    keep_help(work, lesson)
    return before


def put_marks_back(work: Work, before: MarksBefore) -> None:
    """Undo that: the marks, and whether the lesson was held. Raises Missing."""
    work.require(Right.RECORD_HELP)
    lesson = lesson_row(work, before.lesson_id)
    _write(work, lesson, dict(before.marks))
    if before.service_id and not lesson.service_id:  # the very talk comes back, with what it was signed on
        _bring_talk_back(work, before.service_id)
    work.amend(lesson, {"state": before.state, "service_id": lesson.service_id or before.service_id})
    keep_help(work, lesson)
    if before.signed and lesson.service_id:  # somebody who was added made it wait again
        assistance.sign_by_hand(work, lesson.service_id)


def unhold(work: Work, lesson_id: str) -> MarksBefore:
    """A lesson was not held after all: its marks and its help go; returns what undoes it."""
    work.require(Right.RECORD_HELP)
    lesson = lesson_row(work, lesson_id)
    if lesson.state != "held":
        raise CicError(_("This lesson was not held."))
    marks = _write(work, lesson, dict.fromkeys(_marks(work, lesson.id), ""))
    before = MarksBefore(lesson.id, lesson.state, lesson.service_id, marks)
    work.amend(lesson, {"state": "planned"})
    keep_help(work, lesson)
    return before


def last_marks(read: Read, lesson_id: str) -> dict[str, str]:
    """The marks of the lesson held before this one, of those who are to be at this one too: to be copied."""
    read.require(Right.READ_CLIENTS)
    lesson = lesson_row(read, lesson_id)
    earlier = read.sql(
        "SELECT id FROM gathering WHERE course_id = :course AND state = 'held' AND deleted_at IS NULL "
        "AND (day, starts_at) < (:day, :at) ORDER BY day DESC, starts_at DESC LIMIT 1",
        {"course": lesson.course_id, "day": lesson.day.isoformat(), "at": lesson.starts_at},
    )
    if not earlier:
        return {}
    expected = {line.id for line in people_of(read, lesson.course_id or "") if line.expected(lesson.day)}
    return {person: row.mark for person, row in _marks(read, earlier[0][0]).items() if person in expected}


def lesson_row(read: Read, lesson_id: str) -> Gathering:
    """A lesson of a course; raises Missing, for a point of an event's programme too."""
    row = read.get(Gathering, lesson_id)
    if not row.course_id:
        raise Missing()
    return row


def refuse_day(read: Read, lesson: Gathering, day: date) -> None:
    """Raises Invalid when a lesson held cannot have been on another day: it is to come, somebody was not there yet."""
    if day > clock.today():
        raise Invalid(Problem("day", _("This day is still to come.")))
    there = {person for person, row in _marks(read, lesson.id).items() if row.mark in HERE}
    for line in people_of(read, lesson.course_id or ""):
        if line.id in there and not line.expected(day):
            raise Invalid(Problem("day", _not_expected(line, day)))


def keep_help(work: Work, lesson: Gathering) -> None:
    """Bring the help a lesson is to what its marks say; a lesson nobody came to was held, but helped nobody."""
    persons = _persons_there(work, lesson) if lesson.state == "held" else []
    kept = lesson.service_id if lesson.service_id and lives(work, lesson.service_id) else None
    if persons:
        service_id: str | None = assistance.record_lesson(work, _as_help(work, lesson, persons), kept)
    else:
        service_id = None
        if kept:
            assistance.take_lesson_back(work, kept)
    work.amend(lesson, {"service_id": service_id})


def keep_help_of(work: Work, course_id: str) -> None:
    """The same for all lessons held of a course: its name or kind was changed."""
    for lesson in lessons_in(work, course_id, "held"):
        keep_help(work, lesson)


def lives(work: Work, service_id: str) -> bool:
    """Somebody may have taken the help back where help is kept."""
    return bool(work.sql("SELECT 1 FROM service WHERE id = ? AND deleted_at IS NULL", (service_id,)))


def _refuse_lesson(lesson: Gathering) -> None:
    if lesson.day > clock.today():
        raise CicError(
            _("This lesson is still to come: {day}. Mark it once it was held.", day=Day(lesson.day, "short"))
        )
    if lesson.state == "called_off":
        raise CicError(_("This lesson was called off. If it took place after all, plan it again first."))


def _refuse_people(lesson: Gathering, people: Mapping[str, EnrolmentLine], marks: Mapping[str, str]) -> None:
    known = ("", *code_list("attendance_mark").codes)
    problems = []
    for enrolment_id, mark in marks.items():
        if enrolment_id not in people:
            raise Missing()
        if mark not in known:
            raise Invalid(Problem(enrolment_id, _("Please choose one of the list.")))
        line = people[enrolment_id]
        if mark and not line.expected(lesson.day):
            problems.append(Problem(enrolment_id, _not_expected(line, lesson.day)))
    if problems:
        raise Invalid(*problems)


def _not_expected(line: EnrolmentLine, day: date) -> Text:
    name = Plain(line.person)
    if line.state in ("waiting", "declined"):
        return _("{name} is not in the group. Move them up from the waiting list first.", name=name)
    if line.left_on and line.left_on < day:
        return _("{name} left the course on {day}, before this lesson.", name=name, day=Day(line.left_on, "short"))
    since = Day(line.enrolled_on, "short")
    return _(
        "{name} was enrolled on {day}, after this lesson. Change the day of enrolment first.", name=name, day=since
    )


def _marks(read: Read, lesson_id: str) -> dict[str, Attendance]:
    """Living marks by enrolment; of two that met from two machines the later holds."""
    rows = read.rows(Attendance, "gathering_id = ? AND deleted_at IS NULL ORDER BY id", (lesson_id,))
    return {row.enrolment_id: row for row in rows}


def _write(work: Work, lesson: Gathering, marks: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Only what differs; returns what was there instead."""
    there = _marks(work, lesson.id)
    before = []
    for enrolment_id, mark in marks.items():
        row = there.get(enrolment_id)
        if mark == (row.mark if row else ""):
            continue
        before.append((enrolment_id, row.mark if row else ""))
        if row is None:
            work.add(Attendance(gathering_id=lesson.id, enrolment_id=enrolment_id, mark=mark))
        elif mark:
            work.amend(row, {"mark": mark})
        else:
            work.retire(row)
    return tuple(before)


def _persons_there(work: Work, lesson: Gathering) -> list[str]:
    marks = ", ".join(f"'{mark}'" for mark in HERE)
    rows = work.sql(
        "SELECT DISTINCT e.person_id FROM attendance m JOIN enrolment e ON e.id = m.enrolment_id "
        f"WHERE m.gathering_id = ? AND m.deleted_at IS NULL AND m.mark IN ({marks}) ORDER BY e.person_id",
        (lesson.id,),
    )
    return [person_id for (person_id,) in rows]


def _bring_talk_back(work: Work, service_id: str) -> None:
    for (sitting_id,) in work.sql("SELECT sitting_id FROM service WHERE id = ?", (service_id,)):
        assistance.put_talk_back(work, sitting_id)


def _as_help(work: Work, lesson: Gathering, persons: Sequence[str]) -> assistance.LessonHeld:
    row = work.get(Course, lesson.course_id or "")
    teachers = work.rows(Teacher, "id = ?", (lesson.teacher_id,)) if lesson.teacher_id else []
    account_id = next((teacher.account_id for teacher in teachers if teacher.account_id), row.account_id)
    subject = lesson.title or (label("adaptation_block", lesson.block).render("pl") if lesson.block else "")
    return assistance.LessonHeld(
        project_id=row.project_id, account_id=account_id, day=lesson.day, starts_at=lesson.starts_at,
        minutes=lesson.minutes, place="other" if lesson.place and not lesson.room_id else "office",
        course_kind=row.kind, course=row.name, subject=subject, persons=persons,
    )  # fmt: skip
