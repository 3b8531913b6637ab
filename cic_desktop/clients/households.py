"""People who live together: moving in and out, who stands how to whom, who depends on whom; nothing is forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cic_desktop.clients import tables
from cic_desktop.clients.queries import client_lines
from cic_desktop.clients.rows import ClientLine
from cic_desktop.core import clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.codes import options
from cic_desktop.core.errors import CicError, Invalid, Problem
from cic_desktop.core.fields import Answers, Condition, Field
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.i18n import _

__all__ = [
    "HouseholdView", "JOINING", "MEMBER", "Member", "add_member", "amend_member", "come_back", "household",
    "join_household", "leave_household", "move_out",
]  # fmt: skip

MEMBER: tuple[Field, ...] = (
    Field("relation", _("Relation"), "choice", options=options("relation"), required=True, width=6),
    Field("dependant", _("Supported by the family"), "yes_no", width=6),
    Field("supporter_id", _("Who provides for them"), "choice", when=Condition("dependant", ("yes",))),
    Field("joined_on", _("Moved in on"), "date", width=6),
    Field("left_on", _("Moved out on"), "date", width=6),
)
"""A membership as it is asked; the page puts the other members into `supporter_id`."""

JOINING: tuple[Field, ...] = (
    Field(
        "relation",
        _("Relation"),
        "choice",
        options=tuple(option for option in options("relation") if option.code != "head"),
        required=True,
        width=5,
    ),
    Field("dependant", _("Supported by the family"), "yes_no", width=4),
    Field("joined_on", _("Since"), "date", width=3, help=_("Today when empty.")),
)
"""What is asked when somebody moves in."""


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
    work: Work, person_id: str, other_id: str, relation: str, dependant: bool = False, on: date | None = None
) -> str:
    """Make the person live together with `other_id` since a day (today); returns the household's id.

    Whoever lived elsewhere moves out there on that day. Raises CicError, Missing.
    """
    work.require(Right.EDIT_CLIENTS)
    if person_id == other_id:
        raise CicError(_("Choose another person to live together with."))
    work.get(tables.Person, person_id)
    other = work.get(tables.Person, other_id)
    household_id = _household_of(work, other_id)
    if household_id is None:
        household_id = work.add(tables.Household(name=other.surname)).id
        work.add(tables.HouseholdMember(household_id=household_id, person_id=other_id, relation="head"))
    if _household_of(work, person_id) == household_id:
        return household_id
    day = on or clock.local(work.now).date()
    leave_household(work, person_id, day)
    work.add(
        tables.HouseholdMember(
            household_id=household_id, person_id=person_id, relation=relation, dependant=dependant, joined_on=day
        )
    )
    return household_id


def add_member(work: Work, person_id: str, other_id: str, answers: Mapping[str, Any]) -> str:
    """`join_household` with the answers to `JOINING`. Raises Invalid."""
    work.require(Right.EDIT_CLIENTS)
    values = read_answers(JOINING, answers)
    _check({**values, "left_on": values["joined_on"]})
    dependant = values["dependant"] == "yes"
    return join_household(work, person_id, other_id, values["relation"], dependant, values["joined_on"])


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
