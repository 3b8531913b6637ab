"""What screens show of the protection of minors: frozen, made on the read lane."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from cic_desktop.core.fields import Answers

__all__ = ["Acknowledged", "Check", "CheckState", "GuardianLine", "IncidentLine", "ProtectionView", "StaffLine"]

CheckState = Literal["missing", "overdue", "soon", "ok"]


@dataclass(frozen=True)
class GuardianLine:
    """An adult of a minor; `adult_id` is empty for somebody known by name only."""

    id: str
    revision: int
    adult_id: str
    name: str
    phone: str
    relation: str
    legal: bool
    may_collect: bool
    document: str
    valid_from: date | None
    valid_to: date | None

    @property
    def answers(self) -> Answers:
        flags = {name: "yes" if getattr(self, name) else "no" for name in ("legal", "may_collect")}
        own = {} if self.adult_id else {"name": self.name, "phone": self.phone}
        return {**_answers(self, "adult_id relation document valid_from valid_to"), **flags, **own}

    def holds_on(self, day: date) -> bool:
        """Whether the adult may act for the child on a day."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)


@dataclass(frozen=True)
class Acknowledged:
    """A minor's adults were told the centre's standards: which wording, when."""

    id: str
    version: str
    given_on: date


@dataclass(frozen=True)
class IncidentLine:
    """An incident as whoever may read it sees it."""

    id: str
    revision: int
    by: str
    day: date
    starts_at: str
    place: str
    description: str
    measures: str
    reported_to: str
    reported_on: date | None
    closed_on: date | None

    @property
    def answers(self) -> Answers:
        return _answers(self, "day starts_at place description measures reported_to reported_on closed_on")


@dataclass(frozen=True)
class ProtectionView:
    """A minor's adults, the standards, incidents the reader may see, and how many others are kept."""

    guardians: tuple[GuardianLine, ...]
    acknowledged: Acknowledged | None
    incidents: tuple[IncidentLine, ...]
    closed_incidents: int  # not for the reader: only that they are kept
    newest_version: str  # of the standards, as last written down for anybody


@dataclass(frozen=True)
class Check:
    """A check of a colleague."""

    id: str
    revision: int
    kind: str
    checked_on: date
    renew_on: date | None

    @property
    def answers(self) -> Answers:
        return _answers(self, "kind checked_on renew_on")


@dataclass(frozen=True)
class StaffLine:
    """A colleague with the newest check of each kind; none where nobody looked yet."""

    account_id: str
    name: str
    register: Check | None
    standards: Check | None


def _answers(row: object, names: str) -> Answers:
    told = {name: getattr(row, name) for name in names.split()}
    return {name: value.isoformat() if isinstance(value, date) else value or "" for name, value in told.items()}
