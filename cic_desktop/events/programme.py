"""An event's programme: its points are gatherings of the diary, so rooms and people taken by them are known there."""

from __future__ import annotations

from dataclasses import replace

from cic_desktop import diary
from cic_desktop.core.answers import read_answers
from cic_desktop.core.errors import Invalid, Problem
from cic_desktop.core.fields import Answers, Field
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.diary.fields import GATHERING
from cic_desktop.diary.rows import Clash
from cic_desktop.events.tables import Event
from cic_desktop.i18n import Day, Text, _

__all__ = ["POINT", "add_point", "amend_point", "point_clashes"]

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


def _check(event: Event, answers: Answers) -> None:
    day = read_answers(POINT, answers)["day"]
    if not event.starts_on <= day <= event.ends_on:
        days = {"first": Day(event.starts_on, "short"), "last": Day(event.ends_on, "short")}
        raise Invalid(Problem("day", _("The event is from {first} to {last}.", **days)))
