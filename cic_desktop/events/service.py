"""Keeping events: planned, amended, held, called off, taken out of the register, and each of it undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cic_desktop import diary
from cic_desktop.core import clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.errors import CicError, Invalid, Problem
from cic_desktop.core.fields import Answer
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Work
from cic_desktop.events.fields import CALL_OFF, COUNTS, EVENT, NOTES
from cic_desktop.events.tables import Event, EventCount
from cic_desktop.i18n import Plain, _

__all__ = [
    "EventBefore", "amend_event", "amend_notes", "bring_event_back", "call_off_event", "hold_event", "keep_counts",
    "open_event", "plan_event_again", "put_counts_back", "put_event_back", "retire_event",
]  # fmt: skip

Given = Mapping[str, Answer]
LONGEST = 60  # days of one event


@dataclass(frozen=True)
class EventBefore:
    """The state an event had, and the points of its programme that went with it."""

    id: str
    state: str
    reason: str
    points: tuple[Any, ...] = ()


def open_event(work: Work, answers: Given) -> str:
    """Plan an event; returns its id. Raises Invalid."""
    work.require(Right.RECORD_HELP)
    return work.add(Event(**_read(answers))).id


def amend_event(work: Work, event_id: str, revision: int, answers: Given) -> None:
    """Correct it. Raises Invalid (a point of the programme would lie outside its days), Stale, Missing."""
    work.require(Right.RECORD_HELP)
    row, values = work.get(Event, event_id), _read(answers)
    outside = [
        point for point in diary.gatherings_of(work, event_id=event_id)
        if point.state != "called_off" and not values["starts_on"] <= point.day <= values["ends_on"]
    ]  # fmt: skip
    if outside:
        told = _("A point of the programme is on another day: {title}. Move it first.", title=Plain(outside[0].title))
        raise Invalid(Problem("starts_on" if outside[0].day < values["starts_on"] else "ends_on", told))
    work.amend(row, values, revision)


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
    """It was not held after all, or is not called off any more; its programme is to be planned anew."""
    work.require(Right.RECORD_HELP)
    return _turn(work, work.get(Event, event_id), "planned")


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
    """Undo one of these three."""
    work.require(Right.RECORD_HELP)
    work.amend(work.get(Event, before.id), {"state": before.state, "reason": before.reason})
    for point in before.points:
        diary.put_gathering_back(work, point)


def retire_event(work: Work, event_id: str) -> tuple[str, ...]:
    """Take out what was noted by mistake, with its programme; returns the points taken out.

    Raises CicError for an event that was held: people were there, and they are counted.
    """
    work.require(Right.RECORD_HELP)
    row = work.get(Event, event_id)
    if row.state == "held":
        raise CicError(_("This event was held. Say first that it was not, then it can be taken out."))
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


def _turn(work: Work, row: Event, state: str, reason: str = "", points: tuple[Any, ...] = ()) -> EventBefore:
    before = EventBefore(row.id, row.state, row.reason, points)
    work.amend(row, {"state": state, "reason": reason})
    return before


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
