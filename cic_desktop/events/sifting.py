"""A list of guests from a spreadsheet: sifted before anything is written, taken in without doubling anybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from cic_desktop.core import clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.errors import Invalid, Problem
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.events.fields import ATTENDED, MARKS
from cic_desktop.events.guests import NOT_BEGUN, Likeness, Traits, read_guest, retire_guests, traits
from cic_desktop.events.queries import guests_of
from cic_desktop.events.rows import GuestLine
from cic_desktop.events.tables import Event, EventGuest

__all__ = ["GuestRow", "GuestsTaken", "Sifted", "add_guests", "sift_guests", "take_guests_back"]

_State = Literal["good", "completed", "known", "broken"]


@dataclass(frozen=True)
class GuestRow:
    """One row of a list: its number there, the answers read from it, what could not be read."""

    number: int
    answers: Answers
    problems: tuple[Problem, ...] = ()

    @property
    def title(self) -> str:
        return str(self.answers.get("name") or self.answers.get("organisation") or "")


@dataclass(frozen=True)
class Sifted:
    """The rows of a list by what becomes of them. Known ones are in the register or stand above in the list."""

    good: tuple[GuestRow, ...]  # to be added
    completed: tuple[GuestRow, ...]  # known, with a mark (MARKS) the register does not have
    known: tuple[GuestRow, ...]
    broken: tuple[GuestRow, ...]  # each with its problems

    @property
    def early(self) -> bool:
        """Whether somebody is said to have been at an event that has not begun."""
        return any(problem.text == NOT_BEGUN for row in self.broken for problem in row.problems)


@dataclass(frozen=True)
class GuestsTaken:
    """What taking in a list wrote, to take it back: who was added, and which marks known guests got."""

    added: tuple[str, ...]
    completed: tuple[tuple[str, tuple[str, ...]], ...]  # guest's id, names of the marks


def sift_guests(read: Read, event_id: str, rows: Iterable[GuestRow]) -> Sifted:
    """The dry run: what `add_guests` would do with these rows. Raises Missing."""
    read.require(Right.READ_CLIENTS)
    return _Sieve(read, event_id).sift(rows)


def add_guests(work: Work, event_id: str, rows: Iterable[GuestRow]) -> GuestsTaken:
    """Add the rows that can be taken, and fill empty marks of guests known already; what is noted stays.

    Broken and known rows are left out: run again, it writes nothing twice. Raises Missing.
    """
    work.require(Right.RECORD_HELP)
    sieve = _Sieve(work, event_id)
    sieve.sift(rows)
    completed = {one.guest.id: one.marks for one in sieve.known if one.marks}
    for guest_id, marks in completed.items():
        work.amend(work.get(EventGuest, guest_id), marks)
    added = tuple(work.add(EventGuest(event_id=event_id, **one.values)).id for one in sieve.new)
    return GuestsTaken(added, tuple((guest_id, tuple(marks)) for guest_id, marks in completed.items()))


def take_guests_back(work: Work, taken: GuestsTaken) -> None:
    """Undo that."""
    work.require(Right.RECORD_HELP)
    retire_guests(work, taken.added)
    for guest_id, names in taken.completed:
        work.amend(work.get(EventGuest, guest_id), dict.fromkeys(names, ""))


@dataclass
class _Known:
    """A guest of the register, and which empty marks of theirs the list fills."""

    guest: GuestLine
    traits: Traits
    marks: dict[str, str] = field(default_factory=dict)

    def take(self, said: Values, by: Likeness) -> _State:
        if self.guest.person_id and by != "contact":  # of a client a name alone says too little to write anything
            return "known"
        noted = {**vars(self.guest), **self.marks}
        fresh = {name: said[name] for name in MARKS if said[name] and not noted[name]}
        self.marks |= fresh
        return "completed" if fresh else "known"


@dataclass
class _New:
    """A row that becomes a guest; another one of the same guest, below it, fills the marks it left empty."""

    values: Values
    traits: Traits

    def take(self, said: Values, _by: Likeness) -> _State:
        self.values |= {name: said[name] for name in MARKS if not self.values[name]}
        return "known"


class _Sieve:
    """A list against the guests an event has; collects who is new, and the marks of known ones."""

    def __init__(self, read: Read, event_id: str) -> None:
        self._begun = read.get(Event, event_id).starts_on <= clock.today()
        self.known = _known(read, event_id)
        self.new: list[_New] = []
        self._namesakes: defaultdict[str, list[_Known | _New]] = defaultdict(list)
        for one in self.known:
            self._namesakes[one.traits.called].append(one)

    def sift(self, rows: Iterable[GuestRow]) -> Sifted:
        found: dict[_State, list[GuestRow]] = {"good": [], "completed": [], "known": [], "broken": []}
        for row in rows:
            values, problems = self._values(row)
            state = "broken" if problems else self._take(values)
            found[state].append(replace(row, problems=problems))
        return Sifted(**{state: tuple(lines) for state, lines in found.items()})

    def _values(self, row: GuestRow) -> tuple[Values, tuple[Problem, ...]]:
        """A guest's columns, and what cannot be taken of them."""
        try:
            values = {**read_guest(row.answers), **read_answers((ATTENDED,), row.answers)}
        except Invalid as error:
            return {}, (*row.problems, *error.problems)
        early = values["attended"] and not self._begun
        return values, (*row.problems, *([Problem("attended", NOT_BEGUN)] if early else []))

    def _take(self, values: Values) -> _State:
        mine = traits(values)
        namesakes = self._namesakes[mine.called]
        like: dict[Likeness, list[_Known | _New]] = {"contact": [], "name": [], "": []}
        for one in namesakes:
            like[mine.likeness(one.traits)].append(one)
        by: Likeness = "contact" if like["contact"] else "name"
        match like[by]:
            case []:
                self.new.append(_New(values, mine))
                namesakes.append(self.new[-1])
                return "good"
            case [one]:
                return one.take(values, by)
            case _:  # it may be any of them
                return "known"


def _known(read: Read, event_id: str) -> list[_Known]:
    """The guests an event has. Of a client name and contacts are the card's."""
    contacts: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for person_id, kind, value in read.sql(_CONTACTS, (event_id,)):
        contacts[person_id, kind].append(value)
    return [
        _Known(guest, traits(vars(guest), *(contacts[guest.person_id, kind] for kind in ("email", "phone"))))
        for guest in guests_of(read, event_id)
    ]


_CONTACTS = """
SELECT person_id, kind, value FROM contact WHERE deleted_at IS NULL AND person_id IN (
  SELECT person_id FROM event_guest WHERE event_id = ? AND deleted_at IS NULL)
"""
