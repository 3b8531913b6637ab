"""A child comes to live with an adult: whether that adult legally represents the child is asked in the same act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cic_desktop import clients
from cic_desktop.clients.households import Joining, Moved, Stand
from cic_desktop.clients.tables import Person
from cic_desktop.core import clock
from cic_desktop.core.answers import read_answers
from cic_desktop.core.fields import Condition, Field
from cic_desktop.core.partial_date import is_minor
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.i18n import Plain, _
from cic_desktop.protection.queries import protection_of
from cic_desktop.protection.service import Given, add_guardian, take_guardian_off

__all__ = ["FamilyJoined", "family_joining", "join_family", "take_family_back"]


@dataclass(frozen=True)
class FamilyJoined:
    """What `join_family` wrote, to take it back."""

    moved: Moved
    guardians: tuple[str, ...]


@dataclass(frozen=True)
class _Bond:
    """A minor, an adult, and the relation that makes them parent and child."""

    child_id: str
    adult_id: str
    field: Field


def family_joining(read: Read, person_id: str, other_id: str) -> Joining:
    """`clients.joining`, with the legal representative asked about where an adult is the parent of a minor."""
    asked = clients.joining(read, person_id, other_id)
    *fields, since = asked.fields
    return replace(asked, fields=(*fields, *(bond.field for bond in _bonds(read, asked)), since))


def join_family(work: Work, person_id: str, other_id: str, answers: Given) -> FamilyJoined:
    """`clients.add_member`; an adult said to represent the child becomes their guardian. Raises Invalid."""
    work.require(Right.EDIT_CLIENTS)
    asked = family_joining(work, person_id, other_id)
    values = read_answers(asked.fields, answers)
    represented = [bond for bond in _bonds(work, asked) if values[bond.field.name] == "yes"]
    moved = clients.add_member(work, person_id, other_id, answers)
    named = (
        add_guardian(work, bond.child_id, {"adult_id": bond.adult_id, "relation": _parent(work, bond), "legal": "yes"})
        for bond in represented
    )
    return FamilyJoined(moved, tuple(named))


def take_family_back(work: Work, joined: FamilyJoined) -> None:
    """Undo `join_family`."""
    work.require(Right.EDIT_CLIENTS)
    for guardian_id in joined.guardians:
        take_guardian_off(work, guardian_id)
    clients.take_member_back(work, joined.moved)


def _bonds(read: Read, asked: Joining) -> Iterator[_Bond]:
    """Each minor with the adult they may be the child of, unless that adult is named as a guardian already."""
    for stand in asked.stands:
        child, adult, relation = _child_first(stand)
        if not is_minor(child.birth_date, clock.today()) or is_minor(adult.birth_date, clock.today()):
            continue
        if any(one.adult_id == adult.id for one in protection_of(read, child.id).guardians):
            continue
        words = _("{name}: legal representative of {child}", name=Plain(adult.name), child=Plain(child.name))
        said = Condition("relation" + stand.suffix, (relation,))
        yield _Bond(child.id, adult.id, Field("legal" + stand.suffix, words, "yes_no", required=True, when=said))


def _parent(work: Work, bond: _Bond) -> str:
    """Mother or father, where the register knows."""
    return {"F": "mother", "M": "father"}.get(work.get(Person, bond.adult_id).sex or "", "other")


def _child_first(stand: Stand) -> tuple[clients.ClientLine, clients.ClientLine, str]:
    """Who would be the child, who the adult, and what of the head the one is said to be then."""
    if is_minor(stand.head.birth_date, clock.today()):
        return stand.head, stand.one, "parent"
    return stand.one, stand.head, "child"
