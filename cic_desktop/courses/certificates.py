"""Certificates: who may have one by presence, their numbers, given and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from cic_desktop.core import clock
from cic_desktop.core.errors import Invalid, Missing, Problem
from cic_desktop.core.rights import Right
from cic_desktop.core.text import clean
from cic_desktop.courses.people import people_of
from cic_desktop.courses.queries import course_line
from cic_desktop.courses.rows import CertificateLine, CourseLine, EnrolmentLine
from cic_desktop.courses.rules import lessons_in
from cic_desktop.courses.tables import Course, Enrolment
from cic_desktop.courses.undo import Before, as_is
from cic_desktop.db.work import Read, Work
from cic_desktop.i18n import Day, Joined, Plain, Text, _, ngettext

__all__ = ["Awarded", "award", "certificate_lines", "lessons_to_come", "take_certificate_back"]

_AHEAD = timedelta(days=31)  # certificates are made ready for the last day


@dataclass(frozen=True)
class Awarded:
    """The numbers given, by enrolment, and what undoes it (`put_back`)."""

    numbers: dict[str, str] = field(hash=False)
    before: Before


def certificate_lines(read: Read, course_id: str) -> tuple[CertificateLine, ...]:
    """Everybody who was in the group, in Polish order: presence in the lessons held, and what follows from it."""
    read.require(Right.READ_CLIENTS)
    line = course_line(read, course_id)
    if line is None:
        return ()
    coming = sum(lesson.day >= clock.today() for lesson in lessons_in(read, course_id, "planned"))
    people = (each for each in people_of(read, course_id) if each.state not in ("waiting", "declined"))
    return tuple(_line(line, each, coming) for each in people)


def award(work: Work, course_id: str, enrolment_ids: Sequence[str], day: date, *, despite: str = "") -> Awarded:
    """Give certificates with the next numbers of this device and year; those who have one keep it.

    Raises Invalid beside `despite` when somebody was there too seldom, or lessons are still to come, and no reason is
    given; with one it goes into the note of each of them. Beside `day` for one before the course or far ahead. Missing.
    """
    work.require(Right.RECORD_HELP)
    lines = {line.enrolment_id: line for line in certificate_lines(work, course_id)}
    if set(enrolment_ids) - lines.keys():
        raise Missing()
    chosen = [lines[each] for each in dict.fromkeys(enrolment_ids) if not lines[each].number]
    reason = clean(despite)
    _refuse(work, course_id, day, [] if reason else [line for line in chosen if not line.may])
    rows = [work.get(Enrolment, line.enrolment_id) for line in chosen]
    before = as_is(rows)
    numbers = iter(_next_numbers(work, day.year, len(rows)))
    for row, line in zip(rows, chosen, strict=True):
        given = {"certificate_number": row.certificate_number or next(numbers), "certificate_on": day}
        note = row.note if line.may else _noted(row, line, reason)
        work.amend(row, {**given, "note": note, "state": "finished" if row.state == "enrolled" else row.state})
    return Awarded({row.id: row.certificate_number for row in rows}, before)


def lessons_to_come(lines: Iterable[CertificateLine]) -> tuple[Text, ...]:
    """That the course is not over for somebody of these; nothing when it is."""
    coming = max((line.coming for line in lines), default=0)
    return (_to_come(coming),) if coming else ()


def take_certificate_back(work: Work, enrolment_id: str) -> Before:
    """It was given by mistake; its number is never given to anybody else. Returns what undoes it."""
    work.require(Right.RECORD_HELP)
    row = work.get(Enrolment, enrolment_id)
    before = as_is([row])
    ended = work.get(Course, row.course_id).state == "ended"
    work.amend(row, {"certificate_on": None, "state": row.state if ended or row.state != "finished" else "enrolled"})
    return before


def _line(course: CourseLine, line: EnrolmentLine, coming: int) -> CertificateLine:
    enough = line.in_group and line.held > 0 and line.percent >= course.min_percent
    return CertificateLine(
        line.id, line.person_id, line.person, line.held, line.present, line.percent, line.entry_level, line.exit_level,
        line.certificate_number, line.certificate_on, enough, _why(course, line, coming), line.state == "left",
        coming if line.in_group else 0,
    )  # fmt: skip


def _why(course: CourseLine, line: EnrolmentLine, coming: int) -> Text:
    share = {"percent": line.percent, "least": course.min_percent}
    if line.certificate_on:
        return _(
            "Certificate {number} of {day}.", number=line.certificate_number, day=Day(line.certificate_on, "short")
        )
    if not line.held:
        return _("No lesson has been held yet.")
    if line.state == "left" and line.left_on:
        return _("Left the course on {day}.", day=Day(line.left_on, "short"))
    if coming:
        return _to_come(coming)
    if line.percent >= course.min_percent:
        return _("There in {percent}% of the lessons; {least}% are enough.", **share)
    if line.since < line.held:
        told = ngettext("{present} of {n} lesson", "{present} of {n} lessons", line.since, present=line.present)
        day = Day(line.enrolled_on, "short")
        return _(
            "There in {percent}% of all lessons, {least}% are needed; since the enrolment on {day} in {told}.",
            **share, day=day, told=told,
        )  # fmt: skip
    return _("There in {percent}% of the lessons; {least}% are needed.", **share)


def _to_come(lessons: int) -> Text:
    return ngettext("{n} lesson is still to come.", "{n} lessons are still to come.", lessons)


def _refuse(work: Work, course_id: str, day: date, may_not: Sequence[CertificateLine]) -> None:
    problems = []
    if day < work.get(Course, course_id).starts_on:
        problems.append(Problem("day", _("This is before the first day of the course.")))
    elif day > clock.today() + _AHEAD:
        problems.append(Problem("day", _("This is more than a month ahead. Please check the date.")))
    if may_not:
        problems.append(Problem("despite", _may_not(may_not)))
    if problems:
        raise Invalid(*problems)


def _may_not(lines: Sequence[CertificateLine]) -> Text:
    """That the course goes on, and who was there too seldom: both are to be known before somebody says why."""
    coming, seldom = lessons_to_come(lines), [line for line in lines if not line.enough]
    if not seldom:
        return Joined((*coming, _("Say why a certificate is given before the last one, or wait until then.")), " ")
    told = Plain(", ".join(f"{line.person} ({line.percent}%)" for line in seldom))
    said = _("Attendance too low: {told}. Say why a certificate is given all the same, or leave them out.", told=told)
    if all(line.left for line in seldom):
        said = _("Left the course: {told}. Say why a certificate is given all the same, or leave them out.", told=told)
    return Joined((*coming, said), " ")


def _noted(row: Enrolment, line: CertificateLine, reason: str) -> str:
    told = _("Certificate at {percent}% attendance: {reason}", percent=line.percent, reason=reason)
    if line.coming:
        told = ngettext(
            "Certificate at {percent}% attendance, {n} lesson before the end: {reason}",
            "Certificate at {percent}% attendance, {n} lessons before the end: {reason}",
            line.coming,
            percent=line.percent,
            reason=reason,
        )
    return "\n".join(filter(None, (row.note, told.render("pl"))))


def _next_numbers(work: Work, year: int, count: int) -> list[str]:
    """`CIC/K/2026/A0001` …: the device's letter keeps machines apart; those taken back or retired count on."""
    letter = work.sql("SELECT letter FROM site JOIN journal_state ON site.n = journal_state.site")[0][0]
    prefix = f"CIC/K/{year}/{letter}"
    last = work.sql(
        "SELECT max(CAST(substr(certificate_number, ?) AS INTEGER)) FROM enrolment WHERE certificate_number GLOB ?",
        (len(prefix) + 1, f"{prefix}[0-9]*"),
    )[0][0]
    return [f"{prefix}{number:04d}" for number in range((last or 0) + 1, (last or 0) + 1 + count)]
