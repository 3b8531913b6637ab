"""What screens show of help given."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

__all__ = ["FollowUp", "HelpFilter", "HelpTotals", "ServiceDraft", "ServiceLine", "SittingDraft", "UNSIGNED"]

# A condition on `s` (service) and `t` (sitting): a signature is to come. Nobody can sign for an anonymous talk.
UNSIGNED = (
    "t.signature = 'list' AND EXISTS (SELECT 1 FROM service_person u WHERE u.service_id = s.id "
    "AND u.deleted_at IS NULL AND u.person_id IS NOT NULL)"
)


@dataclass(frozen=True)
class ServiceDraft:
    """One service of a sitting as typed: the kind, its common and its own answers, for whom."""

    kind: str
    answers: dict[str, Any]
    persons: tuple[str, ...] = ()
    anonymous: tuple[dict[str, str], ...] = ()  # citizenship, sex, language of people without a card
    id: str = ""  # of the service this corrects


@dataclass(frozen=True)
class SittingDraft:
    """One talk as typed."""

    answers: dict[str, Any]
    services: tuple[ServiceDraft, ...] = field(default=())
    appointment_id: str = ""  # the appointment that took place with it

    @property
    def person_ids(self) -> frozenset[str]:
        """Everybody who was helped with something."""
        return frozenset(one for item in self.services for one in item.persons)


@dataclass(frozen=True)
class ServiceLine:
    """A service in a list."""

    id: str
    sitting_id: str
    day: date
    kind: str
    topic: str
    minutes: int
    place: str
    language: str
    advisor: str
    advisor_id: str
    signature: str
    description: str
    outcome: str
    details: dict[str, Any]
    person_id: str | None
    person: str
    persons: int
    countable: bool
    revision: int
    hidden: bool = False  # what was said is kept from this reader; that it was said is not
    partly_hidden: bool = False  # something of its talk is: whoever wrote that corrects the talk

    @property
    def to_sign(self) -> bool:
        """Whether somebody's signature is still to come; of an anonymous talk nobody's is."""
        return self.signature == "list" and self.person_id is not None


@dataclass(frozen=True)
class FollowUp:
    """Something promised: a service's next step (`source` "service"), a follow-up of its own ("follow_up"), a step
    of a support plan ("step"), or, without words of its own, the plan's review ("plan") or that of a partner of the
    directory ("partner", whose name is in `person`).

    `about_table` and `about_id` name the record it comes from, if any.
    """

    id: str
    day: date
    text: str
    person_id: str | None
    person: str
    advisor: str
    account_id: str = ""
    source: str = "service"
    about_table: str = ""
    about_id: str = ""


@dataclass(frozen=True)
class HelpFilter:
    """Which help a list shows. `where` is a further condition on `s` (service), `t` (sitting) and
    `p` (the first person) with its `params`: the list behind a number.
    """

    first: date | None = None
    last: date | None = None
    kind: str = ""
    account_id: str = ""
    unsigned: bool = False
    where: str = ""
    params: tuple[Any, ...] = ()

    def condition(self) -> tuple[str, tuple[Any, ...]]:
        """The condition as SQL with `?` and its parameters."""
        asked: list[tuple[str, Any]] = [
            ("s.day >= ?", self.first and self.first.isoformat()),
            ("s.day <= ?", self.last and self.last.isoformat()),
            ("s.kind = ?", self.kind),
            ("t.account_id = ?", self.account_id),
        ]
        held = [(sql, value) for sql, value in asked if value]
        clauses = [sql for sql, _value in held] + [
            f"({sql})" for sql in (self.unsigned and UNSIGNED, self.where) if sql
        ]
        return " AND ".join(clauses) or "1", (*(value for _sql, value in held), *self.params)


@dataclass(frozen=True)
class HelpTotals:
    """What a list of help adds up to; people without a card are counted apart."""

    services: int
    persons: int
    anonymous: int
