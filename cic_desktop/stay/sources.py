"""Where deadlines come from: one statement per source, whatever the size of the register.

They follow from what is written down alone, whatever the day: `stay.indexing` keeps them ready, and `as_of` says what
the day makes of one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from cic_desktop.i18n import Text, _
from cic_desktop.stay import visa_free
from cic_desktop.stay.law import Law
from cic_desktop.stay.pending import Pending, pending_of, shields
from cic_desktop.stay.rows import Due

__all__ = ["HINTS", "as_of", "dues", "served_day"]

HINTS: dict[str, Text] = {
    "unconfirmed": _("An application was filed in time but not confirmed to have no defects: it does not protect yet."),
    "suspended": _("The application was suspended at the party's request: it does not protect."),
    "representative": _("Letters go to the representative; the term runs from service on them (KPA art. 40 § 2)."),
    "fiction": _("Not collected: counted as served when the time at the post office ran out (KPA art. 44)."),
    "waiting": _("If nobody collects it, it counts as served when the time at the post office ends (KPA art. 44)."),
    "overstayed": _("The days are used up already."),
}  # fmt: skip
_NO_TITLE = ("none", "pending", "karta_polaka")  # rows that do not take the place of a basis of stay


@dataclass(frozen=True)
class _Look:
    """One reading: the rules, these people or everybody, and their applications under way."""

    raw: Any
    law: Law
    people: Collection[str] | None
    pending: dict[str, list[Pending]]

    def rows(self, sql: str, **params: Any) -> Iterator[Any]:
        """Rows of a statement; `{people}` in it narrows the alias `s` to these people."""
        narrowed = "" if self.people is None else "AND s.person_id IN (SELECT value FROM json_each(:people))"
        people = json.dumps(list(self.people or ()))
        yield from self.raw.execute(sql.format(people=narrowed), {"people": people, **params})


def dues(raw: Any, law: Law, people: Collection[str] | None = None) -> Iterator[Due]:
    """Every deadline that follows from what is written down, past and to come; `as_of` says what it is on a day."""
    look = _Look(raw, law, people, pending_of(raw, people))
    for source in _SOURCES:
        yield from source(look)


def as_of(line: Due, law: Law, today: date) -> Due | None:
    """A deadline as it stands on a day: what waits for a day yet, and what that day has made of it."""
    if (line.since and today < line.since) or (line.rule in law.notices and line.due_on < today):
        return None
    if "waiting" in line.hint and line.start < today:  # not collected: it counts as served (KPA art. 44)
        return line._replace(hint=line.hint.replace("waiting", "fiction"))
    if line.hint == "overstayed" and line.due_on >= today:
        return line._replace(hint="")
    return line


def served_day(noticed_on: date | None, served_on: date | None, whole: Law) -> tuple[date | None, bool]:
    """From which day a letter's term runs, and whether by the fiction of service (KPA art. 44)."""
    fiction = whole.rule("service_fiction").due(noticed_on) if noticed_on else None
    if fiction and (served_on is None or served_on > fiction):
        return fiction, True
    return served_on, False


# A newer basis of stay, or one that lasts longer, takes the place of another.
_STAYS = """
SELECT s.person_id, s.title, s.valid_to, s.id FROM stay s
WHERE s.valid_to IS NOT NULL AND s.deleted_at IS NULL {people}
AND s.title IN (SELECT value FROM json_each(:titles))
AND NOT EXISTS (SELECT 1 FROM stay x WHERE x.person_id = s.person_id AND x.deleted_at IS NULL AND x.id <> s.id
  AND x.title NOT IN (SELECT value FROM json_each(:none))
  AND (x.valid_to > s.valid_to OR (x.id > s.id AND (x.valid_to IS NULL OR x.valid_to = s.valid_to))))
"""


def _stays(look: _Look) -> Iterator[Due]:
    kinds = look.law.by_kind("stay_end")
    counted = look.law.by_kind("crossing")
    titles = json.dumps([*kinds, *counted])
    here = {row[0] for row in look.rows(_HERE)} if counted else set()
    for person_id, title, ends, ref in look.rows(_STAYS, titles=titles, none=json.dumps(_NO_TITLE)):
        end = date.fromisoformat(ends)
        for rule in kinds.get(title, ()):
            yield from _guarded(look, Due(person_id, rule.code, rule.due(end), end, ref))
        for rule in counted.get(title, ()) if person_id not in here else ():
            yield from _guarded(look, Due(person_id, rule.code, end, end, ref))


_FIXED = """
SELECT s.person_id, s.id FROM stay s WHERE s.deleted_at IS NULL {people}
AND s.title IN (SELECT value FROM json_each(:titles))
AND NOT EXISTS (SELECT 1 FROM stay x WHERE x.person_id = s.person_id AND x.deleted_at IS NULL AND x.id > s.id
  AND x.title NOT IN (SELECT value FROM json_each(:none)))
"""


def _fixed(look: _Look) -> Iterator[Due]:
    for rule in look.law.by("fixed"):
        if day := rule.fixed_on:
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
WHERE s.valid_to IS NOT NULL AND s.deleted_at IS NULL {people}
AND +s.kind IN (SELECT value FROM json_each(:kinds))
AND NOT EXISTS (SELECT 1 FROM identity_document x WHERE x.person_id = s.person_id AND x.deleted_at IS NULL
  AND x.kind IN (SELECT value FROM json_each(:kinds)) AND x.id <> s.id
  AND (x.valid_to > s.valid_to OR (x.valid_to = s.valid_to AND x.id > s.id)))
AND NOT EXISTS (SELECT 1 FROM stay x WHERE x.person_id = s.person_id AND x.deleted_at IS NULL
  AND +x.valid_to = s.valid_to AND x.title IN (SELECT value FROM json_each(:unless)))
"""


def _documents(look: _Look) -> Iterator[Due]:
    for rule in look.law.by("document_end"):
        kinds, unless = json.dumps(rule.only), json.dumps(rule.unless_stay)
        for person_id, ends, ref in look.rows(_DOCUMENTS, kinds=kinds, unless=unless):
            end = date.fromisoformat(ends)
            yield Due(person_id, rule.code, rule.due(end), end, ref)


_LETTERS = """
SELECT s.person_id, s.kind, s.noticed_on, s.served_on, s.term_days, s.id, coalesce(p.representative, '')
FROM letter s LEFT JOIN proceeding p ON p.id = s.proceeding_id AND p.deleted_at IS NULL
WHERE s.answered_on IS NULL AND s.deleted_at IS NULL {people}
"""


def _letters(look: _Look) -> Iterator[Due]:
    kinds, waiting = look.law.by_kind("letter"), look.law.by("notice")
    for person_id, kind, noticed, served, term, ref, representative in look.rows(_LETTERS):
        start, fiction = served_day(_day(noticed), _day(served), look.law)
        if start is None:
            continue
        hints = ["representative"] if representative else []
        waits = fiction and not served  # until the day itself: `as_of`
        for rule in waiting if waits else ():
            yield Due(person_id, rule.code, start, date.fromisoformat(noticed), ref, " ".join(hints))
        if fiction:
            hints.append("waiting" if waits else "fiction")
        for rule in kinds.get(kind, ()):
            yield Due(person_id, rule.code, rule.due(start, term), start, ref, " ".join(hints))


_EVENTS = """
SELECT s.person_id, s.kind, s.happened_on, s.id FROM stay_event s
WHERE s.settled_on IS NULL AND s.deleted_at IS NULL {people}
"""


def _events(look: _Look) -> Iterator[Due]:
    kinds = look.law.by_kind("event")
    for person_id, kind, happened, ref in look.rows(_EVENTS):
        start = date.fromisoformat(happened)
        for rule in kinds.get(kind, ()):
            yield Due(person_id, rule.code, rule.due(start), start, ref)


_FINAL = """
SELECT s.person_id, s.outcome, s.final_on, s.id FROM proceeding s
WHERE s.final_on IS NOT NULL AND s.deleted_at IS NULL {people}
"""


def _final_decisions(look: _Look) -> Iterator[Due]:
    kinds = look.law.by_kind("final_decision")
    for person_id, outcome, final, ref in look.rows(_FINAL):
        start = date.fromisoformat(final)
        for rule in kinds.get(outcome, ()):
            yield Due(person_id, rule.code, rule.due(start), start, ref)


def _filed(look: _Look) -> Iterator[Due]:
    for rule in look.law.by("filed"):
        for person_id, found in look.pending.items():
            for item in found:
                if item.filed_on and not item.complete_on and not item.decided_on:
                    yield Due(person_id, rule.code, rule.due(item.filed_on), item.filed_on, item.id)


_HERE = "SELECT DISTINCT s.person_id FROM crossing s WHERE s.left_on IS NULL AND s.deleted_at IS NULL {people}"
_CROSSINGS = """
SELECT s.person_id, s.entered_on, s.left_on, s.id,
  (SELECT max(coalesce(x.valid_to, '9999')) FROM stay x WHERE x.person_id = s.person_id AND x.deleted_at IS NULL
   AND x.title NOT IN (SELECT value FROM json_each(:titles)))
FROM crossing s WHERE s.deleted_at IS NULL {people}
AND s.person_id IN (SELECT person_id FROM crossing WHERE left_on IS NULL AND deleted_at IS NULL)
ORDER BY s.person_id, s.entered_on
"""


def _crossings(look: _Look) -> Iterator[Due]:
    """The last day of somebody who is here without a visa; another basis of stay comes first, while it holds.

    Who stays on uses up one day a day: the last one is the same whatever day it is asked for.
    """
    for rule in look.law.by("crossing"):
        titles = json.dumps([*rule.only, "none", "karta_polaka"])
        for person_id, rows in groupby(look.rows(_CROSSINGS, titles=titles), key=lambda row: row[0]):
            group = list(rows)
            visits = [(date.fromisoformat(start), _day(end)) for _person, start, end, *_rest in group]
            until = group[0][4]
            if until == "9999":
                continue
            since = date.fromisoformat(until) + timedelta(days=1) if until else None
            here = max(start for start, end in visits if end is None)
            last = visa_free.last_day(visits, here, rule.amount, look.law.window_days)
            if shields(look.pending.get(person_id, ()), last) != "protected":
                yield Due(person_id, rule.code, last, visits[-1][0], group[-1][3], "overstayed", since=since)


_SOURCES: tuple[Callable[[_Look], Iterator[Due]], ...] = (
    _stays, _fixed, _documents, _letters, _events, _final_decisions, _filed, _crossings,
)  # fmt: skip


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
