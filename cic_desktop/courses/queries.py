"""Reading courses: whole lists with their filters, one course with all that hangs on it, the courses of a person."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date
from functools import lru_cache
from typing import Any, get_args

from cic_desktop import diary
from cic_desktop.core import clock
from cic_desktop.core.codes import label
from cic_desktop.core.fields import Option
from cic_desktop.core.rights import Right
from cic_desktop.core.text import fold
from cic_desktop.courses.fields import COURSE
from cic_desktop.courses.people import people_of
from cic_desktop.courses.rows import (
    BlockLine,
    CourseCard,
    CourseFilter,
    CourseLine,
    CourseList,
    SlotLine,
    WhichCourses,
    answers_of,
    units_of,
)
from cic_desktop.db.work import Read
from cic_desktop.i18n import LANGUAGES, Day, Joined, Plain
from cic_desktop.i18n.collation import sort_key

__all__ = ["course", "course_line", "course_list", "course_of_help", "course_options"]


def course_list(read: Read, wanted: CourseFilter) -> CourseList:
    """The courses a filter lets through: those to come by their first day, the others the newest first."""
    read.require(Right.READ_CLIENTS)
    fitting = [line for line in _lines(read) if _fits(line, wanted)]
    counts = {which: sum(line.state == which for line in fitting) for which in get_args(WhichCourses)}
    shown = sorted((line for line in fitting if line.state == wanted.which), key=lambda line: sort_key(line.name))
    shown.sort(key=lambda line: line.starts_on, reverse=wanted.which != "planned")
    return CourseList(tuple(_counted(read, shown)), counts)


def course_line(read: Read, course_id: str) -> CourseLine | None:
    """One course as a list shows it."""
    read.require(Right.READ_CLIENTS)
    return next(iter(_counted(read, _lines(read, course_id))), None)


def course(read: Read, course_id: str) -> CourseCard | None:
    """One course with its timetable, blocks, lessons and people."""
    line = course_line(read, course_id)
    if line is None:
        return None
    lessons = tuple(diary.gatherings_of(read, course_id=course_id))
    return CourseCard(
        line=line,
        answers=_answers(line),
        slots=_slots(read, course_id),
        blocks=_blocks(read, line, lessons),
        lessons=lessons,
        people=people_of(read, course_id),
        signed=frozenset(lesson_id for (lesson_id,) in read.sql(_SIGNED, (course_id,))),
    )


def course_of_help(read: Read, service_id: str) -> str:
    """The course whose lesson became this help; empty when none did."""
    read.require(Right.READ_CLIENTS)
    rows = read.sql("SELECT course_id FROM gathering WHERE service_id = ? AND deleted_at IS NULL", (service_id,))
    return rows[0][0] if rows else ""


def course_options(read: Read) -> tuple[Option, ...]:
    """The courses one may still be enrolled in, by name with their first day."""
    read.require(Right.READ_CLIENTS)
    lines = sorted((line for line in _lines(read) if line.open), key=lambda line: sort_key(line.name))
    return tuple(Option(line.id, Joined((Plain(line.name), Day(line.starts_on, "short")))) for line in lines)


_COURSE = """
SELECT c.id, c.revision, c.name, c.kind, c.level, c.state, c.starts_on, c.ends_on, c.units, c.unit_minutes, c.capacity,
  c.min_percent, coalesce(c.teacher_id, ''), coalesce(t.name, ''), coalesce(c.room_id, ''), coalesce(r.name, ''),
  c.place, c.account_id, coalesce(a.name, ''), c.project_id, c.about, c.reason
FROM course c LEFT JOIN teacher t ON t.id = c.teacher_id LEFT JOIN room r ON r.id = c.room_id
LEFT JOIN account a ON a.id = c.account_id WHERE c.deleted_at IS NULL AND :id IN ('', c.id)
"""
_PEOPLE = """
SELECT course_id, sum(state IN ('enrolled', 'finished')), sum(state = 'waiting') FROM enrolment
WHERE deleted_at IS NULL AND course_id IN (SELECT value FROM json_each(:ids)) GROUP BY course_id
"""
_LESSONS = """
SELECT course_id, sum(state = 'held'), sum(state = 'planned'), sum((state = 'held') * minutes),
  sum((state = 'planned') * minutes), min(CASE WHEN state = 'planned' AND day >= :today THEN day END),
  sum(state = 'planned' AND day < :today)
FROM gathering WHERE deleted_at IS NULL AND course_id IN (SELECT value FROM json_each(:ids)) GROUP BY course_id
"""
_SIGNED = """
SELECT g.id FROM gathering g JOIN service s ON s.id = g.service_id JOIN sitting t ON t.id = s.sitting_id
WHERE g.course_id = ? AND g.deleted_at IS NULL AND s.deleted_at IS NULL AND t.signature = 'now'
"""
_COLUMNS = [field.name for field in fields(CourseLine)]
_DAYS = ("starts_on", "ends_on", "next_day")


def _lines(read: Read, course_id: str = "") -> list[CourseLine]:
    """The courses without their counts: some hundreds of lines."""
    today = clock.today().isoformat()
    return [_line(row, today) for row in read.sql(_COURSE, {"id": course_id})]


def _line(row: Sequence[Any], today: str) -> CourseLine:
    found = dict(zip(_COLUMNS, row, strict=False))
    if found["state"] in ("planned", "running"):
        found["state"] = "running" if found["starts_on"] <= today else "planned"
    return CourseLine(**_with_days(found))


def _with_days(found: dict[str, Any]) -> dict[str, Any]:
    return found | {name: date.fromisoformat(found[name]) for name in _DAYS if found.get(name)}


def _counted(read: Read, lines: Sequence[CourseLine]) -> Iterable[CourseLine]:
    """The lines with who is in them and what was held."""
    asked = {"ids": json.dumps([line.id for line in lines]), "today": clock.today().isoformat()}
    people = {row[0]: row[1:] for row in read.sql(_PEOPLE, asked)}
    lessons = {row[0]: row[1:] for row in read.sql(_LESSONS, asked)}
    for line in lines:
        counts = (*people.get(line.id, (0, 0)), *lessons.get(line.id, (0, 0, 0, 0, None, 0)))
        yield replace(line, **_with_days(dict(zip(_COLUMNS[-len(counts) :], counts, strict=True))))


def _fits(line: CourseLine, wanted: CourseFilter) -> bool:
    return (
        wanted.kind in ("", line.kind)
        and wanted.teacher_id in ("", line.teacher_id)
        and all(word in _haystack(line) for word in fold(wanted.words).split())
    )


def _haystack(line: CourseLine) -> str:
    return f"{_folded(f'{line.name} {line.level} {line.teacher} {line.room} {line.place}')} {_kind(line.kind)}"


_folded = lru_cache(maxsize=4096)(fold)


@lru_cache(maxsize=16)
def _kind(kind: str) -> str:
    """The words of a kind in every language: somebody types in any."""
    return fold(" ".join(label("course_kind", kind).render(lang) for lang in LANGUAGES))


def _answers(line: CourseLine) -> dict[str, Any]:
    asked = answers_of({field.name: getattr(line, field.name) for field in COURSE})
    return {**asked, "units": str(line.units or "")}


def _slots(read: Read, course_id: str) -> tuple[SlotLine, ...]:
    rows = read.sql(
        "SELECT s.id, s.weekday, s.starts_at, s.minutes, coalesce(s.room_id, ''), coalesce(r.name, ''), "
        "coalesce(s.teacher_id, ''), coalesce(t.name, '') FROM course_slot s LEFT JOIN room r ON r.id = s.room_id "
        "LEFT JOIN teacher t ON t.id = s.teacher_id WHERE s.course_id = ? AND s.deleted_at IS NULL "
        "ORDER BY s.weekday, s.starts_at, s.id",
        (course_id,),
    )
    return tuple(SlotLine(*row) for row in rows)


def _blocks(read: Read, line: CourseLine, lessons: Iterable[diary.GatheringLine]) -> tuple[BlockLine, ...]:
    minutes: dict[tuple[str, str], int] = defaultdict(int)
    for lesson in lessons:
        minutes[lesson.block, lesson.state] += lesson.minutes
    rows = read.sql(
        "SELECT id, block, title, units FROM course_block WHERE course_id = ? AND deleted_at IS NULL "
        "ORDER BY CAST(block AS INTEGER), id",
        (line.id,),
    )
    lines = []
    for row_id, block, title, units in rows:
        held = minutes[block, "held"]
        whole = held + minutes[block, "planned"]
        in_units = (units_of(total, line.unit_minutes) for total in (held, whole))
        lines.append(BlockLine(row_id, block, title, units, *in_units))
    return tuple(lines)
