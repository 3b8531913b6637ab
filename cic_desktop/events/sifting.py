"""A list of guests from a spreadsheet: sifted before anything is written, added without doubling anybody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cic_desktop.core.errors import Invalid, Problem
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.events.guests import read_guest, same_guest
from cic_desktop.events.tables import Event, EventGuest

__all__ = ["GuestRow", "Sifted", "add_guests", "sift_guests"]


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
    """The rows of a list by what becomes of them: added, there already (in the register or above), left out."""

    good: tuple[GuestRow, ...]
    known: tuple[GuestRow, ...]
    broken: tuple[GuestRow, ...]  # each with its problems


def sift_guests(read: Read, event_id: str, rows: Iterable[GuestRow]) -> Sifted:
    """The dry run: what `add_guests` would do with these rows."""
    read.require(Right.READ_CLIENTS)
    return _sift(read, event_id, rows)[0]


def add_guests(work: Work, event_id: str, rows: Sequence[GuestRow]) -> tuple[str, ...]:
    """Add the rows that can be taken; returns the new guests' ids. Broken and known rows are left out: run again,
    it adds nothing twice. Raises Missing.
    """
    work.require(Right.RECORD_HELP)
    work.get(Event, event_id)
    _sifted, taken = _sift(work, event_id, rows)
    return tuple(work.add(EventGuest(event_id=event_id, **values)).id for values in taken)


def _sift(read: Read, event_id: str, rows: Iterable[GuestRow]) -> tuple[Sifted, list[dict[str, Any]]]:
    """The rows sifted, and the columns of those to be added."""
    living = read.rows(EventGuest, "event_id = ? AND deleted_at IS NULL AND person_id IS NULL", (event_id,))
    seen = {key for row in living for key in same_guest(vars(row))}
    found: dict[str, list[GuestRow]] = {"good": [], "known": [], "broken": []}
    taken = []
    for row in rows:
        try:
            values = read_guest(row.answers)
        except Invalid as error:
            found["broken"].append(GuestRow(row.number, row.answers, (*row.problems, *error.problems)))
            continue
        keys = set(same_guest(values))
        state = "broken" if row.problems else "known" if keys & seen else "good"
        found[state].append(row)
        if state == "good":
            taken.append(values)
            seen |= keys
    return Sifted(**{state: tuple(lines) for state, lines in found.items()}), taken
