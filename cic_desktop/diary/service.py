"""Appointments: agree, change the state, the agenda of a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from cic_desktop.core.answers import read_answers
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import SECRET_KINDS, Right
from cic_desktop.db.work import Read, Work
from cic_desktop.diary.fields import APPOINTMENT
from cic_desktop.diary.tables import Appointment

__all__ = [
    "AgendaLine",
    "agenda",
    "agree",
    "appointment",
    "appointments_of",
    "clashes",
    "reopen",
    "set_state",
    "withdraw",
]


@dataclass(frozen=True)
class AgendaLine:
    """An appointment in the day's agenda."""

    id: str
    day: date
    starts_at: str
    minutes: int
    kind: str
    place: str
    state: str
    about: str
    person_id: str | None
    person: str
    language: str
    advisor: str
    account_id: str


def agree(work: Work, answers: Answers, kind: str, person_id: str = "", account_id: str = "") -> str:
    """Make an appointment, the actor's own unless another account is named; returns its id."""
    work.require(Right.RECORD_HELP)
    values = read_answers(APPOINTMENT, answers)
    row = Appointment(account_id=account_id or work.actor.id, kind=kind, person_id=person_id or None, **values)
    return work.add(row).id


def set_state(work: Work, appointment_id: str, state: str, service_id: str = "") -> None:
    """Held, no-show or called off; a held one may name the service it became."""
    work.require(Right.RECORD_HELP)
    changes = {"state": state, **({"service_id": service_id} if service_id else {})}
    work.amend(work.get(Appointment, appointment_id), changes)


def reopen(work: Work, service_id: str) -> None:
    """The service an appointment became was taken back: the appointment is planned again."""
    work.require(Right.RECORD_HELP)
    became = "SELECT id FROM appointment WHERE service_id = ? AND deleted_at IS NULL"
    for (row_id,) in work.sql(became, (service_id,)):
        work.amend(work.get(Appointment, row_id), {"state": "planned", "service_id": None})


def withdraw(work: Work, appointment_id: str) -> None:
    """Take back an appointment made by mistake."""
    work.require(Right.RECORD_HELP)
    work.retire(work.get(Appointment, appointment_id))


_LINE = """
SELECT d.id, d.day, d.starts_at, d.minutes, d.kind, d.place, d.state, d.about, d.person_id,
  coalesce(trim(p.surname || ' ' || p.given), ''),
  coalesce((SELECT language FROM person_language l WHERE l.person_id = p.id AND l.deleted_at IS NULL
            ORDER BY l.preferred DESC, l.id LIMIT 1), ''),
  a.name, d.account_id
FROM appointment d JOIN account a ON a.id = d.account_id LEFT JOIN person p ON p.id = d.person_id
WHERE d.deleted_at IS NULL
"""


def agenda(read: Read, day: date, account_id: str = "") -> list[AgendaLine]:
    """The appointments of a day, of one colleague or of all."""
    read.require(Right.READ_CLIENTS)
    rows = read.sql(
        _LINE + "AND d.day = :day AND (:account = '' OR d.account_id = :account) ORDER BY d.starts_at, d.id",
        {"day": day.isoformat(), "account": account_id},
    )
    return [_line(read, row) for row in rows]


def appointment(read: Read, appointment_id: str) -> AgendaLine | None:
    """One appointment as the agenda shows it."""
    read.require(Right.READ_CLIENTS)
    rows = read.sql(_LINE + "AND d.id = ?", (appointment_id,))
    return _line(read, rows[0]) if rows else None


def appointments_of(read: Read, person_id: str) -> list[AgendaLine]:
    """A person's appointments, the newest first."""
    read.require(Right.READ_CLIENTS)
    newest = "AND d.person_id = ? ORDER BY d.day DESC, d.starts_at DESC LIMIT 200"
    rows = read.sql(_LINE + newest, (person_id,))
    return [_line(read, row) for row in rows]


def clashes(read: Read, day: date, starts_at: str, minutes: int, account_id: str) -> list[AgendaLine]:
    """Appointments of the colleague that overlap the one being made."""
    start = _minute(starts_at)
    return [
        line
        for line in agenda(read, day, account_id)
        if line.state == "planned"
        and _minute(line.starts_at) < start + minutes
        and start < _minute(line.starts_at) + line.minutes
    ]


def _minute(clock_time: str) -> int:
    return int(clock_time[:2]) * 60 + int(clock_time[3:])


def _line(read: Read, row: Sequence[Any]) -> AgendaLine:
    found = dict(zip(_NAMES, row, strict=True))
    found["day"] = date.fromisoformat(found["day"])
    if found["kind"] in SECRET_KINDS and found["account_id"] != read.actor.id:
        found["about"] = ""
    return AgendaLine(**found)


_NAMES = tuple(item.name for item in fields(AgendaLine))
