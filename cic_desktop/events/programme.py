"""An event's programme: its points are gatherings of the diary, so rooms and people taken by them are known there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from cic_desktop import diary
from cic_desktop.core.answers import read_answers
from cic_desktop.core.errors import Invalid, Missing, Problem
from cic_desktop.core.fields import Answers, Field
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.diary.fields import GATHERING
from cic_desktop.diary.rows import Clash, GatheringLine
from cic_desktop.events.tables import Event
from cic_desktop.i18n import Day, Plain, Text, _

__all__ = ["POINT", "add_point", "amend_point", "carried", "move_point", "point_clashes"]

_ASKED: dict[str, Text] = {"title": _("Point of the programme"), "teacher_id": _("Who speaks")}


def _point(field: Field) -> Field:
    return replace(field, label=_ASKED.get(field.name, field.label), required=field.required or field.name == "title")


POINT: tuple[Field, ...] = tuple(_point(field) for field in GATHERING if field.name != "block")


def add_point(work: Work, event_id: str, answers: Answers) -> str:
    """Put a point into the programme; returns its id. Raises Invalid on a day that is none of the event's."""
    work.require(Right.RECORD_HELP)
    _check(work.get(Event, event_id), answers)
    return diary.add_gathering(work, answers, event_id=event_id)


def amend_point(work: Work, point_id: str, revision: int, answers: Answers) -> diary.GatheringBefore:
    """Change it; returns how it was. Raises Invalid, Missing, Stale."""
    work.require(Right.RECORD_HELP)
    point = diary.gathering(work, point_id)
    if point is not None:
        _check(work.get(Event, point.event_id), answers)
    return diary.amend_gathering(work, point_id, revision, answers)


def move_point(work: Work, point_id: str, day: date, starts_at: str) -> diary.GatheringBefore:
    """To another time within the days of its event; returns how it was. Raises Invalid, Missing."""
    work.require(Right.RECORD_HELP)
    point = diary.gathering(work, point_id)
    if point is None:
        raise Missing()
    _within(work.get(Event, point.event_id), day)
    return diary.move_gathering(work, point_id, day, starts_at)


def carried(read: Read, event: Event, first: date, last: date) -> list[tuple[GatheringLine, date]]:
    """The points that move along when an event gets other days, each with its new one.

    An event that stays as long moves with its whole programme. A longer or shorter one leaves it where it is while
    that is within the new days, else it takes it along. Raises Invalid when a point lies outside either way.
    """
    read.require(Right.READ_CLIENTS)
    if (first, last) == (event.starts_on, event.ends_on):
        return []
    points = diary.gatherings_of(read, event_id=event.id)
    along, stay = first - event.starts_on, timedelta()
    as_long = last - first == event.ends_on - event.starts_on
    for by in (along, stay) if as_long else (stay, along):
        if not _outside(points, by, first, last):
            return [(point, point.day + by) for point in points] if by else []
    left = _outside(points, stay, first, last)[0]
    told = _("A point of the programme is on another day: {title}. Move it first.", title=Plain(left.title))
    raise Invalid(Problem("starts_on" if left.day < first else "ends_on", told))


def point_clashes(read: Read, event_id: str, answers: Answers, but: str = "") -> list[Clash]:
    """What speaks against a point of the programme without forbidding it, beside the field each concerns."""
    read.require(Right.READ_CLIENTS)
    try:
        values = read_answers(POINT, answers)
    except Invalid:
        return []  # said when it is saved
    taken = {name: values[name] for name in ("day", "starts_at", "minutes", "teacher_id", "room_id", "interpreter_id")}
    occasion = diary.Occasion(**taken, event_id=event_id, but=but)
    return diary.clashes_of(read, occasion)


def _outside(points: list[GatheringLine], by: timedelta, first: date, last: date) -> list[GatheringLine]:
    """The points that take place and would lie outside these days."""
    return [point for point in points if point.state != "called_off" and not first <= point.day + by <= last]


def _check(event: Event, answers: Answers) -> None:
    _within(event, read_answers(POINT, answers)["day"])


def _within(event: Event, day: date) -> None:
    if not event.starts_on <= day <= event.ends_on:
        days = {"first": Day(event.starts_on, "short"), "last": Day(event.ends_on, "short")}
        raise Invalid(Problem("day", _("The event is from {first} to {last}.", **days)))
