"""Keeping events: planned, amended, held, called off, taken out of the register, and each of it undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from cic_desktop import diary
from cic_desktop.core import clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.errors import CicError, Invalid, Problem
from cic_desktop.core.fields import Answer
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Work
from cic_desktop.events.fields import CALL_OFF, COUNTS, EVENT, NOTES
from cic_desktop.events.programme import carried
from cic_desktop.events.tables import Event, EventCount
from cic_desktop.i18n import _

__all__ = [
    "EventBefore", "amend_event", "amend_notes", "bring_event_back", "call_off_event", "hold_event", "keep_counts",
    "open_event", "plan_event_again", "put_counts_back", "put_event_back", "retire_event",
]  # fmt: skip

Given = Mapping[str, Answer]
LONGEST = 60  # days of one event


@dataclass(frozen=True)
class EventBefore:
    """What an event had in the columns that were changed, and the points of its programme that went with it."""

    id: str
    values: dict[str, Any]
    points: tuple[diary.GatheringBefore, ...] = ()


def open_event(work: Work, answers: Given) -> str:
    """Plan an event; returns its id. Raises Invalid."""
    work.require(Right.RECORD_HELP)
    return work.add(Event(**_read(answers))).id


def amend_event(work: Work, event_id: str, revision: int, answers: Given) -> EventBefore:
    """Correct it; its programme moves along with its days. Returns what undoes it.

    Raises Invalid (a point of the programme would lie outside its days), Stale, Missing.
    """
    work.require(Right.RECORD_HELP)
    row, values = work.get(Event, event_id), _read(answers)
    moving = carried(work, row, values["starts_on"], values["ends_on"])
    before = _change(work, row, values, revision)
    points = tuple(diary.move_gathering(work, point.id, day, point.starts_at) for point, day in moving)
    return replace(before, points=points)


def amend_notes(work: Work, event_id: str, revision: int, answers: Given) -> None:
    """Note photographs and costs. Raises Invalid, Stale, Missing."""
    work.require(Right.RECORD_HELP)
    work.amend(work.get(Event, event_id), read_answers(NOTES, answers), revision)


def hold_event(work: Work, event_id: str) -> EventBefore:
    """It took place; returns what undoes it. Raises CicError before its first day."""
    work.require(Right.RECORD_HELP)
    row = work.get(Event, event_id)
    if row.starts_on > clock.today():
        raise CicError(_("It has not begun yet. On its first day it can be marked as held."))
    return _turn(work, row, "held")


def plan_event_again(work: Work, event_id: str) -> EventBefore:
    """It was not held after all, or takes place after all: then so does what was called off with it."""
    work.require(Right.RECORD_HELP)
    row = work.get(Event, event_id)
    went = {point_id for (point_id,) in work.sql(_WENT_WITH, (event_id,))} if row.state == "called_off" else set()
    points = tuple(
        diary.reopen_gathering(work, point.id)
        for point in diary.gatherings_of(work, event_id=event_id)
        if point.state == "called_off" and point.id in went
    )
    return _turn(work, row, "planned", points=points)


def call_off_event(work: Work, event_id: str, answers: Given) -> EventBefore:
    """It does not take place, and why: its programme takes no room and nobody's time any more. Raises Invalid."""
    work.require(Right.RECORD_HELP)
    row, reason = work.get(Event, event_id), read_answers(CALL_OFF, answers)["reason"]
    points = tuple(
        diary.call_off_gathering(work, point.id, reason)
        for point in diary.gatherings_of(work, event_id=event_id)
        if point.state == "planned"
    )
    return _turn(work, row, "called_off", reason, points)


def put_event_back(work: Work, before: EventBefore) -> None:
    """Undo one of these four."""
    work.require(Right.RECORD_HELP)
    work.amend(work.get(Event, before.id), before.values)
    for point in before.points:
        diary.put_gathering_back(work, point)


def retire_event(work: Work, event_id: str) -> tuple[str, ...]:
    """Take out what was noted by mistake, with its programme; returns the points taken out.

    Raises CicError for an event that was held or has people noted as there: they are counted.
    """
    work.require(Right.RECORD_HELP)
    row = work.get(Event, event_id)
    if row.state == "held":
        raise CicError(_("This event was held. Say first that it was not, then it can be taken out."))
    if work.sql(_SOMEBODY_THERE, {"event": event_id}):
        raise CicError(_("People are noted as there. Take their marks and the counts away first."))
    points = tuple(point.id for point in diary.gatherings_of(work, event_id=event_id))
    for point_id in points:
        diary.retire_gathering(work, point_id)
    work.retire(row)
    return points


def bring_event_back(work: Work, event_id: str, points: Iterable[str] = ()) -> None:
    """Undo that. Raises Missing."""
    work.require(Right.RECORD_HELP)
    work.bring_back(Event, event_id)
    for point_id in points:
        diary.bring_gathering_back(work, point_id)


def keep_counts(work: Work, event_id: str, answers: Given) -> dict[str, int]:
    """Bring the heads counted by group to what was answered; returns what they were. Raises Invalid."""
    work.require(Right.RECORD_HELP)
    work.get(Event, event_id)
    values = read_answers(COUNTS, answers)
    return _count(work, event_id, {group: people for group, people in values.items() if people})


def put_counts_back(work: Work, event_id: str, before: Mapping[str, int]) -> None:
    """Undo that."""
    work.require(Right.RECORD_HELP)
    _count(work, event_id, before)


# What got the state it has in the act in which the event got its own.
_WENT_WITH = """
SELECT p."row" FROM op e JOIN op p ON p.act = e.act AND p.tbl = 'gathering' AND p.col = 'state'
WHERE e."row" = ? AND e.col = 'state'
  AND e.hlc = (SELECT max(hlc) FROM op WHERE "row" = e."row" AND col = 'state')
  AND p.hlc = (SELECT max(hlc) FROM op WHERE "row" = p."row" AND col = 'state')
"""
_SOMEBODY_THERE = """
SELECT 1 FROM event_guest WHERE event_id = :event AND attended = 'yes' AND deleted_at IS NULL
UNION ALL SELECT 1 FROM event_count WHERE event_id = :event AND deleted_at IS NULL
"""


def _read(answers: Given) -> Values:
    """The event's own columns, checked. Raises Invalid."""
    values = read_answers(EVENT, answers)
    first = values["starts_on"]
    values["ends_on"] = last = values["ends_on"] or first
    if last < first:
        raise Invalid(Problem("ends_on", _("The end is before the start. Please check both dates.")))
    if (last - first).days >= LONGEST:
        raise Invalid(Problem("ends_on", _("More than {n} days: plan them as several events.", n=LONGEST)))
    if not (values["room_id"] or values["place"]):
        raise Invalid(Problem("place", _("Choose a room, or write where it is.")))
    values["capacity"] = values["capacity"] or 0
    return {**values, **{name: values[name] or None for name in ("partner_id", "room_id")}}


def _turn(
    work: Work, row: Event, state: str, reason: str = "", points: tuple[diary.GatheringBefore, ...] = ()
) -> EventBefore:
    return replace(_change(work, row, {"state": state, "reason": reason}), points=points)


def _change(work: Work, row: Event, values: Values, revision: int | None = None) -> EventBefore:
    before = {name: getattr(row, name) for name, value in values.items() if getattr(row, name) != value}
    work.amend(row, values, revision)
    return EventBefore(row.id, before)


def _count(work: Work, event_id: str, wanted: Mapping[str, int]) -> dict[str, int]:
    """Bring the counts to `wanted`; only what differs is written. Returns what they were."""
    rows = work.rows(EventCount, "event_id = ? AND deleted_at IS NULL ORDER BY id", (event_id,))
    before = {row.guest_group: row.people for row in rows}
    for row in rows:
        if wanted.get(row.guest_group):
            work.amend(row, {"people": wanted[row.guest_group]})
        else:
            work.retire(row)
    for group in wanted.keys() - before.keys():
        work.add(EventCount(event_id=event_id, guest_group=group, people=wanted[group]))
    return before
