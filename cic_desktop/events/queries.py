"""Reading events: the list with its counts, one event whole, what one should know before it is saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any, get_args

from cic_desktop import diary, partners
from cic_desktop.clients.history import HistoryPart
from cic_desktop.core import clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.errors import Invalid
from cic_desktop.core.fields import Answers, Field, Option
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read
from cic_desktop.diary.free_days import free_day
from cic_desktop.diary.rows import Clash
from cic_desktop.events.fields import CLIENT_GUEST, EVENT
from cic_desktop.events.programme import carried
from cic_desktop.events.rows import EventCard, EventFilter, EventLine, GuestEvent, GuestLine, Which
from cic_desktop.events.tables import Event
from cic_desktop.i18n import Day, Joined, Plain, Text, _, ngettext
from cic_desktop.i18n.collation import sort_key

__all__ = ["HISTORY", "EventList", "doubts", "event", "event_line", "event_list", "events_of", "guests_of"]


_YES_NO = (Option("yes", _("yes")), Option("no", _("no")))
HISTORY: dict[str, HistoryPart] = {
    "event_guest": HistoryPart(
        _("Guest of an event"),
        {
            **{field.name: field for field in CLIENT_GUEST},
            "attended": Field("attended", _("Was there"), "choice", options=_YES_NO),
            "photo": Field("photo", _("Agrees to be photographed"), "choice", options=_YES_NO),
        },
    )
}
"""How a person's history words these tables."""


@dataclass(frozen=True)
class EventList:
    """The events of one list, and how many each of the three holds with the same filters."""

    lines: tuple[EventLine, ...]
    counts: dict[Which, int]


def event_list(read: Read, wanted: EventFilter) -> EventList:
    """Planned ones by their day, what is over with the newest first."""
    read.require(Right.READ_CLIENTS)
    fitting = [line for line in _lines(read) if line.fits(wanted)]
    counts = {which: sum(line.state == which for line in fitting) for which in get_args(Which)}
    lines = [line for line in fitting if line.state == wanted.which]
    return EventList(tuple(lines if wanted.which == "planned" else reversed(lines)), counts)


def event_line(read: Read, event_id: str) -> EventLine | None:
    """One event with its counts."""
    read.require(Right.READ_CLIENTS)
    return next(iter(_lines(read, event_id)), None)


def event(read: Read, event_id: str) -> EventCard | None:
    """One event with its programme, its guests and the heads counted."""
    read.require(Right.READ_CLIENTS)
    line = event_line(read, event_id)
    if line is None:
        return None
    programme = diary.gatherings_of(read, event_id=event_id)
    heads = read.sql(
        "SELECT guest_group, sum(people) FROM event_count WHERE event_id = ? AND deleted_at IS NULL GROUP BY 1",
        (event_id,),
    )
    return EventCard(line, tuple(programme), guests_of(read, event_id), dict(heads))


def guests_of(read: Read, event_id: str) -> tuple[GuestLine, ...]:
    """The guests in Polish order of their names, those known by their organisation alone at the end."""
    read.require(Right.READ_CLIENTS)
    lines = [
        GuestLine(**{**dict(zip(_GUEST_COLUMNS, row, strict=True)), "invited_on": _day(row[10])})
        for row in read.sql(_GUEST, (event_id,))
    ]
    return tuple(sorted(lines, key=lambda line: (not line.name, _by_surname(line.name), sort_key(line.organisation))))


def events_of(read: Read, person_id: str) -> tuple[GuestEvent, ...]:
    """The events a client is a guest of, the newest first."""
    read.require(Right.READ_CLIENTS)
    rows = read.sql(_OF_PERSON, (person_id,))
    return tuple(GuestEvent(*row[:4], *map(date.fromisoformat, row[4:6]), *row[6:]) for row in rows)


def doubts(read: Read, answers: Answers, event_id: str = "") -> list[Clash]:
    """What speaks against an event without forbidding it, beside the field each concerns.

    `event_id` is the one being changed: it does not stand in its own way, and that its day is over is known.
    """
    read.require(Right.READ_CLIENTS)
    try:
        values = read_answers(EVENT, answers)
    except Invalid:
        return []  # said when it is saved
    return [Clash(name, text) for name, text in _doubts(read, values, event_id)]


_LINE = """
SELECT e.id, e.revision, e.kind, e.name, e.starts_on, e.ends_on, e.state, coalesce(e.partner_id, ''),
  coalesce(p.name, ''), p.agreement_to, e.organiser, coalesce(e.room_id, ''), coalesce(r.name, ''),
  coalesce(r.seats, 0), e.place, e.capacity, e.about, e.cost_note, e.photo_note, e.reason, e.account_id, a.name,
  e.project_id, coalesce(g.guests, 0), coalesce(g.invited, 0), coalesce(g.coming, 0), coalesce(g.declined, 0),
  coalesce(g.attended, 0), coalesce(c.heads, 0)
FROM event e JOIN account a ON a.id = e.account_id
LEFT JOIN partner p ON p.id = e.partner_id LEFT JOIN room r ON r.id = e.room_id
LEFT JOIN (
  SELECT event_id, count(*) guests, count(invited_on) invited, sum(answer = 'yes') coming, sum(answer = 'no') declined,
    sum(attended = 'yes') attended FROM event_guest WHERE deleted_at IS NULL {hanging} GROUP BY event_id
) g ON g.event_id = e.id
LEFT JOIN (SELECT event_id, sum(people) heads FROM event_count WHERE deleted_at IS NULL {hanging} GROUP BY event_id) c
  ON c.event_id = e.id
WHERE e.deleted_at IS NULL {own}
ORDER BY e.starts_on, e.name, e.id
"""
_COLUMNS = [field.name for field in fields(EventLine)]

_GUEST = """
SELECT g.id, g.revision, CASE WHEN p.id IS NULL THEN g.name ELSE trim(p.given || ' ' || p.surname) END, g.organisation,
  g.role, g.email, g.phone, g.guest_group, coalesce(g.partner_id, ''), coalesce(g.person_id, ''), g.invited_on,
  g.answer, g.attended, g.photo, g.note
FROM event_guest g LEFT JOIN person p ON p.id = g.person_id
WHERE g.event_id = ? AND g.deleted_at IS NULL
"""

_OF_PERSON = """
SELECT e.id, g.id, e.kind, e.name, e.starts_on, e.ends_on, e.state, g.answer, g.attended
FROM event_guest g JOIN event e ON e.id = g.event_id
WHERE g.person_id = ? AND g.deleted_at IS NULL AND e.deleted_at IS NULL ORDER BY e.starts_on DESC, e.id
"""


def _lines(read: Read, event_id: str = "") -> list[EventLine]:
    """All events by their day, or one: then only what hangs on it is counted."""
    one = {"own": "AND e.id = :id", "hanging": "AND event_id = :id"} if event_id else {"own": "", "hanging": ""}
    lines = []
    for row in read.sql(_LINE.format(**one), {"id": event_id} if event_id else ()):
        found: dict[str, Any] = dict(zip(_COLUMNS, row, strict=True))
        for name in ("starts_on", "ends_on", "agreement_to"):
            found[name] = _day(found[name])
        lines.append(EventLine(**found))
    return lines


_GUEST_COLUMNS = [field.name for field in fields(GuestLine)]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _by_surname(name: str) -> tuple[object, object]:
    """A name is written given name first; lists go by the surname."""
    given, _space, surname = name.rpartition(" ")
    return sort_key(surname), sort_key(given)


def _doubts(read: Read, values: Values, event_id: str) -> Iterator[tuple[str, Text]]:
    first, last = values["starts_on"], values["ends_on"] or values["starts_on"]
    partner = partners.partner(read, values["partner_id"]) if values["partner_id"] else None
    if partner is not None and partner.agreement_to and partner.ended(last):
        ended = Day(partner.agreement_to, "short")
        yield "partner_id", _("Their agreement ends on {day}. Agree on a new one before the event.", day=ended)
    if first < clock.today() and not event_id:
        yield "starts_on", _("This day is over already.")
    for number in range(min((last - first).days, 30) + 1):
        if name := free_day(first + timedelta(days=number)):
            yield "starts_on", _("A public holiday: {name}.", name=name)
            break
    if event_id:
        yield from _against_moving(read, event_id, first, last)
    room = next((room for room in diary.rooms(read) if room.id == values["room_id"]), None)
    if room is None:
        return
    if 0 < room.seats < (values["capacity"] or 0):
        said = ngettext(
            "{room} has {n} seat, and {needed} are needed.",
            "{room} has {n} seats, and {needed} are needed.",
            room.seats,
            room=Plain(room.name),
            needed=values["capacity"],
        )
        yield "room_id", said
    for when, what in _taking(read, room.id, first, last, event_id):
        yield "room_id", _("{room} is taken then: {when}, {what}.", room=Plain(room.name), when=when, what=Plain(what))
        break


def _against_moving(read: Read, event_id: str, first: date, last: date) -> Iterator[tuple[str, Text]]:
    """What speaks against the new times of a programme that moves along."""
    try:
        moving = carried(read, read.get(Event, event_id), first, last)
    except Invalid:
        return  # said when it is saved
    moving = [(point, day) for point, day in moving if point.state != "called_off"]
    points = [point for point, _day in moving]
    found = diary.new_clashes(read, points, [replace(diary.occasion_of(point), day=day) for point, day in moving])
    for point, clashes in zip(points, found, strict=True):
        for clash in clashes:
            yield "starts_on", Joined((Plain(point.title), clash.text), ": ")


def _taking(read: Read, room_id: str, first: date, last: date, event_id: str) -> Iterator[tuple[Text, str]]:
    """What else is in a room on some days: lessons and points of programmes, events without an hour."""
    for point in diary.gatherings_between(read, first, last, room_id=room_id):
        if point.state != "called_off" and point.event_id != event_id:
            yield Joined((Day(point.day, "short"), Plain(f"{point.starts_at}–{point.ends_at}")), " "), point.owner
    for line in _lines(read):
        overlaps = line.starts_on <= last and line.ends_on >= first
        if line.room_id == room_id and overlaps and line.state != "called_off" and line.id != event_id:
            yield line.days, line.name
