"""Pending applications: which of them keep a stay legal.

A receipt (UPO) alone does not. Art. 108 of the act on foreigners wants an application filed on the last day of legal
stay at the latest, without defects or with defects mended, and not suspended at the party's request.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from cic_desktop.core.codes import code_list
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read

__all__ = ["Pending", "open_proceedings", "pending_of", "shields"]


@dataclass(frozen=True)
class Pending:
    """A proceeding of a kind that can protect, not finally decided."""

    id: str
    kind: str
    filed_on: date | None
    complete_on: date | None
    suspended_on: date | None
    decided_on: date | None
    receipt: bool

    def in_time(self, last_day: date | None) -> bool:
        """Filed on the last day of legal stay at the latest."""
        return self.filed_on is not None and (last_day is None or self.filed_on <= last_day)

    @property
    def protects(self) -> bool:
        """Whether it keeps the stay legal, provided it was filed in time."""
        return self.filed_on is not None and self.complete_on is not None and self.suspended_on is None


_OPEN = """
SELECT person_id, id, kind, filed_on, complete_on, suspended_on, decided_on, receipt_number <> '' FROM proceeding
WHERE final_on IS NULL AND deleted_at IS NULL {people} ORDER BY filed_on, id
"""


def open_proceedings(read: Read, person_id: str) -> list[Pending]:
    """A person's applications under way."""
    read.require(Right.READ_CLIENTS)
    return pending_of(read.raw, [person_id]).get(person_id, [])


def pending_of(raw: Any, people: Collection[str] | None = None) -> dict[str, list[Pending]]:
    """Applications under way by person: of these people, or of everybody."""
    found: dict[str, list[Pending]] = {}
    narrowed = "" if people is None else "AND person_id IN (SELECT value FROM json_each(:people))"
    sql = _OPEN.format(people=narrowed)
    for person, row_id, kind, *days, receipt in raw.execute(sql, {"people": json.dumps(list(people or ()))}):
        if kind in _protecting():
            filed, complete, suspended, decided = (date.fromisoformat(day) if day else None for day in days)
            item = Pending(row_id, kind, filed, complete, suspended, decided, bool(receipt))
            found.setdefault(person, []).append(item)
    return found


def shields(found: Iterable[Pending], last_day: date) -> str:
    """What applications mean for a stay that ends on a day.

    "protected"; a hint why not yet ("unconfirmed", "suspended"); "" when none was filed in time.
    """
    timely = [item for item in found if item.in_time(last_day)]
    if any(item.protects for item in timely):
        return "protected"
    if any(item.suspended_on is None for item in timely):
        return "unconfirmed"
    return "suspended" if timely else ""


@lru_cache(maxsize=1)
def _protecting() -> frozenset[str]:
    kinds = code_list("proceeding_kind")
    return frozenset(code for code in kinds.codes if kinds.attribute(code, "protects") is not False)
