"""Lessons and points of a programme as times of the diary; what they mean is the course's and the event's business."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from cic_desktop.core import clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.errors import CicError, Invalid, Problem
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.diary.fields import GATHERING
from cic_desktop.diary.rows import GatheringLine
from cic_desktop.diary.service import FURTHEST
from cic_desktop.diary.slots import DAY_LONG, minute_of
from cic_desktop.diary.tables import Gathering
from cic_desktop.i18n import _

__all__ = [
    "GatheringBefore", "add_gathering", "amend_gathering", "bring_gathering_back", "call_off_gathering", "gathering",
    "gathering_answers", "gatherings_between", "gatherings_of", "move_gathering", "put_gathering_back",
    "reopen_gathering", "retire_gathering",
]  # fmt: skip

_SHORTEST = 5  # minutes


@dataclass(frozen=True)
class GatheringBefore:
    """A gathering as it was, to put it back."""

    id: str
    day: date
    starts_at: str
    minutes: int
    title: str
    speaker: str
    teacher_id: str | None
    interpreter_id: str | None
    room_id: str | None
    place: str
    block: str
    state: str
    reason: str
    service_id: str | None


def add_gathering(work: Work, answers: Answers, *, course_id: str = "", event_id: str = "") -> str:
    """Put a time into the diary of a course or of an event (one of both is named); returns its id. Raises Invalid."""
    work.require(Right.RECORD_HELP)
    row = Gathering(course_id=course_id or None, event_id=event_id or None, **_read(answers))
    return work.add(row).id


def amend_gathering(work: Work, gathering_id: str, revision: int, answers: Answers) -> GatheringBefore:
    """Change it; returns how it was. Raises Invalid, Missing, Stale."""
    work.require(Right.RECORD_HELP)
    return _amend(work, gathering_id, _read(answers), revision)


def move_gathering(work: Work, gathering_id: str, day: date, starts_at: str) -> GatheringBefore:
    """To another time; returns how it was. Raises Invalid when it was held already: what was held has its time."""
    work.require(Right.RECORD_HELP)
    row = work.get(Gathering, gathering_id)
    if row.state == "held":
        raise Invalid(Problem("day", _("It was held already. Correct the time where the course or event is kept.")))
    _refuse(_time_problems({"day": day, "starts_at": starts_at, "minutes": row.minutes}))
    return _amend(work, gathering_id, {"day": day, "starts_at": starts_at})


def call_off_gathering(work: Work, gathering_id: str, reason: str) -> GatheringBefore:
    """It will not take place, and why; returns how it was."""
    work.require(Right.RECORD_HELP)
    return _amend(work, gathering_id, {"state": "called_off", "reason": reason.strip()})


def reopen_gathering(work: Work, gathering_id: str) -> GatheringBefore:
    """It is planned again; returns how it was."""
    work.require(Right.RECORD_HELP)
    return _amend(work, gathering_id, {"state": "planned", "reason": "", "service_id": None})


def put_gathering_back(work: Work, before: GatheringBefore) -> None:
    """Undo a change, a move or a calling off. Raises CicError when it was held since: help hangs on it."""
    work.require(Right.RECORD_HELP)
    if before.state != "held" and work.get(Gathering, before.id).state == "held":
        raise CicError(_("This lesson was held. Take its attendance back first."))
    _amend(work, before.id, {name: value for name, value in asdict(before).items() if name != "id"})


def retire_gathering(work: Work, gathering_id: str) -> None:
    """Take out what was planned by mistake. What is hung on it (marks, help) is the caller's to take back first."""
    work.require(Right.RECORD_HELP)
    work.retire(work.get(Gathering, gathering_id))


def bring_gathering_back(work: Work, gathering_id: str) -> None:
    """Undo that. Raises Missing."""
    work.require(Right.RECORD_HELP)
    work.bring_back(Gathering, gathering_id)


# The courses and events lie in the layers above and are read here by the names of their tables: one question
# then finds every time that takes somebody, and the layers above need not be known for it.
_LINE = """
SELECT g.id, g.revision, g.day, g.starts_at, g.minutes, g.title, g.speaker, coalesce(g.teacher_id, ''),
  coalesce(t.name, ''), coalesce(t.account_id, ''), coalesce(g.interpreter_id, ''), coalesce(i.name, ''),
  coalesce(g.room_id, ''), coalesce(r.name, ''), g.place, g.block, g.state, g.reason, coalesce(g.course_id, ''),
  coalesce(g.event_id, ''), coalesce(c.name, v.name), coalesce(c.kind, v.kind), coalesce(g.service_id, ''),
  CASE WHEN g.event_id IS NULL THEN
    (SELECT count(*) FROM enrolment e WHERE e.course_id = g.course_id AND e.deleted_at IS NULL
     AND e.state IN ('enrolled', 'finished'))
  ELSE
    (SELECT count(*) FROM event_guest e WHERE e.event_id = g.event_id AND e.deleted_at IS NULL AND e.answer <> 'no')
    + (SELECT coalesce(sum(people), 0) FROM event_count e WHERE e.event_id = g.event_id AND e.deleted_at IS NULL)
  END
FROM gathering g LEFT JOIN teacher t ON t.id = g.teacher_id LEFT JOIN interpreter i ON i.id = g.interpreter_id
LEFT JOIN room r ON r.id = g.room_id LEFT JOIN course c ON c.id = g.course_id LEFT JOIN event v ON v.id = g.event_id
WHERE g.deleted_at IS NULL AND c.deleted_at IS NULL AND v.deleted_at IS NULL
"""
_ORDER = " ORDER BY g.day, g.starts_at, g.id"


def gatherings_between(
    read: Read, first: date, last: date, *, teacher_id: str = "", room_id: str = "", interpreter_id: str = "",
    account_id: str = "", course_id: str = "", event_id: str = "",
) -> list[GatheringLine]:  # fmt: skip
    """The lessons and points of a programme of some days in their order, narrowed to whom or what is named.

    `account_id` picks what takes a colleague's time: what they teach or interpret, and the events they run.
    """
    read.require(Right.READ_CLIENTS)
    named = {
        "teacher": teacher_id, "room": room_id, "interpreter": interpreter_id, "course": course_id, "event": event_id,
    }  # fmt: skip
    where = "AND g.day BETWEEN :first AND :last"
    where += "".join(f" AND g.{name}_id = :{name}" for name, wanted in named.items() if wanted)
    if account_id:
        where += " AND :account IN (t.account_id, i.account_id, v.account_id)"
    days = {"first": first.isoformat(), "last": last.isoformat(), "account": account_id}
    return [_line(row) for row in read.sql(_LINE + where + _ORDER, named | days)]


def gatherings_of(read: Read, *, course_id: str = "", event_id: str = "") -> list[GatheringLine]:
    """All of a course or of an event, in the order of time."""
    read.require(Right.READ_CLIENTS)
    name, row_id = ("course_id", course_id) if course_id else ("event_id", event_id)
    return [_line(row) for row in read.sql(f"{_LINE}AND g.{name} = ?{_ORDER}", (row_id,))]


def gathering(read: Read, gathering_id: str) -> GatheringLine | None:
    """One lesson or point of a programme; None when there is none."""
    read.require(Right.READ_CLIENTS)
    rows = read.sql(f"{_LINE}AND g.id = ?", (gathering_id,))
    return _line(rows[0]) if rows else None


def gathering_answers(line: GatheringLine) -> Answers:
    """What a dialog begins with to change it."""
    answers: Answers = {field.name: str(getattr(line, field.name)) for field in GATHERING}
    return answers | {"day": line.day.isoformat()}


def _line(row: Sequence[Any]) -> GatheringLine:
    row_id, revision, day, *rest = row
    return GatheringLine(row_id, revision, date.fromisoformat(day), *rest)


def _read(answers: Answers) -> Values:
    values = read_answers(GATHERING, answers)
    _refuse(_time_problems(values))
    return {**values, **{name: values[name] or None for name in ("teacher_id", "room_id", "interpreter_id")}}


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise Invalid(*problems)


def _time_problems(values: Values) -> list[Problem]:
    """What is over may be written down later, so the past is no problem here."""
    problems = []
    if not (values["minutes"] or 0) >= _SHORTEST:
        problems.append(Problem("minutes", _("Please give the minutes, {least} at least.", least=_SHORTEST)))
    elif minute_of(values["starts_at"]) + values["minutes"] > DAY_LONG:
        problems.append(Problem("minutes", _("It must end before midnight.")))
    if values["day"] > clock.today() + FURTHEST:
        problems.append(Problem("day", _("This is more than two years away. Please check the year.")))
    return problems


def _amend(work: Work, gathering_id: str, changes: Values, revision: int | None = None) -> GatheringBefore:
    row = work.get(Gathering, gathering_id)
    before = GatheringBefore(**{name: getattr(row, name) for name in GatheringBefore.__dataclass_fields__})
    work.amend(row, changes, revision)
    return before
