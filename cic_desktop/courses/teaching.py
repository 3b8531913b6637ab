"""Hours of teaching: the lessons held, for a teacher's monthly record."""

from __future__ import annotations

from datetime import date

from cic_desktop.core.codes import label
from cic_desktop.core.rights import Right
from cic_desktop.courses.rows import TeachingLine
from cic_desktop.db.work import Read
from cic_desktop.diary.slots import clock_time, minute_of
from cic_desktop.i18n.collation import sort_key

__all__ = ["hours", "teachers_of"]


def hours(read: Read, first: date, last: date, teacher_id: str = "") -> list[TeachingLine]:
    """The lessons held in some days, of one teacher or of all, by teacher and time; a lesson is whose who taught it."""
    read.require(Right.READ_CLIENTS)
    rows = read.sql(_HELD, {"first": first.isoformat(), "last": last.isoformat(), "teacher": teacher_id})
    return [_line(*row) for row in rows]


def teachers_of(read: Read, since: date) -> list[tuple[str, str, bool]]:
    """Whose hours can be asked for, by name: id, name, whether still on the list.

    Those on the list, and whoever has held a lesson since a day.
    """
    read.require(Right.READ_CLIENTS)
    rows = read.sql(_TEACHERS, (since.isoformat(),))
    return sorted(((row[0], row[1], bool(row[2])) for row in rows), key=lambda row: (sort_key(row[1]), row[0]))


_TEACHERS = """
SELECT t.id, t.name, t.deleted_at IS NULL AND t.active AS offered FROM teacher t
WHERE offered OR EXISTS (SELECT 1 FROM gathering g WHERE g.teacher_id = t.id AND g.course_id IS NOT NULL
  AND g.day >= ? AND g.state = 'held' AND g.deleted_at IS NULL)"""

_HELD = """
SELECT g.id, coalesce(g.teacher_id, ''), coalesce(t.name, g.speaker), c.id, c.name, c.kind, g.day, g.starts_at,
  g.minutes, c.unit_minutes, g.title, g.block,
  (SELECT count(*) FROM attendance m WHERE m.gathering_id = g.id AND m.deleted_at IS NULL
   AND m.mark IN ('present', 'late'))
FROM gathering g JOIN course c ON c.id = g.course_id LEFT JOIN teacher t ON t.id = g.teacher_id
WHERE g.day BETWEEN :first AND :last AND g.state = 'held' AND g.deleted_at IS NULL AND c.deleted_at IS NULL
  AND :teacher IN ('', g.teacher_id) ORDER BY 3, g.day, g.starts_at, g.id"""


def _line(
    lesson_id: str, teacher_id: str, teacher: str, course_id: str, course: str, kind: str, day: str, starts_at: str,
    minutes: int, unit_minutes: int, title: str, block: str, present: int,
) -> TeachingLine:  # fmt: skip
    ends_at = clock_time(minute_of(starts_at) + minutes)
    subject = title or label("adaptation_block", block).render("pl")
    return TeachingLine(
        lesson_id, teacher_id, teacher, course_id, course, kind, date.fromisoformat(day), starts_at, ends_at, minutes,
        unit_minutes, subject, present,
    )  # fmt: skip
