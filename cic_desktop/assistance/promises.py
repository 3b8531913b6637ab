"""What was promised: next steps of services, follow-ups of their own, steps and reviews of plans, as one list.

A next step stands in its service and belongs to whoever gave it. Handed to a colleague, it becomes a follow-up of
its own that points back, for a service does not change hands.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cic_desktop.assistance import tables
from cic_desktop.assistance.kinds import KINDS
from cic_desktop.assistance.queries import _OPEN_TO_ALL
from cic_desktop.assistance.rows import FollowUp
from cic_desktop.core import clock
from cic_desktop.core.answers import read_answers
from cic_desktop.core.errors import CicError, Invalid, Missing, Problem
from cic_desktop.core.fields import Answers, Field
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.i18n import _
from cic_desktop.partners.tables import Partner
from cic_desktop.plans.tables import Plan, Step

__all__ = [
    "FOLLOW_UP", "Given", "follow_up_done", "follow_up_given_back", "follow_ups", "give_follow_up", "move_follow_up",
    "promise", "put_follow_up_back", "retire_follow_up",
]  # fmt: skip

FOLLOW_UP: tuple[Field, ...] = (
    Field("title", _("What was promised"), required=True, max_length=300),
    Field("due_on", _("By"), "date", required=True, width=6),
    Field("account_id", _("Who does it"), "account", required=True, width=6),
)
_BY = tuple(field for field in FOLLOW_UP if field.name == "due_on")


@dataclass(frozen=True)
class Given:
    """A follow-up handed to a colleague: whose it was, or the step of a service it was made from."""

    id: str
    account_id: str
    service_id: str = ""


def promise(work: Work, answers: Answers, person_id: str = "", about_table: str = "", about_id: str = "") -> str:
    """Note something to be done, about any record or about none; returns its id. Raises Invalid: a day that is over."""
    work.require(Right.RECORD_HELP)
    values = read_answers(FOLLOW_UP, answers)
    _refuse_past(values["due_on"])
    row = tables.FollowUp(person_id=person_id or None, about_table=about_table, about_id=about_id, **values)
    return work.add(row).id


def follow_ups(read: Read, until: date, account_id: str = "", limit: int = 100) -> list[FollowUp]:
    """What is promised and open, due by a day, the overdue first; of one colleague or of all.

    What a colleague noted under professional secrecy is theirs alone, and left out for everybody else.
    """
    read.require(Right.READ_CLIENTS)
    asked = {"until": until.isoformat(), "account": account_id, "limit": limit, **_reader(read)}
    return [_line(row) for row in read.sql(_OPEN, asked)]


def follow_up_done(work: Work, row_id: str, done: bool = True) -> None:
    """Tick a promised next step or a follow-up, or take the tick back. Raises Missing."""
    work.require(Right.RECORD_HELP)
    row = _row(work, row_id)
    if isinstance(row, Plan):
        raise CicError(_("A plan is reviewed on the client's card. Set the day of the next review there."))
    if isinstance(row, Partner):
        raise CicError(_("A partner is checked in the directory. Set the day of the next check there."))
    ticked = {"next_step_done": done} if isinstance(row, tables.Service) else {"done_on": _ticked(done)}
    work.amend(row, ticked)


def move_follow_up(work: Work, row_id: str, answers: Answers) -> date:
    """To another day (`due_on`); returns the day it was. Raises Invalid: a day that is over."""
    work.require(Right.RECORD_HELP)
    day = read_answers(_BY, answers)["due_on"]
    row = _row(work, row_id)
    name = _DAYS[type(row)]
    before: date = getattr(row, name)
    if day != before:
        _refuse_past(day)
    work.amend(row, {name: day})
    return before


def put_follow_up_back(work: Work, row_id: str, day: date) -> None:
    """Undo that: to the day it was, over or not."""
    work.require(Right.RECORD_HELP)
    row = _row(work, row_id)
    work.amend(row, {_DAYS[type(row)]: day})


def give_follow_up(work: Work, row_id: str, account_id: str) -> Given:
    """Hand it to a colleague; returns what undoes it."""
    work.require(Right.RECORD_HELP)
    row = _row(work, row_id)
    if not isinstance(row, tables.Service):
        given = Given(row.id, row.account_id or "")
        work.amend(row, {"account_id": account_id})
        return given
    people = work.sql(
        "SELECT person_id FROM service_person WHERE service_id = ? AND deleted_at IS NULL ORDER BY id", (row.id,)
    )
    made = work.add(
        tables.FollowUp(
            person_id=people[0][0] if people else None, account_id=account_id, due_on=row.next_step_on or clock.today(),
            title=row.next_step, about_table="service", about_id=row.id,
        )
    )  # fmt: skip
    work.amend(row, {"next_step_done": True})
    return Given(made.id, account_id, row.id)


def follow_up_given_back(work: Work, given: Given) -> None:
    """Undo the handing over."""
    work.require(Right.RECORD_HELP)
    if given.service_id:
        retire_follow_up(work, given.id)
        follow_up_done(work, given.service_id, done=False)
    else:
        work.amend(_row(work, given.id, own_change=True), {"account_id": given.account_id or None})


def retire_follow_up(work: Work, row_id: str) -> None:
    """Take back a follow-up noted by mistake."""
    work.require(Right.RECORD_HELP)
    row = _row(work, row_id)
    if not isinstance(row, tables.FollowUp):
        raise Missing()
    work.retire(row)


_NAME = "coalesce((SELECT trim(surname || ' ' || given) FROM person WHERE person.id = {}.person_id), '')"
_SERVICE_SEEN = f"(t.account_id = :me OR {_OPEN_TO_ALL})"
_FOLLOW_UP_SEEN = f"""(:me IN (f.account_id, f.created_by) OR f.about_table <> 'service'
    OR EXISTS (SELECT 1 FROM service s WHERE s.id = f.about_id AND {_OPEN_TO_ALL}))"""
# Of a group somebody still on the books is named; a retired record's own promises are nobody's to keep.
_FIRST_LIVING = """LEFT JOIN service_person p ON p.id = (
  SELECT x.id FROM service_person x LEFT JOIN person n ON n.id = x.person_id
  WHERE x.service_id = s.id AND x.deleted_at IS NULL ORDER BY n.deleted_at IS NOT NULL, x.id LIMIT 1)"""
_ON_BOOKS = "NOT EXISTS (SELECT 1 FROM person WHERE person.id = {}.person_id AND person.deleted_at IS NOT NULL)"
_OPEN = f"""
SELECT s.id, s.next_step_on AS due, s.next_step, p.person_id, {_NAME.format("p")}, a.name, t.account_id, 'service',
  'service', s.id
FROM service s JOIN sitting t ON t.id = s.sitting_id JOIN account a ON a.id = t.account_id {_FIRST_LIVING}
WHERE s.next_step_on <= :until AND s.next_step_done = 0 AND s.deleted_at IS NULL
  AND (:account = '' OR t.account_id = :account) AND {_SERVICE_SEEN} AND {_ON_BOOKS.format("p")}
UNION ALL
SELECT f.id, f.due_on, f.title, f.person_id, {_NAME.format("f")}, a.name, f.account_id, 'follow_up',
  f.about_table, f.about_id
FROM follow_up f JOIN account a ON a.id = f.account_id
WHERE f.due_on <= :until AND f.done_on IS NULL AND f.deleted_at IS NULL AND (:account = '' OR f.account_id = :account)
  AND {_FOLLOW_UP_SEEN} AND {_ON_BOOKS.format("f")}
UNION ALL
SELECT e.id, e.due_on, e.title, n.person_id, {_NAME.format("n")}, a.name, a.id, 'step', 'plan', n.id
FROM step e JOIN goal g ON g.id = e.goal_id JOIN plan n ON n.id = g.plan_id
JOIN account a ON a.id = coalesce(e.account_id, n.account_id)
WHERE e.due_on <= :until AND e.done_on IS NULL AND e.deleted_at IS NULL AND g.state = 'open' AND g.deleted_at IS NULL
  AND n.closed_on IS NULL AND n.deleted_at IS NULL AND (:account = '' OR a.id = :account) AND {_ON_BOOKS.format("n")}
UNION ALL
SELECT n.id, n.review_on, '', n.person_id, {_NAME.format("n")}, a.name, n.account_id, 'plan', 'plan', n.id
FROM plan n JOIN account a ON a.id = n.account_id
WHERE n.review_on <= :until AND n.closed_on IS NULL AND n.deleted_at IS NULL
  AND (:account = '' OR n.account_id = :account) AND {_ON_BOOKS.format("n")}
UNION ALL
SELECT p.id, p.review_on, '', NULL, p.name, coalesce(a.name, ''), coalesce(p.account_id, ''), 'partner', 'partner', p.id
FROM partner p LEFT JOIN account a ON a.id = p.account_id
WHERE p.review_on <= :until AND p.active = 1 AND p.deleted_at IS NULL
  AND (:account = '' OR p.account_id = :account)
ORDER BY 2, 1 LIMIT :limit
"""


_Promised = tables.Service | tables.FollowUp | Step | Plan | Partner
_DAYS: dict[type, str] = {
    tables.Service: "next_step_on", tables.FollowUp: "due_on", Step: "due_on", Plan: "review_on", Partner: "review_on",
}  # fmt: skip


_SEEN: dict[type, str] = {
    tables.Service: "SELECT 1 FROM service s JOIN sitting t ON t.id = s.sitting_id WHERE s.id = :id AND "
    + _SERVICE_SEEN,
    tables.FollowUp: f"SELECT 1 FROM follow_up f WHERE f.id = :id AND {_FOLLOW_UP_SEEN}",
}


def _row(work: Work, row_id: str, *, own_change: bool = False) -> _Promised:
    """Whatever of the five kinds bears the id. Raises Missing, also for what the list does not show this reader.

    With `own_change` the reader may reach what they changed last themselves (to undo that).
    """
    for table in _DAYS:
        found: list[_Promised] = work.rows(table, "id = ? AND deleted_at IS NULL", (row_id,))
        if found and (_seen(work, found[0]) or (own_change and found[0].updated_by == work.actor.id)):
            return found[0]
    raise Missing()


def _seen(read: Read, row: _Promised) -> bool:
    """Whether the list would show it to this reader: professional secrecy, a confidential kind of help."""
    asked = _SEEN.get(type(row))
    return asked is None or bool(read.sql(asked, {"id": row.id, **_reader(read)}))


def _reader(read: Read) -> dict[str, str]:
    return {"me": read.actor.id, "secret": json.dumps([item.code for item in KINDS if item.secret])}


def _ticked(done: bool) -> date | None:
    return clock.today() if done else None


def _refuse_past(day: date) -> None:
    if day < clock.today():
        raise Invalid(Problem("due_on", _("This day is over. Choose today or a later one.")))


def _line(row: Sequence[Any]) -> FollowUp:
    return FollowUp(row[0], date.fromisoformat(row[1]), *row[2:])
