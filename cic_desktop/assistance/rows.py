"""What screens show of help given."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

__all__ = ["FollowUp", "ServiceDraft", "ServiceLine", "SittingDraft"]


@dataclass(frozen=True)
class ServiceDraft:
    """One service of a sitting as typed: the kind, its common and its own answers, for whom."""

    kind: str
    answers: dict[str, Any]
    persons: tuple[str, ...] = ()
    anonymous: tuple[dict[str, str], ...] = ()  # citizenship, sex, language of people without a card


@dataclass(frozen=True)
class SittingDraft:
    """One talk as typed."""

    answers: dict[str, Any]
    services: tuple[ServiceDraft, ...] = field(default=())


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
    signature: str
    description: str
    outcome: str
    details: dict[str, Any]
    person_id: str | None
    person: str
    persons: int
    countable: bool
    revision: int


@dataclass(frozen=True)
class FollowUp:
    """A promised next step."""

    service_id: str
    day: date
    text: str
    person_id: str | None
    person: str
    advisor: str
