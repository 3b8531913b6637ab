"""Reading help given: lists, a person's services, what was promised, what is unsigned."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from cic_desktop.assistance.kinds import kind
from cic_desktop.assistance.rows import FollowUp, ServiceLine
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read

__all__ = ["follow_ups", "service_line", "services_of", "services_on", "services_where", "unsigned_count"]

_LINE = """
SELECT s.id, s.sitting_id, s.day, s.kind, s.topic, s.minutes, t.place, t.language, a.name, t.signature,
  s.description, s.outcome, s.details, s.details_version, p.person_id,
  coalesce((SELECT trim(surname || ' ' || given) FROM person WHERE person.id = p.person_id), ''),
  (SELECT count(*) FROM service_person q WHERE q.service_id = s.id AND q.deleted_at IS NULL),
  coalesce(p.countable, 0), s.revision
FROM service s
JOIN sitting t ON t.id = s.sitting_id
JOIN account a ON a.id = t.account_id
LEFT JOIN service_person p ON p.id = (
  SELECT id FROM service_person x WHERE x.service_id = s.id AND x.deleted_at IS NULL {person} ORDER BY id LIMIT 1)
WHERE s.deleted_at IS NULL
"""


def services_of(read: Read, person_id: str, limit: int = 2000) -> list[ServiceLine]:
    """Everything given to a person, newest first."""
    read.require(Right.READ_CLIENTS)
    sql = _LINE.format(person="AND x.person_id = :person") + (
        "AND s.id IN (SELECT service_id FROM service_person WHERE person_id = :person AND deleted_at IS NULL) "
        "ORDER BY s.day DESC, t.starts_at DESC, s.id DESC LIMIT :limit"
    )
    return [_line(row) for row in read.sql(sql, {"person": person_id, "limit": limit})]


def services_on(read: Read, first: date, last: date, limit: int = 500) -> list[ServiceLine]:
    """Help given in a period, newest first."""
    return services_where(read, "s.day BETWEEN ? AND ?", (first.isoformat(), last.isoformat()), limit)


def services_where(read: Read, where: str, params: Sequence[Any], limit: int = 500) -> list[ServiceLine]:
    """Help that fits a condition on `s` (service), `t` (sitting), `p` (first person): lists behind numbers."""
    read.require(Right.READ_CLIENTS)
    sql = _LINE.format(person="") + f"AND ({where}) ORDER BY s.day DESC, t.starts_at DESC, s.id DESC LIMIT ?"
    return [_line(row) for row in read.sql(sql, (*params, limit))]


def service_line(read: Read, service_id: str) -> ServiceLine | None:
    found = services_where(read, "s.id = ?", (service_id,))
    return found[0] if found else None


def follow_ups(read: Read, until: date, account_id: str = "", limit: int = 100) -> list[FollowUp]:
    """Promised next steps that are open, due by a day; the overdue first."""
    read.require(Right.READ_CLIENTS)
    rows = read.sql(
        "SELECT s.id, s.next_step_on, s.next_step, p.person_id, "
        "coalesce((SELECT trim(surname || ' ' || given) FROM person WHERE person.id = p.person_id), ''), a.name "
        "FROM service s JOIN sitting t ON t.id = s.sitting_id JOIN account a ON a.id = t.account_id "
        "LEFT JOIN service_person p ON p.id = (SELECT id FROM service_person x WHERE x.service_id = s.id LIMIT 1) "
        "WHERE s.next_step_on <= :until AND s.next_step_done = 0 AND s.deleted_at IS NULL "
        "AND (:account = '' OR t.account_id = :account) ORDER BY s.next_step_on, s.id LIMIT :limit",
        {"until": until.isoformat(), "account": account_id, "limit": limit},
    )
    return [FollowUp(row[0], date.fromisoformat(row[1]), *row[2:]) for row in rows]


def unsigned_count(read: Read, first: date, last: date) -> int:
    """Sittings of a period whose signature is still to come."""
    return int(
        read.sql(
            "SELECT count(*) FROM sitting WHERE signature = 'list' AND deleted_at IS NULL AND day BETWEEN ? AND ?",
            (first.isoformat(), last.isoformat()),
        )[0][0]
    )


def _line(row: Sequence[Any]) -> ServiceLine:
    (*head, details, version, person_id, person, persons, countable, revision) = row
    service_id, sitting_id, day, code, *rest = head
    return ServiceLine(
        service_id, sitting_id, date.fromisoformat(day), code, *rest,
        details=kind(code).read(json.loads(details), version),
        person_id=person_id, person=person, persons=persons, countable=bool(countable), revision=revision,
    )  # fmt: skip
