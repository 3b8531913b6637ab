"""Keeping courses: opened, amended, called off, ended, opened again, copied, taken out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import count

from cic_desktop import projects
from cic_desktop.core import clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.errors import CicError, Invalid, Problem
from cic_desktop.core.fields import Answer, Answers
from cic_desktop.core.rights import Right
from cic_desktop.core.text import fold
from cic_desktop.courses.attendance import keep_help_of
from cic_desktop.courses.fields import COPY, COURSE, CUSTOMARY, REASON
from cic_desktop.courses.people import people_of
from cic_desktop.courses.rules import LIVING, lessons_in, still_open, taken
from cic_desktop.courses.tables import Course, CourseBlock, CourseSlot, Enrolment
from cic_desktop.courses.undo import Before, as_is
from cic_desktop.db.base import Row
from cic_desktop.db.work import Work
from cic_desktop.diary.tables import Gathering
from cic_desktop.i18n import Day, Text, _, ngettext

__all__ = [
    "amend_course", "bring_course_back", "call_off_course", "copy_course", "end_course", "open_course",
    "reopen_course", "retire_course",
]  # fmt: skip

Given = Mapping[str, Answer]
_LONGEST = timedelta(days=731)


def open_course(work: Work, answers: Given) -> str:
    """Plan a course; returns its id. Whoever opens it runs it unless somebody else is named. Raises Invalid."""
    work.require(Right.RECORD_HELP)
    return work.add(Course(**_read(work, answers))).id


def amend_course(work: Work, course_id: str, revision: int, answers: Given) -> Before:
    """Correct it; what lessons held say of it follows. Raises Invalid, Missing, Stale."""
    work.require(Right.RECORD_HELP)
    row = work.get(Course, course_id)
    before, values = as_is([row]), _read(work, answers, row)
    named = row.name, row.kind
    work.amend(row, values, revision)
    if named != (row.name, row.kind):
        keep_help_of(work, course_id)
    return before


def call_off_course(work: Work, course_id: str, reason: str) -> Before:
    """It will not take place, and why: its lessons still planned are called off too; returns what undoes it."""
    work.require(Right.RECORD_HELP)
    said = read_answers(REASON, {"reason": reason})
    row, lessons = still_open(work, course_id), lessons_in(work, course_id, "planned")
    before = as_is([row, *lessons])
    for each in (*lessons, row):
        work.amend(each, {"state": "called_off", **said})
    return before


def end_course(work: Work, course_id: str) -> Before:
    """It is over. Whoever was there has finished it, whoever never came has left, nobody waits any more.

    Returns what undoes it. Raises CicError while lessons are still planned, or when none was held.
    """
    work.require(Right.RECORD_HELP)
    row = still_open(work, course_id)
    if planned := len(lessons_in(work, course_id, "planned")):
        raise CicError(_still_planned(planned))
    held = lessons_in(work, course_id, "held")
    if not held:
        raise CicError(_("No lesson of this course was held. Call it off instead."))
    last = held[-1].day
    present = {line.id: line.present for line in people_of(work, course_id)}
    people = work.rows(Enrolment, LIVING, (course_id,))
    before = as_is([row, *people])
    for each in people:
        work.amend(each, _at_the_end(each, present.get(each.id, 0), last))
    early = row.ends_on is None or row.ends_on > clock.today()  # a certificate says when it really was
    work.amend(row, {"state": "ended", "ends_on": max(last, row.starts_on) if early else row.ends_on})
    return before


def reopen_course(work: Work, course_id: str) -> Before:
    """It goes on after all; returns what undoes it.

    Whoever finished without a certificate is in the group again; lessons called off with the course take place,
    those that are not over.
    """
    work.require(Right.RECORD_HELP)
    row = work.get(Course, course_id)
    people = work.rows(Enrolment, f"{LIVING} AND state = 'finished' AND certificate_on IS NULL", (course_id,))
    today = clock.today()
    off = [each for each in lessons_in(work, course_id, "called_off") if each.day >= today]
    lessons = [each for each in off if row.state == "called_off" and each.reason == row.reason]
    before = as_is([row, *people, *lessons])
    for each in people:
        work.amend(each, {"state": "enrolled"})
    for again in (*lessons, row):
        work.amend(again, {"state": "planned", "reason": ""})
    return before


def copy_course(work: Work, course_id: str, answers: Given | date) -> str:
    """A parallel or the next group: the same plan from another day, nobody in it yet; returns its id.

    `answers` are those of COPY; without a name the next number is put behind the old one. Raises Invalid.
    """
    work.require(Right.RECORD_HELP)
    asked: Answers = {"starts_on": answers.isoformat()} if isinstance(answers, date) else dict(answers)
    values = read_answers(COPY, asked)
    old = work.get(Course, course_id)
    later: timedelta = values["starts_on"] - old.starts_on
    columns = {name: getattr(old, name) for name in _COPIED}
    columns |= {"name": values["name"] or _next_name(work, old.name), "starts_on": values["starts_on"]}
    columns["ends_on"] = old.ends_on + later if old.ends_on else None
    if problems := [*_twice(work, columns)]:
        raise Invalid(*problems)
    new = work.add(Course(**columns))
    for table, copied in _HANGING.items():
        for row in work.rows(table, f"{LIVING} ORDER BY id", (course_id,)):
            work.add(table(course_id=new.id, **{name: getattr(row, name) for name in copied}))
    return new.id


def retire_course(work: Work, course_id: str) -> None:
    """Take out what never should have been there. Raises CicError when lessons were held."""
    work.require(Right.RECORD_HELP)
    row = work.get(Course, course_id)
    if held := len(lessons_in(work, course_id, "held")):
        raise CicError(
            ngettext(
                "{n} lesson of this course was held, so it stays in the register. End it or call it off instead.",
                "{n} lessons of this course were held, so it stays in the register. End it or call it off instead.",
                held,
            )
        )
    for table in (Gathering, Enrolment):
        for each in work.rows(table, LIVING, (course_id,)):
            work.retire(each)
    work.retire(row)


def bring_course_back(work: Work, course_id: str) -> None:
    """Undo that: it comes back with the lessons and people that went with it. Raises Missing."""
    work.require(Right.RECORD_HELP)
    went = work.sql("SELECT deleted_at FROM course WHERE id = ?", (course_id,))
    for table in (Gathering, Enrolment) if went else ():
        for row in work.rows(table, "course_id = ? AND deleted_at = ?", (course_id, went[0][0])):
            work.bring_back(table, row.id)
    work.bring_back(Course, course_id)


_COPIED = (
    "kind", "level", "project_id", "account_id", "teacher_id", "room_id", "place", "units", "unit_minutes", "capacity",
    "min_percent", "about",
)  # fmt: skip
_HANGING: dict[type[Row], tuple[str, ...]] = {
    CourseSlot: ("weekday", "starts_at", "minutes", "room_id", "teacher_id"),
    CourseBlock: ("block", "title", "units"),
}
_LINKS = ("teacher_id", "room_id")


def _still_planned(lessons: int) -> Text:
    return ngettext(
        "{n} lesson is still planned. Mark who was there, or call it off; then the course can end.",
        "{n} lessons are still planned. Mark who was there, or call them off; then the course can end.",
        lessons,
    )


def _at_the_end(row: Enrolment, present: int, last: date) -> Values:
    if row.state == "waiting":
        return {"state": "declined"}
    if row.state != "enrolled":
        return {}
    if present:
        return {"state": "finished"}
    return {"state": "left", "left_reason": "never_came", "left_on": max(last, row.enrolled_on)}


def _read(work: Work, answers: Given, row: Course | None = None) -> Values:
    """A course's columns, checked against each other. Raises Invalid."""
    said = {name: answer for name, answer in answers.items() if answer not in ("", [])}
    values = read_answers(COURSE, {**CUSTOMARY, **said})
    values |= {name: values[name] or None for name in _LINKS}
    values["units"] = values["units"] or 0
    values["account_id"] = values["account_id"] or (row.account_id if row else work.actor.id)
    values["project_id"] = values["project_id"] or (row.project_id if row else projects.current_project(work))
    problems = [*_dates(values), *_numbers(values), *_twice(work, values, row), *_project(work, values, row)]
    problems += (*_too_few(work, values, row), *_outside(work, values, row)) if row else ()
    if problems:
        raise Invalid(*problems)
    return values


def _dates(values: Values) -> Iterable[Problem]:
    since, until = values["starts_on"], values["ends_on"]
    if until and until < since:
        yield Problem("ends_on", _("The end is before the start. Please check both dates."))
    elif until and until - since > _LONGEST:
        yield Problem("ends_on", _("This is more than two years after the first day. Please check the year."))


_BOUNDS = {"unit_minutes": (30, 90), "capacity": (1, 500), "min_percent": (0, 100), "units": (0, 2000)}


def _numbers(values: Values) -> Iterable[Problem]:
    for name, (least, most) in _BOUNDS.items():
        if not least <= values[name] <= most:
            yield Problem(name, _("Please give a number from {least} to {most}.", least=least, most=most))


def _twice(work: Work, values: Values, row: Course | None = None) -> Iterable[Problem]:
    """Two groups that start on one day need two names."""
    others = work.sql(
        "SELECT id, name FROM course WHERE starts_on = ? AND deleted_at IS NULL", (str(values["starts_on"]),)
    )
    mine = row.id if row else ""
    if any(fold(name) == fold(values["name"]) and row_id != mine for row_id, name in others):
        yield Problem("name", _("A course of this name starts on the same day. Name the group too."))


def _project(work: Work, values: Values, row: Course | None) -> Iterable[Problem]:
    if not values["project_id"]:
        yield Problem("project_id", _("There is no project yet. A manager adds one in the settings."))
    elif row and row.project_id != values["project_id"] and lessons_in(work, row.id, "held"):
        told = _("Lessons were held in the other project already. Open another course for this project.")
        yield Problem("project_id", told)


def _too_few(work: Work, values: Values, row: Course) -> list[Problem]:
    """Fewer places than people are refused; a group let grow over its places before may be amended."""
    people = taken(work, row.id)
    if values["capacity"] >= min(people, row.capacity):
        return []
    told = ngettext("{n} person is in the group already.", "{n} people are in the group already.", people)
    return [Problem("capacity", told)]


def _outside(work: Work, values: Values, row: Course) -> Iterable[Problem]:
    """What was held lies between the first and the last day."""
    days = [lesson.day for lesson in lessons_in(work, row.id, "held")]
    for name, day in (("starts_on", min(days, default=None)), ("ends_on", max(days, default=None))):
        if day and values[name] and (day < values[name] if name == "starts_on" else day > values[name]):
            yield Problem(name, _("A lesson was held on {day}.", day=Day(day, "short")))


def _next_name(work: Work, name: str) -> str:
    """The name with the next number behind it that no course has yet."""
    names = {fold(each) for (each,) in work.sql("SELECT name FROM course WHERE deleted_at IS NULL")}
    bare = re.sub(r" \(\d+\)$", "", name)
    return next(new for number in count(2) if fold(new := f"{bare} ({number})") not in names)
