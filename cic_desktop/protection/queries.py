"""Reading the protection of minors: a child's adults and incidents, the checks of staff."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from cic_desktop.core import clock
from cic_desktop.core.partial_date import is_minor
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read
from cic_desktop.protection.rows import (
    Acknowledged,
    Check,
    CheckState,
    GuardianLine,
    IncidentLine,
    ProtectionView,
    StaffLine,
)
from cic_desktop.protection.service import STANDARDS, may_read_incident

__all__ = ["check_state", "is_protected", "is_unguarded", "protection_of", "staff_checks"]

SOON = timedelta(days=30)


def protection_of(read: Read, person_id: str) -> ProtectionView:
    """Everything about the protection of one minor that the reader may see."""
    read.require(Right.READ_CLIENTS)
    incidents = read.sql(_INCIDENTS, (person_id,))
    seen = tuple(_incident(row) for row in incidents if may_read_incident(read, row[2]))
    told = read.sql(_ACKNOWLEDGED, (STANDARDS, person_id))
    newest = read.sql(_NEWEST, (STANDARDS,))
    return ProtectionView(
        guardians=tuple(_guardian(row) for row in read.sql(_GUARDIANS, (person_id,))),
        acknowledged=Acknowledged(told[0][0], told[0][1], date.fromisoformat(told[0][2])) if told else None,
        incidents=seen,
        closed_incidents=len(incidents) - len(seen),
        newest_version=newest[0][0] if newest else "",
    )


def is_protected(read: Read, person_id: str, birth_date: str | None) -> bool:
    """Whether it concerns this person: a minor, or somebody grown up with a guardian or an incident written down."""
    read.require(Right.READ_CLIENTS)
    return is_minor(birth_date, clock.today()) or bool(read.sql(_WRITTEN, {"person": person_id}))


def is_unguarded(read: Read, person_id: str, birth_date: str | None) -> bool:
    """Whether a minor has nobody today who represents them."""
    read.require(Right.READ_CLIENTS)
    today = clock.today()
    if not is_minor(birth_date, today):
        return False
    guardians = [_guardian(row) for row in read.sql(_GUARDIANS, (person_id,))]
    return not any(one.legal and one.holds_on(today) for one in guardians)


def staff_checks(read: Read) -> list[StaffLine]:
    """The colleagues who work here, by name, with their newest checks."""
    read.require(Right.READ_CLIENTS)
    newest: dict[tuple[str, str], Check] = {}
    for account_id, *plain, checked, renew in read.sql(_CHECKS):
        check = Check(*(*plain, date.fromisoformat(checked), _day(renew)))
        newest[account_id, check.kind] = check
    rows = read.sql("SELECT id, name FROM account WHERE active = 1 AND deleted_at IS NULL ORDER BY name, id")
    return [
        StaffLine(row_id, name, newest.get((row_id, "register")), newest.get((row_id, "standards")))
        for row_id, name in rows
    ]


def check_state(check: Check | None) -> CheckState:
    """Whether somebody has to do something about a check."""
    if check is None:
        return "missing"
    if check.renew_on is None or check.renew_on > clock.today() + SOON:
        return "ok"
    return "overdue" if check.renew_on < clock.today() else "soon"


_GUARDIANS = """
SELECT g.id, g.revision, coalesce(g.adult_id, ''),
  CASE WHEN p.id IS NULL THEN g.name ELSE trim(p.surname || ' ' || p.given) END,
  CASE WHEN p.id IS NULL THEN g.phone ELSE coalesce((SELECT value FROM contact k WHERE k.person_id = p.id
    AND k.kind = 'phone' AND k.deleted_at IS NULL AND k.valid_to IS NULL
    ORDER BY k.preferred DESC, k.id DESC LIMIT 1), '')
  END, g.relation, g.legal, g.may_collect, g.document, g.valid_from, g.valid_to
FROM guardian g LEFT JOIN person p ON p.id = g.adult_id
WHERE g.person_id = ? AND g.deleted_at IS NULL ORDER BY g.legal DESC, g.id
"""
_INCIDENTS = """
SELECT i.id, i.revision, i.account_id, coalesce(a.name, ''), i.day, i.starts_at, i.place, i.description, i.measures,
  i.reported_to, i.reported_on, i.closed_on
FROM incident i LEFT JOIN account a ON a.id = i.account_id
WHERE i.person_id = ? AND i.deleted_at IS NULL ORDER BY i.day DESC, i.id DESC
"""
_WRITTEN = """
SELECT 1 FROM guardian WHERE person_id = :person AND deleted_at IS NULL
UNION ALL SELECT 1 FROM incident WHERE person_id = :person AND deleted_at IS NULL LIMIT 1
"""
_ACKNOWLEDGED = """
SELECT id, version, given_on FROM consent
WHERE kind = ? AND person_id = ? AND deleted_at IS NULL ORDER BY given_on DESC, id DESC LIMIT 1
"""
_NEWEST = "SELECT version FROM consent WHERE kind = ? AND deleted_at IS NULL ORDER BY given_on DESC, id DESC LIMIT 1"
_CHECKS = """
SELECT account_id, id, revision, kind, checked_on, renew_on FROM staff_check
WHERE deleted_at IS NULL ORDER BY checked_on, id
"""


def _guardian(row: Any) -> GuardianLine:
    *plain, legal, collects, document, since, until = row
    return GuardianLine(*(*plain, bool(legal), bool(collects), document, _day(since), _day(until)))


def _incident(row: Any) -> IncidentLine:
    row_id, revision, _account_id, by, day, starts_at, place, told, measures, reported_to, reported, closed = row
    return IncidentLine(
        row_id, revision, by, date.fromisoformat(day), starts_at, place, told, measures, reported_to, _day(reported),
        _day(closed),
    )  # fmt: skip


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
