"""Accompanied visits as they are read: the four lists, somebody's visits, one of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from cic_desktop import clients, diary
from cic_desktop.assistance.visit_rows import PREPARE, STAGES, USUAL_MINUTES, VisitLine, When, Which
from cic_desktop.core import clock
from cic_desktop.core.answers import read_answers
from cic_desktop.core.errors import Invalid
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read
from cic_desktop.diary.rows import Clash, Meeting

__all__ = ["clashes_of_visit", "home_address", "visit", "visits", "visits_of", "when_typed"]

# The agenda says when a visit is, who interprets and whether it took place: it may have been changed there. What was
# recorded as help straight from the agenda is told; what was called off there, or nobody came to, is over as well.
_NOW = """CASE
  WHEN v.state = 'done' OR d.id IS NULL THEN v.state
  WHEN d.state = 'held' THEN 'done'
  WHEN d.state <> 'planned' THEN d.state
  WHEN v.state = 'called_off' THEN iif(v.left_at = '', 'prepared', 'under_way')
  ELSE v.state END"""
_DAY = "coalesce(d.day, v.day)"
_LINE = f"""
SELECT v.id, v.person_id, trim(p.surname || ' ' || p.given), p.case_number,
  coalesce((SELECT language FROM person_language l WHERE l.person_id = p.id AND l.deleted_at IS NULL
            ORDER BY l.preferred DESC, l.id LIMIT 1), ''),
  a.name, a.id, {_NOW} AS now, {_DAY}, coalesce(d.starts_at, v.starts_at), v.institution_kind,
  v.institution, v.address, v.authorised, v.interprets, coalesce(i.id, ''),
  trim(coalesce(i.name, '') || ' ' || coalesce(i.phone, '')), coalesce(v.appointment_id, ''), coalesce(s.id, ''),
  coalesce(json_extract(s.details, '$.confidential') = 'yes', s.kind = 'medical_visit', 0),
  v.revision + coalesce(d.revision, 0), v.answers
FROM visit v JOIN person p ON p.id = v.person_id
LEFT JOIN appointment d ON d.id = v.appointment_id AND d.deleted_at IS NULL
LEFT JOIN interpreter i
  ON i.id = iif(d.id IS NULL, json_extract(v.answers, '$.interpreter_id'), d.interpreter_id)
LEFT JOIN service s ON s.id = coalesce(v.service_id, iif(d.state = 'held', d.service_id, NULL)) AND s.deleted_at IS NULL
LEFT JOIN sitting t ON t.id = s.sitting_id
JOIN account a ON a.id = coalesce(t.account_id, v.account_id)
WHERE v.deleted_at IS NULL
"""
_COMING, _PAST = f"{_DAY} >= :today ORDER BY 9, 10, v.id", f"{_DAY} < :today ORDER BY 9, 10, v.id"
_LISTS: dict[Which, str] = {
    "coming": f"now = 'prepared' AND {_COMING}",
    "under_way": f"now = 'under_way' AND {_COMING}",
    "to_finish": f"now IN ('prepared', 'under_way') AND {_PAST}",
    "done": "now IN ('done', 'called_off', 'no_show') ORDER BY 9 DESC, 10 DESC, v.id",
}
_HIDDEN: dict[str, Any] = {
    "institution": "", "address": "", "authorised": False, "interpreter_id": "", "interpreter": "", "hidden": True,
}  # fmt: skip


def visits(read: Read, which: Which = "coming", account_id: str = "", limit: int = 500) -> list[VisitLine]:
    """Visits to come (tomorrow's first), under way today, to be told afterwards, or over; one colleague's or all."""
    params = {"today": clock.today().isoformat(), "account": account_id, "limit": limit}
    mine = "AND p.deleted_at IS NULL AND (:account = '' OR a.id = :account)"
    return _lines(read, f"{mine} AND {_LISTS[which]} LIMIT :limit", params)


def visits_of(read: Read, person_id: str) -> list[VisitLine]:
    """Somebody's visits, the newest first."""
    return _lines(read, "AND v.person_id = :person ORDER BY 9 DESC, v.id DESC", {"person": person_id})


def visit(read: Read, visit_id: str) -> VisitLine | None:
    found = _lines(read, "AND v.id = :id", {"id": visit_id})
    return found[0] if found else None


def home_address(read: Read, person_id: str) -> str:
    """Where somebody lives now, as an envelope has it."""
    read.require(Right.READ_CLIENTS)
    lives = clients.card(read, person_id).answers
    names = ("street", "house", "flat", "postcode", "town")
    street, house, flat, postcode, town = (str(lives.get(name, "")) for name in names)
    number = "/".join(filter(None, (house, flat)))
    return ", ".join(filter(None, (f"{street} {number}".strip(), f"{postcode} {town}".strip())))


def clashes_of_visit(read: Read, answers: Answers, person_id: str, appointment_id: str = "") -> list[Clash]:
    """What speaks against a visit as its preparation is typed; nothing while its time is not known."""
    read.require(Right.READ_CLIENTS)
    when = when_typed(answers)
    if when is None:
        return []
    agreed = diary.appointment(read, appointment_id) if appointment_id else None
    meeting = Meeting(
        *when, minutes=agreed.minutes if agreed else USUAL_MINUTES, person_id=person_id,
        account_id=agreed.account_id if agreed else read.actor.id, but=agreed.id if agreed else "",
        interpreter_id=str(answers.get("interpreter_id", "")),
    )  # fmt: skip
    # Who goes is no question of the preparation: their other appointment is said beside the time.
    return [replace(each, field=_BESIDE.get(each.field, each.field)) for each in diary.clashes(read, meeting)]


def when_typed(answers: Answers) -> When | None:
    """The day and time of a preparation as it is typed; None while they cannot be read."""
    try:
        values = read_answers(_WHEN, answers)
    except Invalid:
        return None
    return values["day"], values["starts_at"]


_WHEN = tuple(field for field in PREPARE if field.name in ("day", "starts_at"))
_BESIDE = {"account_id": "starts_at"}


def _lines(read: Read, more: str, params: dict[str, Any]) -> list[VisitLine]:
    read.require(Right.READ_CLIENTS)
    return [_line(read, row) for row in read.sql(_LINE + more, params)]


def _line(read: Read, row: Sequence[Any]) -> VisitLine:
    found = dict(zip(VisitLine.__dataclass_fields__, row, strict=False))
    found["day"] = date.fromisoformat(found["day"])
    found["answers"] = json.loads(found["answers"])
    found |= {name: bool(found[name]) for name in ("authorised", "confidential")}
    line = VisitLine(**found)
    return line if _may_see(read, line) else replace(line, **_HIDDEN, answers=_times(line.answers))


def _times(told: dict[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in STAGES if name in told}


def _may_see(read: Read, line: VisitLine) -> bool:
    """While it is to come whoever stands in has to know it all; once told, what is confidential is for who went."""
    told = line.state == "done" and line.confidential
    return not told or line.account_id == read.actor.id or read.may(Right.READ_SECRETS)
