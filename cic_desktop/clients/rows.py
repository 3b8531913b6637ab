"""What screens show of people: frozen, made on the read lane."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from cic_desktop.i18n import Text

__all__ = ["ClientCard", "ClientLine", "Part", "PersonFacts", "Registered"]


@dataclass(frozen=True)
class ClientLine:
    """A line of the client list."""

    id: str
    case_number: str
    surname: str
    given: str
    original: str
    birth_date: str | None
    citizenship: str
    language: str
    phone: str
    stay_title: str
    stay_valid_to: date | None
    complete: bool

    @property
    def name(self) -> str:
        return f"{self.surname} {self.given}".strip()


@dataclass(frozen=True)
class Part:
    """One row of a card's part: its answers, and whether it still holds."""

    id: str
    revision: int
    kind: str
    answers: dict[str, str]


@dataclass(frozen=True)
class ClientCard:
    """Everything a card shows of a person, apart from the timeline."""

    line: ClientLine
    revision: int
    answers: dict[str, str | list[str]]
    parts: tuple[Part, ...]
    household: tuple[ClientLine, ...]
    household_relations: dict[str, str]  # to the head of the household
    household_words: dict[str, Text]  # what they are to the person
    registered_on: date
    registered_by: str
    rodo_given_on: date | None
    updated_at: datetime
    hidden: int  # fields the actor's role may not see

    @property
    def id(self) -> str:
        return self.line.id

    def parts_of(self, kind: str) -> list[Part]:
        return [part for part in self.parts if part.kind == kind]


@dataclass(frozen=True)
class Registered:
    """A person just registered."""

    id: str
    case_number: str
    name: str


@dataclass(frozen=True)
class PersonFacts:
    """The snapshot a service keeps of a person at its date."""

    person_id: str
    stay_title: str
    citizenship: str
    sex: str
    age: int | None
    age_approximate: bool
    language: str
