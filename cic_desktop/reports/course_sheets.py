"""Courses as spreadsheets: the list, a course's lessons, its people, its attendance, hours of teaching."""

from __future__ import annotations

from datetime import date

from cic_desktop import courses
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.errors import Missing
from cic_desktop.core.periods import Month
from cic_desktop.courses.rows import CourseCard, CourseFilter, CourseLine, EnrolmentLine, Register, TeachingLine
from cic_desktop.db.work import Read
from cic_desktop.diary.rows import GatheringLine
from cic_desktop.i18n import Day, Joined, LanguageName, Number, Plain, Text, Weekday, _, pgettext
from cic_desktop.reports.workbook import SheetColumn, workbook

__all__ = [
    "attendance_workbook", "course_workbook", "lessons_workbook", "people_workbook", "teaching_workbook",
]  # fmt: skip

_NOTHING = Plain("")
_COURSES = (
    SheetColumn(_("Name"), 34), SheetColumn(_("Kind"), 26), SheetColumn(_("Level"), 8), SheetColumn(_("State"), 16),
    SheetColumn(_("First day"), 14), SheetColumn(_("Last day"), 14), SheetColumn(_("Teacher"), 24),
    SheetColumn(_("Room"), 20), SheetColumn(_("Who runs it"), 24), SheetColumn(_("Places"), 10),
    SheetColumn(_("Enrolled"), 12), SheetColumn(_("On the waiting list"), 18), SheetColumn(_("Lessons held"), 14),
    SheetColumn(_("Lessons to come"), 16), SheetColumn(_("Teaching hours held"), 18),
    SheetColumn(_("Teaching hours of the course"), 22),
)  # fmt: skip
_LESSONS = (
    SheetColumn(_("No."), 6), SheetColumn(_("Date"), 14), SheetColumn(_("Day of the week"), 16),
    SheetColumn(_("From"), 10), SheetColumn(_("Until"), 10), SheetColumn(_("Minutes"), 10),
    SheetColumn(_("Block"), 14), SheetColumn(_("Subject"), 40), SheetColumn(_("Teacher"), 24),
    SheetColumn(_("Room"), 20), SheetColumn(_("State"), 16), SheetColumn(_("Reason"), 30),
)  # fmt: skip
_PEOPLE = (
    SheetColumn(_("Case number"), 18), SheetColumn(_("Surname and given name"), 34), SheetColumn(_("Language"), 16),
    SheetColumn(_("Telephone"), 18), SheetColumn(_("State"), 18), SheetColumn(_("Enrolled on"), 14),
    SheetColumn(_("Level at the start"), 16), SheetColumn(_("Points in the test"), 16), SheetColumn(_("Tested on"), 14),
    SheetColumn(_("Level at the end"), 16), SheetColumn(_("Points in the test at the end"), 22),
    SheetColumn(_("Tested at the end on"), 20), SheetColumn(_("Present"), 10), SheetColumn(_("Lessons held"), 14),
    SheetColumn(_("Attendance, %"), 14), SheetColumn(_("Last day there"), 14), SheetColumn(_("Reason for leaving"), 26),
    SheetColumn(_("Certificate"), 22), SheetColumn(_("Date of the certificate"), 18),
    SheetColumn(_("Materials"), 40), SheetColumn(_("Note"), 40),
)  # fmt: skip
_WHO = (SheetColumn(_("Case number"), 18), SheetColumn(_("Surname and given name"), 34))
_TEACHING = (
    SheetColumn(_("Teacher"), 26), SheetColumn(_("Date"), 14), SheetColumn(_("From"), 10), SheetColumn(_("Until"), 10),
    SheetColumn(_("Course"), 34), SheetColumn(_("Subject"), 40), SheetColumn(_("Persons"), 10),
    SheetColumn(_("Minutes"), 10), SheetColumn(_("Teaching hours"), 16),
)  # fmt: skip


def course_workbook(read: Read, wanted: CourseFilter, lang: str) -> bytes:
    """The courses a list shows, a row each."""
    return workbook(_("Courses"), _COURSES, map(_course, courses.course_list(read, wanted).lines), lang)


def lessons_workbook(read: Read, course_id: str, lang: str) -> bytes:
    """The lessons of a course with their state. Raises Missing."""
    rows = (_lesson(number, lesson) for number, lesson in enumerate(_card(read, course_id).lessons, 1))
    return workbook(_("Lessons"), _LESSONS, rows, lang)


def people_workbook(read: Read, course_id: str, lang: str) -> bytes:
    """Everybody who is or was in a course, with tests, presence, certificate. Raises Missing."""
    return workbook(_("Participants"), _PEOPLE, map(_person, _card(read, course_id).people), lang)


def attendance_workbook(read: Read, course_id: str, lang: str) -> bytes:
    """The attendance: a row for each person, a column for each lesson, as it can be taken in again. Raises Missing."""
    found = courses.register(read, course_id)
    if found is None:
        raise Missing()
    lessons = tuple(SheetColumn(_heading(lesson), 18) for lesson in found.lessons)
    columns = (*_WHO, *lessons, SheetColumn(_("Lessons there"), 14), SheetColumn(_("Share of the lessons, %"), 18))
    return workbook(_("Attendance"), columns, (_marks(found, line) for line in found.people), lang)


def teaching_workbook(read: Read, month: Month, teacher_id: str, lang: str) -> bytes:
    """The lessons held in a month, of one teacher or of all."""
    lines = courses.hours(read, month.first, month.last, teacher_id)
    return workbook(pgettext("sheet", "Hours of teaching"), _TEACHING, map(_taught, lines), lang)


def _card(read: Read, course_id: str) -> CourseCard:
    card = courses.course(read, course_id)
    if card is None:
        raise Missing()
    return card


def _course(line: CourseLine) -> tuple[Text, ...]:
    return (
        Plain(line.name), code_label("course_kind", line.kind), Plain(line.level),
        code_label("course_state", line.state), _day(line.starts_on), _day(line.ends_on), Plain(line.teacher),
        Plain(line.place or line.room), Plain(line.runs_it),
        *map(Number, (line.capacity, line.enrolled, line.waiting, line.held, line.planned, line.units_held)),
        Number(line.units) if line.units else _NOTHING,
    )  # fmt: skip


def _lesson(number: int, line: GatheringLine) -> tuple[Text, ...]:
    return (
        Number(number), _day(line.day), Weekday(line.day.weekday()), Plain(line.starts_at), Plain(line.ends_at),
        Number(line.minutes), code_label("adaptation_block", line.block), Plain(line.title),
        Plain(line.teacher or line.speaker), Plain(line.place or line.room), _STATES[line.state], Plain(line.reason),
    )  # fmt: skip


_STATES: dict[str, Text] = {
    "planned": pgettext("lesson", "planned"),
    "held": pgettext("lesson", "held"),
    "called_off": pgettext("lesson", "called off"),
}


def _person(line: EnrolmentLine) -> tuple[Text, ...]:
    materials = (Joined((Plain(one.title), _day(one.given_on)), " ") for one in line.materials)
    return (
        Plain(line.case_number), Plain(line.person), LanguageName(line.language) if line.language else _NOTHING,
        Plain(line.phone), code_label("enrolment_state", line.state), _day(line.enrolled_on),
        Plain(line.entry_level), _points(line.entry_points), _day(line.entry_on),
        Plain(line.exit_level), _points(line.exit_points), _day(line.exit_on),
        Number(line.present), Number(line.held), Number(line.percent), _day(line.left_on),
        code_label("left_reason", line.left_reason), Plain(line.certificate_number), _day(line.certificate_on),
        Joined(tuple(materials), "; "), Plain(line.note),
    )  # fmt: skip


def _marks(found: Register, line: EnrolmentLine) -> tuple[Text, ...]:
    marks = (found.marks.get((lesson.id, line.id)) for lesson in found.lessons)
    return (
        Plain(line.case_number), Plain(line.person), *(code_label("attendance_mark", mark) for mark in marks),
        Number(line.present), Number(line.percent),
    )  # fmt: skip


def _heading(lesson: GatheringLine) -> Text:
    """A day and a time: what an import knows the lesson by."""
    return Joined((_day(lesson.day), Plain(lesson.starts_at)), " ")


def _taught(line: TeachingLine) -> tuple[Text, ...]:
    return (
        Plain(line.teacher), _day(line.day), Plain(line.starts_at), Plain(line.ends_at), Plain(line.course),
        Plain(line.subject), Number(line.present), Number(line.minutes), Number(line.units),
    )  # fmt: skip


def _day(day: date | None) -> Text:
    return Day(day, "short") if day else _NOTHING


def _points(points: int | None) -> Text:
    return _NOTHING if points is None else Number(points)
