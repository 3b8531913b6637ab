"""Talks taken back, and put back later: when the note that offers it at once is long gone.

What had become help by a talk (an appointment held, a visit told, a translation received) is in the journal: the act
that took the talk back says what each of them was before.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from cic_desktop import diary, projects
from cic_desktop.assistance import tables
from cic_desktop.assistance.kinds import KINDS, kind
from cic_desktop.assistance.referrals import ENDED, under_way
from cic_desktop.assistance.rows import HelpFilter
from cic_desktop.assistance.service import put_talk_back
from cic_desktop.core.errors import CicError, Missing, NotAllowed
from cic_desktop.core.rights import Right
from cic_desktop.db import journal
from cic_desktop.db.base import Row, metadata
from cic_desktop.db.rows import as_read
from cic_desktop.db.work import Read, Work
from cic_desktop.i18n import _

__all__ = ["TakenBack", "restore_talk", "taken_back"]


@dataclass(frozen=True)
class TakenBack:
    """A talk that was taken back. `since`: what it had led to was "changed" since, or recorded "anew"."""

    id: str  # of the sitting
    day: date
    starts_at: str
    kinds: tuple[str, ...]
    person: str  # the first one helped; empty for nobody with a card
    persons: int
    advisor: str
    by: str
    at: datetime
    act: int  # that took it back
    hidden: bool  # something in it is for whoever wrote it alone
    since: Literal["", "changed", "anew"]


def taken_back(read: Read, wanted: HelpFilter, limit: int = 200) -> list[TakenBack]:
    """The talks of a period that the actor may put back, the newest first.

    Not those that are recorded anew already. One that was "changed" since is there, but cannot be put back.
    """
    read.require(Right.RECORD_HELP)
    where, params = replace(wanted, unsigned=False, where="", params=()).condition()
    of_period = f"SELECT s.sitting_id FROM service s JOIN sitting t ON t.id = s.sitting_id WHERE {_BY_HAND} AND {where}"
    gone = _gone(read, f"t.id IN ({of_period})", (_NOT_BY_HAND, *params, limit))
    return [line for line in gone if not line.hidden and line.since != "anew"]


def restore_talk(work: Work, sitting_id: str) -> None:
    """Put a talk back as it was before it was taken back, with all that went with it and had become help by it.

    Raises Missing when it is not taken back (any more), NotAllowed for what a colleague wrote in confidence, CicError
    when what it had led to was changed or recorded anew since.
    """
    work.require(Right.RECORD_HELP)
    line = next(_gone(work, "t.id = ?", (sitting_id, 1)), None)
    if line is None:
        raise Missing()
    if line.hidden:
        raise NotAllowed()
    if line.since:
        raise CicError(_("What came of this talk was changed or recorded anew since. Record the help again instead."))
    became = _became(work, sitting_id, line.act)
    put_talk_back(work, sitting_id)
    _once_each(work, sitting_id)
    for (table, row_id), stood in became.items():
        if table in _ROWS:
            work.amend(work.get(_ROWS[table], row_id), as_read(_ROWS[table], stood))
        else:
            diary.set_state(work, row_id, "held", stood["service_id"])
    for (person_id,) in work.sql(_PERSONS, (sitting_id,)):
        projects.recount(work, person_id)  # a declaration may have come meanwhile


def _once_each(work: Work, sitting_id: str) -> None:
    """Two records were made one meanwhile: that person took part, and signs, once."""
    for table, where in _TOOK_PART.items():
        seen = set()
        for row in work.rows(table, f"{where} AND deleted_at IS NULL ORDER BY id", (sitting_id,)):
            who: Any = row
            key = (getattr(row, "service_id", ""), who.person_id)
            if who.person_id and key in seen:
                work.retire(row)
            seen.add(key)


_TOOK_PART: dict[type[Row], str] = {
    tables.ServicePerson: "service_id IN (SELECT id FROM service WHERE sitting_id = ?)",
    tables.SignatureLine: "sitting_id = ?",
}
_ROWS: dict[str, type[Row]] = {"visit": tables.Visit, "translation_order": tables.TranslationOrder}
_BECAME = (*_ROWS, "appointment")  # each has the id of the service it became
_NOT_BY_HAND = json.dumps([item.code for item in KINDS if not item.by_hand])  # a lesson goes and comes by its course
_BY_HAND = "s.deleted_at = t.deleted_at AND s.kind NOT IN (SELECT value FROM json_each(?))"
_SERVICES = "(SELECT id FROM service WHERE sitting_id = t.id)"
_LEFT_WITH = " OR ".join(
    f"EXISTS (SELECT 1 FROM {table} x WHERE x.service_id IN {_SERVICES} AND x.deleted_at IS NOT NULL)"
    for table in _BECAME
)
# What went together with its visit, order or appointment comes with them alone; an undo is no taking back.
_GONE = f"""
SELECT t.id, t.account_id, t.day, t.starts_at, d.name, coalesce(w.name, ''), c.at, c.n,
  (SELECT json_group_array(json_array(s.kind, json_extract(s.details, '$.confidential')))
   FROM (SELECT * FROM service s WHERE s.sitting_id = t.id AND s.deleted_at = t.deleted_at ORDER BY s.id) s),
  coalesce((SELECT trim(p.surname || ' ' || p.given) FROM service_person q JOIN person p ON p.id = q.person_id
            WHERE q.service_id IN {_SERVICES} AND q.deleted_at = t.deleted_at ORDER BY q.id LIMIT 1), ''),
  (SELECT count(DISTINCT q.person_id) FROM service_person q
   WHERE q.service_id IN {_SERVICES} AND q.deleted_at = t.deleted_at)
FROM sitting t JOIN account d ON d.id = t.account_id
JOIN act c ON c.n = (SELECT act FROM op WHERE "row" = t.id AND col = 'deleted_at' ORDER BY hlc DESC LIMIT 1)
LEFT JOIN account w ON w.id = c.who
WHERE t.deleted_at IS NOT NULL AND c.verb NOT LIKE 'undo%' AND NOT ({_LEFT_WITH}) AND {{where}}
ORDER BY t.day DESC, t.starts_at DESC, t.id DESC LIMIT ?
"""
_PERSONS = """
SELECT DISTINCT q.person_id FROM service_person q JOIN service s ON s.id = q.service_id
WHERE s.sitting_id = ? AND q.person_id IS NOT NULL AND q.deleted_at IS NULL
"""


def _gone(read: Read, where: str, params: Sequence[Any]) -> Iterator[TakenBack]:
    for row in read.sql(_GONE.format(where=where), params):
        sitting_id, account_id, day, starts_at, advisor, by, at, act, services, person, persons = row
        given = json.loads(services)
        secret = any(kind(code).secret or confidential == "yes" for code, confidential in given)
        yield TakenBack(
            id=sitting_id, day=date.fromisoformat(day), starts_at=starts_at, kinds=tuple(code for code, _told in given),
            person=person, persons=persons, advisor=advisor, by=by, at=datetime.fromisoformat(at), act=act,
            hidden=secret and account_id != read.actor.id, since=_since(read, sitting_id, act),
        )  # fmt: skip


def _became(read: Read, sitting_id: str, act: int) -> dict[tuple[str, str], dict[str, Any]]:
    """What was help given in the talk until the act: (table, id) → its columns then, as they were stored."""
    services = {row[0] for row in read.sql("SELECT id FROM service WHERE sitting_id = ?", (sitting_id,))}
    stood = journal.before(read.raw, metadata, act)
    return {key: was for key, was in stood.items() if key[0] in _BECAME and was.get("service_id") in services}


def _since(read: Read, sitting_id: str, act: int) -> Literal["", "changed", "anew"]:
    became = _became(read, sitting_id, act)
    told = "SELECT 1 FROM {} WHERE id = ? AND service_id IS NOT NULL"
    if any(read.sql(told.format(table), (row_id,)) for table, row_id in became):
        return "anew"
    changed = any(read.sql(_LATER, (row_id, act)) for _table, row_id in became) or read.sql(_GONE_SINCE, (sitting_id,))
    return "changed" if changed or _referred_anew(read, sitting_id) else ""


def _referred_anew(read: Read, sitting_id: str) -> bool:
    """Whether somebody who was referred in the talk has been referred to the same specialist since."""
    went = read.rows(tables.Referral, _REFERRED, {"id": sitting_id})
    return any(row.state not in ENDED and under_way(read, row.person_id, row.specialist) for row in went)


_REFERRED = """
service_id IN (SELECT id FROM service WHERE sitting_id = :id)
AND deleted_at = (SELECT deleted_at FROM sitting WHERE id = :id)
"""
# Help for somebody who was registered by mistake would stand on a card that is in no list.
_GONE_SINCE = """
SELECT 1 FROM service_person q JOIN service s ON s.id = q.service_id JOIN sitting t ON t.id = s.sitting_id
JOIN person p ON p.id = q.person_id
WHERE t.id = ? AND q.deleted_at = t.deleted_at AND p.deleted_at IS NOT NULL LIMIT 1
"""
# That two records of one person were made one changes nobody's help.
_LATER = """
SELECT 1 FROM op WHERE "row" = ? AND hlc > (SELECT max(hlc) FROM op WHERE act = ?) AND col <> 'person_id' LIMIT 1
"""
