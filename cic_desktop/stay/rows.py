"""What screens show of legal stay: frozen, made on the read lane."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from cic_desktop.i18n import Plain, Text
from cic_desktop.stay.visa_free import Balance

__all__ = ["Check", "Due", "Held", "Mark", "Record", "Standing", "StayFile", "Tone"]

Tone = Literal["", "ok", "info", "warn", "bad"]
NOTHING = Plain("")


class Due(NamedTuple):
    """A line of the radar: whose deadline, by which rule, when, and what started it. A tuple: there are thousands.

    `hint` holds codes of `sources.HINTS` (what one has to know beside the rule), `ref` the row that started it.
    """

    person_id: str
    rule: str
    due_on: date
    start: date
    ref: str = ""
    hint: str = ""
    language: str = ""
    citizenship: str = ""
    since: date | None = None  # no line before that day


@dataclass(frozen=True)
class Mark:
    """What was decided about a line: done, not applicable, later."""

    id: str
    rule: str
    due_on: date
    state: str
    later_on: date | None
    revision: int


@dataclass(frozen=True)
class Check:
    """One thing the protection of a pending application needs, and whether it is there."""

    words: Text
    held: bool


@dataclass(frozen=True)
class Standing:
    """Today's status in one plain sentence, why, and what a pending application still needs."""

    sentence: Text
    why: Text = NOTHING
    tone: Tone = ""
    until: date | None = None
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True)
class Record:
    """One row of a part of the file: raw answers for its dialog, its deadlines, and what is said beside it."""

    id: str
    kind: str  # proceeding, letter, event, crossing
    revision: int
    answers: dict[str, str]
    dues: tuple[Due, ...] = ()
    note: Text = NOTHING


@dataclass(frozen=True)
class Held:
    """A basis of stay over time."""

    title: str
    purpose: str
    first: date | None
    last: date | None
    now: bool


@dataclass(frozen=True)
class StayFile:
    """Everything the card's section shows of one person."""

    person_id: str
    standing: Standing
    titles: tuple[Held, ...]
    records: tuple[Record, ...]
    deadlines: tuple[Due, ...]  # still to be watched, soonest first
    marks: tuple[Mark, ...]
    balance: Balance | None  # of 90/180; none without crossings

    def of(self, kind: str) -> list[Record]:
        return [record for record in self.records if record.kind == kind]
