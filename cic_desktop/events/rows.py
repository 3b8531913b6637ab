"""What screens and papers show of events: frozen, made on the read lane."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from cic_desktop.core.codes import code_list
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.fields import Answers
from cic_desktop.core.text import fold
from cic_desktop.diary.rows import GatheringLine
from cic_desktop.events.fields import GUEST
from cic_desktop.i18n import LANGUAGES, Day, Joined, Plain, Text

__all__ = ["EventCard", "EventFilter", "EventLine", "GroupCount", "GuestEvent", "GuestLine", "Which"]

Which = Literal["planned", "held", "called_off"]


@dataclass(frozen=True)
class EventFilter:
    """Which events a list shows: which of the three lists, a kind, words anywhere."""

    which: Which = "planned"
    kind: str = ""
    words: str = ""


@dataclass(frozen=True)
class EventLine:
    """An event in the list, with its guests counted; `heads` are people counted without a name."""

    id: str
    revision: int
    kind: str
    name: str
    starts_on: date
    ends_on: date
    state: str
    partner_id: str
    partner: str
    agreement_to: date | None  # of the partner's agreement
    organiser: str
    room_id: str
    room: str
    seats: int  # of the room; 0 when it is not known
    place: str
    capacity: int
    about: str
    cost_note: str
    photo_note: str
    reason: str
    account_id: str
    runs_it: str
    project_id: str
    guests: int = 0
    invited: int = 0
    coming: int = 0
    declined: int = 0
    attended: int = 0
    heads: int = 0

    @property
    def days(self) -> Text:
        if self.starts_on == self.ends_on:
            return Day(self.starts_on, "short")
        if (self.starts_on.year, self.starts_on.month) == (self.ends_on.year, self.ends_on.month):
            return Joined((Plain(f"{self.starts_on.day:02d}"), Day(self.ends_on, "short")), "–")
        return Joined((Day(self.starts_on, "short"), Day(self.ends_on, "short")), " – ")

    @property
    def where(self) -> str:
        return self.place or self.room

    @property
    def held_with(self) -> str:
        """The partner and whoever else organises it."""
        return ", ".join(filter(None, (self.partner, self.organiser)))

    @property
    def people(self) -> int:
        """Everybody who was there: by name and by head."""
        return self.attended + self.heads

    @property
    def agreement_ended(self) -> bool:
        """Whether the partner's agreement has run out before the last day."""
        return self.agreement_to is not None and self.agreement_to < self.ends_on

    def to_settle(self, day: date) -> bool:
        """Whether it is over and nobody has said yet that it was held."""
        return self.state == "planned" and self.ends_on < day

    def to_hold(self, day: date) -> bool:
        """Whether people are noted as there, who count only once somebody says that it was held."""
        return self.state == "planned" and self.starts_on <= day and bool(self.people)

    @property
    def answers(self) -> Answers:
        return {
            **{name: getattr(self, name) for name in _TYPED},
            "starts_on": self.starts_on.isoformat(),
            "ends_on": "" if self.ends_on == self.starts_on else self.ends_on.isoformat(),
            "capacity": str(self.capacity or ""),
        }

    @property
    def notes(self) -> Answers:
        return {"photo_note": self.photo_note, "cost_note": self.cost_note}

    def fits(self, wanted: EventFilter) -> bool:
        """Whether the list shows it: all the words, each somewhere in it."""
        haystack = fold(f"{self.name} {self.held_with} {self.where} {self.about}") + " " + _kind_words(self.kind)
        return wanted.kind in ("", self.kind) and all(word in haystack for word in fold(wanted.words).split())


_TYPED = tuple("name kind partner_id organiser room_id place about account_id project_id".split())


@lru_cache(maxsize=16)
def _kind_words(kind: str) -> str:
    return fold(" ".join(code_label("event_kind", kind).render(lang) for lang in LANGUAGES))


@dataclass(frozen=True)
class GuestLine:
    """Somebody invited or there. Of a client the name is the card's, and `person_id` leads to it."""

    id: str
    revision: int
    name: str
    organisation: str
    role: str
    email: str
    phone: str
    guest_group: str
    partner_id: str
    person_id: str
    invited_on: date | None
    answer: str
    attended: str
    photo: str
    note: str

    @property
    def title(self) -> Text:
        return Plain(self.name or self.organisation)

    @property
    def answers(self) -> Answers:
        plain = {field.name: getattr(self, field.name) for field in GUEST if field.kind != "date"}
        return {**plain, "invited_on": self.invited_on.isoformat() if self.invited_on else ""}

    def fits(self, words: str) -> bool:
        """Whether every word begins a word of the name, the organisation or the role."""
        own = f" {fold(f'{self.name} {self.organisation} {self.role}')}"
        return all(f" {word}" in own for word in fold(words).split())


@dataclass(frozen=True)
class GroupCount:
    """A group's people: guests by name, how many of them were there, heads counted beside them."""

    group: str  # code list `guest_group`; empty for guests of no group
    guests: int
    attended: int
    heads: int

    @property
    def people(self) -> int:
        return self.attended + self.heads


@dataclass(frozen=True)
class EventCard:
    """Everything the page of an event shows."""

    line: EventLine
    programme: tuple[GatheringLine, ...]
    guests: tuple[GuestLine, ...]  # in Polish order of their names
    heads: dict[str, int]  # group → people counted without a name

    @property
    def groups(self) -> tuple[GroupCount, ...]:
        """The groups anybody belongs to, in the order of the code list."""
        named = Counter(guest.guest_group for guest in self.guests)
        there = Counter(guest.guest_group for guest in self.guests if guest.attended == "yes")
        everywhere = (*code_list("guest_group").codes, "")
        return tuple(
            GroupCount(group, named[group], there[group], self.heads.get(group, 0))
            for group in everywhere
            if named[group] or self.heads.get(group)
        )

    def noted(self, name: str, value: str) -> int:
        """How many guests have an answer, e.g. `noted("photo", "no")`."""
        return sum(getattr(guest, name) == value for guest in self.guests)


@dataclass(frozen=True)
class GuestEvent:
    """An event a client was invited to, for their card and timeline."""

    event_id: str
    guest_id: str
    kind: str
    name: str
    starts_on: date
    ends_on: date
    state: str
    answer: str
    attended: str
