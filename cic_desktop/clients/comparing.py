"""Two records side by side: where they differ, which value is likely the better one, what would come along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from cic_desktop.clients import parts, tables
from cic_desktop.clients.fields import INTAKE
from cic_desktop.clients.merging import Pick
from cic_desktop.clients.queries import card
from cic_desktop.clients.rows import ClientLine, Part
from cic_desktop.clients.shown import answer_text
from cic_desktop.core import checks, clock
from cic_desktop.core.errors import CicError, Missing
from cic_desktop.core.fields import Field
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read
from cic_desktop.i18n import Plain, Text, _

__all__ = ["Comparison", "Difference", "Side", "compare_people"]

_BOTH = ("needs", "remarks")  # both values can stand
_NOTHING = {"none": ""}  # codes that say there is nothing
_TIED = {"pesel_status": "pesel", "given": "surname"}  # goes with another answer where that one differs too


@dataclass(frozen=True)
class Side:
    """One of the two: its line, its revision, the rows of its parts, how much help was recorded."""

    line: ClientLine
    revision: int
    parts: tuple[Part, ...]
    services: int
    registered_on: date
    drafts: tuple[str, ...]  # names of colleagues with unfinished typing about this record


@dataclass(frozen=True)
class Difference:
    """One field of the card in both records. `pick` is what is chosen to begin with."""

    name: str
    label: Text
    kept: Text
    gone: Text
    alike: bool
    pick: Pick
    both: bool  # both values can stay


@dataclass(frozen=True)
class Comparison:
    """`kept` is the record that stays, `gone` the one that goes into it."""

    kept: Side
    gone: Side
    fields: tuple[Difference, ...]

    @property
    def revisions(self) -> tuple[int, int]:
        return self.kept.revision, self.gone.revision


def compare_people(read: Read, first_id: str, second_id: str, keep: str = "") -> Comparison:
    """Both records; `keep` says which stays, else the one with more help recorded, then the older one.

    Raises Missing.
    """
    read.require(Right.READ_CLIENTS)
    sides = [_side(read, person_id) for person_id in (first_id, second_id)]
    if keep:
        sides.sort(key=lambda side: side.line.id != keep)
    else:
        sides.sort(key=lambda side: (-side.services, side.registered_on, side.line.id))
    kept, gone = sides
    rows = [read.get(tables.Person, side.line.id) for side in (kept, gone)]
    return Comparison(kept, gone, (*_differences(*rows), *_two_homes(read, kept.line.id, gone.line.id)))


_SERVICES = "SELECT count(*) FROM service_person WHERE person_id = ? AND deleted_at IS NULL"


def _side(read: Read, person_id: str) -> Side:
    found = card(read, person_id)
    if found.id != person_id:  # one of the two already
        raise Missing()
    ((services,),) = read.sql(_SERVICES, (person_id,))
    drafts = read.sql(
        "SELECT DISTINCT a.name FROM draft d JOIN account a ON a.id = d.account_id WHERE d.person_id = ? ORDER BY 1",
        (person_id,),
    )
    return Side(
        line=found.line,
        revision=found.revision,
        parts=found.parts,
        services=services,
        registered_on=found.registered_on,
        drafts=tuple(row[0] for row in drafts),
    )


def _differences(kept: tables.Person, gone: tables.Person) -> Iterator[Difference]:
    asked = {item.name: item for step in INTAKE for item in step.fields}
    picks: dict[str, Pick] = {}
    for name in parts.PERSON_COLUMNS:
        if name not in asked:
            continue
        mine, theirs = (_NOTHING.get(value := getattr(person, name) or "", value) for person in (kept, gone))
        leader = picks.get(_TIED.get(name, ""))
        picks[name] = _better(name, mine, theirs, kept, gone, leader)
        kept_words, gone_words = _words(asked[name], mine), _words(asked[name], theirs)
        alike, both = mine == theirs, name in _BOTH
        yield Difference(name, asked[name].label, kept_words, gone_words, alike, picks[name], both)


def _words(field: Field, value: str) -> Text:
    return answer_text(field, value.split() if field.kind == "choices" else value) if value else Plain("")


def _better(name: str, mine: str, theirs: str, kept: Any, gone: Any, leader: Pick | None) -> Pick:
    """The filled one, the one that says more, the one that passes its check, the later one."""
    if mine == theirs or not theirs:
        return "kept"
    if not mine:
        return "gone"
    if name in _BOTH:
        return "both"
    if name == "pesel" and _passes(mine) != _passes(theirs):
        return "kept" if _passes(mine) else "gone"
    if mine.casefold().startswith(theirs.casefold()) or theirs.casefold().startswith(mine.casefold()):
        return "kept" if len(mine) > len(theirs) else "gone"
    if leader is not None and name in _TIED:
        return leader
    if kept.complete != gone.complete:
        return "kept" if kept.complete else "gone"
    return "kept" if kept.updated_at >= gone.updated_at else "gone"


def _passes(pesel: str) -> bool:
    try:
        return bool(checks.pesel(pesel, today=clock.today()))
    except CicError:
        return False


def _two_homes(read: Read, first: str, second: str) -> Iterator[Difference]:
    """Each of them lives in a household, and not in the same: one of them has to be left."""
    homes = [dict(read.sql(_HOMES, (person_id,))) for person_id in (first, second)]
    if homes[0] and homes[1] and homes[0].keys().isdisjoint(homes[1]):
        kept, gone = (Plain(", ".join(home.values())) for home in homes)
        yield Difference("household", _("Household"), kept, gone, alike=False, pick="kept", both=False)


_HOMES = """
SELECT h.id, h.name || coalesce(': ' || (SELECT group_concat(trim(p.surname || ' ' || p.given), ', ')
  FROM household_member o JOIN person p ON p.id = o.person_id
  WHERE o.household_id = h.id AND o.person_id <> m.person_id AND o.left_on IS NULL AND o.deleted_at IS NULL), '')
FROM household_member m JOIN household h ON h.id = m.household_id
WHERE m.person_id = ? AND m.left_on IS NULL AND m.deleted_at IS NULL
"""
