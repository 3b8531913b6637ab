"""Where deadlines come from: one statement per source, whatever the size of the register.

A rule of law says what a source looks at; what a source yields is cut to the days that matter by whoever asks.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from cic_desktop.db.work import Read
from cic_desktop.i18n import Text, _
from cic_desktop.stay import visa_free
from cic_desktop.stay.law import Law, Rule
from cic_desktop.stay.pending import Pending, open_proceedings, shields
from cic_desktop.stay.rows import Due

__all__ = ["HINTS", "found", "served_day"]

HINTS: dict[str, Text] = {
    "unconfirmed": _("An application was filed in time but not confirmed to have no defects: it does not protect yet."),
    "suspended": _("The application was suspended at the party's request: it does not protect."),
    "representative": _("Letters go to the representative; the term runs from service on them (KPA art. 40 § 2)."),
    "fiction": _("Not collected: counted as served when the time at the post office ran out (KPA art. 44)."),
    "waiting": _("If nobody collects it, it counts as served when the time at the post office ends (KPA art. 44)."),
    "overstayed": _("The days are used up already."),
}  # fmt: skip
_LONGEST = {"days": 1, "working_days": 2, "months": 31}  # calendar days a unit may take, holidays apart
_NO_TITLE = ("none", "pending", "karta_polaka")  # rows that do not take the place of a basis of stay


@dataclass(frozen=True)
class _Look:
    """One reading: the rules, the days between which a deadline matters, one person or all."""

    read: Read
    law: Law
    today: date
    first: date
    last: date
    person_id: str
    pending: dict[str, list[Pending]]

    def rows(self, sql: str, **params: Any) -> list[Any]:
        """Rows of a statement; `{person}` in it narrows the alias `s` to one person."""
        narrowed = sql.format(person="AND s.person_id = :person" if self.person_id else "")
        return self.read.sql(narrowed, {"person": self.person_id, **params})

    def starts(self, *rules: Rule) -> dict[str, str]:
        """Between which days a start lies whose deadline matters, as parameters `low` and `high`."""
        spans = [rule.amount * _LONGEST[rule.unit] + (20 if rule.unit != "days" else 5) for rule in rules]
        most = timedelta(days=max(spans, default=0))
        return {"low": (self.first - most).isoformat(), "high": (self.last + most).isoformat()}


def found(read: Read, whole: Law, today: date, last: date, person_id: str = "") -> list[Due]:
    """Deadlines up to a day, and those missed not long ago: of everybody, or of one person."""
    first = today - timedelta(days=whole.overdue_days)
    look = _Look(read, whole, today, first, last, person_id, open_proceedings(read, person_id))
    lines = (line for source in _SOURCES for line in source(look))
    return [line for line in lines if first <= line.due_on <= last]


def served_day(noticed_on: date | None, served_on: date | None, whole: Law) -> tuple[date | None, bool]:
    """From which day a letter's term runs, and whether by the fiction of service (KPA art. 44)."""
    fiction = whole.rule("service_fiction").due(noticed_on) if noticed_on else None
    if fiction and (served_on is None or served_on > fiction):
        return fiction, True
    return served_on, False


# A newer basis of stay, or one that lasts longer, takes the place of another.
_STAYS = """
SELECT s.person_id, s.title, s.valid_to, s.id FROM stay s
WHERE s.valid_to BETWEEN :low AND :high AND s.deleted_at IS NULL {person}
AND s.title IN (SELECT value FROM json_each(:titles))
AND NOT EXISTS (SELECT 1 FROM stay x WHERE x.person_id = s.person_id AND x.deleted_at IS NULL AND x.id <> s.id
  AND x.title NOT IN (SELECT value FROM json_each(:none))
  AND (x.valid_to > s.valid_to OR (x.id > s.id AND (x.valid_to IS NULL OR x.valid_to = s.valid_to))))
"""


def _stays(look: _Look) -> Iterator[Due]:
    kinds = look.law.by_kind("stay_end")
    counted = look.law.by_kind("crossing")
    titles = json.dumps([*kinds, *counted])
    rules = [rule for found in kinds.values() for rule in found]
    here = {row[0] for row in look.rows(_HERE)} if counted else set()
    for person_id, title, ends, ref in look.rows(
        _STAYS, titles=titles, none=json.dumps(_NO_TITLE), **look.starts(*rules)
    ):
        end = date.fromisoformat(ends)
        for rule in kinds.get(title, ()):
            yield from _guarded(look, Due(person_id, rule.code, rule.due(end), end, ref))
        for rule in counted.get(title, ()) if person_id not in here else ():
            yield from _guarded(look, Due(person_id, rule.code, end, end, ref))


_FIXED = """
SELECT s.person_id, s.id FROM stay s WHERE s.deleted_at IS NULL {person}
AND s.title IN (SELECT value FROM json_each(:titles))
AND NOT EXISTS (SELECT 1 FROM stay x WHERE x.person_id = s.person_id AND x.deleted_at IS NULL AND x.id > s.id
  AND x.title NOT IN (SELECT value FROM json_each(:none)))
"""


def _fixed(look: _Look) -> Iterator[Due]:
    for rule in look.law.by("fixed"):
        day = rule.fixed_on
        if day and look.first <= day <= look.last and (look.person_id or (day - look.today).days <= rule.horizon):
            for person_id, ref in look.rows(_FIXED, titles=json.dumps(rule.only), none=json.dumps(_NO_TITLE)):
                yield from _guarded(look, Due(person_id, rule.code, day, day, ref))


def _guarded(look: _Look, line: Due) -> Iterator[Due]:
    """The end of a stay, unless an application keeps it legal; one that does not yet is named."""
    found = look.pending.get(line.person_id)
    hint = shields(found, line.start) if found else ""
    if hint != "protected":
        yield line._replace(hint=hint) if hint else line


_DOCUMENTS = """
SELECT s.person_id, s.valid_to, s.id FROM identity_document s
WHERE s.valid_to BETWEEN :low AND :high AND s.deleted_at IS NULL {person}
AND s.kind IN (SELECT value FROM json_each(:kinds))
AND NOT EXISTS (SELECT 1 FROM identity_document x WHERE x.person_id = s.person_id AND x.deleted_at IS NULL
  AND x.kind IN (SELECT value FROM json_each(:kinds)) AND x.id <> s.id
  AND (x.valid_to > s.valid_to OR (x.valid_to = s.valid_to AND x.id > s.id)))
AND NOT EXISTS (SELECT 1 FROM stay x WHERE x.person_id = s.person_id AND x.deleted_at IS NULL
  AND +x.valid_to = s.valid_to AND x.title IN (SELECT value FROM json_each(:unless)))
"""


def _documents(look: _Look) -> Iterator[Due]:
    for rule in look.law.by("document_end"):
        kinds, unless = json.dumps(rule.only), json.dumps(rule.unless_stay)
        for person_id, ends, ref in look.rows(_DOCUMENTS, kinds=kinds, unless=unless, **look.starts(rule)):
            end = date.fromisoformat(ends)
            yield Due(person_id, rule.code, rule.due(end), end, ref)


_LETTERS = """
SELECT s.person_id, s.kind, s.noticed_on, s.served_on, s.term_days, s.id, coalesce(p.representative, '')
FROM letter s LEFT JOIN proceeding p ON p.id = s.proceeding_id AND p.deleted_at IS NULL
WHERE s.answered_on IS NULL AND s.deleted_at IS NULL {person}
"""


def _letters(look: _Look) -> Iterator[Due]:
    kinds, waiting = look.law.by_kind("letter"), look.law.by("notice")
    for person_id, kind, noticed, served, term, ref, representative in look.rows(_LETTERS):
        start, fiction = served_day(_day(noticed), _day(served), look.law)
        if start is None:
            continue
        hints = ["representative"] if representative else []
        waits = fiction and not served and start >= look.today
        for rule in waiting if waits else ():
            yield Due(person_id, rule.code, start, date.fromisoformat(noticed), ref, " ".join(hints))
        if fiction:
            hints.append("waiting" if waits else "fiction")
        for rule in kinds.get(kind, ()):
            yield Due(person_id, rule.code, rule.due(start, term), start, ref, " ".join(hints))


_EVENTS = """
SELECT s.person_id, s.kind, s.happened_on, s.id FROM stay_event s
WHERE s.settled_on IS NULL AND s.deleted_at IS NULL {person}
"""


def _events(look: _Look) -> Iterator[Due]:
    kinds = look.law.by_kind("event")
    for person_id, kind, happened, ref in look.rows(_EVENTS):
        start = date.fromisoformat(happened)
        for rule in kinds.get(kind, ()):
            yield Due(person_id, rule.code, rule.due(start), start, ref)


_FINAL = """
SELECT s.person_id, s.outcome, s.final_on, s.id FROM proceeding s
WHERE s.final_on BETWEEN :low AND :high AND s.deleted_at IS NULL {person}
"""


def _final_decisions(look: _Look) -> Iterator[Due]:
    kinds = look.law.by_kind("final_decision")
    rules = [rule for found in kinds.values() for rule in found]
    for person_id, outcome, final, ref in look.rows(_FINAL, **look.starts(*rules)):
        start = date.fromisoformat(final)
        for rule in kinds.get(outcome, ()):
            yield Due(person_id, rule.code, rule.due(start), start, ref)


def _filed(look: _Look) -> Iterator[Due]:
    for rule in look.law.by("filed"):
        for person_id, found in look.pending.items():
            for item in found:
                if item.filed_on and not item.complete_on and not item.decided_on:
                    yield Due(person_id, rule.code, rule.due(item.filed_on), item.filed_on, item.id)


_HERE = "SELECT DISTINCT s.person_id FROM crossing s WHERE s.left_on IS NULL AND s.deleted_at IS NULL {person}"
_CROSSINGS = """
SELECT s.person_id, s.entered_on, s.left_on, s.id FROM crossing s WHERE s.deleted_at IS NULL {person}
AND s.person_id IN (SELECT person_id FROM crossing WHERE left_on IS NULL AND deleted_at IS NULL)
AND NOT EXISTS (SELECT 1 FROM stay x WHERE x.person_id = s.person_id AND x.deleted_at IS NULL
  AND x.title NOT IN (SELECT value FROM json_each(:titles)) AND coalesce(x.valid_to, '9999') >= :today)
ORDER BY s.person_id, s.entered_on
"""


def _crossings(look: _Look) -> Iterator[Due]:
    for rule in look.law.by("crossing"):
        titles = json.dumps([*rule.only, "none", "karta_polaka"])
        rows = look.rows(_CROSSINGS, titles=titles, today=look.today.isoformat())
        for person_id, found in groupby(rows, key=lambda row: row[0]):
            group = list(found)
            visits = [(date.fromisoformat(start), _day(end)) for _person, start, end, _ref in group]
            last = visa_free.last_day(visits, look.today, rule.amount, look.law.window_days)
            hint = "overstayed" if last < look.today else ""
            if shields(look.pending.get(person_id, ()), last) != "protected":
                yield Due(person_id, rule.code, last, visits[-1][0], group[-1][3], hint)


_SOURCES: tuple[Callable[[_Look], Iterator[Due]], ...] = (
    _stays, _fixed, _documents, _letters, _events, _final_decisions, _filed, _crossings,
)  # fmt: skip


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
