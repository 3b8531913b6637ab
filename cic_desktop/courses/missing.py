"""Lessons that are over and whose attendance nobody has written down: without it no help of theirs is counted."""

from __future__ import annotations

from datetime import date, timedelta

from cic_desktop.core import clock
from cic_desktop.core.rights import Right
from cic_desktop.courses.rows import Unmarked
from cic_desktop.db.work import Read

__all__ = ["unmarked"]

_LOOK_BACK = timedelta(days=365)


def unmarked(read: Read, first: date | None = None, last: date | None = None) -> tuple[Unmarked, ...]:
    """The courses with such lessons between two days (else in the last year), the longest waiting first."""
    read.require(Right.READ_CLIENTS)
    yesterday = clock.today() - timedelta(days=1)
    first, last = first or yesterday - _LOOK_BACK, min(last or yesterday, yesterday)
    rows = read.sql(_UNMARKED, (first.isoformat(), last.isoformat()))
    return tuple(
        Unmarked(course_id, course, lesson_id, lessons, date.fromisoformat(since))
        for course_id, course, lesson_id, lessons, since in rows
    )


# SQLite gives the other columns of the row that holds the minimum.
_UNMARKED = """
SELECT c.id, c.name, g.id, count(*), min(g.day) FROM gathering g JOIN course c ON c.id = g.course_id
WHERE g.day BETWEEN ? AND ? AND g.state = 'planned' AND g.deleted_at IS NULL AND c.deleted_at IS NULL
GROUP BY c.id ORDER BY 5, 2, 1"""
