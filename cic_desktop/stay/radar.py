"""The radar: everything whose day comes, read in one statement per source, whatever the size of the register."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from cic_desktop.core import clock
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read
from cic_desktop.stay.law import Law, law_in_force
from cic_desktop.stay.rows import Due, Mark
from cic_desktop.stay.sources import found

__all__ = ["BUCKETS", "Bucket", "Radar", "deadline_counts", "deadlines", "dues_of", "helpers", "marks"]

Bucket = Literal["overdue", "today", "14", "30", "90", "all"]
BUCKETS: tuple[Bucket, ...] = ("overdue", "today", "14", "30", "90", "all")


@dataclass(frozen=True)
class Radar:
    """All lines worth a look on a day, soonest first, and the rules they come from."""

    today: date
    law: Law
    lines: tuple[Due, ...]

    def within(self, bucket: Bucket) -> list[Due]:
        """The lines of one list: what is overdue, due today, or due from today on within so many days."""
        if bucket == "all":
            return list(self.lines)
        if bucket == "overdue":
            return [line for line in self.lines if line.due_on < self.today]
        last = self.today + timedelta(days=0 if bucket == "today" else int(bucket))
        return [line for line in self.lines if self.today <= line.due_on <= last]

    def counts(self) -> dict[Bucket, int]:
        return {bucket: len(self.within(bucket)) for bucket in BUCKETS}


def deadlines(read: Read, today: date | None = None, days: int | None = None) -> Radar:
    """What is due up to `days` ahead (as far as any rule warns), and what was missed not long ago.

    Marked lines are left out.
    """
    read.require(Right.READ_CLIENTS)
    today, whole = today or clock.today(), law_in_force(read)
    first = {rule.code: today + timedelta(days=rule.horizon) for rule in whole.rules}  # the first warning has come
    last = max(first.values()) if days is None else today + timedelta(days=days)
    dues = found(read, whole, today, last)
    lines = [line for line in dues if line.due_on <= first[line.rule]]
    away = _away(read, today, lines)
    wanted = [line for line in lines if (line.person_id, line.rule, line.due_on) not in away]
    return Radar(today, whole, tuple(_in_order(read, wanted)))


def deadline_counts(read: Read, today: date | None = None) -> dict[Bucket, int]:
    """How many lines each list of the next fortnight has (the Today page); the longer ones are not read."""
    return deadlines(read, today, 14).counts()


def dues_of(read: Read, person_id: str, whole: Law, today: date) -> list[Due]:
    """Every deadline of one person, marked or far off, soonest first."""
    read.require(Right.READ_CLIENTS)
    far = today + timedelta(days=40_000)
    return sorted(found(read, whole, today, far, person_id), key=lambda line: (line.due_on, line.rule))


def marks(read: Read, person_id: str) -> list[Mark]:
    """What was decided about a person's lines, the newest first."""
    read.require(Right.READ_CLIENTS)
    return list(_marks(read, "person_id = ?", (person_id,)).values())


def helpers(read: Read, person_ids: Iterable[str]) -> dict[str, str]:
    """Who helped each of these people last: person → account."""
    read.require(Right.READ_CLIENTS)
    rows = read.sql(
        "SELECT j.value, (SELECT t.account_id FROM service_person q JOIN service s ON s.id = q.service_id "
        "JOIN sitting t ON t.id = s.sitting_id WHERE q.person_id = j.value AND q.deleted_at IS NULL "
        "AND s.deleted_at IS NULL ORDER BY q.id DESC LIMIT 1) FROM json_each(?) j",
        (json.dumps(sorted(set(person_ids))),),
    )
    return {person_id: account for person_id, account in rows if account}


# --- what is left out, and the order ----------------------------------------------------------------


def _away(read: Read, today: date, lines: list[Due]) -> set[tuple[str, str, date]]:
    """Lines that were dealt with, or put off to a later day."""
    if not lines:
        return set()
    days = [line.due_on for line in lines]
    found = _marks(read, "due_on BETWEEN ? AND ?", (min(days).isoformat(), max(days).isoformat()))
    return {key for key, mark in found.items() if mark.state != "later" or (mark.later_on or today) > today}


def _marks(read: Read, where: str, params: tuple[str, ...]) -> dict[tuple[str, str, date], Mark]:
    sql = (
        "SELECT person_id, id, rule, due_on, state, later_on, revision FROM radar_mark "
        f"WHERE {where} AND deleted_at IS NULL ORDER BY created_at, id"
    )
    found = {}
    for person_id, row_id, rule, due, state, later, revision in read.sql(sql, params):
        mark = Mark(row_id, rule, date.fromisoformat(due), state, _day(later), revision)
        found[person_id, rule, mark.due_on] = mark
    return found


_WHO = """
SELECT p.id, p.sort_key,
  coalesce((SELECT language FROM person_language l WHERE l.person_id = p.id AND l.deleted_at IS NULL
            ORDER BY l.preferred DESC, l.id LIMIT 1), ''),
  coalesce((SELECT country FROM citizenship c WHERE c.person_id = p.id AND c.deleted_at IS NULL
            ORDER BY c.id LIMIT 1), '')
FROM json_each(?) j JOIN person p ON p.id = j.value WHERE p.deleted_at IS NULL
"""


def _in_order(read: Read, lines: list[Due]) -> list[Due]:
    """Lines of living records with language and citizenship: by day, then by name in Polish collation."""
    ids = json.dumps(sorted({line.person_id for line in lines}))
    who = {row[0]: row[1:] for row in read.sql(_WHO, (ids,))}
    named = sorted((line.due_on, who[line.person_id][0], line) for line in lines if line.person_id in who)
    return [_spoken(line, *who[line.person_id][1:]) for _day, _name, line in named]


def _spoken(line: Due, language: str, citizenship: str) -> Due:
    return line._replace(language=language, citizenship=citizenship)


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
