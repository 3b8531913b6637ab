"""What is taken at a time: one search for appointments, lessons and the points of a programme.

Whoever and whatever can be taken (a colleague, a teacher, an interpreter, a room, a person) is known by its id;
two times clash when they overlap and an id is taken by both.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read
from cic_desktop.diary import service
from cic_desktop.diary.free_days import free_day
from cic_desktop.diary.rows import AgendaLine, Clash, GatheringLine, Meeting, Occasion
from cic_desktop.diary.slots import Span, minute_of
from cic_desktop.i18n import Joined, Plain, Text, _, ngettext

__all__ = ["Use", "clashes_of", "clashes_of_many", "new_clashes", "occasion_of", "taken_for", "uses_of"]

_NAMED = 3  # participants who are named before the rest is only counted


def clashes_of(read: Read, occasion: Occasion) -> list[Clash]:
    """What speaks against a lesson or a point of a programme: said beside its field, never forbidden."""
    return clashes_of_many(read, [occasion])[0]


def clashes_of_many(read: Read, occasions: Sequence[Occasion]) -> list[list[Clash]]:
    """The same for many at once, in a fixed number of queries."""
    read.require(Right.READ_CLIENTS)
    groups = _participants(read, {each.course_id or each.event_id for each in occasions} - {""})
    hands = _hands(read, {row_id for each in occasions for row_id in (each.teacher_id, each.interpreter_id)})
    wanted = [_wanted(each, groups.get(each.course_id or each.event_id, ()), hands) for each in occasions]
    found = zip(occasions, _clashes(read, wanted), _too_small(read, occasions, groups), strict=True)
    return [[*_holiday(each.day), *met, *small] for each, met, small in found]


def occasion_of(line: GatheringLine) -> Occasion:
    """What a lesson or a point of a programme takes where it stands."""
    return Occasion(
        line.day, line.starts_at, line.minutes, line.teacher_id, line.room_id, line.interpreter_id,
        course_id=line.course_id, event_id=line.event_id, but=line.id,
    )  # fmt: skip


def new_clashes(read: Read, lines: Sequence[GatheringLine], moved: Sequence[Occasion]) -> list[list[Clash]]:
    """What speaks against each of `lines` as it would be `moved`; what did so where it stands is no news."""
    read.require(Right.READ_CLIENTS)
    found = clashes_of_many(read, [*map(occasion_of, lines), *moved])
    both = zip(found, found[len(lines) :], strict=False)
    return [[clash for clash in there if clash not in known] for known, there in both]


def taken_for(read: Read, meeting: Meeting) -> list[Clash]:
    """Who or what an appointment would need is taken then."""
    read.require(Right.READ_CLIENTS)
    hands = _hands(read, {meeting.interpreter_id})
    fields = {
        meeting.account_id: "account_id", meeting.person_id: "starts_at", meeting.room_id: "room_id",
        **_by(hands, meeting.interpreter_id, "interpreter_id"),
    }  # fmt: skip
    return _clashes(read, [_Wanted(meeting.day, _span(meeting), fields, meeting.but, one_client=True)])[0]


def uses_of(read: Read, days: Iterable[date], ids: Iterable[str]) -> dict[date, list[Use]]:
    """By day whatever takes one of the ids: appointments, lessons, points of a programme."""
    read.require(Right.READ_CLIENTS)
    days, ids, found = list(days), set(ids), defaultdict(list)
    for line in service.agenda_taking(read, days, ids):
        found[line.day].append(_appointment(line))
    for day, use in (*_gatherings(read, days, ids), *_whole_days(read, days, ids)):
        found[day].append(use)
    return found


@dataclass(frozen=True)
class _Wanted:
    """A time and the ids it would take, each with the field it is chosen in."""

    day: date
    span: Span
    fields: Mapping[str, str]
    but: str = ""
    course_id: str = ""
    event_id: str = ""
    one_client: bool = False  # a meeting with a client, else a group


@dataclass(frozen=True)
class Use:
    """A time that is taken: what it is called, and by id whom or what it takes, as a part and a name."""

    id: str
    span: Span
    what: Text
    takes: Mapping[str, tuple[str, str]]
    course_id: str = ""
    event_id: str = ""
    group: bool = False


def _span(timed: Meeting | Occasion) -> Span:
    start = minute_of(timed.starts_at)
    return Span(start, start + timed.minutes)


def _wanted(occasion: Occasion, group: Iterable[str], hands: Mapping[str, str]) -> _Wanted:
    fields = {
        **dict.fromkeys((*group, *occasion.persons), "starts_at"),
        occasion.room_id: "room_id",
        **_by(hands, occasion.interpreter_id, "interpreter_id"),
        **_by(hands, occasion.teacher_id, "teacher_id"),
    }
    return _Wanted(
        occasion.day, _span(occasion), fields, occasion.but, occasion.course_id, occasion.event_id
    )  # fmt: skip


def _by(hands: Mapping[str, str], row_id: str, field_name: str) -> dict[str, str]:
    """A teacher or interpreter, and the account of one who is a colleague: their appointments are theirs too."""
    return dict.fromkeys((row_id, hands.get(row_id, "")), field_name)


def _clashes(read: Read, wanted: Sequence[_Wanted]) -> list[list[Clash]]:
    days = {each.day for each in wanted}
    ids = {row_id for each in wanted for row_id in each.fields} - {""}
    if not ids:
        return [[] for _each in wanted]
    uses = uses_of(read, days, ids)
    return [
        [clash for use in uses.get(each.day, ()) if _meets(each, use) for clash in _said(each, use)] for each in wanted
    ]


def _meets(wanted: _Wanted, use: Use) -> bool:
    """Overlapping lessons of one course are the course's own question: it refuses them."""
    own = use.id in (wanted.but, wanted.event_id) or (use.course_id and use.course_id == wanted.course_id)
    return not own and use.span.meets(wanted.span)


def _said(wanted: _Wanted, use: Use) -> Iterator[Clash]:
    met: dict[str, list[tuple[str, str]]] = {}
    for row_id, (part, name) in use.takes.items():
        own = part == "person" and use.event_id and use.event_id == wanted.event_id  # people choose between two talks
        if row_id and row_id in wanted.fields and not own:
            met.setdefault(wanted.fields[row_id], []).append((part, name))
    for field_name, parts in met.items():
        part, name = parts[0]
        if part == "person":
            yield Clash(field_name, _persons_said(wanted, use, sorted(name for _part, name in parts)))
        else:
            yield Clash(field_name, _sentence(part, name, use))


def _sentence(part: str, name: str, use: Use) -> Text:
    if part == "room":
        return _("{room} is taken then: {who}.", room=name, who=use.what)
    if part == "interpreter":
        return _("{interpreter} interprets elsewhere then: {who}.", interpreter=name, who=use.what)
    if use.group:
        return _("{teacher} is with a group then: {who}.", teacher=name, who=use.what)
    return _("{advisor} has another appointment then: {who}.", advisor=name, who=use.what)


def _persons_said(wanted: _Wanted, use: Use, names: list[str]) -> Text:
    if wanted.one_client:
        if use.group:
            return _("The client has a lesson then: {who}.", who=use.what)
        return _("The client has another appointment then: {who}.", who=use.what)
    if not use.group:
        return _("A participant has an appointment then: {who}.", who=use.what)
    told = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
    return ngettext(
        "{n} participant has another lesson then: {who}.",
        "{n} participants have another lesson then: {who}.",
        len(names),
        who=Joined((use.what, Plain(told))),
    )


def _appointment(line: AgendaLine) -> Use:
    takes = {
        line.account_id: ("account", line.advisor), line.person_id or "": ("person", line.person),
        line.room_id: ("room", line.room), line.interpreter_id: ("interpreter", line.interpreter),
    }  # fmt: skip
    what = Joined((Plain(f"{line.starts_at}–{line.ends_at}"), Plain(line.person or line.about)))
    return Use(line.id, Span(line.start, line.end), what, takes)


# Courses, events and enrolments lie in layers above; their tables are read here by name (see `gatherings`).
# Whoever was given a certificate before the end has finished, and is still expected at the lessons to come.
_PARTICIPANTS = """
SELECT e.course_id, e.person_id, trim(p.surname || ' ' || p.given) FROM enrolment e JOIN person p ON p.id = e.person_id
JOIN course c ON c.id = e.course_id
WHERE e.deleted_at IS NULL AND (e.state = 'enrolled' OR e.state = 'finished' AND c.state <> 'ended')
  AND e.{course} IN (SELECT value FROM json_each(:ids))
UNION ALL
SELECT g.event_id, g.person_id, trim(p.surname || ' ' || p.given) FROM event_guest g JOIN person p ON p.id = g.person_id
WHERE g.deleted_at IS NULL AND g.answer <> 'no' AND g.{event} IN (SELECT value FROM json_each(:ids))
"""
_GATHERINGS = """
WITH wanted (id) AS MATERIALIZED (SELECT value FROM json_each(:ids))
SELECT g.id, g.day, g.starts_at, g.minutes, coalesce(g.course_id, ''), coalesce(g.event_id, ''),
  coalesce(c.name, v.name), g.title,
  g.teacher_id, t.name, t.account_id, g.interpreter_id, i.name, i.account_id, r.id, r.name
FROM gathering g LEFT JOIN teacher t ON t.id = g.teacher_id LEFT JOIN interpreter i ON i.id = g.interpreter_id
LEFT JOIN course c ON c.id = g.course_id LEFT JOIN event v ON v.id = g.event_id
LEFT JOIN room r ON r.id = coalesce(g.room_id, CASE g.place WHEN '' THEN v.room_id END)
WHERE g.deleted_at IS NULL AND g.state <> 'called_off' AND c.deleted_at IS NULL AND v.deleted_at IS NULL
  AND g.day IN (SELECT value FROM json_each(:days))
  AND (g.teacher_id IN wanted OR t.account_id IN wanted OR g.interpreter_id IN wanted OR i.account_id IN wanted
       OR r.id IN wanted OR g.course_id IN wanted OR g.event_id IN wanted)
ORDER BY g.day, g.starts_at, g.id
"""
_WHOLE_DAYS = """
SELECT v.id, d.value, v.name, r.id, r.name
FROM event v JOIN room r ON r.id = v.room_id JOIN json_each(:days) d ON d.value BETWEEN v.starts_on AND v.ends_on
WHERE v.deleted_at IS NULL AND v.state <> 'called_off' AND r.id IN (SELECT value FROM json_each(:ids))
  AND NOT EXISTS (SELECT 1 FROM gathering g WHERE g.event_id = v.id AND g.day = d.value AND g.deleted_at IS NULL)
"""


def _participants(read: Read, owners: set[str]) -> dict[str, list[str]]:
    """Clients who are in some courses now, or are to come to some events."""
    found: dict[str, list[str]] = defaultdict(list)
    query = _PARTICIPANTS.format(course="course_id", event="event_id")
    for owner, person_id, _name in read.sql(query, {"ids": _json(owners)}):
        found[owner].append(person_id)
    return found


def _gatherings(read: Read, days: list[date], ids: set[str]) -> Iterator[tuple[date, Use]]:
    """What of courses and events takes one of the ids, the courses and events persons are in among it."""
    groups: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    query = _PARTICIPANTS.format(course="person_id", event="person_id")
    for owner, person_id, name in read.sql(query, {"ids": _json(ids)}):
        groups[owner][person_id] = ("person", name)
    asked = {"ids": _json(ids | groups.keys()), "days": json.dumps([day.isoformat() for day in days])}
    for row in read.sql(_GATHERINGS, asked):
        row_id, day, starts_at, minutes, course_id, event_id, owner, title, *parts = row
        teacher, name, account, interpreter, its_name, its_account, room, room_name = parts
        start = minute_of(starts_at)
        span = Span(start, start + minutes)
        what = Joined((Plain(str(span)), Plain(owner), Plain(title)))
        takes = {
            **groups.get(course_id or event_id, {}), its_account: ("interpreter", its_name), account: ("teacher", name),
            room: ("room", room_name), interpreter: ("interpreter", its_name), teacher: ("teacher", name),
        }  # fmt: skip
        yield date.fromisoformat(day), Use(row_id, span, what, takes, course_id, event_id, group=True)


def _whole_days(read: Read, days: list[date], ids: set[str]) -> Iterator[tuple[date, Use]]:
    """An event keeps its room all day as long as its programme says nothing of the day."""
    asked = {"ids": _json(ids), "days": json.dumps([day.isoformat() for day in days])}
    for event_id, day, name, room, room_name in read.sql(_WHOLE_DAYS, asked):
        yield date.fromisoformat(day), Use(event_id, Span(0, 24 * 60), Plain(name), {room: ("room", room_name)})


def _hands(read: Read, ids: set[str]) -> dict[str, str]:
    """The accounts of those teachers and interpreters who are colleagues."""
    whose = "SELECT id, account_id FROM {} WHERE account_id IS NOT NULL AND id IN (SELECT value FROM json_each(:ids))"
    query = f"{whose.format('teacher')} UNION ALL {whose.format('interpreter')}"
    return {row[0]: row[1] for row in read.sql(query, {"ids": _json(ids)})}


def _holiday(day: date) -> Iterator[Clash]:
    name = free_day(day)
    if name:
        yield Clash("day", _("A public holiday: {name}.", name=name))


def _too_small(read: Read, occasions: Sequence[Occasion], groups: Mapping[str, Sequence[str]]) -> list[list[Clash]]:
    """For each occasion whether its room has fewer seats than the group has places or people."""
    some = "id IN (SELECT value FROM json_each(:ids))"
    asked = {"ids": _json(row_id for each in occasions for row_id in (each.room_id, each.course_id, each.event_id))}
    rooms = {row[0]: row[1:] for row in read.sql(f"SELECT id, name, seats FROM room WHERE seats > 0 AND {some}", asked)}
    both = " UNION ALL ".join(f"SELECT id, capacity FROM {table} WHERE {some}" for table in ("course", "event"))
    places = dict(read.sql(both, asked))
    found = []
    for each in occasions:
        group = max(len(groups.get(each.course_id, ())), len(each.persons))
        name, seats = rooms.get(each.room_id, ("", 0))
        needed = max(places.get(each.course_id or each.event_id, 0), group)
        found.append([Clash("room_id", _seats_said(name, seats, needed))] if 0 < seats < needed else [])
    return found


def _seats_said(room: str, seats: int, needed: int) -> Text:
    return ngettext(
        "{room} has {n} seat, and {needed} are needed.",
        "{room} has {n} seats, and {needed} are needed.",
        seats,
        room=room,
        needed=needed,
    )


def _json(ids: Iterable[str]) -> str:
    return json.dumps(sorted(each for each in ids if each))
