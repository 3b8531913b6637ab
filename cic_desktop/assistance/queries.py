"""Reading help given: lists, a person's services, what was promised, what is unsigned."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from cic_desktop.assistance.kinds import KINDS, kind
from cic_desktop.assistance.rows import UNSIGNED, HelpFilter, HelpTotals, ServiceLine
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read

__all__ = [
    "help_list", "help_totals", "service_line", "services_of", "services_on", "services_where",
    "unsigned_count",
]  # fmt: skip

_LINE = """
SELECT s.id, s.sitting_id, s.day, s.kind, s.topic, s.minutes, t.place, t.language, a.name, t.account_id,
  t.signature,  s.description, s.outcome, s.details, s.details_version, p.person_id,
  coalesce((SELECT trim(surname || ' ' || given) FROM person WHERE person.id = p.person_id), ''),
  (SELECT count(*) FROM service_person q WHERE q.service_id = s.id AND q.deleted_at IS NULL),
  coalesce(p.countable, 0), s.revision,
  (SELECT json_group_array(json_array(o.kind, json_extract(o.details, '$.confidential')))
   FROM service o WHERE o.sitting_id = s.sitting_id AND o.deleted_at IS NULL)
FROM service s
JOIN sitting t ON t.id = s.sitting_id
JOIN account a ON a.id = t.account_id
LEFT JOIN service_person p ON p.id = (
  SELECT id FROM service_person x WHERE x.service_id = s.id AND x.deleted_at IS NULL {person}
  ORDER BY id LIMIT 1)
WHERE s.deleted_at IS NULL
"""
_FIRST_PERSON = (
    "LEFT JOIN service_person p ON p.id = (SELECT id FROM service_person x "
    "WHERE x.service_id = s.id AND x.deleted_at IS NULL ORDER BY id LIMIT 1)"
)
_NEWEST = "ORDER BY s.day DESC, t.starts_at DESC, s.id DESC"
# The rows are picked before names are looked up: somebody's thousandth service costs the first screen nothing.
_OF_PERSON = (
    "WITH picked AS (SELECT s.id FROM service s JOIN sitting t ON t.id = s.sitting_id WHERE s.deleted_at IS NULL "
    "AND s.id IN (SELECT service_id FROM service_person WHERE person_id = :person AND deleted_at IS NULL) "
    "AND s.kind NOT IN (SELECT value FROM json_each(:but)) "
    f"{_NEWEST} LIMIT :limit) {_LINE.format(person='AND x.person_id = :person')} AND s.id IN picked {_NEWEST}"
)
_OPEN_TO_ALL = (
    "(s.kind NOT IN (SELECT value FROM json_each(:secret)) "
    "AND coalesce(json_extract(s.details, '$.confidential'), '') <> 'yes')"
)


def services_of(read: Read, person_id: str, limit: int = 2000, *, by_hand: bool = False) -> list[ServiceLine]:
    """Everything given to a person, newest first; `by_hand` leaves out what other records wrote: lessons."""
    read.require(Right.READ_CLIENTS)
    but = json.dumps([item.code for item in KINDS if by_hand and not item.by_hand])
    return [_line(read, row) for row in read.sql(_OF_PERSON, {"person": person_id, "limit": limit, "but": but})]


def services_on(read: Read, first: date, last: date, limit: int = 500) -> list[ServiceLine]:
    """Help given in a period, newest first."""
    return services_where(read, "s.day BETWEEN ? AND ?", (first.isoformat(), last.isoformat()), limit)


def services_where(
    read: Read, where: str, params: Sequence[Any], limit: int = 500, offset: int = 0
) -> list[ServiceLine]:
    """Help that fits a condition on `s` (service), `t` (sitting), `p` (first person): lists behind numbers.

    The rows are picked before names are looked up, so a long list costs no more than its first page.
    """
    read.require(Right.READ_CLIENTS)
    picked = (
        f"SELECT s.id FROM service s JOIN sitting t ON t.id = s.sitting_id {_FIRST_PERSON} "
        f"WHERE s.deleted_at IS NULL AND ({where}) {_NEWEST} LIMIT ? OFFSET ?"
    )
    sql = f"WITH picked AS ({picked}) " + _LINE.format(person="") + f"AND s.id IN picked {_NEWEST}"
    return [_line(read, row) for row in read.sql(sql, (*params, limit, offset))]


def help_list(read: Read, wanted: HelpFilter, limit: int = 200, offset: int = 0) -> list[ServiceLine]:
    """A page of the help a filter lets through, newest first."""
    return services_where(read, *wanted.condition(), limit, offset)


def help_totals(read: Read, wanted: HelpFilter) -> HelpTotals:
    """Services and different persons of the whole list, whatever page of it is shown."""
    read.require(Right.READ_CLIENTS)
    where, params = wanted.condition()
    sql = (
        "SELECT count(DISTINCT s.id), count(DISTINCT q.person_id), count(q.id) - count(q.person_id) "
        f"FROM service s JOIN sitting t ON t.id = s.sitting_id {_FIRST_PERSON} "
        "LEFT JOIN service_person q ON q.service_id = s.id AND q.deleted_at IS NULL "
        f"WHERE s.deleted_at IS NULL AND ({where})"
    )
    return HelpTotals(*read.sql(sql, params)[0])


def service_line(read: Read, service_id: str) -> ServiceLine | None:
    found = services_where(read, "s.id = ?", (service_id,))
    return found[0] if found else None


def unsigned_count(read: Read, first: date, last: date) -> int:
    """Sittings of a period whose signature is still to come; nobody can sign for an anonymous one."""
    read.require(Right.READ_CLIENTS)
    return int(
        read.sql(
            "SELECT count(DISTINCT t.id) FROM service s JOIN sitting t ON t.id = s.sitting_id "
            f"WHERE s.day BETWEEN ? AND ? AND s.deleted_at IS NULL AND {UNSIGNED}",
            (first.isoformat(), last.isoformat()),
        )[0][0]
    )


_NAMES = (
    "id", "sitting_id", "day", "kind", "topic", "minutes", "place", "language", "advisor", "advisor_id",
    "signature", "description", "outcome", "details", "version", "person_id", "person", "persons",
    "countable", "revision", "talk",
)  # fmt: skip


def _line(read: Read, row: Sequence[Any]) -> ServiceLine:
    found = dict(zip(_NAMES, row, strict=True))
    chosen = kind(found["kind"])
    found["day"] = date.fromisoformat(found["day"])
    found["details"] = chosen.read(json.loads(found["details"]), found.pop("version"))
    found["countable"] = bool(found["countable"])
    others = json.loads(found.pop("talk"))
    if found["advisor_id"] != read.actor.id:
        found["partly_hidden"] = any(_private(code, confidential) for code, confidential in others)
        if _private(chosen.code, found["details"].get("confidential")):
            found |= {"description": "", "details": {}, "hidden": True}
    return ServiceLine(**found)


def _private(code: str, confidential: str | None) -> bool:
    return kind(code).secret or confidential == "yes"
