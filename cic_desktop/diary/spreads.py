"""The diary laid open: some days with all they hold, or a month with what can be read at a glance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, TypeVar

from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read
from cic_desktop.diary import gatherings, office, service
from cic_desktop.diary.free_days import free_day
from cic_desktop.diary.rows import AgendaLine, EventLine, LessonMark, Month, MonthDay, Week, WeekFilter

__all__ = ["month", "week"]

_Dated = TypeVar("_Dated", EventLine, LessonMark, AgendaLine)
_NAMED = 8  # lessons of a day that are read by name; how many there are is counted


def week(read: Read, first: date, days: int = 7, shown: WeekFilter = WeekFilter()) -> Week:  # noqa: B008
    """Some days of the diary from `first`, in a fixed number of queries."""
    read.require(Right.READ_CLIENTS)
    whole = tuple(first + timedelta(days=number) for number in range(days))
    account = _account(read, shown)
    groups = (
        gatherings.gatherings_between(
            read, whole[0], whole[-1], teacher_id=shown.teacher_id, room_id=shown.room_id,
            interpreter_id=shown.interpreter_id, account_id=shown.account_id,
        )
        if shown.what != "appointments"
        else ()
    )  # fmt: skip
    hours = [line for line in office.office_hours(read, account) if shown.room_id in ("", line.room_id)]
    return Week(
        whole,
        tuple(_agenda(read, whole[0], whole[-1], shown, account)),
        tuple(hours if account or not shown.teacher_id else ()),
        {day: name for day in whole if (name := free_day(day))},
        tuple(groups),
        tuple(_events(read, whole[0], whole[-1], shown)),
    )


def month(read: Read, first: date, shown: WeekFilter = WeekFilter()) -> Month:  # noqa: B008
    """The weeks of the month of `first`, in a fixed number of queries; reads names only where they can be shown."""
    read.require(Right.READ_CLIENTS)
    first = first.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    start, end = first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())
    events = _by_day(_events(read, start, end, shown))
    lessons, many = _lessons(read, start, end, shown)
    lines, booked = _lines(read, start, end, shown)
    days = (start + timedelta(days=number) for number in range((end - start).days + 1))
    return Month(
        first,
        tuple(
            MonthDay(
                day, tuple(events[day]), tuple(lessons[day]), tuple(lines[day]), many.get(day, 0),
                booked.get(day, 0), free_day(day),
            )
            for day in days
        ),
    )  # fmt: skip


def _account(read: Read, shown: WeekFilter) -> str:
    """Whose appointments and office hours are meant: a teacher's are those of the colleague they are."""
    if not shown.teacher_id:
        return shown.account_id
    rows = read.sql("SELECT coalesce(account_id, '') FROM teacher WHERE id = ?", (shown.teacher_id,))
    return str(rows[0][0]) if rows else ""


def _agenda(read: Read, first: date, last: date, shown: WeekFilter, account: str) -> list[AgendaLine]:
    if shown.what == "groups" or (shown.teacher_id and not account):
        return []
    return service.agenda_between(
        read, first, last, account_id=account, room_id=shown.room_id, interpreter_id=shown.interpreter_id
    )


# Courses and events lie in layers above; their tables are read here by name (see `gatherings`).
_EVENTS = """
SELECT v.id, v.starts_on, v.ends_on, v.name, v.kind, v.state FROM event v
WHERE v.deleted_at IS NULL AND v.starts_on <= :last AND v.ends_on >= :first
  AND (:account = '' OR v.account_id = :account) AND (:room = '' OR v.room_id = :room OR EXISTS (
    SELECT 1 FROM gathering g WHERE g.event_id = v.id AND g.deleted_at IS NULL AND g.room_id = :room))
  AND (:interpreter = '' OR EXISTS (
    SELECT 1 FROM gathering g WHERE g.event_id = v.id AND g.deleted_at IS NULL AND g.interpreter_id = :interpreter))
  AND (:teacher = '' OR EXISTS (
    SELECT 1 FROM gathering g WHERE g.event_id = v.id AND g.deleted_at IS NULL AND g.teacher_id = :teacher))
ORDER BY v.starts_on, v.name, v.id
"""
_BEGINS = """
SELECT event_id, day, min(starts_at) FROM gathering
WHERE event_id IS NOT NULL AND deleted_at IS NULL AND state <> 'called_off' AND day BETWEEN :first AND :last
GROUP BY event_id, day
"""
# The + leaves the index of days to be used: by that of courses every lesson there ever was would be read.
_LESSONS = """
SELECT g.id, g.day, g.starts_at, c.id, c.name, c.kind, g.state, g.many FROM (
  SELECT id, day, starts_at, state, course_id, count(*) OVER (PARTITION BY day) AS many,
    row_number() OVER (PARTITION BY day ORDER BY starts_at, id) AS place
  FROM gathering WHERE day BETWEEN :first AND :last AND deleted_at IS NULL
    AND +course_id IN (SELECT id FROM course WHERE deleted_at IS NULL){narrowed}
) g JOIN course c ON c.id = g.course_id WHERE g.place <= :named ORDER BY g.day, g.starts_at, g.id
"""


def _asked(first: date, last: date, shown: WeekFilter) -> dict[str, Any]:
    return {
        "first": first.isoformat(), "last": last.isoformat(), "account": shown.account_id, "room": shown.room_id,
        "interpreter": shown.interpreter_id, "teacher": shown.teacher_id, "named": _NAMED,
    }  # fmt: skip


def _events(read: Read, first: date, last: date, shown: WeekFilter) -> list[EventLine]:
    """The events of some days, once on each of their days."""
    if shown.what == "appointments":
        return []
    asked = _asked(first, last, shown)
    begins = {(row[0], row[1]): row[2] for row in read.sql(_BEGINS, asked)}
    found = []
    for row_id, starts_on, ends_on, *rest in read.sql(_EVENTS, asked):
        day, end = max(first, date.fromisoformat(starts_on)), min(last, date.fromisoformat(ends_on))
        while day <= end:
            found.append(EventLine(row_id, day, begins.get((row_id, day.isoformat()), ""), *rest))
            day += timedelta(days=1)
    return found


def _lessons(
    read: Read, first: date, last: date, shown: WeekFilter
) -> tuple[dict[date, list[LessonMark]], dict[date, int]]:
    """By day the first lessons, and how many there are."""
    if shown.what == "appointments":
        return defaultdict(list), {}
    whose = "(SELECT id FROM {} WHERE account_id = :account)"
    narrowed = {
        "room_id = :room": shown.room_id, "interpreter_id = :interpreter": shown.interpreter_id,
        "teacher_id = :teacher": shown.teacher_id,
        f"(teacher_id IN {whose.format('teacher')} OR interpreter_id IN {whose.format('interpreter')})": (
            shown.account_id
        ),
    }  # fmt: skip
    where = "".join(f" AND {condition}" for condition, wanted in narrowed.items() if wanted)
    rows = read.sql(_LESSONS.format(narrowed=where), _asked(first, last, shown))
    marks = _by_day(LessonMark(row[0], date.fromisoformat(row[1]), *row[2:7]) for row in rows)
    return marks, {date.fromisoformat(row[1]): row[7] for row in rows}


def _lines(
    read: Read, first: date, last: date, shown: WeekFilter
) -> tuple[dict[date, list[AgendaLine]], dict[date, int]]:
    """By day the appointments of somebody's own calendar, and how many there are in any."""
    if shown.narrow:
        lines = _by_day(_agenda(read, first, last, shown, _account(read, shown)))
        return lines, {day: len(found) for day, found in lines.items()}
    if shown.what == "groups":
        return defaultdict(list), {}
    counted = (
        "SELECT day, count(*) FROM appointment WHERE deleted_at IS NULL AND state <> 'called_off' "
        "AND day BETWEEN :first AND :last GROUP BY day"
    )
    return defaultdict(list), {
        date.fromisoformat(day): n for day, n in read.sql(counted, _asked(first, last, shown))
    }  # fmt: skip


def _by_day(lines: Iterable[_Dated]) -> dict[date, list[_Dated]]:
    found: dict[date, list[_Dated]] = defaultdict(list)
    for line in lines:
        found[line.day].append(line)
    return found
