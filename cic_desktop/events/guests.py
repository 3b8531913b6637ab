"""The people of an event: invited, answering, there; mostly the host society, sometimes a client."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from cic_desktop import clients
from cic_desktop.core import clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.errors import CicError, Invalid, Problem
from cic_desktop.core.fields import Answer
from cic_desktop.core.rights import Right
from cic_desktop.core.text import fold
from cic_desktop.db.work import Work
from cic_desktop.events.fields import CLIENT_GUEST, GUEST, MARKS
from cic_desktop.events.tables import Event, EventGuest
from cic_desktop.i18n import Text, _

__all__ = [
    "Likeness", "Marked", "Traits", "add_client_guest", "add_guest", "amend_guest", "bring_guests_back",
    "invite_guests", "mark_guests", "put_marks_back", "read_guest", "retire_guests", "traits",
]  # fmt: skip

Given = Mapping[str, Answer]
Likeness = Literal["contact", "name", ""]
NOT_BEGUN: Text = _("It has not begun yet: nobody can have been there.")


@dataclass(frozen=True)
class Marked:
    """What guests had in one column before it was noted anew."""

    name: str
    before: tuple[tuple[str, Any], ...]  # guest's id, value


def add_guest(work: Work, event_id: str, answers: Given) -> str:
    """Note somebody invited or there; returns the guest's id. Raises Invalid, also for one who is there already."""
    work.require(Right.RECORD_HELP)
    work.get(Event, event_id)
    values = read_guest(answers)
    _refuse_twice(work, event_id, values)
    return work.add(EventGuest(event_id=event_id, **values)).id


def add_client_guest(work: Work, event_id: str, person_id: str, answers: Given) -> str:
    """A client as a guest: name and contacts stand on the client's card alone. Raises Invalid when noted already."""
    work.require(Right.RECORD_HELP)
    work.get(Event, event_id)
    person_id = clients.living_id(work, person_id)
    there = "SELECT 1 FROM event_guest WHERE event_id = ? AND person_id = ? AND deleted_at IS NULL"
    if work.sql(there, (event_id, person_id)):
        raise Invalid(Problem("person", _("This client is on the list already.")))
    values = read_answers(CLIENT_GUEST, answers)
    return work.add(EventGuest(event_id=event_id, person_id=person_id, **values)).id


def amend_guest(work: Work, guest_id: str, revision: int, answers: Given) -> None:
    """Correct a guest. Raises Invalid, Stale, Missing."""
    work.require(Right.RECORD_HELP)
    row = work.get(EventGuest, guest_id)
    if row.person_id:
        values = read_answers(CLIENT_GUEST, answers)
    else:
        values = read_guest(answers)
        _refuse_twice(work, row.event_id, values, but=guest_id)
    work.amend(row, values, revision)


def mark_guests(work: Work, guest_ids: Sequence[str], name: str, value: str) -> Marked:
    """Note the same of some guests: `name` is one of MARKS, `value` yes, no or nothing. Returns what undoes it.

    Raises CicError for attendance before the event's first day.
    """
    work.require(Right.RECORD_HELP)
    if name not in MARKS or value not in ("yes", "no", ""):
        raise ValueError(name)
    rows = [work.get(EventGuest, guest_id) for guest_id in guest_ids]
    if name == "attended" and value:
        for event_id in {row.event_id for row in rows}:
            if work.get(Event, event_id).starts_on > clock.today():
                raise CicError(NOT_BEGUN)
    return _mark(work, rows, name, {row.id: value for row in rows})


def invite_guests(work: Work, guest_ids: Sequence[str], day: date | None = None) -> Marked:
    """Note when invitations went out (today): whoever was invited before keeps that day. Returns what undoes it."""
    work.require(Right.RECORD_HELP)
    rows = [row for guest_id in guest_ids if (row := work.get(EventGuest, guest_id)).invited_on is None]
    return _mark(work, rows, "invited_on", dict.fromkeys((row.id for row in rows), day or clock.today()))


def put_marks_back(work: Work, marked: Marked) -> None:
    """Undo one of these two."""
    work.require(Right.RECORD_HELP)
    before = dict(marked.before)
    _mark(work, [work.get(EventGuest, guest_id) for guest_id in before], marked.name, before)


def retire_guests(work: Work, guest_ids: Iterable[str]) -> None:
    """Take guests off the list."""
    work.require(Right.RECORD_HELP)
    for guest_id in guest_ids:
        work.retire(work.get(EventGuest, guest_id))


def bring_guests_back(work: Work, guest_ids: Iterable[str]) -> None:
    """Undo that. Raises Missing."""
    work.require(Right.RECORD_HELP)
    for guest_id in guest_ids:
        work.bring_back(EventGuest, guest_id)


def read_guest(answers: Given) -> Values:
    """A guest's columns. Raises Invalid: somebody without a name and an organisation is nobody."""
    values = read_answers(GUEST, answers)
    if not (values["name"] or values["organisation"]):
        raise Invalid(Problem("name", _("Write a name, or at least the organisation.")))
    return values


@dataclass(frozen=True)
class Traits:
    """By what a guest is known again: the words of the name in one order, the organisation, e-mails, telephones."""

    called: str
    organisation: str
    contacts: tuple[frozenset[str], frozenset[str]]

    def likeness(self, other: Traits) -> Likeness:
        """By what the two are one guest: a contact of theirs, or the name within the organisation; "": they are two.

        E-mails decide where both have one, then telephones. Colleagues may share a mailbox: the name tells them apart.
        """
        if self.called != other.called:
            return ""
        for mine, theirs in zip(self.contacts, other.contacts, strict=True):
            if mine and theirs:
                return "contact" if mine & theirs else ""
        return "name" if self.organisation == other.organisation else ""


def traits(values: Mapping[str, Any], emails: Iterable[str] = (), phones: Iterable[str] = ()) -> Traits:
    """Those of a guest's columns, and of further contacts: a client's stand on the card."""
    words = fold(values["name"] or values["organisation"]).split()
    mails = {mail.casefold() for mail in (values["email"], *emails)}
    numbers = {"".join(filter(str.isdigit, phone))[-9:] for phone in (values["phone"], *phones)}  # without a prefix
    contacts = frozenset(mails - {""}), frozenset(numbers - {""})
    return Traits(" ".join(sorted(words)), fold(values["organisation"]), contacts)


def _refuse_twice(work: Work, event_id: str, values: Values, but: str = "") -> None:
    rows = work.rows(EventGuest, "event_id = ? AND deleted_at IS NULL AND person_id IS NULL", (event_id,))
    mine = traits(values)
    if any(mine.likeness(traits(vars(row))) for row in rows if row.id != but):
        raise Invalid(Problem("name", _("This guest is on the list already.")))


def _mark(work: Work, rows: Iterable[EventGuest], name: str, values: Mapping[str, Any]) -> Marked:
    before = []
    for row in rows:
        if getattr(row, name) != values[row.id]:
            before.append((row.id, getattr(row, name)))
            work.amend(row, {name: values[row.id]})
    return Marked(name, tuple(before))
