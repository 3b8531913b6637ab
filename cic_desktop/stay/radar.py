"""The radar: everything whose day comes, looked up in the deadlines kept ready (`stay.indexing`)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from cic_desktop.core import clock
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read
from cic_desktop.stay.law import Law, Rule, law_in_force
from cic_desktop.stay.rows import Due, Mark
from cic_desktop.stay.sources import as_of, dues

__all__ = [
    "BUCKETS", "Bucket", "Cut", "Outlook", "Radar", "deadline_counts", "deadlines", "dues_of", "helpers", "lines_of",
    "marks", "outlook",
]  # fmt: skip

Bucket = Literal["overdue", "today", "14", "30", "90", "all"]
BUCKETS: tuple[Bucket, ...] = ("overdue", "today", "14", "30", "90", "all")


@dataclass(frozen=True)
class Cut:
    """Which lines: the list, and filters that are "" when not set. `by_language` puts the most spoken one first."""

    bucket: Bucket = "30"
    rule: str = ""
    language: str = ""
    citizenship: str = ""
    advisor: str = ""  # who helped the person last
    by_language: bool = False


@dataclass(frozen=True)
class Outlook:
    """How many lines there are on a day: in each list under the filters, and by what one can filter."""

    today: date
    law: Law
    counts: dict[Bucket, int]
    spoken: tuple[str, ...]  # languages of the list wanted, the most frequent first
    rules: Counter[str]
    languages: Counter[str]
    citizenships: Counter[str]


@dataclass(frozen=True)
class Radar:
    """All lines worth a look on a day, soonest first, and the rules they come from."""

    today: date
    law: Law
    lines: tuple[Due, ...]

    def within(self, bucket: Bucket) -> list[Due]:
        """The lines of one list: what is overdue, due today, or due from today on within so many days."""
        first, last = _span(bucket, self.today)
        return [line for line in self.lines if first <= line.due_on <= last]

    def counts(self) -> dict[Bucket, int]:
        return {bucket: len(self.within(bucket)) for bucket in BUCKETS}


def deadlines(read: Read, today: date | None = None, days: int | None = None, limit: int = -1) -> Radar:
    """What is due up to `days` ahead (as far as any rule warns), and what was missed not long ago.

    Marked lines are left out; `limit` reads the soonest only.
    """
    look = _Look(read, today)
    last = date.max if days is None else look.today + timedelta(days=days)
    lines = look.lines(date.min, last, f"ORDER BY {_BY_DAY} LIMIT :limit", limit=limit)
    return Radar(look.today, look.law, tuple(lines))


def deadline_counts(read: Read, today: date | None = None, days: int = 14) -> dict[Bucket, int]:
    """How many lines each list up to `days` ahead has; the longer ones are not read."""
    look = _Look(read, today)
    rows = look.rows("d.due_on, count(*)", date.min, look.today + timedelta(days=days), more="GROUP BY d.due_on")
    return _counts(Counter(dict(rows)), look.today)


def outlook(read: Read, cut: Cut, today: date | None = None) -> Outlook:
    """The numbers beside the lists and the filters; what one can filter by is that of the whole radar."""
    look = _Look(read, today)
    helped = f"({_HELPER} = :advisor)" if cut.advisor else "1"
    rows = look.rows(f"d.due_on, d.rule, d.language, d.citizenship, {helped}", date.min, date.max, advisor=cut.advisor)
    tallies = Counter(rows)
    first, last = (day.isoformat() for day in _span(cut.bucket, look.today))
    days, spoken = Counter[str](), Counter[str]()
    for (day, rule, language, citizenship, mine), n in tallies.items():
        if mine and _fits(cut, rule, language, citizenship):
            days[day] += n
            spoken[language] += n if first <= day <= last else 0
    return Outlook(
        look.today,
        look.law,
        _counts(days, look.today),
        tuple(language for language, n in spoken.most_common() if n),
        *(_summed(tallies, at) for at in (1, 2, 3)),
    )


def lines_of(read: Read, cut: Cut, seen: Outlook, offset: int = 0, limit: int = -1) -> list[Due]:
    """Lines of a list under filters, soonest first or by language; a page of them, or all."""
    read.require(Right.READ_CLIENTS)
    look = _Look(read, seen.today, seen.law)
    chosen = {name: getattr(cut, name) for name in ("rule", "language", "citizenship", "advisor")}
    wanted = [f"AND {_FILTERS[name]} = :{name}" for name, value in chosen.items() if value]
    by = "instr(:spoken, '|' || d.language || '|'), " if cut.by_language else ""
    chosen["spoken"] = f"|{'|'.join(seen.spoken)}|"
    more = f"{' '.join(wanted)} ORDER BY {by}{_BY_DAY} LIMIT :limit OFFSET :offset"
    return look.lines(*_span(cut.bucket, look.today), more, limit=limit, offset=offset, **chosen)


def dues_of(read: Read, person_id: str, whole: Law, today: date) -> list[Due]:
    """Every deadline of one person, marked or far off, soonest first."""
    read.require(Right.READ_CLIENTS)
    first = today - timedelta(days=whole.overdue_days)
    found = (as_of(line, whole, today) for line in dues(read.raw, whole, [person_id]))
    return sorted((line for line in found if line and line.due_on >= first), key=lambda one: (one.due_on, one.rule))


def marks(read: Read, person_id: str) -> list[Mark]:
    """What was decided about a person's lines, the newest first."""
    read.require(Right.READ_CLIENTS)
    found = {}
    for row_id, rule, due, state, later, revision in read.sql(_MARKS, (person_id,)):
        day = date.fromisoformat(due)
        found[rule, day] = Mark(row_id, rule, day, state, _day(later), revision)
    return list(found.values())


_MARKS = """
SELECT id, rule, due_on, state, later_on, revision FROM radar_mark
WHERE person_id = ? AND deleted_at IS NULL ORDER BY created_at, id
"""


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


# --- looking up -------------------------------------------------------------------------------------

_HELPER = """(SELECT t.account_id FROM service_person q JOIN service s ON s.id = q.service_id
  JOIN sitting t ON t.id = s.sitting_id WHERE q.person_id = d.person_id AND q.deleted_at IS NULL
  AND s.deleted_at IS NULL ORDER BY q.id DESC LIMIT 1)"""
_FILTERS = {"rule": "d.rule", "language": "d.language", "citizenship": "d.citizenship", "advisor": _HELPER}
# Each rule has days of its own: it warns some time ahead, and what was missed long ago is nobody's work any more.
_LINES = """
WITH span AS (SELECT value ->> 0 AS rule, value ->> 1 AS low, value ->> 2 AS high FROM json_each(:spans))
SELECT {what} FROM span CROSS JOIN stay_due d ON d.rule = span.rule AND d.due_on BETWEEN span.low AND span.high
WHERE d.since <= :today {more}
"""
_BY_DAY = "d.due_on, d.sort_key, d.person_id, d.rule"
_DUE = "d.person_id, d.rule, d.due_on, d.start, d.ref, d.hint, d.language, d.citizenship"


class _Look:
    """One reading of the radar on a day."""

    def __init__(self, read: Read, today: date | None, law: Law | None = None) -> None:
        read.require(Right.READ_CLIENTS)
        self._read, self.today = read, today or clock.today()
        self.law = law or law_in_force(read)

    def rows(self, what: str, first: date, last: date, more: str = "", **params: Any) -> list[Any]:
        """Columns of the lines between two days, the days included."""
        spans = json.dumps([self._span_of(rule, first, last) for rule in self.law.rules])
        params |= {"spans": spans, "today": self.today.isoformat()}
        return self._read.sql(_LINES.format(what=what, more=more), params)

    def lines(self, first: date, last: date, more: str, **params: Any) -> list[Due]:
        found = (_due(*row) for row in self.rows(_DUE, first, last, more, **params))
        shown = (as_of(line, self.law, self.today) for line in found)
        return [line for line in shown if line]

    def _span_of(self, rule: Rule, first: date, last: date) -> tuple[str, str, str]:
        """The days on which a rule's deadline is worth a look: a waiting letter's only while it waits."""
        missed = 0 if rule.code in self.law.notices else self.law.overdue_days
        low, high = self.today - timedelta(days=missed), self.today + timedelta(days=rule.horizon)
        return rule.code, max(first, low).isoformat(), min(last, high).isoformat()


def _due(person_id: str, rule: str, due_on: str, start: str, *rest: str) -> Due:
    ref, hint, language, citizenship = rest
    return Due(person_id, rule, date.fromisoformat(due_on), date.fromisoformat(start), ref, hint, language, citizenship)


def _span(bucket: Bucket, today: date) -> tuple[date, date]:
    """The first and the last day of a list."""
    if bucket == "all":
        return date.min, date.max
    if bucket == "overdue":
        return date.min, today - timedelta(days=1)
    return today, today + timedelta(days=0 if bucket == "today" else int(bucket))


def _counts(days: Counter[str], today: date) -> dict[Bucket, int]:
    """How many lines each list has, from how many each day has."""
    spans = {bucket: [day.isoformat() for day in _span(bucket, today)] for bucket in BUCKETS}
    return {bucket: sum(n for day, n in days.items() if low <= day <= high) for bucket, (low, high) in spans.items()}


def _fits(cut: Cut, rule: str, language: str, citizenship: str) -> bool:
    return cut.rule in ("", rule) and cut.language in ("", language) and cut.citizenship in ("", citizenship)


def _summed(tallies: Counter[Any], at: int) -> Counter[str]:
    """How often each value of a column occurs."""
    found = Counter[str]()
    for facts, n in tallies.items():
        found[facts[at]] += n
    return found


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
