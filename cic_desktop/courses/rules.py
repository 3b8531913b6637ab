"""What several actions on a course ask first."""

from __future__ import annotations

from datetime import date

from cic_desktop.core.errors import CicError, Invalid, Problem
from cic_desktop.courses.tables import Course, Enrolment
from cic_desktop.db.work import Read, Work
from cic_desktop.diary.slots import Span, minute_of
from cic_desktop.diary.tables import Gathering
from cic_desktop.i18n import Day, Joined, Plain, _

LIVING = "course_id = ? AND deleted_at IS NULL"


def still_open(read: Read, course_id: str) -> Course:
    """The course; raises CicError when it is over or called off, Missing."""
    row = read.get(Course, course_id)
    if row.state == "ended":
        raise CicError(_("This course has ended. Open it again first."))
    if row.state == "called_off":
        raise CicError(_("This course was called off. Open it again first."))
    return row


def lessons_in(read: Read, course_id: str, *states: str) -> list[Gathering]:
    """The lessons of a course in some states, in the order of time."""
    marks = ", ".join("?" * len(states))
    where = f"{LIVING} AND state IN ({marks}) ORDER BY day, starts_at, id"
    return read.rows(Gathering, where, (course_id, *states))


def taken(read: Read, course_id: str) -> int:
    """Places taken in the group."""
    where = f"{LIVING} AND state IN ('enrolled', 'finished')"
    return len(read.rows(Enrolment, where, (course_id,)))


def span(starts_at: str, minutes: int) -> Span:
    start = minute_of(starts_at)
    return Span(start, start + minutes)


def refuse_time(work: Work, course_id: str, day: date, starts_at: str, minutes: int, but: str = "") -> None:
    """Raises Invalid before the first day of the course, or when the group has another lesson then."""
    if day < work.get(Course, course_id).starts_on:
        raise Invalid(Problem("day", _("This is before the first day of the course.")))
    wanted = span(starts_at, minutes)
    for row in lessons_in(work, course_id, "planned", "held"):
        if row.id != but and row.day == day and span(row.starts_at, row.minutes).meets(wanted):
            at = Joined((Day(day, "short"), Plain(str(span(row.starts_at, row.minutes)))))
            raise Invalid(Problem("starts_at", _("The group has a lesson then already: {at}.", at=at)))
