"""People who live together: moving in and out, who stands how to whom, who depends on whom; nothing is forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cic_desktop.clients import tables
from cic_desktop.clients.queries import client_lines
from cic_desktop.clients.relations import HEAD, relation_between
from cic_desktop.clients.rows import ClientLine
from cic_desktop.core import clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.codes import options
from cic_desktop.core.errors import CicError, Invalid, Missing, Problem
from cic_desktop.core.fields import Answers, Condition, Field, Option
from cic_desktop.core.partial_date import is_minor
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.i18n import Plain, _

__all__ = [
    "HouseholdView", "Joining", "MEMBER", "Member", "Moved", "Stand", "add_member", "amend_member", "come_back",
    "household", "join_household", "joining", "leave_household", "make_head", "move_out", "put_relations",
    "take_member_back",
]  # fmt: skip

MEMBER: tuple[Field, ...] = (
    Field("relation", _("Relation"), "choice", options=options("relation"), required=True, width=6),
    Field("dependant", _("Supported by the family"), "yes_no", width=6),
    Field("supporter_id", _("Who provides for them"), "choice", when=Condition("dependant", ("yes",))),
    Field("joined_on", _("Moved in on"), "date", width=6),
    Field("left_on", _("Moved out on"), "date", width=6),
)
"""A membership as it is asked; the page puts the other adult members into `supporter_id`."""

_HEAD = Field(
    "head_id",
    _("Head of the household"),
    "choice",
    required=True,
    help=_("What the others are is said towards this person."),
)
_SEAT = (
    Field(
        "relation", _("Relation"), "choice", required=True,
        options=tuple(option for option in options("relation") if option.code != HEAD),
    ),
    Field("dependant", _("Supported by the family"), "yes_no", width=7),
    Field("supporter_id", _("Who provides for them"), "choice", width=12),
)  # fmt: skip
_SINCE = Field("joined_on", _("Live together since"), "date", width=5, help=_("Today when empty."))


@dataclass(frozen=True)
class Stand:
    """Of whom it is asked what they are to whom; `suffix` ends the names of these questions."""

    one: ClientLine
    head: ClientLine
    suffix: str = ""


@dataclass(frozen=True)
class Joining:
    """Who moves in with whom, the questions about it, and the head proposed where one has to be chosen."""

    moving: ClientLine
    other: ClientLine
    fields: tuple[Field, ...]
    stands: tuple[Stand, ...]
    head_id: str = ""


@dataclass(frozen=True)
class Moved:
    """What `add_member` wrote, to take it back: memberships begun and ended, and how those that stay stood before."""

    begun: tuple[str, ...]
    ended: tuple[str, ...]
    before: Mapping[str, Values]


@dataclass(frozen=True)
class Member:
    """Somebody's time in a household. `household` is its name, `languages` those to talk in, the best one first."""

    id: str
    revision: int
    household: str
    line: ClientLine
    relation: str
    dependant: bool
    supporter_id: str
    joined_on: date | None
    left_on: date | None
    languages: tuple[str, ...]

    @property
    def answers(self) -> Answers:
        """As the questions of `MEMBER` take it."""
        days = {name: getattr(self, name) for name in ("joined_on", "left_on")}
        return {
            "relation": self.relation, "dependant": "yes" if self.dependant else "no",
            "supporter_id": self.supporter_id, **{name: day.isoformat() if day else "" for name, day in days.items()},
        }  # fmt: skip


@dataclass(frozen=True)
class HouseholdView:
    """A person's household: who lives there now (the person too), who did, and where the person lived before."""

    members: tuple[Member, ...] = ()
    former: tuple[Member, ...] = ()
    before: tuple[Member, ...] = ()


def household(read: Read, person_id: str) -> HouseholdView:
    """The person's household with its past; an empty one for somebody alone. Raises NotAllowed."""
    read.require(Right.READ_CLIENTS)
    rows = read.sql(_MEMBERS, {"person": person_id})
    lines = {line.id: line for line in client_lines(read, list({row[3] for row in rows}))}
    members = [_member(row, lines[row[3]]) for row in rows if row[3] in lines]
    here = next((row[2] for row in rows if row[3] == person_id and row[8] is None), None)
    home = {row[0] for row in rows if row[2] == here}
    return HouseholdView(
        tuple(one for one in members if one.id in home and one.left_on is None),
        tuple(one for one in members if one.id in home and one.left_on),
        tuple(one for one in members if one.id not in home and one.line.id == person_id and one.left_on),
    )


_MEMBERS = """
SELECT m.id, m.revision, m.household_id, m.person_id, m.relation, m.dependant, coalesce(m.supporter_id, ''),
  m.joined_on, m.left_on, h.name,
  (SELECT group_concat(language, ' ') FROM (SELECT language FROM person_language l
   WHERE l.person_id = m.person_id AND l.deleted_at IS NULL ORDER BY l.preferred DESC, l.id))
FROM household_member m JOIN household h ON h.id = m.household_id
WHERE m.deleted_at IS NULL AND m.household_id IN (
  SELECT household_id FROM household_member WHERE person_id = :person AND deleted_at IS NULL)
ORDER BY m.left_on DESC, m.relation <> 'head', m.id
"""


def _member(row: Any, line: ClientLine) -> Member:
    joined, left = (date.fromisoformat(day) if day else None for day in row[7:9])
    languages = tuple(dict.fromkeys((row[10] or "").split()))
    return Member(row[0], row[1], row[9], line, row[4], bool(row[5]), row[6], joined, left, languages)


def join_household(
    work: Work,
    person_id: str,
    other_id: str,
    relation: str,
    dependant: bool = False,
    on: date | None = None,
    *,
    leads: bool = False,
    supporter_id: str | None = None,
) -> str:
    """Make the person live together with `other_id` since a day (today); returns the household's id.

    Whoever lived elsewhere moves out there on that day. `relation`, `dependant` and who provides are the person's
    towards the head of the household. Where it has none yet, that is `other_id`; with `leads` the person, and all of
    it is said of `other_id`. Raises CicError, Missing.
    """
    work.require(Right.EDIT_CLIENTS)
    if person_id == other_id:
        raise CicError(_("Choose another person to live together with."))
    moving, other = work.get(tables.Person, person_id), work.get(tables.Person, other_id)
    seats: list[_Seat] = [(relation, dependant, supporter_id), (HEAD, False, None)]
    own, others = reversed(seats) if leads else seats
    household_id = _household_of(work, other_id)
    if household_id is None:
        household_id = work.add(tables.Household(name=(moving if leads else other).surname)).id
        _seat(work, household_id, other_id, others)
    elif _head(work, household_id) is None:
        row = work.get(tables.HouseholdMember, work.sql(_MEMBERSHIP.format("id"), (other_id,))[0][0])
        work.amend(row, dict(zip(_STANDING, others, strict=True)))
    if _household_of(work, person_id) == household_id:
        return household_id
    day = on or clock.local(work.now).date()
    leave_household(work, person_id, day)
    _seat(work, household_id, person_id, own, day)
    return household_id


def joining(read: Read, person_id: str, other_id: str) -> Joining:
    """What is asked when somebody is added to the household of `other_id`. Raises Missing.

    Whoever has no household joins the one of the other; where neither has one, its head is chosen.
    """
    read.require(Right.READ_CLIENTS)
    if _household_of(read, person_id) and not _household_of(read, other_id):
        person_id, other_id = other_id, person_id
    home = _household_of(read, other_id)
    head = _head(read, home) if home else None
    lines = {line.id: line for line in client_lines(read, list({person_id, other_id, head or other_id}))}
    if person_id not in lines or other_id not in lines:
        raise Missing()
    moving, other = lines[person_id], lines[other_id]
    if home and head is not None:
        stand = Stand(moving, lines[head])
        grown = _grown([*client_lines(read, _members_of(read, home)), moving])
        return Joining(moving, other, (*_stands(stand, grown), _SINCE), (stand,))
    grown = _grown([other, moving])
    chosen = next((one.id for one in grown), other.id)
    choice = replace(_HEAD, options=tuple(Option(one.id, Plain(one.name)) for one in (other, moving)))
    stands = Stand(moving, other), Stand(other, moving, "_back")
    fields = (field for stand in stands for field in _stands(stand, grown, stand.head.id))
    return Joining(moving, other, (choice, *fields, _SINCE), stands, chosen)


def add_member(work: Work, person_id: str, other_id: str, answers: Mapping[str, Any]) -> Moved:
    """`join_household` with the answers to `joining`. Raises Invalid."""
    work.require(Right.EDIT_CLIENTS)
    asked = joining(work, person_id, other_id)
    values = read_answers(asked.fields, answers)
    _check({**values, "left_on": values["joined_on"]})
    leads = values.get("head_id") == asked.moving.id
    relation, dependant, supporter = (values.get(name + "_back" * leads) for name in _STANDING)
    both = asked.moving.id, asked.other.id
    before = _standings(work, both)
    join_household(
        work, *both, str(relation), dependant == "yes", values["joined_on"], leads=leads, supporter_id=supporter or None
    )
    after = _standings(work, both)
    begun, ended = (tuple(key for key in one if key not in two) for one, two in ((after, before), (before, after)))
    return Moved(
        begun, ended, {key: standing for key, standing in before.items() if after.get(key, standing) != standing}
    )


def take_member_back(work: Work, moved: Moved) -> None:
    """Undo `add_member`: the people live as they did before; a household it began is gone with it."""
    work.require(Right.EDIT_CLIENTS)
    rows = [work.get(tables.HouseholdMember, key) for key in moved.begun]
    for row in rows:
        work.retire(row)
    for home in {row.household_id for row in rows}:
        if not work.rows(tables.HouseholdMember, "household_id = ? AND deleted_at IS NULL", (home,)):
            work.retire(work.get(tables.Household, home))
    for key in moved.ended:
        come_back(work, key)
    put_relations(work, moved.before)


def make_head(work: Work, member_id: str) -> dict[str, Values]:
    """Make a member the head of their household; returns how all stood before, which `put_relations` takes to undo it.

    The others' relations are turned to the new head where they follow; else they become "other", to be put right.
    A head is supported by nobody.
    """
    work.require(Right.EDIT_CLIENTS)
    row = work.get(tables.HouseholdMember, member_id)
    living = "household_id = ? AND left_on IS NULL AND deleted_at IS NULL"
    members = work.rows(tables.HouseholdMember, living, (row.household_id,))
    before = {one.id: {name: getattr(one, name) for name in _STANDING} for one in members}
    turned = {one.id: {"relation": relation_between(row.relation, one.relation) or "other"} for one in members}
    put_relations(work, turned | {row.id: dict(zip(_STANDING, (HEAD, False, None), strict=True))})
    return before


_STANDING = ("relation", "dependant", "supporter_id")


def put_relations(work: Work, standings: Mapping[str, Mapping[str, Any]]) -> None:
    """Set by membership how each stands to the head (columns of `_STANDING`): undoes `make_head`."""
    work.require(Right.EDIT_CLIENTS)
    for key, standing in standings.items():
        work.amend(work.get(tables.HouseholdMember, key), dict(standing))


def _stands(stand: Stand, grown: list[ClientLine], when: str = "") -> Iterator[Field]:
    """What is asked of somebody about the head; `when` that is the one chosen as the head."""
    one, suffix, name = stand.one, stand.suffix, Plain(stand.one.name)
    chosen = Condition("head_id", (when,)) if when else None
    relation, dependant, supporter = (replace(item, name=item.name + suffix) for item in _SEAT)
    words = _("{name}: relation to {head}", name=name, head=Plain(stand.head.name))
    yield replace(relation, label=words, when=chosen)
    yield replace(dependant, label=_("{name}: supported by the family", name=name), when=chosen)
    if others := tuple(Option(adult.id, Plain(adult.name)) for adult in grown if adult.id != one.id):
        yield replace(supporter, options=others, when=Condition(dependant.name, ("yes",)))


def _grown(lines: list[ClientLine]) -> list[ClientLine]:
    """The adults; somebody of unknown age may be one."""
    return [one for one in lines if not is_minor(one.birth_date, clock.today())]


def _standings(work: Work, person_ids: tuple[str, ...]) -> dict[str, Values]:
    """How people stand where they live now, by membership."""
    found = (row_id for person in person_ids for (row_id,) in work.sql(_MEMBERSHIP.format("id"), (person,)))
    rows = [work.get(tables.HouseholdMember, row_id) for row_id in found]
    return {row.id: {name: getattr(row, name) for name in _STANDING} for row in rows}


def _members_of(read: Read, household_id: str) -> list[str]:
    living = "household_id = ? AND left_on IS NULL AND deleted_at IS NULL ORDER BY relation <> 'head', id"
    return [row_id for (row_id,) in read.sql(f"SELECT person_id FROM household_member WHERE {living}", (household_id,))]


_Seat = tuple[str, bool, str | None]  # the columns of `_STANDING`


def _seat(work: Work, household_id: str, person_id: str, seat: _Seat, day: date | None = None) -> None:
    standing: Values = dict(zip(_STANDING, seat, strict=True))
    work.add(tables.HouseholdMember(household_id=household_id, person_id=person_id, joined_on=day, **standing))


def leave_household(work: Work, person_id: str, on: date | None = None) -> list[str]:
    """End the person's living membership, if any; its history stays. Returns what `come_back` takes to undo it."""
    work.require(Right.EDIT_CLIENTS)
    ended = [row_id for (row_id,) in work.sql(_MEMBERSHIP.format("id"), (person_id,))]
    for row_id in ended:
        move_out(work, row_id, on or clock.local(work.now).date())
    return ended


def move_out(work: Work, member_id: str, on: date) -> None:
    """End a membership on a day. Raises Invalid for a day that cannot be."""
    work.require(Right.EDIT_CLIENTS)
    row = work.get(tables.HouseholdMember, member_id)
    _check({"joined_on": row.joined_on, "left_on": on})
    work.amend(row, {"left_on": on})


def come_back(work: Work, member_id: str) -> None:
    """Undo `move_out`: the membership goes on as it was, unless the person lives elsewhere by now."""
    work.require(Right.EDIT_CLIENTS)
    row = work.get(tables.HouseholdMember, member_id)
    leave_household(work, row.person_id)
    work.amend(row, {"left_on": None})


def amend_member(work: Work, member_id: str, revision: int, answers: Mapping[str, Any]) -> None:
    """Change how somebody stands to the household, and since when. Raises Stale, Invalid."""
    work.require(Right.EDIT_CLIENTS)
    row = work.get(tables.HouseholdMember, member_id)
    values = read_answers(MEMBER, answers)
    _check(values)
    if values["supporter_id"] == row.person_id:
        raise Invalid(Problem("supporter_id", _("Choose another member of the family.")))
    if (values["relation"] == HEAD) != (row.relation == HEAD):
        raise Invalid(Problem("relation", _("Another head of the household is chosen in the menu of their line.")))
    dependant = values["dependant"] == "yes"
    supporter = values["supporter_id"] or None if dependant else None
    work.amend(row, {**values, "dependant": dependant, "supporter_id": supporter}, revision)


def _check(values: Values) -> None:
    joined, left = values["joined_on"], values["left_on"]
    for name, day in (("joined_on", joined), ("left_on", left)):
        if day and day > clock.today():
            raise Invalid(Problem(name, _("This date is in the future. Please check it.")))
    if left and joined and left < joined:
        raise Invalid(Problem("left_on", _("The end is before the start. Please check both dates.")))


_MEMBERSHIP = (
    "SELECT {} FROM household_member WHERE person_id = ? AND left_on IS NULL AND deleted_at IS NULL ORDER BY id"
)


def _household_of(read: Read, person_id: str) -> str | None:
    rows = read.sql(_MEMBERSHIP.format("household_id"), (person_id,))
    return str(rows[0][0]) if rows else None


def _head(read: Read, household_id: str) -> str | None:
    """Whose household it is, while they live there."""
    rows = read.sql(
        "SELECT m.person_id FROM household_member m JOIN person p ON p.id = m.person_id AND p.deleted_at IS NULL "
        "WHERE m.household_id = ? AND m.relation = ? AND m.left_on IS NULL AND m.deleted_at IS NULL ORDER BY m.id",
        (household_id, HEAD),
    )
    return str(rows[0][0]) if rows else None
