"""Appointments: agree, move, call off, and what became of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from cic_desktop.core import clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.errors import Invalid, Problem
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import SECRET_KINDS, Right
from cic_desktop.db.work import Read, Work
from cic_desktop.diary.bringing import bring_column, bring_parts
from cic_desktop.diary.fields import APPOINTMENT, CALL_OFF, DAY_OVER
from cic_desktop.diary.rows import AgendaLine
from cic_desktop.diary.tables import Appointment
from cic_desktop.i18n import _

__all__ = [
    "Before", "agenda", "agenda_between", "agenda_taking", "agree", "amend_appointment", "appointment",
    "appointments_of", "bring_in", "call_off", "lead_to", "move", "put_back", "reopen", "set_state", "withdraw",
]  # fmt: skip

FURTHEST = timedelta(days=731)


@dataclass(frozen=True)
class Before:
    """An appointment as it was, to put it back."""

    id: str
    day: date
    starts_at: str
    minutes: int
    account_id: str
    room_id: str | None
    interpreter_id: str | None
    state: str
    reason: str


def agree(work: Work, answers: Answers, kind: str, person_id: str = "", account_id: str = "") -> str:
    """Make an appointment, the actor's own unless another account is named; returns its id.

    Raises Invalid: a day that is over, or further away than two years.
    """
    work.require(Right.RECORD_HELP)
    values = _read(answers)
    row = Appointment(account_id=account_id or work.actor.id, kind=kind, person_id=person_id or None, **values)
    return work.add(row).id


def amend_appointment(
    work: Work, appointment_id: str, revision: int, answers: Answers, kind: str, account_id: str
) -> Before:
    """Change an appointment; returns how it was. Raises Invalid, Missing, Stale."""
    work.require(Right.RECORD_HELP)
    row = work.get(Appointment, appointment_id)
    before = _before(row)
    values = _read(answers, unless=row.day)
    if _is_secret(row, work):  # its words were never shown to this reader, so they cannot have been changed
        del values["about"]
    work.amend(row, {**values, "kind": kind, "account_id": account_id}, revision)
    return before


def move(work: Work, appointment_id: str, day: date, starts_at: str, account_id: str = "") -> Before:
    """To another time, or to a colleague; returns how it was. Raises Invalid when the day is over."""
    work.require(Right.RECORD_HELP)
    row = work.get(Appointment, appointment_id)
    before = _before(row)
    if day != row.day:
        _refuse_day(day)
    work.amend(row, {"day": day, "starts_at": starts_at, "account_id": account_id or row.account_id})
    return before


def call_off(work: Work, appointment_id: str, answers: Answers) -> Before:
    """It will not take place, and why; returns how it was."""
    work.require(Right.RECORD_HELP)
    values = read_answers(CALL_OFF, answers)
    row = work.get(Appointment, appointment_id)
    before = _before(row)
    work.amend(row, {"state": "called_off", **values})
    return before


def lead_to(work: Work, appointment_id: str, where: Mapping[str, str]) -> None:
    """It takes place somewhere else (`place`, `about`, `address`), with another interpreter (`interpreter_id`), or
    other things are to be brought (`bring_codes`; lines in one's own words stay). What is not named stays.
    """
    work.require(Right.RECORD_HELP)
    row = work.get(Appointment, appointment_id)
    changes: Values = {name: where[name] for name in ("place", "about", "address") if name in where}
    if "bring_codes" in where:
        changes["bring"] = bring_column(where["bring_codes"], bring_parts(row.bring)[1])
    if "interpreter_id" in where:
        changes["interpreter_id"] = where["interpreter_id"] or None
    work.amend(row, changes)


def put_back(work: Work, before: Before) -> None:
    """Undo a move, a change of state or a calling off."""
    work.require(Right.RECORD_HELP)
    work.amend(work.get(Appointment, before.id), {name: v for name, v in asdict(before).items() if name != "id"})


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


def bring_in(work: Work, appointment_id: str) -> None:
    """Undo that. Raises Missing."""
    work.require(Right.RECORD_HELP)
    work.bring_back(Appointment, appointment_id)


# Visits, referrals and help lie in layers above and are read here by the names of their tables, as in `gatherings`.
_LINE = """
SELECT d.id, d.day, d.starts_at, d.minutes, d.kind, d.place, d.state, d.about, d.person_id,
  coalesce(trim(p.surname || ' ' || p.given), ''),
  coalesce((SELECT language FROM person_language l WHERE l.person_id = p.id AND l.deleted_at IS NULL
            ORDER BY l.preferred DESC, l.id LIMIT 1), ''),
  a.name, d.account_id, d.revision, coalesce(d.room_id, ''), coalesce(r.name, ''), coalesce(d.interpreter_id, ''),
  coalesce(i.name, ''), d.language, d.address, d.bring, d.reason, coalesce(p.case_number, ''),
  coalesce((SELECT v.id FROM visit v WHERE v.appointment_id = d.id AND v.deleted_at IS NULL LIMIT 1), ''),
  coalesce((SELECT x.id FROM referral x WHERE x.appointment_id = d.id AND x.deleted_at IS NULL
            AND x.state IN ('booked', 'no_show') LIMIT 1), ''),
  coalesce((SELECT json_extract(s.details, '$.confidential') = 'yes' FROM service s
            WHERE s.id = d.service_id AND s.deleted_at IS NULL), d.kind = 'medical_visit')
FROM appointment d JOIN account a ON a.id = d.account_id LEFT JOIN person p ON p.id = d.person_id
LEFT JOIN room r ON r.id = d.room_id LEFT JOIN interpreter i ON i.id = d.interpreter_id
WHERE d.deleted_at IS NULL
"""


def agenda(read: Read, day: date, account_id: str = "") -> list[AgendaLine]:
    """The appointments of a day, of one colleague or of all."""
    return agenda_between(read, day, day, account_id=account_id)


def agenda_between(
    read: Read, first: date, last: date, *, account_id: str = "", room_id: str = "", interpreter_id: str = ""
) -> list[AgendaLine]:
    """The appointments of some days in their order, narrowed to whom or what is named."""
    read.require(Right.READ_CLIENTS)
    rows = read.sql(
        _LINE + "AND d.day BETWEEN :first AND :last AND (:account = '' OR d.account_id = :account) "
        "AND (:room = '' OR d.room_id = :room) AND (:interpreter = '' OR d.interpreter_id = :interpreter) "
        "ORDER BY d.day, d.starts_at, d.id",
        {
            "first": first.isoformat(), "last": last.isoformat(), "account": account_id, "room": room_id,
            "interpreter": interpreter_id,
        },
    )  # fmt: skip
    return [_line(read, row) for row in rows]


def agenda_taking(read: Read, days: Iterable[date], ids: Iterable[str]) -> list[AgendaLine]:
    """The planned appointments of some days that take a colleague, a client, a room or an interpreter of these ids."""
    read.require(Right.READ_CLIENTS)
    rows = read.sql(
        "WITH wanted (id) AS MATERIALIZED (SELECT value FROM json_each(:ids)) "
        + _LINE
        + "AND d.state = 'planned' AND d.day IN (SELECT value FROM json_each(:days)) AND (d.account_id IN wanted "
        "OR d.person_id IN wanted OR d.room_id IN wanted OR d.interpreter_id IN wanted) "
        "ORDER BY d.day, d.starts_at, d.id",
        {"days": json.dumps([day.isoformat() for day in days]), "ids": json.dumps(list(ids))},
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


def _read(answers: Answers, unless: date | None = None) -> Values:
    values = read_answers(APPOINTMENT, answers)
    if not values["minutes"]:
        raise Invalid(Problem("minutes", _("Please give the minutes.")))
    if values["day"] != unless:
        _refuse_day(values["day"])
    values["bring"] = bring_column(values.pop("bring_codes"), values["bring"])
    return {**values, "room_id": values["room_id"] or None, "interpreter_id": values["interpreter_id"] or None}


def _refuse_day(day: date) -> None:
    today = clock.today()
    if day < today:
        raise Invalid(Problem("day", DAY_OVER))
    if day > today + FURTHEST:
        raise Invalid(Problem("day", _("This is more than two years away. Please check the year.")))


def _before(row: Appointment) -> Before:
    return Before(**{name: getattr(row, name) for name in Before.__dataclass_fields__})


def _is_secret(row: Appointment, read: Read) -> bool:
    return row.kind in SECRET_KINDS and row.account_id != read.actor.id


def _line(read: Read, row: Sequence[Any]) -> AgendaLine:
    *told, confidential = row
    found = dict(zip(_NAMES, told, strict=True))
    found["day"] = date.fromisoformat(found["day"])
    if found["account_id"] != read.actor.id:
        if found["kind"] in SECRET_KINDS:
            found["about"] = ""
        elif confidential and found["state"] == "held" and not read.may(Right.READ_SECRETS):
            found |= {"about": "", "address": "", "bring": ""}  # once it is over, where it was is for whoever went
    return AgendaLine(**found)


_NAMES = tuple(AgendaLine.__dataclass_fields__)
